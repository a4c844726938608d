/*
 * values_match: the rules tried at a place of the sentence.
 *
 * A match tries an optional element first and then goes on without it; with
 * at most fourteen elements the steps per place are bounded.
 */
#include "values_impl.h"

/* Digits with a separator behind them; dates with words in them are the rules' own. */
static bool
may_be_full(const struct bs_values *v, const struct bs_value_atom *a)
{
	char c = a->stop < v->text.n ? v->text.p[a->stop] : ' ';

	return a->digits == 8 || ((a->digits == 4 || a->digits == 1 || a->digits == 2) &&
				     (c == '-' || c == '/' || c == '.' || c == 'T'));
}

/* 10:30, 10.30 am, 1430 GMT: a mark of time within the next two bytes, or four digits. */
static bool
may_be_clock(const struct bs_values *v, const struct bs_value_atom *a)
{
	size_t i;

	for (i = a->stop; i < v->text.n && i < (size_t)a->stop + 2; i++)
		if (strchr(":hHaApP", v->text.p[i]) && v->text.p[i])
			return true;
	return a->digits == 4 || (a->digits == 0 && a->stop - a->start <= 5);
}

static uint64_t
number_roles(const struct bs_values *v, const struct bs_value_atom *a)
{
	uint64_t roles = ROLEBIT(ROLE_W);

	if (a->digits == 1 || a->digits == 2)
		roles |= ROLEBIT(ROLE_D) | ROLEBIT(ROLE_ORDN) | ROLEBIT(ROLE_YY);
	if (a->digits == 4)
		roles |= ROLEBIT(ROLE_Y);
	if (may_be_full(v, a))
		roles |= ROLEBIT(ROLE_FULL);
	if (may_be_clock(v, a))
		roles |= ROLEBIT(ROLE_CLOCK);
	return roles;
}

/* What the atom may be taken as; what it is, take_role says. */
static uint64_t
roles_of(const struct bs_values *v, const struct bs_value_atom *a)
{
	uint64_t roles = a->roles;

	if (a->kind == ATOM_NUM)
		roles |= number_roles(v, a);
	if (a->kind == ATOM_WORD)
		roles |= ROLEBIT(ROLE_W) | (a->cap ? ROLEBIT(ROLE_CAP) : 0);
	if (a->num_end)
		roles |= ROLEBIT(ROLE_N) | (a->num_dozen ? ROLEBIT(ROLE_NDOZ) : 0);
	if (roles & ROLEBIT(ROLE_ORD))
		roles |= ROLEBIT(ROLE_D) | ROLEBIT(ROLE_ORDN);
	if (roles & ROLEBIT(ROLE_NOON))
		roles |= ROLEBIT(ROLE_CLOCK);
	if (roles & ROLEBIT(ROLE_TUNIT))
		roles |= ROLEBIT(ROLE_TUNITS);
	return roles;
}

void
bs_values_roles(struct bs_values *v)
{
	size_t i;

	v->has_roles = 0;
	memset(v->has_literal, 0, sizeof v->has_literal);
	memset(v->met, 0, v->nrule);
	for (i = 0; i < v->natom; i++) {
		struct bs_value_atom *a = &v->atom[i];

		a->can = roles_of(v, a);
		v->has_roles |= a->can;
		if (a->word && a->word->literal)
			v->has_literal[a->word->literal / 64] |= (uint64_t)1
								 << a->word->literal % 64;
	}
}

static bool
has_literal(const struct bs_values *v, const uint64_t *wanted)
{
	uint64_t met = 0;

	for (size_t w = 0; w < MAX_LITERALS / 64; w++)
		met |= wanted[w] & v->has_literal[w];
	return met;
}

/* Whether the sentence holds all that the rule needs. */
static bool
is_met(const struct bs_values *v, uint16_t rule)
{
	const struct bs_value_rule_needs *r = &v->need[rule];

	for (size_t k = 0; k < r->n; k++)
		if (!(r->roles[k] & v->has_roles) &&
		    !(r->literals >> k & 1 && has_literal(v, v->need_literal[rule][k])))
			return false;
	return true;
}

