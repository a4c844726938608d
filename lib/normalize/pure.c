/* pure: see pure.h. */
#include "normalize/pure.h"

#include "broadsheet/err.h"
#include "broadsheet/utf8.h"
#include "normalize/windows.h"

#include <errno.h>

enum { DECIDE = 1 << 20 };

void
bs_pure_free(struct bs_pure *p)
{
	bs_former_free(&p->former);
	bs_buf_free(&p->sound);
	*p = (struct bs_pure){0};
}

static void
normalise(struct bs_pure *p, struct bs_span text, enum bs_form form, struct bs_buf *out)
{
	struct bs_form_change c;
	size_t at = 0;

	p->former.form = form;
	p->former.text = text;
	p->former.at = p->former.dirty = 0;
	while (bs_form_next(&p->former, &c)) {
		bs_buf_add(out, text.p + at, c.start - at);
		bs_buf_span(out, c.form);
		at = c.stop;
	}
	bs_buf_add(out, text.p + at, text.n - at);
	if (text.n)
		p->newline = text.p[text.n - 1] == '\n';
}

/* Where a window can be left off: before a character that nothing after it changes. */
static size_t
safe_end(struct bs_span w, enum bs_form form)
{
	size_t end = w.n - bs_utf8_tail(w), at;

	if (end == 0 || w.p[end - 1] == '\n')
		return end;
	at = bs_form_boundary(bs_span(w.p, end), end - 1, form);
	return at ? at : end; /* a window of combining marks: cut all the same */
}

size_t
bs_pure_window(
    struct bs_pure *p, struct bs_span window, bool last, enum bs_form form, struct bs_buf *out)
{
	size_t valid = bs_utf8_valid(window), end;

	if (valid == window.n || (!last && valid == window.n - bs_utf8_tail(window))) {
		end = last ? window.n : safe_end(window, form);
		normalise(p, bs_span(window.p, end), form, out);
		return end;
	}
	/* malformed bytes: U+FFFD, which is sound and has nothing to do with its neighbours */
	end = last ? window.n : safe_end(window, form);
	p->sound.n = 0;
	for (size_t at = 0; at < end;) {
		int32_t cp;

		valid = bs_utf8_valid(bs_span_cut(window, at, end));
		bs_buf_add(&p->sound, window.p + at, valid);
		at += valid;
		if (at < end) {
			at += bs_utf8_decode(bs_span_cut(window, at, end), &cp);
			bs_buf_lit(&p->sound, "\xef\xbf\xbd");
			p->invalid++;
		}
	}
	normalise(p, bs_buf_view(&p->sound), form, out);
	return end;
}

/* A document in another encoding, or with stray bytes at its beginning. */
static void
other(struct bs_pure *p, struct bs_normalizer *z, struct bs_reader *r, struct bs_writer *w)
{
	struct bs_bytes bytes;
	struct bs_windows v;

	if (!bs_bytes_of_file(&bytes, r, BS_WINDOW))
		bytes = bs_bytes_of(bs_span(NULL, 0)); /* half a document is none */
	bs_windows_open(&v, z, &bytes, 0, NULL, 0, 0);
	while (bs_windows_next(&v)) {
		p->invalid = z->o.strict ? z->encoding.invalid : p->invalid + z->encoding.invalid;
		bs_normalize_plain(z, &w->b);
		bs_writer_flush(w);
	}
	if ((errno = bytes.error) != 0)
		bs_read_error(r->name);
	bs_windows_close(&v);
	bs_bytes_close(&bytes);
}

bool
bs_pure_file(struct bs_pure *p, struct bs_normalizer *z, struct bs_reader *r, struct bs_writer *w)
{
	struct bs_decode_options d = {.force = z->o.encoding};
	struct bs_span have;
	size_t skip;
	bool last, decided = false;

	p->invalid = 0;
	p->newline = true;
	do {
		last = !bs_reader_window(r, &have);
		if (!decided) {
			/* -e says it; otherwise the first MiB does */
			if (!last && have.n < (d.force.n ? 4 : DECIDE))
				continue;
			if (!bs_decode_is_utf8(have, last, &d, &skip)) {
				other(p, z, r, w);
				return p->invalid == 0;
			}
			decided = true;
			bs_reader_take(r, skip);
			have = bs_span_cut(have, skip, have.n);
		}
		bs_reader_take(r, bs_pure_window(p, have, last, z->o.form, &w->b));
		if (w->b.n >= DECIDE / 8)
			bs_writer_flush(w);
	} while (!last);
	if (!p->newline)
		bs_buf_ch(&w->b, '\n');
	return p->invalid == 0;
}
