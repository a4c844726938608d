/*
 * train-quotes.h: what the parts of train-quotes share: annotated spans,
 * decisions with their candidates, and the features with their weights.
 *
 * Memory: the program's, to its end.
 */
#ifndef TRAIN_QUOTES_H
#define TRAIN_QUOTES_H

#include "quotes/features.h"

struct gold {
	uint64_t start, stop;
	uint64_t src[2], cue[2]; /* first fragments; equal where there is none */
	struct bs_span group;
	char type;     /* d m i, x for ignore */
	uint32_t a, b; /* tokens */
};

struct feature {
	struct bs_qfeature f;
	float sum, sq, w;
	uint32_t n;
};

/* One decision: candidates with their features, and which of them are right. */
struct instance {
	size_t first, ncand; /* in cand */
	unsigned model, fold;
};
struct cand {
	size_t first, n; /* in id */
	bool right;
};

/* A whole act that was found: its class, rule and score, and whether the annotation has it. */
struct odds {
	unsigned cls;
	uint64_t rule;
	float odds;
	bool right;
};

/* Documents fall into folds by the number at the end of their id. */
enum { FOLDS = 5 };

enum { PAIR, CUE, DIR, AS, AE, BE, BS, SRC, SL, SR, OK, NMODEL };

struct trainer {
	struct bs_strmap docs; /* name -> first gold + 1 */
	struct gold *gold;
	size_t ngold, gold_cap;
	uint64_t *doc_of;
	struct bs_strmap ids; /* feature -> id + 1 */
	struct feature *feat;
	size_t nfeat, feat_cap;
	uint32_t *id;
	size_t nid, id_cap;
	struct cand *cand;
	size_t ncand, cand_cap;
	struct instance *inst;
	size_t ninst, inst_cap;
	struct bs_strmap words; /* hash -> its text */
	struct bs_arena text;
	const struct bs_qlexicon *lex;
	bool second; /* the pass that learns the extent of sources */
	/* the pass that learns which clauses to keep, from those that weights of other documents
	 * find in the documents of one fold; NULL in the other passes */
	const struct bs_qmodel *others;
	bool whole; /* such a pass that looks at whole acts */
	struct odds *odds;
	size_t nodds, odds_cap;
	unsigned fold, held,
	    judged; /* of the document; left out, or FOLDS; looked at with others */
};

/* train-quotes.c: what a value is called in the table of weights */
void name_value(struct trainer *t, uint64_t h, struct bs_span s);

/* train-quotes-text.c: decisions of one document, for bs_stream_documents; arg is the trainer */
void document(struct bs_doc *d, void *arg);

/* train-quotes-odds.c: the acts of a document, and what makes probabilities of their scores */
void acts(struct trainer *t, struct bs_qdoc *q, const struct gold *g, size_t n);
void fit_odds(struct trainer *t);

/* train-quotes-learn.c */
float score(const struct trainer *t, const struct cand *c);
void learn(struct trainer *t, size_t from, int epochs, unsigned skip);
void forget(struct trainer *t);

#endif
