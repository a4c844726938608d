/* edits: see edits.h */
#include "segment/edits.h"

void
bs_edits_widen_tokens(struct bs_tokens *t, const struct bs_editmap *map)
{
	size_t i, n = 0, edit = 0;
	int64_t shift;

	for (i = 0; i < t->n; i++) {
		struct bs_token k = t->v[i];

		if (bs_edits_touch(map, &edit, k.start, k.stop, &shift)) {
			k.start = (uint32_t)bs_editmap_floor(map, k.start);
			k.stop = (uint32_t)bs_editmap_ceil(map, k.stop);
			if (n > 0 && k.start < t->v[n - 1].stop) {
				t->v[n - 1].stop = k.stop;
				continue;
			}
		}
		t->v[n++] = k;
		/* nor does it touch those before it */
		while (i + 1 < t->n && (edit == map->n || t->v[i + 1].stop < map->e[edit].t) &&
		       t->v[i + 1].start >= t->v[n - 1].stop)
			t->v[n++] = t->v[++i];
	}
	t->n = n;
}

/* Edit *at becomes the first that begins at or behind t, and *at - 1 is returned where t is inside
 * that one; t never falls. */
static const struct bs_edit *
edit_around(const struct bs_editmap *m, size_t *at, size_t t)
{
	const struct bs_edit *e;

	while (*at < m->n && m->e[*at].t < t)
		++*at;
	e = *at > 0 ? &m->e[*at - 1] : NULL;
	return e != NULL && t < e->t + e->n ? e : NULL;
}

void
bs_edits_widen_sentences(struct bs_sentences *s, const struct bs_editmap *map)
{
	const struct bs_edit *e;
	struct bs_sentence *v = s->v;
	size_t i, n = 0, edit = 0;

	for (i = 0; i < s->n; i++) {
		struct bs_sentence k = v[i];

		if ((e = edit_around(map, &edit, k.start)) != NULL)
			k.start = e->t;
		if ((e = edit_around(map, &edit, k.stop)) != NULL)
			k.stop = e->t + e->n;
		if (n > 0 && k.start < v[n - 1].stop) { /* one edit, one sentence */
			v[n - 1].stop = k.stop;
			v[n - 1].why = k.why;
		} else {
			v[n++] = k;
		}
	}
	s->n = n;
}
