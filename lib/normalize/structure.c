/* structure: see structure.h */
#include "normalize/structure.h"

#include "normalize/block_rules.h"
#include "normalize/learn.h"
#include "normalize/meta.h"

const char *
bs_block_class_name(enum bs_block_class c)
{
	static const char *const name[BS_BLOCK_NCLASS] = {"title", "heading", "body", "list",
	    "caption", "byline", "date", "pullquote", "related", "comment", "boilerplate"};

	return c < BS_BLOCK_NCLASS ? name[c] : ".";
}

/* The outlet given, else found. */
static struct bs_span
outlet_of(const struct bs_structure *s, const struct bs_structure_options *o)
{
	size_t i;

	for (i = 0; o->outlet.n == 0 && i < s->nmeta; i++)
		if (strcmp(s->meta[i].cls, "outlet") == 0)
			return s->meta[i].value;
	return o->outlet;
}

void
bs_structure_find(struct bs_structure *out, struct bs_span text,
    const struct bs_structure_options *o, struct bs_arena *arena)
{
	struct bs_page page = {
	    .text = text, .arena = arena, .continued = o->continued, .more = o->more};

	*out = (struct bs_structure){0};
	bs_blocks_cut(&page, o->as);
	if (o->as == BS_AS_ARTICLE && page.n > 0) {
		uint8_t *state = bs_arena_alloc(arena, page.n),
			*percent = bs_arena_alloc(arena, page.n);

		bs_blocks_measure(&page);
		bs_block_decode(bs_page_view_new(&page), page.n, arena, state, percent);
		bs_block_rules(&page, state, percent);
		bs_block_edges(&page);
		bs_block_pullquotes(&page);
	}
	if (o->as == BS_AS_ARTICLE && page.n > 0 && !o->continued)
		bs_meta_find(out, &page);
	out->block = page.block;
	out->nblock = page.n;
	if (o->known != NULL && o->as == BS_AS_ARTICLE)
		bs_known_blocks_mark(o->known, outlet_of(out, o), text, out);
}
