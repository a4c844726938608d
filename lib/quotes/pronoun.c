/*
 * pronoun: whom he, she, they stand for, of the people named shortly before.
 */
#include "quotes/features.h"
#include "quotes/names.h"

enum {
	BACK = 4,    /* sentences a pronoun looks back */
	CREDIT = 8,  /* tokens of one at most */
	ACTS = 16,   /* looked back at */
	SUBJECT = 12 /* words of one */
};

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
	uint64_t h = q->tok[t].h;

	if (h == BS_Q_WORD("he") || h == BS_Q_WORD("him") || h == BS_Q_WORD("his"))
		return 'm';
	return h == BS_Q_WORD("she") || h == BS_Q_WORD("her") || h == BS_Q_WORD("hers") ? 'f' : 0;
}

/* Is name i the first of a person in its sentence, but for an owner that opens it (Berg's sister,
 * Ann Lund)? */
static bool
leads(const struct bs_qnames *n, size_t i)
{
	uint32_t s = n->q->tok[n->name[i].from].sent;

	for (unsigned k = 0; i > 0 && k < 4 && n->q->tok[n->name[i - 1].from].sent == s; k++)
		if (n->who[n->name[--i].who].person &&
		    !(n->name[i].from == n->q->first[s] && bs_q_owner(n->q, n->name[i].to)))
			return false;
	return true;
}

/* Photo/Ann Berg, (Image: Ann Berg): who took a picture is no subject of what follows. */
static bool
credited(const struct bs_qdoc *q, const struct bs_qname *m)
{
	const struct bs_qtok *k = &q->tok[m->from];

	if (m->from == q->first[k->sent])
		return false;
	if (bs_q_text(q, m->from - 1).p[0] == '/')
		return true;
	return k[-1].mark == BS_QM_COLON && m->from > q->first[k->sent] + 1 &&
	       bs_q_used(q, m->from - 2, "picture");
}

/* The pronoun whose person is looked for: m, f, or 0 where the text tells no sex. */
struct asked {
	const struct bs_qact *act;
	uint32_t sent, addressee;
	struct bs_span speaker; /* of the act before */
	char form;
};

/* Not a person of the other sex, nor whose name is one of the other's and who never was the same
 * pronoun. */
static bool
may_be_called(struct bs_qwho *w, char form)
{
	char seems = w->form ? w->form : w->called == form ? form : bs_q_likely(w);

	return form == 0 || seems == 0 || seems == form;
}

/* What it is worth that somebody's sex is told, or seems. */
static int
sex(char form, struct bs_qwho *w)
{
	char likely = bs_q_likely(w), seems = likely ? likely : w->called;

	if (form && (w->form == form || seems == form))
		return 10;
	return form && seems ? -40 : 0;
}

/* What it is worth that a name leads its sentence, so many before the pronoun's: most where it
 * opens it, or has a cue (the plan was dead, Berg said), little behind a preposition. */
static int
subject_bonus(const struct bs_qdoc *q, const struct bs_qname *m, uint32_t before)
{
	uint32_t first = q->first[q->tok[m->from].sent], t = m->from;
	bool opens = m->from <= first + 1 || q->tok[m->to].cue;

	if (before == 0 || bs_q_owner(q, m->to))
		return before == 1 ? 15 : 9;
	while (t > first + 1 && (q->tok[t - 1].role || q->tok[t - 1].cls == BS_QC_OTHER ||
				    q->tok[t - 1].cls == BS_QC_TITLE))
		t--;
	if (before == 1)
		return opens ? 25 : q->tok[t - 1].cls == BS_QC_PREP ? 15 : 23;
	return opens ? 17 : 9;
}

/* How well a name stands for the pronoun, at most 0 where it cannot. */
static int
score_name(const struct bs_qnames *n, const struct asked *x, size_t i)
{
	const struct bs_qdoc *q = n->q;
	const struct bs_qname *m = &n->name[i];
	struct bs_qwho *w = &n->who[m->who];
	uint32_t in = q->tok[m->from].sent, s = in < x->sent ? in : x->sent;
	int score = 100 - 12 * (int)(x->sent - s);

	if (x->form == 0 && q->first[s + 1] < q->first[s] + CREDIT)
		return 0; /* Ann Berg/Agency */
	if (m->from >= x->act->src_head || !w->person || !may_be_called(w, x->form) ||
	    m->who == x->addressee || bs_q_quotes(q, x->act, m->from, m->to) || credited(q, m))
		return 0;
	if (leads(n, i) || q->tok[m->to].cue) {
		score += subject_bonus(q, m, x->sent - s);
		if (s == x->sent && q->tok[q->first[s]].cls == BS_QC_SUB)
			score += 40; /* When Berg came home, she */
	}
	if (m->to + 2 == x->act->src_head && q->tok[m->to].mark == BS_QM_COMMA &&
	    (q->tok[m->to + 1].cls == BS_QC_SUB || q->tok[m->to + 1].cls == BS_QC_WH))
		score += 40; /* the fault of Berg, when he */
	if (m->to < q->ntok && bs_q_owner(q, m->to))
		score -= 8;
	if (q->tok[m->from].pair >= 0 && q->pair[q->tok[m->from].pair].p >= .5F)
		score -= 40;
	if (s != x->sent && bs_span_is(q->doc->sent[s].cls, "caption"))
		score -= 40;
	if (bs_span_eq(w->key, x->speaker))
		score += 15;
	score += sex(x->form, w);
	return spoken_of(n, x->act, m->who) ? score - 30 : score;
}

