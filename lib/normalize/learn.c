/* learn: see learn.h */
#include "normalize/learn.h"

#include "broadsheet/copyhash.h"
#include "broadsheet/strmap.h"

#include <stdlib.h>

enum { LEAST = 3, SHARE = 10, KEY = 16 };

/* Values: documents in the low half; in the high half the number of the last one, so that one
 * counts once. */
struct bs_learner {
	struct bs_strmap block;  /* "OUTLET \t KEY" */
	struct bs_strmap outlet; /* documents of each */
	uint64_t ndoc;
	struct bs_buf name, words;
};

struct bs_known_blocks {
	struct bs_strmap map; /* "OUTLET \t KEY" */
};

static struct bs_span
house(struct bs_span outlet)
{
	return outlet.n ? outlet : BS_SPAN(".");
}

/* "OUTLET \t KEY" in b, after b->n is set to that of "OUTLET \t". */
static struct bs_span
name_of(struct bs_buf *b, size_t head, struct bs_span block, struct bs_buf *words)
{
	b->n = head;
	bs_words_key(b, block, words);
	return bs_buf_view(b);
}

static size_t
name_head(struct bs_buf *b, struct bs_span outlet)
{
	b->n = 0;
	bs_buf_span(b, house(outlet));
	bs_buf_ch(b, '\t');
	return b->n;
}

struct bs_learner *
bs_learner_new(void)
{
	return bs_calloc(1, sizeof(struct bs_learner));
}

void
bs_learner_free(struct bs_learner *l)
{
	if (l == NULL)
		return;
	bs_strmap_free(&l->block);
	bs_strmap_free(&l->outlet);
	bs_buf_free(&l->name);
	bs_buf_free(&l->words);
	free(l);
}

void
bs_learner_add(struct bs_learner *l, struct bs_span outlet, struct bs_span text,
    const struct bs_structure *s, bool continued)
{
	size_t head = name_head(&l->name, outlet), i;

	if (!continued) {
		l->ndoc++;
		++*bs_strmap_put(&l->outlet, house(outlet), NULL);
	}
	for (i = 0; i < s->nblock; i++) {
		struct bs_span block = bs_span_cut(text, s->block[i].start, s->block[i].stop);
		uint64_t *v = bs_strmap_put(
		    &l->block, name_of(&l->name, head, block, &l->words), NULL);

		if (*v >> 32 != (uint32_t)l->ndoc)
			*v = (uint64_t)(uint32_t)l->ndoc << 32 | ((uint32_t)*v + 1);
	}
}

static int
by_bytes(const void *a, const void *b)
{
	const struct bs_strmap_entry *const *x = a, *const *y = b;

	return bs_span_cmp((*x)->key, (*y)->key);
}

void
bs_learner_write(const struct bs_learner *l, struct bs_buf *out)
{
	const struct bs_strmap_entry **v = bs_calloc(l->block.n + 1, sizeof *v);
	size_t i, n = 0;

	for (i = 0; l->block.n > 0 && i <= l->block.mask; i++) {
		const struct bs_strmap_entry *e = &l->block.slot[i];
		uint32_t docs = (uint32_t)e->value;
		const uint64_t *all;

		if (e->key.p == NULL || docs < LEAST)
			continue;
		all = bs_strmap_get(&l->outlet, bs_span(e->key.p, e->key.n - KEY - 1));
		if (all != NULL && (uint64_t)docs * SHARE >= *all)
			v[n++] = e;
	}
	qsort(v, n, sizeof *v, by_bytes);
	for (i = 0; i < n; i++) {
		bs_buf_span(out, v[i]->key);
		bs_buf_ch(out, '\t');
		bs_buf_uint(out, (uint32_t)v[i]->value);
		bs_buf_ch(out, '\n');
	}
	free(v);
}

/* One line of a list; false if it is none. */
static bool
read_line(struct bs_known_blocks *k, struct bs_span line)
{
	const char *a = memchr(line.p, '\t', line.n), *b;
	uint64_t docs = 0;
	size_t i;

	b = a ? memchr(a + 1, '\t', line.n - (size_t)(a + 1 - line.p)) : NULL;
	if (a == line.p || b == NULL || b - a != KEY + 1)
		return false;
	for (i = (size_t)(b + 1 - line.p); i < line.n; i++) {
		if (line.p[i] < '0' || line.p[i] > '9' || docs > UINT32_MAX)
			return false;
		docs = 10 * docs + (uint64_t)(line.p[i] - '0');
	}
	if (docs == 0)
		return false;
	*bs_strmap_put(&k->map, bs_span(line.p, (size_t)(b - line.p)), NULL) = docs;
	return true;
}

struct bs_known_blocks *
bs_known_blocks_read(struct bs_span file, void (*bad)(void *arg, uint64_t line), void *arg)
{
	struct bs_known_blocks *k = bs_calloc(1, sizeof *k);

	for (uint64_t n = 1; file.n > 0; n++) {
		const char *nl = memchr(file.p, '\n', file.n);
		struct bs_span line = bs_span(file.p, nl ? (size_t)(nl - file.p) : file.n);

		if (line.n > 0 && line.p[0] != '#' && !read_line(k, line))
			bad(arg, n);
		file = bs_span_cut(file, line.n + (nl != NULL), file.n);
	}
	return k;
}

void
bs_known_blocks_free(struct bs_known_blocks *k)
{
	if (k == NULL)
		return;
	bs_strmap_free(&k->map);
	free(k);
}

uint64_t
bs_known_blocks_find(const struct bs_known_blocks *k, struct bs_span outlet, struct bs_span key)
{
	struct bs_buf b = {0};
	const uint64_t *v;

	name_head(&b, outlet);
	bs_buf_span(&b, key);
	v = bs_strmap_get(&k->map, bs_buf_view(&b));
	bs_buf_free(&b);
	return v ? *v : 0;
}

void
bs_known_blocks_mark(const struct bs_known_blocks *k, struct bs_span outlet, struct bs_span text,
    struct bs_structure *s)
{
	struct bs_buf b = {0}, words = {0};
	size_t head = name_head(&b, outlet), i;

	for (i = 0; i < s->nblock; i++) {
		struct bs_block *v = &s->block[i];
		struct bs_span block = bs_span_cut(text, v->start, v->stop);

		if (v->cls == BS_BLOCK_TITLE ||
		    !bs_strmap_get(&k->map, name_of(&b, head, block, &words)))
			continue;
		v->cls = BS_BLOCK_BOILERPLATE;
		v->why = "list:boilerplate";
		v->percent = -1;
	}
	bs_buf_free(&b);
	bs_buf_free(&words);
}
