/*
 * quotes.h (private): what the sieves of extract-quotes share.
 *
 * A document is read once into an array of tokens that runs over all its
 * sentences (scan.c, lex.c); marks are paired (marks.c); cues are scored, and the clause each
 * reports is cut out (cue.c, clause.c, ends.c, inverted.c, coordinate.c); marked speech finds its
 * cue or who else says it (direct.c, attribute.c, whole.c), headlines their speaker (headline.c),
 * interviews their turns (turns.c), speech its inner speech (nested.c), a report the report in it
 * (chain.c); every act of quoting has its source (source.c, extent.c, phrase.c, subject.c), every
 * source its person (names.c, person.c, role.c, pronoun.c, interview.c) or key (head.c, key.c);
 * probability.c says how sure that is, and rows.c writes what was found.
 *
 * Units: token numbers of the document, from 0; a range is half-open.
 * Memory: the document's arena, but for what a struct says it owns.
 */
#ifndef BS_QUOTES_H
#define BS_QUOTES_H

#include "broadsheet/doc.h"
#include "broadsheet/strmap.h"

#define BS_NOTOK UINT32_MAX

/* What a small word or a shape tells of a sentence's build; names in lex.c. */
enum bs_qclass {
	BS_QC_OTHER,
	BS_QC_DET,
	BS_QC_POSS,
	BS_QC_PRON,
	BS_QC_OBJ,
	BS_QC_WH,
	BS_QC_THAT,
	BS_QC_IF,
	BS_QC_CONJ,
	BS_QC_SUB,
	BS_QC_PREP,
	BS_QC_TO,
	BS_QC_BE,
	BS_QC_HAVE,
	BS_QC_DO,
	BS_QC_MODAL,
	BS_QC_NOT,
	BS_QC_ADV,
	BS_QC_DAY,
	BS_QC_MONTH,
	BS_QC_TIME,
	BS_QC_NUM,
	BS_QC_TITLE,
	BS_QC_CAP,
	BS_QC_ED,
	BS_QC_ING,
	BS_QC_LY,
	BS_QC_S,
	BS_QC_GENITIVE,
	BS_QC_EDGE,
	BS_QC_PUNCT,
	BS_QC_N
};

enum bs_qmark {
	BS_QM_NONE,
	BS_QM_OPEN,
	BS_QM_CLOSE, /* “ ” */
	BS_QM_SOPEN,
	BS_QM_SCLOSE, /* ‘ ’ */
	BS_QM_COMMA,
	BS_QM_STOP,
	BS_QM_COLON,
	BS_QM_SEMI,
	BS_QM_DASH,
	BS_QM_PAREN,
	BS_QM_UNPAREN,
	BS_QM_OTHER
};

enum bs_qrole { BS_QR_NONE, BS_QR_PERSON, BS_QR_GROUP, BS_QR_DOCUMENT };

/* Frames of a cue, as in lib/data/cues.tsv. */
enum {
	BS_QF_DIRECT = 1,
	BS_QF_CLAUSE = 2,
	BS_QF_ADDRESSEE = 4,
	BS_QF_INFINITIVE = 8,
	BS_QF_OBJECT = 16,
	BS_QF_PREP = 32,
	BS_QF_VERB = 64,
	BS_QF_NOUN = 128,
	BS_QF_ACCORDING = 256
};

struct bs_qtok {
	uint64_t h, c; /* of the lower-case form, and of its class: values of features */
	uint32_t sent, start, stop;
	uint32_t cue; /* entry of the lexicon + 1, or 0 */
	int32_t pair; /* innermost pair of marks around it, or -1 */
	uint8_t cls, mark, role;
	bool cap; /* begins with a capital */
};

/* Words in marks.  open and close are the marks themselves, where they stand. */
struct bs_qpair {
	uint32_t a, b;     /* the words: [a, b) */
	uint32_t from, to; /* with the marks */
	int32_t parent;    /* the pair around it, or -1 */
	int32_t before;    /* the pair whose speech it carries on over a paragraph, or -1 */
	bool single;       /* not the marks that the document sets speech in */
	bool opened, closed;
	bool used; /* part of a quote */
	float p;   /* that it is speech that stands alone */
};

