/* render: see render.h */
#include "trace/render.h"

#include "broadsheet/utf8.h"
#include "normalize/decode.h"

#include <stdlib.h>

enum { DEEPEST = 64 }; /* rows in rows; those further in are left out */

/* Quotes that have part rows are drawn by them: what is between was not said. */
static bool
is_drawn(const struct bs_row *r, const struct bs_strmap *parted, struct bs_buf *b)
{
	b->n = 0;
	bs_buf_fmt(b, "%llu-%llu", (unsigned long long)r->start, (unsigned long long)r->stop);
	if (r->kind == BS_QUOTE)
		return bs_strmap_get(parted, bs_buf_view(b)) == NULL;
	return r->kind == BS_ENTITY || r->kind == BS_PART || r->kind == BS_SOURCE ||
	       r->kind == BS_CUE || r->kind == BS_TERM;
}

static int
by_place(const void *a, const void *b)
{
	const struct bs_drawn *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->stop != y->stop)
		return x->stop > y->stop ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* Decode the source; rows' offsets become those of the text. */
static void
collect(const struct bs_page *p, struct bs_aligned *a, struct bs_drawing *d)
{
	struct bs_editmap map = bs_aligned_map(a);
	struct bs_strmap parted = {0};
	struct bs_buf b = {0};

	d->text = a->text;
	for (size_t i = 0; i < p->n; i++)
		if (p->row[i].row.kind == BS_PART)
			bs_strmap_put(&parted, p->row[i].row.col[BS_INFO], NULL);
	for (size_t i = 0; i < p->n; i++) {
		const struct bs_row *r = &p->row[i].row;
		struct bs_drawn x = {.row = i};

		if (!is_drawn(r, &parted, &b) || r->stop > a->source.n || r->start == r->stop ||
		    bs_span_is(r->col[BS_CLASS], "none"))
			continue;
		x.start = bs_editmap_text_start(&map, r->start);
		x.stop = bs_editmap_text_stop(&map, r->stop);
		if (x.start < x.stop)
			BS_PUSH(d->v, d->n, d->cap) = x;
	}
	if (d->n)
		qsort(d->v, d->n, sizeof *d->v, by_place);
	for (size_t i = 0; i < d->n; i++)
		d->v[i].number = i + 1;
	bs_strmap_free(&parted);
	bs_buf_free(&b);
}

struct open { /* rows that are open, the innermost last */
	const struct bs_drawn *v[DEEPEST];
	size_t n;
};

/* Close all rows that stop at `at`, and reopen what was opened inside of them. */
static void
close_at(struct open *o, size_t at, const struct bs_pen *pen)
{
	size_t first = o->n, kept;

	for (size_t i = o->n; i-- > 0;)
		if (o->v[i]->stop <= at)
			first = i;
	for (size_t i = o->n; i-- > first;)
		pen->close(pen->arg, o->v[i]);
	kept = first;
	for (size_t i = first; i < o->n; i++) {
		if (o->v[i]->stop <= at)
			continue;
		o->v[kept++] = o->v[i];
		pen->open(pen->arg, o->v[i], false);
	}
	o->n = kept;
}

void
bs_render_walk(const struct bs_page *p, struct bs_span source, const struct bs_pen *pen,
    void (*ready)(void *arg, const struct bs_drawing *d))
{
	struct bs_drawing d = {0};
	struct bs_aligned a = {0};
	struct bs_splices s = {0};
	struct bs_encoding e;
	struct open open = {.n = 0};
	size_t at = 0, next = 0;
	struct bs_decode_options o = {.force = bs_page_meta(p, "encoding"), .repair = true};

	if (!bs_decode_knows(o.force))
		o.force = (struct bs_span){0};
	bs_aligned_init(&a, source);
	bs_decode(&a, &s, &o, &e);
	collect(p, &a, &d);
	if (ready != NULL)
		ready(pen->arg, &d);
	while (at < d.text.n) {
		size_t to = next < d.n ? d.v[next].start : d.text.n;

		for (size_t i = 0; i < open.n; i++)
			if (open.v[i]->stop < to)
				to = open.v[i]->stop;
		if (to > at)
			pen->text(pen->arg, bs_span_cut(d.text, at, to));
		at = to > at ? to : at;
		close_at(&open, at, pen);
		for (; next < d.n && d.v[next].start <= at; next++) {
			if (open.n == DEEPEST || d.v[next].stop <= at)
				continue;
			open.v[open.n++] = &d.v[next];
			pen->open(pen->arg, &d.v[next], true);
		}
	}
	close_at(&open, SIZE_MAX, pen);
	free(d.v);
	bs_aligned_free(&a);
	bs_splices_free(&s);
}

/* --- the terminal --- */

struct terminal {
	struct bs_writer *w;
	const struct bs_page *p;
	const char *sgr[DEEPEST + 1];
	size_t n;
};

/* Select graphic rendition (ECMA-48) for a row. */
static const char *
colors(const struct bs_row *r)
{
	static const char *const entity[][2] = {{"PER", "\033[1;34m"}, {"ORG", "\033[1;35m"},
	    {"LOC", "\033[1;32m"}, {"NORP", "\033[1;36m"}};

	if (r->kind == BS_QUOTE || r->kind == BS_PART)
		return "\033[48;5;229;30m";
	if (r->kind == BS_SOURCE)
		return "\033[4m";
	if (r->kind == BS_CUE)
		return "\033[3m";
	if (r->kind == BS_TERM)
		return "\033[2m";
	for (size_t i = 0; i < sizeof entity / sizeof entity[0]; i++)
		if (bs_span_is(r->col[BS_CLASS], entity[i][0]))
			return entity[i][1];
	return "\033[33m";
}

static void
terminal_open(void *arg, const struct bs_drawn *d, bool first)
{
	struct terminal *t = arg;

	(void)first;
	t->sgr[t->n] = colors(&t->p->row[d->row].row);
	bs_buf_lit(&t->w->b, t->sgr[t->n++]);
}

static void
terminal_close(void *arg, const struct bs_drawn *d)
{
	struct terminal *t = arg;

	(void)d;
	t->n--;
	bs_buf_lit(&t->w->b, "\033[0m");
	for (size_t i = 0; i < t->n; i++)
		bs_buf_lit(&t->w->b, t->sgr[i]);
}

static void
terminal_text(void *arg, struct bs_span s)
{
	struct terminal *t = arg;

	for (int32_t cp; s.n > 0;) {
		size_t n = bs_utf8_decode(s, &cp);

		if (cp == '\n') { /* colours do not run over line ends */
			if (t->n)
				bs_buf_lit(&t->w->b, "\033[0m");
			bs_writer_row(t->w);
			for (size_t i = 0; i < t->n; i++)
				bs_buf_lit(&t->w->b, t->sgr[i]);
		} else if (cp != '\r') {
			bs_buf_utf8(&t->w->b,
			    cp == '\t' || (cp >= ' ' && cp != 0x7f && (cp < 0x80 || cp > 0x9f))
				? cp
				: 0xfffd);
		}
		s.p += n;
		s.n -= n;
	}
}

void
bs_render_color(struct bs_writer *w, const struct bs_page *p, struct bs_span source)
{
	struct terminal t = {.w = w, .p = p};
	const struct bs_pen pen = {terminal_text, terminal_open, terminal_close, &t};

	bs_render_walk(p, source, &pen, NULL);
	if (w->b.n && w->b.p[w->b.n - 1] != '\n')
		bs_writer_row(w);
}
