/* mend: see the header. */
#include "entities/mend.h"

#include "broadsheet/table.h"
#include "entities/evidence.h"
#include "entities/gazetteer_unit.h"
#include "entities/result.h"

extern const struct bs_table bs_data_dated_events, bs_data_hyphen_affixes, bs_data_weekdays;

/* A match over just [start, stop) in the list, spelled as listed, or NULL. */
static const struct bs_gaz_match *
listed(const struct bs_tagger_sent *s, size_t start, size_t stop, enum bs_gaz_list list)
{
	for (size_t i = bs_first_match(s, start); i < s->ngaz && s->gaz[i].start == start; i++)
		if (s->gaz[i].list == list && s->gaz[i].stop == stop &&
		    s->gaz[i].form != BS_GAZ_FOLDED)
			return &s->gaz[i];
	return NULL;
}

/* Whether a list of names holds just this. */
static bool
is_listed(const struct bs_tagger_sent *s, size_t start, size_t stop)
{
	for (size_t i = bs_first_match(s, start); i < s->ngaz && s->gaz[i].start == start; i++)
		if (s->gaz[i].stop == stop &&
		    bs_gaz_list_class((enum bs_gaz_list)s->gaz[i].list) != BS_NO_ENTITY)
			return true;
	return false;
}

/* Where a possessive 's starts in the name, from `at` on; stop where there is none. */
static size_t
possessive(struct bs_span t, size_t at, size_t stop)
{
	for (; at + 1 < stop; at++) {
		size_t mark = t.p[at] == '\''                                             ? 1
			      : stop - at > 3 && memcmp(t.p + at, "\xe2\x80\x99", 3) == 0 ? 3
											  : 0;

		if (mark && at + mark < stop && (t.p[at + mark] | 32) == 's' &&
		    (at + mark + 1 == stop || t.p[at + mark + 1] == ' '))
			return at;
	}
	return stop;
}

static bool
starts_lower(struct bs_span t, size_t at, size_t stop)
{
	struct bs_unit u;

	return bs_unit_next(bs_span_cut(t, 0, stop), &at, &u) && u.form == BS_UNIT_LOWER;
}

static void
cut_possessive(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t at = possessive(s->text, e->start, e->stop), rest = at;

	if (at == e->stop || is_listed(s, e->start, e->stop))
		return;
	rest += s->text.p[at] == '\'' ? 2 : 4;
	if (rest < e->stop && !starts_lower(s->text, rest, e->stop)) {
		/* "China's Exim Bank" is two names, "St Mary's Hospital" one */
		if (e->cls == BS_ORG && rest + 1 < e->stop &&
		    listed(s, e->start, at, BS_GAZ_COUNTRY))
			e->start = rest + 1;
		return;
	}
	if (rest < e->stop &&
	    listed(s, e->start, at, BS_GAZ_COUNTRY)) /* "Armenia's constitution" */
		e->cls = BS_LOC;
	e->stop = at;
}

/* "Special Envoy Kask": the title began before the name that the tagger took. */
static void
cut_rest_of_title(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t at = bs_first_match(s, e->start), back = 0;

	while (at-- > 0 && back++ < 16) {
		const struct bs_gaz_match *m = &s->gaz[at];

		if (m->list == BS_GAZ_TITLE && m->stop > e->start && m->stop + 1 < e->stop &&
		    s->text.p[m->stop] == ' ')
			e->start = m->stop + 1;
	}
}

static void
cut_titles(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	bool again = e->cls == BS_PER;

	if (again)
		cut_rest_of_title(s, e);

	while (again) {
		again = false;
		for (size_t i = bs_first_match(s, e->start);
		     i < s->ngaz && s->gaz[i].start == e->start; i++) {
			size_t next = s->gaz[i].stop;

			if (s->gaz[i].list != BS_GAZ_TITLE || next >= e->stop)
				continue;
			while (next < e->stop && (s->text.p[next] == '.' || s->text.p[next] == ' '))
				next++;
			if (next == e->stop || s->text.p[next - 1] != ' ')
				continue;
			e->start = next;
			again = true;
			break;
		}
	}
}

