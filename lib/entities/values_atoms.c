/*
 * values_atoms: the word list, and a sentence cut into atoms.
 *
 * The list is hashed once per run (a thousand words, some tens of
 * microseconds), because words and the rules' literals share it.  A bit
 * filter by length and three letters keeps other words from being hashed.
 */
#include "values_impl.h"

#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_value_words, bs_data_months, bs_data_weekdays;

static const char *const role_name[] = {
#define X(r) #r,
    BS_VALUE_ROLES(X)
#undef X
};

/* Roles that a sentence must hold (or a digit) to be looked at. */
static const uint64_t trigger_roles =
    ROLEBIT(ROLE_CARD) | ROLEBIT(ROLE_TENS) | ROLEBIT(ROLE_SCALE) | ROLEBIT(ROLE_DOZEN) |
    ROLEBIT(ROLE_HALF) | ROLEBIT(ROLE_TUNIT) | ROLEBIT(ROLE_MONTHNAME) | ROLEBIT(ROLE_MONTHWORD) |
    ROLEBIT(ROLE_WDAYNAME) | ROLEBIT(ROLE_DEIC) | ROLEBIT(ROLE_DEICTIME) | ROLEBIT(ROLE_FEAST) |
    ROLEBIT(ROLE_SEASON) | ROLEBIT(ROLE_DAYPART) | ROLEBIT(ROLE_DECADE) | ROLEBIT(ROLE_NOON);

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static unsigned char
low(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static uint32_t
filter_bit(const char *p, size_t n)
{
	uint32_t h = low(p[0]) * 37U + low(p[n - 1]) * 641U + low(p[n > 1]) * 7919U +
		     (uint32_t)n * 131U;

	return (h ^ h >> 13) % FILTER_BITS;
}

static bool
in_filter(const uint64_t *f, uint32_t bit)
{
	return f[bit / 64] >> (bit % 64) & 1;
}

/* Eight bytes a step, each with the bit that tells cases apart. */
static uint32_t
hash_low(struct bs_span s)
{
	uint64_t h = s.n, w;

	for (; s.n >= 8; s = bs_span_cut(s, 8, s.n)) {
		memcpy(&w, s.p, 8);
		h = (h ^ (w | 0x2020202020202020U)) * 0x9e3779b97f4a7c15U;
		h ^= h >> 32;
	}
	for (w = 0; s.n; s = bs_span_cut(s, 1, s.n))
		w = w << 8 | ((unsigned char)*s.p | 0x20U);
	h = (h ^ w) * 0x9e3779b97f4a7c15U;
	return (uint32_t)(h >> 32) | 1U << 31; /* never 0 */
}

static bool
eq_low(struct bs_span a, struct bs_span b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++)
		if (low(a.p[i]) != low(b.p[i]))
			return false;
	return true;
}

/* Where the word is in the list, or would be. */
static uint32_t
lex_place(const struct bs_value_lex *l, struct bs_span word, uint32_t hash)
{
	uint32_t h = hash % LEX_SLOTS;

	while (l->hash[h] && (l->hash[h] != hash || !eq_low(l->slot[h].word, word)))
		h = (h + 1) % LEX_SLOTS;
	return h;
}

struct bs_value_lex_slot *
bs_values_lex_find(const struct bs_value_lex *l, struct bs_span word)
{
	uint32_t h = lex_place(l, word, hash_low(word));

	return l->hash[h] ? (struct bs_value_lex_slot *)&l->slot[h] : NULL;
}

static struct bs_value_lex_slot *
lex_add(struct bs_value_lex *l, struct bs_span word)
{
	uint32_t hash = hash_low(word), h = lex_place(l, word, hash);
	struct bs_value_lex_slot *s = &l->slot[h];
	size_t i = 0;
	int32_t cp;

	if (!l->hash[h]) {
		l->hash[h] = hash;
		s->word = word;
		/* of a phrase, remember what it starts with */
		while (i < word.n && is_word_byte(word.p[i]))
			i++;
		if (!i)
			i = bs_utf8_decode(word, &cp);
		if (i < word.n)
			lex_add(l, bs_span(word.p, i))->prefix = true;
	}
	l->filter[filter_bit(word.p, word.n) / 64] |= (uint64_t)1
						      << filter_bit(word.p, word.n) % 64;
	return s;
}

