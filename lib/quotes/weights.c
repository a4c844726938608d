/*
 * weights: the perfect hash table of model.h is laid out, for lib/gen/weights.c
 * and for the trainer.
 *
 * Keys whose first hash picks the same shift are placed together, the largest
 * lots first, by the first shift that brings each to an empty slot.
 */
#include "quotes/model.h"

#include <stdlib.h>

enum { TRIES = 1 << 16 };
static uint32_t const WEIGHT = (1U << BS_Q_WEIGHT_BITS) - 1;

struct lay {
	const uint64_t *key;
	uint32_t *slot;
	unsigned bits;
	bool *taken;
};

static uint32_t
slot_of(const struct lay *l, uint64_t key, uint32_t shift)
{
	return bs_q_slot(bs_q_hash1(key), bs_q_hash2(key), shift, l->bits);
}

/* Take the slots that a shift brings the keys of a lot to; false, and none taken, where two meet.
 */
static bool
take(const struct lay *l, const uint32_t *lot, size_t n, uint32_t shift)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t s = slot_of(l, l->key[lot[i]], shift);

		if (l->taken[s]) {
			while (i-- > 0)
				l->taken[slot_of(l, l->key[lot[i]], shift)] = false;
			return false;
		}
		l->taken[s] = true;
	}
	return true;
}

static bool
place(struct lay *l, const int *hundredths, const uint32_t *lot, size_t n, uint16_t *shift)
{
	for (uint32_t try = 0; try < TRIES; try++)
		if (take(l, lot, n, try)) {
			for (size_t i = 0; i < n; i++)
				l->slot[slot_of(l, l->key[lot[i]], try)] =
				    (bs_q_hash2(l->key[lot[i]]) & ~WEIGHT) |
				    ((uint32_t)hundredths[lot[i]] & WEIGHT);
			*shift = (uint16_t)try;
			return true;
		}
	return false;
}

/* Place all lots; first[b] is the place in `order` of the first key of lot b. */
static bool
place_all(struct lay *l, const int *hundredths, const uint32_t *order, const uint32_t *first,
    uint16_t *shift)
{
	size_t most = 0;

	for (size_t b = 0; b < BS_Q_SHIFTS; b++)
		if (first[b + 1] - first[b] > most)
			most = first[b + 1] - first[b];
	for (; most > 0; most--)
		for (size_t b = 0; b < BS_Q_SHIFTS; b++)
			if (first[b + 1] - first[b] == most &&
			    !place(l, hundredths, order + first[b], most, &shift[b]))
				return false;
	return true;
}

bool
bs_qmodel_lay(const uint64_t *key, const int *hundredths, size_t n, unsigned bits, uint32_t *slot,
    uint16_t *shift)
{
	struct lay l = {key, slot, bits, calloc((size_t)1 << bits, sizeof *l.taken)};
	uint32_t *order = malloc((n + 1) * sizeof *order);
	uint32_t *first = calloc(BS_Q_SHIFTS + 2, sizeof *first);
	bool done = false;

	memset(slot, 0, sizeof *slot << bits);
	memset(shift, 0, (BS_Q_SHIFTS + 1) * sizeof *shift);
	if (l.taken && order && first) {
		l.taken[slot_of(&l, 0, 0)] = true; /* of key 0: an empty one's weight is 0, too */
		for (size_t i = 0; i < n; i++)
			first[bs_q_lot(key[i]) + 2]++;
		for (size_t b = 2; b < BS_Q_SHIFTS + 2; b++)
			first[b] += first[b - 1];
		for (size_t i = 0; i < n; i++)
			order[first[bs_q_lot(key[i]) + 1]++] = (uint32_t)i;
		done = place_all(&l, hundredths, order, first, shift);
	}
	free(first);
	free(order);
	free(l.taken);
	return done;
}
