/* meta_byline: the names in a byline; see meta.h */
#include "normalize/meta.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_byline_words;

enum { MAX_NAMES = 6, NAME_WORDS = 5 };

/* What byline-words.tsv says of a word: its kind, empty where it is not listed. */
static struct bs_span
byline_word(struct bs_span word)
{
	uint32_t row = bs_table_find_word(&bs_data_byline_words, word);

	if (row == BS_NOROW)
		return bs_span(NULL, 0);
	return bs_table_cell(&bs_data_byline_words, row, 1);
}

/* Does the word begin a byline: "by", "von"? */
static bool
begins_byline(const struct bs_block_word *w)
{
	return bs_block_word_begins(w, 1U << BS_CUE_byline, 1U << BS_WHERE_START);
}

/* Is a gap between two words one that a name goes on across? */
static bool
within_name(struct bs_span gap)
{
	size_t i;

	for (i = 0; i < gap.n; i++)
		if (gap.p[i] != ' ' && gap.p[i] != '-' && gap.p[i] != '.' && gap.p[i] != '\'')
			return false;
	return gap.n > 0 && !(gap.n == 3 && gap.p[1] == '-');
}

/* Does the gap, or the small word, stand between two names?  Commas, slashes, ampersands do. */
static bool
between_names(struct bs_span gap)
{
	struct bs_span s = bs_trim(gap);

	return s.n == 1 && (s.p[0] == ',' || s.p[0] == '&' || s.p[0] == '/' || s.p[0] == ';');
}

/* A name of capitalised words (particles inside), from *at; *at is left behind it. */
static bool
read_name(struct bs_span s, size_t *at, size_t *start, size_t *stop)
{
	struct bs_word w;
	size_t i = *at, words = 0, capitals = 0, end = 0;

	while (words < NAME_WORDS) {
		size_t before = i;
		const struct bs_block_word *lex;

		if (!bs_word_next(s, &i, &w) ||
		    (words > 0 && !within_name(bs_span_cut(s, end, w.start)))) {
			i = before;
			break;
		}
		lex = bs_block_word_find(w.hash);
		if (w.number || (lex && (lex->group >> BS_GROUP_MONTH & 1) && words > 0) ||
		    (!w.capital && (words == 0 || (lex && lex->group & 1)))) {
			i = before;
			break;
		}
		if (words++ == 0)
			*start = w.start;
		end = w.stop;
		if (w.capital) /* a last small word is no name, a particle inside is */
			*stop = w.stop;
		capitals += w.capital;
	}
	*at = words ? *stop : i;
	return capitals >= 1;
}

/* Skip "By", "Written by", "Author:" at the start of a byline. */
static size_t
skip_cue(struct bs_span s, uint32_t cues)
{
	struct bs_word w;
	size_t i = 0, end = 0, n;

	for (n = 0; n < 4 && bs_word_next(s, &i, &w); n++) {
		const struct bs_block_word *lex = bs_block_word_find(w.hash);

		if (n == 0 && !(cues && begins_byline(lex)))
			return 0;
		if (n > 0 && !(begins_byline(lex) || (lex && !w.capital && lex->group & 1)))
			break;
		end = w.stop;
	}
	return end;
}

/* Behind the "by" of a line that starts with something else ("Posted on March 3 by Petra"); 0:
 * none. */
static size_t
inner_cue(struct bs_span s)
{
	struct bs_word w;
	size_t i = 0, n = 0, end = 0;

	while (n++ < 14 && bs_word_next(s, &i, &w)) {
		if (end > 0 && w.capital)
			return end;
		end = !w.capital && n > 1 && begins_byline(bs_block_word_find(w.hash)) ? w.stop : 0;
	}
	return 0;
}

/* Is the word after a name its owner's office: "Mark Delaney, City Hall reporter"? */
static bool
office_follows(struct bs_span s, size_t at)
{
	struct bs_word w;

	return bs_word_next(s, &at, &w) && !w.capital && !w.number && w.stop - w.start > 3;
}

/* Behind what stands between two names, at is moved to the next; false where there is none. */
static bool
next_name(struct bs_span s, size_t *at, bool *comma)
{
	struct bs_word w;
	size_t k = *at;

	*comma = false;
	if (!bs_word_next(s, &k, &w))
		return false;
	if (!w.capital && w.start == *at + 1 &&
	    bs_span_is(byline_word(bs_span_cut(s, w.start, w.stop)), "and")) {
		*at = w.stop;
		return bs_word_next(s, &k, &w) && w.capital;
	}
	*comma = true;
	return between_names(bs_span_cut(s, *at, w.start)) && w.capital;
}

