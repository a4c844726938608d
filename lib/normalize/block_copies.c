/*
 * block_copies: pull quotes, which say again what the article says.
 *
 * Unmarked in the text of a page, they are known by their words: a block is
 * one if most of its runs of three words (shingles: Broder 1997, "On the
 * resemblance and containment of documents") stand in one longer block of
 * the body.  The shingles of the few blocks that could be pull quotes go into
 * a table; then the body is read once.  Linear.
 */
#include "normalize/block_rules.h"

#include "normalize/block_scan.h"

enum {
	MIN_WORDS = 6,
	MAX_WORDS = BS_SAMPLE - 1,
	NEEDED = 70,      /* percent of the shingles */
	NEEDED_BODY = 95, /* where the block could be the article's as well */
	MAX_SOURCE = 400, /* words: a longer block is not a paragraph but the article again */
	MOST = 4          /* no page has more pull quotes, and one in so many body blocks */
};

struct candidate {
	size_t block;
	uint32_t words;
	uint32_t shingles;  /* that are its own in the table */
	uint32_t best, now; /* found in one body block; in the one being read */
	size_t reading;     /* which that is */
	uint32_t next;      /* of as many words */
};

struct slot {
	uint32_t hash;  /* 0: empty */
	uint32_t owner; /* candidate */
};

struct copies {
	struct candidate *c;
	size_t n;
	struct slot *slot;
	uint32_t mask;
	uint64_t *filter; /* bit set of hashes: most words of the body end here */
	unsigned shift;   /* what of a hash is its word there */
};

/* "Analyst: “...”" is a heading, whoever says the words again. */
static bool
has_label(struct bs_span s)
{
	const char *colon = memchr(s.p, ':', s.n < 80 ? s.n : 80);

	return colon != NULL && s.n - (size_t)(colon - s.p) > 12;
}

static bool
could_be(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	bool quoted = f->head == BS_HEAD_QUOTE &&
		      (f->end == BS_END_QUOTE || f->end == BS_END_STOP_QUOTE);

	if (f->nword < MIN_WORDS || f->nword > MAX_WORDS || f->cue[BS_WHERE_WHOLE] != 0 ||
	    f->group[BS_GROUP_STOP] < 2 || f->head == BS_HEAD_BULLET || f->head == BS_HEAD_DIGIT)
		return false;
	switch (page->block[i].cls) {
	case BS_BLOCK_HEADING:
	case BS_BLOCK_CAPTION:
	case BS_BLOCK_BOILERPLATE:
		return !has_label(bs_page_block(page, i));
	case BS_BLOCK_BODY:
		return quoted || f->end == BS_END_WORD || f->topic >= 3;
	default:
		return false;
	}
}

/* A word's part in the hash of three words. */
static inline uint32_t
part(uint32_t word)
{
	return (word | 1) * 0x9e3779b1U;
}

/* Hash of three words by their parts; never 0. */
static inline uint32_t
shingle(uint32_t a, uint32_t b, uint32_t c)
{
	return (((a << 13 | a >> 19) + b) * 0x85ebca6bU ^ (c << 7 | c >> 25)) * 0xc2b2ae35U | 1;
}

static inline uint64_t *
filter_of(const struct copies *t, uint32_t hash)
{
	return &t->filter[hash >> t->shift];
}

static void
enter(struct copies *t, uint32_t owner, uint32_t hash)
{
	uint32_t i = hash >> 3 & t->mask;

	for (; t->slot[i].hash != 0; i = (i + 1) & t->mask)
		if (t->slot[i].hash == hash)
			return; /* another's, or met twice */
	t->slot[i] = (struct slot){hash, owner};
	*filter_of(t, hash) |= (uint64_t)1 << (hash >> 8 & 63);
	t->c[owner].shingles++;
}

static void
enter_block(struct copies *t, const struct bs_page *page, uint32_t owner)
{
	const struct bs_block_facts *f = &page->facts[t->c[owner].block];
	const uint32_t *w = page->word + f->word_at;
	uint32_t a = part(w[0]), b = part(w[1]), c, i;

	for (i = 2; i < f->nsample; i++, a = b, b = c) {
		c = part(w[i]);
		enter(t, owner, shingle(a, b, c));
	}
}

/* Enter the shingles of every candidate, the shortest first: the longer may be what it is taken
 * from. */
static void
enter_all(struct copies *t, const struct bs_page *page)
{
	uint32_t first[MAX_WORDS + 1], i, words; /* first of each length; behind all: the next */

	for (words = 0; words <= MAX_WORDS; words++)
		first[words] = (uint32_t)t->n;
	for (i = (uint32_t)t->n; i-- > 0;) {
		t->c[i].next = first[t->c[i].words];
		first[t->c[i].words] = i;
	}
	for (words = MIN_WORDS; words <= MAX_WORDS; words++)
		for (i = first[words]; i < t->n; i = t->c[i].next)
			enter_block(t, page, i);
}

