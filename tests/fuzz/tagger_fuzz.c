/*
 * The tagger on any text, a sentence a line: names lie in their sentence, in
 * order, on token bounds, do not overlap, and have a probability.  The model
 * reader on any bytes: it refuses or gives parts that lie inside.
 */
#include "broadsheet/utf8.h"
#include "entities/tagger.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

enum { MOST = 64 };

static void
check(const struct bs_entities *e, const struct bs_tagger_sent *s, size_t n)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct bs_entity *x = &e->v[i], *before = i ? x - 1 : NULL;

		assert(x->sent < n && x->start < x->stop && x->stop <= s[x->sent].text.n);
		assert(x->p > 0 && x->p < 1);
		assert(!before || before->sent < x->sent ||
		       (before->sent == x->sent && before->stop <= x->start));
	}
}

static void
run(struct bs_tagger *t, struct bs_span text)
{
	struct bs_tagger_sent s[MOST] = {{.ntok = 0}};
	struct bs_tokens tok[MOST] = {{0}};
	struct bs_gaz_matches gaz[MOST] = {{0}};
	struct bs_entities e = {0};
	size_t k = 0;

	for (; text.n && k < MOST; k++) {
		const char *nl = memchr(text.p, '\n', text.n);
		size_t len = nl ? (size_t)(nl - text.p) : text.n;

		s[k].text = bs_span(text.p, len);
		bs_tokenize(s[k].text, BS_TOKEN_SPLIT_HYPHENS, &tok[k]);
		bs_gaz_find(&bs_gazetteer, s[k].text, tok[k].v, tok[k].n, &gaz[k]);
		s[k].tok = tok[k].v;
		s[k].ntok = tok[k].n;
		s[k].gaz = gaz[k].v;
		s[k].ngaz = gaz[k].n;
		text = bs_span_cut(text, len + (nl != NULL), text.n);
	}
	bs_tagger_run(t, s, k, &e);
	check(&e, s, k);
	for (size_t i = 0; i < MOST; i++) {
		bs_tokens_free(&tok[i]);
		bs_gaz_matches_free(&gaz[i]);
	}
	free(e.v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct bs_model m;
	static struct bs_tagger *t;
	struct bs_span text = bs_span((const char *)p, n);
	struct bs_model other;
	char *aligned = bs_malloc(n);

	if (n)
		memcpy(aligned, p, n);
	bs_model_open(&other, bs_span(aligned, n), false);
	free(aligned);
	if (!t) {
		if (bs_model_open(&m, bs_model_builtin(), true) != NULL)
			abort();
		t = bs_tagger_new(&m);
	}
	text.n = bs_utf8_valid(text);
	run(t, text);
	return 0;
}