/* A cue and what it reports. */
struct bs_qcue {
	uint32_t at, from, to;           /* head, and the whole phrase */
	float p, cue_p, start_p, stop_p; /* all; that it is one; shares of its clause's ends */
	float said;                      /* that the clause, as it was cut, is what somebody says */
	uint32_t a, b;                   /* reported clause, or a == b */
	uint32_t a2, b2;                 /* its second part, behind the cue */
	bool dropped, direct;
	uint32_t src_from, src_to, src_head; /* source, or equal */
	float src_p;
};

/* One act of quoting: what becomes a quote row with its parts, source and cue. */
enum bs_qact_class { BS_QA_DIRECT, BS_QA_MIXED, BS_QA_INDIRECT };
struct bs_qpart {
	uint32_t from, to; /* marks included; from is a BS_QM_OPEN where it has one */
};
struct bs_qact {
	size_t part, npart; /* in parts */
	enum bs_qact_class cls;
	uint32_t place;  /* its first token */
	uint32_t cue_at; /* head of the cue, or BS_NOTOK */
	uint32_t cue_from, cue_to;
	uint32_t src_from, src_to, src_head; /* equal where there is none */
	uint32_t chain_from, chain_to;       /* whose words the source tells; likewise */
	const char *rule;
	float p;
	bool nested;                   /* in another's speech */
	bool turn;                     /* of an interview: its source is a label */
	struct bs_span key, src_class; /* person.c */
};

struct bs_qlexicon;
struct bs_qmodel;

struct bs_qdoc {
	struct bs_doc *doc;
	const struct bs_qlexicon *lex;
	const struct bs_qmodel *model;
	struct bs_qtok *tok; /* tok_cap of them; kept for the next document */
	size_t tok_cap;
	uint32_t ntok;
	uint32_t *first; /* of each sentence, and of the end */
	struct bs_qpair *pair;
	size_t npair;
	uint32_t turns; /* first token of an interview, or 0 */
	struct bs_qcue *cue;
	size_t ncue;
	struct bs_qact *act; /* in the order of their first part */
	size_t nact, act_cap;
	struct bs_qpart *part;
	size_t npart, part_cap;
};

/* lex.c */
struct bs_qlemma {
	struct bs_span lemma;
	uint64_t h;
	unsigned frames;
};
struct bs_qwords;
struct bs_qlexicon {
	struct bs_qlemma *cue; /* of each form */
	size_t ncue, cue_cap;
	struct bs_qwords *words;
};
struct bs_qlexicon *bs_qlexicon_new(void);
void bs_qlexicon_free(struct bs_qlexicon *l);
/* Add cues in the form of lib/data/cues.tsv.  NULL, or what is wrong, with *line set. */
const char *bs_qlexicon_add(struct bs_qlexicon *l, struct bs_span tsv, size_t *line);
struct bs_span bs_qlexicon_lemma(const struct bs_qlexicon *l, uint32_t cue);
static inline uint64_t
bs_qlexicon_lemma_hash(const struct bs_qlexicon *l, uint32_t cue)
{
	return cue ? l->cue[cue - 1].h : 1;
}
static inline unsigned
bs_qlexicon_frames(const struct bs_qlexicon *l, uint32_t cue)
{
	return cue ? l->cue[cue - 1].frames : 0;
}
char bs_qlexicon_form(const struct bs_qlexicon *l, uint64_t h); /* m, f, p or 0: of a role */
bool bs_qlexicon_title(const struct bs_qlexicon *l, uint64_t h);
bool bs_qlexicon_used(const struct bs_qlexicon *l, uint64_t h); /* may be in source-words.tsv */
void bs_qlex(struct bs_qdoc *q);
/* Hash of a word's lower-case form, eight bytes at a time, the last ones padded with NULs. */
static uint64_t const BS_Q_SEED = 0xcbf29ce484222325U;
static inline uint64_t
bs_q_mix(uint64_t h, uint64_t bytes)
{
	h = (h ^ bytes) * 0xff51afd7ed558ccdU;
	return h ^ h >> 32;
}
uint64_t bs_q_hash(struct bs_span word);
/* The same of a string literal in lower case, when compiled. */
#define BS_Q_WORD(s) bs_q_literal((s), sizeof(s) - 1)
static inline __attribute__((always_inline)) uint64_t
bs_q_literal(const char *s, size_t n)
{
	uint64_t h = BS_Q_SEED, bytes = 0;

#pragma GCC unroll 16
	for (size_t i = 0; i < n; i++) {
		bytes |= (uint64_t)(unsigned char)s[i] << i % 8 * 8;
		if (i % 8 == 7 || i + 1 == n) {
			h = bs_q_mix(h, bytes);
			bytes = 0;
		}
	}
	return h;
}
const char *bs_q_class_name(unsigned c);
static inline struct bs_span
bs_q_text(const struct bs_qdoc *q, uint32_t t)
{
	return bs_span_cut(q->doc->sent[q->tok[t].sent].text, q->tok[t].start, q->tok[t].stop);
}