/* Is it a dash that stands alone: —, –, --, _? */
static bool
is_dash(struct bs_span w)
{
	return bs_span_is(w, "\xe2\x80\x94") || bs_span_is(w, "\xe2\x80\x93") ||
	       bs_span_is(w, "--") || bs_span_is(w, "_");
}

static bool
has_lower(struct bs_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return true;
	return false;
}

/* "MARLOW — Teachers", "BOSTON -- David Wells": a name ends before a dash, and what stands in front
 * of a sentence in capitals is where it was written. */
static void
cut_dash(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t at, stop;

	if (e->cls == BS_MISC) /* works have dashes */
		return;
	for (at = e->start; at < e->stop; at = stop + 1) {
		for (stop = at; stop < e->stop && s->text.p[stop] != ' '; stop++)
			;
		if (at > e->start && is_dash(bs_span_cut(s->text, at, stop)))
			break;
	}
	if (at >= e->stop)
		return;
	e->stop = at - 1;
	if (e->start == 0 && !has_lower(bs_span_cut(s->text, 0, e->stop)))
		e->cls = BS_LOC;
}

/* "Ruth Adler/Getty": a credit names the agency behind a slash. */
static void
cut_slash(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	const char *p = s->text.p + e->start, *slash = memchr(p, '/', e->stop - e->start);

	if (slash && slash > p + 1 && e->cls == BS_PER)
		e->stop = (size_t)(slash - s->text.p) - (slash[-1] == ' ');
}

/* "non-league Stanley": it starts behind the compound that the tagger began in. */
static void
cut_compound(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	const char *p = s->text.p + e->start, *space = memchr(p, ' ', e->stop - e->start);

	if (space && e->start > 0 && p[-1] == '-' && starts_lower(s->text, e->start, e->stop))
		e->start = (size_t)(space + 1 - s->text.p);
}

/* "pro-Israel", "post-Soviet": the name starts behind the hyphen. */
static void
cut_prefix(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	const char *p = s->text.p + e->start, *hyphen = memchr(p, '-', e->stop - e->start);
	size_t n = hyphen ? (size_t)(hyphen - p) : 0;

	if (e->start + n + 1 < e->stop && !is_listed(s, e->start, e->stop) &&
	    bs_table_find_word(&bs_data_hyphen_affixes, bs_span(p, n)) != BS_NOROW)
		e->start += n + 1;
}

/* ", D-Minn.", ", R-Wyoming": a politician's party before the place. */
static void
cut_party(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	const char *p = s->text.p + e->start;

	if (e->start < 2 || e->stop - e->start < 4 || p[-2] != ',' || p[1] != '-' ||
	    !memchr("DIR", p[0], 3) || starts_lower(s->text, e->start + 2, e->stop) ||
	    is_listed(s, e->start, e->stop))
		return;
	e->start += 2;
	e->cls = BS_LOC;
}

/* "SOCCER-Rangers win", "FORMULA ONE-Italian Grand Prix": an agency's word for the kind of its
 * story is none of the name behind it. */
static void
cut_slug(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t n = 0;

	while (n < e->stop && (s->text.p[n] == ' ' || (s->text.p[n] >= 'A' && s->text.p[n] <= 'Z')))
		n++;
	if (e->start > 0 || n < 5 || n + 2 >= e->stop || s->text.p[n] != '-' ||
	    !has_lower(bs_span_cut(s->text, n, e->stop)) || starts_lower(s->text, n + 1, e->stop) ||
	    is_listed(s, 0, e->stop))
		return;
	e->start = n + 1;
}

/* "Kenya-led", "Baku-based": it ends before the hyphen. */
static void
cut_suffix(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t at = e->stop;

	while (at > e->start && s->text.p[at - 1] != '-' && s->text.p[at - 1] != ' ')
		at--;
	if (at <= e->start + 1 || s->text.p[at - 1] != '-' || !starts_lower(s->text, at, e->stop) ||
	    starts_lower(s->text, e->start, e->stop) || is_listed(s, e->start, e->stop))
		return;
	for (size_t i = bs_first_match(s, e->start); i < s->ngaz && s->gaz[i].start == e->start;
	     i++)
		if (s->gaz[i].stop == at - 1 && bs_is_part(&s->gaz[i])) {
			e->stop = at - 1;
			e->cls = bs_gaz_list_class((enum bs_gaz_list)s->gaz[i].list);
			return;
		}
}

