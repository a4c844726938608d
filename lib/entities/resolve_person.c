/*
 * resolve_person: people under one key each.
 *
 * First the names of two words and more become persons: two names are one
 * person where their words agree (levelled spelling, initials, middle names
 * left out, short forms as Pat for Patrick, order turned).  Then a name of one word goes to the
 * person who has it as surname, else as given name: where several do, the one whose gender agrees
 * with the title, then the one who stands nearest before, else nearest behind.  Never are two
 * persons made one by a surname.
 *
 * Persons are found by a word of their name, through a table: near-linear,
 * with at most MAX_NAMESAKES looked at.
 */
#include "broadsheet/variant.h"
#include "entities/person_name.h"

#include <stdlib.h>

enum { MAX_NAMESAKES = 48, NO_PERSON = -1 };

struct variant { /* a spelling of a person's full name */
	struct bs_span key;
	size_t count, words;
};

struct person {
	struct bs_person_name name; /* the fullest form */
	struct variant *variant;
	size_t nvariant, variant_cap;
	struct bs_span given_key; /* by the user's list */
	struct bs_span key;
	size_t first, seen; /* mentions: the first, the last so far */
	enum bs_gender gender;
};

struct namesakes {
	uint32_t id[MAX_NAMESAKES];
	size_t n;
};

struct people {
	struct bs_resolver *r;
	struct person *v;
	size_t n, cap;
	struct namesakes *same;
	size_t nsame, same_cap;
	struct bs_strmap by_word;    /* levelled word -> same, +1 */
	struct bs_person_name *name; /* of each mention of a person, in order */
	uint32_t *at;                /* of each entity: its name's index */
	int32_t *person;             /* of each entity */
};

static struct namesakes *
namesakes(struct people *p, struct bs_span word, bool make)
{
	uint64_t *at;
	bool is_new = false;

	if (!word.n)
		return NULL;
	at = make ? bs_strmap_put(&p->by_word, word, &is_new) : bs_strmap_get(&p->by_word, word);
	if (!at)
		return NULL;
	if (is_new) {
		BS_PUSH(p->same, p->nsame, p->same_cap) = (struct namesakes){0};
		*at = p->nsame;
	}
	return &p->same[*at - 1];
}

static void
index_word(struct people *p, struct bs_span word, uint32_t id)
{
	struct namesakes *s = namesakes(p, word, true);
	size_t k;

	if (!s)
		return;
	for (k = 0; k < s->n && s->id[k] != id; k++)
		;
	if (k == s->n && s->n < MAX_NAMESAKES)
		s->id[s->n++] = id;
}

/* Under each word of a name, and each part of one with a hyphen. */
static void
index_person(struct people *p, uint32_t id, const struct bs_person_name *nm)
{
	struct bs_span part[4];
	size_t i, k, n;

	for (i = 0; i < nm->n; i++) {
		if (nm->particle[i] || nm->initial[i])
			continue;
		index_word(p, nm->level[i], id);
		n = bs_name_split(nm->level[i], part, 4);
		for (k = 0; k < n && n > 1; k++)
			index_word(p, part[k], id);
	}
}

/* The full name as a key: titles, tails and initials in the middle gone. */
static struct bs_span
full_key(struct bs_arena *a, const struct bs_person_name *nm, size_t *words)
{
	struct bs_buf b = {0};
	struct bs_span s;
	size_t i;

	*words = 0;
	for (i = 0; i < nm->n; i++) {
		if (nm->initial[i] && i > 0 && nm->core >= 2)
			continue;
		if (b.n)
			bs_buf_ch(&b, ' ');
		bs_buf_span(&b, nm->word[i]);
		*words += !nm->initial[i];
	}
	s = bs_arena_copy(a, bs_buf_view(&b));
	bs_buf_free(&b);
	return s;
}

static void
count_variant(struct people *p, struct person *who, const struct bs_person_name *nm)
{
	size_t words, i;
	struct bs_span key = full_key(p->r->a, nm, &words);

	for (i = 0; i < who->nvariant; i++)
		if (bs_span_eq(who->variant[i].key, key)) {
			who->variant[i].count++;
			return;
		}
	if (who->nvariant < 16)
		BS_PUSH(who->variant, who->nvariant, who->variant_cap) = (struct variant){
		    key, 1, words};
}

