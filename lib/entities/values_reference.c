/*
 * values_reference: from which date a date is told, before or after it, and
 * how dates and durations are written.
 */
#include "values_date.h"

static void
say_why(struct bs_value_reader *r, const char *name, const struct bs_date *d)
{
	struct bs_date day = *d;

	if (r->why->n)
		return;
	day.has_time = false;
	bs_buf_lit(r->why, name);
	bs_date_write(r->why, &day);
}

/* The document's date, else the nearest before it in the text; year 0 where neither is known. */
struct bs_date
bs_value_reference(struct bs_value_reader *r)
{
	if (r->v->doc.year) {
		say_why(r, "doc=", &r->v->doc);
		return r->v->doc;
	}
	if (r->v->last.year)
		say_why(r, "text=", &r->v->last);
	return r->v->last;
}

/* The date that the text speaks of; the document's where it speaks of none. */
struct bs_date
bs_value_anaphor(struct bs_value_reader *r, bool day)
{
	const struct bs_date *d = day ? &r->v->last_day : &r->v->last;

	if (!d->year)
		return bs_value_reference(r);
	say_why(r, "text=", d);
	return *d;
}

static bool
ends_in_ed(const struct bs_values *v, const struct bs_value_atom *a)
{
	return a->kind == ATOM_WORD && !a->cap && a->stop - a->start > 4 &&
	       memcmp(v->text.p + a->stop - 2, "ed", 2) == 0;
}

/* A past participle behind `will be` is of the future. */
static enum bs_value_tense
tense_of_atom(const struct bs_values *v, uint32_t i)
{
	const struct bs_value_atom *a = &v->atom[i];
	uint32_t k;

	if (a->roles & ROLEBIT(ROLE_FUTURE))
		return FUTURE;
	if (!(a->roles & ROLEBIT(ROLE_PAST)) && !ends_in_ed(v, a))
		return NO_TENSE;
	for (k = 1; k <= 3 && k <= i; k++)
		if (v->atom[i - k].roles & ROLEBIT(ROLE_FUTURE))
			return FUTURE;
	return PAST;
}

/* The nearest hint before the date, else behind it. */
enum bs_value_tense
bs_value_tense(const struct bs_value_reader *r)
{
	const struct bs_values *v = r->v;
	uint32_t i, n;
	enum bs_value_tense t;

	for (i = r->m->from, n = 0; i-- > 0 && n < 14; n++)
		if ((t = tense_of_atom(v, i)) != NO_TENSE)
			return t;
	for (i = r->m->to, n = 0; i < v->natom && n < 14; i++, n++)
		if ((t = tense_of_atom(v, i)) != NO_TENSE)
			return t;
	return NO_TENSE;
}

static int
months_from(const struct bs_date *a, int year, int month)
{
	return (year - a->year) * 12 + (month - (a->month ? a->month : month));
}

/* The text has just named a year, and the story goes on from there. */
static bool
in_story(const struct bs_value_reader *r, int month, int day)
{
	const struct bs_values *v = r->v;
	struct bs_date d = {.year = v->last.year, .month = (uint8_t)month, .day = (uint8_t)day};

	return v->last_absolute && v->last.year && v->last_block == v->block &&
	       v->sent - v->last_sent <= 2 &&
	       (!v->doc.year || bs_date_days(&d) <= bs_date_days(&v->doc));
}

/* The year of a day or month named without one; 0 where it cannot be known. */
int
bs_value_year_of(struct bs_value_reader *r, int month, int day)
{
	const struct bs_values *v = r->v;
	enum bs_value_tense t = bs_value_tense(r);
	struct bs_date d = {.year = v->doc.year, .month = (uint8_t)month, .day = (uint8_t)day};
	struct bs_date now = v->doc;
	int64_t ahead;
	int n;

	if (v->last.year && (!v->doc.year || (t != FUTURE && in_story(r, month, day)))) {
		say_why(r, "text=", &v->last);
		n = months_from(&v->last, v->last.year, month);
		return v->last.year + (n <= -9) - (n >= 9);
	}
	if (!v->doc.year)
		return 0;
	say_why(r, "doc=", &v->doc);
	if (!day || !now.day)
		now.day = d.day = 0;
	if (!now.month)
		return now.year;
	ahead = bs_date_days(&d) - bs_date_days(&now);
	if (t == FUTURE)
		return d.year + (ahead < 0);
	if (t == PAST)
		return d.year - (ahead > 0);
	return d.year + (ahead < -182) - (ahead > 182);
}

void
bs_value_write_day(struct bs_value_reader *r, int y, int m, int d)
{
	struct bs_date date = {.year = y, .month = (uint8_t)m, .day = (uint8_t)d};

	bs_date_write(r->out, &date);
}

void
bs_value_write_week(struct bs_value_reader *r, const struct bs_date *d)
{
	int32_t y;
	unsigned w;

	if (!bs_date_is_day(d)) {
		bs_buf_fmt(r->out, d->year ? "%04d-WXX" : "XXXX-WXX", (int)d->year);
		return;
	}
	bs_date_week(d, &y, &w);
	bs_buf_fmt(r->out, "%04d-W%02u", (int)y, w);
}

/* Decades and centuries leave digits open. */
void
bs_value_write_open_year(struct bs_value_reader *r, int year, int open)
{
	if (year <= 0)
		bs_buf_lit(r->out, "XXXX");
	else if (open == 1)
		bs_buf_fmt(r->out, "%03dX", year / 10);
	else
		bs_buf_fmt(r->out, "%02dXX", year / 100);
}

