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
		BS_PUSH(d->tok, d->ntok, d->tok_cap) = (struct bs_token){
		    at, at + (uint32_t)s.n, BS_WORD};
	}
	BS_PUSH(d->sent, d->nsent, d->sent_cap) = (struct bs_tagger_sent){
	    .text.n = d->text.n - from, .ntok = r->n};
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
		if (c->label[r->first + j] != cls * 4 + (i == k      ? BS_UNIT
							    : j == i ? BS_BEGIN
							    : j == k ? BS_LAST
								     : BS_INSIDE))
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
	if (d->nsent == 0)
		return;
	bs_tagger_run(t, d->sent, d->nsent, &e);
	for (size_t i = 0; i < e.n; i++) {
		const struct bs_train_range *r = &c->sent[c->doc[doc].sents.first + e.v[i].sent];
		int cls = class_number(e.v[i].cls);

		BS_PUSH(out->v, out->n, out->cap) = (struct found){logf(e.v[i].p / (1 - e.v[i].p)),
		    (uint8_t)cls, is_right(c, r, &d->sent[e.v[i].sent], &e.v[i], cls)};
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

/* Names of each class that the text marks. */
static void
count_gold(const struct bs_corpus *c, size_t gold[4])
{
	memset(gold, 0, 4 * sizeof *gold);
	for (size_t i = 0; i < c->n; i++)
		if (c->label[i] != BS_OUT && c->label[i] % 4 >= BS_LAST)
			gold[c->label[i] / 4]++;
}

static const char *const class_name[] = {"PER", "ORG", "LOC", "MISC"};

struct score {
	size_t right, found, gold;
};

static double
f1(struct score s)
{
	return s.found + s.gold ? 200.0 * (double)s.right / (double)(s.found + s.gold) : 0;
}

static double
percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

/* A class that the text does not mark is not scored. */
void
bs_train_score(const struct bs_trainer *t, struct bs_span model, size_t dev, struct bs_buf *out)
{
	const struct bs_corpus *c = &t->dev[dev].text;
	struct findings f = {0};
	struct score s[4] = {{0}}, all = {0};
	size_t gold[4];

	run(model, c, &f);
	for (size_t i = 0; i < f.n; i++) {
		s[f.v[i].cls].found++;
		s[f.v[i].cls].right += f.v[i].right;
	}
	count_gold(c, gold);
	bs_buf_lit(out, "  ");
	bs_buf_span(out, t->dev[dev].name);
	for (int k = 0; k < 4; k++) {
		s[k].gold = gold[k];
		if (s[k].gold == 0)
			continue;
		all.right += s[k].right;
		all.found += s[k].found;
		all.gold += s[k].gold;
		bs_buf_fmt(out, "\t%s %.2f", class_name[k], f1(s[k]));
	}
	bs_buf_fmt(out, "\tP %.2f\tR %.2f\tF1 %.2f\n", percent(all.right, all.found),
	    percent(all.right, all.gold), f1(all));
	free(f.v);
}

static double
within(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
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
		a = within(a + (ga * hbb - gb * hab) / det, 0.2, 2);
		b = within(b + (gb * haa - ga * hab) / det, -2, 2);
	}
	*slope = (float)a;
	*offset = (float)b;
}

void
bs_train_fit(struct bs_trainer *t, struct bs_span model, struct bs_buf *out)
{
	struct findings f = {0};

	for (size_t i = 0; i < t->ndev; i++) {
		size_t from = f.n, gold[4], kept = f.n;

		run(model, &t->dev[i].text, &f);
		count_gold(&t->dev[i].text, gold);
		for (size_t k = from; k < f.n; k++)
			if (gold[f.v[k].cls])
				f.v[kept++] = f.v[k];
		f.n = kept;
	}
	for (int k = 0; f.n && k < 4; k++) {
		fit(&f, k, &t->slope[k], &t->offset[k]);
		/* As the TSV will have it, so that a fit and its TSV give the same model. */
		t->slope[k] = roundf(t->slope[k] * 1000) / 1000;
		t->offset[k] = roundf(t->offset[k] * 1000) / 1000;
	}
	free(f.v);
	bs_buf_lit(out, "class\tslope\toffset\n");
	for (int k = 0; k < 4; k++)
		bs_buf_fmt(out, "%s\t%.3f\t%.3f\n", class_name[k], (double)t->slope[k],
		    (double)t->offset[k]);
}

/* A row: class, slope, offset.  No locale is ever set, so strtof reads what put_fit wrote. */
static bool
fit_row(struct bs_trainer *t, struct bs_span row)
{
	char buf[64], *end;

	if (row.n >= sizeof buf)
		return false;
	memcpy(buf, row.p, row.n);
	buf[row.n] = 0;
	for (int k = 0; k < 4; k++) {
		size_t n = strlen(class_name[k]);

		if (strncmp(buf, class_name[k], n) != 0 || buf[n] != '\t')
			continue;
		t->slope[k] = strtof(buf + n + 1, &end);
		t->offset[k] = strtof(end, &end);
		return *end == 0 && fabsf(t->slope[k]) <= BS_FIT_MOST &&
		       fabsf(t->offset[k]) <= BS_FIT_MOST;
	}
	return false;
}

const char *
bs_trainer_set_fit(struct bs_trainer *t, struct bs_span tsv, size_t *line)
{
	unsigned rows = 0;

	for (*line = 1; tsv.n; ++*line) {
		const char *nl = memchr(tsv.p, '\n', tsv.n);
		struct bs_span row = bs_span(tsv.p, nl ? (size_t)(nl - tsv.p) : tsv.n);

		tsv = bs_span_cut(tsv, row.n + (nl != NULL), tsv.n);
		if (row.n == 0 || row.p[0] == '#' || bs_span_starts(row, BS_SPAN("class\t")))
			continue;
		if (!fit_row(t, row))
			return "not a class, a slope and an offset";
		rows++;
	}
	t->fit_given = true;
	return rows == 4 ? NULL : "not four classes";
}