static const struct bs_value_lex_entry *
take_word(const struct bs_values *v, uint32_t i, enum bs_value_role r, uint32_t *end)
{
	const struct bs_value_atom *a = &v->atom[i];
	const struct bs_value_lex_entry *e;

	if (a->phrase && (e = bs_values_entry(&v->lex, a->phrase, r))) {
		*end = a->phrase_end;
		return e;
	}
	*end = i + 1;
	return bs_values_entry(&v->lex, a->word, r);
}

static void
capture_word(struct bs_value_capture *c, enum bs_value_role r, const struct bs_value_lex_entry *e)
{
	switch (r) {
	case ROLE_MONTH:
	case ROLE_MONTHNAME:
	case ROLE_MONTHWORD:
		break; /* by its number, below */
	case ROLE_TUNIT:
	case ROLE_TUNITS:
	case ROLE_UNIT:
	case ROLE_UNIT1:
		if (c->nunit < 4)
			c->unit[c->nunit++] = e->value;
		break;
	case ROLE_SEASON:
		c->season = e->number;
		break;
	case ROLE_DEIC:
	case ROLE_DEICTIME:
		c->deic = e->number;
		break;
	case ROLE_FEAST:
		c->feast = e->number;
		break;
	case ROLE_DECADE:
		c->decade = e->number;
		break;
	case ROLE_APPROX:
		c->approx = e->value;
		break;
	case ROLE_PART:
	case ROLE_PARTOF:
		c->part = e->value;
		break;
	case ROLE_ERA:
		c->era = e->value;
		break;
	case ROLE_PCT:
		c->pct = e->value;
		break;
	case ROLE_CPRE:
		c->pre = e->value;
		break;
	case ROLE_SYM:
	case ROLE_CODE:
	case ROLE_CUR:
	case ROLE_CENT:
		c->cur = e->value;
		break;
	case ROLE_SCALE1:
		if (c->nn)
			c->scale1[c->nn - 1] = e->number;
		break;
	default:
		break;
	}
}

static bool
take_month(const struct bs_values *v, uint32_t i, struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];
	unsigned m = bs_month_number(bs_span_cut(v->text, a->start, a->stop));

	if (m && c->nmonth < 4)
		c->month[c->nmonth++] = (int)m;
	return m != 0;
}

static bool
take_day(const struct bs_values *v, uint32_t i, uint32_t *end, struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];
	const struct bs_value_lex_entry *e;
	uint64_t day = 0;

	*end = i + 1;
	if (a->kind == ATOM_NUM && (a->digits == 1 || a->digits == 2)) {
		day = a->digit_value.m;
		if (i + 1 < v->natom && v->atom[i + 1].roles & ROLEBIT(ROLE_ORDSUF) &&
		    !v->atom[i + 1].space)
			*end = i + 2;
		else if (i + 1 < v->natom && v->atom[i + 1].kind == ATOM_WORD &&
			 !v->atom[i + 1].space)
			return false;
	} else if ((e = take_word(v, i, ROLE_ORD, end))) {
		day = (uint64_t)e->number;
	}
	if (day < 1 || day > 31 || c->nday >= 4)
		return false;
	c->day[c->nday++] = (int)day;
	return true;
}

static bool
take_ordinal(const struct bs_values *v, uint32_t i, uint32_t *end, struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];
	const struct bs_value_lex_entry *e;

	if (a->kind == ATOM_NUM && a->digits && a->digits <= 2 && i + 1 < v->natom &&
	    v->atom[i + 1].roles & ROLEBIT(ROLE_ORDSUF) && !v->atom[i + 1].space) {
		c->ord = (int)a->digit_value.m;
		*end = i + 2;
		return c->ord > 0;
	}
	if (!(e = take_word(v, i, ROLE_ORD, end)))
		return false;
	c->ord = e->number;
	return true;
}

static bool
take_year(const struct bs_values *v, uint32_t i, bool two, struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];
	int y = (int)(a->digit_value.m % 10000);

	if (a->kind != ATOM_NUM || a->digits != (two ? 2 : 4) || c->nyear >= 4 ||
	    (!two && (y < 1000 || y > 2100)))
		return false;
	c->second_year_short = two;
	c->year[c->nyear++] = y;
	return true;
}

