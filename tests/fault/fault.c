/*
 * A layer between a program and the kernel that makes reads and writes fail
 * (LD_PRELOAD), for tests/cli/faults.bats:
 *
 *	FAULT_READ=N   reads end with EIO once N bytes were read
 *	FAULT_WRITE=N  writes end with ENOSPC once N bytes were written
 *	FAULT_SHORT=N  reads and writes move N bytes at most, and every other
 *	               call is interrupted (EINTR)
 *	FAULT_FD=N     of descriptors from N on (default 0); never of stderr
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

ssize_t __read_chk(int fd, void *p, size_t n, size_t room);

static long
setting(const char *name, long otherwise)
{
	const char *s = getenv(name);

	return s ? strtol(s, NULL, 10) : otherwise;
}

/* How many of n bytes may be moved; -1 with errno. */
static ssize_t
allowed(int fd, size_t n, const char *limit, long used, int error)
{
	static unsigned calls;
	long most = setting(limit, -1), few = setting("FAULT_SHORT", 0);

	if (fd == STDERR_FILENO || fd < setting("FAULT_FD", 0))
		return (ssize_t)n;
	if (few > 0 && ++calls % 2) {
		errno = EINTR;
		return -1;
	}
	if (few > 0 && n > (size_t)few)
		n = (size_t)few;
	if (most >= 0 && used >= most) {
		errno = error;
		return -1;
	}
	return most >= 0 && n > (size_t)(most - used) ? most - used : (ssize_t)n;
}

ssize_t
read(int fd, void *p, size_t n)
{
	static long used;
	ssize_t k = allowed(fd, n, "FAULT_READ", used, EIO);

	if (k < 0)
		return k;
	k = syscall(SYS_read, fd, p, (size_t)k);
	if (k > 0 && fd >= setting("FAULT_FD", 0))
		used += k;
	return k;
}

ssize_t
__read_chk(int fd, void *p, size_t n, size_t room)
{
	return n > room ? -1 : read(fd, p, n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	static long used;
	ssize_t k = allowed(fd, n, "FAULT_WRITE", used, ENOSPC);

	if (k < 0)
		return k;
	k = syscall(SYS_write, fd, p, (size_t)k);
	if (k > 0 && fd != STDERR_FILENO && fd >= setting("FAULT_FD", 0))
		used += k;
	return k;
}
