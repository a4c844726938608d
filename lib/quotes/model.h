/*
 * model.h (private): weighted features of a decision, and their weights.
 *
 * Every decision that no rule makes is a log-linear one: candidates have
 * features, a feature is a template with up to three values (hashes of words,
 * class names or small numbers), a candidate's score is the sum of its
 * weights; yes or no goes by the logistic function, one of many by softmax.
 * Weights come from lib/data/speech-weights.tsv, which tests/eval/train-quotes.c
 * makes from annotated text (AdaGrad with an L1 penalty: Duchi, Hazan and
 * Singer 2011); features without a weight there count nothing.
 */
#ifndef BS_QUOTES_MODEL_H
#define BS_QUOTES_MODEL_H

#include "quotes/quotes.h"

/* cue: is the word a cue; dir: which way its speech lies; after..., before...: where a reported
 * clause starts and stops; pair: is marked text speech that stands alone; src..., sl, sr: the
 * source; ok: is a clause, as it was cut, what somebody says; p: how a score becomes a probability
 */
/* clang-format off */
#define BS_Q_TEMPLATES(X) \
	X(CUE_W) X(CUE_L) X(CUE_SHAPE) X(CUE_WP) X(CUE_WN) X(CUE_WPC) X(CUE_WNC) \
	X(CUE_P1) X(CUE_N1) X(CUE_P2) X(CUE_N2) X(CUE_N3) X(CUE_PC2) X(CUE_NC2) \
	X(CUE_PN) X(CUE_SN) X(CUE_SP) X(CUE_QUOTE) X(CUE_LQUOTE) X(CUE_POS) X(CUE_REST) \
	X(CUE_SUBJ) X(CUE_LTHAT) X(CUE_THAT) X(CUE_AUX) X(CUE_TITLE) X(CUE_EARLIER) \
	X(CUE_LSUBJ) X(CUE_FRAMES) X(CUE_BIAS) \
	X(DIR_BIAS) X(DIR_W) X(DIR_L) X(DIR_N1) X(DIR_P1) X(DIR_NC2) X(DIR_PC2) \
	X(DIR_QUOTE) X(DIR_LQUOTE) X(DIR_POS) X(DIR_REST) X(DIR_SUBJ) X(DIR_THAT) \
	X(DIR_PN) X(DIR_LNC) \
	X(AS_D) X(AS_W) X(AS_C) X(AS_P) X(AS_PC) X(AS_LW) X(AS_LD) X(AS_LP) X(AS_DW) \
	X(AS_DC) X(AS_BETWEEN) X(AS_THAT) X(AS_FRAMES) X(AS_NEXT) X(AS_SHAPE) \
	X(AS_COMMAS) X(AS_PW) \
	X(AE_W) X(AE_C) X(AE_P) X(AE_PC) X(AE_W2) X(AE_C2) X(AE_C3) X(AE_FIRST) \
	X(AE_FIRSTC) X(AE_END) X(AE_L) X(AE_FRAMES) X(AE_LEN) X(AE_REST) X(AE_CUE) \
	X(AE_MARKS) X(AE_COMMAS) X(AE_VERB) X(AE_PAREN) X(AE_PW) X(AE_LENC) X(AE_BIAS) \
	X(AE_CO) X(AE_COW) X(AE_LW) X(AE_F2) X(AE_PPC) X(AE_MOOD) X(AE_SUBJ) \
	X(AE_COT) X(AE_OP) X(AE_OPJ) X(AE_OPV) X(AE_NV) X(AE_NL) X(AE_NQ) X(AE_NQJ) \
	X(BE_D) X(BE_W) X(BE_P) X(BE_PC) X(BE_C2) X(BE_LW) X(BE_BETWEEN) X(BE_COMMAS) \
	X(BE_CUE) \
	X(BS_POS) X(BS_W) X(BS_P) X(BS_PC) X(BS_LEN) X(BS_C2) X(BS_PW) X(BS_ONE) \
	X(PAIR_BIAS) X(PAIR_LEN) X(PAIR_CAP) X(PAIR_END) X(PAIR_PREV) X(PAIR_NEXT) \
	X(PAIR_PC) X(PAIR_NC) X(PAIR_START) X(PAIR_WHOLE) X(PAIR_CUEB) X(PAIR_CUEA) \
	X(PAIR_ENDN) X(PAIR_PN) X(PAIR_FIRST) X(PAIR_LENP) X(PAIR_LENN) X(PAIR_VERB) \
	X(SRC_D) X(SRC_C) X(SRC_W) X(SRC_P) X(SRC_N) X(SRC_BETWEEN) X(SRC_COMMAS) \
	X(SRC_DC) X(SRC_LD) X(SRC_DIR) X(SRC_PD) X(SRC_FIRST) X(SRC_VERB) X(SRC_NONE) \
	X(SRC_NONEL) X(SRC_NONEP) X(SRC_PC) X(SRC_NC) X(SRC_ROLE) X(SRC_NAME) \
	X(SRC_CUEP) X(SRC_QUOTE) \
	X(SL_D) X(SL_PC) X(SL_P) X(SL_W) X(SL_C2) \
	X(SR_D) X(SR_PC) X(SR_N) X(SR_P) X(SR_C2) X(SR_SIDE) X(SR_CUE) \
	X(OK_BIAS) X(OK_P) X(OK_PS) X(OK_PE) X(OK_PA) X(OK_PV) X(OK_L) X(OK_LF) X(OK_LFW) \
	X(OK_LV) X(OK_F) X(OK_W) X(OK_FV) X(OK_FF) X(OK_MOOD) X(OK_LEN) X(OK_LENM) X(OK_S) \
	X(OK_SW) X(OK_SF) X(OK_LS) X(OK_SP) X(OK_SD) X(OK_SIDE) X(OK_HEAD) X(OK_AUX) \
	X(OK_AUXF) X(OK_LAUX) X(OK_NEXT) X(OK_NEXTW) X(OK_LAST) X(OK_PREV) X(OK_CP) X(OK_LP) \
	X(OK_START) X(OK_POS) X(OK_FRAMES) X(OK_END) X(OK_IN) \
	X(OK_MK) X(OK_MP) X(OK_MC) X(OK_MW) \
	X(P_SLOPE) X(P_CLASS) X(P_RULE)
