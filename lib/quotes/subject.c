/*
 * subject: of the words found as a source, the subject of the cue.
 *
 * Where they hold a verb they are two clauses (the prince left the house saying): the source is in
 * the one that has its head, and of that the noun phrase alone.  A verb is told by what follows it,
 * and by the lists of speech-words.tsv and source-words.tsv.
 */
#include "quotes/phrase.h"

bool
bs_q_nounlike(unsigned cls)
{
	return cls == BS_QC_OTHER || cls == BS_QC_S || cls == BS_QC_CAP;
}

/* Made, saw, went: a past that is known to be one, and for most no participle. */
static bool
irregular(const struct bs_qdoc *q, uint32_t t)
{
	struct bs_span w = bs_q_text(q, t);

	return !bs_span_ends(w, BS_SPAN("ed"));
}

/* Berg attends [the opening]; a reader quickly deletes: present tense, and no plural of a noun,
 * behind a name or a role. */
static bool
present(const struct bs_qdoc *q, uint32_t t)
{
	uint32_t left = t - (t > 0);

	if (q->tok[t].cls != BS_QC_S || q->tok[t].cap)
		return false;
	left -= q->tok[left].cls == BS_QC_LY && left > q->first[q->tok[t].sent];
	return (q->tok[left].cls == BS_QC_CAP || q->tok[left].role) && bs_q_used(q, t, "present");
}

/* Is the word at t, in a phrase that starts before it, the verb of a clause?  Outside the small
 * ones it is told by what follows: its object or particle. */
bool
bs_q_verb_at(const struct bs_qdoc *q, uint32_t t)
{
	const struct bs_qtok *k = &q->tok[t], *left = k - (t > 0), *right = k + 1;
	bool particle = bs_q_used(q, t + 1, "particle");
	bool object = right->cls == BS_QC_DET || right->cls == BS_QC_OBJ ||
		      (right->cls == BS_QC_POSS && right->h != BS_Q_WORD("whose"));

	if (k->pair >= 0 || k->role || bs_q_used(q, t, "place"))
		return false;
	switch (k->cls) {
	case BS_QC_DO:
		return !left->cap || !right->cap; /* Rio do Sul */
	case BS_QC_MODAL:
		return !k->cap; /* Min Swe May */
	case BS_QC_BE:
	case BS_QC_HAVE:
		return k->h != BS_Q_WORD("being") && k->h != BS_Q_WORD("been") &&
		       k->h != BS_Q_WORD("be") && k->h != BS_Q_WORD("having");
	case BS_QC_ED:
		if (bs_q_used(q, t, "past") && (bs_q_nounlike(left->cls) || left->role))
			return true;
		if (!(bs_q_nounlike(left->cls) || left->cls == BS_QC_LY ||
			left->cls == BS_QC_ADV) ||
		    memchr(bs_q_text(q, t).p, '-', bs_q_text(q, t).n))
			return false;
		return object || particle || right->cls == BS_QC_WH || right->cls == BS_QC_PRON ||
		       right->cls == BS_QC_NUM || right->cls == BS_QC_CAP ||
		       (irregular(q, t) && bs_q_nounlike(left->cls) && bs_q_nounlike(right->cls));
	case BS_QC_OTHER:
	case BS_QC_S:
		if (k->cls == BS_QC_S &&
		    (left->h == BS_Q_WORD("this") || left->h == BS_Q_WORD("it")))
			return true; /* This comes */
		if (k->cls == BS_QC_S && left->cls == BS_QC_CAP && right->cls == BS_QC_TO)
			return true; /* Oslo stands to win */
		if (k->cue && left->cls == BS_QC_ADV && right->cls == BS_QC_THAT)
			return true; /* polls now show that */
		if (present(q, t))
			return true;
		return bs_q_nounlike(left->cls) &&
		       (particle ||
			   (object && (right->cls != BS_QC_DET || right->h == BS_Q_WORD("the") ||
					  right->h == BS_Q_WORD("a"))));
	default:
		return false;
	}
}

/* While, because: not than, as (as many as ten). */
bool
bs_q_opens_clause(const struct bs_qtok *k)
{
	return k->cls == BS_QC_SUB && k->h != BS_Q_WORD("than") && k->h != BS_Q_WORD("as") &&
	       k->h != BS_Q_WORD("since");
}

