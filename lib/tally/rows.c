/* rows: from rows of the input to items of the counter; see tally.h */
#include "broadsheet/err.h"
#include "broadsheet/record.h"
#include "tally/tally.h"

#include <stdlib.h>

struct pass {
	struct bs_tally *t;
	struct bs_feed in;
	struct bs_feed_row row;
	unsigned word;
	bool once; /* a condition gave up: said */
};

static struct bs_span
cell(const struct pass *p, const struct bs_tcolumn *c)
{
	switch (c->from) {
	case BS_FROM_META:
	case BS_FROM_PERIOD:
		return bs_tally_document_value(&p->t->doc, c->at);
	case BS_FROM_JOIN:
		return bs_join_cell(&p->t->join, bs_feed_field(&p->row, BS_KEY), c->at);
	case BS_FROM_FIELD:
		break;
	}
	return bs_feed_field(&p->row, c->at);
}

static void
put(struct bs_buf *b, const struct pass *p, const struct bs_tcolumn *c)
{
	struct bs_span s = cell(p, c);

	if (c->from == BS_FROM_PERIOD) {
		bs_period_of(b, p->t->period, s);
		return;
	}
	if (p->t->blocks && c->at == BS_ADDR)
		for (size_t i = 0; i < s.n; i++)
			if (s.p[i] == 's')
				s.n = i;
	bs_buf_span(b, s);
}

/* The tuple: in the line where it stands there in one run, else put together. */
static struct bs_span
key(struct pass *p, struct bs_buf *b)
{
	struct bs_tally *t = p->t;
	const struct bs_tcolumns *k = &t->key;
	struct bs_span first;

	if (t->straight) {
		first = bs_feed_field(&p->row, k->v[0].at);
		if (k->n > 1) {
			struct bs_span last = bs_feed_field(&p->row, k->v[k->n - 1].at);

			first.n = (size_t)(last.p + last.n - first.p);
		}
		return first;
	}
	b->n = 0;
	for (size_t i = 0; i < k->n; i++) {
		if (i > 0)
			bs_buf_ch(b, '\t');
		put(b, p, &k->v[i]);
	}
	return bs_arena_copy(&t->counter.scratch, bs_buf_view(b));
}

static bool
wanted(struct pass *p)
{
	const struct bs_conds *c = &p->t->conds;

	for (size_t i = 0; i < c->n; i++) {
		int met = bs_where_met(&c->v[i], cell(p, &c->v[i].col));

		if (met < 0)
			bs_feed_bad(&p->in, "--where: the pattern takes too long on this row");
		if (met <= 0)
			return false;
	}
	return true;
}

/* Rows of ours: documents and their meta rows; false for a person's "nothing here". */
static bool
follow(struct pass *p)
{
	const struct bs_feed_row *r = &p->row;
	struct bs_tally *t = p->t;

	if (t->follow_docs) {
		if (t->quotes && t->doc.any &&
		    !bs_span_eq(bs_buf_view(&t->doc.id), bs_feed_field(r, BS_DOC)))
			bs_quotes_flush(t);
		bs_tally_document_enter(&t->doc, bs_feed_field(r, BS_DOC));
		if (t->names.meta.n && bs_span_is(bs_feed_field(r, BS_KIND), "meta"))
			bs_tally_document_meta(&t->doc, &t->names.meta, bs_feed_field(r, BS_CLASS),
			    bs_feed_field(r, BS_KEY),
			    bs_span_starts(bs_feed_field(r, BS_WHY), BS_SPAN("hand")));
	}
	return !(bs_span_is(bs_feed_field(r, BS_CLASS), "none") &&
		 bs_span_starts(bs_feed_field(r, BS_WHY), BS_SPAN("hand")));
}

/* The numbers to be added up; false (told) where a cell is none.  "." is no number and no error. */
static bool
numbers(struct pass *p, struct bs_agg *agg)
{
	const struct bs_tcolumns *a = &p->t->agg;

	for (size_t i = 0; i < a->n; i++) {
		struct bs_span s = cell(p, &a->v[i]);

		agg[i] = (struct bs_agg){0};
		if (s.n == 0 || (s.n == 1 && s.p[0] == '.'))
			continue;
		if (!bs_decimal_parse(s, &agg[i].v)) {
			bs_feed_bad(&p->in, "--agg: not a decimal number of up to 18 digits");
			return false;
		}
		agg[i].n = 1;
	}
	return true;
}

/* Rows for --within quote; the item's value is that of the column of --pairs. */
static void
collect(struct pass *p, bool item)
{
	struct bs_span col[BS_NCOLUMN];

	for (size_t i = 0; i < BS_NCOLUMN; i++)
		col[i] = bs_feed_field(&p->row, i);
	bs_quotes_row(&p->t->quoted, col[BS_KIND], col);
	if (item)
		bs_quotes_item(&p->t->quoted, col, cell(p, &p->t->value.v[0]));
}

