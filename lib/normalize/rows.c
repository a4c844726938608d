/* rows: a document as meta, block, edit and end rows; see document.h. */
#include "normalize/document.h"

#include "broadsheet/copyhash.h"
#include "broadsheet/utf8.h"

#include <stdio.h>

/* In this order they are written; what the user brings besides comes behind them. */
static const char *const meta_order[] = {"language", "title", "author", "date", "outlet", "url"};
enum { NMETA = sizeof meta_order / sizeof meta_order[0] };

/* "why@0.97" in one of the normalizer's buffers. */
static struct bs_span
with_confidence(struct bs_buf *b, const char *why, int percent)
{
	b->n = 0;
	bs_buf_lit(b, why);
	if (percent >= 0)
		bs_why_percent(b, (unsigned)percent);
	return bs_buf_view(b);
}

static void
put(struct bs_writing *w)
{
	w->row.start += w->z->base;
	w->row.stop += w->z->base;
	w->sink->put(w->sink->arg, &w->row);
}

static void
meta(struct bs_writing *w, const char *cls, struct bs_span key, struct bs_span why)
{
	struct bs_span doc = w->row.doc;

	w->row = (struct bs_newrow){.doc = doc,
	    .stop = w->size,
	    .kind = BS_META,
	    .cls = bs_span_str(cls),
	    .key = key,
	    .why = why};
}

/* A fix of that kind for this span (and, for meta, class). */
static const struct bs_fix *
fix_for(struct bs_writing *w, enum bs_kind kind, struct bs_span cls)
{
	const struct bs_fixes *x = w->z->o.fixes;
	const struct bs_fix *f = x ? bs_fixes_first(x, w->row.doc) : NULL;

	for (; f; f = f->next ? &x->v[f->next] : NULL) {
		if (f->row.kind != kind)
			continue;
		if (kind == BS_META ? bs_span_eq(f->row.col[BS_CLASS], cls)
				    : f->row.start == w->row.start + w->z->base &&
					  f->row.stop == w->row.stop + w->z->base)
			return f;
	}
	return NULL;
}

static void
put_fixed(struct bs_writing *w, const struct bs_fix *f)
{
	struct bs_arena *arena = &w->z->arena;

	if (f) {
		w->row.cls = bs_unescape_arena(arena, f->row.col[BS_CLASS]);
		if (w->row.kind == BS_META)
			w->row.key = bs_unescape_arena(arena, f->row.col[BS_KEY]);
		w->row.why = f->row.hand ? bs_unescape_arena(arena, f->row.col[BS_WHY])
					 : BS_SPAN("hand");
	}
	put(w);
}

static const struct bs_given *
given_of(const struct bs_given *given, size_t n, const char *cls)
{
	for (size_t i = 0; i < n; i++)
		if (given[i].value.n && bs_span_is(given[i].cls, cls))
			return &given[i];
	return NULL;
}

/* What the structure says of one class: the first finding, with its evidence. */
static bool
found(struct bs_writing *w, const char *cls)
{
	const struct bs_structure *st = &w->z->structure;
	struct bs_editmap map = bs_aligned_map(&w->z->a);

	for (size_t i = 0; i < st->nmeta; i++) {
		const struct bs_finding *f = &st->meta[i];

		if (strcmp(f->cls, cls) != 0)
			continue;
		meta(w, cls, f->value, with_confidence(&w->z->tmp[0], f->why, f->percent));
		if (f->start != 0 || f->stop != w->z->a.text.n) {
			w->row.start = bs_editmap_start(&map, f->start);
			w->row.stop = bs_editmap_stop(&map, f->stop);
			w->row.text = bs_span_cut(w->z->a.text, bs_editmap_floor(&map, f->start),
			    bs_editmap_ceil(&map, f->stop));
		}
		return true;
	}
	return false;
}

void
bs_writing_meta(struct bs_writing *w, struct bs_span doc, const struct bs_given *given,
    size_t ngiven, uint32_t crc)
{
	struct bs_normalizer *z = w->z;
	struct bs_buf *b = &z->tmp[0], *why = &z->tmp[1];

	w->row.doc = doc;
	b->n = why->n = 0;
	bs_buf_uint(b, w->size);
	bs_buf_ch(b, ':');
	for (int shift = 28; shift >= 0; shift -= 4)
		bs_buf_ch(b, "0123456789abcdef"[crc >> shift & 15]);
	bs_buf_lit(why, "normalize:");
	bs_buf_lit(why, z->o.version ? z->o.version : "");
	meta(w, "source", bs_buf_view(b), bs_buf_view(why));
	put(w);
	meta(w, "encoding", bs_span_str(z->encoding.name),
	    with_confidence(b, z->encoding.why, z->encoding.percent));
	put_fixed(w, fix_for(w, BS_META, BS_SPAN("encoding")));
	for (size_t i = 0; i < NMETA; i++) {
		const struct bs_given *g = given_of(given, ngiven, meta_order[i]);
		const struct bs_fix *f = fix_for(w, BS_META, bs_span_str(meta_order[i]));

		if (g)
			meta(w, meta_order[i], g->value, BS_SPAN("given"));
		else if (!found(w, meta_order[i])) {
			if (!f)
				continue;
			meta(w, meta_order[i], bs_span(NULL, 0), BS_SPAN("hand"));
		}
		put_fixed(w, f);
	}
	for (size_t i = 0; i < ngiven; i++) {
		size_t k = 0;

		while (k < NMETA && !bs_span_is(given[i].cls, meta_order[k]))
			k++;
		if (k < NMETA || given[i].value.n == 0)
			continue;
		meta(w, "", given[i].value, BS_SPAN("given"));
		w->row.cls = given[i].cls;
		put_fixed(w, fix_for(w, BS_META, given[i].cls));
	}
}

