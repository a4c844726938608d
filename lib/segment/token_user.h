/* token_user: the tokenizer with a user's abbreviations; private to segment. */
#ifndef BS_SEGMENT_TOKEN_USER_H
#define BS_SEGMENT_TOKEN_USER_H

#include "broadsheet/strmap.h"
#include "broadsheet/token.h"

/* As bs_tokenize; user as in abbrev.h, may be NULL. */
void bs_tokenize_user(
    struct bs_span text, unsigned flags, const struct bs_strmap *user, struct bs_tokens *out);

#endif
