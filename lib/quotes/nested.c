/*
 * nested: speech within speech.
 *
 * Marks inside marks hold speech where the outer speaker says that somebody
 * speaks: a cue right before them (he told me, ‘…’) or an attribution right
 * behind (‘…,’ he told me).  Without one they hold a title or a word that the
 * speaker keeps at a distance.
 */
#include "quotes/attribute.h"

enum { REACH = 5, ENOUGH = 4 };

/* The verb of speech that leads into a pair: told me, ‘…’; BS_NOTOK where there is none. */
static uint32_t
lead(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t lo = q->first[bs_q_sentence(q, p->from)], t = p->from;
	bool mark = t > lo &&
		    (q->tok[t - 1].mark == BS_QM_COMMA || q->tok[t - 1].mark == BS_QM_COLON);

	/* shouted ‘stop the train’ needs words enough to be no term */
	if (!mark && p->b - p->a < ENOUGH)
		return BS_NOTOK;
	for (t -= mark; t > lo && t + REACH > p->from; t--) {
		const struct bs_qtok *k = &q->tok[t - 1];

		if (k->cls == BS_QC_PUNCT || k->pair != p->parent)
			break;
		if (k->cue && !k->cap &&
		    (bs_qlexicon_frames(q->lex, k->cue) & (BS_QF_VERB | BS_QF_DIRECT)) ==
			(BS_QF_VERB | BS_QF_DIRECT))
			return t - 1;
		if (!mark)
			break;
	}
	return BS_NOTOK;
}

/* A source stands within the outer speech, or is not the inner one's. */
static void
keep_inside(const struct bs_qpair *outer, struct bs_qact *a)
{
	if (a->src_head < outer->a || a->src_head >= outer->b) {
		a->src_from = a->src_to = 0;
		return;
	}
	if (a->src_from < outer->a)
		a->src_from = outer->a;
	if (a->src_to > outer->b)
		a->src_to = outer->b;
}

static bool
told(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	uint32_t verb = lead(q, p);
	struct bs_qcue c = {.at = verb, .from = verb, .to = verb + 1, .a = p->from, .b = p->to};

	if (verb != BS_NOTOK)
		bs_q_take_cue(q, a, &c);
	else if (!bs_q_slot_behind(q, p, a))
		return false;
	keep_inside(&q->pair[p->parent], a);
	return true;
}

void
bs_q_find_nested(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->npair; i++) {
		struct bs_qpair *p = &q->pair[i];
		struct bs_qact a = {0};

		if (p->parent < 0 || p->a >= p->b || !p->opened || !p->closed ||
		    !q->pair[p->parent].used || !told(q, p, &a))
			continue;
		bs_q_add_act(q, &a, p);
		p->used = true;
	}
}
