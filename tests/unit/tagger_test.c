/* The tagger: features, models sound and damaged, names of a document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "entities/tagger.h"
#include "entities/tagger_seen.h"

static struct bs_model
builtin(void)
{
	struct bs_model m;

	assert_null(bs_model_open(&m, bs_model_builtin(), true));
	return m;
}

struct caps_case {
	const char *form;
	enum bs_caps caps;
};

static const struct caps_case caps_cases[] = {
    {.form = "talks", .caps = BS_CAPS_LOWER},
    {.form = "Tallinn", .caps = BS_CAPS_INIT},
    {.form = "Łódź", .caps = BS_CAPS_INIT},
    {.form = "NATO", .caps = BS_CAPS_ALL},
    {.form = "A", .caps = BS_CAPS_ONE},
    {.form = "McKay", .caps = BS_CAPS_MIXED},
    {.form = "U.S.", .caps = BS_CAPS_DOTTED},
    {.form = "1,998", .caps = BS_CAPS_NUMBER},
    {.form = "G20", .caps = BS_CAPS_LETNUM},
    {.form = "東京", .caps = BS_CAPS_OTHER},
    {.form = "—", .caps = BS_CAPS_NONE},
};

static void
test_caps(void **state)
{
	struct bs_model m = builtin();
	struct bs_buf scratch = {0};

	(void)state;
	for (size_t i = 0; i < sizeof caps_cases / sizeof *caps_cases; i++) {
		struct bs_word w;

		bs_word_analyse(&w, &m.lex, bs_span_str(caps_cases[i].form), &scratch);
		if (w.caps != caps_cases[i].caps)
			fail_msg("%s is of case %d", caps_cases[i].form, w.caps);
	}
	bs_buf_free(&scratch);
}

static struct bs_word
analyse(const struct bs_model *m, const char *form)
{
	struct bs_buf scratch = {0};
	struct bs_word w;

	bs_word_analyse(&w, &m->lex, bs_span_str(form), &scratch);
	bs_buf_free(&scratch);
	return w;
}

/* Digits are alike, accents are bridged, marks of one kind are one, like words share a class. */
static void
test_words(void **state)
{
	struct bs_model m = builtin();
	struct bs_word monday = analyse(&m, "Monday"), friday = analyse(&m, "FRIDAY");

	(void)state;
	assert_int_equal(analyse(&m, "1998").lower, analyse(&m, "2016").lower);
	assert_int_equal(analyse(&m, "“").form, analyse(&m, "\"").form);
	assert_int_not_equal(monday.lex, BS_LEX_NONE);
	assert_int_equal(analyse(&m, "Bogotá").lex, analyse(&m, "Bogota").lex);
	assert_int_equal(monday.fine, friday.fine);
	assert_int_equal(analyse(&m, "qzxvbnq").lex, BS_LEX_NONE);
}

static void
test_label_order(void **state)
{
	(void)state;
	assert_true(bs_label_follows(BS_OUT, BS_UNIT));
	assert_true(bs_label_follows(BS_BEGIN, BS_LAST));
	assert_false(bs_label_follows(BS_BEGIN, BS_OUT));
	assert_false(bs_label_follows(BS_OUT, BS_INSIDE));
	assert_false(bs_label_follows(BS_BEGIN, 4 + BS_LAST));
}

/* Every kind of damage to a copy of the model is seen, and none is read past its end. */
static void
test_damaged(void **state)
{
	struct bs_span all = bs_model_builtin();
	char *copy = bs_malloc(all.n);
	struct bs_model m;
	static const size_t at[] = {0, 8, 12, 24, 28, 32, 4000, 5000000};

	(void)state;
	memcpy(copy, all.p, all.n);
	assert_null(bs_model_open(&m, bs_span(copy, all.n), false));
	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		copy[at[i]] ^= 0x41;
		assert_non_null(bs_model_open(&m, bs_span(copy, all.n), false));
		copy[at[i]] ^= 0x41;
	}
	for (size_t n = 0; n < all.n; n = n * 2 + 7)
		assert_non_null(bs_model_open(&m, bs_span(copy, n), false));
	free(copy);
}

