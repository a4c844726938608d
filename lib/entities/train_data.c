/*
 * Reading and drafting: see train_data.h.
 */
#include "entities/train_data.h"

#include <stdlib.h>

static uint64_t
next(struct bs_train_data *d)
{
	uint64_t z = d->random += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

float
bs_train_chance(struct bs_train_data *d)
{
	return (float)(next(d) >> 40) / 16777216.0f;
}

size_t
bs_train_pick(struct bs_train_data *d, size_t n)
{
	return (size_t)(next(d) % n);
}

void
bs_train_data_free(struct bs_train_data *d)
{
	for (size_t i = 0; i < d->nform; i++) {
		for (int o = 0; d->form[i]->ready && o < 2 * BS_OFFSETS; o++)
			free(d->form[i]->feat[o / BS_OFFSETS][o % BS_OFFSETS]);
		free(d->form[i]);
	}
	free(d->form);
	bs_strmap_free(&d->map);
	bs_arena_free(&d->arena);
	bs_buf_free(&d->scratch);
	bs_tokens_free(&d->tok);
	for (size_t i = 0; i < d->nlist; i++)
		free(d->list[i].v);
	free(d->list);
	for (int k = 0; k < 4; k++)
		free(d->pool[k]);
}

void
bs_corpus_free(struct bs_corpus *c)
{
	free(c->form);
	free(c->label);
	free(c->sent);
	free(c->doc);
	*c = (struct bs_corpus){0};
}

struct bs_train_form *
bs_train_form(struct bs_train_data *d, struct bs_span s)
{
	bool is_new;
	uint64_t *at = bs_strmap_put(&d->map, s, &is_new);
	struct bs_train_form *f;

	if (!is_new)
		return d->form[*at];
	*at = d->nform;
	f = bs_calloc(1, sizeof *f);
	BS_PUSH(d->form, d->nform, d->form_cap) = f;
	f->s = bs_arena_copy(&d->arena, s);
	bs_word_analyse(&f->w, &d->lex, f->s, &d->scratch);
	f->masked = f->w;
	f->masked.form = f->masked.lower = 1;
	f->masked.lex = BS_LEX_NONE;
	f->masked.fine = f->masked.mid = f->masked.coarse = 0;
	return f;
}

static void
push(struct bs_corpus *c, struct bs_train_form *f, uint8_t label)
{
	size_t n = c->n;

	BS_PUSH(c->form, c->n, c->form_cap) = f;
	BS_PUSH(c->label, n, c->label_cap) = label;
}

/* While a sentence is read: class, plus this where a name begins. */
enum { STARTS = 128, NO_NAME = 127 };

static uint8_t
class_of(struct bs_span s)
{
	static const char *const name[] = {
	    "PER", "ORG", "LOC", "MISC", "GPE", "FAC", "NORP", "EVENT"};
	static const uint8_t cls[] = {0, 1, 2, 3, 2, 2, 3, 3};

	for (size_t i = 0; i < sizeof cls; i++)
		if (bs_span_is(s, name[i]))
			return cls[i];
	return NO_NAME;
}

size_t
bs_train_ending(struct bs_span s)
{
	size_t mark = bs_span_starts(s, BS_SPAN("'")) ? 1 : bs_span_starts(s, BS_SPAN("’")) ? 3 : 0;

	return s.n > mark && s.n <= mark + 2 && s.p[mark] >= 'a' && s.p[mark] <= 'z' ? mark : 0;
}

/* A token, cut by the toolkit's tokenizer; where it begins a name only its first piece does. */
static void
push_token(struct bs_train_data *d, struct bs_corpus *c, struct bs_span s, uint8_t cls, bool starts)
{
	d->tok.n = 0;
	if (bs_train_ending(s)) /* the tokenizer would cut it in two where it is alone */
		push(c, bs_train_form(d, s), starts ? cls | STARTS : cls);
	else
		bs_tokenize(s, BS_TOKEN_SPLIT_HYPHENS, &d->tok);
	for (size_t i = 0; i < d->tok.n; i++)
		push(c, bs_train_form(d, bs_span_cut(s, d->tok.v[i].start, d->tok.v[i].stop)),
		    starts && i == 0 ? cls | STARTS : cls);
}

/* Close the sentence that began at `first`: classes become places in names. */
static void
end_sentence(struct bs_corpus *c, size_t first)
{
	for (size_t i = first, k; i < c->n; i = k) {
		uint8_t cls = c->label[i] & NO_NAME;

		k = i + 1;
		if (cls == NO_NAME) {
			c->label[i] = BS_OUT;
			continue;
		}
		while (k < c->n && c->label[k] == cls)
			k++;
		for (size_t j = i; j < k; j++)
			c->label[j] = (uint8_t)(cls * 4 + (k - i == 1      ? BS_UNIT
							      : j == i     ? BS_BEGIN
							      : j + 1 == k ? BS_LAST
									   : BS_INSIDE));
	}
	if (c->n > first)
		BS_PUSH(c->sent, c->nsent, c->sent_cap) = (struct bs_train_range){
		    first, c->n - first};
}

static void
end_document(struct bs_corpus *c, size_t *first, unsigned source, bool pattern)
{
	if (c->nsent > *first)
		BS_PUSH(c->doc, c->ndoc, c->doc_cap) = (struct bs_train_doc){
		    {*first, c->nsent - *first}, source, pattern};
	*first = c->nsent;
}

static struct bs_span
next_line(struct bs_span *text)
{
	const char *nl = memchr(text->p, '\n', text->n);
	struct bs_span line = bs_span(text->p, nl ? (size_t)(nl - text->p) : text->n);

	*text = bs_span_cut(*text, line.n + (nl != NULL), text->n);
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

static bool
read_label(struct bs_span s, uint8_t *cls, bool *starts)
{
	*starts = bs_span_starts(s, BS_SPAN("B-"));
	*cls = *starts || bs_span_starts(s, BS_SPAN("I-")) ? class_of(bs_span_cut(s, 2, s.n))
							   : NO_NAME;
	return *starts || s.p[0] == 'O' || bs_span_starts(s, BS_SPAN("I-"));
}

/* Texts that do not tell their documents get one per sentence. */
const char *
bs_corpus_bio(struct bs_train_data *d, struct bs_corpus *c, struct bs_span text, unsigned source,
    size_t *line)
{
	size_t first = c->n, doc = c->nsent;
	bool known = false;

	for (*line = 1; text.n; ++*line) {
		struct bs_span l = next_line(&text);
		const char *tab = l.n ? memchr(l.p, '\t', l.n) : NULL;
		bool start = bs_span_starts(l, BS_SPAN("-DOCSTART-")), begins;
		uint8_t cls;

		known |= start;
		if (l.n == 0 || start) {
			end_sentence(c, first);
			first = c->n;
			if (start || !known)
				end_document(c, &doc, source, false);
			continue;
		}
		if (!tab || tab == l.p || tab + 1 == l.p + l.n)
			return "not a token, a tab and a label";
		if (bs_utf8_valid(l) != l.n)
			return "not UTF-8";
		if (!read_label(bs_span_cut(l, (size_t)(tab + 1 - l.p), l.n), &cls, &begins))
			return "a label is O, B-CLASS or I-CLASS";
		push_token(d, c, bs_span_cut(l, 0, (size_t)(tab - l.p)), cls, begins);
	}
	end_sentence(c, first);
	end_document(c, &doc, source, false);
	return NULL;
}

/* One word of a pattern: an opening bracket with its class, a closing one, or a token. */
static const char *
pattern_word(
    struct bs_train_data *d, struct bs_corpus *c, struct bs_span w, uint8_t *cls, bool *starts)
{
	bool closes = w.n > 1 && w.p[w.n - 1] == ']';

	if (w.p[0] == '[' && w.n > 1) {
		*cls = class_of(bs_span_cut(w, 1, w.n));
		*starts = true;
		return *cls == NO_NAME ? "a bracket without a class" : NULL;
	}
	w.n -= closes;
	if (w.p[0] == '{')
		push(c, bs_train_form(d, w), *starts ? *cls | STARTS : *cls);
	else
		push_token(d, c, w, *cls, *starts && *cls != NO_NAME);
	*starts = false;
	if (closes)
		*cls = NO_NAME;
	return NULL;
}

const char *
bs_corpus_patterns(struct bs_train_data *d, struct bs_corpus *c, struct bs_span text,
    unsigned source, size_t *line)
{
	for (*line = 1; text.n; ++*line) {
		struct bs_span l = next_line(&text);
		size_t first = c->n, doc = c->nsent;
		uint8_t cls = NO_NAME;
		bool starts = false;

		if (bs_utf8_valid(l) != l.n)
			return "not UTF-8";
		while (l.n && l.p[0] != '#') {
			const char *sp = memchr(l.p, ' ', l.n);
			size_t n = sp ? (size_t)(sp - l.p) : l.n;
			const char *bad = n ? pattern_word(d, c, bs_span(l.p, n), &cls, &starts)
					    : NULL;

			if (bad)
				return bad;
			l = bs_span_cut(l, sp ? n + 1 : n, l.n);
		}
		if (cls != NO_NAME)
			return "a bracket is not closed";
		end_sentence(c, first);
		end_document(c, &doc, source, true);
	}
	return NULL;
}

struct labelled {
	size_t start, stop; /* bytes of the text without brackets */
	uint8_t cls;
};

struct article_line {
	struct bs_buf text; /* without brackets */
	struct labelled *name;
	size_t nname, name_cap;
};

/* Take the brackets out of a line. */
static const char *
unbracket(struct bs_span l, struct article_line *out)
{
	bool open = false;

	out->text.n = out->nname = 0;
	for (size_t i = 0; i < l.n; i++) {
		const char *sp;

		if (l.p[i] == '[' && !open) {
			sp = memchr(l.p + i, ' ', l.n - i);
			struct labelled x = {out->text.n, 0, NO_NAME};

			if (sp)
				x.cls = class_of(bs_span_cut(l, i + 1, (size_t)(sp - l.p)));
			if (x.cls == NO_NAME)
				return "a bracket without a class";
			BS_PUSH(out->name, out->nname, out->name_cap) = x;
			i = (size_t)(sp - l.p);
			open = true;
		} else if (l.p[i] == ']' && open) {
			out->name[out->nname - 1].stop = out->text.n;
			open = false;
		} else if (l.p[i] == '[' || l.p[i] == ']') {
			return "a bracket in a name, or behind none";
		} else {
			bs_buf_ch(&out->text, l.p[i]);
		}
	}
	return open ? "a bracket is not closed" : NULL;
}

/* The tokens of a line, each in a name or in none.  `Ltd.' is one token, also where the stop is the
 * sentence's. */
static const char *
article_tokens(struct bs_train_data *d, struct bs_corpus *c, const struct article_line *l)
{
	struct bs_span s = bs_buf_view(&l->text);
	const struct labelled *x = l->name, *end = l->name + l->nname;

	d->tok.n = 0;
	bs_tokenize(s, BS_TOKEN_SPLIT_HYPHENS, &d->tok);
	for (size_t i = 0; i < d->tok.n; i++) {
		size_t start = d->tok.v[i].start, stop = d->tok.v[i].stop;
		uint8_t cls = NO_NAME;

		while (x < end && x->stop <= start)
			x++;
		stop -= x < end && stop == x->stop + 1 && s.p[stop - 1] == '.' && stop - start > 1;
		if (x < end && start >= x->start && stop <= x->stop)
			cls = start == x->start ? x->cls | STARTS : x->cls;
		else if (x < end && stop > x->start)
			return "a name begins or ends within a word";
		push(c, bs_train_form(d, bs_span_cut(s, start, d->tok.v[i].stop)), cls);
	}
	return NULL;
}

const char *
bs_corpus_articles(struct bs_train_data *d, struct bs_corpus *c, struct bs_span text,
    unsigned source, size_t *line)
{
	struct article_line a = {0};
	const char *bad = NULL;
	size_t doc = c->nsent;

	for (*line = 1; text.n && !bad; *line += !bad) {
		struct bs_span l = next_line(&text);
		size_t first = c->n;

		bad = bs_utf8_valid(l) != l.n ? "not UTF-8" : unbracket(l, &a);
		if (!bad)
			bad = article_tokens(d, c, &a);
		end_sentence(c, first);
		if (l.n == 0)
			end_document(c, &doc, source, false);
	}
	end_document(c, &doc, source, false);
	bs_buf_free(&a.text);
	free(a.name);
	return bad;
}

/* Cell i of a row. */
static struct bs_span
cell(struct bs_span row, size_t i)
{
	const char *tab = row.n ? memchr(row.p, '\t', row.n) : NULL;

	for (; i && tab; i--) {
		row = bs_span_cut(row, (size_t)(tab + 1 - row.p), row.n);
		tab = row.n ? memchr(row.p, '\t', row.n) : NULL;
	}
	return i ? bs_span(row.p, 0) : bs_span_cut(row, 0, tab ? (size_t)(tab - row.p) : row.n);
}

/* The column called `key`, else the first. */
static size_t
name_column(struct bs_span header)
{
	for (size_t i = 0; cell(header, i).n; i++)
		if (bs_span_is(cell(header, i), "key"))
			return i;
	return 0;
}

void
bs_train_names_add(struct bs_train_data *d, struct bs_span name, struct bs_span tsv)
{
	struct bs_train_names list = {.name = bs_arena_copy(&d->arena, name)};
	size_t column = SIZE_MAX;

	while (tsv.n) {
		struct bs_span l = next_line(&tsv), s;
		const char *bar;

		if (l.n == 0 || l.p[0] == '#')
			continue;
		if (column == SIZE_MAX) {
			column = name_column(l);
			continue;
		}
		s = cell(l, column);
		bar = s.n ? memchr(s.p, '|', s.n) : NULL;
		s.n = bar ? (size_t)(bar - s.p) : s.n;
		if (s.n)
			BS_PUSH(list.v, list.n, list.cap) = bs_arena_copy(&d->arena, s);
	}
	BS_PUSH(d->list, d->nlist, d->list_cap) = list;
}

static size_t
name_end(const struct bs_corpus *c, size_t i)
{
	while (c->label[i] % 4 == BS_BEGIN || c->label[i] % 4 == BS_INSIDE)
		i++;
	return i + 1;
}

void
bs_train_pool(struct bs_train_data *d, const struct bs_corpus *c)
{
	for (size_t k = 0; k < c->ndoc; k++) {
		const struct bs_train_range *s = &c->sent[c->doc[k].sents.first];
		size_t i = s->first,
		       end = s[c->doc[k].sents.n - 1].first + s[c->doc[k].sents.n - 1].n;

		while (!c->doc[k].pattern && i < end) {
			size_t next_name = c->label[i] == BS_OUT ? i + 1 : name_end(c, i);
			int cls = c->label[i] / 4;

			if (c->label[i] != BS_OUT && c->form[i]->w.name)
				BS_PUSH(d->pool[cls], d->npool[cls],
				    d->pool_cap[cls]) = (struct bs_train_range){i, next_name - i};
			i = next_name;
		}
	}
}
