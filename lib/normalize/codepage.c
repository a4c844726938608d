/* codepage: single-byte encodings; see codepage.h. */
#include "normalize/codepage.h"

void
bs_encoding_fold(char out[32], struct bs_span name)
{
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < 31; i++) {
		char c = name.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	out[n] = '\0';
}

static bool
in_list(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = list; *p; p += strcspn(p, " "), p += *p == ' ')
		if (strcspn(p, " ") == n && memcmp(p, name, n) == 0)
			return true;
	return false;
}

const struct bs_codepage *
bs_codepage_find(struct bs_span name)
{
	char want[32], have[32];

	bs_encoding_fold(want, name);
	if (!want[0])
		return NULL;
	for (size_t i = 0; i < bs_ncodepage; i++) {
		bs_encoding_fold(have, bs_span_str(bs_codepages[i].name));
		if (strcmp(want, have) == 0 || in_list(bs_codepages[i].alias, want))
			return &bs_codepages[i];
	}
	return NULL;
}

int
bs_codepage_byte(const struct bs_codepage *p, int32_t cp)
{
	size_t lo = 0, hi = 128;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int32_t c = p->upper[p->by_char[mid] - 128];

		if (c == cp)
			return p->by_char[mid];
		if (c < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}
