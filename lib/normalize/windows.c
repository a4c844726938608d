/* windows: see windows.h. */
#include "normalize/windows.h"

#include "broadsheet/utf8.h"
#include "normalize/detect.h"

enum {
	CHUNK = 1 << 20, /* read at a time for the encoding, and looked at where it is not UTF-8 */
	LINE = 4096,     /* that far back from its first such byte */
	LINES = 1 << 16  /* each may be a block, which takes room: no window has more */
};

/* Code units of a window's bytes. */
struct units {
	struct bs_span s;
	int width;
	bool big;
};

static uint32_t
unit(const struct units *u, size_t i)
{
	const unsigned char *p = (const unsigned char *)u->s.p + i * (size_t)u->width;
	uint32_t v = 0;

	for (int k = 0; k < u->width; k++)
		v = v << 8 | p[u->big ? k : u->width - 1 - k];
	return v;
}

/* Does a line end behind unit i?  Not between \r and \n. */
static bool
ends_line(const struct units *u, size_t i, size_t n)
{
	uint32_t c = unit(u, i);

	return c == '\n' || (c == '\r' && i + 1 < n && unit(u, i + 1) != '\n');
}

/* Is the line that ends in unit i blank? */
static bool
is_blank(const struct units *u, size_t i)
{
	uint32_t c = 0;

	if (i > 0 && unit(u, i) == '\n' && unit(u, i - 1) == '\r')
		i--;
	while (i > 0 && ((c = unit(u, --i)) == ' ' || c == '\t'))
		;
	return c == '\n' || c == '\r';
}

/* Where a character ends at which the text can be cut, at or before byte `at`; 0: nowhere. */
static size_t
character_end(const struct units *u, size_t at, bool utf8)
{
	size_t end;

	if (utf8) {
		at -= bs_utf8_tail(bs_span(u->s.p, at));
		end = bs_form_boundary(u->s, at, BS_FORM_NFC);
		return end ? end : at; /* nothing but combining marks: cut all the same */
	}
	if (u->width == 2)
		return unit(u, at / 2 - 1) >> 10 == 0xd800 >> 10 ? at - 2 : at;
	/* no byte below the digits is part of a longer character in any encoding */
	while (u->width == 1 && at > 0 && (unsigned char)u->s.p[at - 1] >= '0')
		at--;
	return at;
}

size_t
bs_window_end(struct bs_span w, const char *encoding)
{
	struct units u = {.s = w};
	size_t n, line = 0, word = 0, at;
	bool utf8;

	u.width = bs_decode_unit(encoding, &u.big);
	utf8 = u.width == 0;
	u.width += utf8;
	n = w.n / (size_t)u.width;
	for (size_t i = n; i-- > n / 2;) {
		if (ends_line(&u, i, n)) {
			if (is_blank(&u, i))
				return (i + 1) * (size_t)u.width;
			line = line ? line : i + 1;
		} else if (!word && !line && unit(&u, i) == ' ') {
			word = i + 1;
		}
	}
	if (line || word)
		return (line ? line : word) * (size_t)u.width;
	at = n ? character_end(&u, n * (size_t)u.width, utf8) : 0;
	return at ? at : w.n;
}

/* The page or multi-byte encoding that what is not UTF-8 is in, from its first bytes. */
static void
detect(struct bs_windows *w, uint64_t bad, const struct bs_utf8_count *c, struct bs_encoding *e)
{
	uint64_t from = bad > LINE ? bad - LINE : 0;
	struct bs_span part = bs_bytes_get(w->bytes, from, CHUNK, &w->buf);
	size_t line = 0;

	for (size_t i = 0; from > 0 && i < part.n && i < LINE; i++)
		if (part.p[i] == '\n')
			line = i + 1;
	bs_detect_part(bs_span_cut(part, line, part.n), c, &w->z->letters, e);
}

/* Read the document through: its CRC-32, and what it is written in. */
static void
read_through(struct bs_windows *w)
{
	struct bs_normalizer *z = w->z;
	const struct bs_decode_options d = {.force = z->o.encoding, .repair = z->o.repair};
	struct bs_utf8_count c = {0};
	struct bs_span part = bs_bytes_get(w->bytes, 0, CHUNK, &w->buf);
	struct bs_encoding *e = &w->known.e;
	bool told = bs_decode_told(&w->known, part, w->bytes->size, &d);
	const char *wide = told ? NULL : bs_detect_wide(part);
	uint64_t bad = 0;

	for (uint64_t at = 0; part.n > 0; part = bs_bytes_get(w->bytes, at, CHUNK, &w->buf)) {
		bool last = at + part.n >= w->bytes->size;

		if (!last && part.n > 4) /* a character goes on in the next part */
			part.n -= bs_utf8_tail(part);
		w->crc = bs_crc32(&z->crc, w->crc, part);
		if (!told && !wide) {
			if (c.bad == 0)
				bad = at + bs_utf8_valid(part);
			bs_detect_count(&c, part);
		}
		at += part.n;
	}
	if (told)
		return;
	if (wide) {
		*e = (struct bs_encoding){.why = "zero-bytes", .percent = 95};
		memcpy(e->name, wide, strlen(wide) + 1);
	} else if (c.bad) {
		detect(w, bad, &c, e);
		e->stray = z->o.repair && strcmp(e->name, "UTF-8") == 0;
	} else {
		memcpy(e->name, "UTF-8", sizeof "UTF-8");
		e->why = c.good ? "valid" : "ascii";
	}
}

