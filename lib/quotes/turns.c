/*
 * turns: the speech of interviews and transcripts, which stands without marks
 * behind the speaker's name: `Q: …`, `A: …`, `BERG: …`, `Radio Oslo: …`.
 *
 * A paragraph that starts with a short label and a colon is a turn only in a
 * row of such paragraphs: two labels at least, each of them twice, in most
 * paragraphs from the first to the last.  A paragraph without a label between
 * two turns goes on with the first of them.
 *
 * Where questions were set in bold they have no label: a text that calls
 * itself an interview, and in which paragraphs that ask alternate with
 * paragraphs that do not, has its answers in those.
 */
#include "quotes/attribute.h"

#include <stdlib.h>

enum { LABEL = 6 /* tokens */, TURNS = 4, QUESTIONS = 3, ON = 3 /* paragraphs */, ASKED = 60 };

struct turn {
	uint64_t label;
	uint32_t from, colon;
	size_t sent, para; /* first sentence; number of its paragraph */
};

struct turns {
	struct turn *v;
	size_t n, cap, paras;
};

static bool
is_letter(const struct bs_qtok *t, struct bs_span letter)
{
	return t->cap && t->h == bs_q_hash(letter);
}

/* The colon behind the label that starts at t, or BS_NOTOK; *label is a hash of its words. */
static uint32_t
colon_behind(const struct bs_qdoc *q, uint32_t t, uint32_t hi, uint64_t *label)
{
	uint32_t from = t;

	*label = 0;
	if (t + 2 < hi &&
	    (is_letter(&q->tok[t], BS_SPAN("q")) || is_letter(&q->tok[t], BS_SPAN("a")))) {
		*label = q->tok[t].h;
		return q->tok[t + 1].mark == BS_QM_COLON ? t + 1 : BS_NOTOK;
	}
	for (; t < hi && t < from + LABEL; t++) {
		const struct bs_qtok *k = &q->tok[t];

		if (k->mark == BS_QM_COLON)
			return t > from && t + 1 < hi ? t : BS_NOTOK;
		if (k->cls != BS_QC_CAP && k->cls != BS_QC_TITLE &&
		    !(t == from && k->cls == BS_QC_DET))
			return BS_NOTOK;
		*label = (*label ^ k->h) * 0x100000001b3U;
	}
	return BS_NOTOK;
}

static void
collect(const struct bs_qdoc *q, struct turns *l)
{
	const struct bs_doc *d = q->doc;

	for (size_t s = 0; s < d->nsent; s++) {
		struct turn x = {.sent = s, .from = q->first[s], .para = l->paras};

		if (s > 0 && d->sent[s].block == d->sent[s - 1].block)
			continue;
		l->paras++;
		x.colon = colon_behind(q, x.from, q->first[s + 1], &x.label);
		if (x.colon != BS_NOTOK && q->tok[x.colon + 1].cls != BS_QC_NUM) /* Berg: 12,400 */
			BS_PUSH(l->v, l->n, l->cap) = x;
	}
}

