/* lookahead: marks that may end a sentence, what stands behind them, and the words around; see
 * split.h */
#include "segment/split.h"

/* A character that opens: quotation, bracket, bullet, dash, Spanish ¿ ¡.  Its length, or 0. */
static size_t
opener(const struct bs_split *s, size_t i, struct bs_next *nx)
{
	size_t len;
	int32_t cp;

	switch (s->p[i]) {
	case '"':
	case '\'':
	case '`':
		nx->quote = true;
		return 1;
	case '(':
	case '[':
	case '{':
		nx->bracket = true;
		return 1;
	case '*':
	case '_':
		return 1;
	case '-':
		nx->dash = true;
		return 1;
	}
	if ((unsigned char)s->p[i] < 0x80)
		return 0;
	len = bs_utf8_decode(bs_span(s->p + i, s->n - i), &cp);
	switch (cp) {
	case 0x2018:
	case 0x2019:
	case 0x201a:
	case 0x201c:
	case 0x201e:
	case 0xab:
	case 0x2039:
	case 0x300c:
	case 0x300e:
		nx->quote = true;
		return len;
	case 0xa1:
	case 0xbf:
		return len;
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
		nx->dash = true;
		return len;
	case 0x2022:
	case 0x2023:
	case 0x2043:
	case 0x25aa:
	case 0x25cf:
	case 0x25e6: /* bullets */
		return len;
	default:
		return 0;
	}
}

static bool
edge(const struct bs_split *s, size_t i)
{
	return i >= s->n || bs_cc(s->p[i]) == BS_CC_SPACE;
}

/* Behind an item's mark in brackets, (a) [12] (vii), and its space; i where there is none. */
static size_t
item(const struct bs_split *s, size_t i)
{
	size_t j = i;

	while (j < s->n && j - i < 5 && bs_is_alnum(s->p[j]))
		j++;
	if (j == i || j + 1 >= s->n || (s->p[j] != ')' && s->p[j] != ']') || s->p[j + 1] != ' ')
		return i;
	return j + 2;
}

static enum bs_next_kind
kind_at(const struct bs_split *s, size_t i)
{
	size_t len;
	int32_t cp;
	char c = s->p[i];

	switch (bs_cc(c)) {
	case BS_CC_LOWER:
		return BS_NEXT_LOWER;
	case BS_CC_UPPER:
		return BS_NEXT_UPPER;
	case BS_CC_DIGIT:
		return BS_NEXT_DIGIT;
	case BS_CC_HIGH:
		switch (bs_uc_kind(bs_span(s->p + i, s->n - i), &len, &cp)) {
		case BS_UC_WORD:
			return bs_is_lower(cp)   ? BS_NEXT_LOWER
			       : bs_is_digit(cp) ? BS_NEXT_DIGIT
						 : BS_NEXT_UPPER;
		case BS_UC_PUNCT:
			return cp == 0x201d || cp == 0xbb ? BS_NEXT_GOES_ON : BS_NEXT_OTHER;
		default:
			return BS_NEXT_OTHER;
		}
	default:
		if (c == '.') /* alone: the end of text with spaces around its marks */
			return edge(s, i + 1) ? BS_NEXT_GOES_ON : BS_NEXT_OTHER;
		return memchr(",;:)]}?!/", c, 9) != NULL ? BS_NEXT_GOES_ON : BS_NEXT_OTHER;
	}
}

static size_t
space(const struct bs_split *s, size_t i)
{
	int32_t cp;
	size_t k;

	while (i < s->n) {
		if (bs_cc(s->p[i]) == BS_CC_SPACE) {
			i++;
			continue;
		}
		if ((unsigned char)s->p[i] < 0x80)
			break;
		k = bs_utf8_decode(bs_span(s->p + i, s->n - i), &cp);
		if (cp < 0 || !bs_is_space(cp))
			break;
		i += k;
	}
	return i;
}

void
bs_split_next(const struct bs_split *s, size_t i, struct bs_next *nx)
{
	size_t j, k, stop;

	*nx = (struct bs_next){.kind = BS_NEXT_END};
	nx->at = j = space(s, i);
	nx->gap = j > i;
	stop = j + BS_LOOK < s->n ? j + BS_LOOK : s->n;
	while (j < stop && (k = opener(s, j, nx)) > 0) {
		j += k;
		if (j < s->n && s->p[j] == ' ') /* - The; " The */
			j++;
	}
	nx->word = j;
	if (nx->at == s->n)
		return;
	if (nx->bracket && (k = item(s, j)) > j && k < s->n && kind_at(s, k) == BS_NEXT_UPPER)
		j = k;
	nx->kind = j < stop ? kind_at(s, j) : BS_NEXT_OTHER;
	if (nx->kind == BS_NEXT_LOWER && j + 2 < s->n && s->p[j + 1] == ')' && s->p[j + 2] == ' ')
		nx->kind = BS_NEXT_OTHER; /* b) the second item */
	if (kind_at(s, nx->at) == BS_NEXT_GOES_ON)
		nx->kind = BS_NEXT_GOES_ON;
}

