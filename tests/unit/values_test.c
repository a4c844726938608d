/*
 * Dates and amounts: every row of tests/values.tsv.  In a row the text has
 * its values in square brackets; all of them, and nothing else, must be found.
 */
#include "broadsheet/reader.h"
#include "entities/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const class_name[] = {[BS_DATE] = "DATE",
    [BS_TIME] = "TIME",
    [BS_MONEY] = "MONEY",
    [BS_PERCENT] = "PERCENT",
    [BS_QUANTITY] = "QUANTITY"};

static struct bs_span
cut(struct bs_span *s, char sep)
{
	const char *p = s->n ? memchr(s->p, sep, s->n) : NULL;
	struct bs_span w = p ? bs_span(s->p, (size_t)(p - s->p)) : *s;

	*s = p ? bs_span(p + 1, s->n - w.n - 1) : bs_span(s->p, 0);
	return w;
}

/* The text with brackets around what was found, and the values: as the file has them. */
static void
describe(struct bs_buf *b, struct bs_span text, const struct bs_entities *e, struct bs_buf *why)
{
	size_t i, at = 0;

	for (i = 0; i < e->n; i++) {
		const struct bs_entity *x = &e->v[i];

		bs_buf_span(b, bs_span_cut(text, at, x->start));
		bs_buf_ch(b, '[');
		bs_buf_span(b, bs_span_cut(text, x->start, x->stop));
		bs_buf_ch(b, ']');
		at = x->stop;
	}
	bs_buf_span(b, bs_span_cut(text, at, text.n));
	bs_buf_ch(b, '\t');
	for (i = 0; i < e->n; i++) {
		const struct bs_entity *x = &e->v[i];

		bs_buf_fmt(b, "%s%s ", i ? "; " : "", class_name[x->cls]);
		bs_buf_span(b, x->key);
		if (x->info.n) {
			bs_buf_ch(b, ' ');
			bs_buf_span(b, x->info);
		}
		bs_buf_span(why, x->rule);
		bs_buf_ch(why, ' ');
	}
	if (!e->n)
		bs_buf_ch(b, '.');
}

static bool
check(struct bs_values *v, struct bs_span line, size_t n)
{
	struct bs_span rest = line, doc = cut(&rest, '\t'), marked = rest;
	struct bs_buf text = {0}, got = {0}, why = {0};
	struct bs_entities e = {0};
	struct bs_arena a = {0};
	struct bs_span t;
	size_t i, sent = 0;
	bool ok;

	t = cut(&rest, '\t');
	for (i = 0; i < t.n; i++)
		if (t.p[i] != '[' && t.p[i] != ']')
			bs_buf_ch(&text, t.p[i]);
	bs_values_begin(v, bs_span_is(doc, ".") ? bs_span("", 0) : doc);
	/* sentences, so that a row may show what one says of another */
	bs_values_find(v, bs_buf_view(&text), sent, 1, &a, &e);
	describe(&got, bs_buf_view(&text), &e, &why);
	ok = bs_span_eq(bs_buf_view(&got), marked);
	if (!ok)
		print_error("line %zu: %.*s\n    not: %s\n    by:  %s\n", n, (int)marked.n,
		    marked.p, bs_buf_str(&got), bs_buf_str(&why));
	bs_buf_free(&text);
	bs_buf_free(&got);
	bs_buf_free(&why);
	free(e.v);
	bs_arena_free(&a);
	return ok;
}

static void
every_row(void **state)
{
	struct bs_buf file = {0};
	struct bs_span rest, line;
	struct bs_values *v = bs_values_new();
	size_t n = 0, rows = 0, wrong = 0;

	(void)state;
	assert_true(bs_read_file("tests/values.tsv", &file));
	for (rest = bs_buf_view(&file); rest.n;) {
		line = cut(&rest, '\n');
		n++;
		if (line.n == 0 || *line.p == '#')
			continue;
		rows++;
		wrong += !check(v, line, n);
	}
	bs_values_free(v);
	bs_buf_free(&file);
	print_message("%zu rows, %zu wrong\n", rows, wrong);
	assert_int_equal(wrong, 0);
	assert_true(rows >= 300);
}

/* One character, one pattern without end: linear, and nothing breaks. */
static void
long_texts(void **state)
{
	static const char *const piece[] = {"a", "1", "1,", "$", "May ", "the ", "1 - ", "two ",
	    "hundred ", "in the past ", ".", "\xC2\xB0", "half a ", "one thousand ", "from 1 to ",
	    "May 1 - "};
	struct bs_values *v = bs_values_new();
	struct bs_entities e = {0};
	struct bs_arena a = {0};
	struct bs_buf b = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof piece / sizeof *piece; i++) {
		b.n = e.n = 0;
		while (b.n < 1 << 19)
			bs_buf_lit(&b, piece[i]);
		bs_values_begin(v, BS_SPAN("2021-05-25"));
		bs_values_find(v, bs_buf_view(&b), 0, 1, &a, &e);
	}
	bs_values_free(v);
	bs_arena_free(&a);
	bs_buf_free(&b);
	free(e.v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row),
	    cmocka_unit_test(long_texts),
	};

	return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
