/* block_model: the best classes of a page's blocks; see block_model.h */
#include "normalize/block_model.h"

#include <math.h>

/*
 * Scores are small integers, 1/16 nat, the best of a block 0 and none below
 * FLOOR: an emission, a transition and a score together fit 16 bits.  The
 * loops run over BS_STRIDE lanes, more than there are classes or states, on
 * local arrays: so the compiler makes vector code of them.
 */
enum {
	FLOOR = -6000,
	EMIT_FLOOR = -4000,
	UNIT = 16,
	SHARE = 4 /* 1/64 nat in that */,
	NO_STATE = -16384
};

/* The greatest of the lanes. */
static int16_t
greatest(const int16_t *v)
{
	int16_t top = INT16_MIN;
	unsigned b;

	for (b = 0; b < BS_STRIDE; b++)
		top = v[b] > top ? v[b] : top;
	return top;
}

/* Sum of the weights of the block's features, as scores of the states. */
static void
emission(const struct bs_page_view *v, size_t i, int16_t *out)
{
	int16_t sum[BS_STRIDE], top, least;
	unsigned e;

	bs_block_sum(v, i, sum);
	top = greatest(sum);
	if (i >= bs_page_view_end(v)) /* every path may end here, and now must have */
		for (e = 0; e < BS_NSTATE; e++)
			if (e != BS_STATE_POST && e != BS_STATE_PRE)
				sum[e] = INT16_MIN;
	/* no lower than the floor, so that the differences fit */
	least = top < INT16_MIN - SHARE * EMIT_FLOOR ? INT16_MIN
						     : (int16_t)(top + SHARE * EMIT_FLOOR);
	for (e = 0; e < BS_STRIDE; e++)
		out[e] = (int16_t)((sum[e] > least ? sum[e] : least) - top);
	for (e = 0; e < BS_STRIDE; e++)
		out[e] = (int16_t)(out[e] / SHARE);
}

/* For each state the best of from[a] + weight[a][state]. */
static void
step(const int16_t *from, const int16_t weight[BS_NSTATE][BS_STRIDE], int16_t *out)
{
	int16_t best[BS_STRIDE], top;
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
	top = greatest(best);
	for (b = 0; b < BS_STRIDE; b++) {
		int16_t s = (int16_t)(best[b] - top);

		out[b] = s > FLOOR ? s : FLOOR;
	}
}

static void
add(const int16_t *a, const int16_t *b, int16_t *sum)
{
	bs_lanes x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	x += y;
	memcpy(sum, &x, sizeof x);
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
	/* lower than any sum, and still they fit */
	static const int16_t bar[BS_STRIDE] = {[BS_NSTATE] = NO_STATE, NO_STATE, NO_STATE};
	int16_t sum[BS_STRIDE], rival[BS_STRIDE], top;
	unsigned b, best = 0;

	for (b = 0; b < BS_STRIDE; b++)
		sum[b] = (int16_t)(score[b] + back[b] + bar[b]);
	top = greatest(sum);
	while (sum[best] != top)
		best++;
	for (b = 0; b < BS_STRIDE; b++)
		rival[b] = (int16_t)((sum[b] & bs_block_rival[best][b]) |
				     (INT16_MIN & ~bs_block_rival[best][b]));
	*margin = top - greatest(rival);
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
