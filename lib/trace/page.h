/*
 * page: one document of a stream, all its rows, as trace looks at them; or one
 * row after the other.
 *
 * Ownership: everything lives in the page and dies with the next.  Units:
 * offsets are bytes of the source.  Memory: the rows of one document, or one.
 */
#ifndef BROADSHEET_TRACE_PAGE_H
#define BROADSHEET_TRACE_PAGE_H

#include "broadsheet/editmap.h"
#include "broadsheet/idset.h"
#include "broadsheet/reader.h"
#include "broadsheet/record.h"
#include "broadsheet/strmap.h"

struct bs_page_row {
	struct bs_row row;
	const char *file;
	uint64_t line;
	uint64_t block, sent; /* of its address; 0 where there is none */
};

/* A block or sentence: text with its way back. */
struct bs_page_box {
	size_t row; /* index into rows */
	uint64_t start, stop;
	struct bs_span text; /* unescaped */
	struct bs_editmap map;
	bool sound; /* the map could be read */
};

struct bs_page {
	struct bs_span id;  /* unescaped */
	struct bs_span doc; /* as it stands in the rows */
	bool again;         /* a document of this name came before */
	struct bs_page_row *row;
	size_t n, cap;
	struct bs_page_box *block, *sent; /* in stream order */
	size_t nblock, nsent, block_cap, sent_cap;
	struct bs_arena arena;
};

struct bs_pages {
	struct bs_reader in;
	struct bs_idset seen;
	struct bs_page page;
	struct bs_buf held; /* the row that started the next document */
	const char *held_file;
	uint64_t held_line;
	uint64_t rows, docs;
	/*
	 * Where not NULL, asked first of each line of the document at hand, of
	 * which `at` bytes are its first column: true where nothing is left to be
	 * done with it, and it is no row of bs_pages_row.
	 */
	bool (*settled)(void *arg, const struct bs_reader *in, struct bs_span line, size_t at);
	void *arg;
};

void bs_pages_open(struct bs_pages *p, char *const *operand, size_t n);
/* The next document, rows that cannot be read told and left out; NULL at the end. */
struct bs_page *bs_pages_next(struct bs_pages *p);
/*
 * The next row, which dies with the one after it; false at the end.  *fresh: it
 * is the first of a document, and page.id, doc and again speak of that.  (One
 * of the two calls is for one stream.)
 */
bool bs_pages_row(struct bs_pages *p, struct bs_page_row *r, bool *fresh);
void bs_pages_close(struct bs_pages *p);

/* The value of the document's meta row of that class, escaped as it stands, or empty. */
struct bs_span bs_page_meta(const struct bs_page *p, const char *cls);

#endif
