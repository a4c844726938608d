/*
 * scan: where the rows and their tabs stand in a block of lines.
 *
 * Sixty-four bytes at a time become three bit masks (tabs, line ends, bytes
 * above 127), and only the set bits are walked: the method of simdjson's
 * first stage (Langdale and Lemire, "Parsing gigabytes of JSON per second",
 * VLDB Journal 28, 2019).
 *
 * Ownership: rows point into the caller's block.  Units: bytes.  Linear; no
 * allocation.
 */
#ifndef BROADSHEET_TALLY_SCAN_H
#define BROADSHEET_TALLY_SCAN_H

#include "broadsheet/span.h"

#include <stdint.h>

struct bs_scan {
	const char *p, *end; /* the block */
	const char *row;     /* start of the row that is being read */
	const char *next;    /* next 64 bytes to look at */
	const char *base;    /* the 64 bytes the masks stand for */
	uint64_t tabs, ends, high;
};

struct bs_scan_row {
	const char *p;
	size_t n;    /* without the line end and one \r before it */
	size_t ntab; /* all tabs of the row */
	bool high;   /* has bytes above 127 */
};

void bs_scan_start(struct bs_scan *s, struct bs_span block);

/*
 * Up to max rows into row[]; the first `want` tabs of row i as offsets from
 * its start into tab[i * want].  Returns their number, 0 at the end.
 */
size_t bs_scan_rows(
    struct bs_scan *s, struct bs_scan_row *row, size_t *tab, size_t want, size_t max);

#endif
