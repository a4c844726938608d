/* aligned: splices and their composition; see broadsheet/aligned.h. */
#include "broadsheet/aligned.h"

#include <stdlib.h>

static const char *const rule_name[BS_NRULE] = {
    [BS_RULE_DECODE] = "decode",
    [BS_RULE_BYTE] = "byte",
    [BS_RULE_INVALID] = "invalid",
    [BS_RULE_BOM] = "bom",
    [BS_RULE_LINE_END] = "line-end",
    [BS_RULE_ENTITY] = "entity",
    [BS_RULE_TAG] = "tag",
    [BS_RULE_MOJIBAKE] = "mojibake",
    [BS_RULE_CONTROL] = "control",
    [BS_RULE_INVISIBLE] = "invisible",
    [BS_RULE_LIGATURE] = "ligature",
    [BS_RULE_WIDTH] = "width",
    [BS_RULE_FORM] = "form",
    [BS_RULE_SPACE] = "space",
    [BS_RULE_UNWRAP] = "unwrap",
    [BS_RULE_HYPHEN] = "hyphen",
    [BS_RULE_DROP_CAP] = "drop-cap",
    [BS_RULE_MARK] = "mark",
};

const char *
bs_rule_name(enum bs_rule r)
{
	return (unsigned)r < BS_NRULE ? rule_name[r] : "none";
}

void
bs_splice_add(
    struct bs_splices *s, size_t at, size_t del, const char *p, size_t n, enum bs_rule rule)
{
	if (del == 0 && n == 0)
		return;
	BS_PUSH(s->v, s->n, s->cap) = (struct bs_splice){at, del, s->pool.n, n, BS_RULEBIT(rule)};
	bs_buf_add(&s->pool, p, n);
}

void
bs_splices_reset(struct bs_splices *s)
{
	s->n = 0;
	s->pool.n = 0;
}

void
bs_splices_free(struct bs_splices *s)
{
	free(s->v);
	bs_buf_free(&s->pool);
	*s = (struct bs_splices){0};
}

void
bs_aligned_init(struct bs_aligned *a, struct bs_span source)
{
	a->source = a->text = source;
	a->nedit = 0;
}

void
bs_aligned_free(struct bs_aligned *a)
{
	free(a->edit);
	free(a->rules);
	free(a->spare_edit);
	free(a->spare_rules);
	bs_buf_free(&a->own[0]);
	bs_buf_free(&a->own[1]);
	*a = (struct bs_aligned){0};
}

/* One application on its way: what is read, what is written, how far. */
struct applying {
	const struct bs_aligned *a;
	const struct bs_splices *s;
	struct bs_buf *out;
	struct bs_edit *edit;
	uint32_t *rules;
	size_t nedit;  /* written */
	size_t i, k;   /* next old edit, next splice */
	size_t copied; /* old text copied up to here */
};

/* Source offset of old text offset t, all old edits before i lying before it. */
static size_t
source_at(const struct applying *x, size_t t)
{
	const struct bs_edit *e;

	if (x->i == 0)
		return t;
	e = &x->a->edit[x->i - 1];
	return e->src + e->s + (t - (e->t + e->n));
}

static void
copy_to(struct applying *x, size_t t)
{
	if (t > x->copied)
		memcpy(x->out->p + x->out->n, x->a->text.p + x->copied, t - x->copied);
	x->out->n += t - x->copied;
	x->copied = t;
}

static void
emit(struct applying *x, struct bs_edit e, uint32_t rules)
{
	if (e.n == 0 && e.s == 0)
		return;
	x->edit[x->nedit] = e;
	x->rules[x->nedit++] = rules;
}

/* Old edits that end at or before old text offset t go over as they are. */
static void
pass_edits(struct applying *x, size_t t)
{
	const struct bs_edit *e = x->a->edit;

	while (x->i < x->a->nedit && e[x->i].t + e[x->i].n <= t) {
		struct bs_edit v = e[x->i];

		copy_to(x, v.t);
		v.t = x->out->n;
		emit(x, v, x->a->rules[x->i]);
		x->i++;
	}
}

