/*
 * model: a trained tagger as static bytes: lexicon, sparse weights, the small
 * net, transitions, calibration.  Nothing is unpacked; a model is a view of
 * its bytes, which may be read-only and shared between processes.
 *
 * Layout, little endian, every part 64-byte aligned, in this order:
 *	struct bs_model_head
 *	lexicon (lexicon.h)
 *	struct bs_model_bucket[nbucket]   sparse weights
 *	struct bs_model_net               the dense half
 *
 * Scores are integers, BS_SCORE to one nat: tagging gives the same labels on
 * every machine.
 */
#ifndef BROADSHEET_MODEL_H
#define BROADSHEET_MODEL_H

#include "entities/features.h"

/* Labels: class * 4 + place; classes PER ORG LOC MISC; the last is "outside". */
enum { BS_BEGIN, BS_INSIDE, BS_LAST, BS_UNIT };
enum { BS_NLABEL = 16, BS_OUT = 16, BS_NSTATE = 17 };

enum {
	BS_NET_CAPS = BS_LEX_DIM,              /* one-hot case, BS_NCAPS of them */
	BS_NET_KNOWN = BS_NET_CAPS + BS_NCAPS, /* 1 where the word is in the lexicon */
	BS_NET_EDGE,                           /* 1 outside the sentence */
	BS_NET_SUF = BS_NET_EDGE + 1,
	BS_NET_AFFIX = 4096,
	BS_NET_AFFIX_DIM = 20,
	BS_NET_PRE = BS_NET_SUF + BS_NET_AFFIX_DIM,
	BS_NET_X = BS_NET_PRE + BS_NET_AFFIX_DIM, /* 152 */
	BS_NET_H = 96
};

/* May label b follow label a?  BS_OUT also stands for the sentence's edges. */
static inline bool
bs_label_follows(int a, int b)
{
	bool open = a != BS_OUT && a % 4 <= BS_INSIDE; /* a name goes on after a */
	bool start = b == BS_OUT || b % 4 == BS_BEGIN || b % 4 == BS_UNIT;

	return open ? !start && a / 4 == b / 4 : start;
}

static inline size_t
bs_net_suf(const struct bs_word *w)
{
	return (size_t)(w->suf[2] * 0x9e3779b97f4a7c15u >> 52);
}

static inline size_t
bs_net_pre(const struct bs_word *w)
{
	return (size_t)(w->pre[1] * 0x9e3779b97f4a7c15u >> 52);
}

/* A search for a feature never goes further than this many buckets: a damaged or hostile table
 * must not be slow. */
enum { BS_SCORE = 32, BS_MODEL_FARTHEST = 12 };

/* The score of a label that cannot follow (with a minus), and the highest of one that can. */
enum { BS_FOLLOW_NEVER = 16000, BS_FOLLOW_MOST = 8000 };

/* Bound of a slope and an offset of the calibration, either way. */
enum { BS_FIT_MOST = 1000 };

struct bs_model_head {
	char magic[8]; /* the last byte is the version: 1 where the sum leaves the head out, 2 */
	uint32_t size; /* of all, head included */
	uint32_t nbucket;
	uint64_t sum;              /* bs_model_sum */
	uint32_t lex, bucket, net; /* where the parts begin */
	uint32_t pad;
	float slope[4], offset[4];            /* calibration by class */
	int16_t follow[BS_NSTATE][BS_NSTATE]; /* score of b after a; a = BS_OUT is the start too */
	char made[158];                       /* how: for bs_model's reader, NUL-terminated */
};

/* Three features to a cache line. */
struct bs_model_bucket {
	int8_t row[3][BS_NLABEL]; /* weights; "outside" has none: it is 0 */
	uint32_t check[3];        /* part of the feature's key; 0 is free */
	uint32_t more;            /* another feature of this bucket lies in the next */
};

/* Weights of the net; the tagger's units are in tagger_net.c. */
struct bs_model_net {
	int16_t w1[BS_OFFSETS][BS_NET_H][BS_NET_X];
	int16_t b1[BS_NET_H];
	int16_t u[3][BS_NLABEL][BS_NET_H];
	int8_t suf[BS_NET_AFFIX][BS_NET_AFFIX_DIM], pre[BS_NET_AFFIX][BS_NET_AFFIX_DIM];
};

struct bs_model {
	const struct bs_model_head *head;
	struct bs_lexicon lex;
	const struct bs_model_bucket *bucket;
	const struct bs_model_net *net;
};

/*
 * View a model in bytes (8-byte aligned), which must outlive it.  NULL, or
 * what is wrong.  With `trust`, the sum and the lexicon's inside are not
 * checked: for the model compiled in, so that start-up touches few pages.
 */
const char *bs_model_open(struct bs_model *m, struct bs_span bytes, bool trust);

/* The same, the sum left alone. */
const char *bs_model_view(struct bs_model *m, struct bs_span bytes, bool trust);

/* The sum of a model's bytes, which are at least a head: of the parts, and from version 2 on of
 * the head with that sum in its place, so that no byte is left out. */
uint64_t bs_model_sum(struct bs_span bytes);

/* Bytes of the model compiled in: lib/data/model.bin. */
struct bs_span bs_model_builtin(void);

/* The bucket where the search for a feature starts, and its check. */
static inline uint32_t
bs_model_start(uint64_t key, uint32_t nbucket)
{
	return (uint32_t)((key >> 32) * nbucket >> 32);
}

static inline uint32_t
bs_model_check(uint64_t key)
{
	return (uint32_t)key | 1;
}

/* Weights of a feature, or NULL. */
static inline const int8_t *
bs_model_row(const struct bs_model *m, uint64_t key)
{
	uint32_t i = bs_model_start(key, m->head->nbucket), check = bs_model_check(key);

	for (int far = 0; far < BS_MODEL_FARTHEST; far++) {
		const struct bs_model_bucket *b = &m->bucket[i];
		bool first = b->check[0] == check, second = b->check[1] == check,
		     third = b->check[2] == check;

		/* One jump, not three that cannot be foreseen. */
		if (first | second | third)
			return b->row[second + 2 * third];
		if (!b->more)
			break;
		i = i + 1 == m->head->nbucket ? 0 : i + 1;
	}
	return NULL;
}

/* Ask for the memory where a feature lies. */
static inline void
bs_model_prefetch(const struct bs_model *m, uint64_t key)
{
	__builtin_prefetch(&m->bucket[bs_model_start(key, m->head->nbucket)]);
}

/* Add the weights of n features to the scores of a token; at most BS_MAX_JOINT of them. */
void bs_model_add(const struct bs_model *m, const uint64_t *key, size_t n, int16_t sum[BS_NLABEL]);

#endif
