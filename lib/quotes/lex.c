/*
 * lex: the words of a document as the quote sieves see them.
 *
 * One pass over the tokens: a hash of the lower-case form, a class (small
 * words from a list, other words by their shape), the cue the word may be.
 * Words meet lists and weights through their hash alone, so each is looked
 * up once, in one table.
 */
#include "quotes/quotes.h"

#include "broadsheet/copyhash.h"
#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

#include <stdlib.h>

extern const struct bs_table bs_data_cues, bs_data_speech_words, bs_data_speech_roles,
    bs_data_source_words;

static const char *const class_name[BS_QC_N] = {"other", "det", "poss", "pron", "obj", "wh", "that",
    "if", "conj", "sub", "prep", "to", "be", "have", "do", "modal", "not", "adv", "day", "month",
    "time", "num", "title", "#cap", "#ed", "#ing", "#ly", "#s", "#genitive", "#edge", "#punct"};

const char *
bs_q_class_name(unsigned c)
{
	return class_name[c];
}

struct entry {
	uint64_t h;
	uint32_t cue;
	uint8_t cls, role;
	char form;
};

/* A cue among words of a shape, and nouns of a role, are classes of their own to the weights. */
static const char *const role_name[] = {".", "#person", "#group", "#document"};
static const char *const cue_name[] = {"#cue", "#cued", "#cueing", "#cues", "#cuenoun"};

enum { KNOWN_BITS = 16, KNOWN = 1 << KNOWN_BITS };
struct bs_qwords {
	struct entry *slot;
	size_t n, mask;
	uint64_t known[KNOWN / 64]; /* a bit for the first bits of the hash of each word */
	uint64_t used[KNOWN / 64];  /* the same of lib/data/source-words.tsv, which is not in it */
	uint64_t stop;              /* hash of a full stop */
	uint64_t class_value[BS_QC_N], role_value[4], cue_value[5];
	struct bs_arena text;
};

static inline void
set_bit(uint64_t *bits, uint64_t h)
{
	bits[h >> (64 - KNOWN_BITS) >> 6] |= 1ULL << (h >> (64 - KNOWN_BITS) & 63);
}

static inline bool
has_bit(const uint64_t *bits, uint64_t h)
{
	return bits[h >> (64 - KNOWN_BITS) >> 6] >> (h >> (64 - KNOWN_BITS) & 63) & 1;
}

/* May a word be in the lexicon?  Most are not, and few of these pass for one that is. */
static inline bool
known(const struct bs_qwords *l, uint64_t h)
{
	return has_bit(l->known, h);
}

bool
bs_qlexicon_used(const struct bs_qlexicon *l, uint64_t h)
{
	return has_bit(l->words->used, h);
}

static struct entry *
find(const struct bs_qwords *l, uint64_t h)
{
	for (size_t i = (h ^ h >> 29) & l->mask;; i = (i + 1) & l->mask)
		if (l->slot[i].h == h || l->slot[i].h == 0)
			return &l->slot[i];
}

static void
grow(struct bs_qwords *l)
{
	struct entry *old = l->slot;
	size_t n = old ? l->mask + 1 : 0;

	l->mask = n ? 2 * n - 1 : 8191;
	l->slot = bs_calloc(l->mask + 1, sizeof *l->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].h)
			*find(l, old[i].h) = old[i];
	free(old);
}

static struct entry *
put(struct bs_qwords *l, struct bs_span word)
{
	uint64_t h = bs_q_hash(word);
	struct entry *e;

	if (2 * l->n >= l->mask)
		grow(l);
	e = find(l, h);
	if (e->h == 0) {
		e->h = h;
		l->n++;
		set_bit(l->known, h);
	}
	return e;
}

/* The frames a cue's letters and part of speech stand for; 0 where a letter is unknown. */
static unsigned
frames_of(struct bs_span pos, struct bs_span letters)
{
	static const char known[] = "dcainp";
	unsigned f = bs_span_is(pos, "verb")   ? BS_QF_VERB
		     : bs_span_is(pos, "noun") ? BS_QF_NOUN
		     : bs_span_is(pos, "prep") ? BS_QF_ACCORDING
					       : 0;

	if (f == 0)
		return 0;
	for (size_t i = 0; i < letters.n; i++) {
		const char *at = memchr(known, letters.p[i], sizeof known - 1);

		if (at == NULL)
			return 0;
		f |= 1U << (at - known);
	}
	return f;
}

