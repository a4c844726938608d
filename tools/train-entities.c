/* train-entities: learn a model for tag-entities from labelled sentences.  See train-entities(1). */
#include "broadsheet.h"
#include "entities/cluster.h"
#include "entities/train.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { EPOCHS = 256, FEATURES, FROM, LEXICON, NAMES, PATTERNS, SEED, VECTORS, WORDS };

static const struct bs_opt opts[] = {
    {'d', "dev", BS_ARG, "FILE", "score this text each epoch; fit probabilities to it"},
    {EPOCHS, "epochs", BS_ARG, "N", "times to go through the text (8)"},
    {FEATURES, "features", BS_ARG, "N", "keep at most N features (130000)"},
    {FROM, "from", BS_ARG, "MODEL", "start from this model and keep what it knows"},
    {LEXICON, "lexicon", BS_ARG, "FILE", "words of the new model: a lexicon, or a model's"},
    {NAMES, "names", BS_ARG, "FILE", "a list of names for patterns, called as the file"},
    {'o', "output", BS_ARG, "FILE", "write the model here"},
    {PATTERNS, "patterns", BS_ARG, "FILE", "sentences with names left open, drawn four times an epoch"},
    {SEED, "seed", BS_ARG, "N", "seed of the random choices (1)"},
    {VECTORS, "vectors", BS_ARG, "FILE", "make a lexicon of word vectors and stop"},
    {WORDS, "words", BS_ARG, "N", "of its first N words (300000), a third with codes of their own"},
    {0}};

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
	struct bs_span lexicon, from;
	const char *output;
	size_t words;
};

static struct bs_span
load(struct run *r, const char *name, int what)
{
	struct bs_buf b = {0};

	if (!bs_read_file(name, &b))
		bs_die("%s: %s", name, strerror(errno));
	BS_PUSH(r->file, r->nfile, r->file_cap) = (struct file){name, what, b};
	return bs_buf_view(&b);
}

static void
save(const char *name, const struct bs_buf *b)
{
	FILE *f = fopen(name, "wb");

	if (!f || fwrite(b->p, 1, b->n, f) != b->n || fclose(f) != 0)
		bs_die("%s: %s", name, strerror(errno));
}

/* The list's name is the file's, without folder and ending. */
static struct bs_span
list_name(const char *path)
{
	const char *base = strrchr(path, '/');
	struct bs_span s = bs_span_str(base ? base + 1 : path);

	return bs_span_ends(s, BS_SPAN(".tsv")) ? bs_span_cut(s, 0, s.n - 4) : s;
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
			bs_trainer_names(t, list_name(f->name), text);
		else if (f->what == 'd')
			why = bs_trainer_dev(t, text, &line);
		else if (f->what == 0 || f->what == PATTERNS)
			why = bs_trainer_add(t, text, f->what == PATTERNS, f->what == PATTERNS ? 4 : 1, &line);
		if (why)
			bs_die("%s:%zu: %s", f->name, line, why);
	}
}

static double
f1(size_t right, size_t found, size_t gold)
{
	return found + gold ? 200.0 * (double)right / (double)(found + gold) : 0;
}

/* One line a dev text: F1 of each class and of all. */
static void
report(struct run *r, struct bs_trainer *t, const struct bs_buf *model)
{
	static const char *const name[] = {"PER", "ORG", "LOC", "MISC"};
	struct bs_train_score s;
	size_t dev = 0;

	for (size_t i = 0; i < r->nfile; i++) {
		size_t right = 0, found = 0, gold = 0;

		if (r->file[i].what != 'd' || !bs_trainer_score(t, bs_buf_view(model), dev++, &s))
			continue;
		printf("  %s", r->file[i].name);
		for (int k = 0; k < 4; k++) {
			if (s.gold[k] == 0)
				continue;
			printf("\t%s %.2f", name[k], f1(s.right[k], s.found[k], s.gold[k]));
			right += s.right[k];
			found += s.found[k];
			gold += s.gold[k];
		}
		printf("\tP %.2f\tR %.2f\tF1 %.2f\n", found ? 100.0 * (double)right / (double)found : 0,
		    gold ? 100.0 * (double)right / (double)gold : 0, f1(right, found, gold));
	}
	fflush(stdout);
}

static void
train(struct run *r)
{
	const char *why;
	struct bs_trainer *t = bs_trainer_new(&r->o, r->lexicon, r->from, &why);
	struct bs_buf model = {0};

	if (!t)
		bs_die("%s", why);
	add_files(r, t);
	for (unsigned e = 1; !bs_trainer_done(t); e++) {
		printf("epoch %u\tlog-likelihood %.4f\n", e, bs_trainer_epoch(t));
		model.n = 0;
		bs_trainer_model(t, &model);
		report(r, t, &model);
	}
	bs_trainer_calibrate(t, &model);
	save(r->output, &model);
	bs_buf_free(&model);
	bs_trainer_free(t);
}

static void
make_lexicon(struct run *r, struct bs_span vectors)
{
	struct bs_buf out = {0};
	const char *why = bs_lexicon_build(vectors, r->words, r->words / 3, &out);

	if (why)
		bs_die("%s: %s", r->file[0].name, why);
	save(r->output, &out);
	bs_buf_free(&out);
}

static void
option(struct run *r, int id, const char *arg, struct bs_span *vectors)
{
	if (id == 'o')
		r->output = arg;
	else if (id == EPOCHS)
		r->o.epochs = (unsigned)bs_cli_uint("epochs", arg, 1000);
	else if (id == FEATURES)
		r->o.features = (size_t)bs_cli_uint("features", arg, 100000000);
	else if (id == SEED)
		r->o.seed = bs_cli_uint("seed", arg, UINT64_MAX);
	else if (id == WORDS)
		r->words = (size_t)bs_cli_uint("words", arg, 100000000);
	else if (id == FROM)
		r->from = load(r, arg, id);
	else if (id == LEXICON)
		r->lexicon = load(r, arg, id);
	else if (id == VECTORS)
		*vectors = load(r, arg, id);
	else
		load(r, arg, id);
}

int
main(int argc, char **argv)
{
	struct run r = {.words = 300000};
	struct bs_span vectors = {0};
	const char *arg;
	int id;

	bs_train_defaults(&r.o);
	bs_cli_init(&r.cli, &prog, argc, argv);
	while ((id = bs_cli_next(&r.cli, &arg)) != 0)
		option(&r, id, arg, &vectors);
	for (size_t i = 0; i < r.cli.noperand; i++)
		load(&r, r.cli.operand[i], 0);
	if (!r.output || (!vectors.n && (r.o.epochs == 0 || (!r.lexicon.n && !r.from.n))))
		bs_usage("needed: -o FILE, and --lexicon or --from (or --vectors)");
	if (vectors.n)
		make_lexicon(&r, vectors);
	else
		train(&r);
	for (size_t i = 0; i < r.nfile; i++)
		bs_buf_free(&r.file[i].text);
	free(r.file);
	return 0;
}
