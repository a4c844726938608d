/*
 * nospace: is a space lost behind a mark?  "the lamb.Then", "it?Yes": two
 * sentences; "Node.Js", "J.Smith", "example.com/a?b": none.  See split.h.
 */
#include "segment/split.h"

/* A link or an address goes on around i: no space since a slash or an @. */
static bool
in_address(const struct bs_split *s, size_t i)
{
	size_t low = i > BS_LOOK ? i - BS_LOOK : 0;

	while (i > low && bs_cc(s->p[--i]) != BS_CC_SPACE)
		if (s->p[i] == '/' || s->p[i] == '@')
			return true;
	return i + 4 < s->n && (memcmp(s->p + i + (i > low), "www.", 4) == 0);
}

/* "all day.but then", "is it?how": words of the language on both sides, and no address. */
static bool
lost_before_small(const struct bs_split *s, const struct bs_mark *m, struct bs_span w, size_t i)
{
	struct bs_span next = bs_split_word_at(s, i);
	size_t j = bs_split_behind(s, next);

	return !m->ellipsis && next.n > 1 && j < s->n && (s->p[j] == ' ' || s->p[j] == ',') &&
	       (m->question || m->exclaim || (w.n > 2 && m->dots == 1)) &&
	       bs_cc(w.n > 0 ? w.p[0] : '.') == BS_CC_LOWER && bs_word_is_english(w) &&
	       bs_word_is_english(next) && !bs_word_is_domain(next, false) &&
	       !in_address(s, m->at) && bs_abbrev_find(&s->seg->abbrev, w) == BS_ABBREV_NONE;
}

/* No space behind the mark: "the lamb.Then", "it?Yes" - and not "Node.Js", "J.Smith". */
bool
bs_split_lost_space(const struct bs_split *s, const struct bs_mark *m, const struct bs_next *nx)
{
	struct bs_span w = bs_split_word_before(s, m->at), next;
	enum bs_abbrev kind;
	size_t j;

	if (nx->kind == BS_NEXT_LOWER && nx->word == nx->at && m->close == m->end)
		return lost_before_small(s, m, w, nx->word);
	if (nx->kind != BS_NEXT_UPPER || nx->bracket)
		return m->wide;
	if (m->close > m->end && !nx->quote)
		return true;
	next = bs_split_word_at(s, nx->word);
	j = bs_split_behind(s, next);
	if (next.n > 1 ? bs_cc(next.p[1]) != BS_CC_LOWER : !(j < s->n && s->p[j] == ' '))
		return false;
	if (j < s->n && (memchr("@_/=&", s->p[j], 5) != NULL || bs_is_09(s->p[j]) ||
			    (s->p[j] == '.' && j + 1 < s->n && bs_is_alnum(s->p[j + 1]))))
		return false;
	if (m->ellipsis)
		return true;
	if (bs_word_is_domain(next, true) || w.n == 0 || memchr(w.p, '.', w.n) != NULL ||
	    in_address(s, m->at))
		return false;
	if (bs_span_is_digits(w))
		return !m->question && !m->exclaim ? w.n < 5 : true;
	kind = bs_abbrev_find(&s->seg->abbrev, w);
	return w.n > 1 && bs_cc(w.p[w.n - 1]) != BS_CC_UPPER &&
	       (kind == BS_ABBREV_NONE || kind == BS_ABBREV_NUMBER || kind == BS_ABBREV_UNIT);
}
