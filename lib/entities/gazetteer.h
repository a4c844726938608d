/*
 * gazetteer: known names in a text: countries, cities, organisations, given
 * names, titles, ...: the lists of lib/data/names, compiled in, and lists of
 * the user's own.
 *
 * A list is a hash table of the prefixes of its names, unit by unit
 * (gazetteer_unit.h): a walk from any word costs one probe a word and ends
 * with the longest name, however many names there are.  A slot holds 32 bits
 * of the prefix's hash, not its text: membership is what matters, and a false
 * match (some 2^-31 a probe) costs a feature, not a crash.
 *
 * Units: bytes of the text, indexes of tokens.  Matching is linear in the
 * text (a name has at most BS_GAZ_UNITS units), allocates only in `out`.
 */
#ifndef BROADSHEET_GAZETTEER_H
#define BROADSHEET_GAZETTEER_H

#include "broadsheet/entity.h"
#include "broadsheet/token.h"

enum bs_gaz_list {
#define LIST(id, file, cls) BS_GAZ_##id,
#include "entities/gazetteer_lists.h"
#undef LIST
	BS_GAZ_NLIST
};

enum { BS_GAZ_UNITS = 16 }; /* longest name */

/* How a text spells a name: as the list does, in capitals, in lower case or otherwise. */
enum bs_gaz_form { BS_GAZ_LISTED, BS_GAZ_UPPER, BS_GAZ_FOLDED };

/* What is known of a name in one list. */
struct bs_gaz_posting {
	uint32_t ref;     /* offset of the key in the pool, 0 for none; a user list's row */
	uint16_t country; /* ISO 3166 code, first letter in the high byte; 0 for none */
	uint16_t cap,
	    all;        /* units that are listed with a capital, all in capitals: bit 0 the first */
	uint8_t list;   /* enum bs_gaz_list */
	uint8_t weight; /* cities: 1 + log2(thousands of people), else 0 */
	bool common;    /* one word that is also an ordinary word of the language */
	bool last;      /* of the name's postings */
};

struct bs_gaz {
	const uint64_t
	    *slot; /* hash in the high half; goes-on bit and posting + 1 in the low half */
	const struct bs_gaz_posting *posting;
	const char *pool; /* keys, each with a NUL behind it */
	uint32_t nslot;
};

extern const struct bs_gaz bs_gazetteer; /* the lists compiled in */

struct bs_gaz_match {
	uint32_t start, stop; /* bytes of the text */
	uint32_t first, last; /* tokens they lie in */
	uint32_t ref;
	uint16_t country;
	uint8_t list, weight;
	uint8_t units; /* words of the name */
	uint8_t form;  /* enum bs_gaz_form */
	bool common;
	bool whole; /* starts and stops where tokens do */
};

/* Matches of one text; reusable: the matcher appends, `n = 0` empties. */
struct bs_gaz_start;
struct bs_gaz_matches {
	struct bs_gaz_match *v;
	size_t n, cap;
	struct bs_gaz_start *unit; /* scratch */
	size_t nunit, unit_cap;
};

/*
 * Append all matches in text, ordered by start.  Within a list they are the
 * longest at their start and none starts inside an earlier one; matches of
 * different lists overlap freely.  tok are the text's tokens in order (any
 * tokenizer's; NULL: first, last and whole stay 0).
 */
void bs_gaz_find(const struct bs_gaz *g, struct bs_span text, const struct bs_token *tok,
    size_t ntok, struct bs_gaz_matches *out);

/* The posting of exactly this name in a list, or NULL. */
const struct bs_gaz_posting *bs_gaz_lookup(
    const struct bs_gaz *g, struct bs_span name, enum bs_gaz_list list);

void bs_gaz_matches_free(struct bs_gaz_matches *m);

/* The key of a match in the compiled lists; empty where it is the name itself. */
struct bs_span bs_gaz_key(const struct bs_gaz *g, uint32_t ref);
const char *bs_gaz_list_name(enum bs_gaz_list list); /* "countries", ... */
enum bs_entity_class bs_gaz_list_class(enum bs_gaz_list list);

#endif