/* A date or time of day read by date_parse: which atom does it end with? */
static bool
take_parsed(const struct bs_values *v, uint32_t i, enum bs_value_role r, uint32_t *end,
    struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];
	struct bs_span rest = bs_span_cut(v->text, a->start, v->text.n);
	struct bs_date d = {0};
	size_t n;
	uint32_t j;

	if (rest.n > 56)
		rest.n = 56;
	if (a->kind != ATOM_NUM && (r == ROLE_FULL || !(a->roles & ROLEBIT(ROLE_NOON))))
		return false;
	n = r == ROLE_FULL ? bs_date_parse(rest, BS_DATE_DAY_ONLY, &d) : bs_time_parse(rest, &d);
	for (j = i; n && j < v->natom && v->atom[j].stop < a->start + n; j++)
		;
	if (!n || j == v->natom || v->atom[j].stop != a->start + n)
		return false;
	/* the stop of `p.m.` may be the sentence's too; it stays with the time */
	c->full = d;
	*end = j + 1;
	return true;
}

static bool
take_number(const struct bs_values *v, uint32_t i, enum bs_value_role r, uint32_t *end,
    struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];

	if (!a->num_end || c->nn >= 4 || (r == ROLE_NDOZ && !a->num_dozen))
		return false;
	c->scale1[c->nn] = 0;
	c->n[c->nn++] = a->num;
	*end = a->num_end;
	return true;
}

/* The role r at atom i: captured into c, *end the atom behind. */
static bool
take_role(const struct bs_values *v, uint32_t i, enum bs_value_role r, uint32_t *end,
    struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];
	const struct bs_value_lex_entry *e;

	*end = i + 1;
	switch (r) {
	case ROLE_N:
	case ROLE_NDOZ:
		return take_number(v, i, r, end, c);
	case ROLE_D:
		return take_day(v, i, end, c);
	case ROLE_Y:
		return take_year(v, i, false, c);
	case ROLE_YY:
		return take_year(v, i, true, c);
	case ROLE_FULL:
	case ROLE_CLOCK:
		return take_parsed(v, i, r, end, c);
	case ROLE_ORDN:
		return take_ordinal(v, i, end, c);
	case ROLE_CAP:
		return a->kind == ATOM_WORD && a->cap;
	case ROLE_W:
		return a->kind == ATOM_WORD || a->kind == ATOM_NUM;
	case ROLE_TUNITS:
		if (!(a->roles & ROLEBIT(ROLE_TUNIT)) || (v->text.p[a->stop - 1] | 0x20) != 's')
			return false;
		r = ROLE_TUNIT;
		break;
	default:
		if (!(a->roles & ROLEBIT(r)))
			return false;
	}
	if (!(e = take_word(v, i, r, end)))
		return false;
	if (r == ROLE_MONTH || r == ROLE_MONTHNAME || r == ROLE_MONTHWORD)
		return take_month(v, i, c);
	if (r == ROLE_WDAY || r == ROLE_WDAYNAME)
		c->wday = (int)bs_weekday_number(bs_span_cut(v->text, a->start, a->stop));
	else
		capture_word(c, r, e);
	return true;
}

static bool
take_elem(const struct bs_values *v, const struct bs_value_elem *e, uint32_t i, uint32_t *end,
    struct bs_value_capture *c)
{
	const struct bs_value_atom *a = &v->atom[i];
	uint64_t roles = e->roles & a->can;
	uint32_t k;

	if (e->glued && a->space)
		return false;
	*end = i + 1;
	for (k = 0; k < e->nmark; k++)
		if (a->mark == e->mark[k])
			return true;
	for (k = 0; k < e->nliteral; k++)
		if (a->word && a->word->literal == e->literal[k])
			return true;
	for (k = 0; roles; k++, roles >>= 1)
		if (roles & 1 && take_role(v, i, (enum bs_value_role)k, end, c))
			return true;
	return false;
}

/* A quick look, so that most failures cost nothing. */
static bool
can_take(const struct bs_values *v, const struct bs_value_elem *e, uint32_t i)
{
	const struct bs_value_atom *a = &v->atom[i];

	return i < v->natom && (e->roles & a->can || (e->nmark && a->kind == ATOM_MARK) ||
				   (e->nliteral && a->word && a->word->literal));
}

