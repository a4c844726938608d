/*
 * train-quotes GOLD.tsv ROWS > speech-weights.tsv (make train-quotes)
 *
 * Learns the weights of extract-quotes from annotated text.  ROWS are what
 * `normalize | segment | tag-entities` make of it; GOLD has one line for each
 * contiguous part of an attribution: doc, start, stop (source bytes), type
 * (direct, mixed, indirect, ignore), group, source spans, cue spans
 * (START-STOP, commas between them, `.` for none): quotes-gold.py makes it.
 *
 * Each decision is a log-linear model over its candidates, learned by regular
 * dual averaging with per-feature rates and an L1 term, over instances in the
 * order of the text: no random numbers, so equal input gives equal weights.
 */
#include "quotes/features.h"

#include "broadsheet/cli.h"
#include "broadsheet/stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct gold {
	uint64_t start, stop;
	uint64_t src[2], cue[2]; /* first fragments; equal where there is none */
	struct bs_span group;
	char type;     /* d m i, x for ignore */
	uint32_t a, b; /* tokens */
};

struct feature {
	struct bs_qfeature f;
	float sum, sq, w;
	uint32_t n;
};

/* One decision: candidates with their features, and which of them are right. */
struct instance {
	size_t first, ncand; /* in cand */
	unsigned model;
};
struct cand {
	size_t first, n; /* in id */
	bool right;
};

enum { PAIR, CUE, DIR, AS, AE, BE, BS, SRC, SL, SR, NMODEL };

struct trainer {
	struct bs_strmap docs; /* name -> first gold + 1 */
	struct gold *gold;
	size_t ngold, gold_cap;
	uint64_t *doc_of;
	struct bs_strmap ids; /* feature -> id + 1 */
	struct feature *feat;
	size_t nfeat, feat_cap;
	uint32_t *id;
	size_t nid, id_cap;
	struct cand *cand;
	size_t ncand, cand_cap;
	struct instance *inst;
	size_t ninst, inst_cap;
	struct bs_strmap words; /* hash -> its text */
	struct bs_arena text;
	const struct bs_qlexicon *lex;
	bool second; /* the pass that learns the extent of sources */
};

static void
name_value(struct trainer *t, uint64_t h, struct bs_span s)
{
	bool is_new;
	uint64_t *v = bs_strmap_put(&t->words, bs_span((char *)&h, sizeof h), &is_new);

	if (is_new) {
		struct bs_span *copy = bs_arena_alloc(&t->text, sizeof *copy);

		*copy = bs_arena_copy(&t->text, s);
		*v = (uint64_t)(uintptr_t)copy;
	}
}

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
		t->feat[*v].n++;
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
	if (model == PAIR || model == CUE || any)
		BS_PUSH(t->inst, t->ninst, t->inst_cap) = (struct instance){
		    first, t->ncand - first, model};
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
	struct bs_qseen seen = {0};
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

static float
score(const struct trainer *t, const struct cand *c)
{
	float s = 0;

	for (size_t i = 0; i < c->n; i++)
		s += t->feat[t->id[c->first + i]].w;
	return s;
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

			bs_q_dir_features(q, i, d, &f);
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

static void
document(struct bs_doc *d, void *arg)
{
	struct trainer *t = arg;
	uint64_t *at = bs_strmap_get(&t->docs, d->id);
	struct bs_qdoc q = {.doc = d, .lex = t->lex};
	struct gold *g;
	size_t n = 0;

	if (at == NULL)
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
	if (t->second) {
		size_t ni = t->ninst, nc = t->ncand, nd = t->nid;

		pairs(t, &q, g, n);
		t->ninst = ni, t->ncand = nc, t->nid = nd;
	} else {
		pairs(t, &q, g, n);
	}
	cues(t, &q, g, n);
	free(q.tok);
}

/* ---- learning ---- */

static float l1 = 4e-5F, rate = .06F;

static float
weight(const struct feature *f, float step)
{
	float u = f->sum, cut = l1 * step;

	if (u > -cut && u < cut)
		return 0;
	return -rate * (u > 0 ? u - cut : u + cut) / (1e-1F + sqrtf(f->sq));
}

static void
learn_one(struct trainer *t, const struct instance *in, float step, double *loss)
{
	float p[1024], top = -1e30F, sum = 0, good = 0;
	struct cand *c = t->cand + in->first;
	size_t n = in->ncand < 1024 ? in->ncand : 1024;

	for (size_t k = 0; k < n; k++) {
		for (size_t i = 0; i < c[k].n; i++) {
			struct feature *f = &t->feat[t->id[c[k].first + i]];

			f->w = weight(f, step);
		}
		p[k] = score(t, &c[k]);
		top = p[k] > top ? p[k] : top;
	}
	if (in->model == PAIR || in->model == CUE) {
		p[0] = bs_q_logistic(p[0]);
		*loss -= logf((c[0].right ? p[0] : 1 - p[0]) + 1e-9F);
		good = p[0];
		p[0] = p[0] - (c[0].right ? 1 : 0);
	} else {
		for (size_t k = 0; k < n; k++) {
			p[k] = expf(p[k] - top);
			sum += p[k];
			good += c[k].right ? p[k] : 0;
		}
		*loss -= logf(good / sum + 1e-9F);
		for (size_t k = 0; k < n; k++)
			p[k] = p[k] / sum - (c[k].right ? p[k] / (good + 1e-20F) : 0);
	}
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < c[k].n; i++) {
			struct feature *f = &t->feat[t->id[c[k].first + i]];

			f->sum += p[k];
			f->sq += p[k] * p[k];
		}
}

