/*
 * copyhash: the key of block and sent rows, so that copies of a text meet.
 *
 * FNV-1a, 64 bits, over the case-folded words of the text (runs of letters,
 * marks and digits, apostrophes inside a word left out) with one space between two: copies
 * that differ in case, quotation marks, punctuation or white space have one
 * key.  Linear time.
 */
#ifndef BROADSHEET_COPYHASH_H
#define BROADSHEET_COPYHASH_H

#include "broadsheet/mem.h"

/* Append 16 hex digits. */
void bs_words_key(struct bs_buf *out, struct bs_span text);

#endif
