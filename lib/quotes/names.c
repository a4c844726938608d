/*
 * names: the people and bodies a document names, so that a source gets a key.
 *
 * Names are the entity rows of the stream; where a document has none, runs of
 * capitalised words.  Of each the sex is known where its title or its role
 * says so (Mr., chairwoman), never from a given name, which is good to rank
 * people alone; and the roles it was introduced with, in front of it or behind
 * a comma.
 */
#include "quotes/names.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

#include <stdlib.h>

static struct bs_qtok *
tok(const struct bs_qnames *n, uint32_t t)
{
	return &n->q->tok[t];
}

extern const struct bs_table bs_data_given_genders;

/* What the first word of a name is mostly a name of: m, f or 0. */
static char
likely(struct bs_span name)
{
	const char *space = name.n ? memchr(name.p, ' ', name.n) : NULL;
	uint32_t row = bs_table_find_word(
	    &bs_data_given_genders, space ? bs_span(name.p, (size_t)(space - name.p)) : name);

	return row == BS_NOROW ? 0 : bs_table_cell(&bs_data_given_genders, row, 1).p[0];
}

char
bs_q_likely(struct bs_qwho *w)
{
	if (w->likely == 0)
		w->likely = w->person ? likely(w->key) : 0;
	if (w->likely == 0)
		w->likely = '?';
	return w->likely == '?' ? 0 : w->likely;
}

static uint32_t
who_of(struct bs_qnames *n, struct bs_span key, bool person)
{
	bool is_new;
	uint64_t *v = bs_strmap_put(&n->keys, key, &is_new);

	if (is_new) {
		*v = n->nwho;
		BS_PUSH(n->who, n->nwho, n->who_cap) = (struct bs_qwho){
		    .key = key, .person = person};
	}
	return (uint32_t)*v;
}

static void
add_name(struct bs_qnames *n, uint32_t from, uint32_t to, uint32_t who)
{
	BS_PUSH(n->name, n->nname, n->name_cap) = (struct bs_qname){from, to, who};
}

/* The first token from t on, before hi, that stops behind a text offset; hi where there is none. */
static uint32_t
token_at(const struct bs_qdoc *q, uint32_t t, uint32_t hi, size_t at)
{
	while (t < hi && q->tok[t].stop <= at)
		t++;
	return t;
}

static void
from_mentions(struct bs_qnames *n)
{
	const struct bs_doc *d = n->q->doc;
	uint32_t t = 0;

	for (size_t i = 0; i < d->nmention; i++) {
		const struct bs_mention *m = &d->mention[i];
		bool person = bs_span_is(m->cls, "PER");
		uint32_t from, to, hi;

		if (m->key.n == 0 ||
		    !(person || bs_span_is(m->cls, "ORG") || bs_span_is(m->cls, "LOC") ||
			bs_span_is(m->cls, "NORP") || bs_span_is(m->cls, "MISC")))
			continue;
		if (m->stop <= n->q->tok[n->q->first[m->sent]].start)
			continue; /* in a dateline */
		hi = n->q->first[m->sent + 1];
		if (t < n->q->first[m->sent]) /* mentions stand in the order of the text */
			t = n->q->first[m->sent];
		from = t = token_at(n->q, t, hi, m->start);
		to = token_at(n->q, t, hi, m->stop ? m->stop - 1 : 0);
		to += to < hi; /* it may stop in the space behind the last word */
		if (from == to)
			continue;
		if (n->nname && n->name[n->nname - 1].to > from)
			continue; /* inside a longer one */
		add_name(n, from, to, who_of(n, m->key, person));
	}
}

/* The sex a title tells, by its form in the list of roles. */
static char
title_form(const struct bs_qdoc *q, uint32_t t)
{
	return q->tok[t].cls == BS_QC_TITLE ? bs_qlexicon_form(q->lex, q->tok[t].h) : 0;
}

static struct bs_span
last_word(struct bs_span key)
{
	size_t at = key.n;

	while (at > 0 && key.p[at - 1] != ' ')
		at--;
	return bs_span(key.p + at, key.n - at);
}

/* A last name alone is the one person who has it, where no title tells them apart: not every
 * mention of Berg was found to be Ann Berg. */
