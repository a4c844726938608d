/*
 * pattern: a user's Perl-compatible regular expression, with limits.
 *
 * A pattern that backtracks without end gives up on that text: a match costs
 * a million steps and 16 for each byte, 64 MiB of heap and 1 MiB of stack at
 * most (pcre2api(3), the match context): linear in the text for any pattern.
 *
 * Ownership: a pattern holds its code and one match, and nothing of the text;
 * free with bs_pattern_free.  One match at a time.  Units: bytes.  Errors: by
 * return value.
 */
#ifndef BROADSHEET_PATTERN_H
#define BROADSHEET_PATTERN_H

#include "broadsheet/mem.h"

struct bs_pattern;

enum bs_pattern_option { BS_PATTERN_TEXT, BS_PATTERN_CELL, BS_PATTERN_LINES };

/*
 * TEXT: of text known to be UTF-8, with Unicode's classes; CELL: of any bytes,
 * where what is not UTF-8 matches nothing; LINES: of bytes as such, ^ and $
 * matching at lines.  NULL with what is wrong in err.
 */
struct bs_pattern *bs_pattern_new(struct bs_span s, enum bs_pattern_option o, struct bs_buf *err);

/*
 * The first match in the text from byte `from` on: 1 and its place; 0: none;
 * -1: gave up.  At `from` itself an empty match counts only with `empty`.
 */
int bs_pattern_find(struct bs_pattern *p, struct bs_span text, size_t from, bool empty,
    size_t *start, size_t *stop);
void bs_pattern_free(struct bs_pattern *p);

#endif
