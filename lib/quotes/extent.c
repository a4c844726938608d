/*
 * extent: sources that the weights cut too short.
 *
 * A list of names or nouns is one source (museums in Britain, Germany and the
 * United States); so is a noun with the clause that says who it is (a woman
 * who lives there); and a "who" whose clause is over before the cue stands
 * for the noun before it.  All look to the left of the cue within its
 * sentence, in bounded steps.  And one that they cut too long: whom it was
 * said to (Ann Berg, the mayor, to Radio Leeds) is no part of who said it.
 */
#include "quotes/features.h"

enum { LIST = 40, CLAUSE = 16 };

static bool
is_and(const struct bs_qtok *t)
{
	return t->h == BS_Q_WORD("and") || t->h == BS_Q_WORD("or");
}

static bool
is_who(const struct bs_qtok *t)
{
	return t->h == BS_Q_WORD("who") || t->h == BS_Q_WORD("which");
}

/* May a word be part of a noun phrase, going by its left neighbour?  A plain word behind a name
 * (Berg left) or behind a noun is as often a verb. */
static bool
nominal(const struct bs_qdoc *q, uint32_t lo, uint32_t t)
{
	const struct bs_qtok *k = &q->tok[t];
	unsigned left = t > lo ? q->tok[t - 1].cls : BS_QC_EDGE;

	if (k->pair >= 0)
		return false;
	switch (k->cls) {
	case BS_QC_CAP:
	case BS_QC_TITLE:
	case BS_QC_DET:
	case BS_QC_POSS:
	case BS_QC_GENITIVE:
	case BS_QC_PREP:
	case BS_QC_NUM:
		return true;
	case BS_QC_CONJ:
		return is_and(k);
	case BS_QC_PUNCT:
		return k->mark == BS_QM_COMMA;
	case BS_QC_OTHER:
	case BS_QC_S:
		return left == BS_QC_DET || left == BS_QC_POSS || left == BS_QC_GENITIVE ||
		       left == BS_QC_PREP || left == BS_QC_NUM || left == BS_QC_PUNCT ||
		       left == BS_QC_EDGE || (t > lo && is_and(&q->tok[t - 1])) || k->role;
	default:
		return false;
	}
}

/* The first of the words before `to` that all may be one noun phrase, or list of them. */
static uint32_t
phrase_start(const struct bs_qdoc *q, uint32_t lo, uint32_t to)
{
	uint32_t t = to;

	while (t > lo && t + LIST > to && nominal(q, lo, t - 1))
		t--;
	return t;
}

/* Does a noun phrase that fills its sentence up to here start at t? */
static bool
starts_phrase(const struct bs_qdoc *q, uint32_t lo, uint32_t t)
{
	unsigned c = q->tok[t].cls;

	return t == lo && c != BS_QC_PREP && c != BS_QC_PUNCT && c != BS_QC_CONJ;
}

static bool
holds_and(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		if (is_and(&q->tok[from]))
			return true;
	return false;
}

/* A, B and [C]; A, [B and C]: the list from its start, where it starts the sentence. */
static void
whole_list(const struct bs_qdoc *q, struct bs_qcue *c, uint32_t lo)
{
	uint32_t t = c->src_from;

	if (t == lo || !(is_and(&q->tok[t - 1]) ||
			   (q->tok[t - 1].mark == BS_QM_COMMA && holds_and(q, t, c->src_to))))
		return;
	t = phrase_start(q, lo, t);
	if (starts_phrase(q, lo, t))
		c->src_from = t;
}

/* The ministries of finance, health and justice said: nothing but nouns before the cue. */
static void
all_before(const struct bs_qdoc *q, struct bs_qcue *c, uint32_t lo)
{
	uint32_t to = c->at, t;

	while (to > lo && (q->tok[to - 1].cls == BS_QC_HAVE || q->tok[to - 1].cls == BS_QC_MODAL ||
			      q->tok[to - 1].cls == BS_QC_ADV))
		to--;
	t = phrase_start(q, lo, to);
	if (t == to || !starts_phrase(q, lo, t) || q->tok[to - 1].cls == BS_QC_PUNCT)
		return;
	c->src_from = t;
	c->src_to = to;
	c->src_head = to - 1;
}

