/*
 * blocks: cutting a text into blocks and measuring them.
 *
 * Private to lib/normalize.  Units: bytes of the clean text.  Everything is
 * in the caller's arena.  Linear.
 */
#ifndef BS_NORMALIZE_BLOCKS_H
#define BS_NORMALIZE_BLOCKS_H

#include "broadsheet/date.h"
#include "normalize/block_words.h"
#include "normalize/structure.h"

/* What a block starts with. */
enum {
	BS_HEAD_UPPER,
	BS_HEAD_LOWER,
	BS_HEAD_DIGIT,
	BS_HEAD_QUOTE,
	BS_HEAD_BULLET,
	BS_HEAD_BRACKET,
	BS_HEAD_SYMBOL,
	BS_HEAD_WIDE,
	BS_NHEAD
};
/* What it ends with. */
enum {
	BS_END_WORD,
	BS_END_STOP,
	BS_END_ASK,
	BS_END_COLON,
	BS_END_COMMA,
	BS_END_STOP_QUOTE,
	BS_END_QUOTE,
	BS_END_BRACKET,
	BS_END_ELLIPSIS,
	BS_END_SYMBOL,
	BS_NEND
};

enum { BS_NO_DATE, BS_HAS_DATE, BS_IS_DATE };

/* Words of a block that are looked at one by one; more of a longer block change no class. */
enum { BS_SAMPLE = 40 };

struct bs_block_facts {
	uint64_t hash; /* of the sample's words and the length in words */
	uint32_t nword;
	uint8_t nsample;
	uint8_t group[BS_NGROUP]; /* words of the sample in each group; STOP: of any language */
	uint8_t ncapital, nupper, nnumber;             /* capitals: without the first word */
	uint8_t nsentence, ncomma, nquote, npipe, nat; /* in the sample */
	uint8_t head, end;
	uint8_t date; /* BS_NO_DATE, ... */
	bool url;
	uint8_t before, after;      /* blocks with the same hash, up to 255 */
	uint32_t cue[BS_NWHERE];    /* bit sets of cues */
	uint32_t date_at, date_len; /* from the block's start */
	uint32_t word_at;           /* the sample's words: page->word[word_at..] */
	uint32_t sampled;           /* bytes of the block that they are from */
	uint8_t nkey;               /* words of the sample that are in no list */
	uint8_t topic; /* share of them that the main text has too, 0 to 5 (block_features.c) */
	struct bs_date when;
};

struct bs_page {
	struct bs_span text;
	struct bs_block *block;
	struct bs_block_facts *facts; /* one a block */
	size_t n;
	uint32_t language[BS_LANGUAGES]; /* words met of each */
	size_t nword;
	uint32_t *word; /* of each sampled word 31 bits of the hash; bit 0: it is in no list */
	size_t word_cap, sampled;
	struct bs_arena *arena;
	bool continued, more; /* as in bs_structure_options */
};

/* Cut page->text (set by the caller, as is the arena) into blocks, all body. */
void bs_blocks_cut(struct bs_page *page, enum bs_structure_as as);

/* Fill in page->facts and the languages. */
void bs_blocks_measure(struct bs_page *page);

/* The hash that a block of fewer than BS_SAMPLE words has in its facts. */
uint64_t bs_block_hash(struct bs_span s);

/* The text of block i. */
static inline struct bs_span
bs_page_block(const struct bs_page *page, size_t i)
{
	return bs_span_cut(page->text, page->block[i].start, page->block[i].stop);
}

/* Bytes of the page from there on, to its end. */
static inline size_t
bs_page_room(const struct bs_page *page, size_t i)
{
	return page->text.n - page->block[i].start;
}

#endif
