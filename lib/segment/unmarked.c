/*
 * unmarked: ends of sentences that no stop marks, as scraped text has them:
 * a heading glued to the text, a picture's credit, a time stamp, a link, a
 * face, a rule of asterisks.  See split.h.
 */
#include "segment/split.h"

#include "broadsheet/table.h"

extern const struct bs_table bs_data_emoticons;

enum {
	HEADING_MAX = 100,
	STAMP_MAX = 24,
	HEADER_MAX = 80,
	FACE_MAX = 5,
	RULE_MIN = 3,
	HYPHENS_MIN = 5
};

static bool
edge(const struct bs_split *s, size_t i)
{
	return i >= s->n || bs_cc(s->p[i]) == BS_CC_SPACE;
}

/* A word that ends with one of these stands in no heading that was glued to a text. */
static const bool no_heading[256] = {['.'] = true,
    ['?'] = true,
    ['!'] = true,
    [':'] = true,
    [';'] = true,
    ['"'] = true,
    [0x80 ... 0xff] = true};

/* Behind the run of bytes that are no white space at i. */
static size_t
solid(const struct bs_split *s, size_t i)
{
	while (i < s->n && bs_cc(s->p[i]) != BS_CC_SPACE)
		i++;
	return i;
}

/* Of the eight words from i, at least half begin small. */
static bool
runs_small(const struct bs_split *s, size_t i)
{
	size_t k, small = 0;

	for (k = 0; k < 8 && i < s->n; k++) {
		small += bs_cc(s->p[i]) == BS_CC_LOWER;
		i = solid(s, i);
		if (i < s->n)
			i++;
	}
	return small >= 4;
}

/*
 * "Ferry Talks Resume In the evening the minister said": where the text
 * begins to which a heading was glued; 0 where there is none.
 */
size_t
bs_split_heading(const struct bs_split *s)
{
	size_t i = s->head, j, words = 0;

	for (; i < s->n && i < s->head + HEADING_MAX; i = j + 1) {
		struct bs_span w;

		j = solid(s, i);
		if (j == i)
			return 0;
		if (words >= 2 && bs_cc(s->p[i]) == BS_CC_UPPER &&
		    bs_cc(s->p[j - 1]) == BS_CC_LOWER && s->p[i - 1] == ' ' &&
		    bs_is_alnum(s->p[i - 2])) {
			w = bs_split_word_at(s, i);
			if (w.n == j - i && bs_word_is(w, "opens") && runs_small(s, j + 1))
				return i;
		}
		if (bs_cc(s->p[i]) != BS_CC_UPPER && bs_cc(s->p[i]) != BS_CC_DIGIT && j - i > 3)
			return 0;
		if (no_heading[(unsigned char)s->p[j - 1]])
			return 0;
		words++;
	}
	return 0;
}

/* "... on the quay Image: Jaan Tamm": where the credit begins whose colon is at i, or 0. */
static size_t
credit(const struct bs_split *s, size_t i)
{
	struct bs_span w = bs_split_word_before(s, i);
	size_t at = (size_t)(w.p - s->p);

	if (w.n == 0 || bs_cc(w.p[0]) != BS_CC_UPPER || at < s->start + 2 || s->p[at - 1] != ' ' ||
	    !(bs_is_alnum(s->p[at - 2]) || memchr(").", s->p[at - 2], 2) != NULL) ||
	    i + 2 >= s->n || s->p[i + 1] != ' ' || bs_cc(s->p[i + 2]) != BS_CC_UPPER ||
	    !bs_word_is(w, "credit"))
		return 0;
	return at;
}

/* "Email: jane@example.org She wrote": behind the address of the line whose colon is at i, or 0. */
static size_t
header(const struct bs_split *s, size_t i)
{
	struct bs_span w = bs_split_word_before(s, i);
	size_t stop = i + HEADER_MAX < s->n ? i + HEADER_MAX : s->n, j = i + 1;

	if ((size_t)(w.p - s->p) != s->head || !bs_word_is(w, "header") || !edge(s, j))
		return 0;
	while (j < stop && s->p[j] != '@' && s->p[j] != ':')
		j++;
	if (j == stop || s->p[j] != '@')
		return 0;
	j = solid(s, j);
	return j + 1 < s->n && bs_is_alnum(s->p[j - 1] == '>' ? s->p[j - 2] : s->p[j - 1]) ? j : 0;
}

static size_t
digits(const struct bs_split *s, size_t i)
{
	while (i < s->n && bs_is_09(s->p[i]))
		i++;
	return i;
}

