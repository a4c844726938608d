/* extract-quotes: who says what.  See extract-quotes(1). */
#include "broadsheet.h"
#include "broadsheet/quotes.h"

#include <errno.h>

enum { MIN_P = 256 };

static const struct bs_opt opts[] = {
    {'c', "cues", BS_ARG, "FILE", "more cues: lemma, pos, forms, frames"},
    {MIN_P, "min-p", BS_ARG, "P", "leave out quotes less certain than P (0 to 1)"}, {0}};

static const struct bs_prog prog = {"extract-quotes", "[OPTION]... [FILE]...",
    "Find who says what: quotes with their sources and cues.", opts, 0};

struct run {
	struct bs_quoter *quoter;
	float min_p;
};

static void
cues(struct bs_quoter *q, const char *name)
{
	struct bs_buf b = {0};
	const char *why;
	size_t line;

	if (!bs_read_file(name, &b))
		bs_die("%s: %s", name, strerror(errno));
	why = bs_quoter_add_cues(q, bs_buf_view(&b), &line);
	if (why != NULL)
		bs_die("%s:%zu: %s", name, line, why);
	bs_buf_free(&b);
}

static void
engine(struct bs_doc *d, void *arg)
{
	const struct run *r = arg;

	bs_quoter_run(r->quoter, d, r->min_p);
}

int
main(int argc, char **argv)
{
	struct run r = {0};
	struct bs_stream s;
	struct bs_cli cli;
	const char *arg;
	int id, status;

	bs_cli_init(&cli, &prog, argc, argv);
	r.quoter = bs_quoter_new();
	while ((id = bs_cli_next(&cli, &arg)) != 0) {
		if (id == 'c')
			cues(r.quoter, arg);
		else
			r.min_p = (float)bs_cli_probability("min-p", arg);
	}
	bs_stream_open(&s, &cli,
	    BS_KINDBIT(BS_QUOTE) | BS_KINDBIT(BS_PART) | BS_KINDBIT(BS_SOURCE) |
		BS_KINDBIT(BS_CUE) | BS_KINDBIT(BS_TERM));
	bs_stream_documents(&s, engine, &r);
	status = bs_stream_close(&s);
	bs_quoter_free(r.quoter);
	return status;
}
