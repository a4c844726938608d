/* The sentence splitter: every text with its sentences, joined by `|`, and their rules. */
#include "unit.h"

#include "broadsheet/sentence.h"

#include <stdlib.h>

struct sentence_case {
	const char *want; /* the sentences; the text is the same with spaces for bars */
	unsigned flags;
	const char *text; /* or another text: no space between two sentences */
};

enum { WHOLE = BS_SENTENCE_QUOTES_WHOLE, UAX29 = BS_SENTENCE_UAX29 };

static const struct sentence_case cases[] = {
    {.want = "One came.|Two went!|Did three?|Yes"},
    /* short forms by kind */
    {.want = "Gen. Lee met Dr. Ann Kask.|He sat."},
    {.want = "It sells No. 5 there.|He said no.|Nobody did."},
    {.want = "See p. 12 and Vol. II there.|He did."},
    {.want = "Acme Inc. Asia grew.|He left Acme Inc.|The firm grew."},
    {.want = "The U.S. Senate met in the U.S.|It sat."},
    {.want = "Born Jan. 5 in Riga.|She ran on Sept. 11."},
    {.want = "At 5 a.m. Kask rose.|He left at 6 p.m.|Kask slept at 9 p.m. EST."},
    {.want = "We saw St. Anne's on Main St.|The bus left."},
    {.want = "Some, e.g. Kask, left, i.e. Went.|Smith v. Kask was heard."},
    {.want = "John F. Kask met J. R. R. Tamm and Anna P. Saar.|He wore a size S.|The end."},
    {.want = "It was you and I.|Did he see Albert I. Kask?"},
    {.want = "Her Ph.D. is old.|John Kask Jr. left."},
    {.want = "The Bldg. Kask built fell.|The Cmdt. Tamm left."},
    {.want = "He works in tech.|Acme grew.|It closed in Sept.|Kask left on Fri. Jan. 5."},
    {.want = "They met at 5 p.m. (2100 GMT) on Monday."},
    {.want =
	    "They met at 5 p.m. AEST on Monday.|They left at 6 p.m. Tongan time.|It was 7 p.m.|Art "
	    "followed."},
    {.want = "Iran Warns U.S. In New Speech"},
    /* figures and dates */
    {.want = "It rose 3.5 percent.|It cost $1.50.|12 came in 1990."},
    {.want = "Am 1. Mai kam er.|We met on Feb. 3.|May I go?"},
    {.want = "1. Open it.|2. Shut it.|3. Go."},
    {.want = "1) Open it|2) Shut it|3) Go"},
    {.want = "a. Open it|b. Shut it"},
    {.want = "1. Go in|a. Shut it|b. Sit|2. Go out"},
    {.want = "It was 30 deg. C. in May.|It weighs 5 kg.|Kask knew."},
    {.want = "• One|• Two"},
    /* ellipses and loud marks */
    {.want = "Well … maybe he did…|The end."},
    {.want = "The gate of the yard was shut...|I rang the bell."},
    {.want = "The road to the port is... is closed."},
    {.want = "They wrote about it...|https://example.ee/a"},
    {.want = "He came.|..|The end.|He sat .|.|Then it rained.",
	.text = "He came. .. The end. He sat .. Then it rained."},
    {.want = "I mean... well, no.|We don't know... I think."},
    {.want = "Really?!|Yes!!!|It is . . . so.|No...."},
    {.want = "He works at Yahoo! Research and at Yahoo! in Riga."},
    {.want = "We saw Mamma Mia! at noon.|Where? he asked."},
    /* quotations and brackets */
    {.want = "“Where?” she asked.|“Why?” Jaan Kask asked.|“Go.”|He went."},
    {.want = "“No.”|He said: “Why?”|He added: “Go.|Stay.”"},
    {.want = "“No.”|He said: “Go. Stay.”|She sat.", .flags = WHOLE},
    {.want = "He said, \"Go.\"|\"Stay,\" she said."},
    {.want = "He (he was late. Really late.) sat.|(He sat.)|(Oh. Again!)|She ran."},
    {.want = "“The port is full [...]|We need another.|Mr. […] Kask is late.”"},
    {.want = "The list (...) ended.|It [really!] works.|“Done[.]”|He left."},
    {.want = "He died.[1]|She lived.[2][3]|It ended."},
    {.want = "“We go.” - Jaan Kask, captain"},
    {.want = "It rained.|(Riga)|(He had been there.)|She ran."},
    {.want = "He called it ' the Quay . '|She sat .|' We stay ' is a song ."},
    /* as the wires and the web write */
    {.want = "J. K. Tamm wrote it.|A. B. Kask did not.|A. Rye|B. Oats"},
    {.want = "Ann Kask, b. 1905, d. 1980, wrote it.|See v. 3 and c. 1900."},
    {.want = "She bought it on eBay.|iPhones are cheap there."},
    {.want = "Add 2 tbsp. sugar and 1 tsp. salt.|Fill 30 cu. ft. of it."},
    {.want = "Tel. 555-0101, ext. 12.|Tel. +372 555."},
    {.want = "Maj. Gen. (ret.) Jaan Kask said so.|Ens. Tamm agreed.|He is 70."},
    {.want = "Asst. Sec. Ann Kask and Defense Sec. Jaan Tamm met.|See Sec. 230.|It took 9 sec.|He "
	     "won."},
    {.want = "He left Acme Inc.|Mr Kask said so.|Acme Inc. Chief Ann Tamm did not."},
    {.want = "They met in Helena, Mont.|Rates held.|Helena, Mont. Mayor Ann Kask sat."},
    {.want = "Ann Kask left No. 10 Downing St. at 5 p.m. Monday.|She went to No. 12."},
    {.want = "U.S. Sen. Jaan Kask, R-Ky., said no.|Rep. Ann Tamm, D-Calif., agreed."},
    {.want = "It was Riga vs. Tartu.|Riga won 2-1.|Kask lost 6-4, 3-6, 7-5."},
    {.want = "‘We shall stay,’ said Mr Kask.|‘Shall we?’ asked Ann.|'Stay,' he said."},
    {.want = "He paused...|Then he left the yard.|It was . . . hard.|We sat… and sat…|It rained."},
    {.want = "He moved to Washington, D.C., in May.|She lives in Washington, D.C.|He does not."},
    {.want = "J.P. Kask & Co. analysts cut it.|Kask Co. Ltd. fell.|Merck & Kask has one."},
    {.want = "LONDON (Reuters) - Oil fell.|TARTU, Aug. 3 (AP) — Rye rose."},
    {.want = "It starts at 7:30 p.m. EST.|It ends at 10 p.m.|The doors shut."},
    {.want = "Write to jaan@kask.ee.|Or see kask.ee/a?b=c.|The kask.pdf is there."},
    {.want = "The firm (the union said no) paid.|(The union sat.)|He did not."},
    {.want = "Temperatures fell to -5 C. in May.|It is 6 ft. 2 in. tall."},
    {.want = "1. Go in.|2. Sit.|3. Eat.|4. Sleep."},
    {.want = "Tom C., 34, said no.|The Rev. Al Kask prayed.|Lt. Gov. Ann Tamm sat."},
    {.want = "“I … I don't know,” she said.|“We lost,” he said, “by a lot.”|They left."},
    {.want = "Closed Sun. & Mon.|Open Tues.-Sat.|In Sept. it is shut."},
    {.want = "The ’90s were good.|The '80s weren't.|The P.M. spoke at 3 P.M. Monday."},
    {.want = "See Kask v. Tamm, 12 F.3d 45 (2d Cir. 1999).|It was law."},
    /* names, links, lower case */
    {.want = "iPhone sales fell.|al-Qaeda struck.|de Gaulle left."},
    {.want = "It rose by 5%.|iPad sales fell.|They ran the tool.|apt-get did the rest."},
    {.want = "i saw the ferry.|it was late.|the crew of the dept. of Tartu slept."},
    {.want = "Email: jaan@kask.ee|The ferry left."},
    {.want = "We rowed all day.|but then it froze.|was it cold?|then stay.",
	.text = "We rowed all day.but then it froze.was it cold?then stay."},
    {.want = "See index.html and the news.az page, or example.ee/a?then it goes."},
    {.want = "See www.example.ee/a?b=1.|The haqqin.az page and 1in.am said so."},
    {.want = "The lamb.|Mary went.|No 5.|He sat.|Is it?|Yes.",
	.text = "The lamb.Mary went.No 5.He sat.Is it?Yes."},
    {.want = "Node.js and Jane.Kask@example.com are Y!J."},
    {.want = "Thanks! :-)|See you :)|The end."},
    /* ends that nothing marks */
    {.want = "Ferry Talks Resume|In the evening the minister said that it was over."},
    {.want =
	    "Ships on the quay|Image: Jaan Kask.|The end.|Ships in Helena, Mont.|Photo: Ann Kask."},
    {.want = "It ends|*****|The next part."},
    {.want = "Mr.|Kask came.|He sat.", .flags = UAX29},
};

