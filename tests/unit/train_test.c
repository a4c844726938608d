/* Training: reading labelled text, drafts, the chain's gradient, models of few sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>

#include "entities/tagger.h"
#include "entities/train.h"
#include "entities/train_crf.h"
#include "entities/train_data.h"
#include "entities/train_net.h"

static const char small[] = "-DOCSTART-\tO\n\n"
			    "Zorba\tB-PER\nQuillon\tI-PER\nleft\tO\nVarnholm\tB-LOC\n.\tO\n\n"
			    "Varnholm\tB-LOC\nis\tO\nfar\tO\n.\tO\n\n"
			    "Zorba\tB-PER\nsaw\tO\nVarnholm-Ost\tB-GPE\n.\tO\n\n";

static struct bs_span
builtin_lexicon(void)
{
	struct bs_model m;

	assert_null(bs_model_open(&m, bs_model_builtin(), true));
	return bs_span(bs_model_builtin().p + m.head->lex, m.lex.size);
}

static void
start(struct bs_train_data *d)
{
	*d = (struct bs_train_data){.random = 1};
	assert_null(bs_lexicon_open(&d->lex, builtin_lexicon(), true));
}

static void
test_bio(void **state)
{
	static const uint8_t want[] = {BS_BEGIN, BS_LAST, BS_OUT, 8 + BS_UNIT, BS_OUT, 8 + BS_UNIT,
	    BS_OUT, BS_OUT, BS_OUT, BS_UNIT, BS_OUT, 8 + BS_BEGIN, 8 + BS_INSIDE, 8 + BS_LAST,
	    BS_OUT};
	struct bs_train_data d;
	struct bs_corpus c = {0};
	size_t line;

	(void)state;
	start(&d);
	assert_null(bs_corpus_bio(&d, &c, bs_span_str(small), 1, &line));
	assert_int_equal(c.ndoc, 1);
	assert_int_equal(c.nsent, 3);
	assert_int_equal(c.n, sizeof want); /* the hyphen is a token of its own */
	assert_memory_equal(c.label, want, sizeof want);
	assert_non_null(bs_corpus_bio(&d, &c, BS_SPAN("one\tO\nno label\n"), 1, &line));
	assert_int_equal(line, 2);
	assert_non_null(bs_corpus_bio(&d, &c, BS_SPAN("x\tQ\n"), 1, &line));
	assert_non_null(bs_corpus_bio(&d, &c, BS_SPAN("\xff\tO\n"), 1, &line));
	bs_corpus_free(&c);
	bs_train_data_free(&d);
}

static void
test_patterns(void **state)
{
	struct bs_train_data d;
	struct bs_corpus c = {0}, draft = {0};
	struct bs_draft_options o = {0};
	size_t line;

	(void)state;
	start(&d);
	bs_train_names_add(&d, BS_SPAN("towns"), BS_SPAN("form\tkey\nx\tUpper Vale|Vale\n"));
	assert_null(bs_corpus_patterns(
	    &d, &c, BS_SPAN("# no\n[LOC {towns}] beat [ORG Red Star] .\n"), 1, &line));
	assert_int_equal(c.ndoc, 1);
	bs_train_draft(&d, &c, 0, &o, &draft);
	assert_int_equal(draft.n, 6);
	assert_true(bs_span_is(draft.form[0]->s, "Upper"));
	assert_int_equal(draft.label[0], 8 + BS_BEGIN);
	assert_int_equal(draft.label[1], 8 + BS_LAST);
	assert_int_equal(draft.label[2], BS_OUT);
	assert_int_equal(draft.label[3], 4 + BS_BEGIN);
	assert_non_null(bs_corpus_patterns(&d, &c, BS_SPAN("[XYZ a] b\n"), 1, &line));
	assert_non_null(bs_corpus_patterns(&d, &c, BS_SPAN("a [ORG b\n"), 1, &line));
	bs_corpus_free(&c);
	bs_corpus_free(&draft);
	bs_train_data_free(&d);
}

