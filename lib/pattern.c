/* pattern: see broadsheet/pattern.h */
#include "broadsheet/pattern.h"

#include "broadsheet/err.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

enum { STEPS = 1000000, STEPS_PER_BYTE = 16, HEAP_KIB = 64 << 10, STACK = 1 << 20 };

struct bs_pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	pcre2_jit_stack *stack;
	uint32_t options; /* of a match */
};

struct bs_pattern *
bs_pattern_new(struct bs_span s, enum bs_pattern_option o, struct bs_buf *err)
{
	static const uint32_t options[] = {
	    PCRE2_UTF | PCRE2_UCP, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, PCRE2_MULTILINE};
	struct bs_pattern *p = bs_calloc(1, sizeof *p);
	PCRE2_UCHAR msg[128];
	PCRE2_SIZE at;
	int e;

	p->code = pcre2_compile((PCRE2_SPTR)s.p, s.n, options[o], &e, &at, NULL);
	if (p->code == NULL) {
		if (e == PCRE2_ERROR_HEAP_FAILED)
			bs_out_of_memory();
		pcre2_get_error_message(e, msg, sizeof msg);
		bs_buf_fmt(err, "bad pattern %.*s at %zu: %s", (int)s.n, s.p, (size_t)at,
		    (const char *)msg);
		free(p);
		return NULL;
	}
	pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE); /* where there is no JIT it still matches */
	p->data = pcre2_match_data_create(1, NULL);
	p->limits = pcre2_match_context_create(NULL);
	p->stack = pcre2_jit_stack_create(32 << 10, STACK, NULL);
	if (p->data == NULL || p->limits == NULL)
		bs_out_of_memory();
	p->options = o == BS_PATTERN_TEXT ? PCRE2_NO_UTF_CHECK : 0;
	pcre2_set_heap_limit(p->limits, HEAP_KIB);
	if (p->stack != NULL)
		pcre2_jit_stack_assign(p->limits, NULL, p->stack);
	return p;
}

int
bs_pattern_find(
    struct bs_pattern *p, struct bs_span text, size_t from, bool empty, size_t *start, size_t *stop)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(p->data);
	uint64_t steps = STEPS + STEPS_PER_BYTE * (uint64_t)(text.n - from);
	int k;

	pcre2_set_match_limit(p->limits, steps < UINT32_MAX ? (uint32_t)steps : UINT32_MAX);
	k = pcre2_match(p->code, (PCRE2_SPTR)(text.p ? text.p : ""), text.n, from,
	    p->options | (empty ? 0 : PCRE2_NOTEMPTY_ATSTART), p->data, p->limits);
	if (k == PCRE2_ERROR_NOMEMORY)
		bs_out_of_memory();
	if (k < 0)
		return k == PCRE2_ERROR_NOMATCH ? 0 : -1;
	*start = at[0];
	*stop = at[1] > at[0] ? at[1] : at[0]; /* \K may put the start behind the stop */
	return 1;
}

void
bs_pattern_free(struct bs_pattern *p)
{
	if (p == NULL)
		return;
	pcre2_code_free(p->code);
	pcre2_match_data_free(p->data);
	pcre2_match_context_free(p->limits);
	pcre2_jit_stack_free(p->stack);
	free(p);
}
