/*
 * names.h (private): the names of a document, and what was said of their bearers.
 */
#ifndef BS_QUOTES_NAMES_H
#define BS_QUOTES_NAMES_H

#include "quotes/quotes.h"

struct bs_qwho {
	struct bs_span key;
	bool person;
	char form;   /* m, f, or 0: not told */
	char called; /* the same, by a pronoun that stood for her before */
	char likely; /* for bs_q_likely: 0, not asked; ?, nothing */
};

struct bs_qname {
	uint32_t from, to, who;
};

struct bs_qrolename {
	uint64_t h; /* bs_q_role_word */
	uint32_t at, who;
};

enum { BS_Q_NAMES = 80 /* names looked at from one place */ };

struct bs_qnames {
	struct bs_qdoc *q;
	struct bs_qwho *who;
	size_t nwho, who_cap;
	struct bs_qname *name; /* in the order of the text */
	size_t nname, name_cap;
	uint32_t *first; /* of each sentence the first name that stops in it or behind it */
	struct bs_qrolename *role; /* in the order of their names */
	size_t nrole, role_cap;
	const struct bs_qname *asks, *answers; /* in an interview, or NULL */
	struct bs_strmap keys;
	struct bs_strmap last;  /* last name -> its person + 1, or 0 where there are two */
	struct bs_strmap roles; /* role -> last one in role[], up to role_next */
	size_t role_next;
};

void bs_q_names_find(struct bs_qnames *n, struct bs_qdoc *q);
void bs_q_names_free(struct bs_qnames *n);
/* The first name that stops behind token t: index, or nname.  O(log names). */
size_t bs_q_names_from(const struct bs_qnames *n, uint32_t t);
/* PN: the one person named near the document's start with these initials, or NULL. */
const struct bs_qwho *bs_q_names_by_initials(const struct bs_qnames *n, struct bs_span initials);

/* What a person's given name is mostly one of, m or f, or 0: to rank people alone. */
char bs_q_likely(struct bs_qwho *w);

/* The role at token t: hash of its word, another one for a deputy's or a former one's.  names.c */
uint64_t bs_q_role_word(const struct bs_qdoc *q, uint32_t t);

/* person.c: the name that is the source */
const struct bs_qname *bs_q_named(const struct bs_qnames *n, const struct bs_qact *a);

/* head.c: the noun a source is about; is it a role in the plural, does it stand for several people;
 * a certain one (the minister); a role alone that stands for a name (Minister: “…”); class of a
 * source without a name; has the word at t that use in lib/data/source-words.tsv */
uint32_t bs_q_noun(const struct bs_qnames *n, const struct bs_qact *a);
bool bs_q_plural(const struct bs_qdoc *q, uint32_t t);
bool bs_q_many(const struct bs_qnames *n, const struct bs_qact *a);
bool bs_q_definite(const struct bs_qdoc *q, const struct bs_qact *a);
bool bs_q_bare_role(const struct bs_qdoc *q, const struct bs_qact *a);
struct bs_span bs_q_phrase_class(const struct bs_qnames *n, const struct bs_qact *a);
bool bs_q_used(const struct bs_qdoc *q, uint32_t t, const char *use);

/* role.c: the person introduced before, or behind, with the role that is a source's head, or NULL
 * (for the mayor rather the mayor than the deputy mayor); key of the source before that is the
 * same role without a name (the spokesman: a Baltline spokesman), or an empty span */
const struct bs_qwho *bs_q_by_role(struct bs_qnames *n, const struct bs_qact *a);
const struct bs_qwho *bs_q_introduced_later(const struct bs_qnames *n, const struct bs_qact *a);
struct bs_span bs_q_same_noun(const struct bs_qdoc *q, const struct bs_qact *a);

/* key.c: the source's phrase as a key; and what its words are: a relative clause begins at t; the
 * capital of [from, to) is no name's; the mark at t ends no phrase, or is a comma of a list */
struct bs_span bs_q_folded(const struct bs_qnames *n, const struct bs_qact *a);
bool bs_q_relative(const struct bs_qdoc *q, uint32_t t);
bool bs_q_opens_plain(const struct bs_qnames *n, uint32_t from, uint32_t to);
bool bs_q_inner_mark(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t t);
bool bs_q_in_list(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t t);

/* phrase.c: cut, widen, move or take away the words of a source; where the phrase starts that the
 * relative pronoun at t stands for, t where there is none */
void bs_q_settle_source(const struct bs_qnames *n, struct bs_qact *a);
uint32_t bs_q_antecedent(const struct bs_qdoc *q, uint32_t t);

/* subject.c: where the phrase starts whose noun is head, at lo at the earliest */
uint32_t bs_q_phrase_start(const struct bs_qdoc *q, uint32_t lo, uint32_t head);

/* interview.c: who asks, who answers, or NULL; source of a turn with a label (false: as any
 * other's), and without one */
const struct bs_qname *bs_q_interviewer(const struct bs_qnames *n);
const struct bs_qname *bs_q_interviewed(const struct bs_qnames *n);
bool bs_q_name_turn(const struct bs_qnames *n, struct bs_qact *a);
void bs_q_name_answer(const struct bs_qnames *n, struct bs_qact *a);
/* The person of the document whose last name a source's head is, or NULL. */
const struct bs_qwho *bs_q_by_last_name(const struct bs_qnames *n, const struct bs_qact *a);

/* Keys of who spoke before: a person, the last one; who is several, or has no name; a body or a
 * paper, in this sentence or the one before. */
struct bs_qbefore {
	struct bs_span speaker, they, it;
};

/* pronoun.c: class and key of a source that is a pronoun; whom “the 19-year-old” stands for, or an
 * empty span */
void bs_q_name_pronoun(struct bs_qnames *n, struct bs_qact *a, const struct bs_qbefore *before);
struct bs_span bs_q_by_age(
    const struct bs_qnames *n, const struct bs_qact *a, struct bs_span speaker);

/* The owner's mark at t: Berg's, the Lunds'. */
static inline bool
bs_q_owner(const struct bs_qdoc *q, uint32_t t)
{
	return q->tok[t].cls == BS_QC_GENITIVE ||
	       (q->tok[t].cls == BS_QC_PUNCT && bs_q_text(q, t).p[0] == '\'');
}

static inline bool
bs_q_is_word(const struct bs_qdoc *q, uint32_t t, uint64_t word)
{
	return q->tok[t].h == word;
}

#endif
