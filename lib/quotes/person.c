/*
 * person: who a source is.
 *
 * The key of a source is the canonical name of the mention in it; for a role
 * (the deputy) the person introduced with it; for a pronoun the best of the
 * people named shortly before; else the phrase itself without its article.
 */
#include "quotes/features.h"
#include "quotes/names.h"

enum { NEAR = 8 /* sentences */ };

/* Does what stands around a name in the source make its bearer the source?  Not where many are
 * the source, and the name says from where (fishermen in Narva and Paide). */
static bool
bearer(const struct bs_qnames *n, const struct bs_qact *a, const struct bs_qname *m)
{
	const struct bs_qdoc *q = n->q;
	uint32_t t = m->from;
	int32_t p = q->tok[t].pair;

	if (p >= 0 && q->pair[p].from > a->src_from && q->pair[p].to < a->src_to)
		return false; /* the “Tide” actor */
	if (bs_q_many(n, a))
		for (uint32_t k = a->src_head; k < m->from; k++)
			if (q->tok[k].cls == BS_QC_PREP)
				return false;
	if (m->to < a->src_to) {
		unsigned c = q->tok[m->to].cls;

		if ((bs_q_owner(q, m->to) && m->to + 1 < a->src_to) || c == BS_QC_OTHER ||
		    c == BS_QC_S || c == BS_QC_CAP || q->tok[m->to].role)
			return false;
	}
	for (uint32_t k = m->to; k < a->src_head; k++)
		if (bs_q_owner(q, k))
			return false; /* Berg and Lund's letter */
	while (t > a->src_from &&
	       (q->tok[t - 1].cls == BS_QC_TITLE || q->tok[t - 1].role == BS_QR_PERSON))
		t--;
	while (t < m->from && t > a->src_from && q->tok[t - 1].cls == BS_QC_CAP)
		t--; /* chaired by Prime Minister Ann Berg */
	return t <= a->src_from ||
	       (q->tok[t - 1].cls != BS_QC_PREP && q->tok[t - 1].cls != BS_QC_TO);
}

/* The name that is the source: a person's in it, or a body's that holds its noun. */
const struct bs_qname *
bs_q_named(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qname *body = NULL;
	uint32_t t = a->src_from;

	for (size_t i = bs_q_names_from(n, a->src_from); i < n->nname; i++) {
		const struct bs_qname *m = &n->name[i];

		if (m->from >= a->src_to)
			break;
		for (; t < m->from; t++)
			if (t > a->src_from && bs_q_relative(n->q, t))
				return body;
		if (n->who[m->who].person && bearer(n, a, m))
			return m;
		if (body == NULL && m->from <= a->src_head && a->src_head < m->to &&
		    !(m->to < a->src_to && bs_q_owner(n->q, m->to)))
			body = m;
	}
	return body;
}

/* The auction house, Hallward & Sons: the name behind the comma is the noun's. */
static const struct bs_qname *
apposed(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qtok *tok = n->q->tok;
	uint32_t t = a->src_head + 1;
	size_t i;

	if (t < a->src_to && bs_q_relative(n->q, t)) /* the firm that owns it, Hallward, */
		while (t < a->src_to && tok[t].mark != BS_QM_COMMA)
			t++;
	if (t >= a->src_to || tok[t].mark != BS_QM_COMMA || tok[a->src_head].role == BS_QR_PERSON ||
	    bs_q_many(n, a) || bs_q_in_list(n->q, a, t))
		return NULL;
	t++;
	if (t < a->src_to && tok[t].cls == BS_QC_DET)
		t++;
	i = bs_q_names_from(n, t);
	if (i == n->nname || n->name[i].from != t || n->name[i].to > a->src_to)
		return NULL;
	t = n->name[i].to;
	return t == a->src_to || tok[t].mark == BS_QM_COMMA ? &n->name[i] : NULL;
}

/* Smith & Jones, where each is taken for a person: its words from the first name to the last. */
static bool
firm(const struct bs_qnames *n, const struct bs_qact *a, uint32_t *from, uint32_t *to)
{
	const struct bs_qtok *tok = n->q->tok;

	for (uint32_t t = a->src_from + 1; t + 1 < a->src_to; t++) {
		size_t i = bs_q_names_from(n, t);

		if (!bs_q_is_word(n->q, t, BS_Q_WORD("&")) || tok[t - 1].cls != BS_QC_CAP ||
		    tok[t + 1].cls != BS_QC_CAP || (i < n->nname && n->name[i].from < t))
			continue;
		for (*from = t; *from > a->src_from && tok[*from - 1].cls == BS_QC_CAP;)
			--*from;
		for (*to = t + 1; *to < a->src_to && tok[*to].cls == BS_QC_CAP;)
			++*to;
		return true;
	}
	return false;
}