/* A part of a year by its code: a season, a quarter, a half. */
void
bs_value_write_coded(struct bs_value_reader *r, int y, int code)
{
	if (y)
		bs_buf_fmt(r->out, "%04d-%02d", y, code);
	else
		bs_buf_fmt(r->out, "XXXX-%02d", code);
}

/* d to the precision of a calendar unit. */
bool
bs_value_write_unit(struct bs_value_reader *r, struct bs_date d, struct bs_span unit)
{
	d.has_time = false;
	if (bs_span_is(unit, "D")) {
		if (!d.day)
			d.day = 0;
		if (bs_date_is_day(&d))
			bs_date_write(r->out, &d);
		else
			bs_buf_lit(r->out, "XXXX-XX-XX");
	} else if (bs_span_is(unit, "W") || bs_span_is(unit, "FN")) {
		bs_value_write_week(r, &d);
	} else if (bs_span_is(unit, "M")) {
		d.day = 0;
		if (d.month)
			bs_date_write(r->out, &d);
		else
			bs_buf_fmt(r->out, d.year ? "%04d-XX" : "XXXX-XX", (int)d.year);
	} else if (bs_span_is(unit, "Q")) {
		if (d.month)
			bs_buf_fmt(r->out, "%04d-%02d", (int)d.year, 33 + (d.month - 1) / 3);
		else
			bs_buf_lit(r->out, "XXXX");
	} else if (bs_span_is(unit, "Y")) {
		bs_buf_fmt(r->out, d.year ? "%04d" : "XXXX", (int)d.year);
	} else if (bs_span_is(unit, "10Y")) {
		bs_value_write_open_year(r, d.year, 1);
	} else if (bs_span_is(unit, "100Y")) {
		bs_value_write_open_year(r, d.year, 2);
	} else {
		return false;
	}
	return true;
}

struct bs_date
bs_value_move(struct bs_date d, int64_t n, struct bs_span unit)
{
	if (bs_span_is(unit, "D"))
		return bs_date_add_days(d, n);
	if (bs_span_is(unit, "W"))
		return bs_date_add_days(d, 7 * n);
	if (bs_span_is(unit, "FN"))
		return bs_date_add_days(d, 14 * n);
	if (bs_span_is(unit, "M"))
		return bs_date_add_months(d, n);
	if (bs_span_is(unit, "Q"))
		return bs_date_add_months(d, 3 * n);
	if (bs_span_is(unit, "Y"))
		return bs_date_add_months(d, 12 * n);
	if (bs_span_is(unit, "10Y"))
		return bs_date_add_months(d, 120 * n);
	if (bs_span_is(unit, "100Y"))
		return bs_date_add_months(d, 1200 * n);
	return d;
}

bool
bs_value_is_clock_unit(struct bs_span u)
{
	return bs_span_is(u, "S") || bs_span_is(u, "MIN") || bs_span_is(u, "H");
}

/* --- durations: ISO 8601 P2Y, PT3H ------------------------------------- */

/* From the smallest up. */
static const struct duration_unit {
	const char *unit, *letter;
	uint64_t times;
} units[] = {{"S", "S", 1}, {"MIN", "M", 1}, {"H", "H", 1}, {"D", "D", 1}, {"W", "W", 1},
    {"FN", "W", 2}, {"M", "M", 1}, {"Y", "Y", 1}, {"10Y", "Y", 10}, {"100Y", "Y", 100},
    {"WE", "D", 2}};

static size_t
unit_rank(struct bs_span unit)
{
	size_t i;

	for (i = 0; i < sizeof units / sizeof *units && !bs_span_is(unit, units[i].unit); i++)
		;
	return i;
}

static bool
write_duration(struct bs_value_reader *r, struct bs_value_decimal n, struct bs_span unit, bool half)
{
	size_t i;

	if (half) {
		n.m = n.m * 10 + 5;
		n.e--;
	}
	for (i = 0; i < sizeof units / sizeof *units; i++)
		if (bs_span_is(unit, units[i].unit)) {
			if (n.m > UINT64_MAX / 100)
				return false;
			n.m *= units[i].times;
			bs_values_decimal(r->out, n);
			bs_buf_lit(r->out, units[i].letter);
			return true;
		}
	return false;
}

bool
bs_value_duration(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	struct bs_value_decimal one = {1, 0}, first = c->nn ? c->n[0] : one;
	const char *lead = c->nunit && bs_value_is_clock_unit(c->unit[0]) ? "PT" : "P";
	bool half = r->m->rule->action == ACTION_halfunit;

	/* a quarter is of anything, unless a number of them is no fraction */
	if (!c->nunit || bs_span_is(c->unit[0], "Q") || (!c->nn && bs_span_is(c->unit[0], "S")))
		return false;
	if (c->nn == 2 && c->nunit == 2 && unit_rank(c->unit[1]) >= unit_rank(c->unit[0]))
		return false;
	if (half)
		first.m = (uint64_t)r->m->rule->arg;
	bs_buf_lit(r->out, lead);
	if (c->nn == 2 && c->nunit == 1) {
		if (!write_duration(r, first, c->unit[0], false))
			return false;
		bs_buf_fmt(r->out, "/%s", lead);
		return write_duration(r, c->n[1], c->unit[0], false);
	}
	if (!write_duration(r, first, c->unit[0], half))
		return false;
	if (c->nn == 2) {
		if (bs_value_is_clock_unit(c->unit[1]) && !bs_value_is_clock_unit(c->unit[0]))
			bs_buf_ch(r->out, 'T');
		return write_duration(r, c->n[1], c->unit[1], false);
	}
	return true;
}