/* The sentence in which a source, or what it says, starts. */
static uint32_t
first_sentence(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t s = q->tok[a->src_head].sent, start = q->tok[q->part[a->part].from].sent;

	return start < s ? start : s;
}

/* The sentence in which a source, or what it says, ends. */
static uint32_t
last_sentence(const struct bs_qdoc *q, const struct bs_qact *b)
{
	uint32_t s = q->tok[b->src_from].sent,
		 end = q->tok[q->part[b->part + b->npart - 1].to - 1].sent;

	return end > s ? end : s;
}

/* The same of the source of an act before: a pronoun of the same form, a person with or without a
 * name (the teacher); as near as its speech ends. */
static int
score_source(const struct bs_qnames *n, const struct asked *x, const struct bs_qact *b)
{
	const struct bs_qdoc *q = n->q;
	uint32_t end = last_sentence(q, b), s = end < x->sent ? end : x->sent;
	bool pronoun = bs_span_is(b->src_class, "pronoun");
	char form = pronoun ? pronoun_form(q, b->src_head)
			    : bs_qlexicon_form(q->lex, q->tok[b->src_head].h);
	const uint64_t *v = bs_strmap_get(&n->keys, b->key);
	struct bs_qwho *w = v ? &n->who[*v] : NULL;
	int score = 100 - 12 * (int)(x->sent - s) + (s + 1 == x->sent ? 15 : 9);

	if (b->key.n == 0 || b->nested || b->src_from >= x->act->src_head || x->form == 0 ||
	    (form && form != x->form) || (pronoun && form == 0))
		return 0;
	if (w == NULL ? q->tok[b->src_head].role != BS_QR_PERSON
		      : !w->person || *v == x->addressee || !may_be_called(w, x->form))
		return 0;
	score += form ? 10 : w ? sex(x->form, w) : 0;
	if (bs_span_eq(b->key, x->speaker))
		score += 15;
	return w && spoken_of(n, x->act, (uint32_t)*v) ? score - 30 : score;
}

/*
 * He, she: nearer names first, subjects of their sentences and the speaker
 * before preferred, and who has been the same pronoun, or was a source without
 * a name; never a person of the other sex, nor the one spoken to; one spoken
 * about, or whom the other pronoun stood for before, only where there is
 * nobody else.  An empty span where there is nobody.
 */
static struct bs_span
by_pronoun(const struct bs_qnames *n, const struct bs_qact *a, struct bs_span speaker, char form)
{
	const struct bs_qdoc *q = n->q;
	struct asked x = {a, first_sentence(q, a), addressee(n, a), speaker, form};
	struct bs_span best = {0};
	int top = 0, score;

	for (size_t i = bs_q_names_from(n, a->src_head), k = 0; i-- > 0 && k < BS_Q_NAMES; k++) {
		if (q->tok[n->name[i].from].sent + BACK < x.sent)
			break;
		score = score_name(n, &x, i);
		if (score > top)
			top = score, best = n->who[n->name[i].who].key;
	}
	for (const struct bs_qact *b = a; b > q->act && b + ACTS > a;) {
		b--;
		if (b->src_from == b->src_to || q->tok[b->src_from].sent > x.sent ||
		    bs_span_is(b->src_class, "group") || bs_span_is(b->src_class, "document"))
			continue;
		if (last_sentence(q, b) + BACK < x.sent)
			continue;
		score = score_source(n, &x, b);
		if (score > top)
			top = score, best = b->key;
	}
	return best;
}

struct bs_span
bs_q_by_age(const struct bs_qnames *n, const struct bs_qact *a, struct bs_span speaker)
{
	struct bs_span w = bs_q_text(n->q, a->src_to - 1), tail = BS_SPAN("-year-old");

	if (a->src_to != a->src_from + 2 || !bs_q_is_word(n->q, a->src_from, BS_Q_WORD("the")) ||
	    w.n == tail.n || !bs_span_ends(w, tail))
		return bs_span(NULL, 0);
	return by_pronoun(n, a, speaker, 0);
}

/* Key of the noun whose head is token t, as a source. */
static struct bs_span
key_of_noun(const struct bs_qnames *n, uint32_t lo, uint32_t t)
{
	uint32_t from = bs_q_phrase_start(n->q, lo, t);
	struct bs_qact b = {.cue_at = BS_NOTOK, .src_head = t, .src_to = t + 1};

	for (uint32_t k = from; k < t; k++)
		if (n->q->tok[k].cls == BS_QC_PREP)
			from = k + 1; /* attention of [two politicians] */
	b.src_from = from;
	return bs_q_folded(n, &b);
}

