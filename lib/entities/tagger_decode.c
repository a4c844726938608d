/*
 * Viterbi and forward-backward: see tagger_decode.h.
 */
#include "entities/tagger_decode.h"

#include "entities/wide.h"

#include <math.h>
#include <stdlib.h>

typedef float four __attribute__((vector_size(16)));
typedef int32_t four_int __attribute__((vector_size(16)));

/* A value a label: begin, inside, last and unit of four classes each, and outside. */
struct sums {
	four v[4];
	float out;
};

struct scores {
	four_int v[4];
	int32_t out;
};

/* Closed labels (last, unit, outside), after which a name may start; open ones otherwise. */
enum { NCLOSED = 9, OUTSIDE = 8, NEVER = -(1 << 28) };

struct bs_decoder {
	const struct bs_model *m;
	float exp[BS_EXP_STEPS];
	/* e to the transitions' power: from a closed label to begin, unit, outside; the same seen
	 * from the label that follows (begin, unit, outside) to last, unit, outside */
	struct {
		four a, b;
		float out;
	} after[NCLOSED], before[NCLOSED];
	four inner[2][2]; /* from begin and inside to inside and last */
	struct {
		four_int a, b;
		int32_t out;
	} step[NCLOSED];
	four_int inner_step[2][2];
	struct scores *e;
	struct sums *x, *alpha, *beta;
	struct {
		four_int v[4];
		int32_t out;
	} * from;
	float *scale;
	size_t n, cap;
};

/* The model's number of a label: closed number i, or the class c's label at a place. */
static int
label_of(int place, int cls)
{
	return cls * 4 + place;
}

static int
closed_label(int i)
{
	return i == OUTSIDE ? BS_OUT : label_of(i < 4 ? BS_LAST : BS_UNIT, i % 4);
}

static int
opening_label(int i)
{
	return i == OUTSIDE ? BS_OUT : label_of(i < 4 ? BS_BEGIN : BS_UNIT, i % 4);
}

static float
weight(const struct bs_model *m, int a, int b)
{
	return expf((float)m->head->follow[a][b] / BS_SCORE);
}

static void
fill_tables(struct bs_decoder *d)
{
	const int16_t(*f)[BS_NSTATE] = d->m->head->follow;

	for (int i = 0; i < NCLOSED; i++) {
		int a = closed_label(i), o = opening_label(i);

		for (int c = 0; c < 4; c++) {
			d->after[i].a[c] = weight(d->m, a, label_of(BS_BEGIN, c));
			d->after[i].b[c] = weight(d->m, a, label_of(BS_UNIT, c));
			d->before[i].a[c] = weight(d->m, label_of(BS_LAST, c), o);
			d->before[i].b[c] = weight(d->m, label_of(BS_UNIT, c), o);
			d->step[i].a[c] = f[a][label_of(BS_BEGIN, c)];
			d->step[i].b[c] = f[a][label_of(BS_UNIT, c)];
		}
		d->after[i].out = weight(d->m, a, BS_OUT);
		d->before[i].out = weight(d->m, BS_OUT, o);
		d->step[i].out = f[a][BS_OUT];
	}
	for (int from = 0; from < 2; from++)
		for (int to = 0; to < 2; to++)
			for (int c = 0; c < 4; c++) {
				int a = label_of(from, c), b = label_of(BS_INSIDE + to, c);

				d->inner[from][to][c] = weight(d->m, a, b);
				d->inner_step[from][to][c] = f[a][b];
			}
}

struct bs_decoder *
bs_decoder_new(const struct bs_model *m)
{
	struct bs_decoder *d = bs_calloc(1, sizeof *d);

	d->m = m;
	for (int i = 0; i < BS_EXP_STEPS; i++)
		d->exp[i] = expf((float)-i / BS_SCORE);
	fill_tables(d);
	return d;
}

void
bs_decoder_free(struct bs_decoder *d)
{
	if (!d)
		return;
	free(d->e);
	free(d->x);
	free(d->alpha);
	free(d->beta);
	free(d->from);
	free(d->scale);
	free(d);
}

static void
reserve(struct bs_decoder *d, size_t n)
{
	d->n = n;
	if (n <= d->cap)
		return;
	d->cap = 2 * n;
	d->e = bs_realloc(d->e, d->cap, sizeof *d->e);
	d->x = bs_realloc(d->x, d->cap, sizeof *d->x);
	d->alpha = bs_realloc(d->alpha, d->cap, sizeof *d->alpha);
	d->beta = bs_realloc(d->beta, d->cap, sizeof *d->beta);
	d->from = bs_realloc(d->from, d->cap, sizeof *d->from);
	d->scale = bs_realloc(d->scale, d->cap, sizeof *d->scale);
}

