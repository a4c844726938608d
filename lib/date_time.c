/* date_time: a time of day, with meridiem and zone. */
#include "date_impl.h"

extern const struct bs_table bs_data_zones;

/* +04:00, -0500, +4; needs a sign. */
static size_t
read_offset(const struct bs_date_token *t, int16_t *zone)
{
	int sign, h, m = 0;
	size_t n = 2;

	if (!(bs_date_is_mark(t, '+') || bs_date_is_mark(t, '-')) || t[1].kind != NUM || t[1].space)
		return 0;
	sign = t->mark == '-' ? -1 : 1;
	if (t[1].digits == 4) {
		h = (int)t[1].value / 100;
		m = (int)t[1].value % 100;
	} else if (t[1].digits <= 2) {
		h = (int)t[1].value;
		if (bs_date_is_mark(&t[2], ':') && t[3].kind == NUM && t[3].digits == 2 &&
		    !t[3].space) {
			m = (int)t[3].value;
			n = 4;
		}
	} else {
		return 0;
	}
	if (h > 14 || m > 59)
		return 0;
	*zone = (int16_t)(sign * (h * 60 + m));
	return n;
}

static size_t
read_zone(const struct bs_date_token *t, int16_t *zone, bool *american)
{
	bool found, paren = bs_date_is_mark(t, '(');
	size_t n = paren, off;
	int16_t base = BS_DATE_NO_ZONE;
	struct bs_span cell;

	if (t[n].kind == WORD) {
		cell = bs_date_cell(&bs_data_zones, t[n].s, 1, &found);
		/* `at 10:30 west of` and `10:30 est` alike: a zone is written in capitals. */
		if (!found || t[n].s.p[0] >= 'a' || (t[n].s.n > 1 && t[n].s.p[1] >= 'a'))
			return 0;
		if (cell.n)
			base = (int16_t)bs_date_small_number(cell);
		if (bs_date_cell(&bs_data_zones, t[n].s, 2, &found).n)
			*american = true;
		n++;
		if (base == 0 && !t[n].space && (off = read_offset(t + n, &base)))
			n += off;
	} else if ((off = read_offset(t + n, &base)) &&
		   (!t->space || t[n + 1].digits != 2 || off > 2)) {
		n += off;
	} else {
		return 0;
	}
	if (paren && !bs_date_is_mark(&t[n], ')'))
		return 0;
	*zone = base;
	return n + paren;
}

/* am, a.m., pm, p.m.: tokens taken, *pm set. */
static size_t
read_meridiem(const struct bs_date_token *t, bool *pm)
{
	if (bs_date_word_is(t, "am") || bs_date_word_is(t, "pm")) {
		*pm = (t->s.p[0] | 0x20) == 'p';
		return 1;
	}
	if ((bs_date_word_is(t, "a") || bs_date_word_is(t, "p")) && bs_date_is_mark(&t[1], '.') &&
	    bs_date_word_is(&t[2], "m") && !t[2].space) {
		*pm = (t->s.p[0] | 0x20) == 'p';
		return bs_date_is_mark(&t[3], '.') && !t[3].space ? 4 : 3;
	}
	return 0;
}

static bool
set_time(struct bs_date *d, uint64_t h, uint64_t m, uint64_t s, bool has_second)
{
	if (h > 24 || m > 59 || s > 60 || (h == 24 && (m || s)))
		return false;
	d->has_time = true;
	d->has_second = has_second;
	d->hour = (uint8_t)(h == 24 ? 0 : h);
	d->minute = (uint8_t)m;
	d->second = (uint8_t)s;
	d->zone = BS_DATE_NO_ZONE;
	return true;
}

/* Hours, minutes, seconds in digits; *sure is false for 11.56, which may be a decimal. */
static size_t
read_clock(const struct bs_date_token *t, struct bs_date *d, bool *sure)
{
	uint64_t h = t->value, m = 0, s = 0;
	size_t n = 1;
	bool second = false;

	*sure = false;
	if (t->kind != NUM)
		return 0;
	if (t->digits == 4 || t->digits == 6) { /* 1430, 103000 */
		if (t->digits == 6) {
			s = h % 100;
			h /= 100;
			second = true;
		}
		m = h % 100;
		h /= 100;
	} else if (t->digits > 2) {
		return 0;
	} else if ((bs_date_is_mark(&t[1], ':') || bs_date_is_mark(&t[1], '.') ||
		       bs_date_word_is(&t[1], "h")) &&
		   !t[1].space && t[2].kind == NUM && t[2].digits == 2 && !t[2].space) {
		*sure = !bs_date_is_mark(&t[1], '.');
		m = t[2].value;
		n = 3;
		if (bs_date_is_mark(&t[3], t[1].mark) && t[3].mark && !t[3].space &&
		    t[4].kind == NUM && t[4].digits == 2 && !t[4].space) {
			s = t[4].value;
			second = true;
			n = 5;
			if (bs_date_is_mark(&t[5], '.') && t[6].kind == NUM && !t[6].space &&
			    !t[5].space)
				n = 7; /* a fraction of a second is read and dropped */
		}
	}
	return set_time(d, h, m, s, second) ? n : 0;
}

/* after_date: a date stands before it, so 11.56 and 103000 are times too. */
size_t
bs_date_read_time(const struct bs_date_token *t, struct bs_date *d, bool after_date, bool *american)
{
	bool sure, pm, half, zone;
	size_t n, k;

	if (bs_date_word_is(t, "noon") || bs_date_word_is(t, "midday") ||
	    bs_date_word_is(t, "midnight"))
		return set_time(d, (t->s.p[0] | 0x20) == 'n' || t->s.n == 6 ? 12 : 0, 0, 0, false);
	if (!(n = read_clock(t, d, &sure)))
		return 0;
	half = (k = read_meridiem(t + n, &pm)) != 0;
	if (half) {
		if (d->hour > 12 || t->digits > 2 || (d->hour == 0 && n == 1))
			return 0;
		if (d->hour <= 12)
			d->hour = (uint8_t)(d->hour % 12 + (pm ? 12 : 0));
		n += k;
	} else if (bs_date_word_is(&t[n], "hrs") || bs_date_word_is(&t[n], "hours")) {
		sure = sure || t->digits == 4;
		n += sure;
	}
	zone = (k = read_zone(t + n, &d->zone, american)) != 0;
	if (n == 1 && zone && t->digits < 4)
		return 0;
	n += k;
	if (sure || half || (zone && n > 1) || (after_date && n >= 3) ||
	    (after_date && t->digits == 6))
		return n;
	return 0;
}
