/*
 * person: who a source is.
 *
 * The key of a source is the canonical name of the mention in it; for a role
 * (the deputy) the person introduced with it; for a pronoun the best of the
 * people named shortly before; else the phrase itself without its article.
 */
#include "quotes/names.h"

enum { BACK = 4 /* sentences a pronoun looks back */, NAMES = 80 /* and names */ };

static bool
is_word(const struct bs_qdoc *q, uint32_t t, struct bs_span word)
{
	return q->tok[t].h == bs_q_hash(word);
}

/* Does a clause on the noun before it begin at t: who, which, that? */
static bool
relative(const struct bs_qdoc *q, uint32_t t)
{
	return q->tok[t].cls == BS_QC_WH || q->tok[t].cls == BS_QC_THAT ||
	       is_word(q, t, BS_SPAN("who"));
}

/* The noun a source is about: the last word before its first preposition, mark or clause. */
static uint32_t
noun(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t t = a->src_from, best = a->src_from;

	for (; t < a->src_to; t++) {
		unsigned c = q->tok[t].cls;

		if (t > a->src_from && (c == BS_QC_PREP || relative(q, t) || c == BS_QC_CONJ ||
					   c == BS_QC_TO || c == BS_QC_BE || c == BS_QC_HAVE))
			break;
		if (c == BS_QC_PUNCT && t > best)
			break;
		if (c != BS_QC_PUNCT)
			best = t;
	}
	return best;
}

/* Does what stands around a name in the source make its bearer the source? */
static bool
bearer(const struct bs_qdoc *q, const struct bs_qact *a, const struct bs_qname *m)
{
	uint32_t t = m->from;

	if (m->to < a->src_to) {
		unsigned c = q->tok[m->to].cls;

		if (c == BS_QC_GENITIVE || c == BS_QC_OTHER || c == BS_QC_S || c == BS_QC_CAP ||
		    q->tok[m->to].role)
			return false;
	}
	while (t > a->src_from && q->tok[t - 1].cls == BS_QC_TITLE)
		t--;
	return t <= a->src_from || q->tok[t - 1].cls != BS_QC_PREP;
}

/* The name that is the source: a person's in it, or a body's that holds its noun. */
static const struct bs_qname *
named(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qtok *tok = n->q->tok;
	const struct bs_qname *body = NULL;
	uint32_t t = a->src_from;

	for (size_t i = bs_q_names_from(n, a->src_from); i < n->nname; i++) {
		const struct bs_qname *m = &n->name[i];

		if (m->from >= a->src_to)
			break;
		for (; t < m->from; t++)
			if (t > a->src_from && relative(n->q, t))
				return body;
		if (n->who[m->who].person && bearer(n->q, a, m))
			return m;
		if (body == NULL && m->from <= a->src_head && a->src_head < m->to &&
		    !(m->to < a->src_to && tok[m->to].cls == BS_QC_GENITIVE))
			body = m;
	}
	return body;
}

static bool
plural(const struct bs_qdoc *q, uint32_t t)
{
	return bs_qlexicon_form(q->lex, q->tok[t].h) == 'p';
}

/* The person last introduced, before the source, with the role that is its head. */
static const struct bs_qwho *
by_role(struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint64_t h = q->tok[a->src_head].h;
	const uint64_t *who;

	if (q->tok[a->src_head].role != BS_QR_PERSON || plural(q, a->src_head))
		return NULL;
	for (; n->role_next < n->nrole && n->role[n->role_next].at < a->src_from; n->role_next++) {
		const struct bs_qrolename *r = &n->role[n->role_next];

		*bs_strmap_put(&n->roles, bs_span((const char *)&r->h, sizeof r->h), NULL) = r->who;
	}
	who = bs_strmap_get(&n->roles, bs_span((const char *)&h, sizeof h));
	return who ? &n->who[*who] : NULL;
}

/* Who is first introduced with the role behind the source: headlines know people by it. */
static const struct bs_qwho *
introduced_later(const struct bs_qnames *n, const struct bs_qact *a)
{
	for (size_t i = n->role_next; i < n->nrole && i < n->role_next + NAMES; i++)
		if (n->role[i].h == n->q->tok[a->src_head].h)
			return &n->who[n->role[i].who];
	return NULL;
}

static bool
definite(const struct bs_qdoc *q, const struct bs_qact *a)
{
	return q->tok[a->src_from].h == bs_q_hash(BS_SPAN("the"));
}

