/* The blocks of a page and what it says of itself (lib/normalize/structure.h). */
#include "unit.h"

#include "normalize/block_date.h"
#include "normalize/learn.h"
#include "normalize/meta.h"
#include "normalize/structure.h"

#include <stdio.h>
#include <stdlib.h>

static struct bs_arena arena;

static struct bs_structure
look(const char *text, enum bs_structure_as as)
{
	struct bs_structure_options o = {.as = as};
	struct bs_structure s;

	bs_arena_reset(&arena);
	bs_structure_find(&s, bs_span_str(text), &o, &arena);
	return s;
}

static struct bs_span
meta(const struct bs_structure *s, const char *cls)
{
	size_t i;

	for (i = 0; i < s->nmeta; i++)
		if (strcmp(s->meta[i].cls, cls) == 0)
			return s->meta[i].value;
	return bs_span(NULL, 0);
}

#define LONG                                                                                       \
	"The council of the town voted on Monday to keep the old bridge open for people on foot, " \
	"and said that it would look for the money in the autumn."
#define LONG2                                                                                      \
	"“We have walked across it for ninety years,” said the mayor, who lives on the other " \
	"side "                                                                                    \
	"of the river and has never owned a car."
#define LONG3                                                                                   \
	"The ministry did not say whether it would pay for the repair, which engineers put at " \
	"two "                                                                                  \
	"million crowns. It will decide before the end of the year."

static void
test_cut(void **state)
{
	static const struct {
		const char *text;
		enum bs_structure_as as;
		size_t n;
		const char *first;
	} t[] = {
	    {.text = "", .as = BS_AS_ARTICLE, .n = 0},
	    {.text = " \n\t\n", .as = BS_AS_ARTICLE, .n = 0},
	    {.text = "\xc2\xa0\n", .as = BS_AS_TEXT, .n = 0},
	    {.text = "  one  \n two", .as = BS_AS_LINES, .n = 2, .first = "one"},
	    {.text = "one\ntwo\n\nthree\n", .as = BS_AS_TEXT, .n = 2, .first = "one\ntwo"},
	    {.text = "one\ntwo\n\n\n", .as = BS_AS_TEXT, .n = 2, .first = "one"},
	    {.text = "one\ntwo\n\nthree\n", .as = BS_AS_LINES, .n = 3, .first = "one"},
	    {.text = "one\ntwo\n\nthree\n", .as = BS_AS_ARTICLE, .n = 3, .first = "one"},
	    {.text = "A paragraph that was wrapped by hand at the word\nand goes on here.\n",
		.as = BS_AS_ARTICLE,
		.n = 1,
		.first = "A paragraph that was wrapped by hand at the word\nand goes on here."},
	    {.text = "The boat came in\nlong after the tide.\n",
		.as = BS_AS_ARTICLE,
		.n = 1,
		.first = "The boat came in\nlong after the tide."},
	    {.text = "ropes\nsails and tar\nanchors, chains and\nold nets.\n",
		.as = BS_AS_ARTICLE,
		.n = 4,
		.first = "ropes"},
	    {.text = "What the harbour sells\nb) ropes, sails and tar.\n",
		.as = BS_AS_ARTICLE,
		.n = 2,
		.first = "What the harbour sells"},
	    {.text = "The boat came in late\nby Hanna Strand of the Gazette\n",
		.as = BS_AS_ARTICLE,
		.n = 2,
		.first = "The boat came in late"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof t / sizeof *t; i++) {
		struct bs_structure s = look(t[i].text, t[i].as);

		assert_int_equal(s.nblock, t[i].n);
		if (s.nblock > 0)
			assert_span(
			    bs_span_cut(bs_span_str(t[i].text), s.block[0].start, s.block[0].stop),
			    t[i].first);
	}
}

/* A line of place and date before the text or behind it is a date; what says more is not. */
static void
test_places(void **state)
{
	static const struct {
		const char *line, *date;
	} t[] = {
	    {"Anadolu Fields, 9 April 2023", "2023-04-09"},
	    {"LISBON, March 3, 2024", "2024-03-03"},
	    {"Geneva | 12 May 2021", "2021-05-12"},
	    {"New York, NY - June 5, 2022", "2022-06-05"},
	    {"Kyiv, Ukraine, 14 February 2023", "2023-02-14"},
	    {"Port Moresby (Papua New Guinea), 8 Aug. 2020", "2020-08-08"},
	    {"Madrid, 4 de marzo de 2022", "2022-03-04"},
	    {"Sunday, 9 April 2023, Anadolu Fields", "2023-04-09"},
	    {"Photo taken in Lisbon, 3 March 2024", NULL},
	    {"Market in Lisbon, 3 March 2024", NULL},
	    {"Ruth Harmon, 3 March 2024", NULL},
	};
	char text[1024];

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof t / sizeof *t); i++) {
		const char *line = t[i / 2].line;
		struct bs_structure s;
		size_t k = 0;

		snprintf(text, sizeof text, "A bridge stays open for walkers\n%s%s\n%s\n%s%s%s\n",
		    i % 2 ? line : "", i % 2 ? "\n" LONG : LONG, LONG2, LONG3, i % 2 ? "" : "\n",
		    i % 2 ? "" : line);
		s = look(text, BS_AS_ARTICLE);
		while (s.block[k].start != (size_t)(strstr(text, line) - text))
			k++;
		assert_int_equal(s.block[k].cls == BS_BLOCK_DATE, t[i / 2].date != NULL);
		if (t[i / 2].date)
			assert_span(meta(&s, "date"), t[i / 2].date);
	}
}

