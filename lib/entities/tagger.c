/*
 * A document's names: scores, best labels, probabilities.  See tagger.h.
 */
#include "entities/tagger.h"

#include "entities/tagger_decode.h"
#include "entities/tagger_form.h"
#include "entities/tagger_seen.h"

#include <stdlib.h>

enum {
	FILTER_PAYS = 4096, /* tokens: for less the filter costs more than it saves */
	AHEAD = 3           /* tokens whose features are asked for before they are added */
};

struct bs_tagger {
	struct bs_forms forms;
	struct bs_net_out net;
	struct bs_filter filter;
	size_t count; /* of tokens so far */
	struct bs_seen seen;
	struct bs_decoder *dec;
	uint32_t *form; /* numbers of the document's forms, sentence after sentence */
	size_t nform, form_cap;
	/* of the sentence at hand */
	const struct bs_form **f; /* with BS_WINDOW edges at either end */
	const struct bs_word **w;
	struct bs_token_context *c;
	uint8_t *label;
	size_t cap;
	/* of the document, token by token */
	int16_t (*e)[BS_NLABEL];
	float (*mass)[5];
	size_t doc_cap;
};

struct bs_tagger *
bs_tagger_new(const struct bs_model *m)
{
	struct bs_tagger *t = bs_calloc(1, sizeof *t);

	bs_forms_init(&t->forms, m);
	bs_net_turn(m, &t->net);
	t->dec = bs_decoder_new(m);
	return t;
}

void
bs_tagger_free(struct bs_tagger *t)
{
	if (!t)
		return;
	bs_forms_free(&t->forms);
	bs_seen_free(&t->seen);
	bs_decoder_free(t->dec);
	bs_filter_free(&t->filter);
	free(t->form);
	free(t->f);
	free(t->w);
	free(t->c);
	free(t->e);
	free(t->mass);
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

static void
find_contexts(struct bs_tagger *t, const struct bs_tagger_sent *s)
{
	const struct bs_word *const *w = t->w + BS_WINDOW;
	enum bs_sent_kind kind = bs_sent_kind(w, s->ntok);

	bs_seen_get(&t->seen, w, s->ntok, kind, t->c);
	for (size_t i = 0; i < s->ntok; i++) {
		memcpy(t->c[i].at, t->w + i, sizeof t->c[i].at);
		t->c[i].kind = kind;
	}
	bs_gaz_mark(t->c, s->ntok, s->gaz, s->ngaz);
}

/* The features of a token that may have weights, their memory asked for. */
static size_t
ask(const struct bs_tagger *t, const struct bs_token_context *c, uint64_t key[BS_MAX_JOINT])
{
	size_t n = bs_filter_keys(&t->filter, key, bs_joint_features(c, key));

	for (size_t i = 0; i < n; i++)
		bs_model_prefetch(t->forms.m, key[i]);
	return n;
}

/* Scores of a sentence.  The features of a token are asked for while those before it are added. */
static void
score(struct bs_tagger *t, const struct bs_tagger_sent *s, int16_t (*e)[BS_NLABEL])
{
	const struct bs_model *m = t->forms.m;
	uint64_t key[AHEAD + 1][BS_MAX_JOINT];
	size_t n[AHEAD + 1];

	find_contexts(t, s);
	bs_form_scores(t->f, s->ntok, e);
	for (size_t i = 0; i < s->ntok + AHEAD; i++) {
		size_t now = i % (AHEAD + 1), then = (i + 1) % (AHEAD + 1);

		if (i < s->ntok) {
			n[now] = ask(t, &t->c[i], key[now]);
			bs_form_prefetch(t->f[BS_WINDOW + i]);
		}
		if (i >= AHEAD)
			bs_model_add(m, key[then], n[then], e[i - AHEAD]);
	}
	bs_net_scores(m, &t->net, t->f, s->ntok, e);
}

/* A word that may be (part of) a name: what the document says of it elsewhere counts. */
static struct bs_seen_entry *
mention(const struct bs_tagger *t, const struct bs_word *w)
{
	return w->name || w->caps == BS_CAPS_MIXED ? bs_seen_find(&t->seen, w) : NULL;
}

/* First pass over a sentence: what its words seem to be, for the document's other sentences. */
static void
weigh(struct bs_tagger *t, size_t n, const int16_t (*e)[BS_NLABEL], float (*mass)[5])
{
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any |= mention(t, t->w[BS_WINDOW + i]) != NULL;
	if (!any)
		return;
	bs_decode_load(t->dec, e, n);
	bs_decode_sums(t->dec);
	for (size_t i = 0; i < n; i++) {
		struct bs_seen_entry *s = mention(t, t->w[BS_WINDOW + i]);

		if (!s)
			continue;
		bs_decode_mass(t->dec, i, mass[i]);
		for (int k = 0; k < 5; k++)
			s->mass[k] += mass[i][k];
		s->n++;
	}
}

/* How many nats a word's other mentions may move a class, were they all sure. */
#define LEAN 1.5f

/* Second pass: a word leans towards what its other mentions in the document are. */
static void
lean(struct bs_tagger *t, size_t n, int16_t (*e)[BS_NLABEL], const float (*mass)[5])
{
	for (size_t i = 0; i < n; i++) {
		const struct bs_seen_entry *s = mention(t, t->w[BS_WINDOW + i]);
		float others, out;

		if (!s || s->n < 2)
			continue;
		others = (float)(s->n - 1);
		out = (s->mass[4] - mass[i][4]) / others - mass[i][4];
		for (int k = 0; k < 4; k++) {
			float more = (s->mass[k] - mass[i][k]) / others - mass[i][k] - out;
			float by = LEAN * BS_SCORE * more * others / (others + 1);

			for (int j = 0; j < 4; j++)
				e[i][4 * k + j] = (int16_t)(e[i][4 * k + j] +
							    (int)(by < 0 ? by - 0.5f : by + 0.5f));
		}
	}
}

static void
add_names(struct bs_tagger *t, const struct bs_tagger_sent *s, size_t sent, struct bs_entities *out)
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
			bs_decode_sums(t->dec);
		ready = true;
		BS_PUSH(out->v, out->n, out->cap) = (struct bs_entity){.sent = sent,
		    .start = s->tok[i].start,
		    .stop = s->tok[k].stop,
		    .cls = cls[t->label[i] / 4],
		    .by = BS_BY_MODEL,
		    .p = bs_decode_p(t->dec, t->label, i, k)};
	}
}

