/*
 * writer: buffered output on a file descriptor, handed to write(2) in whole rows.
 *
 * A write error ends the program: exit 2 with a message, or quietly by
 * SIGPIPE where the reader has gone (EPIPE restores the default action and
 * raises it again).  Nothing is lost between bs_writer_flush calls but by
 * such an exit.
 */
#ifndef BROADSHEET_WRITER_H
#define BROADSHEET_WRITER_H

#include "broadsheet/mem.h"

struct bs_writer {
	int fd;
	bool line_buffered;
	uint64_t rows;
	struct bs_buf b; /* append with bs_buf_*, end a row with bs_writer_row */
};

enum { BS_WRITER_FULL = 128 * 1024 };

void bs_writer_init(struct bs_writer *w, int fd, bool line_buffered);
void bs_writer_flush(void *w); /* void *: a reader's before_block */
/* End the row being built in w->b: adds \n; flushes when 128 KiB are waiting. */
static inline void
bs_writer_row(struct bs_writer *w)
{
	bs_buf_ch(&w->b, '\n');
	w->rows++;
	if (w->b.n >= BS_WRITER_FULL || w->line_buffered)
		bs_writer_flush(w);
}
/* Write one line and \n. */
void bs_writer_line(struct bs_writer *w, struct bs_span line);
/* Flush, close and check: every error is found.  Frees the buffer. */
void bs_writer_close(struct bs_writer *w);

#endif
