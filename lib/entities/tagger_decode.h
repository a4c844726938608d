/*
 * tagger_decode: from label scores to labels and probabilities: Viterbi, and
 * the forward and backward sums of a linear-chain CRF.  Scores are integers,
 * BS_SCORE to a nat, so e to their power comes from a table.
 */
#ifndef BROADSHEET_TAGGER_DECODE_H
#define BROADSHEET_TAGGER_DECODE_H

#include "entities/model.h"

enum { BS_EXP_STEPS = 32 * BS_SCORE }; /* beyond e^-32 nothing counts */

struct bs_decoder {
	const struct bs_model *m;
	float exp[BS_EXP_STEPS];
	float follow[BS_NSTATE][BS_NSTATE]; /* e to the transitions' power, 0 where not allowed */
	uint8_t (*from)[BS_NSTATE];
	float (*x)[BS_NSTATE], (*alpha)[BS_NSTATE], (*beta)[BS_NSTATE];
	float *scale;
	size_t n, cap;
};

void bs_decoder_init(struct bs_decoder *d, const struct bs_model *m);
void bs_decoder_free(struct bs_decoder *d);

/* The best labels of n tokens.  O(n). */
void bs_decode_best(struct bs_decoder *d, const int32_t (*e)[BS_NLABEL], size_t n,
    uint8_t *label);

/* The sums bs_decode_p reads. */
void bs_decode_sums(struct bs_decoder *d, const int32_t (*e)[BS_NLABEL], size_t n);

/* Calibrated probability that tokens first .. last are the name that label says. */
float bs_decode_p(const struct bs_decoder *d, const uint8_t *label, size_t first, size_t last);

#endif
