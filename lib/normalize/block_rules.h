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

#define BS_CUE(c) (1U << BS_CUE_##c)

/* Set the class, why and percent of every block from the states of the model. */
void bs_block_rules(struct bs_page *page, const uint8_t *state, const uint8_t *percent);

/* Then what only the page as a whole can tell: one title and its copies, the lines between it and
 * the text, a signature behind it, small things beside others. */
void bs_block_edges(struct bs_page *page);

/* Of the blocks that these left in the article, those that repeat its words. */
void bs_block_pullquotes(struct bs_page *page);

/* Has the block a name of two words, or a byline's phrase? */
bool bs_block_names_someone(const struct bs_page *page, size_t i);

static inline void
bs_block_set(struct bs_page *page, size_t i, enum bs_block_class cls, const char *why)
{
	page->block[i].cls = cls;
	page->block[i].why = why;
	page->block[i].percent = -1;
}

static inline bool
bs_block_starts_with(const struct bs_block_facts *f, uint32_t cues)
{
	return ((f->cue[BS_WHERE_WHOLE] | f->cue[BS_WHERE_START]) & cues) != 0;
}

static inline bool
bs_block_is_sentence(const struct bs_block_facts *f)
{
	return f->end == BS_END_STOP || f->end == BS_END_ASK || f->end == BS_END_STOP_QUOTE ||
	       f->end == BS_END_ELLIPSIS;
}

#endif
