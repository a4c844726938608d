/* chars: see chars.h */
#include "segment/chars.h"

#include <utf8proc.h>

#define R4(x) x, x, x, x
#define R16(x) R4(x), R4(x), R4(x), R4(x)
#define M BS_CC_MARK
#define S BS_CC_SPACE
#define L BS_CC_LOWER
#define U BS_CC_UPPER
#define D BS_CC_DIGIT
#define H BS_CC_HIGH

/* clang-format off */
const unsigned char bs_cc_of[256] = {
	M, M, M, M, M, M, M, M, M, S, S, S, S, S, M, M, R16(M),
	S, M, M, M, M, M, M, M, R4(M), R4(M),
	R4(D), R4(D), D, D, M, M, M, M, M, M,
	M, U, U, U, R4(U), R4(U), R4(U), R4(U), R4(U), U, U, U, M, M, M, M, M,
	M, L, L, L, R4(L), R4(L), R4(L), R4(L), R4(L), L, L, L, M, M, M, M, M,
	R16(H), R16(H), R16(H), R16(H), R16(H), R16(H), R16(H), R16(H),
};
/* clang-format on */

enum bs_uc
bs_uc_kind(struct bs_span s, size_t *len, int32_t *cp)
{
	unsigned char c = (unsigned char)s.p[0];

	*len = bs_utf8_decode(s, cp);
	if (*cp < 0)
		return BS_UC_SYMBOL;
	/* what texts in Latin letters have most of; the rest is asked of utf8proc */
	if (c >= 0xc3 && c <= 0xc9)
		return *cp == 0xd7 || *cp == 0xf7 ? BS_UC_SYMBOL : BS_UC_WORD;
	if (*cp >= 0x2010 && *cp <= 0x2027)
		return BS_UC_PUNCT;
	if (bs_is_space(*cp))
		return BS_UC_SPACE;
	switch (utf8proc_category(*cp)) {
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
		return BS_UC_PUNCT;
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CC:
		return BS_UC_SYMBOL;
	default:
		return BS_UC_WORD;
	}
}
