/*
 * relation: may these source bytes have become this text?
 *
 * An edit is believed where it is one of the changes that normalize is for:
 * decoding, repair of mojibake, an HTML entity, a normal form, a quotation
 * mark directed, white space, a deletion of what is not text (white space,
 * BOM, control and invisible characters, tags, a hyphen at a line's end),
 * U+FFFD for malformed bytes, or some of these at once.  What letters and
 * digits there are must be the same on both sides.
 */
#ifndef BROADSHEET_TRACE_RELATION_H
#define BROADSHEET_TRACE_RELATION_H

#include "broadsheet/aligned.h"
#include "broadsheet/strmap.h"
#include "normalize/mojibake.h"

/* What relations are judged in; zero-initialise. */
struct bs_relation {
	struct bs_aligned a;
	struct bs_splices s;
	struct bs_buf left, right, read;
	struct bs_strmap known; /* small changes that were judged already */
	struct bs_buf key;
	const struct bs_codepage *page[BS_MOJIBAKE_PAGES]; /* that mojibake is read in */
	size_t patience, total;                            /* bytes still to be looked at */
	uint32_t *run, *ordered; /* combining marks: class << 24 | character */
	size_t nrun, run_cap, ordered_cap;
};

/* The name of the relation, a static string, or NULL where there is none. */
const char *bs_relation(
    struct bs_relation *r, struct bs_span source, struct bs_span text, struct bs_span encoding);
void bs_relation_free(struct bs_relation *r);

#endif
