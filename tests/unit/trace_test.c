/* trace: which changes are believed, and which are lies. */
#include "trace/relation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
/* cmocka wants the three above first */
#include <cmocka.h>

static const struct {
	const char *source, *text, *encoding;
	bool believed;
} changes[] = {
    {"\"", "“", "", true},
    {"''", "”", "", true},
    {"\xe2\x80\x99", "'", "", true},
    {"\"", "", "", false},
    {"a", "“", "", false},
    {"&nbsp;", " ", "", true},
    {"&ldquo;", "“", "", true},
    {"&amp;amp;", "&", "", true},
    {"&eacute;", "e", "", false},
    {"\r\n", " ", "", true},
    {"-\n", "", "", true},
    {"-", "", "", false},
    {"\xc2\xad", "", "", true},
    {"<b>", "", "", true},
    {"\xef\xbb\xbf", "", "", true},
    {"word", "", "", false},
    {"\xef\xac\x81", "fi", "", true},
    {"A\xcc\x8a", "\xc3\x85", "", true},
    {"A\xcc\x8a", "A", "", false},
    {"\xc3\x83\xc2\xa9", "\xc3\xa9", "", true},
    {"\xc3\x83\xc2\xa9", "\xc3\xa8", "", false},
    {"\xe2\x88\x9a\xc2\xa2", "\xc3\xa2", "", true}, /* by way of a Macintosh */
    {"A\xcc\x83\xc2\xa9", "\xc3\xa9", "", true},    /* and decomposed since */
    {"\xff", "\xef\xbf\xbd", "", true},
    {"\xe9", "\xc3\xa9", "", true},
    {"\xe9", "e", "", false},
    {"\x93", "“", "windows-1252", true},
    {"\xe9", "\xd0\xb9", "windows-1251", true},
    {"\xe9", "\xc3\xa9", "windows-1251", false},
    {"1", "2", "", false},
    {"", "not ", "", false},
    {"", " ", "", true},
};

static void
changes_are_believed_or_not(void **state)
{
	struct bs_relation r = {0};

	(void)state;
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
			const char *why = bs_relation(&r, bs_span_str(changes[i].source),
			    bs_span_str(changes[i].text), bs_span_str(changes[i].encoding));

			if ((why != NULL) != changes[i].believed)
				fail_msg("%zu: '%s' to '%s' is %s", i, changes[i].source,
				    changes[i].text, why ? why : "a lie");
		}
	bs_relation_free(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(changes_are_believed_or_not),
	};

	return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
