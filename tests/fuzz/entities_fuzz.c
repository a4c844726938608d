/*
 * tag-entities' engine on a user's list, a user's rules and sentences, parted
 * by form feeds: rows lie in their sentences, on characters' boundaries, and a
 * second run gives the same; a listed name is found wherever the list says
 * `strict` 0.
 */
#include "broadsheet/utf8.h"
#include "entities/entities.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static struct bs_span
part(struct bs_span *rest, char by)
{
	const char *end = rest->n ? memchr(rest->p, by, rest->n) : NULL;
	struct bs_span got = end ? bs_span(rest->p, (size_t)(end - rest->p)) : *rest;

	*rest = end ? bs_span_cut(*rest, got.n + 1, rest->n) : bs_span("", 0);
	return got;
}

static void
add_sentences(struct bs_doc *d, struct bs_span text)
{
	uint64_t at = 0;

	while (text.n) {
		struct bs_span line = part(&text, '\n');

		BS_PUSH(d->sent, d->nsent, d->sent_cap) = (struct bs_sent){.text = line,
		    .addr = BS_SPAN("1s1"),
		    .start = at,
		    .stop = at + line.n,
		    .block = 1 + at / 100};
		at += line.n + 1;
	}
}

/* Whether src is where a character of the sentences starts or ends. */
static void
check_rows(struct bs_doc *d)
{
	for (size_t i = 0; i < d->nadd; i++) {
		const struct bs_addition *a = &d->add[i];

		assert(a->row.start < a->row.stop);
		assert(a->row.text.n == a->row.stop - a->row.start);
		assert(bs_utf8_valid(a->row.text) == a->row.text.n);
		assert(a->row.cls.n > 0 && a->row.why.n > 0);
		assert(bs_utf8_valid(a->row.key) == a->row.key.n);
	}
}

static size_t
run(struct bs_tagging *t, struct bs_span text)
{
	struct bs_doc d = {.id = BS_SPAN("d")};
	size_t n;

	add_sentences(&d, text);
	bs_tag_document(t, &d);
	check_rows(&d);
	n = d.nadd;
	bs_doc_free(&d);
	return n;
}

/* With a list or rules, or the one that has neither and is made but once. */
static void
tag(const struct bs_userlist *list, struct bs_rules *rules, struct bs_span text)
{
	static struct bs_tagging *bare;
	struct bs_tagging_options o = {
	    .list = list, .nlist = list->nname > 0, .rules = rules, .nested = true};
	bool own = o.nlist || rules;
	const char *why;
	struct bs_tagging *t = own || !bare ? bs_tagging_new(&o, &why) : bare;

	assert(run(t, text) == run(t, text));
	if (own)
		bs_tagging_free(t);
	else
		bare = t;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct bs_span rest = bs_span((const char *)p, n), list, rule;
	struct bs_userlist u = {0};
	struct bs_rules *r = NULL;
	struct bs_buf why = {0};
	size_t line;

	list = part(&rest, '\f');
	rule = part(&rest, '\f');
	if (bs_userlist_load(&u, BS_SPAN("list"), list, &line))
		u = (struct bs_userlist){0};
	if (rule.n && bs_utf8_valid(rule) == rule.n)
		r = bs_rules_load(rule, &why, &line);
	if (bs_utf8_valid(rest) == rest.n)
		tag(&u, r, rest);
	bs_rules_free(r);
	bs_userlist_free(&u);
	bs_buf_free(&why);
	return 0;
}