/* Ann Berg, who owns a boat, said: the cue is not the clause's, so "who" is not its source. */
static void
antecedent(const struct bs_qdoc *q, struct bs_qcue *c, uint32_t lo)
{
	uint32_t who = c->src_from, to = who, t;
	bool comma = false;

	for (t = who; t < c->at && !comma; t++)
		comma = q->tok[t].mark == BS_QM_COMMA;
	if (!comma)
		return;
	to -= to > lo && q->tok[to - 1].mark == BS_QM_COMMA;
	for (t = to;
	     t > lo && t + CLAUSE > to && q->tok[t - 1].cls != BS_QC_PUNCT && nominal(q, lo, t - 1);
	     t--)
		;
	while (t < to && (q->tok[t].cls == BS_QC_PREP || q->tok[t].cls == BS_QC_CONJ))
		t++;
	if (t == to)
		return;
	c->src_from = t;
	c->src_to = to;
	c->src_head = to - 1;
}

/* The museum, [the Orrin Institute,] said: the noun that the sentence starts with is named. */
static void
named_noun(const struct bs_qdoc *q, struct bs_qcue *c, uint32_t lo)
{
	uint32_t t = c->src_from;

	if (t < lo + 3 || t > lo + 5 || q->tok[t].cls != BS_QC_DET || q->tok[lo].cls != BS_QC_DET ||
	    q->tok[t - 1].mark != BS_QM_COMMA)
		return;
	for (t--; t > lo + 1; t--)
		if (q->tok[t - 1].cls != BS_QC_OTHER)
			return;
	c->src_from = lo;
}

/* A woman who lives there said: the clause up to the cue says who she is. */
static void
with_clause(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t t = c->src_to;

	if (t >= c->at || !is_who(&q->tok[t]))
		return;
	for (; t < c->at; t++)
		if (q->tok[t].cls == BS_QC_PUNCT || t > c->src_to + CLAUSE)
			return;
	c->src_to = c->at;
}

/* A comma closes what another one opened; alone at the end it is not the source's. */
static void
closing_comma(const struct bs_qdoc *q, struct bs_qcue *c)
{
	if (c->src_to < c->src_from + 2 || q->tok[c->src_to - 1].mark != BS_QM_COMMA)
		return;
	for (uint32_t t = c->src_from; t + 1 < c->src_to; t++)
		if (q->tok[t].mark == BS_QM_COMMA)
			return;
	c->src_to--;
}

/* BERG: The state says: a label is no part of a source. */
static void
behind_colon(const struct bs_qdoc *q, struct bs_qcue *c)
{
	for (uint32_t t = c->src_from; t < c->src_head; t++)
		if (q->tok[t].mark == BS_QM_COLON)
			c->src_from = t + 1;
}

/* Said Ann Berg, head of the institute, to Radio Leeds: */
static void
addressee(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t t = c->src_to;

	while (t > c->src_head + 1 && (t == c->src_to || q->tok[t].mark != BS_QM_COMMA))
		t--;
	if (q->tok[t].mark == BS_QM_COMMA && t + 2 < c->src_to &&
	    q->tok[t + 1].h == BS_Q_WORD("to") &&
	    (q->tok[t + 2].cls == BS_QC_CAP || q->tok[t + 2].cls == BS_QC_DET))
		c->src_to = t;
}

/* The statement is a summary: a source stops before the verb behind its head, if no clause on its
 * noun has it. */
static void
before_verb(const struct bs_qdoc *q, struct bs_qcue *c)
{
	bool comma = false;

	for (uint32_t t = c->src_head + 1; t < c->src_to; t++) {
		unsigned k = q->tok[t].cls;

		if (c->src_from > c->at && q->tok[t].mark == BS_QM_COMMA && t + 1 < c->src_to &&
		    q->tok[t + 1].cls == BS_QC_ING) {
			c->src_to = t; /* said Ann Berg, adding that */
			return;
		}
		if (k == BS_QC_WH || k == BS_QC_THAT || is_who(&q->tok[t]))
			return;
		comma |= k == BS_QC_PUNCT;
		if (!comma && (k == BS_QC_BE || k == BS_QC_MODAL || k == BS_QC_HAVE)) {
			c->src_to = t;
			return;
		}
	}
}

/* Residents have slammed the plan, with one calling it: a source starts behind the comma that
 * closes a clause before its head. */
