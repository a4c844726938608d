/*
 * verify: what its files share.  verify.c proves blocks and sentences against
 * the source, verify_rows.c the rows inside the sentences against those,
 * verify_whole.c that the document is complete.
 */
#ifndef BROADSHEET_TRACE_VERIFY_IMPL_H
#define BROADSHEET_TRACE_VERIFY_IMPL_H

#include "trace/verify.h"

/* Report a row that does not follow from its source. */
void bs_verify_lie(struct bs_verify *v, const struct bs_page_row *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same, where a row to come could explain it: reported once all is known. */
void bs_verify_doubt(struct bs_verify *v, const struct bs_page_row *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Copy a row, so that it outlives its line. */
void bs_verify_keep(struct bs_verify_kept *k, const struct bs_page_row *r);

/* Bytes for a message: the first few, what cannot be printed as a question mark. */
const char *bs_verify_some(char out[40], struct bs_span s);

/* Is `part` the text, or, at a torn edge, a piece of it? */
bool bs_verify_agrees(struct bs_span text, struct bs_span part, bool torn);

/* What stands for a span: out of the blocks, or where there are none the sentences. */
bool bs_verify_text(struct bs_verify *v, uint64_t start, uint64_t stop, size_t most, bool *torn);

/* A row inside sentences: its text is what the map gives for its span. */
void bs_verify_inside(struct bs_verify *v, const struct bs_page_row *r);

/*
 * Quotes and what speaks of them: a part, source or cue names the span of a
 * quote; the text of a quote of several parts is theirs.  A quote is known when
 * the rows of its parts are over.
 */
void bs_verify_quote(struct bs_verify *v, const struct bs_page_row *r);
void bs_verify_of_quote(struct bs_verify *v, const struct bs_page_row *r);
void bs_verify_quote_end(struct bs_verify *v);
/* A quote that no part follows. */
void bs_verify_quote_alone(struct bs_verify *v, const struct bs_page_row *r);

/* A whole document: blocks counted and nothing between them, an end row with the size. */
void bs_verify_whole(struct bs_verify *v);

/* Keep a row that is in doubt for the end of the document. */
void bs_verify_later(struct bs_verify *v, const struct bs_page_row *r);

#endif
