/* strange: see strange.h. */
#include "normalize/strange.h"

#include "broadsheet/utf8.h"

#include <utf8proc.h>

enum kind {
	EDGE,
	LOWER,
	UPPER, /* ASCII */
	DIGIT,
	PUNCT,
	LAT_LOWER,
	LAT_UPPER, /* Latin beyond ASCII */
	LAT_RARE,  /* phonetic and historic Latin */
	CYR_LOWER,
	CYR_UPPER,
	CYR_RARE_LOWER,
	CYR_RARE_UPPER, /* Serbian and Macedonian letters */
	GREEK,
	SCRIPT,
	CJK,
	APOSTROPHE,
	CLOSING,
	OPENING,
	EITHER, /* U+201C, which closes in half of Europe */
	ODD,    /* daggers, spacing accents: rare in running text */
	RAISED, /* signs that follow a word or number: (c) (r) tm degree */
	MONEY,
	MATHS,
	BOX,
	EMOJI,
	NBSP,
	SHY,
	COMBINING,
	LOST /* U+FFFD */,
	CONTROL,
	BAD,
	NKIND
};

static bool
one_of(int32_t cp, const int32_t *list)
{
	while (*list && *list != cp)
		list++;
	return *list != 0;
}

static const int32_t closing[] = {0x201d, 0x2026, 0x2013, 0x2014, 0x2022, 0x203a, 0xbb, 0};
static const int32_t opening[] = {0x2018, 0x201e, 0x201a, 0xab, 0x2039, 0xbf, 0xa1, 0};
static const int32_t raised[] = {
    0xa9, 0xae, 0x2122, 0xb0, 0xaa, 0xba, 0xb2, 0xb3, 0xb9, 0xbd, 0xbc, 0xbe, 0};
static const int32_t money[] = {0x20ac, 0xa3, 0xa5, 0xa2, 0x192, 0};
static const int32_t rare_cyrillic[] = {0x402, 0x403, 0x405, 0x408, 0x409, 0x40a, 0x40b, 0x40c,
    0x40e, 0x40f, 0x452, 0x453, 0x455, 0x458, 0x459, 0x45a, 0x45b, 0x45c, 0x45e, 0x45f, 0};
static const int32_t common_extended[] = {
    0x1a0, 0x1a1, 0x1af, 0x1b0, 0x218, 0x219, 0x21a, 0x21b, 0};

static enum kind
latin(int32_t cp, bool lower)
{
	if ((cp >= 0x180 && cp < 0x2b0 && !one_of(cp, common_extended)) ||
	    (cp >= 0x1e00 && cp < 0x1ea0))
		return LAT_RARE;
	return lower ? LAT_LOWER : LAT_UPPER;
}

static enum kind
letter(int32_t cp, bool lower)
{
	if (cp < 0x250 || (cp >= 0x1e00 && cp < 0x1f00) || (cp >= 0xfb00 && cp <= 0xfb06))
		return latin(cp, lower);
	if (cp < 0x370)
		return LAT_RARE;
	if (cp < 0x400 || (cp >= 0x1f00 && cp < 0x2000))
		return GREEK;
	if (cp < 0x500) {
		if (cp >= 0x460)
			return cp == 0x490 || cp == 0x491 ? (lower ? CYR_LOWER : CYR_UPPER)
							  : LAT_RARE;
		if (one_of(cp, rare_cyrillic))
			return lower ? CYR_RARE_LOWER : CYR_RARE_UPPER;
		return lower ? CYR_LOWER : CYR_UPPER;
	}
	if (cp < 0x530 || (cp >= 0x700 && cp < 0x900) || (cp >= 0x13a0 && cp < 0x1780) ||
	    (cp >= 0x1800 && cp < 0x1e00) || (cp >= 0x2c00 && cp < 0x2e80) ||
	    (cp >= 0xa000 && cp < 0xac00))
		return LAT_RARE; /* scripts that news are not written in */
	if ((cp >= 0x3000 && cp < 0xa000) || (cp >= 0xac00 && cp < 0xd7b0) ||
	    (cp >= 0xf900 && cp < 0xfb00) || (cp >= 0x20000 && cp < 0x32000) ||
	    (cp >= 0xff00 && cp < 0xfff0))
		return CJK;
	return SCRIPT;
}

