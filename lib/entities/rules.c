/* rules: see the header. */
#include "entities/rules.h"

#include "broadsheet/err.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

enum { MATCH_LIMIT = 200000, HEAP_KIB = 16 << 10, STACK = 1 << 20 };
enum { PATTERN, CLASS, KEY, NAME, NCOL };

struct rule {
	pcre2_code *code;
	enum bs_entity_class cls;
	struct bs_span user, key, name;
};

struct bs_rules {
	struct rule *v;
	size_t n, cap, limited;
	pcre2_match_context *limits;
	pcre2_jit_stack *stack;
	pcre2_match_data *match;
	struct bs_arena names;
};

static const char *const class_names[] = {[BS_PER] = "PER",
    [BS_ORG] = "ORG",
    [BS_LOC] = "LOC",
    [BS_NORP] = "NORP",
    [BS_MISC] = "MISC",
    [BS_DATE] = "DATE",
    [BS_TIME] = "TIME",
    [BS_MONEY] = "MONEY",
    [BS_PERCENT] = "PERCENT",
    [BS_QUANTITY] = "QUANTITY"};
enum { NCLASS = sizeof class_names / sizeof *class_names };

enum bs_entity_class
bs_class_find(struct bs_span name)
{
	for (int i = 0; i < NCLASS; i++)
		if (bs_span_is(name, class_names[i]))
			return (enum bs_entity_class)i;
	return bs_span_is(name, "none") ? BS_NO_ENTITY : BS_USER_CLASS;
}

const char *
bs_class_name(enum bs_entity_class c)
{
	return class_names[c];
}

/* The line's cells; columns that the header does not name stay empty. */
static void
cells(struct bs_span line, const int *col, struct bs_span *cell)
{
	for (int i = 0; i < NCOL; i++)
		cell[i] = bs_span("", 0);
	for (int k = 0;; k++) {
		const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
		struct bs_span c = bs_span(line.p, tab ? (size_t)(tab - line.p) : line.n);

		for (int i = 0; i < NCOL; i++)
			if (col[i] == k && !bs_span_is(c, "."))
				cell[i] = c;
		if (!tab)
			return;
		line = bs_span(tab + 1, line.n - c.n - 1);
	}
}

static bool
header(struct bs_span line, int *col)
{
	static const char *const names[NCOL] = {"pattern", "class", "key", "name"};
	struct bs_span rest = line;

	for (int i = 0; i < NCOL; i++)
		col[i] = -1;
	for (int k = 0;; k++) {
		const char *tab = rest.n ? memchr(rest.p, '\t', rest.n) : NULL;
		struct bs_span c = bs_span(rest.p, tab ? (size_t)(tab - rest.p) : rest.n);

		for (int i = 0; i < NCOL; i++)
			if (bs_span_is(c, names[i]))
				col[i] = k;
		if (!tab)
			return col[PATTERN] >= 0 && col[CLASS] >= 0;
		rest = bs_span(tab + 1, rest.n - c.n - 1);
	}
}

static bool
add_rule(struct bs_rules *r, const struct bs_span *cell, size_t line, struct bs_buf *why)
{
	struct rule rule = {.user = cell[CLASS], .key = cell[KEY], .name = cell[NAME]};
	struct bs_buf number = {0};
	PCRE2_UCHAR message[256];
	PCRE2_SIZE at;
	int error;

	if (!cell[PATTERN].n || !cell[CLASS].n) {
		bs_buf_lit(why, cell[PATTERN].n ? "no class" : "no pattern");
		return false;
	}
	rule.code = pcre2_compile(
	    (PCRE2_SPTR)cell[PATTERN].p, cell[PATTERN].n, PCRE2_UTF, &error, &at, NULL);
	if (!rule.code) {
		if (error == PCRE2_ERROR_HEAP_FAILED)
			bs_out_of_memory();
		pcre2_get_error_message(error, message, sizeof message);
		bs_buf_fmt(why, "%s at byte %zu of the pattern", (char *)message, (size_t)at);
		return false;
	}
	pcre2_jit_compile(
	    rule.code, PCRE2_JIT_COMPLETE); /* where there is none, it is interpreted */
	rule.cls = bs_class_find(cell[CLASS]);
	if (!rule.name.n) {
		bs_buf_uint(&number, line);
		rule.name = bs_arena_copy(&r->names, bs_buf_view(&number));
		bs_buf_free(&number);
	}
	BS_PUSH(r->v, r->n, r->cap) = rule;
	return true;
}

