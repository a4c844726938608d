/* train-blocks-learn: see train-blocks.h */
#include "train-blocks.h"

#include <math.h>

/*
 * Forward and backward over a page with the given masks (NULL: none); adds
 * sign times the expected counts to the emission gradient g and transitions.
 */
static void
expect(const struct blocks_crf *m, const struct blocks_page *p, const double *e, bool masked,
    double sign, double *g, double gt[BS_NSTATE][BS_NSTATE])
{
	size_t n = p->n, i;
	unsigned a, b;
	double *al = bs_calloc(n * BS_NSTATE, sizeof *al),
	       *be = bs_calloc(n * BS_NSTATE, sizeof *be);
	double *sc = bs_calloc(n, sizeof *sc), et[BS_NSTATE][BS_NSTATE];

	for (a = 0; a < BS_NSTATE; a++)
		for (b = 0; b < BS_NSTATE; b++)
			et[a][b] = bs_block_may_follow(a, b) ? exp(m->t[a][b]) : 0;
#define ALLOWED(i, s) (!masked || p->line[i].mask >> (s)&1)
	for (i = 0; i < n; i++) {
		for (b = 0; b < BS_NSTATE; b++) {
			double x = 0;

			if (!ALLOWED(i, b))
				continue;
			if (i == 0)
				x = bs_block_may_follow(BS_NSTATE, b);
			else
				for (a = 0; a < BS_NSTATE; a++)
					x += al[(i - 1) * BS_NSTATE + a] * et[a][b];
			al[i * BS_NSTATE + b] = x * e[i * BS_NSTATE + b];
			sc[i] += al[i * BS_NSTATE + b];
		}
		if (sc[i] <= 0)
			goto out; /* labels that no path can have */
		for (b = 0; b < BS_NSTATE; b++)
			al[i * BS_NSTATE + b] /= sc[i];
	}
	for (b = 0; b < BS_NSTATE; b++)
		be[(n - 1) * BS_NSTATE + b] = 1;
	for (i = n - 1; i-- > 0;)
		for (a = 0; a < BS_NSTATE; a++)
			for (b = 0; b < BS_NSTATE; b++)
				if (ALLOWED(i + 1, b))
					be[i * BS_NSTATE + a] += et[a][b] *
								 e[(i + 1) * BS_NSTATE + b] *
								 be[(i + 1) * BS_NSTATE + b] /
								 sc[i + 1];
	for (i = 0; i < n; i++)
		for (b = 0; b < BS_NSTATE; b++) {
			g[i * BS_NEMIT + bs_block_emits(b)] += sign * al[i * BS_NSTATE + b] *
							       be[i * BS_NSTATE + b];
			for (a = 0; i > 0 && a < BS_NSTATE; a++)
				if (ALLOWED(i, b))
					gt[a][b] += sign * al[(i - 1) * BS_NSTATE + a] * et[a][b] *
						    e[i * BS_NSTATE + b] * be[i * BS_NSTATE + b] /
						    sc[i];
		}
out:
	free(al);
	free(be);
	free(sc);
}

static double *
emissions(const struct blocks_crf *m, const struct blocks_page *p)
{
	double *e = bs_malloc(p->n * BS_NSTATE * sizeof *e), s[BS_NEMIT], max;
	size_t i, k;
	unsigned c;

	for (i = 0; i < p->n; i++) {
		memset(s, 0, sizeof s);
		for (k = 0; k < p->line[i].nf; k++)
			for (c = 0; c < BS_NEMIT; c++)
				s[c] += m->w[p->line[i].f[k]][c];
		for (max = s[0], c = 1; c < BS_NEMIT; c++)
			max = s[c] > max ? s[c] : max;
		for (c = 0; c < BS_NSTATE; c++)
			e[i * BS_NSTATE + c] = exp(fmax(s[bs_block_emits(c)] - max, -60));
	}
	return e;
}

static void
ada(const struct blocks_crf *m, double *x, double *gsum, double g)
{
	g -= m->l2 * *x;
	*gsum += g * g;
	*x += m->rate * g / sqrt(*gsum + 1e-8);
}

bool
blocks_is_core(unsigned state)
{
	return state == BS_STATE_TITLE || state == BS_STATE_BODY || state == BS_STATE_HEADING ||
	       state == BS_STATE_LIST;
}

/* Make states that would cost many words look better than they are: the model must beat them by as
 * much. */
static void
add_cost(const struct blocks_crf *m, const struct blocks_page *p, double *e)
{
	size_t i;
	unsigned c;

	for (i = 0; i < p->n; i++) {
		const struct blocks_line *l = &p->line[i];

		for (c = 0; c < BS_NSTATE; c++)
			if (l->scored && blocks_is_core(c) != l->content && !(l->mask >> c & 1))
				e[i * BS_NSTATE + c] *= exp(
				    m->cost * (l->nword > 40 ? 40 : l->nword));
	}
}

