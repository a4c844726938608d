/*
 * tagger_form: what a tagger has worked out for each word form it met: its
 * analysis and, for every place in the window, the sum of its features'
 * weights and its share of the net's hidden layer.
 */
#ifndef BROADSHEET_TAGGER_FORM_H
#define BROADSHEET_TAGGER_FORM_H

#include "entities/model.h"

/* For every place in the window. */
struct bs_form_sums {
	int16_t sum[BS_OFFSETS][BS_NLABEL]; /* in 1 / BS_SCORE */
	int16_t net[BS_OFFSETS][BS_NET_H];  /* in 1 / 1024 */
};

struct bs_form {
	struct bs_word w;
	struct bs_form_sums *sums; /* NULL before bs_forms_sums */
	bool small;                /* a capitalised small word: The, But, She */
};

struct bs_form_slot {
	uint64_t hash; /* seeded; 0 in an empty slot */
	uint32_t form;
};

/*
 * Forms are told apart by 64 bits of hash.  They are held in blocks that do not move; number 0
 * is the sentence's edge.
 */
struct bs_forms {
	const struct bs_model *m;
	struct bs_form **block;
	size_t nblock;
	uint32_t n;
	struct bs_form_slot *slot;
	size_t mask;
	struct bs_arena sums;
	struct bs_buf scratch;
};

void bs_forms_init(struct bs_forms *f, const struct bs_model *m);
void bs_forms_free(struct bs_forms *f);
/* Forget all where there are many; numbers die.  Call between documents. */
void bs_forms_trim(struct bs_forms *f);
/* Its number; analysed where it is new.  Valid UTF-8. */
uint32_t bs_forms_get(struct bs_forms *f, struct bs_span form);
/* Work out the sums of n forms where that is still to be done: many words never need them. */
void bs_forms_sums(struct bs_forms *f, const uint32_t *form, size_t n);

enum { BS_FORM_BLOCK = 256 };

static inline struct bs_form *
bs_form_at(const struct bs_forms *f, uint32_t i)
{
	return &f->block[i / BS_FORM_BLOCK][i % BS_FORM_BLOCK];
}

/* Ask for the memory of a form's share of the net. */
static inline void
bs_form_prefetch(const struct bs_form_sums *f)
{
	for (size_t i = 0; i < sizeof f->net; i += 64)
		__builtin_prefetch((const char *)f->net + i);
}

/* The scores of n tokens, whose forms stand in f[0 .. n + 3] between two at either end, by the
 * features of single words. */
void bs_form_scores(const struct bs_form_sums *const *f, size_t n, int16_t (*e)[BS_NLABEL]);

/* A form's share of the hidden layer, at each place. */
void bs_net_share(
    const struct bs_model *m, const struct bs_word *w, int16_t out[BS_OFFSETS][BS_NET_H]);

/* The output layer turned so that labels are lanes: pairs of hidden values, each with its weights
 * for the label of the token after, its own and the token before. */
enum { BS_NET_PAIRS = BS_NET_H / 2 };
struct bs_net_out {
	int16_t u[BS_NET_PAIRS][3][BS_NLABEL][2];
};

void bs_net_turn(const struct bs_model *m, struct bs_net_out *out);

/* The net's scores for n tokens, whose forms stand in f[0 .. n + 3] between two at either end;
 * added to e.  before, after: whether the sentence has a token before and after them, so that
 * one form more stands there. */
void bs_net_scores(const struct bs_model *m, const struct bs_net_out *out,
    const struct bs_form_sums *const *f, size_t n, bool before, bool after,
    int16_t (*e)[BS_NLABEL]);

#endif
