/* blocks_measure: the facts of each block; see blocks.h */
#include "normalize/blocks.h"

#include "broadsheet/utf8.h"
#include "normalize/block_date.h"
#include "normalize/block_scan.h"

enum {
	SHORT = 16,      /* words: phrases may stand anywhere in a block up to this long */
	DATE_WORDS = 24, /* and a date is sought in one up to this long */
	DATE_TRIES = 6,
	DATE_SPREAD =
	    12, /* words: the next number of a date, of its year at the latest, is as near */
	WHOLE_DATE = 8,       /* bytes: a word as long may be 20240305 or 5Mar2024 */
	LANGUAGE_WORDS = 2000 /* enough to know a language by */
};

/* The sample's words; bit i of a set is word i. */
struct sample {
	struct bs_word word[BS_SAMPLE];
	const struct bs_block_word *lex[BS_SAMPLE]; /* what the lists say of it */
	uint64_t phrases;                           /* words that begin one */
	uint64_t number;                            /* words that start with a digit */
	uint64_t month;                             /* names of months and days */
};

_Static_assert(BS_SAMPLE <= 64, "a bit for each word");

static void
count(uint8_t *n)
{
	*n = (uint8_t)(*n + (*n < 255));
}

/* A step of the hash of words. */
static inline uint64_t
hash_word(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0xc4ceb9fe1a85ec53U;
	return h ^ h >> 31;
}

uint64_t
bs_block_hash(struct bs_span s)
{
	struct bs_scan scan;
	struct bs_word w[BS_SAMPLE];
	size_t n, i;
	uint64_t h = BS_WORD_SEED;

	bs_scan_begin(&scan, s, s.n, 0);
	n = bs_scan_words(&scan, w, BS_SAMPLE);
	for (i = 0; i < n; i++)
		h = hash_word(h, w[i].hash);
	return n ? h ^ n : 0;
}

/*
 * Marks are counted in parts of one number, twelve bits each, so that no mark costs a jump; stops
 * and slashes are only told from none.
 */
enum { COMMA = 0, PIPE = 12, QUOTE = 24, AT = 36, STOP = 48, SLASH = 56, GAP = 64 };
#define ONE(part) ((uint64_t)1 << (part))

/* Marks between two words, or before the first; adds to *sum.  Does a sentence end there? */
static bool
measure_gap(struct bs_block_facts *f, struct bs_span gap, uint64_t *sum)
{
	static const uint64_t mark[256] = {['.'] = ONE(STOP),
	    ['?'] = ONE(STOP),
	    ['!'] = ONE(STOP),
	    [','] = ONE(COMMA),
	    ['|'] = ONE(PIPE),
	    [0xc2] = ONE(PIPE), /* · and « */
	    ['"'] = ONE(QUOTE),
	    [0x80] = ONE(QUOTE),
	    ['@'] = ONE(AT),
	    ['/'] = ONE(SLASH)};
	uint64_t n = 0;
	size_t i;

	/* of a long row of marks its beginning: more than that change no class */
	for (i = 0; i < gap.n && i < GAP; i++)
		n += mark[(unsigned char)gap.p[i]];
	if (n >> SLASH)
		for (i = 0; i + 1 < gap.n; i++)
			f->url |= gap.p[i] == '/' && gap.p[i + 1] == '/';
	*sum += n & (ONE(STOP) - 1);
	return gap.n > 1 && (n >> STOP & 0xff);
}

/* One of the counts, up to 255. */
static uint8_t
marks_in(uint64_t sum, unsigned part)
{
	uint64_t n = sum >> part & 0xfff;

	return (uint8_t)(n < 255 ? n : 255);
}

static size_t
count_spaces(struct bs_span s)
{
	const uint64_t low = 0x7f7f7f7f7f7f7f7fU, spaces = 0x2020202020202020U;
	size_t i, n = 0;

	for (i = 0; i + 8 <= s.n; i += 8) {
		uint64_t v;

		memcpy(&v, s.p + i, 8);
		v ^= spaces;                             /* bytes that are 0 now */
		v = ~(((v & low) + low) | v | low) >> 7; /* their lowest bit */
		n += v * 0x0101010101010101U >> 56;
	}
	for (; i < s.n; i++)
		n += s.p[i] == ' ';
	return n;
}