/* Text as printed: cut into the tokens the tagger sees, its names with their classes. */
static void
test_articles(void **state)
{
	static const char text[] = "[PER Mwila]'s aide left [LOC Paris]-based [ORG Sasol Ltd].\n"
				   "[LOC Lusaka] [MISC Zambian]\n\n\n[PER Mwila] spoke.\n";
	static const uint8_t want[] = {BS_UNIT, BS_OUT, BS_OUT, BS_OUT, 8 + BS_UNIT, BS_OUT, BS_OUT,
	    4 + BS_BEGIN, 4 + BS_LAST, 8 + BS_UNIT, 12 + BS_UNIT, BS_UNIT, BS_OUT, BS_OUT};
	static const char *const wrong[] = {"x\n[PER a", "x\n[PER a [LOC b]]", "x\na]", "x\n[a b]",
	    "x\n[]", "x\n[", "x\n[PER Zor]ba", "x\nZor[PER ba]", "x\n\xff"};
	struct bs_train_data d;
	struct bs_corpus c = {0};
	size_t line;

	(void)state;
	start(&d);
	assert_null(bs_corpus_articles(&d, &c, bs_span_str(text), 1, &line));
	assert_int_equal(c.ndoc, 2);
	assert_int_equal(c.doc[0].sents.n, 2);
	assert_int_equal(c.n, sizeof want);
	assert_memory_equal(c.label, want, sizeof want);
	assert_true(bs_span_is(c.form[1]->s, "'s"));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_non_null(bs_corpus_articles(&d, &c, bs_span_str(wrong[i]), 1, &line));
		assert_int_equal(line, 2);
	}
	bs_corpus_free(&c);
	bs_train_data_free(&d);
}

/* 's is one token, as where the tagger meets it; in drafts it may be written apart. */
static void
test_endings(void **state)
{
	struct bs_draft_options o = {.apart = 1};
	struct bs_train_data d;
	struct bs_corpus c = {0}, draft = {0};
	size_t line;

	(void)state;
	start(&d);
	assert_null(bs_corpus_bio(&d, &c, BS_SPAN("Zorba\tB-PER\n's\tO\nyacht\tO\n"), 1, &line));
	assert_int_equal(c.n, 3);
	bs_train_draft(&d, &c, 0, &o, &draft);
	assert_int_equal(draft.n, 4);
	assert_true(bs_span_is(draft.form[1]->s, "'"));
	assert_true(bs_span_is(draft.form[2]->s, "s"));
	bs_corpus_free(&c);
	bs_corpus_free(&draft);
	bs_train_data_free(&d);
}

/* A draft may write names without capitals, and nothing else. */
static void
test_small(void **state)
{
	struct bs_draft_options o = {.small = 1};
	struct bs_train_data d;
	struct bs_corpus c = {0}, draft = {0};
	size_t line;

	(void)state;
	start(&d);
	assert_null(bs_corpus_bio(&d, &c, BS_SPAN("Then\tO\nZorba\tB-PER\nleft\tO\n"), 1, &line));
	bs_train_draft(&d, &c, 0, &o, &draft);
	assert_int_equal(draft.n, 3);
	assert_true(bs_span_is(draft.form[0]->s, "Then"));
	assert_true(bs_span_is(draft.form[1]->s, "zorba"));
	assert_int_equal(draft.label[1], BS_UNIT);
	bs_corpus_free(&c);
	bs_corpus_free(&draft);
	bs_train_data_free(&d);
}

static void
test_exp_log(void **state)
{
	(void)state;
	for (float x = -20; x < 20; x += 0.37f)
		assert_true(fabsf(bs_expf(x) - expf(x)) <= 2e-6f * expf(x));
	for (double x = 1e-9; x < 1e9; x *= 3.7)
		assert_true(fabs(bs_log(x) - log(x)) < 1e-9);
}

/* The gradient by a score is what the likelihood does when that score moves. */
static void
test_gradient(void **state)
{
	enum { N = 4 };
	static const uint8_t gold[N] = {BS_OUT, 4 + BS_BEGIN, 4 + BS_LAST, BS_OUT};
	struct bs_crf c = {{{0}}}, dt = {{{0}}};
	struct bs_crf_pass p = {0};
	float e[N * BS_NLABEL], de[N * BS_NLABEL], other[N * BS_NLABEL];

	(void)state;
	for (int i = 0; i < N * BS_NLABEL; i++)
		e[i] = (float)(i * 37 % 11) / 7 - 0.5f;
	c.t[BS_OUT][4] = 0.7f;
	bs_crf_learn(&c, &p, e, N, gold, de, &dt);
	for (int i = 0; i < N * BS_NLABEL; i += 5) {
		float was = e[i];
		double up, down;

		e[i] = was + 0.01f;
		up = bs_crf_learn(&c, &p, e, N, gold, other, &dt);
		e[i] = was - 0.01f;
		down = bs_crf_learn(&c, &p, e, N, gold, other, &dt);
		e[i] = was;
		assert_true(fabs((up - down) / 0.02 - (double)de[i]) < 2e-3);
	}
	bs_crf_pass_free(&p);
}

