/*
 * attribute: where the speaker of marked speech stands.
 *
 * One small function a form, from sure to daring; each fills in cue, source
 * and rule of an act, or says that its form is not there.  direct.c asks them
 * in order.
 */
#include "quotes/attribute.h"

#include "quotes/features.h"

enum { STEPS = 60 /* cues looked at from one place */, LINKS = 24 /* tokens */ };

size_t
bs_q_cue_from(const struct bs_qdoc *q, uint32_t t)
{
	size_t i;

	BS_LOWER_BOUND(i, q->ncue, q->cue[i].at < t);
	return i;
}

static bool
speaks(const struct bs_qdoc *q, const struct bs_qcue *c)
{
	return !c->dropped && (c->direct || c->a == c->b || c->p >= .5F) &&
	       (q->tok[c->at].pair < 0 || q->pair[q->tok[c->at].pair].p < BS_Q_SPEECH);
}

/* ..., who asked not to be named, said: what a relative clause tells of the speaker. */
static bool
aside(const struct bs_qdoc *q, const struct bs_qpair *p, const struct bs_qcue *c)
{
	return c->at > p->to + 2 && q->tok[c->at - 1].h == BS_Q_WORD("who") &&
	       q->tok[c->at - 2].mark == BS_QM_COMMA;
}

struct bs_qcue *
bs_q_cue_behind(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t hi = q->first[bs_q_sentence(q, p->to - 1) + 1];

	for (size_t i = bs_q_cue_from(q, p->to), n = 0;
	     i < q->ncue && q->cue[i].at < hi && n < STEPS; i++, n++) {
		struct bs_qcue *c = &q->cue[i];

		if (speaks(q, c) && !(c->a < c->b && c->a > c->at && !c->direct))
			return c;
		if (c->a < c->b && !c->dropped && !aside(q, p, c))
			break;
	}
	return NULL;
}

struct bs_qcue *
bs_q_cue_before(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	uint32_t lo = q->first[bs_q_sentence(q, p->from)];

	for (size_t i = bs_q_cue_from(q, p->from), n = 0;
	     i-- > 0 && q->cue[i].at >= lo && n < STEPS; n++)
		if (speaks(q, &q->cue[i]))
			return &q->cue[i];
	return NULL;
}

void
bs_q_take_cue(const struct bs_qdoc *q, struct bs_qact *a, struct bs_qcue *c)
{
	a->cue_at = c->at;
	a->cue_from = c->from;
	a->cue_to = c->to;
	if (c->src_from == c->src_to)
		bs_q_find_source(q, c);
	a->src_from = c->src_from;
	a->src_to = c->src_to;
	a->src_head = c->src_head;
}

bool
bs_q_starts_sentence(const struct bs_qdoc *q, const struct bs_qpair *p)
{
	return p->from == q->first[bs_q_sentence(q, p->from)];
}

void
bs_q_take_words(const struct bs_qdoc *q, struct bs_qact *a, uint32_t from, uint32_t to)
{
	a->src_from = a->src_head = from;
	a->src_to = to;
	for (uint32_t t = from; t < to && (t == from || q->tok[t].cls != BS_QC_PUNCT); t++)
		if (q->tok[t].cls == BS_QC_CAP)
			a->src_head = t;
}

void
bs_q_take_colon(struct bs_qact *a, uint32_t colon)
{
	a->cue_at = a->cue_from = colon;
	a->cue_to = colon + 1;
}

/* A verb whatever it tells: unlike for bs_q_verb_like, a word of the cue list alone is none. */
static bool
plain_verb(const struct bs_qtok *t)
{
	return t->cls == BS_QC_BE || t->cls == BS_QC_HAVE || t->cls == BS_QC_DO ||
	       t->cls == BS_QC_MODAL || t->cls == BS_QC_ED;
}

