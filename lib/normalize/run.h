/*
 * run: the documents of an input through the normalizer to a stream, one
 * after the other; what tools/normalize.c does once its options are read.
 *
 * Bad input is told by bs_bad; nothing exits.
 */
#ifndef BS_NORMALIZE_RUN_H
#define BS_NORMALIZE_RUN_H

#include "broadsheet/stream.h"
#include "normalize/document.h"
#include "normalize/input.h"
#include "normalize/learn.h"
#include "normalize/windows.h"

struct bs_normalize_run {
	struct bs_normalize_options o;
	struct bs_learner *learner; /* NULL: nothing is learned */
	/* private */
	struct bs_stream *stream;
	struct bs_buf list;
	struct bs_known_blocks *known;
};

void bs_normalize_run(struct bs_normalize_run *r, struct bs_stream *stream, struct bs_input *input);

/* Read a list of --learn, before the run; bad lines are told.  False and errno. */
bool bs_normalize_known(struct bs_normalize_run *r, const char *file);
/* Write what was learned, after it.  False and errno. */
bool bs_normalize_learned(struct bs_normalize_run *r, const char *file);
void bs_normalize_run_free(struct bs_normalize_run *r);

#endif
