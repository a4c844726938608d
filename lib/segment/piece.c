/*
 * piece: a word cut into its tokens: hyphens, contractions, units, each where
 * the flags ask for it.  See scan.h.
 */
#include "segment/scan.h"

#include "broadsheet/table.h"

extern const struct bs_table bs_data_contractions;
extern const struct bs_table bs_data_hyphen_affixes;
extern const struct bs_table bs_data_unit_suffixes;

enum { LONGEST = 16 }; /* bytes of a row of these lists */

/* The row of a lower-cased key, apostrophes made ASCII. */
static uint32_t
look_up(const struct bs_table *t, struct bs_span s)
{
	char low[LONGEST];
	size_t i, n = 0;

	if (s.n > sizeof low)
		return BS_NOROW;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\xe2' && i + 3 <= s.n && memcmp(s.p + i, "\xe2\x80\x99", 3) == 0) {
			low[n++] = '\'';
			i += 2;
		} else {
			low[n++] = (char)(bs_cc(s.p[i]) == BS_CC_UPPER ? s.p[i] + 32 : s.p[i]);
		}
	}
	return bs_table_find(t, bs_span(low, n));
}

static bool
is_form(uint32_t row, const char *form)
{
	return row != BS_NOROW && bs_span_is(bs_table_cell(&bs_data_contractions, row, 1), form);
}

bool
bs_scan_is_suffix(const struct bs_scan *s, size_t i, size_t j)
{
	return is_form(look_up(&bs_data_contractions, bs_span(s->p + i, j - i)), "suffix");
}

/* Digits with separators, an ordinal's or a plural's ending: 1,700 5th 1990s. */
static bool
is_number(const struct bs_scan *s, size_t i, size_t j)
{
	size_t k = i;

	if (k < j && (s->p[k] == '-' || s->p[k] == '+' || s->p[k] == '.' || s->p[k] == '\''))
		k++;
	if (k == j || !bs_is_09(s->p[k]))
		return false;
	while (k < j && (bs_is_09(s->p[k]) || memchr(".,:/-", s->p[k], 5) != NULL))
		k++;
	if (j - k == 1)
		return s->p[k] == 's';
	if (j - k == 2) {
		struct bs_span end = bs_span(s->p + k, 2);

		return bs_span_is(end, "st") || bs_span_is(end, "nd") || bs_span_is(end, "rd") ||
		       bs_span_is(end, "th") || bs_span_is(end, "'s");
	}
	return j == k;
}

/* Where the unit begins in 375mm, or j. */
static size_t
unit_at(const struct bs_scan *s, size_t i, size_t j)
{
	size_t k = j;

	while (k > i && bs_is_alpha(s->p[k - 1]) && j - k < LONGEST)
		k--;
	if (k == i || k == j || !bs_is_09(s->p[k - 1]) || !bs_is_09(s->p[i]))
		return j;
	return bs_table_find(&bs_data_unit_suffixes, bs_span(s->p + k, j - k)) == BS_NOROW ? j : k;
}

/* Where the last contraction of [i, j) begins: |'s, |n't; j where there is none. */
static size_t
suffix_at(const struct bs_scan *s, size_t i, size_t j)
{
	size_t k = j, q, letters = 0;

	while (k > i && bs_is_alpha(s->p[k - 1]) && letters < 3) {
		k--;
		letters++;
	}
	q = k > i && s->p[k - 1] == '\'' ? 1 : 0;
	if (k >= i + 3 && memcmp(s->p + k - 3, "\xe2\x80\x99", 3) == 0)
		q = 3;
	if (q == 0 || letters == 0 || k - q == i)
		return j;
	k -= q;
	/* n't takes the letter before the apostrophe */
	if (k - 1 > i && (s->p[k - 1] | 0x20) == 'n' && bs_scan_is_suffix(s, k - 1, j))
		return k - 1;
	return bs_scan_is_suffix(s, k, j) ? k : j;
}

