/*
 * report: groups put in order and written.
 *
 * Entries are sorted in memory, or, where they outgrow the budget, in runs on
 * disk; both give the same order: by the column asked for, the greatest
 * first, then bytewise by key.
 */
#ifndef BROADSHEET_TALLY_REPORT_H
#define BROADSHEET_TALLY_REPORT_H

#include "tally/order.h"
#include "tally/tally.h"

enum bs_out {
	BS_OUT_COUNT,
	BS_OUT_SHARE,
	BS_OUT_CUMULATIVE,
	BS_OUT_DOCS,
	BS_OUT_DISTINCT,
	BS_OUT_AGG,
	BS_OUT_OTHER,
	BS_OUT_KEYNESS,
	BS_OUT_LOG_RATIO,
	BS_OUT_P,
	BS_OUT_PMI,
	BS_OUT_G2,
	BS_OUT_JACCARD
};

struct bs_out_column {
	enum bs_out what;
	size_t i; /* which distinct set or aggregate */
	struct bs_buf name;
};

struct bs_entry { /* one group */
	struct bs_span key;
	const uint64_t *words;
};

struct bs_report {
	struct bs_tally *t;
	const struct bs_pairs *pairs; /* NULL but for --pairs */
	struct bs_writer *w;
	struct bs_out_column out[16 + BS_MAX_SETS + BS_MAX_AGGS];
	size_t nout;
	size_t sort;                    /* index into out, or SIZE_MAX: by key */
	const struct bs_layout *layout; /* of the groups */
	struct bs_ranked *entry;
	size_t nentry, cap, bytes;
	struct bs_arena copies; /* of groups that do not stay where they are */
	bool copy;
	struct bs_runs runs;
	/* while writing */
	uint64_t groups, written, running, greatest;
	uint64_t limit; /* rows, or rows of one value with top_per; 0: all */
	size_t top_per; /* column of the key, or SIZE_MAX */
	bool by_value;  /* runs are sorted by that column first */
	struct bs_strmap per;
	struct bs_buf low, high; /* first and last period */
	struct bs_buf last;      /* key of the row before, for gaps */
	struct bs_buf label;
};

bool bs_report_open(
    struct bs_report *r, struct bs_tally *t, const struct bs_pairs *p, struct bs_writer *w);
void bs_report_add(struct bs_report *r, const struct bs_final *f);
void bs_report_write(struct bs_report *r);
void bs_report_close(struct bs_report *r);

/* output.c: facts of an entry, and rows of the output. */
double bs_report_statistic(const struct bs_report *r, const struct bs_entry *e, enum bs_out what);
/* The value of the column of --top-per. */
struct bs_span bs_report_value(const struct bs_report *r, struct bs_span key);
uint64_t bs_report_documents(const struct bs_report *r, const struct bs_entry *e);
void bs_report_header(struct bs_report *r);
/* One entry in its place; false where no more is wanted. */
bool bs_report_emit(struct bs_report *r, const struct bs_entry *e);
void bs_report_fill_gaps(struct bs_report *r, struct bs_span key); /* p NULL: behind the last */

#endif
