/* idset: see broadsheet/idset.h */
#include "broadsheet/idset.h"

#include "broadsheet/strmap.h"

#include <stdlib.h>

static bool
put(struct bs_idset *s, struct bs_idhash h)
{
	size_t i = h.a >> 1 & s->mask;

	for (; s->slot[i].a != 0; i = (i + 1) & s->mask)
		if (s->slot[i].a == h.a && s->slot[i].b == h.b)
			return false;
	s->slot[i] = h;
	return true;
}

static void
grow(struct bs_idset *s)
{
	struct bs_idhash *old = s->slot;
	size_t n = old ? s->mask + 1 : 0;

	s->mask = n ? 2 * n - 1 : 63;
	s->slot = bs_calloc(s->mask + 1, sizeof *s->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].a != 0)
			put(s, old[i]);
	free(old);
}

bool
bs_idset_put(struct bs_idset *s, struct bs_span id)
{
	const struct bs_idhash h = {bs_hash(id) | 1, bs_fnv1a(id)};

	if (s->slot == NULL || s->n >= (s->mask + 1) / 4 * 3)
		grow(s);
	if (!put(s, h))
		return false;
	s->n++;
	return true;
}

void
bs_idset_free(struct bs_idset *s)
{
	free(s->slot);
	*s = (struct bs_idset){0};
}
