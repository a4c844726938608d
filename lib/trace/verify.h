/*
 * verify: does every row of a document follow from its source?
 *
 * Proved are: the digest and size of the source; that every span lies inside
 * it; that the text of a block or sentence equals the source's bytes outside
 * the edits of its map, that the map is in its one spelling, and that each
 * edit is of a known relation (relation.h); that a sentence is a piece of its
 * block, map and all; that a row inside a sentence stands there and its text
 * is what the map gives; that a quote's text is that of its parts; that what
 * no block holds is nothing; that the document is complete, up to its end
 * row.  Linear in the rows and the source, but for rows that lie over each
 * other.
 *
 * Rows are judged as they come.  One that does not follow from those before it
 * (its quote or its block may come later) is kept and judged again at the end
 * of its document, when all is known.  Memory: the source, the block rows of a
 * document (its sentences where there are none), a few words for each sentence
 * and quote, and the rows that were kept.
 */
#ifndef BROADSHEET_TRACE_VERIFY_H
#define BROADSHEET_TRACE_VERIFY_H

#include "broadsheet/crc32.h"
#include "trace/boxes.h"
#include "trace/page.h"
#include "trace/relation.h"
#include "trace/sources.h"

/* A row that outlives its line. */
struct bs_verify_kept {
	struct bs_page_row row;
	struct bs_buf line;
};

struct bs_verify_doc { /* the document at hand */
	struct bs_span source;
	uint64_t base; /* where the document starts in the source: not 0 in a split stream */
	bool found;
	bool has_source, has_part;    /* rows of this kind */
	bool final;                   /* all is known: what does not follow is a lie */
	bool doubt;                   /* and until then, the row at hand waits */
	struct bs_span encoding;      /* meta; where there is no block */
	struct bs_boxes block, alone; /* alone: sentences before there was a block */
	struct bs_verify_sent {
		uint64_t block, sent, start, stop;
	} * sent;
	size_t nsent, sent_cap;
	/* the last sentence with its map */
	struct bs_box now;
	struct bs_span now_addr; /* as it stands, and the tab behind it */
	struct bs_editmap now_map;
	bool now_sound;
	struct bs_verify_kept quote, end;
	struct bs_buf of; /* START-STOP of the quote */
	const char *file; /* of the row before */
	uint64_t line;
	/* of the quote whose parts come */
	size_t parts;
	struct bs_buf joined, only;
	struct bs_page_row *late;
	size_t nlate, late_cap;
};

struct bs_verify {
	struct bs_sources *sources;
	void (*lie)(void *arg, const struct bs_page_row *row, const char *what);
	void *arg;
	uint64_t lies;
	/* private */
	struct bs_verify_doc doc;
	struct bs_relation relation;
	struct bs_crc32 crc;
	struct bs_buf text, map, what;
	struct bs_arena arena, scratch, now; /* of the document, the row, the last sentence */
	struct bs_strmap quotes;
};

void bs_verify_init(struct bs_verify *v, struct bs_sources *s,
    void (*lie)(void *arg, const struct bs_page_row *row, const char *what), void *arg);
/* A document begins: its id, unescaped, its first row, and whether one of that name came before. */
void bs_verify_begin(
    struct bs_verify *v, struct bs_span id, const struct bs_page_row *first, bool again);
void bs_verify_row(struct bs_verify *v, const struct bs_page_row *r);
/*
 * Most rows are tokens and names whose text the sentence before them gives at
 * their span.  True where the line, without parsing it whole, is found to be
 * such a row, and so proved; else it must go through bs_verify_row.  Its
 * document is the one at hand, its second column starts at byte `at`.
 */
bool bs_verify_given(
    struct bs_verify *v, const struct bs_reader *in, struct bs_span line, size_t at);
void bs_verify_end(struct bs_verify *v);
/* All of a document at once. */
void bs_verify_page(struct bs_verify *v, const struct bs_page *p);
void bs_verify_free(struct bs_verify *v);

#endif
