/*
 * whole: marks that hold but a part of what is told.
 *
 * Beside an attribution a clause may begin or stop outside its marks: the plan
 * is “a joke,” Berg said; “a joke” of a plan, Berg said; in such cases, Berg
 * said, “the rule is clear.”
 */
#include "quotes/attribute.h"
#include "quotes/features.h"

enum { REST = 40 /* words behind the marks */, SUBJECT = 30 };

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
	uint32_t t = p->from;

	if (t < 3 || q->tok[--t].mark != BS_QM_COMMA)
		return false;
	t -= q->tok[t - 1].cls == BS_QC_OBJ; /* he told us, “…” */
	return c->at + 1 == t;
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

/* Is what stands from t to the cue who says it: Berg; the old mayor; Ann Berg, who is mayor,? */
static bool
subject_only(const struct bs_qdoc *q, uint32_t t, uint32_t cue)
{
	unsigned c = q->tok[t].cls;
	uint32_t n = 0;

	if (c == BS_QC_SUB || q->tok[cue - 1].cls == BS_QC_BE || cue > t + SUBJECT)
		return false;
	for (uint32_t k = t; k < cue; k++)
		n += q->tok[k].cls == BS_QC_PUNCT && q->tok[k].mark != BS_QM_STOP;
	return n == 0 ? cue < t + 9
		      : q->tok[cue - 1].mark == BS_QM_COMMA && (c == BS_QC_CAP || c == BS_QC_TITLE);
}

/* Does an attribution, and nothing that is told besides, stand from t to its comma or the end: Berg
 * said; said Berg of the plan? */
static bool
bare_attribution(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t t, uint32_t hi)
{
	uint32_t next = c->at + 1;
	unsigned frames = bs_qlexicon_frames(q->lex, q->tok[c->at].cue), n;

	t += t < hi && q->tok[t].mark == BS_QM_COMMA;
	if (c->at < t || c->cue_p < .5F || !(frames & BS_QF_DIRECT))
		return false;
	n = next < hi ? q->tok[next].cls : BS_QC_PUNCT;
	if (c->at == t)
		return n == BS_QC_CAP || n == BS_QC_TITLE || n == BS_QC_DET || n == BS_QC_POSS ||
		       n == BS_QC_OTHER;
	if (!subject_only(q, t, c->at))
		return false;
	if (n == BS_QC_PUNCT) /* in May, he said, “In all ...” */
		return !(
		    next + 2 < hi && q->tok[next + 1].mark == BS_QM_OPEN && q->tok[next + 2].cap);
	if (frames & BS_QF_ADDRESSEE && (n == BS_QC_CAP || n == BS_QC_DET || n == BS_QC_OBJ))
		return true;
	return n == BS_QC_DAY || (n == BS_QC_PREP && q->tok[next].h != BS_Q_WORD("by"));
}

/* Where the words of a sentence up to `to` begin that its attribution tells; `to` where they hold
 * no verb, or tell something themselves. */
static uint32_t
whole_start(const struct bs_qdoc *q, const struct bs_qpair *p, uint32_t to)
{
	uint32_t lo = bs_q_window(q, p->from).lo;
	bool within;

	while (lo < p->from && q->tok[lo].cls == BS_QC_PUNCT)
		lo++;
	if (p->from > lo &&
	    (q->tok[p->from - 1].mark == BS_QM_PAREN || q->tok[p->from - 1].mark == BS_QM_DASH ||
		q->tok[p->from - 1].mark == BS_QM_COLON))
		return to;
	/* Polls show that it “is late,” Berg said: one clause up to her, whoever else tells in it
	 */
	within = p->from > lo && q->tok[p->from - 1].cls != BS_QC_PUNCT && !q->tok[p->from - 1].cue;
	for (size_t i = bs_q_cue_from(q, lo); !within && i < q->ncue && q->cue[i].at < to; i++)
		if (!q->cue[i].dropped && q->cue[i].cue_p >= .5F && q->tok[q->cue[i].at].pair < 0)
			return to;
	for (uint32_t t = lo; t < to; t++)
		if (q->tok[t].cls == BS_QC_S) /* it costs “a fortune” */
			return lo;
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
	    bs_q_block(q, p->to - 1) != bs_q_block(q, p->from))
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

/* “A,” Berg said: marks, a comma and an attribution, where the marks begin the sentence or hold a
 * clause. */
