/*
 * train-quotes-text: the decisions of an annotated document, as the engine would meet them: the
 * engine's own candidates, and which of them the annotation calls right.
 */
#include "train-quotes.h"

#include <stdlib.h>

static void
add_cand(struct trainer *t, const struct bs_qfeatures *f, bool right)
{
	struct cand c = {t->nid, f->n, right};

	for (size_t i = 0; i < f->n; i++) {
		bool is_new;
		uint64_t *v = bs_strmap_put(
		    &t->ids, bs_span((const char *)&f->v[i], sizeof f->v[i]), &is_new);

		if (is_new) {
			BS_PUSH(t->feat, t->nfeat, t->feat_cap) = (struct feature){.f = f->v[i]};
			*v = t->nfeat - 1;
		}
		t->feat[*v].n += t->fold != t->held;
		BS_PUSH(t->id, t->nid, t->id_cap) = (uint32_t)*v;
	}
	BS_PUSH(t->cand, t->ncand, t->cand_cap) = c;
}

static void
end_instance(struct trainer *t, unsigned model, size_t first)
{
	bool any = false;

	for (size_t k = first; k < t->ncand; k++)
		any |= t->cand[k].right;
	if (model == PAIR || model == CUE || model == OK || any)
		BS_PUSH(t->inst, t->ninst, t->inst_cap) = (struct instance){
		    first, t->ncand - first, model, t->fold};
}

/* ---- from source bytes to tokens ---- */

static uint64_t
token_start(const struct bs_qdoc *q, uint32_t t)
{
	return bs_place_start(q->doc, (struct bs_place){q->tok[t].sent, q->tok[t].start});
}

static uint64_t
token_stop(const struct bs_qdoc *q, uint32_t t)
{
	return bs_place_stop(q->doc, (struct bs_place){q->tok[t].sent, q->tok[t].stop});
}

static uint32_t
first_behind(const struct bs_qdoc *q, uint64_t byte)
{
	uint32_t lo = 0, hi = q->ntok;

	while (lo < hi) {
		uint32_t m = (lo + hi) / 2;

		if (token_stop(q, m) > byte)
			hi = m;
		else
			lo = m + 1;
	}
	return lo;
}

static void
to_tokens(const struct bs_qdoc *q, uint64_t start, uint64_t stop, uint32_t *a, uint32_t *b)
{
	*a = first_behind(q, start);
	*b = *a;
	while (*b < q->ntok && token_start(q, *b) < stop)
		++*b;
}

static void
trim_edges(const struct bs_qdoc *q, uint32_t *a, uint32_t *b)
{
	while (*a < *b && q->tok[*a].cls == BS_QC_PUNCT && q->tok[*a].mark != BS_QM_OPEN)
		++*a;
	while (*b > *a && q->tok[*b - 1].cls == BS_QC_PUNCT && q->tok[*b - 1].mark != BS_QM_UNPAREN)
		--*b;
}

/* ---- instances of one document ---- */

/* The word of a gold cue that the engine would judge. */
static uint32_t
cue_head(const struct bs_qdoc *q, const struct gold *g)
{
	uint32_t a, b, best = BS_NOTOK;
	unsigned top = 0;

	if (g->cue[0] == g->cue[1])
		return BS_NOTOK;
	to_tokens(q, g->cue[0], g->cue[1], &a, &b);
	for (uint32_t t = a; t < b; t++) {
		unsigned f = bs_qlexicon_frames(q->lex, q->tok[t].cue), s;

		if (q->tok[t].cue == 0 || !bs_q_cue_possible(q, t))
			continue;
		s = f & BS_QF_ACCORDING ? 4 : f & BS_QF_VERB ? f & BS_QF_NOUN ? 2 : 3 : 1;
		if (s >= top)
			top = s, best = t;
	}
	return best;
}

static void
pairs(struct trainer *t, struct bs_qdoc *q, const struct gold *g, size_t n)
{
	for (size_t i = 0; i < q->npair; i++) {
		struct bs_qpair *p = &q->pair[i];
		bool direct = false, skip = p->single || p->parent >= 0 || p->a == p->b;
		size_t first = t->ncand;
		struct bs_qfeatures f;
		uint32_t pa = p->a, pb = p->b;

		trim_edges(q, &pa, &pb);
		for (size_t k = 0; k < n; k++) {
			uint32_t a = g[k].a, b = g[k].b;

			while (a < b && q->tok[a].cls == BS_QC_PUNCT)
				a++;
			if (g[k].type == 'd' && a <= pa + 1 && b + 1 >= pb)
				direct = true;
			else if (g[k].type == 'd' && a < pb && b > pa && a < b)
				skip = true;
			if (g[k].type == 'x' && a < pb && b > pa)
				skip = true;
		}
		p->p = direct;
		if (skip)
			continue;
		bs_q_pair_features(q, p, &f);
		add_cand(t, &f, direct);
		end_instance(t, PAIR, first);
	}
}

