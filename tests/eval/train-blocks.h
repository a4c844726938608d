/*
 * train-blocks.h: pages and the model learnt of them.
 *
 * A conditional random field whose states are only partly labelled
 * (Täckström et al. 2013, "Token and type constraints"): the
 * gradient is the expectation under the labels' constraint less the one
 * without, by AdaGrad (Duchi, Hazan and Singer 2011) with L2.  The latter is
 * augmented by the words that a wrong state would cost (softmax-margin:
 * Gimpel and Smith 2010), since words are what the result is measured in.
 *
 * Ownership: pages and their lines are the caller's.  Time is linear in the
 * lines, the epochs and the features of a line.
 */
#ifndef TRAIN_BLOCKS_H
#define TRAIN_BLOCKS_H

#include "normalize/block_model.h"

struct blocks_line {
	uint16_t mask; /* bit set of states that the label allows */
	bool scored, content;
	uint32_t nword;
	bool ended; /* by bs_page_view_end */
	uint16_t *f;
	size_t nf;
};

struct blocks_page {
	char *name, *group;
	unsigned fold;
	struct blocks_line *line;
	size_t n, cap;
	char **label;
	struct bs_buf text;
	double weight;
};

/* Zero-initialise but for l2 and cost. */
struct blocks_crf {
	double w[BS_NFEATURE][BS_NEMIT], t[BS_NSTATE][BS_NSTATE]; /* features, transitions */
	double l2, cost;                                          /* cost: of a word */
	/* private: sums of squared gradients, and of weights; the step */
	double wg[BS_NFEATURE][BS_NEMIT], tg[BS_NSTATE][BS_NSTATE];
	double wsum[BS_NFEATURE][BS_NEMIT], tsum[BS_NSTATE][BS_NSTATE];
	double rate;
};

static inline uint32_t
blocks_random(uint32_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x;
}

/* Title, body, heading or list. */
bool blocks_is_core(unsigned state);

/* Train on all pages but those of fold `left_out`. */
void blocks_crf_train(struct blocks_crf *m, const struct blocks_page *page, size_t npage,
    unsigned left_out, unsigned epochs);

/* Viterbi with the weights as they are: the state of each line of the page. */
void blocks_crf_decode(const struct blocks_crf *m, const struct blocks_page *p, uint8_t *state);

#endif
