/*
 * probability: how likely an act of quoting is one.
 *
 * The sieves' own scores rank acts of one kind; they are no shares of right
 * ones.  A logistic function of a score's log odds, with a slope for each
 * class and an offset for each class and rule (Platt 1999), makes them so.
 * Slopes and offsets are weights like all others: the trainer fits them to
 * what weights of other documents found.
 */
#include "quotes/features.h"

#include <math.h>

static const char *const class_name[] = {"direct", "mixed", "indirect"};

static uint64_t
act_class(const struct bs_qact *a)
{
	return bs_q_hash(bs_span_str(class_name[a->cls]));
}

float
bs_q_act_odds(const struct bs_qact *a)
{
	return logf((a->p + .002F) / (1.002F - a->p));
}

void
bs_q_calibrate(struct bs_qdoc *q)
{
	for (size_t i = 0; i < q->nact; i++) {
		struct bs_qact *a = &q->act[i];
		uint64_t cls = act_class(a);
		struct bs_qfeatures slope, offset;

		if (a->turn || a->nested) /* too few were seen */
			continue;
		bs_q_begin(&slope);
		bs_q_add(&slope, BS_Q_P_SLOPE, cls, 0, 0);
		bs_q_begin(&offset);
		bs_q_add(&offset, BS_Q_P_CLASS, cls, 0, 0);
		bs_q_add(&offset, BS_Q_P_RULE, cls, bs_q_hash(bs_span_str(a->rule)), 0);
		a->p = bs_q_logistic(bs_qmodel_score(q->model, &slope) * bs_q_act_odds(a) +
				     bs_qmodel_score(q->model, &offset));
	}
}
