/* block_model: the best classes of a page's blocks; see block_model.h */
#include "normalize/block_model.h"

#include <math.h>

static const uint8_t emits[BS_NSTATE] = {
    [BS_STATE_PRE] = BS_EMIT_PRE,
    [BS_STATE_TITLE] = BS_EMIT_TITLE,
    [BS_STATE_BYLINE0] = BS_EMIT_BYLINE,
    [BS_STATE_DATE0] = BS_EMIT_DATE,
    [BS_STATE_CAPTION0] = BS_EMIT_CAPTION,
    [BS_STATE_BODY] = BS_EMIT_BODY,
    [BS_STATE_HEADING] = BS_EMIT_HEADING,
    [BS_STATE_LIST] = BS_EMIT_LIST,
    [BS_STATE_CAPTION] = BS_EMIT_CAPTION,
    [BS_STATE_BYLINE] = BS_EMIT_BYLINE,
    [BS_STATE_DATE] = BS_EMIT_DATE,
    [BS_STATE_GAP] = BS_EMIT_GAP,
    [BS_STATE_POST] = BS_EMIT_POST,
};

unsigned
bs_block_emits(unsigned state)
{
	return emits[state];
}

/*
 * The loops below run over BS_STRIDE lanes, more than there are classes or
 * states, on local arrays: so the compiler makes vector code of them.
 */

/* Sum of the weights of the block's features, for each class; lib/gen/blocks.c sees that it fits.
 */
static void
emission(const struct bs_page_view *v, size_t i, int16_t *out)
{
	uint16_t f[BS_MAX_ACTIVE];
	int16_t sum[BS_STRIDE] = {0};
	size_t n = bs_block_features(v, i, f), k;
	unsigned e;

	for (k = 0; k < n; k++)
		for (e = 0; e < BS_STRIDE; e++)
			sum[e] = (int16_t)(sum[e] + bs_block_weight[f[k]][e]);
	memcpy(out, sum, sizeof sum);
}

/* For each state the best of from[a] + weight[a][state]; the best of all is 0, so that nothing
 * overflows. */
static void
step(const int32_t *from, const int16_t weight[BS_NSTATE][BS_STRIDE], int32_t *out)
{
	int32_t best[BS_STRIDE], top = BS_NEVER;
	unsigned a, b;

	for (b = 0; b < BS_STRIDE; b++)
		best[b] = 4 * BS_NEVER;
	for (a = 0; a < BS_NSTATE; a++) {
		int32_t x = from[a];

		for (b = 0; b < BS_STRIDE; b++) {
			int32_t s = x + weight[a][b];

			best[b] = s > best[b] ? s : best[b];
		}
	}
	for (b = 0; b < BS_NSTATE; b++)
		top = best[b] > top ? best[b] : top;
	for (b = 0; b < BS_NSTATE; b++)
		out[b] = best[b] - top < 2 * BS_NEVER ? 2 * BS_NEVER : best[b] - top;
}

/* Best score of a path up to each block and state. */
static void
forward(
    const struct bs_page_view *v, size_t n, int32_t (*score)[BS_NSTATE], int16_t (*emit)[BS_STRIDE])
{
	unsigned b;
	size_t i;

	for (i = 0; i < n; i++) {
		emission(v, i, emit[i]);
		if (i >= bs_page_view_end(v)) /* every path may end here, and now must have */
			for (b = 0; b < BS_NEMIT; b++)
				emit[i][b] =
				    (int16_t)(emit[i][b] -
					      (b == BS_EMIT_POST || b == BS_EMIT_PRE ? 0 : 4000));
		if (i > 0)
			step(score[i - 1], bs_block_transition, score[i]);
		for (b = 0; b < BS_NSTATE; b++) {
			if (i == 0)
				score[i][b] = bs_block_may_follow(BS_NSTATE, b) ? 0 : 2 * BS_NEVER;
			score[i][b] += emit[i][emits[b]];
		}
	}
}

/* The margin in 1/64 nat as a probability in percent. */
static uint8_t
confidence(int32_t margin)
{
	double p = margin > 400 ? 99 : 100 / (1 + exp(-margin / 64.0));

	return (uint8_t)(p > 99 ? 99 : p);
}

void
bs_block_decode(const struct bs_page_view *v, size_t n, struct bs_arena *arena, uint8_t *state,
    uint8_t *percent)
{
	int32_t(*score)[BS_NSTATE] = bs_arena_alloc(arena, (n + 1) * sizeof *score);
	int16_t(*emit)[BS_STRIDE] = bs_arena_alloc(arena, (n + 1) * sizeof *emit);
	int32_t back[BS_NSTATE] = {0}, next[BS_NSTATE], second;
	unsigned b, best;
	size_t i;

	forward(v, n, score, emit);
	for (i = n; i-- > 0;) {
		/* The best path through each state: its best half before, its best half behind. */
		for (best = 0, b = 1; b < BS_NSTATE; b++)
			if (score[i][b] + back[b] > score[i][best] + back[best])
				best = b;
		for (second = 8 * BS_NEVER, b = 0; b < BS_NSTATE; b++)
			if (emits[b] != emits[best] && score[i][b] + back[b] > second)
				second = score[i][b] + back[b];
		state[i] = (uint8_t)best;
		percent[i] = confidence(score[i][best] + back[best] - second);
		for (b = 0; b < BS_NSTATE; b++)
			next[b] = back[b] + emit[i][emits[b]];
		step(next, bs_block_transition_back, back);
	}
}
