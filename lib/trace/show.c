/* show: see show.h */
#include "trace/show.h"

#include "broadsheet/utf8.h"

/* Bytes for a column: only what would break the line is escaped. */
static void
put_bytes(struct bs_buf *b, struct bs_span s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '\t':
			bs_buf_lit(b, "\\t");
			break;
		case '\n':
			bs_buf_lit(b, "\\n");
			break;
		case '\r':
			bs_buf_lit(b, "\\r");
			break;
		case '\\':
			bs_buf_lit(b, "\\\\");
			break;
		default:
			bs_buf_ch(b, s.p[i]);
		}
	}
}

static bool
inside_character(struct bs_span s, size_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80;
}

void
bs_show_row(struct bs_writer *w, struct bs_sources *s, struct bs_span source,
    const struct bs_page_row *r, size_t context)
{
	size_t start = r->row.start < source.n ? (size_t)r->row.start : source.n;
	size_t stop = r->row.stop < source.n ? (size_t)r->row.stop : source.n;
	size_t left = start > context ? start - context : 0;
	size_t right = source.n - stop > context ? stop + context : source.n;
	size_t line, column;

	for (int i = 0; i < 3 && inside_character(source, left); i++)
		left++;
	for (int i = 0; i < 3 && inside_character(source, right); i++)
		right--;
	bs_sources_place(s, source, start, &line, &column);
	bs_buf_span(&w->b, r->row.col[BS_DOC]);
	bs_buf_fmt(&w->b, ":%zu:%zu\t%.*s\t", line, column, (int)r->row.col[BS_KIND].n,
	    r->row.col[BS_KIND].p);
	bs_buf_span(&w->b, r->row.col[BS_KEY]);
	bs_buf_ch(&w->b, '\t');
	put_bytes(&w->b, bs_span_cut(source, left < start ? left : start, start));
	bs_buf_ch(&w->b, '\t');
	put_bytes(&w->b, bs_span_cut(source, start, stop));
	bs_buf_ch(&w->b, '\t');
	put_bytes(&w->b, bs_span_cut(source, stop, right > stop ? right : stop));
	bs_writer_row(w);
}

/* Percent-encode for a text fragment; runs of white space are one space. */
static void
put_encoded(struct bs_buf *b, struct bs_span s)
{
	static const char hex[] = "0123456789ABCDEF";
	bool space = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ') {
			space = true;
			continue;
		}
		if (space)
			bs_buf_lit(b, "%20");
		space = false;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    c == '.' || c == '_' || c == '~') {
			bs_buf_ch(b, (char)c);
		} else {
			bs_buf_ch(b, '%');
			bs_buf_ch(b, hex[c >> 4]);
			bs_buf_ch(b, hex[c & 15]);
		}
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t
count_words(struct bs_span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += !is_blank(s.p[i]) && (i == 0 || is_blank(s.p[i - 1]));
	return n;
}

/* The first (or last) n words of s. */
static struct bs_span
some_words(struct bs_span s, size_t n, bool last)
{
	size_t i = 0;

	for (bool in = false; i < s.n; i++) {
		bool space = is_blank(last ? s.p[s.n - 1 - i] : s.p[i]);

		if (in && space && --n == 0)
			break;
		in = !space;
	}
	return last ? bs_span_cut(s, s.n - i, s.n) : bs_span_cut(s, 0, i);
}

enum { WHOLE = 80, WORDS = 4 };

bool
bs_show_link(struct bs_writer *w, struct bs_span source, struct bs_span meta, bool own,
    const struct bs_page_row *r)
{
	struct bs_buf url = {0}, text = {0};
	struct bs_span s;
	size_t n;

	if (meta.n == 0 || r->row.stop > source.n)
		return false;
	bs_unescape(&url, meta);
	bs_buf_span(&w->b, bs_buf_view(&url));
	if (url.n == 0 || memchr(url.p, '#', url.n) == NULL)
		bs_buf_ch(&w->b, '#');
	bs_buf_free(&url);
	bs_buf_lit(&w->b, ":~:text=");
	s = bs_span_cut(source, r->row.start, r->row.stop);
	if (!own || bs_utf8_valid(s) != s.n) {
		bs_unescape(&text, r->row.col[BS_TEXT]);
		s = bs_buf_view(&text);
	}
	n = count_words(s) / 2; /* the end is looked for behind the start: no word is in both */
	if (n == 0 || (s.n <= WHOLE && memchr(s.p, '\n', s.n) == NULL)) {
		put_encoded(&w->b, s);
	} else {
		put_encoded(&w->b, some_words(s, n < WORDS ? n : WORDS, false));
		bs_buf_ch(&w->b, ',');
		put_encoded(&w->b, some_words(s, n < WORDS ? n : WORDS, true));
	}
	bs_buf_free(&text);
	for (int c = BS_KIND; c <= BS_TEXT; c++) {
		if (c != BS_KIND && c != BS_KEY && c != BS_TEXT)
			continue;
		bs_buf_ch(&w->b, '\t');
		bs_buf_span(&w->b, r->row.col[c]);
	}
	bs_writer_row(w);
	return true;
}
