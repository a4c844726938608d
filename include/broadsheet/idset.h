/*
 * idset: which document ids came before, in 16 bytes each (21 to 43 with free
 * slots), however long they are: a run may have tens of millions.
 *
 * An id is known by two hashes of 64 bits, one of them seeded: that two ids
 * of a billion are taken for one has odds of one to 10^20.  Open addressing
 * with linear probes, at most three quarters full: O(1) amortised.
 *
 * Ownership: the set keeps hashes, no bytes of an id; free with bs_idset_free.
 * Zero-initialise.  Units: slots.  No errors (mem.h).
 */
#ifndef BROADSHEET_IDSET_H
#define BROADSHEET_IDSET_H

#include "broadsheet/mem.h"

struct bs_idset {
	struct bs_idhash {
		uint64_t a, b; /* a 0: free */
	} * slot;
	size_t n, mask;
};

/* Put the id in; false where it was in already. */
bool bs_idset_put(struct bs_idset *s, struct bs_span id);
void bs_idset_free(struct bs_idset *s);

#endif
