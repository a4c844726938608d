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

struct gather {
	struct bs_stream *s;
	struct bs_doc doc;
	size_t passed;        /* the first rows, written already: kept for their meta */
	struct bs_arena meta; /* meta rows of the document, for its later windows */
	struct bs_row *meta_row;
	size_t nmeta, meta_cap;
	void (*engine)(struct bs_doc *, void *);
	void *arg;
};

/* The row with its columns in the arena. */
static struct bs_row
keep(struct bs_arena *a, const struct bs_row *row)
{
	struct bs_row r = *row;
	int i;

	r.line = bs_arena_copy(a, row->line);
	for (i = 0; i < BS_NCOLUMN && row->kind != BS_COMMENT; i++)
		r.col[i].p = r.line.p + (row->col[i].p - row->line.p);
	return r;
}

static void
add_sentence(struct bs_doc *d, const struct bs_row *r, const char *file, uint64_t line)
{
	struct bs_sent s = {.addr = r->col[BS_ADDR],
	    .cls = r->col[BS_CLASS],
	    .start = r->start,
	    .stop = r->stop,
	    .row = d->nrow - 1};
	uint64_t number;

	s.text = bs_unescape_arena(&d->arena, r->col[BS_TEXT]);
	bs_addr_parse(s.addr, &s.block, &number);
	if (s.text.n > UINT32_MAX ||
	    !bs_editmap_parse(&s.map, r->col[BS_INFO], s.text.n, r->stop - r->start, &d->arena)) {
		bs_bad(file, line, "the edit map does not fit the row's text and span");
		d->nrow--;
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

static void
add_mention(struct bs_doc *d, const struct bs_row *r)
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
	m.cls = r->col[BS_CLASS];
	m.key = bs_span_is(r->col[BS_KEY], ".") ? bs_span("", 0)
						: bs_unescape_arena(&d->arena, r->col[BS_KEY]);
	m.info = bs_span_is(r->col[BS_INFO], ".") ? bs_span("", 0) : r->col[BS_INFO];
	m.why = r->col[BS_WHY];
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

static int
by_sentence(const void *a, const void *b)
{
	const struct bs_addition *x = *(const struct bs_addition *const *)a,
				 *y = *(const struct bs_addition *const *)b;

	if (x->after != y->after)
		return x->after < y->after ? -1 : 1;
	return (x > y) - (x < y); /* as they were added */
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
			add_mention(d, &f->row);
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
put(struct gather *g, const struct bs_addition *a)
{
	if (a->fix != NULL)
		bs_stream_pass(g->s, a->fix);
	else
		bs_stream_put(g->s, &a->row);
}

static void
write_rows(struct gather *g, const struct bs_addition **add)
{
	struct bs_doc *d = &g->doc;
	int own = rank((enum bs_kind)__builtin_ctz(d->owned));
	size_t i = g->passed, sent = 0, k = 0, j, last;

	while (i < d->nrow) {
		bool is_sent = sent < d->nsent && d->sent[sent].row == i;

		bs_stream_pass(g->s, &d->row[i++]);
		if (!is_sent)
			continue;
		for (last = j = i; j < d->nrow && !ends_group(d->row[j].kind); j++)
			if (d->row[j].kind != BS_OTHER && d->row[j].kind != BS_COMMENT &&
			    rank(d->row[j].kind) <= own)
				last = j + 1;
		while (i < last)
			bs_stream_pass(g->s, &d->row[i++]);
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
	size_t i;

	d->more = more;
	if (d->nsent > 0) {
		apply_fixes(g);
		sort_hands(d);
		bs_sort(d->mention, d->nmention, sizeof *d->mention, by_place);
		g->engine(d, g->arg);
	}
	add = bs_malloc((d->nadd + 1) * sizeof *add);
	for (i = 0; i < d->nadd; i++)
		add[i] = &d->add[i];
	bs_sort(add, d->nadd, sizeof *add, by_sentence);
	write_rows(g, add);
	free(add);
	bs_doc_reset(d);
	d->continued = more;
	g->passed = 0;
}

static void
new_document(struct gather *g)
{
	g->nmeta = 0;
	bs_arena_reset(&g->meta);
	g->doc.continued = false;
}

/* A window starts with the document's meta rows, which are written already. */
static void
begin_window(struct gather *g, const struct bs_row *row)
{
	struct bs_doc *d = &g->doc;
	size_t i;

	d->id = bs_arena_copy(&d->arena, row->col[BS_DOC]);
	for (i = 0; i < g->nmeta; i++)
		BS_PUSH(d->row, d->nrow, d->row_cap) = g->meta_row[i];
	g->passed = d->nrow;
}

static void
take(struct gather *g, const struct bs_row *row)
{
	struct bs_doc *d = &g->doc;

	if (row->kind == BS_META && g->meta.total < META_MAX)
		BS_PUSH(g->meta_row, g->nmeta, g->meta_cap) = keep(&g->meta, row);
	if (d->nsent == 0 && row->kind != BS_SENT) {
		bs_stream_pass(g->s, row); /* nothing waits: neither need this */
		return;
	}
	if (d->nsent == 0)
		begin_window(g, row);
	BS_PUSH(d->row, d->nrow, d->row_cap) = keep(&d->arena, row);
	if (row->kind == BS_SENT)
		add_sentence(d, &d->row[d->nrow - 1], g->s->in.name, g->s->in.line);
	else if (row->kind == BS_ENTITY)
		add_mention(d, &d->row[d->nrow - 1]);
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
	bs_buf_free(&id);
}
