/* abbrev: see abbrev.h */
#include "segment/abbrev.h"

#include "broadsheet/table.h"

extern const struct bs_table bs_data_abbreviations;

enum bs_abbrev
bs_abbrev_kind(struct bs_span name)
{
	static const char *const kind[] = {
	    [BS_ABBREV_TITLE] = "title",
	    [BS_ABBREV_BEFORE] = "before",
	    [BS_ABBREV_NUMBER] = "number",
	    [BS_ABBREV_MONTH] = "month",
	    [BS_ABBREV_DAY] = "day",
	    [BS_ABBREV_NEVER] = "never",
	    [BS_ABBREV_TIME] = "time",
	    [BS_ABBREV_UNIT] = "unit",
	    [BS_ABBREV_STREET] = "street",
	    [BS_ABBREV_ORG] = "org",
	    [BS_ABBREV_PLACE] = "place",
	    [BS_ABBREV_END] = "end",
	    [BS_ABBREV_OTHER] = "other",
	};
	size_t i;

	for (i = BS_ABBREV_TITLE; i < sizeof kind / sizeof *kind; i++)
		if (bs_span_is(name, kind[i]))
			return (enum bs_abbrev)i;
	return BS_ABBREV_NONE;
}

/* Where words with the first and last letter of this one have their lengths; case does not matter.
 */
static size_t
slot(struct bs_span word)
{
	return (size_t)(word.p[0] & 31) << 5 | (size_t)(word.p[word.n - 1] & 31);
}

static unsigned
length_bit(size_t n)
{
	return 1U << (n < 15 ? n : 15);
}

static void
mark(struct bs_abbrevs *a, struct bs_span word)
{
	uint16_t *l = &a->lengths[slot(word)];

	*l = (uint16_t)(*l | length_bit(word.n));
}

void
bs_abbrevs_init(struct bs_abbrevs *a)
{
	for (uint32_t i = 0; i < bs_data_abbreviations.nrow; i++)
		mark(a, bs_table_cell(&bs_data_abbreviations, i, 0));
}

void
bs_abbrevs_add(struct bs_abbrevs *a, struct bs_span key, uint64_t kind_and_flags)
{
	*bs_strmap_put(&a->user, key, NULL) = kind_and_flags;
	mark(a, key);
}

enum bs_abbrev
bs_abbrev_find(const struct bs_abbrevs *a, struct bs_span word)
{
	char low[BS_ABBREV_LONGEST];
	struct bs_span key = {low, word.n};
	const uint64_t *v = NULL;
	bool capital;
	uint32_t row;
	size_t i;

	if (word.n == 0 || word.n > sizeof low)
		return BS_ABBREV_NONE;
	if (a != NULL && !(a->lengths[slot(word)] & length_bit(word.n)))
		return BS_ABBREV_NONE;
	capital = word.p[0] >= 'A' && word.p[0] <= 'Z';
	for (i = 0; i < word.n; i++)
		low[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
	if (a != NULL)
		v = bs_strmap_get(&a->user, key);
	if (v != NULL)
		return *v & (capital ? BS_ABBREV_SMALL : BS_ABBREV_CAPITAL)
			   ? BS_ABBREV_NONE
			   : (enum bs_abbrev)(*v & (BS_ABBREV_CAPITAL - 1));
	row = bs_table_find(&bs_data_abbreviations, key);
	for (; row != BS_NOROW; row = bs_table_next(&bs_data_abbreviations, row))
		if (!bs_span_is(
			bs_table_cell(&bs_data_abbreviations, row, 2), capital ? "low" : "cap"))
			return bs_abbrev_kind(bs_table_cell(&bs_data_abbreviations, row, 1));
	return BS_ABBREV_NONE;
}
