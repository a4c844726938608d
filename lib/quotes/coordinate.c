/*
 * coordinate: cues with one subject (Berg said that A and warned that B; says A
 * but denies B).
 *
 * The clause of the first stops before the second, where both have the same
 * form and the second reports something, too: weights that cut a clause see too
 * little of what follows to know whose verb that is.
 */
#include "quotes/features.h"

enum { CUES = 12 /* looked at behind one */, LEAST = 3 /* words of a clause */ };

/* has (often) said: where the verb at token t begins. */
static uint32_t
verb_start(const struct bs_qdoc *q, uint32_t t)
{
	uint32_t k = t;

	while (k > 0 && k + 3 > t &&
	       (q->tok[k - 1].cls == BS_QC_ADV || q->tok[k - 1].cls == BS_QC_LY ||
		   q->tok[k - 1].cls == BS_QC_HAVE))
		k--;
	return k;
}

static bool
has(const struct bs_qdoc *q, uint32_t t)
{
	for (uint32_t k = verb_start(q, t); k < t; k++)
		if (q->tok[k].cls == BS_QC_HAVE)
			return true;
	return false;
}

/* ... and (also) warned; and she has warned: where the words before token t end, if a conjunction
 * joins it; or t. */
static uint32_t
before_and(const struct bs_qdoc *q, uint32_t t)
{
	uint32_t k = verb_start(q, t);

	if (k > 1 && (q->tok[k - 1].h == BS_Q_WORD("he") || q->tok[k - 1].h == BS_Q_WORD("she") ||
			 q->tok[k - 1].h == BS_Q_WORD("they")))
		k--;
	if (k < 2 || q->tok[k - 1].cls != BS_QC_CONJ || q->tok[k - 1].h == BS_Q_WORD("or"))
		return t;
	for (k--; k > 0 && (q->tok[k - 1].mark == BS_QM_COMMA || q->tok[k - 1].mark == BS_QM_SEMI);
	     k--)
		;
	return k;
}

void
bs_q_part_cues(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->ncue; i++) {
		struct bs_qcue *x = &q->cue[i];

		if (x->a <= x->at || !bs_q_reports(q, x))
			continue;
		for (size_t k = i + 1; k < q->ncue && k < i + CUES && q->cue[k].at < x->b; k++) {
			const struct bs_qcue *y = &q->cue[k];
			uint32_t to = before_and(q, y->at);

			if (to == y->at || (has(q, y->at) && !has(q, x->at)) || to < x->a + LEAST ||
			    y->cue_p < .5F || q->tok[y->at].cls != q->tok[x->at].cls ||
			    q->tok[y->at].pair != q->tok[x->at].pair ||
			    !(y->direct || (y->a > y->at && bs_q_reports(q, y))))
				continue;
			x->b = to;
			break;
		}
	}
}
