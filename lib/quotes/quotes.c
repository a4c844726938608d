/* quotes: see broadsheet/quotes.h; the sieves, in their order */
#include "broadsheet/quotes.h"

#include "quotes/model.h"

#include <stdlib.h>

struct bs_quoter {
	struct bs_qlexicon *lex;
	struct bs_qtok *tok; /* memory for the words of a document */
	size_t tok_cap;
};

/* A cue less likely than this is still one beside marked speech. */
static float const WEAK = .2F;

struct bs_quoter *
bs_quoter_new(void)
{
	struct bs_quoter *q = bs_calloc(1, sizeof *q);

	q->lex = bs_qlexicon_new();
	return q;
}

void
bs_quoter_free(struct bs_quoter *q)
{
	if (q == NULL)
		return;
	bs_qlexicon_free(q->lex);
	free(q->tok);
	free(q);
}

const char *
bs_quoter_add_cues(struct bs_quoter *q, struct bs_span tsv, size_t *line)
{
	return bs_qlexicon_add(q->lex, tsv, line);
}

void
bs_quoter_run(struct bs_quoter *quoter, struct bs_doc *d, float min_p)
{
	struct bs_qdoc q = {.doc = d,
	    .lex = quoter->lex,
	    .model = &bs_qweights,
	    .tok = quoter->tok,
	    .tok_cap = quoter->tok_cap};

	bs_qlex(&q);
	bs_q_pair_marks(&q);
	bs_q_judge_pairs(&q);
	bs_q_find_cues(&q, WEAK);
	bs_q_find_acts(&q);
	bs_q_calibrate(&q);
	bs_q_name_sources(&q);
	bs_q_write(&q, min_p);
	quoter->tok = q.tok;
	quoter->tok_cap = q.tok_cap;
	free(q.act);
	free(q.part);
}
