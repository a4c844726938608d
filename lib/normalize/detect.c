/* detect: see detect.h. */
#include "normalize/detect.h"

#include "broadsheet/utf8.h"

#include <stdio.h>

enum { LOOK = 1 << 16 };

static void
found(struct bs_encoding *e, const char *name, const char *why, int percent)
{
	snprintf(e->name, sizeof e->name, "%s", name);
	e->why = why;
	e->percent = percent;
}

/* Code units that text in UTF-16 is made of: rare scripts, signs and private use are not. */
static bool
is_usual_unit(unsigned u)
{
	static const unsigned short range[][2] = {{'\t', '\n'}, {'\r', '\r'}, {0x20, 0x7e},
	    {0xa0, 0x24f}, {0x300, 0x6ff}, {0x900, 0xe7f}, {0x10a0, 0x10ff}, {0x1e00, 0x1fff},
	    {0x2010, 0x2044}, {0x20a0, 0x20bf}, {0x2100, 0x2122}, {0x3000, 0x30ff},
	    {0x4e00, 0x9fff}, {0xac00, 0xd7a3}, {0xff00, 0xff65}};

	for (size_t i = 0; i < sizeof range / sizeof range[0]; i++)
		if (u >= range[i][0] && u <= range[i][1])
			return true;
	return false;
}

/*
 * UTF-16 of a script whose characters leave few zero bytes: bytes that are
 * controls in any other encoding stand all over it, and in one of the two byte
 * orders nearly every unit is one of text.
 */
static const char *
unmarked_utf16(struct bs_span s)
{
	size_t control = 0, usual[2] = {0}, n = s.n / 2;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		control += c && c < 0x20 && c != '\t' && c != '\n' && c != '\r';
	}
	if (control * 50 < s.n)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		unsigned a = (unsigned char)s.p[2 * i], b = (unsigned char)s.p[2 * i + 1];

		usual[0] += is_usual_unit(b << 8 | a);
		usual[1] += is_usual_unit(a << 8 | b);
	}
	for (int k = 0; k < 2; k++)
		if (usual[k] * 100 >= n * 96 && usual[!k] < usual[k])
			return k ? "UTF-16BE" : "UTF-16LE";
	return NULL;
}

const char *
bs_detect_wide(struct bs_span source)
{
	struct bs_span s = bs_span(source.p, source.n < LOOK ? source.n & ~(size_t)1 : LOOK);
	size_t zero[4] = {0}, n = s.n & ~(size_t)3;

	if (source.n < 8 || !memchr(s.p, 0, s.n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		zero[i & 3] += source.p[i] == 0;
	n /= 4;
	if (zero[2] + zero[3] >= 2 * n - n / 8 && zero[0] < n / 8)
		return "UTF-32LE";
	if (zero[0] + zero[1] >= 2 * n - n / 8 && zero[3] < n / 8)
		return "UTF-32BE";
	if (zero[1] + zero[3] > n && zero[0] + zero[2] < n / 8 + 1)
		return "UTF-16LE";
	if (zero[0] + zero[2] > n && zero[1] + zero[3] < n / 8 + 1)
		return "UTF-16BE";
	return unmarked_utf16(s);
}

void
bs_detect_count(struct bs_utf8_count *c, struct bs_span s)
{
	size_t at = 0;

	while (at < s.n) {
		int32_t cp;
		size_t n;

		at += bs_ascii_run(bs_span(s.p + at, s.n - at));
		if (at == s.n)
			break;
		n = bs_utf8_decode(bs_span(s.p + at, s.n - at), &cp);
		if (cp < 0)
			c->bad++;
		else
			c->good++;
		at += n;
	}
}

void
bs_detect_part(struct bs_span part, const struct bs_utf8_count *c, struct bs_letters *letters,
    struct bs_encoding *e)
{
	const char *name;
	int percent;

	if (c->good > 0 && c->good >= c->bad) /* UTF-8 with some bad bytes */
		found(e, "UTF-8", "stray-bytes", (int)(100 * c->good / (c->good + c->bad)));
	else if ((name = bs_detect_multi(part, &percent)) != NULL)
		found(e, name, "byte-pairs", percent);
	else {
		name = bs_detect_page(part, letters, &percent);
		found(e, name, "letter-pairs", percent);
	}
}

void
bs_detect(struct bs_span source, struct bs_letters *letters, struct bs_encoding *e)
{
	const char *name = bs_detect_wide(source);
	struct bs_utf8_count c = {0};

	if (name) {
		found(e, name, "zero-bytes", 95);
		return;
	}
	bs_detect_count(&c, source);
	bs_detect_part(source, &c, letters, e);
}
