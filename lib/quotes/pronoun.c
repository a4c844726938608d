/*
 * pronoun: whom he, she, they stand for, of the people named shortly before.
 */
#include "quotes/names.h"

enum { BACK = 4 /* sentences a pronoun looks back */, CREDIT = 8 /* tokens of one at most */ };

/* Does a name stand in what the act quotes? */
static bool
quoted(const struct bs_qnames *n, const struct bs_qact *a, const struct bs_qname *m)
{
	const struct bs_qpart *p = n->q->part + a->part;

	for (size_t k = 0; k < a->npart; k++)
		if (p[k].from <= m->from && m->to <= p[k].to)
			return true;
	return false;
}

/* Is a person named in what the act quotes? */
static bool
spoken_of(const struct bs_qnames *n, const struct bs_qact *a, uint32_t who)
{
	const struct bs_qpart *p = n->q->part + a->part;

	for (size_t k = 0; k < a->npart; k++)
		for (size_t i = bs_q_names_from(n, p[k].from), m = 0;
		     i < n->nname && n->name[i].from < p[k].to && m < BS_Q_NAMES; i++, m++)
			if (n->name[i].who == who)
				return true;
	return false;
}

/* Does he say it to the bearer of a name: told Berg, said to Berg?  He is somebody else, then. */
static bool
spoken_to(const struct bs_qdoc *q, const struct bs_qact *a, const struct bs_qname *m)
{
	uint32_t t = a->cue_to;

	if (a->cue_at == BS_NOTOK || m->from < t || m->from > t + 4 ||
	    q->tok[m->from].sent != q->tok[a->cue_at].sent)
		return false;
	for (; t < m->from; t++)
		if (q->tok[t].cls != BS_QC_TO && q->tok[t].cls != BS_QC_DET &&
		    q->tok[t].cls != BS_QC_TITLE && !q->tok[t].role)
			return false;
	return true;
}

/* Names that are spoken to in the sentence of a source: one person, or BS_NOTOK. */
static uint32_t
addressee(const struct bs_qnames *n, const struct bs_qact *a)
{
	for (size_t i = bs_q_names_from(n, a->cue_at == BS_NOTOK ? 0 : a->cue_to), k = 0;
	     i < n->nname && k < 2 && a->cue_at != BS_NOTOK; i++, k++)
		if (spoken_to(n->q, a, &n->name[i]))
			return n->name[i].who;
	return BS_NOTOK;
}

/* m or f for he, she and their forms, or 0. */
static char
pronoun_form(const struct bs_qdoc *q, uint32_t t)
{
	static const char *const m[] = {"he", "him", "his"}, *const f[] = {"she", "her", "hers"};

	for (size_t i = 0; i < 3; i++) {
		if (q->tok[t].h == bs_q_hash(bs_span_str(m[i])))
			return 'm';
		if (q->tok[t].h == bs_q_hash(bs_span_str(f[i])))
			return 'f';
	}
	return 0;
}

/* Is name i the first of a person in its sentence? */
static bool
leads(const struct bs_qnames *n, size_t i)
{
	uint32_t s = n->q->tok[n->name[i].from].sent;

	for (unsigned k = 0; i > 0 && k < 4 && n->q->tok[n->name[i - 1].from].sent == s; k++)
		if (n->who[n->name[--i].who].person)
			return false;
	return true;
}

/*
 * He, she: nearer names first, subjects of their sentences and the speaker
 * before preferred; never a person of the other sex, nor the one spoken to;
 * one spoken about, or whom the other pronoun stood for before, only where
 * there is nobody else.  form: m, f, or 0 where the text tells no sex.
 */
static struct bs_qwho *
by_pronoun(const struct bs_qnames *n, const struct bs_qact *a, struct bs_span speaker, char form)
{
	const struct bs_qdoc *q = n->q;
	uint32_t sent = q->tok[a->src_head].sent, best = BS_NOTOK, other = addressee(n, a);
	int top = 0;

	for (size_t i = bs_q_names_from(n, a->src_head), k = 0; i-- > 0 && k < BS_Q_NAMES; k++) {
		const struct bs_qname *m = &n->name[i];
		const struct bs_qwho *w = &n->who[m->who];
		uint32_t s = q->tok[m->from].sent;
		char seems = w->likely ? w->likely : w->called;
		int score;

		if (s + BACK < sent)
			break;
		if (form == 0 && q->first[s + 1] < q->first[s] + CREDIT)
			continue; /* Ann Berg/Agency */
		if (m->from >= a->src_head || !w->person || (form && w->form && w->form != form) ||
		    m->who == other || quoted(n, a, m))
			continue;
		score = 100 - 12 * (int)(sent - s);
		if (leads(n, i)) {
			score += s + 1 == sent ? 15 : 9;
			if (s == sent && q->tok[q->first[s]].cls == BS_QC_SUB)
				score += 40; /* When Berg came home, she */
		}
		if (m->to < q->ntok && q->tok[m->to].cls == BS_QC_GENITIVE)
			score -= 8;
		if (q->tok[m->from].pair >= 0 && q->pair[q->tok[m->from].pair].p >= .5F)
			score -= 40;
		if (bs_span_eq(w->key, speaker))
			score += 15;
		if (form && (w->form == form || seems == form))
			score += 10;
		else if (form && seems)
			score -= 40;
		if (spoken_of(n, a, m->who))
			score -= 30;
		if (score > top)
			top = score, best = m->who;
	}
	return best == BS_NOTOK ? NULL : &n->who[best];
}

const struct bs_qwho *
bs_q_by_age(const struct bs_qnames *n, const struct bs_qact *a, struct bs_span speaker)
{
	struct bs_span w = bs_q_text(n->q, a->src_to - 1), tail = BS_SPAN("-year-old");

	if (a->src_to != a->src_from + 2 || !bs_q_is_word(n->q, a->src_from, BS_Q_WORD("the")) ||
	    w.n == tail.n || !bs_span_ends(w, tail))
		return NULL;
	return by_pronoun(n, a, speaker, 0);
}

void
bs_q_name_pronoun(struct bs_qnames *n, struct bs_qact *a, const struct bs_qbefore *before)
{
	char form = pronoun_form(n->q, a->src_head);
	struct bs_qwho *w = form ? by_pronoun(n, a, before->speaker, form) : NULL;

	a->src_class = BS_SPAN("pronoun");
	if (w != NULL) {
		w->called = form;
		a->key = w->key;
	} else if (bs_q_is_word(n->q, a->src_head, BS_Q_WORD("they"))) {
		a->key = before->they;
	} else if (bs_q_is_word(n->q, a->src_head, BS_Q_WORD("it"))) {
		a->key = before->it;
	}
}
