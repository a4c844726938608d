/* The words of a block by bit masks (lib/normalize/block_scan.h). */
#include "unit.h"

#include "broadsheet/mem.h"
#include "normalize/block_scan.h"

#include <stdlib.h>

/* The scan by bit masks gives the words that reading one by one gives, wherever it begins. */
static void
test_scan(void **state)
{
	static const char *const piece[] = {"a", "Ab", "the", "IT", "don't", "'", "O'Neill'", " ",
	    "  ", ". ", "7", "2024", "7th", "\xc3\xa9t\xc3\xa9", "\xe2\x80\x9c", "\xe2\x80\x9d",
	    "\xc2\xb7", "\xc2\xb5", "\xe6\x97\xa5", "-", "internationalisation", "\n", "abcdefgh",
	    "abcdefghi",
	    ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
	     "Llanfairpwllgwyngyll")};
	uint32_t rnd = 1;
	size_t i, n, at;

	(void)state;
	for (i = 0; i < 3000; i++) {
		struct bs_buf b = {0};
		struct bs_scan scan;
		struct bs_word some[7], v;
		size_t have = 0, k = 0;
		char *text;

		for (n = i % 60; n > 0; n--) {
			rnd = rnd * 1664525 + 1013904223;
			bs_buf_lit(&b, piece[(rnd >> 16) % (sizeof piece / sizeof *piece)]);
		}
		text = bs_malloc(b.n); /* nothing behind it may be read */
		if (b.n)
			memcpy(text, b.p, b.n);
		at = b.n > 0 ? rnd % b.n : 0;
		while (at < b.n && ((unsigned char)text[at] & 0xc0) == 0x80)
			at++;
		/* all of it, or a part of which what stands behind is none */
		n = i % 2 ? b.n : at + (b.n - at) / 2;
		while (n < b.n && ((unsigned char)text[n] & 0xc0) == 0x80)
			n++;
		bs_scan_begin(&scan, bs_span(text, n), b.n, at);
		while (bs_word_next(bs_span(text, n), &at, &v)) {
			const struct bs_word *w;

			if (k == have) {
				have = bs_scan_words(&scan, some, 1 + i % 7);
				k = 0;
			}
			assert_true(k < have);
			w = &some[k++];
			assert_int_equal(w->start, v.start);
			assert_int_equal(w->stop, v.stop);
			assert_int_equal(w->hash, v.hash);
			assert_int_equal(w->capital, v.capital);
			assert_int_equal(w->upper, v.upper);
			assert_int_equal(w->number, v.number);
		}
		assert_int_equal(k, have);
		assert_int_equal(bs_scan_words(&scan, some, 1), 0);
		free(text);
		bs_buf_free(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