static bool
is_year(struct bs_span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] < '0' || w.p[i] > '9')
			return false;
	return w.n == 4 && (w.p[0] == '1' || w.p[0] == '2');
}

/* Where the word that the byte at `at` belongs to begins. */
static size_t
word_start(struct bs_span t, size_t at)
{
	while (at > 0 && t.p[at - 1] != ' ')
		at--;
	return at;
}

static size_t
last_word(const struct bs_tagger_sent *s, const struct bs_entity *e)
{
	size_t at = e->stop;

	while (at > e->start && s->text.p[at - 1] != ' ')
		at--;
	return at;
}

/* A year belongs to a war, not to a championship. */
static void
set_year(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t last = last_word(s, e);
	bool has = e->stop - e->start > 5 && s->text.p[e->start + 4] == ' ' &&
		   is_year(bs_span_cut(s->text, e->start, e->start + 4)),
	     takes = false;

	if (e->cls != BS_MISC || last == e->start || is_listed(s, e->start, e->stop))
		return;
	takes = bs_table_find_word(&bs_data_dated_events, bs_span_cut(s->text, last, e->stop)) !=
		BS_NOROW;
	if (has && !takes)
		e->start += 5;
	else if (!has && takes && e->start >= 5 && s->text.p[e->start - 1] == ' ' &&
		 is_year(bs_span_cut(s->text, e->start - 5, e->start - 1)) &&
		 (e->start == 5 || s->text.p[e->start - 6] == ' '))
		e->start -= 5;
}

/* "the Hong Kong Film Awards Sunday", "the Senate on Monday": the day is none of the name, as it is
 * of "Black Friday" and "The Baltimore Sun". */
static void
cut_day(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t last = last_word(s, e), stop = last;

	if (e->stop - last < 6 || last < e->start + 2 || is_listed(s, e->start, e->stop) ||
	    bs_table_find_word(&bs_data_weekdays, bs_span_cut(s->text, last, e->stop)) == BS_NOROW)
		return;
	stop--;
	if (stop - e->start > 3 && memcmp(s->text.p + stop - 3, " on", 3) == 0)
		stop -= 3;
	else if (!memchr(s->text.p + e->start, ' ', stop - e->start))
		return;
	e->stop = stop;
}

/* "told The Associated Press": a capital inside the sentence is the name's own. */
static void
take_article(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	const char *t = s->text.p + e->start;
	size_t back = 6;

	if ((e->cls != BS_ORG && e->cls != BS_MISC) || e->start < 7 ||
	    memcmp(t - 5, " The ", 5) != 0)
		return;
	back += t[-6] == ',';
	if (t[-(ptrdiff_t)back] >= 'a' && t[-(ptrdiff_t)back] <= 'z' &&
	    starts_lower(s->text, word_start(s->text, e->start - back), e->stop))
		e->start -= 4;
}

/* "Washington, D.C.": two places that are one in the list of towns. */
static bool
joins(const struct bs_tagger_sent *s, const struct bs_entity *a, const struct bs_entity *b)
{
	return a->cls == BS_LOC && b->cls == BS_LOC && b->start == a->stop + 2 &&
	       s->text.p[a->stop] == ',' &&
	       bs_gaz_lookup(&bs_gazetteer, bs_span_cut(s->text, a->start, b->stop), BS_GAZ_CITY);
}

/* A closing mark inside the name whose opening mark stands just before it, or the other way round.
 */
