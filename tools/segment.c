/* segment: blocks to sentences, and to words.  See segment(1). */
#include "broadsheet.h"
#include "segment/rows.h"

#include <errno.h>
#include <stdlib.h>

enum { ALL = 256, CLASS, CONTRACTIONS, HYPHENS, IN_QUOTES, LANG, UAX29 };

static const struct bs_opt opts[] = {
    {'a', "abbreviations", BS_ARG, "FILE", "more abbreviations: abbr, kind, case"},
    {ALL, "all", BS_NO_ARG, NULL, "blocks of every class"},
    {CLASS, "class", BS_ARG, "LIST", "blocks of these (default: title,heading,body,list,caption)"},
    {CONTRACTIONS, "contractions", BS_ARG, "keep|split", "don't as one token (default), or as two"},
    {HYPHENS, "hyphens", BS_ARG, "split|keep", "well-known as three tokens (default), or as one"},
    {IN_QUOTES, "in-quotes", BS_ARG, "split|whole",
	"quotations of several sentences (default: split)"},
    {LANG, "lang", BS_ARG, "LANG", "the language of all documents; rules are for en only"},
    {UAX29, "uax29", BS_NO_ARG, NULL, "Unicode Annex 29 and nothing else"},
    {'w', "words", BS_NO_ARG, NULL, "token rows, too"}, {0}};

static const struct bs_prog prog = {"segment", "[OPTION]... [FILE]...",
    "Cut blocks of text into sentences, and on request into words.", opts, 0};

static unsigned
with(unsigned flags, unsigned flag, bool on)
{
	return on ? flags | flag : flags & ~flag;
}

static void
abbreviations(struct bs_segmenter *seg, const char *name)
{
	struct bs_buf b = {0};
	const char *why;
	size_t line;

	if (!bs_read_file(name, &b))
		bs_die("%s: %s", name, strerror(errno));
	why = bs_segmenter_add(seg, bs_buf_view(&b), &line);
	if (why != NULL)
		bs_die("%s:%zu: %s", name, line, why);
	bs_buf_free(&b);
}

static void
option(struct bs_segment_config *c, struct bs_segmenter *seg, int id, const char *arg)
{
	switch (id) {
	case 'a':
		abbreviations(seg, arg);
		break;
	case 'w':
		c->words = true;
		break;
	case ALL:
		c->classes = NULL;
		break;
	case CLASS:
		c->classes = arg;
		break;
	case CONTRACTIONS:
		c->token_flags = with(c->token_flags, BS_TOKEN_KEEP_CONTRACTIONS, *arg == 'k');
		break;
	case HYPHENS:
		c->token_flags = with(c->token_flags, BS_TOKEN_SPLIT_HYPHENS, *arg == 's');
		break;
	case IN_QUOTES:
		c->sentence_flags = with(c->sentence_flags, BS_SENTENCE_QUOTES_WHOLE, *arg == 'w');
		break;
	case LANG:
		c->lang = arg;
		break;
	default:
		c->sentence_flags |= BS_SENTENCE_UAX29;
	}
}

int
main(int argc, char **argv)
{
	struct bs_segment_config c = {.classes = "title,heading,body,list,caption",
	    .token_flags = BS_TOKEN_KEEP_CONTRACTIONS | BS_TOKEN_SPLIT_HYPHENS};
	struct bs_segmenter *seg = bs_segmenter_new();
	struct bs_segment_run *run;
	struct bs_stream s;
	struct bs_row row;
	struct bs_cli cli;
	const char *arg;
	int id;

	bs_cli_init(&cli, &prog, argc, argv);
	while ((id = bs_cli_next(&cli, &arg)) != 0)
		option(&c, seg, id, arg);
	bs_stream_open(&s, &cli, BS_KINDBIT(BS_SENT) | BS_KINDBIT(BS_TOKEN));
	run = bs_segment_run_new(&s, seg, &c);
	while (bs_stream_next(&s, &row))
		bs_segment_run_row(run, &row);
	bs_segment_run_end(run);
	bs_segmenter_free(seg);
	return bs_stream_close(&s);
}
