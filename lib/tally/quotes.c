/*
 * quotes: units of --within quote; see tally.h.
 *
 * The quotes of a document with their parts, and the rows that may be items,
 * are kept until the document changes; then each quote becomes a group, and
 * the items that lie in its parts its values.  A quote without part rows is
 * its own part.  Memory: one document.
 */
#include "broadsheet/record.h"
#include "tally/tally.h"

#include <stdlib.h>

struct bs_quoted {
	uint64_t qstart, qstop; /* of the quote */
	uint64_t start, stop;   /* of this part, or of the item */
	struct bs_span text;    /* the speaker, or the item */
};

static int
by_quote(const void *a, const void *b)
{
	const struct bs_quoted *x = a, *y = b;

	if (x->qstart != y->qstart)
		return x->qstart < y->qstart ? -1 : 1;
	if (x->qstop != y->qstop)
		return x->qstop < y->qstop ? -1 : 1;
	return (x->start > y->start) - (x->start < y->start);
}

static int
by_start(const void *a, const void *b)
{
	const struct bs_quoted *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static void
sort(struct bs_quoted *v, size_t n, int (*order)(const void *, const void *))
{
	if (n)
		qsort(v, n, sizeof *v, order);
}

static uint64_t
number(struct bs_span s)
{
	uint64_t v = 0;

	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	return v;
}

void
bs_quotes_row(struct bs_quotes *q, struct bs_span kind, const struct bs_span *col)
{
	struct bs_quoted r = {.start = number(col[BS_START]), .stop = number(col[BS_STOP])};
	struct bs_span info = col[BS_INFO];
	const char *dash;

	if (bs_span_is(kind, "quote")) {
		r.qstart = r.start;
		r.qstop = r.stop;
		r.text = bs_arena_copy(&q->text, col[BS_KEY]);
		BS_PUSH(q->quote, q->nquote, q->quote_cap) = r;
	} else if (bs_span_is(kind, "part") && info.n &&
		   (dash = memchr(info.p, '-', info.n)) != NULL) {
		r.qstart = number(info);
		r.qstop = number(bs_span(dash + 1, info.n - (size_t)(dash - info.p) - 1));
		BS_PUSH(q->part, q->npart, q->part_cap) = r;
	}
}

void
bs_quotes_item(struct bs_quotes *q, const struct bs_span *col, struct bs_span item)
{
	BS_PUSH(q->item, q->nitem, q->item_cap) = (struct bs_quoted){.start = number(col[BS_START]),
	    .stop = number(col[BS_STOP]),
	    .text = bs_arena_copy(&q->text, item)};
}

/* The items inside [start, stop), no more than a unit may have, into the counter. */
static void
count_part(struct bs_tally *t, struct bs_span key, uint64_t start, uint64_t stop)
{
	const struct bs_quotes *q = &t->quoted;
	size_t i;

	BS_LOWER_BOUND(i, q->nitem, q->item[i].start < start);
	for (size_t k = 0; i < q->nitem && q->item[i].start < stop; i++) {
		struct bs_item *it;

		if (q->item[i].stop > stop || k++ > t->cfg.max_group)
			continue;
		it = bs_counter_item_of(&t->counter, key);
		it->count = 1;
		it->value[0] = q->item[i].text;
		t->rows[0]++;
	}
}

void
bs_quotes_flush(struct bs_tally *t)
{
	struct bs_quotes *q = &t->quoted;
	struct bs_buf key = {0};
	size_t k = 0;

	sort(q->quote, q->nquote, by_quote);
	sort(q->part, q->npart, by_quote);
	sort(q->item, q->nitem, by_start);
	for (size_t i = 0; i < q->nquote; i++) {
		const struct bs_quoted *u = &q->quote[i];
		bool parts = false;

		if (t->cfg.directed && bs_span_is(u->text, "."))
			continue;
		key.n = 0;
		bs_buf_span(&key, bs_buf_view(&t->doc.id));
		bs_buf_fmt(&key, "\t%llu-%llu", (unsigned long long)u->qstart,
		    (unsigned long long)u->qstop);
		if (t->cfg.directed) {
			bs_buf_ch(&key, '\t');
			bs_buf_span(&key, u->text);
		}
		while (k < q->npart &&
		       (q->part[k].qstart < u->qstart ||
			   (q->part[k].qstart == u->qstart && q->part[k].qstop < u->qstop)))
			k++;
		for (size_t j = k;
		     j < q->npart && q->part[j].qstart == u->qstart && q->part[j].qstop == u->qstop;
		     j++) {
			count_part(t, bs_buf_view(&key), q->part[j].start, q->part[j].stop);
			parts = true;
		}
		if (!parts)
			count_part(t, bs_buf_view(&key), u->start, u->stop);
	}
	bs_counter_flush(&t->counter);
	q->nquote = q->npart = q->nitem = 0;
	bs_arena_reset(&q->text);
	bs_buf_free(&key);
}

void
bs_quotes_free(struct bs_quotes *q)
{
	free(q->quote);
	free(q->part);
	free(q->item);
	bs_arena_free(&q->text);
}
