/*
 * features_clause: what the weights may look at when a clause that was cut out
 * is judged as a whole: is it what somebody says?
 *
 * By then more is known than when its cue was judged: how sure the cue and
 * both ends are, what the clause begins with, whether it holds a verb or
 * marks, and who says it.
 */
#include "quotes/features.h"

#include <math.h>

/* A share of 1 in some 26 steps that are fine near 0 and 1. */
static uint64_t
step(float p)
{
	float share = p > 0 && p < 1 ? p : p >= 1;
	float odds = logf((share + .002F) / (1.002F - share));

	return bs_q_number((unsigned)((odds + 6.5F) * 2));
}

static uint64_t
length(uint32_t n)
{
	return bs_q_number(n <= 8 ? n : n <= 12 ? 12 : n <= 20 ? 20 : n <= 32 ? 32 : 99);
}

static uint64_t
distance(uint32_t a, uint32_t b)
{
	uint32_t n = a < b ? b - a : a - b;

	return bs_q_number(n <= 4 ? n : n <= 6 ? 6 : n <= 9 ? 9 : n <= 14 ? 14 : 22);
}

/* The first word in [a, b) that bends a verb: tense and mood of the clause. */
static uint64_t
mood(const struct bs_qdoc *q, uint32_t a, uint32_t b)
{
	for (uint32_t t = a; t < b && t < a + 20; t++)
		switch (q->tok[t].cls) {
		case BS_QC_BE:
		case BS_QC_HAVE:
		case BS_QC_DO:
		case BS_QC_MODAL:
			return q->tok[t].h;
		case BS_QC_ED:
			return q->tok[t].c;
		default:;
		}
	return bs_q_number(0);
}

/* What stands before a cue besides its subject: not, would have, is said to, ... */
static uint64_t
auxiliary(const struct bs_qdoc *q, uint32_t i, struct bs_qwin w)
{
	for (uint32_t t = i; t > w.lo && t + 4 > i; t--) {
		unsigned c = q->tok[t - 1].cls;

		if (c == BS_QC_MODAL || c == BS_QC_NOT || c == BS_QC_TO || c == BS_QC_HAVE ||
		    c == BS_QC_DO || c == BS_QC_BE || c == BS_QC_IF)
			return q->tok[t - 1].h;
	}
	return bs_q_number(0);
}

/* Of the first marks in the clause: how many words, where, how likely speech alone. */
static void
add_marks(const struct bs_qdoc *q, const struct bs_qcue *c, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, c->at);
	const struct bs_qpair *p;
	uint32_t t = c->a;

	while (t < c->b && q->tok[t].mark != BS_QM_OPEN)
		t++;
	if (t == c->b || t + 1 >= q->ntok || q->tok[t + 1].pair < 0)
		return;
	p = &q->pair[q->tok[t + 1].pair];
	bs_q_add(f, BS_Q_OK_MK, length(p->b - p->a), length(c->b - c->a), 0);
	bs_q_add(f, BS_Q_OK_MP, step(p->p), bs_q_number(p->to >= c->b), 0);
	bs_q_add(f, BS_Q_OK_MC, bs_q_c(q, w, p->from - 1), bs_q_number(q->tok[p->a].cap),
	    bs_q_number(p->to >= c->b));
	bs_q_add(f, BS_Q_OK_MW, bs_q_w(q, w, p->from - 1), length(p->b - p->a), 0);
}

