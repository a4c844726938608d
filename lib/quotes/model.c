/* model: what the weights say of features; their table is made by lib/gen/weights.c */
#include "quotes/model.h"

#include <math.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

static const char *const template_name[] = {
#define X(t) #t,
    BS_Q_TEMPLATES(X)
#undef X
};

#define DIGITS(n)                                                                          \
	((n) < 10       ? (uint64_t)'0' + (n)                                              \
	    : (n) < 100 ? ((uint64_t)'0' + (n) % 10) << 8 | ('0' + (n) / 10)               \
			: (((uint64_t)'0' + (n) % 10) << 8 | ('0' + (n) / 10 % 10)) << 8 | \
			      ('0' + (n) / 100))
#define MIXED(n) ((0xcbf29ce484222325U ^ DIGITS(n)) * 0xff51afd7ed558ccdU)
#define NUMBER(n) (MIXED(n) ^ MIXED(n) >> 32)
#define N4(n) NUMBER(n), NUMBER((n) + 1), NUMBER((n) + 2), NUMBER((n) + 3)
#define N16(n) N4(n), N4((n) + 4), N4((n) + 8), N4((n) + 12)
#define N64(n) N16(n), N16((n) + 16), N16((n) + 32), N16((n) + 48)
const uint64_t bs_q_numbers[BS_Q_NUMBERS] = {
    N64(0), N64(64), N64(128), N64(192), N64(256), N64(320), N64(384), N64(448)};

const char *
bs_qmodel_template_name(unsigned t)
{
	return template_name[t];
}

uint64_t
bs_qmodel_key(const struct bs_qfeature *f)
{
	return bs_q_key(f->t, f->v[0], f->v[1], f->v[2]);
}

/* The sum of the weights of n keys. */
static int32_t
sum(const struct bs_qmodel *m, const uint64_t *key, size_t n)
{
	int32_t w = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t h1 = bs_q_hash1(key[i]), h2 = bs_q_hash2(key[i]);
		uint32_t s = m->slot[bs_q_slot(h1, h2, m->shift[bs_q_lot(key[i])], m->bits)];
		int32_t weight = (int32_t)(s << (32 - BS_Q_WEIGHT_BITS)) >> (32 - BS_Q_WEIGHT_BITS);

		w += (s ^ h2) >> BS_Q_WEIGHT_BITS ? 0 : weight; /* no branch: it is either */
	}
	return w;
}

#ifdef __x86_64__
/* The same with AVX2, eight keys at a time; they come in another order, which does not matter. */
__attribute__((target("avx2"))) static inline int32_t
sum_avx2(const struct bs_qmodel *m, const uint64_t *key, size_t n)
{
	const __m128i bits = _mm_cvtsi32_si128((int)(32 - m->bits));
	__m256i w = _mm256_setzero_si256();
	__m128i half;

	for (size_t i = 0; i < n; i += 8) {
		const __m256i *eight = (const void *)(key + i);
		__m256 a = _mm256_castsi256_ps(_mm256_loadu_si256(eight));
		__m256 b = _mm256_castsi256_ps(_mm256_loadu_si256(eight + 1));
		__m256i low = _mm256_castps_si256(_mm256_shuffle_ps(a, b, 0x88));
		__m256i high = _mm256_castps_si256(_mm256_shuffle_ps(a, b, 0xdd));
#define MUL(v, by) _mm256_mullo_epi32(v, _mm256_set1_epi32((int)(by)))
		__m256i h1 = _mm256_add_epi32(
		    MUL(low, BS_Q_HASH1(1, 0)), MUL(high, BS_Q_HASH1(0, 1)));
		__m256i h2 = _mm256_add_epi32(
		    MUL(low, BS_Q_HASH2(1, 0)), MUL(high, BS_Q_HASH2(0, 1)));
		__m256i shift = _mm256_and_si256(_mm256_set1_epi32(0xffff),
		    _mm256_i32gather_epi32((const int *)(const void *)m->shift,
			_mm256_srli_epi32(h1, 32 - BS_Q_SHIFT_BITS), 2));
		__m256i at = _mm256_add_epi32(h1, _mm256_mullo_epi32(shift, h2));
		__m256i s = _mm256_i32gather_epi32(
		    (const int *)m->slot, _mm256_srl_epi32(at, bits), 4);
		__m256i other = _mm256_srli_epi32(_mm256_xor_si256(s, h2), BS_Q_WEIGHT_BITS);
		__m256i hit = _mm256_cmpeq_epi32(other, _mm256_setzero_si256());

		s = _mm256_srai_epi32(
		    _mm256_slli_epi32(s, 32 - BS_Q_WEIGHT_BITS), 32 - BS_Q_WEIGHT_BITS);
		w = _mm256_add_epi32(w, _mm256_and_si256(s, hit));
	}
	half = _mm_add_epi32(_mm256_castsi256_si128(w), _mm256_extracti128_si256(w, 1));
	half = _mm_add_epi32(half, _mm_unpackhi_epi64(half, half));
	return _mm_cvtsi128_si32(half) + _mm_extract_epi32(half, 1);
}

__attribute__((target("avx2"))) static void
scores_avx2(
    const struct bs_qmodel *m, const struct bs_qfeatures *f, size_t n, float *restrict score)
{
	for (size_t i = 0; i < n; i++)
		score[i] = (float)sum_avx2(m, f[i].key, f[i].n) * .01F;
}
#endif

void
bs_qmodel_scores(const struct bs_qmodel *m, struct bs_qfeatures *f, size_t n, float *restrict score)
{
	for (size_t i = 0; i < n; i++)
		memset(f[i].key + f[i].n, 0, 8 * sizeof *f[i].key);
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2")) {
		scores_avx2(m, f, n, score);
		return;
	}
#endif
	for (size_t i = 0; i < n; i++)
		score[i] = (float)sum(m, f[i].key, f[i].n) * .01F;
}

float
bs_q_logistic(float score)
{
	return 1 / (1 + expf(-score));
}

void
bs_q_number_name(unsigned n, char out[12])
{
	size_t i = 12;

	out[--i] = 0;
	do
		out[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	memmove(out, out + i, 12 - i);
}
