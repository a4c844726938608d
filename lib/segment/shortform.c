/*
 * shortform: the stop behind an abbreviation, an initial or a number.  See split.h.
 *
 * The idea: the kind of the form and the next word decide.  A capital on a
 * word that is elsewhere written small (The) tells of a start, on any other
 * (Smith) of a name.
 */
#include "segment/split.h"

/* I, with a small letter behind it, or I'm. */
static bool
is_pronoun(const struct bs_split *s, struct bs_span w)
{
	size_t i = (size_t)(w.p - s->p) + w.n;

	if (w.n == 0 || w.p[0] != 'I' || (w.n > 1 && bs_is_alpha(w.p[1])))
		return false;
	return w.n > 1 || (i + 1 < s->n && s->p[i] == ' ' && bs_cc(s->p[i + 1]) == BS_CC_LOWER);
}

enum bs_strength
bs_split_strength(const struct bs_split *s, struct bs_span word)
{
	struct bs_word_cases c;

	if (is_pronoun(s, word))
		return BS_STRONG;
	if (!bs_word_is_common(word) || !bs_word_cases(word, &c))
		return BS_NAME;
	return c.start * 40 >= c.lower ? BS_STRONG : BS_WEAK;
}

bool
bs_split_is_capitals(struct bs_span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (bs_cc(w.p[i]) == BS_CC_LOWER)
			return false;
	return w.n > 1;
}

bool
bs_split_is_acronym(struct bs_span w)
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

struct bs_span
bs_split_previous(const struct bs_split *s, struct bs_span w)
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

static enum bs_verdict
ends_if(bool b)
{
	return b ? BS_ENDS : BS_INSIDE;
}

/* A capital letter of its own behind which the stop stands: an initial, or the end. */
static enum bs_verdict
initial(const struct bs_split *s, struct bs_span w, const struct bs_next *nx, struct bs_span next)
{
	struct bs_span prev = bs_split_previous(s, w);
	enum bs_strength st = bs_split_strength(s, next);

	if ((size_t)(w.p - s->p) == s->head)
		return BS_INSIDE; /* of a list, or a name */
	if (nx->kind != BS_NEXT_UPPER)
		return ends_if(nx->kind != BS_NEXT_LOWER && nx->quote);
	if (next.n == 1 && bs_split_behind(s, next) < s->n && s->p[bs_split_behind(s, next)] == '.')
		return BS_INSIDE;
	if (st == BS_STRONG)
		return BS_ENDS;
	/* size S. Fits; U. A. E. Start */
	return ends_if(
	    st == BS_WEAK && !capital_after(s, next) && prev.n > 0 &&
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
		w = bs_split_previous(s, w);
		if (w.n == 0)
			break;
		if (bs_cc(w.p[0]) != BS_CC_UPPER)
			return false;
	}
	return k >= 2;
}

/* 5 p.m. EST, 5 p.m. Tongan time */
static bool
is_zone(const struct bs_split *s, struct bs_span next)
{
	struct bs_span at = bs_span(s->p, s->n);

	if (next.n > 4 ? bs_word_is(next, "zone")
		       : bs_split_is_capitals(next) && bs_word_is(next, "zone"))
		return true;
	at = bs_span_cut(at, bs_split_behind(s, next), s->n);
	return bs_span_starts(at, BS_SPAN(" time")) && (at.n == 5 || !bs_is_alnum(at.p[5]));
}

static bool
behind_comma(const struct bs_split *s, struct bs_span w)
{
	size_t i = (size_t)(w.p - s->p);

	return i > s->start + 1 && s->p[i - 1] == ' ' && s->p[i - 2] == ',';
}

/* What a capital behind an abbreviation of this kind says. */
static enum bs_verdict
capital(const struct bs_split *s, enum bs_abbrev kind, struct bs_span w, const struct bs_next *nx,
    struct bs_span next)
{
	enum bs_strength st = bs_split_strength(s, next);
	bool quote = nx->quote && !nx->bracket;
	struct bs_span prev;

	if ((bs_split_is_capitals(next) && next.n > 1) || in_headline(s, w, next))
		st = BS_NAME;
	else if (bs_word_is(next, "courtesy"))
		st = BS_STRONG; /* Acme Inc. Mr Jones said */
	switch (kind) {
	case BS_ABBREV_TITLE:
	case BS_ABBREV_NEVER:
		return BS_INSIDE;
	case BS_ABBREV_BEFORE:
		prev = bs_split_previous(s, w);
		return ends_if(
		    st == BS_STRONG && prev.n > 0 &&
		    (bs_cc(prev.p[0]) == BS_CC_UPPER || bs_cc(prev.p[0]) == BS_CC_DIGIT));
	case BS_ABBREV_NUMBER:
		return is_roman(s, next) ? BS_INSIDE : BS_ORDINARY;
	case BS_ABBREV_TIME:
		return ends_if(!is_zone(s, next) && !bs_word_is(next, "calendar") &&
			       (!nx->bracket || st == BS_STRONG) &&
			       !only_fronted(s, (size_t)(w.p - s->p)));
	case BS_ABBREV_MONTH:
	case BS_ABBREV_DAY: /* figures follow them, hardly ever names */
		return ends_if(!nx->bracket && !bs_word_is(next, "calendar"));
	case BS_ABBREV_UNIT: /* 30 deg. C. in July */
		return ends_if(next.n > 1 || bs_split_behind(s, next) == s->n ||
			       s->p[bs_split_behind(s, next)] != '.');
	case BS_ABBREV_END:
	case BS_ABBREV_ORG:
		return ends_if(
		    quote || st == BS_STRONG || (st == BS_WEAK && !capital_after(s, next)));
	case BS_ABBREV_PLACE: /* Jackson, Wyo. Rates were held */
		return ends_if(quote || st == BS_STRONG ||
			       (st == BS_WEAK && behind_comma(s, w) && !capital_after(s, next)));
	case BS_ABBREV_OTHER:
		return ends_if(quote || st == BS_STRONG || bs_word_is_also(w));
	default:
		return ends_if(quote || st == BS_STRONG);
	}
}