static void
number_or_word(struct bs_scan *s, size_t i, size_t j)
{
	size_t k;

	if (bs_is_alpha(s->p[i])) {
		bs_scan_emit(s, i, j, BS_WORD);
		return;
	}
	if (j - i > 3 && memcmp(s->p + j - 3, "\xe2\x83\xa3", 3) == 0) { /* a keycap: 1️⃣ */
		bs_scan_emit(s, i, j, BS_SYMBOL);
		return;
	}
	if (bs_cc(s->p[i]) == BS_CC_DIGIT && (k = unit_at(s, i, j)) < j) {
		bs_scan_emit(s, i, k, BS_NUMBER);
		bs_scan_emit(s, k, j, BS_WORD);
		return;
	}
	bs_scan_emit(s, i, j, is_number(s, i, j) ? BS_NUMBER : BS_WORD);
}

static void
contractions(struct bs_scan *s, size_t i, size_t j)
{
	size_t cut[4] = {0}, n = 0, end = j;
	uint32_t row;

	if (j - i <= LONGEST) {
		row = look_up(&bs_data_contractions, bs_span(s->p + i, j - i));
		if (is_form(row, "word")) {
			size_t at = (size_t)(bs_table_cell(&bs_data_contractions, row, 2).p[0] -
					     '0');

			bs_scan_emit(s, i, i + at, BS_WORD);
			bs_scan_emit(s, i + at, j, BS_WORD);
			return;
		}
	}
	while (n < 4) { /* I'd've: from the end */
		size_t k = suffix_at(s, i, end);

		if (k == end)
			break;
		cut[n++] = end = k;
	}
	number_or_word(s, i, end);
	while (n > 0) {
		size_t k = cut[--n];

		bs_scan_emit(s, k, n > 0 ? cut[n - 1] : j, BS_WORD);
	}
}

static void
piece(struct bs_scan *s, size_t i, size_t j)
{
	if (s->flags & BS_TOKEN_KEEP_CONTRACTIONS)
		number_or_word(s, i, j);
	else
		contractions(s, i, j);
}

/* 303-832-8160, 2020-05-12, 853-3242: numbers of one piece, and not a range. */
static bool
phone_or_date(const struct bs_scan *s, size_t i, size_t j)
{
	size_t k, parts = 1, len = 0, first = 0;

	for (k = i; k < j; k++) {
		if (s->p[k] == '-') {
			if (parts++ == 1)
				first = len;
			len = 0;
		} else if (bs_is_09(s->p[k])) {
			len++;
		} else {
			return false;
		}
	}
	return parts > 2 || (parts == 2 && len >= 4 && first < len);
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A first part that is no word of its own: pro-Beijing, PRO-BEIJING, but not that of UN-backed. */
static bool
is_affix(const struct bs_scan *s, size_t from, size_t hyphen, size_t next, size_t end)
{
	if (hyphen - from > 1 && is_capital(s->p[from + 1]) && next < end &&
	    !is_capital(s->p[next]))
		return false;
	return look_up(&bs_data_hyphen_affixes, bs_span(s->p + from, hyphen - from)) != BS_NOROW;
}

static void
split_hyphens(struct bs_scan *s, size_t i, size_t j)
{
	size_t k, h, from = i;

	if (phone_or_date(s, i, j)) {
		bs_scan_emit(s, i, j, BS_NUMBER);
		return;
	}
	for (k = i; k < j; k += h ? h : 1) {
		h = bs_scan_hyphen(s, k);
		if (h == 0 || k == from)
			continue;
		if (from == i && is_affix(s, from, k, k + h, j))
			continue;
		piece(s, from, k);
		bs_scan_emit(s, k, k + h, BS_PUNCT);
		from = k + h;
	}
	if (from < j)
		piece(s, from, j);
}

/* May a hyphen stand in [i, j)?  0xe2 begins the typographic ones. */
static bool
may_have_hyphen(const struct bs_scan *s, size_t i, size_t j)
{
	while (i < j && s->p[i] != '-' && s->p[i] != '\xe2')
		i++;
	return i < j;
}

void
bs_scan_pieces(struct bs_scan *s, size_t i, size_t j)
{
	if (s->flags & BS_TOKEN_SPLIT_HYPHENS && j - i > 2 && may_have_hyphen(s, i, j))
		split_hyphens(s, i, j);
	else
		piece(s, i, j);
}
