/* The tokenizer: every text with the tokens it should have, joined by `|`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "broadsheet/token.h"

struct token_case {
	const char *text, *want;
	unsigned flags;
};

enum { KEEP = BS_TOKEN_KEEP_CONTRACTIONS, HYPHENS = BS_TOKEN_SPLIT_HYPHENS };

static const struct token_case cases[] = {
    {.text = "", .want = ""},
    {.text = " \t ", .want = ""},
    {.text = "They didn't agree.", .want = "They|did|n't|agree|."},
    {.text = "They didn't agree.", .want = "They|didn't|agree|.", .flags = KEEP},
    {.text = "Latvia’s port", .want = "Latvia|’s|port"},
    {.text = "I'd've cannot gonna", .want = "I|'d|'ve|can|not|gon|na"},
    {.text = "O'Neill at one o'clock", .want = "O'Neill|at|one|o'clock"},
    {.text = "the farmers' fields", .want = "the|farmers|'|fields"},
    {.text = "the farmers' fields", .want = "the|farmers'|fields", .flags = KEEP},
    {.text = "'two words'", .want = "'|two|words|'", .flags = KEEP},
    {.text = "rock 'n' roll, salt 'n vinegar", .want = "rock|'n'|roll|,|salt|'n|vinegar"},
    {.text = "'Tis in the '90s", .want = "'T|is|in|the|'90s"},
    {.text = "a pro-union, well-known T-shirt", .want = "a|pro-union|,|well-known|T-shirt"},
    {.text = "UN-backed PRO-UNION", .want = "UN|-|backed|PRO-UNION", .flags = HYPHENS},
    {.text = "a pro-union, well-known man",
	.want = "a|pro-union|,|well|-|known|man",
	.flags = HYPHENS},
    {.text = "call 212-555-0100 in 1998-2003",
	.want = "call|212-555-0100|in|1998|-|2003",
	.flags = HYPHENS},
    {.text = "1,700 tonnes, 3.5 at 10:30am", .want = "1,700|tonnes|,|3.5|at|10:30|am"},
    {.text = "$5, US$1.2bn, £40 or 35%", .want = "$|5|,|US$|1.2|bn|,|£|40|or|35|%"},
    {.text = "the 5th of -3 and .5", .want = "the|5th|of|-3|and|.5"},
    {.text = "U.S. and U.S.-led", .want = "U.S.|and|U.S.-led"},
    {.text = "Mr. Park of Acme Inc.", .want = "Mr.|Park|of|Acme|Inc."},
    {.text = "No. 5 said no.", .want = "No.|5|said|no|."},
    {.text = "big tech. or", .want = "big|tech.|or"},
    {.text = "in big tech.", .want = "in|big|tech|."},
    {.text = "size S.", .want = "size|S|."},
    {.text = "A Ph.D.'s worth", .want = "A|Ph.D.|'s|worth"},
    {.text = "the lamb.Then", .want = "the|lamb|.|Then"},
    {.text = "see news.example.ee, or port.pdf.", .want = "see|news.example.ee|,|or|port.pdf|."},
    {.text = "(http://a.example/b(c)?d=1).", .want = "(|http://a.example/b(c)?d=1|)|."},
    {.text = "m.kask+x@post.example.com!", .want = "m.kask+x@post.example.com|!"},
    {.text = "@port #ferry #5", .want = "@port|#ferry|#|5"},
    {.text = "no... what?! -- yes…", .want = "no|...|what|?!|--|yes|…"},
    {.text = "“Go,” ‘he’ said", .want = "“|Go|,|”|‘|he|’|said"},
    {.text = "fine :-) R&D and/or 9/11", .want = "fine|:-)|R&D|and|/|or|9/11"},
    {.text = "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\xf0\x9f\x87\xaa\xf0\x9f\x87\xaa",
	.want = "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7|\xf0\x9f\x87\xaa\xf0\x9f\x87\xaa"},
    {.text = "Tõnis läks Võrru.", .want = "Tõnis|läks|Võrru|."},
};

static void
tokens_are_as_listed(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct bs_tokens t = {0};
		struct bs_buf got = {0};

		bs_tokenize(bs_span_str(cases[c].text), cases[c].flags, &t);
		for (size_t i = 0; i < t.n; i++) {
			if (i > 0)
				bs_buf_ch(&got, '|');
			bs_buf_add(&got, cases[c].text + t.v[i].start, t.v[i].stop - t.v[i].start);
		}
		assert_string_equal(bs_buf_str(&got), cases[c].want);
		bs_buf_free(&got);
		bs_tokens_free(&t);
	}
}

static void
classes_are_told(void **state)
{
	static const char text[] =
	    "Over 1,700 % http://a.example x@b.example , ok 1\xef\xb8\x8f\xe2\x83\xa3";
	static const enum bs_token_class want[] = {
	    BS_WORD, BS_NUMBER, BS_SYMBOL, BS_URL, BS_EMAIL, BS_PUNCT, BS_WORD, BS_SYMBOL};
	struct bs_tokens t = {0};

	(void)state;
	bs_tokenize(bs_span_str(text), 0, &t);
	assert_int_equal(t.n, 8);
	for (size_t i = 0; i < t.n; i++)
		assert_int_equal(t.v[i].cls, want[i]);
	bs_tokens_free(&t);
}

/* Whatever the bytes: in order, no overlap, nothing left out but white space. */
static void
tokens_cover_the_text(void **state)
{
	static const char *const part[] = {"A.", "a.", "'", "’", "“", "-", "@", ".", "http://",
	    "1,", "$", " ", "\xc3\xa9", "…", "x", "://", "n't", "#", "\xf0\x9f\x91\xa9", "www."};
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct bs_buf text = {0};
		struct bs_tokens t = {0};
		size_t at = 0;

		for (int k = 0; k < 12; k++) {
			seed = seed * 1664525U + 1013904223U;
			bs_buf_lit(&text, part[(seed >> 16) % (sizeof part / sizeof *part)]);
		}
		bs_tokenize(bs_buf_view(&text), (unsigned)round & 3U, &t);
		for (size_t i = 0; i < t.n; i++) {
			assert_true(t.v[i].start < t.v[i].stop && t.v[i].stop <= text.n);
			for (; at < t.v[i].start; at++)
				assert_int_equal(text.p[at], ' ');
			assert_int_equal(at, t.v[i].start);
			at = t.v[i].stop;
		}
		for (; at < text.n; at++)
			assert_int_equal(text.p[at], ' ');
		bs_tokens_free(&t);
		bs_buf_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tokens_are_as_listed),
	    cmocka_unit_test(classes_are_told),
	    cmocka_unit_test(tokens_cover_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
