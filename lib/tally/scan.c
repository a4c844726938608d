/* scan: see scan.h */
#include "tally/scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { STEP = 64 };

void
bs_scan_start(struct bs_scan *s, struct bs_span block)
{
	*s = (struct bs_scan){.p = block.p,
	    .end = block.p + block.n,
	    .row = block.p,
	    .next = block.p,
	    .base = block.p};
}

#ifdef __SSE2__
static inline void
masks(struct bs_scan *s, const char *p)
{
	const __m128i tab = _mm_set1_epi8('\t'), end = _mm_set1_epi8('\n');
	uint64_t t = 0, e = 0, h = 0;

	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));

		t |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, tab)) << (16 * i);
		e |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, end)) << (16 * i);
		h |= (uint64_t)(unsigned)_mm_movemask_epi8(v) << (16 * i);
	}
	s->tabs = t;
	s->ends = e;
	s->high = h;
}
#else
static void
masks(struct bs_scan *s, const char *p)
{
	s->tabs = s->ends = s->high = 0;
	for (int i = 0; i < STEP; i++) {
		s->tabs |= (uint64_t)(p[i] == '\t') << i;
		s->ends |= (uint64_t)(p[i] == '\n') << i;
		s->high |= (uint64_t)((unsigned char)p[i] >> 7) << i;
	}
}
#endif

/* The masks of the next 64 bytes; false behind the last. */
static inline bool
load(struct bs_scan *s)
{
	if (s->next >= s->end)
		return false;
	s->base = s->next;
	if (s->end - s->next >= STEP) {
		masks(s, s->next);
	} else {
		char tail[STEP] = {0};

		memcpy(tail, s->next, (size_t)(s->end - s->next));
		masks(s, tail);
	}
	s->next = s->base + STEP;
	return true;
}

static inline unsigned
bits(uint64_t m)
{
#ifdef __POPCNT__
	return (unsigned)__builtin_popcountll(m);
#else
	unsigned n = 0;

	for (; m; m &= m - 1) /* few bits: a row has ten columns */
		n++;
	return n;
#endif
}

/* Note the tabs in mask m for the row: their places while wanted, then their number. */
static inline size_t
take(const struct bs_scan *s, uint64_t m, size_t *tab, size_t n, size_t want)
{
	for (; m != 0 && n < want; m &= m - 1)
		tab[n++] = (size_t)(s->base - s->row) + (size_t)__builtin_ctzll(m);
	return n + bits(m);
}

static inline void
finish(struct bs_scan_row *r, const char *from, const char *end)
{
	r->p = from;
	r->n = (size_t)(end - from);
	if (r->n && from[r->n - 1] == '\r')
		r->n--;
}

size_t
bs_scan_rows(struct bs_scan *s, struct bs_scan_row *row, size_t *tab, size_t want, size_t max)
{
	size_t n;

	for (n = 0; n < max; n++) {
		size_t ntab = 0;
		uint64_t high = 0;

		while (s->ends == 0) {
			ntab = take(s, s->tabs, tab + n * want, ntab, want);
			high |= s->high;
			s->tabs = s->high = 0;
			if (load(s))
				continue;
			if (s->row >= s->end)
				return n;
			row[n].ntab = ntab;
			row[n].high = high != 0;
			finish(&row[n], s->row, s->end); /* no line end at the end of the file */
			s->row = s->end;
			return n + 1;
		}
		uint64_t below = (s->ends & -s->ends) - 1;

		row[n].ntab = take(s, s->tabs & below, tab + n * want, ntab, want);
		row[n].high = (high | (s->high & below)) != 0;
		finish(&row[n], s->row, s->base + __builtin_ctzll(s->ends));
		s->row = s->base + __builtin_ctzll(s->ends) + 1;
		s->tabs &= ~below;
		s->high &= ~below;
		s->ends &= s->ends - 1;
	}
	return n;
}
