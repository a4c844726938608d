/* values_impl: what the parts of the value finder share.  See values.h. */
#ifndef BROADSHEET_VALUES_IMPL_H
#define BROADSHEET_VALUES_IMPL_H

#include "broadsheet/table.h"
#include "values.h"

#include <limits.h>

/* Roles of words: the names in lib/data/value-words.tsv. */
/* clang-format off */
#define BS_VALUE_ROLES(X) \
	X(CARD) X(TENS) X(SCALE) X(SCALES) X(SCALE1) X(DOZEN) X(HALF) X(ORD) X(ORDSUF) X(TUNIT) \
	X(MONTHNAME) X(MONTHWORD) X(MONTH) X(WDAYNAME) X(WDAY) X(SEASON) X(DAYPART) X(DEIC) \
	X(DEICTIME) X(FEAST) X(APPROX) X(EXACT) X(PART) X(PARTOF) X(ERA) X(FUTURE) X(PAST) \
	X(PCT) X(SYM) X(CPRE) X(CODE) X(CUR) X(CENT) X(UNIT) X(UNIT1) X(DECADE) X(PREP) X(NOON) \
	/* from here on found by code, not by list */ \
	X(N) X(D) X(Y) X(YY) X(FULL) X(CLOCK) X(ORDN) X(NDOZ) X(TUNITS) X(CAP) X(W)
/* clang-format on */

enum bs_value_role {
#define X(r) ROLE_##r,
	BS_VALUE_ROLES(X)
#undef X
	    NROLE
};
#define ROLEBIT(r) ((uint64_t)1 << (r))

/* A decimal number: m * 10^e, exact. */
struct bs_value_decimal {
	uint64_t m;
	int e;
};

struct bs_value_lex_entry { /* a word's role */
	enum bs_value_role role;
	struct bs_span value;
	int number; /* value read as a number, or 0 */
};

struct bs_value_lex_slot {
	struct bs_span word; /* empty slot: p NULL */
	uint32_t first, n;   /* its entries, one after the other */
	uint64_t roles;
	bool prefix;      /* first word of a phrase */
	uint32_t literal; /* number as a literal of the rules, or 0 */
};

enum { LEX_SLOTS = 4096, LEX_ENTRIES = 2048, FILTER_BITS = 8192 };

struct bs_value_lex {
	uint32_t hash[LEX_SLOTS]; /* of the slot's word, 0 where it has none */
	struct bs_value_lex_slot slot[LEX_SLOTS];
	struct bs_value_lex_entry entry[LEX_ENTRIES];
	uint32_t nentry, nliteral;
	uint64_t filter[FILTER_BITS / 64];  /* words of the list, by length and some letters */
	uint64_t trigger[FILTER_BITS / 64]; /* those that can make a value */
};

enum bs_value_atom_kind { ATOM_END, ATOM_NUM, ATOM_WORD, ATOM_MARK };

struct bs_value_atom {
	enum bs_value_atom_kind kind;
	uint32_t start, stop;
	bool space, cap, upper; /* white space before; first letter, all letters capital */
	char mark;              /* ASCII mark, - for dashes, 0 for others */
	uint8_t digits;         /* of a plain run of digits; 0 where grouped or with a fraction */
	uint64_t roles;         /* of the word itself, and of the phrase it starts */
	uint64_t can;           /* roles, with those found by code that it may have */
	const struct bs_value_lex_slot *word, *phrase;
	uint32_t phrase_end; /* the atom behind the phrase */
	struct bs_value_decimal digit_value;
	uint32_t num_end; /* the atom behind the number that starts here; 0 for none */
	struct bs_value_decimal num;
	bool num_dozen, num_words;
};

struct bs_value_elem { /* of a pattern */
	uint64_t roles;
	uint32_t literal[16];
	uint8_t nliteral;
	char mark[4];
	uint8_t nmark;
	bool optional, glued, context, not ;
};

enum { MAX_ELEMS = 14, MAX_RULES = 320, MAX_LITERALS = 256, MAX_NEEDS = 5 };

struct bs_value_rule {
	struct bs_span name;
	enum bs_entity_class cls; /* BS_NO_ENTITY: nothing here */
	float p;
	int action, arg;
	struct bs_value_elem elem[MAX_ELEMS];
	size_t nelem;
};

/* What every match of a rule needs.  Roles stand apart from the few literals, so that those of all
 * rules fit the nearest cache. */
