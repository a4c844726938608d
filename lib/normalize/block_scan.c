/* block_scan: see block_scan.h. */
#include "normalize/block_scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#ifdef __SSE2__
static __m128i
between(__m128i v, char lo, char hi)
{
	return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(lo - 1))),
	    _mm_cmplt_epi8(v, _mm_set1_epi8((char)(hi + 1))));
}

static uint64_t
bits(__m128i v)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(v);
}
#endif

/* The masks of the bytes at r->p. */
static void
mask(struct bs_scan *r)
{
	uint64_t apostrophe = 0;

	r->letter = r->other = 0;
#ifdef __GNUC__
#pragma GCC unroll 4
#endif
	for (unsigned i = 0; i < BS_SCAN; i += 16) {
#ifdef __SSE2__
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(r->p + i));
		__m128i low = _mm_or_si128(v, _mm_set1_epi8(' '));

		r->letter |= bits(between(low, 'a', 'z')) << i;
		/* a byte beyond ASCII has its highest bit */
		r->other |= bits(_mm_or_si128(v, between(v, '0', '9'))) << i;
		apostrophe |= bits(_mm_cmpeq_epi8(v, _mm_set1_epi8('\''))) << i;
#else
		for (unsigned k = i; k < i + 16; k++) {
			unsigned char c = (unsigned char)r->p[k];

			r->letter |= (uint64_t)((c | 32) >= 'a' && (c | 32) <= 'z') << k;
			r->other |= (uint64_t)(c >= 0x80 || (c >= '0' && c <= '9')) << k;
			apostrophe |= (uint64_t)(c == '\'') << k;
		}
#endif
	}
	r->on = r->letter | r->other | apostrophe;
}

/* Look at the bytes from `at` on. */
static void
look(struct bs_scan *r, size_t at)
{
	r->base = at;
	r->p = bs_span_cut(r->s, at, r->s.n).p;
	if (r->room - at < sizeof r->tail) {
		memset(r->tail, 0, sizeof r->tail);
		if (at < r->s.n)
			memcpy(r->tail, r->p, r->s.n - at);
		r->p = r->tail;
	}
	mask(r);
	if (r->s.n - at < BS_SCAN) {
		uint64_t ours = ((uint64_t)1 << (r->s.n - at)) - 1;

		r->letter &= ours;
		r->other &= ours;
		r->on &= ours;
	}
}

void
bs_scan_begin(struct bs_scan *r, struct bs_span s, size_t room, size_t at)
{
	r->s = s;
	r->room = room;
	look(r, at);
}

/* Go on at byte `at`, which is not before the masked ones. */
static void
go_to(struct bs_scan *r, size_t at)
{
	uint64_t left;

	if (at - r->base >= BS_SCAN) {
		look(r, at);
		return;
	}
	left = UINT64_MAX << (at - r->base);
	r->letter &= left;
	r->other &= left;
}

/* A number of digits alone at `at`, which is one 0; false where it is more than that. */
static bool
digits(const struct bs_scan *r, size_t at, struct bs_word *w)
{
	struct bs_span s = r->s;
	size_t i = at;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == at || (i < s.n && ((unsigned char)s.p[i] >= 0x80 || s.p[i] == '\'' ||
				       ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z'))))
		return false;
	*w = (struct bs_word){
	    .start = at, .stop = i, .hash = bs_word_mix(BS_WORD_SEED ^ 1, '0'), .number = true};
	return true;
}

enum bs_scan_step
bs_scan_slow(struct bs_scan *r, struct bs_word *w)
{
	uint64_t next = r->letter | r->other;
	size_t at = r->base + (next ? (size_t)__builtin_ctzll(next) : BS_SCAN), end = at;
	const char *p = r->p + (at - r->base);

	if (at >= r->s.n)
		return BS_SCAN_END;
	if (next == 0 ||
	    (at > r->base && r->letter >> (at - r->base) == UINT64_MAX >> (at - r->base))) {
		look(r, at); /* a word that goes on behind the masked bytes: from its beginning */
		return BS_SCAN_AGAIN;
	}
	/* U+2000 to U+2BFF, quotation marks and dashes mostly, and U+0080 to U+00A9 are in no word
	 */
	if ((*p == '\xe2' && p[1] < '\xb0') || (*p == '\xc2' && p[1] < '\xaa')) {
		go_to(r, at + (*p == '\xe2' ? 3 : 2));
		return BS_SCAN_AGAIN;
	}
	if (!digits(r, at, w)) {
		if (!bs_word_next(r->s, &end, w))
			return BS_SCAN_END;
	}
	go_to(r, w->stop);
	return BS_SCAN_WORD;
}
