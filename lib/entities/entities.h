/*
 * entities: the engine of tag-entities: names and values of a document, as
 * entity rows.
 *
 * Finders, and who wins where two overlap:
 *	1. the user's lists: the longest name, then the first in the file; a name
 *	   of one word only where it stands alone as a name (see below)
 *	2. the user's rules, in file order
 *	3. model, lists and values: the longest span; of equal ones the value.  The
 *	   lists only add where the model saw nothing, and mend its names (mend.h)
 * A class of `none` in 1 and 2 keeps everything else away.  What was found is
 * then resolved (resolve.h) and added to the document.
 *
 * The model and the lists compiled in know English.  In a document of another
 * language they are silent, unless the model is the user's.
 *
 * Units: bytes of a sentence's text.  Linear in the text.  Memory: the
 * document's arena, and scratch that grows with the longest sentence.
 */
#ifndef BROADSHEET_ENTITIES_H
#define BROADSHEET_ENTITIES_H

#include "entities/rules.h"
#include "entities/userlist.h"

struct bs_tagging_options {
	const struct bs_userlist *list; /* the user's, in order; the caller's */
	size_t nlist;
	struct bs_rules *rules;  /* or NULL */
	struct bs_span model;    /* a model's bytes, or empty: the one compiled in */
	struct bs_span doc_date; /* for documents without a date */
	struct bs_span classes;  /* LIST of --class; empty: all */
	float min_p;
	bool nested; /* names inside names, too */
};

struct bs_tagging;

/* The options are copied; what they point to stays the caller's.  NULL where the model is not
 * sound: *why says how. */
struct bs_tagging *bs_tagging_new(const struct bs_tagging_options *o, const char **why);
void bs_tagging_free(struct bs_tagging *t);

/* Add the entity rows of a document.  False where its language kept the model silent. */
bool bs_tag_document(struct bs_tagging *t, struct bs_doc *d);

#endif
