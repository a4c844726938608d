/* Edit maps: one spelling, refused where they lie, and walked both ways. */
#include "unit.h"

#include "broadsheet.h"

static void
refuses(void **state)
{
	static const struct {
		const char *info;
		size_t text, source;
		bool ok;
	} c[] = {
	    {".", 5, 5, true},
	    {".", 5, 6, false},
	    {"0:1>3", 7, 5, true},
	    {"0:1>3,26:1>3", 30, 26, true},
	    {"5:3>0,5:1>3", 8, 9, true},
	    {"5:1>3,5:3>0", 8, 9, false}, /* an equal T only behind N=0 */
	    {"5:1>3,4:1>3", 9, 5, false}, /* falls */
	    {"0:0>0", 5, 5, false},
	    {"2:2>1x3", 7, 10, true},
	    {"2:2>1x1", 5, 6, false},
	    {"2:2>1,", 5, 6, false},
	    {"2:2>1x", 5, 6, false},
	    {"2:2", 5, 6, false},
	    {"a", 5, 5, false},
	    {"9:1>1", 5, 5, false},
	    {"0:1>999999999999999999", 5, 5, false},
	    {"0:1>0x999999999999999999", 5, 5, false},
	    {"=windows-1252", 5, 5, true},
	    {"=windows-1252,1:1>2", 6, 5, true},
	};
	struct bs_arena a = {0};
	struct bs_editmap m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		bool ok = bs_editmap_parse(&m, bs_span_str(c[i].info), c[i].text, c[i].source, &a);

		if (ok != c[i].ok)
			fail_msg("%s", c[i].info);
	}
	bs_arena_free(&a);
}

static void
finds_offsets(void **state)
{
	/* source:  x"ab&nbsp;cd"y   ->  text: x“ab cd”y, with "zz" deleted behind the first mark */
	struct bs_arena a = {0};
	struct bs_editmap m;

	(void)state;
	/* text  x [0xe2 80 9c] a b _ c d [e2 80 9d] y ; source x " z z a b &nbsp; c d " y */
	assert_true(bs_editmap_parse(&m, BS_SPAN("1:1>3,4:2>0,6:6>1,9:1>3"), 13, 16, &a));
	assert_int_equal(bs_editmap_start(&m, 0), 0);
	assert_int_equal(bs_editmap_start(&m, 1), 1);
	assert_int_equal(bs_editmap_stop(&m, 1), 1);
	assert_int_equal(bs_editmap_start(&m, 2), 1); /* inside the mark: widens */
	assert_int_equal(bs_editmap_stop(&m, 2), 2);
	assert_int_equal(bs_editmap_stop(&m, 4), 2);  /* before the deletion */
	assert_int_equal(bs_editmap_start(&m, 4), 4); /* behind it */
	assert_int_equal(bs_editmap_start(&m, 6), 6);
	assert_int_equal(bs_editmap_stop(&m, 7), 12);
	assert_int_equal(bs_editmap_stop(&m, 9), 14);
	assert_int_equal(bs_editmap_stop(&m, 12), 15);
	assert_int_equal(bs_editmap_stop(&m, 13), 16);
	assert_int_equal(bs_editmap_floor(&m, 3), 1);
	assert_int_equal(bs_editmap_ceil(&m, 3), 4);
	assert_int_equal(bs_editmap_floor(&m, 4), 4);
	assert_int_equal(bs_editmap_text_start(&m, 8), 6);
	assert_int_equal(bs_editmap_text_stop(&m, 8), 7);
	assert_int_equal(bs_editmap_text_start(&m, 12), 7);
	bs_arena_free(&a);
}

/* A random text with a random map, and for every text byte its source byte (or none: edited). */
struct sample {
	struct bs_edit e[64];
	struct bs_editmap m;
	size_t text, source;
};

static void
make(struct sample *s, uint64_t *rnd)
{
	size_t i, t = 0, src = 0, n = unit_random(rnd) % 64;

	for (i = 0; i < n; i++) {
		struct bs_edit e = {.s = unit_random(rnd) % 3, .n = unit_random(rnd) % 3};
		size_t gap = unit_random(rnd) % 3;

		if (i > 0 && s->e[i - 1].n != 0 && gap == 0 && e.n == 0 && e.s == 0)
			gap = 1;
		if (e.s == 0 && e.n == 0)
			e.s = 1;
		e.t = t + gap;
		e.src = src + gap;
		t = e.t + e.n;
		src = e.src + e.s;
		s->e[i] = e;
	}
	s->m = (struct bs_editmap){.e = s->e, .n = n};
	s->text = t + unit_random(rnd) % 4;
	s->source = src + (s->text - t);
}

static void
one_spelling_and_true_cuts(void **state)
{
	struct bs_arena a = {0};
	struct bs_buf x = {0}, y = {0};
	uint64_t rnd = 7;
	int round;

	(void)state;
	for (round = 0; round < 20000; round++) {
		struct sample s;
		struct bs_editmap m, cut;
		size_t from, to, i;

		make(&s, &rnd);
		x.n = y.n = 0;
		bs_editmap_write(&x, &s.m);
		assert_true(bs_editmap_parse(&m, bs_buf_view(&x), s.text, s.source, &a));
		bs_editmap_write(&y, &m);
		assert_true(bs_span_eq(bs_buf_view(&x), bs_buf_view(&y)));

		from = bs_editmap_floor(&m, s.text ? unit_random(&rnd) % s.text : 0);
		to = bs_editmap_ceil(
		    &m, from + (s.text > from ? unit_random(&rnd) % (s.text - from + 1) : 0));
		if (from == to)
			continue;
		cut = bs_editmap_cut(&m, from, to, &a);
		x.n = 0;
		bs_editmap_write(&x, &cut);
		/* the cut accounts for its text and source exactly, and gives the same places */
		assert_true(bs_editmap_parse(&cut, bs_buf_view(&x), to - from,
		    bs_editmap_stop(&m, to) - bs_editmap_start(&m, from), &a));
		for (i = from; i < to; i++)
			assert_int_equal(bs_editmap_start(&m, i),
			    bs_editmap_start(&m, from) + bs_editmap_start(&cut, i - from));
		for (i = from + 1; i <= to; i++)
			assert_int_equal(bs_editmap_stop(&m, i),
			    bs_editmap_start(&m, from) + bs_editmap_stop(&cut, i - from));
		bs_arena_reset(&a);
	}
	bs_buf_free(&x);
	bs_buf_free(&y);
	bs_arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest t[] = {
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(finds_offsets),
	    cmocka_unit_test(one_spelling_and_true_cuts),
	};

	return cmocka_run_group_tests_name("editmap", t, NULL, NULL);
}
