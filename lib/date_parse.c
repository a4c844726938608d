/*
 * date_parse: a date that text starts with.
 *
 * Its first tokens (date_token.c) are read by one function a form.
 */
#include "date_impl.h"

#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_months, bs_data_weekdays;

unsigned
bs_month_number(struct bs_span name)
{
	bool found;
	struct bs_span s = bs_date_cell(&bs_data_months, name, 1, &found);

	return found ? (unsigned)bs_date_small_number(s) : 0;
}

unsigned
bs_weekday_number(struct bs_span name)
{
	bool found;
	struct bs_span s = bs_date_cell(&bs_data_weekdays, name, 1, &found);

	return found ? (unsigned)bs_date_small_number(s) : 0;
}

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
is_year(const struct bs_date_token *t)
{
	return t->kind == NUM && t->digits == 4 && t->value >= 1000;
}

/* A year of four digits from 1000 on, or of two; 0 for none. */
static uint64_t
full_year(const struct bs_date_token *t)
{
	if (t->digits == 2)
		return t->value + (t->value < 70 ? 2000 : 1900);
	return is_year(t) ? t->value : 0;
}

/* 05/03/2024, 5.3.24: three numbers with one separator, the year last. */
static size_t
read_numeric(const struct bs_date_tokens *sc, const struct bs_date_token *t, struct bs_date *d)
{
	uint64_t a = t[0].value, b = t[2].value, y;
	bool month_first = sc->flags & BS_DATE_MONTH_FIRST, american = false;
	struct bs_date time;
	char c = t[1].mark;
	size_t i, n = 5;

	if (t[0].digits > 2 || t[1].kind != MARK || !(c == '/' || c == '.' || c == '-') ||
	    t[2].kind != NUM || t[2].digits > 2 || !bs_date_is_mark(&t[3], c) || t[4].kind != NUM ||
	    !(t[4].digits == 4 || (t[4].digits == 2 && c != '-')))
		return 0;
	if (t[1].s.n > 1 && c == '/')
		return 0;
	for (i = 1; i < 5; i++)
		if (t[i].space && !(c == '.' && i % 2 == 0))
			return 0;
	y = full_year(&t[4]);
	i = n + bs_date_is_mark(&t[n], ',');
	i += bs_date_word_is(&t[i], "at");
	if (bs_date_read_time(t + i, &time, true, &american) && american && c == '/')
		month_first = true;
	if (month_first)
		return set_day(d, y, a, b) || set_day(d, y, b, a) ? n : 0;
	return set_day(d, y, b, a) || (c != '.' && set_day(d, y, a, b)) ? n : 0;
}

/* 2024-03-05, 2024.03.05, 20240305 */
static size_t
read_iso(const struct bs_date_token *t, struct bs_date *d)
{
	char c = t[1].mark;

	if (t->digits == 8 && t->value >= 10000000)
		return set_day(d, t->value / 10000, t->value / 100 % 100, t->value % 100);
	if (!is_year(t) || t[1].kind != MARK || !(c == '/' || c == '.' || c == '-') ||
	    t[2].kind != NUM || t[2].digits > 2 || !bs_date_is_mark(&t[3], c) || t[4].kind != NUM ||
	    t[4].digits > 2 || t[1].space || t[2].space || t[3].space || t[4].space)
		return 0;
	return set_day(d, t->value, t[2].value, t[4].value) ? 5 : 0;
}

static size_t
ordinal_suffix(const struct bs_date_token *t)
{
	return !t->space && (bs_date_word_is(t, "st") || bs_date_word_is(t, "nd") ||
				bs_date_word_is(t, "rd") || bs_date_word_is(t, "th"));
}

/* The year behind day and month: [.] [,] [of] YEAR, or '24 where allowed. */
static size_t
read_year(const struct bs_date_token *t, uint64_t *y)
{
	size_t n = bs_date_is_mark(t, '.') && !t->space;

	n += bs_date_is_mark(&t[n], ',');
	n += bs_date_word_is(&t[n], "of");
	if (!is_year(&t[n]))
		return 0;
	*y = t[n].value;
	return n + 1;
}

