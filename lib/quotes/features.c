/*
 * features: what the weights may look at when a word is judged as a cue, and
 * when the start and stop of what it reports are looked for.
 *
 * Words near the place, their classes, distances, marks: nothing that would
 * need a parser.  All are found within the sentence, in constant time for one
 * candidate (bounded looks to the left and right).
 */
#include "quotes/features.h"

static uint64_t
lemma(const struct bs_qdoc *q, uint32_t i)
{
	return bs_qlexicon_lemma_hash(q->lex, q->tok[i].cue);
}

/* What stands in marks beside a cue: 0 nothing; behind it 1 at once, 2 after a comma or colon,
 * 3 soon; before it (times 4) 1 at once, 2 within some words. */
static unsigned
marks_around(const struct bs_qdoc *q, uint32_t i, struct bs_qwin w)
{
	unsigned s = 0;
	uint32_t t;

	for (t = i + 1; t < w.hi && t < i + 9 && s == 0; t++)
		if (q->tok[t].mark == BS_QM_OPEN)
			s = t == i + 1 ? 1 : t == i + 2 && q->tok[t - 1].cls == BS_QC_PUNCT ? 2 : 3;
	for (t = i; t > w.lo && t + 9 > i; t--)
		if (q->tok[t - 1].mark == BS_QM_CLOSE)
			return s + (t == i ? 4 : t + 3 >= i ? 8 : 12);
	return s;
}

/* The nearest word to the left that may be the subject; commas passed on the way. */
static uint32_t
subject(const struct bs_qdoc *q, uint32_t i, struct bs_qwin w, unsigned *commas)
{
	*commas = 0;
	for (uint32_t t = i; t > w.lo && t + 12 > i; t--) {
		const struct bs_qtok *k = &q->tok[t - 1];

		if (k->mark == BS_QM_COMMA)
			++*commas;
		else if (k->cls == BS_QC_PRON || k->cls == BS_QC_CAP || k->role ||
			 k->cls == BS_QC_WH)
			return t - 1;
	}
	return BS_NOTOK;
}

/* The first word behind a cue that says what sort of complement it has. */
static uint64_t
complement(const struct bs_qdoc *q, uint32_t i, struct bs_qwin w)
{
	static uint64_t const says = BS_Q_BIT(BS_QC_THAT) | BS_Q_BIT(BS_QC_TO) |
				     BS_Q_BIT(BS_QC_IF) | BS_Q_BIT(BS_QC_PREP) |
				     BS_Q_BIT(BS_QC_WH) | BS_Q_BIT(BS_QC_PUNCT);

	for (uint32_t t = i + 1; t < w.hi && t < i + 9; t++) {
		const struct bs_qtok *k = &q->tok[t];

		if (BS_Q_IN(k->cls, says))
			return k->h;
	}
	return bs_q_number(0);
}

static uint64_t
auxiliary(const struct bs_qdoc *q, uint32_t i, struct bs_qwin w)
{
	for (uint32_t t = i; t > w.lo && t + 3 > i; t--) {
		unsigned c = q->tok[t - 1].cls;

		if (c == BS_QC_MODAL || c == BS_QC_NOT || c == BS_QC_TO || c == BS_QC_HAVE ||
		    c == BS_QC_DO || c == BS_QC_BE)
			return q->tok[t - 1].h;
	}
	return bs_q_number(0);
}

static unsigned
earlier_cues(const struct bs_qdoc *q, uint32_t i, struct bs_qwin w)
{
	unsigned n = 0;

	for (uint32_t t = i; t > w.lo && t + 25 > i; t--)
		n += q->tok[t - 1].cue != 0 &&
		     bs_qlexicon_frames(q->lex, q->tok[t - 1].cue) & BS_QF_VERB;
	return n < 3 ? n : 3;
}

