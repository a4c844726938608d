/* writer: see broadsheet/writer.h */
#include "broadsheet/writer.h"

#include "broadsheet/err.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

void
bs_writer_init(struct bs_writer *w, int fd, bool line_buffered)
{
	*w = (struct bs_writer){.fd = fd, .line_buffered = line_buffered};
}

static void
failed(void)
{
	if (errno == EPIPE) {
		/* a parent ignores SIGPIPE: end as if it did not */
		signal(SIGPIPE, SIG_DFL);
		raise(SIGPIPE);
	}
	bs_die("write error: %s", strerror(errno));
}

void
bs_writer_flush(void *arg)
{
	struct bs_writer *w = arg;
	size_t i = 0;

	while (i < w->b.n) {
		ssize_t k = write(w->fd, w->b.p + i, w->b.n - i);

		if (k < 0 && errno != EINTR)
			failed();
		if (k > 0)
			i += (size_t)k;
	}
	w->b.n = 0;
}

void
bs_writer_line(struct bs_writer *w, struct bs_span line)
{
	struct bs_buf *b = &w->b;

	bs_buf_reserve(b, line.n + 1);
	if (line.n)
		memcpy(b->p + b->n, line.p, line.n);
	b->n += line.n;
	bs_writer_row(w);
}

void
bs_writer_close(struct bs_writer *w)
{
	bs_writer_flush(w);
	if (close(w->fd) != 0 && errno != EINTR)
		failed();
	bs_buf_free(&w->b);
}
