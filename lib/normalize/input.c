/* input: see input.h. */
#include "normalize/input.h"

#include "broadsheet/err.h"
#include "broadsheet/record.h"
#include "broadsheet/utf8.h"
#include "normalize/split.h"
#include "normalize/windows.h"

#include <stdlib.h>

void
bs_input_init(struct bs_input *in, struct bs_reader *r)
{
	*in = (struct bs_input){.in = r, .bytes = bs_bytes_of(bs_span(NULL, 0))};
}

/* The next cell of a tab-separated line. */
static bool
cell(struct bs_span *line, struct bs_span *out)
{
	const char *tab;

	if (line->p == NULL)
		return false;
	tab = line->n ? memchr(line->p, '\t', line->n) : NULL;
	if (tab) {
		*out = bs_span(line->p, (size_t)(tab - line->p));
		*line = bs_span(tab + 1, line->n - out->n - 1);
	} else {
		*out = *line;
		*line = bs_span(NULL, 0);
	}
	return true;
}

const char *
bs_input_tsv(struct bs_input *in, const char *columns)
{
	size_t cap = 0, n = 0;

	in->id_column = in->text_column = SIZE_MAX;
	for (const char *p = columns;; p++) {
		struct bs_span c = bs_span(p, strcspn(p, ","));

		if (c.n == 0)
			return "a column has no name";
		for (size_t i = 0; i < n; i++)
			if (bs_span_eq(in->column[i], c) && !bs_span_is(c, "-"))
				return "a column stands there twice";
		if (bs_span_is(c, "id"))
			in->id_column = n;
		if (bs_span_is(c, "text"))
			in->text_column = n;
		BS_PUSH(in->column, n, cap) = c;
		p += c.n;
		if (!*p)
			break;
	}
	in->ncolumn = n;
	if (in->id_column == SIZE_MAX || in->text_column == SIZE_MAX)
		return "columns id and text are needed";
	return NULL;
}

bool
bs_input_split(struct bs_input *in, const char *how, struct bs_buf *why)
{
	if (strcmp(how, "FF") == 0)
		how = "\\f";
	in->split = bs_pattern_new(bs_span_str(how), BS_PATTERN_LINES, why);
	return in->split != NULL;
}

/* The header and lines of -M stay in in->table; row_of finds a line. */
bool
bs_input_metadata(struct bs_input *in, const char *file)
{
	uint64_t line = 0;

	if (!bs_read_file(file, &in->table))
		return false;
	for (size_t at = 0; at < in->table.n;) {
		const char *p = in->table.p + at, *nl = memchr(p, '\n', in->table.n - at);
		struct bs_span row = bs_span(p, nl ? (size_t)(nl - p) : in->table.n - at), key;
		bool is_new;

		line++;
		if (line > 1 && row.n && row.p[0] != '#' && cell(&row, &key) && key.n) {
			uint64_t *v = bs_strmap_put(&in->row_of, key, &is_new);

			if (is_new)
				*v = at;
			else
				bs_bad(file, line, "%.*s stands there twice", (int)key.n, key.p);
		}
		at += nl ? (size_t)(nl - p) + 1 : in->table.n - at;
	}
	return true;
}

