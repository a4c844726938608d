/* values_relative: dates told from another: last year, a day earlier, on Monday. */
#include "values_date.h"

/* last August, next spring: the nearest one wholly before or after the month of ref. */
static bool
relative_part(struct bs_value_reader *r, const struct bs_date *ref, int k)
{
	const struct bs_value_capture *c = &r->m->c;
	int first = c->nmonth ? c->month[0] : (c->season - 20) * 3, y = ref->year;
	int last = c->nmonth ? first : first + 2, now = ref->month ? ref->month : 1;

	if (y && k < 0)
		y -= last >= now;
	else if (y && k > 0)
		y += first <= now;
	if (c->nmonth)
		bs_value_write_day(r, y, first, 0);
	else
		bs_value_write_coded(r, y, c->season);
	return true;
}

bool
bs_value_relative(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	struct bs_date ref = bs_value_reference(r);
	int k = r->m->rule->arg;
	struct bs_span unit = c->nunit ? c->unit[0] : BS_SPAN("D");

	if (c->nmonth || c->season)
		return relative_part(r, &ref, k);
	return bs_value_write_unit(r, bs_value_move(ref, k, unit), unit);
}

bool
bs_value_anaphoric(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	struct bs_span unit = c->nunit ? c->unit[0] : BS_SPAN("D");
	bool by_day = bs_span_is(unit, "D") || bs_span_is(unit, "W");
	struct bs_date ref;

	if (bs_value_is_clock_unit(unit))
		return false;
	ref = bs_value_anaphor(r, by_day);
	return bs_value_write_unit(r, bs_value_move(ref, r->m->rule->arg, unit), unit);
}

static struct bs_span
coarse(struct bs_span unit)
{
	if (bs_span_is(unit, "W") || bs_span_is(unit, "FN"))
		return BS_SPAN("D");
	return bs_span_is(unit, "10Y") || bs_span_is(unit, "100Y") ? BS_SPAN("Y")
	       : bs_span_is(unit, "Q")                             ? BS_SPAN("M")
								   : unit;
}

/* the past two years: from then to the reference */
bool
bs_value_span(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	struct bs_date ref, other;
	int64_t n = 1;

	if (!c->nunit || (c->nn && !bs_values_integer(c->n[0], &n)))
		return false;
	ref = bs_value_reference(r);
	if (!ref.year || bs_value_is_clock_unit(c->unit[0]))
		return bs_value_duration(r);
	other = bs_value_move(ref, n * r->m->rule->arg, c->unit[0]);
	if (!other.year ||
	    !bs_value_write_unit(r, r->m->rule->arg < 0 ? other : ref, coarse(c->unit[0])))
		return false;
	bs_buf_ch(r->out, '/');
	return bs_value_write_unit(r, r->m->rule->arg < 0 ? ref : other, coarse(c->unit[0]));
}

/* the preceding years, the coming months: EDTF's open ends */
bool
bs_value_open_span(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	struct bs_date ref;

	if (!c->nunit || bs_value_is_clock_unit(c->unit[0]))
		return false;
	ref = bs_value_reference(r);
	if (r->m->rule->arg < 0)
		bs_buf_lit(r->out, "../");
	if (!bs_value_write_unit(r, ref, coarse(c->unit[0])))
		return false;
	if (r->m->rule->arg > 0)
		bs_buf_lit(r->out, "/..");
	return true;
}

bool
bs_value_moved(struct bs_value_reader *r, int sign, bool by_text)
{
	const struct bs_value_capture *c = &r->m->c;
	struct bs_span unit = c->unit[0];
	struct bs_date ref;
	int64_t n = 1;

	if (!c->nunit)
		return false;
	if (bs_value_is_clock_unit(unit))
		return bs_value_duration(r);
	if (r->m->rule->arg == 5) { /* half a year ago: half a decade in years, else in months */
		bool decade = bs_span_is(unit, "10Y");

		if (!decade && !bs_span_is(unit, "Y"))
			return false;
		unit = decade ? BS_SPAN("Y") : BS_SPAN("M");
		n = decade ? 5 : 6;
	} else if (c->nn && !bs_values_integer(c->n[0], &n)) {
		return false;
	}
	ref = by_text ? bs_value_anaphor(r, bs_span_is(unit, "D") || bs_span_is(unit, "W"))
		      : bs_value_reference(r);
	ref = bs_value_move(ref, sign * n, unit);
	if (coarse(unit).p != unit.p && !bs_span_is(coarse(unit), "D")) { /* decades ago */
		if (!bs_value_write_unit(r, ref, coarse(unit)))
			return false;
		bs_buf_ch(r->out, '~');
		return true;
	}
	if (!bs_value_write_unit(r, ref, unit))
		return false;
	if (c->approx.n && ref.year)
		bs_buf_ch(r->out, '~');
	return true;
}

bool
bs_value_weekday(struct bs_value_reader *r)
{
	const struct bs_value_capture *c = &r->m->c;
	int arg = r->m->rule->arg, now, d;
	bool text = arg == 3 || arg == 4;
	struct bs_date ref = text ? bs_value_anaphor(r, true) : bs_value_reference(r);

	if (!c->wday)
		return false;
	if (!bs_date_is_day(&ref)) {
		r->why->n = 0;
		bs_buf_fmt(r->out, "XXXX-WXX-%d", c->wday);
		return true;
	}
	ref.has_time = false;
	now = (int)bs_date_weekday(&ref);
	d = (c->wday - now + 7) % 7; /* days ahead */
	if (arg == -1 || arg == 3)
		d -= 7;
	else if (arg == 1 || arg == 4)
		d = d ? d : 7;
	else if (arg == 2)
		d = c->wday - now;
	else if (bs_value_tense(r) != FUTURE && d)
		d -= 7;
	ref = bs_date_add_days(ref, d);
	bs_date_write(r->out, &ref);
	return true;
}

/* Saturday to Sunday; before Saturday, "the weekend" is the coming one. */
bool
bs_value_weekend(struct bs_value_reader *r)
{
	struct bs_date ref = bs_value_reference(r), sun;
	int now;

	if (!bs_date_is_day(&ref)) {
		r->why->n = 0;
		bs_buf_lit(r->out, "XXXX-WXX");
		return true;
	}
	ref.has_time = false;
	now = (int)bs_date_weekday(&ref);
	ref = bs_date_add_days(
	    ref, 6 - now +
		     7 * (r->m->rule->arg < 0 ||
				     (r->m->rule->arg == 0 && now < 6 && bs_value_tense(r) == PAST)
				 ? -1
				 : r->m->rule->arg > 0 && now >= 6));
	sun = bs_date_add_days(ref, 1);
	bs_date_write(r->out, &ref);
	bs_buf_ch(r->out, '/');
	bs_date_write(r->out, &sun);
	return true;
}
