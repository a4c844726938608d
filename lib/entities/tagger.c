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
	size_t at;              /* its first token's number in the document */
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
	struct bs_seen_entry **seen_as; /* of mentions; NULL for other words */
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
	free(t->seen_as);
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
		/* room was made: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
		BS_PUSH(t->run, t->nrun, t->run_cap) = (struct run){
		    .sent = sent, .first = first, .stop = stop, .kind = kind};
}

/* A plain word that may end a name: the mates in "Lions mates", 11 in "Apollo 11"; no mark. */
static bool
may_end(const struct bs_tagger_sent *s, size_t i)
{
	return (unsigned char)s->text.p[s->tok[i].start] >= '0';
}

/* Between the halves of a given name: Kim Young-hoon. */
static bool
is_hyphen(const struct bs_tagger_sent *s, size_t i)
{
	return s->tok[i].stop - s->tok[i].start == 1 && s->text.p[s->tok[i].start] == '-';
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
find_runs(struct bs_tagger *t, const struct bs_tagger_sent *s, size_t sent, size_t at)
{
	const uint32_t *form = t->form + at; /* of its words */
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
		struct run *r = &t->run[from];

		if (r->stop + 1 < s->ntok && is_hyphen(s, r->stop) && may_end(s, r->stop + 1))
			r->stop += 2;
		else
			r->stop += r->stop < s->ntok && may_end(s, r->stop);
		r->at = at + r->first;
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
score(struct bs_tagger *t, const struct run *r, size_t ntok)
{
	int16_t(*e)[BS_NLABEL] = t->e + r->at;
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

/* The mentions in the document's runs. */
static void
find_mentions(struct bs_tagger *t)
{
	for (const struct run *r = t->run; r < t->run + t->nrun; r++)
		for (size_t i = r->at; i < r->at + (r->stop - r->first); i++) {
			t->seen_as[i] = mention(t, &bs_form_at(&t->forms, t->form[i])->w);
			if (t->seen_as[i])
				t->seen_as[i]->n++;
		}
}

/* The entry of a token's word, where the document's runs have it elsewhere too. */
static struct bs_seen_entry *
others_of(const struct bs_tagger *t, size_t token)
{
	struct bs_seen_entry *s = t->seen_as[token];

	return s && s->n > 1 ? s : NULL;
}

/* First pass over a run: what its words seem to be, for the document's other sentences. */
static void
weigh(struct bs_tagger *t, const struct run *r)
{
	size_t n = r->stop - r->first;
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any |= others_of(t, r->at + i) != NULL;
	if (!any)
		return;
	bs_decode_load(t->dec, (const int16_t(*)[BS_NLABEL])t->e + r->at, n);
	bs_decode_sums(t->dec);
	for (size_t i = 0; i < n; i++) {
		struct bs_seen_entry *s = others_of(t, r->at + i);
		float *mass = t->mass[r->at + i];

		if (!s)
			continue;
		bs_decode_mass(t->dec, i, mass);
		for (int k = 0; k < 5; k++)
			s->mass[k] += mass[k];
	}
}

/* How many nats a word's other mentions may move a class, were they all sure. */
#define LEAN 1.5f

/* Second pass: a word leans towards what its other mentions in the document are. */
static void
lean(struct bs_tagger *t, const struct run *r)
{
	for (size_t i = r->at; i < r->at + (r->stop - r->first); i++) {
		const struct bs_seen_entry *s = others_of(t, i);
		const float *mass = t->mass[i];
		float others, out;

		if (!s)
			continue;
		others = (float)(s->n - 1);
		out = (s->mass[4] - mass[4]) / others - mass[4];
		for (int k = 0; k < 4; k++) {
			float more = (s->mass[k] - mass[k]) / others - mass[k] - out;
			float by = LEAN * BS_SCORE * more * others / (others + 1);

			for (int j = 0; j < 4; j++)
				t->e[i][4 * k + j] = (int16_t)(t->e[i][4 * k + j] +
							       (int)(by < 0 ? by - 0.5f
									    : by + 0.5f));
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
		find_runs(t, &s[i], i, at);
	}
	if (t->nform > t->doc_cap) {
		t->doc_cap = t->nform * 2;
		t->e = bs_realloc(t->e, t->doc_cap, sizeof *t->e);
		t->mass = bs_realloc(t->mass, t->doc_cap, sizeof *t->mass);
		t->seen_as = bs_realloc(t->seen_as, t->doc_cap, sizeof *t->seen_as);
	}
	find_mentions(t);
}

/* The first pass over the runs of a sentence, r the first of them; the one behind them. */
static const struct run *
score_sentence(struct bs_tagger *t, const struct bs_tagger_sent *s, const struct run *r)
{
	const struct run *end = t->run + t->nrun;
	const uint32_t *form = t->form + (r->at - r->first);
	size_t sent = r->sent;

	load(t, form, s->ntok);
	bs_gaz_mark(t->c, s->ntok, s->gaz, s->ngaz);
	for (; r < end && r->sent == sent; r++) {
		find_contexts(t, r);
		work_out(t, r, form, s->ntok);
		score(t, r, s->ntok);
		weigh(t, r);
	}
	return r;
}

void
bs_tagger_run(
    struct bs_tagger *t, const struct bs_tagger_sent *s, size_t n, struct bs_entities *out)
{
	const struct run *r, *end;

	read_words(t, s, n);
	end = t->run + t->nrun;
	for (r = t->run; r < end;)
		r = score_sentence(t, &s[r->sent], r);
	for (r = t->run; r < end; r++) {
		lean(t, r);
		bs_decode_load(
		    t->dec, (const int16_t(*)[BS_NLABEL])t->e + r->at, r->stop - r->first);
		bs_decode_best(t->dec, t->label);
		add_names(t, s[r->sent].tok, r, out);
	}
}
