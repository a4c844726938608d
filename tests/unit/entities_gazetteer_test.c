/* The gazetteer: texts with the matches of one list they should have. */
#include "unit.h"

#include "broadsheet/token.h"
#include "entities/gazetteer.h"

#include <stdlib.h>

struct match_case {
	const char *text, *want; /* matches joined by "|" */
	enum bs_gaz_list list;
	enum bs_gaz_form form;
	const char *country;
	bool cut; /* the first match does not start and stop with tokens */
};

static const struct match_case cases[] = {
    {.text = "", .want = "", .list = BS_GAZ_COUNTRY},
    {.text = "& . -", .want = "", .list = BS_GAZ_ORG},
    {.text = "They flew to Tajikistan.",
	.want = "Tajikistan",
	.list = BS_GAZ_COUNTRY,
	.country = "TJ"},
    {.text = "Armenia's border", .want = "Armenia", .list = BS_GAZ_COUNTRY, .country = "AM"},
    {.text = "a Niger River town in Niger", .want = "Niger|Niger", .list = BS_GAZ_COUNTRY},
    {.text = "a Niger River town", .want = "Niger River", .list = BS_GAZ_GEO},
    {.text = "OFF NEW ZEALAND",
	.want = "NEW ZEALAND",
	.list = BS_GAZ_COUNTRY,
	.form = BS_GAZ_UPPER},
    {.text = "off new zealand",
	.want = "new zealand",
	.list = BS_GAZ_COUNTRY,
	.form = BS_GAZ_FOLDED},
    {.text = "New York-based",
	.want = "New York",
	.list = BS_GAZ_CITY,
	.country = "US",
	.cut = true},
    {.text = "Malta-Georgia talks", .want = "Malta|Georgia", .list = BS_GAZ_COUNTRY, .cut = true},
    {.text = "New, York", .want = "York", .list = BS_GAZ_CITY, .country = "GB"},
    {.text = "in Sao Paulo and São Paulo", .want = "Sao Paulo|São Paulo", .list = BS_GAZ_CITY},
    {.text = "the U.S. and the US", .want = "U.S|US", .list = BS_GAZ_COUNTRY},
    {.text = "told us", .want = "us", .list = BS_GAZ_COUNTRY, .form = BS_GAZ_FOLDED},
    {.text = "who the WHO is", .want = "who|WHO", .list = BS_GAZ_ORG, .form = BS_GAZ_FOLDED},
    {.text = "Johnson and Johnson", .want = "Johnson and Johnson", .list = BS_GAZ_ORG},
    {.text = "AT&T", .want = "AT&T", .list = BS_GAZ_ORG},
    {.text = "Deputy Prime Minister Orr", .want = "Deputy Prime Minister", .list = BS_GAZ_TITLE},
};

static struct bs_gaz_matches
find(const char *text)
{
	struct bs_gaz_matches m = {0};
	struct bs_tokens t = {0};

	bs_tokenize(bs_span_str(text), 0, &t);
	bs_gaz_find(&bs_gazetteer, bs_span_str(text), t.v, t.n, &m);
	bs_tokens_free(&t);
	return m;
}

static void
matches_are_as_listed(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct bs_gaz_matches m = find(cases[c].text);
		struct bs_buf got = {0};
		bool first = true;

		for (size_t i = 0; i < m.n; i++) {
			const struct bs_gaz_match *x = &m.v[i];

			if (x->list != cases[c].list)
				continue;
			if (first) {
				assert_int_equal(x->form, cases[c].form);
				assert_int_equal(x->whole, !cases[c].cut);
				if (cases[c].country)
					assert_int_equal(x->country,
					    cases[c].country[0] << 8 | cases[c].country[1]);
			} else {
				bs_buf_ch(&got, '|');
			}
			first = false;
			bs_buf_add(&got, cases[c].text + x->start, x->stop - x->start);
		}
		assert_span(bs_buf_view(&got), cases[c].want);
		bs_buf_free(&got);
		bs_gaz_matches_free(&m);
	}
}

static void
a_key_is_the_first_spelling(void **state)
{
	const struct bs_gaz_posting *p = bs_gaz_lookup(&bs_gazetteer, BS_SPAN("CSTO"), BS_GAZ_ORG);

	(void)state;
	assert_non_null(p);
	assert_span(bs_gaz_key(&bs_gazetteer, p->ref), "Collective Security Treaty Organization");
	p = bs_gaz_lookup(&bs_gazetteer, BS_SPAN("Lima"), BS_GAZ_CITY);
	assert_non_null(p);
	assert_span(bs_gaz_key(&bs_gazetteer, p->ref), "");
	assert_true(p->weight > 10); /* of the Limas, the one of millions */
	assert_null(bs_gaz_lookup(&bs_gazetteer, BS_SPAN("Collective Security"), BS_GAZ_ORG));
	assert_null(bs_gaz_lookup(&bs_gazetteer, BS_SPAN(""), BS_GAZ_ORG));
}

static void
ordinary_words_are_marked(void **state)
{
	const struct bs_gaz_posting *p = bs_gaz_lookup(
	    &bs_gazetteer, BS_SPAN("Will"), BS_GAZ_GIVEN);

	(void)state;
	assert_non_null(p);
	assert_true(p->common);
	p = bs_gaz_lookup(&bs_gazetteer, BS_SPAN("Yerevan"), BS_GAZ_CITY);
	assert_non_null(p);
	assert_false(p->common);
}

/* A prefix of long names, again and again: linear, and no match runs past a name's length. */
static void
repetition_is_linear(void **state)
{
	struct bs_gaz_matches m = {0};
	struct bs_buf b = {0};

	(void)state;
	while (b.n < 4 << 20)
		bs_buf_lit(&b, "New York New ");
	bs_gaz_find(&bs_gazetteer, bs_buf_view(&b), NULL, 0, &m);
	assert_true(m.n > 0);
	bs_gaz_matches_free(&m);
	bs_buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(matches_are_as_listed),
	    cmocka_unit_test(a_key_is_the_first_spelling),
	    cmocka_unit_test(ordinary_words_are_marked),
	    cmocka_unit_test(repetition_is_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
