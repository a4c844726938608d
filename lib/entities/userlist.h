/*
 * userlist: names a user brings: -g FILE.
 *
 * A TSV with a header line; the columns `name` (spellings with | between
 * them), `class`, `key`, `id`, `country`, `strict` may stand in any order,
 * others are left alone.  A file whose first line has no tab and is not
 * `name` is one bare column of names.  Empty cells are `.` or nothing.
 * The longest name wins, then the first in the file.
 *
 * A list is the file's bytes and a table over them (gazetteer.h); rows are
 * read again when they match, so that a million names load in a second.
 *
 * Units: bytes, lines from 1.  Loading is linear, matching does not depend on
 * the size of the list.
 */
#ifndef BROADSHEET_USERLIST_H
#define BROADSHEET_USERLIST_H

#include "entities/gazetteer.h"

enum { BS_UL_NAME, BS_UL_CLASS, BS_UL_KEY, BS_UL_ID, BS_UL_COUNTRY, BS_UL_STRICT, BS_UL_NCOL };

struct bs_userlist {
	struct bs_span text; /* the file; the caller's */
	struct bs_span name; /* stands in `why`; the caller's */
	struct bs_gaz gaz;   /* one list, number 0; ref is the offset of the row in text */
	size_t nname;
	struct bs_span clash; /* a key that has two ids, the first such; into text */
	size_t nclash;        /* how many keys have */
	/* private */
	uint64_t *slot;
	size_t nslot;
	struct bs_gaz_posting *posting;
	size_t posting_cap;
	uint64_t (*key)[2]; /* hash of a key, hash of its id (0: several) */
	size_t key_mask;
	struct bs_userlist_queue *queue; /* while loading */
	int col[BS_UL_NCOL];             /* where each column stands, or -1 */
};

/* What the list says of a matched name. */
struct bs_userlist_row {
	struct bs_span cls, key, id, country;
	bool strict; /* a word needs more evidence than its spelling */
	bool shared; /* the key stands for several ids: the id belongs to it */
};

/*
 * Build the list over text.  NULL, or what is wrong (a static string) with
 * *line set; the list is then empty.
 */
const char *bs_userlist_load(
    struct bs_userlist *u, struct bs_span name, struct bs_span text, size_t *line);
void bs_userlist_free(struct bs_userlist *u);

/* The row a match refers to.  Spans into text. */
struct bs_userlist_row bs_userlist_row(const struct bs_userlist *u, uint32_t ref);

#endif