/* A live page: the line that heads a part of it is no title; times over entries are dates. */
static void
test_live_page(void **state)
{
	static const char text[] =
	    "News\nStorm Berta: bridges closed as the river rises\nKey events\n4m ago\n"
	    "Second bridge closed\n1h ago\nWhat we know so far\nLive feed\n14.32 GMT\n" LONG
	    "\nShare\n14.10 GMT\n" LONG2 "\n" LONG3 "\nShare\n13.41 GMT\nWhat we know so far\n"
	    "The river stands at six metres, the highest since the bridge was built, and two roads "
	    "out of the town are closed.\n";
	struct bs_structure s = look(text, BS_AS_ARTICLE);
	size_t i;

	(void)state;
	assert_span(meta(&s, "title"), "Storm Berta: bridges closed as the river rises");
	for (i = 0; i < s.nblock; i++)
		if (strncmp(text + s.block[i].start, "14.10", 5) == 0)
			assert_int_equal(s.block[i].cls, BS_BLOCK_DATE);
}

static void
test_long_blocks_are_cut(void **state)
{
	size_t n = (5 << 20) + 17, i, last = 0;
	char *p = malloc(n);
	struct bs_structure_options o = {.as = BS_AS_ARTICLE};
	struct bs_structure s;

	(void)state;
	assert_non_null(p);
	for (i = 0; i < n; i++)
		p[i] = i % 7 == 6 ? ' ' : 'a';
	bs_arena_reset(&arena);
	bs_structure_find(&s, bs_span(p, n), &o, &arena);
	assert_in_range(s.nblock, 6, 7);
	for (i = 0; i < s.nblock; i++) {
		assert_true(s.block[i].stop - s.block[i].start <= 1 << 20);
		assert_true(s.block[i].start >= last && p[s.block[i].start] != ' ');
		last = s.block[i].stop;
	}
	free(p);
}

static void
test_classes(void **state)
{
	static const struct {
		const char *text;
		const char *
		    classes; /* first letter of each; D date, C caption, c comment, . boilerplate */
	} t[] = {
	    {.text = "Town keeps its old bridge\n" LONG "\n" LONG2 "\n" LONG3, .classes = "tbbb"},
	    {.text = "Town keeps its old bridge\nBy Eva Horn\n5 March 2024\n" LONG "\n" LONG2
		     "\n" LONG3,
		.classes = "tyDbbb"},
	    {.text = "Town keeps its old bridge\n" LONG
		     "\nTo be done:\n- find the money.\n- find a builder.\n" LONG2,
		.classes = "tbbllb"},
	    {.text = "Town keeps its old bridge\n" LONG
		     "\n- The bridge that nobody wanted to have\n"
		     "- Ten walks along the river\n" LONG2 "\n" LONG3,
		.classes = "tbrrbb"},
	    {.text = "Town keeps its old bridge\n" LONG "\n" LONG2 "\n" LONG3
		     "\nWe have walked across it for ninety years\n" LONG,
		.classes = "tbbbpb"},
	    {.text = "Home\nNews\nSport\nLog in\nTown keeps its old bridge\nShare\n" LONG "\n" LONG2
		     "\n" LONG3
		     "\nRelated articles\nThe ferry is back\nComments\nGreat!\nPrivacy policy\n",
		.classes = "....t.bbbrrcc."},
	};
	static const char letter[] = "thblCyDprc.";
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof t / sizeof *t; i++) {
		struct bs_structure s = look(t[i].text, BS_AS_ARTICLE);
		char got[32] = "";

		for (k = 0; k < s.nblock && k < sizeof got - 1; k++)
			got[k] = letter[s.block[k].cls];
		assert_string_equal(got, t[i].classes);
	}
}

