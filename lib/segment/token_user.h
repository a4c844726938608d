/* token_user: the tokenizer with a user's abbreviations; private to segment. */
#ifndef BS_SEGMENT_TOKEN_USER_H
#define BS_SEGMENT_TOKEN_USER_H

#include "broadsheet/token.h"
#include "segment/abbrev.h"

/* As bs_tokenize; known may be NULL, and `slack` bytes beyond the text can be read, which is faster
 * with sixteen. */
void bs_tokenize_user(struct bs_span text, size_t slack, unsigned flags,
    const struct bs_abbrevs *known, struct bs_tokens *out);

#endif