/* scan.c: a copy of text in b with some NULs behind it; the next words and marks of such a text
 * from *at, which moves behind them: how many, at most so many, none at the end */
enum { BS_Q_PAD = 32 };
struct bs_span bs_q_padded(struct bs_buf *b, struct bs_span text);
struct bs_qscanned {
	uint64_t h; /* bs_q_hash of it */
	uint32_t start, stop;
	bool word;
};
size_t bs_q_scan(const struct bs_qlexicon *l, struct bs_span text, size_t *at,
    struct bs_qscanned *t, size_t most);

/* marks.c */
void bs_q_pair_marks(struct bs_qdoc *q);

/* cue.c: cues of at least that probability, each with the clause it reports */
void bs_q_find_cues(struct bs_qdoc *q, float min_p);
bool bs_q_reports(const struct bs_qdoc *q, const struct bs_qcue *c); /* sure enough for a row */
/* A cue that was to tell marked speech and tells none may report a clause; does it? */
bool bs_q_second_look(struct bs_qdoc *q, size_t i);
/* clause.c: the clause of such a cue */
void bs_q_find_report(const struct bs_qdoc *q, struct bs_qcue *c);

/* coordinate.c: of two cues with one subject each has its own clause */
void bs_q_part_cues(struct bs_qdoc *q);

/* inverted.c: the clause of a cue that stands, with who says it, behind all of it; is it one? */
bool bs_q_inverted(const struct bs_qdoc *q, struct bs_qcue *c);

/* source.c: the source of a cue, in its sentence */
void bs_q_find_source(const struct bs_qdoc *q, struct bs_qcue *c);

/* extent.c: lists and relative clauses that the weights cut */
void bs_q_mend_source(const struct bs_qdoc *q, struct bs_qcue *c);

/* direct.c: how likely each pair of marks holds speech that stands alone; then the acts */
void bs_q_judge_pairs(struct bs_qdoc *q);
void bs_q_find_acts(struct bs_qdoc *q);
/* A new act, good until the next; its parts follow before that. */
struct bs_qact *bs_q_new_act(struct bs_qdoc *q, enum bs_qact_class cls, const char *rule, float p);
void bs_q_add_part(struct bs_qdoc *q, struct bs_qact *a, uint32_t from, uint32_t to);
/* Do the tokens [from, to) stand in one of its parts? */
bool bs_q_quotes(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t from, uint32_t to);
/* The pairs of marks about the tokens [from, to) are told. */
void bs_q_mark_used(struct bs_qdoc *q, uint32_t from, uint32_t to);
/* One for a pair inside speech, with cue and source of another. */
void bs_q_add_act(struct bs_qdoc *q, const struct bs_qact *like, const struct bs_qpair *p);

/* headline.c: headlines that name their speaker before a colon, as acts */
void bs_q_find_headlines(struct bs_qdoc *q);

/* turns.c: the turns of an interview, as acts */
void bs_q_find_turns(struct bs_qdoc *q);

/* chain.c: whose words the clause of c, now act a, tells; a cue in it that tells them is dropped */
void bs_q_find_chain(struct bs_qdoc *q, const struct bs_qcue *c, struct bs_qact *a);

/* nested.c: acts of quoting inside the marked speech that was found */
void bs_q_find_nested(struct bs_qdoc *q);

/* probability.c: of each act's score make how likely it is one; the score's log odds */
void bs_q_calibrate(struct bs_qdoc *q);
float bs_q_act_odds(const struct bs_qact *a);

/* person.c: key and class of each act's source */
void bs_q_name_sources(struct bs_qdoc *q);

/* rows.c: what was found, as rows of the document */
void bs_q_write(struct bs_qdoc *q, float min_p);

static inline uint32_t
bs_q_sentence(const struct bs_qdoc *q, uint32_t t)
{
	return q->tok[t].sent;
}

/* Block of a token. */
static inline uint64_t
bs_q_block(const struct bs_qdoc *q, uint32_t t)
{
	return q->doc->sent[bs_q_sentence(q, t)].block;
}

#endif
