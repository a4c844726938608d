/* report: see report.h */
#include "tally/report.h"

#include "tally/columns.h"
#include "tally/stats.h"

#include <stdlib.h>

static void
add_out(struct bs_report *r, enum bs_out what, size_t i, const char *name, struct bs_span of)
{
	struct bs_out_column *o = &r->out[r->nout++];

	*o = (struct bs_out_column){.what = what, .i = i};
	bs_buf_lit(&o->name, name);
	bs_buf_span(&o->name, of);
}

static void
outputs(struct bs_report *r)
{
	static const char *const op[] = {"sum:", "mean:", "min:", "max:"};
	const struct bs_tally *t = r->t;
	const struct bs_tally_config *cfg = &t->cfg;
	struct bs_span none = {0};

	add_out(r, BS_OUT_COUNT, 0, "count", none);
	if (cfg->share)
		add_out(r, BS_OUT_SHARE, 0, "share", none);
	if (cfg->cumulative)
		add_out(r, BS_OUT_CUMULATIVE, 0, "cumulative", none);
	if (r->pairs != NULL) {
		add_out(r, BS_OUT_PMI, 0, "pmi", none);
		add_out(r, BS_OUT_G2, 0, "g2", none);
		add_out(r, BS_OUT_JACCARD, 0, "jaccard", none);
		return;
	}
	if (cfg->docs)
		add_out(r, BS_OUT_DOCS, 0, "docs", none);
	for (size_t i = 0; i < t->value.n; i++)
		add_out(r, BS_OUT_DISTINCT, t->layout.docs + i, "distinct:", t->value.v[i].name);
	for (size_t i = 0; i < t->agg.n; i++)
		add_out(r, BS_OUT_AGG, i, op[t->layout.op[i]], t->agg.v[i].name);
	if (cfg->against != NULL) {
		add_out(r, BS_OUT_OTHER, 0, "against", none);
		add_out(r, BS_OUT_KEYNESS, 0, "g2", none);
		add_out(r, BS_OUT_LOG_RATIO, 0, "logratio", none);
		add_out(r, BS_OUT_P, 0, "p", none);
	}
}

/* The column to sort by: SIZE_MAX for the key. */
static bool
sort_column(struct bs_report *r, struct bs_buf *err)
{
	const struct bs_tally_config *cfg = &r->t->cfg;
	const char *name = cfg->sort;

	r->sort = SIZE_MAX;
	if (name == NULL)
		name = r->t->period ? "key" : cfg->against ? "g2" : "count";
	if (strcmp(name, "key") == 0)
		return true;
	if (strcmp(name, "df") == 0)
		name = "docs";
	for (size_t i = 0; i < r->nout; i++)
		if (bs_span_is(bs_buf_view(&r->out[i].name), name))
			r->sort = i;
	if (r->sort == SIZE_MAX || r->out[r->sort].what == BS_OUT_CUMULATIVE) {
		bs_buf_fmt(err, "--sort: no column of the output is called %s", name);
		return false;
	}
	return true;
}

bool
bs_report_open(struct bs_report *r, struct bs_tally *t, const struct bs_pairs *p,
    struct bs_writer *w)
{
	const char *top = t->cfg.top_per;

	*r = (struct bs_report){.t = t, .pairs = p, .w = w, .top_per = SIZE_MAX};
	r->copy = (p ? &p->counter : &t->counter)->runs.n > 0;
	outputs(r);
	if (top != NULL) {
		for (size_t i = 0; i < t->key.n; i++)
			if (bs_span_is(t->key.v[i].name, top))
				r->top_per = i;
		if (r->top_per == SIZE_MAX || p != NULL) {
			bs_buf_fmt(&t->err, "--top-per: %s is not one of the columns counted", top);
			return false;
		}
	}
	return sort_column(r, &t->err);
}

/* Order of doubles as order of unsigned numbers. */
static unsigned __int128
ordered(double d)
{
	uint64_t u;

	memcpy(&u, &d, sizeof u);
	return u >> 63 ? ~u : u | (uint64_t)1 << 63;
}

struct facts { /* of a pair */
	uint64_t nxy, nx, ny, n;
};

static struct facts
facts(const struct bs_report *r, const struct bs_entry *e)
{
	struct facts f = {e->words[BS_WORD_COUNT], 0, 0, r->pairs->units};

	bs_pairs_singles(r->pairs, r->t->cfg.directed, e->key, &f.nx, &f.ny);
	return f;
}

static uint64_t
documents(const struct bs_entry *e)
{
	return e->words[BS_WORD_DOCS] + e->words[BS_WORD_SETS];
}

/* A statistic of an entry; 0 for columns that hold whole numbers. */
static double
statistic(const struct bs_report *r, const struct bs_entry *e, enum bs_out what)
{
	uint64_t a = e->words[BS_WORD_COUNT], b = e->words[BS_WORD_OTHER];
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
	return bs_agg_get(&r->t->layout, e->words, i);
}

