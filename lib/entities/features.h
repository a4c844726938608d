/*
 * features: what the tagger sees of a word and of its place.
 *
 * Two kinds.  Word features depend on one word form alone; the tagger sums
 * their weights once a form and offset and keeps the sums.  Joint features
 * depend on more (neighbours, sentence, document, gazetteers) and are looked
 * up token by token, so they are few.  A feature is a 64-bit key, a hash of
 * its template and values.  Training and tagging share this file.
 */
#ifndef BROADSHEET_FEATURES_H
#define BROADSHEET_FEATURES_H

#include "entities/lexicon.h"

/* How a form is cased. */
enum bs_caps {
	BS_CAPS_NONE,   /* marks */
	BS_CAPS_LOWER,  /* word */
	BS_CAPS_INIT,   /* Word */
	BS_CAPS_ALL,    /* WORD */
	BS_CAPS_ONE,    /* W */
	BS_CAPS_MIXED,  /* McWord, iWord, WordNet */
	BS_CAPS_DOTTED, /* W., U.S. */
	BS_CAPS_NUMBER, /* 1998, 3.5 */
	BS_CAPS_LETNUM, /* G20, 5th */
	BS_CAPS_OTHER,  /* letters without case */
	BS_NCAPS
};

/* A word form analysed. */
struct bs_word {
	uint64_t lower, form;       /* hashes; digits count as 0 in both */
	uint16_t fine, mid, coarse; /* classes, from 1; 0 is none */
	uint8_t caps;
	bool name;               /* begins with a capital */
	uint32_t lex;            /* row in the lexicon, or BS_LEX_NONE */
	uint64_t pre[3], suf[4]; /* of 2 to 4, and 1 to 4 characters, folded */
	uint64_t shape;          /* runs of like characters: Xx, X.X., 0-0 */
};

/* Analyse a form (valid UTF-8); scratch is used and left dirty.  O(length). */
void bs_word_analyse(
    struct bs_word *w, const struct bs_lexicon *x, struct bs_span form, struct bs_buf *scratch);

/* Kinds of sentence by their capitals. */
enum bs_sent_kind { BS_SENT_MIXED, BS_SENT_UPPER, BS_SENT_HEADLINE, BS_SENT_LOWER };
enum bs_sent_kind bs_sent_kind(const struct bs_word *const *w, size_t n);

enum { BS_WINDOW = 2, BS_OFFSETS = 5, BS_MAX_WORD_FEATURES = 24, BS_MAX_JOINT = 72 };

/* Keys of the features of a word seen at an offset (-2 .. 2) from the token tagged. */
size_t bs_word_features(const struct bs_word *w, int offset, uint64_t out[BS_MAX_WORD_FEATURES]);

enum { BS_GAZ_MARKS = 10 }; /* a token's first ten; more are rare and left out */

/* The rest of what is known at a token. */
struct bs_token_context {
	const struct bs_word *at[BS_OFFSETS]; /* words around it; edge marks outside the sentence */
	enum bs_sent_kind kind;
	bool first;   /* first word of the sentence, marks aside */
	uint8_t seen; /* how its word is cased elsewhere: bs_seen_* bits */
	/* Gazetteer marks (list * 4 + place) of the token before, this, and the one after. */
	uint8_t ngaz[3], gaz[3][BS_GAZ_MARKS];
};

/* Set the marks of a sentence's n tokens from its matches in the lists: list, place, and whether
 * the name stands as the list spells it. */
struct bs_gaz_match;
void bs_gaz_mark(struct bs_token_context *c, size_t n, const struct bs_gaz_match *m, size_t nmatch);

enum { BS_SEEN_LOWER = 1, BS_SEEN_NAME = 2 };

size_t bs_joint_features(const struct bs_token_context *c, uint64_t out[BS_MAX_JOINT]);

/* The word that stands for what lies outside a sentence. */
extern const struct bs_word bs_word_edge;

#endif
