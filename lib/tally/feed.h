/*
 * feed: checked rows out of files, many at a time.
 *
 * Three kinds of input: our record (ten columns, checked as every program of
 * the toolkit checks them; `#` lines are comments), any TSV by column number
 * (every line is a row), and any TSV with a header.  A row that cannot be
 * read is told by bs_bad and left out.
 *
 * A row is valid until before_block is called, which happens before the bytes
 * of a batch give way to the next.
 */
#ifndef BROADSHEET_TALLY_FEED_H
#define BROADSHEET_TALLY_FEED_H

#include "broadsheet/reader.h"
#include "tally/columns.h"
#include "tally/scan.h"

enum bs_feed_kind { BS_FEED_RECORDS, BS_FEED_TSV, BS_FEED_HEADER };

struct bs_feed_row {
	const char *p;
	size_t n, ntab;
	const size_t *tab; /* the first `want` of them */
};

enum { BS_FEED_ROWS = 64 };

struct bs_feed {
	struct bs_reader reader;
	enum bs_feed_kind kind;
	size_t fields; /* a row must have so many: may be raised while nothing was read */
	uint64_t line; /* of the row last returned */
	void (*before_block)(void *);
	void *arg;
	struct bs_buf header; /* of the first file, BS_FEED_HEADER */
	/* private */
	struct bs_scan scan;
	struct bs_scan_row row[BS_FEED_ROWS];
	size_t *tab;
	size_t want, nrow, at;
	const char *file; /* whose header was seen */
};

/* The reader is the feed's from here on. */
void bs_feed_open(struct bs_feed *in, struct bs_reader r, enum bs_feed_kind kind);
/* Read the header line into in->header (BS_FEED_HEADER); false where there is no line at all. */
bool bs_feed_header(struct bs_feed *in);
bool bs_feed_next(struct bs_feed *in, struct bs_feed_row *row);
/* Tell that the row last returned is bad. */
void bs_feed_bad(struct bs_feed *in, const char *what);
void bs_feed_close(struct bs_feed *in);

/* Field i (from 0) of a row that has it. */
static inline struct bs_span
bs_feed_field(const struct bs_feed_row *r, size_t i)
{
	size_t from = i ? r->tab[i - 1] + 1 : 0, to = i < r->ntab ? r->tab[i] : r->n;

	return bs_span(r->p + from, to - from);
}

#endif
