/*
 * k-means and product codes: see cluster.h.
 */
#include "entities/cluster.h"

#include "entities/lexicon.h"
#include "entities/wide.h"

#include <math.h>
#include <stdlib.h>

/* Centres are taken eight at a time, side by side, so that the compiler can use wide registers
 * without changing the order of any sum. */
enum { LANES = 8 };
typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

struct kmeans {
	size_t dim, k, groups;
	lanes *c;    /* [groups][dim]: centres, LANES side by side */
	lanes *half; /* [groups]: half their squared length */
};

static void
lay_out(struct kmeans *m, const float *centre)
{
	for (size_t g = 0; g < m->groups; g++) {
		lanes sq = {0};

		for (size_t d = 0; d < m->dim; d++) {
			lanes v = {0};

			for (size_t j = 0; j < LANES; j++)
				if (g * LANES + j < m->k)
					v[j] = centre[(g * LANES + j) * m->dim + d];
			m->c[g * m->dim + d] = v;
			sq += v * v;
		}
		m->half[g] = sq * 0.5f;
		for (size_t j = 0; j < LANES; j++)
			if (g * LANES + j >= m->k)
				m->half[g][j] = 1e30f;
	}
}

/* Nearest centre: largest x.c - |c|^2 / 2; the first of equals. */
BS_WIDE static size_t
nearest_of(const struct kmeans *m, const float *x)
{
	float best = -1e30f;
	size_t at = 0;

	for (size_t g = 0; g < m->groups; g++) {
		const lanes *c = m->c + g * m->dim;
		lanes s = -m->half[g];

		for (size_t d = 0; d < m->dim; d++)
			s += c[d] * x[d];
		for (size_t j = 0; j < LANES; j++)
			if (s[j] > best) {
				best = s[j];
				at = g * LANES + j;
			}
	}
	return at;
}

/* Centres become the means of their points; one without points stays. */
static void
recentre(const float *point, size_t n, const uint16_t *nearest, size_t dim, size_t k, float *centre)
{
	double *sum = bs_calloc(k * dim, sizeof *sum);
	size_t *count = bs_calloc(k, sizeof *count);

	for (size_t i = 0; i < n; i++) {
		count[nearest[i]]++;
		for (size_t d = 0; d < dim; d++)
			sum[nearest[i] * dim + d] += (double)point[i * dim + d];
	}
	for (size_t j = 0; j < k; j++)
		for (size_t d = 0; count[j] && d < dim; d++)
			centre[j * dim + d] = (float)(sum[j * dim + d] / (double)count[j]);
	free(sum);
	free(count);
}

void
bs_kmeans(const float *point, size_t n, size_t sample, size_t dim, size_t k, int rounds,
    float *centre, uint16_t *nearest)
{
	struct kmeans m = {.dim = dim, .k = k, .groups = (k + LANES - 1) / LANES};
	size_t align = sizeof(lanes);
	char *raw = bs_malloc(m.groups * (dim + 1) * sizeof(lanes) + align);

	m.c = (void *)(raw + (align - (uintptr_t)raw % align) % align);
	m.half = m.c + m.groups * dim;
	if (sample > n)
		sample = n;
	for (size_t j = 0; j < k; j++)
		memcpy(centre + j * dim, point + j * sample / k * dim, dim * sizeof *centre);
	for (int r = 0; r <= rounds; r++) {
		size_t end = r < rounds ? sample : n;

		lay_out(&m, centre);
		for (size_t i = 0; i < end; i++)
			nearest[i] = (uint16_t)nearest_of(&m, point + i * dim);
		if (r < rounds)
			recentre(point, sample, nearest, dim, k, centre);
	}
	free(raw);
}

/* ---- the lexicon ---------------------------------------------------------- */

struct words {
	struct bs_span *name;
	float *v;
	size_t n;
};

/* Words with a hyphen, slash or digit among other characters. */
static bool
is_useless(struct bs_span w)
{
	size_t odd = 0;

	for (size_t i = 0; i < w.n; i++)
		odd += (w.p[i] >= '-' && w.p[i] <= '9' && w.p[i] != '.') || w.p[i] == '@' ||
		       w.p[i] == ':';
	return odd && w.n > 2 && w.p[0] != '\'';
}

/* A line of the table: word, then BS_LEX_DIM numbers.  Numbers are plain decimals, so strtod in
 * the C locale (which this program never leaves) reads them the same everywhere. */
static bool
read_line(struct words *w, const char **at, const char *end)
{
	const char *nl = memchr(*at, '\n', (size_t)(end - *at));
	const char *sp = memchr(*at, ' ', (size_t)(end - *at));
	float *v = w->v + w->n * BS_LEX_DIM;
	double len = 0;
	char *next;

	if (!nl || !sp || sp > nl)
		return false;
	w->name[w->n] = bs_span(*at, (size_t)(sp - *at));
	for (size_t d = 0; d < BS_LEX_DIM; d++, sp = next) {
		v[d] = strtof(sp, &next);
		if (next == sp || next > nl)
			return false;
		len += (double)v[d] * (double)v[d];
	}
	len = sqrt(len / BS_LEX_DIM) + 1e-9;
	for (size_t d = 0; d < BS_LEX_DIM; d++)
		v[d] = (float)((double)v[d] / len);
	*at = nl + 1;
	w->n += !is_useless(w->name[w->n]);
	return true;
}

struct entry {
	uint32_t hash, word;
};

static int
by_hash(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->word > y->word) - (x->word < y->word);
}

