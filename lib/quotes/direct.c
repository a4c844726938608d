/*
 * direct: acts of quoting: marked speech with its attribution, then the
 * clauses that cues report.
 *
 * Sieves for a pair of marks that holds speech, from sure to daring: it
 * carries on over a paragraph; a cue in its own sentence behind or before it
 * (which then may hold a second part); the attribution sentence just before
 * it (“…,” she said. “…”); a colon or a cue in the sentence before; a dash
 * and a name behind it; the speaker of the speech just before.
 */
#include "quotes/features.h"

#include <stdlib.h>

enum { STEPS = 60 /* cues looked at from one place */ };
static float const SPEECH = .5F, NOBODY = .65F, THIS = .9F;

void
bs_q_judge_pairs(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->npair; i++) {
		struct bs_qpair *p = &q->pair[i];
		struct bs_qfeatures f;

		if (p->single || p->parent >= 0 || p->a >= p->b)
			continue;
		bs_q_pair_features(q, p, &f);
		p->p = bs_q_logistic(bs_qmodel_score(q->model, &f));
	}
	/* what goes on over a paragraph is no scare quote */
	for (size_t i = 0; i < q->npair; i++) {
		struct bs_qpair *p = &q->pair[i];

		if (p->before >= 0 && p->p < .9F && p->a < p->b)
			p->p = .9F;
		if (p->before >= 0 && q->pair[p->before].p < .9F)
			q->pair[p->before].p = .9F;
	}
}

static uint32_t
sentence(const struct bs_qdoc *q, uint32_t t)
{
	return q->tok[t].sent;
}

/* First cue at or behind token t: index, or ncue. */
static size_t
cue_from(const struct bs_qdoc *q, uint32_t t)
{
	size_t lo = 0, hi = q->ncue;

	while (lo < hi) {
		size_t m = (lo + hi) / 2;

		if (q->cue[m].at < t)
			lo = m + 1;
		else
			hi = m;
	}
	return lo;
}

static bool
speaks(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	return !c->dropped && (c->direct || c->a == c->b || c->p >= .5F) &&
	       (q->tok[c->at].pair < 0 || q->pair[q->tok[c->at].pair].p < SPEECH);
}

/* ..., who asked not to be named, said: what a relative clause tells of the speaker. */
static bool
aside(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c)
{
	return c->at > p->to + 2 && q->tok[c->at - 1].h == bs_q_hash(BS_SPAN("who")) &&
	       q->tok[c->at - 2].mark == BS_QM_COMMA;
}

/* The cue in the sentence behind a pair that comes first, before other speech. */
static struct bs_qcue *
cue_behind(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t hi = q->first[sentence(q, p->to - 1) + 1];

	for (size_t i = cue_from(q, p->to), n = 0; i < q->ncue && q->cue[i].at < hi && n < STEPS;
	     i++, n++) {
		struct bs_qcue *c = &q->cue[i];

		if (speaks(q, c) && !(c->a < c->b && c->a > c->at && !c->direct))
			return c;
		if (c->a < c->b && !c->dropped && !aside(q, p, c))
			break;
	}
	return NULL;
}

static struct bs_qcue *
cue_before(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t lo = q->first[sentence(q, p->from)];

	for (size_t i = cue_from(q, p->from), n = 0; i-- > 0 && q->cue[i].at >= lo && n < STEPS;
	     n++)
		if (speaks(q, &q->cue[i]))
			return &q->cue[i];
	return NULL;
}

static struct bs_qact *
new_act(struct bs_qdoc *q, enum bs_qact_class cls, const char *rule, float p)
{
	struct bs_qact a = {.cls = cls, .part = q->npart, .cue_at = BS_NOTOK, .rule = rule, .p = p};

	BS_PUSH(q->act, q->nact, q->act_cap) = a;
	return &q->act[q->nact - 1];
}

static void
add_part(struct bs_qdoc *q, struct bs_qact *a, uint32_t from, uint32_t to)
{
	BS_PUSH(q->part, q->npart, q->part_cap) = (struct bs_qpart){from, to};
	a->npart++;
}

static void
take_cue(const struct bs_qdoc *q, struct bs_qact *a, struct bs_qcue *c)
{
	a->cue_at = c->at;
	a->cue_from = c->from;
	a->cue_to = c->to;
	if (c->src_from == c->src_to)
		bs_q_find_source(q, c);
	a->src_from = c->src_from;
	a->src_to = c->src_to;
	a->src_head = c->src_head;
}

