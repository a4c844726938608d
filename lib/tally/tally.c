/* tally: see tally.h */
#include "tally/tally.h"

#include "broadsheet/err.h"
#include "tally/report.h"

#include <stdlib.h>

static struct bs_span
text(const char *s)
{
	return s ? bs_span_str(s) : (struct bs_span){0};
}

/* OP:COL,... */
static bool
aggregates(struct bs_tally *t, struct bs_span list)
{
	static const char *const op[] = {"sum:", "mean:", "min:", "max:"};
	struct bs_span_list item = {0};
	bool ok = true;

	bs_list_split(&item, list);
	for (size_t i = 0; ok && i < item.n; i++) {
		struct bs_span s = item.v[i];
		size_t k = 0;

		while (k < 4 && !bs_span_starts(s, bs_span_str(op[k])))
			k++;
		ok = k < 4 && t->agg.n < BS_MAX_AGGS && s.n > strlen(op[k]);
		if (!ok)
			break;
		t->layout.op[t->agg.n] = (enum bs_agg_op)k;
		BS_PUSH(t->agg.v, t->agg.n, t->agg.cap) = (struct bs_tcolumn){
		    .name = bs_span_cut(s, strlen(op[k]), s.n)};
	}
	if (!ok || item.n == 0)
		bs_buf_fmt(&t->err,
		    "--agg takes up to %d of sum:COL, mean:COL, min:COL, max:COL, not %.*s",
		    BS_MAX_AGGS, (int)list.n, list.p);
	free(item.v);
	return t->err.n == 0;
}

static bool
period(struct bs_tally *t, const char *s)
{
	static const char *const name[] = {"", "day", "week", "month", "year"};

	for (int i = 1; i <= 4; i++)
		if (strcmp(name[i], s) == 0)
			t->period = (enum bs_period)i;
	if (t->period == BS_NO_PERIOD)
		bs_buf_fmt(&t->err, "--per takes day, week, month or year, not %s", s);
	return t->period != BS_NO_PERIOD;
}

static void
push(struct bs_tcolumns *c, const char *name)
{
	BS_PUSH(c->v, c->n, c->cap) = (struct bs_tcolumn){.name = bs_span_str(name)};
}

/* --pairs: units are the groups, the items their distinct values. */
static bool
pairs(struct bs_tally *t)
{
	const struct bs_tally_config *cfg = &t->cfg;
	const char *within = cfg->within ? cfg->within : "sent";

	if (cfg->fields || cfg->distinct || cfg->agg || cfg->docs || cfg->per || cfg->against ||
	    cfg->variants) {
		bs_buf_lit(&t->err, "--pairs does not go with -f, --df, --distinct, --agg, --per, "
				    "--against, --variants");
		return false;
	}
	push(&t->value, cfg->pairs);
	if (cfg->directed || strcmp(within, "quote") == 0) {
		t->quotes = true;
		t->nkey = cfg->directed ? 3 : 2;
		return true;
	}
	if (strcmp(within, "sent") == 0 || strcmp(within, "block") == 0) {
		push(&t->key, "doc");
		push(&t->key, "addr");
		t->blocks = *within == 'b';
		t->sentences = *within == 's';
	} else {
		push(&t->key, within);
	}
	t->nkey = t->key.n;
	return true;
}

static bool
columns(struct bs_tally *t)
{
	const struct bs_tally_config *cfg = &t->cfg;

	if (cfg->pairs != NULL)
		return pairs(t);
	if (cfg->variants && cfg->per != NULL) {
		bs_buf_lit(&t->err, "--variants does not go with --per");
		return false;
	}
	if (cfg->within != NULL || cfg->directed || cfg->format == BS_DOT) {
		bs_buf_lit(&t->err, "--within, --directed and --format=dot go with --pairs");
		return false;
	}
	if (cfg->per != NULL && !period(t, cfg->per))
		return false;
	if (cfg->fields != NULL || !t->period)
		if (!bs_columns_parse(
			&t->key, text(cfg->fields ? cfg->fields : "key"), &t->strings, &t->err))
			return false;
	if (t->period)
		BS_PUSH(t->key.v, t->key.n, t->key.cap) = (struct bs_tcolumn){
		    .name = BS_SPAN("@date"), .from = BS_FROM_PERIOD};
	t->nkey = t->key.n;
	if (cfg->distinct != NULL &&
	    !bs_columns_parse(&t->value, text(cfg->distinct), &t->strings, &t->err))
		return false;
	if (t->value.n + cfg->docs > BS_MAX_SETS) {
		bs_buf_fmt(&t->err, "--distinct takes up to %d columns", BS_MAX_SETS - 1);
		return false;
	}
	return cfg->agg == NULL || aggregates(t, text(cfg->agg));
}

static bool
conditions(struct bs_tally *t)
{
	const struct bs_tally_config *cfg = &t->cfg;

	if (t->quotes && cfg->kind == NULL)
		bs_where_in(&t->conds, "kind", BS_SPAN("entity"));
	if (cfg->kind != NULL)
		bs_where_in(&t->conds, "kind", text(cfg->kind));
	if (cfg->cls != NULL)
		bs_where_in(&t->conds, "class", text(cfg->cls));
	for (size_t i = 0; i < cfg->nwhere; i++)
		if (!bs_where_parse(&t->conds, text(cfg->where[i]), &t->err))
			return false;
	return true;
}

