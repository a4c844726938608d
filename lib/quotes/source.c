/*
 * source: whose words a cue reports, as the text names it.
 *
 * The head of the source is one word of the cue's sentence outside what is
 * quoted, or there is none; then the words that belong to it on both sides
 * are taken in.  All three are log-linear decisions over the candidates.
 */
#include "quotes/features.h"

#include <math.h>

enum { REACH = 45, NEAR = 12, LEFT = 14, RIGHT = 50 };

static bool
quoted(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t t)
{
	int32_t p = q->tok[t].pair;
	bool clause = ((t >= c->a) & (t < c->b)) | ((t >= c->a2) & (t < c->b2));

	return clause | (p >= 0 && p != q->tok[c->at].pair && q->pair[p].p >= .5F);
}

/* Names, pronouns and roles from afar, any other noun beside the cue.  Which words may be heads is
 * hard to foresee: no branches. */
static bool
may_head(const struct bs_qdoc *q, uint32_t at, uint32_t t)
{
	static uint64_t const always = BS_Q_BIT(BS_QC_PRON) | BS_Q_BIT(BS_QC_CAP) |
				       BS_Q_BIT(BS_QC_WH) | BS_Q_BIT(BS_QC_POSS);
	static uint64_t const near = BS_Q_BIT(BS_QC_OBJ) | BS_Q_BIT(BS_QC_OTHER) |
				     BS_Q_BIT(BS_QC_S) | BS_Q_BIT(BS_QC_DET) | BS_Q_BIT(BS_QC_NUM) |
				     BS_Q_BIT(BS_QC_THAT);
	const struct bs_qtok *k = &q->tok[t];
	uint64_t set = t + NEAR - at <= 2 * NEAR ? always | near : always;

	return BS_Q_IN(k->cls, set) | (k->role != 0);
}

size_t
bs_q_source_heads(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t *out, size_t cap)
{
	struct bs_qwin w = bs_q_window(q, c->at);
	uint32_t lo = c->at > w.lo + REACH ? c->at - REACH : w.lo;
	uint32_t hi = c->at + REACH < w.hi ? c->at + REACH : w.hi;
	size_t n = 0;

	for (uint32_t t = lo; t < hi && n < cap; t++) {
		/* the last word of a name stands for it */
		bool goes_on = (q->tok[t].cls == BS_QC_CAP) & (q->tok[t + 1].cls == BS_QC_CAP) &
			       (t + 1 < w.hi);

		out[n] = t;
		n += may_head(q, c->at, t) && !goes_on && t != c->at && !quoted(q, c, t);
	}
	return n;
}

/* Neither side crosses the cue or what is quoted. */
static bool
free_place(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t t)
{
	return !(t >= c->from && t < c->to) && !quoted(q, c, t);
}

size_t
bs_q_source_lefts(
    const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t head, uint32_t *out, size_t cap)
{
	struct bs_qwin w = bs_q_window(q, head);
	size_t n = 0;

	for (uint32_t t = head;; t--) {
		if (q->tok[t].cls != BS_QC_PUNCT && n < cap)
			out[n++] = t;
		if (t == w.lo || t + LEFT < head || !free_place(q, c, t - 1))
			return n;
	}
}

size_t
bs_q_source_rights(
    const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t head, uint32_t *out, size_t cap)
{
	struct bs_qwin w = bs_q_window(q, head);
	size_t n = 0;

	for (uint32_t t = head + 1; n < cap; t++) {
		out[n++] = t;
		if (t == w.hi || t > head + RIGHT || !free_place(q, c, t))
			break;
	}
	return n;
}

/* The head of the source, or BS_NOTOK; *p is its share. */
static uint32_t
find_head(const struct bs_qdoc *q, const struct bs_qcue *c, float *p)
{
	uint32_t cand[BS_Q_MAXCAND + 1], head = BS_NOTOK;
	size_t n = 1 + bs_q_source_heads(q, c, cand + 1, BS_Q_MAXCAND);
	float score[BS_Q_MAXCAND + 1], sum = 1, top;
	struct bs_qlot lot;

	cand[0] = BS_NOTOK;
	bs_qlot_begin(&lot, q->model, score);
	for (size_t k = 0; k < n; k++)
		/* n were set: NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage) */
		bs_q_source_features(q, c, cand[k], bs_qlot_next(&lot));
	bs_qlot_end(&lot);
	top = score[0];
	for (size_t k = 1; k < n; k++) {
		bool better = score[k] > top;
		float odds = expf(-fabsf(score[k] - top));

		sum = better ? sum * odds + 1 : sum + odds;
		top = better ? score[k] : top;
		head = better ? cand[k] : head;
	}
	*p = 1 / sum;
	return head;
}

/* The first of the candidates with the best score. */
static uint32_t
best(const uint32_t *cand, const float *score, size_t n)
{
	size_t top = 0;

	for (size_t k = 1; k < n; k++)
		if (score[k] > score[top])
			top = k;
	return cand[top];
}

static void
by_weights(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t cand[BS_Q_MAXCAND], head = find_head(q, c, &c->src_p);
	float score[BS_Q_MAXCAND];
	struct bs_qlot lot;
	size_t n;

	if (head == BS_NOTOK)
		return;
	c->src_head = c->src_from = head;
	c->src_to = head + 1;
	n = bs_q_source_lefts(q, c, head, cand, BS_Q_MAXCAND);
	bs_qlot_begin(&lot, q->model, score);
	for (size_t k = 0; k < n; k++)
		bs_q_source_left_features(q, head, cand[k], bs_qlot_next(&lot));
	bs_qlot_end(&lot);
	if (n > 0)
		c->src_from = best(cand, score, n);
	n = bs_q_source_rights(q, c, head, cand, BS_Q_MAXCAND);
	bs_qlot_begin(&lot, q->model, score);
	for (size_t k = 0; k < n; k++)
		bs_q_source_right_features(q, c, head, cand[k], bs_qlot_next(&lot));
	bs_qlot_end(&lot);
	if (n > 0)
		c->src_to = best(cand, score, n);
}

void
bs_q_find_source(const struct bs_qdoc *q, struct bs_qcue *c)
{
	by_weights(q, c);
	bs_q_mend_source(q, c);
}
