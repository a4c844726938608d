/* evidence: see the header. */
#include "entities/evidence.h"

#include "entities/gazetteer_unit.h"

static bool
is_norp(const struct bs_gaz_match *m)
{
	return m->list == BS_GAZ_DEMONYM || m->list == BS_GAZ_RELIGION || m->list == BS_GAZ_PARTY_MEMBER;
}

static bool
capital_token(const struct bs_sent *s, size_t t)
{
	struct bs_unit u;
	size_t at = 0;

	return s->token[t].cls == BS_WORD &&
	    bs_unit_next(bs_span_cut(s->text, s->token[t].start, s->token[t].stop), &at, &u) &&
	    u.form != BS_UNIT_LOWER;
}

/* Whether tokens before it hold a word. */
static bool
inside_sentence(const struct bs_sent *s, size_t t)
{
	while (t-- > 0)
		if (s->token[t].cls == BS_WORD || s->token[t].cls == BS_NUMBER)
			return true;
	return false;
}

static bool
capital_neighbour(const struct bs_sent *s, const struct bs_gaz_match *m)
{
	return (m->last + 1 < s->ntoken && capital_token(s, m->last + 1)) ||
	    (m->first > 0 && capital_token(s, m->first - 1) && inside_sentence(s, m->first - 1));
}

/* The first match that starts at `start` or behind it. */
static size_t
first_match(const struct bs_gaz_matches *m, size_t start)
{
	size_t lo = 0, hi = m->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (m->v[mid].start < start)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The name that overlaps [start, stop), or NULL; names come in order and apart. */
static const struct bs_entity *
overlapping(const struct bs_entity *v, size_t n, size_t start, size_t stop)
{
	size_t lo = 0, hi = n;

	while (lo < hi) { /* the first that stops behind start */
		size_t mid = lo + (hi - lo) / 2;

		if (v[mid].stop <= start)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && v[lo].start < stop ? &v[lo] : NULL;
}

bool
bs_stands_alone(const struct bs_sent *s, const struct bs_gaz_match *m,
    const struct bs_gaz_matches *all, const struct bs_entities *tagged)
{
	const struct bs_entity *e = overlapping(tagged->v, tagged->n, m->start, m->stop);

	if (e)
		return e->start == m->start && e->stop == m->stop;
	if (m->form != BS_GAZ_LISTED || !inside_sentence(s, m->first) || capital_neighbour(s, m))
		return false;
	for (size_t i = first_match(all, m->start); i < all->n && all->v[i].start == m->start; i++)
		if (all->v[i].stop == m->stop &&
		    (all->v[i].common || all->v[i].list == BS_GAZ_CALENDAR))
			return false;
	return true;
}

/* The bytes of [start, stop) that parts of a compound cover, by a match's list. */
static bool
is_part(const struct bs_gaz_match *m)
{
	return m->form == BS_GAZ_LISTED && (m->list == BS_GAZ_COUNTRY || is_norp(m) ||
	    (m->list == BS_GAZ_REGION && !m->common) || (m->list == BS_GAZ_CITY && m->weight > 8) ||
	    (m->list == BS_GAZ_ORG && !m->common));
}

/* Both sides of the hyphen of a name are names, and it is none itself. */
static bool
is_compound(const struct bs_sent *s, const struct bs_gaz_matches *all, const struct bs_entity *e)
{
	const char *hyphen = memchr(s->text.p + e->start, '-', e->stop - e->start);
	size_t at;
	bool left = false, right = false;

	if (!hyphen)
		return false;
	at = (size_t)(hyphen - s->text.p);
	for (size_t i = first_match(all, e->start); i < all->n && all->v[i].start < e->stop; i++) {
		const struct bs_gaz_match *m = &all->v[i];

		if (m->start == e->start && m->stop == e->stop &&
		    bs_gaz_list_class((enum bs_gaz_list)m->list) != BS_NO_ENTITY)
			return false;
		left |= is_part(m) && m->start == e->start && m->stop == at;
		right |= is_part(m) && m->start == at + 1 && m->stop == e->stop;
	}
	return left && right;
}

void
bs_mend_names(const struct bs_sent *s, const struct bs_gaz_matches *all, struct bs_entities *tagged)
{
	size_t kept = 0, from = 0;

	for (size_t i = 0; i < tagged->n; i++) {
		struct bs_entity *e = &tagged->v[i];

		while (from < all->n && all->v[from].start < e->start)
			from++;
		for (size_t k = from; k < all->n && all->v[k].start == e->start; k++)
			if (e->cls == BS_MISC && is_norp(&all->v[k]) && all->v[k].stop == e->stop)
				e->cls = BS_NORP;
		if (!is_compound(s, all, e))
			tagged->v[kept++] = *e;
	}
	tagged->n = kept;
}

static bool
safe(const struct bs_sent *s, const struct bs_gaz_match *m)
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
	case BS_GAZ_GEO:
	case BS_GAZ_PERSON:
	case BS_GAZ_PARTY:
	case BS_GAZ_UNIVERSITY:
	case BS_GAZ_MISC:
		return m->units > 1 && m->whole;
	case BS_GAZ_CITY:
		return m->weight > 8 && !m->common && !capital_neighbour(s, m) && inside_sentence(s, m->first);
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

void
bs_list_names(const struct bs_sent *s, const struct bs_gaz_matches *all,
    const struct bs_entities *tagged, size_t sent, struct bs_entities *out)
{
	for (size_t i = 0; i < all->n; i++)
		if (safe(s, &all->v[i]) && !overlapping(tagged->v, tagged->n, all->v[i].start, all->v[i].stop))
			BS_PUSH(out->v, out->n, out->cap) = listed(&all->v[i], sent);
}

void
bs_nested_names(const struct bs_sent *s, const struct bs_gaz_matches *all, size_t sent,
    size_t from, struct bs_entities *names)
{
	size_t n = names->n - from, stop = 0;

	(void)s;
	for (size_t i = 0; i < all->n; i++) {
		const struct bs_gaz_match *m = &all->v[i];
		const struct bs_entity *e;

		if (m->start < stop || m->form != BS_GAZ_LISTED ||
		    !(is_part(m) || m->list == BS_GAZ_GEO || m->list == BS_GAZ_PERSON))
			continue;
		e = overlapping(names->v + from, n, m->start, m->stop);
		if (!e || m->start < e->start || m->stop > e->stop || m->stop - m->start == e->stop - e->start)
			continue;
		BS_PUSH(names->v, names->n, names->cap) = listed(m, sent);
		stop = m->stop;
	}
}
