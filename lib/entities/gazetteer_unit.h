/*
 * gazetteer_unit: the words a name is compared by, the same for the
 * generator, the lists compiled in and a user's list.
 *
 * A unit is a run of letters, marks and digits, or `&`, which counts as
 * "and".  It is hashed case-folded and without its diacritics, so that
 * "Ilham Aliyev" meets "İlham Əliyev" half way and "São Paulo" "Sao Paulo".
 * What stands between two units of one name may be a space, a hyphen, an
 * apostrophe, a stop or a slash, but no comma and no quotation mark; so
 * "U.S.", "Al-Qaeda" and "Jean-Pierre" need no care for how a tokenizer cuts
 * them.  A name is the sequence of its units' hashes, chained.
 */
#ifndef BROADSHEET_GAZETTEER_UNIT_H
#define BROADSHEET_GAZETTEER_UNIT_H

#include "broadsheet/span.h"

#include <stdint.h>
#include <utf8proc.h>

enum { BS_UNIT_LOWER, BS_UNIT_TITLE, BS_UNIT_UPPER, BS_UNIT_MIXED };

struct bs_unit {
	uint32_t start, stop; /* bytes of the text */
	uint64_t hash;
	uint8_t form;  /* BS_UNIT_LOWER ... */
	uint8_t chars; /* at most 255 */
	bool joined;   /* only a joint stands between it and the unit before */
};

#define BS_UNIT_SEED 0x9e3779b97f4a7c15U

static inline uint64_t
bs_unit_mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93U;
	h ^= h >> 29;
	return h;
}

/* The hash of a sequence, one more unit long. */
static inline uint64_t
bs_unit_chain(uint64_t seq, uint64_t unit)
{
	return bs_unit_mix((seq ^ unit) * 0xbf58476d1ce4e5b9U + (seq << 7));
}

/* FNV-1a over folded characters; ASCII bytes stand for themselves. */
static inline uint64_t
bs_unit_byte(uint64_t h, uint32_t c)
{
	return (h ^ c) * 0x100000001b3U;
}

/* One character from outside ASCII into the hash; false: not part of a word. */
static inline bool
bs_unit_wide(int32_t cp, uint64_t *h, bool *upper, bool *letter)
{
	utf8proc_category_t cat = utf8proc_category(cp);
	utf8proc_int32_t part[8];
	int boundary = 0;
	utf8proc_ssize_t n;

	*upper = cat == UTF8PROC_CATEGORY_LU || cat == UTF8PROC_CATEGORY_LT;
	*letter = cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_LO;
	if (cat >= UTF8PROC_CATEGORY_MN && cat <= UTF8PROC_CATEGORY_ME)
		return true;
	if (!*letter && !(cat >= UTF8PROC_CATEGORY_ND && cat <= UTF8PROC_CATEGORY_NO))
		return false;
	n = utf8proc_decompose_char(
	    cp, part, 8, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
	for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
		if (part[i] == 0x131) /* Turkish dotless i has no decomposition */
			part[i] = 'i';
		*h = bs_unit_byte(*h, (uint32_t)part[i]);
	}
	return true;
}

static inline bool
bs_unit_ascii(unsigned char c)
{
	unsigned char low = (unsigned char)(c | 32);

	return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '&';
}

/* Length of a joint character at p, or 0: what may stand inside a name. */
static inline size_t
bs_unit_joint(const unsigned char *p, size_t n)
{
	if (*p == ' ' || *p == '-' || *p == '.' || *p == '\'' || *p == '/')
		return 1;
	if (n >= 3 && p[0] == 0xe2 && p[1] == 0x80 &&
	    (p[2] == 0x90 || p[2] == 0x91 || p[2] == 0x93 || p[2] == 0x99))
		return 3; /* hyphens, en dash, apostrophe */
	if (n >= 2 && p[0] == 0xc2 && p[1] == 0xa0)
		return 2;
	return 0;
}

/* The next unit of s at or behind *at; moves *at behind it.  False at the end. */
static inline bool
bs_unit_next(struct bs_span s, size_t *at, struct bs_unit *u)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = *at, joints = 0, len = 0;
	unsigned upper = 0, letters = 0, chars = 0;
	bool first_upper = false, clean = i > 0;
	uint64_t h = 0xcbf29ce484222325U;

	for (;; i += len) { /* to the start of a word */
		int32_t cp;
		bool up = false, let = false;
		uint64_t dummy = 0;

		if (i >= s.n) {
			*at = s.n;
			return false;
		}
		if (p[i] < 0x80) {
			len = 1;
			if (bs_unit_ascii(p[i]))
				break;
		} else {
			utf8proc_ssize_t n = utf8proc_iterate(
			    p + i, (utf8proc_ssize_t)(s.n - i), &cp);

			len = n > 0 ? (size_t)n : 1;
			if (n > 0 && bs_unit_wide(cp, &dummy, &up, &let))
				break;
		}
		clean = clean && ++joints <= 3 && bs_unit_joint(p + i, s.n - i) > 0;
	}
	*u = (struct bs_unit){.start = (uint32_t)i, .joined = clean};
	if (p[i] == '&') {
		for (const char *c = "and"; *c; c++)
			h = bs_unit_byte(h, (uint32_t)(unsigned char)*c);
		i++;
	}
	while (i < s.n && p[u->start] != '&') {
		if (p[i] < 0x80) {
			unsigned char c = p[i], low = (unsigned char)(c | 32);

			if (low >= 'a' && low <= 'z') {
				bool up = c != low;

				h = bs_unit_byte(h, low);
				upper += up;
				letters++;
				first_upper |= chars == 0 && up;
			} else if (c >= '0' && c <= '9') {
				h = bs_unit_byte(h, c);
			} else {
				break;
			}
			i++;
		} else {
			int32_t cp;
			bool up, let;
			utf8proc_ssize_t n = utf8proc_iterate(
			    p + i, (utf8proc_ssize_t)(s.n - i), &cp);

			if (n <= 0 || !bs_unit_wide(cp, &h, &up, &let))
				break;
			upper += up;
			letters += let;
			first_upper |= chars == 0 && up;
			i += (size_t)n;
		}
		chars++;
	}
	u->stop = (uint32_t)i;
	u->hash = bs_unit_mix(h);
	u->chars = chars < 255 ? (uint8_t)chars : 255;
	u->form = upper == 0                        ? BS_UNIT_LOWER
		  : upper == letters && letters > 1 ? BS_UNIT_UPPER
		  : first_upper && upper == 1       ? BS_UNIT_TITLE
						    : BS_UNIT_MIXED;
	*at = i;
	return true;
}

#endif
