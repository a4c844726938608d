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

/* What bs_scan_words leaves to it: the next bytes, or a word of another kind. */
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

/*
 * The next words, `most` of them or all that are left; returns their number.  In line, and the
 * masks are kept out of memory meanwhile.
 */
static inline size_t
bs_scan_words(struct bs_scan *r, struct bs_word *w, size_t most)
{
	size_t n = 0;

	while (n < most) {
		uint64_t letter = r->letter, other = r->other, on = r->on;
		const char *p = r->p;
		size_t base = r->base;

		for (; n < most && (letter | other) != 0; n++) {
			unsigned at = (unsigned)__builtin_ctzll(letter | other), len;
			uint64_t run = ~(letter >> at);

			if (run & 1 || run == 0)
				break;
			len = (unsigned)__builtin_ctzll(run);
			if (at + len >= BS_SCAN || on >> (at + len) & 1)
				break;
			letter &= UINT64_MAX << (at + len);
			w[n].start = base + at;
			w[n].stop = base + at + len;
			w[n].hash = bs_scan_hash(p + at, len);
			w[n].number = false;
			w[n].capital = p[at] <= 'Z';
			w[n].upper = (p[at] <= 'Z') & (len > 1) & (p[at + len - 1] <= 'Z');
		}
		r->letter = letter;
		if (n == most)
			break;
		switch (bs_scan_slow(r, &w[n])) {
		case BS_SCAN_END:
			return n;
		case BS_SCAN_WORD:
			n++;
			break;
		case BS_SCAN_AGAIN:
			break;
		}
	}
	return n;
}

#endif