static bool
holds_plain_verb(const struct bs_qdoc *q, uint32_t lo, uint32_t hi)
{
	for (; lo < hi; lo++)
		if (plain_verb(&q->tok[lo]))
			return true;
	return false;
}

/* A short row of words from t to the end of its sentence that names somebody: one behind it. */
static uint32_t
name_to_end(const struct bs_qdoc *q, uint32_t t, uint32_t max)
{
	uint32_t hi = q->first[bs_q_sentence(q, t) + 1];

	if (hi - t > max)
		return t;
	while (hi > t && q->tok[hi - 1].cls == BS_QC_PUNCT)
		hi--;
	return hi;
}

/* “…” pic.twitter.com/x #ferry — Ann Berg: the dash behind what a post links to; or t. */
static uint32_t
behind_links(const struct bs_qdoc *q, uint32_t t)
{
	uint32_t k = t;
	struct bs_span w;

	if (t >= q->ntok)
		return t;
	w = bs_q_text(q, t);
	if (!bs_span_starts(w, BS_SPAN("pic")) && !bs_span_starts(w, BS_SPAN("http")) &&
	    w.p[0] != '#' && w.p[0] != '@')
		return t;
	while (k < q->ntok && k < t + LINKS && q->tok[k].mark != BS_QM_DASH &&
	       bs_q_block(q, k) == bs_q_block(q, t))
		k++;
	return k < q->ntok && q->tok[k].mark == BS_QM_DASH && bs_q_block(q, k) == bs_q_block(q, t)
		   ? k
		   : t;
}

bool
bs_q_dash_name(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	uint32_t t = behind_links(q, p->to), hi;

	if (t >= q->ntok || q->tok[t].mark != BS_QM_DASH ||
	    bs_q_block(q, t) > bs_q_block(q, p->from) + 1)
		return false;
	while (t < q->ntok && q->tok[t].mark == BS_QM_DASH)
		t++;
	if (t >= q->ntok || !q->tok[t].cap || bs_q_sentence(q, t) != bs_q_sentence(q, t - 1))
		return false;
	hi = name_to_end(q, t, 12);
	if (hi == t)
		return false;
	bs_q_take_words(q, a, t, hi);
	a->rule = "dash";
	a->p = .8F;
	return true;
}

bool
bs_q_colon_behind(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	uint32_t t = p->to + 1, hi;

	if (t >= q->ntok || q->tok[t - 1].mark != BS_QM_COLON ||
	    bs_q_sentence(q, t) != bs_q_sentence(q, p->to - 1))
		return false;
	hi = name_to_end(q, t, 8);
	if (hi == t || !(q->tok[t].cap || q->tok[hi - 1].role))
		return false;
	if (holds_plain_verb(q, t, hi))
		return false;
	for (uint32_t k = t + 1; k + 1 < hi; k++) /* Father slams council: who, not what he does */
		if (q->tok[k].cue && q->tok[k].cls == BS_QC_S)
			hi = k;
	bs_q_take_words(q, a, t, hi);
	bs_q_take_colon(a, t - 1);
	a->rule = "colon";
	a->p = .7F;
	return true;
}

/* May a word that is no accepted cue be the verb of an attribution? */
static bool
may_tell(const struct bs_qdoc *q, uint32_t t)
{
	const struct bs_qtok *k = &q->tok[t];

	return k->cls == BS_QC_ED || (k->cue && k->cls != BS_QC_ING && k->cls != BS_QC_MODAL &&
					 bs_qlexicon_frames(q->lex, k->cue) & BS_QF_DIRECT);
}

static bool
names(const struct bs_qtok *k)
{
	return k->cls == BS_QC_CAP || k->cls == BS_QC_DET || k->cls == BS_QC_TITLE ||
	       k->cls == BS_QC_PRON || k->cls == BS_QC_POSS;
}

/* The verb of an attribution that begins at t (beamed Ann Berg; an angry Berg roared), or BS_NOTOK:
 * its subject is a few words long, or cut in two by an apposition. */
