/* block_features: facts of a page to features of the model; see block_model.h */
#include "normalize/block_model.h"

/* Kinds of block, as their neighbours see them. */
enum { NONE, TINY, LABEL, SHORT_SENTENCE, GOOD, LONG, FURNITURE, STAMP, NKIND };

struct bs_page_view {
	const struct bs_page *page;
	uint8_t *kind;  /* of each block */
	uint32_t *fine; /* blocks of sentences before each; one more than there are blocks */
	uint32_t *mass; /* words of good blocks before each; one more than there are blocks */
	uint32_t *near_end, *near_start; /* blocks since, until a good one */
	uint8_t *since; /* three a block: bins of the distance from titles of page parts */
	size_t run_start, run_stop; /* where the good blocks are densest */
	uint32_t *pairs; /* paragraphs with another right behind them, from each block on */
	size_t end;      /* from here on nothing is the article: see find_end */
	unsigned noise;  /* 0 clean to 3 mostly furniture */
};

/* None, one, some, more than three. */
static unsigned
few_bin(unsigned n)
{
	static const uint8_t of[5] = {0, 1, 2, 2, 3};

	return of[n < 4 ? n : 4];
}

/* None, one, more. */
static unsigned
pair_bin(unsigned n)
{
	return n < 2 ? n : 2;
}

static unsigned
length_bin(uint32_t n)
{
	static const uint8_t of[80] = {0, 1, 2, 3, 4, [5 ... 6] = 5, [7 ... 9] = 6, [10 ... 14] = 7,
	    [15 ... 24] = 8, [25 ... 39] = 9, [40 ... 79] = 10};

	return n < sizeof of ? of[n] : 11;
}

/* Length in four sizes. */
static unsigned
size_bin(uint32_t n)
{
	return (n > 4 ? 1U : 0) + (n > 9) + (n > 19);
}

static unsigned
percent(unsigned part, unsigned whole)
{
	return whole ? 100 * part / whole : 0;
}

static unsigned
share_bin(unsigned part, unsigned whole)
{
	static const uint8_t of[101] = {
	    0, [1 ... 10] = 1, [11 ... 20] = 2, [21 ... 30] = 3, [31 ... 40] = 4, [41 ... 100] = 5};

	return of[percent(part, whole)];
}

static bool
ends_sentence(const struct bs_block_facts *f)
{
	return f->end == BS_END_STOP || f->end == BS_END_ASK || f->end == BS_END_STOP_QUOTE;
}

static uint8_t
kind_of(const struct bs_block_facts *f)
{
	unsigned stop = f->nsample ? 100U * f->group[BS_GROUP_STOP] / f->nsample : 0;

	if (f->date == BS_IS_DATE)
		return STAMP;
	if (f->cue[BS_WHERE_WHOLE] ||
	    (f->cue[BS_WHERE_START] && f->nword <= 12 && !ends_sentence(f)))
		return FURNITURE;
	if (f->nword >= 15)
		return stop >= 20 && (f->nsentence || ends_sentence(f) || f->end == BS_END_COLON)
			   ? GOOD
			   : LONG;
	if (ends_sentence(f) || f->end == BS_END_COLON)
		return SHORT_SENTENCE;
	return f->nword <= 4 ? TINY : LABEL;
}

/* Words of text that a block is worth to the main run, or costs it. */
static int64_t
worth(uint8_t kind, uint32_t nword)
{
	static const int8_t price[NKIND] = {[TINY] = -4,
	    [LABEL] = -6,
	    [SHORT_SENTENCE] = 2,
	    [LONG] = 4,
	    [FURNITURE] = -10,
	    [STAMP] = -3};

	if (kind == GOOD)
		return nword < 60 ? nword : 60;
	return kind == SHORT_SENTENCE ? price[kind] + (int64_t)nword / 2 : price[kind];
}

/* The stretch of blocks worth most (Kadane's algorithm). */
static void
find_run(struct bs_page_view *v)
{
	int64_t sum = 0, best = 0;
	size_t i, start = 0;

	for (i = 0; i < v->page->n; i++) {
		if (sum <= 0) {
			sum = 0;
			start = i;
		}
		sum += worth(v->kind[i], v->page->facts[i].nword);
		if (sum > best) {
			best = sum;
			v->run_start = start;
			v->run_stop = i + 1;
		}
	}
}

