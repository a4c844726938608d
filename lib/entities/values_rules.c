/*
 * values_rules: the patterns of lib/data/value-rules.tsv, read and matched.
 *
 * A pattern is a row of elements: ROLES (with | between), words, a mark; `?`
 * behind one makes it optional, `_` before it forbids white space there, `^`
 * keeps it out of the span (context), `!` asks that it does not follow.
 * Matching is in values_match.c.
 */
#include "values_impl.h"

extern const struct bs_table bs_data_value_rules;

static const char *const role_name[] = {
#define X(r) #r,
    BS_VALUE_ROLES(X)
#undef X
};
static const char *const action_name[] = {
#define X(a) #a,
    BS_VALUE_ACTIONS(X)
#undef X
};
static const char *const class_name[] = {[BS_DATE] = "DATE",
    [BS_TIME] = "TIME",
    [BS_MONEY] = "MONEY",
    [BS_PERCENT] = "PERCENT",
    [BS_QUANTITY] = "QUANTITY"};

static struct bs_span
next_word(struct bs_span *s, char sep)
{
	size_t n = 0;
	struct bs_span w;

	while (n < s->n && s->p[n] != sep)
		n++;
	w = bs_span(s->p, n);
	n += n < s->n;
	*s = bs_span(s->p + n, s->n - n);
	return w;
}

static void
read_alternative(struct bs_values *v, struct bs_value_elem *e, struct bs_span w)
{
	uint32_t r;

	for (r = 0; r < NROLE; r++)
		if (bs_span_is(w, role_name[r])) {
			e->roles |= ROLEBIT(r);
			return;
		}
	if (w.n == 1 && !(*w.p >= 'a' && *w.p <= 'z')) {
		if (e->nmark < sizeof e->mark)
			e->mark[e->nmark++] = *w.p;
	} else if (e->nliteral < sizeof e->literal / sizeof *e->literal &&
		   v->lex.nliteral + 1 < MAX_LITERALS)
		e->literal[e->nliteral++] = bs_values_lex_literal(&v->lex, w);
}

static void
read_elem(struct bs_values *v, struct bs_value_elem *e, struct bs_span w)
{
	for (; w.n > 1 && (*w.p == '_' || *w.p == '^' || *w.p == '!'); w = bs_span_cut(w, 1, w.n)) {
		e->glued = e->glued || *w.p == '_';
		e->context = e->context || *w.p == '^';
		e->not = e->not || *w.p == '!';
	}
	if (w.n > 1 && w.p[w.n - 1] == '?') {
		e->optional = true;
		w.n--;
	}
	while (w.n)
		read_alternative(v, e, next_word(&w, '|'));
}

static void
push_index(uint16_t **list, uint16_t *n, uint16_t rule)
{
	if (*n && (*list)[*n - 1] == rule)
		return;
	if ((*n & (*n - 1U)) == 0)
		*list = bs_realloc(*list, *n ? *n * 2U : 1, sizeof **list);
	(*list)[(*n)++] = rule;
}

/* File the rule under all it can start with. */
static void
index_rule(struct bs_values *v, uint16_t rule)
{
	const struct bs_value_rule *r = &v->rule[rule];
	size_t i, k;

	for (i = 0; i < r->nelem; i++) {
		const struct bs_value_elem *e = &r->elem[i];

		for (k = 0; k < NROLE; k++)
			if (e->roles & ROLEBIT(k) &&
			    !(v->nby_role[k] && v->by_role[k][v->nby_role[k] - 1] == rule))
				v->by_role[k][v->nby_role[k]++] = rule;
		for (k = 0; k < e->nliteral; k++)
			if (e->literal[k] < 512)
				push_index(&v->by_literal[e->literal[k]],
				    &v->nby_literal[e->literal[k]], rule);
		for (k = 0; k < e->nmark; k++) { /* marks share the literals' room from 256 on */
			unsigned m = 256U + (unsigned char)e->mark[k];

			push_index(&v->by_literal[m], &v->nby_literal[m], rule);
		}
		v->start_roles |= e->roles;
		if (!e->optional)
			break;
	}
}

/* What every match of the rule needs: elements that must be there and are not marks. */
static void
find_needs(struct bs_values *v, uint16_t rule)
{
	const struct bs_value_rule *r = &v->rule[rule];
	struct bs_value_rule_needs *need = &v->need[rule];
	size_t i, k;

	for (i = 0; i < r->nelem && need->n < MAX_NEEDS; i++) {
		const struct bs_value_elem *e = &r->elem[i];
		uint64_t *literal = v->need_literal[rule][need->n];

		if (e->optional || e->not || e->nmark)
			continue;
		need->roles[need->n] = e->roles;
		for (k = 0; k < e->nliteral; k++)
			literal[e->literal[k] / 64] |= (uint64_t)1 << e->literal[k] % 64;
		need->literals = (uint8_t)(need->literals | (e->nliteral > 0) << need->n);
		need->n++;
	}
}

void
bs_values_rules_init(struct bs_values *v)
{
	const struct bs_table *t = &bs_data_value_rules;
	uint32_t row, k;

	for (row = 0; row < t->nrow && v->nrule < MAX_RULES; row++) {
		struct bs_value_rule *r = &v->rule[v->nrule];
		struct bs_span cls = bs_table_cell(t, row, 1), p = bs_table_cell(t, row, 2);
		struct bs_span action = bs_table_cell(t, row, 3), arg = bs_table_cell(t, row, 4);
		struct bs_span pattern = bs_table_cell(t, row, 5);

		*r = (struct bs_value_rule){.name = bs_table_cell(t, row, 0), .cls = BS_NO_ENTITY};
		for (k = BS_DATE; k <= BS_QUANTITY; k++)
			if (bs_span_is(cls, class_name[k]))
				r->cls = (enum bs_entity_class)k;
		for (k = 0; k < p.n; k++)
			r->p = r->p * 10 + (float)(p.p[k] - '0');
		r->p /= 100;
		r->arg = INT_MAX;
		for (k = 0; k < NACTION; k++)
			if (bs_span_is(action, action_name[k]))
				r->action = (int)k;
		if (arg.n)
			r->arg = *arg.p == '-' ? -(arg.p[1] - '0') : *arg.p - '0';
		while (pattern.n && r->nelem < MAX_ELEMS) {
			struct bs_span w = next_word(&pattern, ' ');

			if (w.n)
				read_elem(v, &r->elem[r->nelem++], w);
		}
		find_needs(v, (uint16_t)v->nrule);
		index_rule(v, (uint16_t)v->nrule++);
	}
}
