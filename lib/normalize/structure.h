/*
 * structure: the blocks of one page, what each of them is, and what the page
 * says of itself.
 *
 * The text comes in clean (UTF-8, quotation marks directed, line ends \n,
 * hard-wrapped lines joined, blank lines kept).  It is cut into blocks, each
 * block is measured (blocks.h), a linear-chain model over the blocks tells
 * article from page and names the classes (block_model.h), rules see to what
 * a model of lines cannot know: titles met twice, pull quotes, teasers and
 * comments after the end (block_rules.h).
 *
 * Ownership: everything found is in the caller's arena or static.  Units:
 * bytes of the clean text.  The text is valid UTF-8 (normalize saw to that); nothing fails.
 * Time is linear in the text.
 */
#ifndef BS_NORMALIZE_STRUCTURE_H
#define BS_NORMALIZE_STRUCTURE_H

#include "broadsheet/mem.h"

enum bs_structure_as {
	BS_AS_ARTICLE, /* classes from the model and the rules */
	BS_AS_TEXT,    /* paragraphs, all body */
	BS_AS_LINES    /* lines, all body */
};

enum bs_block_class {
	BS_BLOCK_TITLE,
	BS_BLOCK_HEADING,
	BS_BLOCK_BODY,
	BS_BLOCK_LIST,
	BS_BLOCK_CAPTION,
	BS_BLOCK_BYLINE,
	BS_BLOCK_DATE,
	BS_BLOCK_PULLQUOTE,
	BS_BLOCK_RELATED,
	BS_BLOCK_COMMENT,
	BS_BLOCK_BOILERPLATE,
	BS_BLOCK_NCLASS
};

/* "title", "heading", ... */
const char *bs_block_class_name(enum bs_block_class c);

/*
 * Every byte of the text that is not white space lies in exactly one block;
 * blocks stand in order and neither begin nor end with white space.
 */
struct bs_block {
	size_t start, stop;
	enum bs_block_class cls;
	const char *why; /* rule: static */
	int percent;     /* confidence for "why@0.PP", 0 to 100; -1: none */
};

/* What the page says of itself: class title, author, date, outlet, language. */
struct bs_finding {
	const char *cls;      /* static */
	struct bs_span value; /* the key of the meta row: cleaned, ISO 8601, ISO 639-1 */
	size_t start, stop;   /* its evidence; 0 and the text's length: the whole of it */
	const char *why;      /* static */
	int percent;          /* as in bs_block */
};

struct bs_known_blocks; /* blocks that an outlet repeats: learn.h */

struct bs_structure_options {
	enum bs_structure_as as;
	struct bs_span outlet;               /* known already; empty: find out */
	const struct bs_known_blocks *known; /* may be NULL */
	bool continued; /* the text goes on from another, amid the article: no meta */
	bool more;      /* and another goes on from it */
};

struct bs_structure {
	struct bs_block *block;
	size_t nblock;
	struct bs_finding *meta;
	size_t nmeta;
};

/* Look at `text`.  *out points into `arena`; the spans in it into text or arena. */
void bs_structure_find(struct bs_structure *out, struct bs_span text,
    const struct bs_structure_options *o, struct bs_arena *arena);

#endif