/* clang-format on */

enum bs_qtemplate {
#define X(t) BS_Q_##t,
	BS_Q_TEMPLATES(X)
#undef X
	    BS_Q_NTEMPLATE
};

struct bs_qfeature {
	uint64_t t; /* the template; no padding, for the trainer compares bytes */
	uint64_t v[3];
};

/*
 * The features of a candidate.  The engine keeps their keys; the trainer (BS_Q_NAMED), for
 * whom features*.c are compiled once more under other names, their values.
 */
enum { BS_Q_MAXFEATURE = 64 };
#ifdef BS_Q_NAMED
struct bs_qfeatures {
	struct bs_qfeature v[BS_Q_MAXFEATURE];
	size_t n;
};
#define bs_q_cue_features bs_q_named_cue_features
#define bs_q_around bs_q_named_around
#define bs_q_opener bs_q_named_opener
#define bs_q_dir_features bs_q_named_dir_features
#define bs_q_after_start_features bs_q_named_after_start_features
#define bs_q_after_stop_features bs_q_named_after_stop_features
#define bs_q_before_stop_features bs_q_named_before_stop_features
#define bs_q_before_start_features bs_q_named_before_start_features
#define bs_q_clause_features bs_q_named_clause_features
#define bs_q_pair_features bs_q_named_pair_features
#define bs_q_source_features bs_q_named_source_features
#define bs_q_source_left_features bs_q_named_source_left_features
#define bs_q_source_right_features bs_q_named_source_right_features
#else
struct bs_qfeatures {
	uint64_t key[BS_Q_MAXFEATURE + 8]; /* eight are looked up at once */
	size_t n;
};
#endif

/* The key of a feature; inline, for the values that are not there fold away.  Values are hashes
 * already: it is enough to turn them against each other. */
static inline uint64_t
bs_q_key(uint64_t t, uint64_t a, uint64_t b, uint64_t c)
{
	return a ^ (b << 23 | b >> 41) ^ (c << 46 | c >> 18) ^ (t + 1) * 0xd6e8feb86659fd93U;
}

/*
 * The weights of features, in a perfect hash table that is made when the program is built
 * (lib/gen/weights.c; hash and displace: Fredman, Komlos and Szemeredi 1984).  Of a key two hashes
 * are made.  The first picks one of some thousand shifts; the hashes and that shift say which slot
 * is the key's and no other's.  A slot is 32 bits: the first 21 of the key's second hash and the
 * weight in hundredths.  A feature without a weight passes for one that has one some once in 10^6
 * looks.  Key 0, which fills up eights, has the weight 0.
 */
