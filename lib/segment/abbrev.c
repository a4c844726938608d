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

enum bs_abbrev
bs_abbrev_find(const struct bs_strmap *user, struct bs_span word)
{
	char low[BS_ABBREV_LONGEST];
	struct bs_span key = {low, word.n};
	const uint64_t *v = NULL;
	bool capital;
	uint32_t row;
	size_t i;

	if (word.n == 0 || word.n > sizeof low)
		return BS_ABBREV_NONE;
	capital = word.p[0] >= 'A' && word.p[0] <= 'Z';
	for (i = 0; i < word.n; i++)
		low[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
	if (user != NULL)
		v = bs_strmap_get(user, key);
	if (v != NULL)
		return *v & (capital ? BS_ABBREV_SMALL : BS_ABBREV_CAPITAL)
			   ? BS_ABBREV_NONE
			   : (enum bs_abbrev)(*v & (BS_ABBREV_CAPITAL - 1));
	row = bs_table_find(&bs_data_abbreviations, key);
	if (row == BS_NOROW ||
	    bs_span_is(bs_table_cell(&bs_data_abbreviations, row, 2), capital ? "low" : "cap"))
		return BS_ABBREV_NONE;
	return bs_abbrev_kind(bs_table_cell(&bs_data_abbreviations, row, 1));
}
