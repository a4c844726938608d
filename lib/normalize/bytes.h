/*
 * bytes: the bytes of one document, in memory, or in a file where there are
 * too many of them.
 *
 * What comes from a pipe and is longer than asked for goes into an unlinked
 * temporary file (in TMPDIR, else /tmp); where that cannot be made or written
 * the program ends (bs_die), as it does out of memory.
 */
#ifndef BS_NORMALIZE_BYTES_H
#define BS_NORMALIZE_BYTES_H

#include "broadsheet/reader.h"

struct bs_bytes {
	struct bs_span mem; /* all of them; NULL where they are in a file */
	uint64_t size;
	int fd; /* of that file, and where in it they begin */
	uint64_t at;
	bool own;  /* the file is ours to close */
	int error; /* errno, where reading it broke off */
};

static inline struct bs_bytes
bs_bytes_of(struct bs_span s)
{
	return (struct bs_bytes){.mem = s, .size = s.n, .fd = -1};
}

/*
 * The whole of the file that the reader has just opened: in memory (the
 * reader's, until its next call) if it has no more than `most` bytes.  False
 * where reading broke off, which has been told.
 */
bool bs_bytes_of_file(struct bs_bytes *b, struct bs_reader *r, size_t most);
void bs_bytes_close(struct bs_bytes *b);

/*
 * n bytes from `from` on, fewer at the end: out of memory, or read into buf.
 * Fewer, too, where b->error is set: a file that has become shorter is one.
 */
struct bs_span bs_bytes_get(struct bs_bytes *b, uint64_t from, size_t n, struct bs_buf *buf);

#endif
