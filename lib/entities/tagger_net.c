/*
 * The small net in integers: the same numbers on every machine.
 *
 * Units: a word's vector 1 / BS_LEX_SCALE, w1 1 / 2048, the hidden layer's
 * shares 1 / 1024, its values 1 / 256 and at most 8, u 1 / 512.  The trainer
 * clips w1 and u so that no sum can leave 32 bits, and so does this file.
 */
#include "entities/tagger_form.h"
#include "entities/wide.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

/* A share is at most MOST, so that five of them and a bias (at most 2700) fit 16 bits. */
enum { X = BS_NET_X, H = BS_NET_H, MOST = 5400 };

/* Compilers make this the machine's multiply-add of 16-bit pairs. */
static inline int32_t
dot(const int16_t *a, const int16_t *b, size_t n)
{
	int32_t s = 0;

	for (size_t i = 0; i < n; i++)
		s += a[i] * b[i];
	return s;
}

static void
input(const struct bs_model *m, const struct bs_word *w, int16_t x[X])
{
	int8_t v[BS_LEX_DIM];

	memset(x, 0, X * sizeof *x);
	if (w->lex != BS_LEX_NONE) {
		bs_lexicon_vector(&m->lex, w->lex, v);
		for (size_t i = 0; i < BS_LEX_DIM; i++)
			x[i] = v[i];
		x[BS_NET_KNOWN] = BS_LEX_SCALE;
	}
	x[BS_NET_CAPS + w->caps] = BS_LEX_SCALE;
	for (size_t i = 0; i < BS_NET_AFFIX_DIM; i++) {
		x[BS_NET_SUF + i] = m->net->suf[bs_net_suf(w)][i];
		x[BS_NET_PRE + i] = m->net->pre[bs_net_pre(w)][i];
	}
}

BS_WIDE void
bs_net_share(const struct bs_model *m, const struct bs_word *w, int16_t out[BS_OFFSETS][BS_NET_H])
{
	int16_t x[X];

	if (w->form == bs_word_edge.form) {
		memset(x, 0, sizeof x);
		x[BS_NET_EDGE] = BS_LEX_SCALE;
	} else {
		input(m, w, x);
	}
	for (size_t o = 0; o < BS_OFFSETS; o++)
		for (size_t j = 0; j < H; j++) {
			int32_t s = (dot(m->net->w1[o][j], x, X) + 32) >> 6;

			out[o][j] = (int16_t)(s > MOST ? MOST : s < -MOST ? -MOST : s);
		}
}

void
bs_net_turn(const struct bs_model *m, struct bs_net_out *out)
{
	for (size_t d = 0; d < 3; d++)
		for (size_t k = 0; k < BS_NLABEL; k++)
			for (size_t j = 0; j < H; j++)
				out->u[j / 2][d][k][j % 2] = m->net->u[d][k][j];
}

/* The hidden layer at the token whose window begins at f. */
BS_WIDE static void
hidden(const struct bs_model *m, const struct bs_form_sums *const *f, int16_t v[H])
{
	for (size_t j = 0; j < H; j++) {
		int16_t s = (int16_t)(m->net->b1[j] + f[0]->net[0][j] + f[1]->net[1][j] +
				      f[2]->net[2][j] + f[3]->net[3][j] + f[4]->net[4][j]);

		s = (int16_t)(s >> 2);
		s = s < 0 ? 0 : s;
		v[j] = s > 2047 ? 2047 : s;
	}
}

/* What a token's hidden layer gives the label of the token after, its own, and the one before. */
typedef void product(const struct bs_net_out *w, const int16_t v[H], int32_t c[3 * BS_NLABEL]);

#ifdef __x86_64__