/* A row that stands in no sentence (or block) is in no unit of --pairs. */
static bool
has_unit(struct pass *p)
{
	uint64_t block, sent;

	if (!p->t->sentences && !p->t->blocks)
		return true;
	bs_addr_parse(bs_feed_field(&p->row, BS_ADDR), &block, &sent);
	return p->t->blocks ? block != 0 : sent != 0;
}

static void
count(struct pass *p, struct bs_buf *scratch)
{
	struct bs_tally *t = p->t;
	struct bs_agg agg[BS_MAX_AGGS];
	struct bs_item *it;
	struct bs_counter *c = &t->counter;

	if (t->agg.n && !numbers(p, agg))
		return;
	it = bs_counter_item(c);
	it->key = key(p, scratch);
	it->count = 1;
	it->word = p->word;
	it->docnumber = it->docs = 0;
	if (t->layout.docs && p->word == BS_WORD_COUNT) {
		it->docnumber = t->doc.number;
		it->doc = bs_feed_field(&p->row, BS_DOC);
	}
	for (size_t i = 0; i < t->value.n; i++) {
		const struct bs_tcolumn *v = &t->value.v[i];

		it->value[t->layout.docs + i] = v->from == BS_FROM_META
						    ? bs_arena_copy(&c->scratch, cell(p, v))
						    : cell(p, v);
	}
	for (size_t i = 0; i < t->agg.n; i++)
		it->agg[i] = agg[i];
	t->rows[p->word]++;
}

static void
flush(void *arg)
{
	struct pass *p = arg;

	bs_counter_flush(&p->t->counter);
	p->t->bytes = p->in.reader.bytes;
	if (p->t->cfg.progress != NULL)
		p->t->cfg.progress(p->t);
}

static bool
resolve(struct bs_tally *t, struct bs_feed *in)
{
	struct bs_tcolumns *list[] = {&t->key, &t->value, &t->agg};
	bool ok = true;

	for (size_t k = 0; k < sizeof list / sizeof list[0]; k++)
		for (size_t i = 0; ok && i < list[k]->n; i++)
			if (list[k]->v[i].from != BS_FROM_PERIOD)
				ok = bs_column_resolve(&list[k]->v[i], &t->names, &t->err);
	for (size_t i = 0; ok && i < t->conds.n; i++)
		ok = bs_column_resolve(&t->conds.v[i].col, &t->names, &t->err);
	if (!ok)
		return false;
	t->straight = t->key.n > 0;
	for (size_t i = 0; i < t->key.n; i++)
		if (t->key.v[i].from != BS_FROM_FIELD || t->key.v[i].at != t->key.v[0].at + i)
			t->straight = false;
	if (in->fields < t->names.fields)
		in->fields = t->names.fields;
	return true;
}

/* The header line's names, copied. */
static void
header_names(struct bs_names *n, struct bs_span line)
{
	for (size_t i = 0, from = 0; i <= line.n; i++) {
		char *copy;

		if (i < line.n && line.p[i] != '\t')
			continue;
		copy = bs_malloc(i - from + 1);
		if (i > from)
			memcpy(copy, line.p + from, i - from);
		BS_PUSH(n->header.v, n->header.n, n->header.cap) = bs_span(copy, i - from);
		from = i + 1;
	}
}

bool
bs_tally_rows(struct bs_tally *t, char *const *operand, size_t n, unsigned word)
{
	struct pass p = {.t = t, .word = word};
	struct bs_buf scratch = {0};
	enum bs_feed_kind kind = t->cfg.header_in   ? BS_FEED_HEADER
				 : t->names.records ? BS_FEED_RECORDS
						    : BS_FEED_TSV;
	bool ok = true, records = kind == BS_FEED_RECORDS;

	bs_feed_open(&p.in, bs_tally_reader(t, operand, n), kind);
	p.in.before_block = flush;
	p.in.arg = &p;
	if (kind == BS_FEED_HEADER && bs_feed_header(&p.in) && t->names.header.n == 0)
		header_names(&t->names, bs_buf_view(&p.in.header));
	if (kind != BS_FEED_HEADER || t->names.header.n)
		ok = resolve(t, &p.in);
	if (ok) {
		bs_tally_document_free(&t->doc);
		bs_tally_document_init(&t->doc, t->names.meta.n);
		while (bs_feed_next(&p.in, &p.row)) {
			if (records && !follow(&p))
				continue;
			if (t->quotes)
				collect(&p, wanted(&p));
			else if (wanted(&p) && has_unit(&p))
				count(&p, &scratch);
		}
		if (t->quotes)
			bs_quotes_flush(t);
		bs_counter_flush(&t->counter);
		if (t->names.meta.n && !t->doc.seen_meta && t->doc.any) {
			bs_buf_fmt(&t->err, "no meta row in the input, so there is no @ column "
					    "(does a filter before drop them?)");
			ok = false;
		}
	}
	bs_feed_close(&p.in);
	bs_buf_free(&scratch);
	return ok;
}
