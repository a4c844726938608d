/*
 * Aliases: every row of tests/aliases.tsv.  A text has its names in braces, each with its
 * class; ` | ` parts sentences.  The keys, with the country in brackets behind, must come out.
 */
#include "broadsheet/entity.h"
#include "broadsheet/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const class_name[] = {
    [BS_PER] = "PER", [BS_ORG] = "ORG", [BS_LOC] = "LOC", [BS_NORP] = "NORP", [BS_MISC] = "MISC"};

static enum bs_entity_class
find_class(struct bs_span s)
{
	int i;

	for (i = BS_PER; i <= BS_MISC; i++)
		if (bs_span_is(s, class_name[i]))
			return (enum bs_entity_class)i;
	fail_msg("no class %.*s", (int)s.n, s.p);
	return BS_MISC;
}

static void
end_sentence(struct bs_doc *d, struct bs_buf *b)
{
	struct bs_sent s = {.text = bs_arena_copy(&d->arena, bs_buf_view(b)), .block = 1};

	BS_PUSH(d->sent, d->nsent, d->sent_cap) = s;
	b->n = 0;
}

/* {CLASS name} and ` | ` out of the text into entities and sentences. */
static void
read_text(struct bs_doc *d, struct bs_entities *e, struct bs_span t)
{
	struct bs_buf b = {0};
	size_t i;

	for (i = 0; i < t.n; i++) {
		if (t.p[i] == '{') {
			size_t c = ++i;
			struct bs_entity x = {
			    .sent = d->nsent, .start = b.n, .p = -1, .by = BS_BY_MODEL};

			while (t.p[i] != ' ')
				i++;
			x.cls = find_class(bs_span_cut(t, c, i));
			for (i++; t.p[i] != '}'; i++)
				bs_buf_ch(&b, t.p[i]);
			x.stop = b.n;
			BS_PUSH(e->v, e->n, e->cap) = x;
		} else if (t.n - i > 3 && memcmp(t.p + i, " | ", 3) == 0) {
			end_sentence(d, &b);
			i += 2;
		} else {
			bs_buf_ch(&b, t.p[i]);
		}
	}
	end_sentence(d, &b);
	bs_buf_free(&b);
}

static bool
check(struct bs_span text, struct bs_span want, size_t line)
{
	struct bs_doc d = {0};
	struct bs_entities e = {0};
	struct bs_buf got = {0}, how = {0};
	size_t i;
	bool ok;

	read_text(&d, &e, text);
	bs_resolve(&d, &e);
	for (i = 0; i < e.n; i++) {
		bs_buf_lit(&got, i ? "; " : "");
		bs_buf_span(&got, e.v[i].key);
		if (e.v[i].info.n) {
			bs_buf_lit(&got, " (");
			bs_buf_span(&got, e.v[i].info);
			bs_buf_ch(&got, ')');
		}
		bs_buf_fmt(&how, "%s ", e.v[i].how ? e.v[i].how : ".");
	}
	ok = bs_span_eq(bs_buf_view(&got), want);
	if (!ok)
		print_error("line %zu: %.*s\n    is:  %s\n    not: %.*s\n    how: %s\n", line,
		    (int)text.n, text.p, bs_buf_str(&got), (int)want.n, want.p, bs_buf_str(&how));
	bs_buf_free(&got);
	bs_buf_free(&how);
	free(e.v);
	bs_doc_free(&d);
	return ok;
}

static void
every_row(void **state)
{
	struct bs_buf file = {0};
	struct bs_span rest;
	size_t n = 0, rows = 0, wrong = 0;

	(void)state;
	assert_true(bs_read_file("tests/aliases.tsv", &file));
	for (rest = bs_buf_view(&file); rest.n;) {
		const char *nl = memchr(rest.p, '\n', rest.n), *tab;
		struct bs_span line = bs_span(rest.p, nl ? (size_t)(nl - rest.p) : rest.n);

		rest = bs_span_cut(rest, line.n + (nl != NULL), rest.n);
		n++;
		if (line.n == 0 || *line.p == '#')
			continue;
		tab = memchr(line.p, '\t', line.n);
		assert_non_null(tab);
		rows++;
		wrong += !check(bs_span(line.p, (size_t)(tab - line.p)),
		    bs_span(tab + 1, line.n - (size_t)(tab - line.p) - 1), n);
	}
	bs_buf_free(&file);
	print_message("%zu rows, %zu wrong\n", rows, wrong);
	assert_int_equal(wrong, 0);
	assert_true(rows >= 150);
}

/* Many people, many namesakes: near-linear. */
static void
many_names(void **state)
{
	struct bs_doc d = {0};
	struct bs_entities e = {0};
	struct bs_buf b = {0};
	size_t i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		struct bs_entity x = {.sent = i, .p = -1, .cls = i % 5 ? BS_PER : BS_ORG};

		b.n = 0;
		bs_buf_fmt(&b, i % 3 ? "Person%c%c Smith" : "Smith", 'a' + (int)(i % 26),
		    'a' + (int)(i / 26 % 26));
		x.stop = b.n;
		end_sentence(&d, &b);
		BS_PUSH(e.v, e.n, e.cap) = x;
	}
	bs_resolve(&d, &e);
	for (i = 0; i < e.n; i++)
		assert_true(e.v[i].key.n > 0);
	free(e.v);
	bs_buf_free(&b);
	bs_doc_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row),
	    cmocka_unit_test(many_names),
	};

	return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