static void
behind_clause(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t from = c->src_from;
	bool verb = false;

	for (uint32_t t = from; t < c->src_head; t++) {
		unsigned k = q->tok[t].cls;

		if (k == BS_QC_WH || k == BS_QC_THAT || is_who(&q->tok[t]))
			return;
		verb |= k == BS_QC_BE || k == BS_QC_MODAL || k == BS_QC_HAVE;
		if (verb && q->tok[t].mark == BS_QM_COMMA) {
			from = t + 1;
			verb = false;
		}
	}
	if (from == c->src_from)
		return;
	while (from < c->src_head &&
	       (q->tok[from].cls == BS_QC_CONJ || q->tok[from].h == BS_Q_WORD("with")))
		from++;
	if (!verb) /* it had failed, and had told: one clause */
		c->src_from = from;
}

static bool
personal(const struct bs_qtok *t)
{
	return t->h == BS_Q_WORD("i") || t->h == BS_Q_WORD("he") || t->h == BS_Q_WORD("she") ||
	       t->h == BS_Q_WORD("it") || t->h == BS_Q_WORD("we") || t->h == BS_Q_WORD("they");
}

/* They are of concern for Lund, and ... it was said; it is late and Berg says: a source holds no
 * clause before its head; it starts behind what ends that, or there is none. */
static void
no_clause(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t from = c->src_from, joint = BS_NOTOK;
	bool verb = personal(&q->tok[from]) && from + 1 < c->src_to && !is_and(&q->tok[from + 1]);

	for (uint32_t t = from; t < c->src_head; t++) {
		unsigned k = q->tok[t].cls;

		if (k == BS_QC_WH || k == BS_QC_THAT || k == BS_QC_TO || is_who(&q->tok[t]) ||
		    q->tok[t].pair >= 0)
			return;
		if (k == BS_QC_BE || k == BS_QC_MODAL || k == BS_QC_HAVE) {
			verb = true;
			joint = BS_NOTOK;
		} else if (verb && (k == BS_QC_CONJ || k == BS_QC_PUNCT)) {
			joint = t + 1;
		}
	}
	if (!verb)
		return;
	if (joint != BS_NOTOK) {
		c->src_from = joint;
	} else if (personal(&q->tok[from]) && q->tok[from + 1].mark != BS_QM_COMMA) {
		c->src_head = from;
		c->src_to = from + 1;
	}
}

/* A man known as “Shorty”: the mark that closes what the source opened is its own. */
static void
closing_mark(const struct bs_qdoc *q, struct bs_qcue *c)
{
	int32_t p = q->tok[c->src_to - 1].pair;

	if (p >= 0 && q->pair[p].from >= c->src_from && q->pair[p].to <= c->src_to + 2)
		c->src_to = q->pair[p].to;
}

static bool
participle(const struct bs_qdoc *q, uint32_t t)
{
	struct bs_span w = bs_q_text(q, t);

	return w.n > 4 && bs_span_ends(w, BS_SPAN("ing"));
}

/* Conceding that it was late, he warned: a participle without a source, or whose clause alone lies
 * before it, has the subject of the clause behind its own. */
static void
main_subject(const struct bs_qdoc *q, struct bs_qcue *c, uint32_t lo)
{
	uint32_t hi = bs_q_window(q, c->at).hi, t = c->b + 1, from;

	if (!participle(q, c->at) || c->at > lo + 1 || c->a <= c->at || t + 1 >= hi ||
	    q->tok[c->b].mark != BS_QM_COMMA)
		return;
	for (from = t; t < hi && t < from + CLAUSE; t++) {
		const struct bs_qtok *k = &q->tok[t];
		bool name = k->cls == BS_QC_CAP || k->cls == BS_QC_TITLE || k->role;

		if (t == from && k->cls == BS_QC_PRON) {
			t++;
			break;
		}
		if (!name && !(k->cls == BS_QC_DET && t == from) && k->cls != BS_QC_OTHER)
			break;
		if (k->cls == BS_QC_OTHER && !k->role &&
		    (t == from || q->tok[t - 1].cls != BS_QC_DET))
			break;
	}
	if (t == from || q->tok[t - 1].cls == BS_QC_DET)
		return;
	c->src_from = from;
	c->src_to = t;
	c->src_head = t - 1;
}

