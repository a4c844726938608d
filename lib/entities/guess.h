/*
 * guess: names by their capitals and the lists alone.  p says how sure.
 *
 * Units: bytes of the sentence's text.  Linear.
 */
#ifndef BROADSHEET_GUESS_H
#define BROADSHEET_GUESS_H

#include "entities/gazetteer.h"

/* Append the names of a sentence; m are its matches in the compiled lists. */
void bs_guess_names(struct bs_span text, const struct bs_token *tok, size_t ntok,
    const struct bs_gaz_matches *m, size_t sent, struct bs_entities *out);

#endif
