/*
 * model: the weights, read from their table into one open hash when the
 * program starts (some 20 thousand probes, about a millisecond).
 *
 * A slot holds 32 bits of the feature's key; two features that share them
 * share a weight, which learning cannot see but which happens to fewer than
 * one in 10^4.
 */
#include "quotes/model.h"

#include "broadsheet/table.h"

#include <math.h>
#include <stdlib.h>

extern const struct bs_table bs_data_speech_weights;

struct slot {
	uint32_t key;
	float w;
};

/* Most features have no weight: a bit for some of a key's bits, set where a key has them, says so
 * from a table that stays near the processor. */
enum { FILTER_BITS = 20 };

struct bs_qmodel {
	struct slot *slot;
	size_t mask;
	uint64_t filter[1U << (FILTER_BITS - 6)];
};

static const char *const template_name[] = {
#define X(t) #t,
    BS_Q_TEMPLATES(X)
#undef X
};

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

static inline unsigned
filter_bit(uint64_t key)
{
	return (unsigned)(key >> (64 - FILTER_BITS));
}

static struct slot *
find(const struct bs_qmodel *m, uint64_t key)
{
	uint32_t k = (uint32_t)key;

	for (size_t i = (key >> 40) & m->mask;; i = (i + 1) & m->mask)
		if (m->slot[i].key == k || m->slot[i].key == 0)
			return &m->slot[i];
}

/* A decimal number with sign and point; no strtod, so that no locale matters. */
static float
decimal(struct bs_span s)
{
	float v = 0, scale = 0;
	bool minus = s.n > 0 && s.p[0] == '-';

	for (size_t i = minus; i < s.n; i++) {
		if (s.p[i] == '.') {
			scale = 1;
		} else {
			v = v * 10 + (float)(s.p[i] - '0');
			scale *= 10;
		}
	}
	v /= scale > 0 ? scale : 1;
	return minus ? -v : v;
}

static unsigned
template_of(struct bs_span name)
{
	for (unsigned t = 0; t < BS_Q_NTEMPLATE; t++)
		if (bs_span_is(name, template_name[t]))
			return t;
	return BS_Q_NTEMPLATE;
}

struct bs_qmodel *
bs_qmodel_empty(size_t n)
{
	struct bs_qmodel *m = bs_calloc(1, sizeof *m);

	for (m->mask = 1023; m->mask < 3 * n; m->mask = 2 * m->mask + 1)
		;
	m->slot = bs_calloc(m->mask + 1, sizeof *m->slot);
	return m;
}

void
bs_qmodel_put(struct bs_qmodel *m, const struct bs_qfeature *f, float w)
{
	uint64_t key = bs_qmodel_key(f);
	struct slot *s = find(m, key);

	s->key = (uint32_t)key;
	s->w = w;
	m->filter[filter_bit(key) / 64] |= 1ULL << filter_bit(key) % 64;
}

struct bs_qmodel *
bs_qmodel_new(void)
{
	const struct bs_table *tab = &bs_data_speech_weights;
	struct bs_qmodel *m = bs_qmodel_empty(tab->nrow);
	struct bs_span last = {NULL, 0};
	unsigned t = BS_Q_NTEMPLATE;

	for (uint32_t r = 0; r < tab->nrow; r++) {
		struct bs_span name = bs_table_cell(tab, r, 0);
		struct bs_qfeature f = {0};

		if (!bs_span_eq(name, last))
			t = template_of(last = name);
		if (t == BS_Q_NTEMPLATE)
			continue;
		f.t = t;
		for (uint32_t i = 0; i < 3; i++) {
			struct bs_span v = bs_table_cell(tab, r, i + 1);

			f.v[i] = v.n ? bs_q_hash(v) : 0;
		}
		bs_qmodel_put(m, &f, decimal(bs_table_cell(tab, r, 4)));
	}
	return m;
}

void
bs_qmodel_free(struct bs_qmodel *m)
{
	if (m)
		free(m->slot);
	free(m);
}

float
bs_qmodel_score(const struct bs_qmodel *m, const struct bs_qfeatures *f)
{
	uint64_t hit[sizeof f->key / sizeof *f->key];
	size_t n = 0;
	float w = 0;

	/* no branch a feature, and the table's lines come while the filter is asked */
	for (size_t i = 0; i < f->n; i++) {
		unsigned bit = filter_bit(f->key[i]);

		hit[n] = f->key[i];
		n += m->filter[bit / 64] >> bit % 64 & 1;
	}
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&m->slot[(hit[i] >> 40) & m->mask]);
	for (size_t i = 0; i < n; i++)
		w += find(m, hit[i])->w;
	return w;
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
