/*
 * link: addresses of the net, domain names and file names as one token.
 * See scan.h.
 */
#include "segment/scan.h"

#include "broadsheet/table.h"

extern const struct bs_table bs_data_domains;

enum {
	LOCAL_MAX = 64,  /* RFC 5321, 4.5.3.1.1 */
	DOMAIN_MAX = 253 /* RFC 1035, 2.3.4 */
};

/* Does a link end before this character? */
static bool
ends_link(const struct bs_scan *s, size_t i)
{
	size_t len;
	int32_t cp;

	if ((unsigned char)s->p[i] < 0x80)
		return (unsigned char)s->p[i] <= ' ' || memchr("<>\"`{}|\\^", s->p[i], 9) != NULL;
	return bs_uc_kind(bs_span(s->p + i, s->n - i), &len, &cp) != BS_UC_WORD;
}

/* Behind the link at i: to white space, without the marks of the sentence around it. */
static size_t
link_end(const struct bs_scan *s, size_t i)
{
	size_t j = i, open = 0, len;
	int32_t cp;

	while (j < s->n && !ends_link(s, j)) {
		open += s->p[j] == '(';
		if (s->p[j] == ')') {
			if (open == 0)
				break;
			open--;
		}
		j += (unsigned char)s->p[j] < 0x80
			 ? 1
			 : (bs_uc_kind(bs_span(s->p + j, s->n - j), &len, &cp), len);
	}
	while (j > i && memchr(".,;:!?'\"([]", s->p[j - 1], 11) != NULL)
		j--;
	return j;
}

/* Pieces of letters, digits and hyphens between stops, from i; the end of the last. */
static size_t
domain_end(const struct bs_scan *s, size_t i)
{
	size_t j = i;

	while (j < s->n && j - i < DOMAIN_MAX) {
		if (bs_is_alnum(s->p[j]) || s->p[j] == '_' ||
		    ((s->p[j] == '-' || s->p[j] == '.') && j > i && s->p[j - 1] != '.' &&
			bs_is_alnum(bs_scan_at(s, j + 1))))
			j++;
		else
			break;
	}
	return j;
}

/* What the piece before j is as the end of a domain name: classic, generic, country, file, or
 * empty. */
static struct bs_span
domain_kind(const struct bs_scan *s, size_t i, size_t j, size_t *from)
{
	struct bs_span kind;
	char low[8];
	size_t k = j, n;
	uint32_t row;
	bool lower = true, upper = true;

	while (k > i && s->p[k - 1] != '.')
		k--;
	*from = k;
	if (k == i || j - k > sizeof low)
		return (struct bs_span){0};
	for (n = 0; n < j - k; n++) {
		char c = s->p[k + n];

		lower = lower && bs_cc(c) != BS_CC_UPPER;
		upper = upper && bs_cc(c) != BS_CC_LOWER;
		low[n] = (char)(bs_cc(c) == BS_CC_UPPER ? c + 32 : c);
	}
	row = bs_table_find(&bs_data_domains, bs_span(low, n));
	/* "the end.In May": a capital after a stop is more often a lost space */
	if (row == BS_NOROW)
		return (struct bs_span){0};
	kind = bs_table_cell(&bs_data_domains, row, 1);
	return lower || (upper && n > 2) || bs_span_is(kind, "classic") ? kind
									: (struct bs_span){0};
}

/* Three pieces and more of lower-case letters: alt.animals.cats */
static bool
newsgroup(const struct bs_scan *s, size_t i, size_t j)
{
	size_t k, stops = 0;

	for (k = i; k < j; k++) {
		stops += s->p[k] == '.';
		if (bs_cc(s->p[k]) == BS_CC_UPPER || bs_cc(s->p[k]) == BS_CC_DIGIT ||
		    (s->p[k] == '.' && bs_scan_at(s, k + 2) == '.'))
			return false;
	}
	return stops >= 2 && s->p[i + 1] != '.';
}

static size_t
domain(struct bs_scan *s, size_t i, size_t j, enum bs_token_class *c)
{
	struct bs_span kind;
	size_t end, last;

	if (j < s->no_domain)
		return i;
	end = domain_end(s, i);
	kind = domain_kind(s, i, end, &last);
	if (kind.n == 0 && !(end - i < DOMAIN_MAX && newsgroup(s, i, end))) {
		s->no_domain = end;
		return i;
	}
	*c = kind.n == 0 || bs_span_is(kind, "file") ? BS_WORD : BS_URL;
	if (*c == BS_URL && bs_scan_at(s, end) == '/' &&
	    !ends_link(s, end + 1 < s->n ? end + 1 : end))
		return link_end(s, i);
	return end;
}

size_t
bs_scan_link(struct bs_scan *s, size_t i, size_t j, enum bs_token_class *c)
{
	bool www;

	if (s->p[j] == ':' && bs_scan_at(s, j + 1) == '/' && bs_scan_at(s, j + 2) == '/' &&
	    bs_is_alpha(s->p[i]) && j + 3 < s->n && !ends_link(s, j + 3)) {
		*c = BS_URL;
		return link_end(s, i);
	}
	if ((s->p[j] != '.' && s->p[j] != '-' && s->p[j] != '_') ||
	    (unsigned char)bs_scan_at(s, j + 1) <= ' ' || !bs_is_alnum(s->p[j + 1]))
		return i;
	www = j - i == 3 && (s->p[i] | 0x20) == 'w' && (s->p[i + 1] | 0x20) == 'w' &&
	      (s->p[i + 2] | 0x20) == 'w';
	if (www && s->p[j] == '.') {
		*c = BS_URL;
		return link_end(s, i);
	}
	return domain(s, i, j, c);
}

size_t
bs_scan_email(struct bs_scan *s, size_t i)
{
	const char *at;
	size_t k, end;

	if (s->at_sign < i) {
		at = memchr(s->p + i, '@', s->n - i);
		s->at_sign = at ? (size_t)(at - s->p) : s->n;
	}
	if (s->at_sign == s->n || s->at_sign - i > LOCAL_MAX)
		return i;
	for (k = i; k < s->at_sign; k++)
		if (!bs_is_alnum(s->p[k]) && memchr(".!#$%&'*+/=?^_{|}~-", s->p[k], 19) == NULL)
			return i;
	end = domain_end(s, s->at_sign + 1);
	for (k = s->at_sign + 1; k < end && s->p[k] != '.'; k++)
		;
	return k < end && k > s->at_sign + 1 ? end : i;
}
