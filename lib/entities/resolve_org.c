/*
 * resolve_org: organisations (and other names of several words) under one
 * key: acronyms that the document explains, then those that lists know, then
 * those that the initials of a name in the document spell; long names by
 * list; short forms of a name that stands before (or else behind).
 */
#include "broadsheet/utf8.h"
#include "broadsheet/variant.h"
#include "entities/gazetteer.h"
#include "entities/resolve.h"

extern const struct bs_table bs_data_acronyms, bs_data_known_names, bs_data_legal_suffixes,
    bs_data_places, bs_data_demonyms;

/* U.N. and UN are one. */
struct bs_span
bs_name_without_stops(struct bs_arena *a, struct bs_span s)
{
	char *p;
	size_t i, n = 0;

	if (!memchr(s.p, '.', s.n))
		return s;
	p = bs_arena_alloc(a, s.n);
	for (i = 0; i < s.n; i++)
		if (s.p[i] != '.')
			p[n++] = s.p[i];
	return bs_span(p, n);
}

static struct bs_span
without_legal_form(struct bs_arena *a, struct bs_span key)
{
	struct bs_span fold, dummy;
	size_t at;

	for (;;) {
		for (at = key.n; at > 0 && key.p[at - 1] != ' '; at--)
			;
		if (at < 2)
			return key;
		fold = bs_name_folded(a, bs_span_cut(key, at, key.n));
		if (!bs_name_lookup(&bs_data_legal_suffixes, fold, 0, &dummy))
			return key;
		key.n = at - 1;
		while (key.n && strchr(" ,&", key.p[key.n - 1])) /* "Goldman Sachs & Co." */
			key.n--;
		if (!key.n)
			return bs_span("", 0);
	}
}

/* The key of a name written out, by the lists; false where they do not know it. */
static bool
listed(struct bs_resolver *r, struct bs_span name, struct bs_span *key)
{
	static const enum bs_gaz_list lists[] = {
	    BS_GAZ_ORG, BS_GAZ_COMPANY, BS_GAZ_OUTLET, BS_GAZ_PARTY, BS_GAZ_UNIVERSITY};
	struct bs_span fold = bs_name_folded(r->a, name);
	size_t i;

	if (bs_name_lookup(&bs_data_known_names, fold, 1, key))
		return true;
	for (i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct bs_gaz_posting *p;

		if (i > 0 && !memchr(name.p, ' ', name.n))
			break; /* three letters, or one word, are too many parties */
		p = bs_gaz_lookup(&bs_gazetteer, name, lists[i]);
		if (p && p->ref) {
			*key = bs_gaz_key(&bs_gazetteer, p->ref);
			fold = bs_name_folded(r->a, *key);
			bs_name_lookup(&bs_data_known_names, fold, 1, key);
			return key->n > 0;
		}
	}
	return false;
}

struct bs_span
bs_resolve_long_key(struct bs_resolver *r, struct bs_span name)
{
	struct bs_span key;

	if (listed(r, name, &key))
		return key;
	key = bs_name_key(r->a, name);
	return without_legal_form(r->a, key).n ? without_legal_form(r->a, key) : key;
}

/* --- organisations ----------------------------------------------------- */

struct bs_span
bs_name_initials(struct bs_arena *a, struct bs_span name)
{
	char *p = bs_arena_alloc(a, name.n);
	size_t i, n = 0;

	for (i = 0; i < name.n; i++)
		if ((i == 0 || name.p[i - 1] == ' ' || name.p[i - 1] == '-') && name.p[i] >= 'A' &&
		    name.p[i] <= 'Z')
			p[n++] = name.p[i];
	return bs_span(p, n);
}

