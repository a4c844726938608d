/*
 * cue: which words report speech, and which of their clauses are what
 * somebody says.
 *
 * A word of the cue list is judged where it stands; one that passes has its
 * clause cut out (clause.c), which is judged once more as a whole.  Where
 * clauses overlap the one that says more wins.
 */
#include "quotes/attribute.h"
#include "quotes/features.h"
#include "quotes/names.h"

#include <math.h>
#include <stdlib.h>

uint32_t
bs_q_sentence_end(const struct bs_qdoc *q, uint32_t t)
{
	uint32_t lo = q->first[q->tok[t].sent], end = q->first[q->tok[t].sent + 1];

	/* marks that the segmenter cut through hold the sentences together */
	while (end < q->ntok && end < t + BS_Q_WINDOW && q->tok[end].pair >= 0 &&
	       q->pair[q->tok[end].pair].from < end && q->pair[q->tok[end].pair].from >= lo)
		end = q->first[q->tok[end].sent + 1];
	if (end > t + BS_Q_WINDOW)
		end = t + BS_Q_WINDOW;
	while (end > t + 1 && q->tok[end - 1].cls == BS_QC_PUNCT &&
	       q->tok[end - 1].mark != BS_QM_UNPAREN)
		end--;
	return end;
}

bool
bs_q_cue_possible(const struct bs_qdoc *q, uint32_t i)
{
	const struct bs_qtok *t = &q->tok[i];

	if (t->cue == 0 || t->cls == BS_QC_MODAL)
		return false;
	if (t->cap && i > q->first[t->sent] && q->tok[i - 1].cls != BS_QC_PUNCT &&
	    !bs_q_heading(q, i))
		return false;
	return t->pair < 0 || q->pair[t->pair].p < .5F;
}

/* “We fear the worst,” he said – “and if we complain, …”: a cue in marks reports nothing outside.
 */
static bool
leaves_marks(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	int32_t p = q->tok[c->at].pair;

	return p >= 0 && q->pair[p].closed && (c->a < q->pair[p].from || c->b > q->pair[p].to);
}

/* Berg said the goat “had asked to go”: a cue in marks is not hers who stands before them. */
static bool
told_outside(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	int32_t p = q->tok[c->at].pair;

	return p >= 0 && q->pair[p].closed && c->src_from < c->src_to &&
	       (c->src_to <= q->pair[p].from || c->src_from >= q->pair[p].to);
}

static float const NO_CLAUSE = .66F;

/* The clause is judged once more as a whole, with its source.  One whose ends are in doubt is as
 * often wrong as one whose message is. */
static void
judge(const struct bs_qdoc *q, struct bs_qcue *c)
{
	struct bs_qfeatures f;

	if (c->dropped || c->direct || c->a >= c->b)
		return;
	if (leaves_marks(q, c)) {
		c->dropped = true;
		return;
	}
	bs_q_find_source(q, c);
	if (told_outside(q, c)) {
		c->dropped = true;
		return;
	}
	bs_q_clause_features(q, c, &f);
	c->said = bs_q_logistic(bs_qmodel_score(q->model, &f)) * powf(c->start_p * c->stop_p, .3F);
	/* what reports no clause may still tell the marked speech beside it */
	if (c->said < NO_CLAUSE && c->cue_p >= .5F && bs_q_marked_speech(q, c->at) >= .5F) {
		c->direct = true;
		c->a = c->b = c->a2 = c->b2 = 0;
		c->src_from = c->src_to = 0;
	}
}

/* How sure that must be for a row: less where marks stand in the clause or it follows “that”, more
 * where the marks hold a mere name. */
static float const MARKED = .6F, CLAUSE = .69F, TITLE = .75F;
enum { WHOM = 8 /* words */, NEARBY = 20 /* cues */ };
/* What else than a clause can be said: not so where a cue takes clauses only (refused the offer).
 */
enum { SAYS = BS_QF_DIRECT | BS_QF_OBJECT | BS_QF_PREP | BS_QF_NOUN | BS_QF_ACCORDING };

