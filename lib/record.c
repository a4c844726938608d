/*
 * record: see broadsheet/record.h
 *
 * One pass of wide loads finds the tabs and whether any byte is not ASCII;
 * only such rows are then validated as UTF-8.
 */
#include "broadsheet/record.h"

#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static const struct bs_span kind_name[BS_NKIND] = {{"meta", 4}, {"block", 5}, {"edit", 4},
    {"end", 3}, {"sent", 4}, {"token", 5}, {"entity", 6}, {"quote", 5}, {"part", 4}, {"source", 6},
    {"cue", 3}, {"term", 4}, {"other", 5}, {"#", 1}};

const char *
bs_kind_name(enum bs_kind k)
{
	return kind_name[k].p;
}

/* A kind by two letters and the length, which no two share; 0, which is meta, for no kind too. */
#define GUESS(a, b, n) (((unsigned)(a)*2 + (unsigned)(b)*8 + (unsigned)(n)) & 31)

static const unsigned char guess[32] = {
    [GUESS('b', 'l', 5)] = BS_BLOCK,
    [GUESS('e', 'd', 4)] = BS_EDIT,
    [GUESS('e', 'n', 3)] = BS_END,
    [GUESS('s', 'e', 4)] = BS_SENT,
    [GUESS('t', 'o', 5)] = BS_TOKEN,
    [GUESS('e', 'n', 6)] = BS_ENTITY,
    [GUESS('q', 'u', 5)] = BS_QUOTE,
    [GUESS('p', 'a', 4)] = BS_PART,
    [GUESS('s', 'o', 6)] = BS_SOURCE,
    [GUESS('c', 'u', 3)] = BS_CUE,
    [GUESS('t', 'e', 4)] = BS_TERM,
};

enum bs_kind
bs_kind_find(struct bs_span name)
{
	unsigned char k;

	if (name.n < 3 || name.n > 6)
		return BS_OTHER;
	k = guess[GUESS((unsigned char)name.p[0], (unsigned char)name.p[1], name.n)];
	return bs_span_eq(name, kind_name[k]) ? (enum bs_kind)k : BS_OTHER;
}

/* End a column at each bit of m, counted from p: the next column, or NULL where that is one too
 * many. */
static inline struct bs_span *
end_columns(
    struct bs_span *col, const struct bs_span *last, const char **from, const char *p, uint64_t m)
{
	for (; m != 0; m &= m - 1) {
		const char *tab = p + __builtin_ctzll(m);

		if (col == last)
			return NULL;
		*col++ = bs_span(*from, (size_t)(tab - *from));
		*from = tab + 1;
	}
	return col;
}

#ifdef __SSE2__
/* Which of the sixteen bytes at p are tabs; high becomes not 0 where one is not ASCII. */
static inline uint64_t
tabs(const char *p, int *high)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);

	*high |= _mm_movemask_epi8(v);
	return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('\t')));
}
#endif

/* Cut the line into columns: how many, BS_NCOLUMN + 1 for too many of them. */
static inline size_t
columns(struct bs_span row[BS_NCOLUMN], struct bs_span s, int *high)
{
	const char *p = s.p, *end = s.p + s.n, *from = p;
	struct bs_span *col = row;
	const struct bs_span *last = col + BS_NCOLUMN - 1;

#ifdef __SSE2__
	for (; end - p >= 32 && col; p += 32)
		col = end_columns(col, last, &from, p, tabs(p, high) | tabs(p + 16, high) << 16);
	if (end - p >= 16 && col) {
		col = end_columns(col, last, &from, p, tabs(p, high));
		p += 16;
	}
	if (s.n >= 16 && col) {
		unsigned seen = 16 - (unsigned)(end - p);

		col = end_columns(col, last, &from, end - 16, tabs(end - 16, high) >> seen << seen);
		p = end;
	}
#endif
	for (; p < end && col; p++) {
		*high |= *p & 0x80;
		if (*p == '\t')
			col = end_columns(col, last, &from, p, 1);
	}
	if (col == NULL)
		return BS_NCOLUMN + 1;
	*col = bs_span(from, (size_t)(end - from));
	return (size_t)(col - row) + 1;
}

