/*
 * train-blocks [-k FOLDS] [-e EPOCHS] [-l L2] [-c COST] FILE...: learn the weights of
 * normalize's block classifier.
 *
 * A maintainers' program.  Input: rows "page TAB group TAB label TAB text", a
 * page's rows together and in order.  Labels: content heading headline list
 * caption byline date boilerplate, `unlabelled` for what nobody knows, or
 * several joined by |.  A page that has only content, caption and boilerplate
 * is taken to be labelled coarsely: its titles and bylines are boilerplate,
 * its headings content, and its lists (which the rules find) body.  Output:
 * lib/data/block-weights.tsv.  With -k the folds (by group, so that no site is
 * in both halves) are scored on stderr.  From JSON lines of {"doc", "lines":
 * [{"text", "label"}]} such rows are jq -r
 *	'.doc as $d | .lines[] | [$d, ($d | sub("_[0-9].*"; "")), .label,
 *	    (.text | gsub("[\t\n\r]"; " ") | gsub("[‘’]"; "\u0027"))] | join("\t")'
 * (apostrophes as normalize leaves them).
 *
 * The model: train-blocks.h.
 */
#include "train-blocks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static struct blocks_page *page;
static size_t npage, page_cap;
static struct blocks_crf crf = {.l2 = 3e-3, .cost = 0.1};

static char *
copy(const char *s)
{
	char *p = bs_malloc(strlen(s) + 1);

	return strcpy(p, s);
}

static void
read_rows(const char *name)
{
	static char buf[1 << 20]; /* a line; what is longer is two rows, the second of them none */
	FILE *f = fopen(name, "r");
	char *group, *label, *text;
	size_t cap;

	if (f == NULL) {
		perror(name);
		exit(2);
	}
	while (fgets(buf, sizeof buf, f) != NULL) {
		struct blocks_page *p;

		buf[strcspn(buf, "\n")] = '\0';
		if ((group = strchr(buf, '\t')) == NULL ||
		    (label = strchr(group + 1, '\t')) == NULL ||
		    (text = strchr(label + 1, '\t')) == NULL)
			continue;
		*group++ = *label++ = *text++ = '\0';
		if (npage == 0 || strcmp(page[npage - 1].name, buf) != 0)
			BS_PUSH(page, npage, page_cap) = (struct blocks_page){
			    .name = copy(buf), .group = copy(group), .weight = 1};
		p = &page[npage - 1];
		cap = p->cap;
		BS_PUSH(p->line, p->n, p->cap) = (struct blocks_line){0};
		if (cap != p->cap)
			p->label = bs_realloc(p->label, p->cap, sizeof *p->label);
		p->label[p->n - 1] = copy(label);
		bs_buf_lit(&p->text, text);
		bs_buf_lit(&p->text, "\n\n");
	}
	fclose(f);
}

#define BIT(s) (uint16_t)(1U << BS_STATE_##s)
enum { PRE = 0x1f };

static bool
is_content(const char *label)
{
	return strncmp(label, "content", 7) == 0 || strncmp(label, "heading", 7) == 0 ||
	       strncmp(label, "list", 4) == 0 || strncmp(label, "body", 4) == 0;
}

/* States that a label allows at a place: 0 before the article, 1 in it, 2 after it. */
static uint16_t
mask_of(const char *label, int place, bool coarse)
{
	static const uint16_t noise[] = {BIT(PRE), BIT(GAP), BIT(POST)};
	uint16_t m = 0;
	const char *next = strchr(label, '|');
	size_t n = next ? (size_t)(next - label) : strlen(label);

	if (next)
		m = mask_of(next + 1, place, coarse);
#define IS(s) (n == sizeof(s) - 1 && memcmp(label, s, n) == 0)
	if (IS("content") || IS("body"))
		m |= BIT(BODY) | (coarse ? BIT(HEADING) : 0);
	else if (IS("list"))
		m |= BIT(LIST);
	else if (IS("heading"))
		m |= BIT(HEADING);
	else if (IS("headline") || IS("title"))
		m |= place == 0 ? BIT(TITLE) : noise[place];
	else if (IS("byline"))
		m |= place == 0 ? BIT(BYLINE0) : place == 1 ? BIT(BYLINE) : BIT(BYLINE) | BIT(POST);
	else if (IS("date"))
		m |= place == 0 ? BIT(DATE0) : place == 1 ? BIT(DATE) : BIT(DATE) | BIT(POST);
	else if (IS("caption"))
		m |= place == 0   ? BIT(CAPTION0)
		     : place == 1 ? BIT(CAPTION)
				  : BIT(CAPTION) | BIT(POST);
	else if (IS("unlabelled"))
		m |= 0x1fff;
	else
		m |= noise[place] | (!coarse         ? 0
					: place == 0 ? PRE
					: place == 1 ? BIT(CAPTION) | BIT(BYLINE) | BIT(DATE)
						     : 0);
	return m;
}

