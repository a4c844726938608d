/* train-entities: a model for tag-entities from labelled sentences.  See train-entities(1). */
#include "broadsheet.h"
#include "entities/cluster.h"
#include "entities/model.h"
#include "entities/train.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARTICLES = 256, CALIBRATION, EPOCHS, FROM, LEXICON, NAMES, PATTERNS, VECTORS };

static const struct bs_opt opts[] = {
    {ARTICLES, "articles", BS_ARG, "FILE", "articles as printed, names in brackets"},
    {CALIBRATION, "calibration", BS_ARG, "FILE", "how probabilities are fitted, as -d prints it"},
    {'d', "dev", BS_ARG, "FILE", "score this text each epoch, and fit probabilities to it"},
    {EPOCHS, "epochs", BS_ARG, "N", "times to go through the text (8)"},
    {FROM, "from", BS_ARG, "MODEL", "start from this model (`builtin': the one compiled in)"},
    {LEXICON, "lexicon", BS_ARG, "FILE", "words of the new model: a lexicon, or another model's"},
    {NAMES, "names", BS_ARG, "FILE", "a list of names for patterns, called as the file"},
    {'o', "output", BS_ARG, "FILE", "write the model here"},
    {PATTERNS, "patterns", BS_ARG, "FILE", "sentences with names left open"},
    {VECTORS, "vectors", BS_ARG, "FILE", "make a lexicon of word vectors instead"}, {0}};

static const struct bs_prog prog = {"train-entities", "-o FILE [OPTION]... TEXT...",
    "Learn a model for tag-entities from sentences with labelled names.", opts, BS_CLI_NO_ROWS};

struct file {
	const char *name;
	int what; /* option it came with, 0 for training text */
	struct bs_buf text;
};

struct run {
	struct bs_cli cli;
	struct bs_train_options o;
	struct file *file;
	size_t nfile, file_cap;
	const char *output;
	bool adapt; /* --from builtin */
};

/* The bytes of the file that came with an option; else the model compiled in, or none. */
static struct bs_span
given(const struct run *r, int what)
{
	for (size_t i = 0; i < r->nfile; i++)
		if (r->file[i].what == what)
			return bs_buf_view(&r->file[i].text);
	return (what == FROM && r->adapt) || what == LEXICON ? bs_model_builtin()
							     : bs_span(NULL, 0);
}

static void
load(struct run *r, const char *name, int what)
{
	struct bs_buf b = {0};

	if (!bs_read_file(name, &b))
		bs_die("%s: %s", name, strerror(errno));
	BS_PUSH(r->file, r->nfile, r->file_cap) = (struct file){name, what, b};
}

static void
option(struct run *r, int id, const char *arg)
{
	if (id == 'o')
		r->output = arg;
	else if (id == EPOCHS)
		r->o.epochs = (unsigned)bs_cli_uint("epochs", arg, 1000);
	else if (id == FROM && strcmp(arg, "builtin") == 0)
		r->adapt = true;
	else
		load(r, arg, id);
}

static void
add_files(struct run *r, struct bs_trainer *t)
{
	for (size_t i = 0; i < r->nfile; i++) {
		const struct file *f = &r->file[i];
		struct bs_span text = bs_buf_view(&f->text);
		const char *why = NULL;
		size_t line = 0;

		if (f->what == NAMES)
			bs_trainer_names(t, bs_span_str(f->name), text);
		else if (f->what == 'd')
			why = bs_trainer_dev(t, bs_span_str(f->name), text, &line);
		else if (f->what == 0)
			why = bs_trainer_add(t, text, BS_TRAIN_BIO, 1, &line);
		else if (f->what == PATTERNS)
			why = bs_trainer_add(t, text, BS_TRAIN_PATTERNS, 4, &line);
		else if (f->what == ARTICLES)
			why = bs_trainer_add(t, text, BS_TRAIN_ARTICLES, 1, &line);
		else if (f->what == CALIBRATION)
			why = bs_trainer_set_fit(t, text, &line);
		if (why)
			bs_die("%s:%zu: %s", f->name, line, why);
	}
}

static void
train(struct run *r, struct bs_buf *model)
{
	const char *why;
	struct bs_trainer *t = bs_trainer_new(&r->o, given(r, LEXICON), given(r, FROM), &why);
	struct bs_buf line = {0};

	if (why)
		bs_die("%s", why);
	add_files(r, t);
	while (!bs_trainer_done(t)) {
		bs_trainer_epoch(t, model, &line);
		if (fwrite(line.p, 1, line.n, stdout) != line.n || fflush(stdout) != 0)
			bs_die("standard output: %s", strerror(errno));
		line.n = 0;
	}
	bs_buf_free(&line);
	bs_trainer_free(t);
}

int
main(int argc, char **argv)
{
	struct run r = {0};
	struct bs_buf out = {0};
	const char *arg, *why;
	FILE *f;
	int id;

	bs_train_defaults(&r.o);
	bs_cli_init(&r.cli, &prog, argc, argv);
	while ((id = bs_cli_next(&r.cli, &arg)) != 0)
		option(&r, id, arg);
	for (size_t i = 0; i < r.cli.noperand; i++)
		load(&r, r.cli.operand[i], 0);
	if (!r.output || r.o.epochs == 0)
		bs_usage("needed: -o FILE, and an epoch at least");
	if (!given(&r, VECTORS).n)
		train(&r, &out);
	else if ((why = bs_lexicon_build(given(&r, VECTORS), 300000, 100000, &out)) != NULL)
		bs_die("%s", why);
	f = fopen(r.output, "wb");
	if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f) != 0)
		bs_die("%s: %s", r.output, strerror(errno));
	bs_buf_free(&out);
	while (r.nfile > 0)
		bs_buf_free(&r.file[--r.nfile].text);
	free(r.file);
	return 0;
}
