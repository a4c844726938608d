/*
 * train_features: the features of a sentence as numbers of a dictionary, for
 * learning: the same templates as the tagger's (features.h), plus a few that
 * know which file a sentence came from.  Those take up what one corpus marks
 * otherwise than the rest (Daume III, "Frustratingly Easy Domain Adaptation",
 * 2007) and are not written to the model.
 */
#ifndef BROADSHEET_TRAIN_FEATURES_H
#define BROADSHEET_TRAIN_FEATURES_H

#include "entities/gazetteer.h"
#include "entities/tagger_seen.h"
#include "entities/train_data.h"

struct bs_dict_entry {
	uint64_t key;
	uint32_t count, id; /* id from 1; 0 is left out */
	bool source;        /* knows its file: not for the model */
};

struct bs_dict {
	struct bs_dict_entry *slot;
	size_t mask, n;
	uint32_t nfeature;
};

/* Count one more; after bs_dict_number, only look-ups. */
void bs_dict_count(struct bs_dict *d, uint64_t key, bool source);
/* Number the features met at least `least` times, and those that `known` (or NULL) has. */
void bs_dict_number(struct bs_dict *d, unsigned least, const struct bs_model *known);
/* The feature's number, from 0, or UINT32_MAX. */
uint32_t bs_dict_find(const struct bs_dict *d, uint64_t key);
void bs_dict_free(struct bs_dict *d);

/* A sentence in work. */
struct bs_train_sent {
	size_t n, cap;
	const struct bs_word **w; /* its words, two edges before and two behind */
	struct bs_train_form **form;
	bool *masked; /* taken for unknown this time */
	struct bs_token_context *c;
	uint32_t *feat; /* of all tokens */
	size_t nfeat, feat_cap;
	size_t *at;          /* [n + 1]: where a token's features begin */
	struct bs_seen seen; /* of the document */
	struct bs_gaz_matches gaz;
	struct bs_buf text;
	struct bs_token *tok;
	uint32_t edge[BS_OFFSETS][BS_MAX_WORD_FEATURES];
	uint8_t nedge[BS_OFFSETS];
	bool edges_known;
};

void bs_train_sent_free(struct bs_train_sent *s);

/* The document's casing statistics. */
void bs_train_see(struct bs_train_sent *s, const struct bs_corpus *doc);

/* Words and contexts of a sentence of the document seen; words are masked with chance `mask`. */
void bs_train_load(struct bs_train_sent *s, struct bs_train_data *d, const struct bs_corpus *doc,
    size_t sent, float mask);

/* Count the features of the sentence loaded. */
void bs_train_count(struct bs_train_sent *s, struct bs_dict *dict, unsigned source);

/* Look them up; each is left out with chance `drop`. */
void bs_train_collect(struct bs_train_sent *s, const struct bs_dict *dict, struct bs_train_data *d,
    unsigned source, float drop);

#endif
