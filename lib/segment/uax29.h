/*
 * uax29: sentence and word boundaries exactly as Unicode 15 Annex 29 has them,
 * https://www.unicode.org/reports/tr29/tr29-41.html
 *
 * Private to segment.  Units: bytes of valid UTF-8.  Nothing allocates; going
 * through a text from boundary to boundary is linear.
 */
#ifndef BS_SEGMENT_UAX29_H
#define BS_SEGMENT_UAX29_H

#include "broadsheet/sentence.h"
#include "broadsheet/token.h"

/* The next boundary behind i, itself a boundary and less than text.n. */
size_t bs_uax29_sentence(struct bs_span text, size_t i);
size_t bs_uax29_word(struct bs_span text, size_t i);

/* The sentences without white space at their ends, the words that are not white space. */
void bs_uax29_sentences(struct bs_span text, struct bs_sentences *out);
void bs_uax29_tokens(struct bs_span text, struct bs_tokens *out);

#endif
