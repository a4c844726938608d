/*
 * lexicon: what a model knows of single words: classes and product codes of
 * their vectors (cluster.h makes them).
 *
 * The lexicon is a view of static bytes; nothing is unpacked.  Words are held
 * as 32-bit hashes of their folded form (bs_lex_hash), sorted, with an index
 * of the first 16 bits: two or three probes in one cache line or two.
 *
 * Layout, little endian, every part 4-byte aligned:
 *	u32 magic, n, k0, k1, k2, dim, sub, ncode
 *	u32 first[65537]           words whose hash's top 16 bits are below i
 *	u32 hash[n]
 *	u16 fine[n]                class of a word at the finest grain (k0), padded
 *	u16 mid[k0], coarse[k0]    its classes at k1 and k2
 *	u32 coded[n / 32 + 1][2]   bits of 32 words, and the coded words before them
 *	i8  centre[k0][dim]        padded
 *	i8  book[sub][256][dim / sub]
 *	u8  code[ncode][sub]       padded
 *
 * The commoner words have a code of their own; the vector of the others is
 * the centre of their class.
 */
#ifndef BROADSHEET_LEXICON_H
#define BROADSHEET_LEXICON_H

#include "broadsheet/mem.h"

#include <stdint.h>

enum { BS_LEX_MAGIC = 0x32454c42, BS_LEX_DIM = 100, BS_LEX_SUB = 20, BS_LEX_PART = 5 };

/* One unit of a vector is this many in its int8 form. */
#define BS_LEX_SCALE 32

struct bs_lexicon {
	uint32_t n, k0, k1, k2;
	const uint32_t *first, *hash;
	uint32_t ncode;
	const uint16_t *fine, *mid, *coarse;
	const uint32_t *coded;
	const int8_t *centre, *book;
	const uint8_t *code;
	size_t size; /* bytes of the whole */
};

#define BS_LEX_NONE UINT32_MAX

/* View the lexicon at the start of bytes (4-byte aligned).  NULL, or what is wrong.  With
 * `trust` its inside is not checked. */
const char *bs_lexicon_open(struct bs_lexicon *x, struct bs_span bytes, bool trust);

/* The hash of a word already folded to lower case. */
uint32_t bs_lex_hash(struct bs_span word);

/* Its number, or BS_LEX_NONE. */
uint32_t bs_lexicon_find(const struct bs_lexicon *x, uint32_t hash);

/* Its vector, in units of 1 / BS_LEX_SCALE. */
void bs_lexicon_vector(const struct bs_lexicon *x, uint32_t word, int8_t out[BS_LEX_DIM]);

#endif
