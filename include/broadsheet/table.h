/*
 * table: word lists compiled into the program.
 *
 * Every lib/data/NAME.tsv (comment lines `#`, one header line, then rows; `.`
 * an empty cell) becomes `const struct bs_table bs_data_NAME` at build (by
 * lib/gen/table.c), `-` in NAME read as `_`.  Rows are sorted bytewise by
 * their first column, the key; equal keys stay in file order, next to each
 * other.  Look-up is one hash probe on static data, and less for most words
 * that are not there; nothing is built at start-up.
 *
 * Ownership: all is static and read-only; cells are views of it.  Units: rows
 * and columns from 0, offsets in bytes.  No errors: BS_NOROW where a key is
 * not there.
 */
#ifndef BROADSHEET_TABLE_H
#define BROADSHEET_TABLE_H

#include "broadsheet/span.h"

#include <stdint.h>

struct bs_table {
	uint32_t nrow, ncol, mask;
	const uint32_t *slot; /* hash -> first row of the key, +1 */
	const uint32_t *cell; /* nrow * ncol + 1 offsets into text */
	const char *text;
	const uint16_t *start; /* by first byte: bit n is set where a key has n bytes, 15 or more */
};

#define BS_NOROW UINT32_MAX

/* First row whose key is exactly `key`, or BS_NOROW. */
uint32_t bs_table_find(const struct bs_table *t, struct bs_span key);
/* The same with the capitals of ASCII in a word read as small letters; for keys of up to 24 bytes.
 */
uint32_t bs_table_find_word(const struct bs_table *t, struct bs_span word);
/* The next row with the same key, or BS_NOROW. */
uint32_t bs_table_next(const struct bs_table *t, uint32_t row);
/* A cell; empty where the file has `.`. */
struct bs_span bs_table_cell(const struct bs_table *t, uint32_t row, uint32_t col);

/*
 * A long list of which only membership is asked (SETS in the Makefile): 32
 * bits of hash a word, a quarter of the table's size.  A word that is not in
 * the list passes for one of it once in some 2^30 look-ups.
 */
struct bs_wordset {
	uint32_t nslot;
	const uint32_t *slot; /* bits of the hash of a word; 0 where none stands */
};

/* Where the search for a hash begins, and the bits of it that a slot holds. */
static inline uint32_t
bs_wordset_at(uint64_t hash, uint32_t nslot)
{
	return (uint32_t)((hash * 0x9e3779b97f4a7c15U >> 32) * nslot >> 32);
}

static inline uint32_t
bs_wordset_bits(uint64_t hash)
{
	return (uint32_t)hash ? (uint32_t)hash : 1;
}

bool bs_wordset_has(const struct bs_wordset *s, struct bs_span word);

#endif
