/*
 * person: who a source is.
 *
 * The key of a source is the canonical name of the mention in it, the person
 * a role or a pronoun stands for, or the phrase itself, folded.
 */
#include "quotes/quotes.h"

#include "broadsheet/utf8.h"

/* The phrase without its article, up to the first comma. */
static struct bs_span
folded(struct bs_qdoc *q, const struct bs_qact *a)
{
	uint32_t from = a->src_from, to = from;
	struct bs_buf b = {0};
	struct bs_span s;

	if (q->tok[from].cls == BS_QC_DET && from + 1 < a->src_to)
		from++;
	for (to = from; to < a->src_to && q->tok[to].cls != BS_QC_PUNCT &&
	    !(to > from && q->tok[to].cls == BS_QC_WH); to++)
		;
	if (to == from)
		return bs_span(NULL, 0);
	s = bs_span_cut(q->doc->sent[q->tok[from].sent].text, q->tok[from].start, q->tok[to - 1].stop);
	if (from > q->first[q->tok[from].sent] || q->tok[from].cls != BS_QC_CAP)
		return s;
	s = bs_arena_copy(&q->doc->arena, s);
	bs_buf_free(&b);
	return s;
}

void
bs_q_name_sources(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->nact; i++) {
		struct bs_qact *a = &q->act[i];

		if (a->src_from == a->src_to)
			continue;
		a->key = folded(q, a);
		a->src_class = q->tok[a->src_head].cls == BS_QC_PRON ? BS_SPAN("pronoun") : BS_SPAN("named");
	}
}