/* Room for the words of one block more. */
static void
reserve_words(struct bs_page *page)
{
	uint32_t *v;

	if (page->word_cap - page->sampled >= BS_SAMPLE)
		return;
	page->word_cap = 2 * page->word_cap + 16 * BS_SAMPLE;
	v = bs_arena_alloc(page->arena, page->word_cap * sizeof *v);
	if (page->sampled > 0)
		memcpy(v, page->word, page->sampled * sizeof *v);
	page->word = v;
}

_Static_assert(BS_NGROUP < 7 && BS_SAMPLE < 256, "groups fit the bytes of a number");

/* Words counted by group, a byte each. */
static void
store_groups(struct bs_block_facts *f, uint64_t group)
{
	unsigned g;

	for (g = 0; g < BS_NGROUP; g++)
		f->group[g] = (uint8_t)(group >> 8 * g);
	f->nkey = (uint8_t)(f->nsample - (uint8_t)(group >> 8 * BS_TALLY_KNOWN));
}

/* What the words of the sample look like, and what stands between them. */
static void
measure_looks(struct bs_block_facts *f, struct bs_span s, struct sample *m, size_t nword)
{
	size_t last = 0, n;
	unsigned capital = 0, upper = 0, sentence = 0, number = 0;
	uint64_t numbers = 0, marks = 0;

	for (n = 0; n < nword; n++) {
		const struct bs_word *w = &m->word[n];

		if (w->start != last + 1 || s.p[last] != ' ') {
			bool stop = measure_gap(f, bs_span_cut(s, last, w->start), &marks);

			sentence += stop & (w->capital | w->number) & (n > 0);
		}
		capital += w->capital;
		upper += w->upper;
		number += w->number;
		numbers |= (uint64_t)w->number << n;
		last = w->stop;
	}
	if (nword < BS_SAMPLE)
		measure_gap(f, bs_span_cut(s, last, s.n), &marks);
	f->ncomma = marks_in(marks, COMMA);
	f->npipe = marks_in(marks, PIPE);
	f->nquote = marks_in(marks, QUOTE);
	f->nat = marks_in(marks, AT);
	m->number = numbers;
	f->sampled = (uint32_t)last;
	f->nsample = (uint8_t)nword;
	f->ncapital = (uint8_t)(capital - (nword > 0 && m->word[0].capital));
	f->nupper = (uint8_t)upper;
	f->nsentence = (uint8_t)sentence;
	f->nnumber = (uint8_t)number;
}

/* Read the first BS_SAMPLE words; guess the number of the rest by its spaces. */
static void
measure_words(struct bs_page *page, size_t i, struct bs_span s, struct sample *m)
{
	struct bs_block_facts *f = &page->facts[i];
	struct bs_scan scan;
	size_t n, k;
	uint64_t h = BS_WORD_SEED, group = 0, phrases = 0, month = 0;
	uint32_t *word;
	bs_language_set languages = {0}; /* words of each: no more than the sample has */

	reserve_words(page);
	f->word_at = (uint32_t)page->sampled;
	word = page->word + page->sampled;
	bs_scan_begin(&scan, s, bs_page_room(page, i), 0);
	n = bs_scan_words(&scan, m->word, BS_SAMPLE);
	measure_looks(f, s, m, n);
	for (k = 0; k < n; k++) {
		uint64_t hash = m->word[k].hash;
		const struct bs_block_word *lex = bs_block_word_of(hash);
		uint64_t g = lex->tally;

		group += (g & 127) * 0x02040810204081U & 0x0101010101010101U; /* bit k to byte k */
		phrases |= g >> BS_TALLY_PHRASE << k;
		month |= (g >> BS_GROUP_MONTH & 1) << k;
		languages += bs_block_languages[lex->languages];
		word[k] = bs_word_short(hash) | (~g >> BS_TALLY_KNOWN & 1);
		m->lex[k] = lex;
		h = hash_word(h, hash);
	}
	m->phrases = phrases;
	m->month = month;
	if (page->nword < LANGUAGE_WORDS) /* of a long page its beginning tells enough */
		for (k = 0; k < BS_LANGUAGES; k++)
			page->language[k] += languages[k];
	page->sampled += n;
	page->nword += n;
	f->nword = (uint32_t)n;
	if (n == BS_SAMPLE)
		f->nword += (uint32_t)count_spaces(bs_span_cut(s, f->sampled, s.n));
	store_groups(f, group);
	f->hash = n ? h ^ f->nword : 0;
}

