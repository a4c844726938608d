/* counter: see counter.h */
#include "tally/counter.h"

#include "broadsheet/err.h"
#include "tally/order.h"

#include <stdlib.h>

struct bs_agg
bs_agg_get(const struct bs_layout *l, const uint64_t *words, size_t i)
{
	const uint64_t *w = words + bs_layout_agg(l, i);

	return (struct bs_agg){w[0], (__int128)((unsigned __int128)w[2] << 64 | w[1])};
}

void
bs_agg_put(const struct bs_layout *l, uint64_t *words, size_t i, struct bs_agg a)
{
	uint64_t *w = words + bs_layout_agg(l, i);

	w[0] = a.n;
	w[1] = (uint64_t)(unsigned __int128)a.v;
	w[2] = (uint64_t)((unsigned __int128)a.v >> 64);
}

static void
add_agg(const struct bs_layout *l, uint64_t *words, size_t i, struct bs_agg b)
{
	struct bs_agg a = bs_agg_get(l, words, i);

	if (b.n == 0)
		return;
	if (l->op[i] == BS_SUM || l->op[i] == BS_MEAN) {
		if (!bs_decimal_add(&a.v, b.v))
			bs_die("a sum has more digits than tally can hold (20 before the point)");
	} else if (a.n == 0 || (l->op[i] == BS_MIN ? b.v < a.v : b.v > a.v)) {
		a.v = b.v;
	}
	a.n += b.n;
	bs_agg_put(l, words, i, a);
}

void
bs_counter_init(struct bs_counter *c, const struct bs_layout *l, size_t budget)
{
	*c = (struct bs_counter){.layout = *l, .budget = budget};
	if (c->budget > BS_GROUPS_MAX)
		c->budget = BS_GROUPS_MAX;
	bs_groups_init(&c->groups, bs_layout_words(l));
	bs_groups_init(&c->values, 0);
	c->words = bs_calloc(bs_layout_words(l), sizeof *c->words);
}

static size_t
bytes(const struct bs_counter *c)
{
	size_t n = bs_groups_bytes(&c->groups) + bs_groups_bytes(&c->values) +
		   c->groups.n * sizeof(struct bs_ranked); /* for sorting them */

	n += c->list_cap * sizeof *c->list;
	for (size_t i = 0; i < c->layout.nset; i++)
		n += c->set[i].slot ? (c->set[i].mask + 1) * 12 : 0;
	return n;
}

/* A document came back: from here on set 0 must be a set. */
static void
scatter(struct bs_counter *c)
{
	bs_pairset_reserve(&c->set[0], c->nlist);
	for (size_t i = 0; i < c->nlist; i++)
		bs_pairset_add(&c->set[0], c->list[i]);
	free(c->list);
	c->list = NULL;
	c->nlist = c->list_cap = 0;
	c->scattered = true;
}

static void
enter_document(struct bs_counter *c, const struct bs_item *it)
{
	bs_groups_put(&c->values, it->doc, &c->docid);
	c->docnumber = it->docnumber;
	if (c->docid > c->newest)
		c->newest = c->docid;
	else if (!c->scattered)
		scatter(c);
}

/* The documents: a group remembers its last one, the list or set all. */
static void
count_documents(struct bs_counter *c)
{
	size_t docs = bs_layout_docs(&c->layout), size = bs_layout_set(&c->layout, 0);

	for (size_t i = 0; i < c->nitem; i++) {
		const struct bs_item *it = &c->item[i];
		struct bs_group *g = c->probe[i].g;
		uint64_t pair;

		g->v[docs] += it->docs;
		if (it->docnumber == 0)
			continue;
		if (it->docnumber != c->docnumber)
			enter_document(c, it);
		if (g->mark == c->docid)
			continue;
		g->mark = c->docid;
		pair = (uint64_t)c->probe[i].id << 32 | c->docid;
		if (!c->scattered) {
			BS_PUSH(c->list, c->nlist, c->list_cap) = pair;
			g->v[size]++;
			continue;
		}
		bs_pairset_reserve(&c->set[0], 1);
		g->v[size] += bs_pairset_add(&c->set[0], pair);
	}
}

static void
count_values(struct bs_counter *c, size_t set)
{
	struct bs_probe p[BS_BATCH];
	uint64_t pair[BS_BATCH];
	size_t n = 0;

	for (size_t i = 0; i < c->nitem; i++)
		if (c->item[i].value[set].p != NULL)
			p[n++] = (struct bs_probe){
			    .key = c->item[i].value[set], .g = c->probe[i].g};
	if (n == 0)
		return;
	{
		struct bs_group *of[BS_BATCH];
		size_t k = 0;

		for (size_t i = 0; i < n; i++)
			of[i] = p[i].g;
		bs_groups_find(&c->values, p, n);
		bs_pairset_reserve(&c->set[set], n);
		for (size_t i = 0; i < c->nitem; i++) {
			if (c->item[i].value[set].p == NULL)
				continue;
			pair[k] = (uint64_t)c->probe[i].id << 32 | p[k].id;
			__builtin_prefetch(bs_pairset_slot(&c->set[set], pair[k]), 1);
			k++;
		}
		for (size_t i = 0; i < n; i++)
			/* all are set: NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage) */
			if (bs_pairset_add(&c->set[set], pair[i]))
				of[i]->v[bs_layout_set(&c->layout, set)]++;
	}
}

