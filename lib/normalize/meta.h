/*
 * meta: what a page says of itself: title, author, date, outlet, language.
 *
 * Private to lib/normalize; run after the rules gave every block its class.
 * Values are spans of the text or of the arena; each finding has its evidence.
 * Linear.
 */
#ifndef BS_NORMALIZE_META_H
#define BS_NORMALIZE_META_H

#include "normalize/blocks.h"

/* Fill in out->meta: at most one finding a class. */
void bs_meta_find(struct bs_structure *out, const struct bs_page *page);

/* The language of the page, by its function words, else by its script; false where neither tells.
 */
bool bs_language_find(const struct bs_page *page, struct bs_finding *f);

/*
 * A headline without the names of site and author around it.  *outlet is set
 * where a site's name was cut off, *sure if it is one that we know.
 */
struct bs_span bs_headline(
    const struct bs_page *page, struct bs_span s, struct bs_span *outlet, bool *sure);

/* The names in a byline, without offices, "; " between two; *from and *to the bytes of the block
 * that hold them. */
struct bs_span bs_byline_names(const struct bs_page *page, size_t block, size_t *from, size_t *to);

/* Is it words of the page rather than a name: "Staff Reports", "Getty Images", "Share"? */
bool bs_byline_is_page(struct bs_span name);

/* Is it an outlet's name: "The Observer", "CNN"? */
bool bs_byline_is_house(struct bs_span name);

/* A known outlet's name, with or without "The" and a domain's tail; its key, or an empty span. */
struct bs_span bs_outlet_known(struct bs_span name);

/* Has a date's line a byline behind it: "Posted on March 3 by Petra"? */
bool bs_byline_inside(const struct bs_page *page, size_t block);

#endif
