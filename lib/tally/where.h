/*
 * where: conditions a row must meet to be counted: a cell is one of some
 * values, or matches a pattern (PCRE2, UTF-8, with limits on its work).
 */
#ifndef BROADSHEET_TALLY_WHERE_H
#define BROADSHEET_TALLY_WHERE_H

#include "broadsheet/pattern.h"
#include "tally/columns.h"

struct bs_cond {
	struct bs_tcolumn col;
	struct bs_span_list is; /* one of these, or */
	struct bs_pattern *re;  /* matches this */
};

struct bs_conds {
	struct bs_cond *v;
	size_t n, cap;
};

/* Append COL=VALUE or COL~PATTERN; false with a message. */
bool bs_where_parse(struct bs_conds *out, struct bs_span s, struct bs_buf *err);
/* Append "column is one of LIST". */
void bs_where_in(struct bs_conds *out, const char *column, struct bs_span list);
/* Does the cell meet the condition?  -1 where the pattern gave up at its limits. */
int bs_where_met(const struct bs_cond *c, struct bs_span cell);
void bs_where_free(struct bs_conds *c);

#endif
