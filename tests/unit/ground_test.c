/* Buffers, arenas, maps, UTF-8, tables, the key of copies. */
#include "unit.h"

#include "broadsheet.h"

#include <stdio.h>
#include <utf8proc.h>

static void
arena_keeps_and_forgets(void **state)
{
	struct bs_arena a = {0};
	struct bs_span s[300];
	size_t i;
	int round;

	(void)state;
	for (round = 0; round < 3; round++) {
		for (i = 0; i < 300; i++) {
			char mem[4000];

			memset(mem, (int)i, sizeof mem);
			s[i] = bs_arena_copy(&a, bs_span(mem, (i * 37) % sizeof mem));
			assert_int_equal((uintptr_t)s[i].p % 16, 0);
		}
		bs_arena_alloc(&a, 10u << 20); /* larger than a chunk */
		for (i = 0; i < 300; i++)
			assert_true(
			    s[i].n == 0 || (unsigned char)s[i].p[s[i].n - 1] == (unsigned char)i);
		bs_arena_reset(&a);
		assert_int_equal(a.total, 0);
	}
	bs_arena_free(&a);
}

static void
digits_are_padded(void **state)
{
	struct bs_buf b = {0};

	(void)state;
	bs_buf_digits(&b, 7, 2);
	bs_buf_digits(&b, 0, 1);
	bs_buf_digits(&b, 2024, 2);
	bs_buf_digits(&b, 31, 4);
	bs_buf_uint(&b, UINT64_MAX);
	assert_string_equal(bs_buf_str(&b), "07020240031"
					    "18446744073709551615");
	bs_buf_free(&b);
}

static void
strmap_finds(void **state)
{
	struct bs_strmap m = {0};
	char k[16];
	bool is_new;
	int i;

	(void)state;
	assert_null(bs_strmap_get(&m, BS_SPAN("x")));
	for (i = 0; i < 5000; i++) {
		snprintf(k, sizeof k, "key%d", i % 2500);
		*bs_strmap_put(&m, bs_span_str(k), &is_new) += (uint64_t)i;
		assert_int_equal(is_new, i < 2500);
	}
	assert_int_equal(m.n, 2500);
	assert_int_equal(*bs_strmap_get(&m, BS_SPAN("key7")), 7 + 2507);
	assert_null(bs_strmap_get(&m, BS_SPAN("key2500")));
	*bs_strmap_put(&m, BS_SPAN(""), NULL) = 1; /* the empty key is a key */
	assert_int_equal(*bs_strmap_get(&m, BS_SPAN("")), 1);
	bs_strmap_reset(&m);
	assert_null(bs_strmap_get(&m, BS_SPAN("key7")));
	bs_strmap_free(&m);
}

static void
utf8_maximal_subparts(void **state)
{
	/* Unicode 15, tables 3-8 to 3-11: lengths of the pieces that become U+FFFD */
	static const struct {
		const char *in;
		size_t pieces[9];
	} c[] = {
	    {"\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", {1, 1, 1, 1, 1, 1, 1, 1, 1}},
	    {"\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", {1, 1, 1, 1, 1, 1, 1, 1, 1}},
	    {"\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", {1, 1, 1, 1, 1, 1, 1, 1, 1}},
	    {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", {2, 1, 3, 2, 1}},
	    {"a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", {1, 2, 3, 4}},
	};
	size_t i, j;
	int32_t cp;

	(void)state;
	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		struct bs_span s = bs_span_str(c[i].in);

		for (j = 0; s.n > 0; j++) {
			size_t n = bs_utf8_decode(s, &cp);

			assert_int_equal(n, c[i].pieces[j]);
			s = bs_span_cut(s, n, s.n);
		}
	}
	assert_int_equal(bs_utf8_valid(BS_SPAN("abc\xe2\x82\xac")), 6);
	assert_int_equal(bs_utf8_valid(BS_SPAN("abc\xe2\x82")), 3);
	bs_utf8_decode_last(BS_SPAN("abc\xe2\x82\xac"), &cp);
	assert_int_equal(cp, 0x20ac);
}

