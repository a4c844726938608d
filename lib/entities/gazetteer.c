/* gazetteer: see the header.  The tables themselves come from lib/gen/gazetteer.c. */
#include "entities/gazetteer.h"

#include "entities/gazetteer_unit.h"

#include <stdlib.h>

#define GOES_ON 0x80000000U

static const struct {
	const char *name;
	enum bs_entity_class cls;
} lists[] = {
#define LIST(id, file, cls) {file, cls},
#include "entities/gazetteer_lists.h"
#undef LIST
};

const char *
bs_gaz_list_name(enum bs_gaz_list list)
{
	return lists[list].name;
}

enum bs_entity_class
bs_gaz_list_class(enum bs_gaz_list list)
{
	return lists[list].cls;
}

struct bs_span
bs_gaz_key(const struct bs_gaz *g, uint32_t ref)
{
	return ref ? bs_span_str(g->pool + ref) : bs_span(NULL, 0);
}

static inline uint32_t
slot_of(const struct bs_gaz *g, uint64_t seq)
{
	return (uint32_t)(((seq >> 32) * g->nslot) >> 32);
}

/* The low half of the prefix's slot, or 0. */
static inline uint32_t
probe(const struct bs_gaz *g, uint64_t seq)
{
	uint32_t i = slot_of(g, seq), tag = (uint32_t)seq;

	for (; g->slot[i]; i = i + 1 < g->nslot ? i + 1 : 0)
		if ((uint32_t)(g->slot[i] >> 32) == tag)
			return (uint32_t)g->slot[i];
	return 0;
}

/* A unit of a text, and what the names that begin with it are. */
struct bs_gaz_start {
	struct bs_unit u;
	uint64_t two;  /* the sequence of this unit and the next */
	uint32_t node; /* what probe() gave */
};

/* The units of a text; the slots where walks from them begin are asked for meanwhile. */
static void
split_units(const struct bs_gaz *g, struct bs_span text, struct bs_gaz_matches *m)
{
	struct bs_gaz_start s = {0};
	size_t at = 0;

	m->nunit = 0;
	while (bs_unit_next(text, &at, &s.u)) {
		__builtin_prefetch(&g->slot[slot_of(g, bs_unit_chain(BS_UNIT_SEED, s.u.hash))]);
		BS_PUSH(m->unit, m->nunit, m->unit_cap) = s;
	}
}

/* The first step of all walks; the slots of the second, seldom in the cache, are asked for. */
static void
start_walks(const struct bs_gaz *g, struct bs_gaz_matches *m)
{
	for (size_t i = 0; i < m->nunit; i++) {
		struct bs_gaz_start *s = &m->unit[i];
		uint64_t one = bs_unit_chain(BS_UNIT_SEED, s->u.hash);

		s->node = probe(g, one);
		if (!(s->node & GOES_ON) || i + 1 == m->nunit || !s[1].u.joined)
			continue;
		s->two = bs_unit_chain(one, s[1].u.hash);
		__builtin_prefetch(&g->slot[slot_of(g, s->two)]);
	}
}

static enum bs_gaz_form
form_of(const struct bs_gaz_posting *p, unsigned cap, unsigned all)
{
	if (p->cap & ~cap || p->all & ~all)
		return BS_GAZ_FOLDED;
	return all & ~(unsigned)p->all ? BS_GAZ_UPPER : BS_GAZ_LISTED;
}

/* Where each list stands in the text being matched. */
struct walk {
	uint32_t covered[BS_GAZ_NLIST]; /* byte behind the list's last match */
	size_t at[BS_GAZ_NLIST];        /* its match at this start, +1 */
};

static void
keep(struct walk *w, struct bs_gaz_matches *out, const struct bs_gaz_posting *p,
    struct bs_gaz_match match)
{
	size_t at = w->at[p->list];

	if (!at && match.start < w->covered[p->list])
		return;
	if (at && out->v[at - 1].form < BS_GAZ_FOLDED && match.form == BS_GAZ_FOLDED)
		return;
	match.ref = p->ref;
	match.country = p->country;
	match.list = p->list;
	match.weight = p->weight;
	match.common = p->common;
	if (!at) {
		BS_PUSH(out->v, out->n, out->cap) = match;
		w->at[p->list] = out->n;
	} else {
		out->v[at - 1] = match;
	}
}

