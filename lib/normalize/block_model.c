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
 * Scores are small integers, 1/16 nat, the best of a block 0 and none below
 * FLOOR: an emission, a transition and a score together fit 16 bits.  The
 * loops run over BS_STRIDE lanes, more than there are classes or states, on
 * local arrays: so the compiler makes vector code of them.
 */
enum { FLOOR = -6000, EMIT_FLOOR = -4000, UNIT = 16, WEIGHT_UNIT = 64 };

/* Sum of the weights of the block's features for each class, as scores of the states. */
static void
emission(const struct bs_page_view *v, size_t i, int16_t *out)
{
	uint16_t f[BS_MAX_ACTIVE];
	int16_t sum[BS_STRIDE] = {0}; /* it fits: see BS_MAX_WEIGHT */
	size_t n = bs_block_features(v, i, f), k;
	int top = INT16_MIN, x;
	unsigned e;

	for (k = 0; k < n; k++)
		for (e = 0; e < BS_STRIDE; e++)
			sum[e] = (int16_t)(sum[e] + bs_block_weight[f[k]][e]);
	for (e = 0; e < BS_NEMIT; e++)
		top = sum[e] > top ? sum[e] : top;
	if (i >= bs_page_view_end(v)) /* every path may end here, and now must have */
		for (e = 0; e < BS_NEMIT; e++)
			if (e != BS_EMIT_POST && e != BS_EMIT_PRE)
				sum[e] = INT16_MIN;
	for (e = 0; e < BS_NSTATE; e++) {
		x = (sum[emits[e]] - top) / (WEIGHT_UNIT / UNIT);
		out[e] = (int16_t)(x > EMIT_FLOOR ? x : EMIT_FLOOR);
	}
	for (; e < BS_STRIDE; e++)
		out[e] = EMIT_FLOOR;
}

/* For each state the best of from[a] + weight[a][state]. */
static void
step(const int16_t *from, const int16_t weight[BS_NSTATE][BS_STRIDE], int16_t *out)
{
	int16_t best[BS_STRIDE], top = INT16_MIN;
	unsigned a, b;

	for (b = 0; b < BS_STRIDE; b++)
		best[b] = INT16_MIN;
	for (a = 0; a < BS_NSTATE; a++) {
		int16_t x = from[a];

		for (b = 0; b < BS_STRIDE; b++) {
			int16_t s = (int16_t)(x + weight[a][b]);

			best[b] = s > best[b] ? s : best[b];
		}
	}
	for (b = 0; b < BS_STRIDE; b++)
		top = best[b] > top ? best[b] : top;
	for (b = 0; b < BS_STRIDE; b++) {
		int16_t s = (int16_t)(best[b] - top);

		out[b] = s > FLOOR ? s : FLOOR;
	}
}

static void
add(const int16_t *a, const int16_t *b, int16_t *sum)
{
	unsigned i;

	for (i = 0; i < BS_STRIDE; i++)
		sum[i] = (int16_t)(a[i] + b[i]);
}

/* Best score of a path up to each block and state. */
static void
forward(
    const struct bs_page_view *v, size_t n, int16_t (*score)[BS_STRIDE], int16_t (*emit)[BS_STRIDE])
{
	int16_t here[BS_STRIDE];
	unsigned b;
	size_t i;

	for (b = 0; b < BS_STRIDE; b++)
		here[b] = b < BS_NSTATE && bs_page_view_may_begin(v, b) ? 0 : FLOOR;
	for (i = 0; i < n; i++) {
		if (i > 0)
			step(score[i - 1], bs_block_transition, here);
		emission(v, i, emit[i]);
		add(here, emit[i], score[i]);
	}
}

/* A margin as a probability in percent. */
static uint8_t
confidence(int margin)
{
	double p = margin > 7 * UNIT ? 99 : 100 / (1 + exp(-margin / (double)UNIT));

	return (uint8_t)(p > 99 ? 99 : p);
}

/* The state on the best path, and its margin to the best with another class. */
static unsigned
pick(const int16_t *score, const int16_t *back, int *margin)
{
	int sum[BS_NSTATE], second = INT32_MIN;
	unsigned b, best = 0;

	for (b = 0; b < BS_NSTATE; b++) {
		sum[b] = score[b] + back[b];
		best = sum[b] > sum[best] ? b : best;
	}
	for (b = 0; b < BS_NSTATE; b++)
		if (emits[b] != emits[best] && sum[b] > second)
			second = sum[b];
	*margin = sum[best] - second;
	return best;
}

void
bs_block_decode(const struct bs_page_view *v, size_t n, struct bs_arena *arena, uint8_t *state,
    uint8_t *percent)
{
	int16_t(*score)[BS_STRIDE] = bs_arena_alloc(arena, (n + 1) * sizeof *score);
	int16_t(*emit)[BS_STRIDE] = bs_arena_alloc(arena, (n + 1) * sizeof *emit);
	int16_t back[BS_STRIDE], next[BS_STRIDE];
	unsigned b;
	size_t i;
	int margin;

	forward(v, n, score, emit);
	for (b = 0; b < BS_STRIDE; b++)
		back[b] = b >= BS_NSTATE || bs_page_view_may_end(v, b) ? 0 : FLOOR;
	for (i = n; i-- > 0;) {
		state[i] = (uint8_t)pick(score[i], back, &margin);
		percent[i] = confidence(margin);
		add(back, emit[i], next);
		step(next, bs_block_transition_back, back);
	}
}
