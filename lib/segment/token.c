/*
 * token: see broadsheet/token.h
 *
 * The idea: one pass, byte by byte.  A run of letters and digits is nearly
 * always a token; only where the byte behind it may join it to something
 * (stop, apostrophe, hyphen, ...) is more asked.
 */
#include "broadsheet/token.h"

#include <stdlib.h>

#include "broadsheet/table.h"
#include "segment/scan.h"
#include "segment/split.h"
#include "segment/token_user.h"

extern const struct bs_table bs_data_contractions;

/* Bytes that may join a word to what follows; 0xe2 begins U+2010, U+2011 and U+2019. */
static const bool joins[256] = {['.'] = true,
    ['\''] = true,
    ['-'] = true,
    [','] = true,
    [':'] = true,
    ['/'] = true,
    ['&'] = true,
    ['_'] = true,
    ['@'] = true,
    ['$'] = true,
    ['+'] = true,
    [0xe2] = true};

void
bs_tokens_free(struct bs_tokens *t)
{
	free(t->v);
	*t = (struct bs_tokens){0};
}

const char *
bs_token_class_name(enum bs_token_class c)
{
	static const char *const name[] = {"word", "number", "punct", "symbol", "url", "email"};

	return name[c];
}

bool
bs_scan_open(const struct bs_scan *s, size_t i)
{
	int32_t cp;

	if (i == 0 || bs_cc(s->p[i - 1]) == BS_CC_SPACE)
		return true;
	if ((unsigned char)s->p[i - 1] < 0x80)
		return false;
	bs_utf8_decode_last(bs_span(s->p, i), &cp);
	return cp >= 0 && bs_is_space(cp);
}

size_t
bs_scan_word_char(const struct bs_scan *s, size_t i)
{
	size_t len;
	int32_t cp;

	if (i >= s->n)
		return 0;
	if (bs_is_alnum(s->p[i]))
		return 1;
	if ((unsigned char)s->p[i] < 0x80)
		return 0;
	return bs_uc_kind(bs_span(s->p + i, s->n - i), &len, &cp) == BS_UC_WORD ? len : 0;
}

size_t
bs_scan_wide_run(const struct bs_scan *s, size_t i)
{
	size_t k;

	for (;;) {
		i = bs_alnum_run(s->p, i, s->n, s->readable);
		if (i == s->n || (unsigned char)s->p[i] < 0x80)
			return i;
		k = bs_scan_word_char(s, i);
		if (k == 0)
			return i;
		i += k;
	}
}

