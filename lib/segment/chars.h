/*
 * chars: what a byte is to the tokenizer and the sentence splitter.
 *
 * Private to segment.  One table for ASCII; utf8proc for the rest.
 */
#ifndef BS_SEGMENT_CHARS_H
#define BS_SEGMENT_CHARS_H

#include "broadsheet/utf8.h"

enum bs_cc { BS_CC_MARK, BS_CC_SPACE, BS_CC_LOWER, BS_CC_UPPER, BS_CC_DIGIT, BS_CC_HIGH };

extern const unsigned char bs_cc_of[256];

/* A character beyond ASCII. */
enum bs_uc { BS_UC_WORD, BS_UC_SPACE, BS_UC_PUNCT, BS_UC_SYMBOL };

/* Its kind; *len and *cp are set.  s.n > 0. */
enum bs_uc bs_uc_kind(struct bs_span s, size_t *len, int32_t *cp);

static inline enum bs_cc
bs_cc(char c)
{
	return (enum bs_cc)bs_cc_of[(unsigned char)c];
}

static inline bool
bs_is_alnum(char c)
{
	return (unsigned)bs_cc_of[(unsigned char)c] - BS_CC_LOWER <= BS_CC_DIGIT - BS_CC_LOWER;
}

static inline bool
bs_is_alpha(char c)
{
	return (unsigned)bs_cc_of[(unsigned char)c] - BS_CC_LOWER <= BS_CC_UPPER - BS_CC_LOWER;
}

static inline bool
bs_is_09(char c)
{
	return c >= '0' && c <= '9';
}

#endif