void
bs_q_clause_features(
    const struct bs_qdoc *q, const struct bs_qcue *c, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, c->at);
	uint64_t none = bs_q_number(0), l = bs_qlexicon_lemma_hash(q->lex, q->tok[c->at].cue);
	uint64_t dir = bs_q_number(c->a < c->at), shape = q->tok[c->at].c, aux;
	uint64_t first = bs_q_c(q, w, c->a), fw = bs_q_w(q, w, c->a), second;
	uint64_t sc = none, sw = none, side = none, far = none, verb, frames;
	uint32_t end = bs_q_sentence_end(q, c->a);
	struct bs_qseen s = {0};

	for (uint32_t t = c->a; t < c->b; t++)
		bs_q_seen_add(&s, &q->tok[t]);
	verb = bs_q_number(s.verb + 2U * s.marks);
	aux = auxiliary(q, c->at, w);
	second = c->b - c->a > 1 ? bs_q_c(q, w, c->a + 1) : none;
	frames = bs_q_number(bs_qlexicon_frames(q->lex, q->tok[c->at].cue));
	if (c->src_from < c->src_to) {
		const struct bs_qtok *h = &q->tok[c->src_head];

		sc = h->role && h->cls != BS_QC_PRON ? bs_q_number(h->role) : h->c;
		sw = h->h;
		side = bs_q_number(1 + (c->src_head > c->at));
		far = distance(c->src_head, c->at);
	}
	bs_q_begin(f);
	bs_q_add(f, BS_Q_OK_BIAS, dir, 0, 0);
	bs_q_add(f, BS_Q_OK_P, step(c->cue_p), dir, 0);
	bs_q_add(f, BS_Q_OK_PS, step(c->start_p), dir, 0);
	bs_q_add(f, BS_Q_OK_PE, step(c->stop_p), dir, 0);
	bs_q_add(f, BS_Q_OK_PA, step(c->p), dir, 0);
	bs_q_add(f, BS_Q_OK_PV, step(c->p), verb, 0);
	bs_q_add(f, BS_Q_OK_L, l, dir, 0);
	bs_q_add(f, BS_Q_OK_LF, l, first, 0);
	bs_q_add(f, BS_Q_OK_LFW, l, fw, 0);
	bs_q_add(f, BS_Q_OK_LV, l, verb, 0);
	bs_q_add(f, BS_Q_OK_F, first, dir, second);
	bs_q_add(f, BS_Q_OK_W, fw, verb, 0);
	bs_q_add(f, BS_Q_OK_FV, first, verb, dir);
	bs_q_add(f, BS_Q_OK_FF, frames, first, verb);
	bs_q_add(f, BS_Q_OK_MOOD, mood(q, c->a, c->b), shape, 0);
	bs_q_add(f, BS_Q_OK_LEN, length(c->b - c->a), bs_q_number(s.verb), dir);
	bs_q_add(f, BS_Q_OK_LENM, length(c->b - c->a), first, 0);
	bs_q_add(f, BS_Q_OK_S, sc, dir, verb);
	bs_q_add(f, BS_Q_OK_SW, sw, 0, 0);
	bs_q_add(f, BS_Q_OK_SF, sc, first, verb);
	bs_q_add(f, BS_Q_OK_LS, l, sc, 0);
	bs_q_add(f, BS_Q_OK_SP, step(c->src_p), side, 0);
	bs_q_add(f, BS_Q_OK_SD, far, side, dir);
	bs_q_add(f, BS_Q_OK_SIDE, side, dir, shape);
	bs_q_add(f, BS_Q_OK_HEAD, bs_q_number(bs_q_heading(q, c->at)), dir, verb);
	bs_q_add(f, BS_Q_OK_AUX, aux, shape, 0);
	bs_q_add(f, BS_Q_OK_AUXF, aux, first, verb);
	bs_q_add(f, BS_Q_OK_LAUX, l, aux, 0);
	bs_q_add(f, BS_Q_OK_NEXT, bs_q_c(q, w, c->b), dir, 0);
	bs_q_add(f, BS_Q_OK_NEXTW, bs_q_w(q, w, c->b), bs_q_c(q, w, c->b + 1), dir);
	bs_q_add(f, BS_Q_OK_LAST, bs_q_c(q, w, c->b - 1), bs_q_c(q, w, c->b), dir);
	bs_q_add(f, BS_Q_OK_PREV, bs_q_c(q, w, c->a - 1), first, dir);
	bs_q_add(f, BS_Q_OK_CP, shape, bs_q_c(q, w, c->at - 1), bs_q_c(q, w, c->at - 2));
	bs_q_add(f, BS_Q_OK_LP, l, bs_q_w(q, w, c->at - 1), 0);
	bs_q_add(f, BS_Q_OK_START, bs_q_w(q, w, w.lo), 0, 0);
	bs_q_add(f, BS_Q_OK_POS, distance(w.lo, c->at), dir, bs_q_number(s.verb));
	bs_q_add(f, BS_Q_OK_FRAMES, frames, verb, 0);
	bs_q_add(f, BS_Q_OK_END, bs_q_number(c->b == end), bs_q_w(q, w, end), dir);
	bs_q_add(f, BS_Q_OK_IN, bs_q_number(c->at >= c->a && c->at < c->b),
	    bs_q_number(c->a2 < c->b2), dir);
	add_marks(q, c, f);
}
