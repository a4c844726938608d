/* normalize: the stages one by one, as tables of what goes in and what comes out. */
#include "normalize/document.h"
#include "normalize/lines.h"

#include "broadsheet/utf8.h"

#include "unit.h"

struct pair {
	const char *in, *out;
};

static void
run_stage(void (*stage)(struct bs_aligned *, struct bs_splices *), const struct pair *v, size_t n)
{
	struct bs_aligned a = {0};
	struct bs_splices s = {0};

	for (size_t i = 0; i < n; i++) {
		bs_aligned_init(&a, bs_span_str(v[i].in));
		stage(&a, &s);
		if (!bs_span_is(a.text, v[i].out))
			fail_msg("'%s' became '%.*s', not '%s'", v[i].in, (int)a.text.n, a.text.p,
			    v[i].out);
		assert_true(bs_aligned_check(&a));
		assert_int_equal(s.n, 0);
	}
	bs_aligned_free(&a);
	bs_splices_free(&s);
}
#define RUN(stage, v) run_stage(stage, v, sizeof v / sizeof v[0])

static void
controls(void **state)
{
	static const struct pair v[] = {
	    {"a\r\nb\rc\nd", "a\nb\nc\nd"},
	    {"a\fb\vc", "a\nb\nc"},
	    {"\033[1;31mred\033[0m \033]0;title\007end", "red end"},
	    {"a\001b\177c\td", "abc\td"},
	    {"ends in \033", "ends in "},
	};

	(void)state;
	RUN(bs_stage_control, v);
}

static void
references(void **state)
{
	static const struct pair v[] = {
	    {"caf&eacute; &amp; bar", "caf\u00e9 & bar"},
	    {"&copy2020 &notin; &noti;", "\u00a92020 \u2209 \u00aci;"},
	    {"AT&T, R&D, a & b &", "AT&T, R&D, a & b &"},
	    {"&#8217;&#x2019;&#146;", "\u2019\u2019\u2019"},
	    {"&#0;&#xD800;&#99999999;", "\ufffd\ufffd\ufffd"},
	    {"&#55357;&#56832;", "\U0001f600"},
	    {"&amp;amp;eacute; &amp;lt;", "\u00e9 <"},
	    {"http://a.example/?x=1&copy=2&reg=3", "http://a.example/?x=1&copy=2&reg=3"},
	    {"&bsim; &NoSuchName; &;", "\u223d &NoSuchName; &;"},
	};

	(void)state;
	RUN(bs_stage_entity, v);
}

static void
tags(void **state)
{
	static const struct pair v[] = {
	    {"a <b>bold</b> word", "a bold word"},
	    {"one<br/>two<p class=\"x\">three", "one\ntwo\nthree"},
	    {"x <script>var a = 1 < 2;</script>y", "x y"},
	    {"a <!-- no --> b", "a  b"},
	    {"1 < 2 > 0, I <3 you, <unknown>", "1 < 2 > 0, I <3 you, <unknown>"},
	    {"The minister\" width=\"300\" height=\"20\" />", "The minister"},
	    {"He said \"yes\".", "He said \"yes\"."},
	    {"<script>never closed", "never closed"},
	};

	(void)state;
	RUN(bs_stage_tag, v);
}

static void
spaces(void **state)
{
	static const struct pair v[] = {
	    {"a\u00a0b\u2009c\td  e", "a b c d e"},
	    {"  lead \ntrail  \n", "  lead \ntrail  \n"},
	    {"zero\u200bwidth so\u00adft \ufeffbom", "zerowidth soft bom"},
	    {"a \u200b b", "a b"},
	    {"\ufb01nd \ufb04oat", "find ffloat"},
	    {"\uff21\uff22\uff11\uff0c", "AB1,"},
	    {"\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
		"\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"},
	    {"a\u200eb", "ab"},
	    {"it\xc2\x92s \xc2\x93so\xc2\x94\xc2\x81", "it\u2019s \u201cso\u201d"},
	};

	(void)state;
	RUN(bs_stage_space, v);
}

static void
mojibake(void **state)
{
	static const struct pair v[] = {
	    {"Sch\u00c3\u00b6ne Gr\u00c3\u00bc\u00c3\u0178e", "Sch\u00f6ne Gr\u00fc\u00dfe"},
	    {"It\u00e2\u20ac\u2122s \u00e2\u20ac\u0153here\u00e2\u20ac\xc2\x9d",
		"It\u2019s \u201chere\u201d"},
	    {"It\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s", "It\u2019s"},
	    {"\u0420\u045f\u0421\u0402\u0420\u0451\u0420\u0406\u0420\u00b5\u0421\u201a",
		"\u041f\u0440\u0438\u0432\u0435\u0442"},
	    {"voil\u221a\u2020 le caf\u221a\u00a9", "voil\u00e0 le caf\u00e9"},
	    /* sound text */
	    {"IRM\u00c3\u00bb, \u00abL\u00c0\u00bb; CAF\u00c9\u2122",
		"IRM\u00c3\u00bb, \u00abL\u00c0\u00bb; CAF\u00c9\u2122"},
	    {"5\u00d7\u00a320 \u2013 20 \u00b0C \u00b1 2 \u00b5m",
		"5\u00d7\u00a320 \u2013 20 \u00b0C \u00b1 2 \u00b5m"},
	    {"\u0412\u0406\u041a\u0406 \u00ab\u0422\u0430\u043a\u00bb",
		"\u0412\u0406\u041a\u0406 \u00ab\u0422\u0430\u043a\u00bb"},
	};

	(void)state;
	RUN(bs_stage_mojibake, v);
}

