/*
 * reader: lines or whole documents out of files and stdin, by read(2).
 *
 * A reader goes through its operands (none: stdin; `-`: stdin) in order; a
 * file that cannot be opened or read is told by bs_bad and skipped.  Lines
 * end with \n; one \r before it is taken off, as is a BOM at the start of a
 * file.  NUL is a byte like any other; a last line needs no \n.  A line is
 * valid until the next call.  Where reading breaks off, what was not read to
 * its end is left out (bs_read_error).  Memory: the longest line.
 *
 * before_block is called before a read that would block (poll), so that what
 * can be written is written first.
 */
#ifndef BROADSHEET_READER_H
#define BROADSHEET_READER_H

#include "broadsheet/mem.h"

struct bs_reader {
	char *const *operand; /* file names; the caller's */
	size_t noperand, next;
	const char *name; /* of the current file, "-" for stdin; NULL before the first */
	uint64_t line;    /* number of the line last returned, from 1 */
	uint64_t bytes;   /* read so far, over all files */
	void (*before_block)(void *);
	void *arg;
	/* private */
	char *buf;
	size_t cap, lo, hi, seen;
	int fd;
	bool eof, broken;
};

void bs_reader_init(
    struct bs_reader *r, char *const *operand, size_t n, void (*before_block)(void *), void *arg);
/* The next line of any file, without its end.  False at the end of the last file. */
bool bs_reader_line(struct bs_reader *r, struct bs_span *line);
/* As if nothing was read of the current file, of which one line was: also of a pipe. */
void bs_reader_again(struct bs_reader *r);
/*
 * The next run of whole lines of one file as they stand, line ends and all
 * (a BOM at the start of a file left out): for programs that look at many
 * lines at once.  The caller counts: it adds their number to r->line, which
 * is then that of the last line.  Do not mix with bs_reader_line in a file.
 */
bool bs_reader_block(struct bs_reader *r, struct bs_span *lines);
/* The whole of the next file into out (replaced).  False after the last. */
bool bs_reader_file(struct bs_reader *r, struct bs_buf *out);
/*
 * Or a file in windows, for work that needs no whole file: open the next one
 * (and close the last); read once more behind what was not taken yet (false at its end, *have being
 * the rest; it is closed then); take n bytes of the window away.
 */
bool bs_reader_next_file(struct bs_reader *r);
bool bs_reader_window(struct bs_reader *r, struct bs_span *have);
void bs_reader_take(struct bs_reader *r, size_t n);
void bs_reader_close(struct bs_reader *r);

/* Read one small file (word list, fixes) whole; false and errno if it cannot be, and nothing is
 * left of what was read. */
bool bs_read_file(const char *name, struct bs_buf *out);
/* Append the NUL-separated names in FILE (- for stdin) to *names, which becomes a new array
 * (the old one stays the caller's); for --files0-from. */
bool bs_read_names0(const char *file, char ***names, size_t *n);
/* Free a list that began empty. */
void bs_names0_free(char **names, size_t n);

#endif
