/*
 * boundary: does a mark end its sentence?  See split.h.
 *
 * The idea: a question mark or a stop behind an ordinary word ends it when a
 * capital, a figure or an opening mark follows.  Behind a short form the kind
 * of the form and the next word decide: a capital on a word that is elsewhere
 * written small (The) tells of a start, on any other (Smith) of a name.
 */
#include "segment/split.h"

enum { LEAD = 16 /* bytes: fewer before an ellipsis are no sentence yet */ };

enum verdict { ORDINARY, INSIDE, ENDS };

/* I, with a small letter behind it, or I'm. */
static bool
is_pronoun(const struct bs_split *s, struct bs_span w)
{
	size_t i = (size_t)(w.p - s->p) + w.n;

	if (w.n == 0 || w.p[0] != 'I' || (w.n > 1 && bs_is_alpha(w.p[1])))
		return false;
	return w.n > 1 || (i + 1 < s->n && s->p[i] == ' ' && bs_cc(s->p[i + 1]) == BS_CC_LOWER);
}

/* How far a capital on this word tells of a start. */
enum strength { NAME, WEAK, STRONG };

static enum strength
strength(const struct bs_split *s, struct bs_span word)
{
	struct bs_word_cases c;

	if (is_pronoun(s, word))
		return STRONG;
	if (!bs_word_is_common(word) || !bs_word_cases(word, &c))
		return NAME;
	return c.start * 40 >= c.lower ? STRONG : WEAK;
}

static bool
is_all_capitals(struct bs_span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (bs_cc(w.p[i]) == BS_CC_LOWER)
			return false;
	return w.n > 1;
}

/* Single letters and stops by turns: U.S, a.k.a */
static bool
is_acronym(struct bs_span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (i % 2 ? w.p[i] != '.' : !bs_is_alpha(w.p[i]))
			return false;
	return w.n >= 3 && w.n % 2;
}

/* A short form by its looks: capital, then consonants only (Bldg, Sgt). */
static bool
lacks_vowels(struct bs_span w)
{
	size_t i;

	if (w.n < 2 || w.n > 5 || bs_cc(w.p[0]) != BS_CC_UPPER || memchr("AEIOUY", w.p[0], 6))
		return false;
	for (i = 1; i < w.n; i++)
		if (bs_cc(w.p[i]) != BS_CC_LOWER || memchr("aeiouy", w.p[i], 6))
			return false;
	return true;
}

/* Vol. II */
static bool
is_roman(const struct bs_split *s, struct bs_span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (memchr("IVXLC", w.p[i], 5) == NULL)
			return false;
	return w.n > 0 && !is_pronoun(s, w);
}

/* The word before w, or an empty one. */
static struct bs_span
previous(const struct bs_split *s, struct bs_span w)
{
	size_t i = (size_t)(w.p - s->p);

	if (i > s->start + 1 && s->p[i - 1] == ' ')
		return bs_split_word_before(s, i - 1 - (s->p[i - 2] == '.'));
	return (struct bs_span){0};
}

/* The word behind the next word begins with a capital, too. */
static bool
capital_after(const struct bs_split *s, struct bs_span next)
{
	size_t i = bs_split_behind(s, next);

	return i + 1 < s->n && s->p[i] == ' ' && bs_cc(s->p[i + 1]) == BS_CC_UPPER;
}

/* "At 5 a.m.": an adverbial so far, and so no sentence. */
static bool
only_fronted(const struct bs_split *s, size_t i)
{
	return i - s->start < 24 && bs_word_is(bs_split_word_at(s, s->start), "fronted");
}

static enum verdict
ends_if(bool b)
{
	return b ? ENDS : INSIDE;
}

/* A capital letter of its own behind which the stop stands: an initial, or the end. */
static enum verdict
initial(const struct bs_split *s, struct bs_span w, const struct bs_next *nx, struct bs_span next)
{
	struct bs_span prev = previous(s, w);
	enum strength st = strength(s, next);

	if ((size_t)(w.p - s->p) == s->head)
		return INSIDE; /* of a list, or a name */
	if (nx->kind != BS_NEXT_UPPER)
		return ends_if(nx->kind != BS_NEXT_LOWER && nx->quote);
	if (next.n == 1 && bs_split_behind(s, next) < s->n && s->p[bs_split_behind(s, next)] == '.')
		return INSIDE;
	if (st == STRONG)
		return ENDS;
	/* size S. Fits; U. A. E. Start */
	return ends_if(
	    st == WEAK && !capital_after(s, next) && prev.n > 0 &&
	    (bs_cc(prev.p[0]) == BS_CC_LOWER || (prev.n == 1 && bs_cc(prev.p[0]) == BS_CC_UPPER)));
}