/* May the word at t, left of others of a noun phrase, belong to it? */
static bool
in_phrase(const struct bs_qdoc *q, uint32_t lo, uint32_t t)
{
	const struct bs_qtok *k = &q->tok[t];

	switch (k->cls) {
	case BS_QC_OTHER:
	case BS_QC_S:
	case BS_QC_CAP:
	case BS_QC_NUM:
	case BS_QC_TITLE:
	case BS_QC_GENITIVE:
	case BS_QC_DET:
	case BS_QC_POSS:
		return true;
	case BS_QC_ED:
	case BS_QC_ING:
		return t > lo && k[-1].cls == BS_QC_DET;
	case BS_QC_PREP: /* head of; advocates in; two in ten, about two */
		return k->h == BS_Q_WORD("of") || (t > lo && k[-1].role) ||
		       (k[1].cls == BS_QC_NUM &&
			   (k->h == BS_Q_WORD("about") || (t > lo && k[-1].cls == BS_QC_NUM)));
	default:
		return k->role != 0;
	}
}

uint32_t
bs_q_phrase_start(const struct bs_qdoc *q, uint32_t lo, uint32_t head)
{
	uint32_t t = head;

	if (q->tok[t].cls == BS_QC_POSS || q->tok[t].cls == BS_QC_PRON)
		return t;
	while (t > lo && in_phrase(q, lo, t - 1)) {
		unsigned c = q->tok[t - 1].cls;

		t--;
		if ((c == BS_QC_DET || c == BS_QC_POSS) &&
		    (t == lo || q->tok[t - 1].cls != BS_QC_PREP))
			break;
	}
	while (t < head && q->tok[t].cls == BS_QC_PREP && q->tok[t].h != BS_Q_WORD("about"))
		t++;
	return t;
}

bool
bs_q_any_of(const struct bs_qdoc *q, uint32_t from, uint32_t to, unsigned cls)
{
	for (; from < to; from++)
		if (q->tok[from].cls == cls)
			return true;
	return false;
}

/* Is what stands before the verb at t the source, and not the noun behind it?  So where the noun is
 * the cue's (made a statement), tells of the subject (was the witness; have both), where the cue is
 * that verb's (will in some ways say), or a participle behind a comma, in another clause. */
static bool
subject_before(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t t)
{
	const struct bs_qtok *head = &q->tok[a->src_head], *cue;

	if (head->h == BS_Q_WORD("both") || head->h == BS_Q_WORD("all") ||
	    head->h == BS_Q_WORD("another") || head->h == BS_Q_WORD("it"))
		return true;
	if (a->cue_at == BS_NOTOK || a->cue_at < a->src_to || head->cls == BS_QC_PRON)
		return false;
	if (q->tok[a->src_from].cls == BS_QC_PRON)
		return head->cls == BS_QC_POSS; /* I changed my answer */
	cue = &q->tok[a->cue_at];
	if (present(q, t) || bs_q_used(q, t, "past"))
		return a->src_head == t || (!head->role && !bs_q_owner(q, a->src_to - 1) &&
					       !bs_q_any_of(q, t, a->src_head, BS_QC_CONJ) &&
					       !bs_q_any_of(q, t, a->src_head, BS_QC_PUNCT));
	if (q->tok[t].cls == BS_QC_BE && q->tok[t + 1].cls == BS_QC_DET)
		return cue->cls != BS_QC_OTHER;
	if (q->tok[t].cls == BS_QC_MODAL)
		return cue->cls == BS_QC_OTHER && !bs_q_any_of(q, t, a->cue_at, BS_QC_WH);
	if (cue->cls == BS_QC_ING)
		return cue[-1].mark == BS_QM_COMMA;
	return a->cue_at == a->src_to && cue[-1].cls != BS_QC_GENITIVE &&
	       cue[-1].cls != BS_QC_CAP && bs_qlexicon_frames(q->lex, cue->cue) & BS_QF_NOUN;
}

/* The prince left [the house]; protesters hold a [sign] saying: of two clauses the source is in the
 * one that its head is in; what a comma sets off (Ann Berg, a doctor whose ..., and who ...) is as
 * its weights have it. */
void
bs_q_one_clause(const struct bs_qdoc *q, struct bs_qact *a)
{
	uint32_t from = a->src_from;

	for (uint32_t t = from + 1;
	     t < a->src_to && !bs_q_relative(q, t) && q->tok[t].h != BS_Q_WORD("whose"); t++) {
		bool verb = bs_q_verb_at(q, t);

		if (verb && a->src_head < t) {
			if (!bs_q_any_of(q, a->src_head, t, BS_QC_PUNCT))
				a->src_to = t;
			break;
		}
		if (verb && subject_before(q, a, t)) {
			a->src_to = t;
			break;
		}
		if (a->src_head > t && (verb || bs_q_opens_clause(&q->tok[t])))
			from = t + 1;
	}
	if (from > a->src_from)
		a->src_from = bs_q_phrase_start(q, from, a->src_head);
}