/* One splice, and every old edit and further splice that overlap it in a chain. */
static void
melt(struct applying *x)
{
	const struct bs_splice *sp = &x->s->v[x->k];
	const struct bs_edit *e = x->a->edit;
	size_t lo = sp->at, hi = sp->at + sp->del, src, t;
	uint32_t rules = 0;

	if (x->i < x->a->nedit && e[x->i].t < lo)
		lo = e[x->i].t;
	src = source_at(x, lo);
	copy_to(x, lo);
	t = x->out->n;
	for (bool first = true;; first = false) {
		if (x->i < x->a->nedit && e[x->i].t < hi) {
			if (e[x->i].t + e[x->i].n > hi)
				hi = e[x->i].t + e[x->i].n;
			rules |= x->a->rules[x->i++];
		} else if (x->k < x->s->n && (first || x->s->v[x->k].at < hi)) {
			sp = &x->s->v[x->k++];
			copy_to(x, sp->at);
			if (sp->n)
				memcpy(x->out->p + x->out->n, x->s->pool.p + sp->ins, sp->n);
			x->out->n += sp->n;
			x->copied = sp->at + sp->del;
			if (x->copied > hi)
				hi = x->copied;
			rules |= sp->rules;
		} else if (!first) {
			break;
		}
	}
	copy_to(x, hi);
	emit(x, (struct bs_edit){t, x->out->n - t, source_at(x, hi) - src, src}, rules);
}

static void
make_room(struct bs_aligned *a, const struct bs_splices *s, struct bs_buf *out)
{
	size_t most = a->nedit + s->n;

	out->n = 0;
	bs_buf_reserve(out, a->text.n + s->pool.n + 1);
	if (most > a->spare_cap) {
		a->spare_edit = bs_realloc(a->spare_edit, most, sizeof *a->spare_edit);
		a->spare_rules = bs_realloc(a->spare_rules, most, sizeof *a->spare_rules);
		a->spare_cap = most;
	}
}

void
bs_aligned_apply(struct bs_aligned *a, struct bs_splices *s)
{
	struct applying x = {.a = a, .s = s, .out = &a->own[a->turn]};
	struct bs_edit *edit = a->edit;
	uint32_t *rules = a->rules;
	size_t cap = a->edit_cap;

	if (s->n == 0)
		return;
	make_room(a, s, x.out);
	x.edit = a->spare_edit;
	x.rules = a->spare_rules;
	while (x.k < s->n) {
		pass_edits(&x, s->v[x.k].at);
		melt(&x);
	}
	pass_edits(&x, a->text.n);
	copy_to(&x, a->text.n);

	a->text = bs_buf_view(x.out);
	a->edit = x.edit;
	a->rules = x.rules;
	a->nedit = x.nedit;
	a->edit_cap = a->spare_cap;
	a->spare_edit = edit;
	a->spare_rules = rules;
	a->spare_cap = cap;
	a->turn ^= 1;
	bs_splices_reset(s);
}

void
bs_aligned_tidy(struct bs_aligned *a)
{
	size_t w = 0;

	for (size_t i = 0; i < a->nedit; i++) {
		const struct bs_edit *e = &a->edit[i];

		if (e->n == e->s && memcmp(a->text.p + e->t, a->source.p + e->src, e->n) == 0)
			continue;
		a->rules[w] = a->rules[i];
		a->edit[w++] = *e;
	}
	a->nedit = w;
}

bool
bs_aligned_check(const struct bs_aligned *a)
{
	size_t t = 0, src = 0;

	for (size_t i = 0; i <= a->nedit; i++) {
		bool last = i == a->nedit;
		size_t next = last ? a->text.n : a->edit[i].t;
		size_t next_src = last ? a->source.n : a->edit[i].src;

		if (next < t || next_src < src || next - t != next_src - src || next > a->text.n ||
		    next_src > a->source.n)
			return false;
		if (next > t && memcmp(a->text.p + t, a->source.p + src, next - t) != 0)
			return false;
		if (!last) {
			t = next + a->edit[i].n;
			src = next_src + a->edit[i].s;
			if (a->edit[i].n == 0 && a->edit[i].s == 0)
				return false;
		}
	}
	return true;
}