static void
sentences_are_as_listed(void **state)
{
	struct bs_segmenter *seg = bs_segmenter_new();

	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct bs_buf text = {0}, got = {0};
		struct bs_sentences s = {0};

		bs_buf_lit(&text, cases[c].text ? cases[c].text : cases[c].want);
		for (size_t i = 0; i < text.n && cases[c].text == NULL; i++)
			if (text.p[i] == '|')
				text.p[i] = ' ';
		bs_segment(seg, bs_buf_view(&text), cases[c].flags, &s);
		for (size_t i = 0; i < s.n; i++) {
			if (i > 0)
				bs_buf_ch(&got, '|');
			bs_buf_add(&got, text.p + s.v[i].start, s.v[i].stop - s.v[i].start);
		}
		assert_string_equal(bs_buf_str(&got), cases[c].want);
		free(s.v);
		bs_buf_free(&text);
		bs_buf_free(&got);
	}
	bs_segmenter_free(seg);
}

static void
rules_are_told(void **state)
{
	static const char text[] = "It is. Is it? Oh! Hm… He left the U.S. He ran";
	static const char *const want[] = {
	    "stop", "question", "exclamation", "ellipsis", "abbreviation", "block"};
	struct bs_segmenter *seg = bs_segmenter_new();
	struct bs_sentences s = {0};

	(void)state;
	bs_segment(seg, bs_span_str(text), 0, &s);
	assert_int_equal(s.n, sizeof want / sizeof *want);
	for (size_t i = 0; i < s.n; i++)
		assert_string_equal(s.v[i].why, want[i]);
	free(s.v);
	bs_segmenter_free(seg);
}

