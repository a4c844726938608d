/*
 * cluster: word vectors made small.  A maintainer's tool, not used at run
 * time: it turns a table of word vectors (GloVe's text form: a word and its
 * numbers on a line, commonest word first) into the lexicon of a model
 * (lexicon.h), which holds for each word
 *	- its class at three grains (k-means of the vectors; the coarser classes
 *	  are k-means of the finer ones' centres), and
 *	- a product code of its vector: BS_LEX_SUB parts, each the number of one
 *	  of 256 centres (Jegou, Douze, Schmid, "Product Quantization for Nearest
 *	  Neighbor Search", 2011).
 *
 * Vectors are brought to equal length first: direction is meaning, length
 * mostly frequency.  Everything is deterministic: seeds are the commonest
 * words, arithmetic is in a fixed order.
 */
#ifndef BROADSHEET_CLUSTER_H
#define BROADSHEET_CLUSTER_H

#include "broadsheet/mem.h"

#include <stdint.h>

/*
 * Lloyd's k-means of n points of dim floats (row by row), `rounds` rounds
 * over the first `sample` points, then every point's nearest centre in
 * `nearest`.  centre has room for k * dim floats.  Starts from k points spread
 * evenly over the sample.  O(rounds * sample * k * dim).
 */
void bs_kmeans(const float *point, size_t n, size_t sample, size_t dim, size_t k, int rounds,
    float *centre, uint16_t *nearest);

/*
 * Build a lexicon from the text of a vector table, of its first `max` words,
 * the first `coded` of which get codes of their own.  Words that the tokenizer
 * cannot give (with hyphens inside, mixed of letters and digits) are passed
 * over.  NULL, or what is wrong with the table.
 */
const char *bs_lexicon_build(struct bs_span table, size_t max, size_t coded, struct bs_buf *out);

#endif
