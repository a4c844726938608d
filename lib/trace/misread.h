/*
 * misread: text that was read in a wrong encoding, and what it may have been.
 *
 * Ways to undo that without asking whether it is likely, as normalize does:
 * relation.c tries them all.  Each appends to an emptied buffer and is linear.
 */
#ifndef BROADSHEET_TRACE_MISREAD_H
#define BROADSHEET_TRACE_MISREAD_H

#include "broadsheet/mem.h"
#include "normalize/codepage.h"

/* Malformed bytes amid UTF-8, read as windows-1252. */
void bs_misread_stray(struct bs_buf *out, struct bs_span s);
/* U+0080 to U+009F made what windows-1252 has there; false where there are none. */
bool bs_misread_controls(struct bs_buf *out, struct bs_span s);
/*
 * s written in page round / 2; false where that is not UTF-8, or the same.  On
 * the odd rounds spaces are read as the no-break spaces they were.
 */
bool bs_misread_undo(struct bs_buf *out, size_t round, struct bs_span s);

/* A space that follows a lead byte is a space, was U+00A0, or stood behind one that was lost. */
enum bs_spaces { BS_SPACES_STAY, BS_SPACES_NBSP, BS_SPACES_BESIDES };

/* What is UTF-8 in the page read so, the rest as it is; false where nothing is. */
bool bs_misread_undo_some(
    struct bs_buf *out, const struct bs_codepage *page, size_t spaces, struct bs_span s);

#endif
