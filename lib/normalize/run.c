/* run: see run.h. */
#include "normalize/run.h"

#include "broadsheet/err.h"
#include "normalize/pure.h"

#include <errno.h>
#include <stdio.h>

enum { ENOUGH = 1 << 17 };

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

static struct bs_span
outlet_of(const struct bs_normalizer *z, const struct bs_document *d)
{
	for (size_t i = 0; i < d->ngiven; i++)
		if (bs_span_is(d->given[i].cls, "outlet"))
			return d->given[i].value;
	for (size_t i = 0; i < z->structure.nmeta; i++)
		if (strcmp(z->structure.meta[i].cls, "outlet") == 0)
			return z->structure.meta[i].value;
	return bs_span(NULL, 0);
}

/* A form feed between documents. */
static void
between(struct bs_normalize_run *r)
{
	if (r->stream->docs > 0)
		bs_writer_line(&r->stream->out, BS_SPAN("\f"));
}

/* Learn from the window at hand. */
static void
learn(struct bs_normalize_run *r, const struct bs_normalizer *z, const struct bs_document *d)
{
	struct bs_span outlet = z->outlet.n ? z->outlet : outlet_of(z, d);

	if (r->learner)
		bs_learner_add(r->learner, outlet, z->a.text, &z->structure, z->continued);
}

static void
plain(struct bs_normalize_run *r, struct bs_normalizer *z)
{
	bs_normalize_plain(z, &r->stream->out.b);
	if (r->stream->out.b.n >= ENOUGH)
		bs_writer_flush(&r->stream->out);
}

/* The rows of all windows, or their text; the first is at hand. */
static void
write_windows(struct bs_normalize_run *r, struct bs_windows *w, const struct bs_document *d)
{
	const struct bs_row_sink sink = {put, bad_fix, r->stream};
	struct bs_writing to;

	if (r->o.plain)
		between(r);
	else
		bs_windows_meta(w, &to, d->id, &sink);
	do {
		learn(r, w->z, d);
		if (r->o.plain)
			plain(r, w->z);
		else
			bs_writing_blocks(&to);
	} while (bs_windows_next(w));
	if (!r->o.plain && !w->bytes->error)
		bs_writing_end(&to);
	r->stream->docs++;
}

static void
document(struct bs_normalize_run *r, struct bs_normalizer *z, struct bs_document *d)
{
	struct bs_windows w;

	bs_windows_open(&w, z, &d->bytes, d->base, d->given, d->ngiven, 0);
	if (bs_windows_next(&w)) {
		if (r->o.strict && z->encoding.invalid)
			bs_bad(d->file, d->line, "not %s at byte %zu (%zu such places); left out",
			    z->encoding.name, z->encoding.first_bad, z->encoding.invalid);
		else
			write_windows(r, &w, d);
	}
	if ((errno = d->bytes.error) != 0)
		bs_read_error(d->file);
	bs_windows_close(&w);
}

/* A Unicode normaliser and nothing else: files of any size. */
static void
pure(struct bs_normalize_run *r, struct bs_normalizer *z)
{
	struct bs_reader *in = &r->stream->in;
	struct bs_pure p = {0};

	for (; bs_reader_next_file(in); r->stream->docs++) {
		between(r);
		if (!bs_pure_file(&p, z, in, &r->stream->out) && r->o.strict)
			bs_bad(in->name, 0, "malformed in %zu places", p.invalid);
	}
	bs_pure_free(&p);
}

void
bs_normalize_run(struct bs_normalize_run *r, struct bs_stream *stream, struct bs_input *input)
{
	struct bs_normalizer z;
	struct bs_document d;

	r->stream = stream;
	bs_normalizer_init(&z, &r->o);
	if (r->o.plain && !r->o.repair && bs_input_is_files(input))
		pure(r, &z);
	else
		while (bs_input_next(input, &d))
			document(r, &z, &d);
	bs_normalizer_free(&z);
}

static void
bad_line(void *arg, uint64_t line)
{
	const char *const *file = arg;

	bs_bad(*file, line, "not OUTLET TAB KEY TAB DOCUMENTS");
}

bool
bs_normalize_known(struct bs_normalize_run *r, const char *file)
{
	if (!bs_read_file(file, &r->list))
		return false;
	r->o.known = r->known = bs_known_blocks_read(bs_buf_view(&r->list), bad_line, &file);
	return true;
}

bool
bs_normalize_learned(struct bs_normalize_run *r, const char *file)
{
	struct bs_buf list = {0};
	FILE *f = fopen(file, "w");
	bool ok;

	if (!f)
		return false;
	bs_learner_write(r->learner, &list);
	ok = list.n == 0 || fwrite(list.p, 1, list.n, f) == list.n;
	bs_buf_free(&list);
	return fclose(f) == 0 && ok;
}

void
bs_normalize_run_free(struct bs_normalize_run *r)
{
	bs_learner_free(r->learner);
	bs_known_blocks_free(r->known);
	bs_buf_free(&r->list);
}
