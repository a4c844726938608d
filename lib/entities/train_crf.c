/*
 * Forward-backward in the domain of scaled probabilities: see train_crf.h.
 */
#include "entities/train_crf.h"

#include <stdlib.h>

enum { PAD = 24, LANES = 8, N = BS_NSTATE, L = BS_NLABEL };
typedef float lanes __attribute__((vector_size(32)));
typedef float loose __attribute__((vector_size(32), aligned(4), may_alias));
#define AT(p) (*(const loose *)(p))

float
bs_expf(float x)
{
	union {
		float f;
		uint32_t u;
	} two;
	float n, r;

	if (x < -80)
		return 0;
	if (x > 80)
		x = 80;
	n = (float)(int)(x * 1.44269504f + (x < 0 ? -0.5f : 0.5f));
	r = x - n * 0.693359375f + n * 2.12194440e-4f;
	r = 1 + r * (1 + r * (0.5f + r * (0.166666667f +
					     r * (0.0416666667f +
						     r * (0.00833333333f + r * 0.00138888889f)))));
	two.u = (uint32_t)((int)n + 127) << 23;
	return r * two.f;
}

double
bs_log(double x)
{
	union {
		double f;
		uint64_t u;
	} v = {x};
	int k = (int)(v.u >> 52) - 1023;
	double r, r2, s = 0, term;

	v.u = (v.u & 0xfffffffffffffu) | 0x3ff0000000000000u;
	r = (v.f - 1) / (v.f + 1);
	r2 = r * r;
	term = r;
	for (int i = 1; i < 40; i += 2) {
		s += term / i;
		term *= r2;
	}
	return 2 * s + k * 0.69314718055994530942;
}

void
bs_crf_pass_free(struct bs_crf_pass *p)
{
	free(p->alpha);
	free(p->beta);
	free(p->x);
	*p = (struct bs_crf_pass){0};
}

static void
reserve(struct bs_crf_pass *p, size_t n)
{
	if (n <= p->cap)
		return;
	p->cap = 2 * n;
	p->alpha = bs_realloc(p->alpha, p->cap * PAD, sizeof(float));
	p->beta = bs_realloc(p->beta, p->cap * PAD, sizeof(float));
	p->x = bs_realloc(p->x, p->cap * PAD, sizeof(float));
}

/* out = v m, all padded. */
static void
times(const float v[PAD], const float m[N][PAD], float out[PAD])
{
	lanes s0 = {0}, s1 = {0}, s2 = {0};

	for (int a = 0; a < N; a++) {
		s0 += AT(m[a]) * v[a];
		s1 += AT(m[a] + LANES) * v[a];
		s2 += AT(m[a] + 2 * LANES) * v[a];
	}
	memcpy(out, &s0, sizeof s0);
	memcpy(out + LANES, &s1, sizeof s1);
	memcpy(out + 2 * LANES, &s2, sizeof s2);
}

static void
exp_transitions(const struct bs_crf *c, float m[N][PAD], float mt[N][PAD])
{
	memset(m, 0, sizeof(float) * N * PAD);
	memset(mt, 0, sizeof(float) * N * PAD);
	for (int a = 0; a < N; a++)
		for (int b = 0; b < N; b++)
			if (bs_label_follows(a, b))
				m[a][b] = mt[b][a] = bs_expf(c->t[a][b]);
}

/* x = exp(e - max) per token; returns the sum of the maxima. */
static double
exp_scores(const float *e, size_t n, float *x)
{
	double sum = 0;

	for (size_t t = 0; t < n; t++) {
		float max = 0;

		for (int j = 0; j < L; j++)
			max = e[t * L + (size_t)j] > max ? e[t * L + (size_t)j] : max;
		memset(x + t * PAD, 0, PAD * sizeof *x);
		for (int j = 0; j < L; j++)
			x[t * PAD + (size_t)j] = bs_expf(e[t * L + (size_t)j] - max);
		x[t * PAD + BS_OUT] = bs_expf(-max);
		sum += (double)max;
	}
	return sum;
}

