/*
 * train_write: learned floats to the bytes of a model (model.h): weights
 * rounded to the tagger's units, the least useful features left out, the rest
 * laid into buckets.  Deterministic.
 */
#ifndef BROADSHEET_TRAIN_WRITE_H
#define BROADSHEET_TRAIN_WRITE_H

#include "entities/train_crf.h"
#include "entities/train_net.h"

struct bs_learned {
	const uint64_t *key; /* of each feature; 0: left out */
	const float *w;      /* [nfeature][BS_NLABEL] */
	size_t nfeature;
	const struct bs_net *net;
	const struct bs_crf *crf;
	struct bs_span lexicon;    /* as bs_lexicon_build made it */
	float name_bias;           /* added to every label of a name: recall for precision */
	float slope[4], offset[4]; /* calibration */
	const char *made;          /* a line on how it was made */
	const struct bs_model
	    *from; /* or NULL; the model whose features stay where none of these is */
};

/* Append the model's bytes; at most max_features features, those of the largest weights. */
void bs_model_write(const struct bs_learned *l, size_t max_features, struct bs_buf *out);

#endif