static void
edit_row(struct bs_writing *w, size_t i, struct bs_span addr)
{
	struct bs_normalizer *z = w->z;
	const struct bs_edit *e = &z->a.edit[i];
	struct bs_buf *cls = &z->tmp[0], *key = &z->tmp[1], *text = &z->tmp[2];
	int sure = bs_rules_sure(z->a.rules[i]);

	cls->n = key->n = text->n = 0;
	for (int r = 0; r < BS_NRULE; r++)
		if (z->a.rules[i] & BS_RULEBIT(r))
			bs_buf_fmt(cls, "%s%s", cls->n ? "+" : "", bs_rule_name((enum bs_rule)r));
	for (size_t k = e->t; k < e->t + e->n;) {
		int32_t cp;

		k += bs_utf8_decode(bs_span_cut(z->a.text, k, z->a.text.n), &cp);
		bs_buf_fmt(key, "%sU+%04X", key->n ? " " : "", (unsigned)cp);
	}
	for (size_t k = e->src; k < e->src + e->s; k++)
		bs_buf_fmt(text, "%02x", (unsigned)(unsigned char)z->a.source.p[k]);
	w->row = (struct bs_newrow){.doc = w->row.doc,
	    .start = e->src,
	    .stop = e->src + e->s,
	    .kind = BS_EDIT,
	    .addr = addr,
	    .cls = bs_buf_view(cls),
	    .key = bs_buf_view(key),
	    .why = with_confidence(&z->tmp[3], "normalize", sure ? sure : -1),
	    .text = bs_buf_view(text)};
	put(w);
}

/* Edit rows of everything that stands before text offset t. */
static void
edit_rows(struct bs_writing *w, size_t t, struct bs_span addr)
{
	while (
	    w->edit < w->z->a.nedit && w->z->a.edit[w->edit].t + (w->z->a.edit[w->edit].n > 0) <= t)
		edit_row(w, w->edit++, addr);
}

static void
block_row(struct bs_writing *w, const struct bs_block *b, const struct bs_editmap *map)
{
	struct bs_normalizer *z = w->z;
	struct bs_editmap part;
	struct bs_buf *info = &z->tmp[0], *key = &z->tmp[1], *why = &z->tmp[2];
	struct bs_span text = bs_span_cut(z->a.text, b->start, b->stop), addr;
	char mem[24];
	struct bs_buf number = {.p = mem, .cap = sizeof mem}; /* it never grows */
	const struct bs_fix *f;

	bs_buf_uint(&number, ++w->nblock);
	addr = bs_buf_view(&number);
	if (z->o.edits)
		edit_rows(w, b->start, bs_span(NULL, 0));
	part = bs_editmap_cut(map, b->start, b->stop, &z->arena);
	if (!z->encoding.utf8)
		part.encoding = bs_span_str(z->encoding.name);
	info->n = key->n = 0;
	bs_editmap_write(info, &part);
	bs_words_key(key, text, why);
	w->row = (struct bs_newrow){.doc = w->row.doc,
	    .start = bs_editmap_start(map, b->start),
	    .stop = bs_editmap_stop(map, b->stop),
	    .kind = BS_BLOCK,
	    .addr = addr,
	    .cls = bs_span_str(bs_block_class_name(b->cls)),
	    .key = bs_buf_view(key),
	    .info = bs_buf_view(info),
	    .why = with_confidence(why, b->why, b->percent),
	    .text = text};
	f = fix_for(w, BS_BLOCK, bs_span(NULL, 0));
	put_fixed(w, f);
	if (z->o.edits)
		edit_rows(w, b->stop, addr);
}

/* Fixes of blocks in this window whose span is gone. */
static void
lost_fixes(struct bs_writing *w)
{
	struct bs_normalizer *z = w->z;
	const struct bs_fixes *x = z->o.fixes;
	const struct bs_fix *f = x ? bs_fixes_first(x, w->row.doc) : NULL;

	for (; f; f = f->next ? &x->v[f->next] : NULL) {
		struct bs_block_walk k = {0};
		bool there = f->row.kind != BS_BLOCK || (z->continued && f->row.start < z->base) ||
			     (z->more && f->row.start >= z->base + z->a.source.n);

		while (!there && bs_next_block(z, &k))
			there = f->row.start == bs_editmap_start(&k.map, k.b.start) + z->base &&
				f->row.stop == bs_editmap_stop(&k.map, k.b.stop) + z->base;
		if (!there && w->sink->bad)
			w->sink->bad(w->sink->arg, "no block has this span", f);
	}
}

void
bs_writing_blocks(struct bs_writing *w)
{
	struct bs_block_walk k = {0};

	w->edit = 0;
	while (bs_next_block(w->z, &k))
		block_row(w, &k.b, &k.map);
	if (w->z->o.edits)
		edit_rows(w, SIZE_MAX, bs_span(NULL, 0));
	lost_fixes(w);
}

void
bs_writing_end(struct bs_writing *w)
{
	char count[24];

	w->z->base = w->base;
	w->row = (struct bs_newrow){.doc = w->row.doc,
	    .start = w->size,
	    .stop = w->size,
	    .kind = BS_END,
	    .key = bs_span(count, (size_t)snprintf(count, sizeof count, "%zu", w->nblock))};
	put(w);
}

void
bs_normalize_rows(struct bs_normalizer *z, struct bs_span doc, const struct bs_given *given,
    size_t ngiven, const struct bs_row_sink *sink)
{
	struct bs_writing w = {.z = z, .sink = sink, .base = z->base, .size = z->a.source.n};

	bs_writing_meta(&w, doc, given, ngiven, bs_crc32(&z->crc, 0, z->a.source));
	bs_writing_blocks(&w);
	bs_writing_end(&w);
}
