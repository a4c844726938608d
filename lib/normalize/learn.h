/*
 * learn: blocks that repeat across the documents of one outlet.
 *
 * `normalize --learn FILE` counts in how many documents each block occurs and
 * writes those met in at least BS_LEARN_DOCS documents (and a tenth of the
 * outlet's) as lines "OUTLET TAB HASH TAB DOCUMENTS"; `--boilerplate FILE`
 * reads them back, and the structure calls such blocks boilerplate.
 *
 * A block's hash is the key of its row (bs_words_key), so that a list can be made
 * from rows, too.
 */
#ifndef BS_NORMALIZE_LEARN_H
#define BS_NORMALIZE_LEARN_H

#include "broadsheet/mem.h"

#include <stdint.h>

struct bs_known_blocks;
struct bs_learner;
struct bs_structure;

struct bs_learner *bs_learner_new(void);
void bs_learner_free(struct bs_learner *l);
/* Count the blocks of one document. */
void bs_learner_add(struct bs_learner *l, struct bs_span outlet, struct bs_span text,
    const struct bs_structure *s);
/* Append the list, sorted bytewise. */
void bs_learner_write(const struct bs_learner *l, struct bs_buf *out);

/* Read a list (whole file); *bad counts the lines that are none.  Caller frees. */
struct bs_known_blocks *bs_known_blocks_read(struct bs_span file, size_t *bad);
void bs_known_blocks_free(struct bs_known_blocks *k);
/* Documents in which the outlet (or "." for any) had the block; 0 if unknown. */
uint32_t bs_known_blocks_find(const struct bs_known_blocks *k, struct bs_span outlet, struct bs_span key);

#endif
