/*
 * Any text into the quote sieves: the first byte chooses; lines become
 * sentences, empty ones paragraphs.  Invariants: rows start before they stop, inside
 * the document, at the text's character boundaries; parts lie inside their quote and in order; a
 * row's text is not empty; words of a scan come in order and never overlap.
 */
#include "broadsheet.h"
#include "broadsheet/quotes.h"

#include <stdlib.h>

#include "quotes/quotes.h"

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_scan(const struct bs_qlexicon *l, struct bs_span text)
{
	struct bs_qscanned t;
	struct bs_buf b = {0};
	size_t at = 0, last = 0;

	text = bs_q_padded(&b, text);
	while (bs_q_scan(l, text, &at, &t, 1) > 0) {
		must(t.start >= last && t.stop > t.start && t.stop <= text.n);
		must(((unsigned char)text.p[t.start] & 0xc0) != 0x80);
		must(t.stop == text.n || ((unsigned char)text.p[t.stop] & 0xc0) != 0x80);
		last = t.stop;
	}
	bs_buf_free(&b);
}

static void
check_rows(const struct bs_doc *d, uint64_t size)
{
	uint64_t from = 0, to = size, part = 0;

	for (size_t i = 0; i < d->nadd; i++) {
		const struct bs_newrow *r = &d->add[i].row;

		must(r->start < r->stop && r->stop <= size && r->text.n > 0);
		must(bs_utf8_valid(r->text) == r->text.n && bs_utf8_valid(r->key) == r->key.n);
		if (r->kind == BS_QUOTE)
			part = from = r->start, to = r->stop;
		if (r->kind == BS_PART) {
			must(r->start >= part && r->stop <= to);
			part = r->stop;
		}
	}
	(void)from;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct bs_quoter *q; /* made once: the weights take a millisecond */
	static struct bs_qlexicon *l;
	struct bs_span all = bs_span((const char *)p, n);
	struct bs_doc d = {.id = BS_SPAN("f")};
	uint64_t at = 0, block = 1;

	if (q == NULL) {
		q = bs_quoter_new();
		l = bs_qlexicon_new();
	}
	if (bs_utf8_valid(all) != n)
		return 0;
	while (all.n > 0) {
		const char *nl = memchr(all.p, '\n', all.n);
		size_t len = nl ? (size_t)(nl - all.p) : all.n;
		struct bs_sent s = {.text = bs_span(all.p, len),
		    .addr = BS_SPAN("1s1"),
		    .cls = n % 7 ? BS_SPAN("body") : BS_SPAN("title"),
		    .block = block};

		s.start = at;
		s.stop = at += len;
		if (len == 0)
			block++;
		else
			BS_PUSH(d.sent, d.nsent, d.sent_cap) = s;
		check_scan(l, s.text);
		all = bs_span(all.p + len + (nl != NULL), all.n - len - (nl != NULL));
	}
	bs_quoter_run(q, &d, 0);
	check_rows(&d, at);
	bs_doc_free(&d);
	return 0;
}
