/*
 * fixes: a person's corrections, record rows in a file (--fixes FILE).
 *
 * A fix is matched by document and span.  Its row is written as it stands,
 * but that its why starts with "hand".  Loading is linear, look-up O(1).
 */
#ifndef BROADSHEET_FIXES_H
#define BROADSHEET_FIXES_H

#include "broadsheet/record.h"
#include "broadsheet/strmap.h"

struct bs_fix {
	struct bs_row row;
	uint64_t line; /* in the file */
	size_t next;   /* the next of the same document, 0: none */
};

struct bs_fixes {
	const char *name;
	struct bs_fix *v; /* v[0] is not used */
	size_t n, cap;
	struct bs_strmap doc; /* document -> first fix */
	struct bs_arena arena;
};

/* Read the file; a bad row is told by bs_bad.  False and errno where it cannot be read. */
bool bs_fixes_load(struct bs_fixes *f, const char *name);
/* The document's first fix; then v[fix->next] until next is 0.  NULL: none. */
const struct bs_fix *bs_fixes_first(const struct bs_fixes *f, struct bs_span doc);
void bs_fixes_free(struct bs_fixes *f);

#endif
