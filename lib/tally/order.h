/*
 * order: groups in order, in place, by a rank and then by their keys' bytes.
 *
 * Introsort (Musser, "Introspective sorting and selection algorithms",
 * Software: Practice and Experience 27:8, 1997) on the rank alone; within
 * equal ranks on the next 16 bytes of the keys, fetched into the rank's
 * place, so that comparing does not leave the array.  O(n log n) for any
 * input, no memory but the array.
 */
#ifndef BROADSHEET_TALLY_ORDER_H
#define BROADSHEET_TALLY_ORDER_H

#include "tally/groups.h"

struct bs_ranked {
	uint64_t rank[2]; /* less comes first; used up by the sort */
	const struct bs_group *g;
};

struct bs_order {
	size_t words; /* of a group, before its key */
	int end;      /* a byte thought to stand behind every key, or 0: keys as they are */
	bool down;    /* keys from the greatest down (ranks are not touched by this) */
};

void bs_order_sort(struct bs_ranked *v, size_t n, const struct bs_order *o);

#endif
