/* verify: see verify.h */
#include "trace/verify_impl.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

void
bs_verify_lie(struct bs_verify_doc *g, const struct bs_page_row *r, const char *fmt, ...)
{
	char what[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	g->v->lies++;
	g->v->lie(g->v->arg, r, what);
}

void
bs_verify_init(struct bs_verify *v, struct bs_sources *s,
    void (*report)(void *arg, const struct bs_page_row *row, const char *what), void *arg)
{
	*v = (struct bs_verify){.sources = s, .lie = report, .arg = arg};
	bs_crc32_init(&v->crc);
}

/* The source row: its span is the document, its key SIZE:CRC. */
static void
check_source(struct bs_verify_doc *g, const struct bs_page_row *r)
{
	struct bs_buf *b = &g->v->what;
	uint64_t start = r->row.start, stop = r->row.stop;

	if (!g->found || stop > g->source.n)
		return;
	b->n = 0;
	bs_buf_fmt(b, "%llu:%08x", (unsigned long long)(stop - start),
	    bs_crc32(&g->v->crc, 0, bs_span_cut(g->source, start, stop)));
	if (!bs_span_eq(bs_buf_view(b), r->row.col[BS_KEY]))
		bs_verify_lie(
		    g, r, "the source is another: its size and CRC are %s", bs_buf_str(b));
}

const char *
bs_verify_some(char out[40], struct bs_span s)
{
	size_t n = s.n < 32 ? s.n : 32, i;

	for (i = 0; i < n; i++)
		out[i] = (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f ? '?' : s.p[i];
	while (i > 0 && n < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80)
		i--;
	memcpy(out + i, n < s.n ? "..." : "", n < s.n ? 4 : 1);
	return out;
}

/* A block's or sentence's text against the source, edit by edit. */
static void
check_map(struct bs_verify_doc *g, const struct bs_box *b)
{
	const struct bs_page_row *r = &g->p->row[b->row];
	struct bs_span src, text = b->text;
	size_t t = 0, s = 0;
	char x[40], y[40];

	if (!b->sound) {
		bs_verify_lie(
		    g, r, "the edit map is none, or does not account for text and source");
		return;
	}
	g->v->map.n = 0;
	bs_editmap_write(&g->v->map, &b->map);
	if (!bs_span_eq(bs_buf_view(&g->v->map), r->row.col[BS_INFO]))
		bs_verify_lie(g, r, "the edit map is not in its one spelling");
	if (!g->found || b->stop > g->source.n)
		return;
	src = bs_span_cut(g->source, b->start, b->stop);
	for (size_t i = 0; i <= b->map.n; i++) {
		const struct bs_edit *e = i < b->map.n ? &b->map.e[i] : NULL;
		size_t to = e ? e->t : text.n, from = e ? e->src : src.n;

		if (to - t != from - s || memcmp(text.p + t, src.p + s, to - t) != 0) {
			bs_verify_lie(
			    g, r, "text and source differ outside the edits, before byte %zu", to);
			return;
		}
		if (e == NULL)
			break;
		t = e->t + e->n;
		s = e->src + e->s;
		if (bs_relation(&g->v->relation, bs_span_cut(src, e->src, s),
			bs_span_cut(text, e->t, t), b->map.encoding) == NULL) {
			bs_verify_lie(g, r,
			    "no change that is made turns '%s' into '%s' (byte %zu)",
			    bs_verify_some(x, bs_span_cut(src, e->src, s)),
			    bs_verify_some(y, bs_span_cut(text, e->t, t)), e->t);
			return;
		}
	}
}

bool
bs_verify_agrees(struct bs_span text, struct bs_span part, bool torn)
{
	if (bs_span_eq(text, part))
		return true;
	if (!torn || part.n == 0 || part.n > text.n)
		return false;
	for (size_t i = 0; i + part.n <= text.n && i < 64; i++)
		if (memcmp(text.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

/* The sentence lies in the block of its address, with its text and map. */
static void
check_sentence(struct bs_verify_doc *g, const struct bs_box *b)
{
	const struct bs_page *p = g->p;
	const struct bs_page_row *r = &p->row[b->row];
	const struct bs_box *in = NULL;
	struct bs_editmap cut;
	bool torn;

	if (p->nblock == 0)
		return;
	if (r->block >= 1 && r->block <= p->nblock &&
	    p->row[p->block[r->block - 1].row].block == r->block)
		in = &p->block[r->block - 1];
	for (size_t i = 0; in == NULL && i < p->nblock; i++)
		if (p->row[p->block[i].row].block == r->block)
			in = &p->block[i];
	if (in == NULL || b->start < in->start || b->stop > in->stop) {
		bs_verify_lie(
		    g, r, "the sentence does not lie in block %llu", (unsigned long long)r->block);
		return;
	}
	if (!b->sound || !in->sound)
		return;
	if (!bs_page_text(p, b->start, b->stop, SIZE_MAX, &g->v->text, &torn) ||
	    !bs_verify_agrees(bs_buf_view(&g->v->text), b->text, torn)) {
		bs_verify_lie(g, r, "the sentence's text is not that of its block there");
		return;
	}
	cut = bs_editmap_cut(&in->map, bs_editmap_text_start(&in->map, b->start - in->start),
	    bs_editmap_text_stop(&in->map, b->stop - in->start), &g->v->arena);
	g->v->map.n = 0;
	bs_editmap_write(&g->v->map, &cut);
	if (!torn && !bs_span_eq(bs_buf_view(&g->v->map), r->row.col[BS_INFO]))
		bs_verify_lie(g, r, "the sentence's map is not that of its block there");
}

/* What stands between blocks is nothing. */
static void
check_cover(struct bs_verify_doc *g, const struct bs_page_row *end)
{
	const struct bs_page *p = g->p;
	uint64_t at = g->base;
	struct bs_span encoding = bs_page_meta(p, "encoding"); /* where there is no block */
	char x[40];

	if (!g->found)
		return;
	if (bs_span_is(encoding, "UTF-8"))
		encoding.n = 0;
	for (size_t i = 0; i <= p->nblock; i++) {
		const struct bs_box *b = i < p->nblock ? &p->block[i] : NULL;
		uint64_t to = b ? b->start : end->row.stop;
		const struct bs_page_row *r = b ? &p->row[b->row] : end;
		struct bs_span gap;

		if (to < at || to > g->source.n) {
			bs_verify_lie(g, r, "blocks lie over each other");
			return;
		}
		if (b && b->sound)
			encoding = b->map.encoding;
		gap = bs_span_cut(g->source, at, to);
		while (gap.n && encoding.n == 0 &&
		       (*gap.p == '\n' || *gap.p == ' ' || *gap.p == '\r' || *gap.p == '\t')) {
			gap.p++;
			gap.n--;
		}
		if (gap.n && bs_relation(&g->v->relation, gap, BS_SPAN(""), encoding) == NULL)
			bs_verify_lie(
			    g, r, "before this row '%s' is in no block", bs_verify_some(x, gap));
		at = b ? b->stop : at;
	}
}

/* A whole document: meta first, blocks counted, an end row with the size. */
static void
check_whole(struct bs_verify_doc *g)
{
	const struct bs_page *p = g->p;
	const struct bs_page_row *end = NULL, *r;
	bool source = false;

	for (size_t i = 0; i < p->n; i++) {
		r = &p->row[i];
		source |= r->row.kind == BS_META && bs_span_is(r->row.col[BS_CLASS], "source");
		if (end != NULL && r->row.kind != BS_OTHER)
			bs_verify_lie(g, r, "a row behind the end of its document");
		if (r->row.kind == BS_END)
			end = r;
	}
	for (size_t i = 0; i < p->nblock; i++)
		if (end && p->row[p->block[i].row].block != i + 1)
			bs_verify_lie(g, &p->row[p->block[i].row],
			    "block number %llu where %zu comes",
			    (unsigned long long)p->row[p->block[i].row].block, i + 1);
	if (end == NULL) {
		if (source || p->nblock)
			bs_verify_lie(
			    g, &p->row[p->n - 1], "the document ends here, without its end row");
		return;
	}
	g->v->what.n = 0;
	bs_buf_uint(&g->v->what, p->nblock);
	if ((p->nblock || source) && !bs_span_eq(end->row.col[BS_KEY], bs_buf_view(&g->v->what)))
		bs_verify_lie(g, end, "the end row says %.*s blocks, there are %zu",
		    (int)end->row.col[BS_KEY].n, end->row.col[BS_KEY].p, p->nblock);
	if (end->row.start != end->row.stop)
		bs_verify_lie(g, end, "the end row is longer than nothing");
	if (p->nblock || source)
		check_cover(g, end);
}

void
bs_verify_page(struct bs_verify *v, const struct bs_page *p)
{
	struct bs_verify_doc g = {.v = v, .p = p};

	bs_arena_reset(&v->arena);
	g.found = bs_sources_get(v->sources, p->id, &g.source);
	if (!g.found)
		bs_verify_lie(
		    &g, &p->row[0], "no source: %s (--source names its folder)", strerror(errno));
	if (p->again)
		bs_verify_lie(&g, &p->row[0], "rows of this document stood before");
	for (size_t i = 0; i < p->n; i++) {
		const struct bs_page_row *r = &p->row[i];

		if (g.found && r->row.stop > g.source.n)
			bs_verify_lie(&g, r, "the span ends at %llu, the source at %zu",
			    (unsigned long long)r->row.stop, g.source.n);
		if (r->row.kind != BS_META || !bs_span_is(r->row.col[BS_CLASS], "source"))
			continue;
		g.base = r->row.start;
		check_source(&g, r);
	}
	for (size_t i = 0; i < p->nblock; i++)
		check_map(&g, &p->block[i]);
	for (size_t i = 0; i < p->nsent; i++) {
		check_map(&g, &p->sent[i]);
		check_sentence(&g, &p->sent[i]);
	}
	for (size_t i = 0; i < p->n; i++) {
		enum bs_kind k = p->row[i].row.kind;

		if (k == BS_TOKEN || k == BS_ENTITY || k == BS_PART || k == BS_SOURCE ||
		    k == BS_CUE || k == BS_TERM)
			bs_verify_inside(&g, &p->row[i]);
	}
	bs_verify_quotes(&g);
	check_whole(&g);
	v->proved += p->n;
}

void
bs_verify_free(struct bs_verify *v)
{
	bs_relation_free(&v->relation);
	bs_buf_free(&v->text);
	bs_buf_free(&v->map);
	bs_buf_free(&v->what);
	bs_arena_free(&v->arena);
	bs_strmap_free(&v->quotes);
}