/* Columns by number alone are any TSV's; a name, a document or a joined key is our record's. */
static void
find_input(struct bs_tally *t)
{
	const struct bs_tcolumns *list[] = {&t->key, &t->value, &t->agg};
	bool ours = t->cfg.kind || t->cfg.cls || t->cfg.docs || t->cfg.join || t->period ||
		    t->quotes;

	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < list[k]->n; i++)
			ours |= !bs_column_is_number(list[k]->v[i].name);
	for (size_t i = 0; i < t->conds.n; i++)
		ours |= !bs_column_is_number(t->conds.v[i].col.name);
	t->names.records = ours && !t->cfg.header_in;
}

/* @NAME columns and documents need our record. */
static bool
needs_records(struct bs_tally *t)
{
	const struct bs_tcolumns *list[] = {&t->key, &t->value, &t->agg};
	bool meta = t->period || t->cfg.docs || t->cfg.join || t->quotes;

	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < list[k]->n; i++)
			meta |= list[k]->v[i].name.p[0] == '@';
	for (size_t i = 0; i < t->conds.n; i++)
		meta |= t->conds.v[i].col.name.p[0] == '@';
	t->follow_docs = t->names.records && meta;
	return meta && t->cfg.header_in;
}

bool
bs_tally_setup(struct bs_tally *t)
{
	size_t line;
	const char *bad;

	if (!columns(t) || !conditions(t))
		return false;
	find_input(t);
	if (needs_records(t)) {
		bs_buf_lit(
		    &t->err, "--header-in does not go with @NAME, -j, --df, --per and quotes");
		return false;
	}
	if (t->cfg.join != NULL && !t->cfg.merge) {
		bad = bs_join_load(&t->join, t->cfg.join, &t->names, &line);
		if (bad != NULL) {
			bs_buf_fmt(&t->err, "%s:", t->cfg.join);
			if (line > 0) /* 0: it could not be read at all */
				bs_buf_fmt(&t->err, "%zu:", line);
			bs_buf_fmt(&t->err, " %s", bad);
			return false;
		}
	}
	if (t->period) { /* its column is that of the document's date */
		struct bs_tcolumn date = {.name = BS_SPAN("@date")};

		bs_column_resolve(&date, &t->names, &t->err);
		t->key.v[t->key.n - 1].at = date.at;
	}
	t->layout.other = t->cfg.against != NULL;
	t->layout.docs = t->cfg.docs;
	t->layout.nset = t->value.n + t->cfg.docs;
	t->layout.nagg = t->agg.n;
	bs_counter_init(&t->counter, &t->layout, t->cfg.budget);
	return true;
}

bool
bs_tally_open(struct bs_tally *t, const struct bs_tally_config *cfg)
{
	*t = (struct bs_tally){.cfg = *cfg};
	if (cfg->max_group == 0)
		t->cfg.max_group = 1000;
	if (cfg->budget == 0)
		t->cfg.budget = (size_t)1 << 30;
	if (!cfg->merge)
		return bs_tally_setup(t);
	if (cfg->fields || cfg->kind || cfg->cls || cfg->nwhere || cfg->join || cfg->distinct ||
	    cfg->agg || cfg->pairs || cfg->within || cfg->per || cfg->docs || cfg->directed ||
	    cfg->header_in) {
		bs_buf_lit(
		    &t->err, "--merge counts what its files counted: no -f, --kind, --where, ...");
		return false;
	}
	return true;
}

static bool
read_against(struct bs_tally *t)
{
	char *operand[1] = {(char *)(uintptr_t)t->cfg.against};

	switch (bs_is_earlier(t, operand)) {
	case BS_EARLIER:
		return bs_partial_read(t, operand, 1, BS_WORD_OTHER);
	case BS_TABLE:
		return bs_table_read(t, operand, BS_WORD_OTHER);
	case BS_ROWS:
		break;
	}
	return bs_tally_rows(t, operand, 1, BS_WORD_OTHER);
}

bool
bs_tally_read(struct bs_tally *t, char *const *operand, size_t n)
{
	if (t->cfg.merge) {
		if (!bs_partial_read(t, operand, n, BS_WORD_COUNT))
			return false;
	} else if (!bs_tally_rows(t, operand, n, BS_WORD_COUNT)) {
		return false;
	}
	return t->cfg.against == NULL || read_against(t);
}

bool
bs_tally_write(struct bs_tally *t, struct bs_writer *w)
{
	struct bs_pairs p;
	struct bs_report r;
	struct bs_final f;
	struct bs_counter *c = &t->counter;
	bool ok;

	if (t->nkey == 0) /* nothing was read, and nothing said what to count */
		return true;
	if (t->cfg.format == BS_PARTIAL) {
		bs_partial_write(t, w);
		return true;
	}
	if (t->cfg.pairs != NULL) {
		bs_pairs_make(&p, t);
		c = &p.counter;
		if (p.skipped)
			bs_warn("%llu groups of more than %zu were left out (--max-group)",
			    (unsigned long long)p.skipped, t->cfg.max_group);
	}
	if (t->cfg.variants)
		bs_variants_make(t);
	bs_counter_finish(c);
	ok = bs_report_open(&r, t, t->cfg.pairs ? &p : NULL, w);
	while (ok && bs_counter_next(c, &f))
		bs_report_add(&r, &f);
	if (ok)
		bs_report_write(&r);
	bs_report_close(&r);
	if (t->cfg.pairs != NULL)
		bs_pairs_free(&p);
	return ok;
}

void
bs_tally_close(struct bs_tally *t)
{
	bs_counter_free(&t->counter);
	bs_reader_close(&t->ahead);
	bs_tally_document_free(&t->doc);
	bs_join_free(&t->join);
	bs_quotes_free(&t->quoted);
	bs_where_free(&t->conds);
	bs_names_free(&t->names);
	bs_arena_free(&t->strings);
	bs_buf_free(&t->err);
	free(t->key.v);
	free(t->value.v);
	free(t->agg.v);
}
