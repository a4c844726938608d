/*
 * tokenrow: token rows written fast; there are more of them than of all others.
 *
 * Private to segment.  The text must be readable BS_TOKENROW_SLACK bytes
 * beyond its end: tokens are copied and folded 16 bytes at a time.
 */
#ifndef BS_SEGMENT_TOKENROW_H
#define BS_SEGMENT_TOKENROW_H

#include "broadsheet/stream.h"

enum { BS_TOKENROW_SLACK = 16 };

struct bs_tokenrow {
	struct bs_stream *s;
	struct bs_buf head;  /* doc and a tab */
	struct bs_buf tail;  /* tab, token, tab, addr, tab */
	uint64_t high;       /* the offset's digits before the last four, */
	char digits[24];     /* as text */
	size_t ndigits;
};

/* The rows to come are of this document and sentence. */
void bs_tokenrow_sentence(struct bs_tokenrow *r, struct bs_span doc, struct bs_span addr);
/* Write the token whose text is t, at source bytes [start, stop). */
void bs_tokenrow_put(struct bs_tokenrow *r, struct bs_span t, uint64_t start, uint64_t stop,
    enum bs_token_class c);
void bs_tokenrow_free(struct bs_tokenrow *r);

#endif
