/* copyhash: see broadsheet/copyhash.h */
#include "broadsheet/copyhash.h"

#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { DATELINE_MAX = 80 };

static bool
upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Length of a dash between spaces at p (five bytes can be read), 0 where there is none. */
static size_t
dash(const char *p)
{
	if (p[0] != ' ')
		return 0;
	if (p[1] == '-')
		return p[2] == ' ' ? 3 : p[2] == '-' && p[3] == ' ' ? 4 : 0;
	return memcmp(p + 1, "\xe2\x80\x93 ", 4) == 0 || memcmp(p + 1, "\xe2\x80\x94 ", 4) == 0 ? 5
												: 0;
}

size_t
bs_dateline(struct bs_span text)
{
	size_t n = text.n < DATELINE_MAX ? text.n : DATELINE_MAX, i;

	if (n < 3 || !upper(text.p[0]) || !upper(text.p[1]) || !upper(text.p[2]))
		return 0;
	for (i = 3; i + 7 <= n; i++) {
		const char *p = text.p + i;
		size_t len = dash(p);

		/* not in a headline in capitals, which goes on as it began */
		if (len > 0)
			return upper(p[len]) && upper(p[len + 1]) ? 0 : i + len;
		/* a sentence is over before its dateline is */
		if (*p == '\n' || *p == '?' || *p == '!' || *p == ';' || *p == ':')
			return 0;
	}
	return 0;
}

/*
 * One character at s, which is not ASCII, to the end of b: its folded form, or one space (if
 * there is not one already) for what is between words.  Returns its length.
 */
static size_t
fold_wide(struct bs_buf *b, struct bs_span s, bool after_gap)
{
	unsigned char c = (unsigned char)s.p[0], d = s.n > 1 ? (unsigned char)s.p[1] : 0;
	int32_t cp;
	size_t n;

	bs_buf_reserve(b, 2);
	if (s.n > 1 && bs_fold_pair(s.p, b->p + b->n)) { /* most of what news has */
		n = 2;
		if (c != 0xc3 || (d | 0x20) != 0xb7) { /* × ÷ */
			b->n += n;
			return n;
		}
	} else if (c == 0xe2 && d == 0x80 && s.n > 2) { /* U+2000 to U+203F: marks and spaces */
		n = 3;
	} else {
		n = bs_utf8_decode(s, &cp);
		if (cp > 0xbf && (bs_is_letter(cp) || bs_is_mark(cp) || bs_is_digit(cp))) {
			bs_fold_case(b, bs_span(s.p, n));
			return n;
		}
	}
	if (!after_gap)
		bs_buf_ch(b, ' ');
	return n;
}

#ifdef __SSE2__
static __m128i
between(__m128i v, char lo, char hi)
{
	return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(lo - 1))),
	    _mm_cmplt_epi8(v, _mm_set1_epi8((char)(hi + 1))));
}

/*
 * Fold the sixteen bytes at p into those at q.  Returns, as bits, where a byte does not make a
 * byte: a second one between two words, an apostrophe, one that is not ASCII.  What stands before
 * the first of them is right.  *gap: the byte before is between words; where all sixteen are
 * right, the last one is.
 */
static inline unsigned
fold_sixteen(const char *p, char *q, unsigned *gap)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i low = _mm_or_si128(v, _mm_set1_epi8(32)); /* digits have that bit, as spaces do */
	__m128i word = _mm_or_si128(between(low, 'a', 'z'), between(v, '0', '9'));
	unsigned no = ~(unsigned)_mm_movemask_epi8(word) & 0xffffU, before = *gap;

	_mm_storeu_si128((__m128i *)(void *)q,
	    _mm_or_si128(_mm_and_si128(word, low), _mm_andnot_si128(word, _mm_set1_epi8(' '))));
	*gap = no >> 15;
	return (unsigned)_mm_movemask_epi8(
		   _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('\'')))) |
	       (no & (no << 1 | before));
}
#endif

