/*
 * features_stop: what the weights may look at when the stop of a clause behind
 * its cue is looked for.
 *
 * The hard places are joints: does "and" join something to what was said, or
 * to the saying; is what follows a comma still said, or the clause that the
 * words before the cue have been waiting for (When asked whether X, Y ...).
 * So besides the words there, the features know what the cue's own stretch of
 * the sentence begins with and what the next stretch holds.  All looks are
 * bounded.
 */
#include "quotes/features.h"

enum { REACH = 16 };

static uint64_t
cue_ahead(const struct bs_qdoc *q, uint32_t e, uint32_t end)
{
	for (uint32_t t = e; t < end && t < e + 4; t++)
		if (q->tok[t].cue && q->tok[t].cls != BS_QC_CAP &&
		    bs_qlexicon_frames(q->lex, q->tok[t].cue) & (BS_QF_DIRECT | BS_QF_ACCORDING))
			return q->tok[t].c;
	return bs_q_number(0);
}

static unsigned
marks_at(const struct bs_qdoc *q, uint32_t e, uint32_t end, bool within)
{
	for (uint32_t t = e; t < end && q->tok[t].cls == BS_QC_PUNCT; t++)
		if (q->tok[t].mark == BS_QM_CLOSE)
			return 1;
	for (uint32_t t = e; t < end && t < e + 12; t++)
		if (q->tok[t].mark == BS_QM_OPEN)
			return within ? 3 : 2;
	return within ? 4 : 0;
}

/* The first word behind e that is no comma, conjunction or adverb: what is joined to the clause. */
static uint32_t
joined(const struct bs_qdoc *q, uint32_t e, uint32_t end)
{
	uint32_t t = e;

	while (t < end && t < e + 5 &&
	       (q->tok[t].mark == BS_QM_COMMA || q->tok[t].cls == BS_QC_CONJ ||
		   q->tok[t].cls == BS_QC_ADV || q->tok[t].cls == BS_QC_LY))
		t++;
	return t;
}

/* The word that the stretch of the sentence with the cue begins with. */
static uint32_t
stretch_start(const struct bs_qdoc *q, uint32_t i)
{
	uint32_t lo = bs_q_window(q, i).lo, t = i;

	while (t > lo && t + REACH > i && q->tok[t - 1].cls != BS_QC_PUNCT)
		t--;
	return t;
}

/* What opens that stretch where it waits for another clause: while, when, who, ...; else a number.
 */
uint64_t
bs_q_opener(const struct bs_qdoc *q, uint32_t i)
{
	uint32_t t = stretch_start(q, i);
	unsigned c = q->tok[t].cls;

	if (c == BS_QC_CONJ && t < i)
		c = q->tok[++t].cls;
	return c == BS_QC_SUB || c == BS_QC_IF || c == BS_QC_WH || c == BS_QC_ING || c == BS_QC_PREP
		   ? q->tok[t].h
		   : bs_q_number(t == i);
}

/* The stretch that begins at j, up to the next mark: its verb and whether that is a cue. */
struct stretch {
	uint64_t verb; /* class, or 0 */
	uint32_t length;
	bool opens; /* marks stand in it or behind it */
};

static struct stretch
stretch(const struct bs_qdoc *q, uint32_t j, uint32_t end)
{
	struct bs_qseen s = {0};
	struct stretch x = {0};
	uint32_t t = j;

	while (t < end && t < j + REACH && (t == j || q->tok[t].cls != BS_QC_PUNCT))
		bs_q_seen_add(&s, &q->tok[t++]);
	x.verb = s.verb ? s.mood : bs_q_number(0);
	x.length = t - j;
	x.opens = s.marks || (t < end && q->tok[t].mark == BS_QM_OPEN);
	return x;
}