/* Asked whether ..., Ann Berg said; when asked if ...; Ann Berg, asked why ..., said: who is named
 * there was asked, and by whom the sentence does not say. */
static bool
was_asked(const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t lo)
{
	uint32_t t = c->at, next = c->at + 1;
	struct bs_span word = bs_q_text(q, c->at);

	if (c->direct || c->a <= c->at || word.p[word.n - 1] != 'd' ||
	    !(bs_qlexicon_frames(q->lex, q->tok[c->at].cue) & BS_QF_ADDRESSEE) ||
	    !(c->a == next || q->tok[next].cls == BS_QC_PREP) || q->tok[next].h == BS_Q_WORD("by"))
		return false;
	while (t > lo && (q->tok[t - 1].cls == BS_QC_ADV || q->tok[t - 1].cls == BS_QC_LY))
		t--;
	if (t > lo && q->tok[t - 1].cls == BS_QC_SUB)
		return true;
	if (t == lo || (t == lo + 1 && q->tok[lo].cls == BS_QC_CONJ))
		return true;
	return t > lo + 1 && q->tok[t - 1].mark == BS_QM_COMMA &&
	       q->tok[c->b].mark == BS_QM_COMMA &&
	       (q->tok[t - 2].cls == BS_QC_CAP || q->tok[t - 2].role);
}

/* “They lied,” says insider as council meets: a noun between the cue and what happened then. */
static void
noun_behind(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t hi = bs_q_window(q, c->at).hi, from = c->at + 1, t = from;

	if (!c->direct || c->at == 0 || c->b > c->at || c->src_from <= from ||
	    (q->tok[c->at - 1].mark != BS_QM_CLOSE && q->tok[c->at - 1].mark != BS_QM_SCLOSE &&
		q->tok[c->at - 1].mark != BS_QM_COMMA))
		return;
	while (t < hi && t < from + CLAUSE &&
	       (q->tok[t].cls == BS_QC_OTHER || q->tok[t].cls == BS_QC_S ||
		   q->tok[t].cls == BS_QC_CAP || q->tok[t].cls == BS_QC_DET ||
		   q->tok[t].cls == BS_QC_POSS))
		t++;
	if (t == from || t >= hi || q->tok[t].cls != BS_QC_SUB || c->src_from <= t)
		return;
	c->src_from = from;
	c->src_to = t;
	c->src_head = t - 1;
}

/* Tom “Teflon” Lund: the name before a nickname is part of it. */
static void
with_nickname(const struct bs_qdoc *q, struct bs_qcue *c, uint32_t lo)
{
	uint32_t t = c->src_from;
	const struct bs_qpair *p;

	if (t < lo + 4 || q->tok[t].cls != BS_QC_CAP || q->tok[t - 1].mark != BS_QM_SCLOSE ||
	    q->tok[t - 1].pair < 0)
		return;
	p = &q->pair[q->tok[t - 1].pair];
	if (p->b != t - 1 || p->from <= lo || p->b > p->a + 3 || p->parent >= 0)
		return;
	for (t = p->from;
	     t > lo && (q->tok[t - 1].cls == BS_QC_CAP || q->tok[t - 1].cls == BS_QC_TITLE); t--)
		;
	if (t < p->from)
		c->src_from = t;
}

void
bs_q_mend_source(const struct bs_qdoc *q, struct bs_qcue *c)
{
	uint32_t lo = bs_q_window(q, c->at).lo;

	if (was_asked(q, c, lo)) {
		c->src_from = c->src_to = 0;
		return;
	}
	noun_behind(q, c);
	if (c->src_from == c->src_to) {
		main_subject(q, c, lo);
		if (c->src_from == c->src_to)
			all_before(q, c, lo);
		return;
	}
	before_verb(q, c);
	behind_clause(q, c);
	no_clause(q, c);
	if (c->src_from == c->src_to)
		return;
	closing_mark(q, c);
	with_nickname(q, c, lo);
	addressee(q, c);
	if (c->src_to > c->at || q->tok[c->src_from].sent != q->tok[c->at].sent)
		return;
	if (is_who(&q->tok[c->src_from]))
		antecedent(q, c, lo);
	whole_list(q, c, lo);
	named_noun(q, c, lo);
	with_clause(q, c);
	behind_colon(q, c);
	closing_comma(q, c);
}
