/* letters: see letters.h. */
#include "normalize/letters.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

#include <stdlib.h>

extern const struct bs_table bs_data_letter_pairs;

enum { LANGUAGE, BITS, PAIRS, SLOTS = 1 << 13 };

static size_t
slot_of(const struct bs_letters *m, uint32_t a, uint32_t b)
{
	size_t i = (a * 0x9e3779b1U ^ b * 0x85ebca6bU) >> 7 & m->mask;

	while ((m->slot[i].a || m->slot[i].b) && (m->slot[i].a != a || m->slot[i].b != b))
		i = (i + 1) & m->mask;
	return i;
}

const uint8_t *
bs_letters_pair(const struct bs_letters *m, int32_t a, int32_t b)
{
	const struct bs_letters_pair *p = &m->slot[slot_of(m, (uint32_t)a, (uint32_t)b)];

	return p->a || p->b ? p->bits : NULL;
}

static int32_t
next_letter(struct bs_span *s)
{
	int32_t cp;
	size_t n = bs_utf8_decode(*s, &cp);

	*s = bs_span_cut(*s, n, s->n);
	return cp == '_' ? ' ' : cp;
}

static void
add_pairs(struct bs_letters *m, struct bs_span s, size_t language, uint8_t bits)
{
	while (s.n) {
		uint32_t a = (uint32_t)next_letter(&s), b = s.n ? (uint32_t)next_letter(&s) : ' ';
		struct bs_letters_pair *p = &m->slot[slot_of(m, a, b)];

		if (!p->a && !p->b) {
			p->a = a;
			p->b = b;
			memset(p->bits, BS_LETTERS_UNSEEN, sizeof p->bits);
		}
		p->bits[language] = bits;
		if (s.n)
			s = bs_span_cut(s, 1, s.n);
	}
}

void
bs_letters_init(struct bs_letters *m)
{
	const struct bs_table *t = &bs_data_letter_pairs;

	*m = (struct bs_letters){.mask = SLOTS - 1, .slot = bs_calloc(SLOTS, sizeof *m->slot)};
	for (uint32_t row = 0; row < t->nrow; row++) {
		struct bs_span language = bs_table_cell(t, row, LANGUAGE);
		struct bs_span bits = bs_table_cell(t, row, BITS);
		int v = bits.n == 2 ? 10 * (bits.p[0] - '0') + bits.p[1] - '0' : bits.p[0] - '0';

		/* rows are sorted by language */
		if (m->nlanguage == 0 || !bs_span_eq(m->language[m->nlanguage - 1], language)) {
			if (m->nlanguage == BS_LETTERS_LANGUAGES)
				break;
			m->language[m->nlanguage++] = language;
		}
		add_pairs(m, bs_table_cell(t, row, PAIRS), m->nlanguage - 1, (uint8_t)v);
	}
}

void
bs_letters_free(struct bs_letters *m)
{
	free(m->slot);
	*m = (struct bs_letters){0};
}
