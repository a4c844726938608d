/*
 * A document's names: scores, best labels, probabilities.  See tagger.h.
 */
#include "entities/tagger.h"

#include "entities/tagger_decode.h"
#include "entities/tagger_form.h"
#include "entities/tagger_seen.h"

#include <stdlib.h>

enum { AHEAD = 3 }; /* tokens whose features are asked for before they are added */

/* Tokens first .. stop - 1 of a sentence that may hold names; those around it are none. */
struct run {
	size_t sent, first, stop;
	enum bs_sent_kind kind; /* the sentence's */
};

struct bs_tagger {
	struct bs_forms forms;
	struct bs_net_out net;
	struct bs_seen seen;
	struct bs_decoder *dec;
	struct run *run; /* of the document, in order */
	size_t nrun, run_cap;
	uint32_t *form; /* numbers of the document's forms, sentence after sentence */
	size_t nform, form_cap;
	/* of the sentence at hand */
	const struct bs_word **w;      /* with BS_WINDOW edges at either end */
	const struct bs_form_sums **f; /* likewise */
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
	free(t->run);
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

/* The words of a sentence, its edges around them. */
static void
load(struct bs_tagger *t, const uint32_t *form, size_t n)
{
	const struct bs_form *edge = bs_form_at(&t->forms, 0);

	reserve(t, n);
	for (size_t i = 0; i < BS_WINDOW; i++) {
		t->w[i] = t->w[n + BS_WINDOW + i] = &edge->w;
		t->f[i] = t->f[n + BS_WINDOW + i] = edge->sums;
	}
	for (size_t i = 0; i < n; i++)
		t->w[i + BS_WINDOW] = &bs_form_at(&t->forms, form[i])->w;
}

/* A name in a list, and no ordinary word. */
static bool
is_name(const struct bs_gaz_match *m)
{
	return m->whole && !m->common &&
	       bs_gaz_list_class((enum bs_gaz_list)m->list) != BS_NO_ENTITY;
}

/* In lower case, a number or a mark. */
static bool
is_plain(const struct bs_word *w)
{
	return w->caps == BS_CAPS_LOWER || w->caps == BS_CAPS_NONE || w->caps == BS_CAPS_NUMBER;
}

/* Plain words between two that may be names: no more can lie within one name. */
enum { BRIDGE = 3 };

static void
add_run(struct bs_tagger *t, size_t sent, enum bs_sent_kind kind, size_t first, size_t stop)
{
	struct run *last = t->nrun ? &t->run[t->nrun - 1] : NULL;

	if (last && last->sent == sent && first <= last->stop + BRIDGE)
		last->stop = stop > last->stop ? stop : last->stop;
	else
		BS_PUSH(t->run, t->nrun, t->run_cap) = (struct run){sent, first, stop, kind};
}

/* A plain word that may end a name: the mates in "Lions mates", 11 in "Apollo 11"; no mark. */
static bool
may_end(const struct bs_tagger_sent *s, size_t i)
{
	return (unsigned char)s->text.p[s->tok[i].start] >= '0';
}

/* A small word with the capital of a beginning, plain words behind it; `I` and `A` anywhere. */
static bool
is_opener(const struct bs_tagger *t, const uint32_t *form, size_t i, size_t n)
{
	const struct bs_word *const *w = t->w + BS_WINDOW;

	return bs_form_at(&t->forms, form[i])->small && (i + 1 == n || is_plain(w[i + 1])) &&
	       (i == 0 || w[i]->caps == BS_CAPS_ONE || w[i - 1]->caps == BS_CAPS_NONE);
}

/*
 * The runs of the sentence at hand.  In a sentence cased as usual, a plain word that no list
 * has is no name but between two words that may be, or behind one; they are most of a text.
 */
static void
find_runs(
    struct bs_tagger *t, const struct bs_tagger_sent *s, size_t sent, const uint32_t *form)
{
	const struct bs_word *const *w = t->w + BS_WINDOW;
	enum bs_sent_kind kind = bs_sent_kind(w, s->ntok);
	size_t from = t->nrun;

