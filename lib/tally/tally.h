/*
 * tally: counts of tuples of columns, and what follows from counts.
 *
 * The modules, each one job: scan (tabs and line ends), feed (checked rows),
 * columns (names to cells), where (conditions), document (meta values),
 * groups (hash table), counter (groups that outgrow memory), runs (sorted
 * files), decimal (exact sums), stats (G2 and friends), pairs, series,
 * partial (earlier tallies), report (order and output).  This one wires them.
 */
#ifndef BROADSHEET_TALLY_TALLY_H
#define BROADSHEET_TALLY_TALLY_H

#include "broadsheet/writer.h"
#include "tally/columns.h"
#include "tally/counter.h"
#include "tally/document.h"
#include "tally/feed.h"
#include "tally/where.h"

enum bs_period { BS_NO_PERIOD, BS_DAY, BS_WEEK, BS_MONTH, BS_YEAR };
enum bs_format { BS_TSV, BS_DOT, BS_BARS, BS_PARTIAL };

struct bs_tally;

struct bs_tally_config {
	/* what is counted; strings as the user wrote them, NULL or empty where not given */
	const char *fields, *kind, *cls, *join, *distinct, *agg, *pairs, *within, *per;
	const char **where;
	size_t nwhere;
	bool header_in, docs, directed;
	size_t max_group;
	const char *against;
	bool merge;
	size_t budget; /* bytes of memory for groups */
	/* what is shown of it */
	const char *sort; /* a name of the output's header, or "key" */
	bool reverse, header, share, cumulative, total, ascii, variants;
	uint64_t number, min_count; /* 0: all */
	const char *top_per;
	enum bs_format format;
	size_t width;                              /* of the terminal, for bars */
	void (*progress)(const struct bs_tally *); /* called now and then while reading, or NULL */
};

/* quotes.c: the quotes of one document, their parts, and the rows that may stand in them. */
struct bs_quotes {
	struct bs_quoted *quote, *part, *item;
	size_t nquote, quote_cap, npart, part_cap, nitem, item_cap;
	struct bs_arena text;
};

struct bs_tally {
	struct bs_tally_config cfg;
	struct bs_arena strings; /* of an earlier tally's header */
	struct bs_names names;
	struct bs_tcolumns key, value, agg; /* the tuple, distinct values, aggregates */
	struct bs_conds conds;
	size_t nkey; /* columns of a group's key: the tuple, or the unit of --pairs */
	struct bs_join join;
	struct bs_layout layout;
	struct bs_counter counter;
	struct bs_quotes quoted;
	struct bs_tally_document doc;
	enum bs_period period;
	bool follow_docs; /* rows are ours, and documents matter */
	bool quotes;      /* units are quotes, put together from rows of several kinds */
	bool blocks;      /* units are blocks: an address up to its s */
	bool sentences;   /* units are sentences */
	bool straight;    /* the tuple is one run of fields of the line */
	uint64_t bytes;   /* read */
	uint64_t rows[2]; /* counted here, and in the other corpus */
	struct bs_buf err;
	struct bs_reader ahead; /* of a file whose first line was looked at: the next to be read */
};

/* Parse what the config says; false with a message in t->err (a usage error). */
bool bs_tally_open(struct bs_tally *t, const struct bs_tally_config *cfg);
/* Count the operands (rows, or earlier tallies with cfg->merge); false as above. */
bool bs_tally_read(struct bs_tally *t, char *const *operand, size_t n);
/* Write what cfg asks for; false as above, with nothing written. */
bool bs_tally_write(struct bs_tally *t, struct bs_writer *w);
void bs_tally_close(struct bs_tally *t);

/* --- between the modules --- */

/* rows.c: count the rows of an input into word (BS_WORD_COUNT or BS_WORD_OTHER). */
bool bs_tally_rows(struct bs_tally *t, char *const *operand, size_t n, unsigned word);

/* partial.c: earlier tallies.  The header names all that says what is counted; with
 * cfg.merge it is set from there. */
void bs_partial_write(struct bs_tally *t, struct bs_writer *w);
bool bs_partial_read(struct bs_tally *t, char *const *operand, size_t n, unsigned word);
/* What a file to compare with is: rows, an earlier tally, or a table that tally -H wrote of the
 * same columns; the last is read by bs_table_read. */
enum bs_earlier { BS_ROWS, BS_EARLIER, BS_TABLE };
enum bs_earlier bs_is_earlier(struct bs_tally *t, char *const *file);
bool bs_table_read(struct bs_tally *t, char *const *file, unsigned word);
/* A reader of the operands, or the one that looked ahead. */
struct bs_reader bs_tally_reader(struct bs_tally *t, char *const *operand, size_t n);

/* tally.c: make ready for what t->cfg says. */
bool bs_tally_setup(struct bs_tally *t);

/* A quote or part row, an item (its columns and the value that counts), the end of a document. */
void bs_quotes_row(struct bs_quotes *q, struct bs_span kind, const struct bs_span *col);
void bs_quotes_item(struct bs_quotes *q, const struct bs_span *col, struct bs_span item);
void bs_quotes_flush(struct bs_tally *t);
void bs_quotes_free(struct bs_quotes *q);

/* pairs.c: from units with their items (t->counter) to pairs (another counter). */
struct bs_pairs {
	struct bs_counter counter; /* key: both items */
	struct bs_counter single;  /* item -> units it is in (and, directed, a speaker's) */
	struct bs_counter speaker;
	bool joined; /* those did not fit memory: their counts are with the pairs */
	uint64_t units, skipped;
};
void bs_pairs_make(struct bs_pairs *p, struct bs_tally *t);
/* Units of the first and second item of a pair. */
void bs_pairs_singles(const struct bs_pairs *p, bool directed, struct bs_span key,
    const uint64_t *words, uint64_t *nx, uint64_t *ny);
void bs_pairs_free(struct bs_pairs *p);

/* variants.c: spellings of one name counted as one; groups get a last column with the others. */
void bs_variants_make(struct bs_tally *t);

/* bars.c: a bar of `part` of `whole` in so many columns. */
void bs_bar(struct bs_buf *out, double share, size_t width, bool ascii);
size_t bs_terminal_width(void); /* COLUMNS, the terminal's, or 80 */
size_t bs_display_width(struct bs_span s);

/* series.c: the period a date lies in ("." where it is none), and the one after. */
void bs_period_of(struct bs_buf *out, enum bs_period p, struct bs_span date);
bool bs_period_next(struct bs_buf *period, enum bs_period p); /* in place */

#endif