/* A form that is verb and noun keeps the verb's lemma and both sets of frames. */
static bool
add_cue(struct bs_qlexicon *l, const struct bs_span col[4])
{
	unsigned f = frames_of(col[1], col[3]);
	struct bs_span lemma = col[0], forms = col[2];

	if (f == 0 || lemma.n == 0 || forms.n == 0)
		return false;
	while (forms.n > 0) {
		const char *bar = memchr(forms.p, '|', forms.n);
		size_t n = bar ? (size_t)(bar - forms.p) : forms.n;
		struct entry *e = put(l->words, bs_span(forms.p, n));

		if (e->cue == 0) {
			BS_PUSH(l->cue, l->ncue, l->cue_cap) = (struct bs_qlemma){
			    lemma, bs_q_hash(lemma), f};
			e->cue = (uint32_t)l->ncue;
		} else {
			struct bs_qlemma *c = &l->cue[e->cue - 1];

			if (f & BS_QF_VERB && !(c->frames & BS_QF_VERB))
				c->lemma = lemma, c->h = bs_q_hash(lemma);
			c->frames |= f;
		}
		forms = bs_span(forms.p + n + (bar != NULL), forms.n - n - (bar != NULL));
	}
	return true;
}

static unsigned
class_of(struct bs_span name)
{
	for (unsigned i = 0; i < BS_QC_N; i++)
		if (bs_span_is(name, class_name[i]))
			return i;
	return BS_QC_OTHER;
}

static unsigned
role_of(struct bs_span name)
{
	return bs_span_is(name, "person")     ? BS_QR_PERSON
	       : bs_span_is(name, "group")    ? BS_QR_GROUP
	       : bs_span_is(name, "document") ? BS_QR_DOCUMENT
					      : BS_QR_NONE;
}

struct bs_qlexicon *
bs_qlexicon_new(void)
{
	struct bs_qlexicon *lex = bs_calloc(1, sizeof *lex);
	struct bs_qwords *l = lex->words = bs_calloc(1, sizeof *l);

	grow(l);
	l->stop = BS_Q_WORD("<stop>");
	for (size_t i = 0; i < BS_QC_N; i++)
		l->class_value[i] = bs_q_hash(bs_span_str(class_name[i]));
	for (size_t i = 1; i < 4; i++)
		l->role_value[i] = bs_q_hash(bs_span_str(role_name[i]));
	for (size_t i = 0; i < 5; i++)
		l->cue_value[i] = bs_q_hash(bs_span_str(cue_name[i]));
	for (uint32_t i = 0; i < bs_data_cues.nrow; i++) {
		struct bs_span col[4];

		for (uint32_t j = 0; j < 4; j++)
			col[j] = bs_table_cell(&bs_data_cues, i, j);
		add_cue(lex, col);
	}
	for (uint32_t i = 0; i < bs_data_speech_words.nrow; i++)
		put(l, bs_table_cell(&bs_data_speech_words, i, 0))->cls = (uint8_t)class_of(
		    bs_table_cell(&bs_data_speech_words, i, 1));
	for (uint32_t i = 0; i < bs_data_speech_roles.nrow; i++) {
		struct entry *e = put(l, bs_table_cell(&bs_data_speech_roles, i, 0));
		struct bs_span form = bs_table_cell(&bs_data_speech_roles, i, 2);

		e->role = (uint8_t)role_of(bs_table_cell(&bs_data_speech_roles, i, 1));
		e->form = form.n ? form.p[0] : 0;
	}
	for (uint32_t i = 0; i < bs_data_source_words.nrow; i++)
		set_bit(l->used, bs_q_hash(bs_table_cell(&bs_data_source_words, i, 0)));
	return lex;
}

void
bs_qlexicon_free(struct bs_qlexicon *l)
{
	if (l == NULL)
		return;
	bs_arena_free(&l->words->text);
	free(l->words->slot);
	free(l->words);
	free(l->cue);
	free(l);
}

/* Split a line at tabs into four cells; an empty or "." cell is empty. */
static bool
cells(struct bs_span line, struct bs_span col[4])
{
	for (size_t i = 0; i < 4; i++) {
		const char *tab = memchr(line.p, '\t', line.n);
		size_t n = tab ? (size_t)(tab - line.p) : line.n;

		if ((tab != NULL) != (i < 3))
			return false;
		col[i] = n == 1 && line.p[0] == '.' ? bs_span(NULL, 0) : bs_span(line.p, n);
		if (tab)
			line = bs_span(tab + 1, line.n - n - 1);
	}
	return true;
}

