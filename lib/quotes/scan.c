/*
 * scan: words and marks of a sentence, with the hash of each word on the way.
 *
 * Coarser and several times faster than bs_tokenize: the sieves need to know
 * words and marks apart, not numbers from dates or links.  Contractions are
 * cut (do|n't, Berg|'s), hyphenated words are not; a stop stays with initials
 * (J.), with words that hold one (U.S.) and with titles (Mr.).
 */
#include "quotes/quotes.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Of each byte: 0 for a mark that ends a word, 1 for white space, 2 for a byte of a word, 3 for a
 * mark that may stand in a word.  Bytes from 0x80 are of words; what of those is a mark is looked
 * at later. */
enum { MARK, SPACE, WORD, INNER };
#define W4 WORD, WORD, WORD, WORD
#define W16 W4, W4, W4, W4
/* clang-format off */
static const unsigned char kind[256] = {
	['\t'] = SPACE, SPACE, SPACE, SPACE, SPACE, [' '] = SPACE,
	['-'] = INNER, ['&'] = INNER, ['@'] = INNER, ['_'] = INNER, ['.'] = INNER, ['\''] = INNER,
	['0'] = W4, W4, WORD, WORD,
	['A'] = W16, W4, W4, WORD, WORD,
	['a'] = W16, W4, W4, WORD, WORD,
	[0x80] = W16, W16, W16, W16, W16, W16, W16, W16};
/* clang-format on */

/* Eight bytes at once: in each a value of 7 bits and, above it, the answer to a question. */
#define ALL(c) (UINT64_C(0x0101010101010101) * (c))
static uint64_t const TOP = ALL(0x80);

