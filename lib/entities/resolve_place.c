/*
 * resolve_place: keys and countries of places and peoples, by the lists:
 * places.tsv (other names, seats of power), demonyms.tsv, and the countries,
 * regions and cities of the gazetteer, of which the most populous counts.
 */
#include "broadsheet/utf8.h"
#include "entities/gazetteer.h"
#include "entities/resolve.h"

extern const struct bs_table bs_data_places, bs_data_demonyms, bs_data_acronyms,
    bs_data_namesake_cities;

static struct bs_span
code(struct bs_arena *a, uint16_t country)
{
	char c[2] = {(char)(country >> 8), (char)(country & 0xFF)};

	return country ? bs_arena_copy(a, bs_span(c, 2)) : (struct bs_span){0};
}

static bool
set(struct bs_entity *e, struct bs_span key, struct bs_span country)
{
	e->key = key;
	if (country.n)
		e->info = country;
	return true;
}

/* us, it and other words that are small in running text are no countries. */
static bool
case_allows(struct bs_span name)
{
	return name.n > 3 || !(name.p[0] >= 'a' && name.p[0] <= 'z');
}

static bool
by_table(struct bs_resolver *r, struct bs_entity *e, struct bs_span name)
{
	struct bs_span fold = bs_name_folded(r->a, name), key, country;

	if (!case_allows(name) || !bs_name_lookup(&bs_data_places, fold, 1, &key))
		return false;
	bs_name_lookup(&bs_data_places, fold, 2, &country);
	if (!bs_span_eq(key, name))
		e->how = "variant";
	return set(e, key, country);
}

static size_t
country_index(struct bs_span code)
{
	unsigned a = (unsigned char)code.p[0] - 'A', b = (unsigned char)code.p[1] - 'A';

	return code.n == 2 && a < 26 && b < 26 ? a * 26 + b : 0;
}

/* Of cities that share a name, the largest whose country the document names, else the largest. */
static struct bs_span
city_country(struct bs_resolver *r, struct bs_span name, struct bs_span largest)
{
	struct bs_span all;
	size_t i;

	if (!largest.n ||
	    !bs_name_lookup(&bs_data_namesake_cities, bs_name_folded(r->a, name), 1, &all))
		return largest;
	for (i = 0; i + 2 <= all.n; i += 3)
		if (r->country[country_index(bs_span_cut(all, i, i + 2))])
			return bs_span_cut(all, i, i + 2);
	return largest;
}

static bool
by_gazetteer(struct bs_resolver *r, struct bs_entity *e, struct bs_span name)
{
	static const enum bs_gaz_list lists[] = {BS_GAZ_COUNTRY, BS_GAZ_CITY, BS_GAZ_REGION};
	size_t i;

	for (i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct bs_gaz_posting *p = bs_gaz_lookup(&bs_gazetteer, name, lists[i]);
		struct bs_span key = {0}, country;

		if (!p)
			continue;
		country = code(r->a, p->country);
		if (lists[i] == BS_GAZ_COUNTRY) {
			key = bs_gaz_key(&bs_gazetteer, p->ref);
			if (key.n)
				bs_name_lookup(&bs_data_places, bs_name_folded(r->a, key), 1, &key);
		} else if (lists[i] == BS_GAZ_CITY) {
			country = city_country(r, name, country);
		}
		if (!key.n)
			key = bs_name_key(r->a, name);
		if (bs_name_all_caps(key) && key.n > 3)
			key = bs_name_cased(r->a, key);
		return set(e, key, country);
	}
	return false;
}

/* northern Syria, South Waziristan: the country of what follows. */
static void
country_of_rest(struct bs_resolver *r, struct bs_entity *e, struct bs_span name)
{
	struct bs_entity rest = {0};
	const char *blank = memchr(name.p, ' ', name.n);
	struct bs_span tail;

	if (!blank || bs_gaz_lookup(&bs_gazetteer, name, BS_GAZ_GEO)) /* the Indian Ocean */
		return;
	tail = bs_span_cut(name, (size_t)(blank - name.p) + 1, name.n);
	if (tail.n && tail.p[0] >= 'a' && tail.p[0] <= 'z') /* the Baltic states */
		return;
	if (by_table(r, &rest, tail) || by_gazetteer(r, &rest, tail))
		e->info = rest.info;
}

