/*
 * space: runs of white space, invisible characters, ligatures, fullwidth
 * forms, C1 controls; see stages.h.
 */
#include "normalize/stages.h"

#include "broadsheet/utf8.h"
#include "normalize/codepage.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Lead bytes of the characters that this stage has to do with. */
static bool
lead_of_interest(unsigned char c)
{
	return c == 0xc2 || c == 0xe1 || c == 0xe2 || c == 0xe3 || c == 0xef;
}

/* The next tab, pair of spaces, space at the edge of a line, or character of interest. */
static size_t
next_stop(struct bs_span s, size_t i)
{
#ifdef __SSE2__
	const __m128i space = _mm_set1_epi8(' '), tab = _mm_set1_epi8('\t');

	for (; i + 17 <= s.n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		__m128i w = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i + 1));
		__m128i two = _mm_and_si128(_mm_cmpeq_epi8(v, space), _mm_cmpeq_epi8(w, space));
		__m128i hit = _mm_or_si128(_mm_or_si128(two, _mm_cmpeq_epi8(v, tab)), v);
		unsigned m = (unsigned)_mm_movemask_epi8(hit);

		for (; m; m &= m - 1) {
			size_t at = i + (size_t)__builtin_ctz(m);
			unsigned char c = (unsigned char)s.p[at];

			if (c < 0x80 || lead_of_interest(c))
				return at;
		}
	}
#endif
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\t' || (c == ' ' && i + 1 < s.n && s.p[i + 1] == ' ') ||
		    lead_of_interest(c))
			break;
	}
	return i;
}

static bool
is_line_space(int32_t cp)
{
	return cp == ' ' || cp == '\t' ||
	       (cp >= 0x80 && cp != 0x85 && cp != 0x2028 && cp != 0x2029 && bs_is_space(cp));
}

/* Characters that are never seen and mean nothing in any script. */
static bool
is_nothing(int32_t cp)
{
	return cp == 0xad || cp == 0x2060 || cp == 0xfeff || cp == 0x180e ||
	       (cp >= 0xfff9 && cp <= 0xfffb);
}

static int32_t
char_before(struct bs_span t, size_t at)
{
	int32_t cp = '\n';

	if (at > 0)
		bs_utf8_decode_last(bs_span(t.p, at), &cp);
	return cp;
}

static int32_t
char_after(struct bs_span t, size_t at)
{
	int32_t cp = '\n';

	if (at < t.n)
		bs_utf8_decode(bs_span(t.p + at, t.n - at), &cp);
	return cp;
}

static bool
is_rtl(int32_t cp)
{
	return (cp >= 0x590 && cp < 0x900) || (cp >= 0xfb1d && cp < 0xfe00) ||
	       (cp >= 0xfe70 && cp < 0xff00) || (cp >= 0x10800 && cp < 0x11000) ||
	       (cp >= 0x1e800 && cp < 0x1f000);
}

static bool
is_cjk(int32_t cp)
{
	return (cp >= 0x1100 && cp < 0x1200) || (cp >= 0x2e80 && cp < 0xa4d0) ||
	       (cp >= 0xac00 && cp < 0xd7b0) || (cp >= 0xf900 && cp < 0xfb00) ||
	       (cp >= 0x20000 && cp < 0x32000);
}

/* Scripts that put no space between words, where U+200B says where one would be. */
static bool
is_spaceless(int32_t cp)
{
	return (cp >= 0xe00 && cp < 0xf00) || (cp >= 0x1000 && cp < 0x10a0) ||
	       (cp >= 0x1780 && cp < 0x1800);
}

/* What is known of the line that was looked at last. */
struct line {
	size_t stop;
	bool known, rtl, cjk;
};

static void
know_line(struct line *l, struct bs_span t, size_t at)
{
	size_t i = at;
	const char *nl;

	if (l->known && at < l->stop)
		return;
	while (i > l->stop && t.p[i - 1] != '\n')
		i--;
	nl = memchr(t.p + at, '\n', t.n - at);
	*l = (struct line){nl ? (size_t)(nl - t.p) + 1 : t.n, true, false, false};
	while (i < l->stop) {
		int32_t cp;

		i += bs_ascii_run(bs_span(t.p + i, l->stop - i));
		if (i >= l->stop)
			break;
		i += bs_utf8_decode(bs_span(t.p + i, t.n - i), &cp);
		l->rtl |= is_rtl(cp);
		l->cjk |= is_cjk(cp);
	}
}