static void
take_source(struct bs_qact *a, const struct bs_qact *b)
{
	a->cue_at = b->cue_at;
	a->cue_from = b->cue_from;
	a->cue_to = b->cue_to;
	a->src_from = b->src_from;
	a->src_to = b->src_to;
	a->src_head = b->src_head;
}

struct state {
	struct bs_qdoc *q;
	int32_t last;              /* the pair of the last direct part, or -1 */
	size_t act;                /* its act */
	const struct bs_qcue *cue; /* its cue, or NULL */
};

static uint64_t
block_of(const struct bs_qdoc *q, uint32_t t)
{
	return q->doc->sent[sentence(q, t)].block;
}

static bool
starts_sentence(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	return p->from == q->first[sentence(q, p->from)];
}

/* May the last act grow by p?  Its parts must be the newest. */
static bool
grows(const struct state *s)
{
	const struct bs_qdoc *q = s->q;

	return s->last >= 0 && s->act == q->nact - 1 &&
	       q->act[s->act].part + q->act[s->act].npart == q->npart;
}

/* A part of the act before: over a paragraph, round its attribution, or just behind that. */
static bool
carry_on(struct state *s, const struct bs_qpair *p, const struct bs_qcue *before,
    const struct bs_qcue *behind)
{
	struct bs_qdoc *q = s->q;
	const struct bs_qpair *last = s->last >= 0 ? &q->pair[s->last] : NULL;

	if (last == NULL || !grows(s))
		return false;
	if (p->before >= 0 && p->before == s->last)
		return true;
	if (s->cue == NULL || s->cue->at < last->to || s->cue->at > p->from)
		return false;
	if (before == s->cue)
		return true;
	return behind == NULL && before == NULL && starts_sentence(q, p) &&
	       sentence(q, p->from) == sentence(q, s->cue->at) + 1 &&
	       block_of(q, p->from) == block_of(q, s->cue->at);
}

/* “…” -Commissioner X: a dash and a name up to the end of the sentence. */
static bool
dash_name(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	uint32_t t = p->to, hi;

	if (t >= q->ntok || q->tok[t].mark != BS_QM_DASH || block_of(q, t) != block_of(q, p->from))
		return false;
	while (t < q->ntok && q->tok[t].mark == BS_QM_DASH)
		t++;
	if (t >= q->ntok || !q->tok[t].cap)
		return false;
	hi = q->first[sentence(q, t) + 1];
	if (hi - t > 12)
		return false;
	while (hi > t && q->tok[hi - 1].cls == BS_QC_PUNCT)
		hi--;
	for (a->src_from = a->src_head = t; t < hi && q->tok[t].cls != BS_QC_PUNCT; t++)
		if (q->tok[t].cls == BS_QC_CAP)
			a->src_head = t;
	a->src_to = hi;
	a->rule = "dash";
	a->p = .8F;
	return true;
}

/* The sentence before ends in a colon, or holds a cue of its own. */
static bool
introduced(struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	uint32_t s = sentence(q, p->from), lo, hi, colon;
	size_t i, n;

	if (!starts_sentence(q, p)) {
		/* Analyst: “…” */
		lo = q->first[s];
		hi = p->from;
	} else if (s == 0) {
		return false;
	} else {
		lo = q->first[s - 1];
		hi = q->first[s];
	}
	colon = hi > lo && q->tok[hi - 1].mark == BS_QM_COLON ? hi - 1 : BS_NOTOK;
	for (i = cue_from(q, hi), n = 0; i-- > 0 && q->cue[i].at >= lo && n < STEPS; n++) {
		if (q->cue[i].dropped || (colon == BS_NOTOK && q->cue[i].p < .5F))
			continue;
		take_cue(q, a, &q->cue[i]);
		a->rule = colon != BS_NOTOK ? "colon" : "sentence-before";
		a->p = colon != BS_NOTOK ? .85F : .6F;
		return true;
	}
	if (colon == BS_NOTOK || hi - lo > 14)
		return false;
	/* no cue word: the last name before the colon, or all of it */
	a->cue_at = a->cue_from = colon;
	a->cue_to = colon + 1;
	a->rule = "colon";
	a->p = .7F;
	a->src_from = lo;
	a->src_to = colon;
	while (a->src_from < colon &&
	       (q->tok[a->src_from].cls == BS_QC_CONJ || q->tok[a->src_from].cls == BS_QC_PREP ||
		   q->tok[a->src_from].cls == BS_QC_PUNCT))
		a->src_from++;
	a->src_head = a->src_from;
	for (uint32_t t = a->src_from; t < colon; t++)
		if (q->tok[t].cls == BS_QC_CAP)
			a->src_head = t;
	return true;
}

