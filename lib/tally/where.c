/* where: see where.h */
#include "tally/where.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

/* A pattern that backtracks more than this on one cell is given up. */
enum { MATCH_LIMIT = 1000000, HEAP_LIMIT_KIB = 65536 };

struct bs_pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

static struct bs_pattern *
compile(struct bs_span s, struct bs_buf *err)
{
	struct bs_pattern *p = bs_calloc(1, sizeof *p);
	PCRE2_UCHAR msg[128];
	PCRE2_SIZE at;
	int e;

	p->code = pcre2_compile(
	    (PCRE2_SPTR)s.p, s.n, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &e, &at, NULL);
	if (p->code == NULL) {
		pcre2_get_error_message(e, msg, sizeof msg);
		bs_buf_fmt(err, "bad pattern %.*s at %zu: %s", (int)s.n, s.p, (size_t)at,
		    (const char *)msg);
		free(p);
		return NULL;
	}
	pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE); /* where there is no JIT it still matches */
	p->data = pcre2_match_data_create(1, NULL);
	p->limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(p->limits, MATCH_LIMIT);
	pcre2_set_heap_limit(p->limits, HEAP_LIMIT_KIB);
	return p;
}

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
		c.re = compile(bs_span_cut(s, i + 1, s.n), err);
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
	int k;

	if (c->re == NULL) {
		for (size_t i = 0; i < c->is.n; i++)
			if (bs_span_eq(c->is.v[i], cell))
				return 1;
		return 0;
	}
	k = pcre2_match(c->re->code, (PCRE2_SPTR)cell.p, cell.n, 0, 0, c->re->data, c->re->limits);
	if (k >= 0)
		return 1;
	return k == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

void
bs_where_free(struct bs_conds *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->v[i].is.v);
		if (c->v[i].re != NULL) {
			pcre2_code_free(c->v[i].re->code);
			pcre2_match_data_free(c->v[i].re->data);
			pcre2_match_context_free(c->v[i].re->limits);
			free(c->v[i].re);
		}
	}
	free(c->v);
}
