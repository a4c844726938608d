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
 * One character at s into q: its folded form, nothing for an apostrophe, one
 * space (if there is not one already) for what is between words.  Returns its length.
 */
static size_t
fold_one(struct bs_buf *b, struct bs_span s)
{
	unsigned char c = (unsigned char)s.p[0];
	int32_t cp = c;
	size_t n = 1;

	if (c >= 0x80)
		n = bs_utf8_decode(s, &cp);
	if (c == '\'')
		return 1;
	if (c < 0x80 ? bs_is_letter(cp) || bs_is_digit(cp)
		     : cp > 0xbf && (bs_is_letter(cp) || bs_is_mark(cp) || bs_is_digit(cp)))
		bs_fold_case(b, bs_span(s.p, n));
	else if (b->n > 0 && b->p[b->n - 1] != ' ')
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
 * Of the sixteen bytes at p, fold those before the first that does not make a
 * byte of a byte: a second one between two words, an apostrophe, one that is
 * not ASCII.  Returns how many; sixteen bytes at q are written.
 */
static size_t
fold_sixteen(const char *p, char *q, bool after_space)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i word = _mm_or_si128(
	    between(_mm_or_si128(v, _mm_set1_epi8(32)), 'a', 'z'), between(v, '0', '9'));
	__m128i low = _mm_add_epi8(v, _mm_and_si128(between(v, 'A', 'Z'), _mm_set1_epi8(32)));
	unsigned gap = ~(unsigned)_mm_movemask_epi8(word) & 0xffffU, more;

	_mm_storeu_si128((__m128i *)(void *)q,
	    _mm_or_si128(_mm_and_si128(word, low), _mm_andnot_si128(word, _mm_set1_epi8(' '))));
	more = (unsigned)_mm_movemask_epi8(_mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('\''))));
	more |= gap & (gap << 1 | (unsigned)after_space);
	return (size_t)__builtin_ctz(more | 0x10000U);
}
#endif

void
bs_words_fold(struct bs_buf *out, struct bs_span text)
{
	size_t i = 0, from = out->n;

	while (i < text.n) {
#ifdef __SSE2__
		char end[16] = {0};
		size_t left = text.n - i, n;

		if (out->cap - out->n < 16)
			bs_buf_reserve(out, 16);
		n = fold_sixteen(left >= 16 ? text.p + i : memcpy(end, text.p + i, left),
		    out->p + out->n, out->n == from || out->p[out->n - 1] == ' ');
		n = n < left ? n : left;
		out->n += n;
		i += n;
		if (n == 16 || i == text.n)
			continue;
#endif
		i += fold_one(out, bs_span(text.p + i, text.n - i));
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

void
bs_words_key(struct bs_buf *out, struct bs_span text, struct bs_buf *scratch)
{
	static const char hex[] = "0123456789abcdef";
	uint64_t h;
	int shift;

	scratch->n = 0;
	bs_words_fold(scratch, bs_span_cut(text, bs_dateline(text), text.n));
	h = murmur(bs_buf_view(scratch));
	bs_buf_reserve(out, 16);
	for (shift = 60; shift >= 0; shift -= 4)
		out->p[out->n++] = hex[h >> shift & 15];
}
