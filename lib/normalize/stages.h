/*
 * stages: what normalize does to a text between decoding and blocks.
 *
 * Each stage looks at a->text (valid UTF-8), and leaves it valid UTF-8 with
 * its splices applied; s is a list to work with, empty before and after.
 * Stages know nothing of each other, only their order matters (document.c).
 * All are linear in the text and keep nothing.
 */
#ifndef BS_NORMALIZE_STAGES_H
#define BS_NORMALIZE_STAGES_H

#include "broadsheet/aligned.h"

/* Line ends of every sort become \n; terminal escapes and C0 controls go. */
void bs_stage_control(struct bs_aligned *a, struct bs_splices *s);
/* HTML character references. */
void bs_stage_entity(struct bs_aligned *a, struct bs_splices *s);
/* Text that was read in a wrong encoding, once or more often. */
void bs_stage_mojibake(struct bs_aligned *a, struct bs_splices *s);
/* The same for many texts: *pages is NULL at first, and the caller's to free(3). */
struct bs_mojibake_pages;
void bs_stage_mojibake_kept(
    struct bs_aligned *a, struct bs_splices *s, struct bs_mojibake_pages **pages);
/* Tags, comments and debris of attributes. */
void bs_stage_tag(struct bs_aligned *a, struct bs_splices *s);
/* Spaces, zero-width marks, ligatures, fullwidth forms. */
void bs_stage_space(struct bs_aligned *a, struct bs_splices *s);
/* Hard-wrapped lines, hyphens at their ends, initials set apart. */
void bs_stage_reflow(struct bs_aligned *a, struct bs_splices *s);

enum bs_marks { BS_MARKS_DIRECTED, BS_MARKS_KEEP, BS_MARKS_ASCII };
struct bs_marks_work {
	enum bs_marks marks;
	bool weigh; /* say of each edit how sure it is: twice the time */
	/* the text before left a double mark open (text that goes on; else false); then this one */
	bool open;
};
void bs_stage_marks(struct bs_aligned *a, struct bs_splices *s, struct bs_marks_work *w);

#endif
