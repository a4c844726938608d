/* trace: see trace.h */
#include "trace/trace.h"

#include "broadsheet/err.h"

static void
told(void *arg, const struct bs_page_row *r, const char *what)
{
	(void)arg;
	bs_bad(r->file, r->line, "%s", what);
}

static uint32_t
kinds(const struct bs_trace *t)
{
	uint32_t found = BS_KINDBIT(BS_ENTITY) | BS_KINDBIT(BS_QUOTE) | BS_KINDBIT(BS_TERM);

	if (t->kinds)
		return t->kinds;
	if (t->mode == BS_TRACE_DIFF)
		return found | BS_KINDBIT(BS_BLOCK) | BS_KINDBIT(BS_SENT);
	return t->mode == BS_TRACE_LINK ? found : ~0U;
}

/* A page a document, and between them what normalize --plain has between texts. */
static void
html(struct bs_trace *t, const struct bs_page *p, struct bs_span source)
{
	if (t->pages++ > 0)
		bs_writer_line(t->out, BS_SPAN("\f"));
	bs_html_page(t->out, p, source);
}

/* The modes that need the source: a page drawn, or its rows one by one. */
static void
show(struct bs_trace *t, const struct bs_page *p)
{
	struct bs_span source, url = bs_page_meta(p, "url");
	uint32_t set = kinds(t);

	if (!bs_sources_get(&t->sources, p->id, &source)) {
		bs_bad(p->row[0].file, p->row[0].line, "no source (--source names its folder)");
		return;
	}
	if (t->mode == BS_TRACE_COLOR)
		bs_render_color(t->out, p, source);
	else if (t->mode == BS_TRACE_HTML)
		html(t, p, source);
	for (size_t i = 0; i < p->n; i++) {
		if (!(set & BS_KINDBIT(p->row[i].row.kind)))
			continue;
		if (t->mode == BS_TRACE_ROWS)
			bs_show_row(t->out, &t->sources, source, p, &p->row[i], t->context);
		else if (t->mode == BS_TRACE_LINK)
			t->without_url += !bs_show_link(t->out, source, url, &p->row[i]);
	}
}

static void
diff(struct bs_trace *t, char *const *operand)
{
	struct bs_diff d = {.kinds = kinds(t)};
	struct bs_pages pages;
	struct bs_page *p;

	for (size_t i = 0; i < 2; i++) {
		bs_pages_open(&pages, operand + i, 1);
		while ((p = bs_pages_next(&pages)) != NULL)
			(i ? bs_diff_second : bs_diff_first)(&d, p);
		bs_pages_close(&pages);
	}
	bs_diff_write(&d, t->out);
	bs_diff_free(&d);
}

static bool
given(void *arg, const struct bs_reader *in, struct bs_span line, size_t at)
{
	return bs_verify_given(arg, in, line, at);
}

/* Prove the rows as they come. */
static void
verify(struct bs_verify *v, struct bs_pages *pages)
{
	struct bs_page_row r;
	bool fresh, any = false;

	pages->settled = given;
	pages->arg = v;
	for (; bs_pages_row(pages, &r, &fresh); any = true) {
		if (fresh && any)
			bs_verify_end(v);
		if (fresh)
			bs_verify_begin(v, pages->page.id, &r, pages->page.again);
		bs_verify_row(v, &r);
	}
	if (any)
		bs_verify_end(v);
}

/* Prove the rows, and that they are what normalize makes of the source. */
static void
verify_full(struct bs_trace *t, struct bs_verify *v, struct bs_pages *pages)
{
	struct bs_full *full = bs_full_new();
	struct bs_page *p;
	struct bs_span source;

	while ((p = bs_pages_next(pages)) != NULL) {
		bs_verify_page(v, p);
		if (bs_sources_get(&t->sources, p->id, &source))
			v->lies += bs_full_page(full, p, source, told, NULL);
	}
	bs_full_free(full);
}

static void
prove(struct bs_trace *t, struct bs_pages *pages)
{
	struct bs_verify v;

	bs_verify_init(&v, &t->sources, told, NULL);
	if (t->mode == BS_TRACE_VERIFY)
		verify(&v, pages);
	else
		verify_full(t, &v, pages);
	t->lies = v.lies;
	bs_verify_free(&v);
}

void
bs_trace_run(struct bs_trace *t, char *const *operand, size_t n)
{
	struct bs_pages pages;
	struct bs_page *p;

	if (t->mode == BS_TRACE_DIFF) {
		diff(t, operand);
		return;
	}
	bs_pages_open(&pages, operand, n);
	if (t->mode == BS_TRACE_VERIFY || t->mode == BS_TRACE_FULL)
		prove(t, &pages);
	else
		while ((p = bs_pages_next(&pages)) != NULL) {
			if (t->mode == BS_TRACE_KWIC)
				bs_kwic_page(&t->kwic, p);
			else
				show(t, p);
		}
	if (t->mode == BS_TRACE_KWIC)
		bs_kwic_write(&t->kwic, t->out);
	t->docs = pages.docs;
	t->rows = pages.rows;
	bs_pages_close(&pages);
}

uint32_t
bs_trace_kinds(const char *list)
{
	uint32_t set = 0;

	for (const char *p = list; p != NULL; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
		set |= BS_KINDBIT(bs_kind_find(bs_span(p, strcspn(p, ","))));
	return set;
}

void
bs_trace_free(struct bs_trace *t)
{
	bs_kwic_free(&t->kwic);
	bs_sources_free(&t->sources);
}
