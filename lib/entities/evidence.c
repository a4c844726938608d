/* evidence: see the header. */
#include "entities/evidence.h"

#include "entities/gazetteer_unit.h"

bool
bs_is_norp(const struct bs_gaz_match *m)
{
	return m->list == BS_GAZ_DEMONYM || m->list == BS_GAZ_RELIGION ||
	       m->list == BS_GAZ_PARTY_MEMBER;
}

static bool
capital_token(const struct bs_tagger_sent *s, size_t t)
{
	struct bs_unit u;
	size_t at = 0;

	return s->tok[t].cls == BS_WORD &&
	       bs_unit_next(bs_span_cut(s->text, s->tok[t].start, s->tok[t].stop), &at, &u) &&
	       u.form != BS_UNIT_LOWER;
}

/* Whether tokens before it hold a word. */
static bool
inside_sentence(const struct bs_tagger_sent *s, size_t t)
{
	while (t-- > 0)
		if (s->tok[t].cls == BS_WORD || s->tok[t].cls == BS_NUMBER)
			return true;
	return false;
}

static bool
capital_neighbour(const struct bs_tagger_sent *s, const struct bs_gaz_match *m)
{
	return (m->last + 1 < s->ntok && capital_token(s, m->last + 1)) ||
	       (m->first > 0 && capital_token(s, m->first - 1) && inside_sentence(s, m->first - 1));
}

size_t
bs_first_match(const struct bs_tagger_sent *s, size_t start)
{
	size_t i;

	BS_LOWER_BOUND(i, s->ngaz, s->gaz[i].start < start);
	return i;
}

const struct bs_entity *
bs_overlapping(const struct bs_entity *v, size_t n, size_t start, size_t stop)
{
	size_t i;

	BS_LOWER_BOUND(i, n, v[i].stop <= start);
	return i < n && v[i].start < stop ? &v[i] : NULL;
}

bool
bs_stands_alone(
    const struct bs_tagger_sent *s, const struct bs_gaz_match *m, const struct bs_entities *tagged)
{
	const struct bs_entity *e = bs_overlapping(tagged->v, tagged->n, m->start, m->stop);

	if (e)
		return e->start == m->start && e->stop == m->stop;
	if (m->form != BS_GAZ_LISTED || !inside_sentence(s, m->first) || capital_neighbour(s, m))
		return false;
	for (size_t i = bs_first_match(s, m->start); i < s->ngaz && s->gaz[i].start == m->start;
	     i++)
		if (s->gaz[i].stop == m->stop &&
		    (s->gaz[i].common || s->gaz[i].list == BS_GAZ_CALENDAR))
			return false;
	return true;
}

bool
bs_is_part(const struct bs_gaz_match *m)
{
	return m->form == BS_GAZ_LISTED && (m->list == BS_GAZ_COUNTRY || bs_is_norp(m) ||
					       (m->list == BS_GAZ_REGION && !m->common) ||
					       (m->list == BS_GAZ_CITY && m->weight > 8) ||
					       (m->list == BS_GAZ_ORG && !m->common));
}

/* All in capitals, between words that are not. */
static bool
is_acronym(const struct bs_tagger_sent *s, const struct bs_gaz_match *m)
{
	for (size_t i = m->start; i < m->stop; i++)
		if (s->text.p[i] < 'A' || s->text.p[i] > 'Z')
			return false;
	return m->stop - m->start > 1 && inside_sentence(s, m->first) && !capital_neighbour(s, m);
}

