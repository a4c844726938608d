/*
 * counter: from rows to groups with their counts, exact whatever the size.
 *
 * Groups are counted in memory (groups.h); where that outgrows the budget
 * they go to disk as a sorted run, and at the end the runs are merged.  A
 * group's distinct documents and values are sets of pairs of ids; on disk
 * they are records behind their group's, so that a merge counts each once.
 *
 * Memory: the budget and one batch.  Time: O(rows), and the sort of what is
 * spilled.
 */
#ifndef BROADSHEET_TALLY_COUNTER_H
#define BROADSHEET_TALLY_COUNTER_H

#include "tally/decimal.h"
#include "tally/groups.h"
#include "tally/runs.h"

enum { BS_MAX_SETS = 9, BS_MAX_AGGS = 8 };

enum bs_agg_op { BS_SUM, BS_MEAN, BS_MIN, BS_MAX };

/* A group's words: count, then what there is of: count in the other corpus, documents counted
 * elsewhere, sizes of sets, aggregates. */
struct bs_layout {
	bool other, docs;
	size_t nset; /* set 0 is that of the documents where docs is set */
	size_t nagg;
	enum bs_agg_op op[BS_MAX_AGGS];
};
enum {
	BS_WORD_COUNT,
	BS_WORD_OTHER, /* where there is another corpus */
	BS_MAX_WORDS = 3 + BS_MAX_SETS + 3 * BS_MAX_AGGS
};

static inline size_t
bs_layout_docs(const struct bs_layout *l)
{
	return 1 + (size_t)l->other;
}
static inline size_t
bs_layout_set(const struct bs_layout *l, size_t i)
{
	return 1 + (size_t)l->other + (size_t)l->docs + i;
}
static inline size_t
bs_layout_agg(const struct bs_layout *l, size_t i)
{
	return bs_layout_set(l, l->nset) + 3 * i;
}
static inline size_t
bs_layout_words(const struct bs_layout *l)
{
	return bs_layout_agg(l, l->nagg);
}

/* State of one aggregate: how many numbers, and their sum, least or greatest. */
struct bs_agg {
	uint64_t n;
	__int128 v;
};
struct bs_agg bs_agg_get(const struct bs_layout *l, const uint64_t *words, size_t i);
void bs_agg_put(const struct bs_layout *l, uint64_t *words, size_t i, struct bs_agg a);

/* One counted row.  Spans must hold until bs_counter_flush. */
struct bs_item {
	struct bs_span key;
	uint64_t count;
	unsigned word;      /* BS_WORD_COUNT or BS_WORD_OTHER */
	uint64_t docnumber; /* changes with doc */
	struct bs_span doc;
	struct bs_span value[BS_MAX_SETS]; /* for the sets behind that of the documents */
	struct bs_agg agg[BS_MAX_AGGS];
	uint64_t docs; /* documents known elsewhere (an earlier tally) */
};

struct bs_counter {
	struct bs_layout layout;
	size_t budget;
	struct bs_groups groups, values;
	struct bs_pairset set[BS_MAX_SETS];
	struct bs_runs runs;
	struct bs_arena scratch; /* for keys put together; emptied by each flush */
	struct bs_item item[BS_BATCH];
	struct bs_probe probe[BS_BATCH];
	size_t nitem;
	uint64_t docnumber;
	uint32_t docid, newest; /* id of the current document, the greatest so far */
	/* While no document comes back, a pair of group and document is new where the group's
	 * last document is another: then set 0 is just a list, made a set when one does. */
	uint64_t *list;
	size_t nlist, list_cap;
	bool scattered;
	size_t walk;
	struct bs_buf key; /* of the group that a merge is putting together */
	struct bs_buf last;
	uint64_t *words;
	struct bs_span pending_key, pending; /* the record that comes next */
	bool more;
};

void bs_counter_init(struct bs_counter *c, const struct bs_layout *l, size_t budget);
/* Room for the next item, to be filled by the caller; the last one given is taken as counted. */
struct bs_item *bs_counter_item(struct bs_counter *c);
/* The same with a copy of the key, and 0 in all else. */
struct bs_item *bs_counter_item_of(struct bs_counter *c, struct bs_span key);
void bs_counter_flush(struct bs_counter *c);
/* Put all that is in memory on disk, sorted. */
void bs_counter_spill(struct bs_counter *c);

struct bs_final {
	struct bs_span key;
	const uint64_t *words;
};
/* The groups, in no order that means anything; start with bs_counter_finish. */
void bs_counter_finish(struct bs_counter *c);
bool bs_counter_next(struct bs_counter *c, struct bs_final *f);

/*
 * The groups with their sets, in order: a group (words), then each value of
 * its sets (words NULL).  Start with bs_counter_rewind; valid until the next call.
 */
struct bs_event {
	struct bs_span key, value;
	size_t set;
	const uint64_t *words;
};
void bs_counter_rewind(struct bs_counter *c);
bool bs_counter_event(struct bs_counter *c, struct bs_event *e);
/* Add a value to a set of a group that was counted before. */
void bs_counter_value(struct bs_counter *c, struct bs_span key, size_t set, struct bs_span value);
void bs_counter_free(struct bs_counter *c);

#endif