static void
join_last_names(struct bs_qnames *n)
{
	for (size_t i = 0; i < n->nwho; i++) {
		struct bs_span key = n->who[i].key, word = last_word(key);
		bool is_new;
		uint64_t *v;

		if (!n->who[i].person || word.n == key.n)
			continue;
		v = bs_strmap_put(&n->last, word, &is_new);
		*v = is_new ? i + 1 : 0;
	}
	for (size_t i = 0; i < n->nname; i++) {
		const struct bs_qwho *w = &n->who[n->name[i].who];
		const uint64_t *v = w->person ? bs_strmap_get(&n->last, w->key) : NULL;

		if (v && *v && !(n->name[i].from > 0 && title_form(n->q, n->name[i].from - 1)))
			n->name[i].who = (uint32_t)(*v - 1);
	}
}

static struct bs_span
text_of(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	return bs_span_cut(
	    q->doc->sent[q->tok[from].sent].text, q->tok[from].start, q->tok[to - 1].stop);
}

/* Runs of capitalised words; a single one counts where it ends a name seen before. */
static void
from_capitals(struct bs_qnames *n)
{
	struct bs_qdoc *q = n->q;
	struct bs_strmap last = {0};

	for (uint32_t t = 0, e; t<q->ntok; t = e> t ? e : t + 1) {
		uint32_t hi = q->first[q->tok[t].sent + 1], who;
		bool title = t > q->first[q->tok[t].sent] && q->tok[t - 1].cls == BS_QC_TITLE;
		bool group = false;
		uint64_t *v;

		for (e = t; e < hi && q->tok[e].cls == BS_QC_CAP; e++)
			group |= q->tok[e].role == BS_QR_GROUP || q->tok[e].role == BS_QR_DOCUMENT;
		if (e == t || bs_q_text(q, t).n < 2)
			continue;
		while (t + 1 < e && q->tok[t].role == BS_QR_PERSON)
			t++; /* Deputy Chairman X */
		v = bs_strmap_get(&last, bs_q_text(q, e - 1));
		if (e - t == 1 && v) {
			who = (uint32_t)*v;
		} else if (e - t > 1 || title || t > q->first[q->tok[t].sent]) {
			who = who_of(n, text_of(q, t, e), !group);
			*bs_strmap_put(&last, bs_q_text(q, e - 1), NULL) = who;
		} else {
			continue;
		}
		add_name(n, t, e, who);
	}
	bs_strmap_free(&last);
}

static void
learn_form(struct bs_qnames *n, uint32_t who, char form)
{
	if ((form == 'm' || form == 'f') && n->who[who].form == 0)
		n->who[who].form = form;
}

uint64_t
bs_q_role_word(const struct bs_qdoc *q, uint32_t t)
{
	uint64_t before = t > q->first[q->tok[t].sent] ? q->tok[t - 1].h : 0;

	if (before == BS_Q_WORD("deputy") || before == BS_Q_WORD("vice") ||
	    before == BS_Q_WORD("assistant") || before == BS_Q_WORD("former"))
		return bs_q_mix(before, q->tok[t].h);
	return q->tok[t].h;
}

static void
learn_role(struct bs_qnames *n, uint32_t who, uint32_t t)
{
	const struct bs_qtok *k = tok(n, t);

	if (k->role != BS_QR_PERSON)
		return;
	BS_PUSH(n->role, n->nrole, n->role_cap) = (struct bs_qrolename){
	    bs_q_role_word(n->q, t), t, who};
	learn_form(n, who, bs_qlexicon_form(n->q->lex, k->h));
}

/* Ann Berg, 43, said; Ann Berg, a doctor in Oslo: a name of two or three words that was taken for a
 * body's is a person's, if an age follows, or it begins with a given name and a person's role does.
 */
static bool
is_person(const struct bs_qnames *n, const struct bs_qname *m)
{
	const struct bs_qdoc *q = n->q;
	uint32_t hi = q->first[tok(n, m->from)->sent + 1], t = m->to + 1;

	if (m->to < m->from + 2 || m->to > m->from + 3 || t + 1 >= hi ||
	    tok(n, m->to)->mark != BS_QM_COMMA)
		return false;
	for (uint32_t k = m->from; k < m->to; k++)
		if (tok(n, k)->cls != BS_QC_CAP || tok(n, k)->role)
			return false;
	if (tok(n, t)->cls == BS_QC_NUM)
		return bs_q_text(q, t).n == 2 && tok(n, t + 1)->mark == BS_QM_COMMA;
	if (tok(n, t)->cls != BS_QC_DET || !likely(bs_q_text(q, m->from)))
		return false;
	while (t < hi && tok(n, t)->cls != BS_QC_PUNCT && tok(n, t)->cls != BS_QC_PREP)
		t++;
	return tok(n, t - 1)->role == BS_QR_PERSON;
}

