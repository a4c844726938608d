/* decode: what a document is written in, and UTF-8 out of it; see decode.h. */
#include "normalize/decode.h"

#include "broadsheet/utf8.h"
#include "normalize/codepage.h"
#include "normalize/detect.h"

#include <stdio.h>

static const char replacement[] = "\xef\xbf\xbd";

static void
set(struct bs_encoding *e, const char *name, const char *why, int percent)
{
	snprintf(e->name, sizeof e->name, "%s", name);
	e->why = why;
	e->percent = percent;
}

static void
invalid(struct bs_splices *s, struct bs_encoding *e, size_t at, size_t n)
{
	if (e->invalid++ == 0)
		e->first_bad = at;
	bs_splice_add(s, at, n, replacement, 3, BS_RULE_INVALID);
}

/*
 * UTF-8 with its malformed sequences: U+FFFD for each maximal subpart, or,
 * where stray is a page, the characters that the bytes have there.
 */
static void
from_utf8(struct bs_splices *s, struct bs_span source, size_t at, const struct bs_codepage *stray,
    struct bs_encoding *e)
{
	for (;;) {
		int32_t cp;
		size_t n;

		at += bs_utf8_valid(bs_span(source.p + at, source.n - at));
		if (at >= source.n)
			return;
		n = bs_utf8_decode(bs_span(source.p + at, source.n - at), &cp);
		if (!stray) {
			invalid(s, e, at, n);
		} else {
			for (size_t i = 0; i < n; i++) {
				char utf8[4];
				unsigned char b = (unsigned char)source.p[at + i];

				bs_splice_add(s, at + i, 1, utf8,
				    bs_utf8_encode(stray->upper[b - 128], utf8), BS_RULE_BYTE);
			}
		}
		at += n;
	}
}

static void
from_page(struct bs_splices *s, struct bs_span source, const struct bs_codepage *p)
{
	char utf8[128][4];
	uint8_t len[128];

	for (int i = 0; i < 128; i++)
		len[i] = (uint8_t)bs_utf8_encode(p->upper[i], utf8[i]);
	for (size_t at = 0; at < source.n; at++) {
		unsigned char b;

		if ((unsigned char)source.p[at] < 0x80)
			at += bs_ascii_run(bs_span(source.p + at, source.n - at));
		if (at == source.n)
			break;
		b = (unsigned char)source.p[at];
		bs_splice_add(s, at, 1, utf8[b - 128], len[b - 128], BS_RULE_DECODE);
	}
}

static bool
starts(struct bs_span s, const char *p, size_t n)
{
	return s.n >= n && memcmp(s.p, p, n) == 0;
}

/* A BOM and what it says; its length, or 0. */
static size_t
bom(struct bs_span s, uint64_t size, const char **name)
{
	if (starts(s, "\xef\xbb\xbf", 3))
		return *name = "UTF-8", 3;
	if (starts(s, "\xff\xfe\0\0", 4) && size % 4 == 0)
		return *name = "UTF-32LE", 4;
	if (starts(s, "\0\0\xfe\xff", 4))
		return *name = "UTF-32BE", 4;
	if (starts(s, "\xff\xfe", 2))
		return *name = "UTF-16LE", 2;
	if (starts(s, "\xfe\xff", 2))
		return *name = "UTF-16BE", 2;
	return 0;
}

/* The width and byte order of a folded UTF-16 or UTF-32 name; 0 where it is neither. */
static int
wide(const char *fold, bool *big)
{
	int width = strncmp(fold, "utf16", 5) == 0 ? 2 : strncmp(fold, "utf32", 5) == 0 ? 4 : 0;

	*big = width && strcmp(fold + 5, "be") == 0;
	if (width && fold[5] && !*big && strcmp(fold + 5, "le") != 0)
		return 0;
	return width;
}

bool
bs_decode_knows(struct bs_span name)
{
	char fold[32];
	bool big;
	struct bs_splices s = {0};
	struct bs_encoding e = {0};

	bs_encoding_fold(fold, name);
	return strcmp(fold, "utf8") == 0 || strcmp(fold, "ascii") == 0 || wide(fold, &big) ||
	       bs_codepage_find(name) ||
	       (name.n > 0 && name.n < sizeof e.name &&
		   (memcpy(e.name, name.p, name.n),
		       bs_decode_iconv(&s, bs_span("", 0), e.name, &e)));
}

static bool
is_utf8_name(struct bs_span name)
{
	char fold[32];

	bs_encoding_fold(fold, name);
	return strcmp(fold, "utf8") == 0 || strcmp(fold, "ascii") == 0 ||
	       strcmp(fold, "usascii") == 0;
}

