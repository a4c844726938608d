/*
 * editmap: where a row's text differs from its source bytes, and the way back.
 *
 * The info column of block and sent rows (broadsheet(5)):
 * `T:S>N[xK],...`: at byte T of the text, S source bytes became N text bytes.
 *
 * Units: T, S, N and every offset are bytes; source offsets count from the
 * row's start.  Look-ups are O(log edits); parse, write and cut are linear.
 */
#ifndef BROADSHEET_EDITMAP_H
#define BROADSHEET_EDITMAP_H

#include "broadsheet/mem.h"

struct bs_edit {
	size_t t, n;   /* text offset and length */
	size_t s, src; /* source length, and offset from the row's start */
};

struct bs_editmap {
	const struct bs_edit *e; /* sorted by t, unfolded */
	size_t n;
	struct bs_span encoding; /* name behind `=`; empty for UTF-8 */
};

/*
 * Read an info column.  The edits live in the arena.  False where it is not
 * a map, is not sorted, or reaches outside text_len and source_len; a map
 * must account for both exactly.
 */
bool bs_editmap_parse(struct bs_editmap *m, struct bs_span info, size_t text_len, size_t source_len,
    struct bs_arena *a);

/* The encoding that an info column names; empty for UTF-8. */
struct bs_span bs_editmap_encoding(struct bs_span info);

/* Append in the one canonical spelling; "." for none. */
void bs_editmap_write(struct bs_buf *out, const struct bs_editmap *m);

/*
 * Source offset of a span that starts (or stops) at text offset t: after
 * (before) any deletion there, and outside an edit that t lies inside of.
 */
size_t bs_editmap_start(const struct bs_editmap *m, size_t t);
size_t bs_editmap_stop(const struct bs_editmap *m, size_t t);
/* The text offset that stands for source offset s (from the row's start). */
size_t bs_editmap_text_start(const struct bs_editmap *m, size_t s);
size_t bs_editmap_text_stop(const struct bs_editmap *m, size_t s);
/* Move t out of an edit it lies strictly inside of: down (up). */
size_t bs_editmap_floor(const struct bs_editmap *m, size_t t);
size_t bs_editmap_ceil(const struct bs_editmap *m, size_t t);

/*
 * The map of text bytes [a, b), both on edit boundaries (floor, ceil):
 * offsets from a, deletions at the edges left out.  Edits into the arena.
 */
struct bs_editmap bs_editmap_cut(
    const struct bs_editmap *m, size_t a, size_t b, struct bs_arena *arena);

#endif
