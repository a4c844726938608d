/* The tagger's names brought in line: [brackets] are what the tagger took, then what stays. */
#include "entities/mend.h"

#include <stdlib.h>

#include "unit.h"

struct mend_case {
	const char *text, *want; /* names in brackets; a name that goes loses them */
	enum bs_entity_class cls, want_cls;
};

static const struct mend_case cases[] = {
    {"[Ruth Adler] spoke.", "[Ruth Adler] spoke.", BS_PER, BS_PER},
    {"Then [Latvia's] port.", "Then [Latvia]'s port.", BS_LOC, BS_LOC},
    {"Then [Latvia’s constitution].", "Then [Latvia]’s constitution.", BS_MISC, BS_LOC},
    {"In [St Mary's Hospital].", "In [St Mary's Hospital].", BS_ORG, BS_ORG},
    {"From [China's Exim Bank].", "From China's [Exim Bank].", BS_ORG, BS_ORG},
    {"Saw [Britain's Got Talent].", "Saw [Britain's Got Talent].", BS_MISC, BS_MISC},
    {"At [Lloyd's of London].", "At [Lloyd's of London].", BS_ORG, BS_ORG},
    {"Said [Gen. Ivo Kask].", "Said Gen. [Ivo Kask].", BS_PER, BS_PER},
    {"Said [Prime Minister Dr. Ivo Kask].", "Said Prime Minister Dr. [Ivo Kask].", BS_PER, BS_PER},
    {"Said Special Envoy [Envoy Ivo Kask].", "Said Special Envoy Envoy [Ivo Kask].", BS_PER,
	BS_PER},
    {"Said Special [Envoy Kask].", "Said Special Envoy [Kask].", BS_PER, BS_PER},
    {"The [2023 Kask Championships].", "The 2023 [Kask Championships].", BS_MISC, BS_MISC},
    {"The 2023 [Kask War].", "The [2023 Kask War].", BS_MISC, BS_MISC},
    {"The 12023 [Kask War].", "The 12023 [Kask War].", BS_MISC, BS_MISC},
    {"At the [Kask Film Awards Sunday].", "At the [Kask Film Awards] Sunday.", BS_MISC, BS_MISC},
    {"In the [Senate on Monday].", "In the [Senate] on Monday.", BS_ORG, BS_ORG},
    {"On [Bloody Friday].", "On [Bloody Friday].", BS_MISC, BS_MISC},
    {"In [The Kask Sun].", "In [The Kask Sun].", BS_ORG, BS_ORG},
    {"He told The [Kask Herald].", "He told [The Kask Herald].", BS_ORG, BS_ORG},
    {"It was, he told The [Kask Herald].", "It was, he told [The Kask Herald].", BS_ORG, BS_ORG},
    {"In brief, The [Kask Herald] lied.", "In brief, [The Kask Herald] lied.", BS_ORG, BS_ORG},
    {"The [Kask Herald] lied.", "The [Kask Herald] lied.", BS_ORG, BS_ORG},
    {"Inside The [Kask Herald].", "Inside The [Kask Herald].", BS_ORG, BS_ORG},
    {"He saw The [Hague].", "He saw The [Hague].", BS_LOC, BS_LOC},
    {"[Houston] 5, Tampa Bay 4", "[Houston] 5, Tampa Bay 4", BS_LOC, BS_ORG},
    {"Houston 5, [Tampa Bay 4]", "Houston 5, [Tampa Bay] 4", BS_LOC, BS_ORG},
    {"[Houston] 5 C, Dallas 4 C", "[Houston] 5 C, Dallas 4 C", BS_LOC, BS_LOC},
    {"[Houston] lies 5 miles away", "[Houston] lies 5 miles away", BS_LOC, BS_LOC},
    {"[Georgia] 2, Russia 1", "[Georgia] 2, Russia 1", BS_LOC, BS_LOC},
    {"[Cleveland] edged Detroit, 3-2.", "[Cleveland] edged Detroit, 3-2.", BS_LOC, BS_ORG},
    {"Cleveland edged [Detroit], 3-2.", "Cleveland edged [Detroit], 3-2.", BS_LOC, BS_ORG},
    {"Cleveland edged [Detroit].", "Cleveland edged [Detroit].", BS_LOC, BS_LOC},
    {"[France] beat Ghana 3-2.", "[France] beat Ghana 3-2.", BS_LOC, BS_LOC},
    {"He beat him 3-2 in [Detroit].", "He beat him 3-2 in [Detroit].", BS_LOC, BS_LOC},
    {"The [Mayor].", "The [Mayor].", BS_PER, BS_PER},
    {"Some [pro-Israel] rally.", "Some pro-[Israel] rally.", BS_MISC, BS_MISC},
    {"Some [post-Soviet] states.", "Some post-[Soviet] states.", BS_MISC, BS_NORP},
    {"Ruth Adler, [D-Minn.], spoke.", "Ruth Adler, D-[Minn.], spoke.", BS_PER, BS_LOC},
    {"Later, [D-Day] came.", "Later, [D-Day] came.", BS_MISC, BS_MISC},
    {"[SOCCER-Kask Rovers] win", "SOCCER-[Kask Rovers] win", BS_ORG, BS_ORG},
    {"[FORMULA ONE-Kask Grand Prix] grid", "FORMULA ONE-[Kask Grand Prix] grid", BS_MISC, BS_MISC},
    {"[KASKVILLE-ADLER] LINE", "[KASKVILLE-ADLER] LINE", BS_LOC, BS_LOC},
    {"[COVID-19] cases", "[COVID-19] cases", BS_MISC, BS_MISC},
    {"A [Kenya-led] force.", "A [Kenya]-led force.", BS_MISC, BS_LOC},
    {"The [Azerbaijan-Russia] border.", "The Azerbaijan-Russia border.", BS_LOC, BS_LOC},
    {"Over [Nagorno-Karabakh].", "Over [Nagorno-Karabakh].", BS_LOC, BS_LOC},
    {"Over [Guinea-Bissau].", "Over [Guinea-Bissau].", BS_LOC, BS_LOC},
    {"The “[Quill” Research Institute] met.", "The [“Quill” Research Institute] met.", BS_MISC,
	BS_ORG},
    {"[KASKVILLE \xe2\x80\x94 Teachers] met.", "[KASKVILLE] \xe2\x80\x94 Teachers met.", BS_ORG,
	BS_LOC},
    {"Then [Ruth Adler -- Kask] fell.", "Then [Ruth Adler] -- Kask fell.", BS_PER, BS_PER},
    {"[Ruth Adler/Stringer]", "[Ruth Adler]/Stringer", BS_PER, BS_PER},
    {"[Ruth Adler / Photo]", "[Ruth Adler] / Photo", BS_PER, BS_PER},
    {"[AC/DC] played.", "[AC/DC] played.", BS_ORG, BS_ORG},
    {"By non-[league Kask].", "By non-league [Kask].", BS_PER, BS_PER},
    {"By [al-Kask].", "By [al-Kask].", BS_PER, BS_PER},
    {"A [Muslim] leader.", "A [Muslim] leader.", BS_MISC, BS_NORP},
    {"In [Georgia].", "In [Georgia].", BS_LOC, BS_LOC},
    {"The [Kask Committee].", "The [Kask Committee].", BS_MISC, BS_ORG},
    {"The [Armenian] Army left.", "The [Armenian Army] left.", BS_MISC, BS_ORG},
    {"The [Dubai] Police.", "The [Dubai Police].", BS_LOC, BS_ORG},
    {"The [Dubai] police.", "The [Dubai] police.", BS_LOC, BS_LOC},
};

