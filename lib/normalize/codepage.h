/*
 * codepage: single-byte encodings by table, both ways.
 *
 * Static data; nothing allocates.  A byte that has no character in its page
 * is read as the C1 control of the same number, and written back from it
 * (what mojibake repair calls the sloppy pages).
 */
#ifndef BS_NORMALIZE_CODEPAGE_H
#define BS_NORMALIZE_CODEPAGE_H

#include "broadsheet/span.h"

#include <stdint.h>

struct bs_codepage {
	const char *name;
	const char *alias;    /* folded names, separated by spaces */
	uint16_t upper[128];  /* characters of bytes 0x80 to 0xff */
	uint8_t by_char[128]; /* those bytes, sorted by their character */
};

extern const struct bs_codepage bs_codepages[];
extern const size_t bs_ncodepage;

enum { BS_WINDOWS_1252 = 2 /* its place in bs_codepages */ };

/* The page of that name, whatever its case and hyphens; NULL where there is none. */
const struct bs_codepage *bs_codepage_find(struct bs_span name);

/* The byte (0x80 up) that stands for cp, or -1. */
int bs_codepage_byte(const struct bs_codepage *p, int32_t cp);

/* Fold an encoding's name for comparing: a-z and 0-9 only, at most 31 bytes and a NUL. */
void bs_encoding_fold(char out[32], struct bs_span name);

#endif
