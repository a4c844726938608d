/* values_date: what a matched date means: what is said as it stands, and who reads the rest. */
#include "values_date.h"

static int
relative_year(struct bs_value_reader *r)
{
	struct bs_date ref;

	if (r->m->rule->arg < -1 || r->m->rule->arg > 1)
		return 0;
	ref = bs_value_reference(r);
	return ref.year ? ref.year + r->m->rule->arg : 0;
}

static bool
day(struct bs_value_reader *r, int month, int d)
{
	const struct bs_value_capture *c = &r->m->c;
	int y = c->nyear ? c->year[0] : relative_year(r);

	if (!c->nyear && r->m->rule->arg == INT_MAX)
		y = bs_value_year_of(r, month, d);
	if (!bs_date_valid(y, (unsigned)month, (unsigned)d))
		return false;
	bs_value_write_day(r, y, month, d);
	return true;
}

static bool
month(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	int y = c->nyear ? c->year[0] : relative_year(r);

	if (!c->nyear && r->m->rule->arg == INT_MAX)
		y = bs_value_year_of(r, c->month[0], 0);
	bs_value_write_day(r, y, c->month[0], 0);
	return true;
}

static bool
day_range(struct bs_value_reader *r, bool months_only)
{
	const struct bs_value_capture *c = &r->m->c;
	int m1 = c->month[0], m2 = c->nmonth > 1 ? c->month[1] : m1;
	int d1 = months_only ? 0 : c->day[0], d2 = months_only ? 0 : c->day[1];
	int y2 = c->nyear ? c->year[c->nyear - 1] : bs_value_year_of(r, m2, d2);
	int y1 = c->nyear > 1 ? c->year[0] : y2 - (y2 && m1 > m2);

	if ((!months_only && c->nday < 2) || (m1 == m2 && d1 > d2 && y1 == y2) ||
	    !bs_date_valid(y1, (unsigned)m1, (unsigned)d1) ||
	    !bs_date_valid(y2, (unsigned)m2, (unsigned)d2))
		return false;
	bs_value_write_day(r, y1, m1, d1);
	bs_buf_ch(r->out, '/');
	bs_value_write_day(r, y2, m2, d2);
	return true;
}

static bool
year(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
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
		bs_buf_digits(r->out, (uint64_t)y, 4);
	if (r->m->rule->action == ACTION_circa)
		bs_buf_ch(r->out, '~');
	return true;
}

static bool
year_range(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	int a = c->year[0], b = c->year[1];

	if (c->second_year_short)
		b += a / 100 * 100;
	if (b <= a || a < 1000)
		return false;
	bs_buf_fmt(r->out, "%04d/%04d", a, b);
	return true;
}

static bool
century(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;

	if (c->ord < 1 || c->ord > 30)
		return false;
	bs_buf_fmt(r->out, bs_span_is(c->era, "-") ? "-%02dXX" : "%02dXX", c->ord - 1);
	return true;
}

static bool
decade(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
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
year_part(struct bs_value_reader *r, int code)
{
	const struct bs_value_capture *c = &r->m->c;
	int y = c->nyear                     ? c->year[0]
		: r->m->rule->arg == INT_MAX ? bs_value_reference(r).year
					     : relative_year(r);

	bs_value_write_coded(r, y, code);
	return true;
}

static bool
quarter(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	int64_t q = c->ord;

	if (c->nn && !bs_values_integer(c->n[0], &q))
		return false;
	if (r->m->rule->action == ACTION_half)
		return q >= 1 && q <= 2 && year_part(r, 39 + (int)q);
	return q >= 1 && q <= 4 && year_part(r, 32 + (int)q);
}

static bool
feast(struct bs_value_reader *r)
{
	return day(r, r->m->c.feast / 100, r->m->c.feast % 100);
}

static bool
clock_time(struct bs_value_reader *r)
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
dispatch(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
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
		return bs_value_relative(r);
	case ACTION_ana:
		return bs_value_anaphoric(r);
	case ACTION_span:
		return bs_value_span(r);
	case ACTION_open:
		return bs_value_open_span(r);
	case ACTION_ago:
		return bs_value_moved(r, -1, false);
	case ACTION_later:
		return bs_value_moved(r, r->m->rule->arg, true);
	case ACTION_deic:
	case ACTION_daytime:
		d = bs_value_reference(r);
		return bs_value_write_unit(r,
		    bs_date_add_days(
			d, r->m->rule->action == ACTION_deic ? c->deic : r->m->rule->arg),
		    BS_SPAN("D"));
	case ACTION_weekday:
		return bs_value_weekday(r);
	case ACTION_weekend:
		return bs_value_weekend(r);
	case ACTION_feast:
		return feast(r);
	case ACTION_duration:
	case ACTION_halfunit:
		return bs_value_duration(r);
	case ACTION_clock:
		return clock_time(r);
	default:
		return false;
	}
}

bool
bs_values_date(
    struct bs_values *v, const struct bs_value_match *m, struct bs_buf *key, struct bs_buf *against)
{
	struct bs_value_reader r = {v, m, key, against};

	return dispatch(&r);
}