/* Four or eight bytes, the first one lowest. */
static inline uint64_t
load4(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

static inline uint64_t
load8(const char *s)
{
	return load4(s) | load4(s + 4) << 32;
}

/* Which bytes, all below 0x80, lie from lo to hi? */
static inline uint64_t
within(uint64_t x, unsigned lo, unsigned hi)
{
	return (x + ALL(0x80 - lo)) & ~(x + ALL(0x7f - hi)) & TOP;
}

static inline uint64_t
letters(uint64_t x)
{
	return within((x & ~TOP) | ALL(0x20), 'a', 'z') & ~x;
}

static inline uint64_t
lower(uint64_t x)
{
	return x | letters(x) >> 2;
}

uint64_t
bs_q_hash(struct bs_span w)
{
	uint64_t h = BS_Q_SEED;
	const char *p = w.p;
	size_t n = w.n;

	for (; n >= 8; n -= 8, p += 8)
		h = bs_q_mix(h, lower(load8(p)));
	if (n >= 4) /* the bytes in the middle twice */
		h = bs_q_mix(h, lower(load4(p) | load4(p + n - 4) << 8 * (n - 4)));
	else if (n > 0)
		h = bs_q_mix(h, lower((uint64_t)(unsigned char)p[0] |
				      (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) |
				      (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1)));
	return h;
}

static inline bool
wordlike(char c)
{
	return kind[(unsigned char)c] == WORD;
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

/* Is the apostrophe at s the start of a clitic ('s, 're) to be cut off? */
static bool
clitic(const char *s, const char *end)
{
	size_t n = 1;

	while (s + n < end && n < 4 && (s[n] | 32) >= 'a' && (s[n] | 32) <= 'z')
		n++;
	return n == 2 || (n == 3 && !(s + n < end && wordlike(s[n])));
}

/* Does the mark at s, behind the word from p, not end it? */
static bool
inner(const char *p, const char *s, const char *end)
{
	switch (*s) {
	case '-':
	case '&':
	case '@':
	case '_':
	case '.':
		break;
	case ',':
		if (s[-1] < '0' || s[-1] > '9' || s + 1 >= end || s[1] < '0' || s[1] > '9')
			return false;
		break;
	case '\'':
		if (s - p > 1 && clitic(s, end))
			return false;
		break;
	default:
		return false;
	}
	return s + 1 < end && wordlike(s[1]) && !long_mark(s + 1, end);
}

/* The first byte from s on that is no letter or digit. */
static const char *
letters_end(const char *s, const char *end)
{
	for (; end - s >= 8; s += 8) {
		uint64_t x = load8(s), other;

		if (x & TOP)
			break;
		other = ~(letters(x) | within(x, '0', '9')) & TOP;
		if (other)
			return s + __builtin_ctzll(other) / 8;
	}
	while (s < end && wordlike(*s) && !((unsigned char)*s >= 0xc2 && long_mark(s, end)))
		s++;
	return s;
}

static const char *
word_end(const char *p, const char *end)
{
	const char *s = letters_end(p, end);

	while (s < end && *s != ' ' && inner(p, s, end))
		s = letters_end(s + 1, end);
	/* n't is a word of its own */
	if (s - p >= 2 && s[-1] == 'n' && s + 1 < end && *s == '\'' && s[1] == 't' &&
	    !(s + 2 < end && wordlike(s[2])))
		s--;
	return s;
}

/* Does the stop behind the word from p to s belong to it? */
static bool
abbreviation(const struct bs_qlexicon *l, const char *p, const char *s)
{
	return (unsigned char)(p[0] | 32) >= 'a' &&
	       (s - p == 1 || memchr(p, '.', (size_t)(s - p)) != NULL ||
		   bs_qlexicon_title(l, bs_q_hash(bs_span(p, (size_t)(s + 1 - p)))));
}

static const char *
mark_end(const char *p, const char *end)
{
	size_t n = long_mark(p, end);
	const char *s = p + (n ? n : 1);

	if (n == 0 && (*p == '.' || *p == '-'))
		while (s < end && *s == *p)
			s++;
	return s;
}

/* How many ASCII letters stand at p, up to sixteen. */
static inline size_t
letters_at(const char *p)
{
#ifdef __SSE2__
	__m128i v = _mm_or_si128(
	    _mm_loadu_si128((const __m128i *)(const void *)p), _mm_set1_epi8(0x20));
	__m128i is = _mm_and_si128(
	    _mm_cmpgt_epi8(v, _mm_set1_epi8('a' - 1)), _mm_cmpgt_epi8(_mm_set1_epi8('z' + 1), v));

	return (size_t)__builtin_ctz(~(unsigned)_mm_movemask_epi8(is));
#else
	uint64_t other = ~letters(load8(p)) & TOP;

	if (other)
		return (size_t)__builtin_ctzll(other) / 8;
	other = ~letters(load8(p + 8)) & TOP;
	return other ? 8 + (size_t)__builtin_ctzll(other) / 8 : 16;
#endif
}

/* bs_q_hash of up to fifteen letters. */
static inline uint64_t
hash_of_letters(const char *p, size_t n)
{
	uint64_t x = load8(p) | ALL(0x20), h;

	if (n < 8)
		return bs_q_mix(BS_Q_SEED, x & ((1ULL << 8 * n) - 1));
	h = bs_q_mix(BS_Q_SEED, x);
	return n == 8 ? h : bs_q_mix(h, (load8(p + 8) | ALL(0x20)) & ((1ULL << 8 * (n - 8)) - 1));
}

/* The end of what most words and marks are, and its hash: up to fifteen letters before white space
 * or a mark that ends them, or a mark.  NULL where it takes a closer look. */
static inline const char *
plain(const struct bs_qlexicon *l, const char *p, const char *end, struct bs_qscanned *t)
{
	size_t n = letters_at(p);
	unsigned char c = (unsigned char)p[n];

	t->word = n > 0;
	if (n == 0) {
		t->h = bs_q_mix(BS_Q_SEED, c);
		if (kind[c] == MARK || (c == '.' && p[1] != '.'))
			return p + 1;
		if (c != 0xe2 || long_mark(p, end) != 3)
			return NULL;
		t->h = bs_q_mix(BS_Q_SEED, load4(p) & 0xffffff);
		return p + 3;
	}
	if (n == 16)
		return NULL;
	t->h = hash_of_letters(p, n);
	if (kind[c] <= SPACE)
		return p + n;
	/* a full stop, mostly */
	if (c == '.' && n > 1 && (!wordlike(p[n + 1]) || long_mark(p + n + 1, end)) &&
	    !bs_qlexicon_title(l, bs_q_hash(bs_span(p, n + 1))))
		return p + n;
	return NULL;
}

/* The end of any word or mark, and its hash. */
static __attribute__((noinline)) const char *
odd(const struct bs_qlexicon *l, struct bs_span text, const char *p, struct bs_qscanned *t)
{
	const char *end = text.p + text.n, *s;

	t->word = true;
	/* p is before end: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	if (wordlike(*p) && !((unsigned char)*p >= 0xc2 && long_mark(p, end))) {
		s = word_end(p, end);
		s += s < end && *s == '.' && abbreviation(l, p, s);
	} else if (*p == '\'' && p > text.p && wordlike(p[-1]) && p + 1 < end && wordlike(p[1])) {
		s = word_end(p + 1, end);
	} else {
		s = mark_end(p, end);
		t->word = false;
	}
	t->h = bs_q_hash(bs_span(p, (size_t)(s - p)));
	return s;
}

struct bs_span
bs_q_padded(struct bs_buf *b, struct bs_span text)
{
	b->n = 0;
	bs_buf_reserve(b, text.n + BS_Q_PAD);
	if (text.n)
		memcpy(b->p, text.p, text.n);
	memset(b->p + text.n, 0, BS_Q_PAD);
	return bs_span(b->p, text.n);
}

size_t
bs_q_scan(const struct bs_qlexicon *l, struct bs_span text, size_t *at, struct bs_qscanned *t,
    size_t most)
{
	const char *p = text.p + *at, *end = text.p + text.n, *s;
	size_t n = 0;

	for (; n < most; n++, p = s) {
		while (p < end && kind[(unsigned char)*p] == SPACE)
			p++;
		if (p == end)
			break;
		s = plain(l, p, end, &t[n]);
		if (s == NULL)
			s = odd(l, text, p, &t[n]);
		t[n].start = (uint32_t)(p - text.p);
		t[n].stop = (uint32_t)(s - text.p);
	}
	*at = (size_t)(p - text.p);
	return n;
}
