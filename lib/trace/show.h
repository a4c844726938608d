/*
 * show: rows for the eye: with the bytes they stand for, as concordance
 * lines, as links into the published page.
 *
 * Everything appends to a writer; nothing else is printed.
 */
#ifndef BROADSHEET_TRACE_SHOW_H
#define BROADSHEET_TRACE_SHOW_H

#include "broadsheet/pattern.h"
#include "broadsheet/writer.h"
#include "trace/page.h"
#include "trace/sources.h"

/*
 * FILE:LINE:COL, kind, key, and the source's bytes left of, in and right of
 * the span: `context` bytes on either side, whole characters.
 */
void bs_show_row(struct bs_writer *w, struct bs_sources *s, struct bs_span source,
    const struct bs_page_row *r, size_t context);

/*
 * The document's url (its meta value) with a text fragment (WICG Scroll to Text
 * Fragment), kind, key, text; false without a url.  The fragment is the
 * source's own words, as the page has them, where they are UTF-8 (`own`), else
 * the row's.
 */
bool bs_show_link(struct bs_writer *w, struct bs_span source, struct bs_span meta, bool own,
    const struct bs_page_row *r);

/*
 * A concordance.  Its lines can be written after each document; what sorts or
 * aligns them needs all of them first.
 */
enum bs_kwic_sort { BS_KWIC_STREAM, BS_KWIC_LEFT, BS_KWIC_RIGHT };

struct bs_kwic {
	struct bs_kwic_line *v;
	size_t n, cap;
	struct bs_arena text;
	struct bs_pattern *re; /* of the text of sentences, or */
	const char *key;       /* rows with this key */
	size_t context;        /* characters on either side */
	bool across;           /* not only within the sentence */
	enum bs_kwic_sort sort;
	bool align;
};

void bs_kwic_page(struct bs_kwic *k, const struct bs_page *p);
/* Write the lines so far, and forget them. */
void bs_kwic_write(struct bs_kwic *k, struct bs_writer *w);
void bs_kwic_free(struct bs_kwic *k);

#endif
