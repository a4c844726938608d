/*
 * evidence: what the lists say where the tagger is silent or undecided.
 *
 * Units: bytes of the sentence's text.  Linear in the matches and names.
 */
#ifndef BROADSHEET_EVIDENCE_H
#define BROADSHEET_EVIDENCE_H

#include "entities/gazetteer.h"

/*
 * Whether a match of one word stands as a name by itself: the tagger saw just
 * this name; or it saw none here, and the word is capitalised inside the
 * sentence, has no capitalised neighbour, and is neither a month or day nor an
 * ordinary word.  all: the sentence's matches in the compiled lists.
 */
bool bs_stands_alone(const struct bs_sent *s, const struct bs_gaz_match *m,
    const struct bs_gaz_matches *all, const struct bs_entities *tagged);

/*
 * Bring the tagger's names in line with the lists: MISC that is a nation,
 * faith or party's people becomes NORP; a compound of two names
 * ("Azerbaijan-Russia") gives way to its parts.
 */
void bs_mend_names(const struct bs_sent *s, const struct bs_gaz_matches *all,
    struct bs_entities *tagged);

/* Append the listed names that the tagger passed over and that are safe to add. */
void bs_list_names(const struct bs_sent *s, const struct bs_gaz_matches *all,
    const struct bs_entities *tagged, size_t sent, struct bs_entities *out);

/* Append listed names that lie inside names[from ...], the sentence's, in order. */
void bs_nested_names(const struct bs_sent *s, const struct bs_gaz_matches *all, size_t sent,
    size_t from, struct bs_entities *names);

#endif
