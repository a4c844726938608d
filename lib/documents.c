/*
 * documents: bs_stream_documents of broadsheet/stream.h: rows gathered to a
 * bs_doc, the engine run, old and new rows written in the contract's order.
 */
#include "broadsheet/err.h"
#include "broadsheet/stream.h"

#include <stdlib.h>

enum {
	WINDOW = 4 << 20,  /* a document is cut at the next block behind this many bytes */
	META_MAX = 1 << 20 /* bytes of meta rows kept for the engine */
};

/* A row that waits to be written. */
struct kept {
	struct bs_span line; /* in the document's arena */
	enum bs_kind kind;
};

struct gather {
	struct bs_stream *s;
	struct bs_doc doc;
	struct kept *row;
	size_t nrow, row_cap;
	struct bs_arena meta; /* meta rows of the document, which its later windows know, too */
	struct bs_row *meta_row;
	size_t nmeta, meta_cap;
	void (*engine)(struct bs_doc *, void *);
	void *arg;
};

/* A column of a row whose line is kept. */
static inline struct bs_span
column(const struct bs_row *row, struct bs_span line, enum bs_column c)
{
	return bs_span(line.p + (row->col[c].p - row->line.p), row->col[c].n);
}

/* The row with its columns in the arena. */
static struct bs_row
keep(struct bs_arena *a, const struct bs_row *row)
{
	struct bs_row r = *row;

	r.line = bs_arena_copy(a, row->line);
	for (int i = 0; i < BS_NCOLUMN; i++)
		r.col[i] = column(row, r.line, (enum bs_column)i);
	return r;
}

static void
add_sentence(struct gather *g, const struct bs_row *r, struct bs_span line)
{
	struct bs_doc *d = &g->doc;
	struct bs_sent s = {.addr = column(r, line, BS_ADDR),
	    .cls = column(r, line, BS_CLASS),
	    .start = r->start,
	    .stop = r->stop,
	    .row = g->nrow - 1};
	uint64_t number;

	s.text = bs_unescape_arena(&d->arena, column(r, line, BS_TEXT));
	bs_addr_parse(s.addr, &s.block, &number);
	if (s.text.n > UINT32_MAX || !bs_editmap_parse(&s.map, column(r, line, BS_INFO), s.text.n,
					 r->stop - r->start, &d->arena)) {
		bs_bad(g->s->in.name, g->s->in.line,
		    "the edit map does not fit the row's text and span");
		g->nrow--;
		return;
	}
	BS_PUSH(d->sent, d->nsent, d->sent_cap) = s;
}

/* The first sentence that stops at source byte `stop` or after it. */
static size_t
first_reaching(const struct bs_doc *d, uint64_t stop)
{
	size_t i;

	BS_LOWER_BOUND(i, d->nsent, d->sent[i].stop < stop);
	return i;
}

/* The sentence that holds source bytes [start, stop), or nsent. */
static size_t
sentence_of(const struct bs_doc *d, uint64_t start, uint64_t stop)
{
	size_t i = d->nsent;

	/* entities mostly stand behind their sentence */
	if (i > 0 && d->sent[i - 1].start <= start)
		return stop <= d->sent[i - 1].stop ? i - 1 : d->nsent;
	i = first_reaching(d, stop);
	return i < d->nsent && d->sent[i].start <= start ? i : d->nsent;
}

/* A column, and nothing where it is empty. */
static struct bs_span
cell(struct bs_span s)
{
	return s.n == 1 && s.p[0] == '.' ? bs_span("", 0) : s;
}

static void
add_mention(struct bs_doc *d, const struct bs_row *r, struct bs_span line)
{
	struct bs_mention m = {.sent = sentence_of(d, r->start, r->stop), .hand = r->hand};
	const struct bs_sent *s;

	if (m.sent == d->nsent || bs_span_is(r->col[BS_CLASS], "none"))
		return;
	s = &d->sent[m.sent];
	m.start = bs_editmap_text_start(&s->map, r->start - s->start);
	m.stop = bs_editmap_text_stop(&s->map, r->stop - s->start);
	if (m.start >= m.stop || m.stop > s->text.n)
		return;
	m.cls = column(r, line, BS_CLASS);
	m.key = bs_unescape_arena(&d->arena, cell(column(r, line, BS_KEY)));
	m.info = cell(column(r, line, BS_INFO));
	m.why = column(r, line, BS_WHY);
	m.text = bs_span_cut(s->text, m.start, m.stop);
	m.src_start = r->start;
	m.src_stop = r->stop;
	BS_PUSH(d->mention, d->nmention, d->mention_cap) = m;
}

