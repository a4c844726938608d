/*
 * scan: words and marks of a sentence, with the hash of each word on the way.
 *
 * Coarser and several times faster than bs_tokenize: the sieves need to know
 * words and marks apart, not numbers from dates or links.  Contractions are
 * cut (do|n't, Berg|'s), hyphenated words are not; a stop stays with initials
 * (J.), with words that hold one (U.S.) and with titles (Mr.).
 */
#include "quotes/quotes.h"

enum { MARK, W, SPACE };

/* Letters, digits and bytes from 0x80 are words; what of those is a mark is looked at later. */
static inline unsigned
kind(unsigned char c)
{
	if ((c | 32U) - 'a' < 26U || c - (unsigned)'0' < 10U || c >= 0x80)
		return W;
	return c == ' ' || c - 9U < 5U ? SPACE : MARK;
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
	return n == 2 || (n == 3 && kind((unsigned char)(s + n < end ? s[n] : ' ')) != W);
}

static bool
inner(const char *p, const char *s, const char *end)
{
	unsigned next = s + 1 < end ? kind((unsigned char)s[1]) : SPACE;

	if (next != W || long_mark(s + 1, end))
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
		while (s < end && kind((unsigned char)*s) == W &&
		       ((unsigned char)*s < 0xc2 || !long_mark(s, end)))
			h = step(h, *s++);
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
	    (s + 2 < end && kind((unsigned char)s[2]) == W))
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

	while (p < end && kind((unsigned char)*p) == SPACE)
		p++;
	if (p == end)
		return false;
	t->word = false;
	if (kind((unsigned char)*p) == W && !((unsigned char)*p >= 0xc2 && long_mark(p, end))) {
		s = cut_not(p, word(p, end, &t->h), end, &t->h);
		if (s < end && *s == '.' && (unsigned char)(p[0] | 32) >= 'a' &&
		    abbreviation(l, p, s, t->h))
			t->h = step(t->h, *s++);
		t->word = true;
	} else if (*p == '\'' && p > text.p && kind((unsigned char)p[-1]) == W && p + 1 < end &&
		   kind((unsigned char)p[1]) == W) {
		s = word(p + 1, end, &t->h);
		t->word = true;
		t->h = bs_q_hash(bs_span(p, (size_t)(s - p)));
	} else {
		s = mark(p, end);
		t->h = bs_q_hash(bs_span(p, (size_t)(s - p)));
	}
	t->start = (uint32_t)(p - text.p);
	t->stop = (uint32_t)(s - text.p);
	*at = t->stop;
	return true;
}
