/*
 * features.h (private): the small tools of the feature functions.
 */
#ifndef BS_QUOTES_FEATURES_H
#define BS_QUOTES_FEATURES_H

#include "quotes/model.h"

/* The sentence a token stands in, or so much of a monstrous one that time stays linear. */
struct bs_qwin {
	uint32_t lo, hi;
};
enum { BS_Q_WINDOW = 400 };

static inline struct bs_qwin
bs_q_window(const struct bs_qdoc *q, uint32_t t)
{
	struct bs_qwin w = {q->first[q->tok[t].sent], q->first[q->tok[t].sent + 1]};

	if (t > w.lo + BS_Q_WINDOW)
		w.lo = t - BS_Q_WINDOW;
	if (w.hi > t + BS_Q_WINDOW)
		w.hi = t + BS_Q_WINDOW;
	return w;
}

/* Values of the word, and of its class, at t; 0 outside the sentence (t may be lo - 1). */
static inline uint64_t
bs_q_w(const struct bs_qdoc *q, struct bs_qwin w, uint32_t t)
{
	return t - w.lo < w.hi - w.lo ? q->tok[t].h : 0;
}

static inline uint64_t
bs_q_c(const struct bs_qdoc *q, struct bs_qwin w, uint32_t t)
{
	return t - w.lo < w.hi - w.lo ? q->tok[t].c : 0;
}

/* A distance in words, about: the longer, the coarser. */
static inline uint64_t
bs_q_length(uint32_t n)
{
	static const unsigned char to[] = {0, 1, 2, 3, 4, 6, 6, 9, 9, 9, 14, 14, 14, 14, 14, 22, 22,
	    22, 22, 22, 22, 22, 22, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35};

	return bs_q_number(n < sizeof to ? to[n] : 40);
}

static inline void
bs_q_begin(struct bs_qfeatures *f)
{
	f->n = 0;
}

static inline void
bs_q_add(struct bs_qfeatures *f, unsigned t, uint64_t a, uint64_t b, uint64_t c)
{
#ifdef BS_Q_NAMED
	f->v[f->n++] = (struct bs_qfeature){t, {a, b, c}};
#else
	f->key[f->n++] = bs_q_key(t, a, b, c);
#endif
}

static inline bool
bs_q_heading(const struct bs_qdoc *q, uint32_t t)
{
	struct bs_span c = q->doc->sent[q->tok[t].sent].cls;

	return bs_span_is(c, "title") || bs_span_is(c, "heading");
}

#endif