static bool
verb_follows(const struct bs_qdoc *q, uint32_t t)
{
	unsigned c;

	if (q->tok[t].mark == BS_QM_COMMA && t + 3 < q->ntok && q->tok[t + 2].mark == BS_QM_COMMA)
		t += 3; /* the bank, however, cut */
	c = q->tok[t].cls;
	return c == BS_QC_BE || c == BS_QC_HAVE || c == BS_QC_MODAL || c == BS_QC_ED ||
	       q->tok[t].cue;
}

/* Is token t part of a name of several words? */
static bool
named(const struct bs_qnames *n, uint32_t t)
{
	size_t i = bs_q_names_from(n, t);

	return i < n->nname && n->name[i].from <= t && n->name[i].to > n->name[i].from + 1;
}

/* Owners of old boats who call it what they call it: the plural of people among the tokens from lo
 * to hi, where there is but one, or one starts them, or has a cue (it failed, authorities said). */
static struct bs_span
their_noun(const struct bs_qnames *n, uint32_t lo, uint32_t hi)
{
	const struct bs_qdoc *q = n->q;
	uint32_t found = BS_NOTOK;
	unsigned many = 0;
	bool opens = false;

	for (uint32_t t = hi; t-- > lo;) {
		bool people = q->tok[t].role == BS_QR_PERSON && bs_q_plural(q, t),
		     said = t + 1 < hi && q->tok[t + 1].cue && q->tok[t + 1].cls == BS_QC_ED;

		if (q->tok[t + 1].role || q->tok[t].cls == BS_QC_DET || named(n, t) ||
		    (q->tok[t].pair >= 0 && q->pair[q->tok[t].pair].p >= .5F) ||
		    !(people || (said && q->tok[t].role && q->tok[t].cls == BS_QC_S)))
			continue;
		found = t;
		opens |= bs_q_phrase_start(q, lo, t) == lo;
		many++;
		if (said)
			return key_of_noun(n, lo, t);
	}
	return many == 1 || opens ? key_of_noun(n, lo, found) : bs_span(NULL, 0);
}

/* It, where its sentence, or the one before, starts with a body or a paper and the verb of it: The
 * bank cut its rates. */
static struct bs_span
its_subject(const struct bs_qnames *n, const struct bs_qact *a, uint32_t sent)
{
	const struct bs_qdoc *q = n->q;
	uint32_t lo = q->first[sent], t, end = q->first[sent + 1];
	size_t i;

	if (q->doc->sent[sent].block + 1 < q->doc->sent[q->tok[a->src_head].sent].block)
		return bs_span(NULL, 0);
	t = lo + (q->tok[lo].cls == BS_QC_DET);
	i = bs_q_names_from(n, t);
	if (i < n->nname && n->name[i].from == t) {
		if (n->who[n->name[i].who].person || !verb_follows(q, n->name[i].to))
			return bs_span(NULL, 0);
		return n->who[n->name[i].who].key;
	}
	while (t < end && t < lo + SUBJECT && q->tok[t].role == BS_QR_NONE &&
	       (q->tok[t].cls == BS_QC_OTHER || q->tok[t].cls == BS_QC_CAP))
		t++;
	if (t + 1 >= end || q->tok[t].cls == BS_QC_S || !verb_follows(q, t + 1) ||
	    (q->tok[t].role != BS_QR_GROUP && q->tok[t].role != BS_QR_DOCUMENT))
		return bs_span(NULL, 0);
	return key_of_noun(n, lo, t);
}

void
bs_q_name_pronoun(struct bs_qnames *n, struct bs_qact *a, const struct bs_qbefore *before)
{
	const struct bs_qdoc *q = n->q;
	char form = pronoun_form(q, a->src_head);
	const uint64_t *who;

	a->src_class = BS_SPAN("pronoun");
	if (form) {
		a->key = by_pronoun(n, a, before->speaker, form);
		who = a->key.n ? bs_strmap_get(&n->keys, a->key) : NULL;
		if (who)
			n->who[*who].called = form;
	} else if (bs_q_is_word(q, a->src_head, BS_Q_WORD("they"))) {
		uint32_t lo = bs_q_window(q, a->src_head).lo;

		a->key = their_noun(n, lo, a->src_head);
		if (a->key.n == 0)
			a->key = before->they;
		if (a->key.n == 0 && lo > 0 && lo == q->first[q->tok[lo].sent])
			a->key = their_noun(n, bs_q_window(q, lo - 1).lo, lo);
	} else if (bs_q_is_word(q, a->src_head, BS_Q_WORD("it"))) {
		uint32_t sent = q->tok[a->src_head].sent, first = q->first[sent];

		if (a->src_head > first + 3 && q->part[a->part].from > first)
			a->key = its_subject(n, a, sent);
		if (a->key.n == 0)
			a->key = before->it;
		if (a->key.n == 0 && sent > 0)
			a->key = its_subject(n, a, sent - 1);
	}
}
