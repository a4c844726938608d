/* fixes: see broadsheet/fixes.h */
#include "broadsheet/fixes.h"

#include "broadsheet/err.h"
#include "broadsheet/reader.h"

#include <stdlib.h>

/* The row with `hand` as its why, where it was not yet one by hand. */
static void
sign(struct bs_fixes *f, struct bs_row *row, struct bs_span line)
{
	struct bs_buf b = {0};
	struct bs_span why = row->col[BS_WHY];

	if (row->hand)
		return;
	bs_buf_add(&b, line.p, (size_t)(why.p - line.p));
	bs_buf_lit(&b, "hand");
	bs_buf_add(&b, why.p + why.n, line.n - (size_t)(why.p + why.n - line.p));
	bs_row_parse(row, bs_arena_copy(&f->arena, bs_buf_view(&b)));
	bs_buf_free(&b);
}

bool
bs_fixes_load(struct bs_fixes *f, const char *name)
{
	struct bs_buf file = {0};
	struct bs_span text;
	size_t i, len, last = 0;
	uint64_t line = 0;

	*f = (struct bs_fixes){.name = name};
	if (!bs_read_file(name, &file))
		return false;
	text = bs_arena_copy(&f->arena, bs_buf_view(&file));
	bs_buf_free(&file);
	BS_PUSH(f->v, f->n, f->cap) = (struct bs_fix){0};
	for (i = 0; i < text.n; i += len + 1) {
		const char *nl = memchr(text.p + i, '\n', text.n - i), *why;
		struct bs_fix fix = {0};
		struct bs_span s;
		uint64_t *first;

		fix.line = ++line;
		len = nl ? (size_t)(nl - (text.p + i)) : text.n - i;
		s = bs_span(text.p + i, len);
		if (s.n && s.p[s.n - 1] == '\r')
			s.n--;
		if (s.n == 0 || s.p[0] == '#' || bs_span_is(s, BS_HEADER))
			continue;
		why = bs_row_parse(&fix.row, s);
		if (why != NULL) {
			bs_bad(name, line, "%s", why);
			continue;
		}
		sign(f, &fix.row, s);
		last = f->n;
		first = bs_strmap_put(&f->doc, fix.row.col[BS_DOC], NULL);
		fix.next = (size_t)*first; /* the chain runs from the last to the first */
		*first = last;
		BS_PUSH(f->v, f->n, f->cap) = fix;
	}
	return true;
}

const struct bs_fix *
bs_fixes_first(const struct bs_fixes *f, struct bs_span doc)
{
	const uint64_t *first = f ? bs_strmap_get(&f->doc, doc) : NULL;

	return first ? &f->v[*first] : NULL;
}

void
bs_fixes_free(struct bs_fixes *f)
{
	free(f->v);
	bs_strmap_free(&f->doc);
	bs_arena_free(&f->arena);
	*f = (struct bs_fixes){0};
}
