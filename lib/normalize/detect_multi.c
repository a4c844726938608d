/*
 * detect_multi: GB18030, Big5, Shift_JIS, EUC-JP and EUC-KR by the shape of
 * their byte pairs and where the frequent characters lie; see detect.h.
 */
#include "normalize/detect.h"

#include "broadsheet/utf8.h"

enum { LOOK = 1 << 15 };

/* Byte pairs of a text, as an encoding sees them. */
struct shape {
	size_t good, bad; /* pairs, and bytes that make none */
	size_t usual;     /* pairs in the rows that running text is made of */
	size_t runs;      /* of pairs, one directly behind the other */
};

static bool
in(unsigned char c, unsigned lo, unsigned hi)
{
	return c >= lo && c <= hi;
}

/* The length of the character at p for one encoding; 0: none. usual is set. */
typedef size_t (*read_fn)(const unsigned char *p, size_t n, bool *usual);

static size_t
gb18030(const unsigned char *p, size_t n, bool *usual)
{
	if (n >= 4 && in(p[0], 0x81, 0xfe) && in(p[1], 0x30, 0x39) && in(p[2], 0x81, 0xfe) &&
	    in(p[3], 0x30, 0x39))
		return 4;
	if (n < 2 || !in(p[0], 0x81, 0xfe) || !in(p[1], 0x40, 0xfe) || p[1] == 0x7f)
		return 0;
	/* the first level of characters, and punctuation */
	*usual = p[1] >= 0xa1 && (in(p[0], 0xb0, 0xd7) || in(p[0], 0xa1, 0xa1) || p[0] == 0xa3);
	return 2;
}

static size_t
big5(const unsigned char *p, size_t n, bool *usual)
{
	if (n < 2 || !in(p[0], 0x81, 0xfe) || !(in(p[1], 0x40, 0x7e) || in(p[1], 0xa1, 0xfe)))
		return 0;
	*usual = in(p[0], 0xa4, 0xc6) ||
		 (p[0] == 0xa1 && (in(p[1], 0x40, 0x4f) || in(p[1], 0x5d, 0x80) || p[1] >= 0xa1));
	return in(p[0], 0xa1, 0xf9) ? 2 : 0;
}

static size_t
shift_jis(const unsigned char *p, size_t n, bool *usual)
{
	if (in(p[0], 0xa1, 0xdf))
		return 1;
	if (n < 2 || !(in(p[0], 0x81, 0x9f) || in(p[0], 0xe0, 0xfc)) || !in(p[1], 0x40, 0xfc) ||
	    p[1] == 0x7f)
		return 0;
	*usual = in(p[0], 0x81, 0x83) || in(p[0], 0x88, 0x98);
	return 2;
}

static size_t
euc_jp(const unsigned char *p, size_t n, bool *usual)
{
	if (p[0] == 0x8e)
		return n >= 2 && in(p[1], 0xa1, 0xdf) ? 2 : 0;
	if (p[0] == 0x8f)
		return n >= 3 && p[1] >= 0xa1 && p[2] >= 0xa1 ? 3 : 0;
	if (n < 2 || !in(p[0], 0xa1, 0xfe) || !in(p[1], 0xa1, 0xfe))
		return 0;
	*usual = p[0] == 0xa4 || p[0] == 0xa5 || p[0] == 0xa1 || in(p[0], 0xb0, 0xcf);
	return 2;
}

static size_t
euc_kr(const unsigned char *p, size_t n, bool *usual)
{
	if (n < 2 || !in(p[0], 0x81, 0xfe) ||
	    !(in(p[1], 0x41, 0x5a) || in(p[1], 0x61, 0x7a) || in(p[1], 0x81, 0xfe)))
		return 0;
	*usual = p[1] >= 0xa1 && (in(p[0], 0xb0, 0xc8) || p[0] == 0xa1);
	return 2;
}

static struct shape
measure(struct bs_span s, read_fn one)
{
	struct shape r = {0};
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < s.n;) {
		bool usual = false;
		size_t n;

		i += bs_ascii_run(bs_span_cut(s, i, s.n));
		if (i >= s.n)
			break;
		n = one((const unsigned char *)s.p + i, s.n - i, &usual);
		if (n == 0) {
			if (s.n - i >= 4) /* not the end that was cut off */
				r.bad++;
			i++;
		} else {
			r.good++;
			r.usual += usual;
			r.runs += i != last;
			i += n;
			last = i;
		}
	}
	return r;
}

/* Share of pairs, in percent, whose first byte is lo..hi among those of EUC shape. */
static size_t
share(struct bs_span s, unsigned lo, unsigned hi)
{
	size_t all = 0, hit = 0;

	for (size_t i = 0; i + 1 < s.n;) {
		i += bs_ascii_run(bs_span_cut(s, i, s.n));
		if (i + 1 >= s.n)
			break;
		if ((unsigned char)s.p[i] >= 0xa1 && (unsigned char)s.p[i + 1] >= 0xa1) {
			all++;
			hit += in((unsigned char)s.p[i], lo, hi);
			i += 2;
		} else {
			i++;
		}
	}
	return all ? 100 * hit / all : 0;
}

const char *
bs_detect_multi(struct bs_span source, int *percent)
{
	static const struct {
		const char *name;
		read_fn one;
		size_t
		    run; /* pairs between spaces that text has at least, in the mean; times two */
	} enc[] = {{"EUC-KR", euc_kr, 3}, {"EUC-JP", euc_jp, 5}, {"GB18030", gb18030, 7},
	    {"Big5", big5, 7}, {"Shift_JIS", shift_jis, 5}};
	enum { KR, JP, GB, BIG, SJIS, N };
	struct bs_span s = bs_span(source.p, source.n < LOOK ? source.n : LOOK);
	size_t best = N, points[N], kana = share(s, 0xa4, 0xa5), beyond = share(s, 0xc9, 0xf7);

	for (size_t k = 0; k < N; k++) {
		struct shape r = measure(s, enc[k].one);

		points[k] = 0;
		if (r.good < 4 || r.bad * 50 > r.good || 2 * r.good < r.runs * enc[k].run)
			continue;
		points[k] = 100 * r.usual / (r.good + r.bad);
	}
	if (points[JP])
		points[JP] = kana >= 12 ? points[JP] + 30 : points[JP] / 2;
	if (points[KR])
		points[KR] = beyond < 8 && kana < 12 ? points[KR] + 10 : points[KR] / 2;
	if (points[GB] && kana >= 12)
		points[GB] /= 2;
	for (size_t k = 0; k < N; k++)
		if (points[k] >= 70 && (best == N || points[k] > points[best]))
			best = k;
	if (best == N)
		return NULL;
	*percent = points[best] >= 99 ? 99 : (int)points[best];
	return enc[best].name;
}
