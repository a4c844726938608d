/* names: the words of a name, its key form, and acronyms.  See resolve.h. */
#include "broadsheet/utf8.h"
#include "broadsheet/variant.h"
#include "entities/resolve.h"

extern const struct bs_table bs_data_acronyms;

static bool
is_quote(int32_t cp)
{
	return cp == '"' || cp == '\'' || cp == '`' || cp == 0xAB || cp == 0xBB ||
	       (cp >= 0x2018 && cp <= 0x201F) || cp == 0x2039 || cp == 0x203A;
}

static bool
is_edge(int32_t cp)
{
	return is_quote(cp) || bs_is_space(cp) || cp == ',' || cp == ';' || cp == ':' ||
	       cp == '(' || cp == '[' || cp == '-' || (cp >= 0x2010 && cp <= 0x2015);
}

static struct bs_span
trim_edges(struct bs_span s)
{
	int32_t cp;
	size_t n;

	while (s.n) {
		n = bs_utf8_decode(s, &cp);
		if (!is_edge(cp))
			break;
		s = bs_span_cut(s, n, s.n);
	}
	while (s.n) {
		n = bs_utf8_decode_last(s, &cp);
		if (!is_edge(cp) && cp != '.')
			break;
		/* the stop of an abbreviation stays: U.S., Jr. */
		if (cp == '.' && s.n > 1 && (memchr(s.p, '.', s.n - 1) || s.n < 5))
			break;
		s.n -= n;
	}
	return s;
}

static bool
ends_possessive(struct bs_span s, size_t *n)
{
	if (s.n > 3 && (s.p[s.n - 1] == 's' || s.p[s.n - 1] == 'S')) {
		if (s.p[s.n - 2] == '\'')
			return *n = 2, true;
		if (s.n > 5 && memcmp(s.p + s.n - 4, "\xE2\x80\x99", 3) == 0)
			return *n = 4, true;
	}
	return false;
}

struct bs_span
bs_name_trim(struct bs_span s)
{
	size_t n;

	s = trim_edges(s);
	if (ends_possessive(s, &n))
		s = trim_edges(bs_span(s.p, s.n - n));
	if (s.n > 4 && (s.p[0] | 0x20) == 't' && (s.p[1] | 0x20) == 'h' && (s.p[2] | 0x20) == 'e' &&
	    s.p[3] == ' ')
		s = trim_edges(bs_span_cut(s, 4, s.n));
	return s;
}

/* Letters, digits and stops of ASCII: its own key. */
static bool
is_key(struct bs_span name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i], low = (char)(c | 32);

		if (!((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
			(c == ' ' && i > 0 && name.p[i - 1] != ' ')))
			return false;
	}
	return name.n > 0;
}

/* Plain letters, quotes off, one blank between words. */
struct bs_span
bs_name_key(struct bs_arena *a, struct bs_span name)
{
	struct bs_buf plain = {0}, out = {0};
	struct bs_span s;
	size_t at, n;
	bool gap = false, joint = false;
	int32_t cp;

	name = bs_name_trim(name);
	if (is_key(name))
		return bs_arena_copy(a, name);
	bs_name_plain(&plain, name);
	s = bs_buf_view(&plain);
	for (at = 0; at < s.n; at += n) {
		n = bs_utf8_decode(bs_span_cut(s, at, s.n), &cp);
		if (bs_is_space(cp)) {
			gap = true;
			continue;
		}
		if (cp == 0x2019 || cp == 0x2BC) { /* O’Brien */
			bs_buf_ch(&out, '\'');
			continue;
		}
		if (cp != '\'' && is_quote(cp))
			continue;
		/* Sung - gul, of a text cut into tokens, is Sung-gul */
		if (gap && out.n && !(cp == '-' && at + n < s.n && s.p[at + n] == ' ') &&
		    !(out.n > 1 && out.p[out.n - 1] == '-' && joint))
			bs_buf_ch(&out, ' ');
		joint = gap && cp == '-';
		gap = false;
		bs_buf_add(&out, s.p + at, n);
	}
	s = bs_arena_copy(a, out.n ? bs_buf_view(&out) : name);
	bs_buf_free(&plain);
	bs_buf_free(&out);
	return s;
}

struct bs_span
bs_name_folded(struct bs_arena *a, struct bs_span name)
{
	struct bs_buf b = {0};
	struct bs_span s;

	bs_name_fold(&b, name);
	s = bs_buf_view(&b);
	if (s.n > 4 && memcmp(s.p, "the ", 4) == 0)
		s = bs_span_cut(s, 4, s.n);
	s = bs_arena_copy(a, s);
	bs_buf_free(&b);
	return s;
}

