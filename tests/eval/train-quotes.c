/*
 * train-quotes GOLD.tsv ROWS [FOLD] > speech-weights.tsv (make train-quotes)
 *
 * Learns the weights of extract-quotes from annotated text.  ROWS are what
 * `normalize | segment` make of it (without names, so that the weights do not
 * change with the tagger's); GOLD has one line for each
 * contiguous part of an attribution: doc, start, stop (source bytes), type
 * (direct, mixed, indirect, ignore), group, source spans, cue spans
 * (START-STOP, commas between them, `.` for none): quotes-gold.py makes it.
 *
 * Each decision is a log-linear model over its candidates, learned by regular
 * dual averaging with per-feature rates and an L1 term, over instances in the
 * order of the text: no random numbers, so equal input gives equal weights.
 * The last decision, whether a found clause is speech, sees what the others
 * find; so that it sees honest errors, they are first learned on four fifths
 * of the documents and asked about the fifth, five times over.  So is the way
 * from the scores of whole acts to probabilities, whose fit stderr shows.
 *
 * With FOLD (0 to 4) a fifth of the documents is left out, and stderr says how
 * often each decision is right there.
 */
#include "train-quotes.h"

#include "broadsheet/cli.h"
#include "broadsheet/err.h"
#include "broadsheet/stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void
name_value(struct trainer *t, uint64_t h, struct bs_span s)
{
	bool is_new;
	uint64_t *v = bs_strmap_put(&t->words, bs_span((char *)&h, sizeof h), &is_new);

	if (is_new) {
		struct bs_span *copy = bs_arena_alloc(&t->text, sizeof *copy);

		*copy = bs_arena_copy(&t->text, s);
		*v = (uint64_t)(uintptr_t)copy;
	}
}

static uint64_t
number(struct bs_span *s)
{
	uint64_t v = 0;

	while (s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9') {
		v = v * 10 + (uint64_t)(s->p[0] - '0');
		s->p++, s->n--;
	}
	return v;
}

static void
first_span(struct bs_span s, uint64_t out[2])
{
	out[0] = out[1] = 0;
	if (s.n > 1) {
		out[0] = number(&s);
		s.p++, s.n--;
		out[1] = number(&s);
	}
}

static void
read_gold(struct trainer *t, const char *path)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0, dcap = 0, nd = 0;
	ssize_t len;

	if (in == NULL)
		exit(2);
	while ((len = getline(&line, &cap, in)) > 0) {
		struct bs_span col[7], all = bs_span(line, (size_t)len - 1);
		struct gold g = {0};
		bool is_new;
		uint64_t *v;

		for (int i = 0; i < 7; i++) {
			const char *tab = memchr(all.p, '\t', all.n);
			size_t n = tab ? (size_t)(tab - all.p) : all.n;

			col[i] = bs_span(all.p, n);
			if (tab)
				all = bs_span(all.p + n + 1, all.n - n - 1);
		}
		g.start = number(&col[1]);
		g.stop = number(&col[2]);
		g.type = col[3].p[1] == 'g' ? 'x' : col[3].p[0];
		g.group = bs_arena_copy(&t->text, col[4]);
		first_span(col[5], g.src);
		first_span(col[6], g.cue);
		v = bs_strmap_put(&t->docs, col[0], &is_new);
		if (is_new)
			*v = t->ngold;
		BS_PUSH(t->doc_of, nd, dcap) = *v;
		BS_PUSH(t->gold, t->ngold, t->gold_cap) = g;
	}
	free(line);
	fclose(in);
}

static struct bs_span
value_name(const struct trainer *t, uint64_t h)
{
	uint64_t *v = bs_strmap_get(&t->words, bs_span((char *)&h, sizeof h));

	return v ? *(struct bs_span *)(uintptr_t)*v : bs_span(NULL, 0);
}

