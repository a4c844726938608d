/* verify: see verify.h */
#include "trace/verify.h"

#include "broadsheet/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

struct page { /* the document at hand */
	struct bs_verify *v;
	const struct bs_page *p;
	struct bs_span source;
	uint64_t base; /* where the document starts in the source: not 0 in a split stream */
	size_t near;   /* index of the sentence of the row before */
	bool found;
};

static void lie(struct page *g, const struct bs_page_row *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
lie(struct page *g, const struct bs_page_row *r, const char *fmt, ...)
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
check_source(struct page *g, const struct bs_page_row *r)
{
	struct bs_buf *b = &g->v->what;
	uint64_t start = r->row.start, stop = r->row.stop;

	if (!g->found || stop > g->source.n)
		return;
	b->n = 0;
	bs_buf_fmt(b, "%llu:%08x", (unsigned long long)(stop - start),
	    bs_crc32(&g->v->crc, 0, bs_span_cut(g->source, start, stop)));
	if (!bs_span_eq(bs_buf_view(b), r->row.col[BS_KEY]))
		lie(g, r, "the source is another: its size and CRC are %s", bs_buf_str(b));
}

/* Bytes for a message: the first few, what cannot be printed as a question mark. */
static const char *
some(char out[40], struct bs_span s)
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
check_map(struct page *g, const struct bs_box *b)
{
	const struct bs_page_row *r = &g->p->row[b->row];
	struct bs_span src, text = b->text;
	size_t t = 0, s = 0;
	char x[40], y[40];

	if (!b->sound) {
		lie(g, r, "the edit map is none, or does not account for text and source");
		return;
	}
	g->v->map.n = 0;
	bs_editmap_write(&g->v->map, &b->map);
	if (!bs_span_eq(bs_buf_view(&g->v->map), r->row.col[BS_INFO]))
		lie(g, r, "the edit map is not in its one spelling");
	if (!g->found || b->stop > g->source.n)
		return;
	src = bs_span_cut(g->source, b->start, b->stop);
	for (size_t i = 0; i <= b->map.n; i++) {
		const struct bs_edit *e = i < b->map.n ? &b->map.e[i] : NULL;
		size_t to = e ? e->t : text.n, from = e ? e->src : src.n;

		if (to - t != from - s || memcmp(text.p + t, src.p + s, to - t) != 0) {
			lie(g, r, "text and source differ outside the edits, before byte %zu", to);
			return;
		}
		if (e == NULL)
			break;
		t = e->t + e->n;
		s = e->src + e->s;
		if (bs_relation(&g->v->relation, bs_span_cut(src, e->src, s),
			bs_span_cut(text, e->t, t), b->map.encoding) == NULL) {
			lie(g, r, "no change that is made turns '%s' into '%s' (byte %zu)",
			    some(x, bs_span_cut(src, e->src, s)),
			    some(y, bs_span_cut(text, e->t, t)), e->t);
			return;
		}
	}
}

/* Is `part` the text, or, at a torn edge, a piece of it? */
static bool
agrees(struct bs_span text, struct bs_span part, bool torn)
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
check_sentence(struct page *g, const struct bs_box *b)
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
		lie(g, r, "the sentence does not lie in block %llu", (unsigned long long)r->block);
		return;
	}
	if (!b->sound || !in->sound)
		return;
	if (!bs_page_text(p, b->start, b->stop, SIZE_MAX, &g->v->text, &torn) ||
	    !agrees(bs_buf_view(&g->v->text), b->text, torn)) {
		lie(g, r, "the sentence's text is not that of its block there");
		return;
	}
	cut = bs_editmap_cut(&in->map, bs_editmap_text_start(&in->map, b->start - in->start),
	    bs_editmap_text_stop(&in->map, b->stop - in->start), &g->v->arena);
	g->v->map.n = 0;
	bs_editmap_write(&g->v->map, &cut);
	if (!torn && !bs_span_eq(bs_buf_view(&g->v->map), r->row.col[BS_INFO]))
		lie(g, r, "the sentence's map is not that of its block there");
}

