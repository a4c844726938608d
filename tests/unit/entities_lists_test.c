/* A user's lists and rules: what loads, what does not and why, what is found. */
#include "entities/rules.h"
#include "entities/userlist.h"

#include <stdlib.h>

#include "unit.h"

static const struct {
	const char *file, *why; /* NULL: it loads */
	size_t line, names;
} lists[] = {
    {.file = "", .names = 0},
    {.file = "name\n", .names = 0},
    {.file = "Ada Quill\nBen Quill", .names = 2},
    {.file = "\xef\xbb\xbfname\tclass\r\nAda Quill|A. Quill\tPER\r\n\r\n# no name\tX\n",
	.names = 2},
    {.file = "class\tname\nPER\tAda\nPER\tADA\nPER\tÀda\n", .names = 1},
    {.file = "name\tstrict\nQuill, Ada\t1\n", .names = 0},
    {.file = "class\tkey\nPER\tAda\n", .why = "the header has no column `name`", .line = 1},
    {.file = "name\tclass\n\n.\tPER\n", .why = "no name", .line = 3},
    {.file = "name\tcountry\nAda\tIreland\n",
	.why = "a country is two letters of ISO 3166",
	.line = 2},
    {.file = "name\tstrict\nAda\tyes\n", .why = "strict is 0 or 1", .line = 2},
    {.file = "Ada\nBen\nC\xffl\n", .why = "not UTF-8", .line = 3},
};

static void
lists_load_or_say_why(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct bs_userlist u;
		size_t line;
		const char *why = bs_userlist_load(
		    &u, BS_SPAN("l"), bs_span_str(lists[i].file), &line);

		if (lists[i].why) {
			assert_non_null(why);
			assert_string_equal(why, lists[i].why);
			assert_int_equal(line, lists[i].line);
		} else {
			assert_null(why);
			assert_int_equal(u.nname, lists[i].names);
		}
		bs_userlist_free(&u);
	}
}

static void
rows_are_read_again_when_they_match(void **state)
{
	struct bs_span file = BS_SPAN(
	    "id\tname\tkey\tclass\tcountry\tstrict\n"
	    "7\tAda Quill|A Q\t.\tPER\tIE\t0\n8\tBen Quill\tAda Quill\tPER\t.\t.\n");
	struct bs_span text = BS_SPAN("So A. Q. met BEN QUILL.");
	struct bs_gaz_matches m = {0};
	struct bs_userlist u;
	struct bs_userlist_row r;
	size_t line;

	(void)state;
	assert_null(bs_userlist_load(&u, BS_SPAN("l"), file, &line));
	assert_int_equal(u.nclash, 1);
	assert_span(u.clash, "Ada Quill");
	bs_gaz_find(&u.gaz, text, NULL, 0, &m);
	assert_int_equal(m.n, 2);
	assert_span(bs_span_cut(text, m.v[0].start, m.v[0].stop), "A. Q");
	assert_int_equal(m.v[1].form, BS_GAZ_UPPER);
	r = bs_userlist_row(&u, m.v[0].ref);
	assert_span(r.id, "7");
	assert_span(r.key, "Ada Quill");
	assert_span(r.country, "IE");
	assert_false(r.strict);
	assert_true(r.shared);
	assert_true(bs_userlist_row(&u, m.v[1].ref).strict);
	bs_gaz_matches_free(&m);
	bs_userlist_free(&u);
}

/* The table holds as many names as there are, and finds each of them. */
static void
a_long_list_finds_every_name(void **state)
{
	enum { N = 50000 };
	struct bs_buf file = {0}, text = {0};
	struct bs_gaz_matches m = {0};
	struct bs_userlist u;
	size_t line;

	(void)state;
	for (unsigned i = 0; i < N; i++) {
		bs_buf_fmt(&file, "Name%u Of%u\n", i, i % 97);
		bs_buf_fmt(&text, "Name%u Of%u, ", i, i % 97);
	}
	assert_null(bs_userlist_load(&u, BS_SPAN("l"), bs_buf_view(&file), &line));
	assert_int_equal(u.nname, N);
	bs_gaz_find(&u.gaz, bs_buf_view(&text), NULL, 0, &m);
	assert_int_equal(m.n, N);
	bs_gaz_matches_free(&m);
	bs_userlist_free(&u);
	bs_buf_free(&file);
	bs_buf_free(&text);
}

static const struct {
	const char *file, *text, *want; /* matches as text=key, joined by | */
} rules[] = {
    {"pattern\tclass\n\\d+\tNUM\n", "1 and 22", "1=|22="},
    {"class\tkey\tpattern\nX\t$2-$1 $$ $9 $\t(\\w+) (\\w+)\n", "ab cd", "ab cd=cd-ab $  $"},
    {"pattern\tclass\nx*\tX\n", "axxb", "xx="},
    {"pattern\tclass\n(?=a)\tX\n", "aaa", ""},
    {"pattern\tclass\né\tX\n", "éé", "é=|é="},
    {"pattern\tclass\nb\tB\na\tA\n", "ab", "b=|a="},
};

static void
rules_find_and_expand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct bs_buf why = {0}, got = {0};
		struct bs_entities e = {0};
		struct bs_arena a = {0};
		struct bs_span text = bs_span_str(rules[i].text);
		size_t line;
		struct bs_rules *r = bs_rules_load(bs_span_str(rules[i].file), &why, &line);

		assert_non_null(r);
		bs_rules_find(r, text, 0, &a, &e);
		for (size_t k = 0; k < e.n; k++) {
			if (k)
				bs_buf_ch(&got, '|');
			bs_buf_span(&got, bs_span_cut(text, e.v[k].start, e.v[k].stop));
			bs_buf_ch(&got, '=');
			bs_buf_span(&got, e.v[k].key);
		}
		assert_span(bs_buf_view(&got), rules[i].want);
		bs_rules_free(r);
		bs_arena_free(&a);
		bs_buf_free(&got);
		bs_buf_free(&why);
		free(e.v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lists_load_or_say_why),
	    cmocka_unit_test(rows_are_read_again_when_they_match),
	    cmocka_unit_test(a_long_list_finds_every_name),
	    cmocka_unit_test(rules_find_and_expand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
