/* date_impl: what date_token.c cuts, and date_time.c and date_parse.c read. */
#ifndef BROADSHEET_DATE_IMPL_H
#define BROADSHEET_DATE_IMPL_H

#include "broadsheet/date.h"
#include "broadsheet/table.h"

enum { MAX_TOKENS = 28, MAX_DIGITS = 14 };
enum kind { END, NUM, WORD, MARK };

struct bs_date_token {
	enum kind kind;
	bool space; /* white space before it */
	char mark;  /* of a MARK: its ASCII character, - for any dash, 0 for others */
	unsigned digits;
	uint64_t value; /* of a NUM */
	struct bs_span s;
};

struct bs_date_tokens {
	struct bs_date_token t[MAX_TOKENS + 1]; /* the last is END */
	const char *from;
	unsigned flags;
};

void bs_date_scan(struct bs_date_tokens *sc, struct bs_span s, unsigned flags);
bool bs_date_is_mark(const struct bs_date_token *t, char c);
struct bs_span bs_date_cell(
    const struct bs_table *t, struct bs_span name, uint32_t col, bool *found);
int bs_date_small_number(struct bs_span s);
bool bs_date_word_is(const struct bs_date_token *t, const char *lower);
size_t bs_date_read_time(
    const struct bs_date_token *t, struct bs_date *d, bool after_date, bool *american);

#endif
