/*
 * train: learning a tagger's model from labelled sentences.
 *
 * A linear-chain CRF whose label scores are the sum of hashed sparse features
 * (features.h) and a small net over word vectors (train_net.h), learned
 * together: maximum likelihood, AdaGrad (Duchi, Hazan, Singer 2011), a
 * falling rate, features and hidden units dropped at random, words sometimes
 * taken for unknown.
 *
 * A model is the mean of a few members, learned one after another from other
 * random numbers, each with its share of the net's units: weights of features
 * and transitions are averaged, the shares of the net stand side by side with
 * their outputs divided.  So an ensemble costs no more than one model does.
 *
 * Deterministic: one thread, one seed, no clock, own exp and log.  The same
 * input, lexicon and options give the same bytes, wherever floats are IEEE
 * single precision and contraction is off (it is, in -std=c11).
 *
 * Memory: some 200 bytes a feature, 100 a token.  O(epochs * tokens).
 */
#ifndef BROADSHEET_TRAIN_H
#define BROADSHEET_TRAIN_H

#include "broadsheet/mem.h"

struct bs_train_options {
	unsigned epochs;  /* 8, shared by the members */
	unsigned members; /* 4 (or 2, 1); 1 where they do not divide epochs, or with `from` */
	unsigned least;   /* features met less often are left out: 4 */
	size_t features;  /* at most so many in the model */
	uint64_t seed;
	float rate, net_rate; /* AdaGrad's: 0.1, 0.01 */
	float drop, net_drop; /* chance of dropping a feature, a hidden unit */
	float mask;           /* of taking a word for unknown */
	float swap, small;    /* of swapping a name, of writing it without capitals */
	float recase;         /* of recasing a sentence, each of three ways */
	float apart;          /* of writing a document's 's as ' s */
	float name_bias;      /* added to names' scores: recall for precision */
	const char *made;     /* a line kept in the model */
};

void bs_train_defaults(struct bs_train_options *o);

struct bs_trainer;

/*
 * lexicon: the words of the new model: a lexicon (lexicon.h), or a whole model
 * whose lexicon is taken; it must stay.  from: a model to start from, or empty;
 * its features are kept and its lexicon used.  NULL and *why where one is unsound.
 */
struct bs_trainer *bs_trainer_new(const struct bs_train_options *o, struct bs_span lexicon,
    struct bs_span from, const char **why);
void bs_trainer_free(struct bs_trainer *t);

/* Training text (train_data.h), seen `weight` times an epoch.  The text must stay.  NULL, or
 * what is wrong, with *line set. */
enum bs_train_text { BS_TRAIN_BIO, BS_TRAIN_PATTERNS, BS_TRAIN_ARTICLES };
const char *bs_trainer_add(struct bs_trainer *t, struct bs_span text, enum bs_train_text form,
    unsigned weight, size_t *line);
/* Text to score; where it marks no MISC, MISC is not scored. */
const char *bs_trainer_dev(
    struct bs_trainer *t, struct bs_span name, struct bs_span bio, size_t *line);
/* A list of names for the patterns, called as the file is, without folder and ending. */
void bs_trainer_names(struct bs_trainer *t, struct bs_span path, struct bs_span tsv);

/*
 * Probabilities: what the model gives a name is brought to how often such
 * names were right, by logistic regression on its logit, a slope and an
 * offset a class (Platt 1999).  They are fitted to the dev texts after the
 * last epoch, unless they are set here: a TSV of class, slope, offset.
 */
const char *bs_trainer_set_fit(struct bs_trainer *t, struct bs_span tsv, size_t *line);

/*
 * One epoch, and the model as it stands, instead of what `model` held; after
 * the last one averaged, its probabilities fitted.  Appends to report: the
 * epoch and the mean log-likelihood of a token; for each dev text F1 of each
 * class, precision, recall and F1 of all, as the tagger that users run has
 * them; at the end what was fitted, as a TSV.
 */
void bs_trainer_epoch(struct bs_trainer *t, struct bs_buf *model, struct bs_buf *report);
bool bs_trainer_done(const struct bs_trainer *t);

#endif
