/*
 * names: the tagger on a document: cuts its sentences into the tagger's
 * tokens, finds the listed names among them, runs the model compiled in or
 * one of the user's.
 */
#ifndef BROADSHEET_NAMES_H
#define BROADSHEET_NAMES_H

#include "entities/tagger.h"

struct bs_names;

/* bytes of a model, or an empty span for the one compiled in; they must stay.  NULL where they
 * are no sound model: *why says what is wrong. */
struct bs_names *bs_names_new(struct bs_span model, const char **why);
void bs_names_free(struct bs_names *n);

/* Append the names of the document's sentences, in order.  Linear. */
void bs_names_find(struct bs_names *n, const struct bs_doc *d, struct bs_entities *out);

#endif