static int
by_place(const void *a, const void *b)
{
	const struct bs_mention *x = a, *y = b;

	if (x->sent != y->sent)
		return x->sent < y->sent ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->stop < y->stop) - (x->stop > y->stop);
}

static int
by_kind_start(const void *a, const void *b)
{
	const struct bs_hand *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->start > y->start) - (x->start < y->start);
}

static void
add_hand(struct bs_doc *d, const struct bs_row *r)
{
	BS_PUSH(d->hand, d->nhand, d->hand_cap) = (struct bs_hand){
	    .kind = r->kind, .start = r->start, .stop = r->stop};
}

static void
sort_hands(struct bs_doc *d)
{
	size_t i;

	bs_sort(d->hand, d->nhand, sizeof *d->hand, by_kind_start);
	for (i = 0; i < d->nhand; i++) {
		struct bs_hand *h = &d->hand[i];

		h->reach = h->stop;
		if (i > 0 && h[-1].kind == h->kind && h[-1].reach > h->reach)
			h->reach = h[-1].reach;
	}
}

/* The text of source bytes [start, stop) where one sentence holds them. */
static bool
text_differs(const struct bs_doc *d, const struct bs_row *fix, size_t sent, struct bs_arena *a)
{
	const struct bs_sent *s = &d->sent[sent];
	size_t from = bs_editmap_text_start(&s->map, fix->start - s->start);
	size_t to = bs_editmap_text_stop(&s->map, fix->stop - s->start);

	if (bs_span_is(fix->col[BS_TEXT], ".") || fix->kind != BS_ENTITY)
		return false;
	return from > to || to > s->text.n ||
	       !bs_span_eq(bs_unescape_arena(a, fix->col[BS_TEXT]), bs_span_cut(s->text, from, to));
}

/* Put the document's fixes of our kinds among its rows; tell those whose span is gone. */
static void
apply_fixes(struct gather *g)
{
	struct bs_doc *d = &g->doc;
	const struct bs_fix *f = bs_fixes_first(&g->s->fixes, d->id);

	for (; f != NULL; f = f->next ? &g->s->fixes.v[f->next] : NULL) {
		size_t i;

		if (!(d->owned & BS_KINDBIT(f->row.kind)))
			continue;
		for (i = 0; i < d->nhand; i++)
			if (d->hand[i].kind == f->row.kind && d->hand[i].start == f->row.start &&
			    d->hand[i].stop == f->row.stop)
				break;
		if (i < d->nhand)
			continue; /* there already: the filter is run again */
		i = first_reaching(d, f->row.stop);
		if (i == d->nsent || d->sent[i].start >= f->row.stop ||
		    (f->row.start >= d->sent[i].start && text_differs(d, &f->row, i, &d->arena))) {
			if (!d->continued && !d->more)
				bs_bad(g->s->fixes.name, f->line,
				    "nothing stands at %llu-%llu of this document",
				    (unsigned long long)f->row.start,
				    (unsigned long long)f->row.stop);
			continue;
		}
		add_hand(d, &f->row);
		if (f->row.kind == BS_ENTITY)
			add_mention(d, &f->row, f->row.line);
		BS_PUSH(d->add, d->nadd, d->add_cap) = (struct bs_addition){
		    .after = i, .fix = &f->row};
	}
}

/* tokens, then entities, then quotes: new rows go behind the earlier kinds */
static int
rank(enum bs_kind k)
{
	return k == BS_TOKEN ? 1 : k == BS_ENTITY ? 2 : k >= BS_QUOTE && k <= BS_TERM ? 3 : 0;
}

static bool
ends_group(enum bs_kind k)
{
	return k == BS_SENT || k == BS_BLOCK || k == BS_META || k == BS_END;
}

static void
pass(struct gather *g, const struct kept *k)
{
	bs_stream_pass_line(g->s, k->line, k->kind);
}

static void
put(struct gather *g, const struct bs_addition *a)
{
	if (a->fix != NULL)
		bs_stream_pass(g->s, a->fix);
	else
		bs_stream_put(g->s, &a->row);
}

/* The additions in the order of the sentences they stand behind, then as they were added. */
static const struct bs_addition **
in_order(const struct bs_doc *d)
{
	const struct bs_addition **add = bs_malloc((d->nadd + 1) * sizeof *add);
	size_t *next = bs_calloc(d->nsent + 1, sizeof *next); /* place of a sentence's next one */

	for (size_t i = 0; i < d->nadd; i++)
		next[d->add[i].after + 1]++;
	for (size_t i = 1; i <= d->nsent; i++)
		next[i] += next[i - 1];
	for (size_t i = 0; i < d->nadd; i++)
		add[next[d->add[i].after]++] = &d->add[i];
	free(next);
	return add;
}

