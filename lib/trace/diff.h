/*
 * diff: what two streams over the same sources disagree on, and how well the
 * second does where the first is right.
 *
 * Two rows are the same finding where document, span, kind and class are;
 * their keys are compared besides.  Memory: the rows of the first stream that
 * are compared, and what is different.
 */
#ifndef BROADSHEET_TRACE_DIFF_H
#define BROADSHEET_TRACE_DIFF_H

#include "broadsheet/writer.h"
#include "trace/page.h"

struct bs_diff {
	uint32_t kinds; /* those compared */
	/* private */
	struct bs_strmap found;
	struct bs_diff_row *v;
	size_t n, cap;
	struct bs_diff_score *score;
	size_t nscore, score_cap;
	struct bs_strmap classes, docs;
	struct bs_arena text;
	struct bs_buf key;
};

void bs_diff_first(struct bs_diff *d, const struct bs_page *p);
void bs_diff_second(struct bs_diff *d, const struct bs_page *p);
/*
 * Rows of the first alone behind `-`, of the second alone behind `+`; where
 * only the key differs both stand, behind `<` and `>`; then a `#` line of
 * counts, precision, recall, F1 and equal keys for each kind and class.
 */
void bs_diff_write(struct bs_diff *d, struct bs_writer *w);
void bs_diff_free(struct bs_diff *d);

#endif
