/*
 * edits: sentences and tokens against the edit map of their text: no edit is cut in two.
 *
 * Private to segment.  Offsets are bytes of the text.  Linear in the edits and the pieces.
 */
#ifndef BS_SEGMENT_EDITS_H
#define BS_SEGMENT_EDITS_H

#include "broadsheet/editmap.h"
#include "broadsheet/sentence.h"
#include "broadsheet/token.h"

/*
 * Does an edit touch bytes [a, b) of the text?  It is sought from edit *at
 * onwards.  Where none does, *shift is what to add for the source's offset.
 */
static inline bool
bs_edits_touch(const struct bs_editmap *m, size_t *at, size_t a, size_t b, int64_t *shift)
{
	const struct bs_edit *before;

	while (*at < m->n && m->e[*at].t < a)
		++*at;
	before = *at > 0 ? &m->e[*at - 1] : NULL;
	if ((*at < m->n && m->e[*at].t <= b) || (before != NULL && before->t + before->n > a))
		return true;
	*shift = before == NULL
		     ? 0
		     : (int64_t)(before->src + before->s) - (int64_t)(before->t + before->n);
	return false;
}

/* Boundaries inside an edit widen to it; tokens, or sentences, that then overlap become one. */
void bs_edits_widen_tokens(struct bs_tokens *t, const struct bs_editmap *map);
void bs_edits_widen_sentences(struct bs_sentences *s, const struct bs_editmap *map);

#endif
