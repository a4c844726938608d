/*
 * pairs: see tally.h.  Units (a sentence, a document, ...) were counted as
 * groups whose distinct set is their items; here each unit gives its pairs.
 */
#include "broadsheet/strmap.h"
#include "tally/tally.h"

#include <stdlib.h>

struct unit {
	struct bs_span_list item;
	struct bs_arena text;
	struct bs_span speaker;
	bool over;
};

static void
put_pair(struct bs_pairs *p, struct bs_buf *b, struct bs_span x, struct bs_span y)
{
	struct bs_item *it = bs_counter_item(&p->counter);

	b->n = 0;
	bs_buf_span(b, x);
	bs_buf_ch(b, '\t');
	bs_buf_span(b, y);
	memset(it, 0, sizeof *it);
	it->key = bs_arena_copy(&p->counter.scratch, bs_buf_view(b));
	it->count = 1;
}

static void
finish_unit(struct bs_pairs *p, struct unit *u, bool directed, struct bs_buf *b)
{
	struct bs_span_list *v = &u->item;

	if (u->over) {
		p->skipped++;
	} else if (v->n > 0) {
		p->units++;
		for (size_t i = 0; i < v->n; i++)
			bs_groups_put(&p->single, v->v[i], NULL)->v[0]++;
		if (directed) {
			bs_groups_put(&p->speaker, u->speaker, NULL)->v[0]++;
			for (size_t i = 0; i < v->n; i++)
				put_pair(p, b, u->speaker, v->v[i]);
		}
		for (size_t i = 0; i < v->n && !directed; i++)
			for (size_t k = i + 1; k < v->n; k++)
				put_pair(p, b, v->v[i], v->v[k]);
	}
	v->n = 0;
	u->over = false;
	bs_arena_reset(&u->text);
}

/* The last column of a unit's key: the speaker, where pairs are directed. */
static struct bs_span
last_column(struct bs_span key)
{
	size_t i = key.n;

	while (i > 0 && key.p[i - 1] != '\t')
		i--;
	return bs_span_cut(key, i, key.n);
}

void
bs_pairs_make(struct bs_pairs *p, struct bs_tally *t)
{
	struct bs_layout plain = {0};
	struct bs_event e;
	struct unit u = {0};
	struct bs_buf b = {0};
	bool open = false;

	*p = (struct bs_pairs){0};
	bs_counter_init(&p->counter, &plain, t->cfg.budget);
	bs_groups_init(&p->single, 1);
	bs_groups_init(&p->speaker, 1);
	bs_counter_rewind(&t->counter);
	while (bs_counter_event(&t->counter, &e)) {
		if (e.words != NULL) {
			if (open)
				finish_unit(p, &u, t->cfg.directed, &b);
			open = true;
			if (t->cfg.directed)
				u.speaker = bs_arena_copy(&u.text, last_column(e.key));
		} else if (u.item.n == t->cfg.max_group) {
			u.over = true;
		} else {
			BS_PUSH(u.item.v, u.item.n, u.item.cap) = bs_arena_copy(&u.text, e.value);
		}
	}
	if (open)
		finish_unit(p, &u, t->cfg.directed, &b);
	bs_counter_flush(&p->counter);
	free(u.item.v);
	bs_arena_free(&u.text);
	bs_buf_free(&b);
}

void
bs_pairs_singles(
    const struct bs_pairs *p, bool directed, struct bs_span key, uint64_t *nx, uint64_t *ny)
{
	struct bs_span y = last_column(key), x = bs_span_cut(key, 0, key.n - y.n - 1);

	*nx = bs_groups_get(directed ? &p->speaker : &p->single, x)->v[0];
	*ny = bs_groups_get(&p->single, y)->v[0];
}

void
bs_pairs_free(struct bs_pairs *p)
{
	bs_counter_free(&p->counter);
	bs_groups_free(&p->single);
	bs_groups_free(&p->speaker);
}
