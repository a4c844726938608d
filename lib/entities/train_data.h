/*
 * train_data: labelled sentences for the trainer.
 *
 * BIO text: a token, TAB, a label (O, B-PER, I-ORG, ...) on a line; an empty
 * line between sentences; -DOCSTART- before documents, where they are known.
 * Tokens are cut again by the toolkit's own tokenizer.  Classes PER ORG LOC
 * MISC (GPE and FAC are LOC, NORP and EVENT are MISC); others are no names.
 *
 * Pattern text: one sentence a line, tokens apart, names in brackets with
 * their class, `{list}` filled anew every epoch from that list of names:
 *	[ORG {teams}] 3 , [ORG {teams}] 1
 *	[PER {given} {surnames}] , who leads [LOC {countries}] , agreed .
 *
 * Articles: text as printed, one sentence a line, names in brackets with their
 * class, an empty line behind each article:
 *	[ORG Sasol]'s plant in [LOC Secunda] "will close", said [PER Mokoena].
 *
 * Each epoch sees a fresh draft of a document: some sentences recased as
 * headlines, capitals or lower case, some names swapped for others of their
 * class, the same name for the same name throughout the document; in some
 * documents 's is two tokens, as it is where spaces were put around marks.
 */
#ifndef BROADSHEET_TRAIN_DATA_H
#define BROADSHEET_TRAIN_DATA_H

#include "broadsheet/strmap.h"
#include "broadsheet/token.h"
#include "broadsheet/utf8.h"
#include "entities/model.h"

/* A word form, once, with the numbers of its features (train_features.h fills them). */
struct bs_train_form {
	struct bs_span s;
	struct bs_word w, masked; /* masked: as if the word were unknown */
	uint32_t *feat[2][BS_OFFSETS];
	uint8_t nfeat[2][BS_OFFSETS];
	bool ready;
};

struct bs_train_range {
	size_t first, n;
};

struct bs_train_doc {
	struct bs_train_range sents;
	unsigned source; /* the BIO file it came from; 0: text of our own */
	bool pattern;    /* its tokens may be {lists} */
};

/* Tokens, labels (model.h), sentences and documents, each a range of the next. */
struct bs_corpus {
	struct bs_train_form **form;
	uint8_t *label;
	struct bs_train_range *sent;
	struct bs_train_doc *doc;
	size_t n, form_cap, label_cap, nsent, sent_cap, ndoc, doc_cap;
};

struct bs_train_names {
	struct bs_span name; /* of the list */
	struct bs_span *v;
	size_t n, cap;
};

struct bs_train_data {
	struct bs_lexicon lex;
	struct bs_strmap map;
	struct bs_train_form **form;
	size_t nform, form_cap;
	struct bs_arena arena;
	struct bs_buf scratch;
	struct bs_tokens tok;
	struct bs_train_names *list;
	size_t nlist, list_cap;
	struct bs_train_range *pool[4]; /* names of the training text, by class: ranges of tokens */
	size_t npool[4], pool_cap[4];
	uint64_t random;
};

void bs_train_data_free(struct bs_train_data *d);
void bs_corpus_free(struct bs_corpus *c);

struct bs_train_form *bs_train_form(struct bs_train_data *d, struct bs_span s);

/* 's, 'll, ’re, as they are cut off words: the bytes of the mark; else 0. */
size_t bs_train_ending(struct bs_span s);

/* Append the documents of a text to c.  NULL, or what is wrong, with *line set. */
const char *bs_corpus_bio(struct bs_train_data *d, struct bs_corpus *c, struct bs_span text,
    unsigned source, size_t *line);
const char *bs_corpus_patterns(struct bs_train_data *d, struct bs_corpus *c, struct bs_span text,
    unsigned source, size_t *line);
const char *bs_corpus_articles(struct bs_train_data *d, struct bs_corpus *c, struct bs_span text,
    unsigned source, size_t *line);

/* A list of names for patterns, from a TSV with a header: the column called `key`, else the
 * first, up to a `|`. */
void bs_train_names_add(struct bs_train_data *d, struct bs_span name, struct bs_span tsv);

/* Collect the names of c for swapping. */
void bs_train_pool(struct bs_train_data *d, const struct bs_corpus *c);

struct bs_draft_options {
	float swap, small; /* chances of swapping a name, of writing it without capitals */
	float recase;      /* of recasing a sentence, each of three ways */
	float apart;       /* of writing the endings of words apart, 's as ' s, in a document */
};

/* A fresh draft of a document: replaces out, which then holds one document. */
void bs_train_draft(struct bs_train_data *d, const struct bs_corpus *c, size_t doc,
    const struct bs_draft_options *o, struct bs_corpus *out);

/* Uniform in [0, 1), and below n; splitmix64. */
float bs_train_chance(struct bs_train_data *d);
size_t bs_train_pick(struct bs_train_data *d, size_t n);

#endif
