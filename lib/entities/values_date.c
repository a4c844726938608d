/*
 * values_date: what a matched date means: EDTF (ISO 8601-2:2019) for what is
 * said, by the document's date or the text's for what is left unsaid.
 */
#include "values_impl.h"

enum tense { PAST, FUTURE, NO_TENSE };

/* Said against which date; the key goes to out, `doc=...` or `text=...` to why. */
struct reader {
	struct bs_values *v;
	const struct match *m;
	struct bs_buf *out, *why;
};

static void
say_why(struct reader *r, const char *name, const struct bs_date *d)
{
	struct bs_date day = *d;

	if (r->why->n)
		return;
	day.has_time = false;
	bs_buf_lit(r->why, name);
	bs_date_write(r->why, &day);
}

/* The document's date, else the nearest before it in the text; year 0 where neither is known. */
static struct bs_date
reference(struct reader *r)
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
static struct bs_date
anaphor(struct reader *r, bool day)
{
	const struct bs_date *d = day ? &r->v->last_day : &r->v->last;

	if (!d->year)
		return reference(r);
	say_why(r, "text=", d);
	return *d;
}

static bool
ends_in_ed(const struct bs_values *v, const struct atom *a)
{
	return a->kind == ATOM_WORD && !a->cap && a->stop - a->start > 4 &&
	       memcmp(v->text.p + a->stop - 2, "ed", 2) == 0;
}

