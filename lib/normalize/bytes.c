/* bytes: see bytes.h. */
#include "normalize/bytes.h"

#include "broadsheet/err.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void
fail(const char *what, const char *dir)
{
	bs_die("%s in %s: %s (TMPDIR names another folder)", what, dir, strerror(errno));
}

static const char *
folder(void)
{
	const char *dir = getenv("TMPDIR");

	return dir && *dir ? dir : "/tmp";
}

static int
temporary(void)
{
	struct bs_buf name = {0};
	int fd;

	bs_buf_fmt(&name, "%s/normalize.XXXXXX", folder());
	bs_buf_str(&name);
	fd = mkstemp(name.p);
	if (fd < 0)
		fail("cannot make a temporary file", folder());
	unlink(name.p);
	bs_buf_free(&name);
	return fd;
}

static void
put(int fd, struct bs_span s)
{
	while (s.n > 0) {
		ssize_t k = write(fd, s.p, s.n);

		if (k < 0 && errno != EINTR)
			fail("cannot write a temporary file", folder());
		if (k > 0)
			s = bs_span_cut(s, (size_t)k, s.n);
	}
}

/* Is it a file that can be read anywhere, and begins where the reader began? */
static bool
can_seek(struct bs_bytes *b, const struct bs_reader *r, size_t have)
{
	struct stat st;
	off_t now;

	if (fstat(r->fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (now = lseek(r->fd, 0, SEEK_CUR)) < (off_t)have || st.st_size < now)
		return false;
	b->at = (uint64_t)now - have;
	b->size = (uint64_t)st.st_size - b->at;
	b->fd = r->fd;
	return true;
}

bool
bs_bytes_of_file(struct bs_bytes *b, struct bs_reader *r, size_t most)
{
	struct bs_span have;
	bool more;

	do
		more = bs_reader_window(r, &have);
	while (more && have.n <= most);
	*b = bs_bytes_of(have);
	if (!more)
		return !r->broken;
	b->mem = bs_span(NULL, 0);
	if (can_seek(b, r, have.n)) {
		r->bytes += b->size - have.n;
		return true;
	}
	b->fd = temporary();
	b->own = true;
	b->size = 0;
	for (;; more = bs_reader_window(r, &have)) {
		put(b->fd, have);
		b->size += have.n;
		bs_reader_take(r, have.n);
		if (!more)
			return !r->broken;
	}
}

void
bs_bytes_close(struct bs_bytes *b)
{
	if (b->own)
		close(b->fd);
	*b = bs_bytes_of(bs_span(NULL, 0));
}

struct bs_span
bs_bytes_get(struct bs_bytes *b, uint64_t from, size_t n, struct bs_buf *buf)
{
	uint64_t rest = from < b->size ? b->size - from : 0;

	n = n < rest ? n : (size_t)rest;
	if (b->fd < 0)
		return bs_span_cut(b->mem, (size_t)from, (size_t)from + n);
	buf->n = 0;
	bs_buf_reserve(buf, n + 1);
	while (buf->n < n) {
		ssize_t k = pread(
		    b->fd, buf->p + buf->n, n - buf->n, (off_t)(b->at + from + buf->n));

		if (k == 0 || (k < 0 && errno != EINTR)) {
			b->error = k ? errno : EIO;
			break;
		}
		if (k > 0)
			buf->n += (size_t)k;
	}
	return bs_buf_view(buf);
}
