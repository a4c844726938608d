/*
 * rows: block rows in, the same with their sentences and tokens out.
 *
 * Private to segment.  Holds one block at a time, with the rows by hand that
 * follow it: its sentences are written when the next row comes, or before a
 * read that would block.
 */
#ifndef BS_SEGMENT_ROWS_H
#define BS_SEGMENT_ROWS_H

#include "broadsheet/sentence.h"
#include "broadsheet/stream.h"

struct bs_segment_config {
	const char *classes;     /* comma-separated; NULL: all */
	const char *lang;        /* or NULL: what the document says */
	unsigned sentence_flags; /* BS_SENTENCE_* */
	unsigned token_flags;    /* BS_TOKEN_* */
	bool words;              /* token rows, too */
};

struct bs_segment_run;

/* The stream is open, the segmenter complete; all stay the caller's. */
struct bs_segment_run *bs_segment_run_new(
    struct bs_stream *s, const struct bs_segmenter *seg, const struct bs_segment_config *c);
/* Take the next row of the stream. */
void bs_segment_run_row(struct bs_segment_run *r, const struct bs_row *row);
/* Write what waits, tell the fixes whose span is gone, free. */
void bs_segment_run_end(struct bs_segment_run *r);

#endif
