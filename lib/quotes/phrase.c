/*
 * phrase: the words found as a source, once it is known who is named where.
 *
 * What of them names the source ends before the verb of another clause; whom
 * something was told (was told, is called) does not say it; an apposition (Ann
 * Berg, [head of X, and of Y,] said) belongs to its name.  All look at one
 * sentence, in bounded steps.
 */
#include "quotes/phrase.h"

#include "segment/split.h"

enum { REACH = 60, NEAR = 6 };

/* Does the sentence open with a word in -ed or -ing, whatever its capital makes of it? */
static bool
opens_in_participle(const struct bs_qdoc *q, uint32_t t)
{
	struct bs_span w = bs_q_text(q, t);

	return t == q->first[q->tok[t].sent] && w.n > 4 && bs_word_is_english(w) &&
	       q->tok[t + 1].cls != BS_QC_GENITIVE &&
	       (bs_span_ends(w, BS_SPAN("ed")) || bs_span_ends(w, BS_SPAN("ing")));
}

/* Most recently, [the board]; OSLO - [the board]; the plan, [an insider] said: where a source
 * starts behind an adverb, a dateline's dash, or a thing that the clause is about. */
static uint32_t
behind_mark(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t from = a->src_from, t = from;
	bool adverb = true, capitals = true, person = false;

	while (t + 1 < a->src_to && t < from + NEAR && q->tok[t].cls != BS_QC_PUNCT) {
		const struct bs_qtok *k = &q->tok[t++];

		adverb &= k->cls == BS_QC_ADV || k->cls == BS_QC_LY || k->h == BS_Q_WORD("most");
		capitals &= k->cap && bs_q_text(q, t - 1).n > 1 &&
			    bs_q_text(q, t - 1).p[1] >= 'A' && bs_q_text(q, t - 1).p[1] <= 'Z';
		person |= k->role == BS_QR_PERSON || k->cls == BS_QC_CAP || k->cls == BS_QC_PRON;
	}
	if (t == from || t + 1 >= a->src_to)
		return from;
	if (q->tok[t].mark == BS_QM_DASH)
		return capitals && from == q->first[q->tok[from].sent] ? t + 1 : from;
	if (q->tok[t].mark != BS_QM_COMMA)
		return from;
	return adverb || (!person && q->tok[from].cls == BS_QC_DET &&
			     q->tok[t - 1].role == BS_QR_NONE && q->tok[t + 1].cls == BS_QC_DET &&
			     q->tok[a->src_to - 1].role == BS_QR_PERSON)
		   ? t + 1
		   : from;
}

/* Where audience members, and the mayor: words before the phrase.  A phrase of an article alone
 * goes on to its noun. */
static void
edges(const struct bs_qdoc *q, struct bs_qact *a)
{
	uint32_t t = behind_mark(q, a);

	if (t + 2 < a->src_to && bs_q_used(q, t, "opener"))
		t += q->tok[t + 1].mark == BS_QM_COMMA ? 2 : 1; /* Meanwhile, crowds */
	while (t + 1 < a->src_to &&
	       (bs_q_is_word(q, t, BS_Q_WORD("where")) || bs_q_is_word(q, t, BS_Q_WORD("how")) ||
		   bs_q_is_word(q, t, BS_Q_WORD("from")) || bs_q_is_word(q, t, BS_Q_WORD("with")) ||
		   q->tok[t].cls == BS_QC_IF || bs_q_opens_clause(&q->tok[t])))
		t++;
	if (opens_in_participle(q, t)) /* Heard or not, voters */
		for (uint32_t k = t; k < a->src_head; k++)
			if (q->tok[k].mark == BS_QM_COMMA)
				t = k + 1;
	a->src_from = t;
	if (a->src_to > t + 1 || (q->tok[t].h != BS_Q_WORD("the") && q->tok[t].h != BS_Q_WORD("a")))
		return;
	while (a->src_to < q->ntok && a->src_to < t + REACH &&
	       q->tok[a->src_to].sent == q->tok[t].sent &&
	       (a->cue_at < t || a->src_to < a->cue_from) &&
	       (bs_q_nounlike(q->tok[a->src_to].cls) || q->tok[a->src_to].role ||
		   q->tok[a->src_to].cls == BS_QC_LY || /* family */
		   q->tok[a->src_to].h == BS_Q_WORD("of") ||
		   q->tok[a->src_to - 1].h == BS_Q_WORD("of")))
		a->src_to++;
}

/* A gap that [experts] say; both of which [Ann Berg] praised: the verb of a relative clause has its
 * subject behind the pronoun. */
