/*
 * ends: where the clause of a cue may start and stop: the candidates among
 * which clause.c decides.
 */
#include "quotes/features.h"

enum { NEXT = 12, NEAR = 30, FAR = 120 /* words */ };

/* Does a token stand as deep in marks as another, or open marks there? */
static bool
level(const struct bs_qdoc *q, uint32_t t, int32_t pair)
{
	int32_t p = q->tok[t].pair;

	return p == pair || (p >= 0 && q->pair[p].from == t && q->pair[p].parent == pair);
}

/* Does what stands before e, within pair p and those around it that open from a on, go on behind e?
 */
static bool
inside(const struct bs_qdoc *q, int32_t p, uint32_t a, uint32_t e)
{
	while (p >= 0 && q->pair[p].from >= a) {
		uint32_t k = e;

		while (k < q->pair[p].b && k < e + 9 && q->tok[k].cls == BS_QC_PUNCT)
			k++;
		if (k < q->pair[p].b)
			return true;
		p = q->pair[p].parent;
	}
	return false;
}

/* Where a clause from a may stop: behind a word, before what may follow a clause, and never inside
 * marks it opened.  Which words these are is hard to foresee: no branches. */
static bool
stop_possible(const struct bs_qdoc *q, uint32_t a, uint32_t e)
{
	static uint64_t const follows = BS_Q_BIT(BS_QC_PUNCT) | BS_Q_BIT(BS_QC_CONJ) |
					BS_Q_BIT(BS_QC_PREP) | BS_Q_BIT(BS_QC_SUB) |
					BS_Q_BIT(BS_QC_ADV) | BS_Q_BIT(BS_QC_TO) |
					BS_Q_BIT(BS_QC_BE) | BS_Q_BIT(BS_QC_DAY);
	const struct bs_qtok *t = &q->tok[e - 1];

	return ((t->cls != BS_QC_PUNCT) | (t->mark == BS_QM_UNPAREN)) &
	       BS_Q_IN(q->tok[e].cls, follows) & !(t->pair >= 0 && inside(q, t->pair, a, e));
}

size_t
bs_q_after_starts(const struct bs_qdoc *q, uint32_t i, uint32_t *out, size_t cap)
{
	uint32_t end = bs_q_sentence_end(q, i);
	size_t n = 0;

	for (uint32_t a = i + 1; a < end && a <= i + NEAR && n < cap; a++)
		if ((a <= i + NEXT || q->tok[a - 1].cls == BS_QC_PUNCT ||
			q->tok[a].cls == BS_QC_THAT) &&
		    (q->tok[a].cls != BS_QC_PUNCT || q->tok[a].mark == BS_QM_OPEN) &&
		    level(q, a, q->tok[i].pair))
			out[n++] = a;
	return n;
}

/* That, if needed, the town will ...: what follows the second comma, or the first where there is
 * none. */
static uint32_t
behind_aside(const struct bs_qdoc *q, uint32_t comma, uint32_t end)
{
	for (uint32_t t = comma + 1; t < end && t < comma + NEXT; t++)
		if (q->tok[t].mark == BS_QM_COMMA)
			return t + 2;
	return comma;
}

size_t
bs_q_after_stops(const struct bs_qdoc *q, uint32_t a, uint32_t *out, size_t cap)
{
	uint32_t end = bs_q_sentence_end(q, a), from = a + 1;
	size_t n = 0;

	if (q->tok[a].cls == BS_QC_THAT && q->tok[from].mark == BS_QM_COMMA)
		from = behind_aside(q, from, end);
	for (uint32_t e = from; e < end && e < a + FAR && n + 1 < cap; e++) {
		out[n] = e;
		n += stop_possible(q, a, e);
	}
	out[n++] = end;
	return n;
}

size_t
bs_q_before_stops(const struct bs_qdoc *q, uint32_t i, uint32_t *out, size_t cap)
{
	uint32_t lo = q->first[q->tok[i].sent];
	size_t n = 0;

	for (uint32_t e = i; e > lo && e + NEAR > i && n < cap; e--)
		if (q->tok[e - 1].cls != BS_QC_PUNCT || q->tok[e - 1].mark == BS_QM_CLOSE ||
		    q->tok[e - 1].mark == BS_QM_UNPAREN)
			out[n++] = e;
	return n;
}

size_t
bs_q_before_starts(const struct bs_qdoc *q, uint32_t e, uint32_t *out, size_t cap)
{
	uint32_t lo = bs_q_window(q, e - 1).lo;
	size_t n = 0;

	for (uint32_t a = e; a > lo && a + FAR > e && n + 1 < cap; a--)
		if (q->tok[a - 1].cls != BS_QC_PUNCT || q->tok[a - 1].mark == BS_QM_OPEN)
			out[n++] = a - 1;
	return n;
}
