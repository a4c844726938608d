/*
 * detect: which encoding bytes that are not UTF-8 are written in.
 *
 * Linear in the bytes looked at, of which there is a bound.
 */
#ifndef BS_NORMALIZE_DETECT_H
#define BS_NORMALIZE_DETECT_H

#include "normalize/decode.h"

/* Does it look like UTF-16 or UTF-32 without a BOM?  Its name, or NULL. */
const char *bs_detect_wide(struct bs_span source);

/*
 * The single-byte page that reads most likely, and how sure, in percent.
 * letters is as in bs_decode_options, here and below.
 */
const char *bs_detect_page(struct bs_span source, struct bs_letters *letters, int *percent);

/* GB18030, Big5, Shift_JIS, EUC-JP or EUC-KR, or NULL. */
const char *bs_detect_multi(struct bs_span source, int *percent);

/* Characters beyond ASCII that are sound UTF-8, and malformed sequences. */
struct bs_utf8_count {
	uint64_t good, bad;
};
/* Add those of s.  Its end must be that of a character. */
void bs_detect_count(struct bs_utf8_count *c, struct bs_span s);

/* Sets name, why and percent. */
void bs_detect(struct bs_span source, struct bs_letters *letters, struct bs_encoding *e);
/* The same of a text known to be no UTF-16 or UTF-32, from a part of it and the count of the whole.
 */
void bs_detect_part(struct bs_span part, const struct bs_utf8_count *c, struct bs_letters *letters,
    struct bs_encoding *e);

#endif
