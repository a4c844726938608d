/*
 * cutwords: what a list of English words and the document's own words say of a
 * word that was cut in two.
 */
#ifndef BS_NORMALIZE_CUTWORDS_H
#define BS_NORMALIZE_CUTWORDS_H

#include "broadsheet/strmap.h"

/* Zero-initialise; the document's words are collected on first use. */
struct bs_cutwords {
	struct bs_strmap words;
	bool ready;
};

void bs_cutwords_free(struct bs_cutwords *l);

/*
 * The hyphen at t.p[hyphen] ends a line, the next begins at `next` and ends
 * at `stop`: is it there for the line's sake only?
 */
bool bs_cutwords_joins(
    struct bs_cutwords *l, struct bs_span t, size_t hyphen, size_t next, size_t stop);

/* The same, but only where the whole is a word of the list, and its halves are not two. */
bool bs_cutwords_is_cut(struct bs_span t, size_t hyphen, size_t next, size_t stop);

/* Is the capital the first letter of the word that `rest` begins with? */
bool bs_cutwords_drop_cap(int32_t capital, struct bs_span rest);

#endif