static int
by_label(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static bool
comes_back(const uint64_t *v, size_t n, uint64_t label)
{
	const uint64_t *at = bsearch(&label, v, n, sizeof *v, by_label);

	return at && ((at > v && at[-1] == label) || (at + 1 < v + n && at[1] == label));
}

/* Leave out what stands before the first and behind the last turn whose label comes back; how
 * many labels do. */
static size_t
trim(struct turns *l)
{
	uint64_t *v = bs_malloc((l->n + 1) * sizeof *v);
	size_t n = 0, from = 0, to = l->n;

	for (size_t i = 0; i < l->n; i++)
		v[i] = l->v[i].label;
	qsort(v, l->n, sizeof *v, by_label);
	while (from < to && !comes_back(v, l->n, l->v[from].label))
		from++;
	while (to > from && !comes_back(v, l->n, l->v[to - 1].label))
		to--;
	for (size_t i = 1; i < l->n; i++)
		n += v[i] == v[i - 1] && (i == 1 || v[i - 2] != v[i]);
	free(v);
	l->n = to - from;
	if (from > 0)
		memmove(l->v, l->v + from, l->n * sizeof *l->v);
	return n;
}

static bool
is_transcript(struct turns *l)
{
	return l->n >= TURNS && trim(l) > 1 && 2 * l->n > l->v[l->n - 1].para - l->v[0].para;
}

/* Sentences up to the next turn that go on with turn i; of the last turn its own paragraph only. */
static size_t
stop_of(const struct bs_qdoc *q, const struct turns *l, size_t i)
{
	const struct bs_doc *d = q->doc;
	const struct turn *x = &l->v[i];
	size_t s = x->sent + 1;

	if (i + 1 < l->n && l->v[i + 1].para <= x->para + 1 + ON)
		return l->v[i + 1].sent;
	while (s < d->nsent && d->sent[s].block == d->sent[x->sent].block)
		s++;
	return s;
}

/* The words from `from` up to sentence `stop`, a part a paragraph.  Where marks open them, those
 * hold all that is said. */
static void
add_parts(struct bs_qdoc *q, struct bs_qact *a, uint32_t from, size_t stop)
{
	const struct bs_doc *d = q->doc;
	struct bs_qpair *p = q->tok[from].pair >= 0 ? &q->pair[q->tok[from].pair] : NULL;

	if (p && p->from == from && p->opened && !p->single) {
		p->used = true;
		bs_q_add_part(q, a, p->from, p->to);
		return;
	}
	for (size_t s = q->tok[from].sent, e; s < stop; s = e) {
		for (e = s + 1; e < stop && d->sent[e].block == d->sent[s].block; e++)
			;
		if (q->first[e] > from)
			bs_q_add_part(q, a, from, q->first[e]);
		from = q->first[e];
	}
}

static void
add_turn(struct bs_qdoc *q, const struct turns *l, size_t i)
{
	const struct turn *x = &l->v[i];
	struct bs_qact *a;

	a = bs_q_new_act(q, BS_QA_DIRECT, "turn", .9F);
	a->turn = true;
	a->cue_at = a->cue_from = x->colon;
	a->cue_to = x->colon + 1;
	a->src_from = x->from;
	a->src_to = x->colon;
	a->src_head = x->colon - 1;
	add_parts(q, a, x->colon + 1, stop_of(q, l, i));
}

/* A paragraph of sentences [s, e) that only asks. */
static bool
asks(const struct bs_qdoc *q, size_t s, size_t e)
{
	uint32_t lo = q->first[s], hi = q->first[e];

	if (hi < lo + 3 || hi > lo + ASKED || q->tok[lo].pair >= 0)
		return false;
	return bs_q_text(q, hi - 1).p[0] == '?';
}

static bool
says_interview(const struct bs_qdoc *q, uint32_t to)
{
	static const char *const words[] = {"interview", "interviewed", "q&a", "conversation"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		uint64_t h = bs_q_hash(bs_span_str(words[i]));

		for (uint32_t t = 0; t < to; t++)
			if (q->tok[t].h == h)
				return true;
	}
	return false;
}

/* Paragraphs that ask, each with at most a few that do not behind it, none right behind another. */
static void
collect_questions(const struct bs_qdoc *q, struct turns *l)
{
	const struct bs_doc *d = q->doc;

	for (size_t s = 0, e; s < d->nsent; s = e) {
		struct turn x = {.sent = s, .from = q->first[s], .para = l->paras++};

		for (e = s + 1; e < d->nsent && d->sent[e].block == d->sent[s].block; e++)
			;
		if (!asks(q, s, e))
			continue;
		if (l->n &&
		    (x.para == l->v[l->n - 1].para + 1 || x.para > l->v[l->n - 1].para + 1 + ON))
			l->n = 0; /* no row of answers */
		x.colon = q->first[e];
		BS_PUSH(l->v, l->n, l->cap) = x;
	}
}

static void
find_answers(struct bs_qdoc *q)
{
	struct turns l = {0};

	collect_questions(q, &l);
	if (l.n >= QUESTIONS && l.v[0].para > 0 && says_interview(q, l.v[0].from)) {
		q->turns = l.v[0].from;
		for (size_t i = 0; i < l.n; i++) {
			size_t s = q->tok[l.v[i].colon].sent, stop = s + 1;
			struct bs_qact *a;

			if (l.v[i].colon >= q->ntok)
				continue;
			if (i + 1 < l.n)
				stop = l.v[i + 1].sent;
			while (stop < q->doc->nsent &&
			       q->doc->sent[stop].block == q->doc->sent[s].block)
				stop++;
			a = bs_q_new_act(q, BS_QA_DIRECT, "answer", .6F);
			a->turn = true;
			add_parts(q, a, l.v[i].colon, stop);
		}
	}
	free(l.v);
}

void
bs_q_find_turns(struct bs_qdoc *q)
{
	struct turns l = {0};

	collect(q, &l);
	if (is_transcript(&l)) {
		q->turns = l.v[0].from;
		for (size_t i = 0; i < l.n; i++)
			add_turn(q, &l, i);
	} else {
		find_answers(q);
	}
	free(l.v);
}
