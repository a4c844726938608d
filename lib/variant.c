/* variant: spellings of one name.  See variant.h. */
#include "broadsheet/variant.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

#include <utf8proc.h>

extern const struct bs_table bs_data_translit, bs_data_letters;

/* Rules tied to a word's start may be long, others (`$` aside) are of five letters at most. */
enum { MAX_NAME = 256, MAX_RULE = 10, MAX_LOOSE_RULE = 5 };

/* One character in plain Latin letters: marks off, the letters of letters.tsv replaced. */
static void
add_plain(struct bs_buf *out, int32_t cp)
{
	utf8proc_int32_t d[8];
	utf8proc_ssize_t i, n;
	char enc[4];

	if (cp < 0x80) {
		bs_buf_ch(out, (char)cp);
		return;
	}
	n = utf8proc_decompose_char(cp, d, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);
	for (i = 0; i < n && n <= 8; i++) {
		size_t len;
		uint32_t row;

		if (bs_is_mark(d[i]))
			continue;
		len = bs_utf8_encode(d[i], enc);
		row = bs_table_find(&bs_data_letters, bs_span(enc, len));
		if (row != BS_NOROW)
			bs_buf_span(out, bs_table_cell(&bs_data_letters, row, 1));
		else
			bs_buf_add(out, enc, len);
	}
}

void
bs_name_plain(struct bs_buf *out, struct bs_span name)
{
	size_t at = 0;
	int32_t cp;

	while (at < name.n) {
		size_t n = bs_ascii_run(bs_span_cut(name, at, name.n));

		bs_buf_add(out, name.p + at, n);
		at += n;
		if (at < name.n) {
			at += bs_utf8_decode(bs_span_cut(name, at, name.n), &cp);
			if (cp >= 0)
				add_plain(out, cp);
		}
	}
}

static bool
is_word_cp(int32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
	return bs_is_letter(cp) || bs_is_digit(cp);
}

/* bs_name_fold of plain ASCII, as most names are: one pass, nothing in between. */
static void
fold_ascii(struct bs_buf *out, struct bs_span name)
{
	size_t from = out->n;
	bool gap = false;
	char *p, *first;

	bs_buf_reserve(out, name.n + 1);
	p = first = out->p + from;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (is_word_cp(c)) {
			if (gap && p > first)
				*p++ = ' ';
			gap = false;
			*p++ = c;
		} else if (c != '\'' && c != '.' && c != '`') {
			gap = true;
		}
	}
	out->n = from + (size_t)(p - first);
}

void
bs_name_fold(struct bs_buf *out, struct bs_span name)
{
	struct bs_buf plain = {0}, low = {0};
	struct bs_span s;
	size_t at, n, from = out->n;
	bool gap = false;
	int32_t cp;

	if (bs_ascii_run(name) == name.n) {
		fold_ascii(out, name);
		return;
	}
	bs_name_plain(&plain, name);
	bs_fold_case(&low, bs_buf_view(&plain));
	s = bs_buf_view(&low);
	for (at = 0; at < s.n; at += n) {
		n = bs_utf8_decode(bs_span_cut(s, at, s.n), &cp);
		if (cp == '\'' || cp == 0x2019 || cp == '.' || cp == '`')
			continue; /* O'Brien, U.S.: one word */
		if (!is_word_cp(cp)) {
			gap = true;
			continue;
		}
		if (gap && out->n > from)
			bs_buf_ch(out, ' ');
		gap = false;
		bs_buf_add(out, s.p + at, n);
	}
	bs_buf_free(&plain);
	bs_buf_free(&low);
}

/* The longest rule for s at `at`; its length, 0 for none. */
static size_t
find_rule(struct bs_span s, size_t at, bool start, struct bs_span *to)
{
	char key[MAX_RULE + 2];
	size_t n, max = start ? MAX_RULE : MAX_LOOSE_RULE;
	int tie;

	if (s.n - at < max)
		max = s.n - at;

	for (n = max; n > 0; n--) {
		bool end = at + n == s.n || s.p[at + n] == ' ';

		for (tie = 3; tie >= 0; tie--) {
			size_t k = 0;
			uint32_t row;

			if (((tie & 1) && !start) || ((tie & 2) && !end) ||
			    (!(tie & 1) && n > MAX_LOOSE_RULE))
				continue;
			if (tie & 1)
				key[k++] = '^';
			memcpy(key + k, s.p + at, n);
			k += n;
			if (tie & 2)
				key[k++] = '$';
			row = bs_table_find(&bs_data_translit, bs_span(key, k));
			if (row != BS_NOROW) {
				*to = bs_table_cell(&bs_data_translit, row, 1);
				return n;
			}
		}
	}
	return 0;
}

static void
level_folded(struct bs_buf *out, struct bs_span s)
{
	size_t at = 0, n, from = out->n, i, keep;
	struct bs_span to;

	while (at < s.n) {
		bool start = at == 0 || s.p[at - 1] == ' ';

		if ((n = find_rule(s, at, start, &to))) {
			bs_buf_span(out, to);
			at += n;
		} else {
			bs_buf_ch(out, s.p[at++]);
		}
	}
	for (i = keep = from; i < out->n; i++)
		if (keep == from || out->p[i] != out->p[keep - 1] || (out->p[i] & 0x80))
			out->p[keep++] = out->p[i];
	out->n = keep;
}

void
bs_name_level(struct bs_buf *out, struct bs_span name)
{
	struct bs_buf fold = {0};

	bs_name_fold(&fold, name);
	level_folded(out, bs_buf_view(&fold));
	bs_buf_free(&fold);
}