static void
test_meta(void **state)
{
	static const struct {
		const char *text, *title, *author, *date, *outlet, *language;
	} t[] = {
	    {.text = "Town keeps its old bridge | Reuters\n" LONG "\n" LONG2,
		.title = "Town keeps its old bridge",
		.outlet = "Reuters",
		.language = "en"},
	    {.text = "Reuters | Town keeps its old bridge\n" LONG "\n" LONG2,
		.title = "Town keeps its old bridge",
		.outlet = "Reuters",
		.language = "en"},
	    {.text = "Town keeps its bridge - and pays for it\n" LONG "\n" LONG2,
		.title = "Town keeps its bridge - and pays for it",
		.language = "en"},
	    {.text = "Town keeps its old bridge\nBy Eva Horn and Jan de Vries\nMarch 5, 2024 10:30 "
		     "GMT\n" LONG "\n" LONG2 "\n" LONG3,
		.title = "Town keeps its old bridge",
		.author = "Eva Horn; Jan de Vries",
		.date = "2024-03-05T10:30Z",
		.language = "en"},
	    {.text = "Town keeps its old bridge\nBRNO, March 5, 2024 (Wire) - " LONG "\n" LONG2,
		.title = "Town keeps its old bridge",
		.date = "2024-03-05",
		.language = "en"},
	    {.text = "Town keeps its old bridge\n" LONG "\n" LONG2 "\n" LONG3
		     "\nAll rights reserved by The River Post\n",
		.title = "Town keeps its old bridge",
		.outlet = "The River Post",
		.language = "en"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof t / sizeof *t; i++) {
		struct bs_structure s = look(t[i].text, BS_AS_ARTICLE);

		assert_span(meta(&s, "title"), t[i].title);
		assert_span(meta(&s, "author"), t[i].author ? t[i].author : "");
		assert_span(meta(&s, "date"), t[i].date ? t[i].date : "");
		assert_span(meta(&s, "outlet"), t[i].outlet ? t[i].outlet : "");
		assert_span(meta(&s, "language"), t[i].language);
	}
}

static void
test_languages(void **state)
{
	static const struct {
		const char *language, *text;
	} t[] = {
	    {"en", "The harbour was closed for two days because of the storm that came from the "
		   "north."},
	    {"de", "Der Hafen war zwei Tage lang geschlossen, weil ein Sturm von Norden über die "
		   "Stadt kam."},
	    {"fr", "Le port est resté fermé pendant deux jours à cause de la tempête qui est venue "
		   "du nord."},
	    {"es", "El puerto estuvo cerrado durante dos días por la tormenta que llegó desde el "
		   "norte."},
	    {"it", "Il porto è rimasto chiuso per due giorni a causa della tempesta che è venuta "
		   "dal nord."},
	    {"pt", "O porto não abriu por dois dias, mas o navio já está no cais com uma carga de "
		   "trigo."},
	    {"nl",
		"De haven was twee dagen dicht omdat er een storm was die uit het noorden kwam."},
	    {"ru",
		"Порт был закрыт на два дня из-за шторма, который пришёл с севера, и это не всё."},
	    {"uk",
		"Порт був закритий на два дні через шторм, який прийшов з півночі, але це не все."},
	    {"tr", "Liman iki gün kapalı kaldı, çünkü kuzeyden gelen fırtına çok güçlü bir rüzgar "
		   "ile geldi."},
	    {"az", "Liman iki gün bağlı qaldı, çünki şimaldan gələn fırtına çox güclü idi və "
		   "gəmilər üçün."},
	    {"pl", "Port był zamknięty przez dwa dni, bo sztorm z północy nie dał się statkom, ale "
		   "już jest po."},
	    {"hy", "Նավահանգիստը երկու օր փակ էր փոթորկի պատճառով։"},
	    {"ka", "პორტი ორი დღე დაკეტილი იყო ქარიშხლის გამო."},
	    {"el", "Το λιμάνι ήταν κλειστό για δύο ημέρες λόγω της καταιγίδας."},
	    {"ja", "港は嵐のため二日間閉鎖された。"},
	    {"zh", "港口因暴風雨關閉兩天。"},
	    {"ko", "항구는 폭풍 때문에 이틀 동안 닫혔다."},
	    {"", "12 34 56"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof t / sizeof *t; i++) {
		struct bs_structure s = look(t[i].text, BS_AS_ARTICLE);

		assert_span(meta(&s, "language"), t[i].language);
	}
}

static void
test_dates(void **state)
{
	static const struct {
		const char *text, *iso;
	} t[] = {
	    {"5 March 2024", "2024-03-05"},
	    {"5 марта 2024 г.", "2024-03-05"},
	    {"5. März 2024, 12:30 Uhr", "2024-03-05T12:30"},
	    {"5 de marzo de 2024", "2024-03-05"},
	    {"5 mart 2024", "2024-03-05"},
	    {"31 février 2024", ""},
	    {"5 märz", ""},
	    {"5 hats 2024", ""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof t / sizeof *t; i++) {
		struct bs_date d = {0};
		struct bs_buf b = {0};

		if (bs_block_date(bs_span_str(t[i].text), &d) > 0)
			bs_date_write(&b, &d);
		assert_span(bs_buf_view(&b), t[i].iso);
		bs_buf_free(&b);
	}
}

static void
test_words(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} t[] = {
	    {"Don't stop", "dont STOP", true},
	    {"5 min read", "12 min read", true},
	    {"5min", "17min", true},
	    {"Größe", "GRÖSSE", false},
	    {"Москва", "МОСКВА", true},
	    {"internationalisation", "INTERNATIONALISATION", true},
	    {"a b", "b a", false},
	    {"word", "words", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof t / sizeof *t; i++)
		assert_int_equal(
		    bs_block_hash(bs_span_str(t[i].a)) == bs_block_hash(bs_span_str(t[i].b)),
		    t[i].same);
}

static void
bad_line(void *arg, uint64_t line)
{
	*(uint64_t *)arg = line;
}

static void
test_learn(void **state)
{
	static const char *const page[] = {
	    "Town keeps its old bridge\n" LONG "\nThe friendliest paper of the valley\n" LONG2 "\n",
	    "Ferry is back\n" LONG2 "\nThe friendliest paper of the valley!\n" LONG3 "\n",
	    "Rain until Friday\n" LONG3 "\nThe FRIENDLIEST paper of the valley\n" LONG "\n",
	};
	struct bs_learner *l = bs_learner_new();
	struct bs_structure_options o = {.outlet = BS_SPAN("The River Post")};
	struct bs_known_blocks *k;
	struct bs_structure s;
	struct bs_buf list = {0};
	size_t i;
	uint64_t bad = 0;

	(void)state;
	for (i = 0; i < 3; i++) {
		s = look(page[i], BS_AS_ARTICLE);
		bs_learner_add(l, o.outlet, bs_span_str(page[i]), &s, false);
		bs_learner_add(l, BS_SPAN("Other"), bs_span_str("Only here"),
		    &(struct bs_structure){
			.block = &(struct bs_block){.stop = 9}, .nblock = i == 0},
		    false);
	}
	bs_learner_write(l, &list);
	assert_int_equal(list.n, 15 + 16 + 3); /* one line */
	assert_memory_equal(list.p, "The River Post\t", 15);
	bs_buf_lit(&list, "no list line\n# a comment\n\n");
	k = bs_known_blocks_read(bs_buf_view(&list), bad_line, &bad);
	assert_int_equal(bad, 2);
	assert_int_equal(bs_known_blocks_find(k, o.outlet, bs_span(list.p + 15, 16)), 3);
	assert_int_equal(bs_known_blocks_find(k, BS_SPAN("Other"), bs_span(list.p + 15, 16)), 0);
	o.known = k;
	bs_structure_find(&s, bs_span_str(page[0]), &o, &arena);
	assert_int_equal(s.block[2].cls, BS_BLOCK_BOILERPLATE);
	assert_string_equal(s.block[2].why, "list:boilerplate");
	bs_known_blocks_free(k);
	bs_learner_free(l);
	bs_buf_free(&list);
}

/* Megabytes of one thing must not take long, whatever it is: the test would run into its limit. */
static void
test_worst_cases(void **state)
{
	static const char *const unit[] = {"a", " ", "\n", "a\n", "-", "\xc3\xa9", "'", "a'", "1",
	    ". A", "2024-", "by ", "a - ", " | ", "- a b c d e f\n", "1 may ",
	    "one two three four five six seven\n", "“one two three four five six”\n", "By A\n",
	    "\xe2\x80\x9c"};
	size_t n = 2 << 20, i, k, u;
	char *p = malloc(n);
	struct bs_structure_options o = {.as = BS_AS_ARTICLE};
	struct bs_structure s;

	(void)state;
	assert_non_null(p);
	for (u = 0; u < sizeof unit / sizeof *unit; u++) {
		k = strlen(unit[u]);
		for (i = 0; i + k <= n; i += k)
			memcpy(p + i, unit[u], k);
		bs_arena_reset(&arena);
		bs_structure_find(&s, bs_span(p, i), &o, &arena);
		assert_true(s.nblock <= i);
	}
	free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_live_page),
	    cmocka_unit_test(test_long_blocks_are_cut),
	    cmocka_unit_test(test_classes),
	    cmocka_unit_test(test_meta),
	    cmocka_unit_test(test_languages),
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_learn),
	    cmocka_unit_test(test_worst_cases),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	bs_arena_free(&arena);
	return failed;
}