bool
bs_name_all_caps(struct bs_span s)
{
	size_t at = 0, n, letters = 0;
	int32_t cp;

	for (; at < s.n; at += n) {
		n = bs_utf8_decode(bs_span_cut(s, at, s.n), &cp);
		if (bs_is_lower(cp))
			return false;
		letters += bs_is_upper(cp);
	}
	return letters >= 2;
}

/* Words all in capitals get small ones behind the first: DE GAULLE, AL-SISI. */
struct bs_span
bs_name_cased(struct bs_arena *a, struct bs_span name)
{
	char *p = bs_arena_alloc(a, name.n + 1);
	bool start = true;
	size_t i;

	for (i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80);

		if (c >= 'A' && c <= 'Z' && !start)
			c = (char)(c + 32);
		start = !letter && c != '\'';
		p[i] = c;
	}
	return bs_span(p, name.n);
}

/* UN SECURITY COUNCIL to UN Security Council; a name with digits stays as it is. */
struct bs_span
bs_name_cased_words(struct bs_arena *a, struct bs_span name)
{
	struct bs_span out = bs_name_cased(a, name), word[BS_NAME_WORDS];
	size_t n = bs_name_split(name, word, BS_NAME_WORDS), i;

	for (i = 0; i < name.n; i++)
		if (name.p[i] >= '0' && name.p[i] <= '9')
			return name;
	for (i = 0; i < n; i++)
		if (bs_table_find(&bs_data_acronyms, word[i]) != BS_NOROW)
			memcpy((char *)out.p + (word[i].p - name.p), word[i].p, word[i].n);
	return out;
}

bool
bs_name_is_acronym(struct bs_span s)
{
	size_t i, upper = 0, lower = 0, other = 0;

	if (s.n < 2 || s.n > 12)
		return false;
	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			upper++;
		else if (c >= 'a' && c <= 'z')
			lower++;
		else if ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '&' || c == '/')
			other++;
		else
			return false;
	}
	return upper >= 2 && upper > lower && upper + lower <= 10 && upper >= other - (other > 0);
}

size_t
bs_name_split(struct bs_span s, struct bs_span *word, size_t max)
{
	size_t n = 0, from, at = 0;

	while (at < s.n && n < max) {
		while (at < s.n && s.p[at] == ' ')
			at++;
		for (from = at; at < s.n && s.p[at] != ' '; at++)
			;
		if (at > from)
			word[n++] = bs_span_cut(s, from, at);
	}
	return at < s.n && n == max ? 0 : n;
}

/* J, J., J.K., J.-P. */
bool
bs_name_is_initial(struct bs_span w)
{
	size_t i, letters = 0;
	bool stop = false;

	for (i = 0; i < w.n; i++) {
		if (w.p[i] == '.')
			stop = true;
		else if (w.p[i] >= 'A' && w.p[i] <= 'Z' &&
			 (i == 0 || w.p[i - 1] == '.' || w.p[i - 1] == '-'))
			letters++;
		else if (w.p[i] != '-')
			return false;
	}
	return letters == 1 || (letters > 1 && stop);
}

bool
bs_name_lookup(const struct bs_table *t, struct bs_span folded, uint32_t col, struct bs_span *value)
{
	uint32_t row = bs_table_find(t, folded);

	if (row == BS_NOROW)
		return false;
	*value = bs_table_cell(t, row, col);
	return true;
}

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool
is_alnum(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/*
 * Schwartz and Hearst, "A simple algorithm for identifying abbreviation
 * definitions in biomedical text" (2003): the letters from right to left, the
 * first at the start of a word.  *start: where in longform the name begins.
 */
bool
bs_name_abbreviates(struct bs_span acronym, struct bs_span longform, size_t *start)
{
	size_t i = acronym.n, j = longform.n;
	bool first = true;

	while (i > 0) {
		char c = lower(acronym.p[--i]);
		bool at_start;

		if (!is_alnum(c))
			continue;
		for (at_start = true; at_start; j--) {
			if (j == 0)
				return false;
			if (lower(longform.p[j - 1]) == c &&
			    (i > 0 || j == 1 || !is_alnum(longform.p[j - 2])))
				break;
		}
		j--;
		first = false;
	}
	*start = j;
	return !first;
}

struct bs_span
bs_resolver_text(const struct bs_resolver *r, const struct bs_entity *e)
{
	return bs_span_cut(r->d->sent[e->sent].text, e->start, e->stop);
}