/* "Iran Warns U.S. In New Speech": words with capitals on both sides, as in a headline. */
static bool
in_headline(const struct bs_split *s, struct bs_span w, struct bs_span next)
{
	int k;

	if (!capital_after(s, next))
		return false;
	for (k = 0; k < 4; k++) {
		w = previous(s, w);
		if (w.n == 0)
			break;
		if (bs_cc(w.p[0]) != BS_CC_UPPER)
			return false;
	}
	return k >= 2;
}

/* What a capital behind an abbreviation of this kind says. */
static enum verdict
capital(const struct bs_split *s, enum bs_abbrev kind, struct bs_span w, const struct bs_next *nx,
    struct bs_span next)
{
	enum strength st = strength(s, next);
	bool quote = nx->quote && !nx->bracket;
	struct bs_span prev;

	if ((is_all_capitals(next) && next.n > 1) || in_headline(s, w, next))
		st = NAME;
	switch (kind) {
	case BS_ABBREV_TITLE:
	case BS_ABBREV_NEVER:
		return INSIDE;
	case BS_ABBREV_BEFORE:
		prev = previous(s, w);
		return ends_if(
		    st == STRONG && prev.n > 0 &&
		    (bs_cc(prev.p[0]) == BS_CC_UPPER || bs_cc(prev.p[0]) == BS_CC_DIGIT));
	case BS_ABBREV_NUMBER:
		return is_roman(s, next) ? INSIDE : ORDINARY;
	case BS_ABBREV_TIME:
		return ends_if(!bs_word_is(next, "zone") && !bs_word_is(next, "calendar") &&
			       (!nx->bracket || st == STRONG) &&
			       !only_fronted(s, (size_t)(w.p - s->p)));
	case BS_ABBREV_MONTH:
	case BS_ABBREV_DAY: /* figures follow them, hardly ever names */
		return ends_if(!nx->bracket && !bs_word_is(next, "calendar"));
	case BS_ABBREV_UNIT: /* 30 deg. C. in July */
		return ends_if(next.n > 1 || bs_split_behind(s, next) == s->n ||
			       s->p[bs_split_behind(s, next)] != '.');
	case BS_ABBREV_END:
	case BS_ABBREV_ORG:
		return ends_if(quote || st == STRONG || (st == WEAK && !capital_after(s, next)));
	case BS_ABBREV_OTHER:
		return ends_if(quote || st == STRONG || bs_word_is_also(w));
	default:
		return ends_if(quote || st == STRONG);
	}
}

/* What follows a number with a stop: a list's or a date's number, or the end. */
static enum verdict
numbered(const struct bs_split *s, struct bs_span w, const struct bs_next *nx)
{
	if ((size_t)(w.p - s->p) == s->head && w.n < 4)
		return INSIDE;
	if (nx->kind == BS_NEXT_DIGIT)
		return ends_if(w.n > 2);
	if (w.n <= 2 && (size_t)(w.p - s->p) > s->start + 1 && w.p[-1] == ' ' && w.p[-2] == ':')
		return INSIDE; /* two problems: 1. The */
	/* 1. Mai, but not: on Feb. 3. May I */
	if (nx->kind == BS_NEXT_UPPER && w.n <= 2 && !nx->quote &&
	    bs_word_is(bs_split_word_at(s, nx->word), "calendar") &&
	    !bs_word_is(previous(s, w), "calendar"))
		return INSIDE;
	return ORDINARY;
}

/* 13. Jän. 2006: a month in another language. */
static bool
is_date(const struct bs_split *s, struct bs_span w, const struct bs_next *nx)
{
	struct bs_span prev;

	if (nx->kind != BS_NEXT_DIGIT || w.n >= 6)
		return false;
	prev = previous(s, w);
	return prev.n > 0 && prev.n < 3 && bs_span_is_digits(prev) && prev.p[prev.n] == '.' &&
	       nx->word + 4 <= s->n && bs_span_is_digits(bs_span(s->p + nx->word, 4));
}