static void
relative_subject(const struct bs_qdoc *q, struct bs_qact *a)
{
	uint32_t t = a->src_to - 1;

	if (a->cue_at != a->src_to || q->tok[a->cue_at].cls == BS_QC_ING)
		return;
	while (t > a->src_from &&
	       (bs_q_nounlike(q->tok[t].cls) || q->tok[t].role || q->tok[t].cls == BS_QC_DET ||
		   q->tok[t].cls == BS_QC_TITLE || q->tok[t].cls == BS_QC_ING))
		t--;
	if (t > a->src_from && t + 1 < a->src_to && bs_q_relative(q, t) &&
	    !bs_q_is_word(q, t, BS_Q_WORD("who")) &&
	    (q->tok[a->src_to - 1].cls != BS_QC_OTHER || q->tok[a->src_to - 1].role))
		a->src_from = t + 1;
}

/* A woman [who] says; a mother [has] accused: what leads to the cue alone. */
static void
before_cue(const struct bs_qdoc *q, struct bs_qact *a)
{
	if (a->cue_at < a->src_to)
		return;
	while (a->src_to > a->src_from + 1) {
		const struct bs_qtok *last = &q->tok[a->src_to - 1];

		if (last->h != BS_Q_WORD("who") && last->cls != BS_QC_HAVE &&
		    (last->cls != BS_QC_BE || last->cap))
			return;
		a->src_to--;
	}
}

/* Berg[, however,] says; Berg[, meanwhile, who left]: an adverb between commas ends a source. */
static void
before_adverb(const struct bs_qdoc *q, struct bs_qact *a)
{
	for (uint32_t t = a->src_from + 1; t + 1 < a->src_to; t++)
		if (q->tok[t].mark == BS_QM_COMMA &&
		    (bs_q_used(q, t + 1, "opener") || q->tok[t + 1].cls == BS_QC_LY) &&
		    (t + 2 == a->src_to || q->tok[t + 2].mark == BS_QM_COMMA)) {
			a->src_to = t;
			return;
		}
}

/* According to the board[, and it will end in May]: another clause is none of a source behind its
 * cue. */
static void
before_clause(const struct bs_qdoc *q, struct bs_qact *a)
{
	if (a->cue_at == BS_NOTOK || a->src_from < a->cue_at)
		return;
	for (uint32_t t = a->src_from + 1; t + 2 < a->src_to && !bs_q_relative(q, t); t++) {
		uint32_t k = t + 3;

		if (q->tok[t].mark != BS_QM_COMMA || q->tok[t + 1].cls != BS_QC_CONJ)
			continue;
		while (k < a->src_to && !bs_q_relative(q, k) && !bs_q_verb_at(q, k))
			k++;
		if (q->tok[t + 2].cls == BS_QC_PRON || (k < a->src_to && !bs_q_relative(q, k))) {
			a->src_to = t;
			return;
		}
	}
}

/* According to the long-time [host Ann Berg]: the phrase goes on to its noun. */
static void
to_noun(const struct bs_qdoc *q, struct bs_qact *a)
{
	const struct bs_qtok *k = &q->tok[a->src_to];

	if (a->cue_at == BS_NOTOK || a->src_from < a->cue_at || a->src_to >= q->ntok ||
	    !(bs_qlexicon_frames(q->lex, q->tok[a->cue_at].cue) & BS_QF_ACCORDING) ||
	    bs_q_used(q, a->src_to, "present"))
		return;
	while (a->src_to < a->src_from + REACH && k->sent == q->tok[a->src_from].sent &&
	       k->pair == q->tok[a->src_from].pair &&
	       (k->cls == BS_QC_CAP || k->role || (k->cls == BS_QC_OTHER && k[1].role)))
		k = &q->tok[++a->src_to];
}

/* [Officials who know the house in Hull,] York said: a place that ends the one before is no source,
 * but the end of it, where that starts the sentence and has no verb. */
static void
to_place(const struct bs_qnames *n, struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint32_t lo = bs_q_window(q, a->src_from).lo, from = a->src_from;
	size_t i = bs_q_names_from(n, from);

	if (a->cue_at == BS_NOTOK || from > a->cue_at || from < lo + 4 || from > lo + REACH ||
	    q->tok[from - 1].mark != BS_QM_COMMA || q->tok[from - 2].cls != BS_QC_CAP ||
	    i == n->nname || n->name[i].from > from || n->name[i].to < a->src_to ||
	    n->who[n->name[i].who].person)
		return;
	for (uint32_t t = lo; t < from; t++)
		if (bs_q_quotes(q, a, t, t + 1) || q->tok[t].cls == BS_QC_PRON ||
		    (t > lo && bs_q_verb_at(q, t)) ||
		    (q->tok[t].cls == BS_QC_PUNCT && t + 1 < from))
			return;
	if (q->tok[lo].cls != BS_QC_PREP && q->tok[lo].cls != BS_QC_SUB)
		a->src_from = lo;
}