static void
learn(struct blocks_crf *m, const struct blocks_page *p)
{
	double *e = emissions(m, p), *g = bs_calloc(p->n * BS_NEMIT, sizeof *g);
	double gt[BS_NSTATE][BS_NSTATE] = {{0}};
	static double acc[BS_NFEATURE][BS_NEMIT];
	static bool touched[BS_NFEATURE];
	size_t i, k;
	unsigned c, a, b;

	expect(m, p, e, true, p->weight, g, gt);
	add_cost(m, p, e);
	expect(m, p, e, false, -p->weight, g, gt);
	for (i = 0; i < p->n; i++)
		for (k = 0; k < p->line[i].nf; k++) {
			touched[p->line[i].f[k]] = true;
			for (c = 0; c < BS_NEMIT; c++)
				acc[p->line[i].f[k]][c] += g[i * BS_NEMIT + c];
		}
	for (i = 0; i < BS_NFEATURE; i++)
		if (touched[i]) {
			for (c = 0; c < BS_NEMIT; c++) {
				ada(m, &m->w[i][c], &m->wg[i][c], acc[i][c]);
				acc[i][c] = 0;
			}
			touched[i] = false;
		}
	for (a = 0; a < BS_NSTATE; a++)
		for (b = 0; b < BS_NSTATE; b++)
			if (bs_block_may_follow(a, b))
				ada(m, &m->t[a][b], &m->tg[a][b], gt[a][b]);
	free(e);
	free(g);
}

static void
accumulate(struct blocks_crf *m)
{
	size_t i, j;

	for (i = 0; i < BS_NFEATURE; i++)
		for (j = 0; j < BS_NEMIT; j++)
			m->wsum[i][j] += m->w[i][j];
	for (i = 0; i < BS_NSTATE; i++)
		for (j = 0; j < BS_NSTATE; j++)
			m->tsum[i][j] += m->t[i][j];
}

/* Put the average of n accumulated weights in their place (Ruppert 1988, Polyak 1990). */
static void
average(struct blocks_crf *m, double n)
{
	size_t i, j;

	for (i = 0; i < BS_NFEATURE; i++)
		for (j = 0; j < BS_NEMIT; j++)
			m->w[i][j] = m->wsum[i][j] / n;
	for (i = 0; i < BS_NSTATE; i++)
		for (j = 0; j < BS_NSTATE; j++)
			m->t[i][j] = m->tsum[i][j] / n;
}

void
blocks_crf_train(struct blocks_crf *m, const struct blocks_page *page, size_t npage,
    unsigned left_out, unsigned epochs)
{
	size_t *order = bs_malloc(npage * sizeof *order), i, j, x;
	uint32_t seed = 2463534242U;
	unsigned ep;
	double n = 0;

	memset(m->w, 0, sizeof m->w);
	memset(m->wg, 0, sizeof m->wg);
	memset(m->t, 0, sizeof m->t);
	memset(m->tg, 0, sizeof m->tg);
	memset(m->wsum, 0, sizeof m->wsum);
	memset(m->tsum, 0, sizeof m->tsum);
	for (i = 0; i < npage; i++)
		order[i] = i;
	for (ep = 0; ep < epochs; ep++) {
		m->rate = ep < epochs / 2 ? 0.15 : 0.15 * 2 * (epochs - ep) / epochs;
		for (i = npage - 1; i > 0; i--) {
			j = blocks_random(&seed) % (i + 1);
			x = order[i];
			order[i] = order[j];
			order[j] = x;
		}
		for (i = 0; i < npage; i++)
			if (page[order[i]].fold != left_out) {
				learn(m, &page[order[i]]);
				if (ep >= epochs / 3 && i % 8 == 0) {
					accumulate(m);
					n++;
				}
			}
	}
	average(m, n);
	free(order);
}

void
blocks_crf_decode(const struct blocks_crf *m, const struct blocks_page *p, uint8_t *state)
{
	double *e = emissions(m, p), s[BS_NSTATE], nx[BS_NSTATE], x;
	uint8_t(*from)[BS_NSTATE] = bs_calloc(p->n, sizeof *from);
	unsigned a, b, best = 0;
	size_t i;

	for (b = 0; b < BS_NSTATE; b++)
		s[b] = bs_block_may_follow(BS_NSTATE, b) ? log(e[b]) : -1e9;
	for (i = 1; i < p->n; i++) {
		for (b = 0; b < BS_NSTATE; b++) {
			nx[b] = -1e18;
			for (a = 0; a < BS_NSTATE; a++) {
				x = s[a] + m->t[a][b];
				if (bs_block_may_follow(a, b) && x > nx[b]) {
					nx[b] = x;
					from[i][b] = (uint8_t)a;
				}
			}
			nx[b] += log(e[i * BS_NSTATE + b]) -
				 (p->line[i].ended && b != BS_STATE_POST && b != BS_STATE_PRE ? 60
											      : 0);
		}
		memcpy(s, nx, sizeof s);
	}
	for (b = 1; b < BS_NSTATE; b++)
		if (s[b] > s[best])
			best = b;
	for (i = p->n; i-- > 0; best = from[i][best])
		state[i] = (uint8_t)best;
	free(e);
	free(from);
}
