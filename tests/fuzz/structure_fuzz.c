/*
 * Any text (its bad bytes replaced, as normalize does) into the block
 * classifier.  Invariants: blocks stand in order, without white space at
 * their edges, hold every byte that is not white space, and have a class and
 * a rule; findings lie inside the text; the same text has the same blocks.
 */
#include "broadsheet.h"
#include "normalize/structure.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
sound(struct bs_buf *out, struct bs_span s)
{
	while (s.n > 0) {
		int32_t cp;
		size_t k = bs_utf8_decode(s, &cp);

		bs_buf_utf8(out, cp < 0 ? 0xfffd : cp);
		s = bs_span_cut(s, k, s.n);
	}
}

static void
check(struct bs_span text, const struct bs_structure *s)
{
	size_t at = 0, i;

	for (i = 0; i < s->nblock; i++) {
		const struct bs_block *b = &s->block[i];
		struct bs_span block;

		must(b->start >= at && b->stop > b->start && b->stop <= text.n);
		must(bs_trim(bs_span_cut(text, at, b->start)).n == 0);
		block = bs_span_cut(text, b->start, b->stop);
		must(bs_trim(block).n == block.n);
		must(b->cls < BS_BLOCK_NCLASS && b->why != NULL && b->percent <= 100);
		at = b->stop;
	}
	must(bs_trim(bs_span_cut(text, at, text.n)).n == 0);
	for (i = 0; i < s->nmeta; i++) {
		must(s->meta[i].start <= s->meta[i].stop && s->meta[i].stop <= text.n);
		must(s->meta[i].value.n > 0 && s->meta[i].why != NULL);
		must(bs_utf8_valid(s->meta[i].value) == s->meta[i].value.n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bs_arena a = {0};
	struct bs_buf text = {0};
	struct bs_structure s, again;
	struct bs_structure_options o = {.as = n ? data[0] % 3 : 0};
	size_t i;

	bs_buf_reserve(&text, 1);
	sound(&text, bs_span((const char *)data, n));
	bs_structure_find(&s, bs_buf_view(&text), &o, &a);
	check(bs_buf_view(&text), &s);
	bs_structure_find(&again, bs_buf_view(&text), &o, &a);
	must(s.nblock == again.nblock && s.nmeta == again.nmeta);
	for (i = 0; i < s.nblock; i++)
		must(s.block[i].cls == again.block[i].cls &&
		     s.block[i].start == again.block[i].start);
	bs_arena_free(&a);
	bs_buf_free(&text);
	return 0;
}