static uint32_t
verb_at(const struct bs_qdoc *q, uint32_t t, uint32_t hi)
{
	uint32_t k = t;

	if (may_tell(q, t) && !q->tok[t].cap)
		return t + 1 < hi && names(&q->tok[t + 1]) ? t : BS_NOTOK;
	if (!names(&q->tok[t]))
		return BS_NOTOK;
	for (k = t + 1; k < hi && k < t + 8; k++) {
		unsigned c = q->tok[k].cls;

		if (may_tell(q, k) && (k > t + 1 || q->tok[t].cls != BS_QC_DET))
			return k;
		if (c == BS_QC_PUNCT || c == BS_QC_PREP || c == BS_QC_BE || c == BS_QC_HAVE ||
		    c == BS_QC_MODAL || c == BS_QC_DO || c == BS_QC_SUB || c == BS_QC_TO)
			break;
	}
	if (k >= hi || q->tok[k].mark != BS_QM_COMMA)
		return BS_NOTOK;
	for (k++; k < hi && k < t + 25; k++)
		if (q->tok[k].mark == BS_QM_COMMA)
			return k + 1 < hi && may_tell(q, k + 1) ? k + 1 : BS_NOTOK;
	return BS_NOTOK;
}

/* “Stop!” Another sailor yelled.  “Why?” Ann Berg asked of Lund.  A verb in the sentence behind
 * speech tells of it where it is a known one that reports nothing of its own; behind a full stop
 * (“I am.”  Ann Berg nodded.) it must be one that also tells clauses. */
static bool
tells_back(const struct bs_qdoc *q, const struct bs_qpair *p, uint32_t verb)
{
	size_t i = bs_q_cue_from(q, verb);
	unsigned frames = bs_qlexicon_frames(q->lex, q->tok[verb].cue);
	bool cue = i < q->ncue && q->cue[i].at == verb;

	if (!(frames & BS_QF_DIRECT))
		return false;
	if (cue && bs_q_reports(q, &q->cue[i]) &&
	    (q->tok[q->cue[i].a].cls == BS_QC_THAT ||
		holds_plain_verb(q, q->cue[i].a, q->cue[i].b)))
		return false;
	return bs_q_text(q, p->b - 1).p[0] != '.' || (cue && frames & BS_QF_CLAUSE);
}

/* shouted a voice from the crowd: a noun behind the verb that no list has. */
static bool
noun_behind(const struct bs_qdoc *q, uint32_t verb, uint32_t hi, struct bs_qcue *c)
{
	uint32_t t = verb + 1;

	if (t >= hi || (q->tok[t].cls != BS_QC_DET && q->tok[t].cls != BS_QC_POSS))
		return false;
	while (t + 1 < hi && q->tok[t + 1].cls == BS_QC_OTHER)
		t++;
	if (t == verb + 1 || t > verb + 4)
		return false;
	c->src_from = verb + 1;
	c->src_head = t;
	c->src_to = t + 1;
	return true;
}

bool
bs_q_slot_behind(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	unsigned last = q->tok[p->b - 1].mark;
	uint32_t t = p->to, hi, verb;
	size_t i;
	bool comma = last == BS_QM_COMMA || (t < q->ntok && q->tok[t].mark == BS_QM_COMMA);
	struct bs_qcue c;

	t += t < q->ntok && q->tok[t].mark == BS_QM_COMMA;
	if (t >= q->ntok || bs_q_block(q, t) != bs_q_block(q, p->from) ||
	    !(comma || last == BS_QM_STOP))
		return false;
	hi = q->first[bs_q_sentence(q, t) + 1];
	verb = verb_at(q, t, hi);
	if (verb == BS_NOTOK)
		return false;
	if (bs_q_sentence(q, t) != bs_q_sentence(q, p->to - 1) && !tells_back(q, p, verb))
		return false;
	c = (struct bs_qcue){.at = verb, .from = verb, .to = verb + 1, .a = p->from, .b = p->to};
	i = bs_q_cue_from(q, verb);
	if (i < q->ncue && q->cue[i].at == verb) { /* and tells nothing else */
		q->cue[i].direct = true;
		q->cue[i].a = p->from;
		q->cue[i].b = p->to;
	}
	bs_q_find_source(q, &c);
	if (c.src_from == c.src_to && !noun_behind(q, verb, hi, &c))
		return false;
	bs_q_take_cue(q, a, &c);
	a->rule = "behind";
	a->p = .6F;
	return true;
}