bool
bs_q_before_said(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t hi = bs_q_window(q, p->to - 1).hi;
	const struct bs_qcue *c;

	if (!p->opened || !p->closed || p->single ||
	    !(bs_q_starts_sentence(q, p) || (p->b > p->a + 4 && bs_q_holds_verb(q, p->a, p->b))) ||
	    p->b < p->a + 2 ||
	    !(q->tok[p->b - 1].mark == BS_QM_COMMA ||
		(p->to < hi && q->tok[p->to].mark == BS_QM_COMMA)))
		return false;
	c = bs_q_cue_behind(q, p);
	return c && !(c->a < c->b && c->a > c->at) && bare_attribution(q, c, p->to, hi);
}

static bool
led_in(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t lo = bs_q_window(q, p->from).lo;
	unsigned m;

	if (p->from < lo + 4 || p->single || p->b < p->a + 4)
		return false;
	m = q->tok[p->from - 1].mark;
	return m == BS_QM_COMMA || m == BS_QM_DASH || m == BS_QM_COLON;
}

bool
bs_q_put_it(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	uint32_t lo = bs_q_window(q, p->from).lo, put = p->from - 3, t = put;

	if (!led_in(q, p) || q->tok[put + 1].h != BS_Q_WORD("it") ||
	    (q->tok[put].h != BS_Q_WORD("put") && q->tok[put].h != BS_Q_WORD("puts")))
		return false;
	while (t > lo && t + SUBJECT > put && q->tok[t - 1].h != BS_Q_WORD("as"))
		t--;
	if (t == lo || t == put || q->tok[t - 1].h != BS_Q_WORD("as"))
		return false;
	bs_q_take_words(q, a, t, put);
	a->cue_at = a->cue_from = put;
	a->cue_to = put + 2;
	a->rule = "before";
	a->p = .9F;
	return true;
}

/* Berg wrote to his readers, “I am here.”; said of the plan: “It is late.” */
bool
bs_q_told_of(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	const struct bs_qcue *c = led_in(q, p) ? bs_q_cue_before(q, p) : NULL;
	uint32_t t;

	if (c == NULL || c->cue_p < .5F || c->at + 3 > p->from - 1 || c->at + 12 < p->from ||
	    !(bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_DIRECT) ||
	    !bs_q_holds_verb(q, p->a, p->b) || bs_q_holds_verb(q, c->at + 1, p->from - 1))
		return false;
	t = c->at + 1;
	if (q->tok[t].cls != BS_QC_PREP && q->tok[t].cls != BS_QC_TO)
		return false;
	for (; t + 1 < p->from; t++)
		if (q->tok[t].cls == BS_QC_PUNCT)
			return false;
	return true;
}

/* It is, according to Berg, “A.” */
bool
bs_q_according(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t hi = bs_q_window(q, p->to - 1).hi, t = p->from - 1;
	const struct bs_qcue *c;

	if (!led_in(q, p) || q->tok[t].mark != BS_QM_COMMA || p->to + 1 < hi)
		return false;
	c = bs_q_cue_before(q, p);
	if (c == NULL || !(bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_ACCORDING))
		return false;
	while (t > c->at + 1 && q->tok[t - 1].cls != BS_QC_PUNCT)
		t--;
	return t <= c->at + 1;
}

/* ... called it “a sham” and “a disgrace”; a “sham”, a “farce” and a “disgrace”: where a clause
 * goes on to that stops at `to` behind marks, over a list of more of them. */
uint32_t
bs_q_more_marks(const struct bs_qdoc *q, uint32_t to)
{
	uint32_t hi = bs_q_window(q, to - 1).hi;

	while (q->tok[to - 1].mark == BS_QM_CLOSE) {
		uint32_t t = to;
		const struct bs_qpair *p;

		t += t < hi && q->tok[t].mark == BS_QM_COMMA;
		if (t < hi && q->tok[t].cls == BS_QC_CONJ)
			t++;
		else if (t == to)
			break;
		t += t < hi && (q->tok[t].cls == BS_QC_DET || q->tok[t].h == BS_Q_WORD("as"));
		if (t >= hi || q->tok[t].mark != BS_QM_OPEN || q->tok[t].pair < 0)
			break;
		p = &q->pair[q->tok[t].pair];
		if (p->from != t || !p->closed || p->to > hi || p->p >= BS_Q_SPEECH)
			break;
		to = p->to;
	}
	return to;
}

/* Low Water; Tales of the River and the Sea: the title of a work, going by its capitals. */
bool
bs_q_title_case(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	if (from >= to || !q->tok[from].cap)
		return false;
	for (uint32_t t = from; t < to; t++)
		if (!q->tok[t].cap && q->tok[t].cls != BS_QC_DET && q->tok[t].cls != BS_QC_PREP &&
		    q->tok[t].cls != BS_QC_CONJ && q->tok[t].cls != BS_QC_TO &&
		    q->tok[t].cls != BS_QC_NUM && q->tok[t].cls != BS_QC_PUNCT)
			return false;
	return true;
}
