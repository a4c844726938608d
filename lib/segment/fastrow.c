/* fastrow: see fastrow.h */
#include "segment/fastrow.h"

#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { SIXTEEN = 16, BATCH = 256 };

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

/* Sixteen bytes in lower case; which of them, as bits, are not ASCII or a backslash, which is
 * escaped. */
static inline unsigned
lower16(char *to, const char *from)
{
#ifdef __SSE2__
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)from);
	__m128i up = _mm_and_si128(
	    _mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));

	_mm_storeu_si128(
	    (__m128i *)(void *)to, _mm_or_si128(v, _mm_and_si128(up, _mm_set1_epi8(32))));
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))));
#else
	unsigned odd = 0;

	for (unsigned i = 0; i < SIXTEEN; i++) {
		char c = from[i];

		odd |= (unsigned)((unsigned char)c >= 0x80 || c == '\\') << i;
		to[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	return odd;
#endif
}

/* As copy, in lower case; false (and nothing that matters written) where lower16 marks a byte. */
static inline bool
copy_lower(char *to, const char *from, size_t n)
{
	for (; n > SIXTEEN; n -= SIXTEEN, to += SIXTEEN, from += SIXTEEN)
		if (lower16(to, from) != 0)
			return false;
	return n == 0 || lower16(to, from) << (32 - n) == 0;
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

/* class and tab, padded for copying by eight */
static const char class_name[][8] = {
    "word\t", "number\t", "punct\t", "symbol\t", "url\t", "email\t"};
static const unsigned char class_len[] = {5, 7, 6, 7, 4, 6};

static void
put_one(struct bs_fastrow *r, struct bs_span t, uint64_t start, uint64_t stop, unsigned c)
{
	struct bs_buf *b = &r->s->out.b;
	char *q;

	bs_buf_reserve(b, r->head.n + r->tail.n + 2 * t.n + 10 * (size_t)SIXTEEN);
	q = copy(b->p + b->n, r->head.p, r->head.n);
	q = number(&r->digits, q, start);
	*q++ = '\t';
	q = number(&r->digits, q, stop);
	q = copy(q, r->tail.p, r->tail.n);
	memcpy(q, class_name[c], 8);
	if (t.p[0] == '"' || t.p[0] == '#' ||
	    (!copy_lower(q + class_len[c], t.p, t.n) && !is_mark(t))) {
		b->n = (size_t)(q - b->p);
		put_slowly(r, t, bs_span(class_name[c], class_len[c] - 1U));
	} else {
		q += class_len[c] + t.n;
		memcpy(q, "\t.\ttoken\t", 9);
		q = copy(q + 9, t.p, t.n);
		b->n = (size_t)(q - b->p);
	}
	bs_writer_row(&r->s->out);
}

/* Four digits. */
static inline char *
four(char *to, unsigned v)
{
	static const char pair[] = "00010203040506070809101112131415161718192021222324"
				   "25262728293031323334353637383940414243444546474849"
				   "50515253545556575859606162636465666768697071727374"
				   "75767778798081828384858687888990919293949596979899";

	memcpy(to, pair + v / 100 * 2, 2);
	memcpy(to + 2, pair + v % 100 * 2, 2);
	return to + 4;
}

/*
 * Rows that differ in the last four digits of their offsets and in their
 * words: what they share is ready to be copied.  Returns how many were
 * written; the next one is not ASCII, needs an escape, or is long.
 */
static size_t
put_alike(struct bs_fastrow *r, struct bs_span text, const struct bs_token *v, size_t n,
    unsigned start, unsigned stop)
{
	struct bs_buf *b = &r->s->out.b;
	const char *head = r->head.p, *tail = r->tail.p;
	size_t i, head_n = r->head.n, tail_n = r->tail.n, high_n = r->digits.n;
	char high[SIXTEEN], *q;

	memcpy(high, r->digits.text, SIXTEEN);
	bs_buf_reserve(b, n * (head_n + tail_n + 10 * (size_t)SIXTEEN));
	q = b->p + b->n;
	for (i = 0; i < n; i++) {
		const char *p = text.p + v[i].start;
		unsigned len = v[i].stop - v[i].start, c = v[i].cls;
		char low[SIXTEEN];

		if (len > SIXTEEN || lower16(low, p) << (32 - len) != 0 || *p == '"' || *p == '#')
			break;
		q = copy(q, head, head_n);
		memcpy(q, high, SIXTEEN);
		q = four(q + high_n, start + v[i].start);
		*q = '\t';
		memcpy(q + 1, high, SIXTEEN);
		q = four(q + 1 + high_n, stop + v[i].stop);
		q = copy(q, tail, tail_n);
		memcpy(q, class_name[c], 8);
		q += class_len[c];
		memcpy(q, low, SIXTEEN);
		memcpy(q + len, "\t.\ttoken\t", 9);
		q += len + 9;
		memcpy(q, p, SIXTEEN);
		q[len] = '\n';
		q += len + 1;
	}
	b->n = (size_t)(q - b->p);
	r->s->out.rows += i;
	return i;
}

void
bs_fastrow_put(struct bs_fastrow *r, struct bs_span text, const struct bs_token *v, size_t n,
    uint64_t start, uint64_t stop)
{
	while (n > 0) {
		size_t k = n < BATCH ? n : BATCH, done = 0;
		uint64_t from = start - r->digits.high, to = stop - r->digits.high;

		if (r->digits.n > 0 && from + v[0].start < 10000 && to + v[k - 1].stop < 10000 &&
		    !r->s->out.line_buffered)
			done = put_alike(r, text, v, k, (unsigned)from, (unsigned)to);
		if (done < k) {
			put_one(r, bs_span_cut(text, v[done].start, v[done].stop),
			    start + v[done].start, stop + v[done].stop, v[done].cls);
			done++;
		} else if (r->s->out.b.n >= BS_WRITER_FULL) {
			bs_writer_flush(&r->s->out);
		}
		v += done;
		n -= done;
	}
}