/* Forms of all words, and how the document cases them. */
static void
read_words(struct bs_tagger *t, const struct bs_tagger_sent *s, size_t n)
{
	bs_forms_trim(&t->forms);
	bs_seen_reset(&t->seen);
	t->nform = 0;
	for (size_t i = 0; i < n; i++) {
		size_t at = t->nform;

		for (size_t k = 0; k < s[i].ntok; k++)
			BS_PUSH(t->form, t->nform, t->form_cap) = bs_forms_get(
			    &t->forms, bs_span_cut(s[i].text, s[i].tok[k].start, s[i].tok[k].stop));
		load(t, t->form + at, s[i].ntok);
		bs_seen_add(&t->seen, t->w + BS_WINDOW, s[i].ntok);
	}
	if (t->nform > t->doc_cap) {
		t->doc_cap = t->nform * 2;
		t->e = bs_realloc(t->e, t->doc_cap, sizeof *t->e);
		t->mass = bs_realloc(t->mass, t->doc_cap, sizeof *t->mass);
	}
}

void
bs_tagger_run(
    struct bs_tagger *t, const struct bs_tagger_sent *s, size_t n, struct bs_entities *out)
{
	size_t at = 0;

	read_words(t, s, n);
	t->count += t->nform;
	if (t->count > FILTER_PAYS)
		bs_filter_fill(&t->filter, t->forms.m);
	for (size_t i = 0; i < n; at += s[i++].ntok) {
		load(t, t->form + at, s[i].ntok);
		score(t, &s[i], t->e + at);
		weigh(t, s[i].ntok, (const int16_t(*)[BS_NLABEL])t->e + at, t->mass + at);
	}
	at = 0;
	for (size_t i = 0; i < n; at += s[i++].ntok) {
		load(t, t->form + at, s[i].ntok);
		lean(t, s[i].ntok, t->e + at, (const float(*)[5])t->mass + at);
		bs_decode_load(t->dec, (const int16_t(*)[BS_NLABEL])t->e + at, s[i].ntok);
		bs_decode_best(t->dec, t->label);
		add_names(t, &s[i], i, out);
	}
}
