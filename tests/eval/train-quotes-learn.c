/*
 * train-quotes-learn: weights of all decisions, by regular dual averaging with
 * per-feature rates and an L1 term.
 */
#include "train-quotes.h"

#include <math.h>
#include <stdio.h>

enum { MOST = 1024 };

static float const rate = .1F;

/* Each decision with its L1 term: the fewer the instances and the more each of them is worth, the
 * less; whole clauses, where annotators differ most, need most. */
static const struct {
	const char *name;
	float l1;
} model[NMODEL] = {
    [PAIR] = {"pair", 3e-6F},
    [CUE] = {"cue", 3e-6F},
    [DIR] = {"dir", 3e-6F},
    [AS] = {"as", 3e-6F},
    [AE] = {"ae", 1e-5F},
    [BE] = {"be", 5e-7F},
    [BS] = {"bs", 1e-6F},
    [SRC] = {"src", 6e-7F},
    [SL] = {"sl", 6e-7F},
    [SR] = {"sr", 6e-7F},
    [OK] = {"ok", 2e-5F},
};

float
score(const struct trainer *t, const struct cand *c)
{
	float s = 0;

	for (size_t i = 0; i < c->n; i++)
		s += t->feat[t->id[c->first + i]].w;
	return s;
}

static float
weight(const struct feature *f, float cut)
{
	float u = f->sum;

	if (u > -cut && u < cut)
		return 0;
	return -rate * (u > 0 ? u - cut : u + cut) / (1e-1F + sqrtf(f->sq));
}

static bool
binary(const struct instance *in)
{
	return in->model == PAIR || in->model == CUE || in->model == OK;
}

/* The share of each candidate into p; the loss. */
static float
judge(const struct trainer *t, const struct instance *in, float p[MOST])
{
	const struct cand *c = t->cand + in->first;
	float top = -1e30F, sum = 0, good = 0;

	for (size_t k = 0; k < in->ncand; k++) {
		p[k] = score(t, &c[k]);
		top = p[k] > top ? p[k] : top;
	}
	if (binary(in)) {
		p[0] = bs_q_logistic(p[0]);
		return -logf((c[0].right ? p[0] : 1 - p[0]) + 1e-9F);
	}
	for (size_t k = 0; k < in->ncand; k++)
		sum += p[k] = expf(p[k] - top);
	for (size_t k = 0; k < in->ncand; k++) {
		p[k] /= sum;
		good += c[k].right ? p[k] : 0;
	}
	return -logf(good + 1e-9F);
}

static float
learn_one(struct trainer *t, const struct instance *in, float step)
{
	const struct cand *c = t->cand + in->first;
	float p[MOST], loss, good = 0;

	for (size_t k = 0; k < in->ncand; k++)
		for (size_t i = 0; i < c[k].n; i++) {
			struct feature *f = &t->feat[t->id[c[k].first + i]];

			f->w = weight(f, model[in->model].l1 * step);
		}
	loss = judge(t, in, p);
	for (size_t k = 0; k < in->ncand; k++)
		good += c[k].right ? p[k] : 0;
	for (size_t k = 0; k < in->ncand; k++) {
		float slope = p[k] - (!c[k].right ? 0 : binary(in) ? 1 : p[k] / (good + 1e-20F));

		for (size_t i = 0; i < c[k].n; i++) {
			struct feature *f = &t->feat[t->id[c[k].first + i]];

			f->sum += slope;
			f->sq += slope * slope;
		}
	}
	return loss;
}

/* Loss and share of right answers in the documents that were left out. */
static void
report(const struct trainer *t, size_t from)
{
	double loss[NMODEL] = {0}, right[NMODEL] = {0}, count[NMODEL] = {0};

	for (size_t i = from; i < t->ninst; i++) {
		const struct instance *in = &t->inst[i];
		float p[MOST];
		size_t best = 0;

		if (in->fold != t->held)
			continue;
		loss[in->model] += (double)judge(t, in, p);
		count[in->model]++;
		for (size_t k = 1; k < in->ncand; k++)
			best = p[k] > p[best] ? k : best;
		right[in->model] += binary(in) ? (p[0] > .5F) == t->cand[in->first].right
					       : t->cand[in->first + best].right;
	}
	for (int m = 0; m < NMODEL; m++)
		if (count[m] > 0)
			fprintf(stderr, "held %-4s %6.0f  loss %.4f  right %.2f %%\n",
			    model[m].name, count[m], loss[m] / count[m], 100 * right[m] / count[m]);
}

/* The weights of an instance's features as they are after the last step. */
static void
settle(struct trainer *t, const struct instance *in, float step)
{
	for (size_t k = in->first; k < in->first + in->ncand; k++)
		for (size_t i = t->cand[k].first; i < t->cand[k].first + t->cand[k].n; i++) {
			struct feature *f = &t->feat[t->id[i]];

			if (f->sq > 0)
				f->w = weight(f, model[in->model].l1 * step);
		}
}

void
learn(struct trainer *t, size_t from, int epochs, unsigned skip)
{
	float step = 1;

	for (int e = 0; e < epochs; e++) {
		double loss = 0;

		for (size_t i = from; i < t->ninst; i++, step++)
			if (t->inst[i].fold != t->held && t->inst[i].fold != skip)
				loss += (double)learn_one(t, &t->inst[i], step);
		fprintf(stderr, "epoch %d loss %.4f\n", e + 1, loss / (double)(t->ninst - from));
	}
	/* of these decisions only: others were learned in more or fewer steps */
	for (size_t i = from; i < t->ninst; i++)
		settle(t, &t->inst[i], step);
	if (skip == FOLDS)
		report(t, from);
}

void
forget(struct trainer *t)
{
	for (size_t i = 0; i < t->nfeat; i++)
		t->feat[i].sum = t->feat[i].sq = t->feat[i].w = 0;
}
