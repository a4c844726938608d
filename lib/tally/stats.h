/*
 * stats: how surprising a count is.
 *
 * Pure functions of counts; logarithms of base 2 where a paper has bits, and
 * natural ones in G2.  A cell of 0 adds nothing to G2.
 */
#ifndef BROADSHEET_TALLY_STATS_H
#define BROADSHEET_TALLY_STATS_H

#include <stdint.h>

/*
 * Keyness: a of c rows here, b of d rows there.
 * G2 of Rayson and Garside, "Comparing corpora using frequency profiling"
 * (ACL workshop, 2000): the two cells of the word itself.
 */
double bs_stats_keyness(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/*
 * Effect size of the same four: log2 of the ratio of relative frequencies,
 * Hardie, "Log ratio: an informal introduction" (2014), with half a row for none.
 */
double bs_stats_log_ratio(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/*
 * Co-occurrence in n units: x in nx, y in ny, both in nxy of them.
 * G2 over all four cells: Dunning, "Accurate methods for the statistics of
 * surprise and coincidence" (Computational Linguistics 19:1, 1993).
 */
double bs_stats_g2(uint64_t nxy, uint64_t nx, uint64_t ny, uint64_t n);

/* Pointwise mutual information in bits: Church and Hanks (Computational Linguistics 16:1, 1990). */
double bs_stats_pmi(uint64_t nxy, uint64_t nx, uint64_t ny, uint64_t n);

/* Shared units by units of either: Jaccard (1901). */
double bs_stats_jaccard(uint64_t nxy, uint64_t nx, uint64_t ny);

/* Chance of a G2 so large where there is no difference: chi squared, one degree of freedom. */
double bs_stats_p(double g2);

#endif
