#include "entities/lexicon.h"

/* A search never passes more than MOST words: of a million, a bucket has sixteen. */
enum { HEAD = 8, FIRST = 65537, MOST = 1024 };

static size_t
pad4(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

/* The index must rise from 0 to n in short steps, and the classes lie below their counts. */
static bool
sound(const struct bs_lexicon *x)
{
	uint32_t coded = 0;

	if (x->first[0] != 0 || x->first[FIRST - 1] != x->n)
		return false;
	for (size_t i = 1; i < FIRST; i++)
		if (x->first[i] < x->first[i - 1] || x->first[i] - x->first[i - 1] > MOST)
			return false;
	for (size_t i = 0; i < x->n; i++)
		if (x->fine[i] >= x->k0)
			return false;
	for (size_t i = 0; i <= x->n / 32; i++) {
		if (x->coded[2 * i + 1] != coded)
			return false;
		coded += (uint32_t)__builtin_popcount(x->coded[2 * i]);
	}
	if (coded != x->ncode)
		return false;
	for (size_t i = 0; i < x->k0; i++)
		if (x->mid[i] >= x->k1 || x->coarse[i] >= x->k2)
			return false;
	return true;
}

const char *
bs_lexicon_open(struct bs_lexicon *x, struct bs_span bytes, bool trust)
{
	const uint32_t *head = (const void *)bytes.p;
	const char *p;
	uint64_t need;

	if (bytes.n < HEAD * sizeof *head || head[0] != BS_LEX_MAGIC)
		return "no lexicon";
	*x = (struct bs_lexicon){
	    .n = head[1], .k0 = head[2], .k1 = head[3], .k2 = head[4], .ncode = head[7]};
	if (head[5] != BS_LEX_DIM || head[6] != BS_LEX_SUB || x->k0 > 65536)
		return "a lexicon of another make";
	need = sizeof *head * (HEAD + FIRST + (uint64_t)x->n) + pad4(2 * (size_t)x->n) +
	       4 * (uint64_t)x->k0 + 8 * ((uint64_t)x->n / 32 + 1) + (uint64_t)x->k0 * BS_LEX_DIM +
	       BS_LEX_DIM * 256 + (uint64_t)x->ncode * BS_LEX_SUB;
	if (need > bytes.n)
		return "the lexicon is cut short";
	x->size = (size_t)need;
	x->first = head + HEAD;
	x->hash = x->first + FIRST;
	p = (const char *)(x->hash + x->n);
	x->fine = (const void *)p;
	p += pad4(2 * (size_t)x->n);
	x->mid = (const void *)p;
	x->coarse = x->mid + x->k0;
	x->coded = (const void *)(x->coarse + x->k0);
	x->centre = (const void *)(x->coded + 2 * ((size_t)x->n / 32 + 1));
	x->book = x->centre + (size_t)x->k0 * BS_LEX_DIM;
	x->code = (const void *)(x->book + BS_LEX_DIM * 256);
	return trust || sound(x) ? NULL : "the lexicon is damaged";
}

uint32_t
bs_lex_hash(struct bs_span word)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(h >> 32);
}

uint32_t
bs_lexicon_find(const struct bs_lexicon *x, uint32_t hash)
{
	uint32_t lo = x->first[hash >> 16], hi = x->first[(hash >> 16) + 1];

	while (lo < hi && x->hash[lo] < hash)
		lo++;
	return lo < hi && x->hash[lo] == hash ? lo : BS_LEX_NONE;
}

void
bs_lexicon_vector(const struct bs_lexicon *x, uint32_t word, int8_t out[BS_LEX_DIM])
{
	const uint32_t *coded = x->coded + 2 * (size_t)(word / 32);
	uint32_t bit = 1u << word % 32;
	const uint8_t *code;

	if (!(coded[0] & bit)) {
		memcpy(out, x->centre + (size_t)x->fine[word] * BS_LEX_DIM, BS_LEX_DIM);
		return;
	}
	code = x->code + (coded[1] + (size_t)__builtin_popcount(coded[0] & (bit - 1))) * BS_LEX_SUB;
	for (size_t s = 0; s < BS_LEX_SUB; s++)
		memcpy(out + s * BS_LEX_PART, x->book + (s * 256 + code[s]) * BS_LEX_PART,
		    BS_LEX_PART);
}