static void
after(struct trainer *t, const struct bs_qdoc *q, uint32_t i, const struct gold *g)
{
	uint32_t cand[BS_Q_MAXCAND], seen_to;
	size_t n = bs_q_after_starts(q, i, cand, BS_Q_MAXCAND), first = t->ncand;
	struct bs_qseen seen = {.opener = bs_q_opener(q, i)};
	struct bs_qfeatures f;

	for (size_t k = 0; k < n; k++) {
		bs_q_after_start_features(q, i, cand[k], &f);
		add_cand(t, &f, cand[k] == g->a);
	}
	end_instance(t, AS, first);
	if (g->a >= g->b || g->a <= i)
		return;
	n = bs_q_after_stops(q, g->a, cand, BS_Q_MAXCAND);
	first = t->ncand;
	seen_to = g->a;
	for (size_t k = 0; k < n; k++) {
		while (seen_to < cand[k])
			bs_q_seen_add(&seen, &q->tok[seen_to++]);
		bs_q_after_stop_features(q, i, g->a, cand[k], cand[n - 1], seen, &f);
		add_cand(t, &f, cand[k] == g->b);
	}
	end_instance(t, AE, first);
}

static void
before(struct trainer *t, const struct bs_qdoc *q, uint32_t i, const struct gold *g)
{
	uint32_t cand[BS_Q_MAXCAND];
	size_t n = bs_q_before_stops(q, i, cand, BS_Q_MAXCAND), first = t->ncand;
	struct bs_qfeatures f;

	for (size_t k = 0; k < n; k++) {
		uint32_t e = cand[k];

		while (e > 0 && q->tok[e - 1].cls == BS_QC_PUNCT)
			e--;
		bs_q_before_stop_features(q, i, cand[k], &f);
		add_cand(t, &f, e == g->b);
	}
	end_instance(t, BE, first);
	if (g->b == 0 || g->a >= g->b)
		return;
	n = bs_q_before_starts(q, g->b, cand, BS_Q_MAXCAND);
	first = t->ncand;
	for (size_t k = 0; k < n; k++) {
		bs_q_before_start_features(q, g->b, cand[k], &f);
		add_cand(t, &f, cand[k] == g->a);
	}
	end_instance(t, BS, first);
}

static void
extent(struct trainer *t, const struct bs_qdoc *q, const struct bs_qcue *c, uint32_t head,
    uint32_t a, uint32_t b)
{
	uint32_t cand[BS_Q_MAXCAND];
	size_t n = bs_q_source_lefts(q, c, head, cand, BS_Q_MAXCAND), first = t->ncand;
	struct bs_qfeatures f;

	for (size_t k = 0; k < n; k++) {
		bs_q_source_left_features(q, head, cand[k], &f);
		add_cand(t, &f, cand[k] == a);
	}
	end_instance(t, SL, first);
	n = bs_q_source_rights(q, c, head, cand, BS_Q_MAXCAND);
	first = t->ncand;
	for (size_t k = 0; k < n; k++) {
		bs_q_source_right_features(q, c, head, cand[k], &f);
		add_cand(t, &f, cand[k] == b);
	}
	end_instance(t, SR, first);
}

static void
source(struct trainer *t, const struct bs_qdoc *q, const struct bs_qcue *c, const struct gold *g)
{
	uint32_t cand[BS_Q_MAXCAND], a = 0, b = 0, head = BS_NOTOK;
	size_t n = bs_q_source_heads(q, c, cand, BS_Q_MAXCAND), first = t->ncand, keep = t->nid;
	bool any = false;
	float best = 0;
	struct bs_qfeatures f;

	if (g->src[0] < g->src[1])
		to_tokens(q, g->src[0], g->src[1], &a, &b);
	for (size_t k = 0; k < n; k++) {
		bool right = cand[k] >= a && cand[k] < b;

		bs_q_source_features(q, c, cand[k], &f);
		add_cand(t, &f, right);
		if (right && (!any || score(t, &t->cand[t->ncand - 1]) > best)) {
			best = score(t, &t->cand[t->ncand - 1]);
			head = cand[k];
		}
		any |= right;
	}
	if (t->second) {
		t->ncand = first;
		t->nid = keep;
		if (head != BS_NOTOK)
			extent(t, q, c, head, a, b);
		return;
	}
	bs_q_source_features(q, c, BS_NOTOK, &f);
	add_cand(t, &f, !any);
	end_instance(t, SRC, first);
}

static void
one_cue(struct trainer *t, const struct bs_qdoc *q, uint32_t i, const struct gold *g,
    const struct gold *next)
{
	struct bs_qcue c = {.at = i, .from = i, .to = i + 1, .direct = g->type == 'd'};
	enum bs_qdir dir = c.direct ? BS_QD_DIRECT : g->a > i ? BS_QD_AFTER : BS_QD_BEFORE;
	size_t first = t->ncand;

	if (!t->second) {
		for (unsigned d = 0; d < BS_QD_N; d++) {
			struct bs_qfeatures f;

			bs_q_dir_features(q, i, bs_q_around(q, i), d, &f);
			add_cand(t, &f, d == dir);
		}
		end_instance(t, DIR, first);
		if (dir == BS_QD_AFTER)
			after(t, q, i, g);
		else if (dir == BS_QD_BEFORE)
			before(t, q, i, g);
	}
	c.a = g->a;
	c.b = g->b;
	if (next) {
		c.a2 = next->a;
		c.b2 = next->b;
	}
	source(t, q, &c, g);
}

