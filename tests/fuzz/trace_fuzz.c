/*
 * Two things from the same bytes.  The first byte even: they are an article
 * (with its second bit in UTF-8, bad bytes replaced, so that less time goes
 * into guesses at its encoding); what normalize makes of it must be proved,
 * whole and made again.  Odd: they are rows; no mode of trace may do worse
 * than call them lies, and documents proved whole have as many as rows proved
 * as they come.
 */
#include "broadsheet/cli.h"
#include "broadsheet/utf8.h"
#include "normalize/document.h"
#include "trace/trace.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static uint64_t lies;

static void
told(void *arg, const struct bs_page_row *r, const char *what)
{
	(void)arg;
	(void)r;
	printf("# %.*s: %s\n", (int)r->row.line.n, r->row.line.p, what);
	fflush(stdout);
	lies++;
}

static void
put_row(void *arg, const struct bs_newrow *row)
{
	bs_row_format(arg, row);
	bs_buf_ch(arg, '\n');
}

static void
no_fix(void *arg, const char *what, const struct bs_fix *fix)
{
	(void)arg;
	(void)what;
	(void)fix;
}

static void
put_file(char *name, const void *p, size_t n)
{
	int fd = mkstemp(name);

	if (fd < 0 || write(fd, p, n) != (ssize_t)n)
		abort();
	close(fd);
}

static void
prove(struct bs_span article)
{
	char name[] = "/tmp/trace_fuzz.XXXXXX", rows[] = "/tmp/trace_fuzz.XXXXXX";
	char *operand[1] = {rows};
	static struct bs_normalizer z; /* its tables are made but once */
	static struct bs_full *full;
	struct bs_buf b = {0};
	const struct bs_row_sink sink = {put_row, no_fix, &b};
	struct bs_sources s = {0};
	struct bs_verify v;
	struct bs_pages pages;
	struct bs_page *p;
	struct bs_span source;

	put_file(name, article.p, article.n);
	if (full == NULL) {
		struct bs_normalize_options o = {.repair = true, .version = BS_VERSION};

		bs_normalizer_init(&z, &o);
		full = bs_full_new();
	}
	bs_normalize_document(&z, article, NULL, 0);
	bs_normalize_rows(&z, bs_span_str(name), NULL, 0, &sink);
	put_file(rows, b.p, b.n);
	bs_verify_init(&v, &s, told, NULL);
	bs_pages_open(&pages, operand, 1);
	while ((p = bs_pages_next(&pages)) != NULL) {
		bs_verify_page(&v, p);
		if (!bs_sources_get(&s, p->id, &source))
			abort();
		bs_full_page(full, p, source, told, NULL);
	}
	bs_pages_close(&pages);
	bs_verify_free(&v);
	bs_sources_free(&s);
	bs_buf_free(&b);
	unlink(name);
	unlink(rows);
	if (lies)
		abort();
}

/* The bytes as UTF-8. */
static struct bs_span
sound(struct bs_buf *out, struct bs_span s)
{
	out->n = 0;
	bs_buf_reserve(out, 1);
	while (s.n > 0) {
		int32_t cp;
		size_t k = bs_utf8_decode(s, &cp);

		bs_buf_utf8(out, cp < 0 ? 0xfffd : cp);
		s = bs_span_cut(s, k, s.n);
	}
	return bs_buf_view(out);
}

static void
quiet(void *arg, const struct bs_page_row *r, const char *what)
{
	(void)arg;
	(void)r;
	(void)what;
}

static uint64_t
lies_of_pages(const struct bs_trace *t, char *const *operand)
{
	struct bs_sources s = {.dir = t->sources.dir};
	struct bs_verify v;
	struct bs_pages pages;
	struct bs_page *p;
	uint64_t n;

	bs_verify_init(&v, &s, quiet, NULL);
	bs_pages_open(&pages, operand, 1);
	while ((p = bs_pages_next(&pages)) != NULL)
		bs_verify_page(&v, p);
	n = v.lies;
	bs_pages_close(&pages);
	bs_verify_free(&v);
	bs_sources_free(&s);
	return n;
}

static void
show(struct bs_span text)
{
	char rows[] = "/tmp/trace_fuzz.XXXXXX";
	char *operand[2] = {rows, rows};

	put_file(rows, text.p, text.n);
	for (int mode = BS_TRACE_ROWS; mode <= BS_TRACE_DIFF; mode++) {
		struct bs_writer w;
		struct bs_trace t = {.mode = (enum bs_trace_mode)mode,
		    .context = 7,
		    .kwic = {.key = "K", .context = 5, .sort = BS_KWIC_LEFT},
		    .sources.dir = "tests/examples"};
		struct bs_buf err = {0};

		bs_writer_init(&w, 1, false);
		t.out = &w;
		if (mode == BS_TRACE_KWIC)
			t.kwic.re = bs_pattern_new(BS_SPAN("e"), BS_PATTERN_TEXT, &err);
		bs_trace_run(&t, operand, mode == BS_TRACE_DIFF ? 2 : 1);
		if (mode == BS_TRACE_VERIFY && t.lies != lies_of_pages(&t, operand))
			abort();
		bs_trace_free(&t);
		bs_buf_free(&w.b);
	}
	unlink(rows);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
#ifdef CORPUS /* replayed: bad rows are told, but to nobody */
	static bool muted;

	if (!muted)
		muted = freopen("/dev/null", "w", stderr) != NULL;
#endif
	static struct bs_buf utf8;
	struct bs_span s;

	if (size == 0 || size > 20000)
		return 0;
	lies = 0;
	s = bs_span((const char *)data + 1, size - 1);
	if (data[0] & 1)
		show(s);
	else
		prove(data[0] & 2 ? sound(&utf8, s) : s);
	return 0;
}