/* Less is first: the complement of the value, or the value with --reverse. */
static unsigned __int128
rank(const struct bs_report *r, const struct bs_entry *e)
{
	const struct bs_out_column *o = &r->out[r->sort];
	unsigned __int128 v = 0;
	struct bs_agg a;

	switch (o->what) {
	case BS_OUT_COUNT:
	case BS_OUT_SHARE:
	case BS_OUT_CUMULATIVE:
		v = e->words[BS_WORD_COUNT];
		break;
	case BS_OUT_DOCS:
		v = documents(e);
		break;
	case BS_OUT_DISTINCT:
		v = e->words[BS_WORD_SETS + o->i];
		break;
	case BS_OUT_OTHER:
		v = e->words[BS_WORD_OTHER];
		break;
	case BS_OUT_AGG:
		a = aggregate(r, e, o->i);
		if (a.n == 0)
			break; /* no number at all: behind every number */
		if (r->t->layout.op[o->i] == BS_MEAN)
			a.v = bs_decimal_mean(a.v, a.n);
		v = (unsigned __int128)a.v + ((unsigned __int128)1 << 127);
		break;
	case BS_OUT_P:
		v = ~ordered(statistic(r, e, o->what)); /* the least first */
		break;
	default:
		v = ordered(statistic(r, e, o->what));
	}
	return r->t->cfg.reverse ? v : ~v;
}

static void
put_rank(struct bs_buf *b, unsigned __int128 v)
{
	for (int i = 15; i >= 0; i--)
		bs_buf_ch(b, (char)(unsigned char)(v >> (8 * i)));
}

/* The key so that bytewise order is its reverse: complements, ended by what is above them. */
static void
put_reversed(struct bs_buf *b, struct bs_span key)
{
	for (size_t i = 0; i < key.n; i++) {
		bs_buf_ch(b, (char)~key.p[i]);
		if (key.p[i] == '\0')
			bs_buf_ch(b, '\0');
	}
	bs_buf_lit(b, "\xff\xff");
}

static int
by_rank(const void *a, const void *b)
{
	const struct bs_entry *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return bs_span_cmp(x->key, y->key);
}

static int
by_key_down(const void *a, const void *b)
{
	const struct bs_entry *x = a, *y = b;

	return bs_span_cmp(y->key, x->key);
}

static bool
key_down(const struct bs_report *r)
{
	return r->sort == SIZE_MAX && r->t->cfg.reverse;
}

static void
sort(struct bs_report *r)
{
	if (r->nentry)
		qsort(r->entry, r->nentry, sizeof *r->entry, key_down(r) ? by_key_down : by_rank);
}

static void
spill(struct bs_report *r)
{
	struct bs_buf key = {0}, payload = {0};
	size_t words = bs_layout_words(&(r->pairs ? &r->pairs->counter : &r->t->counter)->layout);

	sort(r);
	bs_runs_begin(&r->runs);
	for (size_t i = 0; i < r->nentry; i++) {
		const struct bs_entry *e = &r->entry[i];

		key.n = payload.n = 0;
		put_rank(&key, e->rank);
		if (key_down(r))
			put_reversed(&key, e->key);
		else
			bs_buf_span(&key, e->key);
		bs_buf_add(&payload, e->words, words * 8);
		bs_buf_span(&payload, e->key);
		bs_runs_put(&r->runs, bs_buf_view(&key), bs_buf_view(&payload));
	}
	bs_runs_end(&r->runs);
	bs_buf_free(&key);
	bs_buf_free(&payload);
	bs_arena_free(&r->copies);
	r->nentry = r->bytes = 0;
}

/* First and last period of all, for the gaps. */
static void
note_period(struct bs_report *r, struct bs_span key)
{
	size_t i = key.n;
	struct bs_span p;

	while (i > 0 && key.p[i - 1] != '\t')
		i--;
	p = bs_span_cut(key, i, key.n);
	if (bs_span_is(p, "."))
		return;
	if (r->low.n == 0 || bs_span_cmp(p, bs_buf_view(&r->low)) < 0) {
		r->low.n = 0;
		bs_buf_span(&r->low, p);
	}
	if (r->high.n == 0 || bs_span_cmp(p, bs_buf_view(&r->high)) > 0) {
		r->high.n = 0;
		bs_buf_span(&r->high, p);
	}
}

void
bs_report_add(struct bs_report *r, const struct bs_final *f)
{
	size_t words = bs_layout_words(&(r->pairs ? &r->pairs->counter : &r->t->counter)->layout);
	struct bs_entry e = {.key = f->key, .words = f->words};

	r->groups++;
	if (e.words[BS_WORD_COUNT] < r->t->cfg.min_count ||
	    (e.words[BS_WORD_COUNT] == 0 && e.words[BS_WORD_OTHER] == 0))
		return;
	if (r->t->period)
		note_period(r, e.key);
	if (e.words[BS_WORD_COUNT] > r->greatest)
		r->greatest = e.words[BS_WORD_COUNT];
	e.rank = r->sort == SIZE_MAX ? 0 : rank(r, &e);
	if (r->copy) {
		e.key = bs_arena_copy(&r->copies, e.key);
		e.words = memcpy(bs_arena_alloc(&r->copies, words * 8), f->words, words * 8);
		r->bytes += e.key.n + words * 8 + 2 * sizeof e + 32;
	}
	BS_PUSH(r->entry, r->nentry, r->cap) = e;
	if (r->copy && r->bytes > r->t->cfg.budget)
		spill(r);
}

