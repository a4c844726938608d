/*
 * uax29: see uax29.h
 *
 * Both walks read one character at a time, keep what came before it (with the
 * ignorable ones left out: SB5, WB4), and look ahead only where a rule says so
 * (SB8, WB6, WB7b, WB12); a look ahead goes over no character twice, as it
 * ends where the next could begin.
 */
#include "segment/uax29.h"

#include "broadsheet/utf8.h"
#include "segment/uax29_table.h"

#define BIT(x) (1U << (x))

static inline unsigned
property(struct bs_span t, size_t i, size_t *len)
{
	unsigned char c = (unsigned char)t.p[i], d = i + 1 < t.n ? (unsigned char)t.p[i + 1] : 0;
	int32_t cp;

	if (c < 0x80) {
		*len = 1;
		return bs_uax29_of(c);
	}
	if (c >= 0xc2 && c < 0xe0 && d >= 0x80 && d < 0xc0) {
		*len = 2;
		return bs_uax29_of((c & 0x1f) << 6 | (d & 0x3f));
	}
	*len = bs_utf8_decode(bs_span(t.p + i, t.n - i), &cp);
	return cp < 0 ? 0 : bs_uax29_of(cp);
}

static inline enum bs_sb
sb(struct bs_span t, size_t i, size_t *len)
{
	return (enum bs_sb)(property(t, i, len) >> 8);
}

/* SB8: a small letter follows before any other letter, separator or terminator. */
static bool
small_follows(struct bs_span t, size_t i)
{
	size_t len;

	for (; i < t.n; i += len) {
		enum bs_sb c = sb(t, i, &len);

		if (c == SB_LOWER)
			return true;
		if (BIT(c) & (BIT(SB_OLETTER) | BIT(SB_UPPER) | BIT(SB_CR) | BIT(SB_LF) |
				 BIT(SB_SEP) | BIT(SB_ATERM) | BIT(SB_STERM)))
			return false;
	}
	return false;
}

/* Classes that, one behind the other, neither end a sentence nor are left out. */
enum {
	PLAIN = BIT(SB_OTHER) | BIT(SB_SP) | BIT(SB_LOWER) | BIT(SB_UPPER) | BIT(SB_OLETTER) |
		BIT(SB_NUMERIC) | BIT(SB_SCONTINUE) | BIT(SB_CLOSE)
};

/* Where the walk stands behind a terminator. */
enum after { NO_TERM, TERM, CLOSED, SPACED };

size_t
bs_uax29_sentence(struct bs_span t, size_t i)
{
	enum after after = NO_TERM;
	enum bs_sb prev = SB_OTHER, before = SB_OTHER, c;
	bool aterm = false;
	size_t len, from = i;

	for (; i < t.n; i += len) {
		c = sb(t, i, &len);
		if (after == NO_TERM && BIT(c) & PLAIN && BIT(prev) & PLAIN) { /* nearly always */
			before = prev;
			prev = c;
			continue;
		}
		if (prev == SB_CR && c == SB_LF && i > from) { /* SB3 */
			prev = c;
			continue;
		}
		if (BIT(prev) & (BIT(SB_CR) | BIT(SB_LF) | BIT(SB_SEP)) && i > from)
			return i; /* SB4 */
		if (i > from && (c == SB_EXTEND || c == SB_FORMAT))
			continue; /* SB5 */
		if (after != NO_TERM) {
			bool sep = BIT(c) & (BIT(SB_CR) | BIT(SB_LF) | BIT(SB_SEP));

			if (aterm && after == TERM && prev == SB_ATERM &&
			    (c == SB_NUMERIC || /* SB6, SB7 */
				(c == SB_UPPER && (before == SB_UPPER || before == SB_LOWER)))) {
				after = NO_TERM;
			} else if ((c == SB_SP || sep) && after != NO_TERM) {
				after = SPACED; /* SB9, SB10 */
			} else if (c == SB_CLOSE && after != SPACED) {
				after = CLOSED; /* SB9 */
			} else if (BIT(c) & (BIT(SB_SCONTINUE) | BIT(SB_ATERM) | BIT(SB_STERM)) ||
				   (aterm && small_follows(t, i))) {
				after = NO_TERM; /* SB8a, SB8 */
			} else {
				return i; /* SB11 */
			}
		}
		if (c == SB_ATERM || c == SB_STERM) {
			after = TERM;
			aterm = c == SB_ATERM;
		}
		before = prev;
		prev = c;
	}
	return t.n;
}

static inline unsigned
wb(struct bs_span t, size_t i, size_t *len)
{
	return property(t, i, len) & 0x3f;
}

enum { PICTURE = 0x20 };

static bool
ignorable(unsigned c)
{
	return c == WB_EXTEND || c == WB_FORMAT || c == WB_ZWJ;
}

static bool
letter(unsigned c)
{
	return (c & ~(unsigned)PICTURE) == WB_LETTER || c == WB_HEBREW;
}

/* The class of the next character that is not ignorable, from i. */
static unsigned
next_class(struct bs_span t, size_t i)
{
	size_t len;

	for (; i < t.n; i += len) {
		unsigned c = wb(t, i, &len);

		if (!ignorable(c))
			return c;
	}
	return WB_OTHER;
}

