/*
 * resolve_define: acronyms that a document explains: NAME (ACR), ACR (NAME),
 * NAME, or ACR, with brackets of any kind.
 */
#include "broadsheet/utf8.h"
#include "entities/resolve.h"

extern const struct bs_table bs_data_acronyms;

static void
define(struct bs_resolver *r, struct bs_span acronym, struct bs_span longform,
    enum bs_entity_class cls)
{
	bool is_new;
	uint64_t *at;

	acronym = bs_name_without_stops(r->a, acronym);
	at = bs_strmap_put(&r->acronym, acronym, &is_new);
	if (!is_new)
		return; /* the first explanation counts */
	BS_PUSH(r->def, r->ndef, r->def_cap) = (struct bs_definition){
	    acronym, bs_resolve_long_key(r, longform), cls};
	*at = r->ndef;
}

/* Entities that may lie over each other before one place. */
enum { NEAR = 16 };

/* The entity of the sentence that ends at stop, give or take a blank or a mark; NULL for none. */
static const struct bs_entity *
entity_before(const struct bs_resolver *r, size_t lo, size_t hi, size_t stop)
{
	const struct bs_entity *best = NULL;
	size_t i, far;

	BS_LOWER_BOUND(far, hi - lo, r->e->v[lo + far].start < stop);
	far += lo; /* the first that starts at stop or behind it */
	for (i = far > lo + NEAR ? far - NEAR : lo; i < far; i++) {
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

/* Two words at least, of which the first and the last are capitalised. */
static bool
is_title_like(struct bs_span s)
{
	struct bs_span word[24];
	size_t n = bs_name_split(s, word, 24);

	return n > 1 && *word[0].p >= 'A' && *word[0].p <= 'Z' && *word[n - 1].p >= 'A' &&
	       *word[n - 1].p <= 'Z';
}

static bool
is_small_word(struct bs_span w)
{
	return bs_span_is(w, "of") || bs_span_is(w, "for") || bs_span_is(w, "and") ||
	       bs_span_is(w, "on") || bs_span_is(w, "in") || bs_span_is(w, "to");
}

/*
 * The plan for individual cooperation (IPAP): a translation, whose letters fit
 * in part.  The words before the bracket, back to the one at which a second
 * word has no letter of the acronym; two thirds of its letters must be met.
 */
static struct bs_span
loose_phrase(struct bs_span acronym, struct bs_span left)
{
	struct bs_span word[24], none = {0};
	size_t n = bs_name_split(left, word, 24), i, k, first = n, hits = 0, met = 0;
	unsigned misses = 0, seen = 0;

	if (acronym.n < 3 || acronym.n > 8)
		return none;
	for (i = n; i-- > 0;) {
		char c = (char)(*word[i].p >= 'a' && *word[i].p <= 'z' ? *word[i].p - 32
								       : *word[i].p);
		const char *at = memchr(acronym.p, c, acronym.n);

		if (is_small_word(word[i]) && i + 1 < n)
			continue;
		if (!at && ++misses > 1)
			break;
		if (at) {
			first = i;
			hits++;
			for (k = 0; k < acronym.n; k++)
				if (acronym.p[k] == c)
					seen |= 1U << k;
		}
	}
	for (k = 0; k < acronym.n; k++)
		met += seen >> k & 1;
	if (hits < 2 || met * 3 < acronym.n * 2 || n - first < 3)
		return none;
	return bs_span_cut(left, (size_t)(word[first].p - left.p), left.n);
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
	struct bs_span left, name, entity = {0};
	size_t start, from = open, words = 0;
	bool place = false;

	if (e) {
		entity = bs_name_trim(bs_span_cut(text, e->start, e->stop));
		place = e->cls == BS_LOC;
		if (place ? bs_span_eq(bs_name_initials(r->a, entity), acronym)
			  : entity.n > acronym.n + 2 &&
				bs_name_abbreviates(acronym, entity, &start)) {
			define(r, acronym, entity, e->cls);
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
	if (bs_name_abbreviates(acronym, left, &start)) {
		name = bs_name_trim(bs_span_cut(left, start, left.n));
		/* San Jose (SJO) explains an airport */
		if (name.n > acronym.n + 2 && is_title_like(name) &&
		    !(place && name.n <= entity.n)) {
			define(r, acronym, name, BS_NO_ENTITY);
			return;
		}
	}
	if (entity.n && !place && entity.n > acronym.n + 2 && letters_mostly(acronym, entity))
		define(r, acronym, entity, BS_NO_ENTITY);
	else if (bs_table_find(&bs_data_acronyms, acronym) == BS_NOROW &&
		 (name = loose_phrase(acronym, left)).n)
		define(r, acronym, name, BS_NO_ENTITY);
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
	for (from = 0; from < inside.n && inside.p[from] != ',' && inside.p[from] != ';'; from++)
		;
	inside = bs_name_trim(bs_span_cut(inside, 0, from));
	if (bs_name_is_acronym(acronym) && is_title_like(inside) &&
	    bs_name_abbreviates(acronym, inside, &start) && start == 0)
		define(r, acronym, inside, BS_NO_ENTITY);
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

/* What a document calls GERD is of the class that the Grand Ethiopian Renaissance Dam is. */
static void
agree(struct bs_resolver *r)
{
	for (size_t i = 0; i < r->e->n; i++) {
		struct bs_entity *e = &r->e->v[i];
		struct bs_span name;
		const uint64_t *at;

		if (e->by != BS_BY_MODEL || e->cls > BS_MISC || e->stop - e->start > 16)
			continue;
		name = bs_name_without_stops(r->a, bs_resolver_text(r, e));
		at = bs_strmap_get(&r->acronym, name);
		if (!at || r->def[*at - 1].cls == BS_NO_ENTITY)
			continue;
		e->cls = r->def[*at - 1].cls;
		/* others are looked up with the bodies */
		if (e->cls == BS_LOC && !bs_resolve_place(r, e)) {
			e->key = r->def[*at - 1].key;
			e->how = "acronym";
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
	if (r->ndef)
		agree(r);
}
