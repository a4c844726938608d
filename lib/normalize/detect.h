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

/* Sets name, why and percent. */
void bs_detect(struct bs_span source, struct bs_encoding *e);

#endif
