/* uax29: sentence and word boundaries as Unicode Annex 29 has them. */
#include "segment/tokenrow.h"

void
bs_uax29_tokens(struct bs_span text, struct bs_tokens *out)
{
	bs_tokenize(text, BS_TOKEN_KEEP_CONTRACTIONS, out);
}