static const struct bs_qwho *
the_speaker(const struct bs_qnames *n, struct bs_span key)
{
	const uint64_t *v = key.n > 0 ? bs_strmap_get(&n->keys, key) : NULL;

	return v && n->who[*v].person ? &n->who[*v] : NULL;
}

/* A source that ends inside a name (Hallward | & Sons) goes on to the end of it. */
static void
whole_name(const struct bs_qnames *n, struct bs_qact *a)
{
	size_t i = bs_q_names_from(n, a->src_to - 1);
	const struct bs_qname *m = i < n->nname ? &n->name[i] : NULL;

	if (m == NULL || m->from >= a->src_to || n->q->tok[m->to - 1].cls == BS_QC_PUNCT ||
	    (a->cue_at >= a->src_to && a->cue_at < m->to))
		return;
	for (size_t k = 0; k < a->npart; k++) {
		const struct bs_qpart *p = &n->q->part[a->part + k];

		if (p->from < m->to && p->to > a->src_to)
			return;
	}
	a->src_to = m->to;
}

/* I'm, I'd */
static bool
i_am(const struct bs_qdoc *q, uint32_t t)
{
	struct bs_span w = bs_q_text(q, t);

	return w.n > 2 && w.p[0] == 'I' && w.p[1] == '\'';
}

/* Both Oslo and Narva; Devon and Cornwall Police: is the name the first of several that are the
 * source together, and nothing else is before it? */
static bool
joined(const struct bs_qnames *n, const struct bs_qact *a, const struct bs_qname *m)
{
	const struct bs_qdoc *q = n->q;
	uint32_t t = a->src_from;
	bool list = false;

	while (t < m->from && (q->tok[t].cls == BS_QC_DET || q->tok[t].cls == BS_QC_TITLE))
		t++;
	if (t < m->from || m->to + 1 >= a->src_to)
		return false;
	if (bs_q_is_word(q, m->to, BS_Q_WORD("and")))
		return !bs_q_relative(q, m->to + 1);
	for (t = m->to; t < a->src_to; t++) {
		unsigned c = q->tok[t].cls;

		list |= bs_q_is_word(q, t, BS_Q_WORD("and"));
		if ((c != BS_QC_CAP && c != BS_QC_CONJ && c != BS_QC_DET && c != BS_QC_TITLE &&
			q->tok[t].mark != BS_QM_COMMA) ||
		    q->tok[t].role == BS_QR_PERSON)
			return false;
	}
	return list;
}

/* Others; one of the neighbours: a pronoun that is a phrase of its own. */
static bool
several(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint64_t h = q->tok[a->src_head].h;

	return h == BS_Q_WORD("others") ||
	       (a->src_to > a->src_head + 1 && q->tok[a->src_head + 1].h == BS_Q_WORD("of"));
}

/* Berg; Berg, who is a doctor: a single word, and what is told of it. */
static bool
alone(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t next = a->src_from + 1;

	return a->src_head == a->src_from &&
	       (next == a->src_to || q->tok[next].mark == BS_QM_COMMA || bs_q_relative(q, next));
}

/* The one person of the document with the last name that is a source's head, or NULL. */
static const struct bs_qwho *
one_named(const struct bs_qnames *n, const struct bs_qact *a)
{
	const uint64_t *v = bs_strmap_get(&n->last, bs_q_text(n->q, a->src_head));

	return v && *v ? &n->who[*v - 1] : NULL;
}

static void name_source(struct bs_qnames *n, struct bs_qact *a, const struct bs_qbefore *before);

/* The key of a source before act a whose words end at token `to`, or an empty span. */
static struct bs_span
key_of_phrase(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t to)
{
	for (const struct bs_qact *b = a; b > q->act && b + 4 > a;) {
		uint32_t end = (--b)->src_to;

		if (b->src_from < end && end - (q->tok[end - 1].cls == BS_QC_PUNCT) == to)
			return b->key;
	}
	return bs_span(NULL, 0);
}

/* A letter that said, Ann Berg, who said: the key of what the relative pronoun stands for.  A place
 * or a body that is no person passes "who" on to the noun before it (the head of Radio Oslo, who);
 * a place passes on the others (the union in Leeds, which). */