/* The text without its brackets, and the span they held. */
static struct bs_entity
strip(const char *s, struct bs_buf *text)
{
	struct bs_entity e = {.p = 0.9F};

	for (; *s; s++) {
		if (*s == '[')
			e.start = text->n;
		else if (*s == ']')
			e.stop = text->n;
		else
			bs_buf_ch(text, *s);
	}
	return e;
}

static void
names_are_mended(void **state)
{
	(void)state;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct bs_buf text = {0}, want = {0};
		struct bs_entity e = strip(cases[c].text, &text), w = strip(cases[c].want, &want);
		struct bs_entities names = {&e, 1, 1};
		struct bs_tokens tok = {0};
		struct bs_gaz_matches gaz = {0};
		struct bs_tagger_sent s = {.text = bs_buf_view(&text)};

		bs_tokenize(s.text, BS_TOKEN_SPLIT_HYPHENS, &tok);
		bs_gaz_find(&bs_gazetteer, s.text, tok.v, tok.n, &gaz);
		s.tok = tok.v;
		s.ntok = tok.n;
		s.gaz = gaz.v;
		s.ngaz = gaz.n;
		e.cls = cases[c].cls;
		bs_mend_names(&s, &names);
		if (names.n != (w.stop > 0) ||
		    (names.n &&
			(e.start != w.start || e.stop != w.stop || e.cls != cases[c].want_cls)))
			fail_msg("%s: got [%.*s] of class %d", cases[c].text,
			    names.n ? (int)(e.stop - e.start) : 0, text.p + e.start, (int)e.cls);
		bs_tokens_free(&tok);
		bs_gaz_matches_free(&gaz);
		bs_buf_free(&text);
		bs_buf_free(&want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_mended)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
