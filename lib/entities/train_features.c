/*
 * Features by number: see train_features.h.
 */
#include "entities/train_features.h"

#include <stdlib.h>

static struct bs_dict_entry *
slot_of(const struct bs_dict *d, uint64_t key)
{
	size_t i = (size_t)(key * 0x9e3779b97f4a7c15u >> 20) & d->mask;

	while (d->slot[i].key && d->slot[i].key != key)
		i = (i + 1) & d->mask;
	return &d->slot[i];
}

static void
grow(struct bs_dict *d)
{
	struct bs_dict old = *d;

	d->mask = old.slot ? old.mask * 2 + 1 : (1 << 16) - 1;
	d->slot = bs_calloc(d->mask + 1, sizeof *d->slot);
	for (size_t i = 0; old.slot && i <= old.mask; i++)
		if (old.slot[i].key)
			*slot_of(d, old.slot[i].key) = old.slot[i];
	free(old.slot);
}

void
bs_dict_count(struct bs_dict *d, uint64_t key, bool source)
{
	struct bs_dict_entry *e;

	if (d->n * 2 >= d->mask)
		grow(d);
	e = slot_of(d, key);
	d->n += e->key == 0;
	e->key = key;
	e->source = source;
	e->count++;
}

void
bs_dict_number(struct bs_dict *d, unsigned least, const struct bs_model *known)
{
	for (size_t i = 0; d->slot && i <= d->mask; i++) {
		struct bs_dict_entry *e = &d->slot[i];

		if (e->key && (e->count >= least || (known && bs_model_row(known, e->key))))
			e->id = ++d->nfeature;
	}
}

uint32_t
bs_dict_find(const struct bs_dict *d, uint64_t key)
{
	return slot_of(d, key)->id - 1;
}

void
bs_dict_free(struct bs_dict *d)
{
	free(d->slot);
	*d = (struct bs_dict){0};
}

void
bs_train_sent_free(struct bs_train_sent *s)
{
	free(s->w);
	free(s->form);
	free(s->masked);
	free(s->c);
	free(s->feat);
	free(s->at);
	free(s->tok);
	bs_seen_free(&s->seen);
	bs_gaz_matches_free(&s->gaz);
	bs_buf_free(&s->text);
}

static void
reserve(struct bs_train_sent *s, size_t n)
{
	size_t cap = 2 * n + 8;

	s->n = n;
	if (n + 5 <= s->cap)
		return;
	s->cap = cap;
	s->w = bs_realloc(s->w, cap, sizeof *s->w);
	s->form = bs_realloc(s->form, cap, sizeof *s->form);
	s->masked = bs_realloc(s->masked, cap, sizeof *s->masked);
	s->c = bs_realloc(s->c, cap, sizeof *s->c);
	s->at = bs_realloc(s->at, cap, sizeof *s->at);
	s->tok = bs_realloc(s->tok, cap, sizeof *s->tok);
}

/* The sentence's words, its edges around them. */
static const struct bs_word **
load_words(struct bs_train_sent *s, const struct bs_corpus *doc, size_t sent)
{
	const struct bs_train_range *r = &doc->sent[sent];
	const struct bs_word **w;

	reserve(s, r->n);
	w = s->w + BS_WINDOW;
	for (size_t i = 0; i < BS_WINDOW; i++)
		s->w[i] = w[r->n + i] = &bs_word_edge;
	for (size_t i = 0; i < r->n; i++) {
		s->form[i] = doc->form[r->first + i];
		w[i] = &s->form[i]->w;
	}
	return w;
}

void
bs_train_see(struct bs_train_sent *s, const struct bs_corpus *doc)
{
	bs_seen_reset(&s->seen);
	for (size_t i = 0; i < doc->nsent; i++) {
		const struct bs_word **w = load_words(s, doc, i);

		bs_seen_add(&s->seen, w, s->n);
	}
}

/* Listed names, in the sentence's words with one space between. */
static void
find_listed(struct bs_train_sent *s)
{
	s->text.n = s->gaz.n = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (i)
			bs_buf_ch(&s->text, ' ');
		s->tok[i].start = (uint32_t)s->text.n;
		bs_buf_span(&s->text, s->form[i]->s);
		s->tok[i].stop = (uint32_t)s->text.n;
		s->tok[i].cls = BS_WORD;
	}
	bs_gaz_find(&bs_gazetteer, bs_buf_view(&s->text), s->tok, s->n, &s->gaz);
	bs_gaz_mark(s->c, s->n, s->gaz.v, s->gaz.n);
}

void
bs_train_load(struct bs_train_sent *s, struct bs_train_data *d, const struct bs_corpus *doc,
    size_t sent, float mask)
{
	const struct bs_word **w = load_words(s, doc, sent);
	enum bs_sent_kind kind = bs_sent_kind(w, s->n);

	bs_seen_get(&s->seen, w, 0, s->n, kind, s->c);
	for (size_t i = 0; i < s->n; i++) {
		s->masked[i] = mask > 0 && w[i]->lex != BS_LEX_NONE &&
			       bs_train_chance(d) < mask * (w[i]->name ? 2.0f : 0.5f);
		if (s->masked[i])
			w[i] = &s->form[i]->masked;
	}
	for (size_t i = 0; i < s->n; i++) {
		memcpy(s->c[i].at, s->w + i, sizeof s->c[i].at);
		s->c[i].kind = kind;
	}
	find_listed(s);
}

