/*
 * Any bytes as a document in windows of any size.  Invariants: rows stand in
 * order, their maps are read back, the end row counts the blocks; text that is
 * only decoded, or only brought to a normal form, is the same in windows as in
 * one piece.
 */
#include "normalize/pure.h"
#include "normalize/windows.h"

#include "broadsheet/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static void
must(bool ok)
{
	if (!ok)
		abort();
}

struct seen {
	uint64_t size, last, nblock, nmeta;
	bool ended;
	struct bs_arena arena;
};

static void
put(void *arg, const struct bs_newrow *r)
{
	struct seen *s = arg;
	struct bs_editmap m;
	char count[24];

	must(!s->ended && r->start <= r->stop && r->stop <= s->size);
	must(bs_utf8_valid(r->text) == r->text.n && bs_utf8_valid(r->key) == r->key.n);
	s->nmeta += r->kind == BS_META && bs_span_is(r->cls, "source");
	if (r->kind == BS_END) {
		snprintf(count, sizeof count, "%zu", (size_t)s->nblock);
		must(bs_span_is(r->key, count) && r->start == s->size && s->nmeta == 1);
		s->ended = true;
	}
	if (r->kind != BS_BLOCK)
		return;
	s->nblock++;
	must(r->start >= s->last && r->stop > r->start);
	s->last = r->stop;
	bs_arena_reset(&s->arena);
	must(bs_editmap_parse(&m, r->info.n ? r->info : BS_SPAN("."), r->text.n,
	    (size_t)(r->stop - r->start), &s->arena));
}

/* The rows of the bytes in windows of that size. */
static void
rows(struct bs_normalizer *z, struct bs_span s, size_t window)
{
	struct bs_bytes bytes = bs_bytes_of(s);
	struct seen seen = {.size = s.n};
	const struct bs_row_sink sink = {put, NULL, &seen};
	struct bs_windows w;
	struct bs_writing to;

	bs_windows_open(&w, z, &bytes, 0, NULL, 0, window);
	must(bs_windows_next(&w));
	bs_windows_meta(&w, &to, BS_SPAN("x"), &sink);
	do {
		must(bs_aligned_check(&z->a));
		bs_writing_blocks(&to);
	} while (bs_windows_next(&w));
	bs_writing_end(&to);
	must(seen.ended);
	bs_windows_close(&w);
	bs_arena_free(&seen.arena);
}

/* Append the text of the bytes in windows of that size. */
static void
text(struct bs_normalizer *z, struct bs_span s, size_t window, struct bs_buf *out)
{
	struct bs_bytes bytes = bs_bytes_of(s);
	struct bs_windows w;

	bs_windows_open(&w, z, &bytes, 0, NULL, 0, window);
	while (bs_windows_next(&w))
		bs_buf_span(out, z->a.text);
	bs_windows_close(&w);
}

static void
same(const struct bs_buf *a, const struct bs_buf *b)
{
	must(bs_span_eq(bs_buf_view(a), bs_buf_view(b)));
}

/* The normal form of s, whose bytes come `step` at a time. */
static void
pure(struct bs_span s, size_t step, enum bs_form form, struct bs_buf *out)
{
	struct bs_pure p = {0};
	size_t at = 0, have = 0;

	while (have < s.n) {
		struct bs_span w;
		size_t end;

		have = s.n - have > step ? have + step : s.n;
		w = bs_span_cut(s, at, have);
		end = w.n - bs_utf8_tail(w);
		/* where there is no place to cut, one is made: such a window is not for comparing
		 */
		if (have < s.n && end > 0 && w.p[end - 1] != '\n' &&
		    bs_form_boundary(bs_span(w.p, end), end - 1, form) == 0)
			continue;
		at += bs_pure_window(&p, w, have == s.n, form, out);
	}
	must(at == s.n);
	bs_pure_free(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const char *const encoding[] = {
	    "", "", "UTF-8", "windows-1251", "UTF-16LE", "UTF-32BE", "UTF-8", ""};
	static struct bs_normalizer z;
	static bool begun;
	struct bs_normalize_options o = {.version = "fuzz", .strict = n && p[0] & 1};
	struct bs_buf one = {0}, many = {0};
	struct bs_span s;
	size_t window;

	if (n < 2)
		return 0;
	s = bs_span((const char *)p + 2, n - 2);
	window = 64 + p[1];
	o.repair = true;
	o.as = (enum bs_structure_as)((p[0] >> 1 & 3) % 3);
	o.edits = p[0] & 16;
	o.encoding = bs_span_str(encoding[p[0] >> 5]);
	if (!begun)
		bs_normalizer_init(&z, &o);
	begun = true;
	z.o = o;
	rows(&z, s, window);
	z.o.repair = false;
	z.o.plain = true;
	z.o.form = BS_FORM_NONE;
	if (o.encoding.n) { /* what is found out may be another thing by another count */
		text(&z, s, window, &many);
		text(&z, s, s.n + 1, &one);
		same(&one, &many);
	}
	one.n = many.n = 0;
	pure(s, window, (enum bs_form)(p[0] & 3), &many);
	pure(s, s.n, (enum bs_form)(p[0] & 3), &one);
	same(&one, &many);
	bs_buf_free(&one);
	bs_buf_free(&many);
	return 0;
}
