/*
 * entity: a name or value found in a document, on its way from the finders
 * (gazetteer, tagger, rules, values) through resolution to an entity row.
 *
 * Units: text offsets are bytes of the sentence's text.  Spans point into the
 * document's arena or static data.
 */
#ifndef BROADSHEET_ENTITY_H
#define BROADSHEET_ENTITY_H

#include "broadsheet/doc.h"

enum bs_entity_class {
	BS_PER, BS_ORG, BS_LOC, BS_NORP, BS_MISC,                /* names */
	BS_DATE, BS_TIME, BS_MONEY, BS_PERCENT, BS_QUANTITY,     /* values */
	BS_USER_CLASS,                                           /* named in `user` */
	BS_NO_ENTITY                                             /* class none: nothing here */
};

enum bs_finder { BS_BY_MODEL, BS_BY_LIST, BS_BY_RULE, BS_BY_USER_LIST, BS_BY_USER_RULE };

struct bs_entity {
	size_t sent;                /* index into the document's sentences */
	size_t start, stop;         /* text offsets in that sentence */
	enum bs_entity_class cls;
	struct bs_span user;        /* the class's name where cls is BS_USER_CLASS */
	enum bs_finder by;
	struct bs_span rule;        /* list or rule name: "countries", "weekday-next", ... */
	struct bs_span id;          /* id in a user's list, or empty */
	float p;                    /* confidence, or below 0 where there is none */
	struct bs_span key, info;   /* given by a list or a value rule, or empty until resolved */
};

struct bs_entities {
	struct bs_entity *v;        /* sorted by sentence, start, longer first */
	size_t n, cap;
};

/* Values of one sentence (dates, times, amounts), appended to out.  lib/entities/values.c */
struct bs_value_context; /* document date and what was seen so far: lib/entities/values.h */

/* Keys and countries for all names of a document, in place.  lib/entities/resolve.c */
void bs_resolve(struct bs_doc *d, struct bs_entities *names);

#endif
