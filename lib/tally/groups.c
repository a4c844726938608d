/* groups: see groups.h */
#include "tally/groups.h"

#include "broadsheet/strmap.h"

#include <stdlib.h>

void
bs_groups_init(struct bs_groups *t, size_t words)
{
	*t = (struct bs_groups){.words = words};
}

void
bs_groups_free(struct bs_groups *t)
{
	free(t->slot);
	free(t->heap);
	*t = (struct bs_groups){.words = t->words};
}

void
bs_groups_reset(struct bs_groups *t)
{
	bs_groups_free(t);
}

size_t
bs_groups_bytes(const struct bs_groups *t)
{
	return t->used + (t->slot ? (t->mask + 1) * sizeof *t->slot : 0);
}

/* Slots hold hash << 32 | id: a slot finds its new place without its group. */
static void
grow(struct bs_groups *t, size_t need)
{
	size_t old = t->slot ? t->mask + 1 : 0, n = old ? old : 1024;
	uint64_t *slot;

	while (n / 4 * 3 < need)
		n *= 2;
	if (n == old)
		return;
	slot = bs_calloc(n, sizeof *slot);
	for (size_t i = 0; i < old; i++) {
		size_t k = t->slot[i] >> 32 & (n - 1);

		if (t->slot[i] == 0)
			continue;
		while (slot[k] != 0)
			k = (k + 1) & (n - 1);
		slot[k] = t->slot[i];
	}
	free(t->slot);
	t->slot = slot;
	t->mask = n - 1;
}

static size_t
group_size(const struct bs_groups *t, size_t keylen)
{
	return (sizeof(struct bs_group) + t->words * 8 + keylen + 7) & ~(size_t)7;
}

static void
reserve(struct bs_groups *t, size_t bytes)
{
	size_t cap = t->cap ? t->cap : 4096;

	if (t->cap - t->used >= bytes)
		return;
	while (cap - t->used < bytes)
		cap += cap / 2;
	t->heap = bs_realloc(t->heap, cap, 1);
	t->cap = cap;
}

static uint32_t
make(struct bs_groups *t, struct bs_span key)
{
	size_t size = group_size(t, key.n), head = sizeof(struct bs_group) + t->words * 8;
	struct bs_group *g = (struct bs_group *)(void *)(t->heap + t->used);
	uint32_t id = (uint32_t)(t->used / 8 + 1);

	memset(g, 0, head);
	g->n = (uint32_t)key.n;
	if (key.n)
		memcpy((char *)g + head, key.p, key.n);
	t->used += size;
	t->n++;
	return id;
}

static inline bool
is_key(const struct bs_groups *t, uint64_t slot, uint32_t hash, struct bs_span key)
{
	const struct bs_group *g;

	if ((uint32_t)(slot >> 32) != hash)
		return false;
	g = bs_groups_at(t, (uint32_t)slot);
	return g->n == key.n && (key.n == 0 || memcmp(g->v + t->words, key.p, key.n) == 0);
}

void
bs_groups_find(struct bs_groups *t, struct bs_probe *p, size_t n)
{
	size_t bytes = 0, i;

	grow(t, t->n + n);
	for (i = 0; i < n; i++) {
		p[i].hash = (uint32_t)(bs_hash(p[i].key) >> 16);
		__builtin_prefetch(t->slot + (p[i].hash & t->mask));
		bytes += group_size(t, p[i].key.n);
	}
	reserve(t, bytes);
	for (i = 0; i < n; i++) {
		uint64_t s = t->slot[p[i].hash & t->mask];

		if (s != 0 && (uint32_t)(s >> 32) == p[i].hash)
			__builtin_prefetch(bs_groups_at(t, (uint32_t)s), 1);
	}
	for (i = 0; i < n; i++) {
		size_t k = p[i].hash & t->mask;

		while (t->slot[k] != 0 && !is_key(t, t->slot[k], p[i].hash, p[i].key))
			k = (k + 1) & t->mask;
		if (t->slot[k] == 0)
			t->slot[k] = (uint64_t)p[i].hash << 32 | make(t, p[i].key);
		p[i].id = (uint32_t)t->slot[k];
		p[i].g = bs_groups_at(t, p[i].id);
	}
}

struct bs_group *
bs_groups_put(struct bs_groups *t, struct bs_span key, uint32_t *id)
{
	struct bs_probe p = {.key = key};

	bs_groups_find(t, &p, 1);
	if (id != NULL)
		*id = p.id;
	return p.g;
}

struct bs_group *
bs_groups_get(const struct bs_groups *t, struct bs_span key)
{
	uint32_t hash = (uint32_t)(bs_hash(key) >> 16);
	size_t k = hash & t->mask;

	if (t->slot == NULL)
		return NULL;
	while (t->slot[k] != 0 && !is_key(t, t->slot[k], hash, key))
		k = (k + 1) & t->mask;
	return t->slot[k] ? bs_groups_at(t, (uint32_t)t->slot[k]) : NULL;
}

struct bs_group *
bs_groups_next(const struct bs_groups *t, size_t *at)
{
	struct bs_group *g;

	if (*at >= t->used)
		return NULL;
	g = (struct bs_group *)(void *)(t->heap + *at);
	*at += group_size(t, g->n);
	return g;
}

void
bs_pairset_free(struct bs_pairset *s)
{
	free(s->slot);
	*s = (struct bs_pairset){0};
}

void
bs_pairset_reserve(struct bs_pairset *s, size_t more)
{
	size_t old = s->slot ? s->mask + 1 : 0, n = old ? old : 1024;
	uint64_t *was = s->slot;

	while (n / 4 * 3 < s->n + more)
		n *= 2;
	if (n == old)
		return;
	s->slot = bs_calloc(n, sizeof *s->slot);
	s->mask = n - 1;
	s->n = 0;
	for (size_t i = 0; i < old; i++)
		if (was[i] != 0)
			bs_pairset_add(s, was[i]);
	free(was);
}

bool
bs_pairset_add(struct bs_pairset *s, uint64_t pair)
{
	uint64_t *p = bs_pairset_slot(s, pair), *end = s->slot + s->mask;

	while (*p != 0 && *p != pair)
		p = p == end ? s->slot : p + 1;
	if (*p == pair)
		return false;
	*p = pair;
	s->n++;
	return true;
}
