/*
 * variants: groups whose last column spells one name become one; see tally.h.
 *
 * The most frequent spelling leads.  Each other one joins the most frequent
 * leader it is similar to among the first 64 of its block (bs_name_block),
 * other columns being equal; so the work is linear in the names.
 */
#include "broadsheet/variant.h"

#include "broadsheet/strmap.h"
#include "tally/tally.h"

#include <stdlib.h>

enum { MOST_LEADERS = 64 };

struct spelling {
	struct bs_span key;
	uint64_t count;
	size_t leader; /* index; its own where it leads */
	size_t next;   /* leader of the same block behind this one, or SIZE_MAX */
	size_t listed; /* the next spelling under this leader, or SIZE_MAX */
	size_t last;   /* of a leader: its last spelling so far */
};

struct bs_spellings {
	struct spelling *v;
	size_t n, cap;
	struct bs_arena text;
	struct bs_strmap at; /* key -> index */
};

static int
by_count(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return bs_span_cmp(x->key, y->key);
}

static struct bs_span
last_column(struct bs_span key)
{
	size_t i = key.n;

	while (i > 0 && key.p[i - 1] != '\t')
		i--;
	return bs_span_cut(key, i, key.n);
}

/* The first leader of the spelling's block; a new block starts with the spelling itself. */
static uint64_t *
block(struct bs_strmap *blocks, const struct spelling *s, struct bs_buf *b, bool *fresh)
{
	struct bs_span name = last_column(s->key);

	b->n = 0;
	bs_buf_add(b, s->key.p, s->key.n - name.n);
	bs_name_block(b, name);
	return bs_strmap_put(blocks, bs_buf_view(b), fresh);
}

static void
cluster(struct bs_spellings *s)
{
	struct bs_strmap blocks = {0};
	struct bs_buf b = {0};

	for (size_t i = 0; i < s->n; i++) {
		struct spelling *x = &s->v[i];
		bool fresh;
		uint64_t *first = block(&blocks, x, &b, &fresh);
		size_t k = fresh ? SIZE_MAX : *first, last = SIZE_MAX;

		x->leader = x->last = i;
		x->next = x->listed = SIZE_MAX;
		if (fresh)
			*first = i;
		for (size_t tried = 0; k != SIZE_MAX && tried < MOST_LEADERS; tried++) {
			if (bs_names_similar(last_column(x->key), last_column(s->v[k].key)))
				break;
			last = k;
			k = s->v[k].next;
			if (tried + 1 == MOST_LEADERS)
				last = k = SIZE_MAX; /* full: it stands for itself */
		}
		if (k != SIZE_MAX) {
			x->leader = k;
			s->v[s->v[k].last].listed = i;
			s->v[k].last = i;
		} else if (last != SIZE_MAX) {
			s->v[last].next = i;
		}
	}
	bs_strmap_free(&blocks);
	bs_buf_free(&b);
}

static void
collect(struct bs_spellings *s, struct bs_counter *c)
{
	struct bs_event e;

	bs_counter_rewind(c);
	while (bs_counter_event(c, &e))
		if (e.words != NULL)
			BS_PUSH(s->v, s->n, s->cap) = (struct spelling){
			    .key = bs_arena_copy(&s->text, e.key), .count = e.words[BS_WORD_COUNT]};
	if (s->n)
		qsort(s->v, s->n, sizeof *s->v, by_count);
	for (size_t i = 0; i < s->n; i++)
		*bs_strmap_put(&s->at, s->v[i].key, NULL) = i;
}

static struct bs_span
leader(const struct bs_spellings *s, struct bs_span key)
{
	return s->v[s->v[*bs_strmap_get(&s->at, key)].leader].key;
}

/* Count a group under its leader. */
static void
add(struct bs_counter *to, struct bs_span key, const struct bs_event *e)
{
	const struct bs_layout *l = &to->layout;
	struct bs_item *it = bs_counter_item(to);

	memset(it, 0, sizeof *it);
	it->key = key;
	it->count = e->words[BS_WORD_COUNT];
	it->docs = l->docs ? e->words[bs_layout_docs(l)] : 0;
	for (size_t i = 0; i < l->nagg; i++)
		it->agg[i] = bs_agg_get(l, e->words, i);
	if (l->other) {
		it = bs_counter_item(to);
		memset(it, 0, sizeof *it);
		it->key = key;
		it->word = BS_WORD_OTHER;
		it->count = e->words[BS_WORD_OTHER];
	}
}

struct bs_spellings *
bs_variants_make(struct bs_tally *t)
{
	struct bs_spellings *s = bs_calloc(1, sizeof *s);
	struct bs_counter to;
	struct bs_event e;
	struct bs_span key = {0};

	collect(s, &t->counter);
	cluster(s);
	bs_counter_init(&to, &t->layout, t->cfg.budget);
	bs_counter_rewind(&t->counter);
	while (bs_counter_event(&t->counter, &e)) {
		if (e.words != NULL) {
			key = leader(s, e.key);
			add(&to, key, &e);
		} else {
			bs_counter_value(&to, key, e.set, e.value);
		}
	}
	bs_counter_flush(&to);
	bs_counter_free(&t->counter);
	t->counter = to;
	return s;
}

void
bs_variants_list(const struct bs_spellings *s, struct bs_span key, struct bs_buf *out)
{
	size_t i = s->v[*bs_strmap_get(&s->at, key)].listed;

	if (i == SIZE_MAX)
		bs_buf_ch(out, '.');
	for (bool first = true; i != SIZE_MAX; i = s->v[i].listed, first = false) {
		if (!first)
			bs_buf_ch(out, '|');
		bs_buf_span(out, last_column(s->v[i].key));
	}
}

void
bs_variants_free(struct bs_spellings *s)
{
	if (s == NULL)
		return;
	free(s->v);
	bs_arena_free(&s->text);
	bs_strmap_free(&s->at);
	free(s);
}