/* How much of each block is said in the main run's other blocks too. */
static void
find_topics(struct bs_page_view *v, struct bs_page *page)
{
	uint32_t size = 256;
	uint8_t *seen;
	static const uint8_t bin[101] = {
	    0, [1 ... 20] = 1, [21 ... 35] = 2, [36 ... 50] = 3, [51 ... 70] = 4, [71 ... 100] = 5};
	size_t i;
	unsigned k;

	while (size < 4 * page->sampled && size < 1 << 16)
		size *= 2;
	seen = bs_arena_zalloc(page->arena, size, 1);
	for (i = v->run_start; i < v->run_stop; i++) {
		const uint32_t *word = page->word + page->facts[i].word_at;
		unsigned n = v->kind[i] == GOOD ? page->facts[i].nsample : 0;

		for (k = 0; k < n; k++) {
			uint8_t *s = &seen[word[k] >> 8 & (size - 1)];

			*s = (uint8_t)(*s + (word[k] & (*s < 255)));
		}
	}
	for (i = 0; i < page->n; i++) {
		struct bs_block_facts *f = &page->facts[i];
		const uint32_t *word = page->word + f->word_at;
		bool own = v->kind[i] == GOOD && i >= v->run_start && i < v->run_stop;
		unsigned shared = 0;

		for (k = 0; k < f->nsample; k++)
			shared += word[k] & (seen[word[k] >> 8 & (size - 1)] > own);
		f->topic = bin[percent(shared, f->nkey)];
	}
}

static unsigned
count_bin(size_t n)
{
	static const uint8_t of[65] = {
	    0, 1, 2, [3 ... 4] = 3, [5 ... 8] = 4, [9 ... 16] = 5, [17 ... 64] = 6};

	return n < sizeof of ? of[n] : 7;
}

/* Part of a box amid the text: an advertisement, or an offer of a newsletter or subscription. */
static bool
is_box(const struct bs_page_view *v, size_t i)
{
	const uint32_t *cue = v->page->facts[i].cue;
	uint32_t all = cue[BS_WHERE_WHOLE] | cue[BS_WHERE_START];

	return v->kind[i] == FURNITURE && all != 0 &&
	       !(all & ~(1U << BS_CUE_account | 1U << BS_CUE_advert));
}

/*
 * How far each block is behind the last title of a list of articles, of a
 * discussion, and behind the last of three pieces of furniture in a row; only
 * such as have good text before them count.  Bin 7: none so far.
 */
static void
find_parts(struct bs_page_view *v)
{
	static const uint32_t cue[] = {1U << BS_CUE_related, 1U << BS_CUE_comment};
	size_t last[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX}, i, row = 0;
	unsigned k;

	for (i = 0; i < v->page->n; i++) {
		const struct bs_block_facts *f = &v->page->facts[i];

		for (k = 0; k < 3; k++)
			v->since[3 * i + k] =
			    (uint8_t)(last[k] == SIZE_MAX ? 7 : count_bin((i - last[k]) / 2));
		row = v->kind[i] == FURNITURE || v->kind[i] == STAMP ? row + !is_box(v, i) : 0;
		if (v->mass[i] == 0)
			continue;
		for (k = 0; k < 2; k++)
			if ((f->cue[BS_WHERE_WHOLE] |
				(k == 1 && f->nword <= 24 ? f->cue[BS_WHERE_START] : 0)) &
			    cue[k])
				last[k] = i;
		if (row >= 3)
			last[2] = i;
	}
}

/*
 * The title of a list of articles or of a discussion, more than half of the
 * text before it, and behind it no two paragraphs in a row (but for a box
 * between them): teasers have their titles between them.  (A box inside an article has its text
 * behind it.)
 */