/* What follows a number with a stop: a list's or a date's number, or the end. */
static enum bs_verdict
numbered(const struct bs_split *s, struct bs_span w, const struct bs_next *nx)
{
	if ((size_t)(w.p - s->p) == s->head && w.n < 4)
		return BS_INSIDE;
	if (nx->kind == BS_NEXT_DIGIT)
		return ends_if(w.n > 2);
	if (w.n <= 2 && (size_t)(w.p - s->p) > s->start + 1 && w.p[-1] == ' ' && w.p[-2] == ':')
		return BS_INSIDE; /* two problems: 1. The */
	/* 1. Mai, but not: on Feb. 3. May I */
	if (nx->kind == BS_NEXT_UPPER && w.n <= 2 && !nx->quote &&
	    bs_word_is(bs_split_word_at(s, nx->word), "calendar") &&
	    !bs_word_is(bs_split_previous(s, w), "calendar"))
		return BS_INSIDE;
	return BS_ORDINARY;
}

/* 13. Jän. 2006: a month in another language. */
static bool
is_date(const struct bs_split *s, struct bs_span w, const struct bs_next *nx)
{
	struct bs_span prev;

	if (nx->kind != BS_NEXT_DIGIT || w.n >= 6)
		return false;
	prev = bs_split_previous(s, w);
	return prev.n > 0 && prev.n < 3 && bs_span_is_digits(prev) && prev.p[prev.n] == '.' &&
	       nx->word + 4 <= s->n && bs_span_is_digits(bs_span(s->p + nx->word, 4));
}

/* What the lists say of w; all capitals (CA, IE) are seldom a short form. */
static enum bs_abbrev
known(const struct bs_split *s, struct bs_span w)
{
	enum bs_abbrev kind = bs_abbrev_find(&s->seg->abbrev, w);

	if (kind > BS_ABBREV_NUMBER && kind != BS_ABBREV_MONTH && kind != BS_ABBREV_ORG &&
	    bs_split_is_capitals(w) && memchr(w.p, '.', w.n) == NULL)
		return BS_ABBREV_NONE;
	return kind;
}

enum bs_verdict
bs_split_short_form(const struct bs_split *s, struct bs_span w, const struct bs_next *nx)
{
	struct bs_span prev;
	enum bs_abbrev kind;
	const char *dash;

	if (bs_span_is_digits(w))
		return numbered(s, w, nx);
	if (w.n == 1 && (size_t)(w.p - s->p) == s->head && nx->kind != BS_NEXT_DIGIT)
		return BS_INSIDE; /* a. The first item */
	kind = known(s, w);
	if (kind == BS_ABBREV_NONE && (dash = memchr(w.p, '-', w.n)) != NULL) {
		w.n -= (size_t)(dash + 1 - w.p);
		w.p = dash + 1;
		kind = bs_abbrev_find(&s->seg->abbrev, w);
	}
	if (kind == BS_ABBREV_NONE && w.n == 1 && bs_cc(w.p[0]) == BS_CC_UPPER)
		return initial(s, w, nx, bs_split_word_at(s, nx->word));
	if (kind == BS_ABBREV_NONE && w.n == 1 && nx->kind == BS_NEXT_DIGIT)
		return BS_INSIDE; /* b. 1905 */
	if (kind == BS_ABBREV_NONE && bs_split_is_acronym(w))
		kind = BS_ABBREV_PLACE;
	if (kind == BS_ABBREV_NONE && lacks_vowels(w))
		kind = BS_ABBREV_OTHER;
	if (kind == BS_ABBREV_UNIT) {
		prev = bs_split_previous(s, w);
		if (prev.n == 0 || !bs_is_09(prev.p[0]))
			return BS_ORDINARY;
	}
	if (kind == BS_ABBREV_NONE)
		return is_date(s, w, nx) ? BS_INSIDE : BS_ORDINARY;
	switch (nx->kind) {
	case BS_NEXT_UPPER:
		return capital(s, kind, w, nx, bs_split_word_at(s, nx->word));
	case BS_NEXT_DIGIT:
		return ends_if(kind == BS_ABBREV_TIME && !nx->bracket);
	case BS_NEXT_OTHER:
		return kind == BS_ABBREV_NUMBER ? BS_ORDINARY : BS_INSIDE;
	default:
		return BS_INSIDE;
	}
}
