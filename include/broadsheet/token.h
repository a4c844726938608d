/*
 * token: words, numbers, marks and links of a text, as spans.
 *
 * The one tokenizer of the toolkit: segment -w writes what it finds, the
 * tagger and the quote rules read it.  Units: bytes of the text.  Tokens do
 * not overlap, come in order, and leave out nothing but white space.
 */
#ifndef BROADSHEET_TOKEN_H
#define BROADSHEET_TOKEN_H

#include "broadsheet/mem.h"

enum bs_token_class { BS_WORD, BS_NUMBER, BS_PUNCT, BS_SYMBOL, BS_URL, BS_EMAIL };

struct bs_token {
	uint32_t start, stop; /* bytes; a text is at most 4 GiB */
	enum bs_token_class cls;
};

enum {
	BS_TOKEN_KEEP_CONTRACTIONS = 1, /* don't, Ann's: one token; default: do|n't, Ann|'s */
	BS_TOKEN_SPLIT_HYPHENS = 2      /* well|-|known; default: one token */
};

struct bs_tokens {
	struct bs_token *v;
	size_t n, cap;
};

/* Append the tokens of text (valid UTF-8) to out.  Linear time. */
void bs_tokenize(struct bs_span text, unsigned flags, struct bs_tokens *out);
void bs_tokens_free(struct bs_tokens *t);

const char *bs_token_class_name(enum bs_token_class c);

#endif
