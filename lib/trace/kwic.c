/* kwic: concordance lines; see show.h */
#include "tally/tally.h"
#include "trace/show.h"

#include "broadsheet/err.h"
#include "broadsheet/utf8.h"

#include <stdlib.h>

struct bs_kwic_line {
	struct bs_span doc, left, node, right, near;
	uint64_t start, stop;
	size_t number;
};

/* Bytes of the last (first) n characters of s. */
static size_t
characters(struct bs_span s, size_t n, bool last)
{
	size_t used = 0;

	while (used < s.n && n-- > 0) {
		int32_t cp;

		used += last ? bs_utf8_decode_last(bs_span_cut(s, 0, s.n - used), &cp)
			     : bs_utf8_decode(bs_span_cut(s, used, s.n), &cp);
	}
	return used;
}

static bool
is_word(int32_t cp)
{
	return bs_is_letter(cp) || bs_is_digit(cp) || bs_is_mark(cp) || cp == '\'' || cp == '-';
}

/* The words from the node outwards, folded, in a form that sorts: "of the end" is end, the, of. */
static struct bs_span
nearest(struct bs_arena *a, struct bs_span s, bool left)
{
	struct bs_buf b = {0}, word = {0};
	struct bs_span key;

	while (s.n > 0) {
		int32_t cp;
		size_t n = left ? bs_utf8_decode_last(s, &cp) : bs_utf8_decode(s, &cp), k = 0;

		if (!is_word(cp)) {
			s = left ? bs_span_cut(s, 0, s.n - n) : bs_span_cut(s, n, s.n);
			continue;
		}
		while (k < s.n) {
			n = left ? bs_utf8_decode_last(bs_span_cut(s, 0, s.n - k), &cp)
				 : bs_utf8_decode(bs_span_cut(s, k, s.n), &cp);
			if (!is_word(cp))
				break;
			k += n;
		}
		word.n = 0;
		bs_fold_case(&word, left ? bs_span_cut(s, s.n - k, s.n) : bs_span_cut(s, 0, k));
		bs_buf_span(&b, bs_buf_view(&word));
		bs_buf_ch(&b, ' ');
		s = left ? bs_span_cut(s, 0, s.n - k) : bs_span_cut(s, k, s.n);
	}
	key = bs_arena_copy(a, bs_buf_view(&b));
	bs_buf_free(&b);
	bs_buf_free(&word);
	return key;
}

/* One line: node = text[from, to) of a box. */
static void
add(struct bs_kwic *k, const struct bs_page *p, const struct bs_page_box *b, size_t from, size_t to)
{
	struct bs_span left = bs_span_cut(b->text, 0, from),
		       right = bs_span_cut(b->text, to, b->text.n);
	struct bs_kwic_line l = {.number = k->n};
	size_t n = characters(left, k->context, true);

	left = bs_span_cut(left, left.n - n, left.n);
	right.n = characters(right, k->context, false);
	l.start = b->start + bs_editmap_start(&b->map, from);
	l.stop = b->start + bs_editmap_stop(&b->map, to);
	l.doc = bs_arena_copy(&k->text, p->doc);
	l.left = bs_arena_copy(&k->text, left);
	l.node = bs_arena_copy(&k->text, bs_span_cut(b->text, from, to));
	l.right = bs_arena_copy(&k->text, right);
	if (k->sort != BS_KWIC_STREAM)
		l.near = nearest(
		    &k->text, k->sort == BS_KWIC_LEFT ? left : right, k->sort == BS_KWIC_LEFT);
	BS_PUSH(k->v, k->n, k->cap) = l;
}

static void
by_pattern(struct bs_kwic *k, const struct bs_page *p, const struct bs_page_box *b)
{
	size_t start, stop;
	int n = 1;

	for (size_t from = 0; from < b->text.n; from = stop) {
		n = bs_pattern_find(k->re, b->text, from, false, &start, &stop);
		if (n <= 0)
			break;
		if (stop > start)
			add(k, p, b, start, stop);
		else /* an empty match: on by a character */
			stop += characters(bs_span_cut(b->text, stop, b->text.n), 1, false);
		if (stop <= from) /* \K in a lookbehind */
			stop = from + characters(bs_span_cut(b->text, from, b->text.n), 1, false);
	}
	if (n < 0)
		bs_bad(p->row[b->row].file, p->row[b->row].line,
		    "--kwic: the pattern takes too long on this text");
}