/* Is a person named in what the act quotes? */
static bool
spoken_of(const struct bs_qnames *n, const struct bs_qact *a, uint32_t who)
{
	const struct bs_qpart *p = n->q->part + a->part;

	for (size_t k = 0; k < a->npart; k++)
		for (size_t i = bs_q_names_from(n, p[k].from), m = 0;
		     i < n->nname && n->name[i].from < p[k].to && m < NAMES; i++, m++)
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

static char
pronoun_form(const struct bs_qdoc *q, uint32_t t)
{
	static const char *const m[] = {"he", "him", "his"}, *const f[] = {"she", "her", "hers"};

	for (size_t i = 0; i < 3; i++) {
		if (q->tok[t].h == bs_q_hash(bs_span_str(m[i])))
			return 'm';
		if (q->tok[t].h == bs_q_hash(bs_span_str(f[i])))
			return 'f';
	}
	return 0;
}

/*
 * He, she: nearer names first, subjects of their sentences and the speaker
 * before preferred; never a person of the other sex, nor the one spoken to;
 * one spoken about only where there is nobody else.
 */
static const struct bs_qwho *
by_pronoun(const struct bs_qnames *n, const struct bs_qact *a, struct bs_span speaker, char form)
{
	const struct bs_qdoc *q = n->q;
	uint32_t sent = q->tok[a->src_head].sent, best = BS_NOTOK, other = addressee(n, a);
	int top = 0;

	for (size_t i = bs_q_names_from(n, a->src_head), k = 0; i-- > 0 && k < NAMES; k++) {
		const struct bs_qname *m = &n->name[i];
		const struct bs_qwho *w = &n->who[m->who];
		uint32_t s = q->tok[m->from].sent;
		int score;

		if (s + BACK < sent)
			break;
		if (m->from >= a->src_head || !w->person || (w->form && w->form != form) ||
		    m->who == other)
			continue;
		score = 100 - 12 * (int)(sent - s);
		if (i == 0 || q->tok[n->name[i - 1].from].sent != s)
			score += 9;
		if (m->to < q->ntok && q->tok[m->to].cls == BS_QC_GENITIVE)
			score -= 8;
		if (q->tok[m->from].pair >= 0 && q->pair[q->tok[m->from].pair].p >= .5F)
			score -= 40;
		if (bs_span_eq(w->key, speaker))
			score += 20;
		if (w->form == form)
			score += 10;
		if (spoken_of(n, a, m->who))
			score -= 30;
		if (score > top)
			top = score, best = m->who;
	}
	return best == BS_NOTOK ? NULL : &n->who[best];
}

/* Is the comma at t one of a list that goes on to its "and" (the ministries of health, ...)? */
static bool
in_list(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t t)
{
	if (q->tok[t].mark != BS_QM_COMMA)
		return false;
	while (++t < a->src_to && !relative(q, t) && q->tok[t].cls != BS_QC_DET)
		if (is_word(q, t, BS_SPAN("and")))
			return true;
	return false;
}

/* Is the capital of a noun no sign of a name: a role alone, or the first word of a sentence? */
static bool
opens_plain(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	if (q->tok[from].cls != BS_QC_CAP)
		return false;
	if (to == from + 1)
		return q->tok[from].role != BS_QR_NONE;
	return from == q->first[q->tok[from].sent] && q->tok[from + 1].cls != BS_QC_CAP;
}

static struct bs_span
small(const struct bs_qdoc *q, struct bs_span s)
{
	char *p = bs_arena_alloc(&q->doc->arena, s.n);

	memcpy(p, s.p, s.n);
	if (p[0] >= 'A' && p[0] <= 'Z')
		p[0] = (char)(p[0] + 32);
	return bs_span(p, s.n);
}

/* The phrase without its article, up to the first mark or relative clause. */
static struct bs_span
folded(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t from = a->src_from, to;
	struct bs_span key;
	bool list = false;

	if (q->tok[from].cls == BS_QC_DET && from + 1 < a->src_to &&
	    q->tok[from + 1].cls != BS_QC_PREP)
		from++;
	for (to = from; to < a->src_to; to++) {
		list |= in_list(q, a, to);
		if (to > a->src_head &&
		    (relative(q, to) || (q->tok[to].cls == BS_QC_PUNCT &&
					    !(list && q->tok[to].mark == BS_QM_COMMA))))
			break;
	}
	while (to > from && q->tok[to - 1].cls == BS_QC_PUNCT)
		to--;
	if (to == from)
		return bs_span(NULL, 0);
	key = bs_span_cut(
	    q->doc->sent[q->tok[from].sent].text, q->tok[from].start, q->tok[to - 1].stop);
	return opens_plain(q, from, to) ? small(q, key) : key;
}

/* Several people: a list, or a noun in the plural. */
static bool
many(const struct bs_qdoc *q, const struct bs_qact *a)
{
	struct bs_span w = bs_q_text(q, a->src_head);

	if (q->tok[a->src_head].cls == BS_QC_S)
		return true;
	if (q->tok[a->src_head].cls == BS_QC_CAP && a->src_to > a->src_from + 1 &&
	    opens_plain(q, a->src_head, a->src_to))
		return w.n > 3 && w.p[w.n - 1] == 's' && w.p[w.n - 2] != 's';
	return false;
}

/* Minister: “…”: a role that stands for a name, as headlines have it. */
static bool
bare_role(const struct bs_qdoc *q, const struct bs_qact *a)
{
	return q->tok[a->src_head].role == BS_QR_PERSON && !plural(q, a->src_head) &&
	       a->src_to <= a->src_from + 3 && q->tok[a->src_from].cls != BS_QC_DET &&
	       (a->cue_at == BS_NOTOK || q->tok[a->cue_at].mark == BS_QM_COLON);
}

static struct bs_span
class_of_phrase(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t h = a->src_head;

	if (q->tok[h].role == BS_QR_DOCUMENT)
		return BS_SPAN("document");
	if (q->tok[h].role == BS_QR_GROUP || (q->tok[h].role == BS_QR_PERSON && plural(q, h)) ||
	    (q->tok[h].role == BS_QR_NONE && many(q, a)))
		return BS_SPAN("group");
	if (q->tok[h].role == BS_QR_PERSON && (definite(q, a) || bare_role(q, a)))
		return BS_SPAN("role");
	if (q->tok[h].cls == BS_QC_CAP)
		return BS_SPAN("named");
	return q->tok[h].role == BS_QR_PERSON || q->tok[h].cls == BS_QC_DET ||
		       q->tok[a->src_from].cls == BS_QC_DET
		   ? BS_SPAN("unnamed")
		   : BS_SPAN("group");
}

static const struct bs_qwho *
the_speaker(const struct bs_qnames *n, struct bs_span key)
{
	const uint64_t *v = bs_strmap_get(&n->keys, key);

	return v && n->who[*v].person ? &n->who[*v] : NULL;
}

static void
name_source(struct bs_qnames *n, struct bs_qact *a, struct bs_span speaker, struct bs_span group)
{
	const struct bs_qdoc *q = n->q;
	const struct bs_qname *m;
	const struct bs_qwho *w = NULL;
	unsigned cls;

	a->src_head = noun(q, a);
	cls = q->tok[a->src_head].cls;
	m = named(n, a);

	if (m != NULL) {
		a->src_class = n->who[m->who].person ? BS_SPAN("named") : BS_SPAN("group");
		a->key = n->who[m->who].key;
		return;
	}
	if (cls == BS_QC_PRON || cls == BS_QC_OBJ || cls == BS_QC_POSS || cls == BS_QC_WH) {
		char form = pronoun_form(q, a->src_head);

		a->src_class = BS_SPAN("pronoun");
		if (form != 0)
			w = by_pronoun(n, a, speaker, form);
		if (w != NULL)
			a->key = w->key;
		else if (q->tok[a->src_head].h == bs_q_hash(BS_SPAN("they")))
			a->key = group;
		return;
	}
	a->src_class = class_of_phrase(q, a);
	if (bare_role(q, a)) {
		w = by_role(n, a);
		if (w == NULL)
			w = introduced_later(n, a);
	} else if (definite(q, a)) {
		w = by_role(n, a);
		if (w == NULL && bs_span_is(a->src_class, "role") && a->src_to == a->src_from + 2 &&
		    speaker.n > 0)
			w = the_speaker(n, speaker); /* the expert: who spoke last */
	}
	if (w != NULL) {
		a->src_class = BS_SPAN("role");
		a->key = w->key;
	} else {
		a->key = folded(q, a);
	}
}

/* I told him, ‘…’: said by who says all of it. */
static bool
first_person(const struct bs_qdoc *q, const struct bs_qact *a)
{
	return is_word(q, a->src_head, BS_SPAN("i")) || is_word(q, a->src_head, BS_SPAN("we"));
}

static struct bs_span
outer_key(const struct bs_qdoc *q, size_t i)
{
	const struct bs_qact *a = &q->act[i];

	for (size_t k = i; k-- > 0 && k + 8 > i;) {
		const struct bs_qpart *p = q->part + q->act[k].part;

		if (p[q->act[k].npart - 1].to >= q->part[a->part].to && !q->act[k].nested)
			return q->act[k].key;
	}
	return bs_span(NULL, 0);
}

void
bs_q_name_sources(struct bs_qdoc *q)
{
	struct bs_qnames n = {0};
	struct bs_span speaker = {NULL, 0}, group = {NULL, 0};

	if (q->nact == 0)
		return;
	bs_q_names_find(&n, q);
	for (size_t i = 0; i < q->nact; i++) {
		struct bs_qact *a = &q->act[i];

		if (a->src_from == a->src_to)
			continue;
		if (i > 0 && q->act[i - 1].src_from == a->src_from &&
		    q->act[i - 1].src_to == a->src_to) {
			a->key = q->act[i - 1].key;
			a->src_class = q->act[i - 1].src_class;
		} else {
			name_source(&n, a, speaker, group);
		}
		if (a->nested && first_person(q, a))
			a->key = outer_key(q, i);
		if (a->nested)
			continue;
		if (bs_span_is(a->src_class, "group"))
			group = a->key;
		else if (a->key.n)
			speaker = a->key;
	}
	for (size_t i = 0; i < q->nact; i++) {
		q->act[i].key = bs_arena_copy(&q->doc->arena, q->act[i].key);
	}
	bs_q_names_free(&n);
}
