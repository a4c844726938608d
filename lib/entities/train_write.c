/*
 * Rounding, pruning, laying out: see train_write.h.
 */
#include "entities/train_write.h"

#include <math.h>
#include <stdlib.h>

static long
rounded(float x, float scale, long max)
{
	float r = x * scale;

	r = r < 0 ? r - 0.5f : r + 0.5f;
	return r > (float)max ? max : r < (float)-max ? -max : (long)r;
}

struct candidate {
	uint64_t key;
	size_t at;
	long power; /* largest weight of its row, in model units, times 256 plus their sum */
};

static int
by_power(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->power != y->power)
		return x->power > y->power ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

static int
by_place(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* Features that round to something, strongest first. */
static size_t
choose(const struct bs_learned *l, size_t max, struct candidate *c)
{
	size_t n = 0;

	for (size_t i = 0; i < l->nfeature; i++) {
		long top = 0, all = 0;

		if (!l->key[i])
			continue;
		for (size_t j = 0; j < BS_NLABEL; j++) {
			long q = labs(rounded(l->w[i * BS_NLABEL + j], BS_SCORE, 127));

			top = q > top ? q : top;
			all += q;
		}
		if (top)
			c[n++] = (struct candidate){l->key[i], i, top * 4096 + all};
	}
	qsort(c, n, sizeof *c, by_power);
	return n < max ? n : max;
}

static void
set_row(struct bs_model_bucket *b, int k, const struct candidate *c, const float *w)
{
	b->check[k] = bs_model_check(c->key);
	for (size_t j = 0; j < BS_NLABEL; j++)
		b->row[k][j] = (int8_t)rounded(w[c->at * BS_NLABEL + j], BS_SCORE, 127);
}

/* Put a feature into its bucket, or the next with room; one that is there is replaced.  Where
 * the search would be too long the feature is left out. */
static void
place(struct bs_model_bucket *b, uint32_t nbucket, const struct candidate *c, const float *w)
{
	uint32_t first = bs_model_start(c->key, nbucket), i = first;

	for (int far = 0; far < BS_MODEL_FARTHEST; far++, i = i + 1 == nbucket ? 0 : i + 1)
		for (int k = 0; k < 3; k++) {
			if (b[i].check[k] && b[i].check[k] != bs_model_check(c->key))
				continue;
			set_row(&b[i], k, c, w);
			for (; first != i; first = first + 1 == nbucket ? 0 : first + 1)
				b[first].more = 1;
			return;
		}
}

static void
align(struct bs_buf *out, size_t from)
{
	while ((out->n - from) % 64)
		bs_buf_ch(out, 0);
}

/* Buckets are 0.8 full. */
static uint32_t
put_features(const struct bs_learned *l, size_t max, struct bs_buf *out)
{
	struct candidate *c = bs_malloc(l->nfeature * sizeof *c + 1);
	size_t n = choose(l, max, c);
	uint32_t nbucket = l->from ? l->from->head->nbucket : (uint32_t)(n * 5 / 12 + 1);
	struct bs_model_bucket *b = bs_calloc(nbucket, sizeof *b);

	if (l->from)
		memcpy(b, l->from->bucket, nbucket * sizeof *b);
	qsort(c, n, sizeof *c, by_place);
	for (size_t i = 0; i < n; i++)
		place(b, nbucket, &c[i], l->w);
	bs_buf_add(out, b, nbucket * sizeof *b);
	free(b);
	free(c);
	return nbucket;
}

static void
put_net(const struct bs_net *n, struct bs_buf *out)
{
	struct bs_model_net *q = bs_calloc(1, sizeof *q);

	for (size_t o = 0; o < BS_OFFSETS; o++)
		for (size_t i = 0; i < BS_NET_X; i++)
			for (size_t h = 0; h < BS_NET_H; h++)
				q->w1[o][h][i] = (int16_t)rounded(
				    n->w1[(o * BS_NET_X + i) * BS_NET_H + h], 2048, 32767);
	for (size_t h = 0; h < BS_NET_H; h++)
		q->b1[h] = (int16_t)rounded(n->b1[h], 1024, 2700);
	for (size_t d = 0; d < 3; d++)
		for (size_t h = 0; h < BS_NET_H; h++)
			for (size_t j = 0; j < BS_NLABEL; j++)
				q->u[d][j][h] = (int16_t)rounded(
				    n->u[(d * BS_NET_H + h) * BS_NLABEL + j], 512, 2047);
	for (size_t i = 0; i < BS_NET_AFFIX; i++)
		for (size_t k = 0; k < BS_NET_AFFIX_DIM; k++) {
			size_t at = i * BS_NET_AFFIX_DIM + k;

			q->suf[i][k] = (int8_t)rounded(n->suf[at], BS_LEX_SCALE, 127);
			q->pre[i][k] = (int8_t)rounded(n->pre[at], BS_LEX_SCALE, 127);
		}
	bs_buf_add(out, q, sizeof *q);
	free(q);
}

/* The bias of names is paid on the way in, once a name and once a further token. */
static void
put_transitions(const struct bs_learned *l, struct bs_model_head *h)
{
	for (int a = 0; a < BS_NSTATE; a++)
		for (int b = 0; b < BS_NSTATE; b++)
			h->follow[a][b] = !bs_label_follows(a, b)
					      ? -BS_FOLLOW_NEVER
					      : (int16_t)rounded(
						    l->crf->t[a][b] +
							(b == BS_OUT ? 0 : l->name_bias),
						    BS_SCORE, BS_FOLLOW_MOST);
}

void
bs_model_write(const struct bs_learned *l, size_t max_features, struct bs_buf *out)
{
	struct bs_model_head h = {.magic = {'B', 'S', 'T', 'A', 'G', 0, 0, 2}};
	size_t from = out->n;

	bs_buf_add(out, &h, sizeof h);
	align(out, from);
	h.lex = (uint32_t)(out->n - from);
	bs_buf_span(out, l->lexicon);
	align(out, from);
	h.bucket = (uint32_t)(out->n - from);
	h.nbucket = put_features(l, max_features, out);
	align(out, from);
	h.net = (uint32_t)(out->n - from);
	put_net(l->net, out);
	align(out, from);
	h.size = (uint32_t)(out->n - from);
	put_transitions(l, &h);
	memcpy(h.slope, l->slope, sizeof h.slope);
	memcpy(h.offset, l->offset, sizeof h.offset);
	for (size_t i = 0; l->made && l->made[i] && i + 1 < sizeof h.made; i++)
		h.made[i] = l->made[i];
	memcpy(out->p + from, &h, sizeof h);
	h.sum = bs_model_sum(bs_span(out->p + from, h.size));
	memcpy(out->p + from, &h, sizeof h);
}