/* --- writing --- */

static void
put_column(struct bs_report *r, struct bs_buf *b, const struct bs_out_column *o,
    const struct bs_entry *e)
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
		bs_buf_uint(b, documents(e));
		break;
	case BS_OUT_DISTINCT:
		bs_buf_uint(b, e->words[BS_WORD_SETS + o->i]);
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
		bs_buf_fmt(b, "%.3g", statistic(r, e, o->what));
		break;
	case BS_OUT_KEYNESS:
	case BS_OUT_G2:
		bs_buf_fmt(b, "%.2f", statistic(r, e, o->what));
		break;
	default:
		bs_buf_fmt(b, "%.4f", statistic(r, e, o->what));
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
put_gap(struct bs_report *r, struct bs_span prefix, struct bs_buf *from, struct bs_span to,
    bool whole)
{
	uint64_t zero[BS_WORD_SETS + BS_MAX_SETS + 3 * BS_MAX_AGGS] = {0};
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
static void
fill_gaps(struct bs_report *r, struct bs_span key)
{
	struct bs_span last = bs_buf_view(&r->last);
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
			put_gap(r, bs_span_cut(key, 0, is), &from, bs_span_cut(key, is, key.n),
			    false);
	}
	bs_buf_free(&from);
}

/* One entry in its place; false where no more is wanted. */
static bool
emit(struct bs_report *r, const struct bs_entry *e)
{
	uint64_t limit = r->t->cfg.number;

	if (r->top_per != SIZE_MAX && limit) {
		struct bs_span s = e->key;
		size_t from = 0, to, col = 0;

		for (to = 0; to < s.n; to++) {
			if (s.p[to] != '\t')
				continue;
			if (col++ == r->top_per)
				break;
			from = to + 1;
		}
		if (++*bs_strmap_put(&r->per, bs_span_cut(s, from, to), NULL) > limit)
			return true;
	} else if (limit && r->written >= limit) {
		return false;
	}
	if (r->t->period && r->sort == SIZE_MAX && !r->t->cfg.reverse) {
		fill_gaps(r, e->key);
		r->last.n = 0;
		bs_buf_span(&r->last, e->key);
	}
	put_row(r, e);
	return true;
}

static void
put_header(struct bs_report *r)
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
	bs_writer_row(r->w);
}

static void
write_runs(struct bs_report *r)
{
	struct bs_span key, payload;
	size_t words = bs_layout_words(&(r->pairs ? &r->pairs->counter : &r->t->counter)->layout);
	uint64_t *w = bs_calloc(words, sizeof *w);
	struct bs_entry e = {.words = w};

	spill(r);
	bs_runs_rewind(&r->runs);
	while (bs_runs_next(&r->runs, &key, &payload)) {
		memcpy(w, payload.p, words * 8);
		e.key = bs_span_cut(payload, words * 8, payload.n);
		if (!emit(r, &e))
			break;
	}
	free(w);
}

void
bs_report_write(struct bs_report *r)
{
	const struct bs_tally_config *cfg = &r->t->cfg;
	bool dot = cfg->format == BS_DOT;

	if (dot)
		bs_writer_line(r->w, cfg->directed ? BS_SPAN("digraph tally {")
		                                   : BS_SPAN("graph tally {"));
	else if (cfg->header && cfg->format == BS_TSV)
		put_header(r);
	if (r->runs.n > 0) {
		write_runs(r);
	} else {
		sort(r);
		for (size_t i = 0; i < r->nentry && emit(r, &r->entry[i]); i++)
			;
	}
	if (r->t->period && r->sort == SIZE_MAX && !cfg->reverse && r->last.n &&
	    (!cfg->number || r->written < cfg->number))
		fill_gaps(r, bs_span(NULL, 0));
	if (dot)
		bs_writer_line(r->w, BS_SPAN("}"));
	if (cfg->total) {
		bs_buf_fmt(&r->w->b, "#total\t%llu\t%llu",
		    (unsigned long long)(r->pairs ? r->pairs->units : r->t->rows[0]),
		    (unsigned long long)r->groups);
		bs_writer_row(r->w);
	}
}

void
bs_report_close(struct bs_report *r)
{
	for (size_t i = 0; i < r->nout; i++)
		bs_buf_free(&r->out[i].name);
	free(r->entry);
	bs_arena_free(&r->copies);
	bs_runs_free(&r->runs);
	bs_strmap_free(&r->per);
	bs_buf_free(&r->low);
	bs_buf_free(&r->high);
	bs_buf_free(&r->last);
	bs_buf_free(&r->label);
}