/* Does an entity row say that a person is named at token t?  O(log mentions). */
static bool
person_at(const struct bs_qdoc *q, uint32_t t)
{
	const struct bs_doc *d = q->doc;
	const struct bs_qtok *k = &q->tok[t];
	size_t i;

	BS_LOWER_BOUND(i, d->nmention,
	    d->mention[i].sent < k->sent ||
		(d->mention[i].sent == k->sent && d->mention[i].stop <= k->start));
	return i < d->nmention && d->mention[i].sent == k->sent &&
	       d->mention[i].start <= k->start && bs_span_is(d->mention[i].cls, "PER");
}

/* He or she, a name, the mayor: the subject that starts at t, one behind it; t where there is none.
 */
static uint32_t
subject_at(const struct bs_qdoc *q, uint32_t t, uint32_t hi)
{
	uint32_t k = t;

	if (q->tok[t].h == BS_Q_WORD("he") || q->tok[t].h == BS_Q_WORD("she"))
		return t + 1;
	if (q->tok[t].cls == BS_QC_DET) {
		for (k = t + 1; k < hi && k < t + 5 && q->tok[k].cls != BS_QC_PUNCT; k++)
			if (q->tok[k].role == BS_QR_PERSON)
				return k + 1;
		return t;
	}
	while (k < hi && (q->tok[k].cls == BS_QC_CAP || q->tok[k].cls == BS_QC_TITLE))
		k++;
	return k > t && (person_at(q, k - 1) || (q->doc->nmention == 0 && k > t + 1)) ? k : t;
}

/* Where the subject of the words [lo, hi) stands, behind As or In May, and where it stops. */
static bool
find_subject(const struct bs_qdoc *q, uint32_t lo, uint32_t hi, uint32_t *from, uint32_t *to)
{
	uint32_t t = lo;

	if (q->tok[t].cls == BS_QC_CONJ || q->tok[t].h == BS_Q_WORD("as"))
		t++;
	else if (q->tok[t].cls == BS_QC_PREP || q->tok[t].cls == BS_QC_ADV)
		for (; t < hi && t < lo + 12; t++)
			if (q->tok[t].mark == BS_QM_COMMA) {
				t++;
				break;
			}
	if (t >= hi || q->tok[t].pair >= 0)
		return false;
	*from = t;
	*to = subject_at(q, t, hi);
	return *to > t && *to < hi;
}

/* As Ann Berg put it, “…”; Ann Berg sent the parents a letter: “…”: no cue, but a subject. */
static bool
subject_of(const struct bs_qdoc *q, uint32_t lo, uint32_t hi, struct bs_qact *a)
{
	uint32_t from, to;

	if (hi <= lo + 1 ||
	    (q->tok[hi - 1].mark != BS_QM_COMMA && q->tok[hi - 1].mark != BS_QM_COLON))
		return false;
	if (!find_subject(q, lo, hi, &from, &to))
		return false;
	bs_q_take_words(q, a, from, to);
	if (q->tok[hi - 1].mark == BS_QM_COLON)
		bs_q_take_colon(a, hi - 1);
	a->rule = "before";
	a->p = .5F;
	return true;
}

