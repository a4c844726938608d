/*
 * Any UTF-8 into the tokenizer and the sentence splitter, with any flags (the
 * first byte).  Invariants: spans come in order, do not overlap, stay inside
 * the text, begin and end at characters, and leave out nothing but white
 * space.  A user's list of abbreviations (the bytes behind a 0xff) is read.
 */
#include "broadsheet.h"

#include <stdlib.h>

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
only_white(struct bs_span s)
{
	must(bs_trim(s).n == 0);
}

/* Not inside a character. */
static bool
at_edge(struct bs_span t, size_t i)
{
	return i == t.n || ((unsigned char)t.p[i] & 0xc0) != 0x80;
}

static void
check_tokens(struct bs_span t, unsigned flags)
{
	struct bs_tokens out = {0};
	size_t i, at = 0;

	bs_tokenize(t, flags, &out);
	for (i = 0; i < out.n; i++) {
		must(
		    out.v[i].start >= at && out.v[i].start < out.v[i].stop && out.v[i].stop <= t.n);
		must(at_edge(t, out.v[i].start) && at_edge(t, out.v[i].stop));
		only_white(bs_span_cut(t, at, out.v[i].start));
		at = out.v[i].stop;
	}
	only_white(bs_span_cut(t, at, t.n));
	bs_tokens_free(&out);
}

static void
check_sentences(const struct bs_segmenter *seg, struct bs_span t, unsigned flags)
{
	struct bs_sentences out = {0};
	size_t i, at = 0;

	bs_segment(seg, t, flags, &out);
	for (i = 0; i < out.n; i++) {
		must(
		    out.v[i].start >= at && out.v[i].start < out.v[i].stop && out.v[i].stop <= t.n);
		must(at_edge(t, out.v[i].start) && at_edge(t, out.v[i].stop));
		must(out.v[i].why != NULL && out.v[i].why[0] != '\0');
		only_white(bs_span_cut(t, at, out.v[i].start));
		at = out.v[i].stop;
	}
	only_white(bs_span_cut(t, at, t.n));
	free(out.v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bs_segmenter *seg;
	const uint8_t *list;
	struct bs_span text;
	size_t line;
	char *copy;

	if (size < 2)
		return 0;
	list = memchr(data + 1, 0xff, size - 1);
	text = bs_span((const char *)data + 1, (list ? (size_t)(list - data) : size) - 1);
	text.n = bs_utf8_valid(text);
	copy = bs_malloc(text.n + 1); /* so that the sanitizer sees the text's end */
	memcpy(copy, text.p, text.n);
	text.p = copy;
	seg = bs_segmenter_new();
	if (list != NULL)
		bs_segmenter_add(
		    seg, bs_span((const char *)list + 1, (size_t)(data + size - list - 1)), &line);
	check_tokens(text, data[0] & 3U);
	check_sentences(seg, text, data[0] >> 2 & 3U);
	bs_segmenter_free(seg);
	free(copy);
	return 0;
}