/* A past participle behind `will be` is of the future. */
static enum tense
tense_of_atom(const struct bs_values *v, uint32_t i)
{
	const struct atom *a = &v->atom[i];
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
static enum tense
tense(const struct reader *r)
{
	const struct bs_values *v = r->v;
	uint32_t i, n;
	enum tense t;

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
in_story(const struct reader *r, int month, int day)
{
	const struct bs_values *v = r->v;
	struct bs_date d = {.year = v->last.year, .month = (uint8_t)month, .day = (uint8_t)day};

	return v->last_absolute && v->last.year && v->last_block == v->block &&
	       v->sent - v->last_sent <= 2 &&
	       (!v->doc.year || bs_date_days(&d) <= bs_date_days(&v->doc));
}

/* The year of a day or month named without one; 0 where it cannot be known. */
static int
year_of(struct reader *r, int month, int day)
{
	const struct bs_values *v = r->v;
	enum tense t = tense(r);
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

static void
write_day(struct reader *r, int y, int m, int d)
{
	struct bs_date date = {.year = y, .month = (uint8_t)m, .day = (uint8_t)d};

	bs_date_write(r->out, &date);
}

static void
write_week(struct reader *r, const struct bs_date *d)
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
static void
write_open_year(struct reader *r, int year, int open)
{
	if (year <= 0)
		bs_buf_lit(r->out, "XXXX");
	else if (open == 1)
		bs_buf_fmt(r->out, "%03dX", year / 10);
	else
		bs_buf_fmt(r->out, "%02dXX", year / 100);
}

/* A part of a year by its code: a season, a quarter, a half. */
static void
write_coded(struct reader *r, int y, int code)
{
	if (y)
		bs_buf_fmt(r->out, "%04d-%02d", y, code);
	else
		bs_buf_fmt(r->out, "XXXX-%02d", code);
}

/* d to the precision of a calendar unit. */
static bool
write_unit(struct reader *r, struct bs_date d, struct bs_span unit)
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
		write_week(r, &d);
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
		write_open_year(r, d.year, 1);
	} else if (bs_span_is(unit, "100Y")) {
		write_open_year(r, d.year, 2);
	} else {
		return false;
	}
	return true;
}

static struct bs_date
move(struct bs_date d, int64_t n, struct bs_span unit)
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

static bool
is_clock_unit(struct bs_span u)
{
	return bs_span_is(u, "S") || bs_span_is(u, "MIN") || bs_span_is(u, "H");
}

/* --- durations: ISO 8601 P2Y, PT3H ------------------------------------- */

static bool
write_duration(struct reader *r, struct decimal n, struct bs_span unit, bool half)
{
	static const struct {
		const char *unit, *letter;
		uint64_t times;
	} units[] = {{"S", "S", 1}, {"MIN", "M", 1}, {"H", "H", 1}, {"D", "D", 1}, {"W", "W", 1},
	    {"FN", "W", 2}, {"M", "M", 1}, {"Y", "Y", 1}, {"10Y", "Y", 10},
	    {"100Y", "Y", 100}, {"WE", "D", 2}};
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

static bool
duration(struct reader *r)
{
	const struct capture *c = &r->m->c;
	struct decimal one = {1, 0}, first = c->nn ? c->n[0] : one;
	const char *lead = is_clock_unit(c->unit[0]) ? "PT" : "P";
	bool half = r->m->rule->action == ACTION_halfunit;

	/* a quarter is of anything, unless a number of them is no fraction */
	if (!c->nunit || bs_span_is(c->unit[0], "Q"))
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
		if (is_clock_unit(c->unit[1]) && !is_clock_unit(c->unit[0]))
			bs_buf_ch(r->out, 'T');
		return write_duration(r, c->n[1], c->unit[1], false);
	}
	return true;
}

/* --- days, months, years ----------------------------------------------- */

static int
relative_year(struct reader *r)
{
	struct bs_date ref;

	if (r->m->rule->arg < -1 || r->m->rule->arg > 1)
		return 0;
	ref = reference(r);
	return ref.year ? ref.year + r->m->rule->arg : 0;
}

static bool
day(struct reader *r, int month, int d)
{
	const struct capture *c = &r->m->c;
	int y = c->nyear ? c->year[0] : relative_year(r);

	if (!c->nyear && r->m->rule->arg == INT_MAX)
		y = year_of(r, month, d);
	if (!bs_date_valid(y, (unsigned)month, (unsigned)d))
		return false;
	write_day(r, y, month, d);
	return true;
}

static bool
month(struct reader *r)
{
	const struct capture *c = &r->m->c;
	int y = c->nyear ? c->year[0] : relative_year(r);

	if (!c->nyear && r->m->rule->arg == INT_MAX)
		y = year_of(r, c->month[0], 0);
	write_day(r, y, c->month[0], 0);
	return true;
}

static bool
day_range(struct reader *r, bool months_only)
{
	const struct capture *c = &r->m->c;
	int m1 = c->month[0], m2 = c->nmonth > 1 ? c->month[1] : m1;
	int d1 = months_only ? 0 : c->day[0], d2 = months_only ? 0 : c->day[1];
	int y2 = c->nyear ? c->year[c->nyear - 1] : year_of(r, m2, d2);
	int y1 = c->nyear > 1 ? c->year[0] : y2 - (y2 && m1 > m2);

	if ((!months_only && c->nday < 2) || (m1 == m2 && d1 > d2 && y1 == y2) ||
	    !bs_date_valid(y1, (unsigned)m1, (unsigned)d1) ||
	    !bs_date_valid(y2, (unsigned)m2, (unsigned)d2))
		return false;
	write_day(r, y1, m1, d1);
	bs_buf_ch(r->out, '/');
	write_day(r, y2, m2, d2);
	return true;
}

static bool
year(struct reader *r)
{
	const struct capture *c = &r->m->c;
	int64_t y = c->nyear ? c->year[0] : 0;
	bool bc = bs_span_is(c->era, "-") || r->m->rule->arg == 3;

	if (!c->nyear && (!c->nn || !bs_values_integer(c->n[0], &y)))
		return false;
	if (y < 1 || y > 9999)
		return false;
	if (bc) /* year 0 is 1 BC */
		bs_buf_fmt(r->out, "-%04d", (int)y - 1);
	else if (r->m->rule->arg == INT_MAX && (y < 1900 || y > 2060))
		return false;
	else
		bs_buf_fmt(r->out, "%04d", (int)y);
	if (r->m->rule->action == ACTION_circa)
		bs_buf_ch(r->out, '~');
	return true;
}

static bool
year_range(struct reader *r)
{
	const struct capture *c = &r->m->c;
	int a = c->year[0], b = c->year[1];

	if (c->second_year_short)
		b += a / 100 * 100;
	if (b <= a || a < 1000)
		return false;
	bs_buf_fmt(r->out, "%04d/%04d", a, b);
	return true;
}

static bool
century(struct reader *r)
{
	const struct capture *c = &r->m->c;

	if (c->ord < 1 || c->ord > 30)
		return false;
	bs_buf_fmt(r->out, bs_span_is(c->era, "-") ? "-%02dXX" : "%02dXX", c->ord - 1);
	return true;
}

static bool
decade(struct reader *r)
{
	const struct capture *c = &r->m->c;
	int d = c->decade;

	if (c->nyear) {
		if (c->year[0] % 10)
			return false;
		if (c->year[0] % 100 == 0 && c->year[0] < 2000) { /* the 1800s */
			bs_buf_fmt(r->out, "%02dXX", c->year[0] / 100);
			return true;
		}
		d = c->second_year_short ? (c->year[0] < 30 ? 200 : 190) + c->year[0] / 10
					 : c->year[0] / 10;
	}
	bs_buf_fmt(r->out, "%03dX", d);
	return d > 0;
}

/* Seasons, quarters and halves by the codes of ISO 8601-2, 4.7. */
static bool
year_part(struct reader *r, int code)
{
	const struct capture *c = &r->m->c;
	int y = c->nyear                     ? c->year[0]
		: r->m->rule->arg == INT_MAX ? reference(r).year
					     : relative_year(r);

	write_coded(r, y, code);
	return true;
}

static bool
quarter(struct reader *r)
{
	const struct capture *c = &r->m->c;
	int64_t q = c->ord;

	if (c->nn && !bs_values_integer(c->n[0], &q))
		return false;
	if (r->m->rule->action == ACTION_half)
		return q >= 1 && q <= 2 && year_part(r, 39 + (int)q);
	return q >= 1 && q <= 4 && year_part(r, 32 + (int)q);
}

static bool
feast(struct reader *r)
{
	return day(r, r->m->c.feast / 100, r->m->c.feast % 100);
}

/* --- told from another date -------------------------------------------- */

/* last August, next spring: the nearest one wholly before or after the month of ref. */
static bool
relative_part(struct reader *r, const struct bs_date *ref, int k)
{
	const struct capture *c = &r->m->c;
	int first = c->nmonth ? c->month[0] : (c->season - 20) * 3, y = ref->year;
	int last = c->nmonth ? first : first + 2, now = ref->month ? ref->month : 1;

	if (y && k < 0)
		y -= last >= now;
	else if (y && k > 0)
		y += first <= now;
	if (c->nmonth)
		write_day(r, y, first, 0);
	else
		write_coded(r, y, c->season);
	return true;
}

static bool
relative(struct reader *r)
{
	const struct capture *c = &r->m->c;
	struct bs_date ref = reference(r);
	int k = r->m->rule->arg;
	struct bs_span unit = c->nunit ? c->unit[0] : BS_SPAN("D");

	if (c->nmonth || c->season)
		return relative_part(r, &ref, k);
	return write_unit(r, move(ref, k, unit), unit);
}

static bool
anaphoric(struct reader *r)
{
	const struct capture *c = &r->m->c;
	struct bs_span unit = c->nunit ? c->unit[0] : BS_SPAN("D");
	bool by_day = bs_span_is(unit, "D") || bs_span_is(unit, "W");
	struct bs_date ref;

	if (is_clock_unit(unit))
		return false;
	ref = anaphor(r, by_day);
	return write_unit(r, move(ref, r->m->rule->arg, unit), unit);
}

static struct bs_span
coarse(struct bs_span unit)
{
	if (bs_span_is(unit, "W") || bs_span_is(unit, "FN"))
		return BS_SPAN("D");
	return bs_span_is(unit, "10Y") || bs_span_is(unit, "100Y") ? BS_SPAN("Y")
	       : bs_span_is(unit, "Q")                             ? BS_SPAN("M")
								   : unit;
}

/* the past two years: from then to the reference */
static bool
span(struct reader *r)
{
	const struct capture *c = &r->m->c;
	struct bs_date ref, other;
	int64_t n = 1;

	if (!c->nunit || (c->nn && !bs_values_integer(c->n[0], &n)))
		return false;
	ref = reference(r);
	if (!ref.year || is_clock_unit(c->unit[0]))
		return duration(r);
	other = move(ref, n * r->m->rule->arg, c->unit[0]);
	if (!other.year || !write_unit(r, r->m->rule->arg < 0 ? other : ref, coarse(c->unit[0])))
		return false;
	bs_buf_ch(r->out, '/');
	return write_unit(r, r->m->rule->arg < 0 ? ref : other, coarse(c->unit[0]));
}

/* the preceding years, the coming months: EDTF's open ends */
static bool
open_span(struct reader *r)
{
	const struct capture *c = &r->m->c;
	struct bs_date ref;

	if (!c->nunit || is_clock_unit(c->unit[0]))
		return false;
	ref = reference(r);
	if (r->m->rule->arg < 0)
		bs_buf_lit(r->out, "../");
	if (!write_unit(r, ref, coarse(c->unit[0])))
		return false;
	if (r->m->rule->arg > 0)
		bs_buf_lit(r->out, "/..");
	return true;
}

static bool
moved(struct reader *r, int sign, bool by_text)
{
	const struct capture *c = &r->m->c;
	struct bs_span unit = c->unit[0];
	struct bs_date ref;
	int64_t n = 1;

	if (!c->nunit)
		return false;
	if (is_clock_unit(unit))
		return duration(r);
	if (r->m->rule->arg == 5) { /* half a year ago: half a decade in years, else in months */
		bool decade = bs_span_is(unit, "10Y");

		if (!decade && !bs_span_is(unit, "Y"))
			return false;
		unit = decade ? BS_SPAN("Y") : BS_SPAN("M");
		n = decade ? 5 : 6;
	} else if (c->nn && !bs_values_integer(c->n[0], &n)) {
		return false;
	}
	ref = by_text ? anaphor(r, bs_span_is(unit, "D") || bs_span_is(unit, "W")) : reference(r);
	ref = move(ref, sign * n, unit);
	if (coarse(unit).p != unit.p && !bs_span_is(coarse(unit), "D")) { /* decades ago */
		if (!write_unit(r, ref, coarse(unit)))
			return false;
		bs_buf_ch(r->out, '~');
		return true;
	}
	if (!write_unit(r, ref, unit))
		return false;
	if (c->approx.n && ref.year)
		bs_buf_ch(r->out, '~');
	return true;
}

static bool
weekday(struct reader *r)
{
	const struct capture *c = &r->m->c;
	int arg = r->m->rule->arg, now, d;
	bool text = arg == 3 || arg == 4;
	struct bs_date ref = text ? anaphor(r, true) : reference(r);

	if (!c->wday)
		return false;
	if (!bs_date_is_day(&ref)) {
		r->why->n = 0;
		bs_buf_fmt(r->out, "XXXX-WXX-%d", c->wday);
		return true;
	}
	ref.has_time = false;
	now = (int)bs_date_weekday(&ref);
	d = (c->wday - now + 7) % 7; /* days ahead */
	if (arg == -1 || arg == 3)
		d -= 7;
	else if (arg == 1 || arg == 4)
		d = d ? d : 7;
	else if (arg == 2)
		d = c->wday - now;
	else if (tense(r) != FUTURE && d)
		d -= 7;
	ref = bs_date_add_days(ref, d);
	bs_date_write(r->out, &ref);
	return true;
}

/* Saturday to Sunday; before Saturday, "the weekend" is the coming one. */
static bool
weekend(struct reader *r)
{
	struct bs_date ref = reference(r), sun;
	int now;

	if (!bs_date_is_day(&ref)) {
		r->why->n = 0;
		bs_buf_lit(r->out, "XXXX-WXX");
		return true;
	}
	ref.has_time = false;
	now = (int)bs_date_weekday(&ref);
	ref = bs_date_add_days(ref,
	    6 - now +
		7 * (r->m->rule->arg < 0 || (r->m->rule->arg == 0 && now < 6 && tense(r) == PAST)
			    ? -1
			    : r->m->rule->arg > 0 && now >= 6));
	sun = bs_date_add_days(ref, 1);
	bs_date_write(r->out, &ref);
	bs_buf_ch(r->out, '/');
	bs_date_write(r->out, &sun);
	return true;
}

static bool
clock_time(struct reader *r)
{
	struct bs_buf b = {0};
	struct bs_date d = r->m->c.full;
	int64_t h;

	if (r->m->rule->arg == 1) {
		if (!bs_values_integer(r->m->c.n[0], &h) || h < 1 || h > 12)
			return false;
		d = (struct bs_date){.has_time = true, .hour = (uint8_t)h, .zone = BS_DATE_NO_ZONE};
	}
	bs_date_write(&b, &d); /* XXXX-XX-XXT10:30 */
	bs_buf_add(r->out, b.p + 10, b.n - 10);
	bs_buf_free(&b);
	return true;
}

static bool
dispatch(struct reader *r)
{
	const struct capture *c = &r->m->c;
	struct bs_date d;

	switch (r->m->rule->action) {
	case ACTION_full:
		bs_date_write(r->out, &c->full);
		return bs_date_is_day(&c->full);
	case ACTION_day:
		return c->nday && c->nmonth && day(r, c->month[0], c->day[0]);
	case ACTION_dayrange:
		return c->nmonth && day_range(r, false);
	case ACTION_month:
		return c->nmonth && month(r);
	case ACTION_monthrange:
		return c->nmonth == 2 && day_range(r, true);
	case ACTION_year:
	case ACTION_circa:
		return year(r);
	case ACTION_yearrange:
		return c->nyear == 2 && year_range(r);
	case ACTION_decade:
		return decade(r);
	case ACTION_century:
		return century(r);
	case ACTION_season:
		return year_part(r, c->season);
	case ACTION_quarter:
	case ACTION_half:
		return quarter(r);
	case ACTION_rel:
		return relative(r);
	case ACTION_ana:
		return anaphoric(r);
	case ACTION_span:
		return span(r);
	case ACTION_open:
		return open_span(r);
	case ACTION_ago:
		return moved(r, -1, false);
	case ACTION_later:
		return moved(r, r->m->rule->arg, true);
	case ACTION_deic:
	case ACTION_daytime:
		d = reference(r);
		return write_unit(r,
		    bs_date_add_days(
			d, r->m->rule->action == ACTION_deic ? c->deic : r->m->rule->arg),
		    BS_SPAN("D"));
	case ACTION_weekday:
		return weekday(r);
	case ACTION_weekend:
		return weekend(r);
	case ACTION_feast:
		return feast(r);
	case ACTION_duration:
	case ACTION_halfunit:
		return duration(r);
	case ACTION_clock:
		return clock_time(r);
	default:
		return false;
	}
}

bool
bs_values_date(
    struct bs_values *v, const struct match *m, struct bs_buf *key, struct bs_buf *against)
{
	struct reader r = {v, m, key, against};

	return dispatch(&r);
}
