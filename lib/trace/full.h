/*
 * full: is this what normalize makes of the source today?
 *
 * The document is normalised again, as its source row says it was, and the
 * meta, block and end rows are compared; rows by hand are left alone.
 */
#ifndef BROADSHEET_TRACE_FULL_H
#define BROADSHEET_TRACE_FULL_H

#include "trace/page.h"

struct bs_full;

struct bs_full *bs_full_new(void);
void bs_full_free(struct bs_full *f);

/* lie is called for each row that is another, more or missing; returns their number. */
uint64_t bs_full_page(struct bs_full *f, const struct bs_page *p, struct bs_span source,
    void (*lie)(void *arg, const struct bs_page_row *row, const char *what), void *arg);

#endif