static bool
explained(struct bs_resolver *r, struct bs_entity *e, struct bs_span name)
{
	struct bs_span bare = bs_name_without_stops(r->a, name);
	uint64_t *at = bs_strmap_get(&r->acronym, bare);
	struct bs_span key;

	if (at) {
		e->key = r->def[*at - 1].key;
		e->how = "acronym";
		return true;
	}
	if (!bs_name_is_acronym(name))
		return false;
	if (bs_name_lookup(&bs_data_acronyms, bare, 1, &key)) {
		e->key = key;
		e->how = "acronym";
		return true;
	}
	if (bare.n >= 3 && (at = bs_strmap_get(&r->initials, bare))) {
		e->key = r->e->v[*at - 1].key;
		e->how = "acronym";
		return true;
	}
	return false;
}

static void
remember(struct bs_strmap *m, struct bs_span word, size_t i)
{
	if (word.n > 1)
		*bs_strmap_put(m, word, NULL) = i + 1;
}

/* A long name: what it may be called for short. */
static void
index_long(struct bs_resolver *r, size_t i)
{
	const struct bs_entity *e = &r->e->v[i];
	struct bs_span word[BS_NAME_WORDS], fold = bs_name_folded(r->a, e->key), in;
	size_t n = bs_name_split(fold, word, BS_NAME_WORDS);

	if (n < 2)
		return;
	remember(&r->last, word[n - 1], i);
	remember(&r->first, word[0], i);
	in = bs_name_initials(r->a, e->key);
	if (in.n >= 3)
		remember(&r->initials, in, i);
}

static bool
is_place_or_people(struct bs_span fold)
{
	struct bs_span v;

	return bs_name_lookup(&bs_data_places, fold, 1, &v) ||
	       bs_name_lookup(&bs_data_demonyms, fold, 1, &v);
}

/* the Foundation: the last word of a longer name before it; Turan: the first of one anywhere. */
static bool
short_form(struct bs_resolver *r, struct bs_entity *e, struct bs_span name)
{
	struct bs_span fold = bs_name_folded(r->a, name);
	uint64_t *at;
	bool generic;

	if (!fold.n || memchr(fold.p, ' ', fold.n) || is_place_or_people(fold) ||
	    bs_name_is_acronym(name))
		return false;
	generic = bs_gaz_lookup(&bs_gazetteer, name, BS_GAZ_ORG_WORD) != NULL;
	at = bs_strmap_get(generic ? &r->last : &r->first, fold);
	if (!at)
		return false;
	e->key = r->e->v[*at - 1].key;
	e->how = "short-form";
	return true;
}

static bool
is_org(const struct bs_entity *e)
{
	return (e->cls == BS_ORG || e->cls == BS_MISC) && !e->key.n;
}

static void
place_info(struct bs_resolver *r, struct bs_entity *e, struct bs_span name)
{
	struct bs_span country;

	if (!e->info.n && bs_name_lookup(&bs_data_places, bs_name_folded(r->a, name), 2, &country))
		e->info = country;
}

/* First those written out, then, in the order of the text, the short ones. */
void
bs_resolve_orgs(struct bs_resolver *r)
{
	size_t i;

	for (i = 0; i < r->e->n; i++) {
		struct bs_entity *e = &r->e->v[i];
		struct bs_span name = bs_name_trim(bs_resolver_text(r, e));

		if (!is_org(e) || !memchr(name.p, ' ', name.n))
			continue;
		e->key = bs_resolve_long_key(r, name);
		place_info(r, e, name);
		if (e->cls == BS_ORG)
			index_long(r, i);
	}
	bs_strmap_reset(&r->last);
	for (i = 0; i < r->e->n; i++) {
		struct bs_entity *e = &r->e->v[i];
		struct bs_span name = bs_name_trim(bs_resolver_text(r, e));

		if (e->cls == BS_ORG && memchr(name.p, ' ', name.n))
			index_long(r, i);
		if (!is_org(e))
			continue;
		place_info(r, e, name);
		if (explained(r, e, name))
			continue;
		if (e->cls == BS_ORG && short_form(r, e, name))
			continue;
		if (!(e->cls == BS_ORG && listed(r, name, &e->key)))
			e->key = bs_resolve_long_key(r, name);
	}
}
