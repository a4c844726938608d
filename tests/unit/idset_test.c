/* Ids: each is new once, through all growth; NULs and empty ids are ids. */
#include "unit.h"

#include "broadsheet.h"

#include <stdio.h>

static void
each_is_new_once(void **state)
{
	struct bs_idset s = {0};
	char id[16];

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 100000; i++) {
			int n = snprintf(id, sizeof id, "a/%d.txt", i);

			assert_int_equal(bs_idset_put(&s, bs_span(id, (size_t)n)), round == 0);
		}
	assert_int_equal(s.n, 100000);
	assert_true(s.mask < 1 << 18); /* 16 bytes each, at three slots of four */
	assert_true(bs_idset_put(&s, bs_span("", 0)));
	assert_true(bs_idset_put(&s, bs_span("\0", 1)));
	assert_true(bs_idset_put(&s, bs_span("\0\0", 2)));
	assert_false(bs_idset_put(&s, bs_span("\0", 1)));
	bs_idset_free(&s);
	assert_null(s.slot);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_new_once)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
