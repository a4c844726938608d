/* token_user: the tokenizer with a user's abbreviations; private to segment. */
#ifndef BS_SEGMENT_TOKEN_USER_H
#define BS_SEGMENT_TOKEN_USER_H

#include "broadsheet/token.h"
#include "segment/abbrev.h"

/* As bs_tokenize; known may be NULL. */
void bs_tokenize_user(
    struct bs_span text, unsigned flags, const struct bs_abbrevs *known, struct bs_tokens *out);

#endif
