/*
 * aligned: a text and the way back to the bytes it was made from.
 *
 * The heart of normalize.  An aligned text is bytes plus a sorted list of
 * edits against the source; a stage is a function from the text to a list of
 * splices; applying the splices composes them with the edits that are there,
 * so that the edit map of every row falls out at the end.  No stage knows
 * another.
 *
 * Ownership: the source is the caller's and must outlive the aligned text,
 * whose text points into the source until the first splice.  Units: bytes.
 * Applying is linear in text + edits + splices; the text is copied only where
 * there is a splice.
 */
#ifndef BROADSHEET_ALIGNED_H
#define BROADSHEET_ALIGNED_H

#include "broadsheet/editmap.h"

/* What made an edit: the class of an `edit` row. */
enum bs_rule {
	BS_RULE_DECODE,  /* another encoding than UTF-8 */
	BS_RULE_BYTE,    /* a stray byte of another encoding amid UTF-8 */
	BS_RULE_INVALID, /* malformed: U+FFFD */
	BS_RULE_BOM,
	BS_RULE_LINE_END,
	BS_RULE_ENTITY, /* HTML character reference */
	BS_RULE_TAG,    /* debris of markup */
	BS_RULE_MOJIBAKE,
	BS_RULE_CONTROL,   /* control characters and terminal escapes */
	BS_RULE_INVISIBLE, /* zero-width marks, soft hyphens */
	BS_RULE_LIGATURE,
	BS_RULE_WIDTH, /* fullwidth forms */
	BS_RULE_FORM,  /* Unicode normal form */
	BS_RULE_SPACE,
	BS_RULE_UNWRAP,   /* a hard-wrapped line rejoined */
	BS_RULE_HYPHEN,   /* a hyphen at the end of a line */
	BS_RULE_DROP_CAP, /* a first letter set apart */
	BS_RULE_MARK,     /* quotation mark or apostrophe */
	BS_NRULE
};
#define BS_RULEBIT(r) (1U << (r))
/* How sure the rule was, 1 to 99 percent, may stand with the bits of an edit's rules. */
#define BS_RULESURE(percent) ((uint32_t)(percent) << 24)
static inline int
bs_rules_sure(uint32_t rules)
{
	return (int)(rules >> 24); /* 0: not said */
}

const char *bs_rule_name(enum bs_rule r);

/* Replace text bytes [at, at + del) by n bytes. */
struct bs_splice {
	size_t at, del;
	size_t ins, n; /* place in the list's pool */
	uint32_t rules;
};

struct bs_splices {
	struct bs_splice *v;
	size_t n, cap;
	struct bs_buf pool;
};

struct bs_aligned {
	struct bs_span source, text;
	struct bs_edit *edit; /* against the source: t of text, src of source; sorted by both */
	uint32_t *rules;      /* of each edit: BS_RULEBIT of every stage that had a hand in it */
	size_t nedit, edit_cap;
	/* private: what the next application is built in */
	struct bs_buf own[2];
	struct bs_edit *spare_edit;
	uint32_t *spare_rules;
	size_t spare_cap;
	unsigned turn;
};

/* Add a splice; in order, not overlapping: at >= the end of the one before. */
void bs_splice_add(
    struct bs_splices *s, size_t at, size_t del, const char *p, size_t n, enum bs_rule rule);
void bs_splices_reset(struct bs_splices *s);
void bs_splices_free(struct bs_splices *s);

/* Start anew with text = source; keeps the memory of the last document. */
void bs_aligned_init(struct bs_aligned *a, struct bs_span source);
void bs_aligned_free(struct bs_aligned *a);

/*
 * Apply the splices and empty the list.  A splice that overlaps an edit, or
 * stands strictly inside it, melts with it into one edit; one that only
 * touches it stays an edit of its own.
 */
void bs_aligned_apply(struct bs_aligned *a, struct bs_splices *s);

/* Drop edits that have come to replace bytes by the same bytes. */
void bs_aligned_tidy(struct bs_aligned *a);

/* The whole map, for the functions of editmap.h; encoding is left empty. */
static inline struct bs_editmap
bs_aligned_map(const struct bs_aligned *a)
{
	return (struct bs_editmap){a->edit, a->nedit, {NULL, 0}};
}

/* True where the edits account for every byte of source and text; for tests. */
bool bs_aligned_check(const struct bs_aligned *a);

#endif
