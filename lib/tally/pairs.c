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
	b->n = 0;
	bs_buf_span(b, x);
	bs_buf_ch(b, '\t');
	bs_buf_span(b, y);
	bs_counter_item_of(&p->counter, bs_buf_view(b))->count = 1;
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
			bs_counter_item_of(&p->single, v->v[i])->count = 1;
		if (directed) {
			bs_counter_item_of(&p->speaker, u->speaker)->count = 1;
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

/* Words of a pair with its items' counts beside it: its own, the first's, and as an aggregate the
 * second's. */
static const struct bs_layout with_singles = {.other = true, .nagg = 1, .op = {BS_SUM}};

/*
 * The pairs X, Y again as Y, X, beside the sorted counts of all X: a merge of
 * two streams.  Twice, and each pair has both counts and stands as it was.
 */
static void
join_first(struct bs_pairs *p, struct bs_counter *count, bool second)
{
	struct bs_counter to;
	struct bs_event e, x = {0};
	struct bs_buf b = {0};

	bs_counter_init(&to, &with_singles, p->counter.budget);
	bs_counter_rewind(&p->counter);
	bs_counter_rewind(count);
	bs_counter_event(count, &x);
	while (bs_counter_event(&p->counter, &e)) {
		struct bs_span last = last_column(e.key);
		struct bs_span first = bs_span_cut(e.key, 0, e.key.n - last.n - 1);
		struct bs_item *it;

		while (!bs_span_eq(x.key, first) && bs_counter_event(count, &x))
			;
		b.n = 0;
		bs_buf_span(&b, last);
		bs_buf_ch(&b, '\t');
		bs_buf_span(&b, first);
		for (unsigned word = 0; word < 2; word++) {
			it = bs_counter_item_of(&to, bs_buf_view(&b));
			it->word = word;
			if (word == BS_WORD_COUNT)
				it->count = e.words[BS_WORD_COUNT];
			else if (!second)
				it->count = x.words[BS_WORD_COUNT];
			else
				it->count = e.words[BS_WORD_OTHER];
		}
		if (second)
			it->agg[0].n = x.words[BS_WORD_COUNT];
	}
	bs_counter_flush(&to);
	bs_counter_free(&p->counter);
	p->counter = to;
	bs_buf_free(&b);
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
	bs_counter_init(&p->counter, &plain, t->cfg.budget / 2);
	bs_counter_init(&p->single, &plain, t->cfg.budget / 4);
	bs_counter_init(&p->speaker, &plain, t->cfg.budget / 4);
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
	bs_counter_flush(&p->single);
	bs_counter_flush(&p->speaker);
	if (p->single.runs.n > 0 || p->speaker.runs.n > 0) {
		join_first(p, t->cfg.directed ? &p->speaker : &p->single, false);
		join_first(p, &p->single, true);
		p->joined = true;
	}
	free(u.item.v);
	bs_arena_free(&u.text);
	bs_buf_free(&b);
}

static uint64_t
units_of(const struct bs_counter *c, struct bs_span item)
{
	return bs_groups_get(&c->groups, item)->v[BS_WORD_COUNT];
}

void
bs_pairs_singles(const struct bs_pairs *p, bool directed, struct bs_span key, const uint64_t *words,
    uint64_t *nx, uint64_t *ny)
{
	struct bs_span y = last_column(key), x = bs_span_cut(key, 0, key.n - y.n - 1);

	if (p->joined) {
		*nx = words[BS_WORD_OTHER];
		*ny = bs_agg_get(&with_singles, words, 0).n;
		return;
	}
	*nx = units_of(directed ? &p->speaker : &p->single, x);
	*ny = units_of(&p->single, y);
}

void
bs_pairs_free(struct bs_pairs *p)
{
	bs_counter_free(&p->counter);
	bs_counter_free(&p->single);
	bs_counter_free(&p->speaker);
}