struct bs_value_run { /* of the matcher */
	const struct bs_values *v;
	const struct bs_value_rule *r;
	uint32_t from, to;
	int steps;
};

static bool
match_from(struct bs_value_run *run, size_t ei, uint32_t i, struct bs_value_capture *c)
{
	const struct bs_value_elem *e = &run->r->elem[ei];
	struct bs_value_capture saved;
	uint32_t end, from = run->from, to = run->to;

	if (ei == run->r->nelem)
		return true;
	if (--run->steps < 0)
		return false;
	if (e->not ) {
		saved = *c;
		if (can_take(run->v, e, i) && take_elem(run->v, e, i, &end, &saved))
			return false;
		return match_from(run, ei + 1, i, c);
	}
	if (!can_take(run->v, e, i))
		return e->optional && match_from(run, ei + 1, i, c);
	if (e->optional) /* only behind one is there a second way */
		saved = *c;
	if (take_elem(run->v, e, i, &end, c)) {
		if (!e->context) {
			/* a comma that may be there neither starts a value nor ends it */
			bool loose = e->optional && e->nmark && !e->roles && !e->nliteral;

			if (run->from == UINT32_MAX && (!loose || *e->mark == '\''))
				run->from = i;
			if (!loose)
				run->to = end;
		}
		if (match_from(run, ei + 1, end, c))
			return true;
		run->from = from;
		run->to = to;
	}
	if (!e->optional)
		return false;
	*c = saved;
	return match_from(run, ei + 1, i, c);
}

static void
try_rule(struct bs_values *v, uint32_t at, uint16_t rule, struct bs_value_match *best, bool *found)
{
	struct bs_value_run run = {.v = v, .r = &v->rule[rule], .from = UINT32_MAX, .steps = 200};
	struct bs_value_capture c;

	if (v->tried[rule] == v->match || v->off[rule] || v->met[rule] == UNMET)
		return;
	v->tried[rule] = v->match;
	if (!v->met[rule])
		v->met[rule] = is_met(v, rule) ? MET : UNMET;
	if (v->met[rule] == UNMET)
		return;
	memset(&c, 0, sizeof c);
	if (!match_from(&run, 0, at, &c) || run.from == UINT32_MAX)
		return;
	if (*found &&
	    (run.to < best->to ||
		(run.to == best->to && (run.from > best->from ||
					   (run.from == best->from && run.r->p <= best->rule->p)))))
		return;
	*found = true;
	*best = (struct bs_value_match){run.r, run.from, run.to, c};
}

static bool
match_at(struct bs_values *v, uint32_t at, struct bs_value_match *best)
{
	const struct bs_value_atom *a = &v->atom[at];
	uint64_t roles;
	bool found = false;
	uint32_t k, i, lit;

	/* digits inside a word, as in F16: no number starts there */
	if (at && !a->space && v->atom[at - 1].kind == ATOM_WORD && a->kind == ATOM_NUM)
		return false;
	v->match++;
	for (roles = a->can & v->start_roles; roles; roles &= roles - 1) {
		k = (uint32_t)__builtin_ctzll(roles);
		for (i = 0; i < v->nby_role[k]; i++)
			try_rule(v, at, v->by_role[k][i], best, &found);
	}
	lit = a->word && a->word->literal ? a->word->literal
	      : a->mark > 0               ? 256U + (uint32_t)a->mark
					  : 0;
	if (lit && lit < 512)
		for (i = 0; i < v->nby_literal[lit]; i++)
			try_rule(v, at, v->by_literal[lit][i], best, &found);
	return found;
}

/* Where context stands before the span, a match that starts with the span may be longer. */
bool
bs_values_match(struct bs_values *v, uint32_t at, struct bs_value_match *best)
{
	struct bs_value_match other;

	if (!match_at(v, at, best))
		return false;
	if (best->from > at && match_at(v, best->from, &other) &&
	    (other.to > best->to || (other.to == best->to && other.rule->p > best->rule->p)))
		*best = other;
	return true;
}
