/*
 * key: a source's phrase as a key: without its article, up to the first mark or clause, small but
 * for the names in it.
 */
#include "quotes/names.h"

#include "segment/split.h"

enum { LONG = 12 /* words of a key behind its noun */ };

bool
bs_q_relative(const struct bs_qdoc *q, uint32_t t)
{
	if (q->tok[t].cls == BS_QC_THAT)
		return t == 0 || q->tok[t - 1].cls != BS_QC_PREP; /* sellers of that house */
	return q->tok[t].cls == BS_QC_WH || bs_q_is_word(q, t, BS_Q_WORD("who"));
}

/* In the dictionary, each half of a word with a hyphen. */
static bool
english(struct bs_span w)
{
	const char *hyphen = memchr(w.p, '-', w.n);
	size_t n = hyphen ? (size_t)(hyphen - w.p) : w.n;

	return (bs_word_is_english(bs_span(w.p, n)) || (n == 2 && memcmp(w.p, "Ex", 2) == 0)) &&
	       (hyphen == NULL || bs_word_is_english(bs_span(hyphen + 1, w.n - n - 1)));
}

/* Is the capital of the first word of a phrase no sign of a name: none that the document names
 * starts there, and it is a role alone, a plural alone (Neighbours), a small word, or a word of
 * the dictionary that opens a sentence? */
bool
bs_q_opens_plain(const struct bs_qnames *n, uint32_t from, uint32_t to)
{
	const struct bs_qtok *k = &n->q->tok[from];
	struct bs_span w = bs_q_text(n->q, from);
	size_t i = bs_q_names_from(n, from);

	if (!k->cap || (i < n->nname && n->name[i].from <= from))
		return false;
	for (size_t at = 1; at < w.n; at++)
		if (w.p[at] >= 'A' && w.p[at] <= 'Z')
			return false;
	if (to == from + 1 && k->role)
		return true;
	if (from > n->q->first[k->sent] && n->q->tok[from - 1].cls != BS_QC_PUNCT)
		return false;
	if (k->cls != BS_QC_CAP)
		return k->cls != BS_QC_MONTH && k->cls != BS_QC_DAY && k->cls != BS_QC_TITLE;
	if (to == from + 1)
		return w.n > 4 && w.p[w.n - 1] == 's' && english(w);
	if (n->q->tok[from + 1].cls == BS_QC_NUM && bs_q_text(n->q, from + 1).p[0] <= '9')
		return false; /* Number 10 */
	switch (n->q->tok[from + 1].cls) {
	case BS_QC_CAP:
	case BS_QC_GENITIVE:
		return false;
	default:
		return english(w);
	}
}

/* Is the comma at t one of a list that goes on to its "and" (the ministries of health, ...)? */
bool
bs_q_in_list(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t t)
{
	const struct bs_qtok *head = &q->tok[a->src_head];

	if (q->tok[t].mark != BS_QM_COMMA ||
	    (head->role == BS_QR_PERSON && bs_qlexicon_form(q->lex, head->h) != 'p'))
		return false;
	while (++t < a->src_to && !bs_q_relative(q, t) && q->tok[t].cls != BS_QC_DET)
		if (bs_q_is_word(q, t, BS_Q_WORD("and")))
			return true;
	return false;
}

/* A quiet, careful reader: the comma at t stands between adjectives, for no noun is before it. */
static bool
adjectives(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t t)
{
	uint32_t k = a->src_from;

	if (q->tok[t].mark != BS_QM_COMMA || q->tok[k].cls != BS_QC_DET || t < k + 2 || t > k + 3)
		return false;
	for (k++; k < t; k++)
		if ((q->tok[k].cls != BS_QC_OTHER && q->tok[k].cls != BS_QC_ED &&
			q->tok[k].cls != BS_QC_DET) ||
		    q->tok[k].role)
			return false;
	for (k = t + 1;
	     k < a->src_to && (q->tok[k].cls == BS_QC_OTHER || q->tok[k].cls == BS_QC_S ||
				  q->tok[k].cls == BS_QC_CAP || q->tok[k].cls == BS_QC_ED);
	     k++)
		if (!q->tok[k].cap && q->tok[k].role)
			return true;
	return false;
}