static enum kind
symbol(int32_t cp)
{
	if (cp == 0x2019)
		return APOSTROPHE;
	if (cp == 0x201c)
		return EITHER;
	if (one_of(cp, closing))
		return CLOSING;
	if (one_of(cp, opening))
		return OPENING;
	if (one_of(cp, raised))
		return RAISED;
	if (one_of(cp, money))
		return MONEY;
	if (cp == 0xd7 || cp == 0xf7 || cp == 0xb1 || cp == 0xb5 || (cp >= 0x2200 && cp < 0x2300) ||
	    cp == 0x25ca)
		return MATHS;
	if (cp >= 0x2500 && cp < 0x25a0)
		return BOX;
	if ((cp >= 0x3000 && cp < 0x3040) || (cp >= 0xff00 && cp < 0xfff0))
		return CJK;
	if ((cp >= 0x2190 && cp < 0x2c00) || (cp >= 0x1f000 && cp < 0x1fb00) || cp == 0xfe0f)
		return EMOJI;
	if (cp >= 0x590 && cp < 0x2000)
		return SCRIPT;
	return ODD;
}

static enum kind
kind_of(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80) {
		if (cp <= ' ')
			return EDGE;
		return bs_is_lower(cp)   ? LOWER
		       : bs_is_upper(cp) ? UPPER
		       : bs_is_digit(cp) ? DIGIT
					 : PUNCT;
	}
	if (cp < 0xa0)
		return CONTROL;
	if (cp == 0xa0)
		return NBSP;
	if (cp == 0xad)
		return SHY;
	if (cp == 0xfffd)
		return LOST;
	if (cp == 0xaa || cp == 0xba || cp == 0xb5 || cp == 0x192)
		return symbol(cp);
	c = utf8proc_category(cp);
	switch (c) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return letter(cp, false);
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LO:
		return letter(cp, true);
	case UTF8PROC_CATEGORY_LM:
		return cp < 0x370 ? ODD : letter(cp, true);
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		if (cp >= 0x316 && cp < 0x483 && !(cp >= 0x323 && cp <= 0x328) && cp != 0x31b &&
		    cp != 0x331)
			return BAD; /* overlays and the like */
		return cp < 0x590 ? COMBINING : letter(cp, true);
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
		return BAD;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_CF:
		return EDGE;
	case UTF8PROC_CATEGORY_ND:
		return cp < 0x590 ? DIGIT : SCRIPT;
	default:
		return symbol(cp);
	}
}

static bool
is_latin(enum kind k)
{
	return k == LOWER || k == UPPER || k == LAT_LOWER || k == LAT_UPPER || k == LAT_RARE;
}

static bool
is_cyrillic(enum kind k)
{
	return k >= CYR_LOWER && k <= CYR_RARE_UPPER;
}

static bool
is_letter(enum kind k)
{
	return is_latin(k) || is_cyrillic(k) || k == GREEK || k == SCRIPT || k == CJK;
}

static bool
is_small(enum kind k)
{
	return k == LOWER || k == LAT_LOWER || k == CYR_LOWER || k == CYR_RARE_LOWER;
}

static bool
is_capital(enum kind k)
{
	return k == UPPER || k == LAT_UPPER || k == CYR_UPPER || k == CYR_RARE_UPPER;
}

/* What it costs a character to be there at all. */
static const unsigned char alone[NKIND] = {[LAT_LOWER] = 1,
    [LAT_UPPER] = 2,
    [LAT_RARE] = 45,
    [CYR_RARE_LOWER] = 8,
    [CYR_RARE_UPPER] = 8,
    [ODD] = 6,
    [RAISED] = 2,
    [MONEY] = 1,
    [MATHS] = 2,
    [BOX] = 4,
    [EMOJI] = 3,
    [NBSP] = 2,
    [SHY] = 8,
    [COMBINING] = 8,
    [LOST] = 5,
    [CONTROL] = 60,
    [BAD] = 100};

/* What it costs a sign to follow a letter, and a letter to follow a sign. */
static const unsigned char after_letter[NKIND] = {[OPENING] = 28,
    [EITHER] = 6,
    [ODD] = 30,
    [RAISED] = 12,
    [MONEY] = 25,
    [MATHS] = 25,
    [BOX] = 35,
    [NBSP] = 2,
    [CONTROL] = 10,
    [EMOJI] = 8,
    [LOST] = 5};
