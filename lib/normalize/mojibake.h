/*
 * mojibake: what its repair works in; see mojibake.c.
 */
#ifndef BS_NORMALIZE_MOJIBAKE_H
#define BS_NORMALIZE_MOJIBAKE_H

#include "normalize/codepage.h"
#include "normalize/stages.h"

enum { BS_MOJIBAKE_PAGES = 8, BS_MOJIBAKE_CLUSTER = 256, BS_MOJIBAKE_LOW = 0x600 };

/* The encodings that UTF-8 is taken for. */
extern const char *const bs_mojibake_page[BS_MOJIBAKE_PAGES];

/* A page by its characters: the byte that each is, 0 for none (what it is of ASCII is not asked).
 */
struct bs_mojibake_bytes {
	unsigned char low[BS_MOJIBAKE_LOW], high[0x700]; /* up to U+05FF; U+2000 to U+26FF */
	const struct bs_codepage *page;                  /* for the few others */
};

/* Made once for many documents. */
struct bs_mojibake_pages {
	struct bs_mojibake_bytes page[BS_MOJIBAKE_PAGES];
	/* bit 0: a lead byte in some page, bit 1: a continuation byte */
	unsigned char low[BS_MOJIBAKE_LOW];
	unsigned char high[0x700]; /* U+2000 to U+26FF */
};

/* One character that a sequence stands for: characters [at, at + n) of the stretch. */
struct bs_mojibake_char {
	int32_t cp;
	size_t at, n;
};

struct bs_mojibake {
	const struct bs_mojibake_pages *pages;
	const struct bs_mojibake_bytes *page; /* of pages */
	int seen[BS_MOJIBAKE_PAGES];          /* gains in the whole document, at this level */
	int32_t *cp;                          /* the stretch at hand */
	size_t *at, n; /* where each character stands in the text, and the end */
	struct bs_mojibake_char out[BS_MOJIBAKE_CLUSTER]; /* the cluster at hand */
	int32_t plain[BS_MOJIBAKE_CLUSTER];
	size_t nout;
	int controls;     /* C1 controls of the stretch that are in no cluster */
	int after;        /* strangeness of the cluster at hand without it */
	int undone, left; /* strangeness of all clusters of the stretch, and without them */
};

/* cp stands for byte b in some page. */
static inline void
bs_mojibake_note(struct bs_mojibake_pages *m, int32_t cp, int b)
{
	unsigned char bit = b >= 0xc2 && b < 0xf5 ? 1 : b < 0xc0 ? 2 : 0;

	if (cp < BS_MOJIBAKE_LOW)
		m->low[cp] |= bit;
	else if (cp >= 0x2000 && cp < 0x2700)
		m->high[cp - 0x2000] |= bit;
}

static inline unsigned char
bs_mojibake_noted(const struct bs_mojibake_pages *m, int32_t cp)
{
	if (cp < BS_MOJIBAKE_LOW)
		return m->low[cp];
	return cp >= 0x2000 && cp < 0x2700 ? m->high[cp - 0x2000] : 0;
}

static inline bool
bs_mojibake_leads(const struct bs_mojibake_pages *m, int32_t cp)
{
	return bs_mojibake_noted(m, cp) & 1;
}

static inline bool
bs_mojibake_continues(const struct bs_mojibake_pages *m, int32_t cp)
{
	return cp >= 0xf000 || (bs_mojibake_noted(m, cp) & 2);
}

#endif
