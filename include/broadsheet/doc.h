/*
 * doc: one document of a stream in memory, as the entity and quote engines
 * see it, and the rows they add.
 *
 * A filter (filter.h) fills a bs_doc with the rows of one document, or of a
 * window of it; an engine reads sentences and mentions and calls the bs_add_*
 * functions; the filter writes old and new rows in the order of the contract.
 * All memory is the document's arena and dies with it.
 *
 * Units: text offsets are bytes of a sentence's unescaped text, source
 * offsets bytes of the document.
 */
#ifndef BROADSHEET_DOC_H
#define BROADSHEET_DOC_H

#include "broadsheet/editmap.h"
#include "broadsheet/record.h"
#include "broadsheet/token.h"

struct bs_sent {
	struct bs_span text;  /* unescaped */
	struct bs_span addr;  /* "7s2" */
	struct bs_span cls;   /* title, heading, body, ... */
	uint64_t start, stop; /* source */
	uint64_t block;       /* block number: a new one is a new paragraph */
	struct bs_editmap map;
	size_t row;                   /* for the filter: its place among the rows it keeps */
	const struct bs_token *token; /* made on first use: bs_doc_tokens */
	size_t ntoken;
	bool tokenized;
};

/* An entity row of the input, or one that tag-entities is making. */
struct bs_mention {
	size_t sent;                   /* index into sents */
	size_t start, stop;            /* text offsets in that sentence */
	struct bs_span cls;            /* PER, ORG, ... */
	struct bs_span key, info, why; /* unescaped; empty where "." */
	struct bs_span text;
	uint64_t src_start, src_stop;
	bool hand;
};

/* A row waiting to be written, after the rows of sentence `after`. */
struct bs_addition {
	size_t after;
	struct bs_newrow row;
	const struct bs_row *fix; /* not NULL: this row as it stands, instead */
};

/* Rows by hand of one kind, to be found by span. */
struct bs_hand {
	enum bs_kind kind;
	uint64_t start, stop;
	uint64_t reach; /* the largest stop so far in the sorted list */
};

struct bs_doc {
	struct bs_span id;         /* as it stands in the stream (escaped) */
	const struct bs_row *meta; /* its meta rows before the first sentence at hand */
	size_t nmeta;
	struct bs_sent *sent;
	size_t nsent, sent_cap;
	struct bs_mention *mention; /* sorted by sentence, then start, longer first */
	size_t nmention, mention_cap;
	struct bs_addition *add;
	size_t nadd, add_cap;
	struct bs_hand *hand; /* of owned kinds; sorted by kind and start */
	size_t nhand, hand_cap;
	size_t group; /* index + 1 of the first addition of the open group; 0: none */
	bool in_group, group_refused;
	struct bs_arena arena;
	uint32_t owned; /* kinds of the program: BS_KINDBIT */
	bool continued; /* this window continues the document of the one before */
	bool more;      /* and is itself continued: the document has no end yet */
};

/* The value (unescaped) of the document's meta row of that class, or an empty span. */
struct bs_span bs_doc_meta(struct bs_doc *d, const char *cls);

/* The sentence's tokens (default flags), made once. */
const struct bs_token *bs_doc_tokens(struct bs_doc *d, size_t sent, size_t *n);

/* Place in the text: a sentence and an offset in its text. */
struct bs_place {
	size_t sent, at;
};

struct bs_span_row {
	enum bs_kind kind;
	struct bs_place start, stop;        /* stop.at is the byte after; sentences may differ */
	struct bs_span cls, key, info, why; /* unescaped; copied */
	/* p NULL: the sentences' text from start to stop, joined by a space, by \n across blocks */
	struct bs_span text;
};

/*
 * Add a row.  Spans become source bytes by the sentences' maps; the row is
 * written after the sentence in which it stops, behind earlier kinds.  Not
 * added (false) where a `hand` row of the same kind overlaps it.
 * A group added between bs_group_begin and bs_group_end (a quote with its
 * parts, source and cue) stands together after the sentence in which its
 * first row stops; where the first row is refused, so are the others.
 */
bool bs_add_row(struct bs_doc *d, const struct bs_span_row *r);
void bs_group_begin(struct bs_doc *d);
void bs_group_end(struct bs_doc *d);

/* Source offsets of a place, as a span's start and as its stop. */
uint64_t bs_place_start(const struct bs_doc *d, struct bs_place p);
uint64_t bs_place_stop(const struct bs_doc *d, struct bs_place p);

/* For filters: empty it for the next document; free it. */
void bs_doc_reset(struct bs_doc *d);
void bs_doc_free(struct bs_doc *d);

#endif
