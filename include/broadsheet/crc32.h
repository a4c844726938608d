/*
 * crc32: the CRC-32 of ISO 3309 (as in gzip, zip and cksum -o 3), for the
 * `source` row that tells whether a document is still the same.
 *
 * Eight bytes a step (Kounavis and Berry, 2005); about 2 GB/s.
 */
#ifndef BROADSHEET_CRC32_H
#define BROADSHEET_CRC32_H

#include "broadsheet/span.h"

#include <stdint.h>

struct bs_crc32 {
	uint32_t table[8][256];
};

void bs_crc32_init(struct bs_crc32 *c);
/* Continue from crc, 0 at first. */
uint32_t bs_crc32(const struct bs_crc32 *c, uint32_t crc, struct bs_span s);

#endif
