/*
 * windows: one document after the other through a normalizer, a long one in
 * windows, so that its memory is bounded whatever its size.
 *
 * A document of up to BS_WINDOW bytes is one window.  A longer one (its
 * windows a quarter of that where it is not UTF-8) is read twice: through, for
 * its encoding and its CRC-32; then window by window, each cut at the end of a
 * paragraph, or failing that of a line, a word, a character.  The encoding is
 * that of the whole; language, title, author, date and outlet are found in the
 * first window; the article begins in the first and ends in the last; all else
 * (wrapped lines, the document's own words, evidence of mojibake, repeated
 * blocks) is judged in each by itself.
 *
 * Linear time.
 */
#ifndef BS_NORMALIZE_WINDOWS_H
#define BS_NORMALIZE_WINDOWS_H

#include "normalize/bytes.h"
#include "normalize/document.h"

enum { BS_WINDOW = 4 << 20 };

struct bs_windows {
	struct bs_normalizer *z;
	struct bs_bytes *bytes; /* the caller's */
	uint64_t base;          /* of the document in its stream */
	const struct bs_given *given;
	size_t ngiven;
	/* private */
	size_t window;
	uint64_t at;
	uint32_t crc;
	struct bs_buf buf, outlet;
	struct bs_encoding encoding;
	struct bs_decode_known known;
	bool begun;
};

/* window: how many bytes at a time, 64 at least (a quarter of it is some code units); 0: BS_WINDOW.
 */
void bs_windows_open(struct bs_windows *w, struct bs_normalizer *z, struct bs_bytes *bytes,
    uint64_t base, const struct bs_given *given, size_t ngiven, size_t window);

/*
 * Clean the next window, up to z->a, z->encoding and z->structure, as
 * bs_normalize_document does; false after the last, and where reading broke
 * off (bytes->error).  z->continued and z->more say what the window is;
 * malformed bytes are counted over the whole document where z->o.strict is set.
 */
bool bs_windows_next(struct bs_windows *w);

void bs_windows_close(struct bs_windows *w);

/* With the first window at hand: write the meta rows; *to is for the rows of all windows. */
void bs_windows_meta(struct bs_windows *w, struct bs_writing *to, struct bs_span doc,
    const struct bs_row_sink *sink);

/* Where to cut these bytes, behind which there are more: w.n at most, and not 0. */
size_t bs_window_end(struct bs_span w, const char *encoding);

#endif
