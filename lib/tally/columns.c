/* columns: see columns.h */
#include "tally/columns.h"

#include "broadsheet/reader.h"
#include "broadsheet/record.h"

#include <errno.h>
#include <stdlib.h>

enum { MAX_FIELD = 100000 };

void
bs_list_split(struct bs_span_list *out, struct bs_span list)
{
	size_t from = 0, i;

	for (i = 0; i <= list.n; i++) {
		if (i < list.n && list.p[i] != ',')
			continue;
		if (i > from)
			BS_PUSH(out->v, out->n, out->cap) = bs_span_cut(list, from, i);
		from = i + 1;
	}
}

static bool
number(struct bs_span s, size_t *out)
{
	size_t v = 0;

	if (s.n == 0 || s.n > 6)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (size_t)(s.p[i] - '0');
	}
	*out = v;
	return v > 0 && v <= MAX_FIELD;
}

bool
bs_column_is_number(struct bs_span name)
{
	size_t n;

	return number(name, &n);
}

/* N-M */
static bool
range(struct bs_span s, size_t *a, size_t *b)
{
	const char *dash = s.n ? memchr(s.p, '-', s.n) : NULL;
	size_t at;

	if (dash == NULL)
		return false;
	at = (size_t)(dash - s.p);
	return number(bs_span_cut(s, 0, at), a) && number(bs_span_cut(s, at + 1, s.n), b);
}

static void
push_number(struct bs_tcolumns *out, size_t n, struct bs_arena *a)
{
	static const char digits[] = "0123456789";
	char *p = bs_arena_alloc(a, 8);
	size_t len = 0;

	for (size_t div = 100000; div; div /= 10)
		if (n >= div)
			p[len++] = digits[n / div % 10];
	BS_PUSH(out->v, out->n, out->cap) = (struct bs_tcolumn){
	    .name = bs_span(p, len), .from = BS_FROM_FIELD, .at = n - 1};
}

bool
bs_columns_parse(
    struct bs_tcolumns *out, struct bs_span list, struct bs_arena *arena, struct bs_buf *err)
{
	struct bs_span_list item = {0};
	bool ok = true;
	size_t a, b;

	bs_list_split(&item, list);
	for (size_t i = 0; i < item.n && ok; i++) {
		if (range(item.v[i], &a, &b)) {
			ok = a <= b;
			for (; ok && a <= b; a++)
				push_number(out, a, arena);
		} else {
			BS_PUSH(out->v, out->n, out->cap) = (struct bs_tcolumn){.name = item.v[i]};
		}
	}
	ok = ok && item.n > 0;
	if (!ok)
		bs_buf_fmt(err, "bad list of columns: %.*s", (int)list.n, list.p);
	free(item.v);
	return ok;
}

static bool
find(const struct bs_span_list *list, struct bs_span name, size_t *at)
{
	for (size_t i = 0; i < list->n; i++) {
		if (bs_span_eq(list->v[i], name)) {
			*at = i;
			return true;
		}
	}
	return false;
}

static bool
record_column(struct bs_span name, size_t *at)
{
	struct bs_span rest = BS_SPAN(BS_HEADER);
	struct bs_span_list names = {0};
	bool found;

	for (size_t i = 0, from = 0; i <= rest.n; i++) {
		if (i == rest.n || rest.p[i] == '\t') {
			BS_PUSH(names.v, names.n, names.cap) = bs_span_cut(rest, from, i);
			from = i + 1;
		}
	}
	found = find(&names, name, at);
	free(names.v);
	return found;
}

bool
bs_column_resolve(struct bs_tcolumn *c, struct bs_names *names, struct bs_buf *err)
{
	struct bs_span n = c->name;

	c->from = BS_FROM_FIELD;
	if (n.n > 1 && n.p[0] == '@') {
		n = bs_span_cut(n, 1, n.n);
		c->from = BS_FROM_META;
		if (!find(&names->meta, n, &c->at)) {
			c->at = names->meta.n;
			BS_PUSH(names->meta.v, names->meta.n, names->meta.cap) = n;
		}
		return true;
	}
	if (number(n, &c->at)) {
		c->at--;
	} else if (find(&names->header, n, &c->at) ||
		   (names->records && record_column(n, &c->at))) {
		;
	} else if (find(&names->join, n, &c->at)) {
		c->from = BS_FROM_JOIN;
		return true;
	} else {
		bs_buf_fmt(err, "no column is called %.*s", (int)n.n, n.p);
		return false;
	}
	if (c->at + 1 > names->fields)
		names->fields = c->at + 1;
	return true;
}

/* Cells of one line into j->cell; short lines are filled with ".". */
static size_t
cells(struct bs_join *j, struct bs_span line, size_t want)
{
	size_t n = 0;

	for (size_t i = 0, from = 0; i <= line.n; i++) {
		if (i < line.n && line.p[i] != '\t')
			continue;
		if (n < want) {
			struct bs_span c = bs_span_cut(line, from, i);

			BS_PUSH(j->cell, j->ncell, j->cap) = c.n ? c : BS_SPAN(".");
		}
		n++;
		from = i + 1;
	}
	for (size_t i = n; i < want && want != SIZE_MAX; i++)
		BS_PUSH(j->cell, j->ncell, j->cap) = BS_SPAN(".");
	return n;
}

/* Take one line off the text. */
static struct bs_span
next_line(const struct bs_buf *b, size_t *at)
{
	const char *nl = memchr(b->p + *at, '\n', b->n - *at);
	size_t end = nl ? (size_t)(nl - b->p) : b->n;
	struct bs_span s = bs_span(b->p + *at, end - *at);

	*at = end + (nl != NULL);
	if (s.n && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

const char *
bs_join_load(struct bs_join *j, const char *file, struct bs_names *names, size_t *line)
{
	size_t at = 0, want = 0;

	*line = 0;
	if (!bs_read_file(file, &j->text))
		return strerror(errno);
	if (j->text.n >= 3 && memcmp(j->text.p, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	while (at < j->text.n) {
		struct bs_span s = next_line(&j->text, &at);
		size_t first = j->ncell;
		uint64_t *v;
		bool fresh;

		++*line;
		if (s.n == 0 || s.p[0] == '#')
			continue;
		if (want == 0) {
			want = cells(j, s, SIZE_MAX);
			for (size_t i = 1; i < want; i++)
				BS_PUSH(names->join.v, names->join.n, names->join.cap) = j->cell[i];
			j->ncell = 0;
			if (want < 2)
				return "a header of two or more columns is needed";
			continue;
		}
		if (cells(j, s, want) > want)
			return "more columns than its header";
		v = bs_strmap_put(&j->row, j->cell[first], &fresh);
		if (!fresh)
			return "this key stood in the file before";
		*v = first;
	}
	return want ? NULL : "a header of two or more columns is needed";
}

struct bs_span
bs_join_cell(const struct bs_join *j, struct bs_span key, size_t column)
{
	const uint64_t *v = bs_strmap_get(&j->row, key);

	return v ? j->cell[*v + 1 + column] : BS_SPAN(".");
}

void
bs_join_free(struct bs_join *j)
{
	bs_strmap_free(&j->row);
	free(j->cell);
	bs_buf_free(&j->text);
}

void
bs_names_free(struct bs_names *n)
{
	for (size_t i = 0; i < n->header.n; i++)
		free((void *)(uintptr_t)n->header.v[i].p);
	free(n->header.v);
	free(n->join.v);
	free(n->meta.v);
}
