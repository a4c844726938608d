/* block_model: the best classes of a page's blocks; see block_model.h */
#include "normalize/block_model.h"

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

/* Before the article, in it, after it. */
static int
place_of(unsigned state)
{
	return state <= BS_STATE_CAPTION0 ? 0 : state <= BS_STATE_GAP ? 1 : 2;
}

bool
bs_block_may_follow(unsigned a, unsigned b)
{
	int from = a == BS_NSTATE ? 0 : place_of(a), to = place_of(b);

	if (from == 0 && to == 1) /* it begins with something of its own */
		return b == BS_STATE_BODY || b == BS_STATE_HEADING || b == BS_STATE_LIST;
	return to == from || (from == 1 && to == 2);
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

enum { IMPOSSIBLE = INT32_MIN / 4 };

void
bs_block_decode(const struct bs_page_view *v, size_t n, struct bs_arena *arena, uint8_t *state)
{
	uint8_t(*from)[BS_NSTATE] = bs_arena_alloc(arena, (n + 1) * sizeof *from);
	int32_t score[BS_NSTATE], next[BS_NSTATE], emit[BS_EMIT_STRIDE];
	unsigned a, b, best;
	size_t i;

	if (n == 0)
		return;
	emission(v, 0, emit);
	for (b = 0; b < BS_NSTATE; b++)
		score[b] = bs_block_may_follow(BS_NSTATE, b) ? emit[emits[b]] : IMPOSSIBLE;
	for (i = 1; i < n; i++) {
		int32_t top = IMPOSSIBLE;

		emission(v, i, emit);
		for (b = 0; b < BS_NSTATE; b++) {
			next[b] = IMPOSSIBLE;
			from[i][b] = 0;
			for (a = 0; a < BS_NSTATE; a++) {
				int32_t s = score[a] + bs_block_transition[a][b];

				if (s > next[b] && bs_block_may_follow(a, b)) {
					next[b] = s;
					from[i][b] = (uint8_t)a;
				}
			}
			next[b] += next[b] == IMPOSSIBLE ? 0 : emit[emits[b]];
			top = next[b] > top ? next[b] : top;
		}
		for (b = 0; b < BS_NSTATE; b++) /* the best stays 0: no overflow on any page */
			score[b] = next[b] - top < IMPOSSIBLE ? IMPOSSIBLE : next[b] - top;
	}
	for (best = 0, b = 1; b < BS_NSTATE; b++)
		if (score[b] > score[best])
			best = b;
	for (i = n; i-- > 0; best = from[i][best])
		state[i] = (uint8_t)best;
}
