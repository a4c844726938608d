/* Values of any text: in order, apart, at characters' edges, with a key; the same twice. */
#include "broadsheet/utf8.h"
#include "entities/values.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
check(struct bs_span text, const struct bs_entities *e)
{
	size_t i, last = 0;

	for (i = 0; i < e->n; i++) {
		const struct bs_entity *x = &e->v[i];

		assert(x->start >= last && x->start < x->stop && x->stop <= text.n);
		assert(((unsigned char)text.p[x->start] & 0xC0) != 0x80);
		assert(x->stop == text.n || ((unsigned char)text.p[x->stop] & 0xC0) != 0x80);
		assert(x->key.n && x->rule.n && x->cls >= BS_DATE && x->cls <= BS_QUANTITY);
		last = x->stop;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct bs_values *v;
	struct bs_span text = bs_span((const char *)p, n);
	struct bs_entities e = {0}, f = {0};
	struct bs_arena a = {0};
	size_t i;

	if (!v)
		v = bs_values_new();
	if (n == 0 || bs_utf8_valid(text) != n)
		return 0;
	bs_values_begin(v, n & 1 ? BS_SPAN("2021-05-25") : BS_SPAN(""));
	bs_values_find(v, text, 0, 1, &a, &e);
	check(text, &e);
	bs_values_find(v, text, 1, 1, &a, &f); /* now with dates before it */
	check(text, &f);
	f.n = 0;
	bs_values_begin(v, n & 1 ? BS_SPAN("2021-05-25") : BS_SPAN(""));
	bs_values_find(v, text, 0, 1, &a, &f);
	assert(e.n == f.n);
	for (i = 0; i < e.n; i++)
		assert(bs_span_eq(e.v[i].key, f.v[i].key) && e.v[i].start == f.v[i].start);
	free(e.v);
	free(f.v);
	bs_arena_free(&a);
	return 0;
}
