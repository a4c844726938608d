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
#include "quotes/attribute.h"
#include "quotes/features.h"

#include <stdlib.h>

enum { STEPS = 60 /* cues looked at from one place */ };
static float const DOUBT = .2F, TITLE = .55F, HEADLINE = .6F, TOLD = .7F;

/* Analyst: “...” is all of a sentence, or stands in a headline. */
static bool
headed(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t s = q->tok[p->from].sent, lo = q->first[s], hi = q->first[s + 1];

	return p->from > lo && q->tok[p->from - 1].mark == BS_QM_COLON && p->from < lo + 6 &&
	       q->tok[lo].cap && (p->to + 1 >= hi || bs_q_heading(q, p->from));
}

void
bs_q_judge_pairs(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->npair; i++) {
		struct bs_qpair *p = &q->pair[i];
		struct bs_qfeatures f;

		if (p->parent >= 0 || p->a >= p->b)
			continue;
		bs_q_pair_features(q, p, &f);
		p->p = bs_q_logistic(bs_qmodel_score(q->model, &f));
		if (p->p < HEADLINE && p->p > DOUBT && headed(q, p))
			p->p = HEADLINE;
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

struct bs_qact *
bs_q_new_act(struct bs_qdoc *q, enum bs_qact_class cls, const char *rule, float p)
{
	struct bs_qact a = {.cls = cls, .part = q->npart, .cue_at = BS_NOTOK, .rule = rule, .p = p};

	BS_PUSH(q->act, q->nact, q->act_cap) = a;
	return &q->act[q->nact - 1];
}

void
bs_q_add_part(struct bs_qdoc *q, struct bs_qact *a, uint32_t from, uint32_t to)
{
	BS_PUSH(q->part, q->npart, q->part_cap) = (struct bs_qpart){from, to};
	a->npart++;
}

bool
bs_q_quotes(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t from, uint32_t to)
{
	const struct bs_qpart *p = q->part + a->part;

	for (size_t k = 0; k < a->npart; k++)
		if (p[k].from <= from && to <= p[k].to)
			return true;
	return false;
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

/* An act with cue and source of another, for a pair of marks inside speech. */
void
bs_q_add_act(struct bs_qdoc *q, const struct bs_qact *like, const struct bs_qpair *p)
{
	struct bs_qact *a = bs_q_new_act(q, BS_QA_DIRECT, "nested", .7F);

	take_source(a, like);
	a->nested = true;
	bs_q_add_part(q, a, p->from, p->to);
}

struct state {
	struct bs_qdoc *q;
	int32_t last;              /* the pair of the last direct part, or -1 */
	size_t act;                /* its act */
	const struct bs_qcue *cue; /* its cue, or NULL */
};

/* May the last act grow by p?  Its parts must be the newest. */
static bool
grows(const struct state *s)
{
	const struct bs_qdoc *q = s->q;

	return s->last >= 0 && s->act == q->nact - 1 &&
	       q->act[s->act].part + q->act[s->act].npart == q->npart;
}

/* “…,” she said: does the comma hold an attribution right behind the marks to them? */
static bool
closes_up(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c)
{
	return q->tok[p->b - 1].mark == BS_QM_COMMA && c->at < p->to + 5;
}

/* “A,” said X, who …, “b.”: the second part of a split needs no more proof.  One that begins with a
 * small letter may stand far behind its attribution. */
static bool
splits(const struct state *s, const struct bs_qpair *p)
{
	const struct bs_qdoc *q = s->q;
	uint8_t before;

	if (s->last < 0 || !s->cue || !grows(s) || p->single || p->parent >= 0 ||
	    s->cue->at < q->pair[s->last].to || s->cue->at >= p->from ||
	    q->tok[q->pair[s->last].b - 1].mark != BS_QM_COMMA ||
	    bs_q_sentence(q, s->cue->at) != bs_q_sentence(q, p->from))
		return false;
	before = q->tok[p->from - 1].mark;
	if (before == BS_QM_COMMA && p->from < s->cue->at + 12)
		return true;
	return (before == BS_QM_COMMA || before == BS_QM_DASH) && p->b - p->a > 4 &&
	       !q->tok[p->a].cap && q->tok[p->a].mark == BS_QM_NONE &&
	       (q->tok[p->b - 1].mark == BS_QM_STOP || q->tok[p->b - 1].mark == BS_QM_COMMA);
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
		return !(s->cue && behind && closes_up(q, p, behind));
	if (s->cue == NULL || s->cue->at < last->to || s->cue->at > p->from)
		return false;
	if (before == s->cue || splits(s, p))
		return true;
	return behind == NULL && before == NULL && bs_q_starts_sentence(q, p) &&
	       bs_q_sentence(q, p->from) == bs_q_sentence(q, s->cue->at) + 1 &&
	       bs_q_block(q, p->from) == bs_q_block(q, s->cue->at);
}

/* The speaker of the speech just before speaks on. */
static bool
same_speaker(const struct state *s, const struct bs_qpair *p, struct bs_qact *a)
{
	const struct bs_qdoc *q = s->q;
	const struct bs_qpair *last = s->last >= 0 ? &q->pair[s->last] : NULL;

	if (last == NULL || !bs_q_starts_sentence(q, p) ||
	    bs_q_sentence(q, p->from) > bs_q_sentence(q, last->to - 1) + 2)
		return false;
	take_source(a, &q->act[s->act]);
	a->rule = "run";
	a->p = .6F;
	return true;
}

/* Does a sentence stand between the speech before, with what attributes it, and p? */
static bool
told_between(const struct state *s, const struct bs_qpair *p)
{
	const struct bs_qdoc *q = s->q;
	uint32_t to;

	if (s->last < 0)
		return true;
	to = q->pair[s->last].to - 1;
	if (s->cue && s->cue->at > to)
		to = s->cue->at;
	return bs_q_sentence(q, p->from) > bs_q_sentence(q, to) + 1;
}

void
bs_q_mark_used(struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	for (uint32_t t = from; t < to; t++)
		if (q->tok[t].pair >= 0)
			q->pair[q->tok[t].pair].used = true;
}

/* The act that p begins, and the words that its cue tells, in *from and *to: p, or all of a
 * sentence with p in it. */
static struct bs_qact *
begin_act(struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *lead, uint32_t *from,
    uint32_t *to)
{
	bool whole = bs_q_told_whole(q, p, from, to);
	struct bs_qact *a = bs_q_new_act(q, BS_QA_DIRECT, "alone", p->p);
	uint32_t lead_from, lead_to;

	if (!whole) {
		*from = p->from;
		*to = p->to;
		if (lead && bs_q_lead_in(q, p, lead, &lead_from, &lead_to)) {
			bs_q_add_part(q, a, lead_from, lead_to);
			whole = true;
		}
	}
	bs_q_add_part(q, a, *from, *to);
	if (whole) {
		a->cls = BS_QA_MIXED;
		bs_q_mark_used(q, *from, *to);
	}
	return a;
}

/* Of the cues about p, the one that tells it. */
static struct bs_qcue *
nearer(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qcue *before,
    struct bs_qcue *behind)
{
	if (before && behind)
		return bs_q_starts_sentence(q, p) || behind->p > 2 * before->p ||
			       closes_up(q, p, behind)
			   ? behind
			   : before;
	return behind ? behind : before;
}

static void
attribute(struct state *s, int32_t i)
{
	struct bs_qdoc *q = s->q;
	const struct bs_qpair *p = &q->pair[i];
	struct bs_qcue *behind = bs_q_cue_behind(q, p), *before = bs_q_cue_before(q, p), *c;
	struct bs_qact *a;
	uint32_t from, to;

	if (carry_on(s, p, before, behind)) {
		bs_q_add_part(q, &q->act[s->act], p->from, p->to);
		s->last = i;
		if (s->cue == NULL && behind && closes_up(q, p, behind)) { /* told at its end */
			behind->direct = true;
			bs_q_take_cue(q, &q->act[s->act], behind);
			q->act[s->act].rule = "behind";
			s->cue = behind;
		}
		return;
	}
	a = begin_act(q, p, behind ? NULL : before, &from, &to);
	c = nearer(q, p, before, behind);
	if (bs_q_put_it(q, p, a)) {
		c = NULL;
	} else if (c) {
		c->direct = true;
		c->src_from = c->src_to = 0; /* not what it was for a clause */
		c->a = from;
		c->b = to;
		bs_q_take_cue(q, a, c);
		a->rule = c == behind ? "behind" : "before";
		a->p = p->p * c->p;
	} else if (!bs_q_slot_behind(q, p, a) && !bs_q_dash_name(q, p, a) &&
		   !bs_q_colon_behind(q, p, a) && !bs_q_introduced(q, p, a) &&
		   !(told_between(s, p) && bs_q_subject_before(q, p, false, a)) &&
		   !same_speaker(s, p, a)) {
		bs_q_subject_before(q, p, true, a);
	}
	s->last = i;
	s->act = q->nact - 1;
	s->cue = c;
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
	uint32_t to = bs_q_more_marks(q, with_mark(q, c->a, c->b));
	unsigned m = marked(q, c->a, to) | (c->a2 < c->b2 && marked(q, c->a2, c->b2) ? 1U : 0U);
	struct bs_qact *a = bs_q_new_act(q,
	    m == 2 ? BS_QA_DIRECT
	    : m    ? BS_QA_MIXED
		   : BS_QA_INDIRECT,
	    c->a > c->at ? "after" : "before", c->said);

	bs_q_add_part(q, a, c->a, to);
	bs_q_mark_used(q, c->a, to);
	if (c->a2 < c->b2) {
		to = with_mark(q, c->a2, c->b2);
		bs_q_add_part(q, a, c->a2, to);
		bs_q_mark_used(q, c->a2, to);
	}
	bs_q_take_cue(q, a, c);
	bs_q_find_chain(q, c, a);
}

/* A clause (of another cue than the one at token `but`) swallows marked speech, or is what the
 * marks hold: then the speech is not asked again. */
static bool
in_clause(const struct bs_qdoc *q, const struct bs_qpair *p, uint32_t but)
{
	for (size_t i = bs_q_cue_from(q, p->from), n = 0; i-- > 0 && n < STEPS; n++) {
		const struct bs_qcue *c = &q->cue[i];

		if (bs_q_sentence(q, c->at) + 2 < bs_q_sentence(q, p->from))
			break;
		if (c->at != but && c->a <= p->from && c->b + 2 >= p->to && bs_q_reports(q, c))
			return true;
	}
	return false;
}

/* “A,” Berg said, referring to ...: a clause that begins with marks which its own words attribute
 * is no report, unless it is the report of a report (..., according to Lund). */
static void
drop_attributed(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->ncue; i++) {
		struct bs_qcue *c = &q->cue[i];
		int32_t k = c->a < c->b ? q->tok[c->a].pair : -1;
		const struct bs_qpair *p = k >= 0 ? &q->pair[k] : NULL;

		if (p == NULL || c->b > c->at || p->from != c->a || p->to >= c->b ||
		    q->tok[p->b - 1].mark != BS_QM_COMMA ||
		    bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_ACCORDING)
			continue;
		for (size_t j = bs_q_cue_from(q, p->to); j < i; j++)
			if (q->cue[j].cue_p >= .5F && q->cue[j].at < c->b)
				c->dropped = true;
	}
}

static int
by_place(const void *x, const void *y)
{
	const struct bs_qact *a = x, *b = y;

	return (a->place > b->place) - (a->place < b->place);
}

/* ..., saying “that is not so”; she added – “we look on”; criticised because “it is so”: a verb
 * that takes marked speech, or a reason somebody gives, and marks that hold a clause. */
static bool
says_marked(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	unsigned const verb = BS_QF_VERB | BS_QF_DIRECT;
	uint32_t t = p->from;

	if (t < 3 || p->b < p->a + 3 ||
	    (p->to < q->first[bs_q_sentence(q, p->to - 1) + 1] && q->tok[p->to].cls != BS_QC_PUNCT))
		return false;
	t -= q->tok[t - 1].mark == BS_QM_DASH || q->tok[t - 1].mark == BS_QM_COLON ? 2 : 1;
	if (bs_q_sentence(q, t) != bs_q_sentence(q, p->from) || q->tok[t].cap)
		return false;
	if (q->tok[t].h == BS_Q_WORD("because")) {
		if (bs_q_cue_before(q, p) == NULL)
			return false;
	} else if ((bs_qlexicon_frames(q->lex, q->tok[t].cue) & verb) != verb) {
		return false;
	}
	return !in_clause(q, p, t) && bs_q_holds_verb(q, p->a, p->b);
}

/* “A,” he said. “B.”: a sentence in marks and nothing else, right behind one that attributes
 * speech. */
static bool
goes_on(const struct state *s, const struct bs_qpair *p)
{
	const struct bs_qdoc *q = s->q;
	uint32_t sent = bs_q_sentence(q, p->from);

	return s->last >= 0 && s->cue && s->cue->at >= q->pair[s->last].to && !p->single &&
	       bs_q_starts_sentence(q, p) && q->tok[p->b - 1].mark == BS_QM_STOP &&
	       sent == bs_q_sentence(q, s->cue->at) + 1 &&
	       bs_q_block(q, p->from) == bs_q_block(q, s->cue->at) &&
	       p->to >= q->first[bs_q_sentence(q, p->to - 1) + 1];
}

/* her slogan “Bread, and nothing but”: marks right behind a word that is no verb of speech */
static bool
named(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	const struct bs_qtok *before = p->from ? &q->tok[p->from - 1] : NULL;

	return !bs_q_starts_sentence(q, p) && before && before->cls == BS_QC_OTHER &&
	       !(bs_qlexicon_frames(q->lex, before->cue) & BS_QF_VERB);
}

static bool
ends_sentence(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	return p->to + 1 >= q->first[bs_q_sentence(q, p->to - 1) + 1];
}

/* he said, “b.” */
static bool
told(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	const struct bs_qcue *c = p->from > 2 ? bs_q_cue_before(q, p) : NULL;
	struct bs_qact as = {0};

	if (c && bs_q_after_said(q, p, c) && c->p >= .5F &&
	    (p->b - p->a > 2 || q->tok[p->b - 1].mark == BS_QM_STOP))
		return true;
	if (c && c->at + 1 == p->from && c->cue_p >= .7F && ends_sentence(q, p) &&
	    bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_DIRECT && !in_clause(q, p, c->at))
		return true;
	return says_marked(q, p) || bs_q_before_said(q, p) || bs_q_told_of(q, p) ||
	       bs_q_according(q, p) || bs_q_put_it(q, p, &as);
}

/* Speech in single marks (‘…’, in a headline) among others in double ones needs an attribution that
 * touches it. */
static bool
attributed(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	const struct bs_qcue *c;

	if (p->from > 0 && q->tok[p->from - 1].mark == BS_QM_COLON)
		return true;
	if (p->to < q->ntok && q->tok[p->to].mark == BS_QM_COLON)
		return true;
	c = bs_q_cue_behind(q, p);
	if (c && closes_up(q, p, c))
		return true;
	c = p->from > 1 ? bs_q_cue_before(q, p) : NULL;
	return c && (c->at + 1 == p->from || bs_q_after_said(q, p, c));
}

/* “Low Water,” a film of ...: a title that nothing in its sentence tells, and no call (“Ann Berg!”)
 */
static bool
title_alone(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	unsigned before = p->from ? q->tok[p->from - 1].mark : BS_QM_NONE;

	if (!bs_q_title_case(q, p->a, p->b) || p->before >= 0 || before == BS_QM_COLON ||
	    (bs_q_starts_sentence(q, p) && ends_sentence(q, p)) ||
	    (p->to < q->ntok && q->tok[p->to].mark == BS_QM_COLON) ||
	    (before == BS_QM_COMMA && p->from > 1 && q->tok[p->from - 2].cue))
		return false;
	if (q->tok[p->b - 1].mark == BS_QM_STOP && bs_q_text(q, p->b - 1).p[0] != '.')
		return false;
	return !bs_q_cue_behind(q, p) && !bs_q_cue_before(q, p);
}

void
bs_q_find_acts(struct bs_qdoc *q)
{
	struct state s = {q, -1, 0, NULL};

	bs_q_find_turns(q);
	bs_q_find_headlines(q);
	drop_attributed(q);
	for (size_t i = 0; i < q->npair; i++) {
		struct bs_qpair *p = &q->pair[i];
		uint32_t from, to;

		if (p->a >= p->b || p->parent >= 0 || p->used)
			continue;
		if (p->single && !attributed(q, p))
			continue;
		if (bs_q_told_whole(q, p, &from, &to) && !in_clause(q, p, BS_NOTOK))
			p->p = p->p > TOLD ? p->p : TOLD;
		else if (told(q, p))
			p->p = p->p > TOLD ? p->p : TOLD;
		else if (!splits(&s, p) && !goes_on(&s, p) &&
			 (p->p < (bs_q_title_case(q, p->a, p->b) || named(q, p) ? TITLE
										: BS_Q_SPEECH) ||
			     title_alone(q, p) || in_clause(q, p, BS_NOTOK)))
			continue;
		p->used = true;
		attribute(&s, (int32_t)i);
	}
	for (size_t i = 0; i < q->ncue; i++) {
		if (bs_q_reports(q, &q->cue[i]) || bs_q_second_look(q, i))
			clause(q, &q->cue[i]);
	}
	bs_q_find_nested(q);
	/* in the order of the text */
	for (size_t i = 0; i < q->nact; i++)
		q->act[i].place = q->part[q->act[i].part].from;
	if (q->nact)
		qsort(q->act, q->nact, sizeof *q->act, by_place);
}