/*
 * Fold what is ASCII from *i on, to the end of text or the first byte that is not, at the end of
 * b, which has room for it and sixteen bytes more.
 */
static void
fold_ascii(struct bs_buf *b, struct bs_span text, size_t *i, size_t from)
{
	const char *p = text.p + *i, *end = text.p + text.n;
	char *first = b->p + from, *q = b->p + b->n;
	unsigned gap = q == first || q[-1] == ' ';

	while (p < end && (unsigned char)*p < 0x80) {
#ifdef __SSE2__
		unsigned stop = 0, n = 0, left;
		char last[16] = {0};

		while (end - p >= 16 && (stop = fold_sixteen(p, q, &gap)) == 0) {
			p += 16;
			q += 16;
		}
		if (stop != 0) {
			n = (unsigned)__builtin_ctz(stop);
		} else if (p < end) {
			left = (unsigned)(end - p);
			memcpy(last, p, left);
			n = (unsigned)__builtin_ctz(fold_sixteen(last, q, &gap) | 1U << left);
		}
		p += n;
		q += n;
		gap = q == first || q[-1] == ' ';
		p += p < end && (unsigned char)*p < 0x80;
#else
		char c = *p++;

		if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')) {
			*q++ = (char)(c | 32);
			gap = false;
		} else if (c != '\'' && !gap) {
			*q++ = ' ';
			gap = true;
		}
#endif
	}
	*i = (size_t)(p - text.p);
	b->n = (size_t)(q - b->p);
}

void
bs_words_fold(struct bs_buf *out, struct bs_span text)
{
	size_t i = 0, from = out->n;

	while (i < text.n) {
		if (out->cap - out->n < text.n - i + 16) /* what is ASCII does not grow */
			bs_buf_reserve(out, text.n - i + 16);
		fold_ascii(out, text, &i, from);
		if (i < text.n)
			i += fold_wide(out, bs_span(text.p + i, text.n - i),
			    out->n == from || out->p[out->n - 1] == ' ');
	}
	if (out->n > from && out->p[out->n - 1] == ' ')
		out->n--;
}

/* Eight bytes, the first the least, whatever the machine's order. */
static uint64_t
load(const char *p, size_t n)
{
	uint64_t v = 0;

	memcpy(&v, p, n);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static uint64_t
murmur(struct bs_span s)
{
	const uint64_t m = 0xc6a4a7935bd1e995U;
	uint64_t h = s.n * m, k;
	size_t i;

	for (i = 0; i + 8 <= s.n; i += 8) {
		k = load(s.p + i, 8) * m;
		h = (h ^ (k ^ k >> 47) * m) * m;
	}
	if (i < s.n)
		h = (h ^ load(s.p + i, s.n - i)) * m;
	h = (h ^ h >> 47) * m;
	return h ^ h >> 47;
}

/* 32 bits as eight hex digits, all at once: each half byte to a byte of its own, then to a digit.
 */
static void
hex(char *to, uint32_t half)
{
	const uint64_t ones = 0x0101010101010101U;
	uint64_t v = half, letters;

	v = (v & 0xffff0000U) >> 16 | (v & 0xffff) << 32;
	v = (v & 0xff000000ff00U) >> 8 | (v & 0xff000000ffU) << 16;
	v = (v & 0xf000f000f000f0U) >> 4 | (v & 0xf000f000f000fU) << 8;
	letters = (v + 6 * ones) >> 4 & ones;
	v += '0' * ones + letters * ('a' - '0' - 10);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	memcpy(to, &v, 8);
}

void
bs_words_key(struct bs_buf *out, struct bs_span text, struct bs_buf *scratch)
{
	uint64_t h;

	scratch->n = 0;
	bs_words_fold(scratch, bs_span_cut(text, bs_dateline(text), text.n));
	h = murmur(bs_buf_view(scratch));
	bs_buf_reserve(out, 16);
	hex(out->p + out->n, (uint32_t)(h >> 32));
	hex(out->p + out->n + 8, (uint32_t)h);
	out->n += 16;
}
