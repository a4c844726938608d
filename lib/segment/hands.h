/*
 * hands: the rows by hand in a block, from the stream or from --fixes.
 *
 * Private to segment.  The rows' bytes stay the caller's and must outlive the list.
 */
#ifndef BS_SEGMENT_HANDS_H
#define BS_SEGMENT_HANDS_H

#include "broadsheet/editmap.h"
#include "broadsheet/stream.h"

struct bs_handrow {
	struct bs_row row;
	size_t from, to; /* in the block's text */
};

/* Zero-initialise; the caller frees v. */
struct bs_hands {
	struct bs_handrow *v; /* as added, until sorted */
	size_t n, cap;
};

/* Add a row that stands inside the block, which begins at source byte `base` and has this map. */
void bs_hands_add(
    struct bs_hands *h, const struct bs_row *row, const struct bs_editmap *map, uint64_t base);
/* Is there one of the row's kind and span? */
bool bs_hands_have(const struct bs_hands *h, const struct bs_row *row);
/* By start, the longer first. */
void bs_hands_sort(struct bs_hands *h);
/* Does one of this kind overlap bytes [from, to) of the text? */
bool bs_hands_hold(const struct bs_hands *h, enum bs_kind kind, size_t from, size_t to);
/* Write those, other than sentences, that end in (from, to] of the text. */
void bs_hands_put(const struct bs_hands *h, struct bs_stream *s, size_t from, size_t to);

#endif