static bool
is_sentence_of(const struct bs_page *p, size_t i, const struct bs_page_row *r)
{
	const struct bs_page_row *s;

	if (i >= p->nsent)
		return false;
	s = &p->row[p->sent[i].row];
	return s->block == r->block && s->sent == r->sent;
}

static bool
stands_before(const struct bs_page_row *s, const struct bs_page_row *r)
{
	return s->block < r->block || (s->block == r->block && s->sent < r->sent);
}

/* The sentence of a row's address: that of the row before, the next, or found by halves. */
static const struct bs_box *
sentence_of(struct page *g, const struct bs_page_row *r)
{
	const struct bs_page *p = g->p;
	size_t i;

	if (is_sentence_of(p, g->near, r))
		return &p->sent[g->near];
	if (is_sentence_of(p, g->near + 1, r))
		return &p->sent[++g->near];
	BS_LOWER_BOUND(i, p->nsent, stands_before(&p->row[p->sent[i].row], r));
	if (!is_sentence_of(p, i, r))
		return NULL;
	g->near = i;
	return &p->sent[i];
}

/* Does the sentence, which is proved on its own, give the row's text at its span? */
static bool
gives(const struct bs_box *s, const struct bs_row *r, struct bs_span text)
{
	size_t from, to;

	if (!s->sound || r->start < s->start || r->stop > s->stop)
		return false;
	from = bs_editmap_text_start(&s->map, r->start - s->start);
	to = bs_editmap_text_stop(&s->map, r->stop - s->start);
	return to >= from && bs_span_eq(bs_span_cut(s->text, from, to), text);
}

/* Bytes of the white space beyond ASCII that s starts with; 0 for none. */
static size_t
space_at(struct bs_span s)
{
	int32_t cp;
	size_t n;

	if ((unsigned char)*s.p < 0xc2 || (unsigned char)*s.p > 0xe3)
		return 0;
	n = bs_utf8_decode(s, &cp);
	return cp >= 0 && bs_is_space(cp) ? n : 0;
}

/* The text without white space and quotation marks: pieces of quotes are joined, marks left out. */
static void
words(struct bs_buf *out, struct bs_span s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool three = (unsigned char)s.p[i] == 0xe2 && i + 2 < s.n;
		size_t n;

		if (three && (unsigned char)s.p[i + 1] == 0x80 &&
		    ((unsigned char)s.p[i + 2] & 0xf8) == 0x98) /* U+2018 to U+201F */
			i += 2;
		else if ((n = space_at(bs_span_cut(s, i, s.n))) > 0)
			i += n - 1;
		else if (s.p[i] != ' ' && s.p[i] != '\n' && s.p[i] != '"' && s.p[i] != '\'')
			bs_buf_ch(out, s.p[i]);
	}
}

