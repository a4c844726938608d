/*
 * scan: the state of one run of the tokenizer, shared by its parts:
 * token.c (words), link.c (addresses), mark.c (everything else), piece.c (parts of words).
 *
 * Private to segment.  Every part looks at most a bounded number of bytes
 * ahead, or remembers how far it has looked, so the whole is linear.
 */
#ifndef BS_SEGMENT_SCAN_H
#define BS_SEGMENT_SCAN_H

#include "broadsheet/token.h"
#include "segment/abbrev.h"
#include "segment/chars.h"

struct bs_scan {
	const char *p;
	size_t n, readable; /* bytes; those beyond n are no text, but can be read */
	unsigned flags;
	const struct bs_abbrevs *known; /* with a user's abbreviations, or NULL */
	struct bs_tokens *out;
	size_t at_sign;   /* the next @, or n */
	size_t no_domain; /* stops before this offset make no domain name */
	bool open_single; /* a single quotation mark is open */
};

static inline char
bs_scan_at(const struct bs_scan *s, size_t i)
{
	return i < s->n ? s->p[i] : ' ';
}

static inline void
bs_scan_emit(struct bs_scan *s, size_t i, size_t j, enum bs_token_class c)
{
	BS_PUSH(s->out->v, s->out->n, s->out->cap) = (struct bs_token){(uint32_t)i, (uint32_t)j, c};
}

/* White space or the text's edge before i. */
bool bs_scan_open(const struct bs_scan *s, size_t i);
/* A letter, digit or mark of a word at i; its length, or 0. */
size_t bs_scan_word_char(const struct bs_scan *s, size_t i);
/* Behind the letters, digits and marks at i, where not all is ASCII. */
size_t bs_scan_wide_run(const struct bs_scan *s, size_t i);

/* Behind the letters, digits and marks at i. */
static inline size_t
bs_scan_run(const struct bs_scan *s, size_t i)
{
	i = bs_alnum_run(s->p, i, s->n, s->readable);
	return i == s->n || (unsigned char)s->p[i] < 0x80 ? i : bs_scan_wide_run(s, i);
}

/* Length of an apostrophe at i (' or U+2019), or 0; of a hyphen (- or U+2010, U+2011). */
size_t bs_scan_apostrophe(const struct bs_scan *s, size_t i);
size_t bs_scan_hyphen(const struct bs_scan *s, size_t i);

/* The word token [i, j), cut up as the flags say (piece.c). */
void bs_scan_pieces(struct bs_scan *s, size_t i, size_t j);
/* A contraction's ending ('s, n't) that is the whole of [i, j), apostrophe first. */
bool bs_scan_is_suffix(const struct bs_scan *s, size_t i, size_t j);

/* The end of a link, an e-mail address, a domain or file name at i (link.c); i where there
 * is none.  j is the end of the run at i. */
size_t bs_scan_link(struct bs_scan *s, size_t i, size_t j, enum bs_token_class *c);
size_t bs_scan_email(struct bs_scan *s, size_t i);

/* Behind the token of marks at i, which is written (mark.c). */
size_t bs_scan_mark(struct bs_scan *s, size_t i);
/* Behind a word at i, which is written (token.c); j is the end of its first run. */
size_t bs_scan_long_word(struct bs_scan *s, size_t i, size_t j);

#endif
