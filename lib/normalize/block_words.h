/*
 * block_words: words as numbers, and what the word lists say of them.
 *
 * A word is a run of letters, marks and digits; an apostrophe inside it is
 * left out.  Its number is a 64-bit hash of its lower-case bytes, taken eight
 * at a time and the same on every machine.  In it a word that starts with
 * digits has each run of them as one `0`, so that "5 min read" and "12 min
 * read" are one phrase.  lib/gen/blocks.c looks the lists' words up by the
 * same function and prints the table below.
 *
 * Units: bytes.  Nothing allocates; linear.
 */
#ifndef BS_NORMALIZE_BLOCK_WORDS_H
#define BS_NORMALIZE_BLOCK_WORDS_H

#include "broadsheet/span.h"

#include <stdint.h>

/* Groups of block-words.tsv, in the order of bs_block_group_name. */
enum {
	BS_GROUP_STOP,
	BS_GROUP_SAID,
	BS_GROUP_YOU,
	BS_GROUP_UI,
	BS_GROUP_MONTH,
	BS_GROUP_SITE,
	BS_NGROUP
};

/* Groups of block-phrases.tsv. */
/* clang-format off */
#define BS_CUES(X) \
	X(share) X(account) X(legal) X(related) X(comment) X(chair) X(caption) X(byline) X(bio) \
	X(date) X(update) X(ago) X(count) X(advert) X(nav) X(media) X(credit) X(source) X(teaser)
/* clang-format on */
enum {
#define X(name) BS_CUE_##name,
	BS_CUES(X)
#undef X
	    BS_NCUE
};

enum { BS_WHERE_WHOLE, BS_WHERE_START, BS_WHERE_ANY, BS_WHERE_TAIL, BS_NWHERE };

struct bs_block_phrase {
	uint32_t rest; /* its words after the first: offset into bs_block_rest */
	uint8_t nrest, where, cue;
	uint8_t last; /* no more phrases with this first word */
};

struct bs_block_word {
	uint64_t hash;      /* 0: an empty slot */
	uint16_t languages; /* that have it: bs_block_languages */
	uint16_t phrase;    /* first phrase it begins, +1 */
	uint8_t alone;      /* is it a phrase by itself: bit 0 at the start, 1 elsewhere */
	uint8_t group;      /* bit set */
	uint8_t tally;      /* the same, STOP for words of any language, and BS_TALLY_... */
};

/* Bits of tally behind the groups: the word is in a list; it begins a phrase. */
enum { BS_TALLY_KNOWN = BS_NGROUP, BS_TALLY_PHRASE = 7 };

extern const uint32_t bs_block_word_mask;
/* By the first bits of a hash: what makes it a slot that no other word has. */
extern const uint16_t bs_block_word_place[1024];
extern const struct bs_block_word bs_block_word[]; /* one more than the mask says, empty */
extern const struct bs_block_phrase bs_block_phrase[];
extern const uint64_t bs_block_rest[];
/* A bit of the first two words of each phrase: of all; of those that may stand anywhere. */
extern const uint64_t bs_block_pair[2][64];
enum { BS_LANGUAGES = 32 };
extern const char bs_block_language[][4];
extern const uint32_t bs_block_nlanguage;
/* Sets of languages: a one for each in a set, the first is empty. */
typedef uint8_t bs_language_set __attribute__((vector_size(BS_LANGUAGES)));
extern const bs_language_set bs_block_languages[];

#define BS_WORD_SEED 0x9e3779b97f4a7c15U

/* The first n (up to 8) bytes at p, lower-cased, first byte lowest; `room` bytes may be read. */
static inline uint64_t
bs_word_load(const char *p, size_t n, size_t room)
{
	const unsigned char *u = (const unsigned char *)p;
	uint64_t v = 0;
	size_t i;

	if (room >= 8)
		v = (uint64_t)u[0] | (uint64_t)u[1] << 8 | (uint64_t)u[2] << 16 |
		    (uint64_t)u[3] << 24 | (uint64_t)u[4] << 32 | (uint64_t)u[5] << 40 |
		    (uint64_t)u[6] << 48 | (uint64_t)u[7] << 56;
	else
		for (i = 0; i < n; i++)
			v |= (uint64_t)u[i] << 8 * i;
	v |= 0x2020202020202020U;
	return n >= 8 ? v : v & (((uint64_t)1 << 8 * n) - 1);
}

/* The last step of a word's number: h of what is before, v its last bytes. */
static inline uint64_t
bs_word_mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0xff51afd7ed558ccdU;
	return (h ^ h >> 29) | 1;
}

/* The number of a word of n bytes given in lower or upper case; never 0.  room >= n. */
static inline uint64_t
bs_word_hash(const char *p, size_t n, size_t room)
{
	uint64_t h = BS_WORD_SEED ^ n;

	for (; n > 8; p += 8, n -= 8, room -= 8) {
		h = (h ^ bs_word_load(p, 8, 8)) * 0xff51afd7ed558ccdU;
		h ^= h >> 32;
	}
	return bs_word_mix(h, bs_word_load(p, n, room));
}

/* 31 bits of it; bit 0 is free. */
static inline uint32_t
bs_word_short(uint64_t hash)
{
	return (uint32_t)(hash >> 32) & ~1U;
}

/* The slot that a word has where `place` is that of its hash. */
static inline uint32_t
bs_block_slot(uint64_t hash, uint16_t place, uint32_t mask)
{
	return (uint32_t)(hash >> 16) * place >> 12 & mask;
}

/* The bit of a pair of words in bs_block_pair. */
static inline unsigned
bs_block_pair_bit(uint64_t first, uint64_t second)
{
	return (unsigned)((first ^ second >> 7) * 0x9e3779b97f4a7c15U >> 52);
}

/* What the lists say of a word; an empty entry where it is in none.  No jump: that is at random. */
static inline const struct bs_block_word *
bs_block_word_of(uint64_t hash)
{
	uint32_t i = bs_block_slot(hash, bs_block_word_place[hash >> 54], bs_block_word_mask);
	uint64_t other = 0 - (uint64_t)(bs_block_word[i].hash != hash);

	return &bs_block_word[i + (other & (bs_block_word_mask + 1 - i))];
}

/* The same; NULL where it is in none. */
static inline const struct bs_block_word *
bs_block_word_find(uint64_t hash)
{
	const struct bs_block_word *w = bs_block_word_of(hash);

	return w->hash != 0 ? w : NULL;
}

/* Does the word (NULL: none) begin a phrase with one of these cues, at one of these places? */
bool bs_block_word_begins(const struct bs_block_word *w, uint32_t cues, uint32_t places);

struct bs_word {
	size_t start, stop;
	uint64_t hash;
	bool capital; /* starts with a capital */
	bool upper;   /* capitals only, two or more */
	bool number;  /* starts with a digit */
};

/*
 * The next word at or after *i; false at the end of s.  *i is left behind it.
 * Between words the caller reads what it likes from w->start.
 */
bool bs_word_next(struct bs_span s, size_t *i, struct bs_word *w);

#endif
