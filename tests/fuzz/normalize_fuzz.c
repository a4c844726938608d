/*
 * Any bytes as a document.  The first byte chooses options.  Invariants: the
 * text is UTF-8, its edits account for every byte of source and text, blocks
 * stand in order inside the text, every row's map is read back against its
 * text and source, and a text that was only brought to a normal form stays as
 * it is when that is done again.
 */
#include "normalize/document.h"

#include "broadsheet/utf8.h"

#include <stdlib.h>

static void
must(bool ok)
{
	if (!ok)
		abort();
}

struct seen {
	struct bs_normalizer *z;
	uint64_t last;
	struct bs_arena arena;
};

static void
put(void *arg, const struct bs_newrow *r)
{
	struct seen *s = arg;
	struct bs_editmap m;

	must(r->start <= r->stop && r->stop <= s->z->a.source.n);
	must(bs_utf8_valid(r->text) == r->text.n && bs_utf8_valid(r->key) == r->key.n);
	if (r->kind != BS_BLOCK)
		return;
	must(r->start >= s->last);
	s->last = r->stop;
	bs_arena_reset(&s->arena);
	must(bs_editmap_parse(&m, r->info.n ? r->info : BS_SPAN("."), r->text.n,
	    (size_t)(r->stop - r->start), &s->arena));
}

static void
stable(struct bs_normalizer *z, struct bs_span text)
{
	char *copy = malloc(text.n + 1);

	memcpy(copy, text.p, text.n);
	z->o.encoding = BS_SPAN("UTF-8");
	bs_normalize_document(z, bs_span(copy, text.n), NULL, 0);
	must(bs_span_eq(z->a.text, bs_span(copy, text.n)) ||
	     (text.n > 2 && memcmp(copy, "\xef\xbb\xbf", 3) == 0));
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const encoding[] = {
	    "", "", "", "UTF-8", "windows-1251", "UTF-16LE", "Big5", ""};
	struct bs_normalize_options o = {.version = "fuzz"};
	static struct bs_normalizer z; /* its tables are made but once */
	static bool begun;
	struct seen s = {.z = &z};
	const struct bs_row_sink sink = {put, NULL, &s};
	struct bs_buf plain = {0};

	if (n == 0)
		return 0;
	o.repair = !(p[0] & 1);
	o.form = (enum bs_form)(p[0] >> 1 & 3);
	o.as = (enum bs_structure_as)((p[0] >> 3 & 3) % 3);
	o.encoding = bs_span_str(encoding[p[0] >> 5]);
	o.edits = p[0] & 4;
	if (!begun)
		bs_normalizer_init(&z, &o);
	begun = true;
	z.o = o;
	bs_normalize_document(&z, bs_span((const char *)p + 1, n - 1), NULL, 0);
	must(bs_utf8_valid(z.a.text) == z.a.text.n);
	must(bs_aligned_check(&z.a));
	bs_normalize_rows(&z, BS_SPAN("x"), NULL, 0, &sink);
	bs_normalize_plain(&z, &plain);
	must(bs_utf8_valid(bs_buf_view(&plain)) == plain.n);
	if (!o.repair)
		stable(&z, z.a.text);
	bs_arena_free(&s.arena);
	bs_buf_free(&plain);
	return 0;
}