static struct bs_span
line_at(const struct bs_buf *b, size_t at)
{
	const char *p = b->p + at, *nl = memchr(p, '\n', b->n - at);
	struct bs_span s = bs_span(p, nl ? (size_t)(nl - p) : b->n - at);

	if (s.n && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

static void
give(struct bs_input *in, struct bs_span cls, struct bs_span value)
{
	if (cls.n == 0 || value.n == 0 || bs_span_is(value, ".") || bs_span_is(cls, "-"))
		return;
	BS_PUSH(in->given, in->ngiven, in->given_cap) = (struct bs_given){
	    cls, bs_unescape_arena(&in->arena, value)};
}

/* What -M says of a file: by its name as given, its basename, or its stem. */
static void
give_metadata(struct bs_input *in, const char *file)
{
	struct bs_span name = bs_span_str(file), row, head, cls, value;
	const char *slash = strrchr(file, '/');
	uint64_t *at;

	if (in->table.n == 0)
		return;
	at = bs_strmap_get(&in->row_of, name);
	if (!at && slash) {
		name = bs_span_str(slash + 1);
		at = bs_strmap_get(&in->row_of, name);
	}
	if (!at) {
		for (size_t i = name.n; i > 1 && !at; i--)
			if (name.p[i - 1] == '.')
				at = bs_strmap_get(&in->row_of, bs_span(name.p, i - 1));
	}
	if (!at)
		return;
	head = line_at(&in->table, 0);
	row = line_at(&in->table, (size_t)*at);
	cell(&head, &cls);
	cell(&row, &value);
	while (cell(&head, &cls) && cell(&row, &value))
		give(in, cls, value);
}

/* Sets the id; false where the run has had it already. */
static bool
name_document(struct bs_input *in, struct bs_document *d, struct bs_span raw, size_t piece)
{
	bool is_new;

	in->id.n = 0;
	bs_escape(&in->id, raw);
	if (piece > 1)
		bs_buf_fmt(&in->id, "#%zu", piece);
	d->id = bs_buf_view(&in->id);
	is_new = bs_idset_put(&in->seen, d->id);
	if (!is_new)
		bs_bad(d->file, d->line, "document '%.*s' was given before; left out", (int)d->id.n,
		    d->id.p);
	return is_new;
}

/* One row of --tsv; false where it cannot be used. */
static bool
row_document(struct bs_input *in, struct bs_span line, struct bs_document *d)
{
	struct bs_span c, id = {NULL, 0}, text = {NULL, 0};
	size_t n = 0;

	d->file = in->in->name;
	d->line = in->in->line;
	for (struct bs_span rest = line; cell(&rest, &c); n++) {
		if (n == in->id_column)
			id = c;
		else if (n == in->text_column)
			text = c;
		else if (n < in->ncolumn)
			give(in, in->column[n], c);
	}
	if (n != in->ncolumn) {
		bs_bad(d->file, d->line, "%zu columns, not %zu", n, in->ncolumn);
		return false;
	}
	if (id.n == 0 || bs_span_is(id, ".") || bs_utf8_valid(id) != id.n) {
		bs_bad(d->file, d->line, "no document id");
		return false;
	}
	d->bytes = bs_bytes_of(bs_unescape_arena(&in->arena, text));
	return name_document(in, d, bs_unescape_arena(&in->arena, id), 1);
}

/* The next file. */
static bool
file_document(struct bs_input *in, struct bs_document *d)
{
	do {
		bs_bytes_close(&in->bytes);
		if (!bs_reader_next_file(in->in))
			return false;
	} while (!bs_bytes_of_file(&in->bytes, in->in, BS_WINDOW)); /* half a document is none */
	d->file = in->in->name;
	d->bytes = in->bytes;
	give_metadata(in, d->file);
	if (!name_document(in, d, bs_span_str(d->file), 1))
		d->id = bs_span(NULL, 0);
	return true;
}

/* The next piece of the file at hand, or of the next file. */
static bool
piece_document(struct bs_input *in, struct bs_document *d)
{
	size_t start = 0, stop = 0;
	bool gave_up = false, more;

	if (!in->cutting) {
		if (!bs_reader_file(in->in, &in->file))
			return false;
		in->piece_at = in->piece = 0;
		in->cutting = true;
	}
	d->file = in->in->name;
	more = bs_cut_next(
	    in->split, bs_buf_view(&in->file), &in->piece_at, &start, &stop, &gave_up);
	if (gave_up)
		bs_bad(d->file, 0, "--split: the pattern takes too long behind byte %zu", start);
	if (!more) {
		in->cutting = false;
		if (in->piece > 0 || in->file.n > 0)
			return true; /* without an id: there is none */
		start = stop = 0;    /* an empty file is an empty document */
	}
	d->base = start;
	d->bytes = bs_bytes_of(bs_span_cut(bs_buf_view(&in->file), start, stop));
	give_metadata(in, d->file);
	if (!name_document(in, d, bs_span_str(d->file), ++in->piece))
		d->id = bs_span(NULL, 0);
	return true;
}

bool
bs_input_next(struct bs_input *in, struct bs_document *d)
{
	struct bs_span line;

	for (;;) {
		*d = (struct bs_document){0};
		in->ngiven = 0;
		bs_arena_reset(&in->arena);
		if (!in->column) {
			if (!(in->split ? piece_document(in, d) : file_document(in, d)))
				return false;
			if (d->id.n == 0)
				continue;
		} else {
			if (!bs_reader_line(in->in, &line))
				return false;
			if (!row_document(in, line, d))
				continue;
		}
		d->given = in->given;
		d->ngiven = in->ngiven;
		return true;
	}
}

void
bs_input_free(struct bs_input *in)
{
	free(in->column);
	free(in->given);
	bs_pattern_free(in->split);
	bs_bytes_close(&in->bytes);
	bs_buf_free(&in->file);
	bs_buf_free(&in->id);
	bs_buf_free(&in->table);
	bs_idset_free(&in->seen);
	bs_strmap_free(&in->row_of);
	bs_arena_free(&in->arena);
}
