/* verify: the rows inside sentences, and quotes; see verify_impl.h */
#include "trace/verify_impl.h"

#include "broadsheet/utf8.h"

static bool
stands_before(const struct bs_verify_sent *s, const struct bs_page_row *r)
{
	return s->block < r->block || (s->block == r->block && s->sent < r->sent);
}

/* The sentence of a row's address: the last, or found by halves; NULL for none. */
static const struct bs_verify_sent *
sentence_of(const struct bs_verify_doc *g, const struct bs_page_row *r)
{
	const struct bs_verify_sent *s = &g->sent[g->nsent - 1];
	size_t i;

	if (s->block == r->block && s->sent == r->sent)
		return s;
	BS_LOWER_BOUND(i, g->nsent, stands_before(&g->sent[i], r));
	s = &g->sent[i];
	return i < g->nsent && s->block == r->block && s->sent == r->sent ? s : NULL;
}

/* Does the last sentence, which is proved on its own, give the row's text at its span? */
static bool
gives(const struct bs_verify_doc *g, const struct bs_page_row *r, struct bs_span text)
{
	const struct bs_box *s = &g->now;
	size_t from, to;

	if (!g->now_sound || s->block != r->block || s->sent != r->sent ||
	    r->row.start < s->start || r->row.stop > s->stop)
		return false;
	from = bs_editmap_text_start(&g->now_map, r->row.start - s->start);
	to = bs_editmap_text_stop(&g->now_map, r->row.stop - s->start);
	return to >= from && bs_span_eq(bs_span_cut(s->text, from, to), text);
}

/* Read a number of at most 18 digits and the tab behind it; false where there is none. */
static inline bool
number_at(struct bs_span line, size_t *at, uint64_t *out)
{
	const char *p = line.p + *at, *first = p, *end = line.p + line.n;
	uint64_t n = 0;

	for (; p < end && *p >= '0' && *p <= '9'; p++)
		n = n * 10 + (uint64_t)(*p - '0');
	if (p == first || p - first > 18 || p == end || *p != '\t')
		return false;
	*out = n;
	*at = (size_t)(p + 1 - line.p);
	return true;
}

/* Skip `what` with its tab; false where something else stands there. */
static inline bool
skip(struct bs_span line, size_t *at, const char *what, size_t n)
{
	if (line.n - *at < n || memcmp(line.p + *at, what, n) != 0)
		return false;
	*at += n;
	return true;
}

