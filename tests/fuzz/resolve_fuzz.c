/*
 * Resolution of any text in which {X...} marks a name of class X (P O L N M):
 * every name gets a key, the same each time, and valid UTF-8.
 */
#include "broadsheet/entity.h"
#include "broadsheet/utf8.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
add_sentence(struct bs_doc *d, struct bs_span line, struct bs_entities *e)
{
	struct bs_buf b = {0};
	size_t i, open = SIZE_MAX;
	struct bs_sent s = {.block = 1};

	for (i = 0; i < line.n; i++) {
		if (line.p[i] == '{' && i + 1 < line.n && open == SIZE_MAX) {
			const char *cls = strchr("POLNM", line.p[i + 1]);

			open = b.n;
			i += cls && *cls;
			BS_PUSH(e->v, e->n, e->cap) = (struct bs_entity){.sent = d->nsent,
			    .start = b.n,
			    .p = -1,
			    .by = BS_BY_MODEL,
			    .cls = cls && *cls ? (enum bs_entity_class)(cls - "POLNM") : BS_PER};
		} else if (line.p[i] == '}' && open != SIZE_MAX) {
			e->v[e->n - 1].stop = b.n;
			if (b.n == open)
				e->n--;
			open = SIZE_MAX;
		} else {
			bs_buf_ch(&b, line.p[i]);
		}
	}
	if (open != SIZE_MAX)
		e->n--;
	s.text = bs_arena_copy(&d->arena, bs_buf_view(&b));
	BS_PUSH(d->sent, d->nsent, d->sent_cap) = s;
	bs_buf_free(&b);
}

static void
build(struct bs_doc *d, struct bs_entities *e, struct bs_span text)
{
	while (text.n) {
		const char *nl = memchr(text.p, '\n', text.n);
		size_t n = nl ? (size_t)(nl - text.p) : text.n;

		add_sentence(d, bs_span(text.p, n), e);
		text = bs_span_cut(text, n + (nl != NULL), text.n);
	}
	bs_resolve(d, e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct bs_span text = bs_span((const char *)p, n);
	struct bs_doc d = {0}, d2 = {0};
	struct bs_entities e = {0}, f = {0};
	size_t i;

	if (n == 0 || bs_utf8_valid(text) != n || memchr(p, 0, n))
		return 0;
	build(&d, &e, text);
	build(&d2, &f, text);
	assert(e.n == f.n);
	for (i = 0; i < e.n; i++) {
		assert(bs_span_eq(e.v[i].key, f.v[i].key));
		assert(bs_span_eq(e.v[i].info, f.v[i].info));
		assert(e.v[i].key.n == 0 || bs_utf8_valid(e.v[i].key) == e.v[i].key.n);
	}
	free(e.v);
	free(f.v);
	bs_doc_free(&d);
	bs_doc_free(&d2);
	return 0;
}
