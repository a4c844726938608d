/*
 * block_model: which blocks are the article, and what each of them is.
 *
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira
 * 2001) over the blocks of a page, as text extraction uses it (Marek, Pecina
 * and Spousta 2007, "Web page cleaning with conditional random fields").  Its
 * states are classes before, inside and after the article; a page goes
 * through these in this order, so that a teaser after the end cannot be the
 * article again.  Features are counted in bins; weights are small integers
 * (1/64 nat) from lib/data/block-weights.tsv, the work of
 * tests/eval/train-blocks.c, which shares every line of this with normalize.
 *
 * Linear in the number of blocks.
 */
#ifndef BS_NORMALIZE_BLOCK_MODEL_H
#define BS_NORMALIZE_BLOCK_MODEL_H

#include "normalize/blocks.h"

/* What a state emits: its class, or noise of one of three places. */
enum {
	BS_EMIT_PRE,
	BS_EMIT_GAP,
	BS_EMIT_POST,
	BS_EMIT_TITLE,
	BS_EMIT_BYLINE,
	BS_EMIT_DATE,
	BS_EMIT_CAPTION,
	BS_EMIT_HEADING,
	BS_EMIT_BODY,
	BS_EMIT_LIST,
	BS_NEMIT,
	BS_STRIDE = 16
};

enum {
	BS_STATE_PRE,
	BS_STATE_TITLE,
	BS_STATE_BYLINE0,
	BS_STATE_DATE0,
	BS_STATE_CAPTION0,
	BS_STATE_BODY,
	BS_STATE_HEADING,
	BS_STATE_LIST,
	BS_STATE_CAPTION,
	BS_STATE_BYLINE,
	BS_STATE_DATE,
	BS_STATE_GAP,
	BS_STATE_POST,
	BS_NSTATE
};

/* Families of features and their numbers of bins. */
/* clang-format off */
#define BS_FEATURES(X) \
	X(bias, 1) X(length, 12) X(head, 8) X(head_length, 32) X(end, 10) X(end_length, 40) \
	X(stop, 18) X(capital, 24) X(upper, 8) X(number, 4) X(sentence, 4) X(comma, 3) X(quote, 3) \
	X(pipe, 3) X(at, 2) X(url, 2) X(you, 6) X(ui, 12) X(said, 4) X(month, 2) X(site, 4) \
	X(whole, 19) X(start, 38) X(any, 38) X(tail, 38) X(plain, 4) X(date, 6) X(copy, 18) \
	X(from_start, 8) X(from_end, 8) X(previous, 64) X(next, 64) X(previous2, 64) X(next2, 64) \
	X(around, 64) X(window, 48) X(before, 56) X(after, 56) X(run, 32) X(noise, 32) X(like, 16) \
	X(introduced, 8) X(nearest, 64) X(previous_whole, 19) X(next_whole, 19) \
	X(previous_start, 19) X(after_furniture, 24) X(topic, 48) X(since_related, 64) \
	X(since_comment, 64) X(since_furniture, 64) X(pairs, 24) X(ended, 16) X(figures, 16)
/* clang-format on */

enum {
#define X(name, bins) BS_F_##name, BS_F_last_##name = BS_F_##name + (bins)-1,
	BS_FEATURES(X)
#undef X
	    BS_NFEATURE,
	BS_MAX_ACTIVE = 96, /* features of one block */
	BS_MAX_WEIGHT = 32767 / BS_MAX_ACTIVE
};

/* Of each state; those of lanes behind the last state are the first state's again. */
typedef int16_t bs_lanes __attribute__((vector_size(2 * BS_STRIDE)));
extern const bs_lanes bs_block_weight[BS_NFEATURE];
/* Transitions in 1/16 nat; BS_NEVER is that of one that may not be. */
enum { BS_NEVER = -12000 };
/* All bits set where two states are not of one class. */
extern const int16_t bs_block_rival[BS_NSTATE][BS_STRIDE];
extern const int16_t bs_block_transition[BS_NSTATE][BS_STRIDE];      /* from, to */
extern const int16_t bs_block_transition_back[BS_NSTATE][BS_STRIDE]; /* to, from */

/* Before the article, in it, after it. */
static inline int
bs_block_place(unsigned state)
{
	return state <= BS_STATE_CAPTION0 ? 0 : state <= BS_STATE_GAP ? 1 : 2;
}

/* May state b follow state a (BS_NSTATE: the page's beginning)? */
static inline bool
bs_block_may_follow(unsigned a, unsigned b)
{
	int from = a == BS_NSTATE ? 0 : bs_block_place(a), to = bs_block_place(b);

	if (from == 0 && to == 1) /* it begins with something of its own */
		return b == BS_STATE_BODY || b == BS_STATE_HEADING || b == BS_STATE_LIST;
	return to == from || (from == 1 && to == 2);
}

static inline unsigned
bs_block_emits(unsigned state)
{
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

	return emits[state];
}

/* What a block's features need to know of the page around it: made once a page. */
struct bs_page_view;
struct bs_page_view *bs_page_view_new(struct bs_page *page);

/* From which block on, by a rule, nothing is the article; the number of blocks if none. */
size_t bs_page_view_end(const struct bs_page_view *v);

/* May the page begin, end in that state?  Part of a long document is amid the article. */
bool bs_page_view_may_begin(const struct bs_page_view *v, unsigned state);
bool bs_page_view_may_end(const struct bs_page_view *v, unsigned state);

/* The features of block i, in out[BS_MAX_ACTIVE]; returns their number. */
size_t bs_block_features(const struct bs_page_view *v, size_t i, uint16_t *out);

/* The sum of their weights, in out[BS_STRIDE]: it fits, see BS_MAX_WEIGHT. */
void bs_block_sum(const struct bs_page_view *v, size_t i, int16_t *out);

/*
 * The states of the n blocks of a page on the best path (Viterbi); percent is
 * how sure each is, from the margin to the best path with another class there.
 */
void bs_block_decode(const struct bs_page_view *v, size_t n, struct bs_arena *arena, uint8_t *state,
    uint8_t *percent);

#endif
