/*
 * quotes: who says what in a document: direct, mixed and indirect speech,
 * its parts, sources and cues; words in marks that are not speech.
 *
 * Ownership: a quoter owns its lexicon and weights; one serves any number of
 * documents, one after the other.  All a document needs lives in its arena.
 * Time is linear in the text.
 */
#ifndef BROADSHEET_QUOTES_H
#define BROADSHEET_QUOTES_H

#include "broadsheet/doc.h"

struct bs_quoter;

struct bs_quoter *bs_quoter_new(void);
void bs_quoter_free(struct bs_quoter *q);
/* Add a user's cues (file text in the form of lib/data/cues.tsv).
 * NULL, or what is wrong, with *line set. */
const char *bs_quoter_add_cues(struct bs_quoter *q, struct bs_span tsv, size_t *line);

/* Add quote, part, source, cue and term rows to d; quotes below min_p are left out. */
void bs_quoter_run(struct bs_quoter *q, struct bs_doc *d, float min_p);

#endif
