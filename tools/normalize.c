/* normalize: raw articles to clean, labelled blocks.  See normalize(1). */
#include "broadsheet.h"
#include "normalize/document.h"
#include "normalize/input.h"
#include "normalize/pure.h"

#include <errno.h>
#include <stdlib.h>

enum { AS = 256, EDITS, FILES0, FORM, INVALID, MARKS, NO_REPAIR, PLAIN, SPLIT, TSV };

static const struct bs_opt opts[] = {
    {AS, "as", BS_ARG, "WHAT", "article (default), text: paragraphs, lines"},
    {EDITS, "edits", BS_NO_ARG, NULL, "a row for every change, too"},
    {'e', "encoding", BS_ARG, "ENC", "the input's encoding (default: found out)"},
    {FILES0, "files0-from", BS_ARG, "FILE", "operands from FILE, ended by NUL"},
    {FORM, "form", BS_ARG, "FORM", "normal form: nfc (default), nfd, nfkc, nfkd, none"},
    {INVALID, "invalid", BS_ARG, "WHAT", "malformed bytes: replace (default) or fail"},
    {MARKS, "marks", BS_ARG, "WHAT", "quotation marks: directed (default), keep, ascii"},
    {'M', "metadata", BS_ARG, "FILE", "a TSV of metadata, by file name"},
    {NO_REPAIR, "no-repair", BS_NO_ARG, NULL, "decode and normalise only"},
    {PLAIN, "plain", BS_NO_ARG, NULL, "print the blocks' text, not rows"},
    {SPLIT, "split", BS_ARG, "REGEX", "cut the input into documents; FF: at form feeds"},
    {TSV, "tsv", BS_OPTIONAL_ARG, "COLUMN,...", "documents are rows (default: id,text)"},
    {0}};

static const struct bs_prog prog = {"normalize", "[OPTION]... [FILE]...",
    "Turn raw articles into clean, labelled blocks of text.", opts, 0};

struct run {
	struct bs_cli cli;
	struct bs_stream stream;
	struct bs_input input;
	struct bs_normalize_options o;
	const char *tsv, *split, *metadata;
	bool strict;
	struct bs_buf version;
};

/* The number of a word in a list; a usage error where it is not there. */
static int
word(const char *opt, const char *arg, const char *const *list)
{
	for (int i = 0; list[i]; i++)
		if (strcmp(arg, list[i]) == 0)
			return i;
	bs_usage("--%s: '%s' is not one of those", opt, arg);
}

static void
option(struct run *r, int id, const char *arg)
{
	static const char *const as[] = {"article", "text", "lines", NULL};
	static const char *const form[] = {"nfc", "nfd", "nfkc", "nfkd", "none", NULL};
	static const char *const marks[] = {"directed", "keep", "ascii", NULL};
	static const char *const invalid[] = {"replace", "fail", NULL};

	if (id == AS)
		r->o.as = (enum bs_structure_as)word("as", arg, as);
	else if (id == EDITS)
		r->o.edits = true;
	else if (id == 'e')
		r->o.encoding = bs_span_str(arg);
	else if (id == FILES0 && !bs_read_names0(arg, &r->cli.operand, &r->cli.noperand))
		bs_die("%s: %s", arg, strerror(errno));
	else if (id == FORM)
		r->o.form = (enum bs_form)word("form", arg, form);
	else if (id == INVALID)
		r->strict = word("invalid", arg, invalid) == 1;
	else if (id == MARKS)
		r->o.marks = (enum bs_marks)word("marks", arg, marks);
	else if (id == 'M')
		r->metadata = arg;
	else if (id == NO_REPAIR)
		r->o.repair = false;
	else if (id == PLAIN)
		r->o.plain = true;
	else if (id == SPLIT)
		r->split = arg;
	else if (id == TSV)
		r->tsv = arg ? arg : "id,text";
	if (id < 256 ? id == 'e' : id == AS || id == FORM || id == MARKS || id == NO_REPAIR)
		bs_buf_fmt(&r->version, ",%s%s%s", id == 'e' ? "encoding" : id == AS ? "as"
		    : id == FORM ? "form" : id == MARKS ? "marks" : "no-repair",
		    arg ? "=" : "", arg ? arg : "");
}