/* Decimal digits only, at most 18 of them. */
static bool
number(struct bs_span s, uint64_t *out)
{
	uint64_t v = 0;
	size_t i;

	if (s.n == 0 || s.n > 18)
		return false;
	for (i = 0; i < s.n; i++) {
		unsigned d = (unsigned)(unsigned char)s.p[i] - '0';

		if (d > 9)
			return false;
		v = v * 10 + d;
	}
	*out = v;
	return true;
}

/* The same of a column of a line; most have eight digits at most and eight bytes up to their end,
 * which are read at once.  Neighbours are added first to numbers below 100, then to such below
 * 10000, then to the whole. */
static inline bool
column_number(struct bs_span line, struct bs_span s, uint64_t *out)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	const uint64_t zeros = UINT64_C(0x3030303030303030), sixes = UINT64_C(0x0606060606060606),
		       high = UINT64_C(0xf0f0f0f0f0f0f0f0);
	uint64_t x;

	if (s.n - 1 < 8 && s.p + s.n - line.p >= 8) {
		unsigned others = 64 - 8 * (unsigned)s.n;

		memcpy(&x, s.p + s.n - 8, 8);
		x = (x ^ zeros) >> others << others; /* what stands before counts as zeros */
		if (((x | (x + sixes)) & high) != 0)
			return false;
		x = x * 10 + (x >> 8);
		x = (x & UINT64_C(0xff000000ff)) * UINT64_C(0xf424000000064) +
		    (x >> 16 & UINT64_C(0xff000000ff)) * UINT64_C(0x271000000001);
		*out = x >> 32;
		return true;
	}
#endif
	(void)line;
	return number(s, out);
}

const char *
bs_row_parse(struct bs_row *row, struct bs_span line)
{
	int high = 0;
	size_t n = columns(row->col, line, &high);

	if (n != BS_NCOLUMN)
		return n > BS_NCOLUMN ? "more than ten columns" : "fewer than ten columns";
	row->line = line;
	if (row->col[BS_DOC].n == 0 || (row->col[BS_DOC].n == 1 && line.p[0] == '.'))
		return "no document in column 1";
	if (!column_number(line, row->col[BS_START], &row->start))
		return "column 2 (start) is not a number";
	if (!column_number(line, row->col[BS_STOP], &row->stop))
		return "column 3 (stop) is not a number";
	if (row->stop < row->start)
		return "stop is before start";
	if (high && bs_utf8_valid(line) != line.n)
		return "not valid UTF-8";
	row->kind = bs_kind_find(row->col[BS_KIND]);
	row->hand = row->col[BS_WHY].n >= 4 && row->col[BS_WHY].p[0] == 'h' &&
		    memcmp(row->col[BS_WHY].p, "hand", 4) == 0;
	return NULL;
}

#ifdef __SSE2__
/* The bytes of v that are c, as bits. */
static inline unsigned
bytes_that_are(__m128i v, char c)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(c)));
}
#endif

size_t
bs_row_text(struct bs_span line, size_t at, size_t ntab)
{
	size_t i = at, text = 0;
	int high = 0;

#ifdef __SSE2__
	while (line.n >= 16 && i < line.n) {
		size_t from = i < line.n - 16 ? i : line.n - 16; /* the last load overlaps */
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(line.p + from));
		unsigned tab = bytes_that_are(v, '\t') >> (i - from) << (i - from);

		high |= _mm_movemask_epi8(v);
		if (bytes_that_are(v, '\\') != 0)
			return 0;
		if (tab != 0)
			text = from + 32 - (size_t)__builtin_clz(tab);
		for (; tab != 0; tab &= tab - 1)
			ntab--;
		i = from + 16;
	}
