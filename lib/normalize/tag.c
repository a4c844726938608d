/* tag: see stages.h. */
#include "normalize/stages.h"

void
bs_stage_tag(struct bs_aligned *a, struct bs_splices *s)
{
	bs_aligned_apply(a, s);
}