static void
open_all(struct run *r)
{
	const char *why = NULL;

	if (r->o.encoding.n && !bs_decode_knows(r->o.encoding))
		bs_usage("-e: unknown encoding '%s'", r->o.encoding.p);
	bs_stream_open(&r->stream, &r->cli,
	    BS_KINDBIT(BS_META) | BS_KINDBIT(BS_BLOCK) | BS_KINDBIT(BS_EDIT) | BS_KINDBIT(BS_END));
	if (r->cli.fixes)
		r->o.fixes = &r->stream.fixes;
	bs_input_init(&r->input, &r->stream.in);
	if (r->tsv && (why = bs_input_tsv(&r->input, r->tsv)) != NULL)
		bs_usage("--tsv: %s", why);
	if (r->split && (why = bs_input_split(&r->input, r->split)) != NULL)
		bs_usage("--split: %s", why);
	if (r->metadata && !bs_input_metadata(&r->input, r->metadata))
		bs_die("%s: %s", r->metadata, strerror(errno));
	r->o.version = bs_buf_str(&r->version);
}

static void
put(void *arg, const struct bs_newrow *row)
{
	bs_stream_put(arg, row);
}

static void
bad_fix(void *arg, const char *what, const struct bs_fix *f)
{
	struct bs_stream *s = arg;

	bs_bad(s->fixes.name, f->line, "%s", what);
}

static void
document(struct run *r, struct bs_normalizer *z, const struct bs_document *d)
{
	const struct bs_row_sink sink = {put, bad_fix, &r->stream};

	z->base = d->base;
	bs_normalize_document(z, d->bytes, d->given, d->ngiven);
	if (r->strict && z->encoding.invalid) {
		bs_bad(d->file, d->line, "not %s at byte %zu (%zu such places); left out",
		    z->encoding.name, z->encoding.first_bad, z->encoding.invalid);
		return;
	}
	if (!r->o.plain) {
		bs_normalize_rows(z, d->id, d->given, d->ngiven, &sink);
	} else {
		if (r->stream.docs > 0)
			bs_writer_line(&r->stream.out, BS_SPAN("\f"));
		bs_normalize_plain(z, &r->stream.out.b);
		if (r->stream.out.b.n >= 1 << 17)
			bs_writer_flush(&r->stream.out);
	}
	r->stream.docs++;
}

/* A Unicode normaliser and nothing else: documents of any size. */
static void
pure(struct run *r, struct bs_normalizer *z)
{
	struct bs_pure p = {0};

	for (; bs_reader_next_file(&r->stream.in); r->stream.docs++) {
		if (r->stream.docs > 0)
			bs_writer_line(&r->stream.out, BS_SPAN("\f"));
		if (!bs_pure_file(&p, z, &r->stream.in, &r->stream.out) && r->strict)
			bs_bad(r->stream.in.name, 0, "%zu malformed places", p.invalid);
	}
	bs_pure_free(&p);
}

int
main(int argc, char **argv)
{
	struct run r = {.o = {.repair = true}};
	struct bs_normalizer z;
	struct bs_document d;
	const char *arg;
	int id, status;

	bs_cli_init(&r.cli, &prog, argc, argv);
	bs_buf_lit(&r.version, BS_VERSION);
	while ((id = bs_cli_next(&r.cli, &arg)) != 0)
		option(&r, id, arg);
	open_all(&r);
	bs_normalizer_init(&z, &r.o);
	if (r.o.plain && !r.o.repair && !r.tsv && !r.split)
		pure(&r, &z);
	while (bs_input_next(&r.input, &d))
		document(&r, &z, &d);
	status = bs_stream_close(&r.stream);
	bs_normalizer_free(&z);
	bs_input_free(&r.input);
	bs_buf_free(&r.version);
	return status;
}
