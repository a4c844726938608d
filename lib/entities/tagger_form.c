/*
 * Word forms and their sums: see tagger_form.h.
 */
#include "entities/tagger_form.h"

#include "broadsheet/strmap.h"
#include "entities/wide.h"

#include <stdlib.h>

/* More than this many forms are forgotten before the next document: 40 MB. */
enum { MANY = 32768, FIRST_SLOTS = 4096 };

static void
work_out(struct bs_forms *f, struct bs_form *form)
{
	uint64_t key[BS_OFFSETS][BS_MAX_WORD_FEATURES];
	size_t n[BS_OFFSETS];

	for (int o = 0; o < BS_OFFSETS; o++) {
		n[o] = bs_word_features(&form->w, o - BS_WINDOW, key[o]);
		for (size_t i = 0; i < n[o]; i++)
			bs_model_prefetch(f->m, key[o][i]);
	}
	memset(form->sum, 0, sizeof form->sum);
	for (int o = 0; o < BS_OFFSETS; o++)
		bs_model_add(f->m, key[o], n[o], form->sum[o]);
	bs_net_share(f->m, &form->w, form->net);
	form->ready = true;
}

void
bs_forms_sums(struct bs_forms *f, const uint32_t *form, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct bs_form *x = &f->block[form[i] / BS_FORM_BLOCK][form[i] % BS_FORM_BLOCK];

		if (!x->ready)
			work_out(f, x);
	}
}

static struct bs_form *
new_form(struct bs_forms *f, struct bs_span key)
{
	uint32_t i = f->n++;

	if (i / BS_FORM_BLOCK == f->nblock) {
		f->block = bs_realloc(f->block, f->nblock + 1, sizeof *f->block);
		f->block[f->nblock++] = bs_malloc(BS_FORM_BLOCK * sizeof **f->block);
	}
	if (i == f->key_cap)
		f->key = bs_grow(f->key, i, &f->key_cap, sizeof *f->key);
	f->key[i] = key;
	return &f->block[i / BS_FORM_BLOCK][i % BS_FORM_BLOCK];
}

static void
start(struct bs_forms *f)
{
	struct bs_form *edge;

	f->n = 0;
	f->mask = FIRST_SLOTS - 1;
	f->slot = bs_calloc(FIRST_SLOTS, sizeof *f->slot);
	edge = new_form(f, bs_span(NULL, 0));
	edge->w = bs_word_edge;
	work_out(f, edge);
}

void
bs_forms_init(struct bs_forms *f, const struct bs_model *m)
{
	*f = (struct bs_forms){.m = m};
	start(f);
}

void
bs_forms_free(struct bs_forms *f)
{
	for (size_t i = 0; i < f->nblock; i++)
		free(f->block[i]);
	free(f->block);
	free(f->slot);
	free(f->key);
	bs_arena_free(&f->text);
	bs_buf_free(&f->scratch);
	*f = (struct bs_forms){0};
}

void
bs_forms_trim(struct bs_forms *f)
{
	if (f->n <= MANY)
		return;
	while (f->nblock > MANY / BS_FORM_BLOCK)
		free(f->block[--f->nblock]);
	free(f->slot);
	bs_arena_reset(&f->text);
	start(f);
}

static struct bs_form_slot *
find(const struct bs_forms *f, uint64_t hash, struct bs_span form)
{
	size_t i = (size_t)hash & f->mask;

	while (f->slot[i].hash &&
	       !(f->slot[i].hash == hash && bs_span_eq(f->key[f->slot[i].form], form)))
		i = (i + 1) & f->mask;
	return &f->slot[i];
}

static void
grow(struct bs_forms *f)
{
	struct bs_form_slot *old = f->slot;
	size_t n = f->mask + 1;

	f->mask = n * 2 - 1;
	f->slot = bs_calloc(n * 2, sizeof *f->slot);
	for (size_t i = 0; i < n; i++) {
		size_t k = (size_t)old[i].hash & f->mask;

		if (!old[i].hash)
			continue;
		while (f->slot[k].hash)
			k = (k + 1) & f->mask;
		f->slot[k] = old[i];
	}
	free(old);
}

uint32_t
bs_forms_get(struct bs_forms *f, struct bs_span form)
{
	uint64_t hash = bs_hash(form) | 1;
	struct bs_form_slot *s = find(f, hash, form);
	struct bs_form *made;

	if (s->hash)
		return s->form;
	*s = (struct bs_form_slot){hash, f->n};
	made = new_form(f, bs_arena_copy(&f->text, form));
	bs_word_analyse(&made->w, &f->m->lex, form, &f->scratch);
	made->ready = false;
	if (f->n * 2 > f->mask)
		grow(f);
	return f->n - 1;
}

BS_WIDE void
bs_form_scores(const struct bs_form *const *f, size_t n, int16_t (*e)[BS_NLABEL])
{
	for (size_t i = 0; i < n; i++)
		for (int j = 0; j < BS_NLABEL; j++)
			e[i][j] = (int16_t)(f[i]->sum[0][j] + f[i + 1]->sum[1][j] +
					    f[i + 2]->sum[2][j] + f[i + 3]->sum[3][j] +
					    f[i + 4]->sum[4][j]);
}
