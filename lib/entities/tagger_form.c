/*
 * Word forms and their sums: see tagger_form.h.
 */
#include "entities/tagger_form.h"

#include "broadsheet/strmap.h"
#include "broadsheet/table.h"
#include "entities/wide.h"

#include <stdlib.h>

/* More than this many forms are forgotten before the next document: 60 MB. */
enum { MANY = 65536, FIRST_SLOTS = 4096 };

static struct bs_form_sums *
work_out(struct bs_forms *f, const struct bs_word *w)
{
	struct bs_form_sums *s = bs_arena_alloc(&f->sums, sizeof *s);
	uint64_t key[BS_OFFSETS][BS_MAX_WORD_FEATURES];
	size_t n[BS_OFFSETS];

	for (int o = 0; o < BS_OFFSETS; o++) {
		n[o] = bs_word_features(w, o - BS_WINDOW, key[o]);
		for (size_t i = 0; i < n[o]; i++)
			bs_model_prefetch(f->m, key[o][i]);
	}
	bs_net_share(f->m, w, s->net);
	memset(s->sum, 0, sizeof s->sum);
	for (int o = 0; o < BS_OFFSETS; o++)
		bs_model_add(f->m, key[o], n[o], s->sum[o]);
	return s;
}

void
bs_forms_sums(struct bs_forms *f, const uint32_t *form, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct bs_form *x = bs_form_at(f, form[i]);

		if (!x->sums)
			x->sums = work_out(f, &x->w);
	}
}

static struct bs_form *
new_form(struct bs_forms *f)
{
	uint32_t i = f->n++;

	if (i / BS_FORM_BLOCK == f->nblock) {
		f->block = bs_realloc(f->block, f->nblock + 1, sizeof *f->block);
		f->block[f->nblock++] = bs_malloc(BS_FORM_BLOCK * sizeof **f->block);
	}
	return bs_form_at(f, i);
}

static void
start(struct bs_forms *f)
{
	struct bs_form *edge;

	f->n = 0;
	f->mask = FIRST_SLOTS - 1;
	f->slot = bs_calloc(FIRST_SLOTS, sizeof *f->slot);
	edge = new_form(f);
	edge->w = bs_word_edge;
	edge->sums = work_out(f, &edge->w);
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
	bs_arena_free(&f->sums);
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
	bs_arena_reset(&f->sums);
	start(f);
}

static void
grow(struct bs_forms *f)
{
	struct bs_form_slot *old = f->slot;
	size_t n = f->mask + 1;

	f->mask = n * 2 - 1;
	f->slot = bs_calloc(n * 2, sizeof *f->slot);
	for (size_t i = 0; i < n; i++) {
		size_t k = (size_t)(old[i].hash >> 32) & f->mask;

		if (!old[i].hash)
			continue;
		while (f->slot[k].hash)
			k = (k + 1) & f->mask;
		f->slot[k] = old[i];
	}
	free(old);
}

/* Of the small words, those that are no name either: not May, Will, Sunday. */
static bool
is_small(const struct bs_word *w, struct bs_span form)
{
	static const char *const not_these[] = {"modal", "month", "day", "title"};
	extern const struct bs_table bs_data_speech_words;
	char low[16];
	uint32_t row;

	if ((w->caps != BS_CAPS_INIT && w->caps != BS_CAPS_ONE) || form.n > sizeof low)
		return false;
	memcpy(low, form.p, form.n);
	low[0] |= 32;
	row = bs_table_find(&bs_data_speech_words, bs_span(low, form.n));
	if (row == BS_NOROW)
		return false;
	for (size_t i = 0; i < sizeof not_these / sizeof *not_these; i++)
		if (bs_span_is(bs_table_cell(&bs_data_speech_words, row, 1), not_these[i]))
			return false;
	return true;
}

uint32_t
bs_forms_get(struct bs_forms *f, struct bs_span form)
{
	uint64_t hash = bs_hash(form) | 1;
	size_t i = (size_t)(hash >> 32) & f->mask;
	struct bs_form *made;

	for (; f->slot[i].hash; i = (i + 1) & f->mask)
		if (f->slot[i].hash == hash)
			return f->slot[i].form;
	f->slot[i] = (struct bs_form_slot){hash, f->n};
	made = new_form(f);
	bs_word_analyse(&made->w, &f->m->lex, form, &f->scratch);
	made->sums = NULL;
	made->small = is_small(&made->w, form);
	if (f->n * 2 > f->mask)
		grow(f);
	return f->n - 1;
}

BS_WIDE void
bs_form_scores(const struct bs_form_sums *const *f, size_t n, int16_t (*e)[BS_NLABEL])
{
	for (size_t i = 0; i < n; i++)
		for (int j = 0; j < BS_NLABEL; j++)
			e[i][j] = (int16_t)(f[i]->sum[0][j] + f[i + 1]->sum[1][j] +
					    f[i + 2]->sum[2][j] + f[i + 3]->sum[3][j] +
					    f[i + 4]->sum[4][j]);
}
