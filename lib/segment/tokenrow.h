/*
 * tokenrow: a token row written fast; there are more of them than of all others.
 * Private to segment.
 */
#ifndef BS_SEGMENT_TOKENROW_H
#define BS_SEGMENT_TOKENROW_H

#include "broadsheet/stream.h"

/* What the rows of one sentence share. */
struct bs_tokenrow {
	struct bs_span doc, addr;
	uint64_t base; /* source offset of the block */
	const struct bs_editmap *map;
};

/* Write bytes [a, b) of the block's text as a token. */
void bs_tokenrow_put(struct bs_tokenrow *r, struct bs_stream *s, struct bs_span text, size_t a,
    size_t b, enum bs_token_class c);


#endif
