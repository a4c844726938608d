/*
 * rows: acts of quoting as quote, part, source and cue rows; words in marks
 * that nobody says as term rows.
 */
#include "quotes/quotes.h"

static struct bs_place
place_start(const struct bs_qdoc *q, uint32_t t)
{
	return (struct bs_place){q->tok[t].sent, q->tok[t].start};
}

/* The place behind token t - 1. */
static struct bs_place
place_stop(const struct bs_qdoc *q, uint32_t t)
{
	return (struct bs_place){q->tok[t - 1].sent, q->tok[t - 1].stop};
}

/* The pair of marks that token t is one of, or NULL. */
static const struct bs_qpair *
pair_of(const struct bs_qdoc *q, uint32_t t)
{
	return q->tok[t].pair >= 0 ? &q->pair[q->tok[t].pair] : NULL;
}

/* A range without the marks that open and close it. */
static struct bs_qpart
inner(const struct bs_qdoc *q, struct bs_qpart p)
{
	unsigned a = q->tok[p.from].mark, b = q->tok[p.to - 1].mark;

	if ((a == BS_QM_OPEN || a == BS_QM_SOPEN) && p.to - p.from > 1) {
		const struct bs_qpair *x = pair_of(q, p.from);

		if (x && x->from == p.from && (x->to >= p.to || !x->closed)) {
			p.from++;
			if (p.to - p.from > 1 && (b == BS_QM_CLOSE || b == BS_QM_SCLOSE))
				p.to--;
		}
	} else if (b == BS_QM_CLOSE && p.to - p.from > 1) {
		const struct bs_qpair *x = pair_of(q, p.to - 1);

		if (x && x->from == p.from)
			p.to--; /* speech whose opening mark is lost, or a paragraph back */
	}
	return p;
}

static void
add_text(const struct bs_qdoc *q, struct bs_buf *out, struct bs_qpart p)
{
	uint32_t t = p.from;

	while (t < p.to) {
		uint32_t s = q->tok[t].sent, e = q->first[s + 1] < p.to ? q->first[s + 1] : p.to;

		if (t > p.from)
			bs_buf_ch(
			    out, q->doc->sent[s].block == q->doc->sent[s - 1].block ? ' ' : '\n');
		bs_buf_span(
		    out, bs_span_cut(q->doc->sent[s].text, q->tok[t].start, q->tok[e - 1].stop));
		t = e;
	}
}

/* cue:RULE@P, or chain:NAME@P where the source tells what NAME said. */
static struct bs_span
why(const struct bs_qdoc *q, const struct bs_qact *a, struct bs_buf *b)
{
	b->n = 0;
	if (a->chain_from < a->chain_to) {
		bs_buf_lit(b, "chain:");
		add_text(q, b, (struct bs_qpart){a->chain_from, a->chain_to});
	} else {
		bs_buf_lit(b, "cue:");
		bs_buf_lit(b, a->rule);
	}
	bs_why_percent(b, (unsigned)(a->p * 100 + .5F));
	return bs_buf_view(b);
}

static void
write_act(struct bs_qdoc *q, const struct bs_qact *a, struct bs_buf *text, struct bs_buf *info,
    struct bs_buf *rule)
{
	static const char *const cls[] = {"direct", "mixed", "indirect"};
	const struct bs_qpart *p = q->part + a->part;
	struct bs_span_row r = {.kind = a->nested ? BS_TERM : BS_QUOTE,
	    .cls = a->nested ? BS_SPAN("quoted") : bs_span_str(cls[a->cls]),
	    .key = a->key};

	text->n = info->n = 0;
	for (size_t i = 0; i < a->npart; i++) {
		if (i)
			bs_buf_ch(text, q->doc->sent[q->tok[p[i].from].sent].block ==
						q->doc->sent[q->tok[p[i - 1].to - 1].sent].block
					    ? ' '
					    : '\n');
		add_text(q, text, inner(q, p[i]));
	}
	r.start = place_start(q, p[0].from);
	r.stop = place_stop(q, p[a->npart - 1].to);
	r.why = why(q, a, rule);
	r.text = bs_buf_view(text);
	if (a->cue_at != BS_NOTOK)
		r.info = q->tok[a->cue_at].cue == 0 && q->tok[a->cue_at].cls != BS_QC_PUNCT
			     ? bs_q_text(q, a->cue_at) /* a verb that no list has */
			     : bs_qlexicon_lemma(q->lex, q->tok[a->cue_at].cue);
	if (a->nested) {
		bs_add_row(q->doc, &r);
		return;
	}
	bs_group_begin(q->doc);
	bs_add_row(q->doc, &r);
	bs_buf_uint(info, bs_place_start(q->doc, r.start));
	bs_buf_ch(info, '-');
	bs_buf_uint(info, bs_place_stop(q->doc, r.stop));
	r.info = bs_buf_view(info);
	for (size_t i = 0; i < a->npart && a->npart > 1; i++) {
		r.kind = BS_PART;
		r.start = place_start(q, p[i].from);
		r.stop = place_stop(q, p[i].to);
		text->n = 0;
		add_text(q, text, inner(q, p[i]));
		r.text = bs_buf_view(text);
		bs_add_row(q->doc, &r);
	}
	r.text = bs_span(NULL, 0);
	if (a->src_from < a->src_to) {
		r.kind = BS_SOURCE;
		r.cls = a->src_class;
		r.start = place_start(q, a->src_from);
		r.stop = place_stop(q, a->src_to);
		bs_add_row(q->doc, &r);
	}
	if (a->cue_at != BS_NOTOK) {
		r.kind = BS_CUE;
		r.cls = bs_span(NULL, 0);
		r.why = BS_SPAN("list:cues");
		r.start = place_start(q, a->cue_from);
		r.stop = place_stop(q, a->cue_to);
		bs_add_row(q->doc, &r);
	}
	bs_group_end(q->doc);
}

void
bs_q_write(struct bs_qdoc *q, float min_p)
{
	struct bs_buf text = {0}, info = {0}, rule = {0};
	size_t k = 0;

	for (size_t i = 0; i < q->nact || k < q->npair;) {
		const struct bs_qpair *p = k < q->npair ? &q->pair[k] : NULL;

		if (p && (i == q->nact || p->from < q->part[q->act[i].part].from)) {
			k++;
			if (!p->used && !p->single && p->closed && p->opened && p->a < p->b)
				bs_add_row(q->doc,
				    &(struct bs_span_row){.kind = BS_TERM,
					.start = place_start(q, p->from),
					.stop = place_stop(q, p->to),
					.why = BS_SPAN("marks"),
					.text = bs_span_cut(q->doc->sent[q->tok[p->a].sent].text,
					    q->tok[p->a].start,
					    q->tok[p->b - 1].sent == q->tok[p->a].sent
						? q->tok[p->b - 1].stop
						: q->doc->sent[q->tok[p->a].sent].text.n)});
			continue;
		}
		if (q->act[i].p >= min_p)
			write_act(q, &q->act[i], &text, &info, &rule);
		i++;
	}
	bs_buf_free(&text);
	bs_buf_free(&info);
	bs_buf_free(&rule);
}
