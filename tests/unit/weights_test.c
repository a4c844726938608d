/* The table of weights: every feature is found, others are not, and two with one key are refused.
 */
#include "unit.h"

#include "quotes/features.h"

#include <stdlib.h>

enum { N = 7 << 13 }; /* the table is as full as it may be */

static void
all_are_found(void **state)
{
	static uint64_t key[N];
	static int hundredths[N];
	unsigned bits = bs_q_slot_bits(N);
	uint32_t *slot = bs_calloc((size_t)1 << bits, sizeof *slot);
	uint16_t *shift = bs_calloc(BS_Q_SHIFTS + 1, sizeof *shift);
	struct bs_qmodel m = {slot, shift, bits};
	struct bs_qfeatures f;
	int sum = 0;

	(void)state;
	for (unsigned i = 0; i < N; i++) {
		key[i] = bs_q_key(BS_Q_CUE_W, bs_q_number(i % 500), bs_q_number(i / 500), 0);
		hundredths[i] = i % 2 ? BS_Q_WEIGHT_MOST - (int)i % 1000 : -1 - (int)i % 1000;
	}
	assert_int_equal(bits, 16);
	assert_true(bs_qmodel_lay(key, hundredths, N, bits, slot, shift));
	bs_q_begin(&f);
	for (unsigned i = 0; i < N; i++) {
		bs_q_add(&f, BS_Q_CUE_W, bs_q_number(i % 500), bs_q_number(i / 500), 0);
		bs_q_add(&f, BS_Q_CUE_L, bs_q_number(i % 500), bs_q_number(i / 500), 0);
		sum += hundredths[i];
		if (i % 19 == 0) { /* in lots that fill no eights, too */
			assert_true(bs_qmodel_score(&m, &f) == (float)sum * .01F);
			bs_q_begin(&f);
			sum = 0;
		}
	}
	key[N - 1] = key[0];
	assert_false(bs_qmodel_lay(key, hundredths, N, bits, slot, shift));
	free(slot);
	free(shift);
}

static void
numbers_are_their_digits(void **state)
{
	(void)state;
	for (volatile unsigned i = 0; i < 1000; i++) {
		char digits[12];

		bs_q_number_name(i, digits);
		assert_true(bs_q_number(i) == bs_q_hash(bs_span_str(digits)));
	}
	assert_true(bs_q_number(40) == BS_Q_WORD("40"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_are_found), cmocka_unit_test(numbers_are_their_digits)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
