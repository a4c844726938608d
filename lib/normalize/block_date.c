/* block_date: see block_date.h */
#include "normalize/block_date.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_block_months;

enum { MAX_NAME = 48 };

/* The number that s starts with, of one to four digits; *n its length. */
static unsigned
number(struct bs_span s, size_t *n)
{
	unsigned v = 0;

	for (*n = 0; *n < s.n && *n < 5 && s.p[*n] >= '0' && s.p[*n] <= '9'; ++*n)
		v = 10 * v + (unsigned)(s.p[*n] - '0');
	return v;
}

static bool
is_join(char c)
{
	return c == ' ' || c == '.' || c == ',' || c == '-';
}

static size_t
letters(struct bs_span s)
{
	size_t n = 0, k;
	int32_t cp;

	while (n < s.n && n < MAX_NAME) {
		k = bs_utf8_decode(bs_span(s.p + n, s.n - n), &cp);
		if (cp < 0 || !bs_is_letter(cp))
			break;
		n += k;
	}
	return n;
}

static unsigned
month_of(struct bs_span name)
{
	char mem[4 * MAX_NAME];
	struct bs_buf fold = {
	    .p = mem, .cap = sizeof mem}; /* folding at most triples: it never grows */
	uint32_t row;
	size_t n;

	bs_fold_case(&fold, name);
	row = bs_table_find(&bs_data_block_months, bs_buf_view(&fold));
	return row == BS_NOROW ? 0 : number(bs_table_cell(&bs_data_block_months, row, 1), &n);
}

/* Skip what may stand between day, month and year: marks, white space, `de`, `di`. */
static size_t
skip_join(struct bs_span s, size_t i)
{
	while (i < s.n && is_join(s.p[i]))
		i++;
	if (s.n - i > 3 && s.p[i] == 'd' && (s.p[i + 1] == 'e' || s.p[i + 1] == 'i') &&
	    s.p[i + 2] == ' ')
		i += 3;
	return i;
}

/* A time of day behind the date. */
static size_t
read_time(struct bs_span s, size_t i, struct bs_date *d)
{
	size_t k = i, n;

	while (k < s.n && k < i + 4 && (is_join(s.p[k]) || s.p[k] == '/' || s.p[k] == '|'))
		k++;
	n = k < s.n && k > i ? bs_time_parse(bs_span(s.p + k, s.n - k), d) : 0;
	return n ? k + n : i;
}

size_t
bs_block_date(struct bs_span s, struct bs_date *d)
{
	size_t n = bs_date_parse(s, 0, d), i, k;
	unsigned day, month, year;

	if (n > 0)
		return n;
	day = number(s, &i);
	if (i == 0 || i > 2)
		return 0;
	i = skip_join(s, i);
	k = letters(bs_span_cut(s, i, s.n));
	month = k ? month_of(bs_span_cut(s, i, i + k)) : 0;
	if (month == 0)
		return 0;
	i = skip_join(s, i + k);
	year = number(bs_span_cut(s, i, s.n), &k);
	if (k != 4 || !bs_date_valid((int32_t)year, month, day))
		return 0;
	*d = (struct bs_date){.year = (int32_t)year,
	    .month = (uint8_t)month,
	    .day = (uint8_t)day,
	    .zone = BS_DATE_NO_ZONE};
	return read_time(s, i + k, d);
}
