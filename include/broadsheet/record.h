/*
 * record: the ten-column row of broadsheet(5), read, checked and written.
 *
 * Ownership: a parsed row points into the caller's line.  Units: bytes;
 * start and stop are bytes of the source document.  Every function is linear
 * in the row and allocates only where a bs_buf is given.
 */
#ifndef BROADSHEET_RECORD_H
#define BROADSHEET_RECORD_H

#include "broadsheet/mem.h"

enum bs_column {
	BS_DOC,
	BS_START,
	BS_STOP,
	BS_KIND,
	BS_ADDR,
	BS_CLASS,
	BS_KEY,
	BS_INFO,
	BS_WHY,
	BS_TEXT,
	BS_NCOLUMN
};

enum bs_kind {
	/* normalize */
	BS_META,
	BS_BLOCK,
	BS_EDIT,
	BS_END,
	/* segment */
	BS_SENT,
	BS_TOKEN,
	/* tag-entities */
	BS_ENTITY,
	/* extract-quotes */
	BS_QUOTE,
	BS_PART,
	BS_SOURCE,
	BS_CUE,
	BS_TERM,
	/* others */
	BS_OTHER,   /* a user's own */
	BS_COMMENT, /* a line from `#` on; no columns */
	BS_NKIND
};
#define BS_KINDBIT(k) (1U << (k))

#define BS_HEADER "doc\tstart\tstop\tkind\taddr\tclass\tkey\tinfo\twhy\ttext"

struct bs_row {
	struct bs_span line;            /* without the line end */
	struct bs_span col[BS_NCOLUMN]; /* as they stand: escaped */
	uint64_t start, stop;
	enum bs_kind kind;
	bool hand; /* why starts with "hand" */
};

/*
 * Split and check a line: ten columns, start <= stop, valid UTF-8, doc
 * neither empty nor ".".  NULL, or why it cannot be read (a static string).
 */
const char *bs_row_parse(struct bs_row *row, struct bs_span line);

/*
 * Where the text column of the line starts, if from byte `at` on there are
 * ntab more tabs, valid UTF-8 and no escape; else 0.  For those who have seen
 * that the columns before are those they look for.
 */
size_t bs_row_text(struct bs_span line, size_t at, size_t ntab);

/* Block and sentence number of an addr column ("7", "7s2"); 0 where there is none. */
void bs_addr_parse(struct bs_span addr, uint64_t *block, uint64_t *sent);

const char *bs_kind_name(enum bs_kind k);
enum bs_kind bs_kind_find(struct bs_span name); /* BS_OTHER where not ours */

/* Append s escaped for a column (\t \n \r \\, a leading " or #; "." and empty as they are). */
void bs_escape(struct bs_buf *out, struct bs_span s);
/* Append s with its escapes undone; an unknown escape stays as it stands. */
void bs_unescape(struct bs_buf *out, struct bs_span s);
/* s itself where it holds no backslash, else a copy in the arena. */
struct bs_span bs_unescape_arena(struct bs_arena *a, struct bs_span s);

/* Append how sure a `why` is: @0.97 for 97 percent. */
void bs_why_percent(struct bs_buf *why, unsigned percent);

/*
 * Whether a row is the `meta language` of a document, and one to believe: a guess about less than
 * 200 bytes is none.  *english: what it says.
 */
bool bs_row_language(const struct bs_row *r, bool *english);
bool bs_is_english(struct bs_span language); /* en, en-GB */

/* A row to be written.  Columns are raw and get escaped; an empty one becomes ".". */
struct bs_newrow {
	struct bs_span doc; /* as it stands in the stream: already escaped */
	uint64_t start, stop;
	enum bs_kind kind;
	struct bs_span addr, cls, key, info, why, text;
};
/* Append the row, without a line end. */
void bs_row_format(struct bs_buf *out, const struct bs_newrow *r);

#endif
