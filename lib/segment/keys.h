/*
 * keys: the keys of several sentences at once, as copyhash.h defines them.
 *
 * Private to segment.  The hash takes a multiplication for every byte and the
 * next has to wait for it; four texts side by side keep the processor busy.
 */
#ifndef BS_SEGMENT_KEYS_H
#define BS_SEGMENT_KEYS_H

#include "broadsheet/mem.h"

struct bs_keys {
	struct bs_buf words; /* the folded words of all texts */
	struct bs_key *v;
	size_t n, cap;
};

struct bs_key {
	size_t from, to; /* in words */
	uint64_t hash;
};

/* Take up a text; its key is v[n - 1].hash after bs_keys_hash. */
void bs_keys_add(struct bs_keys *k, struct bs_span text);
void bs_keys_hash(struct bs_keys *k);
void bs_keys_reset(struct bs_keys *k);
void bs_keys_free(struct bs_keys *k);
/* The 16 hex digits. */
void bs_key_hex(char out[16], uint64_t hash);

#endif
