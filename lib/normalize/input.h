/*
 * input: documents out of files, of rows, of one stream cut into pieces, and
 * the metadata that comes with them.
 *
 * A document is valid until the next call.  What cannot be read is told by
 * bs_bad and left out.  Memory: one row or, with --split, one file; else a
 * file up to the size of a window (windows.h); and the -M table.
 */
#ifndef BS_NORMALIZE_INPUT_H
#define BS_NORMALIZE_INPUT_H

#include "broadsheet/idset.h"
#include "broadsheet/pattern.h"
#include "broadsheet/reader.h"
#include "broadsheet/strmap.h"
#include "normalize/bytes.h"
#include "normalize/document.h"

struct bs_input {
	struct bs_reader *in;
	/* private */
	struct bs_span *column; /* of --tsv; NULL: files are documents */
	size_t ncolumn, id_column, text_column;
	struct bs_pattern *split;
	size_t piece_at, piece; /* in the file that is being cut */
	bool cutting;
	struct bs_buf file, id;
	struct bs_bytes bytes; /* of a file that is one document */
	struct bs_given *given;
	size_t ngiven, given_cap;
	struct bs_idset seen;    /* document ids of this run */
	struct bs_buf table;     /* -M FILE */
	struct bs_strmap row_of; /* first column of -M -> offset of its line in table */
	struct bs_arena arena;
};

struct bs_document {
	struct bs_span id; /* escaped: column 1 */
	struct bs_bytes bytes;
	uint64_t base; /* of bytes in its stream */
	const struct bs_given *given;
	size_t ngiven;
	const char *file;
	uint64_t line; /* of a row; 0 for a file */
};

void bs_input_init(struct bs_input *in, struct bs_reader *r);
/* NULL, or what is wrong with the argument. */
const char *bs_input_tsv(struct bs_input *in, const char *columns);
bool bs_input_split(struct bs_input *in, const char *how, struct bs_buf *why);
/* False and errno where it cannot be read; bad lines are told. */
bool bs_input_metadata(struct bs_input *in, const char *file);

/* Are documents whole files? */
static inline bool
bs_input_is_files(const struct bs_input *in)
{
	return !in->column && !in->split;
}

bool bs_input_next(struct bs_input *in, struct bs_document *d);
void bs_input_free(struct bs_input *in);

#endif
