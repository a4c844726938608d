/* entities: see the header.  Finders fill lists of a sentence, settle() picks among them. */
#include "entities/entities.h"

#include "entities/evidence.h"
#include "entities/mend.h"
#include "entities/tagger_doc.h"
#include "entities/values.h"

#include <stdlib.h>

struct bs_tagging {
	struct bs_tagging_options o;
	struct bs_values *values;
	struct bs_doctagger *tagger;
	struct bs_entities all;            /* the tagger's names of the document */
	size_t next;                       /* the first of them not yet seen to */
	bool foreign;                      /* the document is of a language that the model lacks */
	const struct bs_tagger_sent *sent; /* the document's sentences, as the tagger saw them */
	struct bs_gaz_matches user;        /* of the sentence, in a user's list */
	struct bs_entities model;          /* the tagger's names of the sentence, in order */
	struct bs_entities found; /* candidates of the sentence, those of higher rank first */
	struct bs_entities names; /* what the document holds */
	struct bs_buf taken;      /* a byte a byte of the sentence: 1 where it is spoken for */
};

/* Whether --class asks for the entity's class. */
static bool
wanted(const struct bs_tagging *t, const struct bs_entity *e)
{
	struct bs_span rest = t->o.classes, name = e->user;

	if (!rest.n)
		return true;
	if (e->cls != BS_USER_CLASS)
		name = bs_span_str(bs_class_name(e->cls));
	while (rest.n) {
		const char *comma = memchr(rest.p, ',', rest.n);
		size_t n = comma ? (size_t)(comma - rest.p) : rest.n;

		if (bs_span_eq(bs_span(rest.p, n), name))
			return true;
		rest = bs_span_cut(rest, comma ? n + 1 : n, rest.n);
	}
	return false;
}

struct bs_tagging *
bs_tagging_new(const struct bs_tagging_options *o, const char **why)
{
	struct bs_tagging *t = bs_calloc(1, sizeof *t);

	t->o = *o;
	t->values = bs_values_new();
	t->tagger = bs_doctagger_new(o->model, why);
	if (!t->tagger) {
		bs_tagging_free(t);
		return NULL;
	}
	return t;
}

void
bs_tagging_free(struct bs_tagging *t)
{
	if (!t)
		return;
	bs_values_free(t->values);
	bs_doctagger_free(t->tagger);
	free(t->all.v);
	bs_gaz_matches_free(&t->user);
	free(t->model.v);
	free(t->found.v);
	free(t->names.v);
	bs_buf_free(&t->taken);
	free(t);
}

static void
push(struct bs_entities *e, struct bs_entity x)
{
	BS_PUSH(e->v, e->n, e->cap) = x;
}

static bool
is_free(const struct bs_tagging *t, size_t start, size_t stop)
{
	return memchr(t->taken.p + start, 1, stop - start) == NULL;
}

/* Take the candidate unless its place is taken. */
static bool
take(struct bs_tagging *t, const struct bs_entity *e)
{
	if (!is_free(t, e->start, e->stop))
		return false;
	memset(t->taken.p + e->start, 1, e->stop - e->start);
	if (e->cls != BS_NO_ENTITY)
		push(&t->names, *e);
	return true;
}

/* A match in a user's list as an entity; the model's class where the list names none. */
static struct bs_entity
user_entity(struct bs_tagging *t, struct bs_doc *d, const struct bs_userlist *u,
    const struct bs_gaz_match *m, const struct bs_userlist_row *row, size_t sent)
{
	struct bs_entity e = {.sent = sent,
	    .start = m->start,
	    .stop = m->stop,
	    .by = BS_BY_USER_LIST,
	    .rule = u->name,
	    .id = row->id,
	    .p = -1,
	    .key = row->key,
	    .info = row->country,
	    .user = row->cls};
	struct bs_buf b = {0};

	e.cls = row->cls.n ? bs_class_find(row->cls) : BS_MISC;
	if (!row->cls.n) {
		const struct bs_entity *seen = bs_overlapping(
		    t->model.v, t->model.n, e.start, e.stop);

		if (seen && seen->start == e.start && seen->stop == e.stop)
			e.cls = seen->cls;
	}
	if (row->shared) {
		bs_buf_span(&b, row->key);
		bs_buf_lit(&b, " (");
		bs_buf_span(&b, row->id);
		bs_buf_ch(&b, ')');
		e.key = bs_arena_copy(&d->arena, bs_buf_view(&b));
		bs_buf_free(&b);
	}
	return e;
}

static void
user_names(struct bs_tagging *t, struct bs_doc *d, size_t sent)
{
	const struct bs_tagger_sent *s = &t->sent[sent];

	for (size_t l = 0; l < t->o.nlist; l++) {
		const struct bs_userlist *u = &t->o.list[l];

		t->user.n = 0;
		bs_gaz_find(&u->gaz, s->text, s->tok, s->ntok, &t->user);
		for (size_t i = 0; i < t->user.n; i++) {
			const struct bs_gaz_match *m = &t->user.v[i];
			struct bs_userlist_row row = bs_userlist_row(u, m->ref);
			struct bs_entity e;

			if (row.strict && (m->form == BS_GAZ_FOLDED ||
					      (m->units == 1 && !bs_stands_alone(s, m, &t->model))))
				continue;
			e = user_entity(t, d, u, m, &row, sent);
			take(t, &e);
		}
	}
}

