/* model: what the weights say of features; their table is made by lib/gen/weights.c */
#include "quotes/model.h"

#include <math.h>

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

static float
weight(const struct bs_qmodel *m, uint64_t key)
{
	const struct bs_qslot *s = &m->slot[bs_q_slot(key, m->nslot)];

	while (s->key != (uint32_t)key && s->key != 0)
		s++;
	return s->w;
}

float
bs_qmodel_score(const struct bs_qmodel *m, const struct bs_qfeatures *f)
{
	uint64_t hit[sizeof f->key / sizeof *f->key];
	size_t n = 0;
	float w = 0;

	/* no branch a feature, and the table's lines come while the filter is asked */
	for (size_t i = 0; i < f->n; i++) {
		uint64_t key = f->key[i];
		bool in = m->filter[bs_q_filter_word(key)] >> bs_q_filter_bit(key) & 1;

		hit[n] = key;
		n += in;
	}
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&m->slot[bs_q_slot(hit[i], m->nslot)]);
	for (size_t i = 0; i < n; i++)
		w += weight(m, hit[i]);
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
