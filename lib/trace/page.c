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
	struct bs_page_box b = {.row = row, .start = r->start, .stop = r->stop};

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
	return g->doc.n > 0 && line.n > g->doc.n && line.p[g->doc.n] == '\t' &&
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

static bool
is_comment(struct bs_span line)
{
	return (line.n && line.p[0] == '#') || bs_span_is(line, BS_HEADER);
}

/* Take a line into the page; false where it belongs to the next document. */
static bool
take(struct bs_pages *p, struct bs_span line, const char *file, uint64_t number)
{
	struct bs_page *g = &p->page;
	struct bs_page_row *r;
	struct bs_row other;
	const char *bad;

	if (is_comment(line))
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

bool
bs_pages_row(struct bs_pages *p, struct bs_page_row *r, bool *fresh)
{
	struct bs_page *g = &p->page;
	struct bs_span line;
	const char *bad;

	while (bs_reader_line(&p->in, &line)) {
		if (p->settled != NULL && is_of(g, line) &&
		    p->settled(p->arg, &p->in, line, g->doc.n + 1)) {
			p->rows++;
			continue;
		}
		if (is_comment(line))
			continue;
		bad = bs_row_parse(&r->row, line);
		if (bad != NULL) {
			bs_bad(p->in.name, p->in.line, "%s", bad);
			continue;
		}
		r->file = p->in.name;
		r->line = p->in.line;
		bs_addr_parse(r->row.col[BS_ADDR], &r->block, &r->sent);
		*fresh = !bs_span_eq(r->row.col[BS_DOC], g->doc);
		if (*fresh) {
			bs_arena_reset(&g->arena);
			begin(p, bs_arena_copy(&g->arena, r->row.col[BS_DOC]));
		}
		p->rows++;
		return true;
	}
	return false;
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
