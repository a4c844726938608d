/*
 * verify: what its two files share.  verify.c proves the document, its blocks
 * and its sentences against the source, verify_rows.c the rows inside the
 * sentences against those.
 */
#ifndef BROADSHEET_TRACE_VERIFY_IMPL_H
#define BROADSHEET_TRACE_VERIFY_IMPL_H

#include "trace/verify.h"

struct bs_verify_doc { /* the document at hand */
	struct bs_verify *v;
	const struct bs_page *p;
	struct bs_span source;
	uint64_t base; /* where the document starts in the source: not 0 in a split stream */
	size_t near;   /* index of the sentence of the row before */
	bool found;
};

/* Report a row that does not follow from its source. */
void bs_verify_lie(struct bs_verify_doc *g, const struct bs_page_row *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Bytes for a message: the first few, what cannot be printed as a question mark. */
const char *bs_verify_some(char out[40], struct bs_span s);

/* Is `part` the text, or, at a torn edge, a piece of it? */
bool bs_verify_agrees(struct bs_span text, struct bs_span part, bool torn);

/* A row inside sentences: its text is what the map gives for its span. */
void bs_verify_inside(struct bs_verify_doc *g, const struct bs_page_row *r);

/*
 * Quotes and what speaks of them: a part, source or cue names the span of a
 * quote; the text of a quote of several parts is theirs.
 */
void bs_verify_quotes(struct bs_verify_doc *g);

#endif
