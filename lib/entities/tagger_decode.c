/*
 * Viterbi and forward-backward: see tagger_decode.h.
 */
#include "entities/tagger_decode.h"

#include <math.h>
#include <stdlib.h>

enum { N = BS_NSTATE, L = BS_NLABEL, NEVER = -(1 << 28) };

void
bs_decoder_init(struct bs_decoder *d, const struct bs_model *m)
{
	*d = (struct bs_decoder){.m = m};
	for (int i = 0; i < BS_EXP_STEPS; i++)
		d->exp[i] = expf((float)-i / BS_SCORE);
	for (int a = 0; a < N; a++)
		for (int b = 0; b < N; b++)
			if (bs_label_follows(a, b))
				d->follow[a][b] = expf((float)m->head->follow[a][b] / BS_SCORE);
}

void
bs_decoder_free(struct bs_decoder *d)
{
	free(d->from);
	free(d->x);
	free(d->alpha);
	free(d->beta);
	free(d->scale);
}

static void
reserve(struct bs_decoder *d, size_t n)
{
	if (n <= d->cap)
		return;
	d->cap = 2 * n;
	d->from = bs_realloc(d->from, d->cap, sizeof *d->from);
	d->x = bs_realloc(d->x, d->cap, sizeof *d->x);
	d->alpha = bs_realloc(d->alpha, d->cap, sizeof *d->alpha);
	d->beta = bs_realloc(d->beta, d->cap, sizeof *d->beta);
	d->scale = bs_realloc(d->scale, d->cap, sizeof *d->scale);
}

/* Labels after which a name may start or nothing follow: outside, last, unit. */
static const uint8_t closed[9] = {BS_OUT, 2, 6, 10, 14, 3, 7, 11, 15};
/* Labels that may follow those. */
static const uint8_t opening[9] = {BS_OUT, 0, 4, 8, 12, 3, 7, 11, 15};

static void
step(const struct bs_decoder *d, const int32_t v[N], const int32_t e[L], int32_t w[N],
    uint8_t from[N])
{
	const int16_t (*follow)[N] = d->m->head->follow;

	for (int i = 0; i < 9; i++) {
		int b = opening[i], at = BS_OUT;
		int32_t max = NEVER;

		for (int k = 0; k < 9; k++) {
			int32_t s = v[closed[k]] + follow[closed[k]][b];

			if (s > max) {
				max = s;
				at = closed[k];
			}
		}
		w[b] = max + (b == BS_OUT ? 0 : e[b]);
		from[b] = (uint8_t)at;
	}
	for (int c = 0; c < L; c += 4)
		for (int b = c + BS_INSIDE; b <= c + BS_LAST; b++) {
			int32_t s = v[c] + follow[c][b], r = v[c + 1] + follow[c + 1][b];

			from[b] = (uint8_t)(r > s ? c + 1 : c);
			w[b] = (r > s ? r : s) + e[b];
		}
}

void
bs_decode_best(struct bs_decoder *d, const int32_t (*e)[BS_NLABEL], size_t n, uint8_t *label)
{
	int32_t v[N], w[N];
	int best = BS_OUT;

	reserve(d, n);
	for (int j = 0; j < N; j++)
		v[j] = j == BS_OUT ? 0 : NEVER;
	for (size_t t = 0; t < n; t++) {
		step(d, v, e[t], w, d->from[t]);
		/* Only differences matter: keep them near 0 however long the sentence. */
		for (int j = 0; j < N; j++) {
			v[j] = w[j] - w[BS_OUT];
			if (v[j] < NEVER)
				v[j] = NEVER;
		}
	}
	for (int k = 0; k < 9; k++)
		if (v[closed[k]] > v[best])
			best = closed[k];
	for (size_t t = n; t-- > 0;) {
		label[t] = (uint8_t)best;
		best = d->from[t][best];
	}
}

static float
power(const struct bs_decoder *d, int32_t below)
{
	return below < BS_EXP_STEPS ? d->exp[below] : 0;
}

static void
exp_scores(struct bs_decoder *d, const int32_t (*e)[BS_NLABEL], size_t n)
{
	for (size_t t = 0; t < n; t++) {
		int32_t max = 0;

		for (int j = 0; j < L; j++)
			max = e[t][j] > max ? e[t][j] : max;
		for (int j = 0; j < L; j++)
			d->x[t][j] = power(d, max - e[t][j]);
		d->x[t][BS_OUT] = power(d, max);
	}
}

/* to = from through the transitions (backwards where so), over the allowed pairs only. */
static void
spread(const struct bs_decoder *d, const float from[N], float to[N], bool back)
{
	const uint8_t *target = back ? closed : opening, *source = back ? opening : closed;

	for (int i = 0; i < 9; i++) {
		float s = 0;
		int b = target[i];

		for (int k = 0; k < 9; k++) {
			int a = source[k];

			s += from[a] * (back ? d->follow[b][a] : d->follow[a][b]);
		}
		to[b] = s;
	}
	for (int c = 0; c < L; c += 4)
		for (int k = 0; k < 2; k++) {
			if (back)
				to[c + k] = from[c + 1] * d->follow[c + k][c + 1] +
				    from[c + 2] * d->follow[c + k][c + 2];
			else
				to[c + 1 + k] = from[c] * d->follow[c][c + 1 + k] +
				    from[c + 1] * d->follow[c + 1][c + 1 + k];
		}
}

void
bs_decode_sums(struct bs_decoder *d, const int32_t (*e)[BS_NLABEL], size_t n)
{
	float total = 0;

	reserve(d, n);
	d->n = n;
	exp_scores(d, e, n);
	for (size_t t = 0; t < n; t++) {
		float s = 1e-30f;

		if (t)
			spread(d, d->alpha[t - 1], d->alpha[t], false);
		else
			memcpy(d->alpha[0], d->follow[BS_OUT], sizeof d->alpha[0]);
		for (int j = 0; j < N; j++)
			s += d->alpha[t][j] *= d->x[t][j];
		for (int j = 0; j < N; j++)
			d->alpha[t][j] /= s;
		d->scale[t] = s;
	}
	for (int k = 0; k < 9; k++)
		total += d->alpha[n - 1][closed[k]];
	for (int j = 0; j < N; j++)
		d->beta[n - 1][j] = bs_label_follows(j, BS_OUT) ? 1 / (total + 1e-30f) : 0;
	for (size_t t = n - 1; t-- > 0;) {
		float tmp[N];

		for (int j = 0; j < N; j++)
			tmp[j] = d->beta[t + 1][j] * d->x[t + 1][j] / d->scale[t + 1];
		spread(d, tmp, d->beta[t], true);
	}
}

float
bs_decode_p(const struct bs_decoder *d, const uint8_t *label, size_t first, size_t last)
{
	const struct bs_model_head *h = d->m->head;
	int cls = label[first] / 4;
	float p = d->alpha[first][label[first]], z;

	for (size_t t = first + 1; t <= last; t++)
		p *= d->follow[label[t - 1]][label[t]] * d->x[t][label[t]] / d->scale[t];
	p *= d->beta[last][label[last]];
	p = p < 1e-4f ? 1e-4f : p > 0.9999f ? 0.9999f : p;
	z = logf(p / (1 - p)) * h->slope[cls] + h->offset[cls];
	return 1 / (1 + expf(-z));
}