static void
lists_of_the_user_are_read(void **state)
{
	static const struct {
		const char *tsv, *why;
		size_t line;
	} list[] = {
	    {"abbr\tkind\tcase\nvehm\ttitle\tcap\n# more\n\nhptm\n", NULL, 5},
	    {"vehm\tnone\n", "no such kind of abbreviation", 1},
	    {"a\n\tend\n", "an abbreviation has 1 to 24 bytes", 2},
	    {"vehm\ttitle\tup\n", "case is cap, low or .", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct bs_segmenter *seg = bs_segmenter_new();
		size_t line;
		const char *why = bs_segmenter_add(seg, bs_span_str(list[i].tsv), &line);

		if (list[i].why == NULL)
			assert_null(why);
		else
			assert_string_equal(why, list[i].why);
		assert_int_equal(line, list[i].line);
		bs_segmenter_free(seg);
	}
}

/* Whatever the marks: in order, no overlap, nothing left out but white space. */
static void
sentences_cover_the_text(void **state)
{
	static const char *const part[] = {"A.", "a", ". ", "(", ")", "“", "”", "\"", "'", " ",
	    "1. ", "U.S.", "…", "?", "! ", " :-) ", "[1]", "Mr. ", "http://a.b ", "• ", "Image: X",
	    "\n\n", "é"};
	struct bs_segmenter *seg = bs_segmenter_new();
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct bs_buf text = {0};
		struct bs_sentences s = {0};
		size_t at = 0;

		for (int k = 0; k < 14; k++)
			bs_buf_lit(&text, part[unit_random(&seed) % (sizeof part / sizeof *part)]);
		bs_segment(seg, bs_buf_view(&text), (unsigned)round & WHOLE, &s);
		for (size_t i = 0; i <= s.n; i++) {
			size_t to = i < s.n ? s.v[i].start : text.n;

			for (assert_true(at <= to); at < to; at++)
				assert_true(text.p[at] == ' ' || text.p[at] == '\n');
			at = i < s.n ? s.v[i].stop : at;
		}
		free(s.v);
		bs_buf_free(&text);
	}
	bs_segmenter_free(seg);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sentences_are_as_listed),
	    cmocka_unit_test(rules_are_told),
	    cmocka_unit_test(lists_of_the_user_are_read),
	    cmocka_unit_test(sentences_cover_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