void
bs_decode_load(struct bs_decoder *d, const int16_t (*e)[BS_NLABEL], size_t n)
{
	reserve(d, n);
	for (size_t t = 0; t < n; t++) {
		struct scores *s = &d->e[t];

		for (int p = 0; p < 4; p++)
			s->v[p] = (four_int){e[t][p], e[t][4 + p], e[t][8 + p], e[t][12 + p]};
		s->out = 0;
	}
}

/* ---- the best labels -------------------------------------------------------- */

/* Where s is more than *best, take it and note where it came from. */
BS_WIDE_PART void
better(four_int *best, four_int *from, four_int s, int32_t i)
{
	four_int more = s > *best;

	*best = (s & more) | (*best & ~more);
	*from = (more & i) | (*from & ~more);
}

BS_WIDE_PART void
best_step(struct bs_decoder *d, size_t t, const struct scores *v, struct scores *w)
{
	const four_int none = {NEVER, NEVER, NEVER, NEVER};
	four_int begin = none, unit = none, fb = {0}, fu = {0}, fi = {0}, fl = {0}, s;
	int32_t out = NEVER, fo = 0;

	for (int i = 0; i < NCLOSED; i++) {
		int32_t a = i == OUTSIDE ? v->out : v->v[i < 4 ? BS_LAST : BS_UNIT][i % 4];

		better(&begin, &fb, d->step[i].a + a, i);
		better(&unit, &fu, d->step[i].b + a, i);
		if (d->step[i].out + a > out) {
			out = d->step[i].out + a;
			fo = i;
		}
	}
	w->v[BS_INSIDE] = v->v[0] + d->inner_step[0][0];
	w->v[BS_LAST] = v->v[0] + d->inner_step[0][1];
	s = v->v[1] + d->inner_step[1][0];
	better(&w->v[BS_INSIDE], &fi, s, 1);
	s = v->v[1] + d->inner_step[1][1];
	better(&w->v[BS_LAST], &fl, s, 1);
	w->v[BS_BEGIN] = begin;
	w->v[BS_UNIT] = unit;
	d->from[t].v[0] = fb;
	d->from[t].v[1] = fi;
	d->from[t].v[2] = fl;
	d->from[t].v[3] = fu;
	d->from[t].out = fo;
	/* Only differences matter: keep them near 0 however long the sentence. */
	for (int p = 0; p < 4; p++) {
		four_int low;

		w->v[p] += d->e[t].v[p] - out;
		low = w->v[p] < none;
		w->v[p] = (none & low) | (w->v[p] & ~low);
	}
	w->out = 0;
}

BS_WIDE void
bs_decode_best(struct bs_decoder *d, uint8_t *label)
{
	const four_int none = {NEVER, NEVER, NEVER, NEVER};
	struct scores v = {{none, none, none, none}, 0}, w;
	int32_t best = NEVER;
	int at = BS_OUT;

	for (size_t t = 0; t < d->n; t++, v = w)
		best_step(d, t, &v, &w);
	for (int i = 0; i < NCLOSED; i++) {
		int32_t s = i == OUTSIDE ? v.out : v.v[i < 4 ? BS_LAST : BS_UNIT][i % 4];

		if (s > best) {
			best = s;
			at = closed_label(i);
		}
	}
	for (size_t t = d->n; t-- > 0;) {
		int place = at % 4, cls = at / 4;
		int32_t f = at == BS_OUT ? d->from[t].out : d->from[t].v[place][cls];

		label[t] = (uint8_t)at;
		at = at != BS_OUT && (place == BS_INSIDE || place == BS_LAST)
			 ? label_of(f ? BS_INSIDE : BS_BEGIN, cls)
			 : closed_label(f);
	}
}

/* ---- sums ------------------------------------------------------------------- */

static float
power(const struct bs_decoder *d, int32_t below)
{
	return d->exp[below < BS_EXP_STEPS ? below : BS_EXP_STEPS - 1];
}

/* x = e to the scores' power, the largest of a token brought to 1. */
BS_WIDE_PART void
powers(struct bs_decoder *d)
{
	for (size_t t = 0; t < d->n; t++) {
		const struct scores *e = &d->e[t];
		four_int m = e->v[0], more;
		int32_t max = 0;

		for (int p = 1; p < 4; p++) {
			more = e->v[p] > m;
			m = (e->v[p] & more) | (m & ~more);
		}
		for (int c = 0; c < 4; c++)
			max = m[c] > max ? m[c] : max;
		for (int p = 0; p < 4; p++)
			for (int c = 0; c < 4; c++)
				d->x[t].v[p][c] = power(d, max - e->v[p][c]);
		d->x[t].out = power(d, max);
	}
}

static float
total(const struct sums *s)
{
	four v = (s->v[0] + s->v[1]) + (s->v[2] + s->v[3]);

	return (v[0] + v[1]) + (v[2] + v[3]) + s->out + 1e-30f;
}