/* Set the cues of the phrases that begin at word i of the sample, of which there are some. */
static void
match_phrases(struct bs_block_facts *f, const struct sample *m, unsigned i)
{
	const struct bs_block_phrase *p;
	unsigned k;

	for (p = &bs_block_phrase[m->lex[i]->phrase - 1];; p++) {
		unsigned end = i + 1U + p->nrest;
		bool fits = end <= f->nsample;

		if (i > 0 && (p->where == BS_WHERE_WHOLE || p->where == BS_WHERE_START))
			break; /* those come last */

		for (k = 0; fits && k < p->nrest; k++)
			fits = m->word[i + 1 + k].hash == bs_block_rest[p->rest + k];
		if (p->where == BS_WHERE_WHOLE)
			fits = fits && i == 0 && end == f->nword;
		else if (p->where == BS_WHERE_START)
			fits = fits && i == 0;
		else if (p->where == BS_WHERE_TAIL)
			fits = fits && end == f->nword;
		if (fits)
			f->cue[p->where] |= 1U << p->cue;
		if (p->last)
			break;
	}
}

/* Could a phrase begin at word i of the sample?  Most words of phrases begin none. */
static bool
may_be_phrase(const struct sample *m, unsigned i, unsigned n)
{
	unsigned elsewhere = i > 0, bit;

	if (m->lex[i]->alone >> elsewhere & 1)
		return true;
	if (i + 1 >= n)
		return false;
	bit = bs_block_pair_bit(m->word[i].hash, m->word[i + 1].hash);
	return bs_block_pair[elsewhere][bit >> 6] >> (bit & 63) & 1;
}

/* May a date begin at word i of the sample?  Any has two numbers, or one long one. */
static bool
may_be_date(const struct sample *m, unsigned i, struct bs_span s)
{
	struct bs_span word = bs_span_cut(s, m->word[i].start, s.n);

	return m->number >> i >> 1 & ((1U << DATE_SPREAD) - 1) ||
	       (word.n >= WHOLE_DATE && memchr(word.p, ' ', WHOLE_DATE) == NULL);
}

/* A date in a short block, at a number or the name of a month or day. */
static void
find_date(struct bs_block_facts *f, struct bs_span s, const struct sample *m)
{
	uint64_t set = m->number | m->month;
	unsigned i, k, tries = 0, outside = 0;

	for (; set != 0 && tries < DATE_TRIES && f->date_len == 0; set &= set - 1) {
		i = (unsigned)__builtin_ctzll(set);
		tries++;
		f->date_at = (uint32_t)m->word[i].start;
		if (may_be_date(m, i, s))
			f->date_len = (uint32_t)bs_block_date(
			    bs_span_cut(s, m->word[i].start, s.n), &f->when);
	}
	if (f->date_len == 0 || f->when.year == 0)
		return;
	for (k = 0; k < f->nsample; k++)
		/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): all is set */
		if (m->word[k].start < f->date_at || m->word[k].start >= f->date_at + f->date_len)
			outside += !((m->number | m->month) >> k & 1);
	f->date = outside <= 1 || 4 * outside <= f->nsample ||
			  (outside <= 4 && (f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY]) &
					       (1U << BS_CUE_date | 1U << BS_CUE_update))
		      ? BS_IS_DATE
		      : BS_HAS_DATE;
}

static unsigned
head_of(struct bs_span s)
{
	unsigned char c = (unsigned char)s.p[0];
	int32_t cp;

	if (c >= 'a' && c <= 'z')
		return BS_HEAD_LOWER;
	if (c >= 'A' && c <= 'Z')
		return BS_HEAD_UPPER;
	if (c >= '0' && c <= '9')
		return BS_HEAD_DIGIT;
	if (c == '"' || c == '\'' || c == '`')
		return BS_HEAD_QUOTE;
	if (c == '-' || c == '*' || c == '+')
		return s.n > 1 && s.p[1] == ' ' ? BS_HEAD_BULLET : BS_HEAD_SYMBOL;
	if (c == '(' || c == '[')
		return BS_HEAD_BRACKET;
	if (c < 0x80)
		return BS_HEAD_SYMBOL;
	bs_utf8_decode(s, &cp);
	if (cp == 0x201c || cp == 0x201e || cp == 0xab || cp == 0x2018 || cp == 0x201d)
		return BS_HEAD_QUOTE;
	if (cp == 0x2022 || cp == 0xb7 || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x25cf ||
	    cp == 0x25aa || cp == 0x2023 || cp == 0x25a0 || cp == 0x25e6 || cp == 0x2043)
		return BS_HEAD_BULLET;
	return bs_is_upper(cp) ? BS_HEAD_UPPER : bs_is_letter(cp) ? BS_HEAD_WIDE : BS_HEAD_SYMBOL;
}

