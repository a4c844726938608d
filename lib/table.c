/* table: see broadsheet/table.h */
#include "broadsheet/table.h"

#include "broadsheet/strmap.h"

struct bs_span
bs_table_cell(const struct bs_table *t, uint32_t row, uint32_t col)
{
	const uint32_t *c = &t->cell[row * t->ncol + col];

	return bs_span(t->text + c[0], c[1] - c[0]);
}

uint32_t
bs_table_find(const struct bs_table *t, struct bs_span key)
{
	uint32_t i, row;

	if (key.n && !(t->start[(unsigned char)*key.p] >> (key.n < 15 ? key.n : 15) & 1))
		return BS_NOROW;
	for (i = (uint32_t)bs_fnv1a(key) & t->mask; (row = t->slot[i]) != 0; i = (i + 1) & t->mask)
		if (bs_span_eq(bs_table_cell(t, row - 1, 0), key))
			return row - 1;
	return BS_NOROW;
}

uint32_t
bs_table_find_word(const struct bs_table *t, struct bs_span word)
{
	char low[24];

	if (word.n == 0 || word.n > sizeof low)
		return BS_NOROW;
	for (size_t i = 0; i < word.n; i++)
		low[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
	return bs_table_find(t, bs_span(low, word.n));
}

bool
bs_wordset_has(const struct bs_wordset *s, struct bs_span word)
{
	uint64_t hash = bs_fnv1a(word);
	uint32_t i = bs_wordset_at(hash, s->nslot), bits = bs_wordset_bits(hash);

	while (s->slot[i] != 0 && s->slot[i] != bits)
		i = i + 1 < s->nslot ? i + 1 : 0;
	return s->slot[i] != 0;
}

uint32_t
bs_table_next(const struct bs_table *t, uint32_t row)
{
	if (row + 1 < t->nrow && bs_span_eq(bs_table_cell(t, row + 1, 0), bs_table_cell(t, row, 0)))
		return row + 1;
	return BS_NOROW;
}
