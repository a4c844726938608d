/* tally: count rows of any TSV by any of their columns.  See tally(1). */
#include "tally/tally.h"
#include "broadsheet/cli.h"
#include "broadsheet/err.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* clang-format off */
enum {
	KIND = 256, CLASS, WHERE, HEADER_IN, MIN_COUNT, SORT, REVERSE, TOP_PER, DF, SHARE,
	CUMULATIVE, TOTAL, DISTINCT, AGG, PAIRS, WITHIN, DIRECTED, MAX_GROUP, FORMAT, AGAINST,
	PER, BARS, ASCII, PARTIAL, MERGE, VARIANTS
};
/* clang-format on */

static const struct bs_opt opts[] = {
    {'f', "fields", BS_ARG, "COL,...", "count distinct tuples of these columns (default: key)"},
    {KIND, "kind", BS_ARG, "KIND,...", "only rows of these kinds"},
    {CLASS, "class", BS_ARG, "CLASS,...", "only rows of these classes"},
    {WHERE, "where", BS_ARG, "COND", "only rows with COL=VALUE, or COL~PATTERN (PCRE2)"},
    {'j', "join", BS_ARG, "FILE", "join a TSV with header to the key: its columns count too"},
    {HEADER_IN, "header-in", BS_NO_ARG, NULL, "the input's first line names its columns"},
    {'n', "number", BS_ARG, "N", "the first N only"},
    {MIN_COUNT, "min-count", BS_ARG, "N", "only what was counted N times or more"},
    {TOP_PER, "top-per", BS_ARG, "COL", "-n for each value of this column"},
    {SORT, "sort", BS_ARG, "NAME", "order by a column of the output, or by key"},
    {REVERSE, "reverse", BS_NO_ARG, NULL, "the least first"},
    {DF, "df", BS_NO_ARG, NULL, "also the number of documents"},
    {SHARE, "share", BS_NO_ARG, NULL, "also the share of all rows counted"},
    {CUMULATIVE, "cumulative", BS_NO_ARG, NULL, "also the share so far"},
    {DISTINCT, "distinct", BS_ARG, "COL,...", "also how many values these columns have"},
    {AGG, "agg", BS_ARG, "OP:COL,...", "also sum, mean, min or max of these columns"},
    {TOTAL, "total", BS_NO_ARG, NULL, "close with a line: #total, rows, groups"},
    {VARIANTS, "variants", BS_NO_ARG, NULL, "count spellings of one name as one"},
    {PER, "per", BS_ARG, "day|week|month|year", "a series by the document's date"},
    {AGAINST, "against", BS_ARG, "FILE", "compare with these rows, or this earlier tally"},
    {PAIRS, "pairs", BS_ARG, "COL", "count pairs of values that stand together"},
    {WITHIN, "within", BS_ARG, "sent|block|doc|quote|COL",
	"in one of these (default: sent), or with one value"},
    {DIRECTED, "directed", BS_NO_ARG, NULL, "pairs from a quote's speaker to who is in the quote"},
    {MAX_GROUP, "max-group", BS_ARG, "N", "leave out units of more values (default 1000)"},
    {FORMAT, "format", BS_ARG, "tsv|dot", "dot: pairs as a graph (default: tsv)"},
    {BARS, "bars", BS_NO_ARG, NULL, "a bar chart"},
    {ASCII, "ascii", BS_NO_ARG, NULL, "bars of #"},
    {PARTIAL, "partial", BS_NO_ARG, NULL, "write a tally that --merge can add up"},
    {MERGE, "merge", BS_NO_ARG, NULL, "add up earlier tallies"},
    {'S', "buffer-size", BS_ARG, "SIZE", "memory to use before the disk (default: a quarter)"},
    {'H', "header", BS_NO_ARG, NULL, "print a header line first"},
    {0},
};
static const struct bs_prog prog = {"tally", "[OPTION]... [FILE]...",
    "Count distinct values of columns, most frequent first.", opts, BS_CLI_NO_ROWS};

static volatile sig_atomic_t asked; /* SIGUSR1: say the summary now */

