/*
 * train_net: the dense half of the tagger while it learns, in floats.
 *
 *	x    a word: its vector, one-hot case, two learned affix vectors
 *	h    = max(0, W1 [x-2 .. x+2] + b)          BS_NET_H units
 *	e    = U [h-1, h, h+1]                      one score a label
 *
 * (Collobert and others, "Natural Language Processing (Almost) from Scratch",
 * 2011, window approach.)  The first layer is linear in each word of the
 * window, so the tagger can keep its five products per word form: the net
 * costs additions at run time.  The arithmetic is in a fixed order, eight
 * lanes wide, with no fused multiply-add: the same bytes on every machine
 * with IEEE floats.
 */
#ifndef BROADSHEET_TRAIN_NET_H
#define BROADSHEET_TRAIN_NET_H

#include "entities/model.h"
#include "entities/wide.h"

struct bs_net {
	float *w1;        /* [BS_OFFSETS * BS_NET_X][BS_NET_H] */
	float *b1;        /* [BS_NET_H] */
	float *u;         /* [3 * BS_NET_H][BS_NLABEL] */
	float *suf, *pre; /* [BS_NET_AFFIX][BS_NET_AFFIX_DIM] */
	float *all;       /* they lie here one after another: nparam floats */
	size_t nparam;
};

void bs_net_new(struct bs_net *n);
void bs_net_free(struct bs_net *n);
/*
 * A net is that of several members side by side (train.h): each has its share of the hidden units
 * and of the affix vectors' numbers, and sees no other's.
 */
struct bs_net_part {
	size_t unit, units;    /* its first hidden unit, how many */
	size_t affix, affixes; /* its first number of affix vectors, how many */
};

/* The share of member i of n, which divides BS_NET_H and BS_NET_AFFIX_DIM. */
struct bs_net_part bs_net_part(size_t i, size_t n);
/* Small deterministic random weights, for so many members. */
void bs_net_seed(struct bs_net *n, uint64_t seed, size_t members);

/* What a sentence needs between forward and backward; grows, reusable. */
struct bs_net_pass {
	size_t n, cap;
	float *x;      /* [n + 4][BS_NET_X], edges first and last */
	float *h, *dh; /* [n + 2][BS_NET_H] */
	float *keep;   /* [n][BS_NET_H] dropout mask, 0 or 1 / (1 - p) */
	float *e, *de; /* [n][BS_NLABEL] */
};

void bs_net_pass_reserve(struct bs_net_pass *p, size_t n);
void bs_net_pass_free(struct bs_net_pass *p);

/* The input vector of a word, for a member. */
void bs_net_word(const struct bs_net *n, const struct bs_net_part *part, const struct bs_lexicon *x,
    const struct bs_word *w, float out[BS_NET_X]);

/* x (and keep) given, fill h and e. */
void bs_net_forward(const struct bs_net *n, struct bs_net_pass *p);
/* de given, add the gradients to g; w are the sentence's words. */
void bs_net_backward(const struct bs_net *n, struct bs_net_pass *p, const struct bs_word *const *w,
    struct bs_net *g);

#endif