enum { BS_Q_WEIGHT_BITS = 11, BS_Q_WEIGHT_MOST = 1023 };
enum { BS_Q_SHIFT_BITS = 13, BS_Q_SHIFTS = 1 << BS_Q_SHIFT_BITS };
struct bs_qmodel {
	const uint32_t *slot;  /* 2^bits */
	const uint16_t *shift; /* BS_Q_SHIFTS and one more, so that two may be read */
	unsigned bits;
};
#define BS_Q_HASH1(low, high) ((low)*0x9e3779b1U + (high)*0x85ebca77U)
#define BS_Q_HASH2(low, high) ((low)*0xc2b2ae3dU + (high)*0x27d4eb2fU)
static inline uint32_t
bs_q_hash1(uint64_t key)
{
	return BS_Q_HASH1((uint32_t)key, (uint32_t)(key >> 32));
}
static inline uint32_t
bs_q_hash2(uint64_t key)
{
	return BS_Q_HASH2((uint32_t)key, (uint32_t)(key >> 32));
}
/* Which shift a key has. */
static inline uint32_t
bs_q_lot(uint64_t key)
{
	return bs_q_hash1(key) >> (32 - BS_Q_SHIFT_BITS);
}
static inline uint32_t
bs_q_slot(uint32_t hash1, uint32_t hash2, uint32_t shift, unsigned bits)
{
	return (hash1 + shift * hash2) >> (32 - bits);
}
/* Bits for n weights: the table is at most seven eighths full. */
static inline unsigned
bs_q_slot_bits(size_t n)
{
	unsigned bits = BS_Q_SHIFT_BITS;

	while (8 * n > 7 * ((size_t)1 << bits))
		bits++;
	return bits;
}
/* weights.c: fill 2^bits slots and BS_Q_SHIFTS shifts; false where two features have one key, or
 * some will not fit. */
bool bs_qmodel_lay(const uint64_t *key, const int *hundredths, size_t n, unsigned bits,
    uint32_t *slot, uint16_t *shift);

extern const struct bs_qmodel bs_qweights; /* of lib/data/speech-weights.tsv */

const char *bs_qmodel_template_name(unsigned t);
uint64_t bs_qmodel_key(const struct bs_qfeature *f);
/* The scores of n candidates, whose features are filled up with key 0. */
void bs_qmodel_scores(
    const struct bs_qmodel *m, struct bs_qfeatures *f, size_t n, float *restrict score);
static inline float
bs_qmodel_score(const struct bs_qmodel *m, struct bs_qfeatures *f)
{
	float score;

	bs_qmodel_scores(m, f, 1, &score);
	return score;
}

/* The candidates of a decision are scored some at a time, so that no look waits for another one:
 * the features of each go to where bs_qlot_next says, their scores come to where begin said. */
enum { BS_Q_LOT = 8 };
struct bs_qlot {
	const struct bs_qmodel *m;
	float *score;
	size_t n;
	struct bs_qfeatures f[BS_Q_LOT];
};
static inline void
bs_qlot_begin(struct bs_qlot *l, const struct bs_qmodel *m, float *score)
{
	l->m = m;
	l->score = score;
	l->n = 0;
}
static inline void
bs_qlot_end(struct bs_qlot *l)
{
	bs_qmodel_scores(l->m, l->f, l->n, l->score);
	l->score += l->n;
	l->n = 0;
}
static inline struct bs_qfeatures *
bs_qlot_next(struct bs_qlot *l)
{
	if (l->n == BS_Q_LOT)
		bs_qlot_end(l);
	return &l->f[l->n++];
}
float bs_q_logistic(float score);

/* Values of features. */
/* bs_q_hash of the decimal digits of a number below 1000. */
enum { BS_Q_NUMBERS = 512 };
extern const uint64_t bs_q_numbers[BS_Q_NUMBERS]; /* of the first ones */
static inline uint64_t
bs_q_number(unsigned n)
{
	uint64_t digits = '0' + n % 10;

	if (!__builtin_constant_p(n) && n < BS_Q_NUMBERS)
		return bs_q_numbers[n];
	if (n >= 10)
		digits = digits << 8 | ('0' + n / 10 % 10);
	if (n >= 100)
		digits = digits << 8 | ('0' + n / 100);
	return bs_q_mix(BS_Q_SEED, digits);
}
void bs_q_number_name(unsigned n, char out[12]);

/* Features of each decision, which replace what f held: features.c, features_stop.c,
 * features_clause.c, features_src.c */
void bs_q_cue_features(const struct bs_qdoc *q, uint32_t i, struct bs_qfeatures *f);
enum bs_qdir { BS_QD_DIRECT, BS_QD_AFTER, BS_QD_BEFORE, BS_QD_N };
/* What stands about a cue: marks, its subject's class, commas before it, what its complement is. */
struct bs_qaround {
	unsigned marks, commas;
	uint64_t subject, comp;
};
struct bs_qaround bs_q_around(const struct bs_qdoc *q, uint32_t i);
void bs_q_dir_features(const struct bs_qdoc *q, uint32_t i, struct bs_qaround x, enum bs_qdir d,
    struct bs_qfeatures *f);
void bs_q_after_start_features(
    const struct bs_qdoc *q, uint32_t i, uint32_t a, struct bs_qfeatures *f);