static bool
safe(const struct bs_tagger_sent *s, const struct bs_gaz_match *m)
{
	if (m->form != BS_GAZ_LISTED || (m->common && !inside_sentence(s, m->first)))
		return false;
	switch ((enum bs_gaz_list)m->list) {
	case BS_GAZ_DEMONYM:
		return true;
	case BS_GAZ_COUNTRY:
	case BS_GAZ_RELIGION:
		return m->units > 1 || !capital_neighbour(s, m) || !m->whole;
	case BS_GAZ_ORG:
		return m->whole && (m->units > 1 || is_acronym(s, m));
	case BS_GAZ_GEO:
	case BS_GAZ_PERSON:
	case BS_GAZ_PARTY:
	case BS_GAZ_UNIVERSITY:
	case BS_GAZ_MISC:
		return m->units > 1 && m->whole;
	case BS_GAZ_CITY:
		return m->weight > 8 && !m->common && !capital_neighbour(s, m) &&
		       inside_sentence(s, m->first);
	default:
		return false;
	}
}

static struct bs_entity
listed(const struct bs_gaz_match *m, size_t sent)
{
	enum bs_gaz_list list = (enum bs_gaz_list)m->list;

	return (struct bs_entity){.sent = sent,
	    .start = m->start,
	    .stop = m->stop,
	    .cls = bs_gaz_list_class(list),
	    .by = BS_BY_LIST,
	    .rule = bs_span_str(bs_gaz_list_name(list)),
	    .p = -1};
}

/* Whether a word stands just before it: it does not begin a clause or a quotation. */
static bool
after_word(const struct bs_tagger_sent *s, size_t t)
{
	return t > 0 && (s->tok[t - 1].cls == BS_WORD || s->tok[t - 1].cls == BS_NUMBER);
}

/*
 * Capitalised words before a word for a body that the tagger passed over:
 * "the Tax Authority".
 */
static void
add_body(const struct bs_tagger_sent *s, const struct bs_gaz_match *m,
    const struct bs_entities *tagged, size_t sent, struct bs_entities *out)
{
	size_t first = m->first;

	while (first > 0 && m->first - first < 5 && capital_token(s, first - 1) &&
	       after_word(s, first - 1) && s->tok[first - 1].stop + 1 == s->tok[first].start)
		first--;
	if (first == m->first ||
	    bs_overlapping(tagged->v, tagged->n, s->tok[first].start, m->stop) ||
	    (m->last + 1 < s->ntok && capital_token(s, m->last + 1)))
		return;
	BS_PUSH(out->v, out->n, out->cap) = (struct bs_entity){.sent = sent,
	    .start = s->tok[first].start,
	    .stop = m->stop,
	    .cls = BS_ORG,
	    .by = BS_BY_RULE,
	    .rule = BS_SPAN("body"),
	    .p = 0.6F};
}

void
bs_list_names(const struct bs_tagger_sent *s, const struct bs_entities *tagged, size_t sent,
    struct bs_entities *out)
{
	for (size_t i = 0; i < s->ngaz; i++)
		if (safe(s, &s->gaz[i]) &&
		    !bs_overlapping(tagged->v, tagged->n, s->gaz[i].start, s->gaz[i].stop))
			BS_PUSH(out->v, out->n, out->cap) = listed(&s->gaz[i], sent);
		else if (s->gaz[i].list == BS_GAZ_ORG_WORD && s->gaz[i].form == BS_GAZ_LISTED &&
			 s->gaz[i].whole)
			add_body(s, &s->gaz[i], tagged, sent, out);
}

void
bs_nested_names(const struct bs_tagger_sent *s, size_t sent, size_t from, struct bs_entities *names)
{
	size_t n = names->n - from, stop = 0;

	for (size_t i = 0; i < s->ngaz; i++) {
		const struct bs_gaz_match *m = &s->gaz[i];
		const struct bs_entity *e;

		if (m->start < stop || m->form != BS_GAZ_LISTED ||
		    !(bs_is_part(m) || m->list == BS_GAZ_GEO || m->list == BS_GAZ_PERSON))
			continue;
		e = bs_overlapping(names->v + from, n, m->start, m->stop);
		if (!e || m->start < e->start || m->stop > e->stop ||
		    m->stop - m->start == e->stop - e->start)
			continue;
		BS_PUSH(names->v, names->n, names->cap) = listed(m, sent);
		stop = m->stop;
	}
}
