/* tally: sums that do not round, statistics as published, the table, the scanner. */
#include "tally/counter.h"
#include "tally/decimal.h"
#include "tally/groups.h"
#include "tally/scan.h"
#include "tally/stats.h"
#include "tally/tally.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
/* cmocka wants the four above first */
#include <cmocka.h>

static void
near(double got, double want, double within)
{
	if (fabs(got - want) > within)
		fail_msg("%.6f, not %.6f", got, want);
}

static void
statistics_are_those_of_the_papers(void **state)
{
	/* Dunning 1993, table 2: counts of AB, A not B, B not A, neither. */
	static const struct {
		uint64_t ab, a, b, none;
		double g2;
	} dunning[] = {
	    {110, 2442, 111, 29114, 270.72}, /* the swiss */
	    {29, 13, 123, 31612, 263.90},    /* can be */
	    {31, 23, 139, 31584, 256.84},    /* previous year */
	    {10, 0, 3, 31764, 167.23},       /* mineral water */
	};

	(void)state;
	for (size_t i = 0; i < sizeof dunning / sizeof dunning[0]; i++)
		near(bs_stats_g2(dunning[i].ab, dunning[i].ab + dunning[i].a,
			 dunning[i].ab + dunning[i].b,
			 dunning[i].ab + dunning[i].a + dunning[i].b + dunning[i].none),
		    dunning[i].g2, 0.005);
	/* The example of Lancaster's corpus course: 52 of 50,000 words, 57 of 75,000. */
	near(bs_stats_keyness(52, 57, 50000, 75000), 2.65, 0.005);
	/* Manning and Schuetze 1999, table 5.14: Ayatollah Ruhollah. */
	near(bs_stats_pmi(20, 42, 20, 14307668), 18.38, 0.005);
	/* Twice as frequent is 1 (Hardie 2014); none counts as a half. */
	near(bs_stats_log_ratio(20, 10, 1000, 1000), 1, 1e-9);
	near(bs_stats_log_ratio(1, 0, 1000, 1000), 1, 1e-9);
	near(bs_stats_jaccard(2, 3, 4), 0.4, 1e-9);
	/* The 5%, 1% and 0.1% points of chi squared. */
	near(bs_stats_p(3.841459), 0.05, 1e-6);
	near(bs_stats_p(6.634897), 0.01, 1e-6);
	near(bs_stats_p(10.827566), 0.001, 1e-6);
	near(bs_stats_g2(0, 0, 0, 0) + bs_stats_keyness(0, 0, 0, 0), 0, 0);
}

static void
decimals_are_exact(void **state)
{
	static const struct {
		const char *in, *out;
	} t[] = {
	    {"0", "0"},
	    {"-0", "0"},
	    {"1.50", "1.5"},
	    {"+7", "7"},
	    {"-12.000001", "-12.000001"},
	    {"000123", "123"},
	    {".5", "0.5"},
	    {"999999999999999999", "999999999999999999"},
	    {"0.000000000000000001", "0.000000000000000001"},
	    {"1234567890123456789", NULL},
	    {"1.", NULL},
	    {"", NULL},
	    {"-", NULL},
	    {"1e5", NULL},
	    {"1,5", NULL},
	    {"1.2.3", NULL},
	    {"0.0000000000000000001", NULL},
	    {" 1", NULL},
	};
	__int128 v, sum = 0;
	struct bs_buf b = {0};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
		b.n = 0;
		assert_int_equal(bs_decimal_parse(bs_span_str(t[i].in), &v), t[i].out != NULL);
		if (t[i].out == NULL)
			continue;
		bs_decimal_write(&b, v);
		assert_string_equal(bs_buf_str(&b), t[i].out);
	}
	for (int i = 0; i < 10; i++) {
		assert_true(bs_decimal_parse(BS_SPAN("0.1"), &v));
		assert_true(bs_decimal_add(&sum, v));
	}
	b.n = 0;
	bs_decimal_write(&b, sum);
	assert_string_equal(bs_buf_str(&b), "1");
	b.n = 0; /* 2/3, and halves to even */
	bs_decimal_write(&b, bs_decimal_mean(sum * 2, 3));
	assert_string_equal(bs_buf_str(&b), "0.666667");
	b.n = 0;
	assert_true(bs_decimal_parse(BS_SPAN("0.0000005"), &v));
	bs_decimal_write(&b, bs_decimal_mean(v, 1));
	bs_decimal_write(&b, bs_decimal_mean(-v * 3, 1));
	assert_string_equal(bs_buf_str(&b), "0-0.000002");
	v = (__int128)(((unsigned __int128)1 << 127) - 1);
	assert_false(bs_decimal_add(&v, 1));
	bs_buf_free(&b);
}

