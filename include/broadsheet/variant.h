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

/* Append the name folded: lower case, no diacritics, marks and spaces one space. */
void bs_name_fold(struct bs_buf *out, struct bs_span name);

/* Append the name with transliteration habits levelled: most variants become equal. */
void bs_name_level(struct bs_buf *out, struct bs_span name);

/*
 * Append a blocking key: names that are similar nearly always share it (the
 * consonants of the last word, levelled, first four).  Group by it, then
 * compare within a group.
 */
void bs_name_block(struct bs_buf *out, struct bs_span name);

/*
 * How alike two names are, 0 to 1; 1 for names that are level.  Names with
 * numbers in them are alike only where the numbers are equal.  O(length²), bounded.
 */
double bs_name_similarity(struct bs_span a, struct bs_span b);

/* The project's threshold on bs_name_similarity: two spellings of one name. */
bool bs_names_similar(struct bs_span a, struct bs_span b);

#endif
