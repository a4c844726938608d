/* normalize: raw articles to clean, labelled blocks.  See normalize(1). */
#include "broadsheet.h"
#include "normalize/run.h"
#include <errno.h>

enum {
	AS = 256,
	BOILERPLATE,
	EDITS,
	FILES0,
	FORM,
	INVALID,
	LEARN,
	MARKS,
	NO_REPAIR,
	PLAIN,
	SPLIT,
	TSV
};

/* in the order of their enums */
#define AS_WORDS "article|text|lines"
#define FORM_WORDS "nfc|nfd|nfkc|nfkd|none"
#define MARKS_WORDS "directed|keep|ascii"

static const struct bs_opt opts[] = {
    {AS, "as", BS_ARG, AS_WORDS, "what a document is (default: article)"},
    {BOILERPLATE, "boilerplate", BS_ARG, "FILE", "a list that --learn has written"},
    {EDITS, "edits", BS_NO_ARG, NULL, "a row for every change, too"},
    {'e', "encoding", BS_ARG, "ENC", "the input's encoding (default: found out)"},
    {FILES0, "files0-from", BS_ARG, "FILE", "operands from FILE, each ended by NUL"},
    {FORM, "form", BS_ARG, FORM_WORDS, "normal form (default: nfc)"},
    {INVALID, "invalid", BS_ARG, "replace|fail", "malformed bytes (default: replace)"},
    {LEARN, "learn", BS_ARG, "FILE", "write to FILE what blocks an outlet repeats"},
    {MARKS, "marks", BS_ARG, MARKS_WORDS, "quotation marks (default: directed)"},
    {'M', "metadata", BS_ARG, "FILE", "a TSV of metadata, by file name"},
    {NO_REPAIR, "no-repair", BS_NO_ARG, NULL, "decode and normalise only"},
    {PLAIN, "plain", BS_NO_ARG, NULL, "print the blocks' text, not rows"},
    {SPLIT, "split", BS_ARG, "REGEX", "cut the input into documents; FF: at form feeds"},
    {TSV, "tsv", BS_OPTIONAL_ARG, "COLUMN,...", "documents are rows (default: id,text)"}, {0}};

static const struct bs_prog prog = {"normalize", "[OPTION]... [FILE]...",
    "Turn raw articles into clean, labelled blocks of text.", opts, 0};

struct config {
	struct bs_cli cli;
	struct bs_normalize_run run;
	const char *tsv, *split, *metadata, *learn, *boilerplate, *files0;
	struct bs_buf version; /* and the options that change the output */
};

static void
option(struct config *c, int id, const char *arg)
{
	struct bs_normalize_options *o = &c->run.o;

	for (size_t i = 0; opts[i].id; i++) /* what changes the output goes into the source row */
		if (opts[i].id == id &&
		    (id == 'e' || id == AS || id == FORM || id == MARKS || id == NO_REPAIR))
			bs_buf_fmt(
			    &c->version, ",%s%s%s", opts[i].name, arg ? "=" : "", arg ? arg : "");
	if (id == AS) {
		o->as = (enum bs_structure_as)bs_cli_choice(AS_WORDS, arg);
	} else if (id == 'e' && arg != NULL) { /* it is; analyzers cannot know */
		o->encoding = bs_span_str(arg);
		if (!bs_decode_knows(o->encoding))
			bs_usage("-e: unknown encoding '%s'", arg);
	} else if (id == FORM)
		o->form = (enum bs_form)bs_cli_choice(FORM_WORDS, arg);
	else if (id == MARKS)
		o->marks = (enum bs_marks)bs_cli_choice(MARKS_WORDS, arg);
	else if (id == NO_REPAIR)
		o->repair = false;
	else if (id == INVALID)
		c->run.o.strict = *arg == 'f';
	else if (id == EDITS)
		o->edits = true;
	else if (id == PLAIN)
		o->plain = true;
	else
		*(id == 'M'             ? &c->metadata
		    : id == LEARN       ? &c->learn
		    : id == FILES0      ? &c->files0
		    : id == BOILERPLATE ? &c->boilerplate
		    : id == SPLIT       ? &c->split
					: &c->tsv) = arg ? arg : "id,text";
}

int
main(int argc, char **argv)
{
	struct config c = {.run.o.repair = true};
	struct bs_stream stream;
	struct bs_input input;
	struct bs_buf bad = {0};
	const char *arg, *why = NULL;
	int id, status;

	bs_cli_init(&c.cli, &prog, argc, argv);
	bs_buf_lit(&c.version, BS_VERSION);
	while ((id = bs_cli_next(&c.cli, &arg)) != 0)
		option(&c, id, arg);
	if (c.files0 && c.cli.noperand > 0)
		bs_usage("--files0-from and operands do not go together");
	if (c.files0 &&
	    (c.cli.operand = NULL, !bs_read_names0(c.files0, &c.cli.operand, &c.cli.noperand)))
		bs_die("%s: %s", c.files0, strerror(errno));
	bs_stream_open(&stream, &c.cli,
	    BS_KINDBIT(BS_META) | BS_KINDBIT(BS_BLOCK) | BS_KINDBIT(BS_EDIT) | BS_KINDBIT(BS_END));
	bs_input_init(&input, &stream.in);
	if (c.tsv && (why = bs_input_tsv(&input, c.tsv)) != NULL)
		bs_usage("--tsv: %s", why);
	if (c.split && !bs_input_split(&input, c.split, &bad))
		bs_usage("--split: %s", bs_buf_str(&bad));
	if (c.metadata && !bs_input_metadata(&input, c.metadata))
		bs_die("%s: %s", c.metadata, strerror(errno));
	if (c.boilerplate && !bs_normalize_known(&c.run, c.boilerplate))
		bs_die("%s: %s", c.boilerplate, strerror(errno));
	c.run.learner = c.learn ? bs_learner_new() : NULL;
	c.run.o.fixes = c.cli.fixes ? &stream.fixes : NULL;
	c.run.o.version = bs_buf_str(&c.version);
	bs_normalize_run(&c.run, &stream, &input);
	if (c.learn && !bs_normalize_learned(&c.run, c.learn))
		bs_die("%s: %s", c.learn, strerror(errno));
	status = bs_stream_close(&stream);
	bs_normalize_run_free(&c.run);
	bs_input_free(&input);
	bs_buf_free(&c.version);
	if (c.files0)
		bs_names0_free(c.cli.operand, c.cli.noperand);
	return status;
}
