/* split: where one stream is cut into documents (normalize --split). */
#ifndef BS_NORMALIZE_SPLIT_H
#define BS_NORMALIZE_SPLIT_H

#include "broadsheet/mem.h"

struct bs_splitter;

/* A PCRE2 pattern that matches what stands between documents; ^ and $ match at lines.
 * NULL and *why where it is none. */
struct bs_splitter *bs_splitter_new(const char *pattern, const char **why);
void bs_splitter_free(struct bs_splitter *s);

/*
 * The next document from *at on that is not all white space; *at moves on.
 * False at the end.
 */
bool bs_splitter_next(
    struct bs_splitter *s, struct bs_span text, size_t *at, size_t *start, size_t *stop);

#endif
