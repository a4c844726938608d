/*
 * Drafts: documents with some names swapped and sentences recased.  See
 * train_data.h.
 */
#include "entities/train_data.h"

static void
push(struct bs_corpus *c, struct bs_train_form *f, uint8_t label)
{
	size_t n = c->n;

	BS_PUSH(c->form, c->n, c->form_cap) = f;
	BS_PUSH(c->label, n, c->label_cap) = label;
}

static uint64_t
hash_name(const struct bs_corpus *c, size_t i, size_t end, uint64_t h)
{
	for (; i < end; i++)
		h = (h ^ bs_fnv1a(c->form[i]->s)) * 0x9e3779b97f4a7c15u;
	h = (h ^ h >> 31) * 0xbf58476d1ce4e5b9u;
	return h ^ h >> 29;
}

/* Another name to stand for this one: persons keep first names or have none, places and
 * organisations their number of words.  NULL where eight draws give none. */
static const struct bs_train_range *
other_name(const struct bs_train_data *d, int cls, size_t words, uint64_t h)
{
	for (int i = 0; i < 8 && d->npool[cls]; i++) {
		const struct bs_train_range *r;

		h = h * 0x9e3779b97f4a7c15u + 1;
		r = &d->pool[cls][(size_t)(h >> 20) % d->npool[cls]];
		if (cls == 0 ? (r->n > 1) == (words > 1) : r->n == words)
			return r;
	}
	return NULL;
}

static uint8_t
place_label(int cls, size_t i, size_t n)
{
	return (uint8_t)(cls * 4 + (n == 1          ? BS_UNIT
				       : i == 0     ? BS_BEGIN
				       : i + 1 == n ? BS_LAST
						    : BS_INSIDE));
}

enum { LOWER, UPPER, TITLE };

static struct bs_train_form *
recase(struct bs_train_data *d, struct bs_train_form *f, int how)
{
	struct bs_buf b = {0};
	struct bs_train_form *made;

	for (size_t i = 0; i < f->s.n; i++) {
		char c = f->s.p[i];

		if (how == LOWER && c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		else if ((how == UPPER || (how == TITLE && i == 0)) && c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		bs_buf_ch(&b, c);
	}
	made = bs_train_form(d, bs_buf_view(&b));
	bs_buf_free(&b);
	return made;
}

/* The name at i .. end of a text, or one in its place. */
static void
draft_name(struct bs_train_data *d, const struct bs_corpus *c, size_t i, size_t end,
    const struct bs_draft_options *o, uint64_t salt, struct bs_corpus *out)
{
	size_t first = out->n;
	int cls = c->label[i] / 4;
	uint64_t h = hash_name(c, i, end, salt);
	const struct bs_train_range *r = NULL;

	if (cls != 3 && c->form[i]->w.name && (float)(h & 0xffff) / 65536.0f < o->swap)
		r = other_name(d, cls, end - i, h);
	for (; !r && i < end; i++)
		push(out, c->form[i], c->label[i]);
	for (size_t k = 0; r && k < r->n; k++)
		push(out, c->form[r->first + k], place_label(cls, k, r->n));
	if (bs_train_chance(d) >= o->small)
		return;
	for (; first < out->n; first++)
		out->form[first] = recase(d, out->form[first], LOWER);
}

static const struct bs_train_names *
find_list(const struct bs_train_data *d, struct bs_span slot)
{
	slot = bs_span_cut(slot, 1, slot.n - (slot.p[slot.n - 1] == '}'));
	for (size_t i = 0; i < d->nlist; i++)
		if (bs_span_eq(d->list[i].name, slot))
			return d->list[i].n ? &d->list[i] : NULL;
	return NULL;
}

/* The tokens of a pattern between i and end, slots filled, as one name or as no name. */
static void
draft_slots(
    struct bs_train_data *d, const struct bs_corpus *c, size_t i, size_t end, struct bs_corpus *out)
{
	size_t first = out->n;
	uint8_t label = c->label[i];

	for (; i < end; i++) {
		struct bs_span s = c->form[i]->s;
		const struct bs_train_names *l = s.n > 2 && s.p[0] == '{' ? find_list(d, s) : NULL;

		if (!l) {
			push(out, c->form[i], BS_OUT);
			continue;
		}
		s = l->v[bs_train_pick(d, l->n)];
		d->tok.n = 0;
		bs_tokenize(s, BS_TOKEN_SPLIT_HYPHENS, &d->tok);
		for (size_t k = 0; k < d->tok.n; k++)
			push(out,
			    bs_train_form(d, bs_span_cut(s, d->tok.v[k].start, d->tok.v[k].stop)),
			    BS_OUT);
	}
	for (size_t k = first; label != BS_OUT && k < out->n; k++)
		out->label[k] = place_label(label / 4, k - first, out->n - first);
}

/* Words outside names; where `apart`, their endings in two. */
static void
draft_words(struct bs_train_data *d, const struct bs_corpus *c, size_t i, size_t end, bool apart,
    struct bs_corpus *out)
{
	for (; i < end; i++) {
		struct bs_span s = c->form[i]->s;
		size_t mark = apart && c->label[i] == BS_OUT ? bs_train_ending(s) : 0;

		if (mark)
			push(out, bs_train_form(d, bs_span_cut(s, 0, mark)), BS_OUT);
		push(out, mark ? bs_train_form(d, bs_span_cut(s, mark, s.n)) : c->form[i],
		    c->label[i]);
	}
}

/* In headlines short words outside names stay small. */
static void
recase_all(struct bs_train_data *d, struct bs_corpus *c, size_t first, int how)
{
	for (size_t i = first; i < c->n; i++)
		if (how != TITLE || i == first || c->label[i] != BS_OUT || c->form[i]->s.n > 3)
			c->form[i] = recase(d, c->form[i], how);
}

static void
draft_sentence(struct bs_train_data *d, const struct bs_corpus *c, struct bs_train_range s,
    bool pattern, const struct bs_draft_options *o, uint64_t salt, struct bs_corpus *out)
{
	size_t first = out->n;
	bool apart = (float)(salt >> 40) / 16777216.0f < o->apart; /* all of the document */
	float chance = o->recase > 0 ? bs_train_chance(d) : 1;

	for (size_t i = s.first, end; i < s.first + s.n; i = end) {
		bool name = c->label[i] != BS_OUT;

		end = i + 1;
		while (name &&
		       (c->label[end - 1] % 4 == BS_BEGIN || c->label[end - 1] % 4 == BS_INSIDE))
			end++;
		if (pattern)
			draft_slots(d, c, i, end, out);
		else if (name && (o->swap > 0 || o->small > 0))
			draft_name(d, c, i, end, o, salt, out);
		else
			draft_words(d, c, i, end, apart, out);
	}
	if (chance < 3 * o->recase)
		recase_all(d, out, first, (int)(chance / o->recase));
	BS_PUSH(out->sent, out->nsent, out->sent_cap) = (struct bs_train_range){
	    first, out->n - first};
}

void
bs_train_draft(struct bs_train_data *d, const struct bs_corpus *c, size_t doc,
    const struct bs_draft_options *o, struct bs_corpus *out)
{
	const struct bs_train_doc *t = &c->doc[doc];
	uint64_t salt = d->random;

	bs_train_chance(d);
	out->n = out->nsent = out->ndoc = 0;
	for (size_t i = 0; i < t->sents.n; i++)
		draft_sentence(d, c, c->sent[t->sents.first + i], t->pattern, o, salt, out);
	BS_PUSH(out->doc, out->ndoc, out->doc_cap) = (struct bs_train_doc){
	    {0, out->nsent}, t->source, t->pattern};
}
