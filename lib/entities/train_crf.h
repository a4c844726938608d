/*
 * train_crf: the linear-chain conditional random field over a sentence's
 * label scores (Lafferty, McCallum, Pereira 2001): likelihood and
 * gradients.  Labels that cannot follow each other have no weight.
 */
#ifndef BROADSHEET_TRAIN_CRF_H
#define BROADSHEET_TRAIN_CRF_H

#include "entities/model.h"

struct bs_crf {
	float t[BS_NSTATE][BS_NSTATE]; /* score of b after a; a = BS_OUT stands for the start too */
};

struct bs_crf_pass {
	size_t cap;
	float *alpha, *beta, *x; /* [n][PAD] */
};

void bs_crf_pass_free(struct bs_crf_pass *p);

/* e is the scores, [n][BS_NLABEL].  Returns the log-likelihood of gold, writes its gradient
 * by the scores to de and adds that by the transitions to dt. */
double bs_crf_learn(const struct bs_crf *c, struct bs_crf_pass *p, const float *e, size_t n,
    const uint8_t *gold, float *de, struct bs_crf *dt);

/* exp and log by polynomials: the same bits wherever floats are IEEE. */
float bs_expf(float x);
double bs_log(double x);

#endif
