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
	const uint32_t *table = m->slot;
	unsigned bits = m->bits;
	int32_t w = 0;

	for (size_t i = 0, n = f->n; i < n; i++) {
		const uint32_t *s = &table[bs_q_slot(f->key[i], bits)];
		uint32_t tag = bs_q_tag(f->key[i]);

		s += bs_q_tag(*s) != tag; /* without a branch: mostly it is one of two */
		while (bs_q_tag(*s) != tag && *s != 0)
			s++;
		w += (int32_t)(*s << (32 - BS_Q_WEIGHT_BITS)) >> (32 - BS_Q_WEIGHT_BITS);
	}
	return (float)w * .01F;
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