static void
name_antecedent(struct bs_qnames *n, struct bs_qact *a, const struct bs_qbefore *before)
{
	const struct bs_qdoc *q = n->q;
	struct bs_qact b = *a;
	bool who = bs_q_is_word(q, a->src_from, BS_Q_WORD("who"));
	const struct bs_qname *m;

	a->src_class = BS_SPAN("pronoun");
	for (unsigned k = 0; k < 3; k++) {
		b.src_to = b.src_from;
		b.src_from = bs_q_antecedent(q, b.src_to);
		if (b.src_from == b.src_to)
			return;
		b.src_to -= q->tok[b.src_to - 1].cls == BS_QC_PUNCT;
		if (b.src_to == 0) /* , who said: nothing stands before the comma */
			return;
		b.src_head = b.src_to - 1;
		a->key = key_of_phrase(q, a, b.src_to);
		if (a->key.n)
			return;
		m = bs_q_named(n, &b);
		/* m is a name, of somebody: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
		if (q->tok[b.src_head].cls != BS_QC_CAP || (m && n->who[m->who].person) ||
		    b.src_from < 2 || q->tok[b.src_from - 1].cls != BS_QC_PREP ||
		    !(who || bs_q_is_word(q, b.src_from - 1, BS_Q_WORD("in"))))
			break;
		b.src_from--;
	}
	name_source(n, &b, before);
	a->key = b.key;
}

/* Key and class of a source that holds no name and is no pronoun: whom its role stands for, or the
 * phrase. */
static void
name_phrase(struct bs_qnames *n, struct bs_qact *a, const struct bs_qbefore *before)
{
	const struct bs_qdoc *q = n->q;
	const struct bs_qwho *w = NULL;

	a->src_class = bs_q_phrase_class(n, a);
	if (bs_q_bare_role(q, a)) {
		w = bs_q_by_role(n, a);
		if (w == NULL)
			w = bs_q_introduced_later(n, a);
	} else if (bs_q_definite(q, a)) {
		w = bs_q_by_role(n, a);
		if (w == NULL && bs_span_is(a->src_class, "role") && a->src_to == a->src_from + 2) {
			a->key = bs_q_same_noun(q, a);
			if (a->key.n > 0)
				return;
			if (bs_q_used(q, a->src_head, "anyone"))
				w = the_speaker(
				    n, before->speaker); /* the expert: who spoke last */
		}
		if (w == NULL && bs_q_heading(q, a->src_head))
			w = bs_q_introduced_later(n, a);
		if (w == NULL)
			a->key = bs_q_by_age(n, a, before->speaker);
	}
	if (w != NULL)
		a->key = w->key;
	if (a->key.n > 0)
		a->src_class = BS_SPAN("role");
	else
		a->key = bs_q_folded(n, a);
}

static void
name_source(struct bs_qnames *n, struct bs_qact *a, const struct bs_qbefore *before)
{
	const struct bs_qdoc *q = n->q;
	const struct bs_qname *m;
	const struct bs_qwho *w = NULL;
	uint32_t from, to;
	unsigned cls;

	if (a->turn && a->cue_at != BS_NOTOK && bs_q_name_turn(n, a))
		return;
	a->src_head = bs_q_noun(n, a);
	cls = q->tok[a->src_head].cls;
	if (firm(n, a, &from, &to)) {
		a->src_class = BS_SPAN("group");
		a->key = bs_span_cut(
		    q->doc->sent[q->tok[from].sent].text, q->tok[from].start, q->tok[to - 1].stop);
		return;
	}
	m = bs_q_named(n, a);
	if (m == NULL)
		m = apposed(n, a);
	if ((m == NULL || !n->who[m->who].person) && alone(q, a) &&
	    ((w = one_named(n, a)) != NULL ||
		(cls == BS_QC_CAP && (w = bs_q_by_last_name(n, a)) != NULL))) {
		a->src_class = BS_SPAN("named");
		a->key = w->key;
		return;
	}
	if (m != NULL && m->to == m->from + 1 && q->tok[a->src_head].role == BS_QR_PERSON &&
	    !n->who[m->who].person && !bs_q_plural(q, a->src_head))
		m = NULL; /* a Democrat: one of them */
	if (m != NULL && !n->who[m->who].person && joined(n, a, m)) {
		a->src_class = BS_SPAN("group");
		a->key = bs_q_folded(n, a);
		return;
	}
	if (m != NULL) {
		a->src_class = n->who[m->who].person ? BS_SPAN("named") : BS_SPAN("group");
		a->key = n->who[m->who].key;
		return;
	}
	if (bs_q_relative(q, a->src_from) &&
	    (a->src_to == a->src_from + 1 || bs_q_is_word(q, a->src_from, BS_Q_WORD("who")))) {
		name_antecedent(n, a, before);
		return;
	}
	if ((cls == BS_QC_PRON && !several(q, a)) || cls == BS_QC_OBJ || cls == BS_QC_POSS ||
	    cls == BS_QC_WH || i_am(q, a->src_head)) {
		bs_q_name_pronoun(n, a, before);
		return;
	}
	name_phrase(n, a, before);
}

/* I told him, ‘…’: said by who says all of it. */
static bool
first_person(const struct bs_qdoc *q, const struct bs_qact *a)
{
	return bs_q_is_word(q, a->src_head, BS_Q_WORD("i")) ||
	       bs_q_is_word(q, a->src_head, BS_Q_WORD("we"));
}

static struct bs_span
outer_key(const struct bs_qdoc *q, size_t i)
{
	const struct bs_qact *a = &q->act[i];

	for (size_t k = i; k-- > 0 && k + 8 > i;) {
		const struct bs_qpart *p = q->part + q->act[k].part;

		if (p[q->act[k].npart - 1].to >= q->part[a->part + a->npart - 1].to &&
		    p[0].from <= a->src_from && !q->act[k].nested)
			return q->act[k].key;
	}
	return bs_span(NULL, 0);
}

/* Whom "they" stands for: the source before, if it is somebody without a name, or a group, a few
 * sentences before at most; fewer where it is one body, which "it" would rather stand for. */
static struct bs_span
they(const struct bs_qnames *n, const struct bs_qact *unnamed, const struct bs_qact *group,
    const struct bs_qact *a)
{
	const struct bs_qtok *tok = n->q->tok;
	uint32_t sent = tok[a->src_from].sent;

	if (unnamed && (tok[unnamed->src_from].sent + 1 >= sent ||
			   bs_q_block(n->q, unnamed->src_from) == bs_q_block(n->q, a->src_from)))
		return unnamed->key;
	if (group && tok[group->src_from].sent + (bs_q_many(n, group) ? NEAR : 3) >= sent)
		return group->key;
	return bs_span(NULL, 0);
}

void
bs_q_name_sources(struct bs_qdoc *q)
{
	struct bs_qnames n = {0};
	struct bs_qbefore before = {0};
	const struct bs_qact *unnamed = NULL, *group = NULL, *body = NULL;

	if (q->nact == 0)
		return;
	bs_q_names_find(&n, q);
	if (q->turns) {
		n.asks = bs_q_interviewer(&n);
		n.answers = bs_q_interviewed(&n);
	}
	for (size_t i = 0; i < q->nact; i++) {
		struct bs_qact *a = &q->act[i];

		if (a->turn && a->src_from == a->src_to)
			bs_q_name_answer(&n, a);
		if (a->src_from == a->src_to)
			continue;
		whole_name(&n, a);
		bs_q_settle_source(&n, a);
		if (a->src_from == a->src_to)
			continue;
		if (i > 0 && q->act[i - 1].src_from == a->src_from &&
		    q->act[i - 1].src_to == a->src_to) {
			a->key = q->act[i - 1].key;
			a->src_class = q->act[i - 1].src_class;
		} else {
			before.they = they(&n, unnamed, group, a);
			before.it = body && bs_q_sentence(q, body->src_from) + 1 >=
						bs_q_sentence(q, a->src_from)
					? body->key
					: bs_span(NULL, 0);
			name_source(&n, a, &before);
		}
		if (a->key.n == 0 && first_person(q, a))
			a->key = outer_key(q, i);
		if (a->nested)
			continue;
		if (bs_span_is(a->src_class, "group"))
			group = a;
		else if (a->key.n)
			before.speaker = a->key;
		if (bs_span_is(a->src_class, "group") || bs_span_is(a->src_class, "document"))
			body = bs_q_plural(q, a->src_head) ? NULL : a;
		else
			body = bs_q_is_word(q, a->src_head, BS_Q_WORD("it")) && a->key.n ? a : NULL;
		if (!bs_span_is(a->src_class, "pronoun"))
			unnamed = bs_span_is(a->src_class, "unnamed") ? a : NULL;
	}
	for (size_t i = 0; i < q->nact; i++)
		q->act[i].key = bs_arena_copy(&q->doc->arena, q->act[i].key);
	bs_q_names_free(&n);
}
