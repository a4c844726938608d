/* copyhash: see broadsheet/copyhash.h */
#include "broadsheet/copyhash.h"

#include "broadsheet/strmap.h"
#include "broadsheet/utf8.h"

#define PRIME 0x100000001b3U

static uint64_t
add(uint64_t h, unsigned char c)
{
	return (h ^ c) * PRIME;
}

/* The folded form of one character that is not ASCII. */
static uint64_t
add_wide(uint64_t h, struct bs_span s)
{
	char mem[32];
	struct bs_buf fold = {.p = mem, .cap = sizeof mem};
	size_t i;

	bs_fold_case(&fold, s); /* at most four characters: it never grows */
	for (i = 0; i < fold.n; i++)
		h = add(h, (unsigned char)fold.p[i]);
	return h;
}

/* ASCII: the folded byte of a word, 0 for what ends one, 1 for what is left out (the apostrophe).
 */
static const unsigned char ascii[128] = {
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    48,
    49,
    50,
    51,
    52,
    53,
    54,
    55,
    56,
    57,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    97,
    98,
    99,
    100,
    101,
    102,
    103,
    104,
    105,
    106,
    107,
    108,
    109,
    110,
    111,
    112,
    113,
    114,
    115,
    116,
    117,
    118,
    119,
    120,
    121,
    122,
    0,
    0,
    0,
    0,
    0,
    0,
    97,
    98,
    99,
    100,
    101,
    102,
    103,
    104,
    105,
    106,
    107,
    108,
    109,
    110,
    111,
    112,
    113,
    114,
    115,
    116,
    117,
    118,
    119,
    120,
    121,
    122,
    0,
    0,
    0,
    0,
    0,
};

void
bs_words_key(struct bs_buf *out, struct bs_span text)
{
	static const char hex[] = "0123456789abcdef";
	uint64_t h = 0xcbf29ce484222325U;
	bool gap = false, any = false;
	size_t i, n;
	int shift;

	for (i = 0; i < text.n; i += n) {
		unsigned char c = (unsigned char)text.p[i];
		int32_t cp;
		bool word;

		n = 1;
		if (c < 0x80) {
			c = ascii[c];
			if (c == 1)
				continue;
			word = c != 0;
		} else {
			n = bs_utf8_decode(bs_span(text.p + i, text.n - i), &cp);
			word = cp > 0xbf && (cp < 0x2000 || cp >= 0x2070) &&
			       (bs_is_letter(cp) || bs_is_mark(cp) || bs_is_digit(cp));
		}
		if (!word) {
			gap = any;
			continue;
		}
		if (gap)
			h = add(h, ' ');
		gap = false;
		any = true;
		h = c < 0x80 ? add(h, c) : add_wide(h, bs_span(text.p + i, n));
	}
	for (shift = 60; shift >= 0; shift -= 4)
		bs_buf_ch(out, hex[h >> shift & 15]);
}
