/*
 * tagger: names of persons, organisations, places and others in the
 * sentences of a document, by a trained linear-chain model (model.h).
 *
 * The tagger keeps what it has worked out for each word form, so a form costs
 * once; the memory for that is bounded and given back between documents.
 * One tagger serves one thread; a model serves many taggers.
 *
 * Units: bytes of a sentence's text.  Linear in the text.  Not reached: names
 * across sentences, names inside names.
 */
#ifndef BROADSHEET_TAGGER_H
#define BROADSHEET_TAGGER_H

#include "broadsheet/entity.h"
#include "entities/gazetteer.h"
#include "entities/model.h"

/* A sentence as the tagger wants it.  tok are its tokens (bs_tokenize with
 * BS_TOKEN_SPLIT_HYPHENS), gaz what bs_gaz_find gave for them; both are the caller's. */
struct bs_tagger_sent {
	struct bs_span text;
	const struct bs_token *tok;
	size_t ntok;
	const struct bs_gaz_match *gaz;
	size_t ngaz;
};

struct bs_tagger;

struct bs_tagger *bs_tagger_new(const struct bs_model *m);
void bs_tagger_free(struct bs_tagger *t);

/*
 * Append the names of a document's sentences to out, in order: sent is the
 * sentence's index, by is BS_BY_MODEL, p the calibrated probability that span
 * and class are right.  Classes are PER, ORG, LOC and MISC: nationalities and
 * the like are MISC here.
 */
void bs_tagger_run(
    struct bs_tagger *t, const struct bs_tagger_sent *s, size_t n, struct bs_entities *out);

#endif
