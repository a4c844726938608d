/* html: a document as a page of its own; see render.h.  No script: links, titles and focus do. */
#include "broadsheet/strmap.h"
#include "broadsheet/utf8.h"
#include "trace/render.h"

#include <stdlib.h>

static const char style[] =
    "body{margin:0;font:1rem/1.6 Georgia,serif;color:#222;background:#fff}"
    "article{display:flex;flex-wrap:wrap;max-width:70rem;margin:auto;padding:1rem;gap:2rem}"
    "h1{flex:1 0 100%;font-size:1.3rem;margin:0}"
    ".page{flex:1 1 24rem;min-width:0;white-space:pre-wrap;overflow-wrap:anywhere;max-width:42rem}"
    "nav{flex:0 1 16rem;font:.85rem/1.5 system-ui,sans-serif}"
    "nav h2{font-size:1rem;margin:1rem 0 .2rem}nav ul{list-style:none;margin:0;padding:0}"
    "nav a{color:#036}.count{color:#555}"
    "[tabindex]{border-radius:.15em;position:relative}"
    ".quote,.part{background:#fff3c4}.source{border-bottom:2px solid #b58900}"
    ".cue{font-style:italic}.term{border-bottom:1px dotted #666}"
    ".entity{font-weight:bold;color:#5a3d00}.PER{color:#0b4a8f}.ORG{color:#7a1f6e}"
    ".LOC{color:#1b6b2f}.NORP{color:#00686b}"
    "[tabindex]:focus{outline:2px solid #d33682}:target{outline:3px solid #d33682}"
    "[tabindex]:focus::after{content:attr(data-note);position:absolute;left:0;top:1.6em;z-index:1;"
    "background:#222;color:#fff;padding:.2em .5em;font:normal .8rem/1.4 system-ui,sans-serif;"
    "width:max-content;max-width:min(20rem,80vw);white-space:normal}"
    "@media(max-width:40rem){article{padding:.6rem;gap:.5rem}nav{flex:1 0 100%}}"
    "@media print{nav,[tabindex]:focus::after{display:none}body{font-size:11pt}}";

/* Text or attribute: what HTML would read otherwise is escaped, what it must not hold is U+FFFD. */
static void
put(struct bs_buf *b, struct bs_span s)
{
	for (int32_t cp; s.n > 0;) {
		size_t n = bs_utf8_decode(s, &cp);

		if (cp == '&')
			bs_buf_lit(b, "&amp;");
		else if (cp == '<')
			bs_buf_lit(b, "&lt;");
		else if (cp == '>')
			bs_buf_lit(b, "&gt;");
		else if (cp == '"')
			bs_buf_lit(b, "&quot;");
		else if (cp == '\n' || cp == '\t')
			bs_buf_ch(b, (char)cp);
		else if (cp != '\r')
			bs_buf_utf8(b, cp < ' ' || (cp >= 0x7f && cp < 0xa0) ||
					       (cp & 0xfffe) == 0xfffe ||
					       (cp >= 0xfdd0 && cp < 0xfdf0)
					   ? 0xfffd
					   : cp);
		s.p += n;
		s.n -= n;
	}
}

static void
put_cell(struct bs_buf *b, struct bs_span cell)
{
	struct bs_buf plain = {0};

	bs_unescape(&plain, cell);
	put(b, bs_buf_view(&plain));
	bs_buf_free(&plain);
}

