/* fastrow: see fastrow.h */
#include "segment/fastrow.h"

#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { SIXTEEN = 16, BATCH = 256 };

void
bs_fastrow_init(struct bs_fastrow *r, struct bs_stream *s)
{
	r->s = s;
	for (unsigned i = 0; i < sizeof r->four / sizeof *r->four; i++)
		for (unsigned k = 4, v = i; k > 0; v /= 10)
			r->four[i][--k] = (char)('0' + v % 10);
}

void
bs_fastrow_sentence(struct bs_fastrow *r, struct bs_span doc, struct bs_span addr)
{
	r->doc = doc;
	r->addr = addr;
	r->head.n = 0;
}

void
bs_fastrow_free(struct bs_fastrow *r)
{
	bs_buf_free(&r->head);
	bs_buf_free(&r->key);
}

/* Copy n bytes, sixteen at a time: up to fifteen more are read and written. */
static inline char *
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
number(struct bs_fastrow *r, char *to, uint64_t v)
{
	struct bs_fastrow_digits *d = &r->digits;
	unsigned low, skip;

	if (v - d->high >= 10000) {
		struct bs_buf b = {.p = d->text, .cap = sizeof d->text};

		if (v >= 10000)
			bs_buf_uint(&b, v / 10000); /* at most 16 digits */
		d->n = b.n;
		d->high = v / 10000 * 10000;
	}
	low = (unsigned)(v - d->high);
	skip = d->n > 0 ? 0 : (unsigned)((low < 10) + (low < 100) + (low < 1000));
	memcpy(to, d->text, SIXTEEN);
	memcpy(to + d->n, r->four[low] + skip, 4);
	return to + d->n + 4 - skip;
}

/*
 * As copy_lower, for what is not ASCII but as long when folded: the letters of bs_fold_pair, and
 * the characters of U+2000 to U+203F (“ ” – …), which have no case.  False for anything else.
 */
static bool
copy_folded(char *to, struct bs_span t)
{
	size_t i, n;

	for (i = 0; i < t.n; i += n) {
		char c = t.p[i];

		n = 1;
		if ((unsigned char)c < 0x80 && c != '\\')
			to[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		else if (t.n - i > 1 && bs_fold_pair(t.p + i, to + i))
			n = 2;
		else if (t.n - i > 2 && c == '\xe2' && t.p[i + 1] == '\x80')
			memcpy(to + i, t.p + i, n = 3);
		else
			return false;
	}
	return true;
}

static inline char *
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
	q = number(r, q, row->start);
	*q++ = '\t';
	q = number(r, q, row->stop);
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
	struct bs_buf *b = &r->s->out.b;

	r->key.n = 0;
	bs_fold_case(&r->key, t);
	bs_buf_span(b, cls);
	bs_buf_ch(b, '\t');
	bs_escape(b, bs_buf_view(&r->key));
	bs_buf_lit(b, "\t.\ttoken\t");
	bs_escape(b, t);
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

	bs_buf_reserve(b, r->doc.n + r->addr.n + 2 * t.n + 12 * (size_t)SIXTEEN);
	q = copy(b->p + b->n, r->doc.p, r->doc.n);
	*q++ = '\t';
	q = number(r, q, start);
	*q++ = '\t';
	q = number(r, q, stop);
	memcpy(q, "\ttoken\t", 7);
	q = copy(q + 7, r->addr.p, r->addr.n);
	*q++ = '\t';
	memcpy(q, class_name[c], 8);
	if (t.p[0] == '"' || t.p[0] == '#' ||
	    (!copy_lower(q + class_len[c], t.p, t.n) && !copy_folded(q + class_len[c], t))) {
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

/* What the rows to come share: all before the class but for the last four digits of the offsets. */
static void
make_head(struct bs_fastrow *r)
{
	const struct bs_fastrow_digits *d = &r->digits;
	struct bs_buf *b = &r->head;
	char *q;

	b->n = 0;
	bs_buf_reserve(b, r->doc.n + r->addr.n + 6 * (size_t)SIXTEEN);
	q = copy(b->p, r->doc.p, r->doc.n);
	*q++ = '\t';
	q = copy(q, d->text, d->n);
	r->start_at = (size_t)(q - b->p);
	q[4] = '\t';
	q = copy(q + 5, d->text, d->n);
	r->stop_at = (size_t)(q - b->p);
	memcpy(q + 4, "\ttoken\t", 7);
	q = copy(q + 11, r->addr.p, r->addr.n);
	*q++ = '\t';
	b->n = (size_t)(q - b->p);
	r->head_high = d->high;
}

/*
 * Rows that differ in the last four digits of their offsets and in their
 * words: what they share is ready to be copied.  Returns how many were
 * written; the next one needs an escape or more than ASCII to be folded, or is long.
 */
static size_t
put_alike(struct bs_fastrow *r, struct bs_span text, const struct bs_token *v, size_t n,
    unsigned start, unsigned stop)
{
	static const char sixteen[SIXTEEN] = "\t.\ttoken\t";
	struct bs_buf *b = &r->s->out.b;
	size_t i;
	char *q;

	if (r->head.n == 0 || r->head_high != r->digits.high)
		make_head(r);
	bs_buf_reserve(b, n * (r->head.n + 6 * (size_t)SIXTEEN));
	q = b->p + b->n;
	for (i = 0; i < n; i++) {
		const char *p = text.p + v[i].start;
		unsigned len = v[i].stop - v[i].start, c = v[i].cls;
		char low[SIXTEEN];

		if (len > SIXTEEN || *p == '"' || *p == '#' ||
		    (lower16(low, p) << (32 - len) != 0 && !copy_folded(low, bs_span(p, len))))
			break;
		copy(q, r->head.p, r->head.n);
		memcpy(q + r->start_at, r->four[start + v[i].start], 4);
		memcpy(q + r->stop_at, r->four[stop + v[i].stop], 4);
		q += r->head.n;
		memcpy(q, class_name[c], 8);
		q += class_len[c];
		memcpy(q, low, SIXTEEN);
		q += len;
		memcpy(q, sixteen, SIXTEEN);
		q += 9;
		memcpy(q, p, SIXTEEN);
		q += len;
		*q++ = '\n';
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
