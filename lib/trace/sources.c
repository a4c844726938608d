/* sources: see sources.h */
#include "trace/sources.h"

#include "broadsheet/err.h"
#include "broadsheet/reader.h"
#include "broadsheet/record.h"

#include <errno.h>
#include <stdlib.h>

/* Number of the column called `name` in a comma list, or SIZE_MAX. */
static size_t
column_of(const char *list, const char *name)
{
	size_t n = strlen(name), i = 0;

	for (const char *p = list;; i++) {
		const char *comma = strchr(p, ',');
		size_t len = comma ? (size_t)(comma - p) : strlen(p);

		if (len == n && memcmp(p, name, n) == 0)
			return i;
		if (comma == NULL)
			return SIZE_MAX;
		p = comma + 1;
	}
}

static struct bs_span
cell(struct bs_span row, size_t i)
{
	for (;; i--) {
		const char *tab = row.n ? memchr(row.p, '\t', row.n) : NULL;
		size_t len = tab ? (size_t)(tab - row.p) : row.n;

		if (i == 0)
			return bs_span(row.p, len);
		if (tab == NULL)
			return bs_span(NULL, 0);
		row = bs_span_cut(row, len + 1, row.n);
	}
}

/* The cell that starts there: up to a tab, the line's end, or one \r before it. */
static struct bs_span
cell_at(struct bs_span tsv, size_t at)
{
	struct bs_span rest = bs_span_cut(tsv, at, tsv.n), c;
	const char *nl = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;

	if (nl != NULL)
		rest.n = (size_t)(nl - rest.p);
	c = cell(rest, 0);
	if (c.n == rest.n && c.n && c.p[c.n - 1] == '\r')
		c.n--;
	return c;
}

const char *
bs_sources_tsv(struct bs_sources *s, const char *file, const char *columns)
{
	size_t id = column_of(columns, "id"), text = column_of(columns, "text");

	if (id == SIZE_MAX || text == SIZE_MAX)
		return "the columns need an id and a text";
	if (!bs_read_file(file, &s->tsv))
		return strerror(errno);
	for (size_t at = 0; at < s->tsv.n;) {
		const char *p = s->tsv.p + at, *nl = memchr(p, '\n', s->tsv.n - at);
		struct bs_span row = bs_span(p, nl ? (size_t)(nl - p) : s->tsv.n - at), c;
		struct bs_buf key = {0};
		uint64_t *v;
		bool fresh;

		at += row.n + 1;
		if (row.n && row.p[row.n - 1] == '\r')
			row.n--;
		bs_unescape(&key, cell(row, id));
		c = cell(row, text);
		v = bs_strmap_put(&s->row, bs_buf_view(&key), &fresh);
		if (fresh && c.p != NULL)
			*v = (uint64_t)(c.p - s->tsv.p) + 1;
		bs_buf_free(&key);
	}
	return NULL;
}

/* Is this how the system says that there is no such file, and not that it could not be read? */
static bool
is_absence(int error)
{
	return error == ENOENT || error == ENOTDIR || error == EISDIR || error == EACCES ||
	       error == EPERM || error == ENAMETOOLONG || error == ELOOP;
}

static bool
load(struct bs_sources *s, struct bs_span name)
{
	int error;

	struct bs_buf path = {0};
	bool ok;

	if (s->loaded && bs_span_eq(bs_buf_view(&s->name), name))
		return true;
	if (s->dir != NULL)
		bs_buf_fmt(&path, "%s/", s->dir);
	bs_buf_span(&path, name);
	s->nline = 0;
	errno = bs_span_is(name, "-") || memchr(name.p, '\0', name.n) ? ENOENT : 0;
	ok = errno == 0 && bs_read_file(bs_buf_str(&path), &s->file);
	error = errno;
	if (!ok && !is_absence(error))
		bs_read_error(bs_buf_str(&path));
	s->loaded = ok;
	s->name.n = 0;
	bs_buf_span(&s->name, name);
	s->bytes += ok ? s->file.n : 0;
	bs_buf_free(&path);
	errno = error;
	return ok;
}

bool
bs_sources_get(struct bs_sources *s, struct bs_span id, struct bs_span *source)
{
	size_t i = id.n;
	uint64_t *v;

	if (s->tsv.n > 0) {
		v = bs_strmap_get(&s->row, id);
		errno = ENOENT;
		if (v == NULL || *v == 0)
			return false;
		s->file.n = 0;
		s->nline = 0;
		bs_unescape(&s->file, cell_at(bs_buf_view(&s->tsv), (size_t)*v - 1));
		s->bytes += s->file.n;
	} else if (!load(s, id)) {
		/* FILE#2 is the second document of FILE. */
		while (i > 0 && id.p[i - 1] >= '0' && id.p[i - 1] <= '9')
			i--;
		if (i == id.n || i < 2 || id.p[i - 1] != '#' || !load(s, bs_span_cut(id, 0, i - 1)))
			return false;
	}
	*source = s->file.n ? bs_buf_view(&s->file) : BS_SPAN("");
	return true;
}

void
bs_sources_place(
    struct bs_sources *s, struct bs_span source, uint64_t at, size_t *line, size_t *column)
{
	size_t i;

	if (s->nline == 0) {
		BS_PUSH(s->line, s->nline, s->line_cap) = 0;
		for (const char *p = source.p, *end = source.p + source.n;
		     (p = memchr(p, '\n', (size_t)(end - p))) != NULL;) {
			p++;
			BS_PUSH(s->line, s->nline, s->line_cap) = (size_t)(p - source.p);
			if (p == end)
				break;
		}
	}
	BS_LOWER_BOUND(i, s->nline, s->line[i] <= at); /* line[0] is 0: i is the line's number */
	*line = i;
	*column = (size_t)(at - s->line[i - 1]) + 1;
}

void
bs_sources_free(struct bs_sources *s)
{
	bs_buf_free(&s->tsv);
	bs_strmap_free(&s->row);
	bs_buf_free(&s->name);
	bs_buf_free(&s->file);
	free(s->line);
}
