/*
 * date: calendar dates and times of day: read from text, written as ISO 8601,
 * counted with.
 *
 * The calendar is the proleptic Gregorian one (ISO 8601-1:2019; day numbers
 * by the method of Hinnant, "chrono-compatible low-level date algorithms").
 * Nothing here asks the clock, the locale or the time zone.  No allocation;
 * every function is linear in what it reads.
 */
#ifndef BROADSHEET_DATE_H
#define BROADSHEET_DATE_H

#include "broadsheet/mem.h"

enum { BS_DATE_NO_ZONE = 32767 };

/* What is known of a date; zero-initialise for "nothing is known". */
struct bs_date {
	int32_t year;       /* 0: not known */
	uint8_t month, day; /* 0: not known; a day may be known where the year is not */
	bool has_time, has_second;
	uint8_t hour, minute, second;
	int16_t zone; /* minutes east of UTC, or BS_DATE_NO_ZONE; counts where has_time */
};

enum {
	BS_DATE_MONTH_FIRST = 1, /* 05/03/2024 is the 3rd of May; default the 5th of March */
	BS_DATE_DAY_ONLY = 2     /* leave a time of day beside it unread */
};

/*
 * Read the date (with its time of day, if one stands beside it) that s starts
 * with; returns its length in bytes, 0 where there is none.  Understood, with
 * or without a weekday in front: 2024-03-05, 2024-03-05T10:30:00+02:00,
 * 2024.03.05 / 10:30, 20240305T103000Z, 5 March 2024, 5th of March, 2024,
 * March 5, 2024 10:30 GMT, Mar. 5 2024 at 3 p.m., 10:30, 5 March 2024,
 * 5-Mar-2024, 05/03/2024, 5.3.2024, 5.3.24, March 2024.
 *
 * Two numbers before a year are day, month; month, day where only that is a
 * date, where BS_DATE_MONTH_FIRST is given, or where a North American time
 * zone follows.  A year of two digits is 1970 to 2069.  A date needs a year;
 * the day may be missing behind a month's name only.
 */
size_t bs_date_parse(struct bs_span s, unsigned flags, struct bs_date *d);

/* The same for an expression that stands alone: white space may surround it, nothing else. */
bool bs_date_parse_whole(struct bs_span s, unsigned flags, struct bs_date *d);

/*
 * Read the time of day that s starts with: 11:56, 11.56 am, 3 p.m., 10:30:15,
 * 1430 GMT, noon, with a zone's name or offset.  Sets the time fields only.
 * A bare number is not a time.
 */
size_t bs_time_parse(struct bs_span s, struct bs_date *d);

/*
 * A month's (1 to 12) or weekday's (1 Monday to 7 Sunday) number by its English name,
 * short or long, any case, without a stop; 0 where it is none.
 */
unsigned bs_month_number(struct bs_span name);
unsigned bs_weekday_number(struct bs_span name);

/* Append as ISO 8601 to the precision known, unknown parts as EDTF has them: 2024, 2024-03,
 * 2024-03-05T10:30, 2024-03-05T10:30:00Z, XXXX-03-05, XXXX-XX-05T10:30. */
void bs_date_write(struct bs_buf *out, const struct bs_date *d);

bool bs_date_is_day(const struct bs_date *d);                   /* year, month and day known */
bool bs_date_valid(int32_t year, unsigned month, unsigned day); /* 0 for what is not known */
unsigned bs_month_days(int32_t year, unsigned month);

/* Days since 1970-01-01, unknown month and day read as 1; and back. */
int64_t bs_date_days(const struct bs_date *d);
struct bs_date bs_date_from_days(int64_t days);
unsigned bs_date_weekday(const struct bs_date *d); /* 1 Monday to 7 Sunday */

/* Year and number of the ISO 8601 week that holds d. */
void bs_date_week(const struct bs_date *d, int32_t *year, unsigned *week);

/*
 * d moved by days, or by months (a day that the month does not have becomes its
 * last).  Parts that are not known stay so.  Years outside 1 to 9999 become 0: unknown.
 */
struct bs_date bs_date_add_days(struct bs_date d, int64_t days);
struct bs_date bs_date_add_months(struct bs_date d, int64_t months);

/* Order in time, what is not known first; zones count where both have one. */
int bs_date_cmp(const struct bs_date *a, const struct bs_date *b);

#endif
