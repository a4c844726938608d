/*
 * scan: words and marks of a sentence, with the hash of each word on the way.
 *
 * Coarser and several times faster than bs_tokenize: the sieves need to know
 * words and marks apart, not numbers from dates or links.  Contractions are
 * cut (do|n't, Berg|'s), hyphenated words are not; a stop stays with initials
 * (J.), with words that hold one (U.S.) and with titles (Mr.).
 */
#include "quotes/quotes.h"

/* Of each byte: 0 for a mark, 1 for white space, else the byte of a word, letters in lower case.
 * Bytes from 0x80 are of words; what of those is a mark is looked at later. */
enum { SPACE = 1 };
#define S4(c) (c), (c) + 1, (c) + 2, (c) + 3
#define S16(c) S4(c), S4((c) + 4), S4((c) + 8), S4((c) + 12)
/* clang-format off */
static const unsigned char low[256] = {
	['\t'] = SPACE, SPACE, SPACE, SPACE, SPACE, [' '] = SPACE,
	['0'] = S4('0'), S4('4'), '8', '9',
	['A'] = S16('a'), S4('q'), S4('u'), 'y', 'z',
	['a'] = S16('a'), S4('q'), S4('u'), 'y', 'z',
	[0x80] = S16(0x80), S16(0x90), S16(0xa0), S16(0xb0),
	S16(0xc0), S16(0xd0), S16(0xe0), S16(0xf0)};
/* clang-format on */

static inline bool
wordlike(char c)
{
	return low[(unsigned char)c] > SPACE;
}

/* Length of a mark of general punctuation (U+2010 to U+203A: dashes, quotation marks, ellipsis) at
 * s, or of a guillemet, or 0. */
static size_t
long_mark(const char *s, const char *end)
{
	if (end - s >= 3 && s[0] == '\xe2' && s[1] == '\x80' && (unsigned char)s[2] >= 0x90 &&
	    (unsigned char)s[2] <= 0xba)
		return 3;
	if (end - s >= 2 && s[0] == '\xc2' && (s[1] == '\xab' || s[1] == '\xbb'))
		return 2;
	return 0;
}

static inline uint64_t
step(uint64_t h, char c)
{
	return (h ^ (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x100000001b3U;
}

static uint64_t const SEED = 0xcbf29ce484222325U;

/* Is the apostrophe at s the start of a clitic ('s, 're) to be cut off? */
static bool
clitic(const char *s, const char *end)
{
	size_t n = 1;

	while (s + n < end && n < 4 && (s[n] | 32) >= 'a' && (s[n] | 32) <= 'z')
		n++;
	return n == 2 || (n == 3 && !(s + n < end && wordlike(s[n])));
}

static bool
inner(const char *p, const char *s, const char *end)
{
	if (s + 1 >= end || !wordlike(s[1]) || long_mark(s + 1, end))
		return false;
	switch (*s) {
	case '-':
	case '&':
	case '@':
	case '_':
		return true;
	case '.':
		return true;
	case ',':
		return s[-1] >= '0' && s[-1] <= '9' && s[1] >= '0' && s[1] <= '9';
	case '\'':
		return s - p == 1 || !clitic(s, end);
	default:
		return false;
	}
}

/* End of the word at p; its hash. */
static const char *
word(const char *p, const char *end, uint64_t *hash)
{
	uint64_t h = SEED;
	const char *s = p;

	for (;;) {
		while (s < end && wordlike(*s) && ((unsigned char)*s < 0xc2 || !long_mark(s, end)))
			h = (h ^ low[(unsigned char)*s++]) * 0x100000001b3U;
		if (s == end || !inner(p, s, end))
			break;
		h = step(h, *s++);
	}
	*hash = h;
	return s;
}

/* n't is a word of its own. */
static const char *
cut_not(const char *p, const char *s, const char *end, uint64_t *hash)
{
	if (s - p < 2 || s[-1] != 'n' || s + 1 >= end || *s != '\'' || s[1] != 't' ||
	    (s + 2 < end && wordlike(s[2])))
		return s;
	*hash = SEED;
	for (const char *k = p; k < s - 1; k++)
		*hash = step(*hash, *k);
	return s - 1;
}

static bool
abbreviation(const struct bs_qlexicon *l, const char *p, const char *s, uint64_t h)
{
	return s - p == 1 || memchr(p, '.', (size_t)(s - p)) != NULL ||
	       bs_qlexicon_title(l, step(h, '.'));
}

static const char *
mark(const char *p, const char *end)
{
	size_t n = long_mark(p, end);
	const char *s = p + (n ? n : 1);

	if (n == 0 && (*p == '.' || *p == '-'))
		while (s < end && *s == *p)
			s++;
	return s;
}

bool
bs_q_scan(const struct bs_qlexicon *l, struct bs_span text, size_t *at, struct bs_qscanned *t)
{
	const char *p = text.p + *at, *end = text.p + text.n, *s;

	while (p < end && low[(unsigned char)*p] == SPACE)
		p++;
	if (p == end)
		return false;
	t->word = false;
	if (wordlike(*p) && !((unsigned char)*p >= 0xc2 && long_mark(p, end))) {
		s = cut_not(p, word(p, end, &t->h), end, &t->h);
		if (s < end && *s == '.' && (unsigned char)(p[0] | 32) >= 'a' &&
		    abbreviation(l, p, s, t->h))
			t->h = step(t->h, *s++);
		t->word = true;
	} else if (*p == '\'' && p > text.p && wordlike(p[-1]) && p + 1 < end && wordlike(p[1])) {
		s = word(p + 1, end, &t->h);
		t->word = true;
		t->h = bs_q_hash(bs_span(p, (size_t)(s - p)));
	} else {
		s = mark(p, end);
		t->h = SEED;
		for (const char *k = p; k < s; k++)
			t->h = step(t->h, *k);
	}
	t->start = (uint32_t)(p - text.p);
	t->stop = (uint32_t)(s - text.p);
	*at = t->stop;
	return true;
}