/* Is it UTF-16 or UTF-32 without a byte order, and that of the BOM's name? */
static bool
is_family(struct bs_span force, const char *bom_name)
{
	char fold[32], have[32];

	bs_encoding_fold(fold, force);
	bs_encoding_fold(have, bs_span_str(bom_name));
	return strlen(fold) == 5 && strncmp(fold, have, 5) == 0;
}

static void
by_name(struct bs_aligned *a, struct bs_splices *s, struct bs_encoding *e, size_t skip,
    const struct bs_codepage *stray)
{
	const struct bs_codepage *p;
	char fold[32];
	bool big;
	int width;

	bs_encoding_fold(fold, bs_span_str(e->name));
	e->utf8 = is_utf8_name(bs_span_str(e->name));
	if (e->utf8) {
		from_utf8(s, a->source, skip, stray, e);
	} else if ((width = wide(fold, &big)) != 0) {
		bs_decode_wide(s, a->source, skip, width, big, e);
	} else if ((p = bs_codepage_find(bs_span_str(e->name))) != NULL) {
		snprintf(e->name, sizeof e->name, "%s", p->name);
		from_page(s, a->source, p);
	} else if (!bs_decode_iconv(s, a->source, e->name, e)) {
		set(e, "windows-1252", "no-iconv", 0);
		from_page(s, a->source, bs_codepage_find(BS_SPAN("windows-1252")));
	}
}

size_t
bs_utf8_tail(struct bs_span s)
{
	for (size_t k = 1; k <= 3 && k <= s.n; k++) {
		unsigned char c = (unsigned char)s.p[s.n - k];

		if (c < 0x80)
			return 0;
		if (c >= 0xc0) {
			int32_t cp;

			return c >= (k == 1      ? 0xc2
					: k == 2 ? 0xe0
						 : 0xf0) &&
				       c < 0xf5 &&
				       bs_utf8_decode(bs_span_cut(s, s.n - k, s.n), &cp) == k &&
				       cp < 0
				   ? k
				   : 0;
		}
	}
	return 0;
}

bool
bs_decode_is_utf8(struct bs_span begin, bool last, const struct bs_decode_options *o, size_t *skip)
{
	const char *name = NULL;
	size_t n = bom(begin, begin.n, &name);

	*skip = n == 3 ? 3 : 0;
	if (o->force.n)
		return is_utf8_name(o->force);
	if (n)
		return n == 3;
	if (!last)
		begin.n -= bs_utf8_tail(begin);
	return bs_utf8_valid(begin) == begin.n && !bs_detect_wide(begin);
}

bool
bs_decode_told(struct bs_decode_known *k, struct bs_span head, uint64_t size,
    const struct bs_decode_options *o)
{
	struct bs_encoding *e = &k->e;
	const char *name = NULL;

	*k = (struct bs_decode_known){.e = {.utf8 = true, .percent = -1}};
	k->skip = bom(head, size, &name);
	if (o->force.n) {
		snprintf(e->name, sizeof e->name, "%.*s", (int)o->force.n, o->force.p);
		/* UTF-16 as such: its BOM says which */
		if (name && k->skip != 3 && is_family(o->force, name))
			snprintf(e->name, sizeof e->name, "%s", name);
		e->why = "forced";
		if (k->skip == 3 ? !is_utf8_name(o->force) : strcmp(e->name, name ? name : "") != 0)
			k->skip = 0;
	} else if (name) {
		set(e, name, "bom", -1);
	}
	return e->why != NULL;
}

int
bs_decode_unit(const char *name, bool *big_endian)
{
	char fold[32];
	int width;

	bs_encoding_fold(fold, bs_span_str(name));
	width = wide(fold, big_endian);
	return width ? width : is_utf8_name(bs_span_str(name)) ? 0 : 1;
}

void
bs_decode(struct bs_aligned *a, struct bs_splices *s, const struct bs_decode_options *o,
    struct bs_encoding *e)
{
	struct bs_decode_known k;

	if (o->known) {
		k = *o->known;
	} else if (!bs_decode_told(&k, a->source, a->source.n, o)) {
		if (bs_utf8_valid(a->source) == a->source.n && !bs_detect_wide(a->source)) {
			bool ascii = bs_ascii_run(a->source) == a->source.n;

			*e = k.e;
			set(e, "UTF-8", ascii ? "ascii" : "valid", -1);
			return;
		}
		bs_detect(a->source, o->letters, &k.e);
		k.e.stray = o->repair && strcmp(k.e.name, "UTF-8") == 0;
	}
	*e = k.e;
	if (k.skip)
		bs_splice_add(s, 0, k.skip, "", 0, BS_RULE_BOM);
	by_name(a, s, e, k.skip, e->stray ? bs_codepage_find(BS_SPAN("windows-1252")) : NULL);
	bs_aligned_apply(a, s);
}
