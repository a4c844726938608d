/*
 * person_name: a mention of a person read into words, and whether two
 * mentions can be one person's.  Words live in the document's arena.
 */
#ifndef BROADSHEET_PERSON_NAME_H
#define BROADSHEET_PERSON_NAME_H

#include "entities/resolve.h"

struct bs_person_name {                      /* a mention's words */
	struct bs_span word[BS_NAME_WORDS];  /* as written, plain */
	struct bs_span level[BS_NAME_WORDS]; /* levelled; the letter of an initial */
	bool initial[BS_NAME_WORDS], particle[BS_NAME_WORDS];
	size_t n, core;      /* words; those that are neither initials nor particles */
	struct bs_span tail; /* Jr., III: folded */
	enum bs_gender gender;
	bool titled, relative;
};

/* Read the mention, with the title or relative before it (`Mrs`, `his wife`). */
void bs_person_name_read(
    struct bs_resolver *r, const struct bs_entity *e, struct bs_person_name *nm);

/*
 * Two names of two words and more: do their words agree?  Levelled spelling,
 * initials, middle names left out, short forms of given names (Pat for
 * Patrick), the order turned round.
 */
bool bs_person_name_same(const struct bs_person_name *a, const struct bs_person_name *b);

/* Index of the surname: the last word that is neither particle nor initial. */
size_t bs_person_name_surname(const struct bs_person_name *nm);
size_t bs_person_name_given(const struct bs_person_name *nm); /* and of the given name */

#endif