/* Titles and roles beside each person's names. */
static void
learn(struct bs_qnames *n)
{
	const struct bs_qdoc *q = n->q;

	for (size_t i = 0; i < n->nname; i++) {
		const struct bs_qname *m = &n->name[i];
		uint32_t lo = q->first[tok(n, m->from)->sent],
			 hi = q->first[tok(n, m->from)->sent + 1], t;

		if (!n->who[m->who].person && !is_person(n, m))
			continue;
		n->who[m->who].person = true;
		for (t = m->from; t < m->to; t++) {
			learn_role(n, m->who, t);
			learn_form(n, m->who, title_form(q, t));
		}
		for (t = m->from; t > lo && t + 8 > m->from; t--) {
			const struct bs_qtok *k = tok(n, t - 1);

			if (t == m->from)
				learn_form(n, m->who, title_form(q, t - 1));
			if (k->cls == BS_QC_PUNCT && !(k->mark == BS_QM_COMMA && t == m->from))
				break;
			if (k->cls == BS_QC_BE || k->cls == BS_QC_HAVE || k->cls == BS_QC_MODAL ||
			    k->cls == BS_QC_CONJ || k->cls == BS_QC_PRON || k->cls == BS_QC_ED ||
			    k->cls == BS_QC_SUB || k->cls == BS_QC_TO ||
			    (k->cue && k->cls != BS_QC_CAP))
				break;
			learn_role(n, m->who, t - 1);
		}
		if (m->to >= hi || tok(n, m->to)->mark != BS_QM_COMMA)
			continue;
		for (t = m->to + 1; t < hi && t < m->to + 16 && tok(n, t)->cls != BS_QC_PUNCT; t++)
			learn_role(n, m->who, t);
	}
}

/* Where the names of each sentence begin. */
static void
find_first(struct bs_qnames *n)
{
	size_t nsent = n->q->doc->nsent, k = 0;

	n->first = bs_malloc((nsent + 1) * sizeof *n->first);
	for (size_t i = 0; i <= nsent; i++) {
		while (k < n->nname && n->name[k].to <= n->q->first[i])
			k++;
		n->first[i] = (uint32_t)k;
	}
}

void
bs_q_names_find(struct bs_qnames *n, struct bs_qdoc *q)
{
	n->q = q;
	from_mentions(n);
	join_last_names(n);
	if (n->nname == 0)
		from_capitals(n);
	find_first(n);
	learn(n);
}

void
bs_q_names_free(struct bs_qnames *n)
{
	bs_strmap_free(&n->keys);
	bs_strmap_free(&n->roles);
	bs_strmap_free(&n->last);
	free(n->who);
	free(n->name);
	free(n->first);
	free(n->role);
}

size_t
bs_q_names_from(const struct bs_qnames *n, uint32_t t)
{
	const uint32_t *first;
	size_t i;

	if (t >= n->q->ntok)
		return n->nname;
	first = &n->first[n->q->tok[t].sent];
	BS_LOWER_BOUND(i, first[1] - first[0], n->name[first[0] + i].to <= t);
	return first[0] + i;
}

/* Do the words of the name begin with just these capitals? */
static bool
has_initials(const struct bs_qdoc *q, const struct bs_qname *m, struct bs_span initials)
{
	size_t k = 0;

	for (uint32_t t = m->from; t < m->to; t++) {
		if (q->tok[t].cls == BS_QC_PUNCT)
			continue;
		if (k == initials.n || bs_q_text(q, t).p[0] != initials.p[k])
			return false;
		k++;
	}
	return k == initials.n;
}

const struct bs_qwho *
bs_q_names_by_initials(const struct bs_qnames *n, struct bs_span initials)
{
	const struct bs_qwho *found = NULL;

	if (initials.n < 2 || initials.n > 4)
		return NULL;
	for (size_t i = 0; i < initials.n; i++)
		if (initials.p[i] < 'A' || initials.p[i] > 'Z')
			return NULL;
	for (size_t i = 0; i < n->nname && i < BS_Q_NAMES; i++) {
		const struct bs_qwho *w = &n->who[n->name[i].who];

		if (!w->person || w == found || !has_initials(n->q, &n->name[i], initials))
			continue;
		if (found)
			return NULL;
		found = w;
	}
	return found;
}
