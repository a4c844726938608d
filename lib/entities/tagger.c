/*
 * A document's names: scores, best labels, probabilities.  See tagger.h.
 */
#include "entities/tagger.h"

#include "entities/tagger_decode.h"
#include "entities/tagger_form.h"
#include "entities/tagger_seen.h"

#include <stdlib.h>

struct bs_tagger {
	struct bs_forms forms;
	struct bs_seen seen;
	struct bs_decoder dec;
	uint32_t *form; /* numbers of the document's forms, sentence after sentence */
	size_t nform, form_cap;
	/* of the sentence at hand */
	const struct bs_form **f; /* with BS_WINDOW edges at either end */
	const struct bs_word **w;
	struct bs_token_context *c;
	int16_t *h;
	int32_t (*e)[BS_NLABEL];
	uint8_t *label;
	size_t cap;
};

struct bs_tagger *
bs_tagger_new(const struct bs_model *m)
{
	struct bs_tagger *t = bs_calloc(1, sizeof *t);

	bs_forms_init(&t->forms, m);
	bs_decoder_init(&t->dec, m);
	return t;
}

void
bs_tagger_free(struct bs_tagger *t)
{
	if (!t)
		return;
	bs_forms_free(&t->forms);
	bs_seen_free(&t->seen);
	bs_decoder_free(&t->dec);
	free(t->form);
	free(t->f);
	free(t->w);
	free(t->c);
	free(t->h);
	free(t->e);
	free(t->label);
	free(t);
}

static void
reserve(struct bs_tagger *t, size_t n)
{
	size_t cap;

	if (n + 2 * BS_WINDOW <= t->cap)
		return;
	t->cap = cap = 2 * n + 64;
	t->f = bs_realloc(t->f, cap, sizeof *t->f);
	t->w = bs_realloc(t->w, cap, sizeof *t->w);
	t->c = bs_realloc(t->c, cap, sizeof *t->c);
	t->h = bs_realloc(t->h, cap * BS_NET_H, sizeof *t->h);
	t->e = bs_realloc(t->e, cap, sizeof *t->e);
	t->label = bs_realloc(t->label, cap, 1);
}

/* The forms of a sentence, its edges around them. */
static void
load(struct bs_tagger *t, const uint32_t *form, size_t n)
{
	reserve(t, n);
	for (size_t i = 0; i < n + 2 * BS_WINDOW; i++) {
		bool inside = i >= BS_WINDOW && i < n + BS_WINDOW;

		t->f[i] = bs_form_at(&t->forms, inside ? form[i - BS_WINDOW] : 0);
		t->w[i] = &t->f[i]->w;
	}
}

/* Gazetteer marks: list and place of every match that covers whole tokens. */
static void
mark_names(struct bs_token_context *c, const struct bs_tagger_sent *s)
{
	for (size_t i = 0; i < s->ngaz; i++) {
		const struct bs_gaz_match *g = &s->gaz[i];
		uint8_t other = g->form != BS_GAZ_LISTED ? 128 : 0;

		for (uint32_t k = g->first; g->whole && k <= g->last && k < s->ntok; k++) {
			int place = g->first == g->last ? BS_UNIT : k == g->first ? BS_BEGIN :
			    k == g->last                        ? BS_LAST :
			                                          BS_INSIDE;

			bs_gaz_add(&c[k], (uint8_t)(g->list * 4 + place) | other);
		}
	}
	for (size_t i = 0; i < s->ntok; i++) {
		if (i) {
			memcpy(c[i].gaz[0], c[i - 1].gaz[1], BS_GAZ_MARKS);
			c[i].ngaz[0] = c[i - 1].ngaz[1];
		}
		if (i + 1 < s->ntok) {
			memcpy(c[i].gaz[2], c[i + 1].gaz[1], BS_GAZ_MARKS);
			c[i].ngaz[2] = c[i + 1].ngaz[1];
		}
	}
}