static int32_t
find_full(struct people *p, const struct bs_person_name *nm)
{
	size_t w[2] = {bs_person_name_surname(nm), bs_person_name_given(nm)}, i, k;

	for (k = 0; k < 2; k++) {
		const struct namesakes *s = namesakes(p, nm->level[w[k]], false);

		for (i = s ? s->n : 0; i-- > 0;)
			if (bs_person_name_same(&p->v[s->id[i]].name, nm))
				return (int32_t)s->id[i];
	}
	return NO_PERSON;
}

static void
add_full(struct people *p, size_t i)
{
	const struct bs_person_name *nm = &p->name[p->at[i]];
	const struct bs_entity *e = &p->r->e->v[i];
	int32_t id = find_full(p, nm);
	struct person *who;

	if (id == NO_PERSON) {
		BS_PUSH(p->v, p->n, p->cap) = (struct person){
		    .name = *nm, .first = i, .gender = nm->gender};
		id = (int32_t)p->n - 1;
	}
	who = &p->v[id];
	if (nm->core > who->name.core)
		who->name = *nm;
	if (!who->gender)
		who->gender = nm->gender;
	if (e->key.n)
		who->given_key = e->key;
	count_variant(p, who, nm);
	index_person(p, (uint32_t)id, nm);
	p->person[i] = id;
}

/* The spelling that stands for the person: of most words, then the most frequent, then the first.
 */
static void
choose_key(struct person *who)
{
	size_t i, best = 0;

	for (i = 1; i < who->nvariant; i++) {
		const struct variant *a = &who->variant[i], *b = &who->variant[best];

		if (a->words > b->words || (a->words == b->words && a->count > b->count))
			best = i;
	}
	who->key = who->given_key.n ? who->given_key : who->variant[best].key;
}

static bool
genders_agree(enum bs_gender a, enum bs_gender b)
{
	return !a || !b || a == b;
}

/* Nearest before, else nearest behind; among the agreeable. */
static int32_t
nearest(const struct people *p, const struct bs_person_name *nm, const uint32_t *id, size_t n)
{
	int32_t best = NO_PERSON;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct person *who = &p->v[id[i]], *b = best < 0 ? NULL : &p->v[best];

		if (!genders_agree(nm->gender, who->gender))
			continue;
		if (!b || (who->seen && (!b->seen || who->seen > b->seen)) ||
		    (!who->seen && !b->seen && who->first < b->first))
			best = (int32_t)id[i];
	}
	return best;
}

/* Similar, not equal: Babaoglu and Babaoghli; only where nobody has the word itself. */
static void
similar_names(const struct people *p, struct bs_span level, struct namesakes *out)
{
	size_t i;

	for (i = 0; i < p->n && out->n < MAX_NAMESAKES && p->n < 500; i++) {
		const struct bs_person_name *nm = &p->v[i].name;

		if (nm->n && bs_name_levels_similar(nm->level[bs_person_name_surname(nm)], level))
			out->id[out->n++] = (uint32_t)i;
	}
}

static bool
has_part(struct bs_span level, struct bs_span word)
{
	struct bs_span part[4];
	size_t n = bs_name_split(level, part, 4), k;

	for (k = 0; k < n; k++)
		if (bs_span_eq(part[k], word))
			return true;
	return bs_span_eq(level, word);
}

/* A name of one word (particles aside): whose? */
static int32_t
find_short(struct people *p, const struct bs_person_name *nm)
{
	size_t at = bs_person_name_surname(nm), i, k;
	const struct namesakes *s = namesakes(p, nm->level[at], false);
	struct namesakes none = {0}, sur = {0}, given = {0};

	if (!s) {
		similar_names(p, nm->level[at], &none);
		s = &none;
	}
	for (i = 0; i < s->n; i++) {
		const struct bs_person_name *full = &p->v[s->id[i]].name;
		bool is_surname = false;

		for (k = bs_person_name_surname(full); k < full->n; k++)
			is_surname = is_surname || has_part(full->level[k], nm->level[at]);
		/* Hikmet Vali oglu: the father's name is not his, but Babaoglu is one word */
		if (is_surname || s == &none)
			sur.id[sur.n++] = s->id[i];
		else
			given.id[given.n++] = s->id[i];
	}
	if (sur.n && !(nm->relative && given.n))
		return nearest(p, nm, sur.id, sur.n);
	return given.n ? nearest(p, nm, given.id, given.n) : NO_PERSON;
}

