/* resolve: keys for all names of a document.  See bs_resolve in entity.h, and resolve.h. */
#include "entities/resolve.h"

#include "broadsheet/utf8.h"

#include <stdlib.h>

static size_t
capitals(struct bs_span s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += s.p[i] >= 'A' && s.p[i] <= 'Z';
	return n;
}

/*
 * A name in capitals (a headline) takes the spelling that the text has for it
 * elsewhere, and all spellings that differ in case or diacritics only take
 * the one with most capitals, the first of those.
 */
static void
one_spelling(struct bs_resolver *r)
{
	size_t i;
	int pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < r->e->n; i++) {
			struct bs_entity *e = &r->e->v[i];
			struct bs_span fold;
			uint64_t *at;
			bool caps;

			if ((e->cls != BS_ORG && e->cls != BS_MISC && e->cls != BS_LOC) ||
			    !e->key.n || e->by == BS_BY_USER_LIST || e->by == BS_BY_USER_RULE)
				continue;
			caps = bs_name_all_caps(e->key) && memchr(e->key.p, ' ', e->key.n);
			fold = bs_name_folded(r->a, e->key);
			if (pass == 0 && !caps) {
				at = bs_strmap_put(&r->form, fold, NULL);
				if (!*at || capitals(e->key) > capitals(r->e->v[*at - 1].key))
					*at = i + 1;
			} else if (pass == 1) {
				at = bs_strmap_get(&r->form, fold);
				if (at && !bs_span_eq(e->key, r->e->v[*at - 1].key))
					e->key = r->e->v[*at - 1].key;
				else if (!at && caps)
					e->key = bs_name_cased_words(r->a, e->key);
			}
		}
}

/* What is left: names of a user's classes, and anything empty. */
static void
fill(struct bs_resolver *r)
{
	size_t i;

	for (i = 0; i < r->e->n; i++)
		if (!r->e->v[i].key.n)
			r->e->v[i].key = bs_name_key(r->a, bs_resolver_text(r, &r->e->v[i]));
}

void
bs_resolve(struct bs_doc *d, struct bs_entities *names)
{
	struct bs_resolver r = {.d = d, .e = names, .a = &d->arena};
	size_t i;

	for (i = 0; i < names->n; i++) {
		struct bs_entity *e = &names->v[i];

		/* what our own lists say is looked up again, with the document around it */
		if (e->by == BS_BY_LIST && e->cls <= BS_MISC)
			e->key = (struct bs_span){0};
	}
	bs_resolve_countries(&r);
	bs_resolve_definitions(&r);
	for (i = 0; i < names->n; i++) {
		struct bs_entity *e = &names->v[i];

		if (e->key.n) {
			struct bs_entity known = *e;

			/* the key is the user's, the country may be ours */
			if (e->cls == BS_LOC && !e->info.n) {
				bs_resolve_place(&r, &known);
				e->info = known.info;
			}
			continue;
		}
		if (e->cls == BS_LOC)
			bs_resolve_place(&r, e);
		else if (e->cls == BS_NORP)
			bs_resolve_people_name(&r, e);
	}
	bs_resolve_orgs(&r);
	bs_resolve_persons(&r);
	one_spelling(&r);
	fill(&r);
	free(r.def);
	bs_strmap_free(&r.acronym);
	bs_strmap_free(&r.initials);
	bs_strmap_free(&r.form);
	bs_strmap_free(&r.last);
	bs_strmap_free(&r.first);
}