static void
the_table_finds_what_was_put(void **state)
{
	struct bs_groups t;
	struct bs_group *g;
	char key[32];
	size_t at = 0, n = 0;

	(void)state;
	bs_groups_init(&t, 2);
	assert_null(bs_groups_get(&t, BS_SPAN("x")));
	for (int round = 0; round < 3; round++)
		for (unsigned i = 0; i < 20000; i++) {
			int len = snprintf(key, sizeof key, "key %u", i * 7919u);

			bs_groups_put(&t, bs_span(key, (size_t)len), NULL)->v[1] += i;
		}
	assert_int_equal(t.n, 20000);
	for (unsigned i = 0; i < 20000; i++) {
		int len = snprintf(key, sizeof key, "key %u", i * 7919u);

		g = bs_groups_get(&t, bs_span(key, (size_t)len));
		assert_non_null(g);
		assert_int_equal(g->v[1], 3 * i);
		assert_true(bs_span_eq(bs_group_key(&t, g), bs_span(key, (size_t)len)));
	}
	while (bs_groups_next(&t, &at) != NULL)
		n++;
	assert_int_equal(n, 20000);
	assert_int_equal(bs_groups_put(&t, BS_SPAN(""), NULL)->n, 0);
	bs_groups_free(&t);
}

/* The scanner finds what a plain loop finds, wherever rows lie in the steps of 64 bytes. */
static void
rows_are_found_at_every_alignment(void **state)
{
	static const char some[] =
	    "a\tb\n\tc\r\n\n\xc3\xa9\t\t\tlong long long long long long long\t"
	    "long long long long long long long long\tx\ny\r";
	char text[3 * sizeof some + 80];
	size_t tab[4 * 2], n = 0;

	(void)state;
	for (size_t lead = 0; lead < 80; lead++) {
		struct bs_scan s;
		struct bs_scan_row row[4];
		const char *want = text;

		memset(text, 'z', lead);
		n = lead;
		for (int i = 0; i < 2; i++, n += sizeof some - 1)
			memcpy(text + n, some, sizeof some - 1);
		bs_scan_start(&s, bs_span(text, n));
		for (size_t k; (k = bs_scan_rows(&s, row, tab, 2, 4)) > 0;) {
			for (size_t i = 0; i < k; i++) {
				const char *end = memchr(want, '\n', (size_t)(text + n - want));
				size_t ntab = 0;
				bool high = false;

				end = end ? end : text + n;
				assert_ptr_equal(row[i].p, want);
				for (const char *p = want; p < end; p++) {
					high |= (unsigned char)*p > 127;
					if (*p == '\t' && ntab++ < 2)
						assert_int_equal(tab[i * 2 + ntab - 1], p - want);
				}
				assert_int_equal(row[i].ntab, ntab);
				assert_int_equal(row[i].high, high);
				assert_int_equal(
				    row[i].n, end - want - (end > want && end[-1] == '\r'));
				want = end + 1;
			}
		}
		assert_true(want >= text + n);
	}
}

static void
periods_follow_each_other(void **state)
{
	static const struct {
		enum bs_period p;
		const char *date, *is, *next;
	} t[] = {
	    {BS_DAY, "2024-02-28T10:00Z", "2024-02-28", "2024-02-29"},
	    {BS_DAY, "2023-12-31", "2023-12-31", "2024-01-01"},
	    {BS_WEEK, "2020-12-31", "2020-W53", "2021-W01"},
	    {BS_WEEK, "2021-01-03", "2020-W53", "2021-W01"},
	    {BS_WEEK, "2024-12-30", "2025-W01", "2025-W02"},
	    {BS_MONTH, "2023-12", "2023-12", "2024-01"},
	    {BS_YEAR, "1999-05-05", "1999", "2000"},
	    {BS_DAY, "2024-05", ".", NULL},
	    {BS_MONTH, "yesterday", ".", NULL},
	    {BS_DAY, "2023-02-29", ".", NULL},
	    {BS_YEAR, ".", ".", NULL},
	};
	struct bs_buf b = {0};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
		b.n = 0;
		bs_period_of(&b, t[i].p, bs_span_str(t[i].date));
		assert_string_equal(bs_buf_str(&b), t[i].is);
		if (t[i].next == NULL)
			continue;
		assert_true(bs_period_next(&b, t[i].p));
		assert_string_equal(bs_buf_str(&b), t[i].next);
	}
	bs_buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(statistics_are_those_of_the_papers),
	    cmocka_unit_test(decimals_are_exact),
	    cmocka_unit_test(the_table_finds_what_was_put),
	    cmocka_unit_test(rows_are_found_at_every_alignment),
	    cmocka_unit_test(periods_follow_each_other),
	};

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
