/* trace: where rows come from, and whether they are true.  See trace(1). */
#include "trace/trace.h"
#include "broadsheet/cli.h"
#include "broadsheet/err.h"
#include "broadsheet/writer.h"

#include <errno.h>
#include <unistd.h>

/* clang-format off */
enum {
	VERIFY = 256, SOURCE, SOURCE_TSV, COLUMNS, LINK, KWIC, KWIC_KEY, SORT, ACROSS, ALIGN,
	COLOR, HTML, DIFF, KIND
};
/* clang-format on */

static const struct bs_opt opts[] = {
    {VERIFY, "verify", BS_OPTIONAL_ARG, "full",
	"prove every row (full: normalize again); lies are exit 1"},
    {LINK, "link", BS_NO_ARG, NULL, "links into the published page, by its meta url"},
    {KWIC, "kwic", BS_ARG, "PATTERN", "concordance of what matches in the sentences (PCRE2)"},
    {KWIC_KEY, "kwic-key", BS_ARG, "KEY", "concordance of the rows with this key"},
    {SORT, "sort", BS_ARG, "left|right", "sort it by the nearest words on this side"},
    {ACROSS, "across", BS_NO_ARG, NULL, "its context may leave the sentence, not the block"},
    {ALIGN, "align", BS_NO_ARG, NULL, "nodes under each other, for the eye"},
    {COLOR, "color", BS_NO_ARG, NULL, "the documents, rows in colour, for the terminal"},
    {HTML, "html", BS_NO_ARG, NULL, "a page of each document, rows in colour"},
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

static bool
is_mode(struct bs_trace *t, int id, const char *arg)
{
	struct bs_buf err = {0};

	/* clang-format off */
	switch (id) {
	case VERIFY:
		t->mode = arg ? BS_TRACE_FULL : BS_TRACE_VERIFY;
		return true;
	case KWIC:
		t->kwic.re = bs_pattern_new(bs_span_str(arg), BS_PATTERN_TEXT, &err);
		if (t->kwic.re == NULL)
			bs_usage("%s", bs_buf_str(&err));
		t->mode = BS_TRACE_KWIC;
		return true;
	case KWIC_KEY:
		t->kwic.key = arg;
		t->mode = BS_TRACE_KWIC;
		return true;
	case LINK: t->mode = BS_TRACE_LINK; return true;
	case COLOR: t->mode = BS_TRACE_COLOR; return true;
	case HTML: t->mode = BS_TRACE_HTML; return true;
	case DIFF: t->mode = BS_TRACE_DIFF; return true;
	default:
		return false;
	}
	/* clang-format on */
}

/* A file that is not there would pass for one without rows, and scores for true. */
static void
two_files(const struct bs_cli *cli)
{
	if (cli->noperand != 2)
		bs_usage("--diff takes two files");
	for (size_t i = 0; i < 2; i++)
		if (strcmp(cli->operand[i], "-") != 0 && access(cli->operand[i], R_OK) != 0)
			bs_die("%s: %s", cli->operand[i], strerror(errno));
}

static void
summary(const struct bs_trace *t)
{
	bs_warn("%llu rows of %llu documents, %.1f MB of sources, %llu lies",
	    (unsigned long long)t->rows, (unsigned long long)t->docs,
	    (double)t->sources.bytes / 1e6, (unsigned long long)t->lies);
}

int
main(int argc, char **argv)
{
	struct bs_trace t = {.context = 40};
	struct bs_writer out;
	struct bs_cli cli;
	const char *arg, *tsv = NULL, *columns = "id,text", *bad;
	int id;

	bs_cli_init(&cli, &prog, argc, argv);
	while ((id = bs_cli_next(&cli, &arg)) != 0) {
		if (is_mode(&t, id, arg))
			continue;
		/* clang-format off */
		switch (id) {
		case SOURCE: t.sources.dir = arg; break;
		case SOURCE_TSV: tsv = arg; break;
		case COLUMNS: columns = arg; break;
		case SORT: t.kwic.sort = *arg == 'l' ? BS_KWIC_LEFT : BS_KWIC_RIGHT; break;
		case ACROSS: t.kwic.across = true; break;
		case ALIGN: t.kwic.align = true; break;
		case KIND: t.kinds = bs_trace_kinds(arg); break;
		default: t.context = (size_t)bs_cli_uint("-C", arg, 1000000); break;
		}
		/* clang-format on */
	}
	t.kwic.context = t.context;
	if (t.mode == BS_TRACE_DIFF)
		two_files(&cli);
	if (tsv != NULL && (bad = bs_sources_tsv(&t.sources, tsv, columns)) != NULL)
		bs_die("%s: %s", tsv, bad);
	bs_cli_tty_hint(&cli);
	bs_writer_init(&out, STDOUT_FILENO, cli.line_buffered);
	t.out = &out;
	bs_trace_run(&t, cli.operand, cli.noperand);
	bs_writer_close(&out);
	if (t.first_only + t.second_only > 0)
		bs_warn("%llu documents stand in the first file only, %llu in the second only",
		    (unsigned long long)t.first_only, (unsigned long long)t.second_only);
	if (t.without_url)
		bs_warn("%llu rows of documents without a meta url were left out",
		    (unsigned long long)t.without_url);
	if (cli.verbose)
		summary(&t);
	bs_trace_free(&t);
	return bs_exit_status();
}
