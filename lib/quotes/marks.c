/*
 * marks: which quotation marks belong together.
 *
 * Works through one paragraph at a time over a list of its marks.  Marks are
 * directed (normalize saw to that), but not all have a partner: an opener
 * with none ends at its paragraph, or where the next one opens; a closer with
 * none belongs to the speech of the paragraph before, if that never closed,
 * else to the start of its sentence.  A paragraph that opens with a mark
 * while the one before never closed carries its speech on; so do a few without
 * any mark before the one that closes it.  A single mark behind a comma or
 * stop closes double ones that nothing else closes.  A document that sets more
 * in single marks than in double ones is one where single marks are speech.
 */
#include "quotes/quotes.h"

#include <stdlib.h>

enum { DEPTH = 3, SILENT = 3 /* paragraphs without marks */ };

struct pairing {
	struct bs_qdoc *q;
	struct bs_qpair *v;
	size_t n, cap;
	uint32_t lo, hi;    /* the paragraph */
	size_t open[DEPTH]; /* pairs not yet closed, outermost first */
	unsigned depth;
	int32_t carry; /* unclosed pair of the paragraph before, or -1 */
	struct {
		uint32_t lo, hi;
	} silent[SILENT]; /* paragraphs since then */
	unsigned nsilent;
};

static void
begin(struct pairing *p, uint32_t from, bool opened, bool single)
{
	int32_t parent = p->depth ? (int32_t)p->open[p->depth - 1] : -1;

	p->open[p->depth++] = p->n;
	BS_PUSH(p->v, p->n, p->cap) = (struct bs_qpair){.from = from,
	    .a = from + opened,
	    .parent = parent,
	    .before = -1,
	    .single = single,
	    .opened = opened};
}

/* The innermost open pair ends before token b; its mark, where it has one, is b itself. */
static void
finish(struct pairing *p, uint32_t b, bool closed)
{
	struct bs_qpair *x = &p->v[p->open[--p->depth]];

	x->b = b < x->a ? x->a : b;
	x->to = x->b + closed;
	x->closed = closed;
}

/* Where an opener without partner stops when another opens at t: with its sentence, or there. */
static uint32_t
give_up(const struct pairing *p, uint32_t t)
{
	const struct bs_qpair *x = &p->v[p->open[p->depth - 1]];
	uint32_t end = p->q->first[p->q->tok[x->from].sent + 1];

	return end < t ? end : t;
}

static bool
single_open(const struct pairing *p)
{
	return p->depth && p->v[p->open[p->depth - 1]].single;
}

/* Drop an open single pair: an apostrophe that looked like a mark. */
static void
forget(struct pairing *p)
{
	p->depth--;
	if (p->open[p->depth] == p->n - 1)
		p->n--;
	else
		p->v[p->open[p->depth]].b = p->v[p->open[p->depth]].a;
}

static void
open_double(struct pairing *p, uint32_t t, unsigned next, unsigned after)
{
	bool nested;

	while (single_open(p) && p->depth == DEPTH)
		forget(p);
	/* “ … “ … ” … ”: the second opens inside the first; otherwise the first lost its closer */
	nested = next == BS_QM_CLOSE && after == BS_QM_CLOSE;
	if (p->depth && !single_open(p) && (!nested || p->depth == DEPTH))
		finish(p, give_up(p, t), false);
	begin(p, t, true, false);
	if (t == p->lo && p->carry >= 0 && p->nsilent == 0 && !p->v[p->carry].single)
		p->v[p->n - 1].before = p->carry;
}

/* The words [from, to) carry on what never closed. */
static void
go_on(struct pairing *p, uint32_t from, uint32_t to, bool closed)
{
	begin(p, from, false, false);
	p->v[p->n - 1].before = p->carry;
	finish(p, to, closed);
	p->carry = (int32_t)p->n - 1;
}

