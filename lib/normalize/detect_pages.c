/*
 * detect_pages: which single-byte page makes likely text of the bytes; see detect.h.
 *
 * Each page's reading is scored by the pairs of letters around bytes beyond
 * ASCII, in the language that suits it best, and by where signs stand.
 */
#include "normalize/codepage.h"
#include "normalize/detect.h"
#include "normalize/letters.h"
#include "normalize/strange.h"

#include "broadsheet/utf8.h"

#include <utf8proc.h>

enum { MOST = 1200, USUAL_SIGN = 4, SIGN = 9, CONTROL = 40, BY_DIGIT = 10 };

/* In the order of preference where they make the same text; penalty in bits for rare ones. */
static const struct {
	const char *name;
	int penalty;
} candidate[] = {{"windows-1252", 0}, {"windows-1251", 4}, {"windows-1250", 4}, {"ISO-8859-2", 5},
    {"KOI8-R", 4}, {"KOI8-U", 5}, {"ISO-8859-15", 2}, {"ISO-8859-1", 2}, {"windows-1254", 6},
    {"ISO-8859-9", 7}, {"windows-1253", 5}, {"ISO-8859-7", 6}, {"windows-1255", 5},
    {"windows-1256", 5}, {"windows-1257", 6}, {"ISO-8859-13", 8}, {"windows-1258", 6},
    {"ISO-8859-5", 5}, {"macintosh", 4}, {"IBM866", 6}, {"ISO-8859-4", 10}, {"ISO-8859-8", 8},
    {"ISO-8859-6", 8}, {"IBM852", 10}, {"IBM850", 6}, {"x-mac-cyrillic", 10}};
enum { NCANDIDATE = sizeof candidate / sizeof candidate[0] };

static int32_t
read(const struct bs_codepage *p, struct bs_span s, size_t i)
{
	unsigned char b = i < s.n ? (unsigned char)s.p[i] : ' ';

	return b < 0x80 ? b : p->upper[b - 0x80];
}

static int32_t
letter_of(int32_t cp)
{
	return bs_is_letter(cp) ? utf8proc_tolower(cp) : bs_is_mark(cp) ? cp : ' ';
}

static void
add(int *sum, const struct bs_letters *m, int32_t a, int32_t b)
{
	const uint8_t *bits;

	if (a < 0x80 && b < 0x80)
		return;
	bits = bs_letters_pair(m, a, b);
	for (size_t l = 0; l < BS_LETTERS_LANGUAGES; l++)
		sum[l] += bits ? bits[l] : BS_LETTERS_UNSEEN;
}

/* Signs that running text is full of. */
static bool
is_usual(int32_t cp)
{
	return (cp >= 0x2013 && cp <= 0x2014) || (cp >= 0x2018 && cp <= 0x2019) ||
	       (cp >= 0x201c && cp <= 0x201e) || cp == 0x2026 || cp == 0xab || cp == 0xbb ||
	       cp == 0xa0;
}

/* And those that stand by numbers. */
static bool
is_by_number(int32_t cp)
{
	return cp == 0xa3 || cp == 0x20ac || cp == 0xa2 || cp == 0xa5 || cp == 0xb0 || cp == 0xbd ||
	       cp == 0xbc || cp == 0xb2;
}

/* Bits of the reading at the places in at[]; half bits, to be exact. */
static int
score(const struct bs_letters *m, const struct bs_codepage *p, struct bs_span s, const size_t *at,
    size_t n)
{
	int sum[BS_LETTERS_LANGUAGES] = {0}, common = 0, best = 1 << 30;

	for (size_t k = 0; k < n; k++) {
		size_t i = at[k];
		int32_t b = read(p, s, i), a = i ? read(p, s, i - 1) : ' ', c = read(p, s, i + 1);

		if (b < 0xa0) {
			common += CONTROL * 2;
		} else if (bs_is_letter(b) || bs_is_mark(b)) {
			int32_t low = letter_of(b);

			add(sum, m, letter_of(a), low);
			add(sum, m, low, letter_of(c));
			common += bs_strange(&b, 1, ' ', a, c) / 2;
			if (bs_is_digit(a) || bs_is_digit(c))
				common += 2 * BY_DIGIT;
		} else {
			bool usual = is_usual(b) ||
				     (is_by_number(b) && (bs_is_digit(a) || bs_is_digit(c)));

			common += 2 * (usual ? USUAL_SIGN : SIGN) +
				  bs_strange(&b, 1, ' ', a, c) / 2;
		}
	}
	for (size_t l = 0; l < m->nlanguage; l++)
		best = sum[l] < best ? sum[l] : best;
	return best + common;
}

/* Bytes beyond ASCII, spread over the text where there are many. */
static size_t
places(struct bs_span s, size_t *at)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < MOST; i++) {
		if ((unsigned char)s.p[i] < 0x80)
			i += bs_ascii_run(bs_span_cut(s, i, s.n));
		if (i < s.n)
			at[n++] = i;
	}
	return n;
}

const char *
bs_detect_page(struct bs_span source, struct bs_letters *letters, int *percent)
{
	struct bs_letters own = {0}, *m = letters ? letters : &own;
	size_t at[MOST], n = places(source, at), best = 0;
	int lowest = 1 << 30, second = 1 << 30;

	if (m->slot == NULL)
		bs_letters_init(m);
	for (size_t k = 0; k < NCANDIDATE; k++) {
		const struct bs_codepage *p = bs_codepage_find(bs_span_str(candidate[k].name));
		int v = score(m, p, source, at, n) + 2 * candidate[k].penalty;

		if (v < lowest) {
			second = lowest;
			lowest = v;
			best = k;
		} else if (v < second) {
			second = v;
		}
	}
	bs_letters_free(&own);
	/* bits of distance, as odds; never sure */
	*percent = second - lowest >= 40 ? 99 : 50 + (second - lowest) * 49 / 40;
	return candidate[best].name;
}
