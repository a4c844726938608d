/* A date that text starts with: in bounds, valid, and what is written is read again. */
#include "broadsheet/date.h"
#include "broadsheet/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct bs_span s = bs_span((const char *)p + (n > 0), n ? n - 1 : 0);
	struct bs_date d = {0}, again = {0}, t = {0};
	struct bs_buf b = {0};
	unsigned flags = n ? p[0] & 3U : 0;
	size_t len = bs_date_parse(s, flags, &d);

	assert(len <= s.n);
	if (len) {
		assert(d.year > 0 && bs_date_valid(d.year, d.month, d.day));
		assert(!d.has_time || (d.hour < 24 && d.minute < 60 && d.second <= 60));
		bs_date_write(&b, &d);
		if (d.day) {
			assert(bs_date_parse_whole(bs_buf_view(&b), 0, &again));
			assert(bs_date_cmp(&d, &again) == 0);
		}
	}
	len = bs_time_parse(s, &t);
	assert(len <= s.n && (!len || (t.has_time && t.hour < 24)));
	bs_buf_free(&b);
	return 0;
}