static void
close_double(struct pairing *p, uint32_t t)
{
	const struct bs_qtok *tok = p->q->tok;
	uint32_t from = p->q->first[tok[t].sent];

	while (single_open(p))
		forget(p);
	if (p->depth) {
		finish(p, t, true);
	} else if (p->carry >= 0 && !p->v[p->carry].single &&
		   (p->n == 0 || p->v[p->n - 1].from < p->lo)) {
		for (unsigned i = 0; i < p->nsilent; i++)
			go_on(p, p->silent[i].lo, p->silent[i].hi, false);
		go_on(p, p->lo, t, true);
	} else if (t > from && (p->n == 0 || p->v[p->n - 1].to <= from) &&
		   (tok[t - 1].mark == BS_QM_COMMA || tok[t - 1].mark == BS_QM_STOP)) {
		begin(p, from, false, false);
		finish(p, t, true);
	}
}

static bool
behind_stop(const struct bs_qdoc *q, uint32_t t)
{
	return t > 0 && (q->tok[t - 1].mark == BS_QM_COMMA || q->tok[t - 1].mark == BS_QM_STOP);
}

static void
one_mark(struct pairing *p, uint32_t t, unsigned next, unsigned after)
{
	switch (p->q->tok[t].mark) {
	case BS_QM_OPEN:
		open_double(p, t, next, after);
		break;
	case BS_QM_CLOSE:
		close_double(p, t);
		break;
	case BS_QM_SOPEN:
		if (single_open(p))
			forget(p);
		if (p->depth < DEPTH)
			begin(p, t, true, true);
		if (t == p->lo && p->carry >= 0 && p->v[p->carry].single)
			p->v[p->n - 1].before = p->carry;
		break;
	case BS_QM_SCLOSE:
		if (single_open(p) || (p->depth && next != BS_QM_CLOSE && behind_stop(p->q, t)))
			finish(p, t, true);
		break;
	default:
		break;
	}
}

/* An apostrophe behind a comma or stop closes, too. */
static bool
is_mark(struct bs_qdoc *q, uint32_t t)
{
	struct bs_qtok *k = &q->tok[t];

	if (k->mark == BS_QM_OTHER && behind_stop(q, t) && bs_q_text(q, t).p[0] == '\'')
		k->mark = BS_QM_SCLOSE;
	return k->mark >= BS_QM_OPEN && k->mark <= BS_QM_SCLOSE;
}

/* Does the next paragraph begin with a single mark? */
static bool
reopened(const struct pairing *p)
{
	return p->hi < p->q->ntok && p->q->tok[p->hi].mark == BS_QM_SOPEN;
}

static void
paragraph(struct pairing *p, const uint32_t *mark, size_t n)
{
	const struct bs_qtok *tok = p->q->tok;
	int32_t carry = -1;

	p->depth = 0;
	if (n == 0 && p->carry >= 0 && p->nsilent < SILENT) {
		p->silent[p->nsilent].lo = p->lo;
		p->silent[p->nsilent++].hi = p->hi;
		return;
	}
	for (size_t i = 0; i < n; i++)
		one_mark(p, mark[i], i + 1 < n ? tok[mark[i + 1]].mark : BS_QM_NONE,
		    i + 2 < n ? tok[mark[i + 2]].mark : BS_QM_NONE);
	while (p->depth) {
		if (single_open(p) && !(p->depth == 1 && reopened(p))) {
			forget(p);
		} else {
			if (p->depth == 1)
				carry = (int32_t)p->open[0];
			finish(p, p->hi, false);
		}
	}
	p->carry = carry;
	p->nsilent = 0;
}

/* Does an attribution begin at t, behind a comma: said X, X said? */
static bool
attribution(const struct bs_qdoc *q, uint32_t t, uint32_t hi)
{
	const struct bs_qtok *k = q->tok;
	unsigned name;

	if (t + 1 >= hi)
		return false;
	if (k[t].cue && !k[t].cap && k[t].cls != BS_QC_ING)
		return bs_qlexicon_frames(q->lex, k[t].cue) & BS_QF_DIRECT &&
		       (k[t + 1].cls == BS_QC_CAP || k[t + 1].cls == BS_QC_TITLE);
	name = k[t].cls;
	if (name != BS_QC_CAP && name != BS_QC_PRON && name != BS_QC_TITLE)
		return false;
	while (t + 1 < hi && (k[t].cls == BS_QC_CAP || k[t].cls == BS_QC_TITLE || k[t].cls == name))
		t++;
	return k[t].cue && k[t].cls != BS_QC_ING && !k[t].cap && t + 1 < hi &&
	       k[t + 1].cls == BS_QC_PUNCT && bs_qlexicon_frames(q->lex, k[t].cue) & BS_QF_DIRECT;
}