struct bs_qaround
bs_q_around(const struct bs_qdoc *q, uint32_t i)
{
	struct bs_qwin w = bs_q_window(q, i);
	struct bs_qaround x = {.marks = marks_around(q, i, w), .comp = complement(q, i, w)};
	uint32_t s = subject(q, i, w, &x.commas);

	x.subject = s == BS_NOTOK ? bs_q_number(0) : q->tok[s].c;
	return x;
}

void
bs_q_cue_features(const struct bs_qdoc *q, uint32_t i, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, i);
	struct bs_qaround x = bs_q_around(q, i);
	uint64_t h = q->tok[i].h, c = q->tok[i].c, l = lemma(q, i), comp = x.comp, sc = x.subject;
	unsigned commas = x.commas, marks = x.marks;

	bs_q_begin(f);
	bs_q_add(f, BS_Q_CUE_BIAS, 0, 0, 0);
	bs_q_add(f, BS_Q_CUE_W, h, 0, 0);
	bs_q_add(f, BS_Q_CUE_L, l, 0, 0);
	bs_q_add(f, BS_Q_CUE_SHAPE, c, 0, 0);
	bs_q_add(f, BS_Q_CUE_WP, h, bs_q_w(q, w, i - 1), 0);
	bs_q_add(f, BS_Q_CUE_WN, h, bs_q_w(q, w, i + 1), 0);
	bs_q_add(f, BS_Q_CUE_WPC, h, bs_q_c(q, w, i - 1), 0);
	bs_q_add(f, BS_Q_CUE_WNC, h, bs_q_c(q, w, i + 1), 0);
	bs_q_add(f, BS_Q_CUE_P1, bs_q_w(q, w, i - 1), 0, 0);
	bs_q_add(f, BS_Q_CUE_N1, bs_q_w(q, w, i + 1), 0, 0);
	bs_q_add(f, BS_Q_CUE_P2, bs_q_w(q, w, i - 2), 0, 0);
	bs_q_add(f, BS_Q_CUE_N2, bs_q_w(q, w, i + 2), 0, 0);
	bs_q_add(f, BS_Q_CUE_N3, bs_q_w(q, w, i + 3), 0, 0);
	bs_q_add(f, BS_Q_CUE_PC2, bs_q_c(q, w, i - 2), bs_q_c(q, w, i - 1), c);
	bs_q_add(f, BS_Q_CUE_NC2, c, bs_q_c(q, w, i + 1), bs_q_c(q, w, i + 2));
	bs_q_add(f, BS_Q_CUE_PN, bs_q_c(q, w, i - 1), c, bs_q_c(q, w, i + 1));
	bs_q_add(f, BS_Q_CUE_SN, c, bs_q_w(q, w, i + 1), 0);
	bs_q_add(f, BS_Q_CUE_SP, c, bs_q_w(q, w, i - 1), 0);
	bs_q_add(f, BS_Q_CUE_QUOTE, bs_q_number(marks), c, 0);
	bs_q_add(f, BS_Q_CUE_LQUOTE, bs_q_number(marks), l, 0);
	bs_q_add(f, BS_Q_CUE_POS, bs_q_length(i - w.lo), c, 0);
	bs_q_add(f, BS_Q_CUE_REST, bs_q_length(w.hi - i - 1), c, 0);
	bs_q_add(f, BS_Q_CUE_SUBJ, sc, bs_q_number(commas), c);
	bs_q_add(f, BS_Q_CUE_LSUBJ, sc, l, 0);
	bs_q_add(f, BS_Q_CUE_LTHAT, l, comp, 0);
	bs_q_add(f, BS_Q_CUE_THAT, comp, c, 0);
	bs_q_add(f, BS_Q_CUE_AUX, auxiliary(q, i, w), c, 0);
	bs_q_add(f, BS_Q_CUE_TITLE, bs_q_number(bs_q_heading(q, i)), c, 0);
	bs_q_add(f, BS_Q_CUE_EARLIER, bs_q_number(earlier_cues(q, i, w)), c, 0);
	bs_q_add(f, BS_Q_CUE_FRAMES, bs_q_number(bs_qlexicon_frames(q->lex, q->tok[i].cue)), c,
	    bs_q_c(q, w, i + 1));
}