	for (size_t i = 0, g = 0; i < s->ntok; i++) {
		size_t last = i;
		bool listed = false;

		for (; g < s->ngaz && s->gaz[g].first <= i; g++)
			if (is_name(&s->gaz[g])) {
				listed = true;
				last = s->gaz[g].last > last ? s->gaz[g].last : last;
			}
		if (listed || kind != BS_SENT_MIXED ||
		    !(is_plain(w[i]) || is_opener(t, form, i, s->ntok)))
			add_run(t, sent, kind, i, last + 1);
	}
	for (; from < t->nrun; from++) {
		size_t *stop = &t->run[from].stop;

		*stop += *stop < s->ntok && may_end(s, *stop);
	}
}

/* The contexts of a run's tokens; those of lists are set. */
static void
find_contexts(struct bs_tagger *t, const struct run *r)
{
	bs_seen_get(&t->seen, t->w + BS_WINDOW, r->first, r->stop, r->kind, t->c);
	for (size_t i = r->first; i < r->stop; i++) {
		memcpy(t->c[i].at, t->w + i, sizeof t->c[i].at);
		t->c[i].kind = r->kind;
	}
}

/* The features of a token, the memory of their weights asked for. */
static size_t
ask(const struct bs_tagger *t, const struct bs_token_context *c, uint64_t key[BS_MAX_JOINT])
{
	size_t n = bs_joint_features(c, key);

	for (size_t i = 0; i < n; i++)
		bs_model_prefetch(t->forms.m, key[i]);
	return n;
}

/* The sums of the forms that the scores of a run are made of: two tokens and those in their
 * windows more than the run. */
static void
work_out(struct bs_tagger *t, const struct run *r, const uint32_t *form, size_t ntok)
{
	size_t first = r->first > BS_WINDOW ? r->first - BS_WINDOW - 1 : 0;
	size_t stop = ntok - r->stop > BS_WINDOW ? r->stop + BS_WINDOW + 1 : ntok;

	bs_forms_sums(&t->forms, form + first, stop - first);
	for (size_t i = first; i < stop; i++)
		t->f[i + BS_WINDOW] = bs_form_at(&t->forms, form[i])->sums;
}

/* Scores of a run.  The features of a token are asked for while those before it are added. */
static void
score(struct bs_tagger *t, const struct run *r, size_t ntok, int16_t (*e)[BS_NLABEL])
{
	const struct bs_model *m = t->forms.m;
	const struct bs_token_context *c = t->c + r->first;
	const struct bs_form_sums **f = t->f + r->first;
	size_t n[AHEAD + 1], len = r->stop - r->first;
	uint64_t key[AHEAD + 1][BS_MAX_JOINT];

	bs_form_scores(f, len, e);
	for (size_t i = 0; i < len + AHEAD; i++) {
		size_t now = i % (AHEAD + 1), then = (i + 1) % (AHEAD + 1);

		if (i < len) {
			n[now] = ask(t, &c[i], key[now]);
			bs_form_prefetch(f[BS_WINDOW + i]);
		}
		if (i >= AHEAD)
			bs_model_add(m, key[then], n[then], e[i - AHEAD]);
	}
	bs_net_scores(m, &t->net, f, len, r->first > 0, r->stop < ntok, e);
}

/* A word that may be (part of) a name: what the document says of it elsewhere counts. */
static struct bs_seen_entry *
mention(const struct bs_tagger *t, const struct bs_word *w)
{
	return w->name || w->caps == BS_CAPS_MIXED ? bs_seen_find(&t->seen, w) : NULL;
}

/* First pass over a run: what its words seem to be, for the document's other sentences. */
static void
weigh(struct bs_tagger *t, const struct run *r, const int16_t (*e)[BS_NLABEL], float (*mass)[5])
{
	const struct bs_word *const *w = t->w + BS_WINDOW + r->first;
	size_t n = r->stop - r->first;
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any |= mention(t, w[i]) != NULL;
	if (!any)
		return;
	bs_decode_load(t->dec, e, n);
	bs_decode_sums(t->dec);
	for (size_t i = 0; i < n; i++) {
		struct bs_seen_entry *s = mention(t, w[i]);

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
lean(struct bs_tagger *t, const struct run *r, int16_t (*e)[BS_NLABEL], const float (*mass)[5])
{
	for (size_t i = 0; i < r->stop - r->first; i++) {
		const struct bs_seen_entry *s = mention(t, t->w[BS_WINDOW + r->first + i]);
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
add_names(
    struct bs_tagger *t, const struct bs_token *tok, const struct run *r, struct bs_entities *out)
{
	static const enum bs_entity_class cls[] = {BS_PER, BS_ORG, BS_LOC, BS_MISC};
	bool ready = false;

	for (size_t i = 0, k; i < r->stop - r->first; i = k + 1) {
		k = i;
		if (t->label[i] == BS_OUT)
			continue;
		while (t->label[k] % 4 == BS_BEGIN || t->label[k] % 4 == BS_INSIDE)
			k++;
		if (!ready)
			bs_decode_sums(t->dec);
		ready = true;
		BS_PUSH(out->v, out->n, out->cap) = (struct bs_entity){.sent = r->sent,
		    .start = tok[r->first + i].start,
		    .stop = tok[r->first + k].stop,
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
	t->nform = t->nrun = 0;
	for (size_t i = 0; i < n; i++) {
		size_t at = t->nform;

		for (size_t k = 0; k < s[i].ntok; k++)
			BS_PUSH(t->form, t->nform, t->form_cap) = bs_forms_get(
			    &t->forms, bs_span_cut(s[i].text, s[i].tok[k].start, s[i].tok[k].stop));
		load(t, t->form + at, s[i].ntok);
		bs_seen_add(&t->seen, t->w + BS_WINDOW, s[i].ntok);
		find_runs(t, &s[i], i, t->form + at);
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
	for (size_t i = 0, r = 0; i < n; at += s[i++].ntok) {
		load(t, t->form + at, s[i].ntok);
		bs_gaz_mark(t->c, s[i].ntok, s[i].gaz, s[i].ngaz);
		for (; r < t->nrun && t->run[r].sent == i; r++) {
			size_t k = at + t->run[r].first;

			find_contexts(t, &t->run[r]);
			work_out(t, &t->run[r], t->form + at, s[i].ntok);
			score(t, &t->run[r], s[i].ntok, t->e + k);
			weigh(t, &t->run[r], (const int16_t(*)[BS_NLABEL])t->e + k, t->mass + k);
		}
	}
	at = 0;
	for (size_t i = 0, r = 0; i < n; at += s[i++].ntok) {
		load(t, t->form + at, s[i].ntok);
		for (; r < t->nrun && t->run[r].sent == i; r++) {
			size_t k = at + t->run[r].first;

			lean(t, &t->run[r], t->e + k, (const float(*)[5])t->mass + k);
			bs_decode_load(t->dec, (const int16_t(*)[BS_NLABEL])t->e + k,
			    t->run[r].stop - t->run[r].first);
			bs_decode_best(t->dec, t->label);
			add_names(t, s[i].tok, &t->run[r], out);
		}
	}
}
