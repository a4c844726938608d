/*
 * block_date: the date of a page in other languages than English, where
 * date.h ends: 5 марта 2024, 5. März 2024, 12:30, 5 de marzo de 2024.
 */
#ifndef BS_NORMALIZE_BLOCK_DATE_H
#define BS_NORMALIZE_BLOCK_DATE_H

#include "broadsheet/date.h"

/*
 * Read the date that s starts with, in any language known here or in date.h;
 * returns its length, 0 where there is none.  Bounded work.
 */
size_t bs_block_date(struct bs_span s, struct bs_date *d);

#endif
