/*
 * groups: the hash table of tally: from a key to a few 64-bit words.
 *
 * A group is its words with the key's bytes behind them, in one growing heap,
 * so that a look-up misses the cache twice at most (slot, group); look-ups
 * come in batches whose slots and groups are prefetched together.  Hashes are
 * seeded (bs_hash): no input makes it slow.  Cost: 8 bytes, the words and the
 * key (to the next 8) a group, and 8 bytes for each of its 1.3 to 2.7 slots.
 *
 * Groups move when the heap grows, at the next batch: keep the id, which is
 * stable until bs_groups_reset and never 0.
 */
#ifndef BROADSHEET_TALLY_GROUPS_H
#define BROADSHEET_TALLY_GROUPS_H

#include "broadsheet/mem.h"

struct bs_group {
	uint32_t n;    /* bytes of the key */
	uint32_t mark; /* the caller's: 0 at first */
	uint64_t v[];  /* words, then the key */
};

struct bs_groups {
	uint64_t *slot;
	size_t mask, n, words;
	char *heap;
	size_t used, cap;
};

struct bs_probe {
	struct bs_span key;
	uint32_t hash;
	uint32_t id;
	struct bs_group *g; /* valid until the next batch */
};

enum { BS_BATCH = 64 };

void bs_groups_init(struct bs_groups *t, size_t words);
void bs_groups_free(struct bs_groups *t);
void bs_groups_reset(struct bs_groups *t); /* empty, and give the memory back */

/* Find or make (words 0) the groups of n <= BS_BATCH keys: sets hash, id and g. */
void bs_groups_find(struct bs_groups *t, struct bs_probe *p, size_t n);
/* The same for one key. */
struct bs_group *bs_groups_put(struct bs_groups *t, struct bs_span key, uint32_t *id);
/* The group of a key, or NULL. */
struct bs_group *bs_groups_get(const struct bs_groups *t, struct bs_span key);

/* Walk in order of their making: first *at = 0; NULL at the end. */
struct bs_group *bs_groups_next(const struct bs_groups *t, size_t *at);

size_t bs_groups_bytes(const struct bs_groups *t);

static inline struct bs_group *
bs_groups_at(const struct bs_groups *t, uint32_t id)
{
	return (struct bs_group *)(void *)(t->heap + (size_t)(id - 1) * 8);
}

static inline struct bs_span
bs_group_key(const struct bs_groups *t, const struct bs_group *g)
{
	return bs_span((const char *)(g->v + t->words), g->n);
}

/* More than this does not fit the ids: the caller must spill before. */
#define BS_GROUPS_MAX ((size_t)24 << 30)

/* A set of pairs of ids, 8 bytes each in 1.3 to 2.7 slots. */
struct bs_pairset {
	uint64_t *slot;
	size_t mask, n;
};

void bs_pairset_free(struct bs_pairset *s);
void bs_pairset_reserve(struct bs_pairset *s, size_t more); /* before a batch */
static inline uint64_t *
bs_pairset_slot(const struct bs_pairset *s, uint64_t pair)
{
	uint64_t h = pair * 0x9e3779b97f4a7c15U;

	return s->slot + ((h ^ h >> 32) * 0xd6e8feb86659fd93U >> 20 & s->mask);
}
/* True where the pair (not 0) was not in the set yet.  bs_pairset_reserve comes first. */
bool bs_pairset_add(struct bs_pairset *s, uint64_t pair);

#endif
