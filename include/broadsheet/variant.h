/*
 * variant: are two names spellings of one?  (tally --variants, and aliases.)
 *
 * Letters are folded (case, diacritics), then transliteration habits are
 * levelled by the rules of lib/data/translit.tsv (yi/y/i, iev/iyev, kh/h,
 * ph/f, doubled letters, al-/el-).  The distance is Damerau's optimal string
 * alignment on what is left.
 *
 * Units: bytes; names longer than 256 bytes are only equal or not.
 */
#ifndef BROADSHEET_VARIANT_H
#define BROADSHEET_VARIANT_H

#include "broadsheet/mem.h"

/* Append the name in plain letters: diacritics off, ə and its like by lib/data/letters.tsv. */
void bs_name_plain(struct bs_buf *out, struct bs_span name);

/* Append the name folded: plain, lower case, marks and spaces one space, stops and ' gone. */
void bs_name_fold(struct bs_buf *out, struct bs_span name);

/* Append the name with transliteration habits levelled: most variants become equal. */
void bs_name_level(struct bs_buf *out, struct bs_span name);

/*
 * Append a blocking key: names that are similar nearly always share it (the
 * consonants of the longest word, levelled, first four).  Group by it, then
 * compare within a group.
 */
void bs_name_block(struct bs_buf *out, struct bs_span name);

/*
 * How alike two names are, 0 to 1: 1 for names that are level, from 0.9 where each word of the
 * one is a spelling of a word of the other (one edit, or two in the vowels of a long word;
 * never an ending more, never in a number), below 0.9 for others.  O(length²), bounded.
 */
double bs_name_similarity(struct bs_span a, struct bs_span b);

/* The project's threshold on bs_name_similarity: two spellings of one name. */
bool bs_names_similar(struct bs_span a, struct bs_span b);

/* The same for names that bs_name_level has levelled already. */
bool bs_name_levels_similar(struct bs_span a, struct bs_span b);

#endif
