/* bars: see tally.h */
#include "broadsheet/utf8.h"
#include "tally/tally.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

enum { LEAST = 40, USUAL = 80, MOST = 1000 };

size_t
bs_terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize ws;
	long n = columns ? strtol(columns, NULL, 10) : 0;

	if (n <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0)
		n = ws.ws_col;
	if (n <= 0)
		return USUAL;
	return n < LEAST ? LEAST : n > MOST ? MOST : (size_t)n;
}

size_t
bs_display_width(struct bs_span s)
{
	size_t width = 0;

	while (s.n > 0) {
		int32_t cp;
		size_t n = bs_utf8_decode(s, &cp);
		int w = cp < 0 ? 1 : utf8proc_charwidth(cp);

		width += w > 0 ? (size_t)w : 0;
		s.p += n;
		s.n -= n;
	}
	return width;
}

void
bs_bar(struct bs_buf *out, double share, size_t width, bool ascii)
{
	/* U+2588 is a full block, U+2589 to U+258F seven eighths down to one. */
	size_t eighths = (size_t)(share * (double)width * 8 + 0.5);

	if (eighths == 0 && share > 0)
		eighths = 1;
	if (ascii) {
		for (size_t i = 0; i < (eighths + 4) / 8 || (i == 0 && eighths > 0); i++)
			bs_buf_ch(out, '#');
		return;
	}
	for (size_t i = 0; i < eighths / 8; i++)
		bs_buf_utf8(out, 0x2588);
	if (eighths % 8)
		bs_buf_utf8(out, 0x2590 - (int32_t)(eighths % 8));
}