static bool
reflexive(const struct bs_qtok *t)
{
	return t->h == BS_Q_WORD("himself") || t->h == BS_Q_WORD("herself") ||
	       t->h == BS_Q_WORD("itself") || t->h == BS_Q_WORD("themselves") ||
	       t->h == BS_Q_WORD("myself") || t->h == BS_Q_WORD("ourselves") ||
	       t->h == BS_Q_WORD("yourself");
}

/* “asked not to be named” is how the source is to be treated; who asks himself tells nobody; he
 * goes by “Shorty”; the ferry will stop, told Reuters: whom, but not who. */
static bool
says_nothing(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	const struct bs_qtok *t = &q->tok[c->a];
	unsigned frames = bs_qlexicon_frames(q->lex, q->tok[c->at].cue);

	if (frames == (BS_QF_VERB | BS_QF_DIRECT) && q->tok[c->at + 1].cls == BS_QC_PREP)
		return true;
	if (c->a < c->at && c->src_from == c->src_to && frames & BS_QF_ADDRESSEE &&
	    !(frames & BS_QF_CLAUSE))
		return true;
	if (c->a > c->at + 1 && reflexive(&q->tok[c->at + 1]) && frames & BS_QF_ADDRESSEE)
		return true;
	return c->b > c->a + 3 && t[0].h == BS_Q_WORD("not") && t[1].cls == BS_QC_TO &&
	       t[2].cls == BS_QC_BE;
}

/* promoted the film “Low Water”, printed the article “Who Owns It?”: what the marks hold is the
 * name of a thing, and no verb stands beside it */
static bool
title_only(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	struct bs_qseen s = {0};

	for (uint32_t t = c->a; t < c->b; t++) {
		const struct bs_qpair *p = q->tok[t].mark == BS_QM_OPEN && q->tok[t].pair >= 0
					       ? &q->pair[q->tok[t].pair]
					       : NULL;

		if (p && p->from == t) {
			if (!bs_q_title_case(q, p->a, p->b) &&
			    (t == c->a || !bs_q_used(q, t - 1, "work")))
				return false;
			t = p->b;
		} else {
			bs_q_seen_add(&s, &q->tok[t]);
		}
	}
	return !s.verb && q->tok[c->a].cls != BS_QC_TO;
}

/* urged the council to wait: whom, and what to do */
static bool
told_to(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	if (c->a < c->at || !(bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_ADDRESSEE))
		return false;
	for (uint32_t t = c->a; t < c->b && t < c->a + WHOM; t++)
		if (q->tok[t].cls == BS_QC_TO)
			return true;
	return false;
}

bool
bs_q_reports(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	struct bs_qseen s = {0};
	unsigned first, frames;

	if (c->dropped || c->direct || c->a >= c->b || c->said < MARKED)
		return false;
	first = q->tok[c->a].cls;
	if (says_nothing(q, c))
		return false;
	if (first == BS_QC_THAT)
		return true;
	for (uint32_t t = c->a; t < c->b && !s.marks; t++)
		bs_q_seen_add(&s, &q->tok[t]);
	for (uint32_t t = c->a2; t < c->b2 && !s.marks; t++) /* what they call a “swamp” */
		s.marks = q->tok[t].mark == BS_QM_OPEN;
	if (s.marks)
		return c->said >= TITLE || s.verb || !title_only(q, c);
	if (s.verb || first == BS_QC_TO || first == BS_QC_IF || first == BS_QC_WH || told_to(q, c))
		return c->said >= CLAUSE;
	if (c->a < c->at && c->b - c->a < 4 && c->a2 >= c->b2)
		return false;
	frames = bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & SAYS;
	if (frames == BS_QF_PREP && c->a == c->at + 1) /* talks of a stall: not, talks stall */
		return false;
	return c->said >= CLAUSE && frames != 0;
}

