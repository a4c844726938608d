/* The keys of several sentences at once are those bs_words_key gives one by one. */
#include "unit.h"

#include "broadsheet/copyhash.h"
#include "segment/keys.h"

static void
keys_equal_those_of_one(void **state)
{
	static const char *const part[] = {"word", "A", " ", ", ", "'", "\"", "é", "İ", "ß", "…",
	    "“", "1,700", ". ", "\xcc\x81", "abcdefghijklmnopqrstuvwxyz", "ﬃ", "\t", "-", "東京"};
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct bs_keys keys = {0};
		struct bs_buf text[9] = {{0}}, want = {0};
		size_t n = 1 + unit_random(&seed) % 9;

		for (size_t i = 0; i < n; i++) {
			for (uint32_t k = unit_random(&seed) % 20; k > 0; k--)
				bs_buf_lit(&text[i],
				    part[unit_random(&seed) % (sizeof part / sizeof *part)]);
			bs_keys_add(&keys, bs_buf_view(&text[i]));
		}
		bs_keys_hash(&keys);
		assert_int_equal(keys.n, n);
		for (size_t i = 0; i < n; i++) {
			char got[16];

			want.n = 0;
			bs_words_key(&want, bs_buf_view(&text[i]));
			bs_key_hex(got, keys.v[i].hash);
			assert_memory_equal(got, want.p, 16);
			bs_buf_free(&text[i]);
		}
		bs_buf_free(&want);
		bs_keys_free(&keys);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keys_equal_those_of_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