/* Where line LINES of s ends; s.n if it has no more. */
static size_t
lines_end(struct bs_span s)
{
	size_t at = 0;

	for (size_t i = 0; i < LINES && at < s.n; i++) {
		const char *nl = memchr(s.p + at, '\n', s.n - at);

		at = nl ? (size_t)(nl - s.p) + 1 : s.n;
	}
	return at;
}

/* The next window's bytes, *n of them; z->more says whether there are others. */
static struct bs_span
next_window(struct bs_windows *w, size_t *n)
{
	uint64_t rest = w->bytes->size - w->at;
	size_t take = w->window;
	struct bs_span s;

	/* no small rest: what ends the article is known by the text before it */
	if (rest < 2 * (uint64_t)take)
		take = rest > take ? (size_t)rest / 2 : (size_t)rest;
	s = bs_bytes_get(w->bytes, w->at, take, &w->buf);
	w->z->more = !w->bytes->error && rest > take;
	take = lines_end(s);
	if (take < s.n) {
		w->z->more = true;
		s.n = take & ~(size_t)3; /* a whole code unit of any encoding */
	}
	if (w->z->more)
		s.n = bs_window_end(s, w->known.e.name);
	*n = s.n;
	return s;
}

/* Count the malformed bytes of the whole document, for --invalid=fail. */
static void
count_invalid(struct bs_windows *w)
{
	struct bs_decode_options d = {.repair = w->z->o.repair, .known = &w->known};
	struct bs_aligned *a = &w->z->a;
	struct bs_encoding e;
	size_t n;

	w->encoding = (struct bs_encoding){0};
	do {
		bs_aligned_init(a, next_window(w, &n));
		bs_decode(a, &w->z->s, &d, &e);
		if (w->encoding.invalid == 0 && e.invalid)
			w->encoding.first_bad = (size_t)w->at + e.first_bad;
		w->encoding.invalid += e.invalid;
		w->at += n;
		w->known.skip = 0;
	} while (w->z->more);
	w->at = 0;
}

void
bs_windows_open(struct bs_windows *w, struct bs_normalizer *z, struct bs_bytes *bytes,
    uint64_t base, const struct bs_given *given, size_t ngiven, size_t window)
{
	size_t skip;
	bool big;

	*w = (struct bs_windows){.z = z,
	    .bytes = bytes,
	    .base = base,
	    .given = given,
	    .ngiven = ngiven,
	    .window = window ? window : BS_WINDOW};
	z->known = NULL;
	z->continued = z->more = false;
	z->outlet = bs_span(NULL, 0);
	if (bytes->size <= w->window)
		return;
	read_through(w);
	if (bs_decode_unit(w->known.e.name, &big) >
	    0) /* each character is an edit: that takes room */
		w->window = (w->window + 3) / 4;
	skip = w->known.skip;
	if (z->o.strict)
		count_invalid(w);
	w->known.skip = skip;
	z->known = &w->known;
}

/* The outlet that the first window named, for those behind it, unless it is given. */
static void
keep_outlet(struct bs_windows *w)
{
	const struct bs_structure *st = &w->z->structure;

	for (size_t i = 0; i < w->ngiven; i++)
		if (bs_span_is(w->given[i].cls, "outlet"))
			return;
	for (size_t i = 0; i < st->nmeta; i++)
		if (strcmp(st->meta[i].cls, "outlet") == 0)
			bs_buf_span(&w->outlet, st->meta[i].value);
	w->z->outlet = bs_buf_view(&w->outlet);
}

bool
bs_windows_next(struct bs_windows *w)
{
	struct bs_normalizer *z = w->z;
	struct bs_span s;
	size_t n;

	if (w->bytes->error || (w->begun && !z->more))
		return false;
	z->continued = w->begun;
	z->base = w->base + w->at;
	if (!z->known) { /* one window */
		s = bs_bytes_get(w->bytes, 0, (size_t)w->bytes->size, &w->buf);
		bs_normalize_document(z, s, w->given, w->ngiven);
	} else {
		s = next_window(w, &n);
		if (w->bytes->error)
			return false;
		bs_normalize_document(z, s, w->given, w->ngiven);
		w->at += n;
		w->known.skip = 0;
		if (z->o.strict) {
			z->encoding.invalid = w->encoding.invalid;
			z->encoding.first_bad = w->encoding.first_bad;
		}
		if (!w->begun)
			keep_outlet(w);
	}
	w->begun = true;
	return true;
}

void
bs_windows_close(struct bs_windows *w)
{
	w->z->known = NULL;
	w->z->continued = w->z->more = false;
	w->z->outlet = bs_span(NULL, 0);
	bs_buf_free(&w->buf);
	bs_buf_free(&w->outlet);
}

void
bs_windows_meta(
    struct bs_windows *w, struct bs_writing *to, struct bs_span doc, const struct bs_row_sink *sink)
{
	struct bs_normalizer *z = w->z;

	*to = (struct bs_writing){.z = z, .sink = sink, .base = w->base, .size = w->bytes->size};
	if (!z->known)
		w->crc = bs_crc32(&z->crc, 0, z->a.source);
	bs_writing_meta(to, doc, w->given, w->ngiven, w->crc);
}