/* Scale to sum 1; returns the sum. */
static double
scale(float v[PAD])
{
	float s = 1e-30f;

	for (int j = 0; j < N; j++)
		s += v[j];
	for (int j = 0; j < N; j++)
		v[j] /= s;
	return (double)s;
}

/* A sentence in work: e to the transitions' power, both ways, and the sums so far. */
struct chain {
	float m[N][PAD], mt[N][PAD];
	struct bs_crf_pass *p;
	size_t n;
};

/* Sums from the left, each token's brought to 1; returns the logarithm of what was taken out. */
static double
forward(struct chain *c)
{
	double taken = 0;

	for (size_t t = 0; t < c->n; t++) {
		float *a = c->p->alpha + t * PAD;

		if (t)
			times(a - PAD, (const float(*)[PAD])c->m, a);
		else
			memcpy(a, c->m[BS_OUT], sizeof c->m[0]);
		for (size_t j = 0; j < N; j++)
			a[j] *= c->p->x[t * PAD + j];
		taken += bs_log(scale(a));
	}
	return taken;
}

/* Sums from the right, likewise; returns the logarithm of the sum of both at the last token. */
static double
backward(struct chain *c)
{
	float *last = c->p->beta + (c->n - 1) * PAD, tmp[PAD], s = 0;

	memset(last, 0, PAD * sizeof *last);
	for (int j = 0; j < N; j++)
		last[j] = bs_label_follows(j, BS_OUT) ? 1 : 0;
	for (size_t t = c->n - 1; t-- > 0;) {
		memset(tmp, 0, sizeof tmp);
		for (size_t j = 0; j < N; j++)
			tmp[j] = c->p->beta[(t + 1) * PAD + j] * c->p->x[(t + 1) * PAD + j];
		times(tmp, (const float(*)[PAD])c->mt, c->p->beta + t * PAD);
		scale(c->p->beta + t * PAD);
	}
	for (size_t j = 0; j < N; j++)
		s += c->p->alpha[(c->n - 1) * PAD + j] * last[j];
	return bs_log((double)s + 1e-30);
}

/* What each label of a token is expected to be, against the one it is. */
static void
learn_token(const struct chain *c, size_t t, int gold, float *de, struct bs_crf *dt)
{
	float g[PAD], s = 1e-30f;

	for (size_t j = 0; j < N; j++)
		s += g[j] = c->p->alpha[t * PAD + j] * c->p->beta[t * PAD + j];
	for (int j = 0; j < L; j++)
		de[t * L + (size_t)j] = (gold == j) - g[j] / s;
	for (int j = 0; t == 0 && j < N; j++)
		dt->t[BS_OUT][j] -= g[j] / s;
}

/* The same for the pair of labels of tokens t - 1 and t. */
static void
learn_pair(const struct chain *c, size_t t, struct bs_crf *dt)
{
	const float *a = c->p->alpha + (t - 1) * PAD;
	float tmp[PAD] = {0}, s = 1e-30f;

	for (size_t j = 0; j < N; j++)
		tmp[j] = c->p->beta[t * PAD + j] * c->p->x[t * PAD + j];
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			s += a[i] * c->m[i][j] * tmp[j];
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			dt->t[i][j] -= a[i] * c->m[i][j] * tmp[j] / s;
}

double
bs_crf_learn(const struct bs_crf *c, struct bs_crf_pass *p, const float *e, size_t n,
    const uint8_t *gold, float *de, struct bs_crf *dt)
{
	struct chain s = {.p = p, .n = n};
	double logz, score = 0;
	int prev = BS_OUT;

	if (n == 0)
		return 0;
	reserve(p, n);
	exp_transitions(c, s.m, s.mt);
	logz = exp_scores(e, n, p->x);
	logz += forward(&s);
	logz += backward(&s);
	for (size_t t = 0; t < n; t++) {
		score += gold[t] == BS_OUT ? 0 : (double)e[t * L + gold[t]];
		score += (double)c->t[prev][gold[t]];
		dt->t[prev][gold[t]] += 1;
		learn_token(&s, t, gold[t], de, dt);
		if (t)
			learn_pair(&s, t, dt);
		prev = gold[t];
	}
	return score - logz;
}