static void
write_rows(struct gather *g, const struct bs_addition **add)
{
	struct bs_doc *d = &g->doc;
	int own = rank((enum bs_kind)__builtin_ctz(d->owned));
	size_t i = 0, sent = 0, k = 0, j, last;

	while (i < g->nrow) {
		bool is_sent = sent < d->nsent && d->sent[sent].row == i;

		pass(g, &g->row[i++]);
		if (!is_sent)
			continue;
		for (last = j = i; j < g->nrow && !ends_group(g->row[j].kind); j++)
			if (g->row[j].kind != BS_OTHER && g->row[j].kind != BS_COMMENT &&
			    rank(g->row[j].kind) <= own)
				last = j + 1;
		while (i < last)
			pass(g, &g->row[i++]);
		for (; k < d->nadd && add[k]->after == sent; k++)
			put(g, add[k]);
		sent++;
	}
}

/* Run the engine on what was gathered and write it. */
static void
flush(struct gather *g, bool more)
{
	struct bs_doc *d = &g->doc;
	const struct bs_addition **add;

	d->more = more;
	if (d->nsent > 0) {
		d->meta = g->meta_row;
		apply_fixes(g);
		sort_hands(d);
		bs_sort(d->mention, d->nmention, sizeof *d->mention, by_place);
		g->engine(d, g->arg);
	}
	add = in_order(d);
	write_rows(g, add);
	free(add);
	bs_doc_reset(d);
	d->continued = more;
	g->nrow = 0;
}

static void
new_document(struct gather *g)
{
	g->nmeta = 0;
	bs_arena_reset(&g->meta);
	g->doc.continued = false;
}

/* A window knows the meta rows so far, which are written already. */
static void
begin_window(struct gather *g, const struct bs_row *row)
{
	g->doc.id = bs_arena_copy(&g->doc.arena, row->col[BS_DOC]);
	g->doc.nmeta = g->nmeta;
}

static void
take(struct gather *g, const struct bs_row *row)
{
	struct bs_doc *d = &g->doc;
	struct bs_span line;

	if (row->kind == BS_META && g->meta.total < META_MAX)
		BS_PUSH(g->meta_row, g->nmeta, g->meta_cap) = keep(&g->meta, row);
	if (d->nsent == 0 && row->kind != BS_SENT) {
		bs_stream_pass(g->s, row); /* nothing waits: neither need this */
		return;
	}
	if (d->nsent == 0)
		begin_window(g, row);
	line = bs_arena_copy(&d->arena, row->line);
	BS_PUSH(g->row, g->nrow, g->row_cap) = (struct kept){line, row->kind};
	if (row->kind == BS_SENT)
		add_sentence(g, row, line);
	else if (row->kind == BS_ENTITY)
		add_mention(d, row, line);
	if (row->hand && (d->owned & BS_KINDBIT(row->kind)))
		add_hand(d, row);
}

/* Does the document go on in a window of its own with this row?  With the next block rather than
 * with the next sentence, and there rather than between a sentence and the rows on it. */
static bool
begins_window(const struct gather *g, const struct bs_row *row)
{
	const struct bs_doc *d = &g->doc;
	uint64_t block, number;

	if (d->arena.total <= WINDOW || d->nsent == 0)
		return false;
	if (row->kind == BS_BLOCK || d->arena.total > 3 * WINDOW)
		return true;
	if (row->kind != BS_SENT)
		return false;
	bs_addr_parse(row->col[BS_ADDR], &block, &number);
	return block != d->sent[d->nsent - 1].block || d->arena.total > 2 * WINDOW;
}

void
bs_stream_documents(struct bs_stream *s, void (*engine)(struct bs_doc *d, void *arg), void *arg)
{
	struct gather g = {.s = s, .engine = engine, .arg = arg};
	struct bs_buf id = {0};
	struct bs_row row;

	g.doc.owned = s->owned;
	while (bs_stream_next(s, &row)) {
		if (row.kind != BS_COMMENT && !bs_span_eq(row.col[BS_DOC], bs_buf_view(&id))) {
			flush(&g, false);
			new_document(&g);
			id.n = 0;
			bs_buf_span(&id, row.col[BS_DOC]);
		}
		if (begins_window(&g, &row))
			flush(&g, true);
		take(&g, &row);
		if (row.kind == BS_END)
			flush(&g, false);
	}
	flush(&g, false);
	bs_doc_free(&g.doc);
	bs_arena_free(&g.meta);
	free(g.meta_row);
	free(g.row);
	bs_buf_free(&id);
}
