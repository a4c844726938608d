/*
 * clause: which clause a cue reports: which way it lies, where it starts and
 * where it stops, three log-linear decisions over candidates of one sentence;
 * before them some orders of words that weights hardly know.
 */
#include "quotes/attribute.h"
#include "quotes/features.h"

#include <math.h>

enum { NEXT = 12, NEAR = 30 /* words */ };

/* The best of some candidates, and its share of their softmax. */
struct best {
	float top, sum;
	uint32_t at;
	bool any;
};

static void
best_add(struct best *b, float score, uint32_t at)
{
	bool better = score > b->top;
	float odds;

	if (!b->any) {
		*b = (struct best){.top = score, .sum = 1, .at = at, .any = true};
		return;
	}
	odds = expf(-fabsf(score - b->top));
	b->sum = better ? b->sum * odds + 1 : b->sum + odds; /* no branch: hard to foresee */
	b->top = better ? score : b->top;
	b->at = better ? at : b->at;
}

/* Weighs half: a clause cut somewhat wrong is better than none. */
static float
share(const struct best *b)
{
	return sqrtf(1 / b->sum);
}

static struct best
best(const uint32_t *cand, const float *score, size_t n)
{
	struct best b = {0};

	for (size_t k = 0; k < n; k++)
		best_add(&b, score[k], cand[k]);
	return b;
}

/* The best of the candidates for a place seen from token `at`. */
static struct best
best_of(const struct bs_qdoc *q, uint32_t at, const uint32_t *cand, size_t n,
    void (*features)(const struct bs_qdoc *, uint32_t, uint32_t, struct bs_qfeatures *))
{
	float score[BS_Q_MAXCAND];
	struct bs_qlot lot;

	bs_qlot_begin(&lot, q->model, score);
	for (size_t k = 0; k < n; k++)
		features(q, at, cand[k], bs_qlot_next(&lot));
	bs_qlot_end(&lot);
	return best(cand, score, n);
}

/* Said at a meeting of the board in March that ...: the word “that” behind when and where it was
 * said, if no verb stands between and none follows (said in a town that burned); BS_NOTOK. */
static uint32_t
that_behind(const struct bs_qdoc *q, uint32_t i)
{
	uint32_t hi = bs_q_sentence_end(q, i), t = i + 1;
	static uint64_t const lead = BS_Q_BIT(BS_QC_PREP) | BS_Q_BIT(BS_QC_DAY) |
				     BS_Q_BIT(BS_QC_TIME) | BS_Q_BIT(BS_QC_MONTH);

	if (t >= hi || !BS_Q_IN(q->tok[t].cls, lead) ||
	    !(bs_qlexicon_frames(q->lex, q->tok[i].cue) & BS_QF_CLAUSE))
		return BS_NOTOK;
	for (; t + 3 < hi && t <= i + NEAR && q->tok[t].cls != BS_QC_THAT; t++)
		if (q->tok[t].cls == BS_QC_PUNCT || q->tok[t].cls == BS_QC_WH ||
		    bs_q_verb_like(&q->tok[t], q->tok[t - 1].cls))
			return BS_NOTOK;
	return t + 3 < hi && q->tok[t].cls == BS_QC_THAT &&
		       !bs_q_verb_like(&q->tok[t + 1], BS_QC_THAT) && !q->tok[t + 1].cue &&
		       q->tok[t + 1].cls != BS_QC_S
		   ? t
		   : BS_NOTOK;
}

static struct best
after_start(const struct bs_qdoc *q, uint32_t i)
{
	uint32_t cand[BS_Q_MAXCAND], that = that_behind(q, i);
	size_t n;

	if (that != BS_NOTOK)
		return (struct best){.sum = 1, .at = that, .any = true};
	n = bs_q_after_starts(q, i, cand, BS_Q_MAXCAND);
	return best_of(q, i, cand, n, bs_q_after_start_features);
}

static struct best
after_stop(const struct bs_qdoc *q, uint32_t i, uint32_t a)
{
	uint32_t cand[BS_Q_MAXCAND], seen_to = a;
	size_t n = bs_q_after_stops(q, a, cand, BS_Q_MAXCAND);
	struct bs_qseen seen = {.opener = bs_q_opener(q, i)};
	float score[BS_Q_MAXCAND];
	struct bs_qlot lot;

	bs_qlot_begin(&lot, q->model, score);
	for (size_t k = 0; k < n; k++) {
		while (seen_to < cand[k])
			bs_q_seen_add(&seen, &q->tok[seen_to++]);
		bs_q_after_stop_features(q, i, a, cand[k], cand[n - 1], seen, bs_qlot_next(&lot));
	}
	bs_qlot_end(&lot);
	return best(cand, score, n);
}

