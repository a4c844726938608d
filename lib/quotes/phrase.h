/*
 * phrase.h (private): the words of a source as noun phrases and clauses.  subject.c
 */
#ifndef BS_QUOTES_PHRASE_H
#define BS_QUOTES_PHRASE_H

#include "quotes/features.h"
#include "quotes/names.h"

/* May a word of the class be a noun? */
bool bs_q_nounlike(unsigned cls);
/* Is the word at t, in a phrase that starts before it, the verb of a clause? */
bool bs_q_verb_at(const struct bs_qdoc *q, uint32_t t);
/* Does the word open a clause (while, because; not than)? */
bool bs_q_opens_clause(const struct bs_qtok *k);
bool bs_q_any_of(const struct bs_qdoc *q, uint32_t from, uint32_t to, unsigned cls);
/* Leave a source the one clause that its head is in, and of that its noun phrase. */
void bs_q_one_clause(const struct bs_qdoc *q, struct bs_qact *a);

#endif
