/* full: see full.h */
#include "trace/full.h"

#include "broadsheet/cli.h"
#include "normalize/windows.h"

#include <stdio.h>
#include <stdlib.h>

struct bs_full {
	struct bs_strmap row; /* rows that normalize makes -> 1 + how often they were met */
	struct bs_buf line, version;
	struct bs_arena arena;
	struct bs_normalizer z; /* its tables are made but once */
};

struct bs_full *
bs_full_new(void)
{
	struct bs_full *f = bs_calloc(1, sizeof *f);

	bs_normalizer_init(&f->z, &(struct bs_normalize_options){.repair = true});
	return f;
}

void
bs_full_free(struct bs_full *f)
{
	if (f == NULL)
		return;
	bs_strmap_free(&f->row);
	bs_buf_free(&f->line);
	bs_buf_free(&f->version);
	bs_arena_free(&f->arena);
	bs_normalizer_free(&f->z);
	free(f);
}

static int
word(struct bs_span s, const char *const *list)
{
	for (int i = 0; list[i] != NULL; i++)
		if (bs_span_is(s, list[i]))
			return i;
	return -1;
}

/* One of the options behind the version: as=text, form=nfd, marks=keep, no-repair, encoding=X. */
static bool
set(struct bs_normalize_options *o, struct bs_span s)
{
	static const char *const as[] = {"article", "text", "lines", NULL};
	static const char *const form[] = {"nfc", "nfd", "nfkc", "nfkd", "none", NULL};
	static const char *const marks[] = {"directed", "keep", "ascii", NULL};
	const char *eq = s.n ? memchr(s.p, '=', s.n) : NULL;
	struct bs_span name = bs_span(s.p, eq ? (size_t)(eq - s.p) : s.n), value = {0};
	int v = 0;

	if (eq != NULL)
		value = bs_span_cut(s, name.n + 1, s.n);
	if (bs_span_is(name, "no-repair"))
		o->repair = false;
	else if (bs_span_is(name, "encoding"))
		o->encoding = value;
	else if (bs_span_is(name, "as") && (v = word(value, as)) >= 0)
		o->as = (enum bs_structure_as)v;
	else if (bs_span_is(name, "form") && (v = word(value, form)) >= 0)
		o->form = (enum bs_form)v;
	else if (bs_span_is(name, "marks") && (v = word(value, marks)) >= 0)
		o->marks = (enum bs_marks)v;
	else
		return false;
	return true;
}

/* normalize:VERSION,OPTION,...: false where this program cannot do the same. */
static bool
options(struct bs_full *f, struct bs_normalize_options *o, struct bs_span why)
{
	struct bs_span head = BS_SPAN("normalize:");
	size_t from;

	if (!bs_span_starts(why, head))
		return false;
	why = bs_arena_copy(&f->arena, bs_span_cut(why, head.n, why.n));
	*o = (struct bs_normalize_options){.repair = true, .version = why.p};
	for (from = 0; from < why.n && why.p[from] != ',';)
		from++;
	if (!bs_span_is(bs_span_cut(why, 0, from), BS_VERSION))
		return false;
	for (size_t i = ++from; i <= why.n; i++) {
		if (i < why.n && why.p[i] != ',')
			continue;
		if (!set(o, bs_arena_copy(&f->arena, bs_span_cut(why, from, i))))
			return false;
		from = i + 1;
	}
	return true;
}

static void
expect(void *arg, const struct bs_newrow *row)
{
	struct bs_full *f = arg;

	f->line.n = 0;
	bs_row_format(&f->line, row);
	*bs_strmap_put(&f->row, bs_buf_view(&f->line), NULL) = 1;
}

static void
no_fix(void *arg, const char *what, const struct bs_fix *fix)
{
	(void)arg;
	(void)what;
	(void)fix;
}

static bool
is_compared(const struct bs_row *r)
{
	return r->kind == BS_META || r->kind == BS_BLOCK || r->kind == BS_END;
}

/* Made of a row by what is not at hand here: a person, or a list of --boilerplate? */
static bool
is_changed(const struct bs_row *r)
{
	return r->hand || (r->kind == BS_BLOCK && bs_span_is(r->col[BS_WHY], "list:boilerplate"));
}

static void
make(struct bs_full *f, const struct bs_page *p, const struct bs_normalize_options *o,
    struct bs_span source, uint64_t base)
{
	const struct bs_row_sink sink = {expect, no_fix, f};
	struct bs_given *given = NULL;
	size_t n = 0, cap = 0;
	struct bs_bytes bytes = bs_bytes_of(source);
	struct bs_windows w;
	struct bs_writing to;

	for (size_t i = 0; i < p->n; i++) {
		const struct bs_row *r = &p->row[i].row;

		if (r->kind == BS_META && bs_span_is(r->col[BS_WHY], "given"))
			BS_PUSH(given, n, cap) = (struct bs_given){
			    r->col[BS_CLASS], bs_unescape_arena(&f->arena, r->col[BS_KEY])};
	}
	f->z.o = *o;
	bs_windows_open(&w, &f->z, &bytes, base, given, n, 0);
	bs_windows_next(&w);
	bs_windows_meta(&w, &to, p->doc, &sink);
	do
		bs_writing_blocks(&to);
	while (bs_windows_next(&w));
	bs_writing_end(&to);
	bs_windows_close(&w);
	free(given);
}

uint64_t
bs_full_page(struct bs_full *f, const struct bs_page *p, struct bs_span source,
    void (*lie)(void *arg, const struct bs_page_row *row, const char *what), void *arg)
{
	struct bs_normalize_options o;
	const struct bs_page_row *of = NULL;
	uint64_t lies = 0, met = 0;
	char what[80];

	bs_arena_reset(&f->arena);
	bs_strmap_reset(&f->row);
	for (size_t i = 0; i < p->n && of == NULL; i++)
		if (p->row[i].row.kind == BS_META &&
		    bs_span_is(p->row[i].row.col[BS_CLASS], "source"))
			of = &p->row[i];
	if (of == NULL || of->row.stop > source.n || !options(f, &o, of->row.col[BS_WHY])) {
		lie(arg, of ? of : &p->row[0],
		    "cannot be made again: not by normalize " BS_VERSION);
		return 1;
	}
	make(f, p, &o, bs_span_cut(source, of->row.start, of->row.stop), of->row.start);
	for (size_t i = 0; i < p->n; i++) {
		uint64_t *v;

		if (!is_compared(&p->row[i].row))
			continue;
		if (is_changed(&p->row[i].row)) {
			met++;
			continue;
		}
		v = bs_strmap_get(&f->row, p->row[i].row.line);
		if (v != NULL && *v == 1) {
			++*v;
			met++;
			continue;
		}
		lie(arg, &p->row[i], "normalize makes no such row");
		lies++;
	}
	if (met < f->row.n) {
		snprintf(what, sizeof what,
		    "normalize makes %zu rows that are not in this document",
		    f->row.n - (size_t)met);
		lie(arg, &p->row[p->n - 1], what);
		lies++;
	}
	return lies;
}
