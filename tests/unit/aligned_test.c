/* aligned: random splices over several stages, then walk source and text by the map. */
#include "unit.h"

#include "broadsheet/aligned.h"

static uint64_t seed = 88172645463325252U;

static size_t
below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % n);
}

/* Plays the stages on an array that knows the origin of each byte. */
struct toy {
	char text[4096];
	int from[4096]; /* source offset of a byte that was never touched, or -1 */
	size_t n;
};

static void
random_stage(struct bs_splices *s, struct toy *toy)
{
	static struct toy next;
	size_t at = 0, most = 1 + below(5);

	next.n = 0;
	for (;;) {
		size_t gap = below(8), del, n;
		char ins[8];

		for (; gap && at < toy->n; gap--, at++) {
			next.text[next.n] = toy->text[at];
			next.from[next.n++] = toy->from[at];
		}
		if (at >= toy->n || next.n > 3000)
			break;
		del = below(most);
		if (del > toy->n - at)
			del = toy->n - at;
		n = below(most);
		for (size_t i = 0; i < n; i++)
			ins[i] = (char)('A' + below(26));
		bs_splice_add(s, at, del, ins, n, (enum bs_rule)below(BS_NRULE));
		for (size_t i = 0; i < n; i++) {
			next.text[next.n] = ins[i];
			next.from[next.n++] = -1;
		}
		at += del;
	}
	for (; at < toy->n; at++) {
		next.text[next.n] = toy->text[at];
		next.from[next.n++] = toy->from[at];
	}
	*toy = next;
}

static void
walk(const struct bs_aligned *a, const struct toy *toy)
{
	size_t t = 0;

	assert_int_equal(a->text.n, toy->n);
	assert_memory_equal(a->text.p, toy->text, toy->n);
	assert_true(bs_aligned_check(a));
	for (size_t i = 0; i <= a->nedit; i++) {
		size_t next = i < a->nedit ? a->edit[i].t : a->text.n;
		size_t src = i ? a->edit[i - 1].src + a->edit[i - 1].s : 0;

		/* between edits, a byte comes from where the map says, if from anywhere */
		for (size_t j = 0; t < next; t++, j++)
			assert_true(toy->from[t] == -1 || toy->from[t] == (int)(src + j));
		if (i < a->nedit) {
			assert_true(a->rules[i] != 0);
			t += a->edit[i].n;
		}
	}
}

static void
composition_keeps_the_alignment(void **state)
{
	struct bs_aligned a = {0};
	struct bs_splices s = {0};

	(void)state;
	for (int round = 0; round < 3000; round++) {
		static struct toy toy;
		char source[200];
		size_t n = below(sizeof source);

		for (size_t i = 0; i < n; i++) {
			source[i] = toy.text[i] = (char)('a' + below(26));
			toy.from[i] = (int)i;
		}
		toy.n = n;
		bs_aligned_init(&a, bs_span(source, n));
		for (size_t stage = below(5); stage; stage--) {
			random_stage(&s, &toy);
			bs_aligned_apply(&a, &s);
			assert_int_equal(s.n, 0);
			walk(&a, &toy);
		}
		bs_aligned_tidy(&a);
		assert_true(bs_aligned_check(&a));
	}
	bs_aligned_free(&a);
	bs_splices_free(&s);
}

static void
touching_splices_stay_apart(void **state)
{
	struct bs_aligned a = {0};
	struct bs_splices s = {0};

	(void)state;
	bs_aligned_init(&a, BS_SPAN("one two"));
	bs_splice_add(&s, 0, 3, "1", 1, BS_RULE_ENTITY);
	bs_splice_add(&s, 3, 1, "", 0, BS_RULE_SPACE);
	bs_aligned_apply(&a, &s);
	bs_splice_add(&s, 1, 0, "+", 1, BS_RULE_FORM);
	bs_splice_add(&s, 1, 3, "2", 1, BS_RULE_ENTITY);
	bs_aligned_apply(&a, &s);
	assert_true(bs_span_is(a.text, "1+2"));
	assert_int_equal(a.nedit, 4);
	assert_int_equal(a.edit[1].s, 1);
	assert_int_equal(a.edit[1].n, 0);
	assert_int_equal(a.rules[3], BS_RULEBIT(BS_RULE_ENTITY));

	/* one that covers an edit melts with it, and names both rules */
	bs_splice_add(&s, 0, 2, "x", 1, BS_RULE_MARK);
	bs_aligned_apply(&a, &s);
	assert_true(bs_span_is(a.text, "x2"));
	assert_int_equal(a.nedit, 2);
	assert_int_equal(a.edit[0].s, 4);
	assert_true(a.rules[0] & BS_RULEBIT(BS_RULE_MARK));
	assert_true(a.rules[0] & BS_RULEBIT(BS_RULE_SPACE));
	bs_aligned_free(&a);
	bs_splices_free(&s);
}

static void
no_splice_copies_nothing(void **state)
{
	struct bs_aligned a = {0};
	struct bs_splices s = {0};
	struct bs_span source = BS_SPAN("as it stands");

	(void)state;
	bs_aligned_init(&a, source);
	bs_aligned_apply(&a, &s);
	assert_ptr_equal(a.text.p, source.p);
	/* there and back: tidy finds that nothing has changed */
	bs_splice_add(&s, 0, 2, "AS", 2, BS_RULE_MARK);
	bs_aligned_apply(&a, &s);
	bs_splice_add(&s, 0, 2, "as", 2, BS_RULE_MARK);
	bs_aligned_apply(&a, &s);
	assert_int_equal(a.nedit, 1);
	bs_aligned_tidy(&a);
	assert_int_equal(a.nedit, 0);
	bs_aligned_free(&a);
	bs_splices_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(composition_keeps_the_alignment),
	    cmocka_unit_test(touching_splices_stay_apart),
	    cmocka_unit_test(no_splice_copies_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