bool
bs_resolve_place(struct bs_resolver *r, struct bs_entity *e)
{
	struct bs_span name = bs_name_trim(bs_resolver_text(r, e)), key;

	if (by_table(r, e, name))
		return true;
	if (bs_name_is_acronym(name) && bs_name_lookup(&bs_data_acronyms, name, 1, &key)) {
		e->how = "acronym";
		return set(e, key, (struct bs_span){0});
	}
	if (by_gazetteer(r, e, name))
		return true;
	key = bs_name_key(r->a, name);
	if (bs_name_all_caps(key) && key.n > 4)
		key = bs_name_cased(r->a, key);
	set(e, key, (struct bs_span){0});
	country_of_rest(r, e, name);
	return false;
}

static bool
demonym(struct bs_resolver *r, struct bs_span name, struct bs_span *key, struct bs_span *country)
{
	struct bs_span fold = bs_name_folded(r->a, name);

	if (!bs_name_lookup(&bs_data_demonyms, fold, 1, key))
		return false;
	bs_name_lookup(&bs_data_demonyms, fold, 2, country);
	return true;
}

/* Where the last hyphen or dash of the name stands, and how long it is; 0 for none. */
static size_t
hyphen(struct bs_span s, size_t from, size_t *len)
{
	size_t i;

	for (i = from; i < s.n; i++) {
		if (s.p[i] == '-')
			return *len = 1, i;
		if (i + 2 < s.n && memcmp(s.p + i, "\xE2\x80", 2) == 0 &&
		    (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0x95)
			return *len = 3, i;
	}
	return 0;
}

/* pro-Russian, Armenian-Turkish: the part that is a people's name, or the countries of both. */
static bool
compound(struct bs_resolver *r, struct bs_entity *e, struct bs_span name)
{
	size_t len = 0, at = hyphen(name, 1, &len);
	struct bs_span key[2], country[2] = {{0}, {0}}, both[3];
	bool known[2];
	char *p;

	if (!at || at + len >= name.n)
		return false;
	known[0] = demonym(r, bs_span_cut(name, 0, at), &key[0], &country[0]);
	known[1] = demonym(r, bs_span_cut(name, at + len, name.n), &key[1], &country[1]);
	if (known[0] && known[1]) {
		p = bs_arena_alloc(r->a, key[0].n + key[1].n + 1);
		memcpy(p, key[0].p, key[0].n);
		p[key[0].n] = '-';
		memcpy(p + key[0].n + 1, key[1].p, key[1].n);
		both[0] = bs_span(p, key[0].n + key[1].n + 1);
		if (!country[0].n || !country[1].n)
			return set(e, both[0], country[0].n ? country[0] : country[1]);
		p = bs_arena_alloc(r->a, 5);
		memcpy(p, country[0].p, 2);
		p[2] = ',';
		memcpy(p + 3, country[1].p, 2);
		return set(e, both[0], bs_span(p, 5));
	}
	if (known[1] && !(name.p[0] >= 'A' && name.p[0] <= 'Z'))
		return set(e, key[1], country[1]);
	return false;
}

bool
bs_resolve_people_name(struct bs_resolver *r, struct bs_entity *e)
{
	struct bs_span name = bs_name_trim(bs_resolver_text(r, e)), key, country;

	if (demonym(r, name, &key, &country)) {
		if (!bs_span_eq(key, name))
			e->how = "variant";
		return set(e, key, country);
	}
	if (compound(r, e, name) || by_table(r, e, name))
		return true;
	/* the plural of a name that is known */
	if (name.n > 3 && name.p[name.n - 1] == 's' &&
	    demonym(r, bs_span(name.p, name.n - 1), &key, &country)) {
		e->how = "variant";
		return set(e, key, country);
	}
	key = bs_name_key(r->a, name);
	set(e, bs_name_all_caps(key) && key.n > 4 ? bs_name_cased(r->a, key) : key,
	    (struct bs_span){0});
	return false;
}

/* Countries by name and by their people; read before cities are told apart. */
void
bs_resolve_countries(struct bs_resolver *r)
{
	size_t i;

	for (i = 0; i < r->e->n; i++) {
		struct bs_entity e = r->e->v[i];
		struct bs_span name = bs_name_trim(bs_resolver_text(r, &e)), key, country = {0};

		if (e.cls == BS_NORP)
			demonym(r, name, &key, &country);
		else if (e.cls == BS_LOC && bs_gaz_lookup(&bs_gazetteer, name, BS_GAZ_COUNTRY))
			country = code(
			    r->a, bs_gaz_lookup(&bs_gazetteer, name, BS_GAZ_COUNTRY)->country);
		if (country.n == 2)
			r->country[country_index(country)] = true;
	}
}