/* Of cues whose clauses overlap, or that stand in another's clause, keep the one that says more. */
static void
drop_inner(struct bs_qdoc *q)
{
	bool *reports = bs_arena_alloc(&q->doc->arena, q->ncue + 1); /* if it is not dropped */

	for (size_t i = 0; i < q->ncue; i++)
		reports[i] = bs_q_reports(q, &q->cue[i]);
	for (size_t i = 0; i < q->ncue; i++) {
		struct bs_qcue *x = &q->cue[i];

		for (size_t k = i + 1; k < q->ncue && k < i + 40; k++) {
			struct bs_qcue *y = &q->cue[k];
			bool over = x->a < y->b && y->a < x->b, in, around;

			if (q->tok[y->at].sent > q->tok[x->at].sent + 3)
				break;
			if (!reports[i] || x->dropped)
				break;
			if (!reports[k] || y->dropped) {
				y->dropped |= y->at >= x->a && y->at < x->b;
				continue;
			}
			in = y->at >= x->a && y->at < x->b;
			around = x->at >= y->a && x->at < y->b;
			if (in && !around)
				y->dropped = true;
			else if (around &&
				 (!in || (y->b < q->ntok && q->tok[y->b].mark == BS_QM_COMMA)))
				x->dropped = true; /* X said that ..., Y argued */
			else if (in || over)
				(x->said < y->said ? x : y)->dropped = true;
		}
	}
}

/* All cues of the document with p at least min_p, and their clauses. */
void
bs_q_find_cues(struct bs_qdoc *q, float min_p)
{
	struct bs_qcue *v = NULL;
	size_t n = 0, cap = 0;

	for (uint32_t i = 0; i < q->ntok; i++) {
		struct bs_qfeatures f;
		struct bs_qcue c;

		if (q->tok[i].cue == 0 || !bs_q_cue_possible(q, i))
			continue;
		c = (struct bs_qcue){.at = i, .from = i, .to = i + 1};
		bs_q_cue_features(q, i, &f);
		c.p = c.cue_p = bs_q_logistic(bs_qmodel_score(q->model, &f));
		if (c.p < min_p)
			continue;
		if (i + 1 < q->ntok && q->tok[i + 1].cls == BS_QC_TO &&
		    bs_qlexicon_frames(q->lex, q->tok[i].cue) & BS_QF_ACCORDING)
			c.to++;
		bs_q_find_clause(q, &c);
		if (c.start_p > 0) /* no rule was surer */
			judge(q, &c);
		/* According to X, ...: sure, however odd the clause */
		if (c.to > i + 1 && c.a > c.to && c.said < BS_Q_SURE &&
		    q->tok[c.a - 1].mark == BS_QM_COMMA)
			c.said = BS_Q_SURE;
		BS_PUSH(v, n, cap) = c;
	}
	q->cue = bs_arena_alloc(&q->doc->arena, (n + 1) * sizeof *v);
	if (n)
		memcpy(q->cue, v, n * sizeof *v);
	q->ncue = n;
	free(v);
	bs_q_part_cues(q);
	drop_inner(q);
}

/* Does another cue report something of [a, b)? */
static bool
reported(const struct bs_qdoc *q, size_t i, uint32_t a, uint32_t b)
{
	size_t lo = i > NEARBY ? i - NEARBY : 0;

	for (size_t k = lo; k < q->ncue && k < i + NEARBY; k++)
		if (k != i && q->cue[k].a < b && a < q->cue[k].b &&
		    (q->cue[k].direct || bs_q_reports(q, &q->cue[k])))
			return true;
	return false;
}

bool
bs_q_second_look(struct bs_qdoc *q, size_t i)
{
	const struct bs_qcue *c = &q->cue[i];
	struct bs_qcue y = {
	    .at = c->at, .from = c->from, .to = c->to, .p = c->cue_p, .cue_p = c->cue_p};

	if (c->dropped || !c->direct || c->a < c->b || c->cue_p < .5F)
		return false;
	bs_q_find_report(q, &y);
	if (y.start_p > 0)
		judge(q, &y);
	if (!bs_q_reports(q, &y) || reported(q, i, y.a, y.b))
		return false;
	for (uint32_t t = y.a; t < y.b; t++)
		if (q->tok[t].pair >= 0 && q->pair[q->tok[t].pair].used)
			return false;
	q->cue[i] = y;
	return true;
}
