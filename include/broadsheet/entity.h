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
	/* names */
	BS_PER,
	BS_ORG,
	BS_LOC,
	BS_NORP,
	BS_MISC,
	/* values */
	BS_DATE,
	BS_TIME,
	BS_MONEY,
	BS_PERCENT,
	BS_QUANTITY,
	/* others */
	BS_USER_CLASS, /* named in `user` */
	BS_NO_ENTITY   /* class none: nothing here */
};

enum bs_finder { BS_BY_MODEL, BS_BY_LIST, BS_BY_RULE, BS_BY_USER_LIST, BS_BY_USER_RULE };

struct bs_entity {
	size_t sent;        /* index into the document's sentences */
	size_t start, stop; /* text offsets in that sentence */
	enum bs_entity_class cls;
	struct bs_span user; /* the class's name where cls is BS_USER_CLASS */
	enum bs_finder by;
	struct bs_span rule;      /* list or rule name: "countries", "weekday-next", ... */
	struct bs_span id;        /* id in a user's list, or empty */
	float p;                  /* confidence, or below 0 where there is none */
	struct bs_span key, info; /* given by a list or a value rule, or empty until resolved */
	const char *how; /* what resolution did, or NULL; a detail of `why`: model:surname@0.97 */
};

struct bs_entities {
	struct bs_entity *v; /* sorted by sentence, start, longer first */
	size_t n, cap;
};

/* Values of a sentence (dates, times, amounts): lib/entities/values.h. */

/*
 * Keys and countries for all names of a document, in place: key, info and how.
 * Names come sorted by sentence and start; a key that a user's list gave stays.
 * Values among them are left alone.  Keys live in the document's arena.
 * lib/entities/resolve.c
 */
void bs_resolve(struct bs_doc *d, struct bs_entities *names);

#endif
