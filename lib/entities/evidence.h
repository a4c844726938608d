/*
 * evidence: what the lists say where the tagger is silent or undecided.  A
 * sentence comes with its tokens and its matches in the compiled lists.
 *
 * Units: bytes of the sentence's text.  Linear in the matches and names.
 */
#ifndef BROADSHEET_EVIDENCE_H
#define BROADSHEET_EVIDENCE_H

#include "entities/tagger.h"

/*
 * Whether a match of one word stands as a name by itself: the tagger saw just
 * this name; or it saw none here, and the word is capitalised inside the
 * sentence, has no capitalised neighbour, and is neither a month or day nor an
 * ordinary word.
 */
bool bs_stands_alone(
    const struct bs_tagger_sent *s, const struct bs_gaz_match *m, const struct bs_entities *tagged);

/* The first of the sentence's matches that starts at byte `start` or behind it. */
size_t bs_first_match(const struct bs_tagger_sent *s, size_t start);
/* Of n names in order and apart, the first that overlaps [start, stop), or NULL.  O(log n). */
const struct bs_entity *bs_overlapping(
    const struct bs_entity *v, size_t n, size_t start, size_t stop);
/* Whether a match names a people, a faith, a party's followers. */
bool bs_is_norp(const struct bs_gaz_match *m);
/* Whether a match may be one side of a compound: spelled as listed, and well known. */
bool bs_is_part(const struct bs_gaz_match *m);

/* Append the listed names that the tagger passed over and that are safe to add. */
void bs_list_names(const struct bs_tagger_sent *s, const struct bs_entities *tagged, size_t sent,
    struct bs_entities *out);

/* Append listed names that lie inside names[from ...], the sentence's, in order. */
void bs_nested_names(
    const struct bs_tagger_sent *s, size_t sent, size_t from, struct bs_entities *names);

#endif