static void
set_key(struct bs_entity *e, struct bs_span key, const char *how, struct bs_span surface)
{
	if (e->key.n)
		return;
	e->key = key;
	if (!bs_span_eq(key, surface))
		e->how = how;
}

static struct bs_span
own_key(struct bs_resolver *r, const struct bs_entity *e, const struct bs_person_name *nm)
{
	size_t words;
	struct bs_span key = full_key(r->a, nm, &words);
	/* what the document explains as an acronym is nobody's name */
	const uint64_t *def = bs_strmap_get(&r->acronym, bs_name_trim(bs_resolver_text(r, e)));

	if (def)
		return r->def[*def - 1].key;

	return key.n ? key : bs_name_key(r->a, bs_resolver_text(r, e));
}

static void
assign(struct people *p)
{
	size_t i;

	for (i = 0; i < p->r->e->n; i++) {
		struct bs_entity *e = &p->r->e->v[i];
		const struct bs_person_name *nm = &p->name[p->at[i]];
		struct bs_span surface;
		int32_t id;

		if (e->cls != BS_PER || (e->key.n && p->person[i] == NO_PERSON))
			continue;
		surface = bs_resolver_text(p->r, e);
		id = p->person[i];
		if (id != NO_PERSON) {
			/* an id is an index into v:
			 * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
			set_key(e, p->v[id].key, "full-name", surface);
		} else if (nm->n && (id = find_short(p, nm)) != NO_PERSON) {
			bool sur = bs_span_eq(
			    p->v[id].name.level[bs_person_name_surname(&p->v[id].name)],
			    nm->level[bs_person_name_surname(nm)]);

			set_key(e, p->v[id].key, sur ? "surname" : "part-of-name", surface);
		} else {
			set_key(e, own_key(p->r, e, nm), "form", surface);
		}
		if (id != NO_PERSON)
			p->v[id].seen = i + 1;
	}
}

void
bs_resolve_persons(struct bs_resolver *r)
{
	struct people p = {.r = r};
	size_t i, n = r->e->n, persons = 0, at = 0;

	for (i = 0; i < n; i++)
		persons += r->e->v[i].cls == BS_PER;
	if (!persons)
		return;
	p.name = bs_calloc(persons, sizeof *p.name);
	p.at = bs_calloc(n, sizeof *p.at);
	p.person = bs_calloc(n, sizeof *p.person);
	for (i = 0; i < n; i++) {
		p.person[i] = NO_PERSON;
		if (r->e->v[i].cls != BS_PER)
			continue;
		p.at[i] = (uint32_t)at++;
		bs_person_name_read(r, &r->e->v[i], &p.name[p.at[i]]);
		/* two words of which one is no particle, or an initial and a surname */
		if (p.name[p.at[i]].core >= 2 ||
		    (p.name[p.at[i]].core == 1 && p.name[p.at[i]].initial[0]))
			add_full(&p, i);
	}
	/* Al Gore, Ed Kramer: a particle is a given name where nobody fuller is there */
	for (i = 0; i < n; i++) {
		const struct bs_person_name *nm = &p.name[p.at[i]];

		if (r->e->v[i].cls == BS_PER && p.person[i] == NO_PERSON && nm->n > 1 &&
		    nm->core == 1 && nm->particle[0] && find_short(&p, nm) == NO_PERSON)
			add_full(&p, i);
	}
	for (i = 0; i < p.n; i++)
		choose_key(&p.v[i]);
	assign(&p);
	for (i = 0; i < p.n; i++)
		free(p.v[i].variant);
	free(p.v);
	free(p.same);
	free(p.name);
	free(p.at);
	free(p.person);
	bs_strmap_free(&p.by_word);
}