/* What stands between a clause's start and the place that may be its stop. */
struct bs_qseen {
	bool verb, paren, dash, marks;
	unsigned commas, before; /* class of the last word */
	uint64_t mood;           /* class of the first verb */
	uint64_t opener;         /* bs_q_opener of its cue, where that is asked */
};
#define BS_Q_IN(cls, set) (((set) >> (cls)) & 1) /* is it one of a set of BS_Q_BIT? */
#define BS_Q_BIT(cls) (1ULL << (cls))
/* A word of the cue list is a noun behind an article, a possessive or a preposition. */
static inline bool
bs_q_verb_like(const struct bs_qtok *t, unsigned before)
{
	static uint64_t const verbs = BS_Q_BIT(BS_QC_BE) | BS_Q_BIT(BS_QC_HAVE) |
				      BS_Q_BIT(BS_QC_DO) | BS_Q_BIT(BS_QC_MODAL) |
				      BS_Q_BIT(BS_QC_ED);
	static uint64_t const no_cues = BS_Q_BIT(BS_QC_ING) | BS_Q_BIT(BS_QC_CAP);
	static uint64_t const nouns_behind = BS_Q_BIT(BS_QC_DET) | BS_Q_BIT(BS_QC_POSS) |
					     BS_Q_BIT(BS_QC_GENITIVE) | BS_Q_BIT(BS_QC_PREP);

	return BS_Q_IN(t->cls, verbs) ||
	       (t->cue && !BS_Q_IN(t->cls, no_cues) && !BS_Q_IN(before, nouns_behind));
}

static inline void
bs_q_seen_add(struct bs_qseen *s, const struct bs_qtok *k)
{
	bool verb = bs_q_verb_like(k, s->before);

	s->before = k->cls;
	if (!s->verb && verb)
		s->mood = k->c;
	s->verb |= verb;
	if (k->mark == BS_QM_NONE)
		return;
	s->commas += k->mark == BS_QM_COMMA && s->commas < 3;
	s->dash ^= k->mark == BS_QM_DASH;
	s->marks |= k->mark == BS_QM_OPEN;
	if (k->mark == BS_QM_PAREN || k->mark == BS_QM_UNPAREN)
		s->paren = k->mark == BS_QM_PAREN;
}
/* What opens the stretch of the sentence with the cue, where that waits for another clause. */
uint64_t bs_q_opener(const struct bs_qdoc *q, uint32_t i);
void bs_q_after_stop_features(const struct bs_qdoc *q, uint32_t i, uint32_t a, uint32_t e,
    uint32_t end, struct bs_qseen seen, struct bs_qfeatures *f);
void bs_q_before_stop_features(
    const struct bs_qdoc *q, uint32_t i, uint32_t e, struct bs_qfeatures *f);
void bs_q_before_start_features(
    const struct bs_qdoc *q, uint32_t e, uint32_t a, struct bs_qfeatures *f);
/* Its source must have been looked for. */
void bs_q_clause_features(const struct bs_qdoc *q, const struct bs_qcue *c, struct bs_qfeatures *f);
void bs_q_pair_features(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qfeatures *f);
/* t == BS_NOTOK: no source in the sentence. */
void bs_q_source_features(
    const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t t, struct bs_qfeatures *f);
void bs_q_source_left_features(
    const struct bs_qdoc *q, uint32_t head, uint32_t from, struct bs_qfeatures *f);
void bs_q_source_right_features(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t head,
    uint32_t to, struct bs_qfeatures *f);

/* clause.c: the clause of a cue; how likely one of the marks about token i holds speech. */
static float const BS_Q_SURE = .95F; /* of what a rule tells, and not weights */
void bs_q_find_clause(const struct bs_qdoc *q, struct bs_qcue *c);
float bs_q_marked_speech(const struct bs_qdoc *q, uint32_t i);

/* Candidates of each decision: cue.c, ends.c, source.c.  *n of them in the scratch space. */
uint32_t bs_q_sentence_end(const struct bs_qdoc *q, uint32_t t); /* one behind, its speech whole */
bool bs_q_cue_possible(const struct bs_qdoc *q, uint32_t i);
size_t bs_q_after_starts(const struct bs_qdoc *q, uint32_t i, uint32_t *out, size_t cap);
size_t bs_q_after_stops(const struct bs_qdoc *q, uint32_t a, uint32_t *out, size_t cap);
size_t bs_q_before_stops(const struct bs_qdoc *q, uint32_t i, uint32_t *out, size_t cap);
size_t bs_q_before_starts(const struct bs_qdoc *q, uint32_t e, uint32_t *out, size_t cap);
size_t bs_q_source_heads(
    const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t *out, size_t cap);
size_t bs_q_source_lefts(
    const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t head, uint32_t *out, size_t cap);
size_t bs_q_source_rights(
    const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t head, uint32_t *out, size_t cap);

enum { BS_Q_MAXCAND = 256 };

#endif
