/* values: the finder's life and its walk over a sentence.  See values.h. */
#include "values_impl.h"

#include <stdlib.h>

struct bs_values *
bs_values_new(void)
{
	struct bs_values *v = bs_calloc(1, sizeof *v);

	bs_values_lex_init(&v->lex);
	bs_values_rules_init(v);
	return v;
}

void
bs_values_free(struct bs_values *v)
{
	size_t i;

	if (!v)
		return;
	for (i = 0; i < sizeof v->by_literal / sizeof *v->by_literal; i++)
		free(v->by_literal[i]);
	free(v->atom);
	free(v);
}

void
bs_values_begin(struct bs_values *v, struct bs_span doc_date)
{
	struct bs_date none = {0};

	v->doc = v->last = v->last_day = none;
	v->last_absolute = false;
	v->last_block = v->block = 0;
	v->last_sent = v->sent = 0;
	if (!bs_date_parse(doc_date, 0, &v->doc) && doc_date.n >= 4 &&
	    doc_date.n <= 7) { /* 2024, 2024-03 */
		unsigned y = 0, m = 0;
		size_t i;

		for (i = 0; i < 4; i++)
			y = y * 10 + (unsigned)(doc_date.p[i] - '0');
		for (i = 5; i < doc_date.n; i++)
			m = m * 10 + (unsigned)(doc_date.p[i] - '0');
		if (y < 10000 && m <= 12)
			v->doc = (struct bs_date){.year = (int32_t)y, .month = (uint8_t)m};
	}
}

/* A key that starts with a year, a month, a day: as a date; year 0 where it is open. */
static struct bs_date
key_date(struct bs_span key)
{
	struct bs_date d = {0};
	int f[3] = {0};
	size_t i, n = 0;

	for (i = 0; i < key.n && i < 10; i++) {
		if (key.p[i] >= '0' && key.p[i] <= '9')
			f[n] = f[n] * 10 + (key.p[i] - '0');
		else if (key.p[i] == '-' && i && n < 2)
			n++;
		else if (key.p[i] == '/' && i >= 4)
			break;
		else
			return d;
	}
	if (f[0] && f[1] <= 12 && bs_date_valid(f[0], (unsigned)f[1], (unsigned)f[2]))
		d = (struct bs_date){.year = f[0], .month = (uint8_t)f[1], .day = (uint8_t)f[2]};
	return d;
}

/* What later dates may be told from. */
static void
remember(struct bs_values *v, const struct bs_value_match *m, struct bs_span key, bool resolved)
{
	struct bs_date d = key_date(key);
	bool bare_year = m->rule->action == ACTION_year && m->rule->arg != 1;

	if (!d.year || (bare_year && v->last.year) || m->rule->action == ACTION_span)
		return;
	v->last = d;
	if (d.day)
		v->last_day = d;
	v->last_absolute = !resolved;
	v->last_block = v->block;
	v->last_sent = v->sent;
}

static bool
is_time(const struct bs_value_match *m)
{
	const struct bs_span *u = m->c.unit;

	return m->rule->cls == BS_TIME ||
	       (m->rule->cls == BS_DATE && m->c.nunit &&
		   (bs_span_is(u[0], "S") || bs_span_is(u[0], "MIN") || bs_span_is(u[0], "H")));
}

/* NAME[:AGAINST][:about|under|over] */
static struct bs_span
rule_name(const struct bs_value_match *m, const struct bs_buf *against, struct bs_arena *a)
{
	struct bs_buf b = {0};
	struct bs_span s;

	if (!against->n && !m->c.approx.n)
		return m->rule->name;
	bs_buf_span(&b, m->rule->name);
	if (against->n) {
		bs_buf_ch(&b, ':');
		bs_buf_span(&b, bs_buf_view(against));
	}
	if (m->c.approx.n) {
		bs_buf_ch(&b, ':');
		bs_buf_span(&b, m->c.approx);
	}
	s = bs_arena_copy(a, bs_buf_view(&b));
	bs_buf_free(&b);
	return s;
}

/* False where the words turn out to make no value. */
static bool
emit(struct bs_values *v, const struct bs_value_match *m, struct bs_arena *a,
    struct bs_entities *out)
{
	struct bs_buf key = {0}, against = {0};
	struct bs_entity e = {.cls = m->rule->cls, .by = BS_BY_RULE, .p = m->rule->p};
	bool ok;

	if (m->rule->cls == BS_DATE || m->rule->cls == BS_TIME)
		ok = bs_values_date(v, m, &key, &against);
	else
		ok = bs_values_amount(m, &key, &e.info);
	if (ok) {
		if (is_time(m))
			e.cls = BS_TIME;
		e.sent = v->sent;
		e.start = v->atom[m->from].start;
		e.stop = v->atom[m->to - 1].stop;
		e.key = bs_arena_copy(a, bs_buf_view(&key));
		e.rule = rule_name(m, &against, a);
		BS_PUSH(out->v, out->n, out->cap) = e;
		if (e.cls == BS_DATE)
			remember(v, m, e.key, against.n > 0);
	}
	bs_buf_free(&key);
	bs_buf_free(&against);
	return ok;
}

/*
 * The best match at atom i; where it makes no value, the next best.  Returns
 * the atom to go on from.
 */
static uint32_t
find_at(struct bs_values *v, uint32_t i, struct bs_arena *a, struct bs_entities *out)
{
	const struct bs_value_rule *failed[4];
	struct bs_value_match m;
	uint32_t next = i + 1;
	size_t n = 0, k;

	while (n < sizeof failed / sizeof *failed && bs_values_match(v, i, &m)) {
		next = m.to;
		if (m.rule->cls == BS_NO_ENTITY || emit(v, &m, a, out))
			break;
		next = i + 1;
		failed[n++] = m.rule;
		v->off[m.rule - v->rule] = true;
	}
	for (k = 0; k < n; k++)
		v->off[failed[k] - v->rule] = false;
	return next;
}

/* T10:30 gets the day named beside it in the sentence. */
static void
date_times(struct bs_entity *e, size_t n, struct bs_arena *a)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		struct bs_span day = {0};
		size_t best = 24;

		if (e[i].cls != BS_TIME || !e[i].key.n || *e[i].key.p != 'T')
			continue;
		for (j = i ? i - 1 : 0; j < n && j <= i + 1; j++) {
			size_t gap = j < i ? e[i].start - e[j].stop : e[j].start - e[i].stop;

			if (j != i && e[j].cls == BS_DATE && e[j].key.n == 10 &&
			    key_date(e[j].key).day && gap < best) {
				best = gap;
				day = e[j].key;
			}
		}
		if (day.n) {
			char *p = bs_arena_alloc(a, day.n + e[i].key.n);

			memcpy(p, day.p, day.n);
			memcpy(p + day.n, e[i].key.p, e[i].key.n);
			e[i].key = bs_span(p, day.n + e[i].key.n);
		}
	}
}

void
bs_values_find(struct bs_values *v, struct bs_span text, size_t sent, uint64_t block,
    struct bs_arena *a, struct bs_entities *out)
{
	size_t first = out->n;
	uint32_t i = 0;

	if (text.n > UINT32_MAX / 2 || !bs_values_triggered(&v->lex, text))
		return;
	v->text = text;
	v->sent = sent;
	v->block = block;
	bs_values_atoms(v);
	bs_values_numbers(v);
	bs_values_roles(v);
	while (i < v->natom)
		i = find_at(v, i, a, out);
	if (out->n > first)
		date_times(out->v + first, out->n - first, a);
}