static struct best
before_stop(const struct bs_qdoc *q, uint32_t i)
{
	uint32_t cand[BS_Q_MAXCAND];
	size_t n = bs_q_before_stops(q, i, cand, BS_Q_MAXCAND);

	return best_of(q, i, cand, n, bs_q_before_stop_features);
}

static struct best
before_start(const struct bs_qdoc *q, uint32_t e)
{
	uint32_t cand[BS_Q_MAXCAND];
	size_t n = bs_q_before_starts(q, e, cand, BS_Q_MAXCAND);

	return best_of(q, e, cand, n, bs_q_before_start_features);
}

static bool
is_prep(const struct bs_qdoc *q, uint32_t t)
{
	unsigned c = q->tok[t].cls;

	return c == BS_QC_PREP || c == BS_QC_TO || c == BS_QC_ADV || c == BS_QC_SUB;
}

/* A second part behind the cue: “X, he said, Y.” */
static void
second_part(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t end = bs_q_sentence_end(q, c->at), t;
	struct bs_qseen next = {0};
	bool any = false;

	/* the attribution closes at the first comma behind the cue, and soon */
	for (t = c->at + 1; t < end && t < c->at + 8; t++) {
		if (q->tok[t].mark == BS_QM_COMMA)
			break;
		any |= q->tok[t].cls == BS_QC_PUNCT;
	}
	if (t + 2 >= end || any || q->tok[t].mark != BS_QM_COMMA)
		return;
	if (q->tok[t + 1].cls == BS_QC_CONJ || q->tok[t + 1].cls == BS_QC_ING ||
	    q->tok[t + 1].cls == BS_QC_WH || q->tok[t + 1].cls == BS_QC_PUNCT ||
	    q->tok[t + 1].cls == BS_QC_SUB)
		return;
	/* according to X, a Y; said X, a Y: what follows tells of X, if it is no verb */
	bs_q_seen_add(&next, &q->tok[t + 1]);
	if (!next.verb &&
	    (bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_ACCORDING ||
		q->tok[c->at + 1].cls == BS_QC_CAP || q->tok[c->at + 1].cls == BS_QC_TITLE))
		return;
	c->a2 = t + 1;
	c->b2 = after_stop(q, c->at, c->a2).at;
}

/* what she called “a farce”; which, they say, was late: what is said of it stands behind the cue.
 * Where nothing does, “what” alone says nothing. */
static void
behind_cue(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t end = bs_q_sentence_end(q, c->at), t = c->at + 1;
	int32_t p;

	t += t < end && q->tok[t].mark == BS_QM_COMMA && q->tok[c->b].mark == BS_QM_COMMA;
	if (t < end && (q->tok[t].cls != BS_QC_PUNCT || q->tok[t].mark == BS_QM_OPEN) &&
	    q->tok[t].h != BS_Q_WORD("by")) {
		c->a2 = t;
		c->b2 = after_stop(q, c->at, t).at;
		while (t + 1 < c->b2 && q->tok[t].mark != BS_QM_OPEN)
			t++;
		p = q->tok[t].pair; /* which Berg called “a sewer,” is clean */
		if (p >= 0 && q->pair[p].from == t && q->pair[p].to < c->b2 &&
		    q->tok[q->pair[p].b - 1].mark == BS_QM_COMMA)
			c->b2 = q->pair[p].to;
	} else {
		c->dropped = q->tok[c->a].h == BS_Q_WORD("what");
	}
}

/* VARNA - ..., BAKU, May 4 - ...: where the clause starts behind it. */
static uint32_t
behind_dateline(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	uint32_t t = c->a;

	while (t + 1 < c->b && t < c->a + 8 &&
	       (q->tok[t].cap || q->tok[t].cls == BS_QC_NUM || q->tok[t].mark == BS_QM_COMMA))
		t++;
	return t > c->a && t + 1 < c->b && q->tok[t].mark == BS_QM_DASH ? t + 1 : c->a;
}

/* “X is so, Y said on Tuesday, as ...”: a cue between commas that takes nothing, behind words that
 * hold a verb. */