/* The box in which a row's span lies. */
static const struct bs_page_box *
box_of(const struct bs_page_box *b, size_t n, const struct bs_row *r)
{
	size_t i;

	BS_LOWER_BOUND(i, n, b[i].stop < r->stop);
	b += i;
	return b->start <= r->start && r->stop <= b->stop && b->sound ? b : NULL;
}

void
bs_kwic_page(struct bs_kwic *k, const struct bs_page *p)
{
	const struct bs_page_box *b = p->nsent && !k->across ? p->sent
				      : p->nblock            ? p->block
							     : p->sent;
	size_t n = p->nsent && !k->across ? p->nsent : p->nblock ? p->nblock : p->nsent;

	if (n == 0)
		return;
	for (size_t i = 0; k->re != NULL && i < n; i++)
		if (b[i].sound && b[i].text.n)
			by_pattern(k, p, &b[i]);
	for (size_t i = 0; k->key != NULL && i < p->n; i++) {
		const struct bs_row *r = &p->row[i].row;
		const struct bs_page_box *in;

		if (r->kind == BS_META || r->kind == BS_BLOCK || r->kind == BS_SENT ||
		    r->kind == BS_TOKEN || !bs_span_is(r->col[BS_KEY], k->key) ||
		    r->stop > b[n - 1].stop)
			continue;
		in = box_of(b, n, r);
		if (in != NULL)
			add(k, p, in, bs_editmap_text_start(&in->map, r->start - in->start),
			    bs_editmap_text_stop(&in->map, r->stop - in->start));
	}
}

static int
by_near(const void *a, const void *b)
{
	const struct bs_kwic_line *x = a, *y = b;
	int c = bs_span_cmp(x->near, y->near);

	return c ? c : (x->number > y->number) - (x->number < y->number);
}

static void
pad(struct bs_buf *b, size_t n)
{
	while (n-- > 0)
		bs_buf_ch(b, ' ');
}

void
bs_kwic_write(struct bs_kwic *k, struct bs_writer *w)
{
	size_t doc = 0, left = 0;

	if (k->sort != BS_KWIC_STREAM && k->n)
		qsort(k->v, k->n, sizeof *k->v, by_near);
	for (size_t i = 0; k->align && i < k->n; i++) {
		size_t d = bs_display_width(k->v[i].doc), l = bs_display_width(k->v[i].left);

		doc = d > doc ? d : doc;
		left = l > left ? l : left;
	}
	for (size_t i = 0; i < k->n; i++) {
		const struct bs_kwic_line *l = &k->v[i];
		struct bs_buf *b = &w->b;

		bs_buf_span(b, l->doc);
		if (k->align) { /* DOC  left [node] right */
			pad(b,
			    doc - bs_display_width(l->doc) + 2 + left - bs_display_width(l->left));
			bs_escape(b, l->left);
			bs_buf_ch(b, '[');
			bs_escape(b, l->node);
			bs_buf_ch(b, ']');
			bs_escape(b, l->right);
		} else {
			bs_buf_fmt(b, "\t%llu\t%llu\t", (unsigned long long)l->start,
			    (unsigned long long)l->stop);
			bs_escape(b, l->left);
			bs_buf_ch(b, '\t');
			bs_escape(b, l->node);
			bs_buf_ch(b, '\t');
			bs_escape(b, l->right);
		}
		bs_writer_row(w);
	}
	k->n = 0;
	bs_arena_reset(&k->text);
}

void
bs_kwic_free(struct bs_kwic *k)
{
	bs_pattern_free(k->re);
	free(k->v);
	bs_arena_free(&k->text);
}
