/* lines: see lines.h. */
#include "normalize/lines.h"

#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { LEAST_WIDTH = 28, MOST_WIDTH = 120 };

/* Characters of s, counted no further than `most` + 1. */
static size_t
count(struct bs_span s, size_t most)
{
	size_t n = s.n <= most ? s.n : most + 1, i = bs_ascii_run(bs_span(s.p, n));

	if (i == n)
		return n;
	for (n = i; i < s.n && n <= most; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

struct bs_line
bs_line_read(struct bs_span t, size_t at)
{
	const char *nl = memchr(t.p + at, '\n', t.n - at);
	size_t end = nl ? (size_t)(nl - t.p) : t.n;
	struct bs_span s = bs_trim(bs_span_cut(t, at, end));
	struct bs_line l = {.next = nl ? end + 1 : t.n};

	if (s.n == 0) {
		l.start = l.stop = at;
		return l;
	}
	l.start = (size_t)(s.p - t.p);
	l.stop = l.start + s.n;
	l.indent = count(bs_span_cut(t, at, l.start), BS_LINE_LONG);
	l.length = l.indent + count(s, BS_LINE_LONG);
	if (l.length > BS_LINE_LONG)
		l.length = BS_LINE_LONG + 1;
	for (size_t i = 0;
	     i < s.n && s.p[i] != ' ' && s.p[i] != '\t' && l.first_word < BS_LINE_LONG; i++)
		l.first_word += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	bs_utf8_decode(s, &l.first);
	bs_utf8_decode_last(s, &l.last);
	return l;
}

static bool
is_closing(int32_t cp)
{
	return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x2019 || cp == 0x201d ||
	       cp == 0x201c || cp == 0xbb;
}

bool
bs_line_ends_sentence(struct bs_span t, const struct bs_line *l)
{
	size_t stop = l->stop;
	int32_t cp = 0;

	for (int i = 0; i < 4 && stop > l->start; i++) {
		stop -= bs_utf8_decode_last(bs_span_cut(t, l->start, stop), &cp);
		if (!is_closing(cp))
			break;
	}
	return cp == '.' || cp == '!' || cp == '?' || cp == ':' || cp == 0x2026 || cp == 0x3002;
}

bool
bs_line_is_item(struct bs_span t, const struct bs_line *l)
{
	size_t i = l->start;

	if (l->first == '*' || l->first == '-' || l->first == 0x2022 || l->first == 0xb7 ||
	    l->first == 0x2013 || l->first == 0x25cf || l->first == 0x25e6 || l->first == 0x25aa) {
		int32_t cp;

		i += bs_utf8_decode(bs_span_cut(t, i, l->stop), &cp);
	} else {
		while (i < l->stop && i < l->start + 3 && bs_is_digit((unsigned char)t.p[i]))
			i++;
		if (i == l->start || i == l->stop || (t.p[i] != '.' && t.p[i] != ')'))
			return false;
		i++;
	}
	return i < l->stop && (t.p[i] == ' ' || t.p[i] == '\t');
}

/* A break amid a sentence. */
static bool
is_mid_sentence(struct bs_span t, const struct bs_line *a, const struct bs_line *b)
{
	struct bs_span start = bs_span_cut(t, b->start, b->stop);

	return (bs_is_lower(b->first) || bs_is_digit(b->first)) && !bs_line_ends_sentence(t, a) &&
	       !bs_span_starts(start, BS_SPAN("http")) && !bs_span_starts(start, BS_SPAN("www."));
}

/* The longest line but for a few outliers (addresses); 0 where lines are not wrapped. */
static size_t
longest(struct bs_span t)
{
	size_t have[BS_LINE_LONG + 2] = {0}, n = 0, over = 0, l = BS_LINE_LONG + 1;

	for (size_t at = 0; at < t.n;) {
		struct bs_line line = bs_line_read(t, at);

		at = line.next;
		if (line.first) {
			have[line.length]++;
			n++;
		}
	}
	while (l > 0 && over + have[l] <= n / 50)
		over += have[l--];
	return l;
}

static size_t
count_line_ends(struct bs_span t)
{
	size_t n = 0, i = 0;

#ifdef __SSE2__
	while (t.n - i >= 16) {
		__m128i sum = _mm_setzero_si128();
		size_t stop = t.n - i < 255 * 16 ? t.n - 15 : i + 255 * 16; /* no byte overflows */

		for (; i < stop; i += 16)
			sum = _mm_sub_epi8(
			    sum, _mm_cmpeq_epi8(
				     _mm_loadu_si128((const __m128i *)(const void *)(t.p + i)),
				     _mm_set1_epi8('\n')));
		sum = _mm_sad_epu8(sum, _mm_setzero_si128());
		n += (size_t)_mm_cvtsi128_si32(sum) + (size_t)_mm_extract_epi16(sum, 4);
	}
#endif
	for (; i < t.n; i++)
		n += t.p[i] == '\n';
	return n;
}

/*
 * Are there so many long lines that the text was not wrapped?  Nearly every
 * article says so in its first lines.
 */
static bool
has_long_lines(struct bs_span t)
{
	size_t nline = 1, over = 0;
	const char *nl, *end;

	if (t.n == 0)
		return false;
	end = t.p + t.n;
	nline += count_line_ends(t);
	for (size_t at = 0; at < t.n && over <= nline / 50;) {
		nl = memchr(t.p + at, '\n', t.n - at);
		if ((size_t)((nl ? nl : end) - t.p) - at > MOST_WIDTH)
			over += bs_line_read(t, at).length > MOST_WIDTH;
		at = nl ? (size_t)(nl - t.p) + 1 : t.n;
	}
	return over > nline / 50;
}

size_t
bs_wrap_width(struct bs_span t)
{
	size_t width = has_long_lines(t) ? 0 : longest(t), full = 0, mid = 0, room = 0, soft = 0;
	struct bs_line a = {0}, b;

	if (width < LEAST_WIDTH || width > MOST_WIDTH)
		return 0;
	for (size_t at = 0; at < t.n; a = b) {
		b = bs_line_read(t, at);
		at = b.next;
		if (!a.first || !b.first)
			continue;
		if (bs_line_is_full(&a, &b, width)) {
			full++;
			mid += is_mid_sentence(t, &a, &b);
		} else {
			room++;
			soft += a.length * 3 >= width * 2 && is_mid_sentence(t, &a, &b);
		}
	}
	/* wrapped by hand: not to the full, but amid sentences again and again */
	if (mid + soft > 2 && (mid + soft) * 2 >= full + room)
		return width;
	/* breaks that filling makes fall amid sentences, mostly; a single one proves little */
	return mid > (full + room > 3) && mid * 4 >= full && mid * 2 >= room ? width : 0;
}