/* A copy of the model that comes with the program, its head summed too. */
static char *
summed_copy(size_t *n)
{
	struct bs_span all = bs_model_builtin();
	char *copy = bs_malloc(all.n);
	struct bs_model_head *h = (void *)copy;

	memcpy(copy, all.p, *n = all.n);
	h->magic[7] = 2;
	h->sum = bs_model_sum(bs_span(copy, all.n));
	return copy;
}

/* No byte of the head may change. */
static void
test_damaged_head(void **state)
{
	size_t n;
	char *copy = summed_copy(&n);
	struct bs_model m;

	(void)state;
	assert_null(bs_model_open(&m, bs_span(copy, n), false));
	for (size_t i = 0; i < sizeof(struct bs_model_head); i += i < 80 ? 1 : 29) {
		copy[i] ^= 3;
		assert_non_null(bs_model_open(&m, bs_span(copy, n), false));
		copy[i] ^= 3;
	}
	free(copy);
}

#define AT(field) offsetof(struct bs_model_head, field)

/* Values that do not belong in a head, and as many of their bytes as are written. */
static const struct {
	size_t at, n;
	uint32_t value;
} lies[] = {
    {AT(size), 4, 8000000},
    {AT(nbucket), 4, 0},
    {AT(nbucket), 4, UINT32_MAX},
    {AT(lex), 4, UINT32_MAX - 63},
    {AT(lex), 4, 64},
    {AT(bucket), 4, 0},
    {AT(bucket), 4, 1000001},
    {AT(net), 4, 8000000},
    {AT(slope), 4, 0x7fc00000},       /* no number */
    {AT(slope) + 4, 4, 0x7149f2ca},   /* 1e30 */
    {AT(offset) + 12, 4, 0xff800000}, /* minus infinity */
    {AT(follow) + 2, 2, 0x7fff},
    {AT(follow) + 576, 2, 0x8000},
};

/* A head that lies under a right sum is found out by its bounds. */
static void
test_hostile_head(void **state)
{
	size_t n;
	char *copy = summed_copy(&n);
	struct bs_model_head *h = (void *)copy;
	uint32_t *lexicon = (void *)(copy + h->lex);
	const struct bs_model_head good = *h;
	struct bs_model m;

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		*h = good;
		memcpy(copy + lies[i].at, &lies[i].value, lies[i].n);
		h->sum = bs_model_sum(bs_span(copy, n));
		assert_non_null(bs_model_open(&m, bs_span(copy, n), false));
	}
	*h = good;
	memset(h->made, 'x', sizeof h->made);
	h->sum = bs_model_sum(bs_span(copy, n));
	assert_non_null(bs_model_open(&m, bs_span(copy, n), false));
	*h = good;
	/* All words in one bucket of the lexicon would be slow to search. */
	memset(lexicon + 9, 0, 65535 * sizeof *lexicon);
	h->sum = bs_model_sum(bs_span(copy, n));
	assert_string_equal(bs_model_open(&m, bs_span(copy, n), false), "the lexicon is damaged");
	free(copy);
}

struct text_case {
	const char *text; /* sentences, one a line */
	const char *want; /* CLASS:name, one a line, names in order */
};

static const struct text_case text_cases[] = {
    {"", ""},
    {"the talks went on for hours .", ""},
    {"Prime Minister Angela Merkel flew to Tallinn on Monday .",
	"PER:Angela Merkel\nLOC:Tallinn\n"},
    {"The United Nations said Kenya had agreed .", "ORG:United Nations\nLOC:Kenya\n"},
    {"He spoke to Reuters in Baku .\nReuters is there .", "ORG:Reuters\nLOC:Baku\nORG:Reuters\n"},
    {"The French minister met a German colleague .", "MISC:French\nMISC:German\n"},
    /* plain words within a name, and behind one; a numeral that is spelled like a pronoun */
    {"A delegation from the University of the West of Scotland came .",
	"ORG:University of the West of Scotland\n"},
    {"Many remember World War I as a war of trenches .", "MISC:World War I\n"},
    {"They flew Apollo 11 home .", "MISC:Apollo 11\n"},
    {"Labor Minister Kim Young-hoon agreed .", "PER:Kim Young-hoon\n"},
    /* openers are no names, but for those before a capital */
    {"We left .\n\" But she and I stayed , \" he said .", ""},
    {"The Guardian said so .", "ORG:Guardian\n"},
};

