/*
 * columns: which cells of a row are meant: a field of the line, a meta value
 * of its document (@NAME), or a cell that -j joined to its key.
 *
 * Ownership: names point into the caller's option strings or, for header
 * lines, into copies that live as long as the struct bs_names.
 */
#ifndef BROADSHEET_TALLY_COLUMNS_H
#define BROADSHEET_TALLY_COLUMNS_H

#include "broadsheet/mem.h"
#include "broadsheet/strmap.h"

enum bs_column_from { BS_FROM_FIELD, BS_FROM_META, BS_FROM_JOIN, BS_FROM_PERIOD };

struct bs_tcolumn {
	struct bs_span name; /* as the user wrote it */
	enum bs_column_from from;
	size_t at; /* number of the field, meta name or joined column, from 0 */
};

struct bs_tcolumns {
	struct bs_tcolumn *v;
	size_t n, cap;
};

struct bs_span_list {
	struct bs_span *v;
	size_t n, cap;
};

/* What names can mean in this run. */
struct bs_names {
	bool records;               /* the ten columns of our record */
	struct bs_span_list header; /* of --header-in */
	struct bs_span_list join;   /* columns of the -j file behind its first */
	struct bs_span_list meta;   /* names asked for with @, filled on resolving */
	size_t fields;              /* highest field asked for, from 1 */
	bool joined, numbered_only;
};

/* Split at commas; empty items are left out. */
void bs_list_split(struct bs_span_list *out, struct bs_span list);
/* Append the columns of a list; N-M is a range of numbers.  Not yet resolved. */
bool bs_columns_parse(
    struct bs_tcolumns *out, struct bs_span list, struct bs_arena *arena, struct bs_buf *err);
/* True where the name is a number: a field of any TSV. */
bool bs_column_is_number(struct bs_span name);
/* Find out what the name means; false with a message. */
bool bs_column_resolve(struct bs_tcolumn *c, struct bs_names *names, struct bs_buf *err);

/* The -j file: key -> cells. */
struct bs_join {
	struct bs_strmap row; /* key -> index of its first cell */
	struct bs_span *cell;
	size_t ncell, cap;
	struct bs_buf text;
};

/* Load; header names into names->join.  NULL, or what is wrong, with the line. */
const char *bs_join_load(struct bs_join *j, const char *file, struct bs_names *names, size_t *line);
struct bs_span bs_join_cell(const struct bs_join *j, struct bs_span key, size_t column);
void bs_join_free(struct bs_join *j);
void bs_names_free(struct bs_names *n);

#endif
