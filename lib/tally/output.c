/* output: entries as rows; see report.h */
#include "tally/report.h"

#include "tally/stats.h"

struct facts { /* of a pair */
	uint64_t nxy, nx, ny, n;
};

static struct facts
facts(const struct bs_report *r, const struct bs_entry *e)
{
	/* asked of pairs only: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	struct facts f = {e->words[BS_WORD_COUNT], 0, 0, r->pairs->units};

	bs_pairs_singles(r->pairs, r->t->cfg.directed, e->key, e->words, &f.nx, &f.ny);
	return f;
}

uint64_t
bs_report_documents(const struct bs_report *r, const struct bs_entry *e)
{
	return e->words[bs_layout_docs(r->layout)] + e->words[bs_layout_set(r->layout, 0)];
}

/* A statistic of an entry; 0 for columns that hold whole numbers. */
double
bs_report_statistic(const struct bs_report *r, const struct bs_entry *e, enum bs_out what)
{
	uint64_t a = e->words[BS_WORD_COUNT], b = r->layout->other ? e->words[BS_WORD_OTHER] : 0;
	const uint64_t *n = r->t->rows;
	struct facts f;

	switch (what) {
	case BS_OUT_KEYNESS:
		return bs_stats_keyness(a, b, n[0], n[1]);
	case BS_OUT_LOG_RATIO:
		return bs_stats_log_ratio(a, b, n[0], n[1]);
	case BS_OUT_P:
		return bs_stats_p(bs_stats_keyness(a, b, n[0], n[1]));
	case BS_OUT_PMI:
		f = facts(r, e);
		return bs_stats_pmi(f.nxy, f.nx, f.ny, f.n);
	case BS_OUT_G2:
		f = facts(r, e);
		return bs_stats_g2(f.nxy, f.nx, f.ny, f.n);
	case BS_OUT_JACCARD:
		f = facts(r, e);
		return bs_stats_jaccard(f.nxy, f.nx, f.ny);
	default:
		return 0;
	}
}

static struct bs_agg
aggregate(const struct bs_report *r, const struct bs_entry *e, size_t i)
{
	return bs_agg_get(r->layout, e->words, i);
}

static void
put_column(
    struct bs_report *r, struct bs_buf *b, const struct bs_out_column *o, const struct bs_entry *e)
{
	uint64_t total = r->pairs ? r->pairs->units : r->t->rows[0];
	double whole = total ? (double)total : 1;
	struct bs_agg a;

	switch (o->what) {
	case BS_OUT_COUNT:
		bs_buf_uint(b, e->words[BS_WORD_COUNT]);
		break;
	case BS_OUT_SHARE:
		bs_buf_fmt(b, "%.6f", (double)e->words[BS_WORD_COUNT] / whole);
		break;
	case BS_OUT_CUMULATIVE:
		bs_buf_fmt(b, "%.6f", (double)r->running / whole);
		break;
	case BS_OUT_DOCS:
		bs_buf_uint(b, bs_report_documents(r, e));
		break;
	case BS_OUT_DISTINCT:
		bs_buf_uint(b, e->words[bs_layout_set(r->layout, o->i)]);
		break;
	case BS_OUT_AGG:
		a = aggregate(r, e, o->i);
		if (a.n == 0)
			bs_buf_ch(b, '.');
		else if (r->t->layout.op[o->i] == BS_MEAN)
			bs_decimal_write(b, bs_decimal_mean(a.v, a.n));
		else
			bs_decimal_write(b, a.v);
		break;
	case BS_OUT_OTHER:
		bs_buf_uint(b, e->words[BS_WORD_OTHER]);
		break;
	case BS_OUT_P:
		bs_buf_fmt(b, "%.3g", bs_report_statistic(r, e, o->what));
		break;
	case BS_OUT_KEYNESS:
	case BS_OUT_G2:
		bs_buf_fmt(b, "%.2f", bs_report_statistic(r, e, o->what));
		break;
	default:
		bs_buf_fmt(b, "%.4f", bs_report_statistic(r, e, o->what));
	}
}

/* An edge for graphviz: strings as dot has them. */
static void
put_dot(struct bs_report *r, const struct bs_entry *e)
{
	struct bs_buf *b = &r->w->b;
	bool second = false;

	bs_buf_lit(b, "\t\"");
	for (size_t i = 0; i < e->key.n; i++) {
		char c = e->key.p[i];

		if (c == '\t') {
			bs_buf_lit(b, r->t->cfg.directed ? "\" -> \"" : "\" -- \"");
			second = true;
		} else {
			if (c == '"' || c == '\\')
				bs_buf_ch(b, '\\');
			bs_buf_ch(b, c);
		}
	}
	if (!second)
		bs_buf_lit(b, "\" -- \"");
	bs_buf_fmt(b, "\" [weight=%llu];", (unsigned long long)e->words[BS_WORD_COUNT]);
	bs_writer_row(r->w);
}

/* LABEL BAR COUNT, the label in a third of the width. */
static void
put_bar(struct bs_report *r, const struct bs_entry *e)
{
	size_t width = r->t->cfg.width, label = width / 3, used;
	struct bs_span s = e->key;
	struct bs_buf *b = &r->w->b;
	double most = r->greatest ? (double)r->greatest : 1;

	if (r->t->cfg.variants) /* without the column of the other spellings */
		while (s.n > 0 && s.p[--s.n] != '\t')
			;
	while (bs_display_width(s) > label && s.n > 0) { /* whole characters off the end */
		do
			s.n--;
		while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0) == 0x80);
	}
	used = bs_display_width(s);
	for (size_t i = 0; i < s.n; i++)
		bs_buf_ch(b, s.p[i] == '\t' ? ' ' : s.p[i]);
	bs_buf_fmt(b, "%*s ", (int)(label - used), "");
	bs_bar(b, (double)e->words[BS_WORD_COUNT] / most, width - label - 12, r->t->cfg.ascii);
	bs_buf_ch(b, ' ');
	bs_buf_uint(b, e->words[BS_WORD_COUNT]);
	bs_writer_row(r->w);
}