/* Where in a word something else is glued to the name: FosterTravel, Jones5; but McDonald, DiVita,
 * FitzGerald.  Its length where nothing is. */
static size_t
glued_at(struct bs_span w)
{
	for (size_t i = 1; i < w.n; i++) {
		bool small = w.p[i - 1] >= 'a' && w.p[i - 1] <= 'z';

		if (small && w.p[i] >= '0' && w.p[i] <= '9')
			return i;
		if (small && w.p[i] >= 'A' && w.p[i] <= 'Z' && i > 3 &&
		    !(i == 4 && bs_span_starts(w, BS_SPAN("Fitz"))))
			return i;
	}
	return w.n;
}

/* A name of two words or more without the office, the preposition or the page's words behind it. */
static struct bs_span
without_office(struct bs_span name)
{
	struct bs_word w;
	size_t i = 0, n = 0, end = 0, cut;

	for (; bs_word_next(name, &i, &w); end = w.stop, n++) {
		const struct bs_block_word *lex = bs_block_word_find(w.hash);
		struct bs_span word = bs_span_cut(name, w.start, w.stop);

		if (n >= 2 && w.stop - w.start > 1 &&
		    (byline_word(word).n || (w.capital && lex && lex->group & 1)))
			return bs_span(name.p, end);
		cut = glued_at(word);
		if (n >= 1 && cut < word.n)
			return bs_span(name.p, w.start + cut);
	}
	return name;
}

bool
bs_byline_is_page(struct bs_span name)
{
	struct bs_word w;
	size_t i = 0;

	while (bs_word_next(name, &i, &w)) {
		const struct bs_block_word *lex = bs_block_word_find(w.hash);

		if (lex && lex->group >> BS_GROUP_UI & 1)
			return true;
		if (!(lex && lex->group & (1U << BS_GROUP_STOP | 1U << BS_GROUP_YOU)) &&
		    !byline_word(bs_span_cut(name, w.start, w.stop)).n)
			return false;
	}
	return true;
}

bool
bs_byline_is_house(struct bs_span name)
{
	return bs_span_starts(name, BS_SPAN("The ")) || bs_outlet_known(name).n > 0;
}

/* Append a name; one in capitals as one writes it: MARTA SOTO, Marta Soto. */
static void
add_name(struct bs_buf *b, struct bs_span s)
{
	bool small = memchr(s.p, ' ', s.n) == NULL, first = true; /* one word may be an agency */
	size_t i;

	for (i = 0; i < s.n; i++)
		small = small || (s.p[i] >= 'a' && s.p[i] <= 'z') || (unsigned char)s.p[i] >= 0x80;
	for (i = 0; i < s.n; i++) {
		bool letter = s.p[i] >= 'A' && s.p[i] <= 'Z';

		bs_buf_ch(b, letter && !small && !first ? (char)(s.p[i] + 32) : s.p[i]);
		first = !letter;
	}
}

struct bs_span
bs_byline_names(const struct bs_page *page, size_t block, size_t *from, size_t *to)
{
	struct bs_span s = bs_page_block(page, block);
	const struct bs_block_facts *f = &page->facts[block];
	struct bs_buf b = {0};
	struct bs_span out, name;
	size_t at, start = 0, stop = 0, n;
	bool comma = false;

	at = page->block[block].cls == BS_BLOCK_DATE ? inner_cue(s) : 0;
	if (f->date_len > 0 && f->date_at > at)
		s.n = f->date_at;
	if (at == 0)
		at = skip_cue(s, f->cue[BS_WHERE_START] & 1U << BS_CUE_byline);
	*from = *to = at;
	for (n = 0; n < MAX_NAMES && read_name(s, &at, &start, &stop); n++) {
		if (comma && office_follows(s, at))
			break;
		name = without_office(bs_span_cut(s, start, stop));
		if (n == 0 || !(bs_byline_is_page(name) || bs_byline_is_house(name))) {
			if (n == 0)
				*from = start;
			else
				bs_buf_lit(&b, "; ");
			add_name(&b, name);
			*to = start + name.n;
		}
		if (!next_name(s, &at, &comma))
			break;
	}
	out = bs_arena_copy(page->arena, bs_buf_view(&b));
	bs_buf_free(&b);
	return out;
}

bool
bs_byline_inside(const struct bs_page *page, size_t block)
{
	return inner_cue(bs_page_block(page, block)) > 0;
}
