/* result: see the header. */
#include "entities/result.h"

#include "broadsheet/table.h"
#include "entities/evidence.h"
#include "entities/gazetteer_unit.h"

extern const struct bs_table bs_data_win_verbs;

static struct bs_span
word(const struct bs_tagger_sent *s, size_t t)
{
	return bs_span_cut(s->text, s->tok[t].start, s->tok[t].stop);
}

/* A number of one to three digits. */
static bool
is_count(const struct bs_tagger_sent *s, size_t t)
{
	struct bs_span w;

	if (t >= s->ntok || s->tok[t].cls != BS_NUMBER)
		return false;
	w = word(s, t);
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] < '0' || w.p[i] > '9')
			return false;
	return w.n <= 3;
}

/* 3-2, in one token or three. */
static bool
is_score(const struct bs_tagger_sent *s, size_t t)
{
	struct bs_span w = word(s, t);
	size_t digits = 0, dash = 0;

	for (size_t i = 0; i < w.n; i++) {
		digits += w.p[i] >= '0' && w.p[i] <= '9';
		dash += i > 0 && w.p[i] == '-';
	}
	if (dash == 1 && digits + 1 == w.n && digits >= 2 && digits <= 6)
		return true;
	return is_count(s, t) && t + 2 < s->ntok && s->tok[t].stop == s->tok[t + 1].start &&
	       bs_span_is(word(s, t + 1), "-") && s->tok[t + 1].stop == s->tok[t + 2].start &&
	       is_count(s, t + 2);
}

static bool
is_lower_word(const struct bs_tagger_sent *s, size_t t)
{
	struct bs_unit u;
	size_t at = 0;

	return s->tok[t].cls == BS_WORD && bs_unit_next(word(s, t), &at, &u) &&
	       u.form == BS_UNIT_LOWER;
}

/* The first token that starts at byte `at` or behind it. */
static size_t
token_at(const struct bs_tagger_sent *s, size_t at)
{
	size_t t;

	BS_LOWER_BOUND(t, s->ntok, s->tok[t].start < at);
	return t;
}

/* A place that may stand for its team. */
static bool
may_be_team(const struct bs_tagger_sent *s, const struct bs_entity *e)
{
	bool country = false, region = false, city = false;

	if (e->cls != BS_LOC)
		return false;
	for (size_t i = bs_first_match(s, e->start); i < s->ngaz && s->gaz[i].start == e->start;
	     i++) {
		if (s->gaz[i].stop != e->stop)
			continue;
		country |= s->gaz[i].list == BS_GAZ_COUNTRY;
		region |= s->gaz[i].list == BS_GAZ_REGION;
		city |= s->gaz[i].list == BS_GAZ_CITY;
	}
	return !country && (city || !region);
}

static bool
is_win(const struct bs_tagger_sent *s, size_t t)
{
	return t < s->ntok && bs_table_find(&bs_data_win_verbs, word(s, t)) != BS_NOROW;
}

/* "Tampa Bay 4" without its score. */
static void
cut_score(const struct bs_tagger_sent *s, struct bs_entity *e)
{
	size_t last = token_at(s, e->stop);

	if (last < 2 || s->tok[last - 1].stop != e->stop || s->tok[last - 1].start <= e->start ||
	    !is_count(s, last - 1))
		return;
	for (size_t i = bs_first_match(s, e->start); i < s->ngaz && s->gaz[i].start == e->start;
	     i++)
		if (s->gaz[i].stop == e->stop)
			return;
	e->stop = s->tok[last - 2].stop;
	if (e->cls == BS_MISC)
		e->cls = BS_LOC; /* and so perhaps a team */
}

/* A count of goals or points: what follows is none of its units (5 C, 12 °). */
static bool
is_goals(const struct bs_tagger_sent *s, size_t t)
{
	struct bs_span after;

	if (!is_count(s, t))
		return false;
	if (t + 1 == s->ntok)
		return true;
	after = word(s, t + 1);
	return s->tok[t + 1].cls == BS_WORD
		   ? after.n > 1
		   : bs_span_is(after, ",") || bs_span_is(after, ";") || bs_span_is(after, "(");
}

/* Names and at least two counts, no other words, no country. */
static bool
is_line(const struct bs_tagger_sent *s)
{
	size_t counts = 0;

	for (size_t t = 0; t < s->ntok; t++) {
		counts += is_count(s, t);
		if (is_lower_word(s, t))
			return false;
	}
	for (size_t i = 0; i < s->ngaz; i++)
		if (s->gaz[i].list == BS_GAZ_COUNTRY && s->gaz[i].form == BS_GAZ_LISTED)
			return false;
	return counts >= 2;
}

void
bs_result_names(const struct bs_tagger_sent *s, struct bs_entities *names)
{
	bool line = names->n > 0 && is_line(s), score = false,
	     hyphen = !line && names->n > 0 && memchr(s->text.p, '-', s->text.n);

	for (size_t t = 0; hyphen && !score && t < s->ntok; t++)
		score = is_score(s, t);
	for (size_t i = 0; (line || score) && i < names->n; i++) {
		struct bs_entity *e = &names->v[i];
		size_t first, next;

		if (line && (e->cls == BS_LOC || e->cls == BS_MISC))
			cut_score(s, e);
		if (!may_be_team(s, e))
			continue;
		first = token_at(s, e->start);
		next = token_at(s, e->stop);
		if (line ? is_goals(s, next)
			 : is_win(s, next) || (first > 0 && is_win(s, first - 1)))
			e->cls = BS_ORG;
	}
}
