/*
 * variants: groups whose last column spells one name become one; see tally.h.
 *
 * The most frequent spelling leads.  Each other one joins the most frequent
 * leader it is similar to among the first 64 of its block (bs_name_block),
 * other columns being equal; so the work is linear in the names.
 *
 * Every step reads one sorted stream and writes another, so that names need
 * no more memory than -S allows: names by block and count; from these, for
 * each spelling its leader, and for each leader its spellings; then the groups
 * beside the one and the other.  In memory are the leaders of one block.
 */
#include "broadsheet/variant.h"

#include "tally/tally.h"

#include <stdlib.h>

enum { MOST_LEADERS = 64, DIGITS = 20, LONGEST = 256 };

struct leader {
	struct bs_span key, level; /* level: of its name, for bs_name_levels_similar */
	struct bs_buf others;
};

struct variants {
	struct bs_tally *t;
	struct bs_counter names;   /* BLOCK, count (the greatest first), key of a group */
	struct bs_counter leads;   /* key, key of its leader */
	struct bs_counter spelled; /* key of a leader, its other spellings */
	struct bs_buf block, b;    /* block: the one at hand */
	struct bs_buf level;
	struct leader leader[MOST_LEADERS];
	size_t n;
	struct bs_arena keys; /* of leaders */
};

/* Where the last n columns start. */
static size_t
last_columns(struct bs_span key, size_t n)
{
	size_t i = key.n;

	for (;; i--) {
		while (i > 0 && key.p[i - 1] != '\t')
			i--;
		if (--n == 0 || i == 0)
			return i;
	}
}

static struct bs_span
name_of(struct bs_span key)
{
	return bs_span_cut(key, last_columns(key, 1), key.n);
}

static void
put_both(struct variants *v, struct bs_counter *c, struct bs_span a, struct bs_span b)
{
	v->b.n = 0;
	bs_buf_span(&v->b, a);
	bs_buf_ch(&v->b, '\t');
	bs_buf_span(&v->b, b);
	bs_counter_item_of(c, bs_buf_view(&v->b))->count = 1;
}

/* All groups by block, and in it by count. */
static void
sort_names(struct variants *v)
{
	struct bs_event e;

	bs_counter_rewind(&v->t->counter);
	while (bs_counter_event(&v->t->counter, &e)) {
		struct bs_span name;

		if (e.words == NULL)
			continue;
		name = name_of(e.key);
		v->b.n = 0;
		bs_buf_add(&v->b, e.key.p, e.key.n - name.n);
		bs_name_block(&v->b, name);
		bs_buf_fmt(&v->b, "\t%0*llu\t", DIGITS,
		    (unsigned long long)(UINT64_MAX - e.words[BS_WORD_COUNT]));
		bs_buf_span(&v->b, e.key);
		bs_counter_item_of(&v->names, bs_buf_view(&v->b))->count = 1;
	}
}

static void
close_block(struct variants *v)
{
	for (size_t i = 0; i < v->n; i++) {
		struct leader *l = &v->leader[i];

		put_both(
		    v, &v->spelled, l->key, l->others.n ? bs_buf_view(&l->others) : BS_SPAN("."));
		bs_buf_free(&l->others);
	}
	v->n = 0;
	bs_arena_reset(&v->keys);
}

/* The next of its block: under its leader, or one itself. */
static void
lead(struct variants *v, struct bs_span key)
{
	struct bs_span name = name_of(key), level;

	v->level.n = 0;
	if (name.n <= LONGEST)
		bs_name_level(&v->level, name);
	if (v->level.n >= LONGEST)
		v->level.n = 0;
	level = bs_buf_view(&v->level);
	for (size_t i = 0; i < v->n; i++) {
		struct leader *l = &v->leader[i];

		if (level.n == 0 || l->level.n == 0 || !bs_name_levels_similar(level, l->level))
			continue;
		if (l->others.n)
			bs_buf_ch(&l->others, '|');
		bs_buf_span(&l->others, name);
		put_both(v, &v->leads, key, l->key);
		return;
	}
	put_both(v, &v->leads, key, key);
	if (v->n == MOST_LEADERS) /* full: it stands for itself */
		put_both(v, &v->spelled, key, BS_SPAN("."));
	else
		v->leader[v->n++] = (struct leader){
		    .key = bs_arena_copy(&v->keys, key), .level = bs_arena_copy(&v->keys, level)};
}

static void
find_leaders(struct variants *v)
{
	struct bs_event e;

	bs_counter_rewind(&v->names);
	while (bs_counter_event(&v->names, &e)) {
		size_t at = last_columns(e.key, v->t->nkey);
		struct bs_span block = bs_span_cut(e.key, 0, at - DIGITS - 2);

		if (!bs_span_eq(block, bs_buf_view(&v->block))) {
			close_block(v);
			v->block.n = 0;
			bs_buf_span(&v->block, block);
		}
		lead(v, bs_span_cut(e.key, at, e.key.n));
	}
	close_block(v);
}

/* Count a group under another key. */
static void
add(struct bs_counter *to, struct bs_span key, const struct bs_event *e)
{
	const struct bs_layout *l = &to->layout;
	struct bs_item *it = bs_counter_item_of(to, key);

	it->count = e->words[BS_WORD_COUNT];
	it->docs = l->docs ? e->words[bs_layout_docs(l)] : 0;
	for (size_t i = 0; i < l->nagg; i++)
		it->agg[i] = bs_agg_get(l, e->words, i);
	if (l->other) {
		it = bs_counter_item_of(to, key);
		it->word = BS_WORD_OTHER;
		it->count = e->words[BS_WORD_OTHER];
	}
}

/*
 * The groups again, beside a sorted list of KEY, OTHER for each: under OTHER
 * (cut), or under KEY, OTHER as it stands.
 */
static void
recount(struct variants *v, struct bs_counter *beside, bool cut)
{
	struct bs_tally *t = v->t;
	struct bs_counter to;
	struct bs_event e, other;

	bs_counter_init(&to, &t->layout, t->cfg.budget / 2);
	bs_counter_rewind(&t->counter);
	bs_counter_rewind(beside);
	v->b.n = 0;
	while (bs_counter_event(&t->counter, &e)) {
		if (e.words == NULL) {
			bs_counter_value(&to, bs_buf_view(&v->b), e.set, e.value);
			continue;
		}
		bs_counter_event(beside, &other); /* as many, in the same order */
		v->b.n = 0;
		bs_buf_span(
		    &v->b, cut ? bs_span_cut(other.key, e.key.n + 1, other.key.n) : other.key);
		add(&to, bs_buf_view(&v->b), &e);
	}
	bs_counter_flush(&to);
	bs_counter_free(&t->counter);
	t->counter = to;
}

void
bs_variants_make(struct bs_tally *t)
{
	struct variants v = {.t = t};
	const struct bs_layout plain = {0};

	bs_counter_init(&v.names, &plain, t->cfg.budget / 2);
	bs_counter_init(&v.leads, &plain, t->cfg.budget / 4);
	bs_counter_init(&v.spelled, &plain, t->cfg.budget / 4);
	sort_names(&v);
	find_leaders(&v);
	bs_counter_free(&v.names);
	recount(&v, &v.leads, true);
	bs_counter_free(&v.leads);
	recount(&v, &v.spelled, false);
	bs_counter_free(&v.spelled);

	bs_buf_free(&v.block);
	bs_buf_free(&v.b);
	bs_buf_free(&v.level);
	bs_arena_free(&v.keys);
}