/* 5 March 2024, 5th of March, 2024, 5-Mar-2024, 5-Mar-24 */
static size_t
read_day_month(const struct bs_date_token *t, struct bs_date *d)
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
		n += bs_date_word_is(&t[n], "of");
	}
	if (t[n].kind != WORD || !(month = bs_month_number(t[n].s)))
		return 0;
	n++;
	if (c && bs_date_is_mark(&t[n], c) && t[n + 1].kind == NUM &&
	    (t[n + 1].digits == 4 || t[n + 1].digits == 2))
		return set_day(d, full_year(&t[n + 1]), month, t->value) ? n + 2 : 0;
	if (!(k = read_year(t + n, &y)))
		return 0;
	return set_day(d, y, month, t->value) ? n + k : 0;
}

/* March 5, 2024; March 5th 2024; March 2024 */
static size_t
read_month_first(const struct bs_date_token *t, struct bs_date *d)
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
	n += bs_date_is_mark(&t[n], '.') && !t[n].space;
	n += bs_date_word_is(&t[n], "the");
	if (t[n].kind != NUM || t[n].digits > 2)
		return 0;
	day = t[n++].value;
	n += ordinal_suffix(&t[n]);
	if (!(k = read_year(t + n, &y)))
		return 0;
	return set_day(d, y, month, day) ? n + k : 0;
}

static size_t
read_day(const struct bs_date_tokens *sc, const struct bs_date_token *t, struct bs_date *d)
{
	size_t n = 0, k;
	unsigned month;

	if (t->kind == WORD && bs_weekday_number(t->s)) {
		n = 1;
		n += bs_date_is_mark(&t[n], '.');
		n += bs_date_is_mark(&t[n], ',');
		n += bs_date_word_is(&t[n], "the");
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
skip_before_time(const struct bs_date_token *t)
{
	size_t n = 0;

	while (n < 2 &&
	       (bs_date_is_mark(&t[n], ',') || bs_date_is_mark(&t[n], '/') ||
		   bs_date_is_mark(&t[n], '|') || (bs_date_is_mark(&t[n], '-') && t[n].space)))
		n++;
	if (bs_date_word_is(&t[n], "at") || (n == 0 && bs_date_word_is(&t[n], "t") && !t[n].space))
		n++;
	return n;
}

static size_t
read_date(const struct bs_date_tokens *sc, struct bs_date *d)
{
	const struct bs_date_token *t = sc->t;
	struct bs_date got = {.zone = BS_DATE_NO_ZONE}, time = got;
	bool american = false;
	size_t n, k, skip;

	if ((n = read_day(sc, t, &got))) {
		skip = skip_before_time(t + n);
		if (got.day && !(sc->flags & BS_DATE_DAY_ONLY) &&
		    (k = bs_date_read_time(t + n + skip, &time, true, &american)))
			n += skip + k;
	} else if (!(sc->flags & BS_DATE_DAY_ONLY) &&
		   (n = bs_date_read_time(t, &time, false, &american))) { /* the time first */
		n += skip_before_time(t + n);
		n += bs_date_word_is(&t[n], "on");
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
token_end(const struct bs_date_tokens *sc, size_t n)
{
	return n ? (size_t)(sc->t[n - 1].s.p - sc->from) + sc->t[n - 1].s.n : 0;
}

size_t
bs_date_parse(struct bs_span s, unsigned flags, struct bs_date *d)
{
	struct bs_date_tokens sc;

	if (s.n == 0)
		return 0;
	bs_date_scan(&sc, s, flags);
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
	struct bs_date_tokens sc;
	struct bs_date got = *d;
	bool american = false;
	size_t n;

	if (s.n == 0)
		return 0;
	bs_date_scan(&sc, s, 0);
	n = bs_date_read_time(sc.t, &got, false, &american);
	if (n)
		*d = got;
	return token_end(&sc, n);
}
