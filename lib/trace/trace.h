/*
 * trace: the modes of the program over one stream of rows.
 *
 * Modules: sources (the bytes), page (a document's rows), verify with
 * relation (proof), full (normalised again), show (rows with their bytes,
 * links), kwic (concordance), render with html (pictures), diff (two streams).
 */
#ifndef BROADSHEET_TRACE_TRACE_H
#define BROADSHEET_TRACE_TRACE_H

#include "trace/diff.h"
#include "trace/full.h"
#include "trace/render.h"
#include "trace/show.h"
#include "trace/verify.h"

enum bs_trace_mode {
	BS_TRACE_ROWS,
	BS_TRACE_VERIFY,
	BS_TRACE_FULL,
	BS_TRACE_LINK,
	BS_TRACE_KWIC,
	BS_TRACE_COLOR,
	BS_TRACE_HTML,
	BS_TRACE_DIFF
};

struct bs_trace {
	enum bs_trace_mode mode;
	uint32_t kinds; /* rows to show or compare; 0: the mode's own choice */
	size_t context;
	struct bs_sources sources;
	struct bs_kwic kwic;
	struct bs_writer *out;
	/* what came of it */
	uint64_t docs, rows, lies, pages, without_url;
	uint64_t first_only, second_only; /* documents that --diff found in but one file */
};

/* Run the mode over the operands; bad rows and lies are told by bs_bad. */
void bs_trace_run(struct bs_trace *t, char *const *operand, size_t n);
/* A list of kinds as a set. */
uint32_t bs_trace_kinds(const char *list);
void bs_trace_free(struct bs_trace *t);

#endif
