/* keys: see keys.h */
#include "segment/keys.h"

#include "segment/chars.h"

#include <stdlib.h>

#define OFFSET 0xcbf29ce484222325U
#define PRIME 0x100000001b3U

enum { LANES = 4, NOTHING = 1, HIGH = 2 };

#define R4(x) x, x, x, x
#define R16(x) R4(x), R4(x), R4(x), R4(x)
#define G ' '

/* clang-format off */
/* What a byte adds: itself folded, a space for what is between words, nothing, or more is asked. */
static const unsigned char adds[256] = {
	R16(G), R16(G), R4(G), G, G, G, NOTHING, R4(G), R4(G),
	'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', G, G, R4(G),
	G, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
	'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', G, R4(G),
	G, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
	'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', G, R4(G),
	R16(HIGH), R16(HIGH), R16(HIGH), R16(HIGH), R16(HIGH), R16(HIGH), R16(HIGH), R16(HIGH),
};
/* clang-format on */

/* The character that is not ASCII at s, folded, into b; a space where it is no part of a word. */
static size_t
add_wide(struct bs_buf *b, struct bs_span s)
{
	int32_t cp;
	size_t n = bs_utf8_decode(s, &cp);

	if (cp > 0xbf && (bs_is_letter(cp) || bs_is_mark(cp) || bs_is_digit(cp)))
		bs_fold_case(b, bs_span(s.p, n));
	else if (b->n > 0 && b->p[b->n - 1] != ' ')
		b->p[b->n++] = ' ';
	return n;
}

#ifdef __SSE2__
/*
 * Of the sixteen bytes at p, fold those before the first that takes more than
 * a byte for a byte: a second one between two words, an apostrophe, one that
 * is not ASCII.  Returns how many; what is stored behind them is written over.
 */
static size_t
sixteen(const char *p, char *q, char *last)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p), word = bs_alnum16(v);
	__m128i upper = _mm_and_si128(bs_between(v, 'A', 'Z'), _mm_set1_epi8(32));
	__m128i out = _mm_or_si128(_mm_and_si128(word, _mm_add_epi8(v, upper)),
	    _mm_andnot_si128(word, _mm_set1_epi8(' ')));
	unsigned gap = ~(unsigned)_mm_movemask_epi8(word) & 0xffffU;
	unsigned more = (unsigned)_mm_movemask_epi8(
	    _mm_or_si128(v, _mm_cmpeq_epi8(v, _mm_set1_epi8('\''))));
	size_t n;

	more |= gap & (gap << 1 | (*last == ' '));
	n = (size_t)__builtin_ctz(more | 0x10000U);
	_mm_storeu_si128((__m128i *)(void *)q, out);
	if (n > 0)
		*last = gap >> (n - 1) & 1 ? ' ' : 'x';
	return n;
}
#endif

/* The text's words with one space between two, behind what is in b; room is made before. */
static void
add_words(struct bs_buf *b, struct bs_span text)
{
	size_t i = 0;
	char *q = b->p + b->n, last = ' ';

	while (i < text.n) {
		unsigned char c;
#ifdef __SSE2__
		if (i + 16 <= text.n) {
			size_t n = sixteen(text.p + i, q, &last);

			q += n;
			i += n;
			if (n == 16)
				continue;
		}
#endif
		c = adds[(unsigned char)text.p[i]];
		if (c > HIGH) {
			*q = (char)c;
			q += !(c == ' ' && last == ' ');
			last = (char)c;
			i++;
		} else if (c == NOTHING) {
			i++;
		} else {
			b->n = (size_t)(q - b->p);
			i += add_wide(b, bs_span(text.p + i, text.n - i));
			q = b->p + b->n;
			last = q[-1];
		}
	}
	b->n = (size_t)(q - b->p);
}

void
bs_keys_add(struct bs_keys *k, struct bs_span text)
{
	struct bs_key key = {0};

	/* folding makes at most three characters of one, at most six bytes of two */
	bs_buf_reserve(&k->words, 6 * text.n + 32);
	k->words.p[k->words.n++] = ' '; /* what the first word may look back at */
	key.from = k->words.n;
	add_words(&k->words, text);
	key.to = k->words.n;
	while (key.to > key.from && k->words.p[key.to - 1] == ' ')
		key.to--;
	BS_PUSH(k->v, k->n, k->cap) = key;
}

static inline uint64_t
step(uint64_t h, char c)
{
	return (h ^ (unsigned char)c) * PRIME;
}

/* n bytes of each of four texts. */
static void
hash_four(const char *const p[LANES], uint64_t h[LANES], size_t n)
{
	uint64_t a = h[0], b = h[1], c = h[2], d = h[3];
	const char *p0 = p[0], *p1 = p[1], *p2 = p[2], *p3 = p[3];

	for (size_t i = 0; i < n; i++) {
		a = step(a, p0[i]);
		b = step(b, p1[i]);
		c = step(c, p2[i]);
		d = step(d, p3[i]);
	}
	h[0] = a;
	h[1] = b;
	h[2] = c;
	h[3] = d;
}

void
bs_keys_hash(struct bs_keys *k)
{
	const char *p[LANES];
	size_t left[LANES], owner[LANES], next = 0, i;
	uint64_t h[LANES];

	for (i = 0; i < LANES; i++)
		left[i] = 0, owner[i] = k->n, p[i] = k->words.p, h[i] = 0;
	for (;;) {
		size_t least = SIZE_MAX, busy = 0;

		for (i = 0; i < LANES; i++) {
			while (left[i] == 0 && owner[i] < k->n) {
				k->v[owner[i]].hash = h[i];
				owner[i] = k->n;
			}
			while (left[i] == 0 && next < k->n) { /* the next text into the free lane */
				struct bs_key *key = &k->v[next];

				key->hash = h[i] = OFFSET;
				left[i] = key->to - key->from;
				p[i] = k->words.p + key->from;
				owner[i] = left[i] > 0 ? next : k->n;
				next++;
			}
			busy += left[i] > 0;
			if (left[i] > 0 && left[i] < least)
				least = left[i];
		}
		if (busy == 0)
			return;
		/* a lane without a text hashes words that are there, for nothing */
		for (i = 0; i < LANES; i++)
			if (left[i] == 0)
				p[i] = p[i] + least <= k->words.p + k->words.n ? p[i] : k->words.p;
		hash_four(p, h, least);
		for (i = 0; i < LANES; i++)
			if (left[i] > 0) {
				left[i] -= least;
				p[i] += least;
			}
	}
}

void
bs_keys_reset(struct bs_keys *k)
{
	k->n = k->words.n = 0;
}

void
bs_keys_free(struct bs_keys *k)
{
	bs_buf_free(&k->words);
	free(k->v);
}

void
bs_key_hex(char out[16], uint64_t hash)
{
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < 16; i++)
		out[i] = hex[hash >> (60 - 4 * i) & 15];
}
