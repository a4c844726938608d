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

float
bs_qmodel_score(const struct bs_qmodel *m, const struct bs_qfeatures *f)
{
	const struct bs_qslot *table = m->slot;
	unsigned bits = m->bits;
	float w = 0;

	for (size_t i = 0, n = f->n; i < n; i++) {
		const struct bs_qslot *s = &table[bs_q_slot(f->key[i], bits)];

		s += s->key != (uint32_t)f->key[i]; /* without a branch: mostly it is one of two */
		while (s->key != (uint32_t)f->key[i] && s->key != 0)
			s++;
		w += s->w;
	}
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
