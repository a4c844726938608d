/* split: see split.h. */
#include "normalize/split.h"

#include "broadsheet/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

struct bs_splitter {
	pcre2_code *re;
	pcre2_match_data *match;
};

struct bs_splitter *
bs_splitter_new(const char *pattern, const char **why)
{
	struct bs_splitter *s = bs_calloc(1, sizeof *s);
	PCRE2_SIZE at;
	int e;

	s->re = pcre2_compile(
	    (PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_MULTILINE, &e, &at, NULL);
	if (!s->re) {
		static const char wrong[] = "not a regular expression";

		*why = wrong;
		free(s);
		return NULL;
	}
	pcre2_jit_compile(s->re, PCRE2_JIT_COMPLETE);
	s->match = pcre2_match_data_create_from_pattern(s->re, NULL);
	return s;
}

void
bs_splitter_free(struct bs_splitter *s)
{
	if (!s)
		return;
	pcre2_match_data_free(s->match);
	pcre2_code_free(s->re);
	free(s);
}

bool
bs_splitter_next(
    struct bs_splitter *s, struct bs_span text, size_t *at, size_t *start, size_t *stop)
{
	while (*at < text.n) {
		size_t from = *at;
		int r = pcre2_match(s->re, (PCRE2_SPTR)text.p, text.n, from, PCRE2_NOTEMPTY_ATSTART,
		    s->match, NULL);

		*start = from;
		if (r < 0) {
			*stop = *at = text.n;
		} else {
			PCRE2_SIZE *v = pcre2_get_ovector_pointer(s->match);

			*stop = v[0];
			*at = v[1] > v[0] ? v[1] : v[0];
		}
		if (bs_trim(bs_span_cut(text, *start, *stop)).n)
			return true;
	}
	return false;
}
