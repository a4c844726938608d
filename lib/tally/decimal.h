/*
 * decimal: exact sums of decimal numbers, so that the order of adding and any
 * sharding give the same digits.
 *
 * A value is a 128-bit integer in units of 10^-18; numbers of up to 18 digits
 * on either side of the point are taken ("-12.50", "1,700" is not), and sums
 * up to 1.7 * 10^20.
 */
#ifndef BROADSHEET_TALLY_DECIMAL_H
#define BROADSHEET_TALLY_DECIMAL_H

#include "broadsheet/mem.h"

/* False where s is not such a number. */
bool bs_decimal_parse(struct bs_span s, __int128 *out);
/* The same for sums: any number that fits. */
bool bs_decimal_parse_sum(struct bs_span s, __int128 *out);
/* False where the sum would not fit; *a is then as it was. */
bool bs_decimal_add(__int128 *a, __int128 b);
/* All digits, no trailing zeros. */
void bs_decimal_write(struct bs_buf *out, __int128 v);
/* sum / n (n > 0) rounded half to even to six places. */
__int128 bs_decimal_mean(__int128 sum, uint64_t n);

#endif