static int
number_of(struct bs_span s)
{
	bool minus = s.n && *s.p == '-';
	size_t i = minus;
	int n = 0;

	for (; i < s.n && i < 9 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		n = n * 10 + (s.p[i] - '0');
	return minus ? -n : n;
}

static void
lex_role(struct bs_value_lex *l, struct bs_span word, enum bs_value_role role, struct bs_span value)
{
	struct bs_value_lex_slot *s = lex_add(l, word);
	uint32_t bit = filter_bit(word.p, word.n);

	if (l->nentry == LEX_ENTRIES)
		return;
	/* a word's entries stay together: move what it has to the end */
	if (s->n && s->first + s->n != l->nentry) {
		if (l->nentry + s->n >= LEX_ENTRIES)
			return;
		memcpy(&l->entry[l->nentry], &l->entry[s->first], s->n * sizeof *l->entry);
		s->first = l->nentry;
		l->nentry += s->n;
	}
	if (!s->n)
		s->first = l->nentry;
	l->entry[l->nentry++] = (struct bs_value_lex_entry){role, value, number_of(value)};
	s->n++;
	s->roles |= ROLEBIT(role);
	if (ROLEBIT(role) & trigger_roles)
		l->trigger[bit / 64] |= (uint64_t)1 << bit % 64;
}

uint32_t
bs_values_lex_literal(struct bs_value_lex *l, struct bs_span word)
{
	struct bs_value_lex_slot *s = lex_add(l, word);

	if (!s->literal)
		s->literal = ++l->nliteral;
	return s->literal;
}

void
bs_values_lex_init(struct bs_value_lex *l)
{
	const struct bs_table *t = &bs_data_value_words;
	uint32_t row, r;

	for (row = 0; row < t->nrow; row++)
		for (r = 0; r < NROLE; r++)
			if (bs_span_is(bs_table_cell(t, row, 1), role_name[r]))
				lex_role(l, bs_table_cell(t, row, 0), (enum bs_value_role)r,
				    bs_table_cell(t, row, 2));
	for (row = 0; row < bs_data_months.nrow; row++)
		lex_role(l, bs_table_cell(&bs_data_months, row, 0), ROLE_MONTH,
		    bs_table_cell(&bs_data_months, row, 1));
	for (row = 0; row < bs_data_weekdays.nrow; row++)
		lex_role(l, bs_table_cell(&bs_data_weekdays, row, 0), ROLE_WDAY,
		    bs_table_cell(&bs_data_weekdays, row, 1));
}

const struct bs_value_lex_entry *
bs_values_entry(
    const struct bs_value_lex *l, const struct bs_value_lex_slot *s, enum bs_value_role r)
{
	uint32_t i;

	for (i = 0; s && i < s->n; i++)
		if (l->entry[s->first + i].role == r)
			return &l->entry[s->first + i];
	return NULL;
}

static bool
is_trigger(const struct bs_value_lex *l, struct bs_span word)
{
	const struct bs_value_lex_slot *s;

	if (!in_filter(l->trigger, filter_bit(word.p, word.n)))
		return false;
	s = bs_values_lex_find(l, word);
	return s && s->roles & trigger_roles;
}

bool
bs_values_triggered(const struct bs_value_lex *l, struct bs_span text)
{
	const char *p = text.p, *end = text.p + text.n, *w;

	while (p < end) {
		if (is_word_byte(*p)) {
			for (w = p++; p < end && is_word_byte(*p); p++)
				;
			if (is_trigger(l, bs_span(w, (size_t)(p - w))))
				return true;
		} else if (is_digit(*p++)) {
			return true;
		}
	}
	return false;
}

/* 1,700 and 2.5 are one number, 2021.05.25 and 1,70 are not. */
static size_t
read_number(struct bs_span s, struct bs_value_atom *a)
{
	uint64_t m = 0;
	size_t n = 0, k, groups = 0;
	int e = 0, kept = 0;

	for (; n < s.n && is_digit(s.p[n]); n++)
		if (kept < 18 && (m || s.p[n] != '0')) {
			m = m * 10 + (uint64_t)(s.p[n] - '0');
			kept++;
		} else if (m) {
			e++;
		}
	a->digits = (uint8_t)(n < 255 ? n : 255);
	while (n <= 3 + 4 * groups && groups < 4 && s.n - n >= 4 && s.p[n] == ',' &&
	       is_digit(s.p[n + 1]) && is_digit(s.p[n + 2]) && is_digit(s.p[n + 3]) &&
	       (s.n - n == 4 || !is_digit(s.p[n + 4]))) {
		for (k = n + 1; k < n + 4; k++)
			m = m * 10 + (uint64_t)(s.p[k] - '0');
		n += 4;
		kept += 3;
		groups++;
		a->digits = 0;
	}
	if (n + 1 < s.n && s.p[n] == '.' && is_digit(s.p[n + 1])) {
		for (k = n + 1; k < s.n && is_digit(s.p[k]); k++)
			;
		if (!(k + 1 < s.n && s.p[k] == '.' && is_digit(s.p[k + 1]))) {
			for (n++; n < k; n++)
				if (kept < 18) {
					m = m * 10 + (uint64_t)(s.p[n] - '0');
					kept++;
					e--;
				}
			a->digits = 0;
		}
	}
	a->kind = ATOM_NUM;
	a->digit_value = (struct bs_value_decimal){m, e};
	return n;
}

static size_t
read_word(struct bs_span s, struct bs_value_atom *a)
{
	size_t n = 0, k;
	int32_t cp;
	bool upper = true;

	while (n < s.n) {
		if (is_word_byte(s.p[n])) {
			bool capital = s.p[n] < 'a';

			if (n == 0)
				a->cap = capital;
			upper = upper && capital;
			n++;
			continue;
		}
		if ((unsigned char)s.p[n] < 0x80)
			break;
		k = bs_utf8_decode(bs_span_cut(s, n, s.n), &cp);
		if (cp < 0 || !(bs_is_letter(cp) || bs_is_mark(cp)))
			break;
		if (n == 0)
			a->cap = bs_is_upper(cp);
		upper = upper && bs_is_upper(cp);
		n += k;
	}
	a->kind = ATOM_WORD;
	a->upper = upper;
	return n;
}

static size_t
read_atom(struct bs_span s, struct bs_value_atom *a)
{
	int32_t cp;
	size_t n;

	if (is_digit(*s.p))
		return read_number(s, a);
	if (is_word_byte(*s.p))
		return read_word(s, a);
	n = bs_utf8_decode(s, &cp);
	if (cp >= 0x80 && bs_is_letter(cp))
		return read_word(s, a);
	a->kind = ATOM_MARK;
	if (cp > 0x20 && cp < 0x7F)
		a->mark = (char)cp;
	else if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
		a->mark = '-';
	else if (cp == 0x2019)
		a->mark = '\'';
	return n;
}

/* Names of months and days, and codes of currencies, need their capitals. */
static uint64_t
without_case(const struct bs_value_atom *a, const char *text, uint64_t roles)
{
	const uint64_t cap = ROLEBIT(ROLE_MONTH) | ROLEBIT(ROLE_MONTHNAME) |
			     ROLEBIT(ROLE_MONTHWORD) | ROLEBIT(ROLE_WDAY) | ROLEBIT(ROLE_WDAYNAME);

	if (!a->cap)
		roles &= ~(cap | ROLEBIT(ROLE_CODE) | ROLEBIT(ROLE_CPRE));
	/* USD, KSh, Rs, but no Try */
	if (a->stop - a->start > 2 && (text[a->start + 1] < 'A' || text[a->start + 1] > 'Z'))
		roles &= ~ROLEBIT(ROLE_CODE);
	return roles;
}

/* The longest phrase of the list that starts at atom i, of at most six atoms. */
static void
find_phrase(struct bs_values *v, size_t i)
{
	struct bs_value_atom *a = &v->atom[i];
	char buf[48];
	size_t n = 0, j, k;

	for (j = i; j < v->natom && j < i + 7; j++) {
		const struct bs_value_atom *b = &v->atom[j];

		if (j > i && b->space)
			buf[n++] = ' ';
		if (n + (b->stop - b->start) + 1 >= sizeof buf)
			break;
		if (b->kind == ATOM_MARK && b->mark == '\'') {
			buf[n++] = '\'';
		} else {
			for (k = b->start; k < b->stop; k++)
				buf[n++] = v->text.p[k];
		}
		if (j > i) {
			struct bs_value_lex_slot *s = bs_values_lex_find(&v->lex, bs_span(buf, n));

			if (s && s->roles) {
				a->phrase = s;
				a->phrase_end = (uint32_t)j + 1;
			}
		}
	}
	if (a->phrase)
		a->roles |= without_case(a, v->text.p, a->phrase->roles);
}

void
bs_values_atoms(struct bs_values *v)
{
	size_t at = 0, n, i;
	bool space = false;
	int32_t cp;

	v->natom = 0;
	while (at < v->text.n) {
		struct bs_value_atom a = {.start = (uint32_t)at, .space = space};
		struct bs_value_lex_slot *s;

		if (v->text.p[at] == ' ') {
			space = true;
			at++;
			continue;
		}
		n = bs_utf8_decode(bs_span_cut(v->text, at, v->text.n), &cp);
		if (cp < 0 || bs_is_space(cp)) {
			space = true;
			at += n;
			continue;
		}
		n = read_atom(bs_span_cut(v->text, at, v->text.n), &a);
		at += n;
		a.stop = (uint32_t)at;
		space = false;
		if (a.kind != ATOM_NUM &&
		    in_filter(v->lex.filter, filter_bit(v->text.p + a.start, n))) {
			s = bs_values_lex_find(&v->lex, bs_span(v->text.p + a.start, n));
			if (s) {
				a.word = s;
				a.roles = without_case(&a, v->text.p, s->roles);
			}
		}
		BS_PUSH(v->atom, v->natom, v->atom_cap) = a;
	}
	for (i = 0; i < v->natom; i++)
		if (v->atom[i].word && v->atom[i].word->prefix)
			find_phrase(v, i);
}
