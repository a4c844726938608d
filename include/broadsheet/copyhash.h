/*
 * copyhash: the key of block and sent rows, so that copies of a text meet.
 *
 * MurmurHash64A (Austin Appleby, seed 0, little-endian on every machine) over the case-folded words
 * of the text (runs of letters, marks and digits; apostrophes left out) with one space between two.
 * What copies of one text differ in is folded away: case, quotation marks, punctuation, white
 * space, and a dateline in front (`LISBON, March 3 (Agency) - `).  Linear time.
 */
#ifndef BROADSHEET_COPYHASH_H
#define BROADSHEET_COPYHASH_H

#include "broadsheet/mem.h"

/* Length of the dateline in front of text, with its dash and space; 0 where there is none. */
size_t bs_dateline(struct bs_span text);

/* Append the folded words of text (valid UTF-8). */
void bs_words_fold(struct bs_buf *out, struct bs_span text);

/* Append the key, 16 hex digits; scratch is overwritten. */
void bs_words_key(struct bs_buf *out, struct bs_span text, struct bs_buf *scratch);

#endif