void
bs_counter_flush(struct bs_counter *c)
{
	const struct bs_layout *l = &c->layout;

	if (c->nitem == 0)
		return;
	for (size_t i = 0; i < c->nitem; i++)
		c->probe[i].key = c->item[i].key;
	bs_groups_find(&c->groups, c->probe, c->nitem);
	for (size_t i = 0; i < c->nitem; i++)
		c->probe[i].g->v[c->item[i].word] += c->item[i].count;
	for (size_t k = 0; k < l->nagg; k++)
		for (size_t i = 0; i < c->nitem; i++)
			add_agg(l, c->probe[i].g->v, k, c->item[i].agg[k]);
	if (l->docs)
		count_documents(c);
	for (size_t s = l->docs; s < l->nset; s++)
		count_values(c, s);
	c->nitem = 0;
	bs_arena_reset(&c->scratch);
	if (bytes(c) > c->budget)
		bs_counter_spill(c);
}

struct bs_item *
bs_counter_item(struct bs_counter *c)
{
	if (c->nitem == BS_BATCH)
		bs_counter_flush(c);
	return &c->item[c->nitem++];
}

struct bs_item *
bs_counter_item_of(struct bs_counter *c, struct bs_span key)
{
	struct bs_item *it = bs_counter_item(c);

	memset(it, 0, sizeof *it);
	it->key = bs_arena_copy(&c->scratch, key);
	return it;
}

static int
by_value(const void *a, const void *b)
{
	const struct bs_span *x = a, *y = b;

	return bs_span_cmp(*x, *y);
}

/* Pairs of all sets as one sorted array: group, set, value. */
struct member {
	uint32_t group, value;
	uint32_t set;
};

static int
by_group(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->set > y->set) - (x->set < y->set);
}

static struct member *
members(struct bs_counter *c, size_t *n)
{
	struct member *m = NULL;
	size_t cap = 0;

	*n = 0;
	if (c->nlist)
		scatter(c);
	for (size_t s = 0; s < c->layout.nset; s++) {
		struct bs_pairset *p = &c->set[s];

		for (size_t i = 0; p->slot != NULL && i <= p->mask; i++)
			if (p->slot[i] != 0)
				BS_PUSH(m, *n, cap) = (struct member){(uint32_t)(p->slot[i] >> 32),
				    (uint32_t)p->slot[i], (uint32_t)s};
		bs_pairset_free(p);
	}
	if (*n)
		qsort(m, *n, sizeof *m, by_group);
	return m;
}

/* First member of a group: binary search. */
static size_t
first_member(const struct member *m, size_t n, uint32_t group)
{
	size_t i;

	BS_LOWER_BOUND(i, n, m[i].group < group);
	return i;
}

/* The values of one set of a group, sorted, as records behind the group's. */
static size_t
spill_set(struct bs_counter *c, const struct member *m, size_t i, size_t n, struct bs_buf *key)
{
	struct bs_span *v = NULL;
	size_t nv = 0, cap = 0, from = i, len = key->n;

	for (; i < n && m[i].group == m[from].group && m[i].set == m[from].set; i++)
		BS_PUSH(v, nv, cap) = bs_group_key(
		    &c->values, bs_groups_at(&c->values, m[i].value));
	if (nv > 1)
		qsort(v, nv, sizeof *v, by_value);
	bs_buf_ch(key, (char)('0' + m[from].set));
	for (size_t k = 0; k < nv; k++) {
		key->n = len + 1;
		bs_buf_span(key, v[k]);
		bs_runs_put(&c->runs, bs_buf_view(key), bs_span(NULL, 0));
	}
	key->n = len;
	free(v);
	return i;
}

