/* misread: see misread.h */
#include "trace/misread.h"

#include "broadsheet/utf8.h"

void
bs_misread_stray(struct bs_buf *out, struct bs_span s)
{
	out->n = 0;
	for (int32_t cp; s.n > 0;) {
		size_t n = bs_utf8_decode(s, &cp);
		unsigned char c = (unsigned char)*s.p;

		if (cp < 0) {
			n = 1;
			cp = bs_codepages[BS_WINDOWS_1252].upper[c & 0x7f];
		}
		bs_buf_utf8(out, cp);
		s.p += n;
		s.n -= n;
	}
}

bool
bs_misread_controls(struct bs_buf *out, struct bs_span s)
{
	bool any = false;

	out->n = 0;
	for (int32_t cp; s.n > 0;) {
		size_t n = bs_utf8_decode(s, &cp);

		if (cp >= 0x80 && cp < 0xa0) {
			cp = bs_codepages[BS_WINDOWS_1252].upper[cp - 0x80];
			any = true;
		}
		bs_buf_utf8(out, cp < 0 ? 0xfffd : cp);
		s.p += n;
		s.n -= n;
	}
	return any;
}

bool
bs_misread_undo(struct bs_buf *out, size_t round, struct bs_span s)
{
	struct bs_span rest = s;

	out->n = 0;
	for (int32_t cp; rest.n > 0;) {
		size_t n = bs_utf8_decode(rest, &cp);
		int b = cp >= 0 && cp < 0x80 ? cp : bs_codepage_byte(&bs_codepages[round / 2], cp);

		if (b < 0)
			return false;
		bs_buf_ch(out, (char)(b == ' ' && round % 2 ? 0xa0 : b));
		rest.p += n;
		rest.n -= n;
	}
	return bs_utf8_valid(bs_buf_view(out)) == out->n && !bs_span_eq(bs_buf_view(out), s);
}

/*
 * The bytes in a page of the character of UTF-8 that s starts with; 0 for
 * none.  Where one of them is lost to U+FFFD, that is the character.
 */
static size_t
misread_char(const struct bs_codepage *page, bool nbsp, struct bs_span s, char byte[4], size_t *len)
{
	size_t n = 0, want = 1;
	bool lost = false;
	int32_t cp;

	/* a quotation mark whose last byte, 9D, is no character of windows-1252, and was lost */
	*len = 5;
	if (bs_span_starts(s, BS_SPAN("\xc3\xa2\xe2\x82\xac")) &&
	    (s.n == 5 || (unsigned char)s.p[5] <= ' ' || s.p[5] == '.' || s.p[5] == ','))
		return bs_utf8_encode(0x201d, byte);
	*len = 0;
	for (; n < want && *len < s.n; n++) {
		int b;

		*len += bs_utf8_decode(bs_span_cut(s, *len, s.n), &cp);
		b = cp == ' ' && nbsp ? 0xa0
		    : cp < 0x80       ? -1
		    : cp < 0xa0       ? (int)cp
		    : cp == 0xfffd    ? 0x80
				      : bs_codepage_byte(page, cp);
		lost |= cp == 0xfffd;
		if (b < 0 || (n > 0 && (b & 0xc0) != 0x80))
			return 0;
		byte[n] = (char)b;
		if (n == 0)
			want = b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
	}
	if (lost && n == want)
		return bs_utf8_encode(0xfffd, byte);
	return n == want && bs_utf8_decode(bs_span(byte, n), &cp) == n && cp >= 0 ? n : 0;
}

bool
bs_misread_undo_some(
    struct bs_buf *out, const struct bs_codepage *page, size_t spaces, struct bs_span s)
{
	bool any = false;

	out->n = 0;
	while (s.n > 0) {
		int32_t cp;
		char byte[4];
		size_t len, n = misread_char(page, spaces, s, byte, &len);

		if (n > 0) {
			bs_buf_add(out, byte, n);
			len -= spaces == BS_SPACES_BESIDES && s.p[len - 1] == ' ';
			any = true;
		} else {
			len = bs_utf8_decode(s, &cp);
			bs_buf_add(out, s.p, len);
		}
		s = bs_span_cut(s, len, s.n);
	}
	return any;
}
