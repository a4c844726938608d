/*
 * resolve_person: people under one key each.
 *
 * First the names of two words and more become persons: two names are one
 * person where their words agree (levelled spelling, initials, middle names
 * left out, order turned).  Then a name of one word goes to the person who
 * has it as surname, else as given name: where several do, the one whose
 * gender agrees with the title, then the one who stands nearest before,
 * else nearest behind.  Never are two persons made one by a surname.
 *
 * Persons are found by a word of their name, through a table: near-linear,
 * with at most MAX_NAMESAKES looked at.
 */
#include "broadsheet/utf8.h"
#include "broadsheet/variant.h"
#include "entities/gazetteer.h"
#include "entities/resolve.h"

#include <stdlib.h>

extern const struct bs_table bs_data_person_titles, bs_data_family_words, bs_data_name_particles,
    bs_data_given_genders;

enum { MAX_NAMESAKES = 48, NO_PERSON = -1 };

struct name {                                /* a mention's words */
	struct bs_span word[BS_NAME_WORDS];  /* as written, plain */
	struct bs_span level[BS_NAME_WORDS]; /* levelled; the letter of an initial */
	bool initial[BS_NAME_WORDS], particle[BS_NAME_WORDS];
	size_t n, core;      /* words; those that are neither initials nor particles */
	struct bs_span tail; /* Jr., III: folded */
	enum bs_gender gender;
	bool titled, relative;
};

struct variant { /* a spelling of a person's full name */
	struct bs_span key;
	size_t count, words;
};

struct person {
	struct name name; /* the fullest form */
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
	struct bs_strmap by_word; /* levelled word -> same, +1 */
	struct name *name;        /* of each entity */
	int32_t *person;          /* of each entity */
};

static enum bs_gender
gender_of(struct bs_span s)
{
	return bs_span_is(s, "m") ? BS_MALE : bs_span_is(s, "f") ? BS_FEMALE : BS_GENDER_UNKNOWN;
}

/* --- reading a mention ------------------------------------------------- */

/* Leading words that are a title, three at once at most; the number taken. */
static size_t
leading_title(struct bs_arena *a, const struct bs_span *word, size_t n, enum bs_gender *g)
{
	size_t k;

	for (k = n < 3 ? n : 3; k > 0; k--) {
		struct bs_span s = bs_span(
		    word[0].p, (size_t)(word[k - 1].p + word[k - 1].n - word[0].p));
		struct bs_span value;

		if (bs_name_lookup(&bs_data_person_titles, bs_name_folded(a, s), 1, &value)) {
			if (gender_of(value))
				*g = gender_of(value);
			return k;
		}
	}
	return 0;
}

/* Title or relative in the three words before the mention: `Mrs`, `his wife`. */
static void
look_before(struct bs_resolver *r, const struct bs_entity *e, struct name *nm)
{
	struct bs_span text = bs_span_cut(r->d->sent[e->sent].text, 0, e->start), value, word[4];
	size_t from = text.n > 40 ? text.n - 40 : 0, n, k, i, stop = text.n;

	while (from < text.n && from > 0 && text.p[from - 1] != ' ')
		from++;
	while (stop > from && (text.p[stop - 1] == ' ' || text.p[stop - 1] == ','))
		stop--;
	text = bs_span_cut(text, from, stop);
	if (memchr(text.p ? text.p : "", ';', text.n))
		return;
	while ((n = bs_name_split(text, word, 4)) == 0 && text.n) {
		const char *p = memchr(text.p, ' ', text.n);

		if (!p)
			return;
		text = bs_span_cut(text, (size_t)(p - text.p) + 1, text.n);
	}
	for (k = 1; k <= 3 && k <= n; k++) {
		struct bs_span s = bs_span(
		    word[n - k].p, (size_t)(text.p + text.n - word[n - k].p));
		struct bs_span fold = bs_name_folded(r->a, s);

		if (bs_name_lookup(&bs_data_person_titles, fold, 1, &value)) {
			nm->titled = true;
			if (!nm->gender)
				nm->gender = gender_of(value);
		}
	}
	for (i = n > 2 ? n - 2 : 0; i < n; i++)
		if (bs_name_lookup(
			&bs_data_family_words, bs_name_folded(r->a, word[i]), 1, &value)) {
			nm->relative = true;
			if (!nm->gender)
				nm->gender = gender_of(value);
		}
}

/* Words in quotes or brackets inside a name are nicknames: Imad “Falcon” Hasan. */
static bool
is_nickname(struct bs_span w)
{
	return w.n && (*w.p == '"' || *w.p == '(' || *w.p == '[' || *w.p == '\'' ||
			  (w.n > 3 && memcmp(w.p, "\xE2\x80\x9C", 3) == 0) ||
			  (w.n > 3 && memcmp(w.p, "\xE2\x80\x98", 3) == 0));
}

