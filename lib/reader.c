/* reader: see broadsheet/reader.h */
#include "broadsheet/reader.h"

#include "broadsheet/err.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILL = 128 * 1024 };

void
bs_reader_init(
    struct bs_reader *r, char *const *operand, size_t n, void (*before_block)(void *), void *arg)
{
	static char stdin_name[] = "-", *const only_stdin[] = {stdin_name};

	*r = (struct bs_reader){.operand = n ? operand : only_stdin,
	    .noperand = n ? n : 1,
	    .before_block = before_block,
	    .arg = arg,
	    .fd = -1};
}

/* Open the next operand that can be opened. */
static bool
open_next(struct bs_reader *r)
{
	while (r->next < r->noperand) {
		r->name = r->operand[r->next++];
		r->line = 0;
		r->lo = r->hi = r->seen = 0;
		r->eof = r->broken = false;
		if (strcmp(r->name, "-") == 0) {
			r->fd = STDIN_FILENO;
			return true;
		}
		r->fd = open(r->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
		if (r->fd >= 0)
			return true;
		bs_bad(r->name, 0, "%s", strerror(errno));
	}
	return false;
}

static void
close_current(struct bs_reader *r)
{
	if (r->fd > STDIN_FILENO)
		close(r->fd);
	r->fd = -1;
}

/* One read(2) behind hi; false at end of file or error. */
static bool
fill(struct bs_reader *r)
{
	struct pollfd p = {.fd = r->fd, .events = POLLIN};
	ssize_t k;

	if (r->eof)
		return false;
	if (r->lo > 0 && r->cap - r->hi < FILL) {
		memmove(r->buf, r->buf + r->lo, r->hi - r->lo);
		r->hi -= r->lo;
		r->seen -= r->lo;
		r->lo = 0;
	}
	if (r->cap - r->hi < FILL) {
		size_t cap = r->cap < FILL ? 2 * FILL : r->cap * 2;

		if (cap < r->cap)
			bs_out_of_memory();
		r->buf = bs_realloc(r->buf, cap, 1);
		r->cap = cap;
	}
	if (r->before_block != NULL && poll(&p, 1, 0) == 0)
		r->before_block(r->arg);
	do
		k = read(r->fd, r->buf + r->hi, r->cap - r->hi);
	while (k < 0 && errno == EINTR);
	if (k <= 0) {
		r->eof = true;
		r->broken = k < 0;
		if (r->broken)
			bs_read_error(r->name);
		return false;
	}
	r->hi += (size_t)k;
	r->bytes += (uint64_t)k;
	return true;
}

bool
bs_reader_line(struct bs_reader *r, struct bs_span *line)
{
	for (;;) {
		char *from, *nl;

		if (r->fd < 0 && !open_next(r))
			return false;
		if (r->buf == NULL && fill(r))
			continue;
		from = r->buf ? r->buf + r->lo : NULL;
		nl = r->buf && r->hi > r->seen ? memchr(r->buf + r->seen, '\n', r->hi - r->seen)
					       : NULL;
		if (nl == NULL) {
			r->seen = r->hi;
			if (fill(r))
				continue;
			if (r->lo == r->hi || r->broken) { /* half a line is none */
				close_current(r);
				continue;
			}
			from = r->buf + r->lo;
			nl = r->buf + r->hi;
		}
		*line = bs_span(from, (size_t)(nl - from));
		r->lo += line->n + 1;
		if (r->lo > r->hi)
			r->lo = r->hi;
		r->seen = r->lo;
		if (line->n && line->p[line->n - 1] == '\r')
			line->n--;
		if (++r->line == 1 && line->n >= 3 && memcmp(line->p, "\xef\xbb\xbf", 3) == 0) {
			line->p += 3;
			line->n -= 3;
		}
		return true;
	}
}

void
bs_reader_again(struct bs_reader *r)
{
	r->lo = r->seen = r->line = 0;
}

/* Offset behind the last \n of the bytes not yet looked at, or 0. */
static size_t
last_line_end(struct bs_reader *r)
{
	size_t i = r->hi;

	while (i > r->seen && r->buf[i - 1] != '\n')
		i--;
	if (i > r->seen)
		return i;
	r->seen = r->hi;
	return 0;
}

bool
bs_reader_block(struct bs_reader *r, struct bs_span *lines)
{
	for (;;) {
		size_t end;

		if (r->fd < 0 && !open_next(r))
			return false;
		end = r->hi > r->seen ? last_line_end(r) : 0;
		if (end == 0) {
			if (fill(r))
				continue;
			if (r->lo == r->hi || r->broken) {
				close_current(r);
				continue;
			}
			end = r->hi;
		}
		*lines = bs_span(r->buf + r->lo, end - r->lo);
		r->lo = r->seen = end;
		if (r->line == 0 && lines->n >= 3 && memcmp(lines->p, "\xef\xbb\xbf", 3) == 0)
			*lines = bs_span_cut(*lines, 3, lines->n);
		return true;
	}
}

bool
bs_reader_file(struct bs_reader *r, struct bs_buf *out)
{
	while (open_next(r)) {
		while (fill(r))
			;
		close_current(r);
		if (r->broken)
			continue; /* half a document is none */
		out->n = 0;
		bs_buf_add(out, r->buf, r->hi);
		return true;
	}
	return false;
}

bool
bs_reader_next_file(struct bs_reader *r)
{
	close_current(r);
	return open_next(r);
}

bool
bs_reader_window(struct bs_reader *r, struct bs_span *have)
{
	bool more = fill(r);

	*have = bs_span(r->buf + r->lo, r->hi - r->lo);
	if (!more)
		close_current(r);
	return more;
}

void
bs_reader_take(struct bs_reader *r, size_t n)
{
	r->lo += n;
}

void
bs_reader_close(struct bs_reader *r)
{
	close_current(r);
	free(r->buf);
	r->buf = NULL;
	r->cap = 0;
}

bool
bs_read_file(const char *name, struct bs_buf *out)
{
	int fd = strcmp(name, "-") == 0 ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	ssize_t k;
	int e;

	if (fd < 0)
		return false;
	out->n = 0;
	for (;;) {
		bs_buf_reserve(out, FILL);
		k = read(fd, out->p + out->n, out->cap - out->n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			break;
		out->n += (size_t)k;
	}
	e = errno;
	if (fd != STDIN_FILENO)
		close(fd);
	if (k < 0)
		bs_buf_free(out);
	errno = e;
	return k == 0;
}

bool
bs_read_names0(const char *file, char ***names, size_t *n)
{
	struct bs_buf b = {0};
	size_t i, cap = *n + 16;
	char **old = *names;

	if (!bs_read_file(file, &b))
		return false;
	/* The names so far may be argv itself, which cannot grow. */
	*names = bs_calloc(cap, sizeof **names);
	if (*n)
		memcpy(*names, old, *n * sizeof **names);
	for (i = 0; i < b.n;) {
		const char *end = memchr(b.p + i, '\0', b.n - i);
		size_t len = end ? (size_t)(end - (b.p + i)) : b.n - i;
		char *s = bs_malloc(len + 1);

		memcpy(s, b.p + i, len);
		s[len] = '\0';
		BS_PUSH(*names, *n, cap) = s;
		i += len + 1;
	}
	bs_buf_free(&b);
	return true;
}

void
bs_names0_free(char **names, size_t n)
{
	while (n > 0)
		free(names[--n]);
	free(names);
}