/* Many hidden values are 0; pairs of zeros are passed over. */
static void
product_sse2(const struct bs_net_out *w, const int16_t v[H], int32_t c[3 * BS_NLABEL])
{
	__m128i acc[12] = {_mm_setzero_si128()};

	for (size_t p = 0; p < BS_NET_PAIRS; p++) {
		const __m128i *u = (const __m128i *)w->u[p];
		int32_t pair;
		__m128i b;

		memcpy(&pair, v + 2 * p, sizeof pair);
		if (!pair)
			continue;
		b = _mm_set1_epi32(pair);
#pragma GCC unroll 12
		for (size_t i = 0; i < 12; i++)
			acc[i] = _mm_add_epi32(acc[i], _mm_madd_epi16(_mm_loadu_si128(u + i), b));
	}
	memcpy(c, acc, sizeof acc);
}

__attribute__((target("avx2"))) static void
product_avx2(const struct bs_net_out *w, const int16_t v[H], int32_t c[3 * BS_NLABEL])
{
	__m256i acc[6] = {_mm256_setzero_si256()};
	uint64_t some = 0;

	for (size_t p = 0; p < BS_NET_PAIRS; p += 8) {
		__m256i x = _mm256_loadu_si256((const __m256i *)(v + 2 * p));
		__m256i zero = _mm256_cmpeq_epi32(x, _mm256_setzero_si256());
		int bits = ~_mm256_movemask_ps(_mm256_castsi256_ps(zero)) & 0xff;

		some |= (uint64_t)bits << p;
	}
	for (; some; some &= some - 1) {
		size_t p = (size_t)__builtin_ctzll(some);
		const __m256i *u = (const __m256i *)w->u[p];
		int32_t pair;
		__m256i b;

		memcpy(&pair, v + 2 * p, sizeof pair);
		b = _mm256_set1_epi32(pair);
#pragma GCC unroll 6
		for (size_t i = 0; i < 6; i++)
			acc[i] = _mm256_add_epi32(
			    acc[i], _mm256_madd_epi16(_mm256_loadu_si256(u + i), b));
	}
	memcpy(c, acc, sizeof acc);
}

static product *
best_product(void)
{
	return __builtin_cpu_supports("avx2") ? product_avx2 : product_sse2;
}

#else

static void
product_plain(const struct bs_net_out *w, const int16_t v[H], int32_t c[3 * BS_NLABEL])
{
	memset(c, 0, 3 * BS_NLABEL * sizeof *c);
	for (size_t p = 0; p < BS_NET_PAIRS; p++)
		for (size_t d = 0; d < 3; d++)
			for (size_t k = 0; k < BS_NLABEL; k++)
				c[d * BS_NLABEL + k] += w->u[p][d][k][0] * v[2 * p] +
							w->u[p][d][k][1] * v[2 * p + 1];
}

static product *
best_product(void)
{
	return product_plain;
}

#endif

static void
add_scores(int16_t e[BS_NLABEL], const int32_t *a, const int32_t *b)
{
	for (size_t k = 0; k < BS_NLABEL; k++)
		e[k] = (int16_t)(e[k] + ((a[k] + b[k] + 2048) >> 12));
}

void
bs_net_scores(const struct bs_model *m, const struct bs_net_out *out,
    const struct bs_form_sums *const *f, size_t n, bool before, bool after, int16_t (*e)[BS_NLABEL])
{
	product *multiply = best_product();
	int32_t c[3 * BS_NLABEL], sum[BS_NLABEL] = {0}, next[BS_NLABEL] = {0};
	int16_t v[H];

	if (before) {
		hidden(m, f - 1, v);
		multiply(out, v, c);
		memcpy(next, c, sizeof next);
	}
	for (size_t t = 0; t < n; t++) {
		hidden(m, f + t, v);
		multiply(out, v, c);
		if (t)
			add_scores(e[t - 1], sum, c + 2 * BS_NLABEL);
		for (size_t k = 0; k < BS_NLABEL; k++) {
			sum[k] = next[k] + c[BS_NLABEL + k];
			next[k] = c[k];
		}
	}
	memset(c, 0, sizeof c);
	if (after) {
		hidden(m, f + n, v);
		multiply(out, v, c);
	}
	if (n)
		add_scores(e[n - 1], sum, c + 2 * BS_NLABEL);
}