/* A row inside sentences: its text is what the map gives for its span. */
static void
check_inside(struct page *g, const struct bs_page_row *r)
{
	struct bs_verify *v = g->v;
	struct bs_span text = bs_unescape_arena(&v->arena, r->row.col[BS_TEXT]);
	const struct bs_box *s;
	struct bs_buf a = {0}, b = {0};
	bool torn;
	char x[40], y[40];

	if (g->p->nblock == 0 && g->p->nsent == 0)
		return;
	if (g->p->nsent > 0) {
		s = sentence_of(g, r);
		if (s == NULL) {
			lie(g, r, "there is no sentence %.*s", (int)r->row.col[BS_ADDR].n,
			    r->row.col[BS_ADDR].p);
			return;
		}
		if (r->row.start < s->start || r->row.start > s->stop ||
		    ((r->row.kind == BS_TOKEN || r->row.kind == BS_ENTITY) &&
			r->row.stop > s->stop)) {
			lie(g, r, "the span does not lie in sentence %.*s",
			    (int)r->row.col[BS_ADDR].n, r->row.col[BS_ADDR].p);
			return;
		}
		if (gives(s, &r->row, text))
			return;
	}
	if (text.n == 1 && text.p[0] == '.' && r->row.kind != BS_TOKEN)
		return;
	if (!bs_page_text(g->p, r->row.start, r->row.stop, 2 * text.n + 65536, &v->text, &torn)) {
		lie(g, r, "no block or sentence covers the span");
		return;
	}
	if (agrees(bs_buf_view(&v->text), text, torn))
		return;
	/* Words without the outer marks, over more than one sentence or paragraph. */
	if (r->row.kind == BS_PART || r->row.kind == BS_QUOTE || r->row.kind == BS_TERM ||
	    r->row.kind == BS_SOURCE || r->row.kind == BS_CUE) {
		if (agrees(bs_buf_view(&v->text), text, true)) /* most are, to the byte */
			return;
		words(&a, bs_buf_view(&v->text));
		words(&b, text);
		torn = agrees(bs_buf_view(&a), bs_buf_view(&b), true);
		bs_buf_free(&a);
		bs_buf_free(&b);
		if (torn)
			return;
	}
	lie(g, r, "the text is '%s', the map gives '%s'", some(x, text),
	    some(y, bs_buf_view(&v->text)));
}

/* START-STOP of a quote, for finding it again. */
static struct bs_span
span_key(struct bs_buf *b, const struct bs_row *r)
{
	b->n = 0;
	bs_buf_uint(b, r->start);
	bs_buf_ch(b, '-');
	bs_buf_uint(b, r->stop);
	return bs_buf_view(b);
}

/* Where the part rows were left out: are the quote's words in its span, in their order? */
static bool
pieces_of(struct page *g, const struct bs_page_row *r)
{
	struct bs_verify *v = g->v;
	struct bs_span text = bs_unescape_arena(&v->arena, r->row.col[BS_TEXT]);
	struct bs_buf all = {0}, some_of = {0};
	size_t k = 0;
	bool torn;

	if (!bs_page_text(g->p, r->row.start, r->row.stop, 64 * text.n + 65536, &v->text, &torn))
		return false;
	if (text.n && agrees(bs_buf_view(&v->text), text, true))
		return true;
	words(&all, bs_buf_view(&v->text));
	words(&some_of, text);
	for (size_t i = 0; i < all.n && k < some_of.n; i++)
		k += all.p[i] == some_of.p[k];
	torn = some_of.n > 0 && k == some_of.n;
	bs_buf_free(&all);
	bs_buf_free(&some_of);
	return torn;
}

/*
 * Quotes and what speaks of them: a part, source or cue names the span of a
 * quote; the text of a quote of several parts is theirs.
 */