BS_WIDE_PART void
forward(const struct bs_decoder *d, const struct sums *a, struct sums *b)
{
	four begin = d->after[OUTSIDE].a * a->out, unit = d->after[OUTSIDE].b * a->out;
	float out = d->after[OUTSIDE].out * a->out;

	for (int i = 0; i < 8; i++) {
		float f = a->v[i < 4 ? BS_LAST : BS_UNIT][i % 4];

		begin += d->after[i].a * f;
		unit += d->after[i].b * f;
		out += d->after[i].out * f;
	}
	b->v[BS_BEGIN] = begin;
	b->v[BS_UNIT] = unit;
	b->v[BS_INSIDE] = a->v[0] * d->inner[0][0] + a->v[1] * d->inner[1][0];
	b->v[BS_LAST] = a->v[0] * d->inner[0][1] + a->v[1] * d->inner[1][1];
	b->out = out;
}

BS_WIDE_PART void
backward(const struct bs_decoder *d, const struct sums *b, struct sums *a)
{
	four last = d->before[OUTSIDE].a * b->out, unit = d->before[OUTSIDE].b * b->out;
	float out = d->before[OUTSIDE].out * b->out;

	for (int i = 0; i < 8; i++) {
		float f = b->v[i < 4 ? BS_BEGIN : BS_UNIT][i % 4];

		last += d->before[i].a * f;
		unit += d->before[i].b * f;
		out += d->before[i].out * f;
	}
	a->v[BS_LAST] = last;
	a->v[BS_UNIT] = unit;
	a->v[BS_BEGIN] = b->v[1] * d->inner[0][0] + b->v[2] * d->inner[0][1];
	a->v[BS_INSIDE] = b->v[1] * d->inner[1][0] + b->v[2] * d->inner[1][1];
	a->out = out;
}

static void
multiply(struct sums *a, const struct sums *x, float by)
{
	for (int p = 0; p < 4; p++)
		a->v[p] *= x->v[p] * by;
	a->out *= x->out * by;
}

static void
scale(struct sums *a, float by)
{
	for (int p = 0; p < 4; p++)
		a->v[p] *= by;
	a->out *= by;
}

BS_WIDE void
bs_decode_sums(struct bs_decoder *d)
{
	struct sums edge = {.out = 1}, end = {.out = 1}, s;
	size_t n = d->n;

	if (n == 0)
		return;
	powers(d);
	for (size_t t = 0; t < n; t++) {
		forward(d, t ? &d->alpha[t - 1] : &edge, &d->alpha[t]);
		multiply(&d->alpha[t], &d->x[t], 1);
		d->scale[t] = 1 / total(&d->alpha[t]);
		scale(&d->alpha[t], d->scale[t]);
	}
	/* Nothing may be open at the end; the sums of a token's products are then 1. */
	end.v[BS_LAST] = end.v[BS_UNIT] = (four){1, 1, 1, 1};
	s = end;
	for (int p = 0; p < 4; p++)
		s.v[p] *= d->alpha[n - 1].v[p];
	s.out *= d->alpha[n - 1].out;
	scale(&end, 1 / total(&s));
	d->beta[n - 1] = end;
	for (size_t t = n - 1; t-- > 0;) {
		s = d->beta[t + 1];
		multiply(&s, &d->x[t + 1], d->scale[t + 1]);
		backward(d, &s, &d->beta[t]);
	}
}

void
bs_decode_mass(const struct bs_decoder *d, size_t t, float mass[5])
{
	four v = {0};

	for (int p = 0; p < 4; p++)
		v += d->alpha[t].v[p] * d->beta[t].v[p];
	for (int c = 0; c < 4; c++)
		mass[c] = v[c];
	mass[4] = d->alpha[t].out * d->beta[t].out;
}

/* Nothing is impossible, nothing certain; what is no number (a model's fault) is unlikely. */
static float
held(float p)
{
	return p > 0.0001f ? (p < 0.9999f ? p : 0.9999f) : 0.0001f;
}

float
bs_decode_p(const struct bs_decoder *d, const uint8_t *label, size_t first, size_t last)
{
	const struct bs_model_head *h = d->m->head;
	int cls = label[first] / 4;
	float p = d->alpha[first].v[label[first] % 4][cls], z;

	for (size_t t = first + 1; t <= last; t++)
		p *= d->inner[label[t - 1] % 4][label[t] % 4 - BS_INSIDE][cls] *
		     d->x[t].v[label[t] % 4][cls] * d->scale[t];
	p *= d->beta[last].v[label[last] % 4][cls];
	p = held(p);
	z = logf(p / (1 - p)) * h->slope[cls] + h->offset[cls];
	return held(1 / (1 + expf(-z)));
}