static void
utf8_round_trip(void **state)
{
	int32_t cp, back;
	char mem[4];

	(void)state;
	for (cp = 0; cp <= 0x10ffff; cp++) {
		size_t n;

		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		n = bs_utf8_encode(cp, mem);
		assert_int_equal(bs_utf8_decode(bs_span(mem, n), &back), n);
		assert_int_equal(back, cp);
	}
}

/* What is folded in a hurry is what utf8proc folds it to. */
static void
pairs_fold_as_all(void **state)
{
	unsigned n = 0;

	(void)state;
	for (int32_t cp = 0x80; cp < 0x800; cp++) {
		char p[4], to[2], want[4];
		int32_t fold[4];
		int last = UTF8PROC_BOUNDCLASS_START;

		bs_utf8_encode(cp, p);
		if (!bs_fold_pair(p, to))
			continue;
		n++;
		assert_int_equal(utf8proc_decompose_char(cp, fold, 4, UTF8PROC_CASEFOLD, &last), 1);
		assert_int_equal(bs_utf8_encode(fold[0], want), 2);
		assert_memory_equal(to, want, 2);
	}
	assert_int_equal(n, 63 + 96);
}

static void
folds_and_trims(void **state)
{
	struct bs_buf b = {0};

	(void)state;
	bs_fold_case(&b, BS_SPAN("STRASSE Straße ÉCOLE İ"));
	assert_span(bs_buf_view(&b), "strasse strasse école i̇");
	assert_span(bs_trim(BS_SPAN(" \t\xc2\xa0 a b\xe3\x80\x80\n")), "a b");
	assert_span(bs_trim(BS_SPAN(" \n")), "");
	bs_buf_free(&b);
}

static void
copies_have_one_key(void **state)
{
	static const char *const same[] = {"The minister's “plan” failed.",
	    "the ministers plan failed", "THE MINISTER'S PLAN -- FAILED!",
	    "LISBON, March 3, 2024 (Agency) - The minister's plan failed."};
	struct bs_buf a = {0}, b = {0}, scratch = {0};
	size_t i;

	(void)state;
	bs_words_key(&a, bs_span_str(same[0]), &scratch);
	assert_int_equal(a.n, 16);
	for (i = 1; i < sizeof same / sizeof same[0]; i++) {
		b.n = 0;
		bs_words_key(&b, bs_span_str(same[i]), &scratch);
		assert_true(bs_span_eq(bs_buf_view(&a), bs_buf_view(&b)));
	}
	b.n = 0;
	bs_words_key(&b, BS_SPAN("The minister plans failed."), &scratch);
	assert_false(bs_span_eq(bs_buf_view(&a), bs_buf_view(&b)));
	/* MurmurHash64A of "a b", as anybody can compute it */
	b.n = 0;
	bs_words_key(&b, BS_SPAN("A, b!"), &scratch);
	assert_span(bs_buf_view(&b), "744a716ae5f64373");
	bs_buf_free(&a);
	bs_buf_free(&b);
	bs_buf_free(&scratch);
}

static void
a_set_holds_the_words_of_its_file(void **state)
{
	extern const struct bs_wordset bs_data_english_words;
	FILE *f = fopen("lib/data/english-words.tsv", "r");
	char line[256];
	size_t words = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		struct bs_span word = bs_trim(bs_span_str(line));

		if (line[0] == '#' || bs_span_is(word, "word"))
			continue;
		words++;
		assert_true(bs_wordset_has(&bs_data_english_words, word));
		snprintf(line + word.n, sizeof line - word.n, "qx%zu", words);
		assert_false(bs_wordset_has(&bs_data_english_words, bs_span_str(line)));
	}
	fclose(f);
	assert_true(words > 50000);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
	    cmocka_unit_test(arena_keeps_and_forgets),
	    cmocka_unit_test(digits_are_padded),
	    cmocka_unit_test(strmap_finds),
	    cmocka_unit_test(utf8_maximal_subparts),
	    cmocka_unit_test(utf8_round_trip),
	    cmocka_unit_test(pairs_fold_as_all),
	    cmocka_unit_test(folds_and_trims),
	    cmocka_unit_test(copies_have_one_key),
	    cmocka_unit_test(a_set_holds_the_words_of_its_file),
	};

	return cmocka_run_group_tests_name("ground", t, NULL, NULL);
}
