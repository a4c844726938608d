/* guess: see the header. */
#include "entities/guess.h"

#include "entities/gazetteer_unit.h"

struct run {
	struct bs_span text;
	const struct bs_token *tok;
	size_t ntok;
	const struct bs_gaz_match *m;
	size_t nm;
};

static bool
capital(struct bs_span text, struct bs_token t)
{
	struct bs_unit u;
	size_t at = 0;

	return t.cls == BS_WORD && bs_unit_next(bs_span_cut(text, t.start, t.stop), &at, &u) &&
	    u.start == 0 && u.form != BS_UNIT_LOWER;
}

/* A match of the list that starts (or, for at_stop, stops) with the run, or NULL. */
static const struct bs_gaz_match *
match(const struct run *r, size_t first, size_t last, enum bs_gaz_list list, bool whole)
{
	for (size_t i = 0; i < r->nm && r->m[i].first <= last; i++) {
		const struct bs_gaz_match *m = &r->m[i];

		if (m->list == list && m->form != BS_GAZ_FOLDED && m->whole &&
		    (whole ? m->first == first && m->last == last : m->last == last && m->first >= first))
			return m;
	}
	return NULL;
}

static const struct bs_gaz_match *
title_before(const struct run *r, size_t first)
{
	for (size_t i = 0; first && i < r->nm && r->m[i].first < first; i++)
		if ((r->m[i].list == BS_GAZ_TITLE || r->m[i].list == BS_GAZ_ROLE) &&
		    r->m[i].last == first - 1)
			return &r->m[i];
	return NULL;
}

static bool
classify(const struct run *r, size_t first, size_t last, enum bs_entity_class *cls, float *p)
{
	static const enum bs_gaz_list order[] = {BS_GAZ_COUNTRY, BS_GAZ_DEMONYM, BS_GAZ_RELIGION,
	    BS_GAZ_PARTY_MEMBER, BS_GAZ_PERSON, BS_GAZ_ORG, BS_GAZ_GEO, BS_GAZ_MISC, BS_GAZ_PARTY,
	    BS_GAZ_OUTLET, BS_GAZ_COMPANY, BS_GAZ_UNIVERSITY, BS_GAZ_TEAM, BS_GAZ_REGION, BS_GAZ_CITY};
	size_t n = last - first + 1;

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		const struct bs_gaz_match *m = match(r, first, last, order[i], true);

		if (m && !m->common && !(order[i] == BS_GAZ_CITY && m->weight < 6)) {
			*cls = bs_gaz_list_class(order[i]);
			*p = 0.8F;
			return true;
		}
	}
	*p = 0.6F;
	if (n > 1 && match(r, last, last, BS_GAZ_ORG_WORD, true))
		*cls = BS_ORG;
	else if (n > 1 && match(r, last, last, BS_GAZ_LOC_WORD, true))
		*cls = BS_LOC;
	else if (title_before(r, first))
		*cls = BS_PER;
	else if (n > 1 && match(r, first, first, BS_GAZ_GIVEN, true))
		*cls = BS_PER;
	else
		return false;
	return true;
}

void
bs_guess_names(struct bs_span text, const struct bs_token *tok, size_t ntok,
    const struct bs_gaz_matches *m, size_t sent, struct bs_entities *out)
{
	struct run r = {text, tok, ntok, m->v, m->n};
	size_t from = 0;

	for (size_t i = 0; i < ntok; i++) {
		size_t last = i;
		enum bs_entity_class cls;
		float p;

		while (from < m->n && m->v[from].last + 4 < i)
			from++;
		r.m = m->v + from;
		r.nm = m->n - from;
		if (!capital(text, tok[i]) || match(&r, i, i, BS_GAZ_CALENDAR, true))
			continue;
		while (last + 1 < ntok && last < i + 12 && capital(text, tok[last + 1]))
			last++;
		for (size_t k = i; k < last; k++) /* titles in front are no part of the name */
			if (match(&r, i, k, BS_GAZ_TITLE, true))
				i = k + 1;
		if (classify(&r, i, last, &cls, &p))
			BS_PUSH(out->v, out->n, out->cap) = (struct bs_entity){.sent = sent,
			    .start = tok[i].start, .stop = tok[last].stop, .cls = cls, .by = BS_BY_RULE,
			    .rule = BS_SPAN("capitals"), .p = p};
		i = last;
	}
}