/* al-Sisi is found as Sisi. */
static struct bs_span
without_particle(struct bs_span level)
{
	const char *blank = memchr(level.p, ' ', level.n);
	struct bs_span kind;
	size_t n = blank ? (size_t)(blank - level.p) : 0;

	if (n && bs_name_lookup(&bs_data_name_particles, bs_span(level.p, n), 1, &kind) &&
	    bs_span_is(kind, "part"))
		return bs_span_cut(level, n + 1, level.n);
	return level;
}

static void
add_word(struct bs_resolver *r, struct name *nm, struct bs_span w)
{
	struct bs_buf b = {0};
	struct bs_span kind = {0}, g, fold;
	size_t k = nm->n;

	if (k == BS_NAME_WORDS)
		return;
	while (w.n && w.p[w.n - 1] == ',')
		w.n--;
	fold = bs_name_folded(r->a, w);
	if (!fold.n)
		return;
	if (bs_name_lookup(&bs_data_name_particles, fold, 1, &kind)) {
		bs_name_lookup(&bs_data_name_particles, fold, 2, &g);
		if (bs_span_is(kind, "tail") && k > (size_t)(*fold.p == 'i')) { /* Abdullah II */
			nm->tail = fold;
			return;
		}
		if (gender_of(g))
			nm->gender = gender_of(g);
	}
	nm->word[k] = bs_name_key(r->a, w);
	nm->initial[k] = bs_name_is_initial(w);
	nm->particle[k] = bs_span_is(kind, "part") && !(*w.p >= 'A' && *w.p <= 'Z' && w.n < 2);
	bs_name_level(&b, nm->word[k]);
	nm->level[k] = without_particle(bs_arena_copy(r->a, bs_buf_view(&b)));
	bs_buf_free(&b);
	nm->core += !nm->initial[k] && !nm->particle[k];
	nm->n++;
}

/* Gender by the given name, or by the ending of a Slavic surname. */
static enum bs_gender
guess_gender(struct bs_arena *a, const struct name *nm)
{
	struct bs_span v, last;

	if (nm->gender || !nm->n)
		return nm->gender;
	if (bs_name_lookup(&bs_data_given_genders, bs_name_folded(a, nm->word[0]), 1, &v))
		return gender_of(v);
	last = nm->level[nm->n - 1];
	if (bs_span_ends(last, BS_SPAN("ova")) || bs_span_ends(last, BS_SPAN("eva")) ||
	    bs_span_ends(last, BS_SPAN("skaia")))
		return BS_FEMALE;
	if (last.n > 4 && (bs_span_ends(last, BS_SPAN("ov")) || bs_span_ends(last, BS_SPAN("ev"))))
		return BS_MALE;
	return BS_GENDER_UNKNOWN;
}

/* Sung - gul, of a text cut into tokens. */
static struct bs_span
join_hyphens(struct bs_arena *a, struct bs_span s)
{
	char *p;
	size_t i, n = 0;

	if (s.n < 5 || !memchr(s.p, '-', s.n))
		return s;
	p = bs_arena_alloc(a, s.n);
	for (i = 0; i < s.n; i++)
		if (!(s.p[i] == ' ' &&
			((i > 0 && s.p[i - 1] == '-') || (i + 1 < s.n && s.p[i + 1] == '-'))))
			p[n++] = s.p[i];
	return bs_span(p, n);
}

static void
read_name(struct bs_resolver *r, const struct bs_entity *e, struct name *nm)
{
	struct bs_span s = bs_name_trim(bs_resolver_text(r, e)), word[24];
	size_t n, i, k;

	*nm = (struct name){0};
	if (bs_name_all_caps(s) && (s.n > 4 || memchr(s.p, ' ', s.n)))
		s = bs_name_cased(r->a, s);
	s = join_hyphens(r->a, s);
	n = bs_name_split(s, word, 24);
	for (i = 0; i + 1 < n && (k = leading_title(r->a, word + i, n - 1 - i, &nm->gender));
	     i += k)
		nm->titled = true;
	for (; i < n; i++)
		if (!is_nickname(word[i]))
			add_word(r, nm, word[i]);
	look_before(r, e, nm);
	nm->gender = guess_gender(r->a, nm);
}

/* --- are two names one? ------------------------------------------------ */

static bool
word_matches(const struct name *a, size_t i, const struct name *b, size_t j)
{
	if (a->initial[i] || b->initial[j])
		return a->level[i].n && b->level[j].n && *a->level[i].p == *b->level[j].p;
	return bs_span_eq(a->level[i], b->level[j]) || bs_names_similar(a->level[i], b->level[j]);
}

