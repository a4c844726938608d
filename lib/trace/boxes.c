/* boxes: see boxes.h */
#include "trace/boxes.h"

#include <stdlib.h>

enum { KEPT = 2 };

const struct bs_editmap *
bs_boxes_map(struct bs_boxes *b, size_t i)
{
	const struct bs_box *x = &b->v[i];
	struct bs_boxes_map *m;

	for (m = b->read; m < b->read + KEPT; m++)
		if (m->of == i + 1)
			return m->sound ? &m->map : NULL;
	m = &b->read[b->turn++ % KEPT];
	bs_arena_reset(&m->arena);
	m->of = i + 1;
	m->sound = bs_editmap_parse(
	    &m->map, x->info, x->text.n, (size_t)(x->stop - x->start), &m->arena);
	return m->sound ? &m->map : NULL;
}

/* Does source offset `at` lie in or at an edit that made more than a character's worth of text? */
static bool
at_edit(const struct bs_editmap *m, size_t at)
{
	size_t lo;

	BS_LOWER_BOUND(lo, m->n, m->e[lo].src + m->e[lo].s < at);
	for (size_t i = lo; i < m->n && m->e[i].src <= at && i < lo + 4; i++)
		if (m->e[i].n > 1)
			return true;
	return false;
}

bool
bs_boxes_text(struct bs_boxes *b, uint64_t start, uint64_t stop, size_t most, char joint,
    struct bs_buf *out, bool *torn)
{
	size_t i, first;

	*torn = false;
	out->n = 0;
	BS_LOWER_BOUND(i, b->n, b->v[i].stop <= start); /* boxes stand in order of their source */
	if (i == b->n || b->v[i].start > start)
		return false;
	for (first = i; i < b->n && b->v[i].start < stop; i++) {
		const struct bs_box *x = &b->v[i];
		const struct bs_editmap *m = bs_boxes_map(b, i);
		size_t from = start > x->start ? (size_t)(start - x->start) : 0, t0, t1;
		size_t to = (size_t)((stop < x->stop ? stop : x->stop) - x->start);

		if (m == NULL)
			return false;
		t0 = bs_editmap_text_start(m, from);
		t1 = bs_editmap_text_stop(m, to);
		if (m->n)
			*torn |= at_edit(m, from) || at_edit(m, to);
		if (i > first)
			bs_buf_ch(out, joint);
		if (out->n > most)
			return false;
		if (t1 > t0)
			bs_buf_add(out, x->text.p + t0, t1 - t0);
	}
	return i > first && b->v[i - 1].stop >= stop;
}

void
bs_boxes_reset(struct bs_boxes *b)
{
	b->n = 0;
	for (size_t i = 0; i < KEPT; i++)
		b->read[i].of = 0;
}

void
bs_boxes_free(struct bs_boxes *b)
{
	free(b->v);
	for (size_t i = 0; i < KEPT; i++)
		bs_arena_free(&b->read[i].arena);
}
