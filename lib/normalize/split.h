/* split: where one stream is cut into documents (normalize --split). */
#ifndef BS_NORMALIZE_SPLIT_H
#define BS_NORMALIZE_SPLIT_H

#include "broadsheet/pattern.h"

/*
 * The next document from *at on that is not all white space; *at moves on.
 * `by` (BS_PATTERN_LINES) matches what stands between documents.  False at
 * the end.  *gave_up where the pattern took too long: the rest is one document.
 */
bool bs_cut_next(struct bs_pattern *by, struct bs_span text, size_t *at, size_t *start,
    size_t *stop, bool *gave_up);

#endif
