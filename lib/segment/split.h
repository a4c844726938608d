/*
 * split: the state of one run of the sentence splitter, shared by its parts:
 * sentence.c (the walk and what it keeps track of), boundary.c (does a mark end
 * the sentence?), lookahead.c (what follows it), words.c (what words are).
 *
 * Private to segment.  Every question looks a bounded number of bytes to
 * either side, so the whole is linear.
 */
#ifndef BS_SEGMENT_SPLIT_H
#define BS_SEGMENT_SPLIT_H

#include "broadsheet/sentence.h"
#include "segment/abbrev.h"
#include "segment/chars.h"

enum { BS_SPLIT_NEST = 16, BS_LOOK = 256 /* bytes looked ahead past white space and openers */ };

struct bs_segmenter {
	struct bs_abbrevs abbrev;
};

/* A bracket or quotation that is open. */
struct bs_nest {
	size_t at;    /* where it opened */
	size_t out_n; /* sentences written before it */
	size_t start; /* start of the sentence it stands in */
	bool first;   /* it opens that sentence */
};

struct bs_split {
	const struct bs_segmenter *seg;
	const char *p;
	size_t n;
	unsigned flags;
	size_t start; /* of the current sentence: its first byte that is not white space */
	size_t head;  /* of its first word, behind opening marks */
	struct bs_sentences *out;
	struct bs_nest *bracket; /* BS_SPLIT_NEST of them */
	struct bs_nest quote;
	size_t depth;     /* brackets open, those beyond BS_SPLIT_NEST too */
	bool quote_open;  /* a double quotation is open */
	bool ascii_open;  /* and by " or '', whose direction only counting tells */
	unsigned list;    /* number of the list item the sentence is, 0: none */
	unsigned outer;   /* of the item in whose list of letters it is, 0: none */
	char list_mark;   /* the mark behind it: . or ) */
	size_t list_text; /* where the item's text begins */
};

enum bs_next_kind {
	BS_NEXT_END, /* of the text */
	BS_NEXT_LOWER,
	BS_NEXT_UPPER, /* or a script without case */
	BS_NEXT_DIGIT,
	BS_NEXT_GOES_ON, /* , ; : or a closing mark */
	BS_NEXT_OTHER
};

/* What stands behind a mark that may end a sentence. */
struct bs_next {
	enum bs_next_kind kind;
	size_t at;           /* first byte behind the white space */
	size_t word;         /* first byte behind opening marks */
	bool gap;            /* there is white space */
	bool quote, bracket; /* a quotation, a bracket opens */
	bool dash;
};

void bs_split_next(const struct bs_split *s, size_t i, struct bs_next *nx);

/* A run of stops, with what closes behind it. */
struct bs_mark {
	size_t at, end; /* the run */
	size_t close;   /* behind closing marks */
	unsigned dots;
	bool question, exclaim, ellipsis, wide;
	bool spaced;            /* an ellipsis of stops with spaces between */
	bool quoted, bracketed; /* a quotation mark, a bracket closes behind it */
};

/* The run of stops at i, those with spaces between too (. . .); false where i has none. */
bool bs_split_run(const struct bs_split *s, size_t i, struct bs_mark *m);
/* Length of a note's number behind a mark: [1], [2–11], 12 before a capital. */
size_t bs_split_note(const struct bs_split *s, const struct bs_mark *m);

/* [...] between two sentences: a word that is seldom a name follows with a capital. */
bool bs_split_is_omission(const struct bs_split *s, const struct bs_mark *m);
/* The rule by which the sentence ends there, or NULL. */
const char *bs_split_decide(
    const struct bs_split *s, const struct bs_mark *m, const struct bs_next *nx);

/* shortform.c: the stop behind w, a word of the text, by what w is. */
enum bs_verdict { BS_ORDINARY, BS_INSIDE, BS_ENDS };
enum bs_verdict bs_split_short_form(
    const struct bs_split *s, struct bs_span w, const struct bs_next *nx);
/* How far a capital on this word tells of a start. */
enum bs_strength { BS_NAME, BS_WEAK, BS_STRONG };
enum bs_strength bs_split_strength(const struct bs_split *s, struct bs_span word);
/* The word before w, or an empty one. */
struct bs_span bs_split_previous(const struct bs_split *s, struct bs_span w);
/* No small letter in more than one. */
bool bs_split_is_capitals(struct bs_span w);
/* Single letters and stops by turns: U.S, a.k.a */
bool bs_split_is_acronym(struct bs_span w);

/* nospace.c: the sentence ends there though no space follows. */
bool bs_split_lost_space(
    const struct bs_split *s, const struct bs_mark *m, const struct bs_next *nx);

static inline bool
bs_span_is_digits(struct bs_span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (!bs_is_09(w.p[i]))
			return false;
	return w.n > 0;
}

/* The offset behind w, a word of the text. */
static inline size_t
bs_split_behind(const struct bs_split *s, struct bs_span w)
{
	return (size_t)(w.p - s->p) + w.n;
}

/* The word that ends before i, with the stops inside it; at most BS_ABBREV_LONGEST bytes. */
struct bs_span bs_split_word_before(const struct bs_split *s, size_t i);
/* Letters (and apostrophes between them) from i. */
struct bs_span bs_split_word_at(const struct bs_split *s, size_t i);

/* items.c: lists in a line. */
/* What item of a list the sentence is that begins. */
void bs_split_begin_item(struct bs_split *s);
/* Where the letter or digits before i begin. */
size_t bs_split_item_start(const struct bs_split *s, size_t i);
/* Does the next item of the list the sentence is an item of begin at i? */
bool bs_split_is_next_item(const struct bs_split *s, size_t i);

/* unmarked.c: ends that no stop marks. */
struct bs_unmarked {
	size_t before, after; /* a sentence ends before, after these bytes; 0: none */
	size_t next;          /* where the walk goes on */
	const char *why;
};
/* At a colon or another mark that is no stop. */
struct bs_unmarked bs_split_unmarked(const struct bs_split *s, size_t i);
/* Where the text begins to which a heading was glued at the start; 0: nowhere. */
size_t bs_split_heading(const struct bs_split *s);
/* Behind a face that follows white space at i, else i. */
size_t bs_split_face(const struct bs_split *s, size_t i);

/* words.c: what is known of a word; any case. */
struct bs_word_cases {
	unsigned lower, upper, start;
};
bool bs_word_cases(struct bs_span word, struct bs_word_cases *c);
/* It is nearly always written small in mid-sentence, so that a capital tells of a start. */
bool bs_word_is_common(struct bs_span word);
/* An abbreviation that is a common word, too: tech, exec. */
bool bs_word_is_also(struct bs_span word);
bool bs_word_is(struct bs_span word, const char *cls); /* of sentence-words.tsv */
bool bs_word_is_speech(struct bs_span word);
/* The key of these lists: ASCII lower case, typographic apostrophes made plain, in low; false
 * where the word is too long. */
enum { BS_WORD_LONGEST = 24 };
bool bs_word_lowered(struct bs_span word, char low[BS_WORD_LONGEST], struct bs_span *key);
bool bs_word_is_english(struct bs_span word);              /* in the dictionary */
bool bs_word_is_domain(struct bs_span word, bool classic); /* com; or also az, pdf */

#endif
