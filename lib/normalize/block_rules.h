/*
 * block_rules: from the model's states to the classes of the rows.
 *
 * The model knows article from page; what lies around the article is told
 * apart here: teasers and comments after the end, bylines and dates behind
 * it, lists and links inside it, the title where the model saw none, pull
 * quotes.  Private to lib/normalize; linear.
 */
#ifndef BS_NORMALIZE_BLOCK_RULES_H
#define BS_NORMALIZE_BLOCK_RULES_H

#include "normalize/block_model.h"

/* Set the class, why and percent of every block from the states of the model. */
void bs_block_rules(struct bs_page *page, const uint8_t *state, const uint8_t *percent);

/* Of the blocks that bs_block_rules left in the article, those that repeat its words. */
void bs_block_pullquotes(struct bs_page *page);

#endif