void
bs_q_dir_features(const struct bs_qdoc *q, uint32_t i, struct bs_qaround x, enum bs_qdir dir,
    struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, i);
	uint64_t d = bs_q_number(dir), l = lemma(q, i), c = q->tok[i].c;
	unsigned marks = x.marks;

	bs_q_begin(f);
	bs_q_add(f, BS_Q_DIR_BIAS, d, 0, 0);
	bs_q_add(f, BS_Q_DIR_W, d, q->tok[i].h, 0);
	bs_q_add(f, BS_Q_DIR_L, d, l, 0);
	bs_q_add(f, BS_Q_DIR_N1, d, bs_q_w(q, w, i + 1), 0);
	bs_q_add(f, BS_Q_DIR_P1, d, bs_q_w(q, w, i - 1), 0);
	bs_q_add(f, BS_Q_DIR_NC2, d, bs_q_c(q, w, i + 1), bs_q_c(q, w, i + 2));
	bs_q_add(f, BS_Q_DIR_PC2, d, bs_q_c(q, w, i - 1), bs_q_c(q, w, i - 2));
	bs_q_add(f, BS_Q_DIR_PN, d, bs_q_c(q, w, i - 1), bs_q_c(q, w, i + 1));
	bs_q_add(f, BS_Q_DIR_LNC, d, l, bs_q_c(q, w, i + 1));
	bs_q_add(f, BS_Q_DIR_QUOTE, d, bs_q_number(marks), 0);
	bs_q_add(f, BS_Q_DIR_LQUOTE, d, bs_q_number(marks), l);
	bs_q_add(f, BS_Q_DIR_POS, d, bs_q_length(i - w.lo), bs_q_number(marks > 3));
	bs_q_add(f, BS_Q_DIR_REST, d, bs_q_length(w.hi - i - 1), bs_q_number(marks % 4 > 0));
	bs_q_add(f, BS_Q_DIR_SUBJ, d, x.subject, bs_q_number(x.commas));
	bs_q_add(f, BS_Q_DIR_THAT, d, x.comp, c);
}

/* The clause behind cue i begins at token a? */
void
bs_q_after_start_features(
    const struct bs_qdoc *q, uint32_t i, uint32_t a, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, i);
	uint64_t d = bs_q_length(a - i), h = bs_q_w(q, w, a), c = bs_q_c(q, w, a), l = lemma(q, i);
	unsigned that = 0, commas = 0;

	bs_q_begin(f);
	for (uint32_t t = i + 1; t < a; t++) {
		that += q->tok[t].cls == BS_QC_THAT;
		commas += q->tok[t].mark == BS_QM_COMMA;
	}
	that = that ? 1 : q->tok[a].cls == BS_QC_THAT ? 2 : 0;
	bs_q_add(f, BS_Q_AS_D, d, 0, 0);
	bs_q_add(f, BS_Q_AS_W, h, 0, 0);
	bs_q_add(f, BS_Q_AS_C, c, 0, 0);
	bs_q_add(f, BS_Q_AS_P, bs_q_w(q, w, a - 1), 0, 0);
	bs_q_add(f, BS_Q_AS_PC, bs_q_c(q, w, a - 1), c, 0);
	bs_q_add(f, BS_Q_AS_PW, bs_q_w(q, w, a - 1), c, 0);
	bs_q_add(f, BS_Q_AS_LW, l, h, 0);
	bs_q_add(f, BS_Q_AS_LD, l, d, 0);
	bs_q_add(f, BS_Q_AS_LP, l, bs_q_w(q, w, a - 1), 0);
	bs_q_add(f, BS_Q_AS_DW, d, h, 0);
	bs_q_add(f, BS_Q_AS_DC, d, c, 0);
	if (a - i < 5)
		bs_q_add(f, BS_Q_AS_BETWEEN, a - i > 1 ? bs_q_c(q, w, i + 1) : bs_q_number(1),
		    a - i > 2 ? bs_q_c(q, w, i + 2) : bs_q_number(2),
		    a - i > 3 ? bs_q_c(q, w, i + 3) : bs_q_number(3));
	bs_q_add(f, BS_Q_AS_THAT, bs_q_number(that), d, 0);
	bs_q_add(f, BS_Q_AS_COMMAS, bs_q_number(commas < 3 ? commas : 3), c, 0);
	bs_q_add(f, BS_Q_AS_FRAMES, bs_q_number(bs_qlexicon_frames(q->lex, q->tok[i].cue)), c, d);
	bs_q_add(f, BS_Q_AS_NEXT, c, bs_q_c(q, w, a + 1), 0);
	bs_q_add(f, BS_Q_AS_SHAPE, q->tok[i].c, c, d);
}