static void
take_marks(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	const char *t = s->text.p, *open = "\xe2\x80\x9c", *close = "\xe2\x80\x9d";
	bool has_open = false, has_close = false;

	for (size_t i = e->start; i + 2 < e->stop; i++) {
		has_open |= memcmp(t + i, open, 3) == 0;
		has_close |= memcmp(t + i, close, 3) == 0;
	}
	if (has_close && !has_open && e->start >= 3 && memcmp(t + e->start - 3, open, 3) == 0)
		e->start -= 3;
	else if (has_open && !has_close && s->text.n - e->stop >= 3 &&
		 memcmp(t + e->stop, close, 3) == 0)
		e->stop += 3;
}

/* Both sides of a hyphen are names, and the whole is none. */
static bool
is_compound(const struct bs_tagger_sent *s, const struct bs_entity *e)
{
	const char *hyphen = memchr(s->text.p + e->start, '-', e->stop - e->start);
	size_t at;
	bool left = false, right = false;

	if (!hyphen || is_listed(s, e->start, e->stop))
		return false;
	at = (size_t)(hyphen - s->text.p);
	for (size_t i = bs_first_match(s, e->start); i < s->ngaz && s->gaz[i].start < e->stop;
	     i++) {
		const struct bs_gaz_match *m = &s->gaz[i];

		left |= bs_is_part(m) && m->start == e->start && m->stop == at;
		right |= bs_is_part(m) && m->start == at + 1 && m->stop == e->stop;
	}
	return left && right;
}

/* "Dubai Police", "Armenian Army": a place and a word for a body, of which the tagger took one. */
static void
take_body(const struct bs_tagger_sent *s, struct bs_entity *e, size_t limit)
{
	size_t at = e->stop + 1;

	if ((e->cls != BS_LOC && e->cls != BS_NORP && e->cls != BS_MISC) || at >= limit ||
	    s->text.p[e->stop] != ' ' || !is_listed(s, e->start, e->stop))
		return;
	for (size_t i = bs_first_match(s, at); i < s->ngaz && s->gaz[i].start == at; i++) {
		const struct bs_gaz_match *m = &s->gaz[i];

		if (m->list == BS_GAZ_ORG_WORD && m->form == BS_GAZ_LISTED && m->whole &&
		    m->stop <= limit) {
			e->stop = m->stop;
			e->cls = BS_ORG;
			return;
		}
	}
}

static void
set_class(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	bool norp = false, place = false;
	size_t last = last_word(s, e);

	for (size_t i = bs_first_match(s, e->start); i < s->ngaz && s->gaz[i].start == e->start;
	     i++) {
		const struct bs_gaz_match *m = &s->gaz[i];

		if (m->stop != e->stop)
			continue;
		norp |= bs_is_norp(m);
		place |= bs_gaz_list_class((enum bs_gaz_list)m->list) == BS_LOC;
	}
	if (norp && (e->cls == BS_MISC || (e->cls == BS_LOC && !place)))
		e->cls = BS_NORP;
	if (last > e->start && (e->cls == BS_MISC || e->cls == BS_LOC) &&
	    listed(s, last, e->stop, BS_GAZ_ORG_WORD) &&
	    !listed(s, last, e->stop, BS_GAZ_LOC_WORD) && !is_listed(s, e->start, e->stop))
		e->cls = BS_ORG;
}

void
bs_mend_names(const struct bs_tagger_sent *s, struct bs_entities *tagged)
{
	size_t kept = 0;

	for (size_t i = 0; i < tagged->n; i++) {
		struct bs_entity e = tagged->v[i];

		cut_possessive(s, &e);
		cut_titles(s, &e);
		cut_dash(s, &e);
		cut_slash(s, &e);
		cut_compound(s, &e);
		cut_prefix(s, &e);
		cut_party(s, &e);
		cut_slug(s, &e);
		cut_suffix(s, &e);
		cut_day(s, &e);
		set_year(s, &e);
		take_marks(s, &e);
		if (is_compound(s, &e))
			continue;
		set_class(s, &e);
		take_body(s, &e, i + 1 < tagged->n ? tagged->v[i + 1].start : s->text.n);
		take_article(s, &e);
		if (kept && joins(s, &tagged->v[kept - 1], &e))
			tagged->v[kept - 1].stop = e.stop;
		else
			tagged->v[kept++] = e;
	}
	tagged->n = kept;
	bs_result_names(s, tagged);
}