static bool
trailing(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	struct bs_qwin w = bs_q_window(q, c->at);
	uint32_t t = c->at + 1, comma = c->at;
	struct bs_qseen s = {0};

	if (!(bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_DIRECT))
		return false;
	while (t < w.hi && t < c->at + 5 &&
	       (q->tok[t].cls == BS_QC_PREP || q->tok[t].cls == BS_QC_DAY ||
		   q->tok[t].cls == BS_QC_MONTH || q->tok[t].cls == BS_QC_NUM))
		t++;
	if (t + 1 >= w.hi || q->tok[t].mark != BS_QM_COMMA || q->tok[t + 1].cls != BS_QC_SUB)
		return false;
	while (comma > w.lo && comma + 12 > c->at && q->tok[comma].cls != BS_QC_PUNCT)
		comma--;
	if (q->tok[comma].mark != BS_QM_COMMA)
		return false;
	for (t = w.lo; t < comma; t++)
		bs_q_seen_add(&s, &q->tok[t]);
	return s.verb && !s.marks;
}

/* The first pair of marks that opens at or behind token t: index, or npair. */
static size_t
pair_from(const struct bs_qdoc *q, uint32_t t)
{
	size_t i;

	BS_LOWER_BOUND(i, q->npair, q->pair[i].from < t);
	return i;
}

/* He told the crowd on Monday, “...”: what stands before the comma or colon is no speech, if it has
 * no verb and the marks close where the clause does. */
static void
to_marks(const struct bs_qdoc *q, struct bs_qcue *c)
{
	size_t k = pair_from(q, c->a);

	if (q->tok[c->a].cls == BS_QC_THAT)
		return;
	while (
	    k < q->npair && q->pair[k].from < c->b && (q->pair[k].single || q->pair[k].parent >= 0))
		k++;
	if (k == q->npair || q->pair[k].from <= c->a || q->pair[k].from >= c->b ||
	    q->pair[k].to + 1 < c->b ||
	    (q->tok[q->pair[k].from - 1].mark != BS_QM_COMMA &&
		q->tok[q->pair[k].from - 1].mark != BS_QM_COLON))
		return;
	/* where marks open with a capital letter, a verb before them is the attribution's */
	if ((q->tok[q->pair[k].a].cap || !bs_q_holds_verb(q, c->a, q->pair[k].from)) &&
	    q->pair[k].p >= .5F) {
		c->direct = true;
		c->a = c->b = 0;
	}
}

/* How likely one of the marks about a cue, in its sentence or the next ones, holds speech. */
float
bs_q_marked_speech(const struct bs_qdoc *q, uint32_t i)
{
	uint32_t s = q->tok[i].sent, n = (uint32_t)q->doc->nsent;
	uint32_t lo = q->first[s > 0 ? s - 1 : 0], hi = q->first[s + 2 < n ? s + 2 : n];
	float p = 0;

	for (size_t k = pair_from(q, i), k0 = k; k < q->npair && k < k0 + 8; k++)
		if (q->pair[k].from < hi && q->pair[k].p > p)
			p = q->pair[k].p;
	for (size_t k = pair_from(q, i), k0 = k; k-- > 0 && k + 8 > k0;)
		if (q->pair[k].to > lo && q->pair[k].p > p)
			p = q->pair[k].p;
	return p;
}

/* A woman who says she was ignored [has blasted]; a man who claims ... [is suing]: behind a "who"
 * that the sentence starts with, a second verb is the sentence's own, and no part of the clause. */
static void
before_main_verb(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t lo = q->first[q->tok[c->at].sent];
	struct bs_qseen s = {0};

	if (c->at < lo + 2 || c->at > lo + NEXT || q->tok[c->at - 1].h != BS_Q_WORD("who"))
		return;
	for (uint32_t t = lo; t + 1 < c->at; t++)
		if (q->tok[t].cls == BS_QC_PUNCT || q->tok[t].cls == BS_QC_BE ||
		    q->tok[t].cls == BS_QC_ED || q->tok[t].cls == BS_QC_PRON)
			return;
	for (uint32_t t = c->a; t + 1 < c->b; t++) {
		const struct bs_qtok *k = &q->tok[t];
		uint32_t next = t + 1;

		next += q->tok[next].cls == BS_QC_ADV || q->tok[next].cls == BS_QC_LY;
		if (s.verb && k[-1].cls != BS_QC_PRON && k[-1].cls != BS_QC_MODAL &&
		    k[-1].cls != BS_QC_CONJ &&
		    ((k->cls == BS_QC_HAVE && q->tok[next].cls == BS_QC_ED) ||
			(k->cls == BS_QC_BE && q->tok[next].cls == BS_QC_ING))) {
			c->b = t;
			return;
		}
		bs_q_seen_add(&s, k);
	}
}