/* The sentence before ends in a colon, or holds a cue of its own. */
bool
bs_q_introduced(const struct bs_qdoc *q, const struct bs_qpair *p, struct bs_qact *a)
{
	uint32_t s = bs_q_sentence(q, p->from), lo, hi, colon, from;
	size_t i, n;

	if (!bs_q_starts_sentence(q, p)) {
		/* Analyst: “…” */
		lo = q->first[s];
		hi = p->from;
	} else if (s == 0) {
		return false;
	} else {
		lo = q->first[s - 1];
		hi = q->first[s];
	}
	colon = hi > lo && q->tok[hi - 1].mark == BS_QM_COLON ? hi - 1 : BS_NOTOK;
	for (i = bs_q_cue_from(q, hi), n = 0; i-- > 0 && q->cue[i].at >= lo && n < STEPS; n++) {
		if (q->cue[i].dropped || (colon == BS_NOTOK && q->cue[i].p < .5F))
			continue;
		bs_q_take_cue(q, a, &q->cue[i]);
		a->rule = colon != BS_NOTOK ? "colon" : "sentence-before";
		a->p = colon != BS_NOTOK ? .85F : .6F;
		return true;
	}
	if ((colon == BS_NOTOK || hi - lo > 14 || holds_plain_verb(q, lo, hi) ||
		q->tok[lo].cls == BS_QC_SUB) &&
	    subject_of(q, lo, hi, a))
		return true;
	if (colon == BS_NOTOK || hi - lo > 14)
		return false;
	if (colon == lo + 1 && bs_qlexicon_form(q->lex, q->tok[lo].h) == 'l')
		return false; /* Exclusive: “…” */
	/* no cue word: the last name before the colon, or all of it */
	bs_q_take_colon(a, colon);
	a->rule = "colon";
	a->p = .7F;
	for (from = lo;
	     from < colon && (q->tok[from].cls == BS_QC_CONJ || q->tok[from].cls == BS_QC_PREP ||
				 q->tok[from].cls == BS_QC_PUNCT);
	     from++)
		if (q->tok[from].h == BS_Q_WORD("from")) /* And from Ann Berg: */
			bs_q_take_colon(a, from);
	bs_q_take_words(q, a, from, colon);
	return true;
}

/* From the desk of Ann Berg, editor. */
static bool
letter_head(const struct bs_qdoc *q, uint32_t lo, uint32_t hi, struct bs_qact *a)
{
	uint32_t from = BS_NOTOK;

	if (hi - lo > 16 || q->tok[lo].h != BS_Q_WORD("from"))
		return false;
	for (uint32_t t = lo; t < hi; t++) {
		if (plain_verb(&q->tok[t]) || q->tok[t].cls == BS_QC_PRON)
			return false;
		if (from == BS_NOTOK && t > lo && q->tok[t].cls == BS_QC_CAP)
			from = t;
	}
	while (hi > lo && q->tok[hi - 1].cls == BS_QC_PUNCT)
		hi--;
	if (from >= hi)
		return false;
	bs_q_take_words(q, a, from, hi);
	a->rule = "letter-head";
	a->p = .7F;
	return true;
}

bool
bs_q_subject_before(
    const struct bs_qdoc *q, const struct bs_qpair *p, bool pronoun, struct bs_qact *a)
{
	uint32_t s = bs_q_sentence(q, p->from), lo, hi, from, to;

	if (s == 0 || !bs_q_starts_sentence(q, p))
		return false;
	lo = q->first[s - 1];
	hi = q->first[s];
	if (lo == hi || q->doc->sent[s].block > q->doc->sent[s - 1].block + 1)
		return false;
	if (letter_head(q, lo, hi, a))
		return true;
	if (bs_q_heading(q, lo) || !find_subject(q, lo, hi, &from, &to) ||
	    (!pronoun && q->tok[from].cls == BS_QC_PRON))
		return false;
	bs_q_take_words(q, a, from, to);
	a->rule = "subject-before";
	a->p = .5F;
	return true;
}
