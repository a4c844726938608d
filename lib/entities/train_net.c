/*
 * The net's two directions: see train_net.h.
 */
#include "entities/train_net.h"

#include <stdlib.h>

/* Eight floats at any address. */
typedef float lanes __attribute__((vector_size(32)));
typedef float loose __attribute__((vector_size(32), aligned(4), may_alias));
#define AT(p) (*(loose *)(p))
#define AT_CONST(p) (*(const loose *)(p))

enum { X = BS_NET_X, H = BS_NET_H, L = BS_NLABEL, LANES = 8 };

static size_t
layout(struct bs_net *n, float *at)
{
	float *start = at;

	n->w1 = at;
	n->b1 = n->w1 + BS_OFFSETS * X * H;
	n->u = n->b1 + H;
	n->suf = n->u + 3 * H * L;
	n->pre = n->suf + BS_NET_AFFIX * BS_NET_AFFIX_DIM;
	at = n->pre + BS_NET_AFFIX * BS_NET_AFFIX_DIM;
	return (size_t)(at - start);
}

void
bs_net_new(struct bs_net *n)
{
	n->nparam = BS_OFFSETS * X * H + H + 3 * H * L + 2 * BS_NET_AFFIX * BS_NET_AFFIX_DIM;
	n->all = bs_calloc(n->nparam, sizeof *n->all);
	layout(n, n->all);
}

void
bs_net_free(struct bs_net *n)
{
	free(n->all);
	*n = (struct bs_net){0};
}

static float
noise(uint64_t *s)
{
	uint64_t z = *s += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	z ^= z >> 31;
	return (float)(z >> 40) / 8388608.0f - 1.0f;
}

struct bs_net_part
bs_net_part(size_t i, size_t n)
{
	return (struct bs_net_part){
	    i * (H / n), H / n, i * (BS_NET_AFFIX_DIM / n), BS_NET_AFFIX_DIM / n};
}

/* No member's units see another's affix vectors. */
static void
separate(struct bs_net *n, const struct bs_net_part *part)
{
	for (size_t i = 0; i < BS_OFFSETS * 2 * BS_NET_AFFIX_DIM; i++) {
		size_t k = i % BS_NET_AFFIX_DIM, o = i / (2 * BS_NET_AFFIX_DIM);
		size_t row = o * X + BS_NET_SUF + i % (2 * BS_NET_AFFIX_DIM);

		if (k < part->affix || k >= part->affix + part->affixes)
			memset(n->w1 + row * H + part->unit, 0, part->units * sizeof *n->w1);
	}
}

void
bs_net_seed(struct bs_net *n, uint64_t seed, size_t members)
{
	for (size_t i = 0; i < BS_OFFSETS * X * H; i++)
		n->w1[i] = noise(&seed) * 0.06f;
	for (size_t i = 0; i < 3 * H * L; i++)
		n->u[i] = noise(&seed) * 0.08f;
	for (size_t i = 0; i < 2 * BS_NET_AFFIX * BS_NET_AFFIX_DIM; i++)
		n->suf[i] = noise(&seed) * 0.3f;
	for (size_t i = 0; i < members; i++) {
		struct bs_net_part part = bs_net_part(i, members);

		separate(n, &part);
	}
}

void
bs_net_pass_reserve(struct bs_net_pass *p, size_t n)
{
	p->n = n;
	if (n <= p->cap)
		return;
	p->cap = n * 2;
	p->x = bs_realloc(p->x, (p->cap + 4) * X, sizeof(float));
	p->h = bs_realloc(p->h, (p->cap + 2) * H, sizeof(float));
	p->dh = bs_realloc(p->dh, (p->cap + 2) * H, sizeof(float));
	p->keep = bs_realloc(p->keep, p->cap * H, sizeof(float));
	p->e = bs_realloc(p->e, p->cap * L, sizeof(float));
	p->de = bs_realloc(p->de, p->cap * L, sizeof(float));
}

void
bs_net_pass_free(struct bs_net_pass *p)
{
	free(p->x);
	free(p->h);
	free(p->dh);
	free(p->keep);
	free(p->e);
	free(p->de);
	*p = (struct bs_net_pass){0};
}

void
bs_net_word(const struct bs_net *n, const struct bs_net_part *part, const struct bs_lexicon *x,
    const struct bs_word *w, float out[BS_NET_X])
{
	int8_t v[BS_LEX_DIM];

	memset(out, 0, X * sizeof *out);
	if (w == &bs_word_edge) {
		out[BS_NET_EDGE] = 1;
		return;
	}
	if (w->lex != BS_LEX_NONE) {
		bs_lexicon_vector(x, w->lex, v);
		for (size_t i = 0; i < BS_LEX_DIM; i++)
			out[i] = (float)v[i] * (1.0f / BS_LEX_SCALE);
		out[BS_NET_KNOWN] = 1;
	}
	out[BS_NET_CAPS + w->caps] = 1;
	memcpy(out + BS_NET_SUF + part->affix,
	    n->suf + bs_net_suf(w) * BS_NET_AFFIX_DIM + part->affix, part->affixes * sizeof *out);
	memcpy(out + BS_NET_PRE + part->affix,
	    n->pre + bs_net_pre(w) * BS_NET_AFFIX_DIM + part->affix, part->affixes * sizeof *out);
}

