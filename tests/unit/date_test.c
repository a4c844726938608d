/* Dates and times of day: what is read, how it is written, and the calendar. */
#include "broadsheet/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
	const char *in;
	const char *want; /* NULL: not a date that stands alone */
	unsigned flags;
} whole[] = {
    {"2021.05.25 / 11:56", "2021-05-25T11:56", 0},
    {"2024-03-05", "2024-03-05", 0},
    {" 2024-03-05 ", "2024-03-05", 0},
    {"2024-03-05T10:30:00+02:00", "2024-03-05T10:30:00+02:00", 0},
    {"2024-03-05T10:30:00.123Z", "2024-03-05T10:30:00Z", 0},
    {"2024-03-05 10:30", "2024-03-05T10:30", 0},
    {"20240305", "2024-03-05", 0},
    {"20240305T103000Z", "2024-03-05T10:30:00Z", 0},
    {"2024/03/05", "2024-03-05", 0},
    {"5 March 2024", "2024-03-05", 0},
    {"05 Mar 2024, 18:05", "2024-03-05T18:05", 0},
    {"5th March, 2024", "2024-03-05", 0},
    {"5th of March 2024", "2024-03-05", 0},
    {"the 5 March 2024", NULL, 0},
    {"March 5, 2024 10:30 GMT", "2024-03-05T10:30Z", 0},
    {"March 5th, 2024", "2024-03-05", 0},
    {"MARCH 5, 2024", "2024-03-05", 0},
    {"Mar. 5, 2024 at 3 p.m.", "2024-03-05T15:00", 0},
    {"Mar 5, 2024, 3:07 PM EST", "2024-03-05T15:07-05:00", 0},
    {"Sept. 16, 2021", "2021-09-16", 0},
    {"Tuesday, March 5, 2024", "2024-03-05", 0},
    {"Tue, 05 Mar 2024 10:30:15 +0100", "2024-03-05T10:30:15+01:00", 0},
    {"Tue 5 Mar 2024 10.30 BST", "2024-03-05T10:30+01:00", 0},
    {"10:30, 5 March 2024", "2024-03-05T10:30", 0},
    {"10:30 GMT on 5 March 2024", "2024-03-05T10:30Z", 0},
    {"5 March 2024 | 12:00 am", "2024-03-05T00:00", 0},
    {"5 March 2024 • 12.15 pm", "2024-03-05T12:15", 0},
    {"5 March 2024 10:30 (GMT+4)", "2024-03-05T10:30+04:00", 0},
    {"5 March 2024 - 10:30", "2024-03-05T10:30", 0},
    {"5-Mar-2024", "2024-03-05", 0},
    {"5-Mar-24", "2024-03-05", 0},
    {"Mar 5, 202410:30 PM", "2024-03-05T22:30", 0},
    {"March 5, 20247:55 AM UTC", "2024-03-05T07:55Z", 0},
    {"March 2024", "2024-03", 0},
    {"May, 1992", "1992-05", 0},
    {"2024 March 5", "2024-03-05", 0},
    {"05/03/2024", "2024-03-05", 0},
    {"05/03/2024", "2024-05-03", BS_DATE_MONTH_FIRST},
    {"25/03/2024", "2024-03-25", BS_DATE_MONTH_FIRST},
    {"03/25/2024", "2024-03-25", 0},
    {"05/03/2024 10:30 EST", "2024-05-03T10:30-05:00", 0},
    {"05/03/24", "2024-03-05", 0},
    {"5.3.2024", "2024-03-05", 0},
    {"5. 3. 2024", "2024-03-05", 0},
    {"13.05.98", "1998-05-13", 0},
    {"05-03-2024", "2024-03-05", 0},
    {"29 February 2024", "2024-02-29", 0},
    {"29 February 2023", NULL, 0},
    {"31 April 2024", NULL, 0},
    {"32/13/2024", NULL, 0},
    {"5.13.2024", NULL, 0},
    {"March", NULL, 0},
    {"2024", NULL, 0},
    {"10:30", NULL, 0},
    {"version 1.2.3", NULL, 0},
    {"1.2.3", NULL, 0},
    {"192.168.10.20", NULL, 0},
    {"5 March 2024 10:75", NULL, 0},
    {"", NULL, 0},
};

static struct bs_date
make(int y, unsigned m, unsigned d)
{
	return (struct bs_date){.year = y, .month = (uint8_t)m, .day = (uint8_t)d};
}

