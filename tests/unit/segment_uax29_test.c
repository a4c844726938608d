/*
 * Unicode's own test files through the library: every line of
 * SentenceBreakTest.txt and WordBreakTest.txt (Debian: unicode-data).
 */
#include "unit.h"

#include "broadsheet/utf8.h"
#include "segment/uax29.h"

#include <stdio.h>
#include <stdlib.h>

#define DIR "/usr/share/unicode/auxiliary/"

/* Boundaries of one line's text as it gives them; returns how many. */
static size_t
parse(const char *line, struct bs_buf *text, size_t *at)
{
	size_t n = 0;
	const char *p = line;

	text->n = 0;
	while (*p != '\0' && *p != '#') {
		if (strncmp(p, "\xc3\xb7", 2) == 0) { /* ÷ */
			at[n++] = text->n;
			p += 2;
		} else if (strncmp(p, "\xc3\x97", 2) == 0) { /* × */
			p += 2;
		} else if ((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'F')) {
			char *end;

			bs_buf_utf8(text, (int32_t)strtol(p, &end, 16));
			p = end;
		} else {
			p++;
		}
	}
	return n;
}

static void
check_file(const char *name, size_t (*next)(struct bs_span, size_t))
{
	FILE *f = fopen(name, "r");
	struct bs_buf text = {0};
	char line[4096];
	size_t at[256], n, i, lines = 0;

	if (f == NULL) {
		/* not skip(): cmocka 1.1.5 says "not ok" for it in TAP */
		print_message("# %s is not here (Debian package unicode-data)\n", name);
		return;
	}
	while (fgets(line, sizeof line, f) != NULL) {
		size_t k = 0;

		n = parse(line, &text, at);
		if (n < 2)
			continue;
		lines++;
		for (i = 0; i < text.n; k++) {
			i = next(bs_buf_view(&text), i);
			if (k + 1 >= n || at[k + 1] != i)
				fail_msg("%s: boundary at byte %zu of: %s", name, i, line);
		}
		assert_int_equal(k, n - 1);
	}
	assert_true(lines > 500);
	fclose(f);
	bs_buf_free(&text);
}

static void
sentence_lines_pass(void **state)
{
	(void)state;
	check_file(DIR "SentenceBreakTest.txt", bs_uax29_sentence);
}

static void
word_lines_pass(void **state)
{
	(void)state;
	check_file(DIR "WordBreakTest.txt", bs_uax29_word);
}

static void
sentences_come_trimmed(void **state)
{
	static const char text[] = " Tere. Mis uudist?\n\nHead aega ";
	static const size_t want[][2] = {{1, 6}, {7, 18}, {20, 29}};
	struct bs_sentences s = {0};

	(void)state;
	bs_uax29_sentences(bs_span_str(text), &s);
	assert_int_equal(s.n, 3);
	for (size_t i = 0; i < s.n; i++) {
		assert_int_equal(s.v[i].start, want[i][0]);
		assert_int_equal(s.v[i].stop, want[i][1]);
	}
	free(s.v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sentence_lines_pass),
	    cmocka_unit_test(word_lines_pass),
	    cmocka_unit_test(sentences_come_trimmed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