static void
cues(struct trainer *t, const struct bs_qdoc *q, const struct gold *g, size_t n)
{
	uint8_t *state = bs_calloc(q->ntok + 1, 1); /* 1 cue, 2 do not ask */

	for (size_t k = 0; k < n; k++) {
		uint32_t a, b, h;

		for (uint32_t i = g[k].a; i < g[k].b; i++)
			state[i] |= 2;
		if (g[k].type == 'x') {
			for (uint32_t i = g[k].a; i-- > 0 && i + 6 > g[k].a;)
				state[i] |= 2;
			for (uint32_t i = g[k].b; i < g[k].b + 6 && i < q->ntok; i++)
				state[i] |= 2;
			continue;
		}
		h = cue_head(q, &g[k]);
		if (g[k].cue[0] < g[k].cue[1]) {
			to_tokens(q, g[k].cue[0], g[k].cue[1], &a, &b);
			for (; a < b; a++)
				state[a] |= 2;
		}
		if (h == BS_NOTOK)
			continue;
		state[h] |= 1;
		if (k > 0 && bs_span_eq(g[k].group, g[k - 1].group))
			continue;
		one_cue(t, q, h, &g[k],
		    k + 1 < n && bs_span_eq(g[k].group, g[k + 1].group) ? &g[k + 1] : NULL);
	}
	for (uint32_t i = 0; i < q->ntok && !t->second; i++) {
		struct bs_qfeatures f;
		size_t first = t->ncand;

		if (!bs_q_cue_possible(q, i) || state[i] == 2)
			continue;
		bs_q_cue_features(q, i, &f);
		add_cand(t, &f, state[i] & 1);
		end_instance(t, CUE, first);
	}
	free(state);
}

/* Clauses found in a document the weights do not know: those of the gold, and others. */
static void
clauses(struct trainer *t, struct bs_qdoc *q, const struct gold *g, size_t n)
{
	q->model = t->others;
	bs_q_judge_pairs(q);
	bs_q_find_cues(q, .2F);
	for (size_t i = 0; i < q->ncue; i++) {
		const struct bs_qcue *c = &q->cue[i];
		size_t first = t->ncand;
		bool right = false, skip = false;
		struct bs_qfeatures f;

		if (c->direct || c->a >= c->b || c->start_p <= 0)
			continue;
		for (size_t k = 0; k < n; k++) {
			uint32_t lo = g[k].a > c->a ? g[k].a : c->a;
			uint32_t hi = g[k].b < c->b ? g[k].b : c->b;
			uint32_t all = (g[k].b > c->b ? g[k].b : c->b) -
				       (g[k].a < c->a ? g[k].a : c->a);

			if (hi <= lo)
				continue;
			skip |= g[k].type == 'x' && 2 * (hi - lo) > c->b - c->a;
			right |= g[k].type != 'x' && 2 * (hi - lo) >= all;
			skip |= 2 * (hi - lo) < all && 2 * (hi - lo) > c->b - c->a;
		}
		if (skip)
			continue;
		bs_q_clause_features(q, c, &f);
		add_cand(t, &f, right);
		end_instance(t, OK, first);
	}
}

void
document(struct bs_doc *d, void *arg)
{
	struct trainer *t = arg;
	uint64_t *at = bs_strmap_get(&t->docs, d->id);
	struct bs_qdoc q = {.doc = d, .lex = t->lex};
	struct gold *g;
	size_t n = 0;

	t->fold = (unsigned)(d->id.p[d->id.n - 1] & 15) % FOLDS;
	if (at == NULL || (t->others && t->fold != t->judged))
		return;
	g = t->gold + *at;
	while (*at + n < t->ngold && t->doc_of[*at + n] == *at)
		n++;
	bs_qlex(&q);
	bs_q_pair_marks(&q);
	for (uint32_t i = 0; i < q.ntok && !t->second; i++) {
		struct bs_span w = bs_q_text(&q, i);

		name_value(t, q.tok[i].h, w.p[0] == '.' ? BS_SPAN("<stop>") : w);
		if (q.tok[i].cue)
			name_value(t, bs_qlexicon_lemma_hash(q.lex, q.tok[i].cue),
			    bs_qlexicon_lemma(q.lex, q.tok[i].cue));
	}
	for (size_t k = 0; k < n; k++) {
		to_tokens(&q, g[k].start, g[k].stop, &g[k].a, &g[k].b);
		trim_edges(&q, &g[k].a, &g[k].b);
	}
	if (t->others && t->whole) {
		acts(t, &q, g, n);
	} else if (t->others) {
		clauses(t, &q, g, n);
	} else if (t->second) {
		size_t ni = t->ninst, nc = t->ncand, nd = t->nid;

		pairs(t, &q, g, n);
		t->ninst = ni, t->ncand = nc, t->nid = nd;
	} else {
		pairs(t, &q, g, n);
	}
	if (t->others == NULL)
		cues(t, &q, g, n);
	free(q.tok);
}
