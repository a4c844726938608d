/*
 * The small net in integers: the same numbers on every machine.
 *
 * Units: a word's vector 1 / BS_LEX_SCALE, w1 1 / 2048, the hidden layer's
 * shares 1 / 1024, its values 1 / 256 and at most 8, u 1 / 512.  The trainer
 * clips w1 and u so that no sum can leave 32 bits, and so does this file.
 */
#include "entities/tagger_form.h"
#include "entities/wide.h"

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

BS_WIDE void
bs_net_scores(const struct bs_model *m, const struct bs_form *const *f, size_t n, int16_t *h,
    int16_t (*e)[BS_NLABEL])
{
	memset(h, 0, H * sizeof *h);
	memset(h + (n + 1) * H, 0, H * sizeof *h);
	for (size_t t = 0; t < n; t++) {
		int16_t *v = h + (t + 1) * H;

		for (size_t j = 0; j < H; j++) {
			int16_t s = (int16_t)(m->net->b1[j] + f[t]->net[0][j] +
					      f[t + 1]->net[1][j] + f[t + 2]->net[2][j] +
					      f[t + 3]->net[3][j] + f[t + 4]->net[4][j]);

			s = (int16_t)(s >> 2);
			s = s < 0 ? 0 : s;
			v[j] = s > 2047 ? 2047 : s;
		}
	}
	for (size_t t = 0; t < n; t++)
		for (size_t k = 0; k < BS_NLABEL; k++) {
			int32_t s = 0;

			for (size_t d = 0; d < 3; d++)
				s += dot(m->net->u[d][k], h + (t + d) * H, H);
			e[t][k] = (int16_t)(e[t][k] + ((s + 2048) >> 12));
		}
}
