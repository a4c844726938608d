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

	for (i = 0; i < n; i += SIXTEEN)
		memcpy(to + i, from + i, SIXTEEN);
	return to + n;
}

/*
 * As copy, in lower case; false (and nothing that matters written) where a
 * byte is not ASCII or a backslash, which is escaped.
 */
static bool
copy_lower(char *to, const char *from, size_t n)
{
	size_t i;
	unsigned high = 0;

	for (i = 0; i < n; i += SIXTEEN) {
		size_t left = n - i < SIXTEEN ? n - i : SIXTEEN;
#ifdef __SSE2__
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(from + i));
		__m128i up = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)),
		    _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));

		high |= (unsigned)_mm_movemask_epi8(
			    _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')))) &
			(0xffffU >> (SIXTEEN - left));
		v = _mm_add_epi8(v, _mm_and_si128(up, _mm_set1_epi8(32)));
		_mm_storeu_si128((__m128i *)(void *)(to + i), v);
#else
		for (size_t k = i; k < i + left; k++) {
			high |= ((unsigned char)from[k] & 0x80U) | (from[k] == '\\');
			to[k] = (char)(from[k] >= 'A' && from[k] <= 'Z' ? from[k] + 32 : from[k]);
		}
#endif
	}
	return high == 0;
}

/*
 * The number in decimal.  All but the last four digits are kept as text:
 * from token to token they seldom change.
 */
static char *
number(struct bs_fastrow *r, char *to, uint64_t v)
{
	static const char pair[] = "00010203040506070809101112131415161718192021222324"
				   "25262728293031323334353637383940414243444546474849"
				   "50515253545556575859606162636465666768697071727374"
				   "75767778798081828384858687888990919293949596979899";
	unsigned low;

	if (v < 10000) {
		struct bs_buf b = {.p = to, .cap = SIXTEEN};

		bs_buf_uint(&b, v);
		return to + b.n;
	}
	if (v - r->high >= 10000) {
		struct bs_buf b = {.p = r->digits, .cap = sizeof r->digits};

		bs_buf_uint(&b, v / 10000); /* at most 16 digits */
		r->ndigits = b.n;
		r->high = v / 10000 * 10000;
	}
	low = (unsigned)(v - r->high);
	memcpy(to, r->digits, SIXTEEN);
	to += r->ndigits;
	memcpy(to, pair + low / 100 * 2, 2);
	memcpy(to + 2, pair + low % 100 * 2, 2);
	return to + 4;
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
	memcpy(to, s.p, s.n);
	return to + s.n;
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
			      row->why.n + t.n + 8 * (size_t)SIXTEEN);
	q = b->p + b->n;
	memcpy(q, row->doc.p, row->doc.n);
	q += row->doc.n;
	*q++ = '\t';
	q = number(r, q, row->start);
	*q++ = '\t';
	q = number(r, q, row->stop);
	memcpy(q, "\tsent", 5);
	q = column(q + 5, row->addr);
	q = column(q, row->cls);
	q = column(q, row->key);
	q = column(q, row->info);
	q = column(q, row->why);
	q = column(q, t);
	b->n = (size_t)(q - b->p);
	bs_writer_row(&r->s->out);
}

/* The rare token that needs an escape, or a folding beyond ASCII. */
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
	bs_writer_row(&r->s->out);
}

void
bs_fastrow_put(
    struct bs_fastrow *r, struct bs_span t, uint64_t start, uint64_t stop, enum bs_token_class c)
{
	/* class and tab, padded for copying by sixteen */
	static const char name[][SIXTEEN] = {
	    "word\t", "number\t", "punct\t", "symbol\t", "url\t", "email\t"};
	static const unsigned char len[] = {5, 7, 6, 7, 4, 6};
	struct bs_buf *b = &r->s->out.b;
	char *q;

	bs_buf_reserve(b, r->head.n + r->tail.n + 2 * t.n + 10 * (size_t)SIXTEEN);
	q = copy(b->p + b->n, r->head.p, r->head.n);
	q = number(r, q, start);
	*q++ = '\t';
	q = number(r, q, stop);
	q = copy(q, r->tail.p, r->tail.n);
	if ((!copy_lower(q + len[c], t.p, t.n) && !is_mark(t)) || t.p[0] == '"' || t.p[0] == '#') {
		b->n = (size_t)(q - b->p);
		put_slowly(r, t, bs_span(name[c], len[c] - 1U));
		return;
	}
	/* len[c] bytes only: the key stands behind them */
	memcpy(q, name[c], 4);
	if (len[c] > 4)
		memcpy(q + len[c] - 4, name[c] + len[c] - 4, 4);
	q += len[c] + t.n;
	memcpy(q, "\t.\ttoken\t", 9);
	q = copy(q + 9, t.p, t.n);
	b->n = (size_t)(q - b->p);
	bs_writer_row(&r->s->out);
}