static void
on_usr1(int sig)
{
	asked = sig;
}

static void
summary(const struct bs_tally *t)
{
	bs_warn("%llu rows counted, %llu bad, %.1f MB", (unsigned long long)t->rows[0],
	    (unsigned long long)bs_bad_count(), (double)t->bytes / 1e6);
}

static void
progress(const struct bs_tally *t)
{
	if (asked)
		summary(t);
	asked = 0;
}

/* Options that are strings or switches of the engine's config. */
#define AT(field) offsetof(struct bs_tally_config, field)
static const struct {
	int id;
	size_t at;
} strings[] = {{'f', AT(fields)}, {'j', AT(join)}, {KIND, AT(kind)}, {CLASS, AT(cls)},
    {TOP_PER, AT(top_per)}, {SORT, AT(sort)}, {DISTINCT, AT(distinct)}, {AGG, AT(agg)},
    {PER, AT(per)}, {AGAINST, AT(against)}, {PAIRS, AT(pairs)}, {WITHIN, AT(within)}, {0, 0}},
  switches[] = {{HEADER_IN, AT(header_in)}, {REVERSE, AT(reverse)}, {DF, AT(docs)},
      {SHARE, AT(share)}, {CUMULATIVE, AT(cumulative)}, {TOTAL, AT(total)},
      {DIRECTED, AT(directed)}, {ASCII, AT(ascii)}, {MERGE, AT(merge)}, {VARIANTS, AT(variants)},
      {0, 0}};

static bool
simple(struct bs_tally_config *cfg, int id, const char *arg)
{
	for (size_t i = 0; strings[i].id != 0; i++)
		if (strings[i].id == id)
			return *(const char **)(void *)((char *)cfg + strings[i].at) = arg, true;
	for (size_t i = 0; switches[i].id != 0; i++)
		if (switches[i].id == id)
			return *((bool *)cfg + switches[i].at) = true;
	return false;
}

int
main(int argc, char **argv)
{
	struct bs_tally_config cfg = {0};
	struct bs_cli cli;
	struct bs_tally tally;
	struct bs_writer out;
	size_t cap = 0;
	const char *arg;
	int id;

	bs_cli_init(&cli, &prog, argc, argv);
	cfg.budget = (size_t)sysconf(_SC_PHYS_PAGES) / 4 * (size_t)sysconf(_SC_PAGESIZE);
	while ((id = bs_cli_next(&cli, &arg)) != 0) {
		if (simple(&cfg, id, arg))
			continue;
		/* clang-format off */
		switch (id) {
		case WHERE: BS_PUSH(cfg.where, cfg.nwhere, cap) = arg; break;
		case 'n': cfg.number = bs_cli_uint("-n", arg, UINT64_MAX); break;
		case MIN_COUNT: cfg.min_count = bs_cli_uint("--min-count", arg, UINT64_MAX); break;
		case MAX_GROUP: cfg.max_group = bs_cli_uint("--max-group", arg, SIZE_MAX); break;
		case FORMAT: cfg.format = *arg == 'd' ? BS_DOT : BS_TSV; break;
		case BARS: cfg.format = BS_BARS; break;
		case PARTIAL: cfg.format = BS_PARTIAL; break;
		default: cfg.budget = bs_cli_size("-S", arg); break;
		}
		/* clang-format on */
	}
	cfg.width = bs_terminal_width(), cfg.header = cli.header, cfg.progress = progress;
	sigaction(SIGUSR1, &(struct sigaction){.sa_handler = on_usr1}, NULL);
	if (!bs_tally_open(&tally, &cfg))
		bs_usage("%s", bs_buf_str(&tally.err));
	bs_cli_tty_hint(&cli);
	bs_writer_init(&out, STDOUT_FILENO, cli.line_buffered);
	if (!bs_tally_read(&tally, cli.operand, cli.noperand) || !bs_tally_write(&tally, &out))
		bs_die("%s", bs_buf_str(&tally.err));
	bs_writer_close(&out);
	if (cli.verbose)
		summary(&tally);
	bs_tally_close(&tally);
	free((void *)cfg.where);
	return bs_exit_status();
}