static void
reads_whole(void **state)
{
	struct bs_buf b = {0};
	struct bs_date d;
	size_t i, failed = 0;

	(void)state;
	for (i = 0; i < sizeof whole / sizeof *whole; i++) {
		bool ok = bs_date_parse_whole(bs_span_str(whole[i].in), whole[i].flags, &d);

		b.n = 0;
		if (ok)
			bs_date_write(&b, &d);
		if (ok != (whole[i].want != NULL) ||
		    (ok && strcmp(bs_buf_str(&b), whole[i].want))) {
			print_error("%s: %s\n", whole[i].in, ok ? bs_buf_str(&b) : "not read");
			failed++;
		}
	}
	bs_buf_free(&b);
	assert_int_equal(failed, 0);
}

static void
reads_prefix(void **state)
{
	struct bs_date d;

	(void)state;
	assert_int_equal(bs_date_parse(BS_SPAN("5 March 2024 in Tallinn"), 0, &d), 12);
	assert_int_equal(bs_date_parse(BS_SPAN("5 March 2024 at the"), 0, &d), 12);
	assert_int_equal(bs_date_parse(BS_SPAN("5 March 2024, 10 people"), 0, &d), 12);
	assert_int_equal(bs_date_parse(BS_SPAN("5 March 2024 at 3pm sharp"), 0, &d), 19);
	assert_int_equal(bs_date_parse(BS_SPAN("in March 2024"), 0, &d), 0);
}

static const struct {
	const char *in;
	size_t n;
	int hour, minute, zone;
} times[] = {
    {"11:56", 5, 11, 56, BS_DATE_NO_ZONE},
    {"11.56", 0, 0, 0, 0},
    {"11.56 am", 8, 11, 56, BS_DATE_NO_ZONE},
    {"3 p.m. on", 6, 15, 0, BS_DATE_NO_ZONE},
    {"3pm", 3, 15, 0, BS_DATE_NO_ZONE},
    {"12am", 4, 0, 0, BS_DATE_NO_ZONE},
    {"13 pm", 0, 0, 0, 0},
    {"1430 GMT", 8, 14, 30, 0},
    {"1430", 0, 0, 0, 0},
    {"noon", 4, 12, 0, BS_DATE_NO_ZONE},
    {"midnight", 8, 0, 0, BS_DATE_NO_ZONE},
    {"7:05 EDT", 8, 7, 5, -240},
    {"25:10", 0, 0, 0, 0},
    {"5", 0, 0, 0, 0},
};

static void
reads_times(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof times / sizeof *times; i++) {
		struct bs_date d = {0};
		size_t n = bs_time_parse(bs_span_str(times[i].in), &d);

		if (n != times[i].n)
			fail_msg("%s: length %zu", times[i].in, n);
		if (n) {
			assert_int_equal(d.hour, times[i].hour);
			assert_int_equal(d.minute, times[i].minute);
			assert_int_equal(d.zone, times[i].zone);
		}
	}
}

static void
counts_days(void **state)
{
	struct bs_date d = make(1970, 1, 1), e;
	int32_t year;
	unsigned week;
	int64_t n;

	(void)state;
	assert_int_equal(bs_date_days(&d), 0);
	for (n = -700000; n < 2900000; n += 97) {
		d = bs_date_from_days(n);
		assert_int_equal(bs_date_days(&d), n);
	}
	d = make(2024, 3, 5);
	assert_int_equal(bs_date_weekday(&d), 2);
	d = make(2021, 1, 3);
	bs_date_week(&d, &year, &week);
	assert_int_equal(year, 2020);
	assert_int_equal(week, 53);
	d = bs_date_add_days(make(2024, 2, 28), 2);
	assert_int_equal(d.month, 3);
	assert_int_equal(d.day, 1);
	d = bs_date_add_months(make(2024, 1, 31), 1);
	assert_int_equal(d.day, 29);
	d = bs_date_add_months(make(2024, 1, 31), -11);
	assert_int_equal(d.year, 2023);
	assert_int_equal(d.month, 2);
	d = bs_date_add_months(make(2024, 0, 0), -24);
	assert_int_equal(d.year, 2022);
	assert_int_equal(d.month, 0);
	d = bs_date_add_months(make(9999, 12, 1), 1);
	assert_int_equal(d.year, 0);
	d = make(2024, 3, 5);
	e = make(2024, 3, 6);
	assert_true(bs_date_cmp(&d, &e) < 0);
	d.has_time = e.has_time = true;
	e.day = 5;
	d.hour = 12, d.zone = 120;
	e.hour = 11, e.zone = 0;
	assert_true(bs_date_cmp(&d, &e) < 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_whole),
	    cmocka_unit_test(reads_prefix),
	    cmocka_unit_test(reads_times),
	    cmocka_unit_test(counts_days),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
