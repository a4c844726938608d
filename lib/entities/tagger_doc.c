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
	struct bs_tagger_sent *piece; /* what the tagger gets where a sentence is too long for it */
	size_t *owner;                /* the sentence of each piece */
	size_t npiece, piece_cap, nowner, owner_cap;
	struct bs_gaz_matches part; /* matches of the pieces */
};

/* The tagger's memory grows with the longest sentence; real ones are far below this. */
enum { PIECE = 8192 };

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
	bs_gaz_matches_free(&n->part);
	free(n->piece);
	free(n->owner);
	free(n->sent);
	free(n);
}

/* Cut a sentence into pieces of PIECE tokens at most; a listed name across a cut is lost. */
static void
cut_sentence(struct bs_doctagger *n, size_t sent)
{
	const struct bs_tagger_sent *s = &n->sent[sent];
	size_t gaz = 0, at = 0;

	do {
		struct bs_tagger_sent p = *s;
		size_t stop = s->ntok - at > PIECE ? at + PIECE : s->ntok, from = n->part.n;

		p.tok += at;
		p.ntok = stop - at;
		for (; gaz < s->ngaz && s->gaz[gaz].first < stop; gaz++) {
			struct bs_gaz_match m = s->gaz[gaz];

			if (m.first < at || m.last >= stop)
				continue;
			m.first -= (uint32_t)at;
			m.last -= (uint32_t)at;
			BS_PUSH(n->part.v, n->part.n, n->part.cap) = m;
		}
		p.ngaz = n->part.n - from;
		BS_PUSH(n->piece, n->npiece, n->piece_cap) = p;
		BS_PUSH(n->owner, n->nowner, n->owner_cap) = sent;
		at = stop;
	} while (at < s->ntok);
}

/* Tag a document that has a sentence of more than PIECE tokens. */
static void
run_pieces(struct bs_doctagger *n, size_t nsent, struct bs_entities *out)
{
	size_t from = out->n, gaz = 0;

	n->npiece = n->nowner = n->part.n = 0;
	for (size_t i = 0; i < nsent; i++)
		cut_sentence(n, i);
	for (size_t i = 0; i < n->npiece; i++) {
		n->piece[i].gaz = n->part.v + gaz;
		gaz += n->piece[i].ngaz;
	}
	bs_tagger_run(n->tagger, n->piece, n->npiece, out);
	for (size_t i = from; i < out->n; i++)
		out->v[i].sent = n->owner[out->v[i].sent];
}

const struct bs_tagger_sent *
bs_doctagger_run(
    struct bs_doctagger *n, const struct bs_doc *d, bool names, struct bs_entities *out)
{
	size_t tok = 0, gaz = 0, longest = 0;

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
		if (s->ntok > longest)
			longest = s->ntok;
	}
	/* Only now do the arrays stay where they are. */
	for (size_t i = 0; i < d->nsent; i++) {
		n->sent[i].tok = tok < n->tok.n ? n->tok.v + tok : NULL;
		n->sent[i].gaz = gaz < n->gaz.n ? n->gaz.v + gaz : NULL;
		tok += n->sent[i].ntok;
		gaz += n->sent[i].ngaz;
	}
	if (!names)
		return n->sent;
	if (longest > PIECE)
		run_pieces(n, d->nsent, out);
	else
		bs_tagger_run(n->tagger, n->sent, d->nsent, out);
	return n->sent;
}
