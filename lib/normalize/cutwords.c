/* cutwords: see cutwords.h. */
#include "normalize/cutwords.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

extern const struct bs_wordset bs_data_english_words;

enum { MOST_WORDS = 1 << 20, LONGEST = 64 };

static bool
is_listed(struct bs_span word)
{
	return bs_wordset_has(&bs_data_english_words, word);
}

/* A word in lower case, ASCII only (others keep their case), into out[LONGEST]; 0 if too long. */
static size_t
lower(char *out, size_t n, struct bs_span word)
{
	if (n + word.n > LONGEST)
		return 0;
	for (size_t i = 0; i < word.n; i++)
		out[n + i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 0x20
									 : word.p[i]);
	return n + word.n;
}

static bool
is_word_byte(char c)
{
	return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words, and words with hyphens in them, that stand in a line. */
static void
collect(struct bs_cutwords *l, struct bs_span t)
{
	char word[LONGEST];

	l->ready = true;
	for (size_t i = 0; i < t.n && l->words.n < MOST_WORDS;) {
		size_t start = i, n;

		while (i < t.n &&
		       (is_word_byte(t.p[i]) ||
			   (t.p[i] == '-' && i > start && i + 1 < t.n && is_word_byte(t.p[i + 1]))))
			i++;
		if (i > start && !(i < t.n && t.p[i] == '-') &&
		    (n = lower(word, 0, bs_span_cut(t, start, i))) > 0)
			bs_strmap_put(&l->words, bs_span(word, n), NULL);
		i += i == start || i < t.n;
	}
}

void
bs_cutwords_free(struct bs_cutwords *l)
{
	bs_strmap_free(&l->words);
}

/* The letters before the hyphen and those that the next line begins with. */
static void
halves(
    struct bs_span t, size_t hyphen, size_t next, size_t stop, struct bs_span *a, struct bs_span *b)
{
	size_t first = hyphen, end = next;

	while (first > 0 && is_word_byte(t.p[first - 1]))
		first--;
	while (end < stop && is_word_byte(t.p[end]))
		end++;
	*a = bs_span_cut(t, first, hyphen);
	*b = bs_span_cut(t, next, end);
}

bool
bs_cutwords_joins(struct bs_cutwords *l, struct bs_span t, size_t hyphen, size_t next, size_t stop)
{
	size_t n, m;
	char joined[LONGEST], apart[LONGEST];
	struct bs_span a, b;

	halves(t, hyphen, next, stop, &a, &b);
	if (b.p[0] >= 'A' && b.p[0] <= 'Z' && !(a.p[a.n - 1] >= 'A' && a.p[a.n - 1] <= 'Z'))
		return false; /* Anglo-Saxon */
	if (a.p > t.p && a.p[-1] == '-')
		return false; /* state-of-the- */
	n = lower(joined, 0, a);
	n = n ? lower(joined, n, b) : 0;
	m = lower(apart, 0, a);
	m = m ? lower(apart, m, BS_SPAN("-")) : 0;
	m = m ? lower(apart, m, b) : 0;
	if (n == 0 || m == 0)
		return true;
	if (!l->ready)
		collect(l, t);
	if (bs_strmap_get(&l->words, bs_span(apart, m)))
		return false;
	if (bs_strmap_get(&l->words, bs_span(joined, n)) || is_listed(bs_span(joined, n)))
		return true;
	/* two words that make no word together are a compound, all else a word we do not know */
	return !(is_listed(bs_span(apart, a.n)) && is_listed(bs_span(apart + a.n + 1, b.n)));
}

bool
bs_cutwords_is_cut(struct bs_span t, size_t hyphen, size_t next, size_t stop)
{
	char joined[LONGEST];
	struct bs_span a, b;
	size_t n;

	halves(t, hyphen, next, stop, &a, &b);
	n = lower(joined, 0, a);
	n = n ? lower(joined, n, b) : 0;
	return n && is_listed(bs_span(joined, n)) &&
	       !(is_listed(bs_span(joined, a.n)) && is_listed(bs_span(joined + a.n, b.n)));
}

bool
bs_cutwords_drop_cap(int32_t capital, struct bs_span rest)
{
	char word[LONGEST];
	size_t n = 0;
	bool alone;

	if (capital < 'A' || capital > 'Z')
		return false;
	word[n++] = (char)(capital | 0x20);
	for (size_t i = 0; i < rest.n && n < LONGEST && is_word_byte(rest.p[i]); i++)
		word[n++] = rest.p[i];
	if (n < 2 || n == LONGEST || !is_listed(bs_span(word, n)))
		return false;
	/* `A new` is two words and `T he` is not; one of two letters left is a word by luck only */
	alone = capital == 'A' || capital == 'I' || capital == 'O';
	return !alone || !is_listed(bs_span(word + 1, n - 1));
}
