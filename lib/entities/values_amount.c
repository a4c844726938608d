/* values_amount: what a matched amount means: an exact decimal, and its unit or currency. */
#include "values_impl.h"

/* The word of scale behind the second number of a range counts for the first: 2-3 million. */
static void
share_scale(struct bs_value_capture *c)
{
	if (c->nn == 2 && c->n[1].e >= 3 && c->n[0].e < 3 && c->scale1[0] == 0) {
		int64_t a;

		if (bs_values_integer(c->n[0], &a) ? a < 1000 : c->n[0].m < 10000)
			c->n[0].e += c->n[1].e;
	}
	if (c->nn == 2 && c->scale1[1] && !c->scale1[0] && c->n[0].e < 3)
		c->scale1[0] = c->scale1[1];
}

static void
write_numbers(struct bs_buf *key, const struct bs_value_capture *c)
{
	size_t i;

	for (i = 0; i < c->nn && i < 2; i++) {
		struct bs_value_decimal d = c->n[i];

		d.e += c->scale1[i];
		if (i)
			bs_buf_ch(key, '/');
		bs_values_decimal(key, d);
	}
}

static struct bs_span
age_unit(const struct bs_value_capture *c)
{
	if (!c->nunit || bs_span_is(c->unit[0], "Y"))
		return BS_SPAN("year");
	if (bs_span_is(c->unit[0], "M"))
		return BS_SPAN("month");
	if (bs_span_is(c->unit[0], "W"))
		return BS_SPAN("week");
	return bs_span_is(c->unit[0], "D") ? BS_SPAN("day") : (struct bs_span){0};
}

bool
bs_values_amount(const struct bs_value_match *m, struct bs_buf *key, struct bs_span *info)
{
	struct bs_value_capture c = m->c;

	if (m->rule->arg == 5) { /* half a percent, half a mile */
		c.n[0] = (struct bs_value_decimal){5, -1};
		c.nn = 1;
	}
	if (!c.nn)
		return false;
	share_scale(&c);
	switch (m->rule->action) {
	case ACTION_money:
		*info = c.pre.n ? c.pre : c.cur;
		break;
	case ACTION_cents:
		c.n[0].e -= 2;
		*info = c.cur;
		break;
	case ACTION_percent:
		*info = c.pct;
		break;
	case ACTION_quantity:
		*info = m->rule->arg == 7 ? BS_SPAN("lb")
			: c.nunit         ? c.unit[c.nunit - 1]
					  : (struct bs_span){0};
		break;
	case ACTION_age:
		*info = age_unit(&c);
		if (!info->n)
			return false;
		break;
	default:
		return false;
	}
	write_numbers(key, &c);
	return true;
}