/* The clause of cue i from a, in a sentence that stops at end, itself stops at e? */
void
bs_q_after_stop_features(const struct bs_qdoc *q, uint32_t i, uint32_t a, uint32_t e, uint32_t end,
    struct bs_qseen s, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = {q->first[q->tok[i].sent], end};
	uint64_t h = bs_q_w(q, w, e), c = bs_q_c(q, w, e),
		 l = bs_qlexicon_lemma_hash(q->lex, q->tok[i].cue);
	uint64_t h2 = bs_q_w(q, w, e + 1), c2 = bs_q_c(q, w, e + 1), pc = bs_q_c(q, w, e - 1);
	uint64_t fr = bs_q_number(bs_qlexicon_frames(q->lex, q->tok[i].cue));
	bool last = e == end;
	unsigned marks = marks_at(q, e, w.hi, s.marks);

	bs_q_begin(f);
	bs_q_add(f, BS_Q_AE_BIAS, bs_q_number(last), 0, 0);
	bs_q_add(f, BS_Q_AE_W, h, 0, 0);
	bs_q_add(f, BS_Q_AE_C, c, 0, 0);
	bs_q_add(f, BS_Q_AE_P, bs_q_w(q, w, e - 1), bs_q_number(last), 0);
	bs_q_add(f, BS_Q_AE_PC, pc, c, 0);
	bs_q_add(f, BS_Q_AE_PW, pc, h, 0);
	bs_q_add(f, BS_Q_AE_W2, h, h2, 0);
	bs_q_add(f, BS_Q_AE_C2, c, c2, 0);
	bs_q_add(f, BS_Q_AE_C3, c, c2, bs_q_c(q, w, e + 2));
	bs_q_add(f, BS_Q_AE_FIRST, bs_q_w(q, w, a), h, 0);
	bs_q_add(f, BS_Q_AE_FIRSTC, bs_q_c(q, w, a), c, 0);
	bs_q_add(f, BS_Q_AE_END, bs_q_number(last), bs_q_c(q, w, a), bs_q_number(s.verb));
	bs_q_add(f, BS_Q_AE_L, l, c, 0);
	bs_q_add(f, BS_Q_AE_FRAMES, fr, h, 0);
	bs_q_add(f, BS_Q_AE_LEN, bs_q_length(e - a), bs_q_number(last), 0);
	bs_q_add(f, BS_Q_AE_LENC, bs_q_length(e - a), c, 0);
	bs_q_add(f, BS_Q_AE_REST, bs_q_length(end - e), c, 0);
	bs_q_add(f, BS_Q_AE_CUE, h, cue_ahead(q, e, end), 0);
	bs_q_add(f, BS_Q_AE_MARKS, bs_q_number(marks), c, bs_q_number(last));
	bs_q_add(f, BS_Q_AE_COMMAS, bs_q_number(s.commas), h, 0);
	bs_q_add(f, BS_Q_AE_VERB, bs_q_number(s.verb), bs_q_number(q->tok[a].cls == BS_QC_THAT), h);
	{
		uint32_t j = joined(q, e, end);
		uint64_t cc = q->tok[i].c, jc = bs_q_c(q, w, j);

		bs_q_add(f, BS_Q_AE_CO, cc, h, jc);
		bs_q_add(f, BS_Q_AE_COW, cc, bs_q_w(q, w, j), bs_q_number(last));
		bs_q_add(f, BS_Q_AE_MOOD, s.mood, h, jc);
		bs_q_add(f, BS_Q_AE_SUBJ, h, jc, bs_q_c(q, w, j + 1));
		bs_q_add(f, BS_Q_AE_LW, l, h, 0);
		bs_q_add(f, BS_Q_AE_F2, bs_q_c(q, w, a), h, c2);
		bs_q_add(f, BS_Q_AE_PPC, bs_q_c(q, w, e - 2), pc, c);
		bs_q_add(f, BS_Q_AE_COT, cc, jc, bs_q_c(q, w, j + 1));
		{
			struct stretch x = stretch(q, j, end);
			uint64_t o = s.opener, next = bs_q_number(x.opens * 2U + s.marks);

			bs_q_add(f, BS_Q_AE_OP, o, c, bs_q_number(last));
			bs_q_add(f, BS_Q_AE_OPJ, o, h, jc);
			bs_q_add(f, BS_Q_AE_OPV, o, h, x.verb);
			bs_q_add(f, BS_Q_AE_NV, h, jc, x.verb);
			bs_q_add(f, BS_Q_AE_NL, h, bs_q_length(x.length), x.verb);
			bs_q_add(f, BS_Q_AE_NQ, next, bs_q_number(marks), h);
			bs_q_add(f, BS_Q_AE_NQJ, next, c, jc);
		}
	}
	bs_q_add(f, BS_Q_AE_PAREN, bs_q_number(s.paren + 2U * s.dash), bs_q_number(last), c);
}
