/* words: what the lists know of a word; see split.h */
#include "segment/split.h"

#include "broadsheet/table.h"

extern const struct bs_table bs_data_domains;
extern const struct bs_table bs_data_sentence_words;
extern const struct bs_table bs_data_speech_verbs;
extern const struct bs_table bs_data_word_cases;

enum { LONGEST = BS_WORD_LONGEST };

bool
bs_word_lowered(struct bs_span word, char low[LONGEST], struct bs_span *key)
{
	size_t i, n = 0;

	if (word.n == 0 || word.n > LONGEST)
		return false;
	for (i = 0; i < word.n; i++) {
		if (i + 3 <= word.n && memcmp(word.p + i, "\xe2\x80\x99", 3) == 0) {
			low[n++] = '\'';
			i += 2;
		} else {
			low[n++] = (char)(bs_cc(word.p[i]) == BS_CC_UPPER ? word.p[i] + 32
									  : word.p[i]);
		}
	}
	*key = bs_span(low, n);
	return true;
}

static unsigned
number(struct bs_span s)
{
	unsigned v = 0;

	for (size_t i = 0; i < s.n; i++)
		v = v * 10 + (unsigned)(s.p[i] - '0');
	return v;
}

bool
bs_word_cases(struct bs_span word, struct bs_word_cases *c)
{
	const struct bs_table *t = &bs_data_word_cases;
	char low[LONGEST];
	struct bs_span key;
	const char *q;
	uint32_t row;

	*c = (struct bs_word_cases){0};
	if (!bs_word_lowered(word, low, &key))
		return false;
	q = memchr(key.p, '\'', key.n); /* he's, don't: by what stands before it */
	if (q != NULL)
		key.n = (size_t)(q - key.p);
	row = bs_table_find(t, key);
	if (row == BS_NOROW)
		return false;
	c->lower = number(bs_table_cell(t, row, 1));
	c->upper = number(bs_table_cell(t, row, 2));
	c->start = number(bs_table_cell(t, row, 3));
	return true;
}

bool
bs_word_is_common(struct bs_span word)
{
	struct bs_word_cases c;

	if (!bs_word_cases(word, &c))
		return false;
	/* a start counts for a word that is small elsewhere, or begins far more than it is named */
	return c.lower >= 10 * c.upper ? c.lower + c.start > 2
				       : c.start >= 2 * c.upper && c.start > 20;
}

bool
bs_word_is_also(struct bs_span word)
{
	struct bs_word_cases c;

	return bs_word_cases(word, &c) && c.lower > 4 * c.upper && c.lower > 3;
}

bool
bs_word_is(struct bs_span word, const char *cls)
{
	const struct bs_table *t = &bs_data_sentence_words;
	char low[LONGEST];
	struct bs_span key;
	uint32_t row;

	if (!bs_word_lowered(word, low, &key))
		return false;
	for (row = bs_table_find(t, key); row != BS_NOROW; row = bs_table_next(t, row))
		if (bs_span_is(bs_table_cell(t, row, 1), cls))
			return true;
	return false;
}

bool
bs_word_is_domain(struct bs_span word, bool classic)
{
	char low[LONGEST];
	struct bs_span key;
	uint32_t row;

	if (!bs_word_lowered(word, low, &key))
		return false;
	row = bs_table_find(&bs_data_domains, key);
	return row != BS_NOROW &&
	       (!classic || bs_span_is(bs_table_cell(&bs_data_domains, row, 1), "classic"));
}

bool
bs_word_is_speech(struct bs_span word)
{
	char low[LONGEST];
	struct bs_span key;

	return bs_word_lowered(word, low, &key) &&
	       bs_table_find(&bs_data_speech_verbs, key) != BS_NOROW;
}
