/*
 * The learning loop: see train.h.
 */
#include "entities/train.h"

#include "entities/train_impl.h"

#include <math.h>
#include <stdlib.h>

void
bs_train_defaults(struct bs_train_options *o)
{
	*o = (struct bs_train_options){.epochs = 8,
	    .members = 4,
	    .least = 4,
	    .features = 130000,
	    .seed = 1,
	    .rate = 0.1f,
	    .net_rate = 0.01f,
	    .drop = 0.55f,
	    .net_drop = 0.15f,
	    .mask = 0.08f,
	    .swap = 0.1f,
	    .small = 0.02f,
	    .recase = 0.04f,
	    .apart = 0.25f,
	    .name_bias = 0.2f,
	    .made = "train-entities"};
}

/* The lexicon's own bytes, within a model or alone. */
static const char *
find_lexicon(struct bs_span bytes, struct bs_span *lexicon)
{
	struct bs_model m;
	struct bs_lexicon x;
	const char *why = bs_model_open(&m, bytes, false);

	*lexicon = bytes;
	if (!why)
		*lexicon = bs_span(bytes.p + m.head->lex, m.lex.size);
	why = bs_lexicon_open(&x, *lexicon, false);
	if (!why)
		lexicon->n = x.size;
	return why;
}

struct bs_trainer *
bs_trainer_new(
    const struct bs_train_options *o, struct bs_span lexicon, struct bs_span from, const char **why)
{
	struct bs_trainer *t = bs_calloc(1, sizeof *t);

	t->o = *o;
	t->data.random = o->seed;
	for (int k = 0; k < 4; k++)
		t->slope[k] = 1;
	*why = from.n ? bs_model_open(&t->from, from, false) : NULL;
	t->from_bytes = from;
	if (!*why)
		*why = find_lexicon(from.n ? from : lexicon, &t->lexicon);
	if (*why) {
		free(t);
		return NULL;
	}
	bs_lexicon_open(&t->data.lex, t->lexicon, true);
	return t;
}

void
bs_trainer_free(struct bs_trainer *t)
{
	if (!t)
		return;
	bs_train_data_free(&t->data);
	bs_corpus_free(&t->text);
	bs_corpus_free(&t->draft);
	for (size_t i = 0; i < t->ndev; i++)
		bs_corpus_free(&t->dev[i].text);
	free(t->dev);
	bs_dict_free(&t->dict);
	bs_train_sent_free(&t->sent);
	free(t->w);
	free(t->wsq);
	free(t->wsum);
	bs_net_free(&t->net);
	bs_net_free(&t->netg);
	bs_net_free(&t->netsq);
	bs_net_pass_free(&t->pass);
	bs_crf_pass_free(&t->chain);
	free(t->weight);
	free(t->order);
	free(t);
}

const char *
bs_trainer_add(struct bs_trainer *t, struct bs_span text, enum bs_train_text form, unsigned weight,
    size_t *line)
{
	static const char *(*const read[])(struct bs_train_data *, struct bs_corpus *,
	    struct bs_span, unsigned,
	    size_t *) = {bs_corpus_bio, bs_corpus_patterns, bs_corpus_articles};
	size_t n = t->text.ndoc;
	unsigned source = form == BS_TRAIN_BIO ? ++t->nsource : 0;
	const char *why = read[form](&t->data, &t->text, text, source, line);

	for (; n < t->text.ndoc; n++)
		BS_PUSH(t->weight, t->nweight, t->weight_cap) = weight;
	return why;
}

const char *
bs_trainer_dev(struct bs_trainer *t, struct bs_span name, struct bs_span bio, size_t *line)
{
	BS_PUSH(t->dev, t->ndev, t->dev_cap) = (struct bs_dev){.name = name};
	return bs_corpus_bio(&t->data, &t->dev[t->ndev - 1].text, bio, 0, line);
}

void
bs_trainer_names(struct bs_trainer *t, struct bs_span path, struct bs_span tsv)
{
	for (size_t i = path.n; i-- > 0;)
		if (path.p[i] == '/') {
			path = bs_span_cut(path, i + 1, path.n);
			break;
		}
	if (bs_span_ends(path, BS_SPAN(".tsv")))
		path.n -= 4;
	bs_train_names_add(&t->data, path, tsv);
}

static struct bs_draft_options
draft_options(const struct bs_trainer *t)
{
	return (struct bs_draft_options){t->o.swap, t->o.small, t->o.recase, t->o.apart};
}