static void
find_end(struct bs_page_view *v)
{
	const struct bs_page *page = v->page;
	unsigned next = NONE;
	size_t i;

	for (i = page->n; i-- > 0;) {
		v->pairs[i] = v->pairs[i + 1] + (v->kind[i] == GOOD && next == GOOD);
		if (!is_box(v, i))
			next = v->kind[i];
	}
	v->end = page->n;
	for (i = page->n; i-- > 0 && v->pairs[i] == 0 && !page->more;)
		if (page->facts[i].cue[BS_WHERE_WHOLE] &
			(1U << BS_CUE_related | 1U << BS_CUE_comment) &&
		    2 * (uint64_t)v->mass[i] > v->mass[page->n])
			v->end = i;
}

size_t
bs_page_view_end(const struct bs_page_view *v)
{
	return v->end;
}

bool
bs_page_view_may_begin(const struct bs_page_view *v, unsigned state)
{
	return v->page->continued ? bs_block_place(state) == 1
				  : bs_block_may_follow(BS_NSTATE, state);
}

bool
bs_page_view_may_end(const struct bs_page_view *v, unsigned state)
{
	return !v->page->more || bs_block_place(state) == 1;
}

struct bs_page_view *
bs_page_view_new(struct bs_page *page)
{
	struct bs_page_view *v = bs_arena_zalloc(page->arena, 1, sizeof *v);
	size_t i, n = page->n, tiny = 0;
	uint32_t gap;

	v->page = page;
	v->kind = bs_arena_alloc(page->arena, n + 1);
	v->since = bs_arena_alloc(page->arena, 3 * n + 1);
	v->mass = bs_arena_zalloc(page->arena, n + 1, sizeof *v->mass);
	v->fine = bs_arena_zalloc(page->arena, n + 1, sizeof *v->fine);
	v->pairs = bs_arena_zalloc(page->arena, n + 1, sizeof *v->pairs);
	v->near_end = bs_arena_zalloc(page->arena, n + 1, sizeof *v->near_end);
	v->near_start = bs_arena_zalloc(page->arena, n + 1, sizeof *v->near_start);
	for (i = 0, gap = 20; i < n; i++) {
		v->kind[i] = kind_of(&page->facts[i]);
		v->mass[i + 1] = v->mass[i] + (v->kind[i] == GOOD ? page->facts[i].nword : 0);
		v->fine[i + 1] = v->fine[i] + (v->kind[i] == GOOD || v->kind[i] == SHORT_SENTENCE);
		v->near_end[i] = gap;
		gap = v->kind[i] == GOOD ? 0 : gap + 1;
		tiny += v->kind[i] == TINY || v->kind[i] == FURNITURE;
	}
	for (i = n, gap = 20; i-- > 0;) {
		v->near_start[i] = gap;
		gap = v->kind[i] == GOOD ? 0 : gap + 1;
	}
	v->noise = n == 0 || 20 * tiny < n ? 0 : 4 * tiny < n ? 1 : 2 * tiny < n ? 2 : 3;
	find_run(v);
	find_topics(v, page);
	find_parts(v);
	find_end(v);
	return v;
}

/* Where features go: into a list, or their weights into a sum, of which the compiler makes code of
 * its own each. */
struct list {
	uint16_t *out; /* NULL: a sum */
	bs_lanes sum;
	size_t n;
};

static inline __attribute__((always_inline)) void
add(struct list *l, unsigned feature)
{
	if (l->out)
		l->out[l->n] = (uint16_t)feature;
	else
		l->sum += bs_block_weight[feature];
	l->n++;
}

/* As many of a set as there is room for: they come behind all others, which are fewer. */
static inline __attribute__((always_inline)) void
add_bits(struct list *l, unsigned first, uint32_t bits)
{
	for (; bits != 0 && l->n < BS_MAX_ACTIVE; bits &= bits - 1)
		add(l, first + (unsigned)__builtin_ctz(bits));
}

