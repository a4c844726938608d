/*
 * learn: blocks that repeat across the documents of one outlet.
 *
 * `normalize --learn FILE` counts in how many documents of its outlet each
 * block occurs and writes those met in at least three of them, and in a tenth
 * of all, as lines "OUTLET TAB KEY TAB DOCUMENTS" (`.` for documents without
 * an outlet); `--boilerplate FILE` reads them back, and the structure calls
 * such blocks boilerplate.  KEY is the key of the block's row (bs_words_key),
 * so a list can be made from rows by hand, too.
 *
 * Time is linear in the text; memory in the number of different blocks.
 */
#ifndef BS_NORMALIZE_LEARN_H
#define BS_NORMALIZE_LEARN_H

#include "normalize/structure.h"

#include <stdint.h>

struct bs_known_blocks;
struct bs_learner;

/* The caller frees. */
struct bs_learner *bs_learner_new(void);
void bs_learner_free(struct bs_learner *l);

/* Count the blocks of one document, or of more of the last one; an empty outlet is ".". */
void bs_learner_add(struct bs_learner *l, struct bs_span outlet, struct bs_span text,
    const struct bs_structure *s, bool continued);

/* Append the list, sorted bytewise. */
void bs_learner_write(const struct bs_learner *l, struct bs_buf *out);

/* Read a list (whole file); bad is told the number of each line that is none.  The caller frees. */
struct bs_known_blocks *bs_known_blocks_read(
    struct bs_span file, void (*bad)(void *arg, uint64_t line), void *arg);
void bs_known_blocks_free(struct bs_known_blocks *k);

/* Documents in which the outlet had a block of that key; 0 if none. */
uint64_t bs_known_blocks_find(
    const struct bs_known_blocks *k, struct bs_span outlet, struct bs_span key);

/* Call the blocks of s that the outlet is known to repeat boilerplate, titles aside. */
void bs_known_blocks_mark(const struct bs_known_blocks *k, struct bs_span outlet,
    struct bs_span text, struct bs_structure *s);

#endif
