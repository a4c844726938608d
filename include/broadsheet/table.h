/*
 * table: word lists compiled into the program.
 *
 * Every lib/data/NAME.tsv (comment lines `#`, one header line, then rows; `.`
 * an empty cell) becomes `const struct bs_table bs_data_NAME` at build (by
 * lib/gen/table.c), `-` in NAME read as `_`.  Rows are sorted bytewise by
 * their first column, the key; equal keys stay in file order, next to each
 * other.  Look-up is one hash probe on static data, and less for most words
 * that are not there; nothing is built at start-up.
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
/* The next row with the same key, or BS_NOROW. */
uint32_t bs_table_next(const struct bs_table *t, uint32_t row);
/* A cell; empty where the file has `.`. */
struct bs_span bs_table_cell(const struct bs_table *t, uint32_t row, uint32_t col);

#endif