/* What the words of the block are. */
static inline __attribute__((always_inline)) void
add_words(struct list *l, const struct bs_block_facts *f)
{
	unsigned size = size_bin(f->nword), third = size > 2 ? 2 : size, n = f->nsample;
	static const uint8_t quarter[101] = {0, [1 ... 24] = 1, [25 ... 49] = 2, [50 ... 100] = 3};
	static const uint8_t half[101] = {
	    0, [1 ... 20] = 1, [21 ... 50] = 2, [51 ... 80] = 3, [81 ... 99] = 4, [100] = 5};
	unsigned cap = n > 1 ? percent(f->ncapital, n - 1) : 100;

	add(l, BS_F_length + length_bin(f->nword));
	add(l, BS_F_head + f->head);
	add(l, BS_F_head_length + 4U * f->head + size);
	add(l, BS_F_end + f->end);
	add(l, BS_F_end_length + 4U * f->end + size);
	add(l, BS_F_stop + 6U * third + share_bin(f->group[BS_GROUP_STOP], n));
	add(l, BS_F_capital + 6U * size + half[cap]);
	add(l, BS_F_upper + 2U * size + (n > 0 && 2U * f->nupper > n));
	add(l, BS_F_number + few_bin(f->nnumber));
	add(l, BS_F_figures + 4U * size + quarter[percent(f->nnumber, n)]);
	add(l, BS_F_sentence + few_bin(f->nsentence));
	add(l, BS_F_comma + pair_bin(f->ncomma));
	add(l, BS_F_quote + pair_bin(f->nquote));
	add(l, BS_F_pipe + pair_bin(f->npipe));
	add(l, BS_F_at + (f->nat > 0));
	add(l, BS_F_url + f->url);
	add(l, BS_F_you + 2U * third + (f->group[BS_GROUP_YOU] > 0));
	add(l, BS_F_ui + 4U * third + few_bin(share_bin(f->group[BS_GROUP_UI], n)));
	add(l, BS_F_said + 2U * (size > 1) + (f->group[BS_GROUP_SAID] > 0));
	add(l, BS_F_month + (f->group[BS_GROUP_MONTH] > 0));
	add(l, BS_F_site + 2U * (size > 1) + (f->group[BS_GROUP_SITE] > 0));
	add(l, BS_F_date + 2U * f->date + (size > 1));
}

static unsigned
kind_at(const struct bs_page_view *v, size_t i, int by)
{
	size_t at = i + (size_t)by;

	return at < v->page->n ? v->kind[at] : NONE;
}

/* Eighths of the good text on one side of the block; 0 none, 6 all. */
static unsigned
mass_bin(uint32_t part, uint32_t whole)
{
	static const uint8_t of[101] = {0, [1 ... 4] = 1, [5 ... 20] = 2, [21 ... 80] = 3,
	    [81 ... 96] = 4, [97 ... 99] = 5, [100] = 6};

	return whole ? of[(100 * (uint64_t)part + whole - 1) / whole] : 0;
}

/* Share of the blocks around that have sentences, in sixths. */
static unsigned
window_bin(const struct bs_page_view *v, size_t i)
{
	size_t a = i < 4 ? 0 : i - 4, b = i + 5 > v->page->n ? v->page->n : i + 5;
	unsigned good = v->fine[b] - v->fine[a] - (v->fine[i + 1] - v->fine[i]);

	return b - a > 1 ? 5 * good / (unsigned)(b - a - 1) : 0;
}

/* Where the block stands. */
static inline __attribute__((always_inline)) void
add_place(struct list *l, const struct bs_page_view *v, size_t i)
{
	const struct bs_page *page = v->page;
	const struct bs_block_facts *f = &page->facts[i];
	unsigned k = v->kind[i], before = kind_at(v, i, -1), after = kind_at(v, i, 1);
	uint32_t all = v->mass[page->n];

	add(l, BS_F_from_start + count_bin(i));
	add(l, BS_F_from_end + count_bin(page->n - 1 - i));
	add(l, BS_F_previous + 8 * k + before);
	add(l, BS_F_next + 8 * k + after);
	add(l, BS_F_previous2 + 8 * k + kind_at(v, i, -2));
	add(l, BS_F_next2 + 8 * k + kind_at(v, i, 2));
	add(l, BS_F_around + 8 * before + after);
	add(l, BS_F_window + 6 * k + window_bin(v, i));
	add(l, BS_F_before + 7 * k + mass_bin(v->mass[i], all));
	add(l, BS_F_after + 7 * k + mass_bin(all - v->mass[i + 1], all));
	add(l, BS_F_run + 4 * k + (all == 0 ? 3 : i < v->run_start ? 0 : i < v->run_stop ? 1 : 2));
	add(l, BS_F_noise + 4 * k + v->noise);
	add(l, BS_F_nearest + 8 * count_bin(v->near_end[i]) + count_bin(v->near_start[i]));
	add(l, BS_F_topic + 6 * k + f->topic);
	add(l, BS_F_since_related + 8 * k + v->since[3 * i]);
	add(l, BS_F_since_comment + 8 * k + v->since[3 * i + 1]);
	add(l, BS_F_since_furniture + 8 * k + v->since[3 * i + 2]);
	add(l, BS_F_pairs + 3 * k + (v->pairs[i] > 2 ? 2 : v->pairs[i] > 0));
	add(l, BS_F_ended + 2 * k + (i >= v->end));
	add(l, BS_F_copy + 9U * (f->nword > 4) + 3U * (f->before > 1 ? 2 : f->before) +
		   (f->after > 1 ? 2 : f->after));
}

