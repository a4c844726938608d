/*
 * stream: rows in, rows out: what every row filter does around its engine.
 *
 * Reads rows, reports and drops those it cannot read, passes the header once
 * and comments where they stand, applies --fixes and --only, drops the
 * program's own kinds but for `hand` rows, counts for -v.
 */
#ifndef BROADSHEET_STREAM_H
#define BROADSHEET_STREAM_H

#include "broadsheet/cli.h"
#include "broadsheet/doc.h"
#include "broadsheet/fixes.h"
#include "broadsheet/reader.h"
#include "broadsheet/writer.h"

#include <time.h>

struct bs_stream {
	struct bs_reader in;
	struct bs_writer out;
	const struct bs_cli *cli;
	struct bs_fixes fixes; /* empty without --fixes */
	uint32_t owned;        /* kinds this program makes */
	uint32_t only;         /* kinds to write; 0: all */
	uint64_t docs, rows;   /* read */
	bool header_done;
	struct bs_buf doc; /* id of the last row */
	struct timespec begun;
};

/* Opens stdout and the operands of cli.  Loads --fixes (exit 2 where it cannot). */
void bs_stream_open(struct bs_stream *s, const struct bs_cli *cli, uint32_t owned);

/*
 * The next row that can be read; header lines are dealt with, comments come
 * as rows of kind BS_COMMENT (so does the header line to be kept); rows of
 * owned kinds not by hand are left out.  Valid until the next call.  False at
 * the end of input.
 */
bool bs_stream_next(struct bs_stream *s, struct bs_row *row);

/* Write a row byte for byte, unless --only leaves its kind out. */
void bs_stream_pass(struct bs_stream *s, const struct bs_row *row);
void bs_stream_pass_line(struct bs_stream *s, struct bs_span line, enum bs_kind kind);
/* Write a new row, unless --only leaves its kind out. */
void bs_stream_put(struct bs_stream *s, const struct bs_newrow *row);

/* Flush, close, say the summary; returns the exit status. */
int bs_stream_close(struct bs_stream *s);

/*
 * Run a document engine over the stream.  A document comes whole: at its end
 * row, when doc changes, or at the end of input; in windows of some 4 MiB
 * where it is larger (d->continued, d->more).  Rows outside any sentence pass
 * at once while no sentence waits.
 */
void bs_stream_documents(
    struct bs_stream *s, void (*engine)(struct bs_doc *d, void *arg), void *arg);

#endif
