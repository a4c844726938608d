/* verify: see verify.h */
#include "trace/verify_impl.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void
report(struct bs_verify *v, const struct bs_page_row *r, const char *fmt, va_list ap)
{
	char what[512];

	vsnprintf(what, sizeof what, fmt, ap);
	v->lies++;
	v->lie(v->arg, r, what);
}

void
bs_verify_lie(struct bs_verify *v, const struct bs_page_row *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(v, r, fmt, ap);
	va_end(ap);
}

void
bs_verify_doubt(struct bs_verify *v, const struct bs_page_row *r, const char *fmt, ...)
{
	va_list ap;

	v->doc.doubt = true;
	if (!v->doc.final)
		return;
	va_start(ap, fmt);
	report(v, r, fmt, ap);
	va_end(ap);
}

void
bs_verify_init(struct bs_verify *v, struct bs_sources *s,
    void (*lie)(void *arg, const struct bs_page_row *row, const char *what), void *arg)
{
	*v = (struct bs_verify){.sources = s, .lie = lie, .arg = arg};
	bs_crc32_init(&v->crc);
}

/* The row with its columns in a copy of its line. */
static struct bs_page_row
moved(const struct bs_page_row *r, const char *to)
{
	struct bs_page_row m = *r;

	for (int i = 0; i < BS_NCOLUMN; i++)
		m.row.col[i].p = to + (r->row.col[i].p - r->row.line.p);
	m.row.line.p = to;
	return m;
}

void
bs_verify_keep(struct bs_verify_kept *k, const struct bs_page_row *r)
{
	k->line.n = 0;
	bs_buf_span(&k->line, r->row.line);
	k->row = moved(r, k->line.p);
}