/* A clause before cue i stops at e? */
void
bs_q_before_stop_features(
    const struct bs_qdoc *q, uint32_t i, uint32_t e, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, i);
	uint64_t h = bs_q_w(q, w, e), c = bs_q_c(q, w, e), d = bs_q_length(i - e);
	unsigned commas = 0;

	bs_q_begin(f);
	for (uint32_t t = e; t < i; t++)
		commas += q->tok[t].mark == BS_QM_COMMA;
	bs_q_add(f, BS_Q_BE_D, d, c, 0);
	bs_q_add(f, BS_Q_BE_W, h, 0, 0);
	bs_q_add(f, BS_Q_BE_P, bs_q_w(q, w, e - 1), 0, 0);
	bs_q_add(f, BS_Q_BE_PC, bs_q_c(q, w, e - 1), c, 0);
	bs_q_add(f, BS_Q_BE_C2, c, bs_q_c(q, w, e + 1), bs_q_c(q, w, e + 2));
	bs_q_add(f, BS_Q_BE_LW, lemma(q, i), h, 0);
	if (i - e < 4)
		bs_q_add(f, BS_Q_BE_BETWEEN, i - e > 0 ? c : bs_q_number(0),
		    i - e > 1 ? bs_q_c(q, w, e + 1) : bs_q_number(1),
		    i - e > 2 ? bs_q_c(q, w, e + 2) : bs_q_number(2));
	bs_q_add(f, BS_Q_BE_COMMAS, bs_q_number(commas < 4 ? commas : 4), h, 0);
	bs_q_add(f, BS_Q_BE_CUE, q->tok[i].c, c, d);
}

/* The clause that stops at e starts at a? */
void
bs_q_before_start_features(
    const struct bs_qdoc *q, uint32_t e, uint32_t a, struct bs_qfeatures *restrict f)
{
	struct bs_qwin w = bs_q_window(q, e ? e - 1 : 0);
	uint64_t h = bs_q_w(q, w, a), c = bs_q_c(q, w, a), pc = bs_q_c(q, w, a - 1);
	uint64_t pos = bs_q_length(a - w.lo);

	bs_q_begin(f);
	bs_q_add(f, BS_Q_BS_POS, pos, 0, 0);
	bs_q_add(f, BS_Q_BS_W, h, 0, 0);
	bs_q_add(f, BS_Q_BS_P, bs_q_w(q, w, a - 1), 0, 0);
	bs_q_add(f, BS_Q_BS_PC, pc, c, 0);
	bs_q_add(f, BS_Q_BS_PW, bs_q_w(q, w, a - 1), h, 0);
	bs_q_add(f, BS_Q_BS_LEN, bs_q_length(e - a), pc, 0);
	bs_q_add(f, BS_Q_BS_ONE, bs_q_number(e - a == 1), h, bs_q_number(a == w.lo));
	bs_q_add(f, BS_Q_BS_C2, c, bs_q_c(q, w, a + 1), bs_q_number(a == w.lo));
}
