/* feed: see feed.h */
#include "tally/feed.h"

#include "broadsheet/err.h"
#include "broadsheet/record.h"
#include "broadsheet/utf8.h"

#include <stdlib.h>

void
bs_feed_open(struct bs_feed *in, struct bs_reader r, enum bs_feed_kind kind)
{
	*in = (struct bs_feed){.kind = kind, .reader = r};
}

/* The next batch of lines out of this block or the next; false at the end. */
static bool
refill(struct bs_feed *in)
{
	struct bs_span block;

	if (in->tab == NULL) {
		in->want = in->kind == BS_FEED_RECORDS && in->fields < BS_NCOLUMN
			       ? BS_NCOLUMN
			       : (in->fields ? in->fields : 1);
		in->tab = bs_calloc(BS_FEED_ROWS * in->want, sizeof *in->tab);
	}
	in->at = 0;
	for (;;) {
		in->nrow = bs_scan_rows(&in->scan, in->row, in->tab, in->want, BS_FEED_ROWS);
		if (in->nrow > 0)
			return true;
		if (in->before_block != NULL)
			in->before_block(in->arg);
		if (!bs_reader_block(&in->reader, &block))
			return false;
		bs_scan_start(&in->scan, block);
	}
}

static bool
take(struct bs_feed *in, struct bs_feed_row *row)
{
	const struct bs_scan_row *r;

	if (in->at == in->nrow && !refill(in))
		return false;
	r = &in->row[in->at];
	*row = (struct bs_feed_row){r->p, r->n, r->ntab, in->tab + in->at * in->want};
	in->at++;
	in->line = ++in->reader.line;
	return true;
}

bool
bs_feed_header(struct bs_feed *in)
{
	struct bs_feed_row r;

	/* Fields are not known yet: the line is split by the caller, the rows behind it anew. */
	if (!take(in, &r))
		return false;
	in->header.n = 0;
	bs_buf_add(&in->header, r.p, r.n);
	in->file = in->reader.name;
	in->scan = (struct bs_scan){.row = r.p + r.n, .end = in->scan.end};
	while (in->scan.row < in->scan.end && *in->scan.row != '\n')
		in->scan.row++;
	if (in->scan.row < in->scan.end)
		in->scan.row++;
	bs_scan_start(&in->scan, bs_span(in->scan.row, (size_t)(in->scan.end - in->scan.row)));
	in->nrow = in->at = 0;
	free(in->tab);
	in->tab = NULL;
	return true;
}

static bool
is_number(struct bs_span s, uint64_t *out)
{
	uint64_t v = 0;

	if (s.n == 0 || s.n > 19)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned char)s.p[i] - (unsigned)'0';

		if (d > 9)
			return false;
		v = v * 10 + d;
	}
	*out = v;
	return true;
}

/* What every program of the toolkit checks in a row (bs_row_parse), on fields already split. */
static const char *
check_record(const struct bs_feed_row *r, bool high)
{
	struct bs_row row;
	struct bs_span doc;
	uint64_t start, stop;

	if (r->ntab + 1 == BS_NCOLUMN && is_number(bs_feed_field(r, BS_START), &start) &&
	    is_number(bs_feed_field(r, BS_STOP), &stop) && start <= stop) {
		doc = bs_feed_field(r, BS_DOC);
		if (doc.n > 0 && !(doc.n == 1 && doc.p[0] == '.') &&
		    (!high || bs_utf8_valid(bs_span(r->p, r->n)) == r->n))
			return NULL;
	}
	/* The long way, for what it says. */
	return bs_row_parse(&row, bs_span(r->p, r->n));
}

void
bs_feed_bad(struct bs_feed *in, const char *what)
{
	bs_bad(in->reader.name, in->line, "%s", what);
}

/* The header of a file behind the first: the same, or an error. */
static bool
skip_header(struct bs_feed *in, const struct bs_feed_row *row)
{
	if (in->kind != BS_FEED_HEADER || in->line != 1 || in->file == in->reader.name)
		return false;
	in->file = in->reader.name;
	if (!bs_span_eq(bs_span(row->p, row->n), bs_buf_view(&in->header)))
		bs_feed_bad(in, "the header is not that of the first file");
	return true;
}

bool
bs_feed_next(struct bs_feed *in, struct bs_feed_row *row)
{
	while (take(in, row)) {
		const char *what = NULL;

		if (in->kind == BS_FEED_RECORDS) {
			if (row->n && row->p[0] == '#')
				continue;
			if (row->n == sizeof BS_HEADER - 1 &&
			    memcmp(row->p, BS_HEADER, row->n) == 0)
				continue;
			what = check_record(row, in->row[in->at - 1].high);
		} else if (skip_header(in, row)) {
			continue;
		} else if (row->ntab + 1 < in->fields) {
			what = "too few columns";
		}
		if (what == NULL)
			return true;
		bs_feed_bad(in, what);
	}
	return false;
}

void
bs_feed_close(struct bs_feed *in)
{
	bs_reader_close(&in->reader);
	bs_buf_free(&in->header);
	free(in->tab);
}
