/*
 * strmap: from byte strings to 64-bit values; open addressing, O(1) expected.
 *
 * Keys are copied into the map's own arena.  Hashes are seeded per process
 * (bs_hash), so that hostile keys cannot make it quadratic; nothing a program
 * prints may depend on iteration order.
 */
#ifndef BROADSHEET_STRMAP_H
#define BROADSHEET_STRMAP_H

#include "broadsheet/mem.h"

struct bs_strmap_entry {
	struct bs_span key; /* key.p is NULL in an empty slot */
	uint64_t hash;
	uint64_t value;
};

struct bs_strmap {
	struct bs_strmap_entry *slot;
	size_t n, mask; /* entries; slots - 1, or 0 before the first */
	struct bs_arena keys;
};

/* The value's place, or NULL.  Valid until the next bs_strmap_put. */
uint64_t *bs_strmap_get(const struct bs_strmap *m, struct bs_span key);
/* The value's place, made (as 0) where it was not there; *is_new may be NULL. */
uint64_t *bs_strmap_put(struct bs_strmap *m, struct bs_span key, bool *is_new);
/* Empty the map, keeping its memory where that was of use; O(entries). */
void bs_strmap_reset(struct bs_strmap *m);
void bs_strmap_free(struct bs_strmap *m);

uint64_t bs_hash(struct bs_span s);  /* seeded: for hash tables only */
uint64_t bs_fnv1a(struct bs_span s); /* FNV-1a, 64 bits: stable, may be printed */

#endif