static struct bs_span
next_word(struct bs_span *s)
{
	size_t n = 0;
	struct bs_span w;

	while (n < s->n && s->p[n] != ' ')
		n++;
	w = bs_span(s->p, n);
	*s = bs_span_cut(*s, n + (n < s->n), s->n);
	return w;
}

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

void
bs_name_block(struct bs_buf *out, struct bs_span name)
{
	struct bs_buf level = {0};
	struct bs_span rest, w, longest = {0};
	size_t i, len, n = 0;
	int32_t cp;

	bs_name_level(&level, name);
	for (rest = bs_buf_view(&level); rest.n;) {
		w = next_word(&rest);
		if (w.n > longest.n || (w.n == longest.n && bs_span_cmp(w, longest) < 0))
			longest = w;
	}
	for (i = 0; i < longest.n && n < 4; i += len) {
		len = bs_utf8_decode(bs_span_cut(longest, i, longest.n), &cp);
		if (!is_vowel(longest.p[i]) && !(i + len == longest.n && n)) {
			bs_buf_add(out, longest.p + i, len);
			n++;
		}
	}
	if (!n)
		bs_buf_span(out, longest);
	bs_buf_free(&level);
}

/* Optimal string alignment distance; lengths are below MAX_NAME. */
static unsigned
distance(struct bs_span a, struct bs_span b)
{
	uint16_t row[3][MAX_NAME + 1];
	size_t i, j;

	for (j = 0; j <= b.n; j++)
		row[0][j] = (uint16_t)j;
	for (i = 1; i <= a.n; i++) {
		uint16_t *now = row[i % 3], *up = row[(i - 1) % 3], *up2 = row[(i + 1) % 3];

		now[0] = (uint16_t)i;
		for (j = 1; j <= b.n; j++) {
			unsigned best = up[j - 1] + (a.p[i - 1] != b.p[j - 1] ? 1U : 0U);

			best = up[j] + 1U < best ? up[j] + 1U : best;
			best = now[j - 1] + 1U < best ? now[j - 1] + 1U : best;
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
				best = up2[j - 2] + 1U < best ? up2[j - 2] + 1U : best;
			now[j] = (uint16_t)best;
		}
	}
	return row[a.n % 3][b.n];
}

static bool
has_digit(struct bs_span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* The letters in which two words of equal length but one differ are all vowels. */
static bool
consonants_agree(struct bs_span a, struct bs_span b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.n && is_vowel(a.p[i]))
			i++;
		while (j < b.n && is_vowel(b.p[j]))
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		if (a.p[i++] != b.p[j++])
			return false;
	}
}

/*
 * Two levelled words are one where they are equal, or one edit apart: in a
 * vowel inside from five letters, anywhere but the first letter from seven,
 * two vowels from nine.  Karimov and Karimova, Russia and Russian are two:
 * an ending more is another word.
 */
static bool
words_similar(struct bs_span a, struct bs_span b)
{
	size_t min = a.n < b.n ? a.n : b.n, max = a.n < b.n ? b.n : a.n;
	unsigned d;

	if (bs_span_eq(a, b))
		return true;
	if (min < 5 || max - min > 2 || max >= MAX_NAME || has_digit(a) || has_digit(b) ||
	    a.p[0] != b.p[0] || bs_span_starts(a, b) || bs_span_starts(b, a) ||
	    (a.p[a.n - 1] == 'a') != (b.p[b.n - 1] == 'a'))
		return false;
	if (min < 7 && a.p[a.n - 1] != b.p[b.n - 1])
		return false; /* Hindu, Hindi */
	d = distance(a, b);
	if (consonants_agree(a, b))
		return d <= 1 || (d == 2 && min >= 9);
	return d == 1 && min >= 7;
}

/* Every word of the one has its like in the other, in this order or turned round. */
static bool
all_words_similar(struct bs_span a, struct bs_span b)
{
	struct bs_span x[16], y[16];
	size_t nx = 0, ny = 0, i, j;
	bool used[16] = {0};

	while (a.n && nx < 16)
		x[nx++] = next_word(&a);
	while (b.n && ny < 16)
		y[ny++] = next_word(&b);
	if (a.n || b.n || nx != ny || nx == 0)
		return false;
	for (i = 0; i < nx; i++) {
		for (j = 0; j < ny && (used[j] || !words_similar(x[i], y[j])); j++)
			;
		if (j == ny)
			return false;
		used[j] = true;
	}
	return true;
}

double
bs_name_similarity(struct bs_span a, struct bs_span b)
{
	struct bs_buf x = {0}, y = {0};
	size_t max;
	double s = 0;

	if (bs_span_eq(a, b))
		return 1;
	if (a.n > MAX_NAME || b.n > MAX_NAME || a.n == 0 || b.n == 0)
		return 0;
	bs_name_level(&x, a);
	bs_name_level(&y, b);
	max = x.n > y.n ? x.n : y.n;
	if (max < MAX_NAME && x.n && y.n) {
		s = 1 - (double)distance(bs_buf_view(&x), bs_buf_view(&y)) / (double)max;
		if (s < 1 && all_words_similar(bs_buf_view(&x), bs_buf_view(&y)))
			s = 0.9 + s / 10;
		else if (s < 1)
			s *= 0.9;
	}
	bs_buf_free(&x);
	bs_buf_free(&y);
	return s;
}

bool
bs_name_levels_similar(struct bs_span a, struct bs_span b)
{
	return bs_span_eq(a, b) || all_words_similar(a, b);
}

bool
bs_names_similar(struct bs_span a, struct bs_span b)
{
	return bs_name_similarity(a, b) >= 0.9;
}