/* Note the names that end with unit `first + k`, where node says that there are some. */
static void
names_at(const struct bs_gaz *g, struct bs_gaz_matches *out, size_t first, size_t k, uint32_t node,
    unsigned cap, unsigned all, struct walk *w)
{
	const struct bs_gaz_posting *p = &g->posting[(node & ~GOES_ON) - 1];

	for (;; p++) {
		keep(w, out, p,
		    (struct bs_gaz_match){.start = out->unit[first].u.start,
			.stop = out->unit[first + k].u.stop,
			.units = (uint8_t)(k + 1),
			.form = (uint8_t)form_of(p, cap, all)});
		if (p->last)
			break;
	}
}

static void
walk_from(const struct bs_gaz *g, struct bs_gaz_matches *out, size_t first, struct walk *w)
{
	const struct bs_gaz_start *s = &out->unit[first];
	uint32_t node = s->node;
	uint64_t seq = s->two;
	unsigned cap = 0, all = 0;
	size_t from = out->n;

	for (size_t k = 0; node; k++) {
		cap |= (unsigned)(s[k].u.form != BS_UNIT_LOWER) << k;
		all |= (unsigned)(s[k].u.form == BS_UNIT_UPPER) << k;
		if (node & ~GOES_ON)
			names_at(g, out, first, k, node, cap, all, w);
		if (!(node & GOES_ON) || k + 1 == BS_GAZ_UNITS || first + k + 1 == out->nunit ||
		    !s[k + 1].u.joined)
			break;
		if (k)
			seq = bs_unit_chain(seq, s[k + 1].u.hash);
		node = probe(g, seq);
	}
	for (size_t i = from; i < out->n; i++) {
		w->covered[out->v[i].list] = out->v[i].stop;
		w->at[out->v[i].list] = 0;
	}
}

/* Tokens and matches both come in order of their starts: one pass. */
static void
place(struct bs_gaz_match *m, size_t n, const struct bs_token *tok, size_t ntok)
{
	size_t t = 0;

	for (size_t i = 0; i < n && ntok; i++) {
		size_t last;

		while (t + 1 < ntok && tok[t].stop <= m[i].start)
			t++;
		last = t;
		while (last + 1 < ntok && tok[last].stop < m[i].stop)
			last++;
		/* A stop that belongs to the token ("U.S.") may be left of the name. */
		m[i].first = (uint32_t)t;
		m[i].last = (uint32_t)last;
		m[i].whole = tok[t].start == m[i].start &&
			     (tok[last].stop == m[i].stop || tok[last].stop == m[i].stop + 1);
	}
}

void
bs_gaz_find(const struct bs_gaz *g, struct bs_span text, const struct bs_token *tok, size_t ntok,
    struct bs_gaz_matches *out)
{
	struct walk w = {0};
	size_t from = out->n;

	if (!g->nslot)
		return;
	split_units(g, text, out);
	start_walks(g, out);
	for (size_t i = 0; i < out->nunit; i++)
		walk_from(g, out, i, &w);
	if (out->n > from)
		place(out->v + from, out->n - from, tok, ntok);
}

const struct bs_gaz_posting *
bs_gaz_lookup(const struct bs_gaz *g, struct bs_span name, enum bs_gaz_list list)
{
	uint64_t seq = BS_UNIT_SEED;
	uint32_t node = 0;
	struct bs_unit u;
	size_t at = 0;

	while (bs_unit_next(name, &at, &u))
		if (!(node = probe(g, seq = bs_unit_chain(seq, u.hash))))
			return NULL;
	if (!(node & ~GOES_ON))
		return NULL;
	for (const struct bs_gaz_posting *p = &g->posting[(node & ~GOES_ON) - 1];; p++) {
		if (p->list == list)
			return p;
		if (p->last)
			return NULL;
	}
}

void
bs_gaz_matches_free(struct bs_gaz_matches *m)
{
	free(m->v);
	free(m->unit);
	*m = (struct bs_gaz_matches){0};
}
