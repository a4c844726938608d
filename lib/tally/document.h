/*
 * document: what tally remembers of the document whose rows it is reading:
 * its id and the meta values that were asked for.
 *
 * A value is valid until the next row.  The first meta row of a class counts;
 * one by hand beats it.
 */
#ifndef BROADSHEET_TALLY_DOCUMENT_H
#define BROADSHEET_TALLY_DOCUMENT_H

#include "tally/columns.h"

struct bs_meta_value {
	struct bs_buf value;
	bool set, hand;
};

struct bs_tally_document {
	struct bs_buf id;
	bool any;                   /* there is a current document */
	bool seen_meta;             /* in any document */
	uint64_t number;            /* grows with every change of document, from 1 */
	struct bs_meta_value *meta; /* as names->meta */
	size_t nmeta;
};

void bs_tally_document_init(struct bs_tally_document *d, size_t nmeta);
/* A row of document `id` comes; true where it is another than before. */
bool bs_tally_document_enter(struct bs_tally_document *d, struct bs_span id);
/* Take in a meta row. */
void bs_tally_document_meta(struct bs_tally_document *d, const struct bs_span_list *names,
    struct bs_span cls, struct bs_span key, bool hand);
struct bs_span bs_tally_document_value(const struct bs_tally_document *d, size_t meta);
void bs_tally_document_free(struct bs_tally_document *d);

#endif
