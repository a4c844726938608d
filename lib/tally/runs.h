/*
 * runs: sorted records on disk and their merge, for what does not fit memory.
 *
 * A record is a sort key (bytes, memcmp order) and a payload.  Runs live in
 * $TMPDIR (or /tmp) in files unlinked as soon as they are made: nothing stays
 * behind on any exit.  A disk error ends the program (exit 2).  At most 48
 * files are open; where there would be more, those of one level are merged
 * into one of the next, so that a record is written O(log records) times.
 */
#ifndef BROADSHEET_TALLY_RUNS_H
#define BROADSHEET_TALLY_RUNS_H

#include "broadsheet/mem.h"

enum { BS_RUNS_OPEN = 48 };

struct bs_run {
	int fd;
	int level; /* of merging: a run of level n was made out of some of level n - 1 */
	char *buf; /* of the merge */
	size_t lo, hi, cap;
	bool eof;
	struct bs_span key, payload; /* current record */
};

struct bs_runs {
	struct bs_run run[BS_RUNS_OPEN + 1];
	size_t n;
	struct bs_buf out; /* of the run being written */
	size_t heap[BS_RUNS_OPEN + 1], nheap;
	bool taken;
	uint64_t bytes;
};

void bs_runs_begin(struct bs_runs *r);                                           /* a new run */
void bs_runs_put(struct bs_runs *r, struct bs_span key, struct bs_span payload); /* in order */
void bs_runs_end(struct bs_runs *r);

/* All records in order, equal keys next to each other; valid until the next call. */
void bs_runs_rewind(struct bs_runs *r);
bool bs_runs_next(struct bs_runs *r, struct bs_span *key, struct bs_span *payload);
void bs_runs_free(struct bs_runs *r);

#endif