/*
 * Pages as others bring them: every page once more as a browser's reader view
 * (no furniture), once without what stands before the article, and once with
 * a little furniture left.  They count less, and are not scored.
 */
static void
make_variants(void)
{
	size_t n = npage, i, j;
	unsigned k;
	uint32_t seed = 88172645U;

	for (i = 0; i < n; i++)
		for (k = 0; k < 3; k++) {
			struct blocks_page p = {
			    .name = page[i].name, .group = page[i].group, .weight = 0.3};
			const char *line = (const char *)page[i].text.p;
			bool seen = false;

			for (j = 0; j < page[i].n; j++) {
				const char *end = strstr(line, "\n\n");
				bool noise = strcmp(page[i].label[j], "boilerplate") == 0, drop;
				size_t cap = p.cap;

				seen = seen || is_content(page[i].label[j]);
				drop = noise && (k == 0 || (k == 1 && !seen) ||
						    (k == 2 && blocks_random(&seed) % 8 != 0));
				if (!drop) {
					BS_PUSH(p.line, p.n, p.cap) = (struct blocks_line){0};
					if (cap != p.cap)
						p.label = bs_realloc(
						    p.label, p.cap, sizeof *p.label);
					p.label[p.n - 1] = page[i].label[j];
					bs_buf_add(&p.text, line, (size_t)(end - line) + 2);
				}
				line = end + 2;
			}
			if (p.n > 0)
				BS_PUSH(page, npage, page_cap) = p;
		}
}

/* Labels to masks, text to features. */
static void
prepare(struct blocks_page *p)
{
	struct bs_arena arena = {0};
	struct bs_page pg = {.text = bs_buf_view(&p->text), .arena = &arena};
	struct bs_page_view *v;
	size_t i, k, first = p->n, last = 0;
	bool coarse = true;
	uint16_t f[BS_MAX_ACTIVE];

	bs_blocks_cut(&pg, BS_AS_LINES);
	bs_blocks_measure(&pg);
	v = bs_page_view_new(&pg);
	if (pg.n != p->n) {
		fprintf(stderr, "%s: %zu lines, %zu blocks\n", p->name, p->n, pg.n);
		exit(1);
	}
	for (i = 0; i < p->n; i++) {
		if (is_content(p->label[i])) {
			first = first == p->n ? i : first;
			last = i + 1;
		} else if (strcmp(p->label[i], "boilerplate") != 0 &&
			   strcmp(p->label[i], "caption") != 0 &&
			   strcmp(p->label[i], "unlabelled") != 0)
			coarse = false;
	}
	for (i = 0; i < p->n; i++) {
		struct blocks_line *l = &p->line[i];
		int place = i < first ? 0 : i < last ? 1 : 2;

		l->mask = mask_of(p->label[i], place, coarse);
		l->content = is_content(p->label[i]) || strcmp(p->label[i], "headline") == 0;
		l->scored = l->content || strcmp(p->label[i], "boilerplate") == 0;
		l->nword = pg.facts[i].nword;
		l->ended = i >= bs_page_view_end(v);
		l->nf = bs_block_features(v, i, f);
		l->f = bs_malloc(l->nf * sizeof *l->f);
		for (k = 0; k < l->nf; k++)
			l->f[k] = f[k];
	}
	bs_arena_free(&arena);
}

struct score {
	double tp, np, ng, fine, fine_ok;
};

static void
score_page(const struct blocks_page *p, struct score *s, bool show)
{
	uint8_t *state = bs_malloc(p->n);
	size_t i;

	blocks_crf_decode(&crf, p, state);
	for (i = 0; i < p->n; i++) {
		const struct blocks_line *l = &p->line[i];
		bool core = blocks_is_core(state[i]);

		if (l->mask != 0x1fff) {
			s->fine++;
			s->fine_ok += l->mask >> state[i] & 1;
		}
		if (show && !(l->mask >> state[i] & 1))
			fprintf(stderr, "%s\t%zu\t%s\t%u\t%u words\n", p->name, i, p->label[i],
			    state[i], l->nword);
		if (!l->scored)
			continue;
		s->tp += l->nword * (core && l->content);
		s->np += l->nword * core;
		s->ng += l->nword * l->content;
	}
	free(state);
}

