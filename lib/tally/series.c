/* series: see tally.h.  Periods are written so that bytewise order is order in time. */
#include "broadsheet/date.h"
#include "tally/tally.h"

/* The day that a period's text starts with: 2024, 2024-03, 2024-03-05, 2024-W10. */
static bool
number(struct bs_span s, size_t at, size_t n, int *out)
{
	*out = 0;
	if (s.n < at + n)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (s.p[i] - '0');
	}
	return true;
}

static void
write(struct bs_buf *out, enum bs_period p, const struct bs_date *d)
{
	int32_t year;
	unsigned week;

	switch (p) {
	case BS_DAY:
		bs_buf_fmt(
		    out, "%04d-%02u-%02u", (int)d->year, (unsigned)d->month, (unsigned)d->day);
		break;
	case BS_WEEK:
		bs_date_week(d, &year, &week);
		bs_buf_fmt(out, "%04d-W%02u", (int)year, week);
		break;
	case BS_MONTH:
		bs_buf_fmt(out, "%04d-%02u", (int)d->year, (unsigned)d->month);
		break;
	case BS_YEAR:
	case BS_NO_PERIOD:
		bs_buf_fmt(out, "%04d", (int)d->year);
	}
}

void
bs_period_of(struct bs_buf *out, enum bs_period p, struct bs_span date)
{
	struct bs_date d = {0};
	int y = 0, m = 0, day = 0;
	bool known = number(date, 0, 4, &y) && y > 0;

	/* YYYY, YYYY-MM or YYYY-MM-DD, with or without a time behind. */
	if (known && p != BS_YEAR)
		known = date.n >= 7 && date.p[4] == '-' && number(date, 5, 2, &m);
	if (known && (p == BS_DAY || p == BS_WEEK))
		known = date.n >= 10 && date.p[7] == '-' && number(date, 8, 2, &day);
	d.year = y;
	d.month = (uint8_t)m;
	d.day = (uint8_t)day;
	if (known && bs_date_valid(y, (unsigned)m, (unsigned)day))
		write(out, p, &d);
	else
		bs_buf_ch(out, '.');
}

bool
bs_period_next(struct bs_buf *period, enum bs_period p)
{
	struct bs_span s = bs_buf_view(period);
	struct bs_date d = {0};
	int y, m = 1, day = 1, week = 1;

	if (!number(s, 0, 4, &y))
		return false;
	d.year = y;
	if ((p == BS_MONTH || p == BS_DAY) && !number(s, 5, 2, &m))
		return false;
	if (p == BS_DAY && !number(s, 8, 2, &day))
		return false;
	d.month = (uint8_t)m;
	d.day = (uint8_t)day;
	if (p == BS_WEEK) {
		if (!number(s, 6, 2, &week))
			return false;
		/* The 4th of January is always in week 1 (ISO 8601). */
		d.day = 4;
		d = bs_date_add_days(d, 7 * (int64_t)week);
	} else if (p == BS_DAY) {
		d = bs_date_add_days(d, 1);
	} else if (p == BS_MONTH) {
		d = bs_date_add_months(d, 1);
	} else {
		d.year++;
	}
	if (d.year < 1 || d.year > 9999)
		return false;
	period->n = 0;
	write(period, p, &d);
	return true;
}