static void
print_lower(struct bs_span s)
{
	if (s.n == 0)
		putchar('.');
	for (size_t i = 0; i < s.n; i++)
		putchar(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
}

static struct trainer *sorting;

static int
by_name(const void *x, const void *y)
{
	const struct feature *a = *(struct feature *const *)x, *b = *(struct feature *const *)y;
	int c = (a->f.t > b->f.t) - (a->f.t < b->f.t);

	for (int i = 0; i < 3 && c == 0; i++)
		c = bs_span_cmp(value_name(sorting, a->f.v[i]), value_name(sorting, b->f.v[i]));
	return c;
}

/* Features that are rare or weigh next to nothing are left out of the table. */
static bool
kept(const struct feature *f)
{
	return fabsf(f->w) >= .08F && f->n >= 5;
}

/* Of features that share a key only the one seen most often keeps its weight. */
static void
part_keys(struct trainer *t)
{
	struct bs_strmap first = {0};

	for (size_t i = 0; i < t->nfeat; i++) {
		uint64_t key = bs_qmodel_key(&t->feat[i].f), *v;
		bool is_new;

		if (!kept(&t->feat[i]))
			continue;
		v = bs_strmap_put(&first, bs_span((char *)&key, sizeof key), &is_new);
		if (is_new || t->feat[i].n > t->feat[*v].n) {
			if (!is_new)
				t->feat[*v].w = 0;
			*v = i;
		} else {
			t->feat[i].w = 0;
		}
	}
	bs_strmap_free(&first);
}

static void
print(struct trainer *t)
{
	struct feature **v = bs_malloc((t->nfeat + 1) * sizeof *v);
	size_t n = 0;

	for (size_t i = 0; i < t->nfeat; i++) {
		bool named = true;

		for (int k = 0; k < 3; k++)
			named &= t->feat[i].f.v[k] == 0 || value_name(t, t->feat[i].f.v[k]).n > 0;
		if (named && kept(&t->feat[i]))
			v[n++] = &t->feat[i];
	}
	sorting = t;
	qsort(v, n, sizeof *v, by_name);
	printf("# Weights of extract-quotes, learned by tests/eval/train-quotes.c; do not edit by "
	       "hand.\n"
	       "# decision: the template of lib/quotes/model.h; a, b, c: its values (words, "
	       "classes, numbers).\n"
	       "decision\ta\tb\tc\tweight\n");
	for (size_t i = 0; i < n; i++) {
		printf("%s", bs_qmodel_template_name((unsigned)v[i]->f.t));
		for (int k = 0; k < 3; k++) {
			putchar('\t');
			print_lower(value_name(t, v[i]->f.v[k]));
		}
		printf("\t%.2f\n", (double)v[i]->w);
	}
	fprintf(stderr, "%zu of %zu features\n", n, t->nfeat);
	free(v);
}

static void
read_rows(struct trainer *t, char *path)
{
	static const struct bs_opt none[] = {{0}};
	static const struct bs_prog prog = {
	    .name = "train-quotes", .synopsis = "", .purpose = "", .opts = none};
	char *argv[] = {"train-quotes", path, "--only=quote", NULL};
	struct bs_stream s = {0};
	struct bs_cli cli;
	const char *arg;

	bs_cli_init(&cli, &prog, 3, argv);
	while (bs_cli_next(&cli, &arg))
		;
	bs_stream_open(&s, &cli, BS_KINDBIT(BS_QUOTE));
	bs_stream_documents(&s, document, t);
}

/* The weights as they are now; the caller frees slot and shift. */
static struct bs_qmodel
learned(struct trainer *t)
{
	uint64_t *key = bs_calloc(t->nfeat, sizeof *key);
	int *hundredths = bs_calloc(t->nfeat, sizeof *hundredths);
	uint32_t *slot;
	uint16_t *shift = bs_calloc(BS_Q_SHIFTS + 1, sizeof *shift);
	size_t n = 0;
	unsigned bits;

	part_keys(t);
	for (size_t i = 0; i < t->nfeat; i++)
		if (kept(&t->feat[i])) {
			key[n] = bs_qmodel_key(&t->feat[i].f);
			hundredths[n++] = (int)lroundf(t->feat[i].w * 100);
		}
	bits = bs_q_slot_bits(n);
	slot = bs_calloc((size_t)1 << bits, sizeof *slot);
	if (!bs_qmodel_lay(key, hundredths, n, bits, slot, shift))
		bs_die("the table of weights is too full");
	free(key);
	free(hundredths);
	return (struct bs_qmodel){slot, shift, bits};
}

/* What the weights of the other folds find in one. */
static void
ask_others(struct trainer *t, char *path, int epochs)
{
	struct bs_qmodel others;

	forget(t);
	learn(t, 0, epochs, t->judged);
	others = learned(t);
	t->others = &others;
	read_rows(t, path);
	free((void *)others.slot);
	free((void *)others.shift);
	t->others = NULL;
}

/* Which clauses to keep is learned from what the weights of the other folds find in each fold. */
static void
learn_clauses(struct trainer *t, char *path, int epochs)
{
	struct instance *all = NULL;
	size_t first = t->ninst, n = 0, cap = 0;

	for (t->judged = 0; t->judged < FOLDS; t->judged++) {
		t->ninst = first;
		ask_others(t, path, epochs);
		for (size_t i = first; i < t->ninst; i++)
			BS_PUSH(all, n, cap) = t->inst[i];
	}
	forget(t);
	t->ninst = first;
	for (size_t i = 0; i < n; i++)
		BS_PUSH(t->inst, t->ninst, t->inst_cap) = all[i];
	free(all);
}

/* How often an act is right is learned in the same way, once clauses are judged, too. */
static void
learn_odds(struct trainer *t, char *path, int epochs)
{
	t->whole = true;
	for (t->judged = 0; t->judged < FOLDS; t->judged++)
		if (t->judged != t->held)
			ask_others(t, path, epochs);
	forget(t);
}

int
main(int argc, char **argv)
{
	struct trainer t = {0};
	size_t first;
	int const epochs = 8;

	if (argc < 3)
		return 2;
	t.lex = bs_qlexicon_new();
	read_gold(&t, argv[1]);
	for (unsigned n = 0; n < 1000; n++) {
		char name[12];

		bs_q_number_name(n, name);
		name_value(&t, bs_q_number(n), bs_span_str(name));
	}
	for (unsigned c = 0; c < BS_QC_N; c++)
		name_value(&t, bs_q_hash(bs_span_str(bs_q_class_name(c))),
		    bs_span_str(bs_q_class_name(c)));
	static const char *const more[] = {
	    "#person", "#group", "#document", "#cue", "#cued", "#cueing", "#cues", "#cuenoun"};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		name_value(&t, bs_q_hash(bs_span_str(more[i])), bs_span_str(more[i]));
	t.held = argc > 3 ? (unsigned)atoi(argv[3]) : FOLDS;
	read_rows(&t, argv[2]);
	learn_clauses(&t, argv[2], epochs);
	learn_odds(&t, argv[2], epochs);
	learn(&t, 0, epochs, FOLDS);
	t.second = true;
	first = t.ninst;
	read_rows(&t, argv[2]);
	learn(&t, first, epochs, FOLDS);
	fit_odds(&t);
	part_keys(&t);
	print(&t);
	return 0;
}