/* What only this source marks so: text of our own is the measure, and has none. */
enum { NSOURCE = 7 };

static size_t
source_features(const struct bs_token_context *c, unsigned source, uint64_t *out)
{
	const struct bs_word *w = c->at[BS_WINDOW];
	uint64_t salt = source * 0xc2b2ae3d27d4eb4fu;
	const uint64_t v[NSOURCE - 1] = {w->caps, w->lower, (uint64_t)w->fine * 64 + w->caps,
	    c->at[BS_WINDOW - 1]->lower, c->at[BS_WINDOW + 1]->lower,
	    (uint64_t)w->mid * 64 + w->caps};
	size_t n = 0;

	if (source == 0)
		return 0;
	for (uint64_t i = 0; i < NSOURCE - 1; i++)
		out[n++] = (v[i] * 0x9e3779b97f4a7c15u ^ (i + 1) * 0xff51afd7ed558ccdu) + salt;
	for (size_t i = 0; i < c->ngaz[1]; i++)
		out[n++] = (c->gaz[1][i] * 0x9e3779b97f4a7c15u ^ 0xd6e8feb86659fd93u) + salt;
	return n;
}

enum { MANY = BS_MAX_JOINT + NSOURCE + BS_GAZ_MARKS };

void
bs_train_count(struct bs_train_sent *s, struct bs_dict *dict, unsigned source)
{
	uint64_t key[MANY];

	for (size_t i = 0; i < s->n; i++) {
		size_t n = bs_joint_features(&s->c[i], key);
		size_t all = n + source_features(&s->c[i], source, key + n);

		for (size_t k = 0; k < all; k++)
			bs_dict_count(dict, key[k], k >= n);
		for (int o = 0; o < BS_OFFSETS; o++) {
			n = bs_word_features(s->c[i].at[o], o - BS_WINDOW, key);
			for (size_t k = 0; k < n; k++)
				bs_dict_count(dict, key[k], false);
		}
	}
}

static uint8_t
number(const struct bs_dict *dict, const struct bs_word *w, int offset, uint32_t *out)
{
	uint64_t key[BS_MAX_WORD_FEATURES];
	size_t n = bs_word_features(w, offset, key), k = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t id = bs_dict_find(dict, key[i]);

		if (id != UINT32_MAX)
			out[k++] = id;
	}
	return (uint8_t)k;
}

static void
number_form(const struct bs_dict *dict, struct bs_train_form *f)
{
	for (int m = 0; m < 2; m++)
		for (int o = 0; o < BS_OFFSETS; o++) {
			f->feat[m][o] = bs_malloc(BS_MAX_WORD_FEATURES * sizeof(uint32_t));
			f->nfeat[m][o] = number(
			    dict, m ? &f->masked : &f->w, o - BS_WINDOW, f->feat[m][o]);
		}
	f->ready = true;
}

static void
keep(struct bs_train_sent *s, struct bs_train_data *d, const uint32_t *id, size_t n, float drop)
{
	for (size_t i = 0; i < n; i++)
		if (drop <= 0 || bs_train_chance(d) >= drop)
			BS_PUSH(s->feat, s->nfeat, s->feat_cap) = id[i];
}

static void
keep_words(struct bs_train_sent *s, const struct bs_dict *dict, struct bs_train_data *d, size_t i,
    float drop)
{
	for (size_t o = 0; o < BS_OFFSETS; o++) {
		size_t at = i + o - BS_WINDOW;
		struct bs_train_form *f;

		if (i + o < BS_WINDOW || at >= s->n) {
			keep(s, d, s->edge[o], s->nedge[o], 0);
			continue;
		}
		f = s->form[at];
		if (!f->ready)
			number_form(dict, f);
		keep(s, d, f->feat[s->masked[at]][o], f->nfeat[s->masked[at]][o], drop);
	}
}

void
bs_train_collect(struct bs_train_sent *s, const struct bs_dict *dict, struct bs_train_data *d,
    unsigned source, float drop)
{
	uint64_t key[MANY];

	for (int o = 0; !s->edges_known && o < BS_OFFSETS; o++)
		s->nedge[o] = number(dict, &bs_word_edge, o - BS_WINDOW, s->edge[o]);
	s->edges_known = true;
	s->nfeat = 0;
	for (size_t i = 0; i < s->n; i++) {
		size_t n = bs_joint_features(&s->c[i], key);

		s->at[i] = s->nfeat;
		keep_words(s, dict, d, i, drop);
		n += source_features(&s->c[i], source, key + n);
		for (size_t k = 0; k < n; k++) {
			uint32_t id = bs_dict_find(dict, key[k]);

			if (id != UINT32_MAX)
				keep(s, d, &id, 1, drop);
		}
	}
	s->at[s->n] = s->nfeat;
}
