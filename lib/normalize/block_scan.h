/*
 * block_scan: the words of a text one after the other, fast.
 *
 * The same words as bs_word_next gives.  Sixty-four bytes at a time are put
 * into bit masks (letters; digits and what is beyond ASCII; apostrophes), so
 * that a word of ASCII letters costs two counts of zeros and a hash; any other
 * is left to bs_word_next.
 *
 * Units: bytes.  The text is the caller's and must outlive the scan; nothing
 * allocates; linear.
 */
#ifndef BS_NORMALIZE_BLOCK_SCAN_H
#define BS_NORMALIZE_BLOCK_SCAN_H

#include "normalize/block_words.h"

enum { BS_SCAN = 64, BS_SCAN_ROOM = BS_SCAN + 8 }; /* bytes masked; and those that can be read */

struct bs_scan {
	struct bs_span s;
	size_t room;     /* bytes that can be read at s.p; not less than s.n */
	size_t base;     /* of the masked bytes */
	const char *p;   /* they and eight more, whatever s.n is */
	uint64_t letter; /* ASCII letters, of those not behind us */
	uint64_t other;  /* digits and bytes beyond ASCII, the same */
	uint64_t on;     /* letters, those and apostrophes: a word that they follow goes on */
	char tail[BS_SCAN_ROOM];
};

/* Begin at byte `at` of s, which is part of a text: `room` bytes can be read at s.p. */
void bs_scan_begin(struct bs_scan *r, struct bs_span s, size_t room, size_t at);

/* What bs_scan_next leaves to it: the next bytes, or a word of another kind. */
enum bs_scan_step { BS_SCAN_END, BS_SCAN_AGAIN, BS_SCAN_WORD };
enum bs_scan_step bs_scan_slow(struct bs_scan *r, struct bs_word *w);

/* The number of a word of n ASCII letters at p, where eight bytes can be read behind it. */
static inline uint64_t
bs_scan_hash(const char *p, size_t n)
{
	return n <= 8 ? bs_word_mix(
			    BS_WORD_SEED ^ n, bs_word_load(p, 8, 8) & UINT64_MAX >> (64 - 8 * n))
		      : bs_word_hash(p, n, n + 8);
}

/* The next word; false at the end.  In line, so that w need not be in memory. */
static inline __attribute__((always_inline)) bool
bs_scan_next(struct bs_scan *r, struct bs_word *w)
{
	for (;;) {
		uint64_t next = r->letter | r->other;
		unsigned at = (unsigned)__builtin_ctzll(next | (uint64_t)1 << 63), n;
		uint64_t run = ~(r->letter >> at);
		struct bs_word slow;

		if (!(run & 1) && run != 0) {
			n = (unsigned)__builtin_ctzll(run);
			if (at + n < BS_SCAN && !(r->on >> (at + n) & 1)) {
				const char *p = r->p + at;

				r->letter &= UINT64_MAX << (at + n);
				w->start = r->base + at;
				w->stop = w->start + n;
				w->hash = bs_scan_hash(p, n);
				w->number = false;
				w->capital = *p <= 'Z';
				w->upper = w->capital & (n > 1) & (p[n - 1] <= 'Z');
				return true;
			}
		}
		switch (bs_scan_slow(r, &slow)) {
		case BS_SCAN_END:
			return false;
		case BS_SCAN_WORD:
			*w = slow;
			return true;
		case BS_SCAN_AGAIN:
			break;
		}
	}
}

#endif
