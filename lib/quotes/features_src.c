/*
 * features_src: what the weights may look at when words in marks are judged,
 * and when the source of a cue is looked for.
 */
#include "quotes/features.h"

static unsigned
bucket(uint32_t n)
{
	static const unsigned char to[] = {0, 1, 2, 3, 4, 5, 6, 9, 9, 9, 14, 14, 14, 14, 14, 22, 22,
	    22, 22, 22, 22, 22, 22, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35};

	return n < sizeof to ? to[n] : 40;
}

static uint64_t
number(uint32_t n)
{
	return bs_q_number(bucket(n));
}

/* The cue nearest to a place within some words of the same sentence, as two values. */
static void
add_cue_near(const struct bs_qdoc *q, struct bs_qwin w, uint32_t t, bool right, unsigned template,
    uint64_t end, struct bs_qfeatures *restrict f)
{
	for (uint32_t k = 0; k < 7; k++) {
		uint32_t at = right ? t + k : t - 1 - k;

		if (at < w.lo || at >= w.hi)
			break;
		if (q->tok[at].cue && bs_qlexicon_frames(q->lex, q->tok[at].cue) & BS_QF_DIRECT) {
			bs_q_add(f, template, q->tok[at].c,
			    bs_q_number(k < 2   ? k
					: k < 4 ? 3
						: 6),
			    end);
			return;
		}
	}
	bs_q_add(f, template, 0, 0, end);
}

static bool
has_verb(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	for (uint32_t t = p->a; t < p->b && t < p->a + 30; t++) {
		unsigned c = q->tok[t].cls;

		if (c == BS_QC_BE || c == BS_QC_HAVE || c == BS_QC_DO || c == BS_QC_MODAL ||
		    c == BS_QC_PRON)
			return true;
	}
	return false;
}

void
bs_q_pair_features(
    const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, p->from);
	struct bs_qwin z = bs_q_window(q, p->to ? p->to - 1 : 0);
	bool starts = p->from == w.lo, ends;
	uint64_t prev = bs_q_w(q, w, p->from - 1), next = bs_q_w(q, z, p->to);
	uint64_t pc = bs_q_c(q, w, p->from - 1), nc = bs_q_c(q, z, p->to);
	uint64_t len = number(p->b - p->a), cap, end;
	uint32_t t = p->to;

	bs_q_begin(f);
	while (t < z.hi && t < p->to + 9 && q->tok[t].cls == BS_QC_PUNCT)
		t++;
	ends = t == z.hi;
	cap = bs_q_number(p->a < p->b && q->tok[p->a].cap);
	end = p->a < p->b && q->tok[p->b - 1].cls == BS_QC_PUNCT ? q->tok[p->b - 1].h
								 : bs_q_number(0);
	bs_q_add(f, BS_Q_PAIR_BIAS, 0, 0, 0);
	bs_q_add(f, BS_Q_PAIR_LEN, len, cap, 0);
	bs_q_add(f, BS_Q_PAIR_CAP, cap, end, bs_q_number(starts));
	bs_q_add(f, BS_Q_PAIR_END, end, bs_q_number(ends), 0);
	bs_q_add(f, BS_Q_PAIR_ENDN, end, next, 0);
	bs_q_add(f, BS_Q_PAIR_PREV, prev, cap, 0);
	bs_q_add(f, BS_Q_PAIR_NEXT, next, end, 0);
	bs_q_add(f, BS_Q_PAIR_PC, pc, cap, len);
	bs_q_add(f, BS_Q_PAIR_NC, nc, end, cap);
	bs_q_add(f, BS_Q_PAIR_PN, pc, nc, cap);
	bs_q_add(f, BS_Q_PAIR_START, bs_q_number(starts), bs_q_number(ends), cap);
	bs_q_add(f, BS_Q_PAIR_WHOLE, bs_q_number(starts && ends),
	    bs_q_number(bs_q_heading(q, p->from)), end);
	add_cue_near(q, w, p->from, false, BS_Q_PAIR_CUEB, cap, f);
	add_cue_near(q, z, p->to, true, BS_Q_PAIR_CUEA, end, f);
	bs_q_add(f, BS_Q_PAIR_FIRST, bs_q_w(q, w, p->a), cap, 0);
	bs_q_add(f, BS_Q_PAIR_LENP, len, prev, 0);
	bs_q_add(f, BS_Q_PAIR_LENN, len, end, bs_q_number(starts));
	bs_q_add(f, BS_Q_PAIR_VERB, bs_q_number(has_verb(q, p)), cap, end);
}

/* How a place lies to a cue: right or left of it, and how far. */
static uint64_t
distance(const struct bs_qcue *c, uint32_t t)
{
	return t > c->at ? bs_q_number(bucket(t - c->at)) : bs_q_number(100 + bucket(c->at - t));
}

struct way {
	unsigned commas;
	bool verb, marks;
};

/* Between source and cue, at most some 30 words. */
static struct way
between(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t t)
{
	static uint64_t const verbs = BS_Q_BIT(BS_QC_BE) | BS_Q_BIT(BS_QC_MODAL) |
				      BS_Q_BIT(BS_QC_DO) | BS_Q_BIT(BS_QC_ED) |
				      BS_Q_BIT(BS_QC_HAVE);
	struct way w = {0};
	uint32_t lo = t < c->at ? t + 1 : c->at + 1, hi = t < c->at ? c->at : t;

	for (uint32_t k = lo; k < hi && k < lo + 30; k++) {
		const struct bs_qtok *x = &q->tok[k];

		w.commas += x->mark == BS_QM_COMMA;
		w.verb |= BS_Q_IN(x->cls, verbs) | ((x->cue != 0) & (x->cls != BS_QC_CAP));
		w.marks |= (x->mark == BS_QM_OPEN) | (x->mark == BS_QM_CLOSE);
	}
	w.commas = w.commas < 3 ? w.commas : 3;
	return w;
}

