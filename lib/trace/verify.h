/*
 * verify: does every row of a document follow from its source?
 *
 * Proved are: the digest and size of the source; that every span lies inside
 * it; that the text of a block or sentence equals the source's bytes outside
 * the edits of its map, that the map is in its one spelling, and that each
 * edit is of a known relation (relation.h); that a sentence is a piece of its
 * block, map and all; that a row inside a sentence stands there and its text
 * is what the map gives; that a quote's text is that of its parts; that what
 * no block holds is nothing; that the document is complete, up to its end
 * row.  Linear in the rows and the source, but for rows that lie over each
 * other.
 */
#ifndef BROADSHEET_TRACE_VERIFY_H
#define BROADSHEET_TRACE_VERIFY_H

#include "broadsheet/crc32.h"
#include "trace/page.h"
#include "trace/relation.h"
#include "trace/sources.h"

struct bs_verify {
	struct bs_sources *sources;
	void (*lie)(void *arg, const struct bs_page_row *row, const char *what);
	void *arg;
	uint64_t lies, proved;
	/* private */
	struct bs_relation relation;
	struct bs_crc32 crc;
	struct bs_buf text, map, what;
	struct bs_arena arena;
	struct bs_strmap quotes;
};

void bs_verify_init(struct bs_verify *v, struct bs_sources *s,
    void (*lie)(void *arg, const struct bs_page_row *row, const char *what), void *arg);
void bs_verify_page(struct bs_verify *v, const struct bs_page *p);
void bs_verify_free(struct bs_verify *v);

#endif
