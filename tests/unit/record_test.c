/* Rows read, refused, escaped and written. */
#include "unit.h"

#include "broadsheet.h"

#define GOOD "a.txt\t0\t5\tsent\t1s1\tbody\tk\t.\tstop\tHello"

static void
refuses(void **state)
{
	static const struct {
		const char *line, *why;
	} c[] = {
	    {GOOD, NULL},
	    {"a.txt\t0\t5\tsent\t1s1\tbody\tk\t.\tstop", "fewer than ten columns"},
	    {GOOD "\tx", "more than ten columns"},
	    {GOOD "\tx\ty\tz\ta\tb", "more than ten columns"},
	    {"\t0\t5\tsent\t1s1\tbody\tk\t.\tstop\tHello", "no document in column 1"},
	    {".\t0\t5\tsent\t1s1\tbody\tk\t.\tstop\tHello", "no document in column 1"},
	    {"a\t-1\t5\tsent\t1s1\tbody\tk\t.\tstop\tHello", "column 2 (start) is not a number"},
	    {"a\t\t5\tsent\t1s1\tbody\tk\t.\tstop\tHello", "column 2 (start) is not a number"},
	    {"a\t0\t5x\tsent\t1s1\tbody\tk\t.\tstop\tHello", "column 3 (stop) is not a number"},
	    {"a\t0\t9999999999999999999\tsent\t1\tb\tk\t.\ts\tH",
		"column 3 (stop) is not a number"},
	    {"a\t6\t5\tsent\t1s1\tbody\tk\t.\tstop\tHello", "stop is before start"},
	    {"a\t0\t5\tsent\t1s1\tbody\tk\t.\tstop\tH\xc3llo", "not valid UTF-8"},
	    {"a\t0\t5\tsent\t1s1\tbody\tk\t.\tstop\tH\xed\xa0\x80", "not valid UTF-8"},
	    {"", "fewer than ten columns"},
	};
	struct bs_row r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		const char *why = bs_row_parse(&r, bs_span_str(c[i].line));

		if (c[i].why == NULL)
			assert_null(why);
		else
			assert_string_equal(why, c[i].why);
	}
}

static void
columns(void **state)
{
	struct bs_row r;
	uint64_t block, sent;

	(void)state;
	assert_null(
	    bs_row_parse(&r, BS_SPAN("d\t12\t90\tquote\t7s2\tdirect\tAnn\tsay\thand:me\t\\\"x")));
	assert_int_equal(r.kind, BS_QUOTE);
	assert_int_equal(r.start, 12);
	assert_int_equal(r.stop, 90);
	assert_true(r.hand);
	assert_span(r.col[BS_TEXT], "\\\"x");
	bs_addr_parse(r.col[BS_ADDR], &block, &sent);
	assert_int_equal(block, 7);
	assert_int_equal(sent, 2);
	bs_addr_parse(BS_SPAN("31"), &block, &sent);
	assert_int_equal(block, 31);
	assert_int_equal(sent, 0);
	bs_addr_parse(BS_SPAN("."), &block, &sent);
	assert_int_equal(block, 0);
	assert_null(bs_row_parse(&r, BS_SPAN("d\t12\t90\tmine\t.\t.\t.\t.\t.\t.")));
	assert_int_equal(r.kind, BS_OTHER);
	assert_false(r.hand);
}

static void
escapes(void **state)
{
	static const struct {
		const char *raw, *column;
	} c[] = {
	    {"plain", "plain"},
	    {"a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e"},
	    {"\"quoted\"", "\\\"quoted\""},
	    {"#tag #tag", "\\#tag #tag"},
	    {"\\n", "\\\\n"},
	    {"", ""},
	    {"a long line without any of them, longer than a register is wide\n!",
		"a long line without any of them, longer than a register is wide\\n!"},
	};
	struct bs_arena a = {0};
	struct bs_buf b = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		b.n = 0;
		bs_escape(&b, bs_span_str(c[i].raw));
		assert_span(bs_buf_view(&b), c[i].column);
		assert_span(bs_unescape_arena(&a, bs_buf_view(&b)), c[i].raw);
	}
	/* an unknown escape, and a backslash at the end, stay as they stand */
	assert_span(bs_unescape_arena(&a, BS_SPAN("a\\xb\\")), "a\\xb\\");
	bs_buf_free(&b);
	bs_arena_free(&a);
}

static void
escape_is_undone_by_unescape(void **state)
{
	uint64_t rnd = 1;
	struct bs_buf esc = {0}, back = {0};
	int round;

	(void)state;
	for (round = 0; round < 20000; round++) {
		static const char pick[] = "\t\n\r\\\"#tnr.a\xc3\xa9";
		char raw[40];
		size_t n = unit_random(&rnd) % sizeof raw, i;

		for (i = 0; i < n; i++)
			raw[i] = pick[unit_random(&rnd) % (sizeof pick - 1)];
		esc.n = back.n = 0;
		bs_escape(&esc, bs_span(raw, n));
		for (i = 0; i < esc.n; i++)
			assert_true(esc.p[i] != '\t' && esc.p[i] != '\n' && esc.p[i] != '\r');
		bs_unescape(&back, bs_buf_view(&esc));
		assert_true(bs_span_eq(bs_buf_view(&back), bs_span(raw, n)));
	}
	bs_buf_free(&esc);
	bs_buf_free(&back);
}

static void
writes_what_it_reads(void **state)
{
	struct bs_newrow n = {.doc = BS_SPAN("a b\\tc"),
	    .start = 3,
	    .stop = 18446744073709551615U,
	    .kind = BS_CUE,
	    .addr = BS_SPAN("2s1"),
	    .key = BS_SPAN("#1"),
	    .text = BS_SPAN("a\nb")};
	struct bs_buf b = {0};

	(void)state;
	bs_row_format(&b, &n);
	assert_span(
	    bs_buf_view(&b), "a b\\tc\t3\t18446744073709551615\tcue\t2s1\t.\t\\#1\t.\t.\ta\\nb");
	bs_buf_free(&b);
}

/* Every kind by its name, and what is like one. */
static void
test_kinds(void **state)
{
	static const char *const others[] = {"", ".", "me", "mete", "sens", "sentry", "tokens",
	    "cuE", "ter", "other", "entitY", "edits", "pact", "#"};

	(void)state;
	for (int k = 0; k < BS_OTHER; k++)
		assert_int_equal(bs_kind_find(bs_span_str(bs_kind_name((enum bs_kind)k))), k);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_int_equal(bs_kind_find(bs_span_str(others[i])), BS_OTHER);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(columns),
	    cmocka_unit_test(escapes),
	    cmocka_unit_test(escape_is_undone_by_unescape),
	    cmocka_unit_test(writes_what_it_reads),
	    cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests_name("record", t, NULL, NULL);
}