/* The text as it is, and one draft of it, decide which features there are. */
static void
count_features(struct bs_trainer *t)
{
	struct bs_draft_options o[2] = {{0}, draft_options(t)};

	for (int r = 0; r < 2; r++)
		for (size_t i = 0; i < t->text.ndoc; i++) {
			bs_train_draft(&t->data, &t->text, i, &o[r], &t->draft);
			bs_train_see(&t->sent, &t->draft);
			for (size_t k = 0; k < t->draft.nsent; k++) {
				bs_train_load(&t->sent, &t->data, &t->draft, k, 0);
				bs_train_count(&t->sent, &t->dict, t->text.doc[i].source);
			}
		}
	bs_dict_number(&t->dict, t->o.least, t->from.head ? &t->from : NULL);
}

/* Weights of a model to start from, back in floats. */
static void
start_from(struct bs_trainer *t)
{
	const struct bs_model_net *q = t->from.net;
	const struct bs_model_head *h = t->from.head;

	for (size_t i = 0; i <= t->dict.mask; i++) {
		const struct bs_dict_entry *e = &t->dict.slot[i];
		const int8_t *row = e->id ? bs_model_row(&t->from, e->key) : NULL;

		for (size_t j = 0; row && j < BS_NLABEL; j++)
			t->w[(e->id - 1) * BS_NLABEL + j] = (float)row[j] / BS_SCORE;
	}
	for (size_t o = 0; o < BS_OFFSETS; o++)
		for (size_t k = 0; k < BS_NET_X; k++)
			for (size_t j = 0; j < BS_NET_H; j++)
				t->net.w1[(o * BS_NET_X + k) * BS_NET_H + j] =
				    (float)q->w1[o][j][k] / 2048;
	for (size_t j = 0; j < BS_NET_H; j++) {
		t->net.b1[j] = (float)q->b1[j] / 1024;
		for (size_t d = 0; d < 3; d++)
			for (size_t k = 0; k < BS_NLABEL; k++)
				t->net.u[(d * BS_NET_H + j) * BS_NLABEL + k] =
				    (float)q->u[d][k][j] / 512;
	}
	for (size_t i = 0; i < BS_NET_AFFIX * BS_NET_AFFIX_DIM; i++) {
		t->net.suf[i] = (float)(&q->suf[0][0])[i] / BS_LEX_SCALE;
		t->net.pre[i] = (float)(&q->pre[0][0])[i] / BS_LEX_SCALE;
	}
	for (int a = 0; a < BS_NSTATE; a++)
		for (int b = 0; b < BS_NSTATE; b++)
			if (bs_label_follows(a, b))
				t->crf.t[a][b] = (float)h->follow[a][b] / BS_SCORE -
						 (b == BS_OUT ? 0 : t->o.name_bias);
}

static void
fill(float *v, size_t n, float x)
{
	for (size_t i = 0; i < n; i++)
		v[i] = x;
}

/* Steps as long as those from scratch would undo what the old model knows; its net, which no few
 * hundred sentences could teach, stays as it is. */
#define ADAPT 0.15f

static void
start(struct bs_trainer *t)
{
	size_t n;

	bs_train_pool(&t->data, &t->text);
	count_features(t);
	n = (size_t)t->dict.nfeature * BS_NLABEL;
	t->w = bs_calloc(n, sizeof *t->w);
	t->wsq = bs_malloc(n * sizeof *t->wsq + 1);
	t->wsum = bs_calloc(n, sizeof *t->wsum);
	fill(t->wsq, n, 0.1f);
	bs_net_new(&t->net);
	bs_net_new(&t->netg);
	bs_net_new(&t->netsq);
	fill(t->netsq.all, t->net.nparam, 0.01f);
	fill(&t->crfsq.t[0][0], BS_NSTATE * BS_NSTATE, 0.1f);
	if (t->from.head) {
		t->o.rate *= ADAPT;
		t->o.net_rate = 0;
	}
	t->members = t->from.head || t->o.epochs % t->o.members ? 1 : t->o.members;
	t->part = bs_net_part(0, t->members);
	if (t->from.head)
		start_from(t);
	else
		bs_net_seed(&t->net, t->o.seed, t->members);
	for (size_t i = 0; i < t->text.ndoc; i++)
		for (unsigned k = 0; k < t->weight[i]; k++)
			BS_PUSH(t->order, t->norder, t->order_cap) = i;
	t->started = true;
}

