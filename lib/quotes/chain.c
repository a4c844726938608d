/*
 * chain: a clause that reports another's report (Y said that Lund had said ...):
 * the source is who tells, and whose words are told is kept beside it.
 */
#include "quotes/attribute.h"

enum { STEPS = 60 /* cues looked at in one clause */ };

/* Does the cue y in the clause of c report most of that clause? */
static bool
reports_most(const struct bs_qcue *c, struct bs_qcue y)
{
	if (y.direct)
		return y.p >= .5F && (2 * (c->b - y.at) > c->b - c->a || y.at + 3 > c->b);
	return y.said >= .5F && 2 * (y.b - y.a) > c->b - c->a;
}

/* Lund had told: the words of the clause before its cue y are a name and an auxiliary. */
static bool
named_subject(const struct bs_qdoc *q, uint32_t a, struct bs_qcue *y)
{
	uint32_t t = a;

	while (t < y->at && (q->tok[t].cls == BS_QC_CAP || q->tok[t].cls == BS_QC_TITLE))
		t++;
	y->src_from = a;
	y->src_to = t;
	y->src_head = t - 1;
	while (t < y->at && (q->tok[t].cls == BS_QC_HAVE || q->tok[t].cls == BS_QC_ADV))
		t++;
	return t == y->at && y->src_to > a;
}

/*
 * As recalled by Y, Lund proposed to ...; Y said Lund had told him that ...: a cue in the clause
 * that reports most of it, with a source at its start or stop, makes a chain.
 */
static void
find_chain(const struct bs_qdoc *q, const struct bs_qcue *c, struct bs_qact *a)
{
	for (size_t i = bs_q_cue_from(q, c->a), n = 0;
	     i < q->ncue && q->cue[i].at < c->b && n < STEPS; i++, n++) {
		struct bs_qcue y = q->cue[i];

		if (y.at == c->at || !reports_most(c, y) ||
		    (y.at > 0 && q->tok[y.at - 1].cls == BS_QC_BE)) /* Lund was told */
			continue;
		if (!named_subject(q, c->a, &y))
			bs_q_find_source(q, &y);
		if (y.src_from == y.src_to || y.src_from < c->a || y.src_to > c->b ||
		    q->tok[y.src_head].cls == BS_QC_PRON || q->tok[y.src_head].cls == BS_QC_WH ||
		    (y.src_from > c->a + 1 && y.src_to + 2 < c->b))
			continue;
		while (y.src_to > y.src_from + 1 && q->tok[y.src_to - 1].cls == BS_QC_PUNCT)
			y.src_to--;
		a->chain_from = y.src_from;
		a->chain_to = y.src_to;
		return;
	}
	if (c->a2 < c->b2 && c->b < c->a + 6 &&
	    q->tok[c->a2].cue) { /* Lund, according to Y, said */
		a->chain_from = c->a;
		a->chain_to = c->b;
	}
}

/* Lund, according to Y, said that ...: the cue behind the aside is in the clause, too. */
static void
drop_second(struct bs_qdoc *q, const struct bs_qcue *c)
{
	for (size_t i = bs_q_cue_from(q, c->a2), n = 0;
	     c->a2 < c->b2 && i < q->ncue && q->cue[i].at < c->b2 && n < STEPS; i++, n++)
		q->cue[i].dropped = true;
}

void
bs_q_find_chain(struct bs_qdoc *q, const struct bs_qcue *c, struct bs_qact *a)
{
	find_chain(q, c, a);
	drop_second(q, c);
}