static void
tag(struct bs_tagger *t, const char *text, struct bs_buf *got)
{
	static const char *const name[] = {"PER", "ORG", "LOC", "NORP", "MISC"};
	struct bs_tagger_sent s[8] = {{.ntok = 0}};
	struct bs_tokens tok[8] = {{0}};
	struct bs_gaz_matches gaz[8] = {{0}};
	struct bs_entities e = {0};
	size_t n = 0;

	for (; *text && n < 8; n++) {
		size_t len = strcspn(text, "\n");

		s[n].text = bs_span(text, len);
		bs_tokenize(s[n].text, BS_TOKEN_SPLIT_HYPHENS, &tok[n]);
		bs_gaz_find(&bs_gazetteer, s[n].text, tok[n].v, tok[n].n, &gaz[n]);
		s[n].tok = tok[n].v;
		s[n].ntok = tok[n].n;
		s[n].gaz = gaz[n].v;
		s[n].ngaz = gaz[n].n;
		text += len + (text[len] == '\n');
	}
	bs_tagger_run(t, s, n, &e);
	for (size_t i = 0; i < e.n; i++) {
		assert_true(e.v[i].p > 0 && e.v[i].p < 1);
		bs_buf_fmt(got, "%s:%.*s\n", name[e.v[i].cls], (int)(e.v[i].stop - e.v[i].start),
		    s[e.v[i].sent].text.p + e.v[i].start);
	}
	for (size_t i = 0; i < 8; i++) {
		bs_tokens_free(&tok[i]);
		bs_gaz_matches_free(&gaz[i]);
	}
	free(e.v);
}

static void
test_tags(void **state)
{
	struct bs_model m = builtin();
	struct bs_tagger *t = bs_tagger_new(&m);

	(void)state;
	for (size_t i = 0; i < sizeof text_cases / sizeof *text_cases; i++) {
		struct bs_buf got = {0};

		tag(t, text_cases[i].text, &got);
		assert_string_equal(bs_buf_str(&got), text_cases[i].want);
		bs_buf_free(&got);
	}
	bs_tagger_free(t);
}

/* A document does not depend on those before it. */
static void
test_memory(void **state)
{
	struct bs_model m = builtin();
	struct bs_tagger *t = bs_tagger_new(&m);
	struct bs_buf one = {0}, two = {0};

	(void)state;
	tag(t, "Brown met Lee in Oslo .", &one);
	for (size_t i = 1; i < sizeof text_cases / sizeof *text_cases; i++) {
		struct bs_buf other = {0};

		tag(t, text_cases[i].text, &other);
		bs_buf_free(&other);
	}
	tag(t, "Brown met Lee in Oslo .", &two);
	assert_string_equal(bs_buf_str(&one), bs_buf_str(&two));
	bs_buf_free(&one);
	bs_buf_free(&two);
	bs_tagger_free(t);
}

static void
test_seen(void **state)
{
	struct bs_model m = builtin();
	struct bs_word w[] = {analyse(&m, "Police"), analyse(&m, "said"), analyse(&m, "police"),
	    analyse(&m, "left"), analyse(&m, "Oslo")};
	const struct bs_word *p[] = {&w[0], &w[1], &w[2], &w[3], &w[4]};
	struct bs_token_context c[5];
	struct bs_seen s = {0};

	(void)state;
	bs_seen_add(&s, p, 5);
	bs_seen_get(&s, p, 0, 5, BS_SENT_MIXED, c);
	assert_true(c[0].first && !c[1].first);
	assert_int_equal(c[0].seen, BS_SEEN_LOWER); /* "police" stands elsewhere */
	assert_int_equal(c[4].seen, 0);             /* "Oslo" only here */
	bs_seen_get(&s, p, 2, 4, BS_SENT_MIXED, c);
	assert_true(!c[2].first && !c[3].first);
	bs_seen_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_caps),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_label_order),
	    cmocka_unit_test(test_damaged),
	    cmocka_unit_test(test_damaged_head),
	    cmocka_unit_test(test_hostile_head),
	    cmocka_unit_test(test_tags),
	    cmocka_unit_test(test_memory),
	    cmocka_unit_test(test_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