/* Do the rules that join letters, figures and what connects them hold between prev and c? */
static bool
joined(unsigned before, unsigned prev, unsigned c, struct bs_span t, size_t next)
{
	unsigned mid = BIT(WB_MIDNUMLET) | BIT(WB_SINGLE_QUOTE);

	if (letter(prev) && letter(c))
		return true; /* WB5 */
	if (letter(prev) && c < 32 && BIT(c) & (mid | BIT(WB_MIDLETTER)) &&
	    letter(next_class(t, next)))
		return true; /* WB6 */
	if (letter(before) && prev < 32 && BIT(prev) & (mid | BIT(WB_MIDLETTER)) && letter(c))
		return true; /* WB7 */
	if (prev == WB_HEBREW && c == WB_SINGLE_QUOTE)
		return true; /* WB7a */
	if (prev == WB_HEBREW && c == WB_DOUBLE_QUOTE && next_class(t, next) == WB_HEBREW)
		return true; /* WB7b */
	if (before == WB_HEBREW && prev == WB_DOUBLE_QUOTE && c == WB_HEBREW)
		return true; /* WB7c */
	if ((prev == WB_NUMERIC || letter(prev)) && c == WB_NUMERIC)
		return true; /* WB8, WB9 */
	if (prev == WB_NUMERIC && letter(c))
		return true; /* WB10 */
	if (before == WB_NUMERIC && prev < 32 && BIT(prev) & (mid | BIT(WB_MIDNUM)) &&
	    c == WB_NUMERIC)
		return true; /* WB11 */
	if (prev == WB_NUMERIC && c < 32 && BIT(c) & (mid | BIT(WB_MIDNUM)) &&
	    next_class(t, next) == WB_NUMERIC)
		return true; /* WB12 */
	if (prev == WB_KATAKANA && c == WB_KATAKANA)
		return true; /* WB13 */
	if (c == WB_EXTENDNUMLET &&
	    (letter(prev) || prev == WB_NUMERIC || prev == WB_KATAKANA || prev == WB_EXTENDNUMLET))
		return true; /* WB13a */
	return prev == WB_EXTENDNUMLET &&
	       (letter(c) || c == WB_NUMERIC || c == WB_KATAKANA); /* WB13b */
}

size_t
bs_uax29_word(struct bs_span t, size_t i)
{
	unsigned last, prev, before = WB_OTHER, c, flags;
	size_t len;

	prev = last = wb(t, i, &len); /* last: with the ignorable ones */
	flags = prev == WB_RI;
	for (i += len; i < t.n; i += len) {
		c = wb(t, i, &len);
		if (prev == WB_LETTER && c == WB_LETTER) { /* WB5, nearly always */
			before = last = c;
			continue;
		}
		if (last == WB_CR && c == WB_LF) { /* WB3 */
			last = prev = c;
			continue;
		}
		if ((last < 32 && BIT(last) & (BIT(WB_CR) | BIT(WB_LF) | BIT(WB_NEWLINE))) ||
		    (c < 32 && BIT(c) & (BIT(WB_CR) | BIT(WB_LF) | BIT(WB_NEWLINE))))
			return i; /* WB3a, WB3b */
		if ((last == WB_ZWJ && c & PICTURE) || (last == WB_SPACE && c == WB_SPACE)) {
			before = prev; /* WB3c, WB3d */
			last = prev = c;
			continue;
		}
		if (ignorable(c)) { /* WB4 */
			last = c;
			continue;
		}
		if (prev == WB_RI && c == WB_RI && flags % 2 == 1)
			flags++; /* WB15, WB16 */
		else if (!joined(before, prev, c, t, i + len))
			return i;
		before = prev;
		last = prev = c;
	}
	return t.n;
}

/* A space with another character of ASCII behind it: a word of its own by the rules. */
static bool
is_gap(struct bs_span t, size_t i)
{
	return t.p[i] == ' ' && i + 1 < t.n && t.p[i + 1] != ' ' &&
	       (unsigned char)t.p[i + 1] < 0x80;
}

static bool
is_white(struct bs_span s)
{
	return bs_trim(s).n == 0;
}

void
bs_uax29_sentences(struct bs_span text, struct bs_sentences *out)
{
	size_t i, j;

	for (i = 0; i < text.n; i = j) {
		struct bs_span s;

		j = bs_uax29_sentence(text, i);
		s = bs_trim(bs_span_cut(text, i, j));
		if (s.n > 0)
			BS_PUSH(out->v, out->n, out->cap) = (struct bs_sentence){
			    (size_t)(s.p - text.p), (size_t)(s.p - text.p) + s.n, "uax29"};
	}
}

void
bs_uax29_tokens(struct bs_span text, struct bs_tokens *out)
{
	size_t i, j, len;
	int32_t cp;

	for (i = 0; i < text.n; i = j) {
		struct bs_span s;
		enum bs_token_class c = BS_PUNCT;

		if (is_gap(text, i)) {
			j = i + 1;
			continue;
		}
		j = bs_uax29_word(text, i);
		s = bs_span_cut(text, i, j);
		len = bs_utf8_decode(s, &cp);
		if (cp >= 0 && bs_is_space(cp) && is_white(s))
			continue;
		if (cp >= 0 && bs_is_digit(cp))
			c = BS_NUMBER;
		else if (cp >= 0 && (len < s.n || bs_is_letter(cp)))
			c = BS_WORD;
		else if (cp < 0 || bs_uax29_of(cp) & PICTURE)
			c = BS_SYMBOL;
		BS_PUSH(out->v, out->n, out->cap) = (struct bs_token){(uint32_t)i, (uint32_t)j, c};
	}
}
