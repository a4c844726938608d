/*
 * names.h (private): the names of a document, and what was said of their bearers.
 */
#ifndef BS_QUOTES_NAMES_H
#define BS_QUOTES_NAMES_H

#include "quotes/quotes.h"

struct bs_qwho {
	struct bs_span key;
	bool person;
	char form; /* m, f, or 0: not told */
};

struct bs_qname {
	uint32_t from, to, who;
};

struct bs_qrolename {
	uint64_t h; /* of the role word */
	uint32_t at, who;
};

enum { BS_Q_NAMES = 80 /* names looked at from one place */ };

struct bs_qnames {
	struct bs_qdoc *q;
	struct bs_qwho *who;
	size_t nwho, who_cap;
	struct bs_qname *name; /* in the order of the text */
	size_t nname, name_cap;
	struct bs_qrolename *role; /* in the order of their names */
	size_t nrole, role_cap;
	const struct bs_qname *asks, *answers; /* in an interview, or NULL */
	struct bs_strmap keys;
	struct bs_strmap roles; /* role -> who had it last, up to role_next */
	size_t role_next;
};

void bs_q_names_find(struct bs_qnames *n, struct bs_qdoc *q);
void bs_q_names_free(struct bs_qnames *n);
/* The first name that stops behind token t: index, or nname.  O(log names). */
size_t bs_q_names_from(const struct bs_qnames *n, uint32_t t);
/* PN: the one person near the start of the document of whose name these are the initials, or NULL.
 */
const struct bs_qwho *bs_q_names_by_initials(const struct bs_qnames *n, struct bs_span initials);

/* pronoun.c: m or f for he, she and their forms, or 0; whom a source that is one stands for */
char bs_q_pronoun_form(const struct bs_qdoc *q, uint32_t t);
const struct bs_qwho *bs_q_by_pronoun(
    const struct bs_qnames *n, const struct bs_qact *a, struct bs_span speaker, char form);

static inline bool
bs_q_is_word(const struct bs_qdoc *q, uint32_t t, uint64_t word)
{
	return q->tok[t].h == word;
}

#endif
