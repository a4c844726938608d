/*
 * Any line into the row parser; what it takes must come out the same way.
 * Invariants: columns lie inside the line and rebuild it; escape undoes
 * unescape up to its one spelling; a map that is read is written and read
 * again as the same, and its places are in order and inside the source.
 */
#include "broadsheet.h"

#include <stdlib.h>

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_map(struct bs_span info, size_t text, size_t source)
{
	struct bs_arena a = {0};
	struct bs_editmap m, again;
	struct bs_buf x = {0}, y = {0};
	size_t t, last = 0;

	if (bs_editmap_parse(&m, info, text, source, &a)) {
		bs_editmap_write(&x, &m);
		must(bs_editmap_parse(&again, bs_buf_view(&x), text, source, &a));
		bs_editmap_write(&y, &again);
		must(bs_span_eq(bs_buf_view(&x), bs_buf_view(&y)));
		for (t = 0; t <= text && t < 4096; t++) {
			size_t stop = bs_editmap_stop(&m, t);

			must(stop <= source && stop >= last);
			must(bs_editmap_start(&m, t) <= source);
			must(bs_editmap_floor(&m, t) <= t && bs_editmap_ceil(&m, t) >= t);
			last = stop;
		}
	}
	bs_buf_free(&x);
	bs_buf_free(&y);
	bs_arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct bs_span line = bs_span((const char *)p, n);
	struct bs_buf b = {0}, c = {0};
	struct bs_row r;
	int i;

	if (bs_row_parse(&r, line) == NULL) {
		for (i = 0; i < BS_NCOLUMN; i++) {
			if (i > 0)
				bs_buf_ch(&b, '\t');
			bs_buf_span(&b, r.col[i]);
		}
		must(bs_span_eq(bs_buf_view(&b), line));
		must(r.start <= r.stop);
		check_map(r.col[BS_INFO], r.col[BS_TEXT].n, (size_t)(r.stop - r.start));
	}
	b.n = 0;
	bs_escape(&b, line);
	bs_unescape(&c, bs_buf_view(&b));
	must(bs_span_eq(bs_buf_view(&c), line));
	if (n > 4)
		check_map(
		    bs_span_cut(line, 4, n), p[0] | (size_t)p[1] << 8, p[2] | (size_t)p[3] << 8);
	c.n = 0;
	bs_words_key(&c, bs_span(line.p, bs_utf8_valid(line)), &b);
	must(c.n == 16);
	bs_buf_free(&b);
	bs_buf_free(&c);
	return 0;
}
