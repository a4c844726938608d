/*
 * tagger_doc: the tagger on a document: cuts its sentences into the tagger's
 * tokens, finds the listed names among them, runs the model compiled in or
 * one of the user's.
 */
#ifndef BROADSHEET_TAGGER_DOC_H
#define BROADSHEET_TAGGER_DOC_H

#include "entities/tagger.h"

struct bs_doctagger;

/* bytes of a model, or an empty span for the one compiled in; they must stay.  NULL where they
 * are no sound model: *why says what is wrong. */
struct bs_doctagger *bs_doctagger_new(struct bs_span model, const char **why);
void bs_doctagger_free(struct bs_doctagger *n);

/*
 * Append the names of the document's sentences, in order; none where `names` is false: then it
 * only cuts them, and finds the listed names.  Linear.  Returns the sentences as the
 * tagger saw them, with their listed names; valid until the next call.
 */
const struct bs_tagger_sent *bs_doctagger_run(
    struct bs_doctagger *n, const struct bs_doc *d, bool names, struct bs_entities *out);

#endif
