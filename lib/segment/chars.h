/*
 * chars: what a byte is to the tokenizer and the sentence splitter.
 *
 * Private to segment.  One table for ASCII; utf8proc for the rest.
 */
#ifndef BS_SEGMENT_CHARS_H
#define BS_SEGMENT_CHARS_H

#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum bs_cc { BS_CC_MARK, BS_CC_SPACE, BS_CC_LOWER, BS_CC_UPPER, BS_CC_DIGIT, BS_CC_HIGH };

extern const unsigned char bs_cc_of[256];

/* A character beyond ASCII. */
enum bs_uc { BS_UC_WORD, BS_UC_SPACE, BS_UC_PUNCT, BS_UC_SYMBOL };

/* Its kind; *len and *cp are set.  s.n > 0. */
enum bs_uc bs_uc_kind(struct bs_span s, size_t *len, int32_t *cp);

static inline enum bs_cc
bs_cc(char c)
{
	return (enum bs_cc)bs_cc_of[(unsigned char)c];
}

static inline bool
bs_is_alnum(char c)
{
	return (unsigned)bs_cc_of[(unsigned char)c] - BS_CC_LOWER <= BS_CC_DIGIT - BS_CC_LOWER;
}

static inline bool
bs_is_alpha(char c)
{
	return (unsigned)bs_cc_of[(unsigned char)c] - BS_CC_LOWER <= BS_CC_UPPER - BS_CC_LOWER;
}

static inline bool
bs_is_09(char c)
{
	return c >= '0' && c <= '9';
}

#ifdef __SSE2__
/* Of sixteen bytes, those from lo to hi (ASCII). */
static inline __m128i
bs_between(__m128i v, char lo, char hi)
{
	return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(lo - 1))),
	    _mm_cmplt_epi8(v, _mm_set1_epi8((char)(hi + 1))));
}

/* Of sixteen bytes, the letters and digits of ASCII. */
static inline __m128i
bs_alnum16(__m128i v)
{
	return _mm_or_si128(
	    bs_between(_mm_or_si128(v, _mm_set1_epi8(32)), 'a', 'z'), bs_between(v, '0', '9'));
}
#endif

/* Behind the letters and digits of ASCII at i, of n bytes; a run is read sixteen bytes at a time.
 * All up to p + readable, n at least, can be read. */
static inline size_t
bs_alnum_run(const char *p, size_t i, size_t n, size_t readable)
{
#ifdef __SSE2__
	for (; i < n && i + 16 <= readable; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		unsigned no = ~(unsigned)_mm_movemask_epi8(bs_alnum16(v)) & 0xffffU;

		if (no != 0) {
			i += (size_t)__builtin_ctz(no);
			return i < n ? i : n;
		}
	}
#else
	(void)readable;
#endif
	while (i < n && bs_is_alnum(p[i]))
		i++;
	return i < n ? i : n;
}

#endif
