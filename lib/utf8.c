/* utf8: see broadsheet/utf8.h */
#include "broadsheet/utf8.h"

#include <utf8proc.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

size_t
bs_ascii_run(struct bs_span s)
{
	size_t i = 0;

#ifdef __SSE2__
	unsigned m;

	for (; i + 64 <= s.n; i += 64) {
		const __m128i *q = (const __m128i *)(const void *)(s.p + i);
		__m128i v = _mm_or_si128(_mm_or_si128(_mm_loadu_si128(q), _mm_loadu_si128(q + 1)),
		    _mm_or_si128(_mm_loadu_si128(q + 2), _mm_loadu_si128(q + 3)));

		if (_mm_movemask_epi8(v) != 0)
			break;
	}
	for (; i + 16 <= s.n; i += 16) {
		m = (unsigned)_mm_movemask_epi8(
		    _mm_loadu_si128((const __m128i *)(const void *)(s.p + i)));
		if (m != 0)
			return i + (size_t)__builtin_ctz(m);
	}
#endif
	for (; i + 8 <= s.n; i += 8) {
		uint64_t v;

		memcpy(&v, s.p + i, 8);
		if (v & 0x8080808080808080U)
			break;
	}
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

static bool
is_tail(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

size_t
bs_utf8_decode(struct bs_span s, int32_t *cp)
{
	unsigned char c = (unsigned char)s.p[0], lo = 0x80, hi = 0xbf;
	int32_t v;
	size_t n, i;

	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	/* what most texts have, first */
	if (c >= 0xc2 && c < 0xe0 && s.n > 1 && is_tail(s.p[1])) {
		*cp = (c & 0x1f) << 6 | (s.p[1] & 0x3f);
		return 2;
	}
	if (c >= 0xe1 && c < 0xed && s.n > 2 && is_tail(s.p[1]) && is_tail(s.p[2])) {
		*cp = (c & 0x0f) << 12 | (s.p[1] & 0x3f) << 6 | (s.p[2] & 0x3f);
		return 3;
	}
	*cp = -1;
	if (c < 0xc2 || c > 0xf4)
		return 1;
	if (c < 0xe0) {
		n = 2;
		v = c & 0x1f;
	} else if (c < 0xf0) {
		n = 3;
		v = c & 0x0f;
		if (c == 0xe0)
			lo = 0xa0; /* overlong below */
		else if (c == 0xed)
			hi = 0x9f; /* surrogates above */
	} else {
		n = 4;
		v = c & 0x07;
		if (c == 0xf0)
			lo = 0x90;
		else if (c == 0xf4)
			hi = 0x8f; /* beyond U+10FFFF above */
	}
	for (i = 1; i < n; i++) {
		unsigned char d;

		if (i >= s.n)
			return i;
		d = (unsigned char)s.p[i];
		if (d < lo || d > hi)
			return i;
		v = (int32_t)((uint32_t)v << 6 | (d & 0x3fU));
		lo = 0x80;
		hi = 0xbf;
	}
	*cp = v;
	return n;
}

size_t
bs_utf8_valid(struct bs_span s)
{
	size_t i = 0;
	int32_t cp;

	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n;

		if (c < 0x80) { /* a space between words, or a run */
			i++;
			if (i < s.n && (unsigned char)s.p[i] < 0x80)
				i += bs_ascii_run(bs_span(s.p + i, s.n - i));
		} else if (c >= 0xc2 && c < 0xe0 && i + 1 < s.n && is_tail(s.p[i + 1])) {
			i += 2;
		} else if (c >= 0xe1 && c < 0xed && i + 2 < s.n && is_tail(s.p[i + 1]) &&
			   is_tail(s.p[i + 2])) {
			i += 3;
		} else {
			n = bs_utf8_decode(bs_span(s.p + i, s.n - i), &cp);
			if (cp < 0)
				return i;
			i += n;
		}
	}
	return s.n;
}

size_t
bs_utf8_decode_last(struct bs_span s, int32_t *cp)
{
	size_t i = s.n - 1;

	if ((unsigned char)s.p[i] < 0x80) {
		*cp = s.p[i];
		return 1;
	}
	while (i > 0 && s.n - i < 4 && ((unsigned char)s.p[i] & 0xc0) == 0x80)
		i--;
	if (i + bs_utf8_decode(bs_span(s.p + i, s.n - i), cp) != s.n) {
		*cp = -1;
		return 1;
	}
	return s.n - i;
}

size_t
bs_utf8_encode(int32_t cp, char *out)
{
	uint32_t c = (uint32_t)cp;

	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

void
bs_buf_utf8(struct bs_buf *b, int32_t cp)
{
	bs_buf_reserve(b, 4);
	b->n += bs_utf8_encode(cp, b->p + b->n);
}

bool
bs_is_space(int32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return cp == 0x85 || cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
	       cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

bool
bs_is_letter(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
	c = utf8proc_category(cp);
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool
bs_is_upper(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	c = utf8proc_category(cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool
bs_is_lower(int32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z';
	return utf8proc_category(cp) == UTF8PROC_CATEGORY_LL;
}

bool
bs_is_digit(int32_t cp)
{
	if (cp < 0x80)
		return cp >= '0' && cp <= '9';
	return utf8proc_category(cp) == UTF8PROC_CATEGORY_ND;
}

bool
bs_is_mark(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x300)
		return false;
	c = utf8proc_category(cp);
	return c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
}

void
bs_fold_case(struct bs_buf *out, struct bs_span s)
{
	size_t i, n;
	int32_t cp, fold[4];
	char pair[2];

	bs_buf_reserve(out, s.n);
	for (i = 0; i < s.n; i += n) {
		utf8proc_ssize_t k, j;
		int last = UTF8PROC_BOUNDCLASS_START;

		if ((unsigned char)s.p[i] < 0x80) {
			char c = s.p[i];

			bs_buf_ch(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
			n = 1;
			continue;
		}
		if (i + 1 < s.n && bs_fold_pair(s.p + i, pair)) {
			bs_buf_add(out, pair, 2);
			n = 2;
			continue;
		}
		n = bs_utf8_decode(bs_span(s.p + i, s.n - i), &cp);
		k = cp < 0 ? -1 : utf8proc_decompose_char(cp, fold, 4, UTF8PROC_CASEFOLD, &last);
		if (k < 0 || k > 4)
			bs_buf_add(out, s.p + i, n);
		else
			for (j = 0; j < k; j++)
				bs_buf_utf8(out, fold[j]);
	}
}

static bool
is_sign(char c)
{
	return c > ' ' && (unsigned char)c < 0x80;
}

struct bs_span
bs_trim(struct bs_span s)
{
	int32_t cp;
	size_t n;

	if (s.n && is_sign(s.p[0]) && is_sign(s.p[s.n - 1])) /* nearly always */
		return s;
	while (s.n && (n = bs_utf8_decode(s, &cp), cp >= 0 && bs_is_space(cp))) {
		s.p += n;
		s.n -= n;
	}
	while (s.n && (n = bs_utf8_decode_last(s, &cp), cp >= 0 && bs_is_space(cp)))
		s.n -= n;
	return s;
}
