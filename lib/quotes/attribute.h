/*
 * attribute.h (private): the forms in which marked speech names its speaker.
 *
 * Each looks at the places around one pair of marks in bounded steps; those
 * that take an act fill in its cue, source, rule and confidence, and return
 * whether their form is there.
 */
#ifndef BS_QUOTES_ATTRIBUTE_H
#define BS_QUOTES_ATTRIBUTE_H

#include "quotes/quotes.h"

static float const BS_Q_SPEECH = .40F; /* a pair at least that likely to be speech is */

/* First cue at or behind token t: index, or ncue.  O(log cues). */
size_t bs_q_cue_from(const struct bs_qdoc *q, uint32_t t);
bool bs_q_starts_sentence(const struct bs_qdoc *q, const struct bs_qpair *p);

/* The cue in the sentence behind a pair that comes first, before other speech; or NULL. */
struct bs_qcue *bs_q_cue_behind(const struct bs_qdoc *q, const struct bs_qpair *p);
/* The last cue in the sentence before a pair; or NULL. */
struct bs_qcue *bs_q_cue_before(const struct bs_qdoc *q, const struct bs_qpair *p);
/* Cue and source of an act are those of c, which is asked for its source if it has none yet. */
void bs_q_take_cue(const struct bs_qdoc *q, struct bs_qact *a, struct bs_qcue *c);
/* The words [from, to) are an act's source; its head is their last name. */
void bs_q_take_words(const struct bs_qdoc *q, struct bs_qact *a, uint32_t from, uint32_t to);
/* The colon at that token is its cue. */
void bs_q_take_colon(struct bs_qact *a, uint32_t colon);

/* whole.c: he said, “…” */
bool bs_q_after_said(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c);
/* In such cases, it said, “the rule is”: the words before the attribution that are said, too. */
bool bs_q_lead_in(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c,
    uint32_t *from, uint32_t *to);
/* The plan is “a joke,” Berg said: all that is told, [*from, *to), where p holds but a part of it.
 */
bool bs_q_told_whole(
    const struct bs_qdoc *q, const struct bs_qpair *p, uint32_t *from, uint32_t *to);
/* “A,” Berg said: marks, a comma and an attribution. */
bool bs_q_before_said(const struct bs_qdoc *q, const struct bs_qpair *p);
/* Berg wrote to his readers, “I am here.” */
bool bs_q_told_of(const struct bs_qdoc *q, const struct bs_qpair *p);
/* It is, according to Berg, “A.” */
bool bs_q_according(const struct bs_qdoc *q, const struct bs_qpair *p);
/* As Berg put it, “A”: fills in the act. */
bool bs_q_put_it(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a);
/* called it “a sham” and “a farce”: where a clause that stops at `to` behind marks goes on to. */
uint32_t bs_q_more_marks(const struct bs_qdoc *q, uint32_t to);
/* Low Water; Tales of the River and the Sea: the title of a work, going by its capitals. */
bool bs_q_title_case(const struct bs_qdoc *q, uint32_t from, uint32_t to);
bool bs_q_holds_verb(const struct bs_qdoc *q, uint32_t from, uint32_t to);

/* “…,” beamed Ann Berg: the verb is no accepted cue, but the place is that of an attribution. */
bool bs_q_slot_behind(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a);
/* “…” -Commissioner Ann Berg */
bool bs_q_dash_name(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a);
/* “…”: Minister */
bool bs_q_colon_behind(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a);
/* Ann Berg said so.  “…”, or Analyst: “…” */
bool bs_q_introduced(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a);
/* Ann Berg (or, where asked for, She) was angry.  “…”, or From the desk of Ann Berg.  “…” */
bool bs_q_subject_before(
    const struct bs_qdoc *q, const struct bs_qpair *p, bool pronoun, struct bs_qact *a);

#endif
