/*
 * train-quotes-odds: how the scores of whole acts of quoting become
 * probabilities (lib/quotes/probability.c): logistic regression on acts that
 * weights of other documents found, by steepest descent with per-weight rates.
 */
#include "train-quotes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CLASSES = 3, STEPS = 600, BINS = 10 };

static const char *const class_name[CLASSES] = {"direct", "mixed", "indirect"};

/* ---- acts, and whether the annotation has them ---- */

static void
without_marks(const struct bs_qdoc *q, uint32_t *a, uint32_t *b)
{
	while (*a < *b && q->tok[*a].cls == BS_QC_PUNCT)
		++*a;
	while (*b > *a && q->tok[*b - 1].cls == BS_QC_PUNCT)
		--*b;
}

/* 1 where half of a part and of some gold are the same, -1 where it lies in what nobody judged. */
static int
in_gold(const struct bs_qdoc *q, uint32_t a, uint32_t b, const struct gold *g, size_t n)
{
	int found = 0;

	without_marks(q, &a, &b);
	for (size_t k = 0; k < n; k++) {
		uint32_t ga = g[k].a, gb = g[k].b, both;

		without_marks(q, &ga, &gb);
		if (ga >= b || gb <= a)
			continue;
		both = (gb < b ? gb : b) - (ga > a ? ga : a);
		if (g[k].type == 'x' && 2 * both > b - a)
			return -1;
		if (g[k].type != 'x' && 2 * both >= (gb > b ? gb : b) - (ga < a ? ga : a))
			found = 1;
	}
	return found;
}

void
acts(struct trainer *t, struct bs_qdoc *q, const struct gold *g, size_t n)
{
	q->model = t->others;
	bs_q_judge_pairs(q);
	bs_q_find_cues(q, .2F);
	bs_q_find_acts(q);
	for (size_t i = 0; i < q->nact; i++) {
		const struct bs_qact *a = &q->act[i];

		name_value(t, bs_q_hash(bs_span_str(a->rule)), bs_span_str(a->rule));
		for (size_t k = a->part; k < a->part + a->npart; k++) {
			int right = in_gold(q, q->part[k].from, q->part[k].to, g, n);

			if (right >= 0 && !a->turn && !a->nested)
				BS_PUSH(t->odds, t->nodds, t->odds_cap) = (struct odds){a->cls,
				    bs_q_hash(bs_span_str(a->rule)), bs_q_act_odds(a), right > 0};
		}
	}
	free(q->act);
	free(q->part);
}

/* ---- the fit ---- */

struct fit {
	double w, slope, sq;
};

struct fits {
	struct fit slope[CLASSES], offset[CLASSES];
	struct fit *rule; /* by class and rule */
	uint64_t *rule_of;
	size_t nrule, cap, cap2;
};

static size_t
rule_number(struct fits *f, const struct odds *o)
{
	uint64_t key = o->rule * CLASSES + o->cls;
	size_t i = 0;

	while (i < f->nrule && f->rule_of[i] != key)
		i++;
	if (i == f->nrule) {
		size_t n = f->nrule;

		BS_PUSH(f->rule_of, n, f->cap2) = key;
		BS_PUSH(f->rule, f->nrule, f->cap) = (struct fit){0};
	}
	return i;
}

static void
step(struct fit *f, double pull)
{
	double slope = f->slope + pull * f->w;

	f->sq += slope * slope;
	f->w -= .3 * slope / (sqrt(f->sq) + 1e-9);
	f->slope = 0;
}

static double
share(const struct fits *f, const struct odds *o, size_t rule)
{
	double z = f->slope[o->cls].w * (double)o->odds + f->offset[o->cls].w + f->rule[rule].w;

	return 1 / (1 + exp(-z));
}

static void
add_weight(struct trainer *t, unsigned template, uint64_t a, uint64_t b, double w)
{
	struct feature f = {.f = {template, {a, b, 0}}, .w = (float)w, .n = (uint32_t)t->nodds};

	BS_PUSH(t->feat, t->nfeat, t->feat_cap) = f;
}

/* How often acts of a probability are right. */
static void
report(const struct trainer *t, const struct fits *f, const size_t *rule)
{
	for (unsigned c = 0; c < CLASSES; c++) {
		double p[BINS] = {0}, right[BINS] = {0}, n[BINS] = {0};

		for (size_t i = 0; i < t->nodds; i++) {
			double x = share(f, &t->odds[i], rule[i]);
			size_t bin = (size_t)(x * BINS);

			if (t->odds[i].cls != c)
				continue;
			bin = bin < BINS ? bin : BINS - 1;
			p[bin] += x;
			right[bin] += t->odds[i].right;
			n[bin]++;
		}
		for (size_t b = 0; b < BINS; b++)
			if (n[b] > 0)
				fprintf(stderr, "%-8s said %.2f  right %.2f  of %.0f\n",
				    class_name[c], p[b] / n[b], right[b] / n[b], n[b]);
	}
}

void
fit_odds(struct trainer *t)
{
	struct fits f = {0};
	size_t *rule = bs_malloc((t->nodds + 1) * sizeof *rule);

	for (size_t i = 0; i < t->nodds; i++)
		rule[i] = rule_number(&f, &t->odds[i]);
	for (unsigned c = 0; c < CLASSES; c++)
		f.slope[c].w = 1;
	for (int e = 0; e < STEPS; e++) {
		for (size_t i = 0; i < t->nodds; i++) {
			const struct odds *o = &t->odds[i];
			double d = share(&f, o, rule[i]) - o->right;

			f.slope[o->cls].slope += d * (double)o->odds;
			f.offset[o->cls].slope += d;
			f.rule[rule[i]].slope += d;
		}
		for (unsigned c = 0; c < CLASSES; c++) {
			step(&f.slope[c], 0);
			step(&f.offset[c], 0);
		}
		for (size_t r = 0; r < f.nrule; r++)
			step(&f.rule[r], 2);
	}
	for (unsigned c = 0; c < CLASSES; c++) {
		uint64_t cls = bs_q_hash(bs_span_str(class_name[c]));

		name_value(t, cls, bs_span_str(class_name[c]));
		add_weight(t, BS_Q_P_SLOPE, cls, 0, f.slope[c].w);
		add_weight(t, BS_Q_P_CLASS, cls, 0, f.offset[c].w);
	}
	for (size_t i = 0, seen = 0; i < t->nodds && seen < f.nrule; i++)
		if (rule[i] == seen)
			add_weight(t, BS_Q_P_RULE,
			    bs_q_hash(bs_span_str(class_name[t->odds[i].cls])), t->odds[i].rule,
			    f.rule[seen++].w);
	report(t, &f, rule);
	free(f.rule);
	free(f.rule_of);
	free(rule);
}