/* The speaker of the speech just before speaks on. */
static bool
same_speaker(const struct state *s, const struct bs_qpair *p, struct bs_qact *a)
{
	const struct bs_qdoc *q = s->q;
	const struct bs_qpair *last = s->last >= 0 ? &q->pair[s->last] : NULL;

	if (last == NULL || !starts_sentence(q, p) ||
	    sentence(q, p->from) > sentence(q, last->to - 1) + 2)
		return false;
	take_source(a, &q->act[s->act]);
	a->rule = "run";
	a->p = .6F;
	return true;
}

/* Is the pair told by a cue and a comma right before it? */
static bool
after_said(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c)
{
	return p->from >= 2 && c->at + 2 == p->from && q->tok[p->from - 1].mark == BS_QM_COMMA;
}

/* In such cases, it said, “…”: words before the attribution are said, too. */
static bool
lead_in(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c, uint32_t *from,
    uint32_t *to)
{
	uint32_t lo = bs_q_window(q, c->at).lo, t = c->at;

	if (!after_said(q, p, c))
		return false;
	while (t > lo && t + 6 > c->at && q->tok[t - 1].cls != BS_QC_PUNCT)
		t--;
	if (t == c->at || t < lo + 2 || q->tok[t - 1].mark != BS_QM_COMMA)
		return false;
	for (uint32_t k = lo; k < t; k++)
		if (q->tok[k].mark == BS_QM_OPEN || q->tok[k].mark == BS_QM_CLOSE ||
		    (q->tok[k].cue && q->tok[k].cls != BS_QC_CAP))
			return false;
	*from = lo;
	*to = t - 1;
	return true;
}

static void
attribute(struct state *s, int32_t i)
{
	struct bs_qdoc *q = s->q;
	const struct bs_qpair *p = &q->pair[i];
	struct bs_qcue *behind = cue_behind(q, p), *before = cue_before(q, p), *c;
	struct bs_qact *a;
	uint32_t from, to;

	if (carry_on(s, p, before, behind)) {
		add_part(q, &q->act[s->act], p->from, p->to);
		s->last = i;
		return;
	}
	a = new_act(q, BS_QA_DIRECT, "alone", p->p);
	if (before && !behind && lead_in(q, p, before, &from, &to)) {
		add_part(q, a, from, to);
		a->cls = BS_QA_MIXED;
	}
	add_part(q, a, p->from, p->to);
	if (before && behind)
		c = starts_sentence(q, p) || behind->p > 2 * before->p ? behind : before;
	else
		c = behind ? behind : before;
	if (c) {
		c->direct = true;
		c->a = p->from;
		c->b = p->to;
		take_cue(q, a, c);
		a->rule = c == behind ? "behind" : "before";
		a->p = p->p * c->p;
	} else if (!dash_name(q, p, a) && !introduced(q, p, a)) {
		same_speaker(s, p, a);
	}
	s->last = i;
	s->act = q->nact - 1;
	s->cue = c;
}

static void
mark_used(struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	for (uint32_t t = from; t < to; t++)
		if (q->tok[t].pair >= 0)
			q->pair[q->tok[t].pair].used = true;
}

/* Words of [from, to) in marks: 2 all of them, 1 some, 0 none. */
static unsigned
marked(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	bool in = false, out = false;

	for (uint32_t t = from; t < to; t++) {
		if (q->tok[t].cls == BS_QC_PUNCT)
			continue;
		if (q->tok[t].pair >= 0 && q->pair[q->tok[t].pair].from >= from)
			in = true;
		else
			out = true;
	}
	return in ? out ? 1 : 2 : 0;
}

