/*
 * Users' files into their loaders; the first byte chooses which.  A loader
 * refuses the file or makes something that can be used: a model whose bytes
 * are hostile under a right sum tags a sentence, cues find quotes, a joined
 * table is counted.  (tests/fuzz/entities_fuzz.c has -g and -r, segment_fuzz.c
 * -a, tally_fuzz.c earlier tallies.)
 */
#include "broadsheet.h"
#include "broadsheet/quotes.h"
#include "entities/tagger.h"
#include "normalize/input.h"
#include "normalize/learn.h"
#include "tally/tally.h"
#include "trace/sources.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
put_file(char *name, struct bs_span s)
{
	int fd = mkstemp(name);

	must(fd >= 0 && write(fd, s.p, s.n) == (ssize_t)s.n);
	close(fd);
}

static void
fixes(struct bs_span file, char *name)
{
	struct bs_fixes f;
	size_t met = 0;

	must(bs_fixes_load(&f, name));
	for (size_t i = 1; i < f.n; i++) {
		must(f.v[i].row.hand);
		for (const struct bs_fix *x = bs_fixes_first(&f, f.v[i].row.col[BS_DOC]);
		     x != NULL && met < 1000; x = x->next ? &f.v[x->next] : NULL, met++)
			must(bs_span_eq(x->row.col[BS_DOC], f.v[i].row.col[BS_DOC]));
	}
	must(f.n <= file.n + 1);
	bs_fixes_free(&f);
}

static void
cues(struct bs_span file, char *name)
{
	struct bs_quoter *q = bs_quoter_new();
	struct bs_doc d = {.id = BS_SPAN("d")};
	struct bs_span text = BS_SPAN("\xe2\x80\x9cWe go,\xe2\x80\x9d crowed Ann Lee, who crows.");
	size_t line;

	(void)name;
	if (bs_quoter_add_cues(q, file, &line) == NULL) {
		BS_PUSH(d.sent, d.nsent, d.sent_cap) = (struct bs_sent){.text = text,
		    .addr = BS_SPAN("1s1"),
		    .cls = BS_SPAN("body"),
		    .stop = text.n,
		    .block = 1};
		bs_quoter_run(q, &d, 0);
		bs_doc_free(&d);
	}
	bs_quoter_free(q);
}

static void
metadata(struct bs_span file, char *name)
{
	struct bs_input in;
	struct bs_reader r;
	struct bs_document d;
	char *operand[1] = {name};

	(void)file;
	bs_reader_init(&r, operand, 1, NULL, NULL);
	bs_input_init(&in, &r);
	must(bs_input_metadata(&in, name));
	while (bs_input_next(&in, &d))
		for (size_t i = 0; i < d.ngiven; i++)
			must(d.given[i].cls.n > 0 && d.given[i].value.n > 0);
	bs_input_free(&in);
	bs_reader_close(&r);
}

static void
any_line(void *arg, uint64_t line)
{
	(void)arg;
	must(line > 0);
}

static void
boilerplate(struct bs_span file, char *name)
{
	struct bs_known_blocks *k = bs_known_blocks_read(file, any_line, NULL);

	(void)name;
	bs_known_blocks_find(k, BS_SPAN("."), BS_SPAN("0123456789abcdef"));
	bs_known_blocks_free(k);
}

static void
joined(struct bs_span file, char *name)
{
	struct bs_join j = {0};
	struct bs_names n = {0};
	size_t line;

	(void)file;
	if (bs_join_load(&j, name, &n, &line) == NULL)
		for (size_t i = 0; i < n.join.n; i++)
			must(bs_join_cell(&j, BS_SPAN("a"), i).n > 0);
	bs_join_free(&j);
	bs_names_free(&n);
}

static void
sources(struct bs_span file, char *name)
{
	struct bs_sources s = {0};
	struct bs_span source;

	if (bs_sources_tsv(&s, name, "id,-,text") == NULL &&
	    bs_sources_get(&s, BS_SPAN("a"), &source))
		must(source.n <= file.n);
	bs_sources_free(&s);
}

/* Where a change (three bytes) lies: near the start of a part, where numbers and tables are, or
 * anywhere. */
static size_t
place(const struct bs_model_head *head, const unsigned char *p)
{
	size_t at = (size_t)p[0] << 16 | (size_t)p[1] << 8 | p[2];

	return (at >> 22 == 0      ? at % 1024
		   : at >> 22 == 1 ? head->lex + at % 65536
		   : at >> 22 == 2 ? head->net + at % 65536
				   : at) %
	       head->size;
}

/* The model that comes with the program with some bytes changed (place, value).  The sum would
 * tell, and is left alone; the next model starts from whole bytes again. */
static void
model(struct bs_span file, char *name)
{
	static char *bytes;
	static struct bs_tagger_sent s;
	static struct bs_tokens tok;
	struct bs_span built = bs_model_builtin();
	const struct bs_model_head *head = (const void *)built.p;
	const unsigned char *change = (const unsigned char *)file.p;
	struct bs_model m;
	struct bs_entities e = {0};

	(void)name;
	if (bytes == NULL) {
		must(posix_memalign((void **)&bytes, 64, built.n) == 0);
		memcpy(bytes, built.p, built.n);
		s.text = BS_SPAN("Ann Lee of Acme Corp. met Bo Zorgvliet in Paris.");
		bs_tokenize(s.text, BS_TOKEN_SPLIT_HYPHENS, &tok);
		s.tok = tok.v;
		s.ntok = tok.n;
	}
	for (size_t i = 0; i + 4 <= file.n; i += 4)
		bytes[place(head, change + i)] = file.p[i + 3];
	if (bs_model_view(&m, bs_span(bytes, built.n), false) == NULL) {
		struct bs_tagger *t = bs_tagger_new(&m);

		bs_tagger_run(t, &s, 1, &e);
		for (size_t i = 0; i < e.n; i++)
			must(e.v[i].start < e.v[i].stop && e.v[i].stop <= s.text.n);
		bs_tagger_free(t);
		free(e.v);
	}
	for (size_t i = 0; i + 4 <= file.n; i += 4)
		bytes[place(head, change + i)] = built.p[place(head, change + i)];
}

static void
names(struct bs_span file, char *name)
{
	char **list = NULL;
	size_t n = 0, bytes = 0;

	must(bs_read_names0(name, &list, &n));
	for (size_t i = 0; i < n; i++)
		bytes += strlen(list[i]) + 1;
	must(bytes <= file.n + 1);
	bs_names0_free(list, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const loader[])(struct bs_span, char *) = {
	    fixes, cues, metadata, boilerplate, joined, sources, model, names};
	char file[] = "/tmp/loaders_fuzz.XXXXXX";
	struct bs_span rest;
#ifdef CORPUS /* replayed: bad lines are told, but to nobody */
	static bool quiet;

	if (!quiet)
		quiet = freopen("/dev/null", "w", stderr) != NULL;
#endif
	if (size == 0 || size > 60000)
		return 0;
	rest = bs_span((const char *)data + 1, size - 1);
	put_file(file, rest);
	loader[data[0] % (sizeof loader / sizeof *loader)](rest, file);
	unlink(file);
	return 0;
}
