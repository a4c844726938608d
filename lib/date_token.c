/*
 * date_token: the first numbers, words and marks of a text that may be a date.
 *
 * All forms of dates are short, so a fixed number of tokens bounds the work
 * whatever the input.
 */
#include "date_impl.h"

#include "broadsheet/utf8.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How many of the n digits at s are a number of their own: four, where a page's text has lost the
 * space between year and time, "Apr 28 20232:23 PM". */
static size_t
year_glued(struct bs_span s, size_t n)
{
	bool year = bs_span_starts(s, BS_SPAN("19")) || bs_span_starts(s, BS_SPAN("20"));

	return year && (n == 5 || n == 6) && n + 2 < s.n && s.p[n] == ':' && is_digit(s.p[n + 1]) &&
		       is_digit(s.p[n + 2])
		   ? 4
		   : n;
}

static size_t
read_token(struct bs_span s, struct bs_date_token *t)
{
	size_t n = 0, digits = 0;
	int32_t cp;

	if (is_digit(*s.p)) {
		t->kind = NUM;
		while (digits < s.n && is_digit(s.p[digits]))
			digits++;
		for (digits = year_glued(s, digits); n < digits; n++)
			if (n < MAX_DIGITS)
				t->value = t->value * 10 + (uint64_t)(s.p[n] - '0');
		t->digits = (unsigned)(n > MAX_DIGITS ? MAX_DIGITS + 1 : n);
	} else if (is_letter(*s.p)) {
		t->kind = WORD;
		while (n < s.n && is_letter(s.p[n]))
			n++;
	} else {
		t->kind = MARK;
		n = bs_utf8_decode(s, &cp);
		if (cp > 0x20 && cp < 0x7F)
			t->mark = (char)cp;
		else if (cp >= 0x2010 && cp <= 0x2015)
			t->mark = '-';
		else if (cp == 0x2022 || cp == 0xB7)
			t->mark = '/'; /* a bullet between date and time */
	}
	t->s = bs_span(s.p, n);
	return n;
}

void
bs_date_scan(struct bs_date_tokens *sc, struct bs_span s, unsigned flags)
{
	size_t at = 0, n, i;
	int32_t cp;

	*sc = (struct bs_date_tokens){.from = s.p, .flags = flags};
	for (i = 0; i < MAX_TOKENS; i++) {
		while (at < s.n) {
			if (s.p[at] > ' ') /* nearly always */
				break;
			n = bs_utf8_decode(bs_span_cut(s, at, s.n), &cp);
			if (cp < 0 || !bs_is_space(cp))
				break;
			at += n;
			sc->t[i].space = true;
		}
		if (at == s.n)
			break;
		at += read_token(bs_span_cut(s, at, s.n), &sc->t[i]);
	}
	sc->t[i] = (struct bs_date_token){.kind = END, .space = sc->t[i].space};
}

bool
bs_date_is_mark(const struct bs_date_token *t, char c)
{
	return t->kind == MARK && t->mark == c;
}

struct bs_span
bs_date_cell(const struct bs_table *t, struct bs_span name, uint32_t col, bool *found)
{
	uint32_t row = bs_table_find_word(t, name);

	*found = row != BS_NOROW;
	return *found ? bs_table_cell(t, row, col) : bs_span(NULL, 0);
}

int
bs_date_small_number(struct bs_span s)
{
	int v = 0;
	size_t i = s.n && *s.p == '-';

	for (; i < s.n; i++)
		v = v * 10 + (s.p[i] - '0');
	return s.n && *s.p == '-' ? -v : v;
}

bool
bs_date_word_is(const struct bs_date_token *t, const char *lower)
{
	size_t i, n = strlen(lower);

	if (t->kind != WORD || t->s.n != n)
		return false;
	for (i = 0; i < n; i++)
		if ((t->s.p[i] | 0x20) != lower[i])
			return false;
	return true;
}
