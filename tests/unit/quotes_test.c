/* quotes: marks paired, speech found, sources named. */
#include "broadsheet/quotes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

struct expect {
	const char *kind, *cls, *key, *text; /* kind NULL: no more */
};

struct example {
	const char *name;
	const char *sent[6]; /* a leading | begins a new paragraph */
	struct expect row[8];
};

/* The doc's additions are private to doc.c; the filter itself is the way to see them. */
#include "broadsheet/doc.h"

static const struct example examples[] = {
    {.name = "said behind",
	.sent = {"|“We will sign on Monday,” the transport ministry said in Tallinn."},
	.row = {{"quote", "direct", "transport ministry", "We will sign on Monday,"},
	    {"source", "group", "transport ministry", "the transport ministry"},
	    {"cue", "", "transport ministry", "said"}}},
    {.name = "said before, colon",
	.sent = {"|Anna Berg said: “The road is closed.”"},
	.row = {{"quote", "direct", "Anna Berg", "The road is closed."},
	    {"source", "named", "Anna Berg", "Anna Berg"}, {"cue", "", "Anna Berg", "said"}}},
    {.name = "split",
	.sent = {"|“The road,” Anna Berg said, “is closed.”"},
	.row = {{"quote", "direct", "Anna Berg", "The road, is closed."},
	    {"part", "direct", "Anna Berg", "The road,"},
	    {"part", "direct", "Anna Berg", "is closed."},
	    {"source", "named", "Anna Berg", "Anna Berg"}, {"cue", "", "Anna Berg", "said"}}},
    {.name = "indirect, pronoun",
	.sent = {"|Anna Berg came to Tallinn on Monday.", "She said that the road was closed."},
	.row = {{"quote", "indirect", "Anna Berg", "that the road was closed"},
	    {"source", "pronoun", "Anna Berg", "She"}, {"cue", "", "Anna Berg", "said"}}},
    {.name = "according to",
	.sent = {"|The road is closed, according to Anna Berg."},
	.row = {{"quote", "indirect", "Anna Berg", "The road is closed"},
	    {"source", "named", "Anna Berg", "Anna Berg"},
	    {"cue", "", "Anna Berg", "according to"}}},
    {.name = "two paragraphs",
	.sent = {"|“The road is closed,” Anna Berg said.", "“It stays so.", "|“We will wait.”"},
	.row = {{"quote", "direct", "Anna Berg", "The road is closed, It stays so.\nWe will wait."},
	    {"part", "direct", "Anna Berg", "The road is closed,"},
	    {"part", "direct", "Anna Berg", "It stays so."},
	    {"part", "direct", "Anna Berg", "We will wait."},
	    {"source", "named", "Anna Berg", "Anna Berg"}, {"cue", "", "Anna Berg", "said"}}},
    {.name = "a term",
	.sent = {"|The so-called “silk road” is closed."},
	.row = {{"term", "", "", "silk road"}}},
};

static void
fill(struct bs_doc *d, const struct example *e)
{
	uint64_t at = 0, block = 0;

	d->id = BS_SPAN("t");
	for (size_t i = 0; i < 6 && e->sent[i]; i++) {
		const char *s = e->sent[i];
		struct bs_sent x = {.cls = BS_SPAN("body"), .addr = BS_SPAN("1s1")};

		if (*s == '|')
			s++, block++;
		x.text = bs_span_str(s);
		x.block = block;
		x.start = at;
		x.stop = at += x.text.n;
		BS_PUSH(d->sent, d->nsent, d->sent_cap) = x;
	}
}

static void
check_row(const char *name, const struct bs_newrow *r, const struct expect *x)
{
	if (!x->kind || !bs_span_is(bs_span_str(bs_kind_name(r->kind)), x->kind) ||
	    !bs_span_is(r->cls, x->cls) || !bs_span_is(r->key, x->key) ||
	    !bs_span_is(r->text, x->text))
		fail_msg("%s: got %s %.*s %.*s \"%.*s\", not %s %s %s \"%s\"", name,
		    bs_kind_name(r->kind), (int)r->cls.n, r->cls.p, (int)r->key.n, r->key.p,
		    (int)r->text.n, r->text.p, x->kind ? x->kind : "nothing", x->kind ? x->cls : "",
		    x->kind ? x->key : "", x->kind ? x->text : "");
}

static void
finds(void **state)
{
	struct bs_quoter *q = bs_quoter_new();

	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct bs_doc d = {0};
		size_t k;

		fill(&d, &examples[i]);
		bs_quoter_run(q, &d, 0);
		for (k = 0; k < d.nadd; k++)
			check_row(examples[i].name, &d.add[k].row, &examples[i].row[k]);
		if (examples[i].row[k].kind)
			fail_msg("%s: missed %s \"%s\"", examples[i].name, examples[i].row[k].kind,
			    examples[i].row[k].text);
		bs_doc_free(&d);
	}
	bs_quoter_free(q);
}

static void
cues_are_checked(void **state)
{
	struct bs_quoter *q = bs_quoter_new();
	size_t line;

	(void)state;
	assert_null(bs_quoter_add_cues(
	    q, BS_SPAN("lemma\tpos\tforms\tframes\nopine\tverb\topine\td\n"), &line));
	assert_non_null(bs_quoter_add_cues(q, BS_SPAN("opine\tverb\topine\tdx\n"), &line));
	assert_int_equal(line, 1);
	assert_non_null(bs_quoter_add_cues(q, BS_SPAN("# c\nopine\tverb\n"), &line));
	assert_int_equal(line, 2);
	bs_quoter_free(q);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds), cmocka_unit_test(cues_are_checked)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