/* What the lists say of w; all capitals (CA, IE) are seldom a short form. */
static enum bs_abbrev
known(const struct bs_split *s, struct bs_span w)
{
	enum bs_abbrev kind = bs_abbrev_find(&s->seg->abbrev, w);

	if (kind > BS_ABBREV_NUMBER && kind != BS_ABBREV_MONTH && kind != BS_ABBREV_ORG &&
	    is_all_capitals(w) && memchr(w.p, '.', w.n) == NULL)
		return BS_ABBREV_NONE;
	return kind;
}

/* The stop behind w, by what w is. */
static enum verdict
short_form(const struct bs_split *s, struct bs_span w, const struct bs_next *nx)
{
	struct bs_span next, prev;
	enum bs_abbrev kind;
	const char *dash;

	if (bs_span_is_digits(w))
		return numbered(s, w, nx);
	if (w.n == 1 && (size_t)(w.p - s->p) == s->head && nx->kind != BS_NEXT_DIGIT)
		return INSIDE; /* a. The first item */
	kind = known(s, w);
	if (kind == BS_ABBREV_NONE && (dash = memchr(w.p, '-', w.n)) != NULL) {
		w.n -= (size_t)(dash + 1 - w.p);
		w.p = dash + 1;
		kind = bs_abbrev_find(&s->seg->abbrev, w);
	}
	next = kind == BS_ABBREV_NONE && w.n > 5 ? bs_span(s->p + nx->word, 0)
						 : bs_split_word_at(s, nx->word);
	if (kind == BS_ABBREV_NONE && w.n == 1 && bs_cc(w.p[0]) == BS_CC_UPPER)
		return initial(s, w, nx, next);
	if (kind == BS_ABBREV_NONE && is_acronym(w))
		kind = BS_ABBREV_PLACE;
	if (kind == BS_ABBREV_NONE && lacks_vowels(w))
		kind = BS_ABBREV_OTHER;
	if (kind == BS_ABBREV_UNIT) {
		prev = previous(s, w);
		if (prev.n == 0 || !bs_is_09(prev.p[0]))
			return ORDINARY;
	}
	if (kind == BS_ABBREV_NONE)
		return is_date(s, w, nx) ? INSIDE : ORDINARY;
	switch (nx->kind) {
	case BS_NEXT_UPPER:
		return capital(s, kind, w, nx, next);
	case BS_NEXT_DIGIT:
		return ends_if(kind == BS_ABBREV_TIME && !nx->bracket);
	case BS_NEXT_OTHER:
		return kind == BS_ABBREV_NUMBER ? ORDINARY : INSIDE;
	default:
		return INSIDE;
	}
}

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
	if (strength(s, w) == STRONG || is_link(s, i) || (w.n == 1 && w.p[0] == 'i'))
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
			  : bs_cc(w.p[0]) == BS_CC_UPPER && strength(s, w) != NAME)
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
	struct bs_span prev = previous(s, w);

	return w.n > 1 && bs_cc(w.p[0]) == BS_CC_UPPER && !is_all_capitals(w) && prev.n > 1 &&
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
			strength(s, bs_split_word_at(s, nx->word)) != STRONG))
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
	enum verdict v;

	if (w.n == 0 && m->at > 0 && s->p[m->at - 1] == ' ') { /* Mr . Smith */
		w = bs_split_word_before(s, m->at - 1);
		if (bs_abbrev_find(&s->seg->abbrev, w) == BS_ABBREV_TITLE)
			return NULL;
		if (!is_acronym(w)) /* U.S . Highway */
			w.n = 0;
	}
	v = w.n > 0 && m->dots == 1 ? short_form(s, w, nx) : ORDINARY;
	if (v == ENDS)
		return "abbreviation";
	if (v == INSIDE)
		return NULL;
	if (nx->kind == BS_NEXT_LOWER &&
	    (is_link(s, nx->word) || (w.n == 0 && is_camel(bs_split_word_at(s, nx->word)))))
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
