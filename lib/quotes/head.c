/*
 * head: the noun of a source, and what kind of source that makes.
 *
 * The head is the last word before the phrase's first preposition, mark or clause, a name counting
 * as one word (the [Ministry of Health] spokesman); it is one or many, a body's or a paper's or a
 * person's by the list of roles.  What lists of words know of it (lib/data/source-words.tsv) is
 * asked here as well.
 */
#include "quotes/features.h"
#include "quotes/names.h"

#include "broadsheet/table.h"

extern const struct bs_table bs_data_source_words;

bool
bs_q_used(const struct bs_qdoc *q, uint32_t t, const char *use)
{
	const struct bs_table *l = &bs_data_source_words;

	if (!bs_qlexicon_used(q->lex, q->tok[t].h))
		return false;
	for (uint32_t i = bs_table_find_word(l, bs_q_text(q, t)); i != BS_NOROW;
	     i = bs_table_next(l, i))
		if (bs_span_is(bs_table_cell(l, i, 1), use))
			return true;
	return false;
}

/* Memo [seen by the paper]: does the participle at t tell of the noun before it? */
static bool
tells_of_noun(const struct bs_qdoc *q, uint32_t t)
{
	unsigned left = q->tok[t - 1].cls, right = q->tok[t + 1].cls;

	return q->tok[t].cls == BS_QC_ED && !q->tok[t].role &&
	       (left == BS_QC_OTHER || left == BS_QC_S || left == BS_QC_CAP) &&
	       (right == BS_QC_PREP || right == BS_QC_ADV || right == BS_QC_DAY);
}

/* Where a name that t stands in, behind its first word, stops, or one that owns what follows (Berg
 * [and Lund]'s); t where there is none. */
static uint32_t
inside_name(const struct bs_qnames *n, uint32_t t)
{
	size_t i = bs_q_names_from(n, t);

	if (i < n->nname && n->name[i].from == t + 1 && bs_q_is_word(n->q, t, BS_Q_WORD("and")) &&
	    n->who[n->name[i].who].person && bs_q_owner(n->q, n->name[i].to))
		return n->name[i].to;
	return i < n->nname && n->name[i].from < t ? n->name[i].to : t;
}

uint32_t
bs_q_noun(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint32_t t = a->src_from, best = a->src_from;

	for (; t < a->src_to; t++) {
		unsigned c = q->tok[t].cls;
		uint32_t to = c == BS_QC_PREP || c == BS_QC_CONJ || c == BS_QC_PUNCT
				  ? inside_name(n, t)
				  : t;

		if (to > t && to <= a->src_to) {
			best = to - 1;
			t = best;
			continue;
		}
		if (t > a->src_from &&
		    (c == BS_QC_PREP || bs_q_relative(q, t) || c == BS_QC_CONJ || c == BS_QC_TO ||
			(c == BS_QC_SUB && !bs_q_is_word(q, t, BS_Q_WORD("than"))) ||
			c == BS_QC_BE || c == BS_QC_HAVE || tells_of_noun(q, t) ||
			bs_q_used(q, t, "place")))
			break;
		if (c == BS_QC_PUNCT && t == a->src_from + 1 && q->tok[t].pair >= 0 &&
		    q->pair[q->tok[t].pair].to < a->src_to) { /* the “Tide” actor */
			t = q->pair[q->tok[t].pair].to - 1;
			continue;
		}
		if (c == BS_QC_PUNCT && t > best && !bs_q_inner_mark(q, a, t))
			break;
		if (c != BS_QC_PUNCT)
			best = t;
	}
	return best;
}

bool
bs_q_plural(const struct bs_qdoc *q, uint32_t t)
{
	return bs_qlexicon_form(q->lex, q->tok[t].h) == 'p';
}

bool
bs_q_many(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	struct bs_span w = bs_q_text(q, a->src_head);

	if (q->tok[a->src_head].cls == BS_QC_S || bs_q_plural(q, a->src_head))
		return true;
	if (q->tok[a->src_head].cls != BS_QC_CAP || !bs_q_opens_plain(n, a->src_head, a->src_to) ||
	    w.n < 4)
		return false;
	return (w.p[w.n - 1] == 's' && w.p[w.n - 2] != 's') || memcmp(w.p + w.n - 3, "men", 3) == 0;
}

/* The minister; Oslo's minister: not a minister, nor a city's minister. */
bool
bs_q_definite(const struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t from = a->src_from;

	if (bs_q_is_word(q, from, BS_Q_WORD("the")))
		return true;
	for (uint32_t t = from + 1; q->tok[from].cls == BS_QC_CAP && t < a->src_head; t++)
		if (q->tok[t].cls == BS_QC_GENITIVE)
			return true;
	return false;
}

bool
bs_q_bare_role(const struct bs_qdoc *q, const struct bs_qact *a)
{
	return q->tok[a->src_head].role == BS_QR_PERSON && !bs_q_plural(q, a->src_head) &&
	       a->src_to <= a->src_from + 3 && q->tok[a->src_from].cls != BS_QC_DET &&
	       (a->cue_at == BS_NOTOK || q->tok[a->cue_at].mark == BS_QM_COLON ||
		   bs_q_heading(q, a->src_head));
}

struct bs_span
bs_q_phrase_class(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	const struct bs_qtok *head = &q->tok[a->src_head];
	unsigned first = q->tok[a->src_from].cls;

	if (head->role == BS_QR_DOCUMENT)
		return BS_SPAN("document");
	if (head->role == BS_QR_GROUP ||
	    (head->role == BS_QR_PERSON && bs_q_plural(q, a->src_head)) ||
	    (head->role == BS_QR_NONE && bs_q_many(n, a)))
		return BS_SPAN("group");
	if (head->role == BS_QR_PERSON && (bs_q_definite(q, a) || bs_q_bare_role(q, a)))
		return BS_SPAN("role");
	if (head->cls == BS_QC_CAP && !bs_q_opens_plain(n, a->src_from, a->src_to) &&
	    (head->role == BS_QR_NONE || q->tok[a->src_from].cap))
		return BS_SPAN("named");
	if (bs_q_used(q, a->src_head, "several") ||
	    (head->cls == BS_QC_NUM && !bs_span_ends(bs_q_text(q, a->src_head), BS_SPAN("-old"))) ||
	    (head->cls == BS_QC_CAP && bs_q_is_word(q, a->src_from, BS_Q_WORD("the"))))
		return BS_SPAN("group"); /* about two in ten; The Courier */
	return head->role == BS_QR_PERSON || head->cls == BS_QC_DET || head->cls == BS_QC_CAP ||
		       head->cls == BS_QC_PRON || first == BS_QC_DET
		   ? BS_SPAN("unnamed")
		   : BS_SPAN("group");
}
