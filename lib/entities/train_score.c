/*
 * Scores on dev text, and calibration, by the tagger that users run: see
 * train.h.
 */
#include "entities/train_impl.h"

#include "entities/tagger.h"

#include <math.h>
#include <stdlib.h>

/* A document of dev text as the tagger wants it. */
struct dev_doc {
	struct bs_buf text;
	struct bs_token *tok;
	size_t ntok, tok_cap;
	struct bs_gaz_matches gaz;
	struct bs_tagger_sent *sent;
	size_t nsent, sent_cap;
};

static void
free_doc(struct dev_doc *d)
{
	bs_buf_free(&d->text);
	free(d->tok);
	free(d->sent);
	bs_gaz_matches_free(&d->gaz);
}

static void
add_sentence(struct dev_doc *d, const struct bs_corpus *c, const struct bs_train_range *r)
{
	size_t from = d->text.n;

	for (size_t i = 0; i < r->n; i++) {
		struct bs_span s = c->form[r->first + i]->s;
		uint32_t at = (uint32_t)(d->text.n - from + (i != 0));

		if (i)
			bs_buf_ch(&d->text, ' ');
		bs_buf_span(&d->text, s);
		BS_PUSH(d->tok, d->ntok, d->tok_cap) =
		    (struct bs_token){at, at + (uint32_t)s.n, BS_WORD};
	}
	BS_PUSH(d->sent, d->nsent, d->sent_cap) =
	    (struct bs_tagger_sent){.text.n = d->text.n - from, .ntok = r->n};
}

/* Texts, tokens and matches lie end to end; only when all are there do they stay in place. */
static void
make_doc(struct dev_doc *d, const struct bs_corpus *c, size_t doc)
{
	const struct bs_train_range *sents = &c->doc[doc].sents;
	size_t text = 0, tok = 0, gaz = 0;

	d->text.n = d->ntok = d->nsent = d->gaz.n = 0;
	for (size_t i = 0; i < sents->n; i++)
		add_sentence(d, c, &c->sent[sents->first + i]);
	for (size_t i = 0; i < d->nsent; i++) {
		struct bs_tagger_sent *s = &d->sent[i];
		size_t from = d->gaz.n;

		s->text.p = d->text.p + text;
		s->tok = d->tok + tok;
		bs_gaz_find(&bs_gazetteer, s->text, s->tok, s->ntok, &d->gaz);
		s->ngaz = d->gaz.n - from;
		text += s->text.n;
		tok += s->ntok;
	}
	for (size_t i = 0; i < d->nsent; i++) {
		d->sent[i].gaz = d->gaz.v + gaz;
		gaz += d->sent[i].ngaz;
	}
}

/* Is the entity found one of the text's? */
static bool
is_right(const struct bs_corpus *c, const struct bs_train_range *r, const struct bs_tagger_sent *s,
    const struct bs_entity *e, int cls)
{
	size_t i = 0, k;

	while (s->tok[i].start < e->start)
		i++;
	k = i;
	while (s->tok[k].stop < e->stop)
		k++;
	for (size_t j = i; j <= k; j++)
		if (c->label[r->first + j] != cls * 4 + (i == k ? BS_UNIT : j == i ? BS_BEGIN
		                                         : j == k ? BS_LAST : BS_INSIDE))
			return false;
	return true;
}

static int
class_number(enum bs_entity_class cls)
{
	return cls == BS_PER ? 0 : cls == BS_ORG ? 1 : cls == BS_LOC ? 2 : 3;
}

struct found {
	float logit;
	uint8_t cls;
	bool right;
};

struct findings {
	struct found *v;
	size_t n, cap;
};

static void
run_doc(struct bs_tagger *t, struct dev_doc *d, const struct bs_corpus *c, size_t doc,
    struct findings *out)
{
	struct bs_entities e = {0};

	make_doc(d, c, doc);
	bs_tagger_run(t, d->sent, d->nsent, &e);
	for (size_t i = 0; i < e.n; i++) {
		const struct bs_train_range *r = &c->sent[c->doc[doc].sents.first + e.v[i].sent];
		int cls = class_number(e.v[i].cls);

		BS_PUSH(out->v, out->n, out->cap) = (struct found){
		    logf(e.v[i].p / (1 - e.v[i].p)), (uint8_t)cls,
		    is_right(c, r, &d->sent[e.v[i].sent], &e.v[i], cls)};
	}
	free(e.v);
}

static bool
run(struct bs_span model, const struct bs_corpus *c, struct findings *out)
{
	struct bs_model m;
	struct bs_tagger *t;
	struct dev_doc d = {0};

	if (bs_model_open(&m, model, true) != NULL)
		return false;
	t = bs_tagger_new(&m);
	for (size_t i = 0; i < c->ndoc; i++)
		run_doc(t, &d, c, i, out);
	bs_tagger_free(t);
	free_doc(&d);
	return true;
}

bool
bs_trainer_score(struct bs_trainer *t, struct bs_span model, size_t dev,
    struct bs_train_score *s)
{
	struct findings f = {0};

	*s = (struct bs_train_score){0};
	if (dev >= t->ndev || !run(model, &t->dev[dev], &f))
		return false;
	for (size_t i = 0; i < f.n; i++) {
		s->found[f.v[i].cls]++;
		s->right[f.v[i].cls] += f.v[i].right;
	}
	for (size_t i = 0; i < t->dev[dev].n; i++)
		if (t->dev[dev].label[i] != BS_OUT && t->dev[dev].label[i] % 4 >= BS_LAST)
			s->gold[t->dev[dev].label[i] / 4]++;
	free(f.v);
	return true;
}

/* Logistic regression of right on logit for one class, by Newton's method, held near slope 1
 * and offset 0 as by a few dozen examples. */
static void
fit(const struct findings *f, int cls, float *slope, float *offset)
{
	double a = 1, b = 0;

	for (int round = 0; round < 30; round++) {
		double ga = 8 * (1 - a), gb = 8 * (0 - b), haa = 8, hab = 0, hbb = 8, det;

		for (size_t i = 0; i < f->n; i++) {
			double x = (double)f->v[i].logit, p, w;

			if (f->v[i].cls != cls)
				continue;
			p = 1 / (1 + (double)bs_expf((float)-(a * x + b)));
			w = p * (1 - p);
			ga += ((double)f->v[i].right - p) * x;
			gb += (double)f->v[i].right - p;
			haa += w * x * x;
			hab += w * x;
			hbb += w;
		}
		det = haa * hbb - hab * hab;
		a += (ga * hbb - gb * hab) / det;
		b += (gb * haa - ga * hab) / det;
	}
	*slope = (float)a;
	*offset = (float)b;
}

void
bs_trainer_calibrate(struct bs_trainer *t, struct bs_buf *model)
{
	struct findings f = {0};
	struct bs_model_head h;

	for (size_t i = 0; i < t->ndev; i++)
		run(bs_buf_view(model), &t->dev[i], &f);
	memcpy(&h, model->p, sizeof h);
	for (int k = 0; f.n && k < 4; k++)
		fit(&f, k, &h.slope[k], &h.offset[k]);
	memcpy(model->p, &h, sizeof h);
	free(f.v);
}