static void
put_row(struct bs_report *r, const struct bs_entry *e)
{
	struct bs_buf *b = &r->w->b;

	r->written++;
	r->running += e->words[BS_WORD_COUNT];
	if (r->t->cfg.format == BS_DOT) {
		put_dot(r, e);
		return;
	}
	if (r->t->cfg.format == BS_BARS) {
		put_bar(r, e);
		return;
	}
	for (size_t i = 0; i < r->nout; i++) {
		put_column(r, b, &r->out[i], e);
		bs_buf_ch(b, '\t');
	}
	bs_buf_span(b, e->key);
	bs_writer_row(r->w);
}

/* Where a series goes on with `to`: the periods in between, counted 0. */
static void
put_gap(
    struct bs_report *r, struct bs_span prefix, struct bs_buf *from, struct bs_span to, bool whole)
{
	uint64_t zero[BS_MAX_WORDS] = {0};
	struct bs_entry e = {.words = zero};

	while (whole ? bs_span_cmp(bs_buf_view(from), to) <= 0
		     : bs_span_cmp(bs_buf_view(from), to) < 0) {
		r->label.n = 0;
		bs_buf_span(&r->label, prefix);
		bs_buf_span(&r->label, bs_buf_view(from));
		e.key = bs_buf_view(&r->label);
		put_row(r, &e);
		if (!bs_period_next(from, r->t->period))
			break;
	}
}

/* Length of a series key without its period. */
static size_t
prefix_length(struct bs_span key)
{
	size_t i = key.n;

	while (i > 0 && key.p[i - 1] != '\t')
		i--;
	return i;
}

/* Before the row of `key` (NULL p: at the end): what is missing behind the last row. */
void
bs_report_fill_gaps(struct bs_report *r, struct bs_span key)
{
	struct bs_span last = r->last.n ? bs_buf_view(&r->last) : BS_SPAN("");
	size_t was = prefix_length(last), is = key.p ? prefix_length(key) : 0;
	struct bs_span old = bs_span_cut(last, 0, was), period = bs_span_cut(last, was, last.n);
	bool same = last.n && key.p != NULL && bs_span_eq(old, bs_span_cut(key, 0, is));
	struct bs_buf from = {0};

	if (r->low.n == 0)
		return;
	if (last.n && !same) { /* to the last period of all */
		bool dated = !bs_span_is(period, ".");

		bs_buf_span(&from, dated ? period : bs_buf_view(&r->low));
		if (!dated || bs_period_next(&from, r->t->period))
			put_gap(r, old, &from, bs_buf_view(&r->high), true);
	}
	if (key.p != NULL && !bs_span_is(bs_span_cut(key, is, key.n), ".")) {
		bool dated = same && !bs_span_is(period, ".");

		from.n = 0;
		bs_buf_span(&from, dated ? period : bs_buf_view(&r->low));
		if (!dated || bs_period_next(&from, r->t->period))
			put_gap(
			    r, bs_span_cut(key, 0, is), &from, bs_span_cut(key, is, key.n), false);
	}
	bs_buf_free(&from);
}

struct bs_span
bs_report_value(const struct bs_report *r, struct bs_span key)
{
	size_t from = 0, to, col = 0;

	for (to = 0; to < key.n; to++) {
		if (key.p[to] != '\t')
			continue;
		if (col++ == r->top_per)
			break;
		from = to + 1;
	}
	return bs_span_cut(key, from, to);
}

/* One entry in its place; false where no more is wanted. */
bool
bs_report_emit(struct bs_report *r, const struct bs_entry *e)
{
	if (r->top_per != SIZE_MAX && r->limit) {
		if (++*bs_strmap_put(&r->per, bs_report_value(r, e->key), NULL) > r->limit)
			return true;
	} else if (r->limit && r->written >= r->limit) {
		return false;
	}
	if (r->t->period && r->sort == SIZE_MAX && !r->t->cfg.reverse) {
		bs_report_fill_gaps(r, e->key);
		r->last.n = 0;
		bs_buf_span(&r->last, e->key);
	}
	put_row(r, e);
	return true;
}

void
bs_report_header(struct bs_report *r)
{
	static const char *const period[] = {"", "day", "week", "month", "year"};
	const struct bs_tally *t = r->t;
	struct bs_buf *b = &r->w->b;

	for (size_t i = 0; i < r->nout; i++) {
		bs_buf_span(b, bs_buf_view(&r->out[i].name));
		bs_buf_ch(b, '\t');
	}
	if (r->pairs != NULL) {
		bs_buf_lit(b, t->cfg.directed ? "from\tto" : "a\tb");
	} else {
		for (size_t i = 0; i < t->key.n; i++) {
			if (i)
				bs_buf_ch(b, '\t');
			if (t->key.v[i].from == BS_FROM_PERIOD)
				bs_buf_lit(b, period[t->period]);
			else
				bs_buf_span(b, t->key.v[i].name);
		}
	}
	if (t->cfg.variants)
		bs_buf_lit(b, "\tvariants");
	bs_writer_row(r->w);
}