/* The stamp 08/16/2000 12:05:10 PM around the colon at i: *from, and its end; 0 where none. */
static size_t
stamp(const struct bs_split *s, size_t i, size_t *from)
{
	size_t j = i, low = i > STAMP_MAX ? i - STAMP_MAX : 0, slashes = 0;

	while (j > low && bs_is_09(s->p[j - 1]))
		j--;
	if (j == i || j < 8 || s->p[j - 1] != ' ')
		return 0;
	for (j--; j > low && (bs_is_09(s->p[j - 1]) || s->p[j - 1] == '/'); j--)
		slashes += s->p[j - 1] == '/';
	if (slashes != 2 || s->p[j] == '/')
		return 0;
	*from = j;
	j = digits(s, i + 1);
	if (j < s->n && s->p[j] == ':')
		j = digits(s, j + 1);
	if (j + 2 < s->n && s->p[j] == ' ' && (s->p[j + 1] == 'A' || s->p[j + 1] == 'P') &&
	    s->p[j + 2] == 'M')
		j += 3;
	return edge(s, j) ? j : 0;
}

/* A face at i between white space; its end, or 0. */
static size_t
face(const struct bs_split *s, size_t i)
{
	size_t j = i;

	while (j < s->n && j - i < FACE_MAX && bs_cc(s->p[j]) != BS_CC_SPACE)
		j++;
	if (j - i < 2 || !edge(s, j))
		return 0;
	return bs_table_find(&bs_data_emoticons, bs_span(s->p + i, j - i)) == BS_NOROW ? 0 : j;
}

size_t
bs_split_face(const struct bs_split *s, size_t i)
{
	size_t j;

	if (i + 2 >= s->n || s->p[i] != ' ' || memchr(":;=<^", s->p[i + 1], 5) == NULL)
		return i;
	j = face(s, i + 1);
	return j > 0 ? j : i;
}

/* Behind the link whose colon is at i, without marks that close behind it. */
static size_t
link_end(const struct bs_split *s, size_t i)
{
	size_t j = i;

	while (j < s->n && (unsigned char)s->p[j] > ' ' && memchr("<>\"", s->p[j], 3) == NULL &&
	       !(s->p[j] == '\xe2' && j + 1 < s->n && s->p[j + 1] == '\x80'))
		j++;
	while (j > i + 3 && memchr(".,;:!?')]", s->p[j - 1], 9) != NULL)
		j--;
	return j;
}

/* A rule of one character between white space at i: *** or =====; its end, or 0. */
static size_t
rule(const struct bs_split *s, size_t i)
{
	size_t j = i;

	if (i > 0 && !edge(s, i - 1))
		return 0;
	while (j < s->n && s->p[j] == s->p[i])
		j++;
	return edge(s, j) && j - i >= (s->p[i] == '-' ? HYPHENS_MIN : RULE_MIN) ? j : 0;
}

/* A capital or another link follows at i: what stood before was whole. */
static bool
starts_anew(const struct bs_split *s, size_t i)
{
	struct bs_next nx;

	bs_split_next(s, i, &nx);
	return nx.gap &&
	       (nx.kind == BS_NEXT_UPPER ||
		   (nx.kind == BS_NEXT_LOWER &&
		       bs_span_starts(bs_span(s->p + nx.word, s->n - nx.word), BS_SPAN("http"))));
}

struct bs_unmarked
bs_split_unmarked(const struct bs_split *s, size_t i)
{
	struct bs_unmarked u = {.next = i + 1};
	size_t j, from;

	if (s->p[i] == ':') {
		if (i + 3 < s->n && s->p[i + 1] == '/' && s->p[i + 2] == '/') {
			u.next = link_end(s, i);
			if (starts_anew(s, u.next)) {
				u.after = u.next;
				u.why = "link";
			}
			return u;
		}
		if ((j = credit(s, i)) > 0) {
			u.before = j;
			u.why = "credit";
			return u;
		}
		if ((j = header(s, i)) > 0) {
			u.next = u.after = j;
			u.why = "link";
			return u;
		}
		if (i > 0 && bs_is_09(s->p[i - 1]) && (j = stamp(s, i, &from)) > 0) {
			u.next = j;
			u.why = "stamp";
			if (from > s->start && !(from > 1 && bs_cc(s->p[from - 2]) == BS_CC_LOWER))
				u.before = from;
			if (starts_anew(s, j))
				u.after = j;
			return u;
		}
	}
	if (memchr("*=_~-", s->p[i], 5) != NULL && (j = rule(s, i)) > 0) {
		u = (struct bs_unmarked){.next = j, .why = "rule", .after = j};
		if (i > s->start)
			u.before = i;
	} else if (i > 0 && edge(s, i - 1) && memchr(":;=^", s->p[i], 4) != NULL &&
		   (j = face(s, i)) > 0) {
		u.next = j;
		if (starts_anew(s, j)) {
			u.after = j;
			u.why = "face";
		}
	}
	return u;
}
