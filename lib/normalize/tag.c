/*
 * tag: tags, comments and debris of attributes that a scraper left in the
 * text; see stages.h.  Not a parser of HTML: what is not surely markup stays.
 */
#include "normalize/stages.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_html_tags;

enum { LONGEST_NAME = 12, DOES = 1 };

struct tags {
	struct bs_span t;
	struct bs_splices *s;
	size_t done;     /* behind what was taken out last */
	size_t no_close; /* from here on there is no --> (to ask but once) */
	size_t no_end;   /* nor a closing tag */
};

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-';
}

/* Where `what` stands at or behind `at`; t.n where it does not. */
static size_t
find(struct bs_span t, size_t at, const char *what)
{
	size_t n = strlen(what);

	for (const char *p; at + n <= t.n && (p = memchr(t.p + at, what[0], t.n - at)) != NULL;
	     at++) {
		at = (size_t)(p - t.p);
		if (at + n <= t.n && memcmp(p, what, n) == 0)
			return at;
	}
	return t.n;
}

static void
take(struct tags *g, size_t start, size_t stop, const char *by)
{
	bs_splice_add(g->s, start, stop - start, by, strlen(by), BS_RULE_TAG);
	g->done = stop;
}

/* <!-- -->, <!DOCTYPE >, <![CDATA[ ; < stands at `at`. */
static bool
declaration(struct tags *g, size_t at)
{
	struct bs_span rest = bs_span_cut(g->t, at, g->t.n);
	size_t stop;

	if (bs_span_starts(rest, BS_SPAN("<!--"))) {
		if (at >= g->no_close)
			return false;
		stop = find(g->t, at + 4, "-->");
		if (stop == g->t.n) {
			g->no_close = at;
			return false;
		}
		take(g, at, stop + 3, "");
		return true;
	}
	if (bs_span_starts(rest, BS_SPAN("<![CDATA["))) {
		take(g, at, at + 9, "");
		return true;
	}
	if (rest.n > 9 && (bs_span_starts(rest, BS_SPAN("<!DOCTYPE ")) ||
			      bs_span_starts(rest, BS_SPAN("<!doctype ")) ||
			      bs_span_starts(rest, BS_SPAN("<?xml ")))) {
		for (stop = at + 1; stop < g->t.n && stop < at + 400; stop++) {
			if (g->t.p[stop] == '<')
				return false;
			if (g->t.p[stop] == '>') {
				take(g, at, stop + 1, "");
				return true;
			}
		}
	}
	return false;
}

/* Behind the > that closes the element `name` opened before `at`; 0 where nothing does. */
static size_t
element_end(struct tags *g, size_t at, const char *name)
{
	char close[LONGEST_NAME + 3] = "</";
	size_t stop;

	if (at >= g->no_end)
		return 0;
	memcpy(close + 2, name, strlen(name) + 1);
	stop = find(g->t, at, close);
	if (stop == g->t.n) {
		g->no_end = at;
		return 0;
	}
	while (stop < g->t.n && g->t.p[stop] != '>')
		stop++;
	return stop < g->t.n ? stop + 1 : 0;
}

static void
tag(struct tags *g, size_t at)
{
	struct bs_span t = g->t, does;
	char name[LONGEST_NAME + 1];
	size_t i = at + 1, n = 0, end;
	bool closing = i < t.n && t.p[i] == '/';
	uint32_t row;

	for (i += closing; i < t.n && n < LONGEST_NAME && is_name(t.p[i]); i++, n++)
		name[n] = (char)(t.p[i] >= 'A' && t.p[i] <= 'Z' ? t.p[i] | 0x20 : t.p[i]);
	name[n] = '\0';
	if (n == 0 || i == t.n || !strchr(" \t\n/>", t.p[i]))
		return;
	row = bs_table_find(&bs_data_html_tags, bs_span(name, n));
	if (row == BS_NOROW)
		return;
	while (i < t.n && t.p[i] != '>' && t.p[i] != '<')
		i++;
	if (i == t.n || t.p[i] == '<')
		return;
	does = bs_table_cell(&bs_data_html_tags, row, DOES);
	end = !closing && bs_span_is(does, "content") ? element_end(g, i, name) : 0;
	take(g, at, end ? end : i + 1, bs_span_is(does, "line") ? "\n" : "");
}

/* Start of `name="value` that ends at `end` (where its closing " is), or SIZE_MAX. */
static size_t
attribute(struct bs_span t, size_t end, size_t least)
{
	size_t i = end;

	while (i > least && !strchr("\"<>\n", t.p[i - 1]))
		i--;
	if (i <= least || t.p[i - 1] != '"' || i < 2 || t.p[i - 2] != '=')
		return SIZE_MAX;
	for (i -= 2; i > least && (is_name(t.p[i - 1]) || t.p[i - 1] == ':'); i--)
		;
	return t.p[i] == '=' ? SIZE_MAX : i;
}

/* The tail of a tag whose beginning was lost: `" width="300" />`; > stands at `at`. */
static void
debris(struct tags *g, size_t at)
{
	struct bs_span t = g->t;
	size_t i = at, start = SIZE_MAX, n = 0;
	bool slash = i > g->done && t.p[i - 1] == '/';

	i -= slash;
	for (;; n++) {
		size_t a;

		while (i > g->done && (t.p[i - 1] == ' ' || t.p[i - 1] == '\t'))
			i--;
		if (i <= g->done || t.p[i - 1] != '"')
			break;
		a = attribute(t, i - 1, g->done);
		if (a == SIZE_MAX) { /* closes a value that began in what is lost */
			start = i - 1;
			n++;
			break;
		}
		start = i = a;
	}
	if (start == SIZE_MAX || (!slash && n < 2))
		return;
	while (start > g->done && t.p[start - 1] == ' ')
		start--;
	take(g, start, at + 1,
	    start > 0 && at + 1 < t.n && t.p[start - 1] != '\n' && t.p[at + 1] != ' ' &&
		    t.p[at + 1] != '\n'
		? " "
		: "");
}

void
bs_stage_tag(struct bs_aligned *a, struct bs_splices *s)
{
	struct tags g = {a->text, s, 0, a->text.n, a->text.n};
	struct bs_span t = a->text;
	const char *lt = t.n ? memchr(t.p, '<', t.n) : NULL,
		   *gt = t.n ? memchr(t.p, '>', t.n) : NULL;

	while (gt) { /* without any > there is no markup */
		const char *p = lt && lt < gt ? lt : gt;
		size_t at = (size_t)(p - t.p);

		if (at >= g.done) {
			if (*p == '>')
				debris(&g, at);
			else if (!declaration(&g, at))
				tag(&g, at);
		}
		if (*p == '<')
			lt = memchr(p + 1, '<', (size_t)(t.p + t.n - p - 1));
		else
			gt = memchr(p + 1, '>', (size_t)(t.p + t.n - p - 1));
	}
	bs_aligned_apply(a, s);
}
