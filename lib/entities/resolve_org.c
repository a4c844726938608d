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
static struct bs_span
without_stops(struct bs_arena *a, struct bs_span s)
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
		while (key.n && (key.p[key.n - 1] == ' ' || key.p[key.n - 1] == ','))
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

		if (i > 0 && bs_name_is_acronym(name))
			break; /* three letters are too many parties */
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

static struct bs_span
long_key(struct bs_resolver *r, struct bs_span name)
{
	struct bs_span key;

	if (listed(r, name, &key))
		return key;
	key = bs_name_key(r->a, name);
	return without_legal_form(r->a, key).n ? without_legal_form(r->a, key) : key;
}

static void
define(struct bs_resolver *r, struct bs_span acronym, struct bs_span longform)
{
	bool is_new;
	uint64_t *at;

	acronym = without_stops(r->a, acronym);
	at = bs_strmap_put(&r->acronym, acronym, &is_new);
	if (!is_new)
		return; /* the first explanation counts */
	BS_PUSH(r->def, r->ndef, r->def_cap) = (struct bs_definition){
	    acronym, long_key(r, longform)};
	*at = r->ndef;
}

/* The entity of the sentence that ends at stop, give or take a blank or a mark; NULL for none. */
static const struct bs_entity *
entity_before(const struct bs_resolver *r, size_t lo, size_t hi, size_t stop)
{
	const struct bs_entity *best = NULL;
	size_t i;

	for (i = lo; i < hi; i++) {
		const struct bs_entity *e = &r->e->v[i];

		if (e->stop <= stop && e->stop + 5 > stop && e->cls <= BS_MISC &&
		    (!best || e->stop - e->start > best->stop - best->start))
			best = e;
	}
	return best;
}

static bool
letters_mostly(struct bs_span acronym, struct bs_span name)
{
	size_t i, hit = 0, at, all = 0;

	for (i = 0; i < acronym.n; i++)
		for (all++, at = 0; at < name.n; at++)
			if (name.p[at] == acronym.p[i] && (at == 0 || name.p[at - 1] == ' ')) {
				hit++;
				break;
			}
	return hit * 3 >= all * 2;
}

/*
 * NAME (ACR): the entity before the bracket where its letters fit at all,
 * else the words before it that Schwartz and Hearst's rule takes.
 */
static void
define_from_left(struct bs_resolver *r, size_t lo, size_t hi, struct bs_span text, size_t open,
    struct bs_span acronym)
{
	const struct bs_entity *e = entity_before(r, lo, hi, open);
	struct bs_span left, name;
	size_t start, from = open, words = 0;

	if (e) {
		name = bs_name_trim(bs_span_cut(text, e->start, e->stop));
		if (name.n > acronym.n + 2 &&
		    (bs_name_abbreviates(acronym, name, &start) || letters_mostly(acronym, name))) {
			define(r, acronym, name);
			return;
		}
	}
	while (from > 0 && words < acronym.n + 5) {
		while (from > 0 && text.p[from - 1] == ' ')
			from--;
		while (from > 0 && text.p[from - 1] != ' ')
			from--;
		words++;
	}
	left = bs_trim(bs_span_cut(text, from, open));
	if (!bs_name_abbreviates(acronym, left, &start))
		return;
	name = bs_name_trim(bs_span_cut(left, start, left.n));
	if (name.n > acronym.n + 2 && name.p[0] >= 'A' && name.p[0] <= 'Z' &&
	    memchr(name.p, ' ', name.n))
		define(r, acronym, name);
}

/* ACR (NAME): the other way round. */
static void
define_from_right(struct bs_resolver *r, struct bs_span text, size_t open, struct bs_span inside)
{
	size_t stop = open, from, start;
	struct bs_span acronym;

	while (stop > 0 && text.p[stop - 1] == ' ')
		stop--;
	for (from = stop; from > 0 && text.p[from - 1] != ' ' && stop - from < 12; from--)
		;
	acronym = bs_name_trim(bs_span_cut(text, from, stop));
	if (bs_name_is_acronym(acronym) && bs_name_abbreviates(acronym, inside, &start) &&
	    start < 5)
		define(r, acronym, bs_name_trim(inside));
}

static void
definitions_of_sentence(struct bs_resolver *r, struct bs_span text, size_t lo, size_t hi)
{
	size_t at, close, stop;

	for (at = 0; at < text.n; at++) {
		char shut = text.p[at] == '(' ? ')' : text.p[at] == '[' ? ']' : 0;
		struct bs_span inside;

		if (shut) {
			const char *p = memchr(
			    text.p + at, shut, text.n - at < 160 ? text.n - at : 160);

			if (!p)
				continue;
			close = (size_t)(p - text.p);
			inside = bs_trim(bs_span_cut(text, at + 1, close));
			/* (CSTO, Russian: ODKB): the first word is meant */
			for (stop = 0;
			     stop < inside.n && inside.p[stop] != ',' && inside.p[stop] != ';';
			     stop++)
				;
			if (bs_name_is_acronym(bs_name_trim(bs_span(inside.p, stop))))
				define_from_left(
				    r, lo, hi, text, at, bs_name_trim(bs_span(inside.p, stop)));
			else if (memchr(inside.p, ' ', inside.n))
				define_from_right(r, text, at, inside);
			at = close;
		} else if (text.p[at] == ',' && text.n - at > 8 &&
			   memcmp(text.p + at, ", or ", 5) == 0) {
			size_t from = at + 5 + (memcmp(text.p + at + 5, "the ", 4) == 0 ? 4 : 0);

			for (stop = from; stop < text.n && stop < from + 12 &&
					  text.p[stop] != ' ' && text.p[stop] != ',';
			     stop++)
				;
			inside = bs_name_trim(bs_span_cut(text, from, stop));
			if (bs_name_is_acronym(inside))
				define_from_left(r, lo, hi, text, at, inside);
		}
	}
}

void
bs_resolve_definitions(struct bs_resolver *r)
{
	size_t s, lo, hi = 0;

	for (s = 0; s < r->d->nsent; s++) {
		struct bs_span text = r->d->sent[s].text;

		for (lo = hi; hi < r->e->n && r->e->v[hi].sent == s; hi++)
			;
		if (text.n && (memchr(text.p, '(', text.n) || memchr(text.p, '[', text.n) ||
				  memchr(text.p, ',', text.n)))
			definitions_of_sentence(r, text, lo, hi);
	}
}

/* --- organisations ----------------------------------------------------- */

static struct bs_span
initials(struct bs_arena *a, struct bs_span name)
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
	struct bs_span bare = without_stops(r->a, name);
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
	in = initials(r->a, e->key);
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
		e->key = long_key(r, name);
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
			e->key = long_key(r, name);
	}
}
