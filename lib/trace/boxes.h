/*
 * boxes: blocks or sentences of a document, with the way from their text back
 * to the source.
 *
 * Ownership: texts, maps and names are the caller's and must outlive the
 * boxes.  Units: offsets are bytes of the source.  Memory: a box has a fixed
 * size; its map is read when it is asked for, and the last two are kept, since
 * an unfolded map can be a hundred times as long as its row.
 */
#ifndef BROADSHEET_TRACE_BOXES_H
#define BROADSHEET_TRACE_BOXES_H

#include "broadsheet/editmap.h"

struct bs_box {
	uint64_t start, stop;
	uint64_t block, sent; /* its address */
	struct bs_span text;  /* unescaped */
	struct bs_span info;  /* the map as it stands */
	bool proved;          /* the user's: what it says is true */
	const char *file;
	uint64_t line;
};

struct bs_boxes {
	struct bs_box *v; /* in stream order */
	size_t n, cap;
	struct bs_boxes_map {
		size_t of; /* 1 + index of its box; 0: free */
		bool sound;
		struct bs_editmap map;
		struct bs_arena arena;
	} read[2];
	unsigned turn;
};

/* The map of a box, valid until two others were asked for; NULL where it cannot be read. */
const struct bs_editmap *bs_boxes_map(struct bs_boxes *b, size_t i);

/*
 * The text that stands for source bytes [start, stop), pieces of several boxes
 * joined by `joint`.  False where no box covers it, or where it is some boxes
 * longer than `most`.  *torn: an end lies inside an edit, so a row's text may
 * be a part of this.
 */
bool bs_boxes_text(struct bs_boxes *b, uint64_t start, uint64_t stop, size_t most, char joint,
    struct bs_buf *out, bool *torn);

void bs_boxes_reset(struct bs_boxes *b);
void bs_boxes_free(struct bs_boxes *b);

#endif