/* c[m][n] += a[m][k] b[k][n]; rows of a are lda apart; n a multiple of 16. */
BS_WIDE static void
multiply(float *c, const float *a, size_t lda, const float *b, size_t m, size_t k, size_t n)
{
	for (size_t j = 0; j < n; j += 2 * LANES) {
		size_t i = 0;

		for (; i + 4 <= m; i += 4) {
			lanes s[4][2];

			for (size_t r = 0; r < 4; r++) {
				s[r][0] = AT(c + (i + r) * n + j);
				s[r][1] = AT(c + (i + r) * n + j + LANES);
			}
			for (size_t q = 0; q < k; q++) {
				lanes b0 = AT_CONST(b + q * n + j),
				      b1 = AT_CONST(b + q * n + j + LANES);

				for (size_t r = 0; r < 4; r++) {
					float f = a[(i + r) * lda + q];

					s[r][0] += b0 * f;
					s[r][1] += b1 * f;
				}
			}
			for (size_t r = 0; r < 4; r++) {
				AT(c + (i + r) * n + j) = s[r][0];
				AT(c + (i + r) * n + j + LANES) = s[r][1];
			}
		}
		for (; i < m; i++) {
			lanes s0 = AT(c + i * n + j), s1 = AT(c + i * n + j + LANES);

			for (size_t q = 0; q < k; q++) {
				s0 += AT_CONST(b + q * n + j) * a[i * lda + q];
				s1 += AT_CONST(b + q * n + j + LANES) * a[i * lda + q];
			}
			AT(c + i * n + j) = s0;
			AT(c + i * n + j + LANES) = s1;
		}
	}
}

/* g[k][n] += a[m][k]^T d[m][n]; k a multiple of 4, n of 16. */
BS_WIDE static void
outer(float *g, const float *a, size_t lda, const float *d, size_t m, size_t k, size_t n)
{
	for (size_t q = 0; q < k; q += 4)
		for (size_t j = 0; j < n; j += 2 * LANES) {
			lanes s[4][2];

			for (size_t r = 0; r < 4; r++) {
				s[r][0] = AT(g + (q + r) * n + j);
				s[r][1] = AT(g + (q + r) * n + j + LANES);
			}
			for (size_t i = 0; i < m; i++) {
				lanes d0 = AT_CONST(d + i * n + j),
				      d1 = AT_CONST(d + i * n + j + LANES);

				for (size_t r = 0; r < 4; r++) {
					float f = a[i * lda + q + r];

					s[r][0] += d0 * f;
					s[r][1] += d1 * f;
				}
			}
			for (size_t r = 0; r < 4; r++) {
				AT(g + (q + r) * n + j) = s[r][0];
				AT(g + (q + r) * n + j + LANES) = s[r][1];
			}
		}
}

BS_WIDE static float
dot(const float *a, const float *b, size_t n)
{
	lanes s = {0};

	for (size_t i = 0; i < n; i += LANES)
		s += AT_CONST(a + i) * AT_CONST(b + i);
	return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

void
bs_net_forward(const struct bs_net *n, struct bs_net_pass *p)
{
	float *h = p->h + H;

	for (size_t t = 0; t < p->n; t++)
		memcpy(h + t * H, n->b1, H * sizeof *h);
	multiply(h, p->x, X, n->w1, p->n, BS_OFFSETS * X, H);
	for (size_t i = 0; i < p->n * H; i++)
		h[i] = h[i] > 0 ? h[i] * p->keep[i] : 0;
	memset(p->h, 0, H * sizeof *h);
	memset(h + p->n * H, 0, H * sizeof *h);
	memset(p->e, 0, p->n * L * sizeof *h);
	multiply(p->e, p->h, H, n->u, p->n, 3 * H, L);
}

/* Gradients of the affix vectors: only these of x are learned. */
static void
backward_affixes(const struct bs_net *n, const float *dpre, size_t len,
    const struct bs_word *const *w, struct bs_net *g)
{
	for (size_t t = 0; t < len; t++)
		for (size_t i = 0; i < 2 * BS_NET_AFFIX_DIM; i++) {
			float s = 0;
			size_t k = i % BS_NET_AFFIX_DIM;

			for (size_t o = 0; o < BS_OFFSETS; o++)
				if (t + BS_WINDOW >= o && t + BS_WINDOW - o < len)
					s += dot(dpre + (t + BS_WINDOW - o) * H,
					    n->w1 + (o * X + BS_NET_SUF + i) * H, H);
			if (i < BS_NET_AFFIX_DIM)
				g->suf[bs_net_suf(w[t]) * BS_NET_AFFIX_DIM + k] += s;
			else
				g->pre[bs_net_pre(w[t]) * BS_NET_AFFIX_DIM + k] += s;
		}
}

void
bs_net_backward(
    const struct bs_net *n, struct bs_net_pass *p, const struct bs_word *const *w, struct bs_net *g)
{
	float *h = p->h + H, *dh = p->dh + H;

	outer(g->u, p->h, H, p->de, p->n, 3 * H, L);
	memset(p->dh, 0, (p->n + 2) * H * sizeof *dh);
	for (size_t t = 0; t < p->n; t++)
		for (size_t i = 0; i < 3 * H; i++)
			p->dh[t * H + i] += dot(n->u + i * L, p->de + t * L, L);
	for (size_t i = 0; i < p->n * H; i++) {
		dh[i] = h[i] > 0 ? dh[i] * p->keep[i] : 0;
		g->b1[i % H] += dh[i];
	}
	outer(g->w1, p->x, X, dh, p->n, BS_OFFSETS * X, H);
	backward_affixes(n, dh, p->n, w, g);
}
