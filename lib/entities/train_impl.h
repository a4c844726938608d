/* train_impl: what a trainer holds; private to train.c and train_score.c. */
#ifndef BROADSHEET_TRAIN_IMPL_H
#define BROADSHEET_TRAIN_IMPL_H

#include "entities/train.h"
#include "entities/train_crf.h"
#include "entities/train_features.h"
#include "entities/train_net.h"
#include "entities/train_write.h"

struct bs_dev {
	struct bs_span name;
	struct bs_corpus text;
};

struct bs_trainer {
	struct bs_train_options o;
	struct bs_span lexicon, from_bytes;
	struct bs_model from; /* head is NULL where there is none */
	struct bs_train_data data;
	struct bs_corpus text, draft;
	struct bs_dev *dev;
	size_t ndev, dev_cap;
	unsigned nsource;
	unsigned *weight; /* of each document */
	size_t nweight, weight_cap;
	size_t *order; /* of an epoch */
	size_t norder, order_cap;
	struct bs_dict dict;
	struct bs_train_sent sent;
	float *w, *wsq,
	    *wsum; /* features: weights, squared gradients, sums of members that have learned */
	struct bs_net net, netg, netsq;
	struct bs_net_part part; /* of the member that learns */
	struct bs_crf crf, crfg, crfsq, crfsum;
	struct bs_net_pass pass;
	struct bs_crf_pass chain;
	float slope[4], offset[4];        /* calibration */
	size_t count;                     /* sentences learned */
	unsigned epoch, members, nsum;    /* nsum: members that have learned */
	bool started, resting, fit_given; /* resting: between two members */
};

/* train_score.c: append the scores of a model on a dev text; fit probabilities to all of them and
 * append what was fitted. */
void bs_train_score(
    const struct bs_trainer *t, struct bs_span model, size_t dev, struct bs_buf *report);
void bs_train_fit(struct bs_trainer *t, struct bs_span model, struct bs_buf *report);

#endif
