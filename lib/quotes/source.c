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

	if ((t >= c->a && t < c->b) || (t >= c->a2 && t < c->b2))
		return true;
	return p >= 0 && p != q->tok[c->at].pair && q->pair[p].p >= .5F;
}

/* Names, pronouns and roles from afar, any other noun beside the cue. */
static bool
may_head(const struct bs_qdoc *q, uint32_t at, uint32_t t)
{
	const struct bs_qtok *k = &q->tok[t];

	if (t == at)
		return false;
	switch (k->cls) {
	case BS_QC_PRON:
	case BS_QC_CAP:
	case BS_QC_WH:
	case BS_QC_POSS:
		return true;
	case BS_QC_OBJ:
	case BS_QC_OTHER:
	case BS_QC_S:
	case BS_QC_DET:
	case BS_QC_NUM:
	case BS_QC_THAT:
		return k->role != 0 || (t < at ? at - t : t - at) <= NEAR;
	default:
		return k->role != 0;
	}
}

size_t
bs_q_source_heads(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t *out, size_t cap)
{
	struct bs_qwin w = bs_q_window(q, c->at);
	uint32_t lo = c->at > w.lo + REACH ? c->at - REACH : w.lo;
	size_t n = 0;

	for (uint32_t t = lo; t < w.hi && t < c->at + REACH && n < cap; t++) {
		if (q->tok[t].cls == BS_QC_CAP && t + 1 < w.hi && q->tok[t + 1].cls == BS_QC_CAP)
			continue; /* the last word of a name stands for it */
		if (may_head(q, c->at, t) && !quoted(q, c, t))
			out[n++] = t;
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

static void
by_weights(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t cand[BS_Q_MAXCAND], head = BS_NOTOK;
	struct bs_qfeatures f;
	size_t n = bs_q_source_heads(q, c, cand, BS_Q_MAXCAND), k;
	float top, sum = 1, s, best;

	bs_q_source_features(q, c, BS_NOTOK, &f);
	top = bs_qmodel_score(q->model, &f);
	for (k = 0; k < n; k++) {
		bs_q_source_features(q, c, cand[k], &f);
		s = bs_qmodel_score(q->model, &f);
		if (s > top) {
			sum = sum * expf(top - s) + 1;
			top = s;
			head = cand[k];
		} else {
			sum += expf(s - top);
		}
	}
	c->src_p = 1 / sum;
	if (head == BS_NOTOK)
		return;
	c->src_head = c->src_from = head;
	c->src_to = head + 1;
	n = bs_q_source_lefts(q, c, head, cand, BS_Q_MAXCAND);
	for (k = 0, best = 0; k < n; k++) {
		bs_q_source_left_features(q, head, cand[k], &f);
		s = bs_qmodel_score(q->model, &f);
		if (k == 0 || s > best)
			best = s, c->src_from = cand[k];
	}
	n = bs_q_source_rights(q, c, head, cand, BS_Q_MAXCAND);
	for (k = 0, best = 0; k < n; k++) {
		bs_q_source_right_features(q, c, head, cand[k], &f);
		s = bs_qmodel_score(q->model, &f);
		if (k == 0 || s > best)
			best = s, c->src_to = cand[k];
	}
}

void
bs_q_find_source(const struct bs_qdoc *q, struct bs_qcue *c)
{
	by_weights(q, c);
	bs_q_mend_source(q, c);
}
