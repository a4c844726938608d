/* fastrow: see fastrow.h */
#include "segment/fastrow.h"

#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { SIXTEEN = 16 };

void
bs_fastrow_sentence(struct bs_fastrow *r, struct bs_span doc, struct bs_span addr)
{
	r->head.n = r->tail.n = 0;
	bs_buf_span(&r->head, doc);
	bs_buf_ch(&r->head, '\t');
	bs_buf_lit(&r->tail, "\ttoken\t");
	bs_buf_span(&r->tail, addr);
	bs_buf_ch(&r->tail, '\t');
	bs_buf_reserve(&r->head, SIXTEEN); /* copied by sixteen */
	bs_buf_reserve(&r->tail, SIXTEEN);
}

void
bs_fastrow_free(struct bs_fastrow *r)
{
	bs_buf_free(&r->head);
	bs_buf_free(&r->tail);
}

/* Copy n bytes, sixteen at a time: up to fifteen more are read and written. */
static char *
copy(char *to, const char *from, size_t n)
{
	size_t i;

	memcpy(to, from, SIXTEEN);
	for (i = SIXTEEN; i < n; i += SIXTEEN)
		memcpy(to + i, from + i, SIXTEEN);
	return to + n;
}

/*
 * As copy, in lower case; false (and nothing that matters written) where a
 * byte is not ASCII or a backslash, which is escaped.
 */
static inline bool
copy_lower(char *to, const char *from, size_t n)
{
	size_t i;
#ifdef __SSE2__
	unsigned odd = 0;

	for (i = 0; i < n; i += SIXTEEN) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(from + i));
		__m128i up = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)),
		    _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));
		__m128i low = _mm_or_si128(v, _mm_and_si128(up, _mm_set1_epi8(32)));

		_mm_storeu_si128((__m128i *)(void *)(to + i), low);
		odd = (unsigned)_mm_movemask_epi8(
		    _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))));
		if (n - i < SIXTEEN)
			odd &= (1U << (n - i)) - 1;
		if (odd != 0)
			return false;
	}
#else
	for (i = 0; i < n; i++) {
		if (((unsigned char)from[i] & 0x80U) || from[i] == '\\')
			return false;
		to[i] = (char)(from[i] >= 'A' && from[i] <= 'Z' ? from[i] + 32 : from[i]);
	}
#endif
	return true;
}

/*
 * The number in decimal.  All but the last four digits are kept as text: from
 * token to token they seldom change.  Up to twenty bytes are written.
 */
static inline char *
number(struct bs_fastrow_digits *d, char *to, uint64_t v)
{
	uint32_t low, two, ten, four;
	unsigned skip;

	if (v - d->high >= 10000) {
		struct bs_buf b = {.p = d->text, .cap = sizeof d->text};

		if (v >= 10000)
			bs_buf_uint(&b, v / 10000); /* at most 16 digits */
		d->n = b.n;
		d->high = v / 10000 * 10000;
	}
	low = (uint32_t)(v - d->high);
	/* two numbers of two digits, then four of one, each in a byte, the first lowest */
	two = low * 5243 >> 19;
	two |= (low - two * 100) << 16;
	ten = two * 103 >> 10 & 0xf000f;
	four = (ten | (two - ten * 10) << 8) + 0x30303030U;
	skip = d->n > 0 ? 0 : (unsigned)((low < 10) + (low < 100) + (low < 1000));
	four >>= 8 * skip;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	four = __builtin_bswap32(four);
#endif
	memcpy(to, d->text, SIXTEEN);
	memcpy(to + d->n, &four, 4);
	return to + d->n + 4 - skip;
}

/* “ ” – … and the like: a character of U+2000 to U+203F, which has no case. */
static bool
is_mark(struct bs_span t)
{
	return t.n == 3 && t.p[0] == '\xe2' && t.p[1] == '\x80';
}

