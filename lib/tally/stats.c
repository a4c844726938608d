/* stats: see stats.h */
#include "tally/stats.h"

#include <math.h>

static double
term(double observed, double expected)
{
	return observed > 0 && expected > 0 ? observed * log(observed / expected) : 0;
}

static double
twice(double sum)
{
	return sum > 0 ? 2 * sum : 0; /* rounding can leave a tiny negative sum */
}

double
bs_stats_keyness(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	double all = (double)c + (double)d, both = (double)a + (double)b;

	if (all <= 0)
		return 0;
	return twice(
	    term((double)a, (double)c * both / all) + term((double)b, (double)d * both / all));
}

double
bs_stats_log_ratio(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	double x = a ? (double)a : 0.5, y = b ? (double)b : 0.5;

	if (c == 0 || d == 0)
		return 0;
	return log2(x / (double)c) - log2(y / (double)d);
}

double
bs_stats_g2(uint64_t nxy, uint64_t nx, uint64_t ny, uint64_t n)
{
	double o11 = (double)nxy, r1 = (double)nx, c1 = (double)ny, all = (double)n;
	double o12 = r1 - o11, o21 = c1 - o11, o22 = all - r1 - c1 + o11;

	if (n == 0)
		return 0;
	return twice(term(o11, r1 * c1 / all) + term(o12, r1 * (all - c1) / all) +
		     term(o21, (all - r1) * c1 / all) + term(o22, (all - r1) * (all - c1) / all));
}

double
bs_stats_pmi(uint64_t nxy, uint64_t nx, uint64_t ny, uint64_t n)
{
	if (nxy == 0 || nx == 0 || ny == 0 || n == 0)
		return 0;
	return log2((double)nxy) + log2((double)n) - log2((double)nx) - log2((double)ny);
}

double
bs_stats_jaccard(uint64_t nxy, uint64_t nx, uint64_t ny)
{
	uint64_t either = nx + ny - nxy;

	return either ? (double)nxy / (double)either : 0;
}

double
bs_stats_p(double g2)
{
	return g2 > 0 ? erfc(sqrt(g2 / 2)) : 1;
}
