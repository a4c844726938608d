/* page: see page.h */
#include "trace/page.h"

#include "broadsheet/err.h"

#include <stdlib.h>

void
bs_pages_open(struct bs_pages *p, char *const *operand, size_t n)
{
	*p = (struct bs_pages){0};
	bs_reader_init(&p->in, operand, n, NULL, NULL);
}

static void
add_box(struct bs_page *p, size_t row, const struct bs_row *r)
{
	struct bs_box b = {.row = row, .start = r->start, .stop = r->stop};

	b.text = bs_unescape_arena(&p->arena, r->col[BS_TEXT]);
	b.sound = bs_editmap_parse(
	    &b.map, r->col[BS_INFO], b.text.n, r->stop - r->start, &p->arena);
	if (r->kind == BS_BLOCK)
		BS_PUSH(p->block, p->nblock, p->block_cap) = b;
	else
		BS_PUSH(p->sent, p->nsent, p->sent_cap) = b;
}

/* A row of the document at hand, by the bytes of its first column? */
static bool
is_of(const struct bs_page *g, struct bs_span line)
{
	return line.n > g->doc.n && line.p[g->doc.n] == '\t' &&
	       memcmp(line.p, g->doc.p, g->doc.n) == 0;
}

static void
begin(struct bs_pages *p, struct bs_span doc)
{
	struct bs_page *g = &p->page;

	g->doc = doc;
	g->id = bs_unescape_arena(&g->arena, doc);
	g->again = !bs_idset_put(&p->seen, doc);
	p->docs++;
}

/* Take a line into the page; false where it belongs to the next document. */
static bool
take(struct bs_pages *p, struct bs_span line, const char *file, uint64_t number)
{
	struct bs_page *g = &p->page;
	struct bs_page_row *r;
	struct bs_row other;
	const char *bad;

	if ((line.n && line.p[0] == '#') || bs_span_is(line, BS_HEADER))
		return true;
	if (g->n == 0 || !is_of(g, line)) {
		bad = bs_row_parse(&other, line);
		if (bad != NULL) {
			bs_bad(file, number, "%s", bad);
			return true;
		}
		if (g->n > 0)
			return false;
	}
	r = &BS_PUSH(g->row, g->n, g->cap);
	bad = bs_row_parse(&r->row, bs_arena_copy(&g->arena, line));
	if (bad != NULL) {
		bs_bad(file, number, "%s", bad);
		g->n--;
		return true;
	}
	r->file = file;
	r->line = number;
	bs_addr_parse(r->row.col[BS_ADDR], &r->block, &r->sent);
	if (g->n == 1)
		begin(p, r->row.col[BS_DOC]);
	if (r->row.kind == BS_BLOCK || r->row.kind == BS_SENT)
		add_box(g, g->n - 1, &r->row);
	p->rows++;
	return true;
}

struct bs_page *
bs_pages_next(struct bs_pages *p)
{
	struct bs_page *g = &p->page;
	struct bs_span line;

	g->n = g->nblock = g->nsent = 0;
	bs_arena_reset(&g->arena);
	if (p->held_file != NULL) {
		take(p, bs_buf_view(&p->held), p->held_file, p->held_line);
		p->held_file = NULL;
	}
	while (bs_reader_line(&p->in, &line)) {
		if (take(p, line, p->in.name, p->in.line))
			continue;
		p->held.n = 0;
		bs_buf_span(&p->held, line);
		p->held_file = p->in.name;
		p->held_line = p->in.line;
		break;
	}
	return g->n ? g : NULL;
}

void
bs_pages_close(struct bs_pages *p)
{
	bs_reader_close(&p->in);
	bs_idset_free(&p->seen);
	bs_buf_free(&p->held);
	bs_arena_free(&p->page.arena);
	free(p->page.row);
	free(p->page.block);
	free(p->page.sent);
}

/* First box that stops behind `start`; boxes stand in order of their source. */
static size_t
first_box(const struct bs_box *b, size_t n, uint64_t start)
{
	size_t i;

	BS_LOWER_BOUND(i, n, b[i].stop <= start);
	return i;
}

/* Does source offset `at` lie in or at an edit that made more than a character's worth of text? */
static bool
at_edit(const struct bs_editmap *m, size_t at)
{
	size_t lo;

	BS_LOWER_BOUND(lo, m->n, m->e[lo].src + m->e[lo].s < at);
	for (size_t i = lo; i < m->n && m->e[i].src <= at && i < lo + 4; i++)
		if (m->e[i].n > 1)
			return true;
	return false;
}

bool
bs_page_text(const struct bs_page *p, uint64_t start, uint64_t stop, size_t most,
    struct bs_buf *out, bool *torn)
{
	const struct bs_box *b = p->nblock ? p->block : p->sent;
	size_t n = p->nblock ? p->nblock : p->nsent, i = first_box(b, n, start), first = i;

	*torn = false;
	out->n = 0;
	if (i == n || b[i].start > start)
		return false;
	for (; i < n && b[i].start < stop; i++) {
		size_t from = start > b[i].start ? (size_t)(start - b[i].start) : 0, t0, t1;
		size_t to = (size_t)((stop < b[i].stop ? stop : b[i].stop) - b[i].start);

		if (!b[i].sound)
			return false;
		t0 = bs_editmap_text_start(&b[i].map, from);
		t1 = bs_editmap_text_stop(&b[i].map, to);
		*torn |= at_edit(&b[i].map, from) || at_edit(&b[i].map, to);
		if (i > first)
			bs_buf_ch(out, p->nblock ? '\n' : ' ');
		if (out->n > most)
			return false;
		if (t1 > t0)
			bs_buf_add(out, b[i].text.p + t0, t1 - t0);
	}
	return i > first && b[i - 1].stop >= stop;
}

struct bs_span
bs_page_meta(const struct bs_page *p, const char *cls)
{
	struct bs_span found = {0};

	for (size_t i = 0; i < p->n; i++) {
		const struct bs_row *r = &p->row[i].row;

		if (r->kind == BS_META && bs_span_is(r->col[BS_CLASS], cls) &&
		    (found.p == NULL || r->hand))
			found = r->col[BS_KEY];
	}
	return found;
}