static void
print_weights(void)
{
	static const struct {
		const char *name;
		unsigned bins;
	} family[] = {
#define X(name, bins) {#name, bins},
	    BS_FEATURES(X)
#undef X
	};
	size_t i, at = 0;
	unsigned a, b, c, bin;

	printf("# Weights of normalize's block classifier, in 1/64 nat: made by "
	       "tests/eval/train-blocks.c\n"
	       "# (make train-blocks), see SOURCES.md.  A row is a bin of a feature "
	       "(block_model.h); the\n"
	       "# columns are noise before, inside and after the article, then the classes.  Rows\n"
	       "# `transition` hold from, to and weight.\n"
	       "feature\tbin\tpre\tgap\tpost\ttitle\tbyline\tdate\tcaption\theading\tbody\tlist\n");
	for (i = 0; i < sizeof family / sizeof *family; i++)
		for (bin = 0; bin < family[i].bins; bin++, at++) {
			long q[BS_NEMIT], any = 0;

			for (c = 0; c < BS_NEMIT; c++)
				any |= q[c] = lround(
				    fmin(fmax(64 * crf.w[at][c], -BS_MAX_WEIGHT), BS_MAX_WEIGHT));
			if (any == 0)
				continue;
			printf("%s\t%u", family[i].name, bin);
			for (c = 0; c < BS_NEMIT; c++)
				printf("\t%ld", q[c]);
			printf("\n");
		}
	for (a = 0; a < BS_NSTATE; a++)
		for (b = 0; b < BS_NSTATE; b++)
			if (bs_block_may_follow(a, b))
				printf("transition\t%u\t%u\t%ld\t0\t0\t0\t0\t0\t0\t0\t0\n", a, b,
				    lround(64 * crf.t[a][b]));
}

static void
cross_validate(unsigned folds, unsigned epochs, int nfile, size_t *file_end, char **name)
{
	struct score s[16] = {{0}};
	size_t i;
	unsigned f;
	int k;

	for (f = 0; f < folds; f++) {
		blocks_crf_train(&crf, page, npage, f, epochs);
		for (i = 0, k = 0; i < file_end[nfile - 1]; i++) {
			while (i >= file_end[k])
				k++;
			if (page[i].fold == f)
				score_page(&page[i], &s[k], getenv("SHOW") != NULL);
		}
	}
	for (k = 0; k < nfile; k++)
		fprintf(stderr, "%s: P %.2f R %.2f F1 %.2f fine %.2f\n", name[k],
		    100 * s[k].tp / s[k].np, 100 * s[k].tp / s[k].ng,
		    200 * s[k].tp / (s[k].np + s[k].ng), 100 * s[k].fine_ok / s[k].fine);
}

int
main(int argc, char **argv)
{
	unsigned folds = 0, epochs = 10, h;
	size_t file_end[16], i;
	const char *c;
	int k, nfile;

	for (k = 1; k + 1 < argc && argv[k][0] == '-'; k += 2)
		switch (argv[k][1]) {
		case 'k':
			folds = (unsigned)atoi(argv[k + 1]);
			break;
		case 'e':
			epochs = (unsigned)atoi(argv[k + 1]);
			break;
		case 'c':
			crf.cost = atof(argv[k + 1]);
			break;
		case 'l':
			crf.l2 = atof(argv[k + 1]);
			break;
		}
	nfile = argc - k < 16 ? argc - k : 16;
	for (h = 0; (int)h < nfile; h++) {
		read_rows(argv[k + (int)h]);
		file_end[h] = npage;
	}
	for (i = 0; i < npage; i++)
		bs_buf_str(&page[i].text);
	make_variants();
	for (i = 0; i < npage; i++) {
		prepare(&page[i]);
		for (h = 5381, c = page[i].group; *c; c++)
			h = h * 33 + (unsigned char)*c;
		page[i].fold = folds ? (h >> 3) % folds : 0;
	}
	if (folds > 0)
		cross_validate(folds, epochs, nfile, file_end, argv + k);
	else {
		blocks_crf_train(&crf, page, npage, UINT32_MAX, epochs);
		print_weights();
	}
	return 0;
}
