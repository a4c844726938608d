/* crc32: see broadsheet/crc32.h */
#include "broadsheet/crc32.h"

void
bs_crc32_init(struct bs_crc32 *c)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t v = i;

		for (int k = 0; k < 8; k++)
			v = v & 1 ? 0xedb88320U ^ v >> 1 : v >> 1;
		c->table[0][i] = v;
	}
	for (uint32_t i = 0; i < 256; i++)
		for (int k = 1; k < 8; k++)
			c->table[k][i] = c->table[0][c->table[k - 1][i] & 255] ^
					 c->table[k - 1][i] >> 8;
}

uint32_t
bs_crc32(const struct bs_crc32 *c, uint32_t crc, struct bs_span s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = s.n;

	crc = ~crc;
	for (; n >= 8; n -= 8, p += 8) {
		uint32_t lo = crc ^ ((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
					(uint32_t)p[3] << 24);

		crc = c->table[7][lo & 255] ^ c->table[6][lo >> 8 & 255] ^
		      c->table[5][lo >> 16 & 255] ^ c->table[4][lo >> 24] ^ c->table[3][p[4]] ^
		      c->table[2][p[5]] ^ c->table[1][p[6]] ^ c->table[0][p[7]];
	}
	while (n--)
		crc = c->table[0][(crc ^ *p++) & 255] ^ crc >> 8;
	return ~crc;
}