/* Longer first; of equal spans the surer kind, as the header says. */
static int
rank(const struct bs_entity *e)
{
	return e->cls >= BS_DATE && e->cls <= BS_QUANTITY ? 0 : e->by == BS_BY_LIST ? 1 : 2;
}

static int
by_length(const void *a, const void *b)
{
	const struct bs_entity *x = a, *y = b;
	size_t nx = x->stop - x->start, ny = y->stop - y->start;

	if (nx != ny)
		return nx > ny ? -1 : 1;
	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	return x->start < y->start ? -1 : x->start > y->start;
}

static int
by_place(const void *a, const void *b)
{
	const struct bs_entity *x = a, *y = b;

	if (x->sent != y->sent)
		return x->sent < y->sent ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->stop > y->stop ? -1 : x->stop < y->stop;
}

static void
tag_sentence(struct bs_tagging *t, struct bs_doc *d, size_t sent)
{
	const struct bs_tagger_sent *s = &t->sent[sent];
	size_t from = t->names.n;

	t->found.n = t->model.n = 0;
	t->taken.n = 0;
	bs_buf_reserve(&t->taken, s->text.n + 1);
	memset(t->taken.p, 0, s->text.n + 1);
	for (; t->next < t->all.n && t->all.v[t->next].sent == sent; t->next++)
		push(&t->model, t->all.v[t->next]);
	bs_mend_names(s, &t->model);
	user_names(t, d, sent);
	if (t->o.rules)
		bs_rules_find(t->o.rules, s->text, sent, &d->arena, &t->found);
	for (size_t i = 0; i < t->found.n; i++)
		take(t, &t->found.v[i]);
	t->found.n = 0;
	bs_values_find(t->values, s->text, sent, d->sent[sent].block, &d->arena, &t->found);
	for (size_t i = 0; i < t->model.n; i++)
		push(&t->found, t->model.v[i]);
	if (!t->foreign)
		bs_list_names(s, &t->model, sent, &t->found);
	bs_sort(t->found.v, t->found.n, sizeof *t->found.v, by_length);
	for (size_t i = 0; i < t->found.n; i++)
		take(t, &t->found.v[i]);
	if (t->names.n == from)
		return;
	bs_sort(t->names.v + from, t->names.n - from, sizeof *t->names.v, by_place);
	if (t->o.nested) {
		bs_nested_names(s, sent, from, &t->names);
		bs_sort(t->names.v + from, t->names.n - from, sizeof *t->names.v, by_place);
	}
}

/* RULE[:DETAIL][@P] */
static void
write_why(struct bs_buf *b, const struct bs_entity *e)
{
	static const char *const by[] = {[BS_BY_MODEL] = "model",
	    [BS_BY_LIST] = "list",
	    [BS_BY_RULE] = "rule",
	    [BS_BY_USER_LIST] = "list",
	    [BS_BY_USER_RULE] = "rule"};

	b->n = 0;
	bs_buf_lit(b, by[e->by]);
	if (e->rule.n) {
		bs_buf_ch(b, ':');
		bs_buf_span(b, e->rule);
	}
	if (e->id.n) {
		bs_buf_ch(b, ':');
		bs_buf_span(b, e->id);
	}
	if (e->how) {
		bs_buf_ch(b, ':');
		bs_buf_lit(b, e->how);
	}
	if (e->p >= 0)
		bs_why_percent(b, (unsigned)(e->p * 100 + 0.5F));
}

/* Whether the document's rows say that it is not in English. */
static bool
is_foreign(const struct bs_doc *d)
{
	bool english = true;

	for (size_t i = 0; i < d->nmeta; i++)
		bs_row_language(&d->meta[i], &english);
	return !english;
}

bool
bs_tag_document(struct bs_tagging *t, struct bs_doc *d)
{
	struct bs_span date = bs_doc_meta(d, "date");
	struct bs_buf why = {0};

	t->names.n = 0;
	if (!d->continued) {
		bs_values_begin(t->values, date.n ? date : t->o.doc_date);
		t->foreign = t->o.model.n == 0 && is_foreign(d);
	}
	t->all.n = t->next = 0;
	t->sent = bs_doctagger_run(t->tagger, d, !t->foreign, &t->all);
	for (size_t i = 0; i < d->nsent; i++)
		tag_sentence(t, d, i);
	bs_resolve(d, &t->names);
	for (size_t i = 0; i < t->names.n; i++) {
		const struct bs_entity *e = &t->names.v[i];

		if (!wanted(t, e) || (e->p >= 0 && e->p < t->o.min_p))
			continue;
		write_why(&why, e);
		bs_add_row(
		    d, &(struct bs_span_row){.kind = BS_ENTITY,
			   .start = {e->sent, e->start},
			   .stop = {e->sent, e->stop},
			   .cls = e->cls == BS_USER_CLASS ? e->user
							  : bs_span_str(bs_class_name(e->cls)),
			   .key = e->key,
			   .info = e->info,
			   .why = bs_buf_view(&why)});
	}
	bs_buf_free(&why);
	return !t->foreign;
}