static void
reflow(void **state)
{
	static const struct pair v[] = {
	    {"The council met on Monday to talk about the\nnew bridge, which is late again and has "
	     "cost\nmore "
	     "than was planned when work began in the\nspring.\n\nNext week it will meet again.\n",
		"The council met on Monday to talk about the new bridge, which is late again and "
		"has cost more "
		"than was planned when work began in the spring.\n\nNext week it will meet "
		"again.\n"},
	    {"The harbour authority says that the new reg-\nulation is a well-known problem for "
	     "its self-\n"
	     "employed pilots, who want the rule changed\nbefore the summer begins.\n",
		"The harbour authority says that the new regulation is a well-known problem for "
		"its self-"
		"employed pilots, who want the rule changed before the summer begins.\n"},
	    /* after a line that is short, only a word of the list is put together */
	    {"The harbour authority says that the new rule is late and\nthat the govern-\n"
	     "ment will pay for it, in the end, as it always does when\nwork is late.\n"
	     "For the well-\nknown pilots it is not too late, says the one who knows.\n",
		"The harbour authority says that the new rule is late and that the government will "
		"pay for it, in the end, as it always does when work is late.\n"
		"For the well-\nknown pilots it is not too late, says the one who knows.\n"},
	    {"Home\nNews\nSport\nWeather today\n", "Home\nNews\nSport\nWeather today\n"},
	    {"I t would be late.\n", "It would be late.\n"},
	    {"T\nhe end was near.\n", "The end was near.\n"},
	    {"A new day. I am here. X marks it.\n", "A new day. I am here. X marks it.\n"},
	    /* a link stood on a line of its own: the mark behind it is no line */
	    {"See the page\n, which is new.\nWrite to us\n.\n\n. Done\nNo?\n! no\n",
		"See the page, which is new.\nWrite to us.\n\n. Done\nNo?\n! no\n"},
	};

	(void)state;
	RUN(bs_stage_reflow, v);
}

static void
directed(struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_marks_work w = {.marks = BS_MARKS_DIRECTED};

	bs_stage_marks(a, s, &w);
}

static void
ascii(struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_marks_work w = {.marks = BS_MARKS_ASCII};

	bs_stage_marks(a, s, &w);
}

static void
marks(void **state)
{
	static const struct pair v[] = {
	    {"\"Yes,\" he said, \"now.\"", "“Yes,” he said, “now.”"},
	    {"“Closed by the opening mark“, she said.", "“Closed by the opening mark”, she said."},
	    {"„So“, sagte er. »Ja«, sie. «Oui», lui.", "“So”, sagte er. “Ja”, sie. “Oui”, lui."},
	    {"''Two singles'' and ``graves''", "“Two singles” and “graves”"},
	    {"‘‘Doubled’’ ones", "“Doubled” ones"},
	    {"‘It’s mine,’ she said. ‘The dogs’ too.’", "‘It's mine,’ she said. ‘The dogs' too.’"},
	    {"rock ’n’ roll in the ’90s, ’tis so", "rock 'n' roll in the '90s, 'tis so"},
	    {"He is 6'2\" tall.", "He is 6'2\" tall."},
	    {"\"One paragraph.\n\n\"And the next,\" he said.",
		"“One paragraph.\n\n“And the next,” he said."},
	    {"\"A 'quote' within,\" he said.", "“A ‘quote’ within,” he said."},
	    {"(\"Why?\") \"…so\" — \"well\"", "(“Why?”) “…so” — “well”"},
	    {"A stray\" mark and \"a pair\" here", "A stray” mark and “a pair” here"},
	    {"a ``lone grave", "a ``lone grave"},
	};
	static const struct pair plain[] = {{"“It’s ‘so’”", "\"It's 'so'\""}};

	(void)state;
	RUN(directed, v);
	RUN(ascii, plain);
}

