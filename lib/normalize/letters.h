/*
 * letters: how likely pairs of letters are in some thirty languages, for
 * telling the encodings of a text apart.
 *
 * Ownership: the model is the caller's, built from lib/data/letter-pairs.tsv
 * in about a millisecond.  Units: bits, the fewer the likelier.
 */
#ifndef BS_NORMALIZE_LETTERS_H
#define BS_NORMALIZE_LETTERS_H

#include "broadsheet/mem.h"

enum { BS_LETTERS_LANGUAGES = 40, BS_LETTERS_UNSEEN = 15 };

struct bs_letters_pair {
	uint32_t a, b; /* 0, 0: an empty slot */
	uint8_t bits[BS_LETTERS_LANGUAGES];
};

struct bs_letters {
	struct bs_letters_pair *slot;
	size_t mask;
	size_t nlanguage;
	struct bs_span language[BS_LETTERS_LANGUAGES];
};

void bs_letters_init(struct bs_letters *m);
void bs_letters_free(struct bs_letters *m);

/* Bits of the pair in each language, or NULL where none has it. */
const uint8_t *bs_letters_pair(const struct bs_letters *m, int32_t a, int32_t b);

#endif
