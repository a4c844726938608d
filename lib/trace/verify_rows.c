/* verify: the rows inside sentences, and quotes; see verify_impl.h */
#include "trace/verify_impl.h"

#include "broadsheet/utf8.h"

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
sentence_of(struct bs_verify_doc *g, const struct bs_page_row *r)
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

void
bs_verify_inside(struct bs_verify_doc *g, const struct bs_page_row *r)
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
			bs_verify_lie(g, r, "there is no sentence %.*s", (int)r->row.col[BS_ADDR].n,
			    r->row.col[BS_ADDR].p);
			return;
		}
		if (r->row.start < s->start || r->row.start > s->stop ||
		    ((r->row.kind == BS_TOKEN || r->row.kind == BS_ENTITY) &&
			r->row.stop > s->stop)) {
			bs_verify_lie(g, r, "the span does not lie in sentence %.*s",
			    (int)r->row.col[BS_ADDR].n, r->row.col[BS_ADDR].p);
			return;
		}
		if (gives(s, &r->row, text))
			return;
	}
	if (text.n == 1 && text.p[0] == '.' && r->row.kind != BS_TOKEN)
		return;
	if (!bs_page_text(g->p, r->row.start, r->row.stop, 2 * text.n + 65536, &v->text, &torn)) {
		bs_verify_lie(g, r, "no block or sentence covers the span");
		return;
	}
	if (bs_verify_agrees(bs_buf_view(&v->text), text, torn))
		return;
	/* Words without the outer marks, over more than one sentence or paragraph. */
	if (r->row.kind == BS_PART || r->row.kind == BS_QUOTE || r->row.kind == BS_TERM ||
	    r->row.kind == BS_SOURCE || r->row.kind == BS_CUE) {
		if (bs_verify_agrees(bs_buf_view(&v->text), text, true)) /* most are, to the byte */
			return;
		words(&a, bs_buf_view(&v->text));
		words(&b, text);
		torn = bs_verify_agrees(bs_buf_view(&a), bs_buf_view(&b), true);
		bs_buf_free(&a);
		bs_buf_free(&b);
		if (torn)
			return;
	}
	bs_verify_lie(g, r, "the text is '%s', the map gives '%s'", bs_verify_some(x, text),
	    bs_verify_some(y, bs_buf_view(&v->text)));
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
pieces_of(struct bs_verify_doc *g, const struct bs_page_row *r)
{
	struct bs_verify *v = g->v;
	struct bs_span text = bs_unescape_arena(&v->arena, r->row.col[BS_TEXT]);
	struct bs_buf all = {0}, some_of = {0};
	size_t k = 0;
	bool torn;

	if (!bs_page_text(g->p, r->row.start, r->row.stop, 64 * text.n + 65536, &v->text, &torn))
		return false;
	if (text.n && bs_verify_agrees(bs_buf_view(&v->text), text, true))
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

void
bs_verify_quotes(struct bs_verify_doc *g)
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
				bs_verify_lie(g, r, "there is no quote %.*s",
				    (int)r->row.col[BS_INFO].n, r->row.col[BS_INFO].p);
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
				bs_verify_lie(g, &p->row[k], "the part lies outside its quote");
		}
		if (parts == 0) {
			if (any || !pieces_of(g, r))
				bs_verify_inside(g, r);
			continue;
		}
		words(&whole, bs_unescape_arena(&v->arena, r->row.col[BS_TEXT]));
		if (!bs_span_eq(bs_buf_view(&joined), bs_buf_view(&whole)))
			bs_verify_lie(g, r, "the quote's text is not that of its parts");
	}
	bs_buf_free(&joined);
	bs_buf_free(&whole);
}
