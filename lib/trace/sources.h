/*
 * sources: the bytes that rows speak of, by document id.
 *
 * A document is a file named by its id (FILE#2: the file FILE), under a
 * folder where one is given, or a row of a TSV with ids and texts.  One file
 * is kept in memory at a time, a TSV whole.
 */
#ifndef BROADSHEET_TRACE_SOURCES_H
#define BROADSHEET_TRACE_SOURCES_H

#include "broadsheet/mem.h"
#include "broadsheet/strmap.h"

struct bs_sources {
	const char *dir; /* or NULL */
	struct bs_buf tsv;
	struct bs_strmap row; /* id -> 1 + offset of its text in tsv */
	struct bs_buf name;   /* of the file in memory */
	struct bs_buf file;
	bool loaded;
	size_t *line; /* where its lines start */
	size_t nline, line_cap;
	uint64_t bytes; /* loaded in all */
};

/* Index a TSV of id and text (columns as normalize --tsv names them); NULL or what is wrong. */
const char *bs_sources_tsv(struct bs_sources *s, const char *file, const char *columns);
/* The source of a document (id unescaped), valid until the next call; false with errno.  A file
 * that is there and breaks off is told (bs_read_error). */
bool bs_sources_get(struct bs_sources *s, struct bs_span id, struct bs_span *source);
/* Line and column (bytes), from 1, of an offset in the source last got. */
void bs_sources_place(
    struct bs_sources *s, struct bs_span source, uint64_t at, size_t *line, size_t *column);
void bs_sources_free(struct bs_sources *s);

#endif