/* The person named before the source and "and", or NULL. */
static const struct bs_qname *
joined_name(const struct bs_qnames *n, uint32_t lo, uint32_t from)
{
	size_t i;

	if (from < lo + 2 || !bs_q_is_word(n->q, from - 1, BS_Q_WORD("and")))
		return NULL;
	i = bs_q_names_from(n, from - 2);
	return i < n->nname && n->name[i].to == from - 1 && n->who[n->name[i].who].person
		   ? &n->name[i]
		   : NULL;
}

/* One of its lawyers, [Ann Berg,] said; [Lund and] Berg said: what the name belongs to, or goes
 * with, where that starts a clause. */
static void
with_role(const struct bs_qnames *n, struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint32_t lo = bs_q_window(q, a->src_from).lo, from = a->src_from, to = a->src_to;
	const struct bs_qname *m = bs_q_named(n, a), *other = joined_name(n, lo, from);
	bool role = other != NULL;

	to -= q->tok[to - 1].mark == BS_QM_COMMA;
	if (a->cue_at == BS_NOTOK || from > a->cue_at || m == NULL || !n->who[m->who].person)
		return;
	if (other) {
		for (from = other->from; from > lo && q->tok[from - 1].cls == BS_QC_TITLE; from--)
			;
	} else {
		if (from < lo + 3 || q->tok[from - 1].mark != BS_QM_COMMA ||
		    q->tok[to].mark != BS_QM_COMMA)
			return;
		for (from--; from > lo && q->tok[from - 1].cls != BS_QC_PUNCT; from--) {
			if ((from > lo + 1 && bs_q_verb_at(q, from - 1)) ||
			    bs_q_quotes(q, a, from - 1, from))
				return;
			role |= q->tok[from - 1].role == BS_QR_PERSON;
		}
		to++;
	}
	from += q->tok[from].cls == BS_QC_CONJ;
	if (role && from < a->src_from && q->tok[from].cls != BS_QC_PREP &&
	    q->tok[from].cls != BS_QC_ING && q->tok[from].cls != BS_QC_SUB &&
	    q->tok[from].cls != BS_QC_TO && !opens_in_participle(q, from) &&
	    (from == lo || q->tok[from - 1].cls == BS_QC_PUNCT ||
		q->tok[from - 1].cls == BS_QC_SUB || q->tok[from - 1].cls == BS_QC_THAT ||
		(q->tok[from - 1].cls == BS_QC_CONJ && from == lo + 1))) {
		a->src_from = from;
		a->src_to = to > a->src_to ? to : a->src_to;
	}
}

/* Speaking to Radio Oslo [Ann Berg] said: the person behind such an opening without a comma. */
static void
behind_opening(const struct bs_qnames *n, struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint32_t first = q->first[q->tok[a->src_from].sent];
	const struct bs_qname *m = NULL;

	if (!opens_in_participle(q, first) || a->src_from > a->cue_at ||
	    a->src_from > first + REACH)
		return;
	for (size_t i = bs_q_names_from(n, a->src_from);
	     i < n->nname && n->name[i].from < a->src_to; i++)
		if (n->who[n->name[i].who].person)
			m = &n->name[i];
	if (m == NULL || m->to != a->src_to || m->from <= a->src_from + 1 ||
	    bs_q_any_of(q, first, m->from, BS_QC_PUNCT))
		return;
	for (uint32_t t = a->src_from; t < m->from; t++)
		if (q->tok[t].role == BS_QR_PERSON || q->tok[t].cls == BS_QC_TITLE)
			return;
	a->src_from = m->from;
}

/* The president's executive [order] declaring; the winner's [speech] saying: a phrase that ends in
 * an adjective or an owner goes on to the cue behind its noun. */
static void
to_cue(const struct bs_qdoc *q, struct bs_qact *a)
{
	uint32_t t = a->src_to, owner = t;

	while (owner > a->src_from && owner + 3 > t && q->tok[owner - 1].cls != BS_QC_GENITIVE)
		owner--;
	if (a->cue_at == BS_NOTOK || a->cue_from <= t || a->cue_from > t + 3 ||
	    bs_qlexicon_frames(q->lex, q->tok[a->cue_at].cue) & BS_QF_NOUN ||
	    owner <= a->src_from + 1 || q->tok[owner - 1].cls != BS_QC_GENITIVE)
		return;
	for (; t < a->cue_from; t++)
		if (!bs_q_nounlike(q->tok[t].cls) || q->tok[t].cap)
			return;
	a->src_to = a->cue_from;
}

