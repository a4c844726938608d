/* A stand-in until the blocks are there: every line a block of body. */
#include "broadsheet/utf8.h"
#include "normalize/structure.h"

const char *
bs_block_class_name(enum bs_block_class c)
{
	return c == BS_BLOCK_TITLE ? "title" : "body";
}

void
bs_structure_find(struct bs_structure *out, struct bs_span t, const struct bs_structure_options *o,
    struct bs_arena *arena)
{
	size_t n = 1, k = 0;

	(void)o;
	for (const char *p = t.p, *end = t.p + t.n; p < end && (p = memchr(p, '\n', (size_t)(end - p)));
	     p++)
		n++;
	out->block = bs_arena_alloc(arena, n * sizeof *out->block);
	out->meta = NULL;
	out->nmeta = 0;
	for (size_t at = 0; at < t.n;) {
		const char *nl = memchr(t.p + at, '\n', t.n - at);
		size_t stop = nl ? (size_t)(nl - t.p) : t.n;
		struct bs_span line = bs_trim(bs_span_cut(t, at, stop));

		if (line.n) {
			out->block[k] = (struct bs_block){(size_t)(line.p - t.p),
			    (size_t)(line.p - t.p) + line.n, k ? BS_BLOCK_BODY : BS_BLOCK_TITLE,
			    "line", -1};
			k++;
		}
		at = stop + 1;
	}
	out->nblock = k;
}