/* A pair without a closer stops where its attribution begins, if it holds one in its first
 * sentence. */
static void
cut_unclosed(const struct bs_qdoc *q, struct bs_qpair *x)
{
	uint32_t hi = q->first[q->tok[x->from].sent + 1];

	for (uint32_t t = x->a + 2; t + 2 < hi && t < x->b; t++)
		if (q->tok[t].mark == BS_QM_COMMA && attribution(q, t + 1, hi)) {
			x->b = x->to = t + 1;
			return;
		}
}

/* Give each token its innermost pair: pairs stand in order of their start, outer ones first. */
static void
label(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->npair; i++)
		for (uint32_t t = q->pair[i].from; t < q->pair[i].to; t++)
			q->tok[t].pair = (int32_t)i;
}

/* Where single marks set speech they are marks like double ones. */
static void
set_style(struct bs_qdoc *q)
{
	size_t ones = 0, twos = 0;

	for (size_t i = 0; i < q->npair; i++) {
		const struct bs_qpair *p = &q->pair[i];

		if (p->parent < 0 && p->a < p->b)
			*(p->single ? &ones : &twos) += 1;
	}
	for (size_t i = 0; i < q->npair && ones > twos; i++) {
		struct bs_qpair *p = &q->pair[i];

		if (p->parent >= 0 || !p->single || p->a >= p->b)
			continue;
		p->single = false;
		q->tok[p->from].mark = BS_QM_OPEN;
		if (p->closed)
			q->tok[p->b].mark = BS_QM_CLOSE;
	}
}

/* Tom “Teflon” Lund: marks in a name set no speech. */
static void
set_nicknames(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->npair; i++) {
		const struct bs_qpair *p = &q->pair[i];
		uint32_t t = p->a;

		if (!p->opened || !p->closed || p->b > p->a + 3 || p->from == 0 ||
		    p->to >= q->ntok || q->tok[p->from - 1].cls != BS_QC_CAP ||
		    q->tok[p->to].cls != BS_QC_CAP ||
		    q->tok[p->from - 1].sent != q->tok[p->to].sent)
			continue;
		while (t < p->b && q->tok[t].cls != BS_QC_PUNCT && q->tok[t].cap)
			t++;
		if (t < p->b)
			continue;
		q->tok[p->from].mark = BS_QM_SOPEN;
		q->tok[p->b].mark = BS_QM_SCLOSE;
	}
}

void
bs_q_pair_marks(struct bs_qdoc *q)
{
	struct pairing p = {.q = q, .carry = -1};
	const struct bs_doc *d = q->doc;
	uint32_t *mark = NULL;
	size_t cap = 0;

	for (size_t s = 0, e; s < d->nsent; s = e) {
		size_t n = 0;

		for (e = s + 1; e < d->nsent && d->sent[e].block == d->sent[s].block; e++)
			;
		p.lo = q->first[s];
		p.hi = q->first[e];
		for (uint32_t t = p.lo; t < p.hi; t++)
			if (is_mark(q, t))
				BS_PUSH(mark, n, cap) = t;
		paragraph(&p, mark, n);
	}
	free(mark);
	q->npair = p.n;
	q->pair = bs_arena_alloc(&q->doc->arena, (p.n + 1) * sizeof *p.v);
	if (p.n)
		memcpy(q->pair, p.v, p.n * sizeof *p.v);
	free(p.v);
	set_style(q);
	set_nicknames(q);
	for (size_t i = 0; i < q->npair; i++)
		if (!q->pair[i].closed && !q->pair[i].single && q->pair[i].a < q->pair[i].b &&
		    !(i + 1 < q->npair && q->pair[i + 1].before == (int32_t)i))
			cut_unclosed(q, &q->pair[i]);
	label(q);
}
