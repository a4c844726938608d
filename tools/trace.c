/* trace: where rows come from, and whether they are true.  See trace(1). */
#include "broadsheet/cli.h"
#include "broadsheet/err.h"
#include "broadsheet/writer.h"
#include "trace/diff.h"
#include "trace/render.h"
#include "trace/show.h"
#include "trace/verify.h"

#include <unistd.h>

enum { VERIFY = 256, SOURCE, SOURCE_TSV, COLUMNS, LINK, KWIC, KWIC_KEY, SORT, ACROSS, ALIGN, COLOR, HTML,
	DIFF, KIND };

static const struct bs_opt opts[] = {
    {VERIFY, "verify", BS_NO_ARG, NULL, "prove every row; lies are told, then exit 1"},
    {LINK, "link", BS_NO_ARG, NULL, "links into the published page, by its meta url"},
    {KWIC, "kwic", BS_ARG, "PATTERN", "concordance of what matches in the sentences (PCRE2)"},
    {KWIC_KEY, "kwic-key", BS_ARG, "KEY", "concordance of the rows with this key"},
    {SORT, "sort", BS_ARG, "SIDE", "sort it by the nearest words to the left, or right"},
    {ACROSS, "across", BS_NO_ARG, NULL, "its context may leave the sentence, not the block"},
    {ALIGN, "align", BS_NO_ARG, NULL, "nodes under each other, for the eye"},
    {COLOR, "color", BS_NO_ARG, NULL, "the documents, rows in colour, for the terminal"},
    {HTML, "html", BS_NO_ARG, NULL, "the documents, rows in colour, as an HTML page"},
    {DIFF, "diff", BS_NO_ARG, NULL, "compare two files of rows, the first taken as right"},
    {KIND, "kind", BS_ARG, "KIND,...", "only rows of these kinds"},
    {'C', "context", BS_ARG, "N", "how much to show on either side (default 40)"},
    {SOURCE, "source", BS_ARG, "DIR", "sources are files in this folder (default: as named)"},
    {SOURCE_TSV, "source-tsv", BS_ARG, "FILE", "sources are rows of this TSV"},
    {COLUMNS, "tsv", BS_ARG, "COLS", "its columns (default id,text)"},
    {0},
};

static const struct bs_prog prog = {"trace", "[OPTION]... [FILE]...",
    "Show where rows come from, and prove them.", opts, BS_CLI_NO_ROWS};

struct run {
	struct bs_cli cli;
	struct bs_pages pages;
	struct bs_sources sources;
	struct bs_verify verify;
	struct bs_kwic kwic;
	struct bs_writer out;
	uint32_t kinds; /* 0: the mode's own */
	size_t context, without;
};

static void
told(void *arg, const struct bs_page_row *r, const char *what)
{
	(void)arg;
	bs_bad(r->file, r->line, "%s", what);
}

/* Rows of a page one by one, or the page drawn. */
static void
show(struct run *x, const struct bs_page *p, int mode)
{
	struct bs_span source;

	if (!bs_sources_get(&x->sources, p->id, &source)) {
		bs_bad(p->row[0].file, p->row[0].line, "no source (--source names its folder)");
		return;
	}
	if (mode == COLOR)
		bs_render_color(&x->out, p, source);
	else if (mode == HTML)
		bs_html_document(&x->out, p, source, x->pages.docs);
	for (size_t i = 0; i < p->n && (mode == 0 || mode == LINK); i++) {
		if (!(x->kinds & BS_KINDBIT(p->row[i].row.kind)))
			continue;
		if (mode == 0)
			bs_show_row(&x->out, &x->sources, source, p, &p->row[i], x->context);
		else if (!bs_show_link(&x->out, source, p, &p->row[i]))
			x->without++;
	}
}

static void
diff(struct run *x)
{
	struct bs_diff d = {.kinds = x->kinds};
	struct bs_page *p;

	if (x->cli.noperand != 2)
		bs_usage("--diff takes two files");
	for (size_t i = 0; i < 2; i++) {
		bs_pages_open(&x->pages, x->cli.operand + i, 1);
		while ((p = bs_pages_next(&x->pages)) != NULL)
			(i ? bs_diff_second : bs_diff_first)(&d, p);
		bs_pages_close(&x->pages);
	}
	bs_diff_write(&d, &x->out);
	bs_diff_free(&d);
}

