/*
 * decode: from the bytes of a document to UTF-8, with the way back.
 *
 * BOM, strict UTF-8, UTF-16 and UTF-32, else what detect.h finds; single-byte
 * pages by table, others by iconv character by character, so that the map is
 * exact.  Linear time; every byte string has a decoding.
 */
#ifndef BS_NORMALIZE_DECODE_H
#define BS_NORMALIZE_DECODE_H

#include "broadsheet/aligned.h"

struct bs_letters;

struct bs_decode_known;

struct bs_decode_options {
	struct bs_span force; /* the encoding's name; empty: find out */
	bool repair;          /* stray bytes in UTF-8 are read as windows-1252 */
	/* zeroed, the caller's to free: kept from one document to the next; NULL: made anew */
	struct bs_letters *letters;
	const struct bs_decode_known *known; /* decided before; NULL: find out */
};

struct bs_encoding {
	char name[32];    /* as it is usually written: "UTF-8", "windows-1252" */
	const char *why;  /* static: how it was decided */
	int percent;      /* how sure, 0 to 100; -1: it cannot be otherwise */
	bool utf8;        /* the map needs no `=ENCODING` */
	size_t invalid;   /* byte sequences that became U+FFFD */
	size_t first_bad; /* where the first of them stands in the source */
	bool stray;       /* bytes that are not UTF-8 are windows-1252 */
};

/* What a document is written in, and the length of the BOM that the bytes at hand begin with. */
struct bs_decode_known {
	struct bs_encoding e;
	size_t skip;
};

/* Is there such an encoding? */
bool bs_decode_knows(struct bs_span name);

/* a is fresh from bs_aligned_init; s is empty.  After it a->text is valid UTF-8. */
void bs_decode(struct bs_aligned *a, struct bs_splices *s, const struct bs_decode_options *o,
    struct bs_encoding *e);

/*
 * What a document of any size is written in, as far as its first bytes and
 * -e say it (false: nothing does).
 */
bool bs_decode_told(struct bs_decode_known *k, struct bs_span head, uint64_t size,
    const struct bs_decode_options *o);

/* Bytes of a code unit of that encoding: 2 and 4 in UTF-16 and UTF-32, else 1; 0 for UTF-8. */
int bs_decode_unit(const char *name, bool *big_endian);

/*
 * Is a document that begins with these bytes UTF-8, as far as they tell?  Its
 * BOM is *skip bytes long.  last: there are no more bytes.
 */
bool bs_decode_is_utf8(
    struct bs_span begin, bool last, const struct bs_decode_options *o, size_t *skip);

/* Bytes at the end of s that begin a UTF-8 character and do not end it: 0 to 3. */
size_t bs_utf8_tail(struct bs_span s);

/* Private to the decoders: splices that make UTF-8 of the source from `at` on. */
void bs_decode_wide(struct bs_splices *s, struct bs_span source, size_t at, int width,
    bool big_endian, struct bs_encoding *e);
/* By iconv; false where it does not know the encoding. */
bool bs_decode_iconv(
    struct bs_splices *s, struct bs_span source, const char *name, struct bs_encoding *e);

#endif
