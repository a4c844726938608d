/* split: see split.h. */
#include "normalize/split.h"

#include "broadsheet/utf8.h"

bool
bs_cut_next(struct bs_pattern *by, struct bs_span text, size_t *at, size_t *start, size_t *stop,
    bool *gave_up)
{
	while (*at < text.n) {
		size_t behind;
		int found = bs_pattern_find(by, text, *at, false, stop, &behind);

		*start = *at;
		*gave_up |= found < 0;
		if (found <= 0)
			*stop = behind = text.n;
		*at = behind;
		if (bs_trim(bs_span_cut(text, *start, *stop)).n)
			return true;
	}
	return false;
}
