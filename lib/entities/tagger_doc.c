/*
 * From a document to the tagger: see tagger_doc.h.
 */
#include "entities/tagger_doc.h"

#include <stdlib.h>

struct bs_doctagger {
	struct bs_model model;
	struct bs_tagger *tagger;
	struct bs_tokens tok;      /* of all sentences */
	struct bs_gaz_matches gaz; /* of all sentences */
	struct bs_tagger_sent *sent;
	size_t cap;
};

struct bs_doctagger *
bs_doctagger_new(struct bs_span model, const char **why)
{
	struct bs_doctagger *n = bs_calloc(1, sizeof *n);
	bool own = model.n == 0;

	*why = bs_model_open(&n->model, own ? bs_model_builtin() : model, own);
	if (*why) {
		free(n);
		return NULL;
	}
	n->tagger = bs_tagger_new(&n->model);
	return n;
}

void
bs_doctagger_free(struct bs_doctagger *n)
{
	if (!n)
		return;
	bs_tagger_free(n->tagger);
	bs_tokens_free(&n->tok);
	bs_gaz_matches_free(&n->gaz);
	free(n->sent);
	free(n);
}

const struct bs_tagger_sent *
bs_doctagger_run(struct bs_doctagger *n, const struct bs_doc *d, struct bs_entities *out)
{
	size_t tok = 0, gaz = 0;

	if (d->nsent > n->cap) {
		n->cap = d->nsent * 2;
		n->sent = bs_realloc(n->sent, n->cap, sizeof *n->sent);
	}
	n->tok.n = n->gaz.n = 0;
	for (size_t i = 0; i < d->nsent; i++) {
		struct bs_tagger_sent *s = &n->sent[i];
		size_t at = n->tok.n, from = n->gaz.n;

		*s = (struct bs_tagger_sent){.text = d->sent[i].text};
		bs_tokenize(s->text, BS_TOKEN_SPLIT_HYPHENS, &n->tok);
		s->ntok = n->tok.n - at;
		bs_gaz_find(&bs_gazetteer, s->text, n->tok.v + at, s->ntok, &n->gaz);
		s->ngaz = n->gaz.n - from;
	}
	/* Only now do the arrays stay where they are. */
	for (size_t i = 0; i < d->nsent; i++) {
		n->sent[i].tok = n->tok.v + tok;
		n->sent[i].gaz = n->gaz.v + gaz;
		tok += n->sent[i].ntok;
		gaz += n->sent[i].ngaz;
	}
	bs_tagger_run(n->tagger, n->sent, d->nsent, out);
	return n->sent;
}