static void
learn(struct trainer *t, size_t from, int epochs)
{
	static const char *const name[] = {
	    "pair", "cue", "dir", "as", "ae", "be", "bs", "src", "sl", "sr"};

	for (int e = 0; e < epochs; e++) {
		double loss[NMODEL] = {0};
		size_t count[NMODEL] = {0};

		for (size_t i = from; i < t->ninst; i++) {
			learn_one(t, &t->inst[i],
			    (float)(e * (double)(t->ninst - from) + (double)(i - from) + 1),
			    &loss[t->inst[i].model]);
			count[t->inst[i].model]++;
		}
		for (int m = 0; m < NMODEL; m++)
			if (count[m])
				fprintf(stderr, "%s %zu %.4f  ", name[m], count[m],
				    loss[m] / (double)count[m]);
		fprintf(stderr, "\n");
	}
	for (size_t i = 0; i < t->nfeat; i++)
		if (t->feat[i].sq > 0)
			t->feat[i].w = weight(
			    &t->feat[i], (float)(epochs * (double)(t->ninst - from)));
}

/* ---- files ---- */

static uint64_t
number(struct bs_span *s)
{
	uint64_t v = 0;

	while (s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9') {
		v = v * 10 + (uint64_t)(s->p[0] - '0');
		s->p++, s->n--;
	}
	return v;
}

static void
first_span(struct bs_span s, uint64_t out[2])
{
	out[0] = out[1] = 0;
	if (s.n > 1) {
		out[0] = number(&s);
		s.p++, s.n--;
		out[1] = number(&s);
	}
}

static void
read_gold(struct trainer *t, const char *path)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0, dcap = 0, nd = 0;
	ssize_t len;

	if (in == NULL)
		exit(2);
	while ((len = getline(&line, &cap, in)) > 0) {
		struct bs_span col[7], all = bs_span(line, (size_t)len - 1);
		struct gold g = {0};
		bool is_new;
		uint64_t *v;

		for (int i = 0; i < 7; i++) {
			const char *tab = memchr(all.p, '\t', all.n);
			size_t n = tab ? (size_t)(tab - all.p) : all.n;

			col[i] = bs_span(all.p, n);
			if (tab)
				all = bs_span(all.p + n + 1, all.n - n - 1);
		}
		g.start = number(&col[1]);
		g.stop = number(&col[2]);
		g.type = col[3].p[1] == 'g' ? 'x' : col[3].p[0];
		g.group = bs_arena_copy(&t->text, col[4]);
		first_span(col[5], g.src);
		first_span(col[6], g.cue);
		v = bs_strmap_put(&t->docs, col[0], &is_new);
		if (is_new)
			*v = t->ngold;
		BS_PUSH(t->doc_of, nd, dcap) = *v;
		BS_PUSH(t->gold, t->ngold, t->gold_cap) = g;
	}
	free(line);
	fclose(in);
}

