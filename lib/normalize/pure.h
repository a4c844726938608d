/*
 * pure: normalize --plain --no-repair, a Unicode normaliser and nothing else.
 *
 * UTF-8 goes through window by window, so that a document of any size needs
 * a megabyte or two; whether it is UTF-8 is decided by its first MiB (or said
 * by -e).  What is in another encoding goes by windows.h.
 */
#ifndef BS_NORMALIZE_PURE_H
#define BS_NORMALIZE_PURE_H

#include "broadsheet/reader.h"
#include "broadsheet/writer.h"
#include "normalize/document.h"

struct bs_pure {
	struct bs_former former;
	struct bs_buf sound; /* a window with its malformed bytes replaced */
	bool newline;        /* the text so far ends in one, or is empty */
	size_t invalid;
};

void bs_pure_free(struct bs_pure *p);

/*
 * Append the normal form of a window of UTF-8 to out; returns how many of its
 * bytes are done with (all of them where `last`).
 */
size_t bs_pure_window(
    struct bs_pure *p, struct bs_span window, bool last, enum bs_form form, struct bs_buf *out);

/*
 * One file, which the reader has just opened, to the writer; z is used where
 * it is not UTF-8.  False where it was malformed: what could be read has been
 * written all the same.
 */
bool bs_pure_file(
    struct bs_pure *p, struct bs_normalizer *z, struct bs_reader *r, struct bs_writer *w);

#endif
