/* doc: see broadsheet/doc.h */
#include "broadsheet/doc.h"

#include <stdlib.h>

struct bs_span
bs_doc_meta(struct bs_doc *d, const char *cls)
{
	size_t i;

	for (i = 0; i < d->nmeta; i++)
		if (bs_span_is(d->meta[i].col[BS_CLASS], cls))
			return bs_unescape_arena(&d->arena, d->meta[i].col[BS_KEY]);
	return bs_span("", 0);
}

const struct bs_token *
bs_doc_tokens(struct bs_doc *d, size_t sent, size_t *n)
{
	struct bs_sent *s = &d->sent[sent];

	if (!s->tokenized) {
		struct bs_tokens t = {0};
		struct bs_token *v;

		bs_tokenize(s->text, 0, &t);
		v = bs_arena_alloc(&d->arena, t.n * sizeof *v);
		if (t.n)
			memcpy(v, t.v, t.n * sizeof *v);
		s->token = v;
		s->ntoken = t.n;
		s->tokenized = true;
		bs_tokens_free(&t);
	}
	*n = s->ntoken;
	return s->token;
}

uint64_t
bs_place_start(const struct bs_doc *d, struct bs_place p)
{
	const struct bs_sent *s = &d->sent[p.sent];

	return s->start + bs_editmap_start(&s->map, p.at);
}

uint64_t
bs_place_stop(const struct bs_doc *d, struct bs_place p)
{
	const struct bs_sent *s = &d->sent[p.sent];

	return s->start + bs_editmap_stop(&s->map, p.at);
}

/* Whether a row of that kind by hand overlaps [start, stop): O(log hands). */
static bool
taken(const struct bs_doc *d, enum bs_kind kind, uint64_t start, uint64_t stop)
{
	const struct bs_hand *h = d->hand;
	size_t i;

	BS_LOWER_BOUND(i, d->nhand, h[i].kind < kind || (h[i].kind == kind && h[i].start < stop));
	return i > 0 && h[i - 1].kind == kind && h[i - 1].reach > start;
}

/* The sentences' text between two places. */
static struct bs_span
joined_text(struct bs_doc *d, struct bs_place a, struct bs_place b)
{
	const struct bs_sent *s = &d->sent[a.sent];
	struct bs_buf t = {0};
	struct bs_span out;
	size_t i;

	if (a.sent == b.sent)
		return bs_span_cut(s->text, a.at, b.at);
	bs_buf_span(&t, bs_span_cut(s->text, a.at, s->text.n));
	for (i = a.sent + 1; i <= b.sent; i++) {
		bs_buf_ch(&t, d->sent[i].block == d->sent[i - 1].block ? ' ' : '\n');
		bs_buf_span(
		    &t, bs_span_cut(d->sent[i].text, 0, i == b.sent ? b.at : d->sent[i].text.n));
	}
	out = bs_arena_copy(&d->arena, bs_buf_view(&t));
	bs_buf_free(&t);
	return out;
}

/* Move the columns of a row into the arena. */
static void
keep_text(struct bs_doc *d, struct bs_newrow *n)
{
	struct bs_span *col[] = {&n->cls, &n->key, &n->info, &n->why, &n->text};
	size_t size = 0;
	char *p;

	for (size_t i = 0; i < sizeof col / sizeof *col; i++)
		size += col[i]->n;
	p = bs_arena_alloc(&d->arena, size + 1);
	for (size_t i = 0; i < sizeof col / sizeof *col; i++) {
		if (col[i]->n)
			memcpy(p, col[i]->p, col[i]->n);
		col[i]->p = p;
		p += col[i]->n;
	}
}

bool
bs_add_row(struct bs_doc *d, const struct bs_span_row *r)
{
	struct bs_addition add = {.after = r->stop.sent};
	struct bs_newrow *n = &add.row;
	bool first = d->in_group && d->group == 0 && !d->group_refused;

	n->start = bs_place_start(d, r->start);
	n->stop = bs_place_stop(d, r->stop);
	if (n->stop < n->start)
		return false;
	if ((d->in_group && d->group_refused) || taken(d, r->kind, n->start, n->stop)) {
		if (first)
			d->group_refused = true;
		return false;
	}
	n->doc = d->id;
	n->kind = r->kind;
	n->addr = d->sent[r->start.sent].addr;
	n->cls = r->cls;
	n->key = r->key;
	n->info = r->info;
	n->why = r->why;
	n->text = r->text;
	keep_text(d, n);
	if (r->text.p == NULL)
		n->text = joined_text(d, r->start, r->stop);
	if (d->in_group && d->group != 0)
		add.after = d->add[d->group - 1].after;
	BS_PUSH(d->add, d->nadd, d->add_cap) = add;
	if (first)
		d->group = d->nadd;
	return true;
}

void
bs_group_begin(struct bs_doc *d)
{
	d->in_group = true;
	d->group = 0;
	d->group_refused = false;
}

void
bs_group_end(struct bs_doc *d)
{
	d->in_group = false;
}

void
bs_doc_reset(struct bs_doc *d)
{
	d->nmeta = d->nsent = d->nmention = d->nadd = d->nhand = 0;
	d->in_group = false;
	d->id = bs_span(NULL, 0);
	bs_arena_reset(&d->arena);
}

void
bs_doc_free(struct bs_doc *d)
{
	free(d->sent);
	free(d->mention);
	free(d->add);
	free(d->hand);
	bs_arena_free(&d->arena);
	*d = (struct bs_doc){0};
}
