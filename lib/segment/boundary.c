/*
 * boundary: does a mark end its sentence?  See split.h.
 *
 * The idea: a question mark or a stop behind an ordinary word ends it when a
 * capital, a figure or an opening mark follows.  Behind a short form
 * shortform.c decides.
 */
#include "segment/split.h"

enum { LEAD = 16 /* bytes: fewer before an ellipsis are no sentence yet */ };

static bool
is_link(const struct bs_split *s, size_t i)
{
	struct bs_span at = bs_span(s->p + i, s->n - i);

	return bs_span_starts(at, BS_SPAN("http://")) || bs_span_starts(at, BS_SPAN("https://")) ||
	       bs_span_starts(at, BS_SPAN("www."));
}

/* iPhone */
static bool
is_camel(struct bs_span w)
{
	for (size_t i = 1; i < w.n; i++)
		if (bs_cc(w.p[i]) == BS_CC_UPPER)
			return true;
	return false;
}

/* A small letter that may begin a sentence: iPhone, al-Qaeda, de Gaulle. */
static bool
begins_small(const struct bs_split *s, size_t i)
{
	struct bs_span w = bs_split_word_at(s, i);
	size_t j = i + w.n;

	if (is_camel(w))
		return true;
	if (bs_split_strength(s, w) == BS_STRONG || is_link(s, i) || (w.n == 1 && w.p[0] == 'i'))
		return true;
	return w.n > 0 && j + 1 < s->n && (s->p[j] == '-' || s->p[j] == ' ') &&
	       bs_cc(s->p[j + 1]) == BS_CC_UPPER && bs_word_is(w, "particle");
}

/* A word often seen without a stop: not a short form that the list lacks. */
static bool
is_word(struct bs_span w)
{
	struct bs_word_cases c;

	return w.n > 1 && (w.n > 5 || (bs_word_cases(w, &c) && c.lower + c.upper > 4) ||
			      bs_word_is_english(w));
}

/* "“Where?” Jaan Tamm asked." */
static bool
is_reported(const struct bs_split *s, size_t i)
{
	for (int k = 0; k < 4 && i < s->n; k++) {
		struct bs_span w = bs_split_word_at(s, i);

		if (w.n == 0)
			return false;
		i += w.n;
		if (k > 0 && bs_word_is_speech(w))
			return i == s->n || memchr(".,;", s->p[i], 3) != NULL;
		/* He, The: with a capital they begin a sentence */
		if (k > 0 ? bs_cc(w.p[0]) != BS_CC_UPPER
			  : bs_cc(w.p[0]) == BS_CC_UPPER && bs_split_strength(s, w) != BS_NAME)
			return false;
		if (i < s->n && s->p[i] == '.')
			i++;
		if (i < s->n && s->p[i] == ' ')
			i++;
	}
	return false;
}

/* Capitals before a mark that a small letter follows: "the musical Mamma Mia! opened". */
static bool
in_name(const struct bs_split *s, struct bs_span w)
{
	struct bs_span prev = bs_split_previous(s, w);

	return w.n > 1 && bs_cc(w.p[0]) == BS_CC_UPPER && !bs_split_is_capitals(w) && prev.n > 1 &&
	       bs_cc(prev.p[0]) == BS_CC_UPPER;
}

static const char *
after_loud(
    const struct bs_split *s, const struct bs_mark *m, const struct bs_next *nx, const char *name)
{
	struct bs_span w = bs_split_word_before(s, m->at);

	if (m->exclaim && m->end == m->at + 1 && w.n > 0) { /* Yahoo! Research */
		struct bs_span mark = {w.p, w.n + 1};

		if (bs_word_is(mark, "glued") &&
		    (nx->kind == BS_NEXT_LOWER ||
			bs_split_strength(s, bs_split_word_at(s, nx->word)) != BS_STRONG))
			return NULL;
	}
	if (nx->kind == BS_NEXT_LOWER && is_link(s, nx->word))
		return name;
	if (nx->kind == BS_NEXT_LOWER)
		return m->quoted || m->bracketed || m->ellipsis || nx->dash || w.n == 0 ||
			       is_reported(s, nx->word) || in_name(s, w)
			   ? NULL
			   : name;
	if (nx->kind == BS_NEXT_UPPER && m->quoted && !nx->quote && is_reported(s, nx->word))
		return NULL;
	return name;
}

