/* mem: see broadsheet/mem.h */
#include "broadsheet/mem.h"

#include "broadsheet/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void *
bs_malloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (p == NULL)
		bs_out_of_memory();
	return p;
}

void *
bs_calloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (p == NULL)
		bs_out_of_memory();
	return p;
}

void *
bs_realloc(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		bs_out_of_memory();
	n *= size;
	p = realloc(p, n ? n : 1);
	if (p == NULL)
		bs_out_of_memory();
	return p;
}

void *
bs_grow(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	if (*cap > SIZE_MAX / 2)
		bs_out_of_memory();
	*cap = *cap < 16 ? 16 : *cap + *cap / 2;
	return bs_realloc(p, *cap, size);
}

void
bs_buf_free(struct bs_buf *b)
{
	free(b->p);
	*b = (struct bs_buf){0};
}

void
bs_buf_grow(struct bs_buf *b, size_t more)
{
	size_t cap;

	if (more > SIZE_MAX / 4 || b->n > SIZE_MAX / 4)
		bs_out_of_memory();
	if (b->n + more <= b->cap)
		return;
	cap = b->cap + b->cap / 2;
	if (cap < b->n + more)
		cap = b->n + more;
	if (cap < 64)
		cap = 64;
	b->p = bs_realloc(b->p, cap, 1);
	b->cap = cap;
}

void
bs_buf_add(struct bs_buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	if (n > b->cap - b->n)
		bs_buf_reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

/* Two digits at a time: divisions are dear. */
static const char pair[] = "000102030405060708091011121314151617181920212223242526272829"
			   "303132333435363738394041424344454647484950515253545556575859"
			   "606162636465666768697071727374757677787980818283848586878889"
			   "90919293949596979899";

void
bs_buf_digits(struct bs_buf *b, uint64_t v, size_t n)
{
	static const uint64_t power[] = {0, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
	    100000000, 1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
	    100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
	    1000000000000000000, 10000000000000000000U};
	/* log10(2) times the bits, rounded down, and one more where that power of ten fits */
	unsigned log = (unsigned)(64 - __builtin_clzll(v | 1)) * 1233 >> 12;
	size_t digits = log + (v >= power[log]);
	char *p;

	if (digits > n)
		n = digits;
	if (n > b->cap - b->n)
		bs_buf_reserve(b, n);
	p = b->p + b->n;
	b->n += n;
	for (; n > 1; v /= 100) {
		n -= 2;
		memcpy(p + n, pair + 2 * (v % 100), 2);
	}
	if (n > 0)
		*p = (char)('0' + v % 10);
}

void
bs_buf_uint(struct bs_buf *b, uint64_t v)
{
	bs_buf_digits(b, v, 1);
}

const char *
bs_buf_str(struct bs_buf *b)
{
	bs_buf_reserve(b, 1);
	b->p[b->n] = '\0';
	return b->p;
}

void
bs_buf_fmt(struct bs_buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	bs_buf_reserve(b, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

enum { CHUNK = 64 * 1024, KEEP = 16 * 1024 * 1024 };

struct bs_arena_chunk {
	struct bs_arena_chunk *next;
	size_t size;
	_Alignas(BS_ARENA_ALIGN) char bytes[];
};

static void
begin_chunk(struct bs_arena *a, struct bs_arena_chunk *c)
{
	a->cur = c;
	a->p = c ? c->bytes : NULL;
	a->left = c ? c->size : 0;
}

void *
bs_arena_more(struct bs_arena *a, size_t n)
{
	struct bs_arena_chunk *c;
	size_t size;

	if (n > SIZE_MAX / 4)
		bs_out_of_memory();
	n = (n + BS_ARENA_ALIGN - 1) & ~(size_t)(BS_ARENA_ALIGN - 1);
	/* a kept chunk that is too small for this one is skipped until the next reset */
	while (a->cur != NULL && a->left < n && a->cur->next != NULL)
		begin_chunk(a, a->cur->next);
	if (a->cur == NULL || a->left < n) {
		/* chunks double, so that a large document costs few of them */
		size = a->cur ? a->cur->size * 2 : CHUNK;
		if (size > KEEP / 4)
			size = KEEP / 4;
		if (size < n)
			size = n;
		c = bs_malloc(sizeof *c + size);
		c->next = NULL;
		c->size = size;
		if (a->cur != NULL)
			a->cur->next = c;
		else
			a->first = c;
		begin_chunk(a, c);
	}
	return bs_arena_alloc(a, n);
}

void *
bs_arena_zalloc(struct bs_arena *a, size_t n, size_t size)
{
	void *p;

	if (size && n > SIZE_MAX / 4 / size)
		bs_out_of_memory();
	p = bs_arena_alloc(a, n * size);
	memset(p, 0, n * size);
	return p;
}

struct bs_span
bs_arena_copy(struct bs_arena *a, struct bs_span s)
{
	char *p = bs_arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return bs_span(p, s.n);
}

void
bs_arena_reset(struct bs_arena *a)
{
	struct bs_arena_chunk *c = a->first, *keep = NULL, *next;
	size_t kept = 0;

	if (a->cur == c && (c == NULL || a->left == c->size)) /* nothing to do, as often */
		return;
	for (; c != NULL; c = next) {
		next = c->next;
		if (kept + c->size <= KEEP) {
			kept += c->size;
			if (keep != NULL)
				keep->next = c;
			else
				a->first = c;
			keep = c;
			c->next = NULL;
		} else {
			free(c);
		}
	}
	if (keep == NULL)
		a->first = NULL;
	begin_chunk(a, a->first);
	a->total = 0;
}

void
bs_arena_free(struct bs_arena *a)
{
	struct bs_arena_chunk *c, *next;

	for (c = a->first; c != NULL; c = next) {
		next = c->next;
		free(c);
	}
	*a = (struct bs_arena){0};
}
