/*
 * whole: marks that hold but a part of what is told.
 *
 * Beside an attribution a clause may begin or stop outside its marks: the plan
 * is “a joke,” Berg said; “a joke” of a plan, Berg said; in such cases, Berg
 * said, “the rule is clear.”
 */
#include "quotes/attribute.h"
#include "quotes/features.h"

enum { REST = 40 /* words behind the marks */ };

bool
bs_q_holds_verb(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	struct bs_qseen s = {0};

	while (from < to && !s.verb)
		bs_q_seen_add(&s, &q->tok[from++]);
	return s.verb;
}

bool
bs_q_after_said(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c)
{
	return p->from >= 2 && c->at + 2 == p->from && q->tok[p->from - 1].mark == BS_QM_COMMA;
}

/* In such cases, it said, “the rule is”: words before the attribution are said, too; not so where a
 * sentence begins in the marks (In May, it said, “The rule is”). */
bool
bs_q_lead_in(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c,
    uint32_t *from, uint32_t *to)
{
	uint32_t lo = bs_q_window(q, c->at).lo, t = c->at;

	if (!bs_q_after_said(q, p, c) || q->tok[p->a].cap)
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

/* Does an attribution, and nothing that is told besides, stand from t to its comma or the end: Berg
 * said; said Berg of the plan? */
static bool
bare_attribution(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t t, uint32_t hi)
{
	uint32_t next = c->at + 1;

	t += t < hi && q->tok[t].mark == BS_QM_COMMA;
	if (c->at < t || c->at >= t + 5 || q->tok[t].cls == BS_QC_SUB || c->cue_p < .5F ||
	    !(bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_DIRECT))
		return false;
	if (c->at == t)
		return next < hi &&
		       (q->tok[next].cap || q->tok[next].cls == BS_QC_DET ||
			   q->tok[next].cls == BS_QC_POSS || q->tok[next].cls == BS_QC_OTHER);
	return q->tok[c->at - 1].cls != BS_QC_BE &&
	       (next >= hi || q->tok[next].cls == BS_QC_PUNCT || q->tok[next].cls == BS_QC_DAY ||
		   (q->tok[next].cls == BS_QC_PREP && q->tok[next].h != BS_Q_WORD("by")));
}

/* Where the words of a sentence up to `to` begin that its attribution tells; `to` where they hold
 * no verb, or tell something themselves. */
static uint32_t
whole_start(const struct bs_qdoc *q, const struct bs_qpair *p, uint32_t to)
{
	uint32_t lo = bs_q_window(q, p->from).lo;

	while (lo < p->from && q->tok[lo].cls == BS_QC_PUNCT)
		lo++;
	if (p->from > lo &&
	    (q->tok[p->from - 1].mark == BS_QM_PAREN || q->tok[p->from - 1].mark == BS_QM_DASH ||
		q->tok[p->from - 1].mark == BS_QM_COLON))
		return to;
	for (size_t i = bs_q_cue_from(q, lo); i < q->ncue && q->cue[i].at < to; i++)
		if (!q->cue[i].dropped && q->cue[i].cue_p >= .5F && q->tok[q->cue[i].at].pair < 0)
			return to;
	return bs_q_holds_verb(q, lo, to) ? lo : to;
}

/* The plan is “a joke,” Berg said.  “A joke” of a plan, Berg said: is all of the
 * sentence up to its comma, [*from, *to), where the marks of p hold but a part of that? */
bool
bs_q_told_whole(const struct bs_qdoc *q, const struct bs_qpair *p, uint32_t *from, uint32_t *to)
{
	uint32_t hi = bs_q_window(q, p->to - 1).hi, t = p->to;
	struct bs_qcue *c;

	if (!p->opened || !p->closed || p->single || bs_q_heading(q, p->from) ||
	    bs_q_sentence(q, p->to - 1) != bs_q_sentence(q, p->from))
		return false;
	if (q->tok[p->b - 1].mark != BS_QM_COMMA) {
		if (q->tok[p->b - 1].cls == BS_QC_PUNCT)
			return false;
		while (t < hi && t < p->to + REST && q->tok[t].cls != BS_QC_PUNCT)
			t++;
		if (t >= hi || q->tok[t].mark != BS_QM_COMMA)
			return false;
	}
	c = bs_q_cue_behind(q, p);
	if (c == NULL || (c->a < c->b && c->a > c->at) || !bare_attribution(q, c, t, hi))
		return false;
	*to = t;
	*from = whole_start(q, p, t);
	return *from < p->from || (*from == p->from && t > p->to);
}
