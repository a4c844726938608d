/*
 * result: teams that are called by their city, where a sentence tells a score.
 *
 *	in a line of names and scores (Houston 5, Tampa Bay 4) a place before a
 *	score is a team, and no score belongs to a name;
 *	so are the places on both sides of a verb of winning (data: win-verbs)
 *	in a sentence with a score (Cleveland edged Detroit, 3-2).
 *
 * A country plays under its own name and stays a place; so does a region that
 * is no town as well.
 *
 * Units: bytes of the sentence's text.  Linear in tokens, matches and names.
 */
#ifndef BROADSHEET_RESULT_H
#define BROADSHEET_RESULT_H

#include "entities/tagger.h"

/* The sentence's names, in order and apart, in place. */
void bs_result_names(const struct bs_tagger_sent *s, struct bs_entities *names);

#endif