/* Zero-width characters: which stay is up to the characters beside them. */
static bool
goes(struct bs_span t, size_t at, size_t n, int32_t cp, struct line *l)
{
	int32_t before = char_before(t, at), after = char_after(t, at + n);

	switch (cp) {
	case 0x200b:
		return !is_spaceless(before) && !is_spaceless(after);
	case 0x200c:
	case 0x200d:
		return before < 0x590 || after < 0x590;
	case 0x200e:
	case 0x200f:
		break;
	default:
		if (!(cp >= 0x202a && cp <= 0x202e) && !(cp >= 0x2066 && cp <= 0x2069))
			return false;
	}
	know_line(l, t, at);
	return !l->rtl;
}

static bool
invisible(struct bs_span t, size_t at, size_t n, int32_t cp, struct line *l)
{
	return is_nothing(cp) || (cp >= 0x200b && cp <= 0x2069 && goes(t, at, n, cp, l));
}

/*
 * A run of white space and invisible characters from `at` on becomes one
 * space, or nothing where there is no white space in it; at the edge of a
 * line the white space stays, which belongs to no block.
 */
static size_t
run(struct bs_span t, size_t at, struct line *l, struct bs_splices *s)
{
	size_t i = at, n, spaces = 0, hidden = 0;
	bool edge = at == 0 || t.p[at - 1] == '\n';
	int32_t cp;

	for (; i < t.n; i += n) {
		n = bs_utf8_decode(bs_span(t.p + i, t.n - i), &cp);
		if (is_line_space(cp))
			spaces++;
		else if (invisible(t, i, n, cp, l))
			hidden++;
		else
			break;
	}
	edge = edge || i == t.n || t.p[i] == '\n';
	if (spaces && !edge) {
		if (i - at != 1 || t.p[at] != ' ')
			bs_splice_add(s, at, i - at, " ", 1, BS_RULE_SPACE);
	} else if (!spaces) {
		/* a soft hyphen that ends a line was printed there */
		bool hyphen = i - at == 2 && t.p[at] == '\xc2' && t.p[at + 1] == '\xad' &&
			      i < t.n && at > 0 && t.p[at - 1] != '\n';

		bs_splice_add(s, at, i - at, "-", hyphen && edge, BS_RULE_INVISIBLE);
	} else if (hidden) {
		for (size_t j = at; j < i; j += n) {
			n = bs_utf8_decode(bs_span(t.p + j, i - j), &cp);
			if (!is_line_space(cp))
				bs_splice_add(s, j, n, "", 0, BS_RULE_INVISIBLE);
		}
	}
	return i;
}

static void
put(struct bs_splices *s, size_t at, size_t n, int32_t cp, enum bs_rule rule)
{
	char utf8[4];

	bs_splice_add(s, at, n, utf8, bs_utf8_encode(cp, utf8), rule);
}

static const char ligature[][4] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

/* One character that is not white space. */
static void
other(struct bs_span t, size_t at, size_t n, int32_t cp, struct line *l, struct bs_splices *s)
{
	const struct bs_codepage *page = &bs_codepages[BS_WINDOWS_1252];

	if (cp >= 0x80 && cp < 0xa0) {
		if (page->upper[cp - 0x80] == cp)
			bs_splice_add(s, at, n, "", 0, BS_RULE_CONTROL);
		else
			put(s, at, n, page->upper[cp - 0x80], BS_RULE_BYTE);
	} else if (cp == 0x2028 || cp == 0x2029) {
		bs_splice_add(s, at, n, "\n", 1, BS_RULE_LINE_END);
	} else if (cp >= 0xfb00 && cp <= 0xfb06) {
		const char *p = ligature[cp - 0xfb00];

		bs_splice_add(s, at, n, p, strlen(p), BS_RULE_LIGATURE);
	} else if (cp >= 0xff01 && cp <= 0xff5e) {
		char ascii = (char)(cp - 0xff01 + '!');

		know_line(l, t, at);
		if (!l->cjk || bs_is_letter(ascii) || bs_is_digit(ascii))
			bs_splice_add(s, at, n, &ascii, 1, BS_RULE_WIDTH);
	}
}

void
bs_stage_space(struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_span t = a->text;
	struct line l = {0};
	size_t i = 0;

	while ((i = next_stop(t, i)) < t.n) {
		int32_t cp;
		size_t n = bs_utf8_decode(bs_span(t.p + i, t.n - i), &cp);

		if (is_line_space(cp) || invisible(t, i, n, cp, &l)) {
			/* a single space before it was not stopped at, but belongs to the run */
			i = run(t, i > 0 && t.p[i - 1] == ' ' ? i - 1 : i, &l, s);
		} else {
			other(t, i, n, cp, &l, s);
			i += n;
		}
	}
	bs_aligned_apply(a, s);
}