const char *
bs_qlexicon_add(struct bs_qlexicon *l, struct bs_span tsv, size_t *line)
{
	struct bs_span all = bs_arena_copy(&l->words->text, tsv);
	bool header = false;

	for (*line = 1; all.n > 0; ++*line) {
		const char *nl = memchr(all.p, '\n', all.n);
		size_t n = nl ? (size_t)(nl - all.p) : all.n;
		struct bs_span row = bs_span(all.p, n), col[4];

		all = bs_span(all.p + n + (nl != NULL), all.n - n - (nl != NULL));
		if (row.n > 0 && row.p[row.n - 1] == '\r')
			row.n--;
		if (row.n == 0 || row.p[0] == '#')
			continue;
		if (!cells(row, col))
			return "not four columns (lemma, pos, forms, frames)";
		if (!header && bs_span_is(col[0], "lemma"))
			header = true;
		else if (!add_cue(l, col))
			return "pos is not verb, noun or prep, or a frame is not one of d c a i n "
			       "p";
	}
	return NULL;
}

struct bs_span
bs_qlexicon_lemma(const struct bs_qlexicon *l, uint32_t cue)
{
	return cue ? l->cue[cue - 1].lemma : BS_SPAN(":");
}

char
bs_qlexicon_form(const struct bs_qlexicon *l, uint64_t h)
{
	return known(l->words, h) ? find(l->words, h)->form : 0;
}

bool
bs_qlexicon_title(const struct bs_qlexicon *l, uint64_t h)
{
	return known(l->words, h) && find(l->words, h)->cls == BS_QC_TITLE;
}

/* No branches but for short words: endings are hard to foresee. */
static unsigned
shape(struct bs_span w)
{
	char a, b, c;
	unsigned cls;

	if (w.p[0] >= '0' && w.p[0] <= '9')
		return BS_QC_NUM;
	if (w.n < 4)
		return BS_QC_OTHER;
	a = w.p[w.n - 3], b = w.p[w.n - 2], c = w.p[w.n - 1];
	cls = ((c == 's') & (b != 's')) ? BS_QC_S : BS_QC_OTHER;
	cls = ((c == 'y') & (b == 'l')) ? BS_QC_LY : cls;
	cls = ((c == 'd') & (b == 'e')) ? BS_QC_ED : cls;
	return ((c == 'g') & (b == 'n') & (a == 'i')) ? BS_QC_ING : cls;
}

static unsigned
mark_of(struct bs_span w)
{
	switch (w.p[0]) {
	case ',':
		return BS_QM_COMMA;
	case '.':
	case '?':
	case '!':
		return BS_QM_STOP;
	case ':':
		return BS_QM_COLON;
	case ';':
		return BS_QM_SEMI;
	case '-':
		return BS_QM_DASH;
	case '(':
	case '[':
		return BS_QM_PAREN;
	case ')':
	case ']':
		return BS_QM_UNPAREN;
	}
	if (w.n == 3 && w.p[0] == '\xe2' && w.p[1] == '\x80')
		switch ((unsigned char)w.p[2]) {
		case 0x9c: /* “ */
			return BS_QM_OPEN;
		case 0x9d: /* ” */
			return BS_QM_CLOSE;
		case 0x98: /* ‘ */
			return BS_QM_SOPEN;
		case 0x99: /* ’ */
			return BS_QM_SCLOSE;
		case 0x93: /* – */
		case 0x94: /* — */
		case 0x95: /* ― */
			return BS_QM_DASH;
		case 0xa6: /* … */
			return BS_QM_STOP;
		}
	return BS_QM_OTHER;
}

static bool
capital(struct bs_span w)
{
	int32_t cp;

	if ((unsigned char)w.p[0] < 0x80)
		return w.p[0] >= 'A' && w.p[0] <= 'Z';
	bs_utf8_decode(w, &cp);
	return bs_is_upper(cp);
}

static uint64_t
class_value(const struct bs_qlexicon *lex, const struct bs_qtok *t)
{
	const struct bs_qwords *l = lex->words;
	bool plain = t->cls == BS_QC_OTHER || t->cls == BS_QC_S;

	if (plain && t->role)
		return l->role_value[t->role];
	if (t->cue && (plain || t->cls == BS_QC_ED || t->cls == BS_QC_ING)) {
		if (!(lex->cue[t->cue - 1].frames & BS_QF_VERB))
			return l->cue_value[4];
		return l->cue_value[t->cls == BS_QC_ED    ? 1
				    : t->cls == BS_QC_ING ? 2
				    : t->cls == BS_QC_S   ? 3
							  : 0];
	}
	return l->class_value[t->cls];
}

/* US, WHO: the name of a body that is spelt as a pronoun, where not all of the text is capitals. */
static bool
acronym(unsigned cls, struct bs_span w, struct bs_span text)
{
	if ((cls != BS_QC_OBJ && cls != BS_QC_PRON && cls != BS_QC_WH) || w.n < 2)
		return false;
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] < 'A' || w.p[i] > 'Z')
			return false;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] >= 'a' && text.p[i] <= 'z')
			return true;
	return false;
}