#endif
	for (; i < line.n; i++) {
		high |= line.p[i] & 0x80;
		if (line.p[i] == '\\')
			return 0;
		if (line.p[i] == '\t') {
			text = i + 1;
			ntab--;
		}
	}
	if (ntab != 0 || (high && bs_utf8_valid(bs_span_cut(line, at, line.n)) != line.n - at))
		return 0;
	return text;
}

void
bs_addr_parse(struct bs_span addr, uint64_t *block, uint64_t *sent)
{
	size_t n = 0;

	while (n < addr.n && addr.p[n] != 's')
		n++;
	*block = *sent = 0;
	if (!number(bs_span(addr.p, n), block))
		*block = 0;
	else if (n < addr.n && !number(bs_span_cut(addr, n + 1, addr.n), sent))
		*sent = 0;
}

/* Whether a byte needs an escape anywhere in a column. */
static bool
special(char c)
{
	return c == '\\' || (c <= '\r' && (c == '\t' || c == '\n' || c == '\r'));
}

/* Where the first such byte from i on stands; s.n if there is none. */
static size_t
next_special(struct bs_span s, size_t i)
{
#ifdef __SSE2__
	while (s.n >= 16 && i < s.n) {
		size_t at = i < s.n - 16 ? i : s.n - 16; /* the last load overlaps what was seen */
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.p + at));
		__m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\t')),
					       _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'))),
		    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')),
			_mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))));
		unsigned m = (unsigned)_mm_movemask_epi8(hit) >> (i - at);

		if (m != 0)
			return i + (size_t)__builtin_ctz(m);
		i = at + 16;
	}
#endif
	while (i < s.n && !special(s.p[i]))
		i++;
	return i;
}

void
bs_escape(struct bs_buf *out, struct bs_span s)
{
	size_t i, from = 0;

	if (s.n && (s.p[0] == '"' || s.p[0] == '#'))
		bs_buf_ch(out, '\\');
	while ((i = next_special(s, from)) < s.n) {
		bs_buf_add(out, s.p + from, i - from);
		bs_buf_ch(out, '\\');
		bs_buf_ch(out, s.p[i] == '\t'   ? 't'
			       : s.p[i] == '\n' ? 'n'
			       : s.p[i] == '\r' ? 'r'
						: '\\');
		from = i + 1;
	}
	bs_buf_add(out, s.p + from, s.n - from);
}

void
bs_unescape(struct bs_buf *out, struct bs_span s)
{
	size_t i = 0;

	while (i < s.n) {
		const char *q = memchr(s.p + i, '\\', s.n - i);
		size_t n = q ? (size_t)(q - (s.p + i)) : s.n - i;

		bs_buf_add(out, s.p + i, n);
		i += n;
		if (q == NULL)
			return;
		switch (i + 1 < s.n ? s.p[i + 1] : '\0') {
		case 't':
			bs_buf_ch(out, '\t');
			break;
		case 'n':
			bs_buf_ch(out, '\n');
			break;
		case 'r':
			bs_buf_ch(out, '\r');
			break;
		case '\\':
		case '"':
		case '#':
			bs_buf_ch(out, s.p[i + 1]);
			break;
		default:
			bs_buf_ch(out, '\\');
			i++;
			continue;
		}
		i += 2;
	}
}

struct bs_span
bs_unescape_arena(struct bs_arena *a, struct bs_span s)
{
	struct bs_buf b;

	if (s.n == 0 || memchr(s.p, '\\', s.n) == NULL)
		return s;
	/* never longer than what it stands for: the buffer does not grow */
	b = (struct bs_buf){.p = bs_arena_alloc(a, s.n), .cap = s.n};
	bs_unescape(&b, s);
	return bs_buf_view(&b);
}

static void
column(struct bs_buf *out, struct bs_span s)
{
	bs_buf_ch(out, '\t');
	if (s.n == 0)
		bs_buf_ch(out, '.');
	else
		bs_escape(out, s);
}

enum { LONG_TEXT = 3072 }; /* bytes: too long to look at with the other columns */

