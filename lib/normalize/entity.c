/*
 * entity: HTML character references, as the HTML standard reads them in text
 * (section 13.2.5.72 and on), and those that were escaped twice; see stages.h.
 */
#include "normalize/stages.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"
#include "normalize/codepage.h"

extern const struct bs_table bs_data_html_entities;

enum { NAME = 0, BARE = 1, CHARACTERS = 2, LONGEST_NAME = 32, LONGEST_BARE = 6, LEVELS = 4 };

/* A reference that was read: its length and what it stands for. */
struct reference {
	size_t n;
	char utf8[16];
	size_t nutf8;
};

static int
digit(char c, int base)
{
	int v = c >= '0' && c <= '9'                     ? c - '0'
		: (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
							 : 99;

	return v < base ? v : -1;
}

/* The number of `#8217;` or `#x2019;` at s; its length, or 0. */
static size_t
read_number(struct bs_span s, int32_t *cp)
{
	int base = s.n > 1 && (s.p[1] | 0x20) == 'x' ? 16 : 10;
	size_t i = base == 16 ? 2 : 1, first = i;

	*cp = 0;
	for (; i < s.n && digit(s.p[i], base) >= 0; i++)
		if (*cp <= 0x10ffff)
			*cp = *cp * base + digit(s.p[i], base);
	if (i == first)
		return 0;
	return i < s.n && s.p[i] == ';' ? i + 1 : i;
}

static bool
numeric(struct bs_span s, struct reference *r)
{
	int32_t cp, low;
	size_t n = read_number(s, &cp), m;

	if (n == 0)
		return false;
	r->n = n;
	if (cp >= 0x80 && cp < 0xa0) {
		cp = bs_codepages[BS_WINDOWS_1252].upper[cp - 0x80];
	} else if (cp >= 0xd800 && cp < 0xdc00 && s.n > n + 2 && s.p[n] == '&' &&
		   s.p[n + 1] == '#') {
		/* two halves of one character, as careless programs write them */
		m = read_number(bs_span_cut(s, n + 1, s.n), &low);
		if (m && low >= 0xdc00 && low < 0xe000) {
			cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
			r->n = n + 1 + m;
		}
	}
	if (cp == 0 || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		cp = 0xfffd;
	if (cp == '\r' || cp == '\f' || cp == '\v')
		cp = '\n';
	r->nutf8 = (cp < ' ' && cp != '\n' && cp != '\t') || cp == 0x7f || (cp >= 0x80 && cp < 0xa0)
		       ? 0
		       : bs_utf8_encode(cp, r->utf8);
	return true;
}

static void
set_characters(struct reference *r, uint32_t row)
{
	struct bs_span hex = bs_table_cell(&bs_data_html_entities, row, CHARACTERS);
	int32_t cp = 0;

	r->nutf8 = 0;
	for (size_t i = 0; i <= hex.n; i++) {
		if (i < hex.n && hex.p[i] != ' ') {
			cp = cp * 16 + digit(hex.p[i], 16);
		} else {
			r->nutf8 += bs_utf8_encode(cp, r->utf8 + r->nutf8);
			cp = 0;
		}
	}
}

/* name; -- or, where bare ones are taken, the longest beginning that is one. */
static bool
named(struct bs_span s, bool bare, struct reference *r)
{
	size_t n = 0;
	uint32_t row;

	while (n < s.n && n < LONGEST_NAME &&
	       (bs_is_letter((unsigned char)s.p[n]) || bs_is_digit((unsigned char)s.p[n])))
		n++;
	if (n == 0)
		return false;
	if (n < s.n && s.p[n] == ';') {
		row = bs_table_find(&bs_data_html_entities, bs_span(s.p, n));
		if (row != BS_NOROW) {
			set_characters(r, row);
			r->n = n + 1;
			return true;
		}
	}
	if (n > LONGEST_BARE)
		n = LONGEST_BARE;
	for (; bare && n >= 2; n--) {
		row = bs_table_find(&bs_data_html_entities, bs_span(s.p, n));
		if (row != BS_NOROW &&
		    bs_span_is(bs_table_cell(&bs_data_html_entities, row, BARE), "1")) {
			set_characters(r, row);
			r->n = n;
			return true;
		}
	}
	return false;
}

/* Is the & at `at` inside a link, where `&copy=1` is no copyright sign? */
static bool
in_link(struct bs_span t, size_t at)
{
	size_t least = at > 200 ? at - 200 : 0, i = at;

	while (i > least && (unsigned char)t.p[i - 1] > ' ')
		i--;
	for (; i < at; i++)
		if (t.p[i] == '?' ||
		    (t.p[i] == ':' && i + 2 < at && t.p[i + 1] == '/' && t.p[i + 2] == '/'))
			return true;
	return false;
}

/* The reference behind the & of t.p[at]; r->n counts from behind the &. */
static bool
reference(struct bs_span t, size_t at, struct reference *r)
{
	struct bs_span s = bs_span_cut(t, at + 1, t.n);

	if (s.n == 0)
		return false;
	if (s.p[0] == '#')
		return numeric(s, r);
	return bs_is_letter((unsigned char)s.p[0]) && named(s, !in_link(t, at), r);
}

void
bs_stage_entity(struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_span t = a->text;
	size_t at = 0;
	const char *p;

	while (at < t.n && (p = memchr(t.p + at, '&', t.n - at)) != NULL) {
		struct reference r = {0};
		size_t n;

		at = (size_t)(p - t.p);
		if (!reference(t, at, &r)) {
			at++;
			continue;
		}
		n = 1 + r.n;
		/* escaped twice: what follows an &amp; may be a reference itself */
		for (int level = 1;
		     level < LEVELS && r.nutf8 == 1 && r.utf8[0] == '&' && t.p[at + n - 1] == ';';
		     level++) {
			struct reference inner = {0};

			if (at + n >= t.n || !reference(t, at + n - 1, &inner) ||
			    t.p[at + n - 1 + inner.n] != ';')
				break;
			r = inner;
			n += inner.n;
		}
		bs_splice_add(s, at, n, r.utf8, r.nutf8, BS_RULE_ENTITY);
		at += n;
	}
	bs_aligned_apply(a, s);
}