/* What the blocks beside it are like. */
static inline __attribute__((always_inline)) void
add_neighbours(struct list *l, const struct bs_page_view *v, size_t i)
{
	const struct bs_page *page = v->page;
	const struct bs_block_facts *f = &page->facts[i];
	const struct bs_block_facts *a = i > 0 ? f - 1 : NULL, *b = i + 1 < page->n ? f + 1 : NULL;
	unsigned like = 0;

	if (a != NULL) {
		add(l, BS_F_introduced + 2 * size_bin(f->nword) + (a->end == BS_END_COLON));
		like = length_bin(a->nword) == length_bin(f->nword) && a->end == f->end;
	}
	if (b != NULL)
		like += 2U * (length_bin(b->nword) == length_bin(f->nword) && b->end == f->end);
	/* a page has blocks: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	add(l, BS_F_like + 4 * size_bin(f->nword) + like);
	if (a == NULL || a->cue[BS_WHERE_WHOLE] == 0)
		return;
	if (a->cue[BS_WHERE_WHOLE] >> BS_CUE_related & 1)
		add(l, BS_F_after_furniture + v->kind[i]);
	if (a->cue[BS_WHERE_WHOLE] >> BS_CUE_comment & 1)
		add(l, BS_F_after_furniture + 8U + v->kind[i]);
	if (a->cue[BS_WHERE_WHOLE] >> BS_CUE_advert & 1)
		add(l, BS_F_after_furniture + 16U + v->kind[i]);
}

/* The phrases of the block and of those beside it. */
static inline __attribute__((always_inline)) void
add_cues(struct list *l, const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	unsigned big = f->nword > 9 ? BS_NCUE : 0;

	if (!(f->cue[0] | f->cue[1] | f->cue[2] | f->cue[3]))
		add(l, BS_F_plain + size_bin(f->nword));
	add_bits(l, BS_F_whole, f->cue[BS_WHERE_WHOLE]);
	add_bits(l, BS_F_start + big, f->cue[BS_WHERE_START]);
	add_bits(l, BS_F_any + big, f->cue[BS_WHERE_ANY]);
	add_bits(l, BS_F_tail + big, f->cue[BS_WHERE_TAIL]);
	if (i > 0) {
		add_bits(l, BS_F_previous_whole, f[-1].cue[BS_WHERE_WHOLE]);
		add_bits(l, BS_F_previous_start, f[-1].cue[BS_WHERE_START]);
	}
	if (i + 1 < page->n)
		add_bits(l, BS_F_next_whole, f[1].cue[BS_WHERE_WHOLE]);
}

static inline __attribute__((always_inline)) void
add_all(struct list *l, const struct bs_page_view *v, size_t i)
{
	add(l, BS_F_bias);
	add_words(l, &v->page->facts[i]);
	add_place(l, v, i);
	add_neighbours(l, v, i);
	add_cues(l, v->page, i);
}

size_t
bs_block_features(const struct bs_page_view *v, size_t i, uint16_t *out)
{
	struct list l = {.out = out};

	add_all(&l, v, i);
	return l.n;
}

void
bs_block_sum(const struct bs_page_view *v, size_t i, int16_t *out)
{
	struct list l = {.out = NULL};

	add_all(&l, v, i);
	memcpy(out, &l.sum, sizeof l.sum);
}