/* "I... I know": the speaker stammers. */
static bool
is_again(struct bs_span w, struct bs_span next)
{
	size_t n = next.n < w.n ? next.n : w.n;

	for (size_t i = 0; i < n; i++)
		if ((w.p[i] | 0x20) != (next.p[i] | 0x20))
			return false;
	return n > 0 && (w.n == next.n || w.n == 1);
}

static const char *
after_ellipsis(const struct bs_split *s, const struct bs_mark *m, const struct bs_next *nx)
{
	struct bs_span next;

	if (nx->kind == BS_NEXT_LOWER)
		return is_link(s, nx->word) ? "ellipsis" : NULL;
	if (nx->kind == BS_NEXT_UPPER && m->dots <= 3 && !m->quoted && !nx->quote) {
		next = bs_split_word_at(s, nx->word);
		/* I thought ... I knew; but: My spring was broken... I called. */
		if (bs_word_is(next, "after-dots") &&
		    (m->at - s->head < LEAD || m->spaced || s->p[m->at - 1] == ' ' ||
			s->p[m->at - 1] == ','))
			return NULL;
		if (is_again(bs_split_word_before(s, m->at), next))
			return NULL;
	}
	return "ellipsis";
}

static const char *
after_stop(const struct bs_split *s, const struct bs_mark *m, const struct bs_next *nx)
{
	struct bs_span w = bs_split_word_before(s, m->at);
	enum bs_verdict v;

	if (w.n == 0 && m->at > 0 && s->p[m->at - 1] == ' ') { /* Mr . Smith */
		w = bs_split_word_before(s, m->at - 1);
		if (bs_abbrev_find(&s->seg->abbrev, w) == BS_ABBREV_TITLE)
			return NULL;
		if (!bs_split_is_acronym(w)) /* U.S . Highway */
			w.n = 0;
	}
	v = w.n > 0 && m->dots == 1 ? bs_split_short_form(s, w, nx) : BS_ORDINARY;
	if (v == BS_ENDS)
		return "abbreviation";
	if (v == BS_INSIDE)
		return NULL;
	if (nx->kind == BS_NEXT_LOWER &&
	    (is_link(s, nx->word) || (w.n != 1 && is_camel(bs_split_word_at(s, nx->word)))))
		return "stop";
	if (nx->kind == BS_NEXT_LOWER)
		return !m->quoted && !m->bracketed && m->dots == 1 && is_word(w) &&
			       (bs_cc(s->p[s->head]) == BS_CC_LOWER ||
				   (w.n > 3 && !nx->bracket && bs_cc(w.p[0]) == BS_CC_LOWER &&
				       bs_word_is_english(w)) ||
				   begins_small(s, nx->word))
			   ? "stop"
			   : NULL;
	return "stop";
}

const char *
bs_split_decide(const struct bs_split *s, const struct bs_mark *m, const struct bs_next *nx)
{
	const char *name = m->question   ? "question"
			   : m->exclaim  ? "exclamation"
			   : m->ellipsis ? "ellipsis"
					 : "stop";

	if (nx->kind == BS_NEXT_END)
		return name;
	/* “…” - Jaan Tamm, ferry captain: who said it, at the end of the block */
	if (m->quoted && nx->dash && !nx->quote && nx->kind == BS_NEXT_UPPER &&
	    s->n - nx->word < 60)
		return NULL;
	/* stops that stand alone, astray */
	if (m->at == s->head && m->dots == 2 && nx->gap && nx->kind == BS_NEXT_UPPER)
		return name;
	if (m->at <= s->head || nx->kind == BS_NEXT_GOES_ON)
		return NULL;
	if (m->wide)
		return name;
	if (!nx->gap)
		return bs_split_lost_space(s, m, nx) ? name : NULL;
	if (m->question || m->exclaim)
		return after_loud(s, m, nx, name);
	return m->ellipsis ? after_ellipsis(s, m, nx) : after_stop(s, m, nx);
}

bool
bs_split_is_omission(const struct bs_split *s, const struct bs_mark *m)
{
	struct bs_next nx;

	if (s->p[m->at - 1] == '"' || s->p[m->end] == '"' || m->at - 1 <= s->head)
		return false;
	bs_split_next(s, m->end + 1, &nx);
	return nx.gap && nx.kind == BS_NEXT_UPPER && !nx.bracket &&
	       bs_split_strength(s, bs_split_word_at(s, nx.word)) != BS_NAME;
}