/* Words by hash; of two with the same the commoner stays. */
static size_t
sort_words(const struct words *w, struct entry *e)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		e[i] = (struct entry){bs_lex_hash(w->name[i]), (uint32_t)i};
	qsort(e, w->n, sizeof *e, by_hash);
	for (size_t i = 0; i < w->n; i++)
		if (n == 0 || e[n - 1].hash != e[i].hash)
			e[n++] = e[i];
	return n;
}

static void
pad(struct bs_buf *b)
{
	while (b->n % 4)
		bs_buf_ch(b, 0);
}

enum { K0 = 2000, K1 = 500, K2 = 100, SAMPLE = 60000, ROUNDS = 12 };

static int8_t
small(float x)
{
	x = roundf(x * BS_LEX_SCALE);
	return (int8_t)(x > 127 ? 127 : x < -127 ? -127 : x);
}

/* Which words have codes: the first `coded` of the table. */
static void
put_coded(const struct entry *e, size_t n, size_t coded, struct bs_buf *out)
{
	uint32_t before = 0;

	for (size_t i = 0; i <= n; i += 32) {
		uint32_t pair[2] = {0, before};

		for (size_t k = i; k < i + 32 && k < n; k++)
			if (e[k].word < coded) {
				pair[0] |= 1u << (k - i);
				before++;
			}
		bs_buf_add(out, pair, sizeof pair);
	}
}

/* Classes: the words', then classes of classes, then their centres. */
static void
put_classes(
    const struct words *w, const struct entry *e, size_t n, size_t coded, struct bs_buf *out)
{
	float *centre = bs_malloc(sizeof *centre * K0 * BS_LEX_DIM);
	float *c1 = bs_malloc(sizeof *c1 * K1 * BS_LEX_DIM);
	uint16_t *fine = bs_malloc(w->n * sizeof *fine), mid[K0], coarse[K0];

	bs_kmeans(w->v, w->n, SAMPLE, BS_LEX_DIM, K0, ROUNDS, centre, fine);
	bs_kmeans(centre, K0, K0, BS_LEX_DIM, K1, ROUNDS, c1, mid);
	bs_kmeans(centre, K0, K0, BS_LEX_DIM, K2, ROUNDS, c1, coarse);
	for (size_t i = 0; i < n; i++)
		bs_buf_add(out, &fine[e[i].word], sizeof *fine);
	pad(out);
	bs_buf_add(out, mid, sizeof mid);
	bs_buf_add(out, coarse, sizeof coarse);
	put_coded(e, n, coded, out);
	for (size_t i = 0; i < K0 * BS_LEX_DIM; i++)
		bs_buf_ch(out, small(centre[i]));
	free(centre);
	free(c1);
	free(fine);
}

static void
put_codes(const struct words *w, const struct entry *e, size_t n, size_t coded, struct bs_buf *out)
{
	float *part = bs_malloc(sizeof *part * w->n * BS_LEX_PART), centre[256 * BS_LEX_PART];
	uint16_t *code = bs_malloc(sizeof *code * w->n);
	uint8_t *all = bs_malloc(w->n * BS_LEX_SUB);

	for (size_t s = 0; s < BS_LEX_SUB; s++) {
		for (size_t i = 0; i < w->n; i++)
			memcpy(part + i * BS_LEX_PART, w->v + i * BS_LEX_DIM + s * BS_LEX_PART,
			    sizeof *part * BS_LEX_PART);
		bs_kmeans(part, w->n, SAMPLE, BS_LEX_PART, 256, ROUNDS, centre, code);
		for (size_t i = 0; i < 256 * BS_LEX_PART; i++)
			bs_buf_ch(out, small(centre[i]));
		for (size_t i = 0; i < w->n; i++)
			all[i * BS_LEX_SUB + s] = (uint8_t)code[i];
	}
	for (size_t i = 0; i < n; i++)
		if (e[i].word < coded)
			bs_buf_add(out, all + e[i].word * BS_LEX_SUB, BS_LEX_SUB);
	pad(out);
	free(part);
	free(code);
	free(all);
}

const char *
bs_lexicon_build(struct bs_span table, size_t max, size_t coded, struct bs_buf *out)
{
	struct words w = {bs_malloc((max + 1) * sizeof *w.name),
	    bs_malloc((max + 1) * BS_LEX_DIM * sizeof *w.v), 0};
	struct entry *e = bs_malloc(max * sizeof *e);
	const char *at = table.p, *end = table.p + table.n, *bad = NULL;

	while (at < end && w.n < max && read_line(&w, &at, end))
		;
	if (w.n < K0 || (at < end && w.n < max)) {
		bad = "not a table of 100-number word vectors";
	} else {
		size_t n = sort_words(&w, e), k = 0;
		uint32_t head[8] = {
		    BS_LEX_MAGIC, (uint32_t)n, K0, K1, K2, BS_LEX_DIM, BS_LEX_SUB, 0};

		for (size_t i = 0; i < n; i++)
			head[7] += e[i].word < coded;
		bs_buf_add(out, head, sizeof head);
		for (uint32_t i = 0; i <= 65536; i++) {
			uint32_t first;

			while (k < n && e[k].hash >> 16 < i)
				k++;
			first = (uint32_t)k;
			bs_buf_add(out, &first, sizeof first);
		}
		for (size_t i = 0; i < n; i++)
			bs_buf_add(out, &e[i].hash, sizeof e[i].hash);
		put_classes(&w, e, n, coded, out);
		put_codes(&w, e, n, coded, out);
	}
	free(w.name);
	free(w.v);
	free(e);
	return bad;
}
