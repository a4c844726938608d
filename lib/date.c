/* date: the calendar.  See date.h; reading is in date_parse.c. */
#include "broadsheet/date.h"

bool
bs_date_valid(int32_t year, unsigned month, unsigned day)
{
	if (year < 0 || year > 9999 || month > 12)
		return false;
	return day <= bs_month_days(year, month);
}

/* Of an unknown month: 31; of February in an unknown year: 29. */
unsigned
bs_month_days(int32_t year, unsigned month)
{
	static const unsigned char days[] = {31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month == 2 && year && (year % 4 || (year % 100 == 0 && year % 400)))
		return 28;
	return month <= 12 ? days[month] : 0;
}

bool
bs_date_is_day(const struct bs_date *d)
{
	return d->year && d->month && d->day;
}

/* Years are counted from March, so that the leap day is a year's last. */
int64_t
bs_date_days(const struct bs_date *d)
{
	unsigned m = d->month ? d->month : 1, day = d->day ? d->day : 1;
	int64_t y = (int64_t)d->year - (m <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * ((int64_t)m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct bs_date
bs_date_from_days(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int64_t m = mp < 10 ? mp + 3 : mp - 9;
	int64_t y = yoe + era * 400 + (m <= 2);
	struct bs_date d = {0};

	if (y >= 1 && y <= 9999) {
		d.year = (int32_t)y;
		d.month = (uint8_t)m;
		d.day = (uint8_t)(doy - (153 * mp + 2) / 5 + 1);
	}
	return d;
}

/* 1970-01-01 was a Thursday. */
unsigned
bs_date_weekday(const struct bs_date *d)
{
	int64_t n = (bs_date_days(d) + 3) % 7;

	return (unsigned)(n < 0 ? n + 7 : n) + 1;
}

/* The week belongs to the year that holds its Thursday. */
void
bs_date_week(const struct bs_date *d, int32_t *year, unsigned *week)
{
	int64_t thursday = bs_date_days(d) + 4 - (int64_t)bs_date_weekday(d);
	struct bs_date t = bs_date_from_days(thursday);
	struct bs_date jan1 = {.year = t.year, .month = 1, .day = 1};

	*year = t.year;
	*week = (unsigned)((thursday - bs_date_days(&jan1)) / 7) + 1;
}

struct bs_date
bs_date_add_days(struct bs_date d, int64_t days)
{
	struct bs_date to;

	if (!bs_date_is_day(&d) || days > 4000000 || days < -4000000)
		return d;
	to = bs_date_from_days(bs_date_days(&d) + days);
	d.year = to.year;
	d.month = to.month;
	d.day = to.day;
	return d;
}

struct bs_date
bs_date_add_months(struct bs_date d, int64_t months)
{
	int64_t n;

	if (!d.year || months > 200000 || months < -200000)
		return d;
	n = (int64_t)d.year * 12 + (d.month ? d.month - 1 : 0) + months;
	if (n < 12 || n >= 10000 * 12) {
		d.year = 0;
		return d;
	}
	d.year = (int32_t)(n / 12);
	if (d.month)
		d.month = (uint8_t)(n % 12 + 1);
	if (d.day > bs_month_days(d.year, d.month))
		d.day = (uint8_t)bs_month_days(d.year, d.month);
	return d;
}

static int
cmp_i64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int
bs_date_cmp(const struct bs_date *a, const struct bs_date *b)
{
	int64_t x = bs_date_days(a) * 86400, y = bs_date_days(b) * 86400;
	int c;

	if (!bs_date_is_day(a) || !bs_date_is_day(b)) {
		if ((c = cmp_i64(a->year, b->year)) || (c = cmp_i64(a->month, b->month)) ||
		    (c = cmp_i64(a->day, b->day)))
			return c;
	}
	if (a->has_time != b->has_time) {
		c = cmp_i64(x, y);
		return c ? c : a->has_time - b->has_time;
	}
	if (a->has_time) {
		x += a->hour * 3600 + a->minute * 60 + a->second;
		y += b->hour * 3600 + b->minute * 60 + b->second;
		if (a->zone != BS_DATE_NO_ZONE && b->zone != BS_DATE_NO_ZONE) {
			x -= a->zone * 60;
			y -= b->zone * 60;
		}
	}
	return cmp_i64(x, y);
}

static void
write_zone(struct bs_buf *out, int zone)
{
	int m = zone < 0 ? -zone : zone;

	if (zone == BS_DATE_NO_ZONE)
		return;
	if (zone == 0)
		bs_buf_ch(out, 'Z');
	else
		bs_buf_fmt(out, "%c%02d:%02d", zone < 0 ? '-' : '+', m / 60, m % 60);
}

/* A mark and two digits. */
static void
write_part(struct bs_buf *out, char mark, unsigned v)
{
	bs_buf_ch(out, mark);
	bs_buf_digits(out, v, 2);
}

void
bs_date_write(struct bs_buf *out, const struct bs_date *d)
{
	bool day = d->day || d->has_time;

	if (d->year < 0)
		bs_buf_fmt(out, "%04d", (int)d->year);
	else if (d->year)
		bs_buf_digits(out, (uint64_t)d->year, 4);
	else
		bs_buf_lit(out, "XXXX");
	if (d->month)
		write_part(out, '-', d->month);
	else if (day)
		bs_buf_lit(out, "-XX");
	if (d->day)
		write_part(out, '-', d->day);
	else if (day)
		bs_buf_lit(out, "-XX");
	if (!d->has_time)
		return;
	write_part(out, 'T', d->hour);
	write_part(out, ':', d->minute);
	if (d->has_second)
		write_part(out, ':', d->second);
	write_zone(out, d->zone);
}
