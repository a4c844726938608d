/*
 * date_parse: a date that text starts with.
 *
 * The first tokens (numbers, words, marks) are cut off, then read by one
 * function a form.  All forms are short, so a fixed number of tokens bounds
 * the work whatever the input.
 */
#include "broadsheet/date.h"
#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_months, bs_data_weekdays, bs_data_zones;

enum { MAX_TOKENS = 40, MAX_DIGITS = 14 };
enum kind { END, NUM, WORD, MARK };

struct tok {
	enum kind kind;
	bool space; /* white space before it */
	char mark;  /* of a MARK: its ASCII character, - for any dash, 0 for others */
	unsigned digits;
	uint64_t value; /* of a NUM */
	struct bs_span s;
};

struct scan {
	struct tok t[MAX_TOKENS + 1]; /* the last is END */
	const char *from;
	unsigned flags;
};

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

static size_t
read_token(struct bs_span s, struct tok *t)
{
	size_t n = 0;
	int32_t cp;

	if (is_digit(*s.p)) {
		t->kind = NUM;
		for (; n < s.n && is_digit(s.p[n]); n++)
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

static void
scan(struct scan *sc, struct bs_span s, unsigned flags)
{
	size_t at = 0, n, i;
	int32_t cp;

	*sc = (struct scan){.from = s.p, .flags = flags};
	for (i = 0; i < MAX_TOKENS; i++) {
		while (at < s.n) {
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
	sc->t[i] = (struct tok){.kind = END, .space = sc->t[i].space};
}

static bool
is_mark(const struct tok *t, char c)
{
	return t->kind == MARK && t->mark == c;
}

static struct bs_span
cell_of(const struct bs_table *t, struct bs_span name, uint32_t col, bool *found)
{
	char low[16];
	size_t i;
	uint32_t row;

	*found = false;
	if (name.n == 0 || name.n > sizeof low)
		return (struct bs_span){0};
	for (i = 0; i < name.n; i++)
		low[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] + 32 : name.p[i]);
	row = bs_table_find(t, bs_span(low, name.n));
	if (row == BS_NOROW)
		return (struct bs_span){0};
	*found = true;
	return bs_table_cell(t, row, col);
}

static int
small_number(struct bs_span s)
{
	int v = 0;
	size_t i = s.n && *s.p == '-';

	for (; i < s.n; i++)
		v = v * 10 + (s.p[i] - '0');
	return s.n && *s.p == '-' ? -v : v;
}

unsigned
bs_month_number(struct bs_span name)
{
	bool found;
	struct bs_span s = cell_of(&bs_data_months, name, 1, &found);

	return found ? (unsigned)small_number(s) : 0;
}

unsigned
bs_weekday_number(struct bs_span name)
{
	bool found;
	struct bs_span s = cell_of(&bs_data_weekdays, name, 1, &found);

	return found ? (unsigned)small_number(s) : 0;
}

static bool
word_is(const struct tok *t, const char *lower)
{
	size_t i, n = strlen(lower);

	if (t->kind != WORD || t->s.n != n)
		return false;
	for (i = 0; i < n; i++)
		if ((t->s.p[i] | 0x20) != lower[i])
			return false;
	return true;
}

/* --- times ------------------------------------------------------------- */

/* +04:00, -0500, +4; needs a sign. */
static size_t
read_offset(const struct tok *t, int16_t *zone)
{
	int sign, h, m = 0;
	size_t n = 2;

	if (!(is_mark(t, '+') || is_mark(t, '-')) || t[1].kind != NUM || t[1].space)
		return 0;
	sign = t->mark == '-' ? -1 : 1;
	if (t[1].digits == 4) {
		h = (int)t[1].value / 100;
		m = (int)t[1].value % 100;
	} else if (t[1].digits <= 2) {
		h = (int)t[1].value;
		if (is_mark(&t[2], ':') && t[3].kind == NUM && t[3].digits == 2 && !t[3].space) {
			m = (int)t[3].value;
			n = 4;
		}
	} else {
		return 0;
	}
	if (h > 14 || m > 59)
		return 0;
	*zone = (int16_t)(sign * (h * 60 + m));
	return n;
}

static size_t
read_zone(const struct tok *t, int16_t *zone, bool *american)
{
	bool found, paren = is_mark(t, '(');
	size_t n = paren, off;
	int16_t base = BS_DATE_NO_ZONE;
	struct bs_span cell;

	if (t[n].kind == WORD) {
		cell = cell_of(&bs_data_zones, t[n].s, 1, &found);
		/* `at 10:30 west of` and `10:30 est` alike: a zone is written in capitals. */
		if (!found || t[n].s.p[0] >= 'a' || (t[n].s.n > 1 && t[n].s.p[1] >= 'a'))
			return 0;
		if (cell.n)
			base = (int16_t)small_number(cell);
		if (cell_of(&bs_data_zones, t[n].s, 2, &found).n)
			*american = true;
		n++;
		if (base == 0 && !t[n].space && (off = read_offset(t + n, &base)))
			n += off;
	} else if ((off = read_offset(t + n, &base)) &&
		   (!t->space || t[n + 1].digits != 2 || off > 2)) {
		n += off;
	} else {
		return 0;
	}
	if (paren && !is_mark(&t[n], ')'))
		return 0;
	*zone = base;
	return n + paren;
}

/* am, a.m., pm, p.m.: tokens taken, *pm set. */
static size_t
read_meridiem(const struct tok *t, bool *pm)
{
	if (word_is(t, "am") || word_is(t, "pm")) {
		*pm = (t->s.p[0] | 0x20) == 'p';
		return 1;
	}
	if ((word_is(t, "a") || word_is(t, "p")) && is_mark(&t[1], '.') && word_is(&t[2], "m") &&
	    !t[2].space) {
		*pm = (t->s.p[0] | 0x20) == 'p';
		return is_mark(&t[3], '.') && !t[3].space ? 4 : 3;
	}
	return 0;
}

static bool
set_time(struct bs_date *d, uint64_t h, uint64_t m, uint64_t s, bool has_second)
{
	if (h > 24 || m > 59 || s > 60 || (h == 24 && (m || s)))
		return false;
	d->has_time = true;
	d->has_second = has_second;
	d->hour = (uint8_t)(h == 24 ? 0 : h);
	d->minute = (uint8_t)m;
	d->second = (uint8_t)s;
	d->zone = BS_DATE_NO_ZONE;
	return true;
}

/* Hours, minutes, seconds in digits; *sure is false for 11.56, which may be a decimal. */
static size_t
read_clock(const struct tok *t, struct bs_date *d, bool *sure)
{
	uint64_t h = t->value, m = 0, s = 0;
	size_t n = 1;
	bool second = false;

	*sure = false;
	if (t->kind != NUM)
		return 0;
	if (t->digits == 4 || t->digits == 6) { /* 1430, 103000 */
		if (t->digits == 6) {
			s = h % 100;
			h /= 100;
			second = true;
		}
		m = h % 100;
		h /= 100;
	} else if (t->digits > 2) {
		return 0;
	} else if ((is_mark(&t[1], ':') || is_mark(&t[1], '.') || word_is(&t[1], "h")) &&
		   !t[1].space && t[2].kind == NUM && t[2].digits == 2 && !t[2].space) {
		*sure = !is_mark(&t[1], '.');
		m = t[2].value;
		n = 3;
		if (is_mark(&t[3], t[1].mark) && t[3].mark && !t[3].space && t[4].kind == NUM &&
		    t[4].digits == 2 && !t[4].space) {
			s = t[4].value;
			second = true;
			n = 5;
			if (is_mark(&t[5], '.') && t[6].kind == NUM && !t[6].space && !t[5].space)
				n = 7; /* a fraction of a second is read and dropped */
		}
	}
	return set_time(d, h, m, s, second) ? n : 0;
}

/* after_date: a date stands before it, so 11.56 and 103000 are times too. */
static size_t
read_time(const struct tok *t, struct bs_date *d, bool after_date, bool *american)
{
	bool sure, pm, half, zone;
	size_t n, k;

	if (word_is(t, "noon") || word_is(t, "midday") || word_is(t, "midnight"))
		return set_time(d, (t->s.p[0] | 0x20) == 'n' || t->s.n == 6 ? 12 : 0, 0, 0, false);
	if (!(n = read_clock(t, d, &sure)))
		return 0;
	half = (k = read_meridiem(t + n, &pm)) != 0;
	if (half) {
		if (d->hour > 12 || t->digits > 2 || (d->hour == 0 && n == 1))
			return 0;
		if (d->hour <= 12)
			d->hour = (uint8_t)(d->hour % 12 + (pm ? 12 : 0));
		n += k;
	} else if (word_is(&t[n], "hrs") || word_is(&t[n], "hours")) {
		sure = sure || t->digits == 4;
		n += sure;
	}
	zone = (k = read_zone(t + n, &d->zone, american)) != 0;
	if (n == 1 && zone && t->digits < 4)
		return 0;
	n += k;
	if (sure || half || (zone && n > 1) || (after_date && n >= 3) ||
	    (after_date && t->digits == 6))
		return n;
	return 0;
}

/* --- dates ------------------------------------------------------------- */

static bool
set_day(struct bs_date *d, uint64_t y, uint64_t m, uint64_t day)
{
	if (y < 1 || y > 9999 || m < 1 || m > 12 || day < 1 ||
	    !bs_date_valid((int32_t)y, (unsigned)m, (unsigned)day))
		return false;
	d->year = (int32_t)y;
	d->month = (uint8_t)m;
	d->day = (uint8_t)day;
	return true;
}

static bool
is_year(const struct tok *t)
{
	return t->kind == NUM && t->digits == 4 && t->value >= 1000;
}

static uint64_t
full_year(const struct tok *t)
{
	return t->digits == 2 ? t->value + (t->value < 70 ? 2000 : 1900) : t->value;
}

/* 05/03/2024, 5.3.24: three numbers with one separator, the year last. */
static size_t
read_numeric(const struct scan *sc, const struct tok *t, struct bs_date *d)
{
	uint64_t a = t[0].value, b = t[2].value, y;
	bool month_first = sc->flags & BS_DATE_MONTH_FIRST, american = false;
	struct bs_date time;
	char c = t[1].mark;
	size_t i, n = 5;

	if (t[0].digits > 2 || t[1].kind != MARK || !(c == '/' || c == '.' || c == '-') ||
	    t[2].kind != NUM || t[2].digits > 2 || !is_mark(&t[3], c) || t[4].kind != NUM ||
	    !(t[4].digits == 4 || (t[4].digits == 2 && c != '-')))
		return 0;
	if (t[1].s.n > 1 && c == '/')
		return 0;
	for (i = 1; i < 5; i++)
		if (t[i].space && !(c == '.' && i % 2 == 0))
			return 0;
	y = full_year(&t[4]);
	i = n + is_mark(&t[n], ',');
	i += word_is(&t[i], "at");
	if (read_time(t + i, &time, true, &american) && american && c == '/')
		month_first = true;
	if (month_first)
		return set_day(d, y, a, b) || set_day(d, y, b, a) ? n : 0;
	return set_day(d, y, b, a) || (c != '.' && set_day(d, y, a, b)) ? n : 0;
}

/* 2024-03-05, 2024.03.05, 20240305 */
static size_t
read_iso(const struct tok *t, struct bs_date *d)
{
	char c = t[1].mark;

	if (t->digits == 8 && t->value >= 10000000)
		return set_day(d, t->value / 10000, t->value / 100 % 100, t->value % 100);
	if (!is_year(t) || t[1].kind != MARK || !(c == '/' || c == '.' || c == '-') ||
	    t[2].kind != NUM || t[2].digits > 2 || !is_mark(&t[3], c) || t[4].kind != NUM ||
	    t[4].digits > 2 || t[1].space || t[2].space || t[3].space || t[4].space)
		return 0;
	return set_day(d, t->value, t[2].value, t[4].value) ? 5 : 0;
}

static size_t
ordinal_suffix(const struct tok *t)
{
	return !t->space &&
	       (word_is(t, "st") || word_is(t, "nd") || word_is(t, "rd") || word_is(t, "th"));
}

/* The year behind day and month: [.] [,] [of] YEAR, or '24 where allowed. */
static size_t
read_year(const struct tok *t, uint64_t *y)
{
	size_t n = is_mark(t, '.') && !t->space;

	n += is_mark(&t[n], ',');
	n += word_is(&t[n], "of");
	if (!is_year(&t[n]))
		return 0;
	*y = t[n].value;
	return n + 1;
}

/* 5 March 2024, 5th of March, 2024, 5-Mar-2024, 5-Mar-24 */
static size_t
read_day_month(const struct tok *t, struct bs_date *d)
{
	size_t n = 1, k;
	unsigned month;
	uint64_t y;
	char c = 0;

	if (t->digits > 2)
		return 0;
	n += ordinal_suffix(&t[n]);
	if (n == 1 && t[1].kind == MARK &&
	    (t[1].mark == '-' || t[1].mark == '/' || t[1].mark == '.') && !t[1].space) {
		c = t[1].mark;
		n++;
	} else {
		n += word_is(&t[n], "of");
	}
	if (t[n].kind != WORD || !(month = bs_month_number(t[n].s)))
		return 0;
	n++;
	if (c && is_mark(&t[n], c) && t[n + 1].kind == NUM &&
	    (t[n + 1].digits == 4 || t[n + 1].digits == 2))
		return set_day(d, full_year(&t[n + 1]), month, t->value) ? n + 2 : 0;
	if (!(k = read_year(t + n, &y)))
		return 0;
	return set_day(d, y, month, t->value) ? n + k : 0;
}

/* March 5, 2024; March 5th 2024; March 2024 */
static size_t
read_month_first(const struct tok *t, struct bs_date *d)
{
	unsigned month = bs_month_number(t->s);
	size_t n = 1, k;
	uint64_t y, day;

	if (!month)
		return 0;
	if ((k = read_year(t + n, &y))) {
		d->year = (int32_t)y;
		d->month = (uint8_t)month;
		return n + k;
	}
	n += is_mark(&t[n], '.') && !t[n].space;
	n += word_is(&t[n], "the");
	if (t[n].kind != NUM || t[n].digits > 2)
		return 0;
	day = t[n++].value;
	n += ordinal_suffix(&t[n]);
	if (!(k = read_year(t + n, &y)))
		return 0;
	return set_day(d, y, month, day) ? n + k : 0;
}

static size_t
read_day(const struct scan *sc, const struct tok *t, struct bs_date *d)
{
	size_t n = 0, k;
	unsigned month;

	if (t->kind == WORD && bs_weekday_number(t->s)) {
		n = 1;
		n += is_mark(&t[n], '.');
		n += is_mark(&t[n], ',');
		n += word_is(&t[n], "the");
	}
	t += n;
	if (t->kind == WORD) {
		k = read_month_first(t, d);
	} else if (t->kind == NUM) {
		k = read_iso(t, d);
		k = k ? k : read_day_month(t, d);
		k = k ? k : read_numeric(sc, t, d);
		if (!k && is_year(t) && t[1].kind == WORD && (month = bs_month_number(t[1].s)) &&
		    t[2].kind == NUM && t[2].digits <= 2)
			k = set_day(d, t->value, month, t[2].value) ? 3 : 0;
	} else {
		k = 0;
	}
	return k ? n + k : 0;
}

static size_t
skip_before_time(const struct tok *t)
{
	size_t n = 0;

	while (n < 2 && (is_mark(&t[n], ',') || is_mark(&t[n], '/') || is_mark(&t[n], '|') ||
			    (is_mark(&t[n], '-') && t[n].space)))
		n++;
	if (word_is(&t[n], "at") || (n == 0 && word_is(&t[n], "t") && !t[n].space))
		n++;
	return n;
}

static size_t
read_date(const struct scan *sc, struct bs_date *d)
{
	const struct tok *t = sc->t;
	struct bs_date got = {.zone = BS_DATE_NO_ZONE}, time = got;
	bool american = false;
	size_t n, k, skip;

	if ((n = read_day(sc, t, &got))) {
		skip = skip_before_time(t + n);
		if (got.day && !(sc->flags & BS_DATE_DAY_ONLY) &&
		    (k = read_time(t + n + skip, &time, true, &american)))
			n += skip + k;
	} else if (!(sc->flags & BS_DATE_DAY_ONLY) &&
		   (n = read_time(t, &time, false, &american))) { /* the time first */
		n += skip_before_time(t + n);
		n += word_is(&t[n], "on");
		if (!(k = read_day(sc, t + n, &got)) || !got.day)
			return 0;
		n += k;
	}
	if (!n)
		return 0;
	if (time.has_time) {
		got.has_time = true;
		got.has_second = time.has_second;
		got.hour = time.hour;
		got.minute = time.minute;
		got.second = time.second;
		got.zone = time.zone;
	}
	*d = got;
	return n;
}

static size_t
token_end(const struct scan *sc, size_t n)
{
	return n ? (size_t)(sc->t[n - 1].s.p - sc->from) + sc->t[n - 1].s.n : 0;
}

size_t
bs_date_parse(struct bs_span s, unsigned flags, struct bs_date *d)
{
	struct scan sc;

	if (s.n == 0)
		return 0;
	scan(&sc, s, flags);
	return token_end(&sc, read_date(&sc, d));
}

bool
bs_date_parse_whole(struct bs_span s, unsigned flags, struct bs_date *d)
{
	size_t n;

	s = bs_trim(s);
	n = bs_date_parse(s, flags, d);
	return n && n == s.n;
}

size_t
bs_time_parse(struct bs_span s, struct bs_date *d)
{
	struct scan sc;
	struct bs_date got = *d;
	bool american = false;
	size_t n;

	if (s.n == 0)
		return 0;
	scan(&sc, s, 0);
	n = read_time(sc.t, &got, false, &american);
	if (n)
		*d = got;
	return token_end(&sc, n);
}