struct bs_value_rule_needs {
	uint64_t roles[MAX_NEEDS];
	uint8_t n, literals; /* a bit for each need that a literal meets too */
};

struct bs_value_capture { /* what a match holds, in order of appearance */
	struct bs_value_decimal n[4];
	struct bs_span unit[4], cur, pre, pct, approx, part, era;
	int day[4], month[4], year[4];
	size_t nn, nunit, nday, nmonth, nyear;
	int wday, ord, season, deic, feast, decade, scale1[4];
	struct bs_date full;
	bool second_year_short;
};

struct bs_value_match {
	const struct bs_value_rule *rule;
	uint32_t from, to; /* atoms of the span */
	struct bs_value_capture c;
};

enum { MET = 1, UNMET };

struct bs_values {
	struct bs_value_lex lex;
	struct bs_value_rule rule[MAX_RULES];
	size_t nrule;
	struct bs_value_rule_needs need[MAX_RULES];
	uint64_t need_literal[MAX_RULES][MAX_NEEDS][MAX_LITERALS / 64];
	uint16_t by_role[NROLE][MAX_RULES]; /* rules that can start with the role */
	uint16_t nby_role[NROLE];
	uint16_t *by_literal[2 * MAX_LITERALS]; /* marks behind the words */
	uint16_t nby_literal[2 * MAX_LITERALS];
	uint64_t start_roles;
	/* the sentence */
	struct bs_span text;
	struct bs_value_atom *atom;
	size_t natom, atom_cap;
	uint64_t has_roles, has_literal[MAX_LITERALS / 64]; /* what its words can be */
	bool off[MAX_RULES];       /* rules that made no value where they matched */
	uint8_t met[MAX_RULES];    /* whether it holds what the rule needs: 0 where not yet asked */
	uint64_t tried[MAX_RULES]; /* the last match that tried the rule */
	uint64_t match;            /* matches begun */
	/* the document */
	struct bs_date doc;  /* its date; year 0 where it has none */
	struct bs_date last; /* the last date read, and the last that names a day */
	struct bs_date last_day;
	uint64_t last_block;
	size_t last_sent, sent;
	uint64_t block;
	bool last_absolute;
};

/* lexicon and atoms: values_atoms.c */
void bs_values_lex_init(struct bs_value_lex *l);
struct bs_value_lex_slot *bs_values_lex_find(
    const struct bs_value_lex *l, struct bs_span word); /* any case */
uint32_t bs_values_lex_literal(
    struct bs_value_lex *l, struct bs_span word); /* number of a rule's literal */
bool bs_values_triggered(const struct bs_value_lex *l, struct bs_span text);
void bs_values_atoms(struct bs_values *v);
const struct bs_value_lex_entry *bs_values_entry(
    const struct bs_value_lex *l, const struct bs_value_lex_slot *s, enum bs_value_role r);
void bs_values_numbers(struct bs_values *v); /* values_numbers.c */

/* rules: values_rules.c */
void bs_values_rules_init(struct bs_values *v);
void bs_values_roles(struct bs_values *v); /* what the words of the sentence can be */
bool bs_values_match(struct bs_values *v, uint32_t at, struct bs_value_match *best);

/* meaning: false where the words make no value after all */
bool bs_values_date(struct bs_values *v, const struct bs_value_match *m, struct bs_buf *key,
    struct bs_buf *against);
bool bs_values_amount(const struct bs_value_match *m, struct bs_buf *key, struct bs_span *info);
void bs_values_decimal(struct bs_buf *out, struct bs_value_decimal d);
bool bs_values_integer(struct bs_value_decimal d, int64_t *n);

/* The actions a rule may name. */
/* clang-format off */
#define BS_VALUE_ACTIONS(X) \
	X(none) X(full) X(day) X(dayrange) X(month) X(monthrange) X(year) X(circa) X(yearrange) \
	X(decade) X(century) X(season) X(quarter) X(half) X(rel) X(ana) X(span) X(open) X(ago) \
	X(later) X(deic) X(weekday) X(feast) X(duration) X(clock) X(daytime) X(weekend) \
	X(money) X(cents) X(percent) X(quantity) X(age) X(halfunit)
/* clang-format on */

enum bs_value_action {
#define X(a) ACTION_##a,
	BS_VALUE_ACTIONS(X)
#undef X
	    NACTION
};

#endif