struct bs_rules *
bs_rules_load(struct bs_span text, struct bs_buf *why, size_t *line)
{
	struct bs_rules *r = bs_calloc(1, sizeof *r);
	struct bs_span cell[NCOL];
	int col[NCOL];
	bool head = false;
	size_t len;

	*line = 0;
	for (size_t i = 0; i < text.n; i += len + 1) {
		const char *nl = memchr(text.p + i, '\n', text.n - i);
		struct bs_span s;

		len = nl ? (size_t)(nl - (text.p + i)) : text.n - i;
		s = bs_span(text.p + i, len);
		++*line;
		if (s.n && s.p[s.n - 1] == '\r')
			s.n--;
		if (!s.n || s.p[0] == '#')
			continue;
		if (!head) {
			if (!(head = header(s, col))) {
				bs_buf_lit(
				    why, "the header names no columns `pattern` and `class`");
				break;
			}
			continue;
		}
		cells(s, col, cell);
		if (!add_rule(r, cell, *line, why))
			break;
	}
	if (why->n) {
		bs_rules_free(r);
		return NULL;
	}
	r->limits = pcre2_match_context_create(NULL);
	r->stack = pcre2_jit_stack_create(32 << 10, STACK, NULL);
	r->match = pcre2_match_data_create(10, NULL);
	if (!r->limits || !r->match)
		bs_out_of_memory();
	pcre2_set_match_limit(r->limits, MATCH_LIMIT);
	pcre2_set_heap_limit(r->limits, HEAP_KIB);
	if (r->stack)
		pcre2_jit_stack_assign(r->limits, NULL, r->stack);
	return r;
}

void
bs_rules_free(struct bs_rules *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n; i++)
		pcre2_code_free(r->v[i].code);
	pcre2_match_data_free(r->match);
	pcre2_match_context_free(r->limits);
	pcre2_jit_stack_free(r->stack);
	bs_arena_free(&r->names);
	free(r->v);
	free(r);
}

/* The key template with its groups put in. */
static struct bs_span
expand(const struct rule *rule, struct bs_span text, const PCRE2_SIZE *group, int ngroup,
    struct bs_arena *a)
{
	struct bs_buf b = {0};
	struct bs_span t = rule->key, out;

	for (size_t i = 0; i < t.n; i++) {
		int g = i + 1 < t.n ? t.p[i + 1] - '0' : -1;

		if (t.p[i] != '$' || i + 1 == t.n || (t.p[i + 1] != '$' && (g < 0 || g > 9))) {
			bs_buf_ch(&b, t.p[i]);
			continue;
		}
		i++;
		if (t.p[i] == '$')
			bs_buf_ch(&b, '$');
		else if (g < ngroup && group[2 * g] != PCRE2_UNSET)
			bs_buf_span(&b, bs_span_cut(text, group[2 * g], group[2 * g + 1]));
	}
	out = bs_arena_copy(a, bs_buf_view(&b));
	bs_buf_free(&b);
	return out;
}

static void
run_rule(struct bs_rules *r, const struct rule *rule, struct bs_span text, size_t sent,
    struct bs_arena *a, struct bs_entities *out)
{
	const PCRE2_SIZE *group = pcre2_get_ovector_pointer(r->match);
	size_t at = 0;

	while (at < text.n) {
		int n = pcre2_match(rule->code, (PCRE2_SPTR)text.p, text.n, at,
		    at ? PCRE2_NO_UTF_CHECK : 0, r->match, r->limits);
		size_t start = group[0], stop = group[1];

		if (n == PCRE2_ERROR_NOMEMORY)
			bs_out_of_memory();
		if (n < 0) {
			r->limited += n != PCRE2_ERROR_NOMATCH;
			return;
		}
		if (stop <=
		    start) { /* \K in a lookahead, or an empty match: go on by a character */
			at = (start > at ? start : at) + 1;
			while (at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80)
				at++;
			continue;
		}
		BS_PUSH(out->v, out->n, out->cap) = (struct bs_entity){.sent = sent,
		    .start = start,
		    .stop = stop,
		    .cls = rule->cls,
		    .user = rule->user,
		    .by = BS_BY_USER_RULE,
		    .rule = rule->name,
		    .p = -1,
		    .key = rule->key.n ? expand(rule, text, group, n ? n : 10, a)
				       : bs_span(NULL, 0)};
		at = stop > at ? stop : at + 1;
	}
}

void
bs_rules_find(struct bs_rules *r, struct bs_span text, size_t sent, struct bs_arena *a,
    struct bs_entities *out)
{
	for (size_t i = 0; r->match && i < r->n; i++)
		run_rule(r, &r->v[i], text, sent, a, out);
}

size_t
bs_rules_limited(const struct bs_rules *r)
{
	return r->limited;
}
