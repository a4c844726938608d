/*
 * mark: tokens that do not begin with a letter or digit: punctuation, symbols,
 * emoji, faces, and the words that have a mark in front.  See scan.h.
 */
#include "segment/scan.h"

#include "broadsheet/table.h"

extern const struct bs_table bs_data_contractions;
extern const struct bs_table bs_data_domains;
extern const struct bs_table bs_data_emoticons;

/* Marks that are one token when repeated, and marks that are symbols. */
static const bool repeats[128] = {['-'] = true,
    ['='] = true,
    ['*'] = true,
    ['_'] = true,
    ['~'] = true,
    ['<'] = true,
    ['>'] = true,
    ['#'] = true,
    ['+'] = true,
    ['|'] = true,
    ['/'] = true,
    ['\\'] = true,
    ['$'] = true,
    ['`'] = true};
static const bool symbols[128] = {['$'] = true,
    ['%'] = true,
    ['+'] = true,
    ['='] = true,
    ['<'] = true,
    ['>'] = true,
    ['|'] = true,
    ['~'] = true,
    ['^'] = true,
    ['#'] = true,
    ['@'] = true,
    ['*'] = true,
    ['&'] = true,
    ['`'] = true};

/* Marks that are always a token of their own. */
static const bool alone[128] = {[','] = true,
    ['('] = true,
    [')'] = true,
    ['"'] = true,
    ['['] = true,
    [']'] = true,
    ['{'] = true,
    ['}'] = true};

static size_t
repeated(const struct bs_scan *s, size_t i)
{
	size_t j = i + 1;

	while (j < s->n && s->p[j] == s->p[i])
		j++;
	return j;
}

/* A face at i that ends at white space or the text's end; its end, or i. */
static size_t
face(const struct bs_scan *s, size_t i)
{
	size_t j = i;

	while (j < s->n && j - i < 5 && bs_cc(s->p[j]) != BS_CC_SPACE)
		j++;
	while (j > i + 2 && memchr(".,!?", s->p[j - 1], 4) != NULL)
		j--;
	if (j - i < 2 || (j < s->n && bs_is_alnum(s->p[j])))
		return i;
	return bs_table_find(&bs_data_emoticons, bs_span(s->p + i, j - i)) == BS_NOROW ? i : j;
}

/* Emoji: modifiers, joiners, flags, keycaps (UTS 51) stay with what they change. */
static size_t
emoji(const struct bs_scan *s, size_t i)
{
	size_t j = i, k;
	int32_t cp, next;
	bool flag;

	j += bs_utf8_decode(bs_span(s->p + j, s->n - j), &cp);
	flag = cp >= 0x1f1e6 && cp <= 0x1f1ff;
	while (j < s->n) {
		k = bs_utf8_decode(bs_span(s->p + j, s->n - j), &next);
		if (next == 0x200d) { /* joiner: takes the next character too */
			j += k;
			if (j < s->n && (unsigned char)s->p[j] >= 0x80)
				j += bs_utf8_decode(bs_span(s->p + j, s->n - j), &next);
		} else if (next == 0xfe0e || next == 0xfe0f || next == 0x20e3 ||
			   (next >= 0x1f3fb && next <= 0x1f3ff) ||
			   (next >= 0xe0020 && next <= 0xe007f)) {
			j += k;
		} else if (flag && next >= 0x1f1e6 && next <= 0x1f1ff) {
			j += k;
			flag = false;
		} else {
			break;
		}
	}
	return j;
}

static size_t
beyond_ascii(struct bs_scan *s, size_t i)
{
	size_t len, j;
	int32_t cp;
	enum bs_uc kind = bs_uc_kind(bs_span(s->p + i, s->n - i), &len, &cp);

	j = i + len;
	if (kind == BS_UC_SYMBOL) {
		j = cp >= 0x203c ? emoji(s, i) : j;
		bs_scan_emit(s, i, j, BS_SYMBOL);
		return j;
	}
	if (cp == 0x2018)
		s->open_single = true;
	else if (cp == 0x2019)
		s->open_single = false;
	if (cp == 0x2026 || (cp >= 0x2010 && cp <= 0x2015)) /* ellipses, dashes */
		while (j + len <= s->n && memcmp(s->p + j, s->p + i, len) == 0)
			j += len;
	bs_scan_emit(s, i, j, BS_PUNCT);
	return j;
}

