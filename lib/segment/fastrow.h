/*
 * fastrow: token and sentence rows written fast; there are more of them than of all others.
 *
 * Private to segment.  The text must be readable BS_FASTROW_SLACK bytes
 * beyond its end: tokens are copied and folded 16 bytes at a time.
 */
#ifndef BS_SEGMENT_FASTROW_H
#define BS_SEGMENT_FASTROW_H

#include "broadsheet/stream.h"

enum { BS_FASTROW_SLACK = 16 };

struct bs_fastrow {
	struct bs_stream *s;
	struct bs_buf head; /* doc and a tab */
	struct bs_buf tail; /* tab, token, tab, addr, tab */
	uint64_t high;      /* the offset last written, in ten thousands; 0: none yet */
	char digits[24];    /* as text, without the last four digits */
	size_t ndigits;
};

/* Write a sent row as bs_row_format would; plain: text holds nothing to be escaped but, perhaps,
 * its first byte. */
void bs_fastrow_put_sentence(struct bs_fastrow *r, const struct bs_newrow *row, bool plain);

/* The tokens to come are of this document and sentence. */
void bs_fastrow_sentence(struct bs_fastrow *r, struct bs_span doc, struct bs_span addr);
/* Write the token whose text is t, at source bytes [start, stop). */
void bs_fastrow_put(
    struct bs_fastrow *r, struct bs_span t, uint64_t start, uint64_t stop, enum bs_token_class c);
void bs_fastrow_free(struct bs_fastrow *r);

#endif