static void
find_contexts(struct bs_tagger *t, const struct bs_tagger_sent *s)
{
	const struct bs_word *const *w = t->w + BS_WINDOW;
	enum bs_sent_kind kind = bs_sent_kind(w, s->ntok);

	bs_seen_get(&t->seen, w, s->ntok, kind, t->c);
	for (size_t i = 0; i < s->ntok; i++) {
		memcpy(t->c[i].at, t->w + i, sizeof t->c[i].at);
		t->c[i].kind = kind;
		t->c[i].label = 0;
		memset(t->c[i].ngaz, 0, sizeof t->c[i].ngaz);
	}
	mark_names(t->c, s);
}

static void
add_joint(const struct bs_model *m, const struct bs_token_context *c, int32_t e[BS_NLABEL])
{
	uint64_t key[BS_MAX_JOINT];
	size_t n = bs_joint_features(c, key);

	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&m->bucket[bs_model_start(key[i], m->head->nbucket)]);
	for (size_t i = 0; i < n; i++) {
		const int8_t *row = bs_model_row(m, key[i]);

		for (int j = 0; row && j < BS_NLABEL; j++)
			e[j] += row[j];
	}
}

static void
score(struct bs_tagger *t, const struct bs_tagger_sent *s)
{
	const struct bs_model *m = t->forms.m;

	find_contexts(t, s);
	for (size_t i = 0; i < s->ntok; i++) {
		for (int j = 0; j < BS_NLABEL; j++) {
			int32_t sum = 0;

			for (size_t o = 0; o < BS_OFFSETS; o++)
				sum += t->f[i + o]->sum[o][j];
			t->e[i][j] = sum;
		}
		add_joint(m, &t->c[i], t->e[i]);
	}
	bs_net_scores(m, t->f, s->ntok, t->h, t->e);
}

static void
add_names(struct bs_tagger *t, const struct bs_tagger_sent *s, size_t sent,
    struct bs_entities *out)
{
	static const enum bs_entity_class cls[] = {BS_PER, BS_ORG, BS_LOC, BS_MISC};
	bool ready = false;

	for (size_t i = 0, k; i < s->ntok; i = k + 1) {
		k = i;
		if (t->label[i] == BS_OUT)
			continue;
		while (t->label[k] % 4 == BS_BEGIN || t->label[k] % 4 == BS_INSIDE)
			k++;
		if (!ready)
			bs_decode_sums(&t->dec, (const int32_t (*)[BS_NLABEL])t->e, s->ntok);
		ready = true;
		BS_PUSH(out->v, out->n, out->cap) = (struct bs_entity){.sent = sent,
		    .start = s->tok[i].start, .stop = s->tok[k].stop,
		    .cls = cls[t->label[i] / 4], .by = BS_BY_MODEL,
		    .p = bs_decode_p(&t->dec, t->label, i, k)};
	}
}

void
bs_tagger_run(struct bs_tagger *t, const struct bs_tagger_sent *s, size_t n,
    struct bs_entities *out)
{
	size_t at = 0;

	bs_forms_trim(&t->forms);
	bs_seen_reset(&t->seen);
	t->nform = 0;
	for (size_t i = 0; i < n; i++, at = t->nform) {
		for (size_t k = 0; k < s[i].ntok; k++)
			BS_PUSH(t->form, t->nform, t->form_cap) = bs_forms_get(&t->forms,
			    bs_span_cut(s[i].text, s[i].tok[k].start, s[i].tok[k].stop));
		load(t, t->form + at, s[i].ntok);
		bs_seen_add(&t->seen, t->w + BS_WINDOW, s[i].ntok);
	}
	at = 0;
	for (size_t i = 0; i < n; at += s[i].ntok, i++) {
		load(t, t->form + at, s[i].ntok);
		score(t, &s[i]);
		bs_decode_best(&t->dec, (const int32_t (*)[BS_NLABEL])t->e, s[i].ntok, t->label);
		add_names(t, &s[i], i, out);
	}
}