/* ' or U+2019 at i, k bytes. */
static size_t
apostrophe(struct bs_scan *s, size_t i, size_t k)
{
	size_t j = bs_scan_run(s, i + k);
	bool open = bs_scan_open(s, i);
	char low[16] = "'";
	size_t n;
	uint32_t row;

	if (j > i + k && !open && bs_scan_is_suffix(s, i, j)) { /* (Estonia)'s */
		bs_scan_emit(s, i, j, BS_WORD);
		return j;
	}
	if (open && j - i - k <= 3 && j - i - k >= 2 && bs_is_09(s->p[i + k]) &&
	    bs_is_09(s->p[i + k + 1])) { /* '90s */
		bs_scan_emit(s, i, j, BS_NUMBER);
		return j;
	}
	if (open && j > i + k && j - i - k < sizeof low - 2) {
		for (n = 0; n < j - i - k; n++)
			low[n + 1] = (char)(bs_cc(s->p[i + k + n]) == BS_CC_UPPER
						? s->p[i + k + n] + 32
						: s->p[i + k + n]);
		row = bs_table_find(&bs_data_contractions, bs_span(low, n + 1));
		if (row != BS_NOROW &&
		    bs_span_is(bs_table_cell(&bs_data_contractions, row, 1), "open")) {
			struct bs_span at = bs_table_cell(&bs_data_contractions, row, 2);

			if (n == 1 && low[1] == 'n') /* rock 'n' roll */
				j += bs_scan_apostrophe(s, j);
			if (at.n > 0 && !(s->flags & BS_TOKEN_KEEP_CONTRACTIONS)) {
				n = k +
				    (size_t)(at.p[0] -
					     '1'); /* the first part: the apostrophe and so on */
				bs_scan_emit(s, i, i + n, BS_WORD);
				i += n;
			}
			bs_scan_emit(s, i, j, BS_WORD);
			return j;
		}
	}
	if (k == 1 && bs_scan_at(s, i + 1) == '\'')
		k = 2; /* '' */
	else
		s->open_single = k == 1 && open && j > i + k;
	bs_scan_emit(s, i, i + k, BS_PUNCT);
	return i + k;
}

/* . ? ! at i: .5, .pdf, or a run of marks. */
static size_t
stop(struct bs_scan *s, size_t i)
{
	size_t j = i + 1;

	if (s->p[i] == '.' && bs_is_alnum(bs_scan_at(s, j)) && bs_scan_open(s, i)) {
		j = bs_scan_run(s, j);
		if (bs_is_09(s->p[i + 1])) {
			bs_scan_emit(s, i, j, BS_NUMBER);
			return j;
		}
		if (bs_table_find(&bs_data_domains, bs_span(s->p + i + 1, j - i - 1)) != BS_NOROW) {
			bs_scan_emit(s, i, j, BS_WORD);
			return j;
		}
		j = i + 1;
	}
	while (j < s->n && (s->p[j] == '.' || s->p[j] == '?' || s->p[j] == '!'))
		j++;
	bs_scan_emit(s, i, j, BS_PUNCT);
	return j;
}

/* @name #topic -5 +1; the end, or i where it is none of these. */
static size_t
prefixed(struct bs_scan *s, size_t i)
{
	char c = s->p[i], next = bs_scan_at(s, i + 1);
	enum bs_token_class cls = BS_WORD;
	size_t j;

	if ((c != '-' && c != '+' && c != '@' && c != '#') ||
	    (i > 0 && bs_scan_word_char(s, i - 1) > 0))
		return i;
	if ((c == '-' || c == '+') &&
	    (bs_is_09(next) || (next == '.' && bs_is_09(bs_scan_at(s, i + 2)))) &&
	    (bs_scan_open(s, i) || s->p[i - 1] == '(')) {
		j = bs_scan_run(s, i + 1 + (next == '.'));
		while (j < s->n && (s->p[j] == '.' || s->p[j] == ',') &&
		       bs_is_09(bs_scan_at(s, j + 1)))
			j = bs_scan_run(s, j + 1);
		bs_scan_emit(s, i, j, BS_NUMBER);
		return j;
	}
	if ((c != '@' && c != '#') || bs_scan_word_char(s, i + 1) == 0 ||
	    (c == '#' && bs_is_09(next)))
		return i;
	j = bs_scan_run(s, i + 1);
	while (j < s->n && s->p[j] == '_' && bs_scan_word_char(s, j + 1) > 0)
		j = bs_scan_run(s, j + 1);
	if (c == '@' && j < s->n && s->p[j] == '.' && bs_is_alnum(bs_scan_at(s, j + 1))) {
		size_t k = bs_scan_link(s, i + 1, j, &cls);

		if (k > i + 1)
			j = k;
	}
	bs_scan_emit(s, i, j, cls);
	return j;
}

size_t
bs_scan_mark(struct bs_scan *s, size_t i)
{
	unsigned char c = (unsigned char)s->p[i];
	size_t j, k;

	if (c < 0x80 && alone[c]) {
		bs_scan_emit(s, i, i + 1, BS_PUNCT);
		return i + 1;
	}
	if (c >= 0x80 || c == '\'') {
		k = bs_scan_apostrophe(s, i);
		if (k > 0 && !(k == 3 && s->open_single))
			return apostrophe(s, i, k);
		return beyond_ascii(s, i);
	}
	if (c == '.' || c == '?' || c == '!')
		return stop(s, i);
	j = prefixed(s, i);
	if (j > i)
		return j;
	j = memchr(":;=<>^-", c, 7) ? face(s, i) : i;
	if (j > i) {
		bs_scan_emit(s, i, j, BS_SYMBOL);
		return j;
	}
	j = repeats[c] ? repeated(s, i) : i + 1;
	bs_scan_emit(s, i, j, symbols[c] ? BS_SYMBOL : BS_PUNCT);
	return j;
}