size_t
bs_scan_apostrophe(const struct bs_scan *s, size_t i)
{
	if (i < s->n && s->p[i] == '\'')
		return 1;
	return i + 3 <= s->n && memcmp(s->p + i, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

size_t
bs_scan_hyphen(const struct bs_scan *s, size_t i)
{
	if (i < s->n && s->p[i] == '-')
		return 1;
	return i + 3 <= s->n && s->p[i] == '\xe2' && s->p[i + 1] == '\x80' &&
		       (s->p[i + 2] == '\x90' || s->p[i + 2] == '\x91')
		   ? 3
		   : 0;
}

/* Single letters and stops by turns up to j: U.S, A.M. */
static bool
acronym(const struct bs_scan *s, size_t i, size_t j)
{
	for (; i < j; i += 2)
		if (!bs_is_alpha(s->p[i]) || (i + 1 < j && s->p[i + 1] != '.'))
			return false;
	return i == j + 1;
}

/* Does the stop at j join the word that begins at i to what follows it? */
static bool
stop_joins(const struct bs_scan *s, size_t i, size_t j)
{
	char before = s->p[j - 1], after = bs_scan_at(s, j + 1);
	size_t k = j + 1;

	if (bs_is_09(before) && bs_is_09(after))
		return true;
	if (j - i < BS_ABBREV_LONGEST && bs_is_alpha(after)) {
		if (acronym(s, i, j) && !bs_is_alnum(bs_scan_at(s, j + 2)) &&
		    (unsigned char)bs_scan_at(s, j + 2) < 0x80)
			return true;
		while (
		    k < s->n && k - i < BS_ABBREV_LONGEST &&
		    (bs_is_alpha(s->p[k]) || (s->p[k] == '.' && bs_is_alpha(bs_scan_at(s, k + 1)))))
			k++;
		return bs_abbrev_find(s->known, bs_span(s->p + i, k - i)) != BS_ABBREV_NONE;
	}
	/* U.S.-led, Jr.'s */
	if ((after == '-' || after == '\'') && bs_scan_word_char(s, j + 2) > 0)
		return acronym(s, i, j) ||
		       bs_abbrev_find(s->known, bs_span(s->p + i, j - i)) > BS_ABBREV_NUMBER;
	return false;
}

/* Length of what joins the word [i, j) to the run behind it, or 0. */
static size_t
joint(const struct bs_scan *s, size_t i, size_t j)
{
	char before = s->p[j - 1], after = bs_scan_at(s, j + 1);
	bool digits = bs_is_09(before) && bs_is_09(after);
	size_t k;

	switch (s->p[j]) {
	case '.':
		return stop_joins(s, i, j);
	case ',':
	case ':':
	case '/':
		return digits && bs_is_09(s->p[i]);
	case '&':
		return bs_cc(before) == BS_CC_UPPER && bs_cc(after) == BS_CC_UPPER;
	case '_':
	case '@':
		return bs_scan_word_char(s, j + 1) > 0;
	default:
		k = bs_scan_apostrophe(s, j);
		if (k == 0)
			k = bs_scan_hyphen(s, j);
		return k > 0 && bs_scan_word_char(s, j + k) > 0 ? k : 0;
	}
}

/* The first character behind white space from i, or ' ' at the text's end. */
static char
next_char(const struct bs_scan *s, size_t i)
{
	while (i < s->n && s->p[i] == ' ')
		i++;
	return bs_scan_at(s, i);
}

/* Does the stop at j belong to the word [i, j) as that of an abbreviation? */
static bool
stop_belongs(const struct bs_scan *s, size_t i, size_t j)
{
	char after = bs_scan_at(s, j + 1), next = next_char(s, j + 1);
	bool last = next == ' ';
	size_t w = j;
	enum bs_abbrev kind;

	if (after == '.' && bs_scan_at(s, j + 2) == '.' && bs_scan_at(s, j + 3) != '.')
		return false; /* etc... : an ellipsis */
	while (w > i && s->p[w - 1] != '-')
		w--; /* U.K.-U.S. */
	if (j - w > 1 && acronym(s, w, j))
		return true;
	if (j - w == 1 && bs_cc(s->p[w]) == BS_CC_UPPER)
		return bs_cc(next) == BS_CC_UPPER || (!last && s->p[w] != 'I' && next != '"');
	kind = bs_abbrev_find(s->known, bs_span(s->p + w, j - w));
	if (last && (kind == BS_ABBREV_OTHER || kind == BS_ABBREV_DAY || kind == BS_ABBREV_NEVER) &&
	    bs_word_is_also(bs_span(s->p + w, j - w)))
		return false; /* big tech. The Sun. */
	switch (kind) {
	case BS_ABBREV_NONE:
		return false;
	case BS_ABBREV_NUMBER:
		return bs_is_09(next) || (bs_cc(s->p[w]) == BS_CC_UPPER && next == '#');
	case BS_ABBREV_UNIT:
		return !last && bs_cc(next) != BS_CC_UPPER && w >= 2 && bs_is_09(s->p[w - 2]);
	default:
		return true;
	}
}

/* A shortening with a slash at i (w/, b/c); its end, or i. */
static size_t
slash_word(const struct bs_scan *s, size_t i, size_t j)
{
	size_t k = j + 1 + (bs_is_alpha(bs_scan_at(s, j + 1)) ? 1 : 0);
	uint32_t row;

	if (j - i != 1 || bs_is_alnum(bs_scan_at(s, k)))
		return i;
	row = bs_table_find(&bs_data_contractions, bs_span(s->p + i, k - i));
	return row == BS_NOROW ? i : k;
}

size_t
bs_scan_long_word(struct bs_scan *s, size_t i, size_t j)
{
	size_t k, q;

	if (s->p[j] == '/' && (k = slash_word(s, i, j)) > i) {
		bs_scan_emit(s, i, k, BS_WORD);
		return k;
	}
	while (j < s->n && (k = joint(s, i, j)) > 0)
		j = bs_scan_run(s, j + k);
	if (j < s->n && s->p[j] == '.' && stop_belongs(s, i, j))
		j++;
	/* US$5, and a plural's apostrophe unless it closes a quotation */
	if (j < s->n && s->p[j] == '$' && j - i <= 3 && bs_cc(s->p[i]) == BS_CC_UPPER &&
	    bs_is_09(next_char(s, j + 1))) {
		bs_scan_emit(s, i, j + 1, BS_SYMBOL);
		return j + 1;
	}
	q = bs_scan_apostrophe(s, j);
	if (q > 0 && !s->open_single && (s->p[j - 1] == 's' || s->p[j - 1] == 'S')) {
		if (s->flags & BS_TOKEN_KEEP_CONTRACTIONS) {
			bs_scan_pieces(s, i, j + q);
		} else {
			bs_scan_pieces(s, i, j);
			bs_scan_emit(s, j, j + q, BS_PUNCT);
		}
		return j + q;
	}
	bs_scan_pieces(s, i, j);
	return j;
}

/* A word at i whose first run ends at j, where it may go on, or which is cut up. */
static size_t
word(struct bs_scan *s, size_t i, size_t j)
{
	enum bs_token_class c = BS_WORD;
	size_t k;

	if (s->at_sign < s->n && (k = bs_scan_email(s, i)) > i) {
		bs_scan_emit(s, i, k, BS_EMAIL);
		return k;
	}
	if (j == s->n || !joins[(unsigned char)s->p[j]]) {
		bs_scan_pieces(s, i, j);
		return j;
	}
	k = bs_scan_link(s, i, j, &c);
	if (k > i) {
		bs_scan_emit(s, i, k, c);
		return k;
	}
	return bs_scan_long_word(s, i, j);
}

/* Is the word whose first run ends at j over there?  A comma joins figures only. */
static inline bool
is_over(const struct bs_scan *s, size_t j)
{
	return j == s->n || !joins[(unsigned char)s->p[j]] ||
	       (s->p[j] == ',' && !bs_is_09(s->p[j - 1]));
}

/* A stop behind the word that is over at j, with white space or the text's end behind it. */
static inline bool
is_last(const struct bs_scan *s, size_t j)
{
	return s->p[j] == '.' && bs_cc(bs_scan_at(s, j + 1)) == BS_CC_SPACE;
}

/* The words from i on, one space apart, up to the first that is not just its letters: most tokens
 * of a text.  Contractions are kept, and no @ follows.  The offset behind it. */
static size_t
simple_words(struct bs_scan *s, size_t i)
{
	size_t j;

	for (;;) {
		j = bs_scan_run(s, i);
		if (j == s->n || s->p[j] != ' ')
			break;
		bs_scan_emit(s, i, j, BS_WORD);
		i = j + 1;
		if (i == s->n || !bs_is_alpha(s->p[i]))
			return i;
	}
	if (!is_over(s, j)) {
		if (!is_last(s, j))
			return word(s, i, j);
		j += stop_belongs(s, i, j);
	}
	bs_scan_emit(s, i, j, BS_WORD);
	return j;
}

/* The number from i whose first run ends at j; the offset behind it. */
static size_t
simple_number(struct bs_scan *s, size_t i, size_t j)
{
	size_t k = i;

	while (k < j && bs_is_09(s->p[k]))
		k++;
	if (k < j || !(is_over(s, j) || (s->p[j] == ',' && !bs_is_09(bs_scan_at(s, j + 1)))))
		return word(s, i, j);
	bs_scan_emit(s, i, j, BS_NUMBER);
	return j;
}

/* What begins beyond ASCII at i; the offset behind it. */
static size_t
beyond_ascii(struct bs_scan *s, size_t i)
{
	size_t len;
	int32_t cp;

	switch (bs_uc_kind(bs_span(s->p + i, s->n - i), &len, &cp)) {
	case BS_UC_SPACE:
		return i + len;
	case BS_UC_WORD:
		return word(s, i, bs_scan_run(s, i));
	default:
		return bs_scan_mark(s, i);
	}
}

void
bs_tokenize_user(struct bs_span text, size_t slack, unsigned flags, const struct bs_abbrevs *known,
    struct bs_tokens *out)
{
	struct bs_scan s = {.p = text.p,
	    .n = text.n,
	    .readable = text.n + slack,
	    .flags = flags,
	    .known = known,
	    .out = out};
	const char *at = s.n ? memchr(s.p, '@', s.n) : NULL;
	bool simple = at == NULL && flags & BS_TOKEN_KEEP_CONTRACTIONS;
	size_t i = 0, j;

	s.at_sign = at ? (size_t)(at - s.p) : s.n;
	while (i < s.n)
		switch (bs_cc(s.p[i])) {
		case BS_CC_SPACE:
			i++;
			break;
		case BS_CC_LOWER:
		case BS_CC_UPPER:
			i = simple ? simple_words(&s, i) : word(&s, i, bs_scan_run(&s, i));
			break;
		case BS_CC_DIGIT:
			j = bs_scan_run(&s, i);
			i = simple ? simple_number(&s, i, j) : word(&s, i, j);
			break;
		case BS_CC_HIGH:
			i = beyond_ascii(&s, i);
			break;
		default:
			i = bs_scan_mark(&s, i);
		}
}

void
bs_tokenize(struct bs_span text, unsigned flags, struct bs_tokens *out)
{
	bs_tokenize_user(text, 0, flags, NULL, out);
}