#ifdef __SSE2__
/*
 * Is there nothing to escape in n bytes at p but `tabs` tabs between columns?  The sixteen bytes
 * behind them are there to be overwritten.  False, too, where there are too many bytes to count in.
 */
static bool
is_plain(char *p, size_t n, unsigned tabs)
{
	const __m128i zero = _mm_setzero_si128();
	__m128i bad = zero, tab = zero;
	size_t i;

	if (n > 255 * 16)
		return false;
	_mm_storeu_si128((__m128i *)(void *)(p + n), zero);
	for (i = 0; i < n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));

		tab = _mm_sub_epi8(tab, _mm_cmpeq_epi8(v, _mm_set1_epi8('\t')));
		bad = _mm_or_si128(bad, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
		bad = _mm_or_si128(bad, _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
		bad = _mm_or_si128(bad, _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
	}
	tab = _mm_sad_epu8(tab, zero);
	return _mm_movemask_epi8(bad) == 0 &&
	       (unsigned)(_mm_cvtsi128_si32(tab) + _mm_extract_epi16(tab, 4)) == tabs;
}
#endif

/* Copy a column, most often a short one. */
static inline void
copy(char *to, struct bs_span s)
{
	if (s.n - 8 <= 8) {
		memcpy(to, s.p, 8);
		memcpy(to + s.n - 8, s.p + s.n - 8, 8);
	} else {
		memcpy(to, s.p, s.n);
	}
}

/* Write columns as they are, all at once, then look whether they may stay so. */
static bool
plain_columns(struct bs_buf *out, const struct bs_span *s, unsigned n)
{
#ifdef __SSE2__
	size_t room = 16;
	char *first, *p;
	unsigned i;

	for (i = 0; i < n; i++) {
		if (s[i].n && (s[i].p[0] == '"' || s[i].p[0] == '#'))
			return false;
		room += s[i].n + 2;
	}
	bs_buf_reserve(out, room);
	first = p = out->p + out->n;
	for (i = 0; i < n; i++) {
		*p++ = '\t';
		if (s[i].n)
			copy(p, s[i]);
		else
			*p = '.';
		p += s[i].n ? s[i].n : 1;
	}
	if (!is_plain(first, (size_t)(p - first), n))
		return false;
	out->n = (size_t)(p - out->p);
	return true;
#else
	(void)out, (void)s, (void)n;
	return false;
#endif
}

void
bs_why_percent(struct bs_buf *why, unsigned percent)
{
	unsigned cents = percent % 100;
	char s[] = {'@', (char)('0' + percent / 100), '.', (char)('0' + cents / 10),
	    (char)('0' + cents % 10)};

	bs_buf_add(why, s, sizeof s);
}

bool
bs_is_english(struct bs_span language)
{
	return bs_span_starts(language, BS_SPAN("en")) && (language.n == 2 || language.p[2] == '-');
}

bool
bs_row_language(const struct bs_row *r, bool *english)
{
	enum { LEAST = 200 }; /* source bytes */

	if (r->kind != BS_META || !bs_span_is(r->col[BS_CLASS], "language") ||
	    (r->stop - r->start < LEAST && !r->hand &&
		!bs_span_starts(r->col[BS_WHY], BS_SPAN("given"))))
		return false;
	*english = bs_is_english(r->col[BS_KEY]);
	return true;
}

void
bs_row_format(struct bs_buf *out, const struct bs_newrow *r)
{
	const struct bs_span s[] = {r->addr, r->cls, r->key, r->info, r->why, r->text};
	const unsigned all = sizeof s / sizeof *s, n = r->text.n < LONG_TEXT ? all : all - 1;

	bs_buf_span(out, r->doc);
	bs_buf_ch(out, '\t');
	bs_buf_uint(out, r->start);
	bs_buf_ch(out, '\t');
	bs_buf_uint(out, r->stop);
	bs_buf_ch(out, '\t');
	bs_buf_span(out, kind_name[r->kind]);
	for (unsigned i = plain_columns(out, s, n) ? n : 0; i < all; i++)
		column(out, s[i]);
}
