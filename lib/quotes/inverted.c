/*
 * inverted: “X is so, stated the mayor Ann Berg” and “X is so, as recalled by Y”.
 *
 * Two orders that weights learned from American news hardly know.  The clause is all that stands
 * before the comma, if it has a verb; behind the cue stands who says it, and nothing else.
 */
#include "quotes/features.h"

enum { NAME = 20 /* words of a speaker */ };

/* May the word at t belong to a phrase that names a speaker behind the cue (the harbour's recently
 * named chair Ann Berg)?  *role: one of a person was seen. */
static bool
names_speaker(const struct bs_qdoc *q, uint32_t t, uint32_t first, bool *role)
{
	const struct bs_qtok *k = &q->tok[t], *left = k - 1;
	bool named = t > first && left->cls == BS_QC_CAP; /* Berg [wants] */

	*role |= k->role == BS_QR_PERSON;
	switch (k->cls) {
	case BS_QC_CAP:
	case BS_QC_TITLE:
	case BS_QC_GENITIVE:
		return true;
	case BS_QC_DET:
	case BS_QC_POSS:
		return t == first || left->h == BS_Q_WORD("of");
	case BS_QC_OTHER:
	case BS_QC_LY:
	case BS_QC_ADV:
	case BS_QC_S:
	case BS_QC_NUM:
		return k->role || !named;
	case BS_QC_ED:
	case BS_QC_ING:
		return !named;
	case BS_QC_PREP: /* head of staff Ann Berg */
		return k->h == BS_Q_WORD("of") && left->role == BS_QR_PERSON;
	case BS_QC_CONJ:
		return t > first && left->cls != BS_QC_CAP && k[1].cls != BS_QC_CAP;
	default:
		return k->role != 0 || k->mark == BS_QM_STOP ||
		       (k->cap && t > first); /* The We Company */
	}
}

/* Does a phrase that names a person, and nothing else, stand from token t to the next comma,
 * preposition, day or to the end?  One that is no name alone holds a role. */
static bool
only_name(const struct bs_qdoc *q, uint32_t t, uint32_t hi)
{
	uint32_t first = t;
	bool role = false, plain = false;

	while (t < hi && t < first + NAME && names_speaker(q, t, first, &role)) {
		const struct bs_qtok *k = &q->tok[t];

		plain |= k->cls != BS_QC_CAP && k->cls != BS_QC_TITLE && k->cls != BS_QC_DET &&
			 k->mark != BS_QM_STOP && !k->role;
		t++;
	}
	if (t == first || (plain && !role))
		return false;
	if (q->tok[t - 1].cls != BS_QC_CAP && q->tok[t - 1].mark != BS_QM_STOP &&
	    !q->tok[t - 1].role)
		return false;
	return t >= hi || q->tok[t].cls == BS_QC_PREP || q->tok[t].cls == BS_QC_DAY ||
	       (q->tok[t].cls == BS_QC_PUNCT && q->tok[t].mark != BS_QM_OPEN);
}

/* Ann Berg, with delight, chided Lund for ...; Ann Berg, who is 40, remembers Lund: do a name and
 * an aside between commas fill the sentence from lo up to the last of these? */
static bool
name_and_aside(const struct bs_qdoc *q, uint32_t lo, uint32_t comma)
{
	uint32_t t = lo;

	while (t < comma && (q->tok[t].cls == BS_QC_CAP || q->tok[t].cls == BS_QC_TITLE))
		t++;
	if (t == lo || t == comma || q->tok[t].mark != BS_QM_COMMA)
		return false;
	for (t++; t < comma && q->tok[t].mark != BS_QM_COMMA; t++)
		;
	return t == comma;
}

bool
bs_q_inverted(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t lo = bs_q_window(q, c->at).lo, hi = bs_q_window(q, c->at).hi;
	uint32_t comma = c->at, next = c->at + 1;
	unsigned frames = bs_qlexicon_frames(q->lex, q->tok[c->at].cue);
	bool heading = bs_q_heading(q, c->at); /* Bridge to open in May, says mayor */
	struct bs_qseen s = {0};

	if (comma < lo + 4 || next + !heading >= hi || q->tok[c->at].cls == BS_QC_ING)
		return false;
	if (q->tok[comma - 1].cls == BS_QC_SUB && q->tok[next].cls == BS_QC_PREP) /* as ... by */
		comma--;
	else if (!(frames & BS_QF_DIRECT) || !only_name(q, next, hi) ||
		 (frames & BS_QF_ADDRESSEE &&
		     (!(frames & BS_QF_CLAUSE) || q->tok[next].cls != BS_QC_CAP)))
		return false;
	if (q->tok[--comma].mark != BS_QM_COMMA || name_and_aside(q, lo, comma))
		return false;
	for (uint32_t t = lo; t < comma; t++) {
		if (q->tok[t].mark == BS_QM_OPEN || q->tok[t].mark == BS_QM_CLOSE)
			return false;
		bs_q_seen_add(&s, &q->tok[t]);
		s.verb |= q->tok[t].cls == BS_QC_S /* it costs */ ||
			  (heading && q->tok[t].cls == BS_QC_TO);
	}
	if (!s.verb)
		return false;
	c->a = lo;
	c->b = comma;
	c->said = BS_Q_SURE;
	return true;
}
