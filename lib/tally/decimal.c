/* decimal: see decimal.h */
#include "tally/decimal.h"

enum { PLACES = 18, MEAN_PLACES = 6 };

static const __int128 unit = 1000000000000000000;

static bool
parse(struct bs_span s, size_t max_whole, __int128 *out)
{
	unsigned __int128 v = 0;
	size_t i = 0, whole = 0, places = 0;
	bool minus = false, point = false;

	if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		minus = s.p[i++] == '-';
	for (; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9')
			return false;
		if (point)
			places++;
		else if (whole || c != '0')
			whole++;
		if (whole > max_whole || places > PLACES)
			return false;
		v = v * 10 + (unsigned)(c - '0');
	}
	if (s.n == 0 || s.p[s.n - 1] < '0' || s.p[s.n - 1] > '9')
		return false;
	for (; places < PLACES; places++)
		v *= 10;
	if (v >> 127)
		return false;
	*out = minus ? -(__int128)v : (__int128)v;
	return true;
}

bool
bs_decimal_parse(struct bs_span s, __int128 *out)
{
	return parse(s, 18, out);
}

bool
bs_decimal_parse_sum(struct bs_span s, __int128 *out)
{
	return parse(s, 20, out);
}

bool
bs_decimal_add(__int128 *a, __int128 b)
{
	__int128 sum;

	if (__builtin_add_overflow(*a, b, &sum))
		return false;
	*a = sum;
	return true;
}

void
bs_decimal_write(struct bs_buf *out, __int128 v)
{
	unsigned __int128 u = v < 0 ? -(unsigned __int128)v : (unsigned __int128)v;
	uint64_t whole_hi = (uint64_t)(u / (unsigned __int128)unit / 1000000000U);
	uint64_t whole_lo = (uint64_t)(u / (unsigned __int128)unit % 1000000000U);
	uint64_t part = (uint64_t)(u % (unsigned __int128)unit);
	size_t from;

	if (v < 0)
		bs_buf_ch(out, '-');
	if (whole_hi)
		bs_buf_fmt(
		    out, "%llu%09llu", (unsigned long long)whole_hi, (unsigned long long)whole_lo);
	else
		bs_buf_uint(out, whole_lo);
	if (part == 0)
		return;
	from = out->n;
	bs_buf_fmt(out, ".%018llu", (unsigned long long)part);
	while (out->n > from && out->p[out->n - 1] == '0')
		out->n--;
}

__int128
bs_decimal_mean(__int128 sum, uint64_t n)
{
	unsigned __int128 u = sum < 0 ? -(unsigned __int128)sum : (unsigned __int128)sum, q, rest,
			  step = 1;

	for (int i = MEAN_PLACES; i < PLACES; i++)
		step *= 10;
	/* u / n / step without the rounding of the first division: step is 10^12. */
	q = u / n / step;
	rest = u / n % step;
	if (rest * 2 > step || (rest * 2 == step && (u % n != 0 || (q & 1))))
		q++;
	q *= step;
	return sum < 0 ? -(__int128)q : (__int128)q;
}
