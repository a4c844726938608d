/* control: line ends, terminal escapes and control characters; see stages.h. */
#include "normalize/stages.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The next byte below space (but \n and \t), or DEL, or the lead byte of U+2028 and U+2029. */
static size_t
next_control(struct bs_span s, size_t i)
{
#ifdef __SSE2__
	const __m128i limit = _mm_set1_epi8(0x1f), nl = _mm_set1_epi8('\n');
	const __m128i tab = _mm_set1_epi8('\t'), del = _mm_set1_epi8(0x7f);

	for (; i + 16 <= s.n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, limit), v);
		__m128i fine = _mm_or_si128(_mm_cmpeq_epi8(v, nl), _mm_cmpeq_epi8(v, tab));
		__m128i hit = _mm_or_si128(_mm_andnot_si128(fine, low), _mm_cmpeq_epi8(v, del));
		int m = _mm_movemask_epi8(hit);

		if (m)
			return i + (size_t)__builtin_ctz((unsigned)m);
	}
#endif
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
			break;
	}
	return i;
}

static bool
in_range(char c, char lo, char hi)
{
	return c >= lo && c <= hi;
}

/* Length of the terminal escape at s (ESC first): CSI, OSC, or two characters. */
static size_t
escape_length(struct bs_span s)
{
	size_t i = 2;

	if (s.n < 2)
		return 1;
	if (s.p[1] == '[') {
		while (i < s.n && i < 64 && in_range(s.p[i], 0x20, 0x3f))
			i++;
		return i < s.n && in_range(s.p[i], 0x40, 0x7e) ? i + 1 : 2;
	}
	if (s.p[1] == ']') { /* up to BEL or ESC \ */
		while (i < s.n && i < 256 && s.p[i] != '\a' && s.p[i] != '\n' && s.p[i] != 27)
			i++;
		if (i < s.n && s.p[i] == '\a')
			return i + 1;
		return i + 1 < s.n && s.p[i] == 27 && s.p[i + 1] == '\\' ? i + 2 : 2;
	}
	if (strchr("()*+", s.p[1]) && s.p[1] && s.n > 2 && in_range(s.p[2], 0x20, 0x7e))
		return 3;
	return in_range(s.p[1], 0x20, 0x7e) ? 2 : 1;
}

void
bs_stage_control(struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_span t = a->text;
	size_t i = 0;

	while ((i = next_control(t, i)) < t.n) {
		size_t n = 1;

		switch (t.p[i]) {
		case '\r':
			n = i + 1 < t.n && t.p[i + 1] == '\n' ? 2 : 1;
			bs_splice_add(s, i, n, "\n", 1, BS_RULE_LINE_END);
			break;
		case '\f':
		case '\v':
			bs_splice_add(s, i, 1, "\n", 1, BS_RULE_LINE_END);
			break;
		case 27:
			n = escape_length(bs_span(t.p + i, t.n - i));
			bs_splice_add(s, i, n, "", 0, BS_RULE_CONTROL);
			break;
		default:
			bs_splice_add(s, i, 1, "", 0, BS_RULE_CONTROL);
		}
		i += n;
	}
	bs_aligned_apply(a, s);
}