/* Learn `small` from scratch or from the model compiled in. */
static void
learn(struct bs_span from, unsigned epochs, struct bs_buf *model)
{
	struct bs_train_options o;
	struct bs_buf report = {0};
	struct bs_trainer *t;
	const char *why;
	size_t line;

	bs_train_defaults(&o);
	o.epochs = epochs;
	o.least = 1;
	t = bs_trainer_new(&o, builtin_lexicon(), from, &why);
	assert_non_null(t);
	assert_null(bs_trainer_add(t, bs_span_str(small), BS_TRAIN_BIO, 1, &line));
	assert_null(bs_trainer_dev(t, BS_SPAN("dev"), bs_span_str(small), &line));
	while (!bs_trainer_done(t))
		bs_trainer_epoch(t, model, &report);
	assert_non_null(strstr(bs_buf_str(&report), "F1 "));
	bs_buf_free(&report);
	bs_trainer_free(t);
}

static void
test_same_bytes(void **state)
{
	struct bs_buf a = {0}, b = {0};
	struct bs_model m;

	(void)state;
	learn(bs_span(NULL, 0), 2, &a);
	learn(bs_span(NULL, 0), 2, &b);
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.p, b.p, a.n);
	assert_null(bs_model_open(&m, bs_buf_view(&a), false));
	bs_buf_free(&a);
	bs_buf_free(&b);
}

/* The four members that a model is the mean of have learned each in its share of the net. */
static void
test_members(void **state)
{
	struct bs_buf a = {0};
	struct bs_model m;

	(void)state;
	learn(bs_span(NULL, 0), 4, &a);
	assert_null(bs_model_open(&m, bs_buf_view(&a), false));
	for (size_t i = 0; i < 4; i++) {
		struct bs_net_part part = bs_net_part(i, 4);
		long own = 0, foreign = 0, out = 0;

		assert_int_equal(part.unit, i * part.units);
		for (size_t h = part.unit; h < part.unit + part.units; h++) {
			for (size_t k = 0; k < 2 * BS_NET_AFFIX_DIM; k++) {
				size_t n = k % BS_NET_AFFIX_DIM;
				bool is_own = n >= part.affix && n < part.affix + part.affixes;

				*(is_own ? &own : &foreign) += labs(
				    m.net->w1[2][h][BS_NET_SUF + k]);
			}
			out += labs(m.net->u[1][8 + BS_UNIT][h]);
		}
		assert_true(own > 0 && out > 0);
		assert_int_equal(foreign, 0);
	}
	bs_buf_free(&a);
}

/* Adapting keeps the old model's features: its table only gains. */
static void
test_from(void **state)
{
	struct bs_buf a = {0};
	struct bs_model was, is;
	size_t lost = 0;

	(void)state;
	learn(bs_model_builtin(), 1, &a);
	assert_null(bs_model_open(&was, bs_model_builtin(), true));
	assert_null(bs_model_open(&is, bs_buf_view(&a), false));
	assert_int_equal(was.head->nbucket, is.head->nbucket);
	for (uint32_t i = 0; i < was.head->nbucket; i++)
		for (int k = 0; k < 3; k++)
			lost += was.bucket[i].check[k] &&
				was.bucket[i].check[k] != is.bucket[i].check[k];
	assert_int_equal(lost, 0);
	bs_buf_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bio),
	    cmocka_unit_test(test_patterns),
	    cmocka_unit_test(test_articles),
	    cmocka_unit_test(test_endings),
	    cmocka_unit_test(test_small),
	    cmocka_unit_test(test_exp_log),
	    cmocka_unit_test(test_gradient),
	    cmocka_unit_test(test_same_bytes),
	    cmocka_unit_test(test_members),
	    cmocka_unit_test(test_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