static void
check_quotes(struct page *g)
{
	struct bs_verify *v = g->v;
	const struct bs_page *p = g->p;
	struct bs_buf joined = {0}, whole = {0};
	bool any = false; /* part rows at all */

	bs_strmap_reset(&v->quotes);
	for (size_t i = 0; i < p->n; i++) {
		any |= p->row[i].row.kind == BS_PART;
		if (p->row[i].row.kind == BS_QUOTE)
			*bs_strmap_put(&v->quotes, span_key(&v->what, &p->row[i].row), NULL) = i +
											       1;
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct bs_page_row *r = &p->row[i];
		size_t k = i + 1, parts = 0;

		if (r->row.kind == BS_PART || r->row.kind == BS_SOURCE || r->row.kind == BS_CUE) {
			if (v->quotes.n && bs_strmap_get(&v->quotes, r->row.col[BS_INFO]) == NULL)
				lie(g, r, "there is no quote %.*s", (int)r->row.col[BS_INFO].n,
				    r->row.col[BS_INFO].p);
			continue;
		}
		if (r->row.kind != BS_QUOTE)
			continue;
		joined.n = whole.n = 0;
		span_key(&v->what, &r->row);
		for (; k < p->n &&
		       (p->row[k].row.kind == BS_PART || p->row[k].row.kind == BS_SOURCE ||
			   p->row[k].row.kind == BS_CUE);
		     k++) {
			if (p->row[k].row.kind != BS_PART ||
			    !bs_span_eq(p->row[k].row.col[BS_INFO], bs_buf_view(&v->what)))
				continue;
			parts++;
			words(&joined, bs_unescape_arena(&v->arena, p->row[k].row.col[BS_TEXT]));
			if (p->row[k].row.start < r->row.start || p->row[k].row.stop > r->row.stop)
				lie(g, &p->row[k], "the part lies outside its quote");
		}
		if (parts == 0) {
			if (any || !pieces_of(g, r))
				check_inside(g, r);
			continue;
		}
		words(&whole, bs_unescape_arena(&v->arena, r->row.col[BS_TEXT]));
		if (!bs_span_eq(bs_buf_view(&joined), bs_buf_view(&whole)))
			lie(g, r, "the quote's text is not that of its parts");
	}
	bs_buf_free(&joined);
	bs_buf_free(&whole);
}

/* What stands between blocks is nothing. */
static void
check_cover(struct page *g, const struct bs_page_row *end)
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
			lie(g, r, "blocks lie over each other");
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
			lie(g, r, "before this row '%s' is in no block", some(x, gap));
		at = b ? b->stop : at;
	}
}

/* A whole document: meta first, blocks counted, an end row with the size. */
static void
check_whole(struct page *g)
{
	const struct bs_page *p = g->p;
	const struct bs_page_row *end = NULL, *r;
	bool source = false;

	for (size_t i = 0; i < p->n; i++) {
		r = &p->row[i];
		source |= r->row.kind == BS_META && bs_span_is(r->row.col[BS_CLASS], "source");
		if (end != NULL && r->row.kind != BS_OTHER)
			lie(g, r, "a row behind the end of its document");
		if (r->row.kind == BS_END)
			end = r;
	}
	for (size_t i = 0; i < p->nblock; i++)
		if (end && p->row[p->block[i].row].block != i + 1)
			lie(g, &p->row[p->block[i].row], "block number %llu where %zu comes",
			    (unsigned long long)p->row[p->block[i].row].block, i + 1);
	if (end == NULL) {
		if (source || p->nblock)
			lie(g, &p->row[p->n - 1], "the document ends here, without its end row");
		return;
	}
	g->v->what.n = 0;
	bs_buf_uint(&g->v->what, p->nblock);
	if ((p->nblock || source) && !bs_span_eq(end->row.col[BS_KEY], bs_buf_view(&g->v->what)))
		lie(g, end, "the end row says %.*s blocks, there are %zu",
		    (int)end->row.col[BS_KEY].n, end->row.col[BS_KEY].p, p->nblock);
	if (end->row.start != end->row.stop)
		lie(g, end, "the end row is longer than nothing");
	if (p->nblock || source)
		check_cover(g, end);
}

void
bs_verify_page(struct bs_verify *v, const struct bs_page *p)
{
	struct page g = {.v = v, .p = p};

	bs_arena_reset(&v->arena);
	g.found = bs_sources_get(v->sources, p->id, &g.source);
	if (!g.found)
		lie(&g, &p->row[0], "no source: %s (--source names its folder)", strerror(errno));
	if (p->again)
		lie(&g, &p->row[0], "rows of this document stood before");
	for (size_t i = 0; i < p->n; i++) {
		const struct bs_page_row *r = &p->row[i];

		if (g.found && r->row.stop > g.source.n)
			lie(&g, r, "the span ends at %llu, the source at %zu",
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
			check_inside(&g, &p->row[i]);
	}
	check_quotes(&g);
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
