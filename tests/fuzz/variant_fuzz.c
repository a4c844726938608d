/* Two names, parted by a newline: likeness is symmetric, bounded, and 1 with itself. */
#include "broadsheet/utf8.h"
#include "broadsheet/variant.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const uint8_t *nl = n ? memchr(p, '\n', n) : NULL;
	struct bs_span a, b;
	struct bs_buf out = {0};
	double ab, ba;

	if (!nl)
		return 0;
	a = bs_span((const char *)p, (size_t)(nl - p));
	b = bs_span((const char *)nl + 1, n - a.n - 1);
	if (bs_utf8_valid(a) != a.n || bs_utf8_valid(b) != b.n)
		return 0;
	ab = bs_name_similarity(a, b);
	ba = bs_name_similarity(b, a);
	assert(ab >= 0 && ab <= 1 && ab == ba);
	assert(bs_name_similarity(a, a) == 1);
	bs_name_fold(&out, a);
	assert(!out.n || bs_utf8_valid(bs_buf_view(&out)) == out.n);
	bs_name_block(&out, a);
	assert(!out.n || bs_utf8_valid(bs_buf_view(&out)) == out.n);
	bs_buf_free(&out);
	return 0;
}
