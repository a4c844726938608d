/* where: see where.h */
#include "tally/where.h"

#include <stdlib.h>

bool
bs_where_parse(struct bs_conds *out, struct bs_span s, struct bs_buf *err)
{
	struct bs_cond c = {0};
	size_t i = 0;

	while (i < s.n && s.p[i] != '=' && s.p[i] != '~')
		i++;
	if (i == 0 || i == s.n) {
		bs_buf_fmt(err, "a condition is COL=VALUE or COL~PATTERN, not %.*s", (int)s.n, s.p);
		return false;
	}
	c.col.name = bs_span_cut(s, 0, i);
	if (s.p[i] == '=') {
		BS_PUSH(c.is.v, c.is.n, c.is.cap) = bs_span_cut(s, i + 1, s.n);
	} else {
		c.re = bs_pattern_new(bs_span_cut(s, i + 1, s.n), BS_PATTERN_CELL, err);
		if (c.re == NULL)
			return false;
	}
	BS_PUSH(out->v, out->n, out->cap) = c;
	return true;
}

void
bs_where_in(struct bs_conds *out, const char *column, struct bs_span list)
{
	struct bs_cond c = {.col.name = bs_span_str(column)};

	bs_list_split(&c.is, list);
	BS_PUSH(out->v, out->n, out->cap) = c;
}

int
bs_where_met(const struct bs_cond *c, struct bs_span cell)
{
	size_t start, stop;

	if (c->re == NULL) {
		for (size_t i = 0; i < c->is.n; i++)
			if (bs_span_eq(c->is.v[i], cell))
				return 1;
		return 0;
	}
	return bs_pattern_find(c->re, cell, 0, true, &start, &stop);
}

void
bs_where_free(struct bs_conds *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->v[i].is.v);
		bs_pattern_free(c->v[i].re);
	}
	free(c->v);
}
