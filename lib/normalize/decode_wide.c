/* decode_wide: UTF-16 and UTF-32, either byte order; see decode.h. */
#include "broadsheet/utf8.h"
#include "normalize/decode.h"

struct wide {
	struct bs_span s;
	int width;
	bool big;
};

/* The code unit at `at`, or -1 where it is cut off. */
static int64_t
unit(const struct wide *w, size_t at)
{
	const unsigned char *p = (const unsigned char *)w->s.p + at;

	if (w->s.n - at < (size_t)w->width)
		return -1;
	if (w->width == 2)
		return w->big ? p[0] << 8 | p[1] : p[1] << 8 | p[0];
	return w->big ? (int64_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]
		      : (int64_t)p[3] << 24 | p[2] << 16 | p[1] << 8 | p[0];
}

void
bs_decode_wide(struct bs_splices *s, struct bs_span source, size_t at, int width, bool big_endian,
    struct bs_encoding *e)
{
	struct wide w = {source, width, big_endian};

	while (at < source.n) {
		int64_t u = unit(&w, at);
		size_t n = (size_t)width;
		char utf8[4];

		if (width == 2 && u >= 0xd800 && u < 0xdc00 && source.n - at >= 4) {
			int64_t low = unit(&w, at + 2);

			if (low >= 0xdc00 && low < 0xe000) {
				u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
				n = 4;
			}
		}
		if (u < 0 || u > 0x10ffff || (u >= 0xd800 && u < 0xe000)) {
			if (n > source.n - at)
				n = source.n - at;
			if (e->invalid++ == 0)
				e->first_bad = at;
			bs_splice_add(s, at, n, "\xef\xbf\xbd", 3, BS_RULE_INVALID);
		} else {
			bs_splice_add(
			    s, at, n, utf8, bs_utf8_encode((int32_t)u, utf8), BS_RULE_DECODE);
		}
		at += n;
	}
}