bool
bs_verify_given(struct bs_verify *v, const struct bs_reader *in, struct bs_span line, size_t at)
{
	struct bs_verify_doc *g = &v->doc;
	const struct bs_box *s = &g->now;
	size_t text, from, to;
	uint64_t start, stop;

	/* a quote ends, or a document has ended, with this row: things to tell */
	if (g->nsent == 0 || !g->now_sound || g->quote.line.n || g->end.line.n)
		return false;
	if (!number_at(line, &at, &start) || !number_at(line, &at, &stop) ||
	    (!skip(line, &at, "token\t", 6) && !skip(line, &at, "entity\t", 7)) ||
	    !skip(line, &at, g->now_addr.p, g->now_addr.n))
		return false;
	if (start < s->start || stop < start || stop > s->stop || (g->found && stop > g->source.n))
		return false;
	text = bs_row_text(line, at, BS_TEXT - BS_CLASS);
	if (text == 0)
		return false;
	from = bs_editmap_text_start(&g->now_map, start - s->start);
	to = bs_editmap_text_stop(&g->now_map, stop - s->start);
	if (to < from ||
	    !bs_span_eq(bs_span_cut(s->text, from, to), bs_span_cut(line, text, line.n)))
		return false;
	g->file = in->name;
	g->line = in->line;
	return true;
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

bool
bs_verify_text(struct bs_verify *v, uint64_t start, uint64_t stop, size_t most, bool *torn)
{
	struct bs_verify_doc *g = &v->doc;

	if (g->block.n)
		return bs_boxes_text(&g->block, start, stop, most, '\n', &v->text, torn);
	return bs_boxes_text(&g->alone, start, stop, most, ' ', &v->text, torn);
}

/* Does the row lie in the sentence of its address?  Whether its text is proved with it: *done. */
static bool
in_sentence(struct bs_verify *v, const struct bs_page_row *r, struct bs_span text, bool *done)
{
	struct bs_span addr = r->row.col[BS_ADDR];
	const struct bs_verify_sent *s = sentence_of(&v->doc, r);

	if (s == NULL) {
		bs_verify_doubt(v, r, "there is no sentence %.*s", (int)addr.n, addr.p);
		return false;
	}
	if (r->row.start < s->start || r->row.start > s->stop ||
	    ((r->row.kind == BS_TOKEN || r->row.kind == BS_ENTITY) && r->row.stop > s->stop)) {
		bs_verify_doubt(
		    v, r, "the span does not lie in sentence %.*s", (int)addr.n, addr.p);
		return false;
	}
	*done = gives(&v->doc, r, text);
	return true;
}

/* Words without the outer marks, over more than one sentence or paragraph. */
static bool
has_words(struct bs_verify *v, struct bs_span text)
{
	struct bs_buf a = {0}, b = {0};
	bool same = bs_verify_agrees(bs_buf_view(&v->text), text, true); /* most are, to the byte */

	if (!same) {
		words(&a, bs_buf_view(&v->text));
		words(&b, text);
		same = bs_verify_agrees(bs_buf_view(&a), bs_buf_view(&b), true);
	}
	bs_buf_free(&a);
	bs_buf_free(&b);
	return same;
}

void
bs_verify_inside(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;
	struct bs_span text = bs_unescape_arena(&v->scratch, r->row.col[BS_TEXT]);
	enum bs_kind k = r->row.kind;
	bool torn, done = false;
	char x[40], y[40];

	if (g->block.n == 0 && g->nsent == 0) {
		g->doubt = true; /* there may be some yet */
		return;
	}
	if (g->nsent > 0 && (!in_sentence(v, r, text, &done) || done))
		return;
	if (text.n == 1 && text.p[0] == '.' && k != BS_TOKEN)
		return;
	if (!bs_verify_text(v, r->row.start, r->row.stop, 2 * text.n + 65536, &torn)) {
		bs_verify_doubt(v, r, "no block or sentence covers the span");
		return;
	}
	if (bs_verify_agrees(bs_buf_view(&v->text), text, torn))
		return;
	if ((k == BS_PART || k == BS_QUOTE || k == BS_TERM || k == BS_SOURCE || k == BS_CUE) &&
	    has_words(v, text))
		return;
	bs_verify_doubt(v, r, "the text is '%s', the map gives '%s'", bs_verify_some(x, text),
	    bs_verify_some(y, bs_buf_view(&v->text)));
}

/* Where the part rows were left out: are the quote's words in its span, in their order? */
static bool
pieces_of(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_span text = bs_unescape_arena(&v->scratch, r->row.col[BS_TEXT]);
	struct bs_buf all = {0}, some_of = {0};
	size_t k = 0;
	bool same;

	if (!bs_verify_text(v, r->row.start, r->row.stop, 64 * text.n + 65536, &same))
		return false;
	if (text.n && bs_verify_agrees(bs_buf_view(&v->text), text, true))
		return true;
	words(&all, bs_buf_view(&v->text));
	words(&some_of, text);
	for (size_t i = 0; i < all.n && k < some_of.n; i++)
		k += all.p[i] == some_of.p[k];
	same = some_of.n > 0 && k == some_of.n;
	bs_buf_free(&all);
	bs_buf_free(&some_of);
	return same;
}

void
bs_verify_quote_alone(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;

	g->doubt = false;
	/* Until the end it must be one piece; then its parts may have been left out. */
	if (!g->final || g->has_part || !pieces_of(v, r))
		bs_verify_inside(v, r);
	if (g->doubt && !g->final)
		bs_verify_later(v, r);
}

void
bs_verify_quote(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;

	bs_verify_keep(&g->quote, r);
	g->parts = 0;
	g->of.n = 0;
	bs_buf_uint(&g->of, r->row.start);
	bs_buf_ch(&g->of, '-');
	bs_buf_uint(&g->of, r->row.stop);
	*bs_strmap_put(&v->quotes, bs_buf_view(&g->of), NULL) = 1;
}

/* A part of the quote before it. */
static void
add_part(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;
	struct bs_span text = bs_unescape_arena(&v->scratch, r->row.col[BS_TEXT]);

	if (r->row.start < g->quote.row.row.start || r->row.stop > g->quote.row.row.stop)
		bs_verify_lie(v, r, "the part lies outside its quote");
	if (g->parts++ == 0) {
		g->only.n = g->joined.n = 0;
		bs_buf_span(&g->only, text);
		return;
	}
	if (g->parts == 2)
		words(&g->joined, bs_buf_view(&g->only));
	words(&g->joined, text);
}

void
bs_verify_of_quote(struct bs_verify *v, const struct bs_page_row *r)
{
	struct bs_verify_doc *g = &v->doc;
	struct bs_span of = r->row.col[BS_INFO];
	bool its = false;

	if (r->row.kind == BS_PART)
		g->has_part = true;
	if (g->quote.line.n)
		its = bs_span_eq(of, bs_buf_view(&g->of));
	if (its && r->row.kind == BS_PART)
		add_part(v, r);
	if (its || bs_strmap_get(&v->quotes, of) != NULL)
		return;
	if (v->quotes.n || !g->final)
		bs_verify_doubt(v, r, "there is no quote %.*s", (int)of.n, of.p);
}

/* Is the piece the text with no more around it than a mark on either side? */
static bool
has_marks_around(struct bs_verify *v, struct bs_span piece, struct bs_span text)
{
	size_t more = piece.n - text.n, at = 0;

	if (piece.n < text.n || more > 6)
		return false;
	while (at <= more && memcmp(piece.p + at, text.p, text.n) != 0)
		at++;
	if (at > more)
		return false;
	v->what.n = 0;
	words(&v->what, bs_span_cut(piece, 0, at));
	words(&v->what, bs_span_cut(piece, at + text.n, piece.n));
	return v->what.n == 0;
}

void
bs_verify_quote_end(struct bs_verify *v)
{
	struct bs_verify_doc *g = &v->doc;
	const struct bs_page_row *q = &g->quote.row;
	struct bs_span text;
	struct bs_buf whole = {0};

	g->quote.line.n = 0;
	if (g->parts == 0) {
		bs_verify_quote_alone(v, q);
		return;
	}
	text = bs_unescape_arena(&v->scratch, q->row.col[BS_TEXT]);
	if (g->parts == 1 && has_marks_around(v, bs_buf_view(&g->only), text))
		return;
	if (g->parts == 1)
		words(&g->joined, bs_buf_view(&g->only));
	words(&whole, text);
	if (!bs_span_eq(bs_buf_view(&g->joined), bs_buf_view(&whole)))
		bs_verify_lie(v, q, "the quote's text is not that of its parts");
	bs_buf_free(&whole);
}