/* As recalled by Y, X is so; as Y recalls, X is so: the clause starts behind the comma. */
static bool
as_told(const struct bs_qdoc *q, struct bs_qcue *c)
{
	struct bs_qwin w = bs_q_window(q, c->at);
	uint32_t t = c->at + 1;
	bool by;

	if (c->at == w.lo || c->at > w.lo + 8 || q->tok[w.lo].h != BS_Q_WORD("as"))
		return false;
	by = t < w.hi && q->tok[t].h == BS_Q_WORD("by");
	if (c->at == w.lo + 1 && !by)
		return false;
	while (by && t < w.hi && t < c->at + 16 && q->tok[t].mark != BS_QM_COMMA)
		t++;
	if (t + 3 >= w.hi || q->tok[t].mark != BS_QM_COMMA || q->tok[t + 1].mark == BS_QM_OPEN)
		return false;
	c->a = t + 1;
	c->b = after_stop(q, c->at, c->a).at;
	c->to += by;
	c->said = BS_Q_SURE;
	return true;
}

/* Far from offering help; without saying why; instead of calling it; which is not to say that it
 * ended: what nobody says. */
static bool
unsaid(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	uint64_t one, two;

	if (c->at < q->first[q->tok[c->at].sent] + 3)
		return false;
	one = q->tok[c->at - 1].h, two = q->tok[c->at - 2].h;
	if (one == BS_Q_WORD("to"))
		return q->tok[c->at - 2].cls == BS_QC_NOT &&
		       (q->tok[c->at - 3].cls == BS_QC_BE ||
			   q->tok[c->at - 3].cls == BS_QC_GENITIVE);
	if (q->tok[c->at].cls != BS_QC_ING)
		return false;
	return one == BS_Q_WORD("without") ||
	       (one == BS_Q_WORD("than") && two == BS_Q_WORD("rather")) ||
	       (one == BS_Q_WORD("of") && two == BS_Q_WORD("instead")) ||
	       (one == BS_Q_WORD("from") && two == BS_Q_WORD("far"));
}

/* The clause of c, or that it tells marked speech, if it may. */
static void
find_clause(const struct bs_qdoc *q, struct bs_qcue *c, bool marked)
{
	struct best dir = {0}, b;
	struct bs_qfeatures f[BS_QD_N];
	struct bs_qaround around;
	float score[BS_QD_N];

	if (unsaid(q, c)) {
		c->dropped = true;
		return;
	}
	if (bs_q_inverted(q, c) || as_told(q, c))
		return;
	around = bs_q_around(q, c->at);
	for (unsigned d = 0; d < BS_QD_N; d++)
		bs_q_dir_features(q, c->at, around, d, &f[d]);
	bs_qmodel_scores(q->model, f, BS_QD_N, score);
	score[BS_QD_DIRECT] += logf(bs_q_marked_speech(q, c->at) + 1e-4F);
	for (unsigned d = marked ? BS_QD_DIRECT : BS_QD_AFTER; d < BS_QD_N; d++)
		best_add(&dir, score[d], d);
	if (dir.at == BS_QD_AFTER && trailing(q, c))
		dir.at = BS_QD_BEFORE;
	c->direct = dir.at == BS_QD_DIRECT;
	if (c->p < .3F) { /* too weak to report a clause: at most marked speech */
		c->dropped = !c->direct;
		return;
	}
	if (dir.at == BS_QD_AFTER) {
		b = after_start(q, c->at);
		if (!b.any)
			return;
		c->a = b.at;
		c->p *= c->start_p = share(&b);
		b = after_stop(q, c->at, c->a);
		c->b = b.at;
		c->p *= c->stop_p = share(&b);
		before_main_verb(q, c);
		to_marks(q, c);
		while (c->to < c->a && is_prep(q, c->to))
			c->to++;
	} else if (dir.at == BS_QD_BEFORE) {
		b = before_stop(q, c->at);
		if (!b.any)
			return;
		c->b = b.at;
		c->p *= c->stop_p = share(&b);
		b = before_start(q, c->b);
		c->a = b.at;
		c->p *= c->start_p = share(&b);
		if (c->a == q->first[q->tok[c->at].sent])
			c->a = behind_dateline(q, c);
		if (c->b == c->a + 1 && q->tok[c->a].cls == BS_QC_WH)
			behind_cue(q, c);
		else if (c->a == q->first[q->tok[c->at].sent] && q->tok[c->b].mark == BS_QM_COMMA)
			second_part(q, c);
	}
}

void
bs_q_find_clause(const struct bs_qdoc *q, struct bs_qcue *c)
{
	find_clause(q, c, true);
}

void
bs_q_find_report(const struct bs_qdoc *q, struct bs_qcue *c)
{
	find_clause(q, c, false);
}
