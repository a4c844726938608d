/*
 * strange: how strange a run of characters is, as text that a person wrote.
 *
 * The cost model behind the repair of mojibake: kinds of characters, and what
 * it costs for one kind to follow another.  Tenths of a unit; sound text of
 * any language costs next to nothing.  O(1) a character.
 */
#ifndef BS_NORMALIZE_STRANGE_H
#define BS_NORMALIZE_STRANGE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Cost of n characters, before and after which stand `before` and `after`,
 * and `before2` before that (0: the edge of the text).
 */
int bs_strange(const int32_t *cp, size_t n, int32_t before2, int32_t before, int32_t after);

#endif
