/* decode_iconv: multi-byte encodings by the C library, character by character; see decode.h. */
#include "broadsheet/utf8.h"
#include "normalize/codepage.h"
#include "normalize/decode.h"

#include <errno.h>
#include <iconv.h>

/* Bytes of the shortest piece from `at` that iconv makes a character of; 0: malformed. */
static size_t
one(iconv_t cd, struct bs_span source, size_t at, char *out, size_t *nout)
{
	size_t most = source.n - at < 8 ? source.n - at : 8;

	for (size_t n = 1; n <= most; n++) {
		char *ip, *op = out;
		size_t il = n, ol = 32;

		/* iconv takes char ** for bytes that it does not change */
		memcpy(&ip, &(const char *){source.p + at}, sizeof ip);
		if (iconv(cd, &ip, &il, &op, &ol) == (size_t)-1) {
			iconv(cd, NULL, NULL, NULL, NULL);
			if (errno == EINVAL)
				continue;
			return 0;
		}
		if (il == 0 && ol < 32) {
			*nout = 32 - ol;
			return n;
		}
	}
	return 0;
}

/*
 * Is ASCII in this encoding what it is everywhere, whatever went before?  Only
 * then can it be read a character at a time.
 */
static bool
keeps_ascii(iconv_t cd, const char *name)
{
	char fold[32];

	bs_encoding_fold(fold, bs_span_str(name));
	if (strncmp(fold, "iso2022", 7) == 0 || strncmp(fold, "csiso2022", 9) == 0 ||
	    strcmp(fold, "hz") == 0 || strcmp(fold, "utf7") == 0)
		return false;
	for (int b = 'A'; b <= 'z'; b++) {
		char c = (char)b, out[32];
		size_t n = 0;

		if (c != '\\' &&
		    (one(cd, bs_span(&c, 1), 0, out, &n) != 1 || n != 1 || out[0] != c))
			return false;
	}
	return true;
}

bool
bs_decode_iconv(
    struct bs_splices *s, struct bs_span source, const char *name, struct bs_encoding *e)
{
	iconv_t cd = iconv_open("UTF-8", name);
	size_t at = 0;

	if (cd == (iconv_t)-1)
		return false;
	if (!keeps_ascii(cd, name)) {
		iconv_close(cd);
		return false;
	}
	while (at < source.n) {
		char out[32];
		size_t n, nout = 0;

		/* the encodings that come this way have ASCII as it is */
		at += bs_ascii_run(bs_span(source.p + at, source.n - at));
		if (at == source.n)
			break;
		n = one(cd, source, at, out, &nout);
		if (n == 0) {
			n = 1;
			if (e->invalid++ == 0)
				e->first_bad = at;
			bs_splice_add(s, at, 1, "\xef\xbf\xbd", 3, BS_RULE_INVALID);
		} else {
			bs_splice_add(s, at, n, out, nout, BS_RULE_DECODE);
		}
		at += n;
	}
	iconv_close(cd);
	return true;
}
