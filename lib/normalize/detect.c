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

const char *
bs_detect_wide(struct bs_span source)
{
	size_t zero[4] = {0}, n = source.n < LOOK ? source.n & ~(size_t)3 : LOOK;

	if (source.n < 8 || !memchr(source.p, 0, n))
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
	return NULL;
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
