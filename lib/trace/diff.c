/* diff: see diff.h */
#include "trace/diff.h"

#include <stdlib.h>

struct bs_diff_row {
	struct bs_span line, key;
	uint64_t doc, start, stop;
	size_t score;
	char sign; /* ' ' until it is met: then 0, where it is no difference */
	size_t order;
};

struct bs_diff_score {
	struct bs_span name; /* KIND or KIND \t CLASS */
	uint64_t first, second, both, keys;
};

static size_t
score_of(struct bs_diff *d, struct bs_span name)
{
	bool fresh;
	uint64_t *v = bs_strmap_put(&d->classes, name, &fresh);

	if (fresh) {
		*v = d->nscore;
		BS_PUSH(d->score, d->nscore, d->score_cap) = (struct bs_diff_score){
		    .name = bs_arena_copy(&d->text, name)};
	}
	return (size_t)*v;
}

/* What makes a finding the same: all but key, info, why and text. */
static struct bs_span
identity(struct bs_diff *d, const struct bs_row *r)
{
	static const enum bs_column c[] = {BS_DOC, BS_START, BS_STOP, BS_KIND, BS_CLASS};

	d->key.n = 0;
	for (size_t i = 0; i < sizeof c / sizeof c[0]; i++) {
		bs_buf_span(&d->key, r->col[c[i]]);
		bs_buf_ch(&d->key, '\t');
	}
	return bs_buf_view(&d->key);
}

static struct bs_diff_row
make(struct bs_diff *d, const struct bs_row *r, char sign)
{
	struct bs_buf name = {0};
	struct bs_diff_row x = {.sign = sign, .start = r->start, .stop = r->stop, .order = d->n};
	bool fresh;
	uint64_t *doc = bs_strmap_put(&d->docs, r->col[BS_DOC], &fresh);

	if (fresh)
		*doc = d->docs.n;
	x.doc = *doc;
	x.line = bs_arena_copy(&d->text, r->line);
	x.key = bs_arena_copy(&d->text, r->col[BS_KEY]);
	bs_buf_span(&name, r->col[BS_KIND]);
	bs_buf_ch(&name, '\t');
	bs_buf_span(&name, r->col[BS_CLASS]);
	x.score = score_of(d, bs_buf_view(&name));
	bs_buf_free(&name);
	return x;
}

static bool
compared(const struct bs_diff *d, const struct bs_row *r)
{
	return (d->kinds & BS_KINDBIT(r->kind)) && !bs_span_is(r->col[BS_CLASS], "none");
}

void
bs_diff_first(struct bs_diff *d, const struct bs_page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct bs_row *r = &p->row[i].row;
		struct bs_diff_row x;
		bool fresh;
		uint64_t *v;

		if (!compared(d, r))
			continue;
		v = bs_strmap_put(&d->found, identity(d, r), &fresh);
		if (!fresh)
			continue; /* the same finding twice is one */
		*v = d->n;
		x = make(d, r, '-');
		d->score[x.score].first++;
		BS_PUSH(d->v, d->n, d->cap) = x;
	}
}

void
bs_diff_second(struct bs_diff *d, const struct bs_page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct bs_row *r = &p->row[i].row;
		struct bs_diff_row x;
		bool fresh;
		uint64_t *v;

		if (!compared(d, r))
			continue;
		v = bs_strmap_put(&d->found, identity(d, r), &fresh);
		if (!fresh && (d->v[*v].sign != '-'))
			continue;
		x = make(d, r, '+');
		d->score[x.score].second++;
		if (fresh) {
			*v = d->n;
			BS_PUSH(d->v, d->n, d->cap) = x;
			continue;
		}
		d->score[x.score].both++;
		if (bs_span_eq(d->v[*v].key, x.key)) {
			d->score[x.score].keys++;
			d->v[*v].sign = '\0';
			continue;
		}
		d->v[*v].sign = '<';
		x.sign = '>';
		BS_PUSH(d->v, d->n, d->cap) = x;
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct bs_diff_row *x = a, *y = b;

	if (x->doc != y->doc)
		return x->doc < y->doc ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->stop != y->stop)
		return x->stop < y->stop ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int
by_name(const void *a, const void *b)
{
	const struct bs_diff_score *x = a, *y = b;

	return bs_span_cmp(x->name, y->name);
}

static void
put_score(struct bs_writer *w, struct bs_span name, const struct bs_diff_score *s)
{
	double p = s->second ? (double)s->both / (double)s->second : 0;
	double r = s->first ? (double)s->both / (double)s->first : 0;

	bs_buf_ch(&w->b, '#');
	bs_buf_span(&w->b, name);
	bs_buf_fmt(&w->b, "\t%llu\t%llu\t%llu\t%.4f\t%.4f\t%.4f\t%.4f",
	    (unsigned long long)s->first, (unsigned long long)s->second,
	    (unsigned long long)s->both, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0,
	    s->both ? (double)s->keys / (double)s->both : 0);
	bs_writer_row(w);
}

void
bs_diff_write(struct bs_diff *d, struct bs_writer *w)
{
	struct bs_diff_score all = {0};
	struct bs_span kind = {0};

	if (d->n)
		qsort(d->v, d->n, sizeof *d->v, by_place);
	for (size_t i = 0; i < d->n; i++) {
		if (d->v[i].sign == '\0')
			continue;
		bs_buf_ch(&w->b, d->v[i].sign);
		bs_buf_ch(&w->b, '\t');
		bs_buf_span(&w->b, d->v[i].line);
		bs_writer_row(w);
	}
	if (d->nscore == 0)
		return;
	qsort(d->score, d->nscore, sizeof *d->score, by_name);
	bs_writer_line(
	    w, BS_SPAN("#kind\tclass\tfirst\tsecond\tboth\tprecision\trecall\tf1\tkeys"));
	for (size_t i = 0; i < d->nscore; i++) {
		const struct bs_diff_score *s = &d->score[i];
		const char *tab = memchr(s->name.p, '\t', s->name.n);
		struct bs_span of = bs_span(s->name.p, (size_t)(tab - s->name.p));
		struct bs_buf name = {0};

		put_score(w, s->name, s);
		if (!bs_span_eq(kind, of))
			all = (struct bs_diff_score){0};
		kind = of;
		all.first += s->first;
		all.second += s->second;
		all.both += s->both;
		all.keys += s->keys;
		if (i + 1 < d->nscore &&
		    bs_span_starts(d->score[i + 1].name, bs_span(of.p, of.n + 1)))
			continue;
		bs_buf_span(&name, of);
		bs_buf_lit(&name, "\t*");
		put_score(w, bs_buf_view(&name), &all);
		bs_buf_free(&name);
	}
}

void
bs_diff_free(struct bs_diff *d)
{
	bs_strmap_free(&d->found);
	bs_strmap_free(&d->classes);
	bs_strmap_free(&d->docs);
	bs_arena_free(&d->text);
	bs_buf_free(&d->key);
	free(d->v);
	free(d->score);
}
