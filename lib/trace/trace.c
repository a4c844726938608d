/* trace: see trace.h */
#include "trace/trace.h"

#include "broadsheet/err.h"

#include <errno.h>

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

/* Where rows come one by one: what is known of their document. */
struct at_hand {
	struct bs_span source;
	bool found;
	struct bs_buf url; /* meta */
	bool utf8;
};

static bool
find_source(struct bs_trace *t, struct bs_span id, const struct bs_page_row *r, struct bs_span *s)
{
	if (bs_sources_get(&t->sources, id, s))
		return true;
	bs_bad(r->file, r->line, "no source: %s (--source names its folder)", strerror(errno));
	return false;
}

/* Meta rows stand first; one by hand counts before others. */
static void
learn(struct at_hand *d, const struct bs_row *r)
{
	if (bs_span_is(r->col[BS_CLASS], "url") && (d->url.n == 0 || r->hand)) {
		d->url.n = 0;
		bs_buf_span(&d->url, r->col[BS_KEY]);
	} else if (bs_span_is(r->col[BS_CLASS], "encoding")) {
		d->utf8 = bs_span_is(r->col[BS_KEY], "UTF-8");
	}
}

/* The modes that show row by row. */
static void
show_rows(struct bs_trace *t, struct bs_pages *pages)
{
	struct at_hand d = {.found = false};
	struct bs_page_row r;
	uint32_t set = kinds(t);
	bool fresh;

	while (bs_pages_row(pages, &r, &fresh)) {
		if (fresh) {
			d.url.n = 0;
			d.utf8 = true;
			d.found = find_source(t, pages->page.id, &r, &d.source);
		}
		if (r.row.kind == BS_META)
			learn(&d, &r.row);
		if (!d.found || !(set & BS_KINDBIT(r.row.kind)))
			continue;
		if (t->mode == BS_TRACE_ROWS)
			bs_show_row(t->out, &t->sources, d.source, &r, t->context);
		else
			t->without_url += !bs_show_link(
			    t->out, d.source, bs_buf_view(&d.url), d.utf8, &r);
	}
	bs_buf_free(&d.url);
}

/* The modes that show whole documents. */
static void
show(struct bs_trace *t, const struct bs_page *p)
{
	struct bs_span source;

	if (!find_source(t, p->id, &p->row[0], &source))
		return;
	if (t->mode == BS_TRACE_COLOR)
		bs_render_color(t->out, p, source);
	else
		html(t, p, source);
}

/* Lines that need not wait for others are written at once. */
static void
concordance(struct bs_trace *t, const struct bs_page *p)
{
	bs_kwic_page(&t->kwic, p);
	if (t->kwic.sort == BS_KWIC_STREAM && !t->kwic.align)
		bs_kwic_write(&t->kwic, t->out);
}

static void
diff(struct bs_trace *t, char *const *operand)
{
	struct bs_diff d = {.kinds = kinds(t)};
	struct bs_strmap first = {0};
	struct bs_pages pages;
	struct bs_page *p;

	for (size_t i = 0; i < 2; i++) {
		bs_pages_open(&pages, operand + i, 1);
		while ((p = bs_pages_next(&pages)) != NULL) {
			(i ? bs_diff_second : bs_diff_first)(&d, p);
			if (i == 0 && !p->again)
				bs_strmap_put(&first, p->doc, NULL);
			else if (i == 1 && !p->again && bs_strmap_get(&first, p->doc) != NULL)
				t->docs++;
			else if (i == 1 && !p->again)
				t->second_only++;
		}
		t->rows += pages.rows;
		bs_pages_close(&pages);
	}
	t->first_only = first.n - t->docs;
	bs_strmap_free(&first);
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
	pages.in.before_block = bs_writer_flush;
	pages.in.arg = t->out;
	if (t->mode == BS_TRACE_VERIFY || t->mode == BS_TRACE_FULL)
		prove(t, &pages);
	else if (t->mode == BS_TRACE_ROWS || t->mode == BS_TRACE_LINK)
		show_rows(t, &pages);
	else
		while ((p = bs_pages_next(&pages)) != NULL) {
			if (t->mode == BS_TRACE_KWIC)
				concordance(t, p);
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
