/*
 * abbrev: what is known of short forms written with a stop (lib/data/abbreviations.tsv).
 *
 * Private to segment.  Look-ups are O(length) and allocate nothing.
 */
#ifndef BS_SEGMENT_ABBREV_H
#define BS_SEGMENT_ABBREV_H

#include "broadsheet/strmap.h"

/* The abbreviations of a run: a user's, and what tells most words from all of them at a glance. */
struct bs_abbrevs {
	struct bs_strmap user;  /* lower-case key; kind and flags */
	uint16_t lengths[1024]; /* of those with these first and last letters, as bits */
};

enum bs_abbrev {
	BS_ABBREV_NONE,   /* not known */
	BS_ABBREV_TITLE,  /* a name follows */
	BS_ABBREV_BEFORE, /* a name follows, or stands before it: St. */
	BS_ABBREV_NUMBER, /* only before a number */
	BS_ABBREV_MONTH,
	BS_ABBREV_DAY,
	BS_ABBREV_NEVER,  /* something always follows */
	BS_ABBREV_TIME,   /* of day: ends the sentence unless a zone or a day follows */
	BS_ABBREV_UNIT,   /* only behind a number; may end a sentence */
	BS_ABBREV_STREET, /* the others may end a sentence: what follows decides */
	BS_ABBREV_ORG,
	BS_ABBREV_PLACE,
	BS_ABBREV_END,
	BS_ABBREV_OTHER
};

enum {
	BS_ABBREV_LONGEST = 24, /* bytes: longer words are looked up nowhere */
	/* in a user's list, beside the kind: only with a capital, only without */
	BS_ABBREV_CAPITAL = 256,
	BS_ABBREV_SMALL = 512
};

/* Zero-initialise first; free with bs_strmap_free(&a->user). */
void bs_abbrevs_init(struct bs_abbrevs *a);
/* Add to the user's list; key in lower case, of 1 to BS_ABBREV_LONGEST bytes. */
void bs_abbrevs_add(struct bs_abbrevs *a, struct bs_span key, uint64_t kind_and_flags);

/* What word (as written, without its last stop) is, by the user's list and then by ours; by ours
 * alone where a is NULL. */
enum bs_abbrev bs_abbrev_find(const struct bs_abbrevs *a, struct bs_span word);

/* The kind's number by its name in the list; BS_ABBREV_NONE where there is none of it. */
enum bs_abbrev bs_abbrev_kind(struct bs_span name);

#endif