/* The token of sentence `sent` that was scanned. */
static inline struct bs_qtok
lex_one(
    const struct bs_qlexicon *l, struct bs_span text, uint32_t sent, const struct bs_qscanned *x)
{
	struct bs_span w = bs_span_cut(text, x->start, x->stop);
	struct bs_qtok t = {
	    .h = x->h, .sent = sent, .start = x->start, .stop = x->stop, .pair = -1};

	if (!x->word) {
		t.mark = (uint8_t)mark_of(w);
		t.cls = BS_QC_PUNCT;
		if (w.p[0] == '.') /* a stop alone is an empty cell in a table */
			t.h = l->words->stop;
		t.c = t.h;
		return t;
	}
	t.cap = capital(w);
	if (known(l->words, t.h)) {
		const struct entry *e = find(l->words, t.h);

		t.cls = e->cls;
		t.role = e->role;
		t.cue = e->cue;
	}
	if (t.cls == BS_QC_OTHER || (t.cap && (t.cls == BS_QC_ED || acronym(t.cls, w, text))))
		t.cls = (uint8_t)(t.cap ? BS_QC_CAP : shape(w));
	if (w.p[0] == '\'' && w.n == 2 && w.p[1] == 's')
		t.cls = BS_QC_GENITIVE;
	t.c = class_value(l, &t);
	return t;
}

/* Length of the dateline that a paragraph starts with (LISBON, March 3 (Agency) - ), or 0: all of
 * its words outside brackets are names or numbers, and what follows starts a sentence. */
static size_t
dateline(struct bs_span text)
{
	size_t n = bs_dateline(text);
	bool start = true, bracket = false;

	for (size_t i = 0; i < n; i++) {
		char c = text.p[i];

		if (start && !bracket && c >= 'a' && c <= 'z')
			return 0;
		bracket = c == '(' || (bracket && c != ')');
		start = c == ' ';
	}
	if (n < text.n && ((text.p[n] >= 'A' && text.p[n] <= 'Z') || text.p[n] == '\xe2'))
		return n;
	return 0;
}

/* Length of a place and a colon that a paragraph starts with (NEW DELHI: The ...), or 0; *m is the
 * first mention from sentence i on. */
static size_t
place_line(const struct bs_doc *d, size_t i, size_t *m)
{
	struct bs_span text = d->sent[i].text;

	while (*m < d->nmention && d->mention[*m].sent < i)
		++*m;
	if (*m == d->nmention || d->mention[*m].sent > i || d->mention[*m].start > 0 ||
	    d->mention[*m].stop + 2 >= text.n || !bs_span_is(d->mention[*m].cls, "LOC"))
		return 0;
	return text.p[d->mention[*m].stop] == ':' ? d->mention[*m].stop + 1 : 0;
}

void
bs_qlex(struct bs_qdoc *q)
{
	struct bs_doc *d = q->doc;
	enum { SCANNED = 64 }; /* words at a time */
	struct bs_qscanned x[SCANNED];
	struct bs_buf padded = {0};
	size_t n = 0, cap = 1, m = 0, i, k;

	for (i = 0; i < d->nsent; i++)
		cap += d->sent[i].text.n / 4 + 2;
	if (q->tok_cap < cap) {
		free(q->tok);
		q->tok = bs_malloc(cap * sizeof *q->tok);
		q->tok_cap = cap;
	}
	q->first = bs_arena_alloc(&d->arena, (d->nsent + 1) * sizeof *q->first);
	for (i = 0; i < d->nsent; i++) {
		struct bs_span text = d->sent[i].text;
		bool opens = i == 0 || d->sent[i].block != d->sent[i - 1].block;
		size_t at = opens ? dateline(text) : 0; /* who says it stands behind */

		if (opens && at == 0)
			at = place_line(d, i, &m);

		q->first[i] = (uint32_t)n;
		text = bs_q_padded(&padded, text);
		do {
			k = bs_q_scan(q->lex, text, &at, x, SCANNED);
			if (q->tok_cap - n < k) {
				q->tok_cap += q->tok_cap / 2 + SCANNED;
				q->tok = bs_realloc(q->tok, q->tok_cap, sizeof *q->tok);
			}
			for (size_t j = 0; j < k; j++)
				q->tok[n++] = lex_one(q->lex, text, (uint32_t)i, &x[j]);
		} while (k == SCANNED);
	}
	q->first[i] = q->ntok = (uint32_t)n;
	BS_PUSH(q->tok, n, q->tok_cap) = (struct bs_qtok){.cls = BS_QC_EDGE, .pair = -1};
	bs_buf_free(&padded);
}