static char *
column(char *to, struct bs_span s)
{
	*to++ = '\t';
	if (s.n == 0) {
		*to = '.';
		return to + 1;
	}
	return copy(to, s.p, s.n);
}

void
bs_fastrow_put_sentence(struct bs_fastrow *r, const struct bs_newrow *row, bool plain)
{
	struct bs_buf *b = &r->s->out.b;
	struct bs_span t = row->text;
	char *q;

	if (!plain || t.n == 0 || t.p[0] == '"' || t.p[0] == '#') {
		bs_stream_put(r->s, row);
		return;
	}
	if (r->s->only != 0 && !(r->s->only & BS_KINDBIT(BS_SENT)))
		return;
	bs_buf_reserve(b, row->doc.n + row->addr.n + row->cls.n + row->key.n + row->info.n +
			      row->why.n + t.n + 10 * (size_t)SIXTEEN);
	q = copy(b->p + b->n, row->doc.p, row->doc.n);
	*q++ = '\t';
	q = number(&r->digits, q, row->start);
	*q++ = '\t';
	q = number(&r->digits, q, row->stop);
	memcpy(q, "\tsent", 5);
	q = column(q + 5, row->addr);
	q = column(q, row->cls);
	q = column(q, row->key);
	q = column(q, row->info);
	*q++ = '\t';
	memcpy(q, row->why.p, row->why.n); /* no slack behind these */
	q = column(q + row->why.n, t);
	b->n = (size_t)(q - b->p);
	bs_writer_row(&r->s->out);
}

/* The rare token that needs an escape, or a folding beyond ASCII; its row begins in the buffer. */
static void
put_slowly(struct bs_fastrow *r, struct bs_span t, struct bs_span cls)
{
	struct bs_buf *b = &r->s->out.b, key = {0};

	bs_fold_case(&key, t);
	bs_buf_span(b, cls);
	bs_buf_ch(b, '\t');
	bs_escape(b, bs_buf_view(&key));
	bs_buf_lit(b, "\t.\ttoken\t");
	bs_escape(b, t);
	bs_buf_free(&key);
}

void
bs_fastrow_put(struct bs_fastrow *r, struct bs_span text, const struct bs_token *v, size_t n,
    uint64_t start, uint64_t stop)
{
	/* class and tab, padded for copying by eight */
	static const char name[][8] = {
	    "word\t", "number\t", "punct\t", "symbol\t", "url\t", "email\t"};
	static const unsigned char len[] = {5, 7, 6, 7, 4, 6};
	struct bs_buf *b = &r->s->out.b;
	struct bs_fastrow_digits digits = r->digits; /* what no store through a char * can change */
	const char *head = r->head.p, *tail = r->tail.p;
	size_t i, head_n = r->head.n, tail_n = r->tail.n,
		  room = head_n + tail_n + 10 * (size_t)SIXTEEN;

	for (i = 0; i < n; i++) {
		struct bs_span t = bs_span_cut(text, v[i].start, v[i].stop);
		enum bs_token_class c = v[i].cls;
		char *q;

		bs_buf_reserve(b, room + 2 * t.n);
		q = copy(b->p + b->n, head, head_n);
		q = number(&digits, q, start + v[i].start);
		*q++ = '\t';
		q = number(&digits, q, stop + v[i].stop);
		q = copy(q, tail, tail_n);
		memcpy(q, name[c], 8);
		if (t.p[0] == '"' || t.p[0] == '#' ||
		    (!copy_lower(q + len[c], t.p, t.n) && !is_mark(t))) {
			b->n = (size_t)(q - b->p);
			put_slowly(r, t, bs_span(name[c], len[c] - 1U));
		} else {
			q += len[c] + t.n;
			memcpy(q, "\t.\ttoken\t", 9);
			q = copy(q + 9, t.p, t.n);
			b->n = (size_t)(q - b->p);
		}
		bs_writer_row(&r->s->out);
	}
	r->digits = digits;
}