/* Label scores of the sentence loaded, by net and features. */
static void
score(struct bs_trainer *t)
{
	struct bs_train_sent *s = &t->sent;
	struct bs_net_pass *p = &t->pass;
	float up = 1 / (1 - t->o.net_drop), scale = 1 / (1 - t->o.drop);

	bs_net_pass_reserve(p, s->n);
	for (size_t i = 0; i < s->n + 2 * BS_WINDOW; i++)
		bs_net_word(&t->net, &t->part, &t->data.lex, s->w[i], p->x + i * BS_NET_X);
	memset(p->keep, 0, s->n * BS_NET_H * sizeof *p->keep);
	for (size_t i = 0; i < s->n; i++)
		for (size_t j = 0; j < t->part.units; j++)
			if (bs_train_chance(&t->data) >= t->o.net_drop)
				p->keep[i * BS_NET_H + t->part.unit + j] = up;
	bs_net_forward(&t->net, p);
	for (size_t i = 0; i < s->n; i++) {
		float sum[BS_NLABEL] = {0};

		for (size_t q = s->at[i]; q < s->at[i + 1]; q++)
			for (size_t j = 0; j < BS_NLABEL; j++)
				sum[j] += t->w[(size_t)s->feat[q] * BS_NLABEL + j];
		for (size_t j = 0; j < BS_NLABEL; j++)
			p->e[i * BS_NLABEL + j] += sum[j] * scale;
	}
}

enum { BATCH = 8 }; /* sentences between two steps of the net */

static void
step(float *w, float *g, float *sq, size_t n, float rate, float decay)
{
	for (size_t i = 0; i < n; i++) {
		float x = g[i] - decay * w[i];

		if (g[i] == 0)
			continue;
		sq[i] += x * x;
		w[i] += rate * x / (sqrtf(sq[i]) + 1e-6f);
		g[i] = 0;
	}
}

/* A step for the features of a token, whose scores have the gradient g. */
static void
step_features(struct bs_trainer *t, size_t i, const float *g, float rate)
{
	const struct bs_train_sent *s = &t->sent;

	for (size_t q = s->at[i]; q < s->at[i + 1]; q++) {
		float *w = t->w + (size_t)s->feat[q] * BS_NLABEL;
		float *sq = t->wsq + (size_t)s->feat[q] * BS_NLABEL;

		for (size_t j = 0; j < BS_NLABEL; j++) {
			float x = g[j] - 1e-6f * w[j];

			sq[j] += x * x;
			w[j] += rate * x / (sqrtf(sq[j]) + 1e-6f);
		}
	}
}

static double
learn(struct bs_trainer *t, const uint8_t *label, float pace)
{
	struct bs_net_pass *p = &t->pass;
	float scale = 1 / (1 - t->o.drop);
	double like;

	score(t);
	like = bs_crf_learn(&t->crf, &t->chain, p->e, t->sent.n, label, p->de, &t->crfg);
	bs_net_backward(&t->net, p, t->sent.w + BS_WINDOW, &t->netg);
	for (size_t i = 0; i < t->sent.n; i++) {
		float g[BS_NLABEL], any = 0;

		for (size_t j = 0; j < BS_NLABEL; j++) {
			g[j] = p->de[i * BS_NLABEL + j] * scale;
			any += fabsf(g[j]);
		}
		if (any > 1e-3f)
			step_features(t, i, g, pace * t->o.rate);
	}
	if (++t->count % BATCH == 0) {
		step(t->net.all, t->netg.all, t->netsq.all, t->net.nparam, pace * t->o.net_rate,
		    1e-5f);
		step(&t->crf.t[0][0], &t->crfg.t[0][0], &t->crfsq.t[0][0], BS_NSTATE * BS_NSTATE,
		    pace * 0.05f, 0);
	}
	return like;
}

/* A member has learned: into the sums. */
static void
end_member(struct bs_trainer *t)
{
	size_t n = (size_t)t->dict.nfeature * BS_NLABEL;

	for (size_t i = 0; i < n; i++)
		t->wsum[i] += t->w[i];
	for (size_t i = 0; i < BS_NSTATE * BS_NSTATE; i++)
		(&t->crfsum.t[0][0])[i] += (&t->crf.t[0][0])[i];
	t->nsum++;
	t->resting = true;
}

/* The next one: all anew, but its own share of the net. */
static void
next_member(struct bs_trainer *t)
{
	size_t n = (size_t)t->dict.nfeature * BS_NLABEL;

	fill(t->w, n, 0);
	fill(t->wsq, n, 0.1f);
	fill(&t->crf.t[0][0], BS_NSTATE * BS_NSTATE, 0);
	fill(&t->crfsq.t[0][0], BS_NSTATE * BS_NSTATE, 0.1f);
	t->part = bs_net_part(t->nsum, t->members);
	t->resting = false;
}