void
bs_counter_spill(struct bs_counter *c)
{
	/* As if each key ended in \n: the order of the records on disk. */
	const struct bs_order order = {.words = c->groups.words, .end = '\n'};
	struct bs_ranked *r;
	struct bs_group *g;
	struct member *m;
	struct bs_buf key = {0};
	size_t at = 0, n = 0, nm, i;

	bs_counter_flush(c);
	if (c->groups.n == 0)
		return;
	r = bs_malloc((c->groups.n + 1) * sizeof *r);
	m = members(c, &nm);
	while ((g = bs_groups_next(&c->groups, &at)) != NULL)
		r[n++] = (struct bs_ranked){.g = g};
	bs_order_sort(r, n, &order);
	bs_runs_begin(&c->runs);
	for (i = 0; i < n; i++) {
		struct bs_group *of = (struct bs_group *)(uintptr_t)r[i].g;
		uint32_t id = (uint32_t)(((char *)of - c->groups.heap) / 8 + 1);
		size_t k = first_member(m, nm, id);

		key.n = 0;
		bs_buf_span(&key, bs_group_key(&c->groups, of));
		bs_buf_ch(&key, '\n');
		/* The sets are counted anew when the runs are merged. */
		for (size_t s = 0; s < c->layout.nset; s++)
			of->v[bs_layout_set(&c->layout, s)] = 0;
		bs_runs_put(
		    &c->runs, bs_buf_view(&key), bs_span((char *)of->v, c->groups.words * 8));
		while (k < nm && m[k].group == id)
			k = spill_set(c, m, k, nm, &key);
	}
	bs_runs_end(&c->runs);
	bs_buf_free(&key);
	free(r);
	free(m);
	bs_groups_reset(&c->groups);
	bs_groups_reset(&c->values);
	c->docnumber = 0;
	c->newest = 0;
	c->scattered = false;
}

static void
pull(struct bs_counter *c)
{
	c->more = bs_runs_next(&c->runs, &c->pending_key, &c->pending);
}

void
bs_counter_rewind(struct bs_counter *c)
{
	bs_counter_spill(c);
	bs_runs_rewind(&c->runs);
	pull(c);
}

void
bs_counter_finish(struct bs_counter *c)
{
	bs_counter_flush(c);
	c->walk = 0;
	if (c->runs.n > 0)
		bs_counter_rewind(c);
}

static void
add_words(struct bs_counter *c, struct bs_span payload)
{
	const struct bs_layout *l = &c->layout;
	uint64_t w[BS_MAX_WORDS];

	memcpy(w, payload.p, payload.n);
	for (size_t i = 0; i < bs_layout_agg(l, 0); i++)
		c->words[i] += w[i];
	for (size_t i = 0; i < l->nagg; i++)
		add_agg(l, c->words, i, bs_agg_get(l, w, i));
}

bool
bs_counter_event(struct bs_counter *c, struct bs_event *e)
{
	if (!c->more)
		return false;
	if (c->pending.n > 0) {
		memset(c->words, 0, bs_layout_words(&c->layout) * 8);
		c->key.n = 0;
		bs_buf_span(&c->key, c->pending_key);
		do {
			add_words(c, c->pending);
			pull(c);
		} while (c->more && c->pending.n > 0 &&
			 bs_span_eq(c->pending_key, bs_buf_view(&c->key)));
		*e = (struct bs_event){.key = bs_span(c->key.p, c->key.n - 1), .words = c->words};
		return true;
	}
	c->last.n = 0;
	bs_buf_span(&c->last, c->pending_key);
	do
		pull(c);
	while (c->more && c->pending.n == 0 && bs_span_eq(c->pending_key, bs_buf_view(&c->last)));
	*e = (struct bs_event){.key = bs_span(c->key.p, c->key.n - 1),
	    .set = (size_t)(c->last.p[c->key.n] - '0'),
	    .value = bs_span_cut(bs_buf_view(&c->last), c->key.n + 1, c->last.n)};
	return true;
}

/* The next group of the merge, its sets counted. */
static bool
merged(struct bs_counter *c, struct bs_final *f)
{
	struct bs_event e;

	if (!bs_counter_event(c, &e))
		return false;
	*f = (struct bs_final){e.key, e.words};
	while (c->more && c->pending.n == 0) {
		bs_counter_event(c, &e);
		c->words[bs_layout_set(&c->layout, e.set)]++;
	}
	return true;
}

bool
bs_counter_next(struct bs_counter *c, struct bs_final *f)
{
	struct bs_group *g;

	if (c->runs.n > 0)
		return merged(c, f);
	g = bs_groups_next(&c->groups, &c->walk);
	if (g == NULL)
		return false;
	*f = (struct bs_final){bs_group_key(&c->groups, g), g->v};
	return true;
}

void
bs_counter_value(struct bs_counter *c, struct bs_span key, size_t set, struct bs_span value)
{
	uint32_t group, id;

	bs_counter_flush(c);
	bs_groups_put(&c->groups, key, &group);
	bs_groups_put(&c->values, value, &id);
	bs_pairset_reserve(&c->set[set], 1);
	if (bs_pairset_add(&c->set[set], (uint64_t)group << 32 | id))
		bs_groups_at(&c->groups, group)->v[bs_layout_set(&c->layout, set)]++;
	if (bytes(c) > c->budget)
		bs_counter_spill(c);
}

void
bs_counter_free(struct bs_counter *c)
{
	bs_groups_free(&c->groups);
	bs_groups_free(&c->values);
	for (size_t i = 0; i < BS_MAX_SETS; i++)
		bs_pairset_free(&c->set[i]);
	bs_runs_free(&c->runs);
	bs_arena_free(&c->scratch);
	bs_buf_free(&c->key);
	bs_buf_free(&c->last);
	free(c->list);
	free(c->words);
}