static void
pages(struct run *x, int mode)
{
	struct bs_page *p;

	bs_pages_open(&x->pages, x->cli.operand, x->cli.noperand);
	bs_verify_init(&x->verify, &x->sources, told, NULL);
	if (mode == HTML)
		bs_html_begin(&x->out);
	while ((p = bs_pages_next(&x->pages)) != NULL) {
		if (mode == VERIFY)
			bs_verify_page(&x->verify, p);
		else if (mode == KWIC)
			bs_kwic_page(&x->kwic, p);
		else
			show(x, p, mode);
	}
	if (mode == HTML)
		bs_html_end(&x->out);
	if (mode == KWIC)
		bs_kwic_write(&x->kwic, &x->out);
	if (mode == VERIFY && x->cli.verbose)
		bs_warn("%llu rows of %llu documents, %.1f MB of sources, %llu lies",
		    (unsigned long long)x->verify.proved, (unsigned long long)x->pages.docs,
		    (double)x->sources.bytes / 1e6, (unsigned long long)x->verify.lies);
	if (x->without)
		bs_warn("%zu rows of documents without a meta url were left out", x->without);
	bs_verify_free(&x->verify);
	bs_pages_close(&x->pages);
}

static uint32_t
kinds(const char *list)
{
	uint32_t set = 0;

	for (const char *p = list; p != NULL; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
		set |= BS_KINDBIT(bs_kind_find(bs_span(p, strcspn(p, ","))));
	return set;
}

static enum bs_kwic_sort
side(const char *arg)
{
	if (strcmp(arg, "left") != 0 && strcmp(arg, "right") != 0)
		bs_usage("--sort takes left or right, not %s", arg);
	return *arg == 'l' ? BS_KWIC_LEFT : BS_KWIC_RIGHT;
}

int
main(int argc, char **argv)
{
	struct run x = {.context = 40};
	const char *arg, *tsv = NULL, *columns = "id,text", *bad;
	struct bs_buf err = {0};
	int id, mode = 0;

	bs_cli_init(&x.cli, &prog, argc, argv);
	while ((id = bs_cli_next(&x.cli, &arg)) != 0) {
		switch (id) {
		case SOURCE: x.sources.dir = arg; break;
		case SOURCE_TSV: tsv = arg; break;
		case COLUMNS: columns = arg; break;
		case SORT: x.kwic.sort = side(arg); break;
		case ACROSS: x.kwic.across = true; break;
		case ALIGN: x.kwic.align = true; break;
		case KIND: x.kinds = kinds(arg); break;
		case 'C': x.context = bs_cli_uint("-C", arg, 1000000); break;
		case KWIC_KEY: x.kwic.key = arg; mode = KWIC; break;
		case KWIC:
			if (!bs_kwic_pattern(&x.kwic, arg, &err))
				bs_usage("%s", bs_buf_str(&err));
			mode = KWIC;
			break;
		default: mode = id;
		}
	}
	x.kwic.context = x.context;
	if (x.kinds == 0)
		x.kinds = mode == DIFF || mode == LINK
		    ? BS_KINDBIT(BS_ENTITY) | BS_KINDBIT(BS_QUOTE) | BS_KINDBIT(BS_TERM) |
		        (mode == DIFF ? BS_KINDBIT(BS_BLOCK) | BS_KINDBIT(BS_SENT) : 0)
		    : ~0U;
	if (tsv != NULL && (bad = bs_sources_tsv(&x.sources, tsv, columns)) != NULL)
		bs_die("%s: %s", tsv, bad);
	bs_cli_tty_hint(&x.cli);
	bs_writer_init(&x.out, STDOUT_FILENO, x.cli.line_buffered);
	if (mode == DIFF)
		diff(&x);
	else
		pages(&x, mode);
	bs_writer_close(&x.out);
	bs_kwic_free(&x.kwic);
	bs_sources_free(&x.sources);
	return bs_exit_status();
}