static uint64_t
layout(const struct bs_qcue *c)
{
	return bs_q_number(c->direct       ? c->b <= c->at ? 1 : 2
			   : c->a == c->b  ? 3
			   : c->b <= c->at ? 4
					   : 5);
}

void
bs_q_source_features(
    const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t t, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, c->at);
	uint64_t l = bs_qlexicon_lemma_hash(q->lex, q->tok[c->at].cue), lay = layout(c), d, k;
	uint64_t cueform = q->tok[c->at].cue ? q->tok[c->at].c : q->tok[c->at].h;
	struct way way;

	bs_q_begin(f);
	if (t == BS_NOTOK) {
		bs_q_add(f, BS_Q_SRC_NONE, lay, cueform, 0);
		bs_q_add(f, BS_Q_SRC_NONEL, l, 0, 0);
		bs_q_add(f, BS_Q_SRC_NONEP, bs_q_w(q, w, c->at - 1), cueform, 0);
		return;
	}
	d = distance(c, t);
	k = q->tok[t].c;
	way = between(q, c, t);
	bs_q_add(f, BS_Q_SRC_D, d, cueform, 0);
	bs_q_add(f, BS_Q_SRC_DIR, d, lay, k);
	bs_q_add(f, BS_Q_SRC_C, k, bs_q_number(t > c->at), cueform);
	bs_q_add(f, BS_Q_SRC_DC, k, d, 0);
	bs_q_add(f, BS_Q_SRC_W, q->tok[t].h, bs_q_number(t > c->at), 0);
	bs_q_add(f, BS_Q_SRC_P, bs_q_w(q, w, t - 1), k, 0);
	bs_q_add(f, BS_Q_SRC_N, bs_q_w(q, w, t + 1), k, bs_q_number(t > c->at));
	bs_q_add(f, BS_Q_SRC_PC, bs_q_c(q, w, t - 2), bs_q_c(q, w, t - 1), k);
	bs_q_add(f, BS_Q_SRC_NC, bs_q_c(q, w, t + 1), bs_q_c(q, w, t + 2), k);
	bs_q_add(f, BS_Q_SRC_LD, l, d, 0);
	bs_q_add(f, BS_Q_SRC_COMMAS, bs_q_number(way.commas), d, bs_q_number(way.verb));
	bs_q_add(f, BS_Q_SRC_VERB, bs_q_number(way.verb + 2U * (t > c->at)), k, cueform);
	bs_q_add(f, BS_Q_SRC_FIRST, bs_q_number(t == w.lo), k, bs_q_number(way.commas));
	bs_q_add(f, BS_Q_SRC_PD, bs_q_c(q, w, t - 1), d, 0);
	bs_q_add(f, BS_Q_SRC_CUEP, bs_q_w(q, w, c->at - 1), d, 0);
	bs_q_add(f, BS_Q_SRC_QUOTE, bs_q_number(way.marks), lay, bs_q_number(t > c->at));
	bs_q_add(f, BS_Q_SRC_ROLE, bs_q_number(q->tok[t].role), bs_q_w(q, w, t - 1),
	    bs_q_number(t > c->at));
	if (t + 4 > c->at && t < c->at + 4)
		bs_q_add(f, BS_Q_SRC_BETWEEN, t < c->at ? bs_q_c(q, w, t + 1) : bs_q_number(0),
		    t + 2 < c->at || t > c->at + 1 ? bs_q_c(q, w, t < c->at ? t + 2 : t - 1) : 0,
		    d);
}

/* The source whose head is `head` begins at from? */
void
bs_q_source_left_features(
    const struct bs_qdoc *q, uint32_t head, uint32_t from, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, head);
	uint64_t c = bs_q_c(q, w, from), pc = bs_q_c(q, w, from - 1), d = number(head - from);

	bs_q_begin(f);
	bs_q_add(f, BS_Q_SL_D, d, c, pc);
	bs_q_add(f, BS_Q_SL_PC, pc, c, 0);
	bs_q_add(f, BS_Q_SL_P, bs_q_w(q, w, from - 1), c, 0);
	bs_q_add(f, BS_Q_SL_W, bs_q_w(q, w, from), d, 0);
	bs_q_add(f, BS_Q_SL_C2, pc, c, bs_q_c(q, w, from + 1));
}

/* ... and stops before to? */
void
bs_q_source_right_features(const struct bs_qdoc *q, const struct bs_qcue *cue, uint32_t head,
    uint32_t to, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, head);
	uint64_t c = bs_q_c(q, w, to), pc = bs_q_c(q, w, to - 1), d = number(to - head);
	uint64_t side = bs_q_number(head > cue->at), atcue = bs_q_number(to == cue->from);
	unsigned commas = 0;

	bs_q_begin(f);
	for (uint32_t t = head; t < to; t++)
		commas += q->tok[t].mark == BS_QM_COMMA;
	commas = commas < 3 ? commas : 3;
	bs_q_add(f, BS_Q_SR_D, d, c, side);
	bs_q_add(f, BS_Q_SR_PC, pc, c, side);
	bs_q_add(f, BS_Q_SR_N, bs_q_w(q, w, to), side, bs_q_number(commas));
	bs_q_add(f, BS_Q_SR_P, bs_q_w(q, w, to - 1), c, 0);
	bs_q_add(f, BS_Q_SR_C2, pc, c, bs_q_c(q, w, to + 1));
	bs_q_add(f, BS_Q_SR_SIDE, side, bs_q_number(commas), atcue);
	bs_q_add(f, BS_Q_SR_CUE, atcue, d, side);
}
