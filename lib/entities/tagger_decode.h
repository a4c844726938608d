/*
 * tagger_decode: from label scores to labels and probabilities: Viterbi, and
 * the forward and backward sums of a linear-chain CRF.
 *
 * Scores are integers, BS_SCORE to a nat, so e to their power comes from a
 * table.  Inside, labels stand by place and then class, four classes to a
 * register; only the transitions that can be (bs_label_follows) are computed.
 * Linear in the sentence.
 */
#ifndef BROADSHEET_TAGGER_DECODE_H
#define BROADSHEET_TAGGER_DECODE_H

#include "entities/model.h"

enum { BS_EXP_STEPS = 24 * BS_SCORE }; /* what is less than e^-24 counts as that */

struct bs_decoder; /* tables and the sentence at hand */

struct bs_decoder *bs_decoder_new(const struct bs_model *m);
void bs_decoder_free(struct bs_decoder *d);

/* Take a sentence's scores.  The other calls are about the sentence last taken. */
void bs_decode_load(struct bs_decoder *d, const int16_t (*e)[BS_NLABEL], size_t n);

/* The best labels. */
void bs_decode_best(struct bs_decoder *d, uint8_t *label);

/* The sums that the two calls below read. */
void bs_decode_sums(struct bs_decoder *d);

/* Probability of each class, and of being outside, at a token. */
void bs_decode_mass(const struct bs_decoder *d, size_t token, float mass[5]);

/* Calibrated probability that tokens first .. last are the name that label says. */
float bs_decode_p(const struct bs_decoder *d, const uint8_t *label, size_t first, size_t last);

#endif
