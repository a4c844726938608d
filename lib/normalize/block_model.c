/* block_model: the best classes of a page's blocks; see block_model.h */
#include "normalize/block_model.h"

#include <math.h>

static const uint8_t emits[BS_NSTATE] = {
    [BS_STATE_PRE] = BS_EMIT_PRE,         [BS_STATE_TITLE] = BS_EMIT_TITLE,
    [BS_STATE_BYLINE0] = BS_EMIT_BYLINE,  [BS_STATE_DATE0] = BS_EMIT_DATE,
    [BS_STATE_CAPTION0] = BS_EMIT_CAPTION, [BS_STATE_BODY] = BS_EMIT_BODY,
    [BS_STATE_HEADING] = BS_EMIT_HEADING, [BS_STATE_LIST] = BS_EMIT_LIST,
    [BS_STATE_CAPTION] = BS_EMIT_CAPTION, [BS_STATE_BYLINE] = BS_EMIT_BYLINE,
    [BS_STATE_DATE] = BS_EMIT_DATE,       [BS_STATE_GAP] = BS_EMIT_GAP,
    [BS_STATE_POST] = BS_EMIT_POST,
};

unsigned
bs_block_emits(unsigned state)
{
	return emits[state];
}

/* Sum of the weights of the block's features, for each class. */
static void
emission(const struct bs_page_view *v, size_t i, int32_t *sum)
{
	uint16_t f[BS_MAX_ACTIVE];
	size_t n = bs_block_features(v, i, f), k;
	unsigned e;

	for (e = 0; e < BS_EMIT_STRIDE; e++)
		sum[e] = 0;
	for (k = 0; k < n; k++)
		for (e = 0; e < BS_EMIT_STRIDE; e++)
			sum[e] += bs_block_weight[f[k]][e];
}

enum { IMPOSSIBLE = -(1 << 28) };

/* Scores with the best at 0, so that no page is long enough for an overflow. */
static void
level(int32_t *score)
{
	int32_t top = IMPOSSIBLE;
	unsigned b;

	for (b = 0; b < BS_NSTATE; b++)
		top = score[b] > top ? score[b] : top;
	for (b = 0; b < BS_NSTATE; b++)
		score[b] = score[b] - top < IMPOSSIBLE ? IMPOSSIBLE : score[b] - top;
}

/* Best score of a path up to each block and state. */
static void
forward(const struct bs_page_view *v, size_t n, int32_t (*score)[BS_NSTATE], int32_t (*emit)[BS_NEMIT])
{
	int32_t sum[BS_EMIT_STRIDE];
	unsigned a, b;
	size_t i;

	for (i = 0; i < n; i++) {
		emission(v, i, sum);
		memcpy(emit[i], sum, sizeof *emit);
		for (b = 0; b < BS_NSTATE; b++) {
			int32_t best = IMPOSSIBLE;

			if (i == 0)
				best = bs_block_may_follow(BS_NSTATE, b) ? 0 : IMPOSSIBLE;
			else
				for (a = 0; a < BS_NSTATE; a++) {
					int32_t s = score[i - 1][a] + bs_block_transition[a][b];

					best = s > best ? s : best;
				}
			score[i][b] = best + sum[emits[b]];
		}
		level(score[i]);
	}
}

/* The margin in 1/64 nat as a probability in percent. */
static uint8_t
confidence(int32_t margin)
{
	double p = 100 / (1 + exp(-margin / 64.0));

	return (uint8_t)(p > 99 ? 99 : p);
}

void
bs_block_decode(const struct bs_page_view *v, size_t n, struct bs_arena *arena, uint8_t *state,
    uint8_t *percent)
{
	int32_t(*score)[BS_NSTATE] = bs_arena_alloc(arena, (n + 1) * sizeof *score);
	int32_t(*emit)[BS_NEMIT] = bs_arena_alloc(arena, (n + 1) * sizeof *emit);
	int32_t back[BS_NSTATE] = {0}, next[BS_NSTATE], second;
	unsigned a, b, best;
	size_t i;

	forward(v, n, score, emit);
	for (i = n; i-- > 0;) {
		/* The best path through each state: its best half before, its best half behind. */
		for (best = 0, b = 1; b < BS_NSTATE; b++)
			if (score[i][b] + back[b] > score[i][best] + back[best])
				best = b;
		for (second = IMPOSSIBLE, b = 0; b < BS_NSTATE; b++)
			if (emits[b] != emits[best] && score[i][b] + back[b] > second)
				second = score[i][b] + back[b];
		state[i] = (uint8_t)best;
		percent[i] = confidence(score[i][best] + back[best] - second);
		for (a = 0; a < BS_NSTATE; a++) {
			next[a] = IMPOSSIBLE;
			for (b = 0; b < BS_NSTATE; b++) {
				int32_t s = back[b] + emit[i][emits[b]] + bs_block_transition[a][b];

				next[a] = s > next[a] ? s : next[a];
			}
		}
		level(next);
		memcpy(back, next, sizeof back);
	}
}