/* Are the words of a source a date, with its month or year? */
static bool
date(const struct bs_qdoc *q, const struct bs_qact *a)
{
	bool known = false;

	for (uint32_t t = a->src_from; t < a->src_to; t++) {
		struct bs_span w = bs_q_text(q, t);
		unsigned c = q->tok[t].cls;
		bool digits = w.p[0] >= '0' && w.p[0] <= '9' &&
			      (w.p[w.n - 1] <= '9' || memchr(w.p, '-', w.n));

		known |= c == BS_QC_MONTH || (digits && w.n >= 4);
		if (!digits && c != BS_QC_MONTH && c != BS_QC_DAY && c != BS_QC_PUNCT &&
		    t > a->src_from)
			return false;
		if (!digits && t == a->src_from && c != BS_QC_MONTH && c != BS_QC_DAY &&
		    !bs_q_is_word(q, t, BS_Q_WORD("sept")))
			return false;
	}
	return known;
}

/* Was told; staff urged to leave: the subject is whom it was said to. */
static bool
passive(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t t = a->cue_at, lo;
	unsigned f;

	if (t == BS_NOTOK || q->tok[t].cls != BS_QC_ED || bs_q_used(q, t, "thinks") ||
	    q->tok[t + 1].cls == BS_QC_ING) /* was heard saying */
		return false;
	lo = q->first[q->tok[t].sent];
	while (t > lo && (q->tok[t - 1].cls == BS_QC_ADV || q->tok[t - 1].cls == BS_QC_NOT ||
			     q->tok[t - 1].cls == BS_QC_LY))
		t--;
	if (t > lo && q->tok[t - 1].cls == BS_QC_BE)
		return true;
	f = bs_qlexicon_frames(q->lex, q->tok[a->cue_at].cue);
	if (q->tok[a->cue_at].h == BS_Q_WORD("reported") && q->tok[a->cue_at + 1].cls == BS_QC_TO &&
	    (q->tok[a->cue_at + 2].cls == BS_QC_HAVE || q->tok[a->cue_at + 2].cls == BS_QC_BE))
		return true; /* reported to have */
	return f & BS_QF_ADDRESSEE && f & BS_QF_INFINITIVE && !(f & (BS_QF_OBJECT | BS_QF_PREP)) &&
	       q->tok[a->cue_at + 1].cls == BS_QC_TO;
}

/* A determiner of one thing: the verb of what it determines is no plural. */
static bool
of_one(const struct bs_qtok *k)
{
	return k->cls == BS_QC_POSS || k->h == BS_Q_WORD("the") || k->h == BS_Q_WORD("a") ||
	       k->h == BS_Q_WORD("an") || k->h == BS_Q_WORD("this") || k->h == BS_Q_WORD("another");
}

/* The last slim [hope]; some [questions]; current [fears]: the words before a cue that may be a
 * noun do not agree with it as a verb, so that they belong to it. */
static bool
belongs_to_cue(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	const struct bs_qtok *cue, *last = &q->tok[a->src_to - 1];
	size_t i = bs_q_names_from(n, a->src_to - 1);
	uint32_t t;

	if (a->cue_at == BS_NOTOK || a->src_to != a->cue_at)
		return false;
	cue = &q->tok[a->cue_at];
	if (!(bs_qlexicon_frames(q->lex, cue->cue) & BS_QF_NOUN) ||
	    (last->role && last->cls != BS_QC_DET) || (i < n->nname && n->name[i].from < a->src_to))
		return false;
	if (cue->cls == BS_QC_S)
		return last->cls == BS_QC_DET ||
		       (last->cap && a->src_to == q->first[last->sent] + 1 &&
			   last->cls == BS_QC_CAP && bs_word_is_english(bs_q_text(q, a->src_from)));
	if (cue->cls != BS_QC_OTHER || last->cls != BS_QC_OTHER)
		return false;
	t = bs_q_phrase_start(q, a->src_from, a->src_to - 1);
	t -= t > a->src_from + 1 && q->tok[t - 1].cls == BS_QC_ADV; /* the last, the most */
	return of_one(&q->tok[t]) || (t > a->src_from && of_one(&q->tok[t - 1]));
}

