/* hands: see hands.h */
#include "segment/hands.h"

void
bs_hands_add(
    struct bs_hands *h, const struct bs_row *row, const struct bs_editmap *map, uint64_t base)
{
	BS_PUSH(h->v, h->n, h->cap) = (struct bs_handrow){.row = *row,
	    .from = bs_editmap_text_start(map, row->start - base),
	    .to = bs_editmap_text_stop(map, row->stop - base)};
}

bool
bs_hands_have(const struct bs_hands *h, const struct bs_row *row)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->v[i].row.kind == row->kind && h->v[i].row.start == row->start &&
		    h->v[i].row.stop == row->stop)
			return true;
	return false;
}

static int
by_start(const void *a, const void *b)
{
	const struct bs_handrow *x = a, *y = b;

	if (x->row.start != y->row.start)
		return x->row.start < y->row.start ? -1 : 1;
	return (x->row.stop < y->row.stop) - (x->row.stop > y->row.stop);
}

void
bs_hands_sort(struct bs_hands *h)
{
	bs_sort(h->v, h->n, sizeof *h->v, by_start);
}

bool
bs_hands_hold(const struct bs_hands *h, enum bs_kind kind, size_t from, size_t to)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->v[i].row.kind == kind && h->v[i].from < to && h->v[i].to > from)
			return true;
	return false;
}

void
bs_hands_put(const struct bs_hands *h, struct bs_stream *s, size_t from, size_t to)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->v[i].row.kind != BS_SENT && h->v[i].to > from && h->v[i].to <= to)
			bs_stream_pass(s, &h->v[i].row);
}
