/* report: see report.h */
#include "tally/report.h"

#include "tally/columns.h"

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
bs_report_open(
    struct bs_report *r, struct bs_tally *t, const struct bs_pairs *p, struct bs_writer *w)
{
	const char *top = t->cfg.top_per;

	*r = (struct bs_report){
	    .t = t, .pairs = p, .w = w, .limit = t->cfg.number, .top_per = SIZE_MAX};
	r->layout = &(p ? &p->counter : &t->counter)->layout;
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
	/* Where groups did not fit memory, the values may not either. */
	r->by_value = r->copy && r->top_per != SIZE_MAX && r->limit;
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

/* Less is first: the complement of the value, or the value with --reverse. */
static void
rank(const struct bs_report *r, const struct bs_entry *e, uint64_t out[2])
{
	const struct bs_out_column *o = &r->out[r->sort == SIZE_MAX ? 0 : r->sort];
	unsigned __int128 v = 0;
	struct bs_agg a;

	switch (o->what) {
	case BS_OUT_COUNT:
	case BS_OUT_SHARE:
	case BS_OUT_CUMULATIVE:
		v = e->words[BS_WORD_COUNT];
		break;
	case BS_OUT_DOCS:
		v = bs_report_documents(r, e);
		break;
	case BS_OUT_DISTINCT:
		v = e->words[bs_layout_set(r->layout, o->i)];
		break;
	case BS_OUT_OTHER:
		v = e->words[BS_WORD_OTHER];
		break;
	case BS_OUT_AGG:
		a = bs_agg_get(r->layout, e->words, o->i);
		if (a.n == 0)
			break; /* no number at all: behind every number */
		if (r->t->layout.op[o->i] == BS_MEAN)
			a.v = bs_decimal_mean(a.v, a.n);
		v = (unsigned __int128)a.v + ((unsigned __int128)1 << 127);
		break;
	case BS_OUT_P:
		v = ~ordered(bs_report_statistic(r, e, o->what)); /* the least first */
		break;
	default:
		v = ordered(bs_report_statistic(r, e, o->what));
	}
	v = r->sort == SIZE_MAX ? 0 : r->t->cfg.reverse ? v : ~v;
	out[0] = (uint64_t)(v >> 64);
	out[1] = (uint64_t)v;
}

static void
put_rank(struct bs_buf *b, const uint64_t *v)
{
	for (int i = 15; i >= 0; i--)
		bs_buf_ch(b, (char)(unsigned char)(v[i < 8] >> (8 * (i % 8))));
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

static bool
key_down(const struct bs_report *r)
{
	return r->sort == SIZE_MAX && r->t->cfg.reverse;
}

static void
sort(struct bs_report *r)
{
	struct bs_order o = {.words = bs_layout_words(r->layout), .down = key_down(r)};

	bs_order_sort(r->entry, r->nentry, &o);
}

static struct bs_entry
entry_of(const struct bs_report *r, const struct bs_group *g)
{
	const char *key = (const char *)(g->v + bs_layout_words(r->layout));

	return (struct bs_entry){bs_span(key, g->n), g->v};
}

/* The sort key of a run's record: its order is that of the output. */
static void
put_key(const struct bs_report *r, struct bs_buf *b, const struct bs_entry *e)
{
	uint64_t v[2];

	if (r->by_value) {
		bs_buf_span(b, bs_report_value(r, e->key));
		bs_buf_ch(b, '\t');
	}
	rank(r, e, v); /* anew: ranks are used up by sorting */
	put_rank(b, v);
	if (key_down(r))
		put_reversed(b, e->key);
	else
		bs_buf_span(b, e->key);
}

struct keyed {
	struct bs_span key;
	const struct bs_group *g;
};

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	return bs_span_cmp(x->key, y->key);
}

/* The order of the runs' keys, where ranks alone are not it. */
static void
sort_by_value(struct bs_report *r)
{
	struct keyed *v = bs_calloc(r->nentry, sizeof *v);
	struct bs_arena a = {0};
	struct bs_buf key = {0};

	for (size_t i = 0; i < r->nentry; i++) {
		struct bs_entry e = entry_of(r, r->entry[i].g);

		key.n = 0;
		put_key(r, &key, &e);
		v[i] = (struct keyed){bs_arena_copy(&a, bs_buf_view(&key)), r->entry[i].g};
	}
	bs_sort(v, r->nentry, sizeof *v, by_key);
	for (size_t i = 0; i < r->nentry; i++)
		r->entry[i].g = v[i].g;
	free(v);
	bs_arena_free(&a);
	bs_buf_free(&key);
}

static void
spill(struct bs_report *r)
{
	struct bs_buf key = {0}, payload = {0};
	size_t words = bs_layout_words(r->layout);

	if (r->by_value)
		sort_by_value(r);
	else
		sort(r);
	bs_runs_begin(&r->runs);
	for (size_t i = 0; i < r->nentry; i++) {
		struct bs_entry e = entry_of(r, r->entry[i].g);

		key.n = payload.n = 0;
		put_key(r, &key, &e);
		bs_buf_add(&payload, e.words, words * 8);
		bs_buf_span(&payload, e.key);
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

/* Keep a group that the caller is going to forget. */
static const struct bs_group *
copy(struct bs_report *r, const struct bs_entry *e)
{
	size_t words = bs_layout_words(r->layout) * 8;
	struct bs_group *g = bs_arena_alloc(&r->copies, sizeof *g + words + e->key.n);

	g->n = (uint32_t)e->key.n;
	memcpy(g->v, e->words, words);
	if (e->key.n)
		memcpy((char *)g->v + words, e->key.p, e->key.n);
	r->bytes += sizeof *g + words + e->key.n + 16 + sizeof *r->entry * 2;
	if (r->by_value) /* for sorting */
		r->bytes += sizeof(struct keyed) + 2 * e->key.n + 32;
	return g;
}

/* Keep a copy, on disk where there are too many. */
static void
keep(struct bs_report *r, const struct bs_entry *e)
{
	struct bs_ranked v;

	rank(r, e, v.rank);
	v.g = copy(r, e);
	BS_PUSH(r->entry, r->nentry, r->cap) = v;
	if (r->bytes > r->t->cfg.budget)
		spill(r);
}

void
bs_report_add(struct bs_report *r, const struct bs_final *f)
{
	struct bs_entry e = {f->key, f->words};
	struct bs_ranked v;

	r->groups++;
	if (e.words[BS_WORD_COUNT] < r->t->cfg.min_count ||
	    (e.words[BS_WORD_COUNT] == 0 && !r->layout->other))
		return;
	if (r->t->period)
		note_period(r, e.key);
	if (e.words[BS_WORD_COUNT] > r->greatest)
		r->greatest = e.words[BS_WORD_COUNT];
	if (r->copy) {
		keep(r, &e);
		return;
	}
	rank(r, &e, v.rank);
	v.g = (const struct bs_group *)(const void *)((const char *)f->words -
						      offsetof(struct bs_group, v));
	if (r->entry == NULL) { /* all of them, and no more */
		r->cap = (r->pairs ? &r->pairs->counter : &r->t->counter)->groups.n;
		r->entry = bs_calloc(r->cap, sizeof *r->entry);
	}
	/* room for all: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	BS_PUSH(r->entry, r->nentry, r->cap) = v;
}

/* The next entry of the runs, in e, whose words are w. */
static bool
next_of_runs(struct bs_report *r, struct bs_runs *runs, struct bs_entry *e, uint64_t *w)
{
	struct bs_span key, payload;
	size_t words = bs_layout_words(r->layout);

	if (!bs_runs_next(runs, &key, &payload))
		return false;
	memcpy(w, payload.p, words * 8);
	*e = (struct bs_entry){bs_span_cut(payload, words * 8, payload.n), w};
	return true;
}

/* --top-per on disk: of the entries by value the first of each, sorted again as all are. */
static void
choose(struct bs_report *r, uint64_t *w)
{
	struct bs_runs runs;
	struct bs_buf value = {0};
	struct bs_entry e;
	uint64_t n = 0;

	spill(r);
	runs = r->runs;
	r->runs = (struct bs_runs){0};
	r->by_value = false;
	bs_runs_rewind(&runs);
	while (next_of_runs(r, &runs, &e, w)) {
		struct bs_span s = bs_report_value(r, e.key);

		if (n > 0 && !bs_span_eq(s, bs_buf_view(&value)))
			n = 0;
		value.n = 0;
		bs_buf_span(&value, s);
		if (n++ < r->limit)
			keep(r, &e);
	}
	r->limit = 0;
	bs_runs_free(&runs);
	bs_buf_free(&value);
}

static void
write_runs(struct bs_report *r, uint64_t *w)
{
	struct bs_entry e;

	spill(r);
	bs_runs_rewind(&r->runs);
	while (next_of_runs(r, &r->runs, &e, w))
		if (!bs_report_emit(r, &e))
			break;
}

void
bs_report_write(struct bs_report *r)
{
	const struct bs_tally_config *cfg = &r->t->cfg;
	bool dot = cfg->format == BS_DOT;
	uint64_t w[BS_MAX_WORDS];

	if (r->by_value)
		choose(r, w);
	if (dot)
		bs_writer_line(
		    r->w, cfg->directed ? BS_SPAN("digraph tally {") : BS_SPAN("graph tally {"));
	else if (cfg->header && cfg->format == BS_TSV)
		bs_report_header(r);
	if (r->runs.n > 0) {
		write_runs(r, w);
	} else {
		sort(r);
		for (size_t i = 0; i < r->nentry; i++) {
			struct bs_entry e = entry_of(r, r->entry[i].g);

			if (!bs_report_emit(r, &e))
				break;
		}
	}
	if (r->t->period && r->sort == SIZE_MAX && !cfg->reverse && r->last.n &&
	    (!r->limit || r->top_per != SIZE_MAX || r->written < r->limit))
		bs_report_fill_gaps(r, bs_span(NULL, 0));
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