/* The rate falls while a member learns. */
static float
pace_at(const struct bs_trainer *t, size_t i)
{
	float epochs = (float)t->o.epochs / (float)t->members;
	float done = (float)t->epoch + (float)i / (float)t->norder - (float)t->nsum * epochs;

	return 1 - 0.95f * done / epochs;
}

/* Once through the text; returns the mean log-likelihood of a token. */
static double
go_through(struct bs_trainer *t)
{
	struct bs_draft_options o = draft_options(t);
	double like = 0;
	size_t tokens = 0;

	if (t->resting)
		next_member(t);
	for (size_t i = t->norder; i > 1; i--) {
		size_t k = bs_train_pick(&t->data, i), at = t->order[i - 1];

		t->order[i - 1] = t->order[k];
		t->order[k] = at;
	}
	for (size_t i = 0; i < t->norder; i++) {
		float pace = pace_at(t, i);

		bs_train_draft(&t->data, &t->text, t->order[i], &o, &t->draft);
		bs_train_see(&t->sent, &t->draft);
		for (size_t k = 0; k < t->draft.nsent; k++) {
			bs_train_load(&t->sent, &t->data, &t->draft, k, t->o.mask);
			bs_train_collect(
			    &t->sent, &t->dict, &t->data, t->draft.doc[0].source, t->o.drop);
			like += learn(t, t->draft.label + t->draft.sent[k].first, pace);
			tokens += t->sent.n;
		}
	}
	t->epoch++;
	if (t->epoch * t->members >= (t->nsum + 1) * t->o.epochs)
		end_member(t);
	return tokens ? like / (double)tokens : 0;
}

bool
bs_trainer_done(const struct bs_trainer *t)
{
	return t->epoch >= t->o.epochs;
}

/* The mean of the members: of those that have learned, and of the one that does. */
static void
put_model(struct bs_trainer *t, struct bs_buf *out)
{
	size_t n = (size_t)t->dict.nfeature * BS_NLABEL;
	float count = (float)(t->resting ? t->nsum : t->nsum + 1);
	float *w = bs_malloc(n * sizeof *w + 1);
	uint64_t *key = bs_calloc(t->dict.nfeature + 1u, sizeof *key);
	struct bs_crf crf = t->crfsum;
	struct bs_net net;
	struct bs_learned l = {.key = key,
	    .w = w,
	    .nfeature = t->dict.nfeature,
	    .net = &net,
	    .crf = &crf,
	    .lexicon = t->lexicon,
	    .name_bias = t->o.name_bias,
	    .made = t->o.made,
	    .from = t->from.head ? &t->from : NULL};

	for (size_t i = 0; i < n; i++)
		w[i] = (t->wsum[i] + (t->resting ? 0 : t->w[i])) / count;
	for (size_t i = 0; i < BS_NSTATE * BS_NSTATE; i++)
		(&crf.t[0][0])[i] = ((&crf.t[0][0])[i] + (t->resting ? 0 : (&t->crf.t[0][0])[i])) /
				    count;
	bs_net_new(&net);
	memcpy(net.all, t->net.all, net.nparam * sizeof *net.all);
	for (size_t i = 0; i < 3 * BS_NET_H * BS_NLABEL; i++) {
		size_t unit = i / BS_NLABEL % BS_NET_H;

		net.u[i] = unit < t->part.unit + t->part.units ? net.u[i] / count : 0;
	}
	memcpy(l.slope, t->slope, sizeof l.slope);
	memcpy(l.offset, t->offset, sizeof l.offset);
	for (size_t i = 0; i <= t->dict.mask; i++)
		if (t->dict.slot[i].id && !t->dict.slot[i].source)
			key[t->dict.slot[i].id - 1] = t->dict.slot[i].key;
	bs_model_write(&l, t->o.features, out);
	bs_net_free(&net);
	free(key);
	free(w);
}

void
bs_trainer_epoch(struct bs_trainer *t, struct bs_buf *model, struct bs_buf *report)
{
	double like;

	if (!t->started)
		start(t);
	like = go_through(t);
	bs_buf_fmt(report, "epoch %u\tlog-likelihood %.4f\n", t->epoch, like);
	model->n = 0;
	put_model(t, model);
	for (size_t i = 0; i < t->ndev; i++)
		bs_train_score(t, bs_buf_view(model), i, report);
	if (!bs_trainer_done(t) || t->ndev == 0 || t->fit_given)
		return;
	bs_train_fit(t, bs_buf_view(model), report);
	model->n = 0;
	put_model(t, model);
}
