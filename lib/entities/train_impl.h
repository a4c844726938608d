/* train_impl: what a trainer holds; private to train.c and train_score.c. */
#ifndef BROADSHEET_TRAIN_IMPL_H
#define BROADSHEET_TRAIN_IMPL_H

#include "entities/train.h"
#include "entities/train_crf.h"
#include "entities/train_features.h"
#include "entities/train_net.h"
#include "entities/train_write.h"

struct bs_trainer {
	struct bs_train_options o;
	struct bs_span lexicon, from_bytes;
	struct bs_model from; /* head is NULL where there is none */
	struct bs_train_data data;
	struct bs_corpus text, draft, *dev;
	size_t ndev, dev_cap;
	unsigned nsource;
	unsigned *weight; /* of each document */
	size_t nweight, weight_cap;
	size_t *order; /* of an epoch */
	size_t norder, order_cap;
	struct bs_dict dict;
	struct bs_train_sent sent;
	float *w, *wsq, *wsum; /* features: weights, squared gradients, sums for the mean */
	struct bs_net net, netg, netsq, netsum;
	struct bs_crf crf, crfg, crfsq, crfsum;
	struct bs_net_pass pass;
	struct bs_crf_pass chain;
	size_t count; /* sentences learned */
	unsigned epoch, nsum;
	bool started;
};

#endif