static struct bs_span
value_name(const struct trainer *t, uint64_t h)
{
	uint64_t *v = bs_strmap_get(&t->words, bs_span((char *)&h, sizeof h));

	return v ? *(struct bs_span *)(uintptr_t)*v : bs_span(NULL, 0);
}

static void
print_lower(struct bs_span s)
{
	if (s.n == 0)
		putchar('.');
	for (size_t i = 0; i < s.n; i++)
		putchar(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
}

static struct trainer *sorting;

static int
by_name(const void *x, const void *y)
{
	const struct feature *a = *(struct feature *const *)x, *b = *(struct feature *const *)y;
	int c = (a->f.t > b->f.t) - (a->f.t < b->f.t);

	for (int i = 0; i < 3 && c == 0; i++)
		c = bs_span_cmp(value_name(sorting, a->f.v[i]), value_name(sorting, b->f.v[i]));
	return c;
}

static void
print(struct trainer *t, float small, uint32_t rare)
{
	struct feature **v = bs_malloc((t->nfeat + 1) * sizeof *v);
	size_t n = 0;

	for (size_t i = 0; i < t->nfeat; i++) {
		bool named = true;

		for (int k = 0; k < 3; k++)
			named &= t->feat[i].f.v[k] == 0 || value_name(t, t->feat[i].f.v[k]).n > 0;
		if (named && fabsf(t->feat[i].w) >= small && t->feat[i].n >= rare)
			v[n++] = &t->feat[i];
	}
	sorting = t;
	qsort(v, n, sizeof *v, by_name);
	printf("# Weights of extract-quotes, learned by tests/eval/train-quotes.c; do not edit by "
	       "hand.\n"
	       "# decision: the template of lib/quotes/model.h; a, b, c: its values (words, "
	       "classes, numbers).\n"
	       "decision\ta\tb\tc\tweight\n");
	for (size_t i = 0; i < n; i++) {
		printf("%s", bs_qmodel_template_name((unsigned)v[i]->f.t));
		for (int k = 0; k < 3; k++) {
			putchar('\t');
			print_lower(value_name(t, v[i]->f.v[k]));
		}
		printf("\t%.2f\n", (double)v[i]->w);
	}
	fprintf(stderr, "%zu of %zu features\n", n, t->nfeat);
	free(v);
}

static void
read_rows(struct trainer *t, char *path)
{
	static const struct bs_opt none[] = {{0}};
	static const struct bs_prog prog = {
	    .name = "train-quotes", .synopsis = "", .purpose = "", .opts = none};
	char *argv[] = {"train-quotes", path, "--only=quote", NULL};
	struct bs_stream s = {0};
	struct bs_cli cli;
	const char *arg;

	bs_cli_init(&cli, &prog, 3, argv);
	while (bs_cli_next(&cli, &arg))
		;
	bs_stream_open(&s, &cli, BS_KINDBIT(BS_QUOTE));
	bs_stream_documents(&s, document, t);
}

int
main(int argc, char **argv)
{
	struct trainer t = {0};
	size_t first;
	int epochs = 8;

	if (argc < 3)
		return 2;
	t.lex = bs_qlexicon_new();
	read_gold(&t, argv[1]);
	for (unsigned n = 0; n < 1000; n++) {
		char name[12];

		bs_q_number_name(n, name);
		name_value(&t, bs_q_number(n), bs_span_str(name));
	}
	for (unsigned c = 0; c < BS_QC_N; c++)
		name_value(&t, bs_q_hash(bs_span_str(bs_q_class_name(c))),
		    bs_span_str(bs_q_class_name(c)));
	static const char *const more[] = {
	    "#person", "#group", "#document", "#cue", "#cued", "#cueing", "#cues", "#cuenoun"};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		name_value(&t, bs_q_hash(bs_span_str(more[i])), bs_span_str(more[i]));
	if (argc > 3)
		l1 = (float)atof(argv[3]);
	if (argc > 4)
		epochs = atoi(argv[4]);
	if (argc > 5)
		rate = (float)atof(argv[5]);
	read_rows(&t, argv[2]);
	learn(&t, 0, epochs);
	t.second = true;
	first = t.ninst;
	read_rows(&t, argv[2]);
	learn(&t, first, epochs);
	print(&t, .03F, 3);
	return 0;
}
