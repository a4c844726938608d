/* uax29_table: the properties of Annex 29, made by lib/gen/uax29.c.  Private to segment. */
#ifndef BS_SEGMENT_UAX29_TABLE_H
#define BS_SEGMENT_UAX29_TABLE_H

#include <stdint.h>

/* Word_Break, and Sentence_Break behind it, in the order of the generator's lists. */
enum bs_wb {
	WB_OTHER,
	WB_CR,
	WB_LF,
	WB_NEWLINE,
	WB_EXTEND,
	WB_ZWJ,
	WB_FORMAT,
	WB_RI,
	WB_KATAKANA,
	WB_HEBREW,
	WB_LETTER,
	WB_SINGLE_QUOTE,
	WB_DOUBLE_QUOTE,
	WB_MIDNUMLET,
	WB_MIDLETTER,
	WB_MIDNUM,
	WB_NUMERIC,
	WB_EXTENDNUMLET,
	WB_SPACE
};
enum bs_sb {
	SB_OTHER,
	SB_CR,
	SB_LF,
	SB_SEP,
	SB_EXTEND,
	SB_FORMAT,
	SB_SP,
	SB_LOWER,
	SB_UPPER,
	SB_OLETTER,
	SB_NUMERIC,
	SB_ATERM,
	SB_SCONTINUE,
	SB_STERM,
	SB_CLOSE
};

/* A character's bits: 0-4 Word_Break, 5 Extended_Pictographic, 8-11 Sentence_Break. */
extern const uint8_t bs_uax29_block[0x110000 / 128];
extern const uint8_t bs_uax29_combo[][128];
extern const uint16_t bs_uax29_bits[];

static inline unsigned
bs_uax29_of(int32_t cp)
{
	return bs_uax29_bits[bs_uax29_combo[bs_uax29_block[cp / 128]][cp % 128]];
}

#endif