static void
met(struct copies *t, size_t block, uint32_t words, uint32_t hash)
{
	uint32_t i = hash >> 3 & t->mask;
	struct candidate *c;

	for (; t->slot[i].hash != hash; i = (i + 1) & t->mask)
		if (t->slot[i].hash == 0)
			return;
	c = &t->c[t->slot[i].owner];
	if (words <= c->words) /* what is as short is no source; nor is the block its own */
		return;
	if (c->reading != block) {
		c->reading = block;
		c->now = 0;
	}
	if (++c->now > c->best)
		c->best = c->now;
}

static void
try(struct copies *t, size_t block, uint32_t words, uint32_t hash)
{
	if (*filter_of(t, hash) >> (hash >> 8 & 63) & 1)
		met(t, block, words, hash);
}

/* Read a block of the body for the candidates' shingles: the words sampled, then the rest. */
static void
read_block(struct copies *t, const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	const uint32_t *v = page->word + f->word_at;
	struct bs_span s = bs_page_block(page, i);
	uint32_t a, b, c;
	struct bs_scan scan;
	struct bs_word w[BS_SAMPLE];
	size_t k, n;

	a = part(v[0]);
	b = part(v[1]);
	for (k = 2; k < f->nsample; k++, a = b, b = c) {
		c = part(v[k]);
		try(t, i, f->nword, shingle(a, b, c));
	}
	if (f->nsample < BS_SAMPLE)
		return;
	bs_scan_begin(&scan, s, bs_page_room(page, i), f->sampled);
	while ((n = bs_scan_words(&scan, w, BS_SAMPLE)) > 0)
		for (k = 0; k < n; k++, a = b, b = c) {
			c = part(bs_word_short(w[k].hash));
			try(t, i, f->nword, shingle(a, b, c));
		}
}

static void
read_body(struct copies *t, const struct bs_page *page)
{
	size_t i;

	for (i = 0; i < page->n; i++)
		if (page->block[i].cls == BS_BLOCK_BODY && page->facts[i].nword >= MIN_WORDS + 2 &&
		    page->facts[i].nword <= MAX_SOURCE)
			read_block(t, page, i);
}

/* Percent of a candidate's shingles found, if that is enough; else 0. */
static unsigned
found(const struct bs_page *page, const struct candidate *c)
{
	unsigned need = page->block[c->block].cls == BS_BLOCK_BODY ? NEEDED_BODY : NEEDED;

	/* Of common runs of words a block has a few; of its own it must have most. */
	if (2 * c->shingles < c->words - 2 || 100 * c->best < need * c->shingles)
		return 0;
	return 100 * c->best / c->shingles;
}

static void
judge(const struct copies *t, struct bs_page *page, size_t nbody)
{
	size_t i, n = 0;
	unsigned p;

	for (i = 0; i < t->n; i++)
		n += found(page, &t->c[i]) > 0;
	if (n > MOST + nbody / 16) /* a page that says everything twice */
		return;
	for (i = 0; i < t->n; i++)
		if ((p = found(page, &t->c[i])) > 0) {
			struct bs_block *b = &page->block[t->c[i].block];

			b->cls = BS_BLOCK_PULLQUOTE;
			b->why = "near-copy";
			b->percent = p > 99 ? 99 : (int)p;
		}
}

/* An empty table for the shingles of the candidates in t. */
static void
make_table(struct copies *t, size_t shingles, struct bs_arena *arena)
{
	uint32_t cap = 128, bits = 7;

	for (; cap < 2 * shingles; cap *= 2)
		bits++;
	t->slot = bs_arena_zalloc(arena, cap, sizeof *t->slot);
	t->mask = cap - 1;
	t->filter = bs_arena_zalloc(arena, cap / 16, sizeof *t->filter); /* 8 bits each or more */
	t->shift = 32 - (bits - 4);
}

void
bs_block_pullquotes(struct bs_page *page)
{
	struct copies t = {.c = NULL};
	size_t i, first = page->n, last = 0, shingles = 0;

	for (i = 0; i < page->n; i++)
		if (page->block[i].cls == BS_BLOCK_BODY) {
			first = first == page->n ? i : first;
			last = i;
		}
	if (first == page->n)
		return;
	t.c = bs_arena_alloc(page->arena, (last - first + 1) * sizeof *t.c);
	for (i = first; i <= last; i++)
		if (could_be(page, i)) {
			t.c[t.n++] = (struct candidate){
			    .block = i, .words = page->facts[i].nword, .reading = page->n};
			shingles += page->facts[i].nword;
		}
	if (t.n == 0 || shingles > UINT32_MAX / 8)
		return;
	make_table(&t, shingles, page->arena);
	enter_all(&t, page);
	read_body(&t, page);
	judge(&t, page, last - first + 1);
}
