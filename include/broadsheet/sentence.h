/*
 * sentence: where the sentences of a paragraph stand.
 *
 * Units: bytes of the text.  Spans come in order, do not overlap, and leave
 * out nothing but white space.  Linear time, memory for the list only.
 */
#ifndef BROADSHEET_SENTENCE_H
#define BROADSHEET_SENTENCE_H

#include "broadsheet/mem.h"

struct bs_sentence {
	size_t start, stop;
	const char *why; /* the rule that ended it, a static string: "stop", "quote", ... */
};

struct bs_sentences {
	struct bs_sentence *v;
	size_t n, cap;
};

struct bs_segmenter; /* the compiled lists, and the user's with them */

struct bs_segmenter *bs_segmenter_new(void);
void bs_segmenter_free(struct bs_segmenter *s);
/* Add a user's abbreviations (file text in the form of lib/data/abbreviations.tsv).
 * NULL, or what is wrong, with *line set. */
const char *bs_segmenter_add(struct bs_segmenter *s, struct bs_span tsv, size_t *line);

enum {
	BS_SENTENCE_QUOTES_WHOLE = 1, /* a quotation is never split */
	BS_SENTENCE_UAX29 = 2         /* Unicode Annex 29 and nothing else */
};

/* Append the sentences of text (valid UTF-8; one block) to out. */
void bs_segment(
    const struct bs_segmenter *s, struct bs_span text, unsigned flags, struct bs_sentences *out);

#endif
