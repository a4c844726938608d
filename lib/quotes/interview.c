/*
 * interview: who asks in an interview and who answers, and whom the label of a
 * turn names.
 */
#include "quotes/names.h"

/* Interview by Ann Berg: she asks. */
static bool
by_line(const struct bs_qnames *n, const struct bs_qname *m)
{
	return m->from > n->q->first[n->q->tok[m->from].sent] &&
	       bs_q_is_word(n->q, m->from - 1, BS_Q_WORD("by"));
}

const struct bs_qname *
bs_q_interviewer(const struct bs_qnames *n)
{
	for (size_t i = 0; i < n->nname && i < BS_Q_NAMES && n->name[i].from < n->q->turns; i++)
		if (n->who[n->name[i].who].person && by_line(n, &n->name[i]))
			return &n->name[i];
	return NULL;
}

/* Whose interview it is: the person named at least twice as often as any other before it starts;
 * her first name there, or NULL. */
const struct bs_qname *
bs_q_interviewed(const struct bs_qnames *n)
{
	const struct bs_qname *best = NULL;
	size_t top = 0, next = 0;

	for (size_t i = 0; i < n->nname && i < BS_Q_NAMES && n->name[i].from < n->q->turns; i++) {
		const struct bs_qname *m = &n->name[i];
		size_t count = 0, k;

		for (k = 0; k < i && n->name[k].who != m->who; k++)
			;
		if (k < i || !n->who[m->who].person || by_line(n, m))
			continue;
		for (; k < n->nname && k < BS_Q_NAMES && n->name[k].from < n->q->turns; k++)
			count += n->name[k].who == m->who;
		if (count > top) {
			next = top;
			top = count;
			best = m;
		} else if (count > next) {
			next = count;
		}
	}
	return top >= 2 * next ? best : NULL;
}

/* BERG: the person of the document whose last name that is. */
const struct bs_qwho *
bs_q_by_last_name(const struct bs_qnames *n, const struct bs_qact *a)
{
	uint64_t h = n->q->tok[a->src_head].h;

	for (size_t i = 0; i < n->nname && i < BS_Q_NAMES; i++)
		if (n->who[n->name[i].who].person && n->q->tok[n->name[i].to - 1].h == h &&
		    n->name[i].from != a->src_from)
			return &n->who[n->name[i].who];
	return NULL;
}

/* Q and A are no names: Q is who interviews, A is who is interviewed. */
bool
bs_q_name_turn(const struct bs_qnames *n, struct bs_qact *a)
{
	const struct bs_qname *m;
	const struct bs_qwho *w;

	if (a->src_to == a->src_from + 1 && bs_q_text(n->q, a->src_from).n == 1) {
		a->src_class = BS_SPAN("role");
		m = bs_q_is_word(n->q, a->src_from, BS_Q_WORD("a")) ? n->answers : n->asks;
		if (m != NULL)
			a->key = n->who[m->who].key;
		return true;
	}
	w = bs_q_by_last_name(n, a);
	if (w == NULL && a->src_to == a->src_from + 1)
		w = bs_q_names_by_initials(n, bs_q_text(n->q, a->src_from));
	if (w != NULL) {
		a->src_class = BS_SPAN("named");
		a->key = w->key;
		return true;
	}
	m = bs_q_named(n, a);
	if (m && n->who[m->who].person)
		return false;
	a->src_class = BS_SPAN("group"); /* Radio Oslo: no Oslo */
	a->key = bs_q_folded(n, a);
	return true;
}

/* An answer without a label: its source stands before the interview. */
void
bs_q_name_answer(const struct bs_qnames *n, struct bs_qact *a)
{
	const struct bs_qname *m = n->answers;

	if (m == NULL)
		return;
	a->src_from = m->from;
	a->src_to = m->to;
	a->src_head = m->to - 1;
}
