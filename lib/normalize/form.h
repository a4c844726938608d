/*
 * form: Unicode normal forms (Unicode Standard Annex 15).
 *
 * A quick-check scan of our own finds the few stretches that may not be
 * normalised; utf8proc decomposes and composes those.  Text is made
 * stream-safe (Annex 15, section 13): a U+034F is put in after 30 combining
 * marks in a row, so that time stays linear and memory bounded on any bytes.
 */
#ifndef BS_NORMALIZE_FORM_H
#define BS_NORMALIZE_FORM_H

#include "broadsheet/aligned.h"

enum bs_form { BS_FORM_NFC, BS_FORM_NFD, BS_FORM_NFKC, BS_FORM_NFKD, BS_FORM_NONE };

/* Generated: see lib/gen/formtable.c. */
extern const unsigned char bs_form_block[];
extern const unsigned char bs_form_flags[][64];
extern const unsigned char bs_form_any[];

/* Walks over a text from one stretch that changes to the next.  Zero-initialise. */
struct bs_former {
	enum bs_form form;
	struct bs_span text; /* valid UTF-8 */
	size_t at;
	/* private */
	size_t dirty; /* a stretch with flagged characters reaches up to here */
	int32_t *cp;
	size_t ncp, cap;
	struct bs_buf out;
};

struct bs_form_change {
	size_t start, stop;  /* text bytes */
	struct bs_span form; /* what they become; valid until the next call */
};

/* The next stretch that changes.  False at the end of the text. */
bool bs_form_next(struct bs_former *f, struct bs_form_change *c);
void bs_former_free(struct bs_former *f);

/*
 * The last place at or before `at` where the text may be cut without changing
 * its form; 0 where there is none.
 */
size_t bs_form_boundary(struct bs_span text, size_t at, enum bs_form form);

/* As a stage of normalize. */
void bs_form_stage(struct bs_aligned *a, struct bs_splices *s, enum bs_form form);

#endif
