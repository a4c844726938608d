/*
 * utf8: validation and decoding of UTF-8 as Unicode 15 chapter 3 (table 3-7)
 * defines it.  Properties, case folding and normal forms are utf8proc's.
 *
 * Units: bytes.  Nothing here allocates.
 */
#ifndef BROADSHEET_UTF8_H
#define BROADSHEET_UTF8_H

#include "broadsheet/mem.h"

/* Bytes of s before the first that is not ASCII (wide loads, some GB/s). */
size_t bs_ascii_run(struct bs_span s);

/* Length of the longest valid prefix of s; s.n if all of it is UTF-8. */
size_t bs_utf8_valid(struct bs_span s);

/*
 * Decode the character at s (s.n > 0) into *cp and return its length.  On a
 * malformed sequence *cp is -1 and the length is that of its maximal subpart
 * (Unicode 15, section 3.9, U+FFFD substitution): 1 to 3.
 */
size_t bs_utf8_decode(struct bs_span s, int32_t *cp);

/* The character that ends at s.p + s.n (s.n > 0), s being valid UTF-8. */
size_t bs_utf8_decode_last(struct bs_span s, int32_t *cp);

/* Encode cp (a scalar value) into out[4]; returns the length. */
size_t bs_utf8_encode(int32_t cp, char *out);
void bs_buf_utf8(struct bs_buf *b, int32_t cp);

/* Properties, from utf8proc. */
bool bs_is_space(int32_t cp); /* White_Space */
bool bs_is_letter(int32_t cp);
bool bs_is_upper(int32_t cp); /* Lu or Lt */
bool bs_is_lower(int32_t cp); /* Ll */
bool bs_is_digit(int32_t cp); /* Nd */
bool bs_is_mark(int32_t cp);  /* M* */

/* Append s case-folded (Unicode full case folding); not normalised.  Valid UTF-8 in. */
void bs_fold_case(struct bs_buf *out, struct bs_span s);

/* The folded form of the two-byte character at p, where it has two bytes too and is of U+00C0 to
 * U+00FF or U+0400 to U+045F, as most are; false, and nothing written, for all others. */
static inline bool
bs_fold_pair(const char *p, char *to)
{
	unsigned char c = (unsigned char)p[0], d = (unsigned char)p[1];

	if (c == 0xc3 && d != 0x9f) {
		d = (unsigned char)(d == 0x97 ? d : d | 0x20); /* ×, which is not ÷ */
	} else if (c == 0xd0) {
		c = d < 0x90 || (d >= 0xa0 && d < 0xb0) ? 0xd1 : c; /* Ѐ to Џ, Р to Я */
		d = (unsigned char)(d < 0x90   ? d + 0x10
				    : d < 0xa0 ? d + 0x20
				    : d < 0xb0 ? d - 0x20
					       : d);
	} else if (c != 0xd1 || d >= 0xa0) {
		return false;
	}
	to[0] = (char)c;
	to[1] = (char)d;
	return true;
}

/* Trim White_Space at both ends. */
struct bs_span bs_trim(struct bs_span s);

#endif
