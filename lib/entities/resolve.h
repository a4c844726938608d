/*
 * resolve: what the parts of resolution share.  See bs_resolve in entity.h.
 *
 * A key is the fullest form of the name that the document holds, or the one
 * that lists know, in plain letters (no diacritics), without titles, `the`,
 * possessives, initials in the middle and legal forms; names all in
 * capitals get small ones.  So the same thing meets across documents.
 */
#ifndef BROADSHEET_RESOLVE_H
#define BROADSHEET_RESOLVE_H

#include "broadsheet/entity.h"
#include "broadsheet/strmap.h"
#include "broadsheet/table.h"

enum { BS_NAME_WORDS = 10 };

enum bs_gender { BS_GENDER_UNKNOWN, BS_MALE, BS_FEMALE };

struct bs_definition { /* an acronym that the document explains */
	struct bs_span acronym, key;
	enum bs_entity_class cls; /* of the name it stands for; BS_NO_ENTITY where that is none */
};

struct bs_resolver {
	struct bs_doc *d;
	struct bs_entities *e;
	struct bs_arena *a;
	struct bs_strmap acronym; /* as written, without stops -> index into def, +1 */
	struct bs_definition *def;
	size_t ndef, def_cap;
	struct bs_strmap initials; /* of long names of organisations -> entity, +1 */
	struct bs_strmap form;     /* folded form of a name -> entity with its best spelling, +1 */
	bool country[26 * 26];     /* named in the document */
	struct bs_strmap last, first; /* word of an organisation's name -> entity, +1 */
};

/* names.c: words of names.  Results live in the arena or in the name itself. */
struct bs_span bs_name_trim(struct bs_span name);                       /* quotes, `the`, 's off */
struct bs_span bs_name_key(struct bs_arena *a, struct bs_span name);    /* plain, single spaces */
struct bs_span bs_name_folded(struct bs_arena *a, struct bs_span name); /* and without `the` */
struct bs_span bs_name_cased(struct bs_arena *a, struct bs_span name);  /* CAPITALS to Capitals */
struct bs_span bs_name_cased_words(struct bs_arena *a, struct bs_span name); /* but acronyms */
bool bs_name_all_caps(struct bs_span name);   /* two letters at least, none small */
bool bs_name_is_acronym(struct bs_span name); /* one word of 2 to 10, mostly capitals */
size_t bs_name_split(struct bs_span name, struct bs_span *word, size_t max); /* at blanks */
bool bs_name_is_initial(struct bs_span word);                                /* J, J., J.K. */
/* Value of a table's row by its folded first column; false where there is none. */
bool bs_name_lookup(
    const struct bs_table *t, struct bs_span folded, uint32_t col, struct bs_span *value);
bool bs_name_abbreviates(struct bs_span acronym, struct bs_span longform, size_t *start);
struct bs_span bs_name_without_stops(struct bs_arena *a, struct bs_span name); /* U.N. to UN */
struct bs_span bs_name_initials(struct bs_arena *a, struct bs_span name);
/* An organisation's name as a key: the lists' name for it, or its own without the legal form. */
struct bs_span bs_resolve_long_key(struct bs_resolver *r, struct bs_span name);
struct bs_span bs_resolver_text(const struct bs_resolver *r, const struct bs_entity *e);

/* The parts, in the order they run. */
bool bs_resolve_place(struct bs_resolver *r, struct bs_entity *e);       /* resolve_place.c */
bool bs_resolve_people_name(struct bs_resolver *r, struct bs_entity *e); /* demonyms */
void bs_resolve_countries(struct bs_resolver *r);   /* which does the document name? */
void bs_resolve_definitions(struct bs_resolver *r); /* resolve_define.c; sets classes, too */
void bs_resolve_orgs(struct bs_resolver *r);
void bs_resolve_persons(struct bs_resolver *r); /* resolve_person.c */

#endif