struct bs_span
bs_split_word_before(const struct bs_split *s, size_t i)
{
	size_t j = i, low = i > BS_ABBREV_LONGEST ? i - BS_ABBREV_LONGEST - 1 : 0;

	if (low < s->start)
		low = s->start < i ? s->start : i;

	while (j > low && bs_is_alpha(s->p[j - 1]))
		j--;
	if (j == low || s->p[j - 1] == ' ') /* nearly always */
		return bs_span(s->p + j, i - j);
	while (j > low) {
		char c = s->p[j - 1];

		if (bs_is_alnum(c) || (unsigned char)c >= 0x80 || (c == '\'' && j < i) ||
		    ((c == '.' || c == '&' || c == '-') && j < i && j - 1 > low &&
			bs_is_alnum(s->p[j - 2]) && bs_is_alnum(s->p[j])))
			j--;
		else
			break;
	}
	/* bytes beyond ASCII: only letters belong */
	while (j < i && (unsigned char)s->p[j] >= 0x80) {
		size_t k;
		int32_t cp;

		if (bs_uc_kind(bs_span(s->p + j, i - j), &k, &cp) == BS_UC_WORD)
			break;
		j += k;
	}
	return bs_span(s->p + j, i - j);
}

struct bs_span
bs_split_word_at(const struct bs_split *s, size_t i)
{
	size_t j = i, stop = i + BS_LOOK < s->n ? i + BS_LOOK : s->n;

	while (j < stop && bs_is_alpha(s->p[j]))
		j++;
	while (j < stop) {
		size_t k = 1;

		if (!bs_is_alpha(s->p[j])) {
			int32_t cp;

			if (s->p[j] == '\'' && j > i && j + 1 < stop && bs_is_alpha(s->p[j + 1])) {
				j++;
				continue;
			}
			if ((unsigned char)s->p[j] < 0x80)
				break;
			if (j + 3 < stop && j > i && memcmp(s->p + j, "\xe2\x80\x99", 3) == 0 &&
			    bs_is_alpha(s->p[j + 3])) {
				j += 3;
				continue;
			}
			if (bs_uc_kind(bs_span(s->p + j, s->n - j), &k, &cp) != BS_UC_WORD)
				break;
		}
		j += k;
	}
	if (j > s->n)
		j = s->n;
	return bs_span(s->p + i, j - i);
}

static bool
is(const struct bs_split *s, size_t i, const char *mark, size_t n)
{
	return i + n <= s->n && memcmp(s->p + i, mark, n) == 0;
}

/* The run of stops at i, those with spaces between too (. . .); false where i has none. */
bool
bs_split_run(const struct bs_split *s, size_t i, struct bs_mark *m)
{
	size_t e = i, gap;

	*m = (struct bs_mark){.at = i};
	for (;;) {
		/* a space, then a mark that stands alone: part of the run */
		gap = e > i && e + 1 < s->n && s->p[e] == ' ' && memchr(".?!", s->p[e + 1], 3) &&
		      (e + 2 >= s->n || !bs_is_alnum(s->p[e + 2]));
		if (e + gap >= s->n)
			break;
		if (s->p[e + gap] == '.')
			m->dots++;
		else if (s->p[e + gap] == '?')
			m->question = true;
		else if (s->p[e + gap] == '!')
			m->exclaim = true;
		else if (is(s, e, "\xe2\x80\xa6", 3)) { /* … */
			m->dots += 3;
			e += 2;
		} else if (is(s, e, "\xe2\x80\xbd", 3) || is(s, e, "\xe2\x81\x87", 3) ||
			   is(s, e, "\xe2\x81\x88", 3) || is(s, e, "\xe2\x81\x89", 3) ||
			   is(s, e, "\xe2\x80\xbc", 3)) { /* ‽ ⁇ ⁈ ⁉ ‼ */
			m->question = true;
			e += 2;
		} else if (is(s, e, "\xe3\x80\x82", 3) || is(s, e, "\xef\xbc\x8e", 3) ||
			   is(s, e, "\xef\xbc\x81", 3) || is(s, e, "\xef\xbc\x9f", 3) ||
			   is(s, e, "\xef\xbd\xa1", 3)) { /* 。．！？｡ */
			m->wide = true;
			e += 2;
		} else
			break;
		m->spaced = m->spaced || gap;
		e += 1 + gap;
	}
	m->end = m->close = e;
	m->ellipsis = m->dots >= 3 || (m->dots == 2 && m->spaced);
	return e > i;
}

/* Length of a note's number behind a mark: [1], [2–11], 12 before a capital. */
size_t
bs_split_note(const struct bs_split *s, const struct bs_mark *m)
{
	size_t i = m->close, j = i;

	if (j + 1 < s->n && (s->p[j] == '[' || (s->p[j] == ' ' && s->p[j + 1] == '['))) {
		j += s->p[j] == ' ';
		while (++j < s->n && j - i < 12 &&
		       (bs_is_09(s->p[j]) || memchr(",- ", s->p[j], 3) ||
			   (unsigned char)s->p[j] >= 0x80))
			;
		return j < s->n && s->p[j] == ']' && bs_is_09(s->p[j - 1]) ? j + 1 - i : 0;
	}
	if (m->close != m->end || m->at == 0 || m->dots != 1 || bs_is_09(s->p[m->at - 1]))
		return 0;
	while (j < s->n && j - i < 9 &&
	       (bs_is_09(s->p[j]) ||
		   (s->p[j] == ' ' && j > i && j + 1 < s->n && bs_is_09(s->p[j + 1]))))
		j++;
	return j > i && j + 1 < s->n && s->p[j] == ' ' && bs_cc(s->p[j + 1]) == BS_CC_UPPER ? j - i
											    : 0;
}
