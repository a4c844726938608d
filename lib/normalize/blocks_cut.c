/* blocks_cut: text to blocks; see blocks.h */
#include "normalize/blocks.h"

#include "broadsheet/utf8.h"

enum {
	CUT = 1 << 20,     /* no block is longer than this many bytes */
	LINE_IS_LONG = 40, /* a shorter line is continued only by one that ends its sentence */
	LINE_IS_SHORT = 8, /* a word so short, and nothing else, is a label */
	LABEL_WORDS = 3    /* and no label is */
};

struct cutter {
	struct bs_page *page;
	size_t cap;
};

static void
push(struct cutter *c, size_t start, size_t stop, const char *why)
{
	struct bs_page *page = c->page;

	if (page->n == c->cap) {
		size_t cap = c->cap ? 2 * c->cap : 64;
		struct bs_block *v = bs_arena_alloc(page->arena, cap * sizeof *v);

		if (page->n > 0)
			memcpy(v, page->block, page->n * sizeof *v);
		page->block = v;
		c->cap = cap;
	}
	page->block[page->n++] = (struct bs_block){
	    .start = start, .stop = stop, .cls = BS_BLOCK_BODY, .why = why, .percent = -1};
}

/* Where to cut a block that starts at `start` and is too long: behind white space if it has any. */
static size_t
cut_at(const char *p, size_t start)
{
	size_t i = start + CUT;

	while (i > start + CUT / 2 && p[i] != ' ' && p[i] != '\n' && p[i] != '\t')
		i--;
	if (i > start + CUT / 2)
		return i;
	for (i = start + CUT; i > start + 1 && ((unsigned char)p[i] & 0xc0) == 0x80; i--)
		if (start + CUT - i > 3)
			return start + CUT;
	return i;
}

/* Push [start, stop) without the white space at its edges, in pieces if it is too long. */
static void
push_trimmed(struct cutter *c, size_t start, size_t stop, const char *why)
{
	const char *text = c->page->text.p;
	struct bs_span s;

	while (stop > start && text[stop - 1] == '\n')
		stop--;
	s = bs_trim(bs_span(text + start, stop - start));

	while (s.n > CUT) {
		size_t at = cut_at(s.p, 0);
		struct bs_span piece = bs_trim(bs_span(s.p, at));

		why = "cut";
		if (piece.n > 0)
			push(c, (size_t)(piece.p - text), (size_t)(piece.p - text) + piece.n, why);
		s = bs_trim(bs_span(s.p + at, s.n - at));
	}
	if (s.n > 0)
		push(c, (size_t)(s.p - text), (size_t)(s.p - text) + s.n, why);
}

static bool
blank(struct bs_span line)
{
	size_t i = 0;

	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	if (i < line.n && line.p[i] > ' ' && (unsigned char)line.p[i] < 0x80)
		return false;
	return i == line.n || bs_trim(bs_span_cut(line, i, line.n)).n == 0;
}

/* More words than a label has?  Each space that is not behind another ends one. */
static bool
is_phrase(struct bs_span line)
{
	size_t i, n = 1;

	for (i = 1; i < line.n && n <= LABEL_WORDS; i++)
		n += line.p[i] == ' ' && line.p[i - 1] != ' ';
	return n > LABEL_WORDS;
}

static bool
ends_sentence(struct bs_span line)
{
	char last = line.p[line.n - 1];

	return last == '.' || last == '!' || last == '?';
}

/* Is the line after `line` its other half?  Only where both edges say so. */
static bool
goes_on(struct bs_span line, struct bs_span next)
{
	char last = line.n ? line.p[line.n - 1] : '\0';

	if (next.n == 0 || next.p[0] < 'a' || next.p[0] > 'z')
		return false;
	if (next.n < LINE_IS_SHORT && !ends_sentence(next) && memchr(next.p, ' ', next.n) == NULL)
		return false; /* "by", "share", "audio" */
	if (line.n < LINE_IS_LONG &&
	    (!is_phrase(line) || !is_phrase(next) || !ends_sentence(next) || next.p[1] == '.' ||
		next.p[1] == ')')) /* the last: an item, "b) Soup" */
		return false;
	return (last >= 'a' && last <= 'z') || (last >= '0' && last <= '9') || last == ',';
}

/* Could it be, by its first byte?  Few lines begin with a small letter, or with white space. */
static bool
may_go_on(struct bs_span next)
{
	unsigned char c = (unsigned char)next.p[0];

	return c <= ' ' || c >= 'a';
}

static struct bs_span
line_at(struct bs_span text, size_t i)
{
	const char *nl = memchr(text.p + i, '\n', text.n - i);

	return bs_span(text.p + i, nl ? (size_t)(nl - (text.p + i)) : text.n - i);
}

/* Is there a blank line between two that are not? */
static bool
has_blank_line(struct bs_span text)
{
	size_t i, n;
	int seen = 0; /* 1: text, 2: then a blank line */

	for (i = 0; i < text.n; i += n + 1) {
		struct bs_span line = line_at(text, i);

		n = line.n;
		if (!blank(line) && seen == 2)
			return true;
		if (blank(line) == (seen == 1))
			seen++;
	}
	return false;
}

void
bs_blocks_cut(struct bs_page *page, enum bs_structure_as as)
{
	struct cutter c = {.page = page};
	struct bs_span text = page->text, line, last = {NULL, 0};
	size_t i, start = 0;
	bool open = false, whole = as == BS_AS_TEXT && has_blank_line(text);
	const char *why = as == BS_AS_LINES || (as == BS_AS_TEXT && !whole) ? "line" : "paragraph";

	page->n = 0;
	for (i = 0; i < text.n; i += line.n + 1) {
		bool none, stop;

		line = line_at(text, i);
		none = blank(line);
		stop = none || !open ||
		       !(whole || (as == BS_AS_ARTICLE && may_go_on(line) &&
				      goes_on(bs_trim(last), bs_trim(line))));
		if (open && stop) {
			push_trimmed(&c, start, i, why);
			open = false;
		}
		if (!open && !none) {
			start = i;
			open = true;
		}
		last = line;
	}
	if (open)
		push_trimmed(&c, start, text.n, why);
}
