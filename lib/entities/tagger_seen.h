/*
 * tagger_seen: how the words of a document are cased, and what names were
 * called, for features that look past the sentence.  A hash table that is
 * filled per document and emptied in O(words of the document).
 */
#ifndef BROADSHEET_TAGGER_SEEN_H
#define BROADSHEET_TAGGER_SEEN_H

#include "entities/features.h"

struct bs_seen_entry {
	uint64_t lower;     /* bs_word.lower; 0 in an empty slot */
	uint32_t low, name; /* times in lower case; with a capital inside a sentence */
	float mass[5];      /* probability of each class and of none, summed over mentions */
	uint32_t n;         /* of mentions */
};

struct bs_seen {
	struct bs_seen_entry *slot;
	size_t mask, n;
};

void bs_seen_reset(struct bs_seen *s);
void bs_seen_free(struct bs_seen *s);
/* Count a sentence's words. */
void bs_seen_add(struct bs_seen *s, const struct bs_word *const *w, size_t n);
/* Fill first and seen for tokens from .. to - 1 of a sentence that was counted; w are all its
 * words, kind is the sentence's. */
void bs_seen_get(const struct bs_seen *s, const struct bs_word *const *w, size_t from, size_t to,
    enum bs_sent_kind kind, struct bs_token_context *c);

/* The entry of a word that was counted, or NULL where it is a mark. */
struct bs_seen_entry *bs_seen_find(const struct bs_seen *s, const struct bs_word *w);

#endif