/* A closing mark (and what stands before it) belongs to the clause it closes. */
static uint32_t
with_mark(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	uint32_t t = to;

	while (t < q->ntok && q->tok[t].cls == BS_QC_PUNCT && q->tok[t].mark != BS_QM_CLOSE &&
	       t < to + 3)
		t++;
	if (t < q->ntok && q->tok[t].mark == BS_QM_CLOSE && q->tok[t].pair >= 0 &&
	    q->pair[q->tok[t].pair].from >= from)
		return t + 1;
	return to;
}

static void
clause(struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t to = with_mark(q, c->a, c->b);
	unsigned m = marked(q, c->a, to) | (c->a2 < c->b2 && marked(q, c->a2, c->b2) ? 1U : 0U);
	struct bs_qact *a = new_act(q,
	    m == 2 ? BS_QA_DIRECT
	    : m    ? BS_QA_MIXED
		   : BS_QA_INDIRECT,
	    c->a > c->at ? "after" : "before", c->p);

	add_part(q, a, c->a, to);
	mark_used(q, c->a, to);
	if (c->a2 < c->b2) {
		to = with_mark(q, c->a2, c->b2);
		add_part(q, a, c->a2, to);
		mark_used(q, c->a2, to);
	}
	take_cue(q, a, c);
}

/* A clause swallows marked speech, or is what the marks hold: then the speech is not asked again.
 */
static bool
in_clause(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	for (size_t i = cue_from(q, p->from), n = 0; i-- > 0 && n < STEPS; n++) {
		const struct bs_qcue *c = &q->cue[i];

		if (sentence(q, c->at) + 2 < sentence(q, p->from))
			break;
		if (c->a <= p->from && c->b + 2 >= p->to && bs_q_reports(q, c))
			return true;
	}
	return false;
}

/* A clause that nobody says, or some "it", is often a finding and no speech. */
static void
doubt(const struct bs_qdoc *q, struct bs_qcue *c)
{
	bs_q_find_source(q, c);
	if (c->src_from == c->src_to)
		c->p *= NOBODY;
	else if (q->tok[c->src_head].h == bs_q_hash(BS_SPAN("it")) ||
		 q->tok[c->src_head].h == bs_q_hash(BS_SPAN("this")) ||
		 q->tok[c->src_head].cls == BS_QC_WH)
		c->p *= THIS;
}

static int
by_place(const void *x, const void *y)
{
	const struct bs_qact *a = x, *b = y;

	return (a->place > b->place) - (a->place < b->place);
}

/* “A,” X said, “b.”: the second part of a split needs no more proof. */
static bool
splits(const struct state *s, const struct bs_qpair *p)
{
	const struct bs_qdoc *q = s->q;

	return s->last >= 0 && s->cue && grows(s) && !p->single && p->parent < 0 &&
	       s->cue->at > q->pair[s->last].to - 1 && s->cue->at < p->from &&
	       p->from < s->cue->at + 12 && q->tok[p->from - 1].mark == BS_QM_COMMA &&
	       q->tok[q->pair[s->last].b - 1].mark == BS_QM_COMMA &&
	       sentence(q, s->cue->at) == sentence(q, p->from);
}

/* he said, “b.” */
static bool
told(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	const struct bs_qcue *c = p->from > 2 ? cue_before(q, p) : NULL;

	return c && after_said(q, p, c) && c->p >= .5F && p->b - p->a > 2;
}

void
bs_q_find_acts(struct bs_qdoc *q)
{
	struct state s = {q, -1, 0, NULL};

	for (size_t i = 0; i < q->npair; i++) {
		struct bs_qpair *p = &q->pair[i];

		if (p->a >= p->b || p->single || p->parent >= 0)
			continue;
		if (!splits(&s, p) && !told(q, p) && (p->p < SPEECH || in_clause(q, p)))
			continue;
		p->used = true;
		attribute(&s, (int32_t)i);
	}
	for (size_t i = 0; i < q->ncue; i++) {
		if (bs_q_reports(q, &q->cue[i])) {
			doubt(q, &q->cue[i]);
			if (bs_q_reports(q, &q->cue[i]))
				clause(q, &q->cue[i]);
		}
	}
	/* in the order of the text */
	for (size_t i = 0; i < q->nact; i++)
		q->act[i].place = q->part[q->act[i].part].from;
	if (q->nact)
		qsort(q->act, q->nact, sizeof *q->act, by_place);
}
