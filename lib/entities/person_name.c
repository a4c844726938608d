/* person_name: see person_name.h. */
#include "entities/person_name.h"

#include "broadsheet/utf8.h"
#include "broadsheet/variant.h"

extern const struct bs_table bs_data_person_titles, bs_data_family_words, bs_data_name_particles,
    bs_data_given_genders, bs_data_nicknames;

static enum bs_gender
gender_of(struct bs_span s)
{
	return bs_span_is(s, "m") ? BS_MALE : bs_span_is(s, "f") ? BS_FEMALE : BS_GENDER_UNKNOWN;
}

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
look_before(struct bs_resolver *r, const struct bs_entity *e, struct bs_person_name *nm)
{
	struct bs_span text = bs_span_cut(r->d->sent[e->sent].text, 0, e->start), value, word[4];
	size_t from = text.n > 40 ? text.n - 40 : 0, n, k, i, stop = text.n;

	while (from < text.n && from > 0 && text.p[from - 1] != ' ')
		from++;
	while (stop > from && (text.p[stop - 1] == ' ' || text.p[stop - 1] == ','))
		stop--;
	text = bs_span_cut(text, from, stop);
	if (text.n == 0 || memchr(text.p, ';', text.n))
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
add_word(struct bs_resolver *r, struct bs_person_name *nm, struct bs_span w)
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
guess_gender(struct bs_arena *a, const struct bs_person_name *nm)
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

void
bs_person_name_read(struct bs_resolver *r, const struct bs_entity *e, struct bs_person_name *nm)
{
	struct bs_span s = bs_name_trim(bs_resolver_text(r, e)), word[24];
	size_t n, i, k;

	*nm = (struct bs_person_name){0};
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

static bool
equal_but_case(struct bs_span name, struct bs_span small)
{
	size_t i = 0;

	while (i < name.n && i < small.n && (name.p[i] | 32) == small.p[i])
		i++;
	return i == name.n && i == small.n;
}

/* Pat is short for Patrick. */
static bool
is_short_for(struct bs_span nick, struct bs_span name)
{
	uint32_t row = bs_table_find_word(&bs_data_nicknames, nick);
	struct bs_span word[8];
	size_t n = 0;

	if (row != BS_NOROW)
		n = bs_name_split(bs_table_cell(&bs_data_nicknames, row, 1), word, 8);
	while (n > 0 && !equal_but_case(name, word[n - 1]))
		n--;
	return n > 0;
}

static bool
word_matches(const struct bs_person_name *a, size_t i, const struct bs_person_name *b, size_t j)
{
	if (a->initial[i] || b->initial[j])
		return a->level[i].n && b->level[j].n && *a->level[i].p == *b->level[j].p;
	return bs_span_eq(a->level[i], b->level[j]) ||
	       bs_name_levels_similar(a->level[i], b->level[j]) ||
	       (i == bs_person_name_given(a) && j == bs_person_name_given(b) &&
		   (is_short_for(a->word[i], b->word[j]) || is_short_for(b->word[j], a->word[i])));
}

/* The words of b, particles aside, stand in a in this order. */
static bool
contains(const struct bs_person_name *a, const struct bs_person_name *b)
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

size_t
bs_person_name_surname(const struct bs_person_name *nm)
{
	size_t i = nm->n;

	while (i > 0 && (nm->particle[i - 1] || nm->initial[i - 1]))
		i--;
	return i ? i - 1 : 0;
}

size_t
bs_person_name_given(const struct bs_person_name *nm)
{
	size_t i = 0;

	while (i + 1 < nm->n && nm->particle[i])
		i++;
	return i;
}

static bool
turned_round(const struct bs_person_name *a, const struct bs_person_name *b)
{
	return a->n == 2 && b->n == 2 && bs_span_eq(a->level[0], b->level[1]) &&
	       bs_span_eq(a->level[1], b->level[0]);
}

bool
bs_person_name_same(const struct bs_person_name *a, const struct bs_person_name *b)
{
	const struct bs_person_name *longer = a->n - 0 >= b->n ? a : b,
				    *shorter = longer == a ? b : a;

	if (a->tail.n && b->tail.n && !bs_span_eq(a->tail, b->tail))
		return false;
	if (turned_round(a, b))
		return true;
	if (!word_matches(a, bs_person_name_surname(a), b, bs_person_name_surname(b)))
		return false;
	/* initials in the middle are left out, on either side */
	if (word_matches(a, bs_person_name_given(a), b, bs_person_name_given(b)) &&
	    (longer->n == shorter->n || longer->core >= shorter->core)) {
		size_t i;

		if (contains(longer, shorter))
			return true;
		for (i = bs_person_name_given(shorter) + 1; i < bs_person_name_surname(shorter);
		     i++)
			if (!shorter->initial[i] && !shorter->particle[i])
				return false;
		return shorter->n > 2;
	}
	return shorter->core >= 2 && contains(longer, shorter);
}
