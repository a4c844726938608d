/*
 * fastrow: token and sentence rows written fast; there are more of them than of all others.
 *
 * Private to segment.  The text must be readable BS_FASTROW_SLACK bytes
 * beyond its end: tokens are copied and folded 16 bytes at a time.
 */
#ifndef BS_SEGMENT_FASTROW_H
#define BS_SEGMENT_FASTROW_H

#include "broadsheet/stream.h"
#include "broadsheet/token.h"

enum { BS_FASTROW_SLACK = 16 };

/* All but the last four digits of the offset last written. */
struct bs_fastrow_digits {
	uint64_t high; /* in ten thousands; 0: none yet */
	size_t n;
	char text[16];
};

struct bs_fastrow {
	struct bs_stream *s;
	struct bs_span doc, addr;
	struct bs_buf head;       /* of a token's row: what stands before its class */
	size_t start_at, stop_at; /* there, the last four digits of its offsets */
	uint64_t head_high;       /* and the others are these */
	struct bs_fastrow_digits digits;
	struct bs_buf key;   /* of the rare token that is folded slowly */
	char four[10000][4]; /* the digits of each number */
};

/* Zero-initialised so far. */
void bs_fastrow_init(struct bs_fastrow *r, struct bs_stream *s);

/* Write a sent row as bs_row_format would; plain: text holds nothing to be escaped but, perhaps,
 * its first byte.  All columns but `why` must be readable BS_FASTROW_SLACK bytes beyond their ends.
 */
void bs_fastrow_put_sentence(struct bs_fastrow *r, const struct bs_newrow *row, bool plain);

/* The tokens to come are of this document and sentence; doc and addr must be readable
 * BS_FASTROW_SLACK bytes beyond their ends, and stay. */
void bs_fastrow_sentence(struct bs_fastrow *r, struct bs_span doc, struct bs_span addr);
/* Write n tokens of text, whose source begins at start + their start, ends at stop + their stop
 * (modulo 2^64). */
void bs_fastrow_put(struct bs_fastrow *r, struct bs_span text, const struct bs_token *v, size_t n,
    uint64_t start, uint64_t stop);
void bs_fastrow_free(struct bs_fastrow *r);

#endif