bool
bs_q_inner_mark(const struct bs_qdoc *q, const struct bs_qact *a, uint32_t t)
{
	char c = bs_q_text(q, t).p[0];

	if (c == '&' || c == '%' || adjectives(q, a, t))
		return true;
	return (c == '\'' || c == '/') && t + 1 < a->src_to && q->tok[t + 1].cls != BS_QC_PUNCT;
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

/* Where the phrase [from, to) ends without when and in what it was said (on Monday, in a statement)
 * and without words that only tie it to what follows. */
static uint32_t
without_tail(const struct bs_qdoc *q, uint32_t from, uint32_t to)
{
	bool when = false;

	for (; to > from + 1; to--) {
		unsigned c = q->tok[to - 1].cls;
		uint32_t t = to - 1;

		if (c == BS_QC_ED && when) /* published [on Monday] */
			continue;
		if ((c == BS_QC_LY && q->tok[t].role) || bs_q_text(q, t).p[0] == '%')
			break; /* the family; 49% */
		if (c == BS_QC_PUNCT || c == BS_QC_GENITIVE || c == BS_QC_CONJ || c == BS_QC_SUB ||
		    c == BS_QC_ADV || c == BS_QC_LY || c == BS_QC_DET ||
		    (c == BS_QC_PREP && q->tok[t - 1].cls != BS_QC_ED))
			continue;
		if (q->tok[t].role == BS_QR_DOCUMENT && t > from + 2 &&
		    (q->tok[t - 1].cls == BS_QC_DET || q->tok[t - 1].cls == BS_QC_POSS))
			t--;
		else if (c != BS_QC_DAY)
			break;
		when = c == BS_QC_DAY;
		if (when && q->tok[t - 1].cls == BS_QC_ED)
			continue;
		if (t < from + 2 || (!bs_q_is_word(q, t - 1, BS_Q_WORD("in")) &&
					!bs_q_is_word(q, t - 1, BS_Q_WORD("on"))))
			break;
		to = t;
	}
	return to;
}

/* A long phrase stops before the last preposition, participle or "and" that keeps it short. */
static uint32_t
shortened(const struct bs_qnames *n, uint32_t head, uint32_t to)
{
	if (to <= head + 1 + LONG)
		return to;
	for (uint32_t t = head + 1 + LONG; t > head; t--) {
		unsigned c = n->q->tok[t].cls;
		size_t i = bs_q_names_from(n, t);

		if ((c == BS_QC_PREP || c == BS_QC_ED || c == BS_QC_ING || c == BS_QC_CONJ ||
			c == BS_QC_SUB) &&
		    (i == n->nname || n->name[i].from >= t))
			return t;
	}
	return to;
}

struct bs_span
bs_q_folded(const struct bs_qnames *n, const struct bs_qact *a)
{
	const struct bs_qdoc *q = n->q;
	uint32_t from = a->src_from, to;
	struct bs_span key;
	bool list = false;

	if (q->tok[from].cls == BS_QC_DET && from + 1 < a->src_to) {
		unsigned next = q->tok[from + 1].cls;

		from += next != BS_QC_PREP && next != BS_QC_ED && next != BS_QC_SUB;
	}
	for (to = from; to < a->src_to; to++) {
		list |= bs_q_in_list(q, a, to);
		if (to > a->src_head && (bs_q_relative(q, to) || q->tok[to].cls == BS_QC_SUB ||
					    (q->tok[to].cls == BS_QC_PUNCT &&
						!(list && q->tok[to].mark == BS_QM_COMMA) &&
						!bs_q_inner_mark(q, a, to))))
			break;
	}
	if (!list)
		to = shortened(n, a->src_head, to);
	to = without_tail(q, from, to);
	if (to == from || (q->tok[to - 1].cls == BS_QC_PUNCT && bs_q_text(q, to - 1).p[0] != '%'))
		return bs_span(NULL, 0);
	key = bs_span_cut(
	    q->doc->sent[q->tok[from].sent].text, q->tok[from].start, q->tok[to - 1].stop);
	return bs_q_opens_plain(n, from, to) ? small(q, key) : key;
}
