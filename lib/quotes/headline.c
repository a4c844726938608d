/*
 * headline: who a headline names before a colon says what stands behind it
 * (Berg: Bridge ‘will never open’ on time), if some of that is in marks;
 * without any, the colon is as often a topic's (The harbour: a tour).
 *
 * The name must come back below, so that no rubric is one.  O(words of the
 * headings), and a bounded look ahead for each.
 */
#include "quotes/attribute.h"
#include "quotes/features.h"

enum { LABEL = 7, REST = 40, BELOW = 3000 /* words */ };
static float const LIKELY = .85F;

static bool
stands_alone(const struct bs_qdoc *q, uint32_t s)
{
	const struct bs_sent *v = q->doc->sent;

	return (s == 0 || v[s - 1].block != v[s].block) &&
	       (s + 1 == q->doc->nsent || v[s + 1].block != v[s].block);
}

/* The colon behind a few words that are all of a name, its titles and roles; BS_NOTOK. */
static uint32_t
colon_of(const struct bs_qdoc *q, uint32_t lo, uint32_t hi)
{
	uint32_t t = lo;

	while (t < hi && t < lo + LABEL &&
	       (q->tok[t].cls == BS_QC_CAP || q->tok[t].cls == BS_QC_TITLE ||
		   (t > lo && q->tok[t].role)))
		t++;
	return t > lo && t + 3 < hi && q->tok[t].mark == BS_QM_COLON &&
		       q->tok[t - 1].cls == BS_QC_CAP
		   ? t
		   : BS_NOTOK;
}

static bool
comes_back(const struct bs_qdoc *q, uint32_t name, uint32_t from)
{
	for (uint32_t t = from; t < q->ntok && t < from + BELOW; t++)
		if (q->tok[t].h == q->tok[name].h && q->tok[t].cls == BS_QC_CAP)
			return true;
	return false;
}

/* Does a pair of marks stand in [a, b), and not about all of it? */
static bool
holds_marks(const struct bs_qdoc *q, uint32_t a, uint32_t b)
{
	for (uint32_t t = a; t < b; t++) {
		const struct bs_qpair *p = q->tok[t].pair >= 0 ? &q->pair[q->tok[t].pair] : NULL;

		if (p && p->from == t && p->opened && p->closed && p->to <= b)
			return p->from > a || p->to + 1 < b;
	}
	return false;
}

static void
headline(struct bs_qdoc *q, uint32_t s)
{
	uint32_t lo = q->first[s], hi = q->first[s + 1], colon = colon_of(q, lo, hi);
	struct bs_qact *a;

	if (colon == BS_NOTOK || hi - colon > REST || !holds_marks(q, colon + 1, hi) ||
	    !comes_back(q, colon - 1, hi))
		return;
	if (q->tok[hi - 1].mark == BS_QM_STOP && q->tok[hi - 1].pair < 0)
		hi--;
	bs_q_mark_used(q, colon + 1, hi);
	a = bs_q_new_act(q, BS_QA_MIXED, "colon", LIKELY);
	bs_q_add_part(q, a, colon + 1, hi);
	bs_q_take_colon(a, colon);
	bs_q_take_words(q, a, lo, colon);
	for (size_t i = bs_q_cue_from(q, lo); i < q->ncue && q->cue[i].at < hi; i++)
		q->cue[i].dropped = true; /* nothing in it is told twice */
}

void
bs_q_find_headlines(struct bs_qdoc *q)
{
	for (uint32_t s = 0; s < q->doc->nsent; s++)
		if ((s == 0 || bs_q_heading(q, q->first[s])) && stands_alone(q, s))
			headline(q, s);
}
