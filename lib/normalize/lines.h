/*
 * lines: a text line by line, measured for reflowing.
 *
 * Units: offsets are bytes, lengths characters.  O(1) memory; a line is
 * measured up to LONG characters only.
 */
#ifndef BS_NORMALIZE_LINES_H
#define BS_NORMALIZE_LINES_H

#include "broadsheet/span.h"

#include <stdint.h>

enum { BS_LINE_LONG = 160 };

struct bs_line {
	size_t start, stop; /* without white space at the edges */
	size_t next;        /* where the next line begins */
	size_t indent;
	size_t length;       /* with its indent; BS_LINE_LONG + 1: longer than that */
	size_t first_word;   /* length of the first word */
	int32_t first, last; /* characters; 0 in a blank line */
};

/* The line that begins at `at` (at < t.n). */
struct bs_line bs_line_read(struct bs_span t, size_t at);

/* Does it end as a sentence does (marks and brackets behind the stop)? */
bool bs_line_ends_sentence(struct bs_span t, const struct bs_line *l);
/* Does it begin as an item of a list does? */
bool bs_line_is_item(struct bs_span t, const struct bs_line *l);

/*
 * The width that the text was wrapped to, or 0 where it was not: the longest
 * line sets the width, and the breaks between lines must be those that filling
 * to that width makes.
 */
size_t bs_wrap_width(struct bs_span t);

/* Was the break between two lines forced, the next word having no room? */
static inline bool
bs_line_is_full(const struct bs_line *a, const struct bs_line *b, size_t width)
{
	return a->length + 1 + b->first_word > width;
}

#endif