static void
one_form(const char *in, const char *out, enum bs_form form)
{
	struct bs_former f = {.form = form, .text = bs_span_str(in)};
	struct bs_form_change c;
	struct bs_buf got = {0};
	size_t at = 0;

	while (bs_form_next(&f, &c)) {
		bs_buf_add(&got, in + at, c.start - at);
		bs_buf_span(&got, c.form);
		at = c.stop;
	}
	bs_buf_add(&got, in + at, strlen(in) - at);
	assert_true(bs_span_is(bs_buf_view(&got), out));
	bs_former_free(&f);
	bs_buf_free(&got);
}

static void
forms(void **state)
{
	char many[2 * 100 + 2] = "a";
	struct bs_former f = {.form = BS_FORM_NFC};
	struct bs_form_change c;

	(void)state;
	one_form("A\u030a e\u0301x", "\u00c5 \u00e9x", BS_FORM_NFC);
	one_form("\u00c5\u212b", "A\u030aA\u030a", BS_FORM_NFD);
	one_form("\ufb01 \u2460 \uff21", "fi 1 A", BS_FORM_NFKC);
	one_form("a\u0323\u0301 q\u0307\u0323", "\u1ea1\u0301 q\u0323\u0307", BS_FORM_NFC);
	one_form("\u1100\u1161\u11a8", "\uac01", BS_FORM_NFC);
	/* stream-safe: never more than 30 marks in a row */
	for (int i = 0; i < 100; i++)
		memcpy(many + 1 + 2 * i, "\u0316", 2);
	f.text = bs_span(many, sizeof many - 1);
	assert_true(bs_form_next(&f, &c));
	assert_int_equal(c.form.n, 1 + 200 + 3 * 2);
	bs_former_free(&f);
}

static void
decoded(const char *bytes, size_t n, const char *force, const char *text, const char *name)
{
	struct bs_decode_options o = {.force = bs_span_str(force), .repair = true};
	struct bs_encoding e;
	struct bs_aligned a = {0};
	struct bs_splices s = {0};

	bs_aligned_init(&a, bs_span(bytes, n));
	bs_decode(&a, &s, &o, &e);
	assert_string_equal(e.name, name);
	assert_true(bs_span_is(a.text, text));
	assert_true(bs_aligned_check(&a));
	bs_aligned_free(&a);
	bs_splices_free(&s);
}
#define DECODED(bytes, ...) decoded(bytes, sizeof bytes - 1, __VA_ARGS__)

static void
encodings(void **state)
{
	(void)state;
	DECODED("plain", "", "plain", "UTF-8");
	DECODED("\xef\xbb\xbfh\xc3\xa9", "", "h\u00e9", "UTF-8");
	DECODED("\xff\xfeh\0\xe9\0", "", "h\u00e9", "UTF-16LE");
	DECODED("\0h\0i\0 \0t\0h\0e\0r\0e", "", "hi there", "UTF-16BE");
	DECODED("\x3d\xd8\x00\xde\x00\xd8", "utf-16le", "\U0001f600\ufffd", "utf-16le");
	DECODED("caf\xc3\xa9 \x93stray\x94 \xe2\x80\x93", "", "caf\u00e9 \u201cstray\u201d \u2013",
	    "UTF-8");
	DECODED("It\x92s the minister\x92s \x93plan\x94.", "",
	    "It\u2019s the minister\u2019s \u201cplan\u201d.", "windows-1252");
	DECODED("\xc4\xe0, \xf1\xea\xe0\xe7\xe0\xeb \xee\xed, \xf2\xe0\xea \xe8 \xe5\xf1\xf2\xfc.",
	    "", "Да, сказал он, так и есть.", "windows-1251");
	DECODED("\x80", "ISO-8859-1", "\xc2\x80", "ISO-8859-1");
}

static void
whole_documents(void **state)
{
	static const struct pair v[] = {
	    {"&ldquo;Caf\xc3\x83\xc2\xa9&rdquo;&nbsp;said\r\n", "“Caf\u00e9” said\n"},
	    {"", ""},
	    {"\n\n \n", ""},
	};
	struct bs_normalize_options o = {.repair = true, .as = BS_AS_LINES};
	struct bs_normalizer z;
	struct bs_buf out = {0};

	(void)state;
	bs_normalizer_init(&z, &o);
	for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
		out.n = 0;
		bs_normalize_document(&z, bs_span_str(v[i].in), NULL, 0);
		bs_normalize_plain(&z, &out);
		assert_true(bs_span_is(bs_buf_view(&out), v[i].out));
		assert_true(bs_aligned_check(&z.a));
	}
	bs_normalizer_free(&z);
	bs_buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(controls),
	    cmocka_unit_test(references),
	    cmocka_unit_test(tags),
	    cmocka_unit_test(spaces),
	    cmocka_unit_test(mojibake),
	    cmocka_unit_test(reflow),
	    cmocka_unit_test(marks),
	    cmocka_unit_test(forms),
	    cmocka_unit_test(encodings),
	    cmocka_unit_test(whole_documents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