/* The words of b, particles aside, stand in a in this order. */
static bool
contains(const struct name *a, const struct name *b)
{
	size_t i = 0, j;

	for (j = 0; j < b->n; j++) {
		if (b->particle[j])
			continue;
		while (i < a->n && (a->particle[i] || !word_matches(a, i, b, j)))
			i++;
		if (i++ == a->n)
			return false;
	}
	return true;
}

static size_t
surname_at(const struct name *nm)
{
	size_t i = nm->n;

	while (i > 0 && (nm->particle[i - 1] || nm->initial[i - 1]))
		i--;
	return i ? i - 1 : 0;
}

static size_t
given_at(const struct name *nm)
{
	size_t i = 0;

	while (i + 1 < nm->n && nm->particle[i])
		i++;
	return i;
}

static bool
turned_round(const struct name *a, const struct name *b)
{
	return a->n == 2 && b->n == 2 && bs_span_eq(a->level[0], b->level[1]) &&
	       bs_span_eq(a->level[1], b->level[0]);
}

static bool
same_person(const struct name *a, const struct name *b)
{
	const struct name *longer = a->n - 0 >= b->n ? a : b, *shorter = longer == a ? b : a;

	if (a->tail.n && b->tail.n && !bs_span_eq(a->tail, b->tail))
		return false;
	if (turned_round(a, b))
		return true;
	if (!word_matches(a, surname_at(a), b, surname_at(b)))
		return false;
	/* initials in the middle are left out, on either side */
	if (word_matches(a, given_at(a), b, given_at(b)) &&
	    (longer->n == shorter->n || longer->core >= shorter->core)) {
		size_t i;

		if (contains(longer, shorter))
			return true;
		for (i = given_at(shorter) + 1; i < surname_at(shorter); i++)
			if (!shorter->initial[i] && !shorter->particle[i])
				return false;
		return shorter->n > 2;
	}
	return shorter->core >= 2 && contains(longer, shorter);
}

/* --- persons ----------------------------------------------------------- */

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

/* Under each word, and each part of one with a hyphen. */
static void
index_person(struct people *p, uint32_t id)
{
	const struct name *nm = &p->v[id].name;
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
full_key(struct bs_arena *a, const struct name *nm, size_t *words)
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
count_variant(struct people *p, struct person *who, const struct name *nm)
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
find_full(struct people *p, const struct name *nm)
{
	size_t w[2] = {surname_at(nm), given_at(nm)}, i, k;

	for (k = 0; k < 2; k++) {
		const struct namesakes *s = namesakes(p, nm->level[w[k]], false);

		for (i = s ? s->n : 0; i-- > 0;)
			if (same_person(&p->v[s->id[i]].name, nm))
				return (int32_t)s->id[i];
	}
	return NO_PERSON;
}

static void
add_full(struct people *p, size_t i)
{
	const struct name *nm = &p->name[i];
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
	index_person(p, (uint32_t)id);
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
nearest(const struct people *p, const struct name *nm, const uint32_t *id, size_t n)
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
		const struct name *nm = &p->v[i].name;

		if (nm->n && bs_names_similar(nm->level[surname_at(nm)], level))
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
find_short(struct people *p, const struct name *nm)
{
	size_t at = surname_at(nm), i, k;
	const struct namesakes *s = namesakes(p, nm->level[at], false);
	struct namesakes none = {0}, sur = {0}, given = {0};

	if (!s) {
		similar_names(p, nm->level[at], &none);
		s = &none;
	}
	for (i = 0; i < s->n; i++) {
		const struct name *full = &p->v[s->id[i]].name;
		bool is_surname = false;

		for (k = surname_at(full); k < full->n; k++)
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
own_key(struct bs_resolver *r, const struct bs_entity *e, const struct name *nm)
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
		const struct name *nm = &p->name[i];
		struct bs_span surface;
		int32_t id;

		if (e->cls != BS_PER || (e->key.n && p->person[i] == NO_PERSON))
			continue;
		surface = bs_resolver_text(p->r, e);
		id = p->person[i];
		if (id != NO_PERSON) {
			set_key(e, p->v[id].key, "full-name", surface);
		} else if (nm->n && (id = find_short(p, nm)) != NO_PERSON) {
			bool sur = bs_span_eq(p->v[id].name.level[surname_at(&p->v[id].name)],
			    nm->level[surname_at(nm)]);

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
	size_t i, n = r->e->n;

	p.name = bs_calloc(n ? n : 1, sizeof *p.name);
	p.person = bs_calloc(n ? n : 1, sizeof *p.person);
	for (i = 0; i < n; i++) {
		p.person[i] = NO_PERSON;
		if (r->e->v[i].cls != BS_PER)
			continue;
		read_name(r, &r->e->v[i], &p.name[i]);
		/* two words of which one is no particle, or an initial and a surname */
		if (p.name[i].core >= 2 || (p.name[i].core == 1 && p.name[i].initial[0]))
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
	free(p.person);
	bs_strmap_free(&p.by_word);
}
