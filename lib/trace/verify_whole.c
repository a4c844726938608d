/* verify: is the document complete?  See verify_impl.h */
#include "trace/verify_impl.h"

/* What stands between blocks is nothing. */
static void
check_cover(struct bs_verify *v, const struct bs_page_row *end)
{
	struct bs_verify_doc *g = &v->doc;
	uint64_t at = g->base;
	struct bs_span encoding = g->encoding;
	char x[40];

	if (!g->found)
		return;
	if (bs_span_is(encoding, "UTF-8"))
		encoding.n = 0;
	for (size_t i = 0; i <= g->block.n; i++) {
		const struct bs_box *b = i < g->block.n ? &g->block.v[i] : NULL;
		uint64_t to = b ? b->start : end->row.stop;
		struct bs_page_row r = b ? (struct bs_page_row){.file = b->file, .line = b->line}
					 : *end;
		struct bs_span gap;

		if (to < at || to > g->source.n) {
			bs_verify_lie(v, &r, "blocks lie over each other");
			return;
		}
		if (b)
			encoding = bs_editmap_encoding(b->info);
		gap = bs_span_cut(g->source, at, to);
		while (gap.n && encoding.n == 0 &&
		       (*gap.p == '\n' || *gap.p == ' ' || *gap.p == '\r' || *gap.p == '\t')) {
			gap.p++;
			gap.n--;
		}
		if (gap.n && bs_relation(&v->relation, gap, BS_SPAN(""), encoding) == NULL)
			bs_verify_lie(
			    v, &r, "before this row '%s' is in no block", bs_verify_some(x, gap));
		at = b ? b->stop : at;
	}
}

void
bs_verify_whole(struct bs_verify *v)
{
	struct bs_verify_doc *g = &v->doc;
	const struct bs_page_row *end = &g->end.row, last = {.file = g->file, .line = g->line};
	size_t n = g->block.n;

	if (g->end.line.n == 0) {
		if (g->has_source || n)
			bs_verify_lie(v, &last, "the document ends here, without its end row");
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const struct bs_box *b = &g->block.v[i];
		const struct bs_page_row r = {.file = b->file, .line = b->line};

		if (b->block != i + 1)
			bs_verify_lie(v, &r, "block number %llu where %zu comes",
			    (unsigned long long)b->block, i + 1);
	}
	v->what.n = 0;
	bs_buf_uint(&v->what, n);
	if ((n || g->has_source) && !bs_span_eq(end->row.col[BS_KEY], bs_buf_view(&v->what)))
		bs_verify_lie(v, end, "the end row says %.*s blocks, there are %zu",
		    (int)end->row.col[BS_KEY].n, end->row.col[BS_KEY].p, n);
	if (end->row.start != end->row.stop)
		bs_verify_lie(v, end, "the end row is longer than nothing");
	if (n || g->has_source)
		check_cover(v, end);
}
