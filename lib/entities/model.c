/*
 * Opening a model, and its sparse weights: see model.h.
 */
#include "entities/model.h"

#include "entities/wide.h"

#include <math.h>

/* FNV-1a over 8-byte words, in four lanes. */
static uint64_t
sum_of(struct bs_span bytes)
{
	uint64_t lane[4] = {1, 2, 3, 4}, h = bytes.n;
	size_t i = 0;

	for (; i + 32 <= bytes.n; i += 32)
		for (size_t k = 0; k < 4; k++) {
			uint64_t w;

			memcpy(&w, bytes.p + i + 8 * k, sizeof w);
			lane[k] = (lane[k] ^ w) * 0x9e3779b97f4a7c15u;
			lane[k] ^= lane[k] >> 32;
		}
	for (; i < bytes.n; i++)
		h = (h ^ (unsigned char)bytes.p[i]) * 0x100000001b3u;
	for (size_t k = 0; k < 4; k++)
		h = (h ^ lane[k]) * 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

uint64_t
bs_model_sum(struct bs_span bytes)
{
	struct bs_model_head h;

	memcpy(&h, bytes.p, sizeof h);
	h.sum = sum_of(bs_span_cut(bytes, sizeof h, bytes.n));
	return h.magic[7] == 1 ? h.sum : sum_of(bs_span((const char *)&h, sizeof h));
}

/* What the head says of scores is such as the trainer writes (train_write.c). */
static bool
head_is_sound(const struct bs_model_head *h)
{
	for (int c = 0; c < 4; c++)
		if (!(fabsf(h->slope[c]) <= BS_FIT_MOST && fabsf(h->offset[c]) <= BS_FIT_MOST))
			return false;
	for (int a = 0; a < BS_NSTATE; a++)
		for (int b = 0; b < BS_NSTATE; b++)
			if (h->follow[a][b] < -BS_FOLLOW_NEVER || h->follow[a][b] > BS_FOLLOW_MOST)
				return false;
	return memchr(h->made, '\0', sizeof h->made) != NULL;
}

/* Within the bounds that keep the tagger's sums in 32 bits (tagger_net.c). */
static bool
net_is_sound(const struct bs_model_net *n)
{
	const int16_t *u = &n->u[0][0][0];

	for (size_t i = 0; i < sizeof n->u / sizeof *u; i++)
		if (u[i] > 2047 || u[i] < -2047)
			return false;
	return true;
}

/* The head and where it says that the parts lie. */
static const char *
head_error(struct bs_span bytes)
{
	const struct bs_model_head *h = (const void *)bytes.p;

	if (bytes.n < sizeof *h || memcmp(h->magic, "BSTAG\0\0", 7) != 0 || h->magic[7] < 1 ||
	    h->magic[7] > 2)
		return "not a model of this version";
	if (h->size != bytes.n)
		return "the model is cut short, or something follows it";
	if (h->nbucket == 0 || h->lex % 64 || h->bucket % 64 || h->net % 64 || h->lex < sizeof *h ||
	    h->bucket < h->lex || h->net < h->bucket ||
	    h->bucket + (uint64_t)h->nbucket * sizeof(struct bs_model_bucket) > h->net ||
	    h->net + (uint64_t)sizeof(struct bs_model_net) > h->size)
		return "the model's parts overlap";
	return NULL;
}

const char *
bs_model_view(struct bs_model *m, struct bs_span bytes, bool trust)
{
	const struct bs_model_head *h = (const void *)bytes.p;
	const char *bad = head_error(bytes);

	*m = (struct bs_model){0};
	if (bad == NULL && !trust && !head_is_sound(h))
		bad = "the model's scores are out of bounds";
	if (bad == NULL)
		bad = bs_lexicon_open(&m->lex, bs_span_cut(bytes, h->lex, h->bucket), trust);
	if (bad)
		return bad;
	m->head = h;
	m->bucket = (const void *)(bytes.p + h->bucket);
	m->net = (const void *)(bytes.p + h->net);
	return trust || net_is_sound(m->net) ? NULL : "the model's weights are out of bounds";
}

const char *
bs_model_open(struct bs_model *m, struct bs_span bytes, bool trust)
{
	const struct bs_model_head *h = (const void *)bytes.p;
	const char *bad = head_error(bytes);

	if (bad == NULL && !trust && bs_model_sum(bytes) != h->sum)
		bad = "the model is damaged (wrong sum)";
	*m = (struct bs_model){0};
	return bad ? bad : bs_model_view(m, bytes, trust);
}

typedef int8_t row_bytes __attribute__((vector_size(16)));
typedef int16_t row_sums __attribute__((vector_size(32)));

/* 16 bits are enough: a row's weights are below 128, and the features of a token few. */
BS_WIDE void
bs_model_add(const struct bs_model *m, const uint64_t *key, size_t n, int16_t sum[BS_NLABEL])
{
	row_sums s;

	memcpy(&s, sum, sizeof s);
	for (size_t i = 0; i < n; i++) {
		const int8_t *p = bs_model_row(m, key[i]);
		row_bytes row;

		if (!p)
			continue;
		memcpy(&row, p, sizeof row);
		s += __builtin_convertvector(row, row_sums);
	}
	memcpy(sum, &s, sizeof s);
}