/* The goal is to say; the word is used to say: what an infinitive tells the use of, a thing. */
static bool
tool(const struct bs_qdoc *q, const struct bs_qact *a)
{
	const struct bs_qtok *head = &q->tok[a->src_to - 1];

	if (a->cue_at == BS_NOTOK || a->cue_at < a->src_to + 2 || head->role ||
	    (head->cls != BS_QC_OTHER && head->h != BS_Q_WORD("this")))
		return false;
	return q->tok[a->cue_at - 1].cls == BS_QC_TO && q->tok[a->src_to].cls == BS_QC_BE;
}

/* The price of oil shows that; its collapse suggests: who says so is not told. */
static bool
thing(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint32_t head = bs_q_noun(n, a);

	return a->cue_at != BS_NOTOK && a->src_to <= a->cue_at && !q->tok[head].cap &&
	       !q->tok[head].role && bs_q_used(q, head, "thing");
}

/* Does a name at t stand where the subject of a sentence can: at its start or behind a mark, with
 * nothing before it but what belongs to it? */
static bool
opens_segment(const struct bs_qdoc *q, uint32_t lo, uint32_t t)
{
	uint32_t k = bs_q_phrase_start(q, lo, t), s;

	for (s = t; s > lo && q->tok[s - 1].cls != BS_QC_PUNCT; s--)
		;
	return (k == s || q->tok[k - 1].cls == BS_QC_CONJ || q->tok[k - 1].cls == BS_QC_THAT ||
		   q->tok[k - 1].cls == BS_QC_ADV) &&
	       (s == t || (q->tok[s].cls != BS_QC_PREP && q->tok[s].cls != BS_QC_ING &&
			      q->tok[s].cls != BS_QC_TO));
}

/* Ann Berg, an editor in Leeds, York, and [a resident of Hull], said: the person before the commas,
 * if no verb and no preposition keeps her apart. */
static void
apposition(const struct bs_qnames *n, struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint32_t lo = bs_q_window(q, a->src_from).lo, t = a->src_from;
	const struct bs_qname *m;
	size_t i = 0;

	if (a->cue_at == BS_NOTOK || a->src_from > a->cue_at || q->tok[t].cls == BS_QC_PRON)
		return;
	if (t > lo && q->tok[t - 1].cls == BS_QC_CONJ)
		t--;
	if (t == lo || q->tok[t - 1].mark != BS_QM_COMMA)
		return;
	m = bs_q_named(n, a);
	if (m && n->who[m->who].person)
		return;
	for (t--; t > lo && t + REACH > a->src_from; t--) {
		const struct bs_qtok *k = &q->tok[t];

		i = bs_q_names_from(n, t - 1);
		if (k->mark == BS_QM_COMMA && i < n->nname && n->name[i].to == t &&
		    n->who[n->name[i].who].person)
			break;
		if ((k->cls == BS_QC_PUNCT && k->mark != BS_QM_COMMA) || k->cls == BS_QC_PRON ||
		    k->cls == BS_QC_ING || k->cls == BS_QC_SUB || bs_q_verb_at(q, t) ||
		    (k->cue && k->cls == BS_QC_ED))
			return;
	}
	if (t == lo || t + REACH <= a->src_from)
		return;
	if (bs_q_quotes(q, a, n->name[i].from, n->name[i].from + 1) ||
	    !opens_segment(q, lo, n->name[i].from))
		return;
	a->src_from = n->name[i].from;
	a->src_head = n->name[i].to - 1;
}

void
bs_q_settle_source(const struct bs_qnames *n, struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;

	if (a->turn || q->tok[a->src_from].sent != q->tok[a->src_to - 1].sent)
		return;
	if (date(q, a) || (passive(q, a) && a->src_from < a->cue_at)) {
		a->src_from = a->src_to = 0;
		return;
	}
	edges(q, a);
	before_adverb(q, a);
	before_cue(q, a);
	before_clause(q, a);
	to_noun(q, a);
	relative_subject(q, a);
	behind_opening(n, a);
	to_cue(q, a);
	bs_q_one_clause(q, a);
	if (belongs_to_cue(n, a) || tool(q, a) || thing(n, a)) {
		a->src_from = a->src_to = 0;
		return;
	}
	apposition(n, a);
	to_place(n, a);
	with_role(n, a);
}

uint32_t
bs_q_antecedent(const struct bs_qdoc *q, uint32_t t)
{
	uint32_t lo = bs_q_window(q, t).lo;

	if (t > lo && q->tok[t - 1].mark == BS_QM_COMMA)
		t--;
	return t > lo && (bs_q_nounlike(q->tok[t - 1].cls) || q->tok[t - 1].role)
		   ? bs_q_phrase_start(q, lo, t - 1)
		   : t;
}