static void
head(struct bs_buf *b, const struct bs_page *p)
{
	struct bs_span title = bs_page_meta(p, "title"), language = bs_page_meta(p, "language");

	bs_buf_lit(b, "<!DOCTYPE html>\n<html");
	if (language.n && !bs_span_is(language, ".")) {
		bs_buf_lit(b, " lang=\"");
		put_cell(b, language);
		bs_buf_ch(b, '"');
	}
	bs_buf_lit(b,
	    ">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	put_cell(b, title.n ? title : p->doc);
	bs_buf_lit(b, "</title>\n<style>");
	bs_buf_lit(b, style);
	bs_buf_lit(b, "</style>\n</head>\n<body>\n<article>\n<h1>");
	put_cell(b, title.n ? title : p->doc);
	bs_buf_lit(b, "</h1>\n<div class=\"page\">");
}

/* A name in the side list, with the places it stands at. */
struct entry {
	struct bs_span key;
	bool speaker;
	size_t *at, n, cap;
};

struct html {
	struct bs_writer *w;
	const struct bs_page *p;
	struct entry *entry;
	size_t nentry, entry_cap;
};

/* Dates and amounts are no names. */
static bool
is_value(struct bs_span cls)
{
	static const char *const value[] = {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"};

	for (size_t i = 0; i < sizeof value / sizeof value[0]; i++)
		if (bs_span_is(cls, value[i]))
			return true;
	return false;
}

static void
note(struct html *h, struct bs_strmap *m, const struct bs_drawn *d)
{
	const struct bs_row *r = &h->p->row[d->row].row;
	struct bs_span key = r->col[BS_KEY];
	struct bs_buf b = {0};
	bool fresh, speaker = r->kind == BS_QUOTE || r->kind == BS_PART;
	uint64_t *v;

	if ((!speaker && (r->kind != BS_ENTITY || is_value(r->col[BS_CLASS]))) ||
	    bs_span_is(key, "."))
		return;
	bs_buf_ch(&b, speaker ? 's' : 'n');
	bs_buf_span(&b, key);
	v = bs_strmap_put(m, bs_buf_view(&b), &fresh);
	if (fresh) {
		*v = h->nentry;
		BS_PUSH(h->entry, h->nentry, h->entry_cap) = (struct entry){
		    .key = key, .speaker = speaker};
	}
	BS_PUSH(h->entry[*v].at, h->entry[*v].n, h->entry[*v].cap) = d->number;
	bs_buf_free(&b);
}

static int
by_number(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return bs_span_cmp(x->key, y->key);
}

static void
put_list(struct html *h, const char *title, bool speakers)
{
	struct bs_buf *b = &h->w->b;
	bool any = false;

	for (size_t i = 0; i < h->nentry; i++) {
		const struct entry *e = &h->entry[i];

		if (e->speaker != speakers)
			continue;
		if (!any)
			bs_buf_fmt(b, "<h2>%s</h2>\n<ul>\n", title);
		any = true;
		bs_buf_fmt(b, "<li><a href=\"#r%zu\">", e->at[0]);
		put_cell(b, e->key);
		bs_buf_lit(b, "</a>");
		for (size_t k = 1; k < e->n && k < 12; k++)
			bs_buf_fmt(b, " <a href=\"#r%zu\">%zu</a>", e->at[k], k + 1);
		bs_buf_fmt(b, " <span class=\"count\">(%zu)</span></li>\n", e->n);
	}
	if (any)
		bs_buf_lit(b, "</ul>\n");
}

/* Before the text: the title and the side list. */
static void
ready(void *arg, const struct bs_drawing *d)
{
	struct html *h = arg;
	struct bs_strmap m = {0};

	for (size_t i = 0; i < d->n; i++)
		note(h, &m, &d->v[i]);
	if (h->nentry)
		qsort(h->entry, h->nentry, sizeof *h->entry, by_number);
	head(&h->w->b, h->p);
	bs_strmap_free(&m);
}

static void
text(void *arg, struct bs_span s)
{
	put(&((struct html *)arg)->w->b, s);
}

static bool
is_name(struct bs_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z')))
			return false;
	return s.n > 0;
}

static void
open_row(void *arg, const struct bs_drawn *d, bool first)
{
	struct html *h = arg;
	const struct bs_row *r = &h->p->row[d->row].row;
	struct bs_buf *b = &h->w->b;

	bs_buf_lit(b, "<span class=\"");
	put(b, r->col[BS_KIND]);
	if (is_name(r->col[BS_CLASS])) {
		bs_buf_ch(b, ' ');
		put(b, r->col[BS_CLASS]);
	}
	bs_buf_ch(b, '"');
	if (first) {
		bs_buf_fmt(b, " id=\"r%zu\" tabindex=\"0\"", d->number);
		for (int i = 0; i < 2; i++) {
			bs_buf_lit(b, i ? "\" data-note=\"" : " title=\"");
			put(b, r->col[BS_KIND]);
			bs_buf_ch(b, ' ');
			put_cell(b, r->col[BS_CLASS]);
			bs_buf_lit(b, ": ");
			put_cell(b, r->col[BS_KEY]);
			bs_buf_lit(b, " (");
			put_cell(b, r->col[BS_WHY]);
			bs_buf_ch(b, ')');
		}
		bs_buf_ch(b, '"');
	}
	bs_buf_ch(b, '>');
}

static void
close_row(void *arg, const struct bs_drawn *d)
{
	(void)d;
	bs_buf_lit(&((struct html *)arg)->w->b, "</span>");
}

void
bs_html_page(struct bs_writer *w, const struct bs_page *p, struct bs_span source)
{
	struct html h = {.w = w, .p = p};
	const struct bs_pen pen = {text, open_row, close_row, &h};

	bs_render_walk(p, source, &pen, ready);
	bs_buf_lit(&w->b, "</div>\n");
	if (h.nentry) {
		bs_buf_lit(&w->b, "<nav aria-label=\"Speakers and names\">\n");
		put_list(&h, "Speakers", true);
		put_list(&h, "Names", false);
		bs_buf_lit(&w->b, "</nav>\n");
	}
	bs_buf_lit(&w->b, "</article>\n</body>\n</html>");
	bs_writer_row(w);
	for (size_t i = 0; i < h.nentry; i++)
		free(h.entry[i].at);
	free(h.entry);
}