void
bs_verify_later(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;

	BS_PUSH(g->late, g->nlate, g->late_cap) = moved(r, bs_arena_copy(&v->arena, r->row.line).p);
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

/* The source row: its span is the document, its key SIZE:CRC. */
static void
check_source(struct bs_verify *v, const struct bs_page_row *r)
{
	uint64_t start = r->row.start, stop = r->row.stop;

	v->doc.has_source = true;
	v->doc.base = start;
	if (!v->doc.found || stop > v->doc.source.n)
		return;
	v->what.n = 0;
	bs_buf_fmt(&v->what, "%llu:%08x", (unsigned long long)(stop - start),
	    bs_crc32(&v->crc, 0, bs_span_cut(v->doc.source, start, stop)));
	if (!bs_span_eq(bs_buf_view(&v->what), r->row.col[BS_KEY]))
		bs_verify_lie(
		    v, r, "the source is another: its size and CRC are %s", bs_buf_str(&v->what));
}

static void
check_meta(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_span cls = r->row.col[BS_CLASS];

	if (bs_span_is(cls, "source"))
		check_source(v, r);
	else if (bs_span_is(cls, "encoding") && (v->doc.encoding.p == NULL || r->row.hand))
		v->doc.encoding = bs_arena_copy(&v->arena, r->row.col[BS_KEY]);
}

/* Is the map in its one spelling? */
static bool
is_spelt(struct bs_verify *v, const struct bs_editmap *m, struct bs_span info)
{
	if (m->n == 0 && m->encoding.n == 0)
		return bs_span_is(info, ".");
	v->map.n = 0;
	bs_editmap_write(&v->map, m);
	return bs_span_eq(bs_buf_view(&v->map), info);
}

/* A block's or sentence's text against the source, edit by edit; false where there was a lie. */
static bool
check_map(struct bs_verify *v, const struct bs_page_row *r, const struct bs_box *b,
    const struct bs_editmap *m)
{
	struct bs_span src, text = b->text;
	size_t t = 0, s = 0;
	bool spelt = m != NULL && is_spelt(v, m, b->info);
	char x[40], y[40];

	if (m == NULL) {
		bs_verify_lie(
		    v, r, "the edit map is none, or does not account for text and source");
		return false;
	}
	if (!spelt)
		bs_verify_lie(v, r, "the edit map is not in its one spelling");
	if (!v->doc.found || b->stop > v->doc.source.n)
		return spelt;
	src = bs_span_cut(v->doc.source, b->start, b->stop);
	for (size_t i = 0; i <= m->n; i++) {
		const struct bs_edit *e = i < m->n ? &m->e[i] : NULL;
		size_t to = e ? e->t : text.n, from = e ? e->src : src.n;

		if (to - t != from - s || (to > t && memcmp(text.p + t, src.p + s, to - t) != 0)) {
			bs_verify_lie(
			    v, r, "text and source differ outside the edits, before byte %zu", to);
			return false;
		}
		if (e == NULL)
			break;
		t = e->t + e->n;
		s = e->src + e->s;
		if (bs_relation(&v->relation, bs_span_cut(src, e->src, s),
			bs_span_cut(text, e->t, t), m->encoding) == NULL) {
			bs_verify_lie(v, r,
			    "no change that is made turns '%s' into '%s' (byte %zu)",
			    bs_verify_some(x, bs_span_cut(src, e->src, s)),
			    bs_verify_some(y, bs_span_cut(text, e->t, t)), e->t);
			return false;
		}
	}
	return spelt;
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

static struct bs_box
box_of(const struct bs_page_row *r, struct bs_arena *a)
{
	return (struct bs_box){.start = r->row.start,
	    .stop = r->row.stop,
	    .block = r->block,
	    .sent = r->sent,
	    .text = bs_unescape_arena(a, r->row.col[BS_TEXT]),
	    .info = r->row.col[BS_INFO],
	    .file = r->file,
	    .line = r->line};
}

/* Put a row that all rows of its document may ask for among the boxes. */
static void
add_box(struct bs_verify *v, struct bs_boxes *to, const struct bs_page_row *r)
{
	struct bs_box b = box_of(r, &v->scratch);

	b.text = bs_arena_copy(&v->arena, b.text);
	b.info = bs_arena_copy(&v->arena, b.info);
	BS_PUSH(to->v, to->n, to->cap) = b;
}

static void
check_block(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_boxes *b = &v->doc.block;

	add_box(v, b, r);
	b->v[b->n - 1].proved = check_map(v, r, &b->v[b->n - 1], bs_boxes_map(b, b->n - 1));
}

/* The block of a number: the last, or found by halves; SIZE_MAX for none. */
static size_t
block_of(const struct bs_boxes *b, uint64_t number)
{
	size_t i;

	if (b->n && b->v[b->n - 1].block == number)
		return b->n - 1;
	BS_LOWER_BOUND(i, b->n, b->v[i].block < number);
	return i < b->n && b->v[i].block == number ? i : SIZE_MAX;
}

/* The sentence lies in the block of its address, with its text and map. */
static void
check_sentence(struct bs_verify *v, const struct bs_page_row *r, const struct bs_box *b, bool sound)
{
	struct bs_boxes *blocks = &v->doc.block;
	size_t i = block_of(blocks, b->block);
	const struct bs_box *in = i < blocks->n ? &blocks->v[i] : NULL;
	const struct bs_editmap *m;
	struct bs_editmap cut;
	bool torn;

	if (in == NULL || b->start < in->start || b->stop > in->stop) {
		bs_verify_doubt(
		    v, r, "the sentence does not lie in block %llu", (unsigned long long)b->block);
		return;
	}
	if (!sound || bs_boxes_map(blocks, i) == NULL)
		return;
	if (!bs_verify_text(v, b->start, b->stop, SIZE_MAX, &torn) ||
	    !bs_verify_agrees(bs_buf_view(&v->text), b->text, torn)) {
		bs_verify_doubt(v, r, "the sentence's text is not that of its block there");
		return;
	}
	m = bs_boxes_map(blocks, i);
	if (torn || m == NULL)
		return;
	cut = bs_editmap_cut(m, bs_editmap_text_start(m, b->start - in->start),
	    bs_editmap_text_stop(m, b->stop - in->start), &v->scratch);
	if (!is_spelt(v, &cut, b->info))
		bs_verify_doubt(v, r, "the sentence's map is not that of its block there");
}

/*
 * Is the sentence, text and map, a piece of a block that is proved?  Then there
 * is no more to it, and *cut is its map.
 */
static bool
is_piece(struct bs_verify *v, const struct bs_box *b, struct bs_editmap *cut)
{
	struct bs_boxes *blocks = &v->doc.block;
	size_t i = block_of(blocks, b->block), from, to;
	const struct bs_box *in = i < blocks->n ? &blocks->v[i] : NULL;
	const struct bs_editmap *m;

	if (in == NULL || !in->proved || b->start < in->start || b->stop > in->stop)
		return false;
	m = bs_boxes_map(blocks, i);
	from = bs_editmap_text_start(m, b->start - in->start);
	to = bs_editmap_text_stop(m, b->stop - in->start);
	if (to < from || !bs_span_eq(bs_span_cut(in->text, from, to), b->text) ||
	    bs_editmap_start(m, from) != b->start - in->start ||
	    bs_editmap_stop(m, to) != b->stop - in->start)
		return false;
	*cut = bs_editmap_cut(m, from, to, &v->now);
	return is_spelt(v, cut, b->info);
}

static void
check_sent(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;

	bs_arena_reset(&v->now);
	g->now = box_of(r, &v->now);
	g->now.text = bs_arena_copy(&v->now, g->now.text);
	g->now_addr = bs_arena_copy(
	    &v->now, bs_span(r->row.col[BS_ADDR].p, r->row.col[BS_ADDR].n + 1));
	BS_PUSH(g->sent, g->nsent, g->sent_cap) = (struct bs_verify_sent){
	    .block = r->block, .sent = r->sent, .start = r->row.start, .stop = r->row.stop};
	g->now_sound = is_piece(v, &g->now, &g->now_map);
	if (g->now_sound)
		return;
	g->now_sound = bs_editmap_parse(
	    &g->now_map, g->now.info, g->now.text.n, (size_t)(g->now.stop - g->now.start), &v->now);
	check_map(v, r, &g->now, g->now_sound ? &g->now_map : NULL);
	if (g->block.n == 0)
		add_box(v, &g->alone, r);
	else
		check_sentence(v, r, &g->now, g->now_sound);
}

void
bs_verify_begin(struct bs_verify *v, struct bs_span id, const struct bs_page_row *first, bool again)
{
	struct bs_verify_doc *g = &v->doc;

	bs_arena_reset(&v->arena);
	bs_boxes_reset(&g->block);
	bs_boxes_reset(&g->alone);
	bs_strmap_reset(&v->quotes);
	g->nsent = g->nlate = g->end.line.n = g->quote.line.n = 0;
	g->base = 0;
	g->has_source = g->has_part = g->final = false;
	g->encoding = bs_span(NULL, 0);
	g->found = bs_sources_get(v->sources, id, &g->source);
	if (!g->found)
		bs_verify_lie(
		    v, first, "no source: %s (--source names its folder)", strerror(errno));
	if (again)
		bs_verify_lie(v, first, "rows of this document stood before");
}

/* What may wait for a later row. */
static void
judge(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;

	g->doubt = false;
	switch (r->row.kind) {
	case BS_SENT:
		check_sent(v, r);
		break;
	case BS_PART:
	case BS_SOURCE:
	case BS_CUE:
		bs_verify_of_quote(v, r);
		/* fall through */
	case BS_TOKEN:
	case BS_ENTITY:
	case BS_TERM:
		bs_verify_inside(v, r);
		break;
	default:
		return;
	}
	if (g->doubt && !g->final)
		bs_verify_later(v, r);
}

void
bs_verify_row(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;
	enum bs_kind k = r->row.kind;

	g->file = r->file;
	g->line = r->line;
	bs_arena_reset(&v->scratch);
	if (g->quote.line.n && k != BS_PART && k != BS_SOURCE && k != BS_CUE)
		bs_verify_quote_end(v);
	if (g->end.line.n && k != BS_OTHER)
		bs_verify_lie(v, r, "a row behind the end of its document");
	if (g->found && r->row.stop > g->source.n)
		bs_verify_lie(v, r, "the span ends at %llu, the source at %zu",
		    (unsigned long long)r->row.stop, g->source.n);
	if (k == BS_META)
		check_meta(v, r);
	else if (k == BS_BLOCK)
		check_block(v, r);
	else if (k == BS_QUOTE)
		bs_verify_quote(v, r);
	else if (k == BS_END)
		bs_verify_keep(&g->end, r);
	else
		judge(v, r);
}

/* Judge what was in doubt, now that all is known. */
static void
judge_late(struct bs_verify *v)
{
	struct bs_verify_doc *g = &v->doc;

	g->final = true;
	for (size_t i = 0; i < g->nlate; i++) {
		const struct bs_page_row *r = &g->late[i];

		bs_arena_reset(&v->scratch);
		if (r->row.kind == BS_SENT) {
			const struct bs_box b = box_of(r, &v->scratch);

			check_sentence(v, r, &b, true);
		} else if (r->row.kind == BS_QUOTE) {
			bs_verify_quote_alone(v, r);
		} else {
			judge(v, r);
		}
	}
	for (size_t i = 0; g->block.n && i < g->alone.n; i++) {
		const struct bs_box *b = &g->alone.v[i];
		const struct bs_page_row r = {.file = b->file, .line = b->line};

		bs_arena_reset(&v->scratch);
		check_sentence(v, &r, b, bs_boxes_map(&g->alone, i) != NULL);
	}
}

void
bs_verify_end(struct bs_verify *v)
{
	if (v->doc.quote.line.n)
		bs_verify_quote_end(v);
	judge_late(v);
	bs_verify_whole(v);
}

void
bs_verify_page(struct bs_verify *v, const struct bs_page *p)
{
	bs_verify_begin(v, p->id, &p->row[0], p->again);
	for (size_t i = 0; i < p->n; i++)
		bs_verify_row(v, &p->row[i]);
	bs_verify_end(v);
}

void
bs_verify_free(struct bs_verify *v)
{
	struct bs_verify_doc *g = &v->doc;

	bs_relation_free(&v->relation);
	bs_buf_free(&v->text);
	bs_buf_free(&v->map);
	bs_buf_free(&v->what);
	bs_arena_free(&v->arena);
	bs_arena_free(&v->scratch);
	bs_arena_free(&v->now);
	bs_strmap_free(&v->quotes);
	bs_boxes_free(&g->block);
	bs_boxes_free(&g->alone);
	bs_buf_free(&g->of);
	bs_buf_free(&g->quote.line);
	bs_buf_free(&g->end.line);
	bs_buf_free(&g->joined);
	bs_buf_free(&g->only);
	free(g->sent);
	free(g->late);
}
