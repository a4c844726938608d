/*
 * document: one document from bytes to clean text and blocks, and its rows.
 *
 * A bs_normalizer holds what one document after the other is worked in;
 * everything found is valid until the next call.  Nothing prints; what is
 * written goes to a sink.  Linear time; memory some times the document.
 */
#ifndef BS_NORMALIZE_DOCUMENT_H
#define BS_NORMALIZE_DOCUMENT_H

#include "broadsheet/aligned.h"
#include "broadsheet/crc32.h"
#include "broadsheet/fixes.h"
#include "normalize/decode.h"
#include "normalize/form.h"
#include "normalize/letters.h"
#include "normalize/stages.h"
#include "normalize/structure.h"

struct bs_normalize_options {
	struct bs_span encoding; /* forced; empty: find out */
	bool repair;             /* stages that mend and reflow */
	bool edits;              /* edit rows too */
	bool plain;              /* only bs_normalize_plain will be called */
	bool strict;             /* a document with malformed bytes is not to be used */
	enum bs_form form;
	enum bs_marks marks;
	enum bs_structure_as as;
	const char *version; /* for the source row: "0.1.0,form=nfd" */
	const struct bs_known_blocks *known;
	const struct bs_fixes *fixes;
};

/* Metadata that the user brings: class and value. */
struct bs_given {
	struct bs_span cls, value;
};

struct bs_normalizer {
	struct bs_normalize_options o;
	struct bs_aligned a;
	struct bs_splices s;
	struct bs_encoding encoding;
	struct bs_structure structure;
	struct bs_arena arena;
	/* made for the first document that needs them */
	struct bs_letters letters;
	struct bs_mojibake_pages *mojibake;
	struct bs_crc32 crc;
	struct bs_buf tmp[4]; /* for rows.c */
	uint64_t base;        /* where the source starts in its stream: added to every offset */
	/* of a document in windows (windows.h); else as they begin */
	const struct bs_decode_known *known;
	bool continued, more;  /* this window goes on from another, another goes on from it */
	struct bs_span outlet; /* that the first window named */
	struct bs_marks_work marks;
};

void bs_normalizer_init(struct bs_normalizer *z, const struct bs_normalize_options *o);
void bs_normalizer_free(struct bs_normalizer *z);

/*
 * Clean the source, up to z->a, z->encoding and z->structure.  given may be
 * NULL; a given outlet tells which blocks are known to be repeated.
 */
void bs_normalize_document(
    struct bs_normalizer *z, struct bs_span source, const struct bs_given *given, size_t ngiven);

/* Where rows go. */
struct bs_row_sink {
	void (*put)(void *arg, const struct bs_newrow *row);
	void (*bad)(void *arg, const char *what, const struct bs_fix *fix);
	void *arg;
};

/* The rows of the document that was cleaned last: meta, block, edit, end.  doc is escaped. */
void bs_normalize_rows(struct bs_normalizer *z, struct bs_span doc, const struct bs_given *given,
    size_t ngiven, const struct bs_row_sink *sink);

/* The same by and by: the meta rows, those of each window, the end. */
struct bs_writing {
	struct bs_normalizer *z;
	const struct bs_row_sink *sink;
	uint64_t base, size; /* of the document */
	/* private */
	struct bs_newrow row;
	size_t edit; /* the next edit row to write */
	size_t nblock;
};
void bs_writing_meta(struct bs_writing *w, struct bs_span doc, const struct bs_given *given,
    size_t ngiven, uint32_t crc);
void bs_writing_blocks(struct bs_writing *w);
void bs_writing_end(struct bs_writing *w);

/* Append the blocks' text, one a line. */
void bs_normalize_plain(struct bs_normalizer *z, struct bs_buf *out);

/*
 * Blocks as they are written: a block longer than 1 MiB is cut at white
 * space.  Start with {0}; false after the last.  why is "cut" in all pieces
 * but the last.  The map is the part of z's that offsets in the block can be
 * looked up in, so that a walk over all blocks is linear.
 */
struct bs_block_walk {
	struct bs_block b;
	struct bs_editmap map;
	/* private */
	size_t i, at; /* next block, and where in it */
	size_t edit;  /* the last edit before it, or the first */
};
bool bs_next_block(struct bs_normalizer *z, struct bs_block_walk *w);

#endif