static const unsigned char before_letter[NKIND] = {[CLOSING] = 15,
    [ODD] = 20,
    [RAISED] = 25,
    [MONEY] = 12,
    [MATHS] = 12,
    [BOX] = 35,
    [EMOJI] = 8,
    [CONTROL] = 10,
    [LOST] = 10};

static bool
is_sign(enum kind k)
{
	return k >= ODD && k <= MATHS;
}

static int
between_letters(enum kind a, enum kind b)
{
	if (is_latin(a) != is_latin(b)) {
		enum kind other = is_latin(a) ? b : a;

		return other == GREEK ? 8 : other == CJK ? 20 : other == SCRIPT ? 35 : 40;
	}
	if (is_cyrillic(a) != is_cyrillic(b) || (a == GREEK) != (b == GREEK) ||
	    (a == CJK) != (b == CJK))
		return 40;
	if (is_small(a) && is_capital(b))
		return a == LOWER && b == UPPER ? 5 : 35;
	return a == LAT_UPPER && b == LAT_UPPER ? 10 : 0;
}

static int
follows(enum kind a, enum kind b)
{
	if (is_letter(a) && is_letter(b))
		return between_letters(a, b);
	if (is_letter(a))
		return after_letter[b];
	if (b == COMBINING)
		return 25;
	if (is_letter(b))
		return before_letter[a];
	if (a == MATHS && b == MATHS)
		return 10;
	if (is_sign(a) && is_sign(b))
		return a == ODD && b == ODD ? 15 : 20;
	if (is_sign(a) && (b == OPENING || b == EITHER || b == BOX))
		return 12;
	if (is_sign(a) && (b == CLOSING || b == APOSTROPHE))
		return 5;
	if (is_sign(b) && (a == CLOSING || a == OPENING || a == EITHER || a == BOX))
		return 10;
	if (a == OPENING && (b == CLOSING || b == EDGE))
		return 12;
	if (a == SHY && b == EDGE)
		return 25;
	if (a == DIGIT && b == ODD)
		return 10;
	return 0;
}

/* Letters that UTF-8 read as a single-byte page is full of, before a sign. */
static bool
is_lead(int32_t cp)
{
	return cp == 0xc3 || cp == 0xc2 || cp == 0x413 || cp == 0x412;
}

/* What three in a row cost: aa a b, c being the character of a and d that of b. */
static int
in_a_row(enum kind aa, enum kind a, enum kind b, int32_t c, int32_t d)
{
	static const int32_t after_a_circumflex[] = {
	    0x153, 0x152, 0x161, 0x160, 0x17e, 0x17d, 0x178, 0};
	int cost = 0;

	if (b == LAT_LOWER && is_capital(a) && is_capital(aa))
		cost += 30;
	if (is_lead(c) && !is_letter(b) && b != EDGE && b != PUNCT && b != DIGIT && b != APOSTROPHE)
		cost += 15;
	if (aa == EDGE && b == EDGE && (a == LAT_UPPER || c == 0x413) && c != 0xc0 && c != 0xc9 &&
	    c != 0xd3)
		cost += 12; /* no word of any language, but a few */
	if (aa == EDGE && c == 0xe2 && !is_letter(b))
		cost += 12;
	if (c == 0xe2 && one_of(d, after_a_circumflex))
		cost += 22;
	if (is_letter(aa) && a == EITHER && is_letter(b))
		cost += 20;
	if ((a == CJK || a == SCRIPT) && aa != a && b != a)
		cost += 20;
	return cost;
}

int
bs_strange(const int32_t *cp, size_t n, int32_t before2, int32_t before, int32_t after)
{
	enum kind aa = kind_of(before2), a = kind_of(before);
	int cost = 0;

	for (size_t i = 0; i <= n; i++) {
		int32_t c = i < n ? cp[i] : after;
		enum kind b = kind_of(c);

		cost += follows(a, b) + in_a_row(aa, a, b, before, c);
		if (i < n)
			cost += alone[b];
		aa = a;
		a = b;
		before = c;
	}
	return cost;
}
