/* document: the stages in their order; see document.h. */
#include "normalize/document.h"

#include "broadsheet/utf8.h"

enum { LONGEST = 1 << 20 };

void
bs_normalizer_init(struct bs_normalizer *z, const struct bs_normalize_options *o)
{
	*z = (struct bs_normalizer){.o = *o};
	bs_crc32_init(&z->crc);
}

void
bs_normalizer_free(struct bs_normalizer *z)
{
	bs_aligned_free(&z->a);
	bs_splices_free(&z->s);
	bs_arena_free(&z->arena);
	bs_letters_free(&z->letters);
	free(z->mojibake);
	for (size_t i = 0; i < sizeof z->tmp / sizeof z->tmp[0]; i++)
		bs_buf_free(&z->tmp[i]);
}

static struct bs_span
given_value(const struct bs_given *given, size_t n, const char *cls)
{
	for (size_t i = 0; i < n; i++)
		if (bs_span_is(given[i].cls, cls))
			return given[i].value;
	return bs_span(NULL, 0);
}

void
bs_normalize_document(
    struct bs_normalizer *z, struct bs_span source, const struct bs_given *given, size_t ngiven)
{
	struct bs_decode_options d = {z->o.encoding, z->o.repair, &z->letters, z->known};
	struct bs_structure_options so = {.as = z->o.as,
	    .known = z->o.known,
	    .outlet = z->outlet,
	    .continued = z->continued,
	    .more = z->more};
	struct bs_aligned *a = &z->a;
	struct bs_splices *s = &z->s;

	bs_arena_reset(&z->arena);
	bs_aligned_init(a, source);
	bs_decode(a, s, &d, &z->encoding);
	if (z->o.repair) {
		bs_stage_control(a, s);
		bs_stage_entity(a, s);
		if (z->o.form != BS_FORM_NONE) /* a letter and its mark may be one byte together */
			bs_form_stage(a, s, BS_FORM_NFC);
		bs_stage_mojibake_kept(a, s, &z->mojibake);
		bs_stage_tag(a, s);
		bs_stage_space(a, s);
	}
	bs_form_stage(a, s, z->o.form);
	if (z->o.repair) {
		if (z->o.as != BS_AS_LINES)
			bs_stage_reflow(a, s);
		z->marks.marks = z->o.marks;
		z->marks.weigh = z->o.edits;
		z->marks.open &= z->continued;
		bs_stage_marks(a, s, &z->marks);
	}
	bs_aligned_tidy(a);
	z->structure = (struct bs_structure){0};
	if (z->o.plain && !z->o.repair) /* no blocks to be had */
		return;
	if (so.outlet.n == 0)
		so.outlet = given_value(given, ngiven, "outlet");
	bs_structure_find(&z->structure, a->text, &so, &z->arena);
}

/* The edits of [start, stop] and the last before them: enough to look offsets in there up. */
static struct bs_editmap
map_near(const struct bs_normalizer *z, size_t *edit, size_t start, size_t stop)
{
	struct bs_editmap map = bs_aligned_map(&z->a);
	size_t i = *edit, end;

	while (i > 0 && map.e[i].t >= start)
		i--;
	while (i + 1 < map.n && map.e[i + 1].t < start)
		i++;
	for (end = i; end < map.n && map.e[end].t <= stop;)
		end++;
	*edit = i;
	map.e += map.n > 0 ? i : 0;
	map.n = end - i;
	return map;
}

/* Where a piece of at most LONGEST bytes ends: behind a word if there is one. */
static size_t
cut(const struct bs_normalizer *z, const struct bs_block_walk *w)
{
	struct bs_span t = z->a.text;
	size_t start = w->b.start, at = start + LONGEST, least = start + LONGEST / 2;

	if (w->b.stop - start <= LONGEST)
		return w->b.stop;
	while (at > least && t.p[at] != ' ')
		at--;
	if (at == least) /* no white space: at a character, and not inside an edit */
		for (at = start + LONGEST; at > least && ((unsigned char)t.p[at] & 0xc0) == 0x80;)
			at--;
	at = bs_editmap_floor(&w->map, at);
	return at > start ? at : w->b.stop;
}

bool
bs_next_block(struct bs_normalizer *z, struct bs_block_walk *w)
{
	struct bs_block *b = &w->b;
	struct bs_span rest;
	size_t start, stop;

	if (w->i == z->structure.nblock)
		return false;
	*b = z->structure.block[w->i];
	if (w->at != 0)
		b->start = w->at;
	w->map = map_near(z, &w->edit, b->start, b->stop);
	start = bs_editmap_floor(&w->map, b->start);
	stop = bs_editmap_ceil(&w->map, b->stop);
	if (w->at == 0 && (start != b->start || stop != b->stop)) {
		z->structure.block[w->i].start = b->start = start;
		z->structure.block[w->i].stop = b->stop = stop;
		w->map = map_near(z, &w->edit, start, stop);
	}
	w->at = cut(z, w);
	if (w->at == b->stop) {
		w->i++;
		w->at = 0;
		return true;
	}
	rest = bs_trim(bs_span_cut(z->a.text, w->at, b->stop));
	if (rest.n == 0) {
		w->i++;
		w->at = 0;
		return true;
	}
	b->stop = w->at;
	b->why = "cut";
	b->percent = -1;
	w->at = (size_t)(rest.p - z->a.text.p);
	return true;
}

void
bs_normalize_plain(struct bs_normalizer *z, struct bs_buf *out)
{
	struct bs_block_walk w = {0};

	if (!z->o.repair) { /* a pure normaliser: the text as it is, line for line */
		bs_buf_span(out, z->a.text);
		if (z->a.text.n && z->a.text.p[z->a.text.n - 1] != '\n' && !z->more)
			bs_buf_ch(out, '\n');
		return;
	}
	while (bs_next_block(z, &w)) {
		bs_buf_span(out, bs_span_cut(z->a.text, w.b.start, w.b.stop));
		bs_buf_ch(out, '\n');
	}
}