static bool
is_stop(int32_t cp)
{
	return cp == '.' || cp == '?' || cp == '!' || cp == ',' || cp == 0x2026 || cp == 0x3002;
}

static unsigned
end_of(struct bs_span s)
{
	int32_t cp, before = 0;
	size_t n = bs_utf8_decode_last(s, &cp);

	if (s.n > n)
		bs_utf8_decode_last(bs_span(s.p, s.n - n), &before);
	switch (cp) {
	case '.':
		return s.n >= 3 && s.p[s.n - 2] == '.' && s.p[s.n - 3] == '.' ? BS_END_ELLIPSIS
									      : BS_END_STOP;
	case 0x3002:
	case 0x589:
	case 0x964:
		return BS_END_STOP;
	case '?':
	case '!':
	case 0xff1f:
		return BS_END_ASK;
	case ':':
		return BS_END_COLON;
	case ',':
	case ';':
		return BS_END_COMMA;
	case ')':
	case ']':
		return BS_END_BRACKET;
	case 0x2026:
		return BS_END_ELLIPSIS;
	case '"':
	case '\'':
	case 0x201d:
	case 0x2019:
	case 0x201c:
	case 0xbb:
		return is_stop(before) ? BS_END_STOP_QUOTE : BS_END_QUOTE;
	}
	return cp == '%' || (cp >= '0' && cp <= '9') || (cp >= 0 && bs_is_letter(cp))
		   ? BS_END_WORD
		   : BS_END_SYMBOL;
}

/* Count how often each block's words stand in blocks before and after it. */
static void
count_copies(struct bs_page *page)
{
	size_t cap = 16, i, j;
	uint32_t *slot;

	while (cap < 2 * page->n)
		cap *= 2;
	slot = bs_arena_zalloc(page->arena, cap, sizeof *slot);
	for (i = 0; i < page->n; i++) {
		struct bs_block_facts *f = &page->facts[i];

		if (f->hash == 0)
			continue;
		for (j = f->hash >> 7 & (cap - 1); slot[j] != 0; j = (j + 1) & (cap - 1))
			if (page->facts[slot[j] - 1].hash == f->hash)
				break;
		if (slot[j] != 0) {
			f->before = page->facts[slot[j] - 1].before;
			count(&f->before);
		}
		slot[j] = (uint32_t)i + 1;
	}
	/* now each slot knows a copy's last block: hand the rest back from there */
	for (i = page->n; i-- > 0;) {
		struct bs_block_facts *f = &page->facts[i];

		if (f->hash == 0)
			continue;
		for (j = f->hash >> 7 & (cap - 1); page->facts[slot[j] - 1].hash != f->hash;)
			j = (j + 1) & (cap - 1);
		f->after = (uint8_t)(page->facts[slot[j] - 1].before - f->before);
	}
}

void
bs_blocks_measure(struct bs_page *page)
{
	struct sample m;
	uint64_t set;
	size_t i;

	page->facts = bs_arena_zalloc(page->arena, page->n ? page->n : 1, sizeof *page->facts);
	for (i = 0; i < page->n; i++) {
		struct bs_block_facts *f = &page->facts[i];
		struct bs_span s = bs_page_block(page, i);

		measure_words(page, i, s, &m);
		f->head = (uint8_t)head_of(s);
		f->end = (uint8_t)end_of(s);
		for (set = m.phrases & (f->nword <= SHORT ? UINT64_MAX : 1); set; set &= set - 1) {
			unsigned at = (unsigned)__builtin_ctzll(set);

			if (may_be_phrase(&m, at, f->nsample))
				match_phrases(f, &m, at);
		}
		if (f->nnumber > 0 && f->nword <= DATE_WORDS)
			find_date(f, s, &m);
	}
	count_copies(page);
}
