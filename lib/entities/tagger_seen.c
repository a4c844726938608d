/*
 * Casing statistics of a document: see tagger_seen.h.
 */
#include "entities/tagger_seen.h"

#include <stdlib.h>

static struct bs_seen_entry *
slot_of(const struct bs_seen *s, uint64_t lower)
{
	size_t i = (size_t)(lower * 0x9e3779b97f4a7c15u >> 20) & s->mask;

	while (s->slot[i].lower && s->slot[i].lower != lower)
		i = (i + 1) & s->mask;
	return &s->slot[i];
}

static void
grow(struct bs_seen *s)
{
	struct bs_seen old = *s;

	s->mask = old.slot ? old.mask * 2 + 1 : 1023;
	s->slot = bs_calloc(s->mask + 1, sizeof *s->slot);
	for (size_t i = 0; old.slot && i <= old.mask; i++)
		if (old.slot[i].lower)
			*slot_of(s, old.slot[i].lower) = old.slot[i];
	free(old.slot);
}

/* Big tables are given back, so that one giant document does not slow all that follow. */
void
bs_seen_reset(struct bs_seen *s)
{
	if (s->mask > 65535) {
		bs_seen_free(s);
	} else if (s->n) {
		memset(s->slot, 0, (s->mask + 1) * sizeof *s->slot);
		s->n = 0;
	}
}

void
bs_seen_free(struct bs_seen *s)
{
	free(s->slot);
	*s = (struct bs_seen){0};
}

static bool
is_mark(const struct bs_word *w)
{
	return w->caps == BS_CAPS_NONE || w->caps == BS_CAPS_NUMBER;
}

static bool
counts_as_name(const struct bs_word *w, bool first, enum bs_sent_kind kind)
{
	return w->name && !first && kind == BS_SENT_MIXED;
}

void
bs_seen_add(struct bs_seen *s, const struct bs_word *const *w, size_t n)
{
	enum bs_sent_kind kind = bs_sent_kind(w, n);
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		struct bs_seen_entry *e;

		if (is_mark(w[i]))
			continue;
		if (s->n * 2 >= s->mask)
			grow(s);
		e = slot_of(s, w[i]->lower);
		if (!e->lower) {
			e->lower = w[i]->lower;
			s->n++;
		}
		e->low += w[i]->caps == BS_CAPS_LOWER && kind != BS_SENT_LOWER;
		e->name += counts_as_name(w[i], first, kind);
		first = false;
	}
}

void
bs_seen_get(const struct bs_seen *s, const struct bs_word *const *w, size_t from, size_t to,
    enum bs_sent_kind kind, struct bs_token_context *c)
{
	bool first = true;

	for (size_t i = 0; i < from && first; i++)
		first = is_mark(w[i]);
	for (size_t i = from; i < to; i++) {
		const struct bs_seen_entry *e;
		bool low = w[i]->caps == BS_CAPS_LOWER && kind != BS_SENT_LOWER;

		c[i].first = first;
		c[i].seen = 0;
		if (is_mark(w[i]))
			continue;
		e = slot_of(s, w[i]->lower);
		if (e->low > low)
			c[i].seen |= BS_SEEN_LOWER;
		if (e->name > counts_as_name(w[i], first, kind))
			c[i].seen |= BS_SEEN_NAME;
		first = false;
	}
}

struct bs_seen_entry *
bs_seen_find(const struct bs_seen *s, const struct bs_word *w)
{
	return is_mark(w) ? NULL : slot_of(s, w->lower);
}
