/*
 * dictionary: the words of English; see split.h.  A module of its own, so that programs that only
 * cut tokens do not carry the list.
 */
#include "segment/split.h"

#include "broadsheet/table.h"

extern const struct bs_wordset bs_data_english_words;

bool
bs_word_is_english(struct bs_span word)
{
	char low[BS_WORD_LONGEST];
	struct bs_span key;

	return bs_word_lowered(word, low, &key) && bs_wordset_has(&bs_data_english_words, key);
}
