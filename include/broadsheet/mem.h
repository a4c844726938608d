/*
 * mem: growable arrays and buffers, arena, checked allocation; sorting and
 * searching an array.
 *
 * Out of memory has one answer everywhere: a message and exit 2, given by
 * bs_out_of_memory() in err.c; so nothing here returns an error.  Sizes are
 * bytes and checked for overflow.
 */
#ifndef BROADSHEET_MEM_H
#define BROADSHEET_MEM_H

#include "broadsheet/span.h"

#include <stdint.h>
#include <stdlib.h>

/* As malloc and reallocarray, never NULL for a size above 0.  The caller frees. */
void *bs_malloc(size_t n);
void *bs_calloc(size_t n, size_t size);
void *bs_realloc(void *p, size_t n, size_t size);

/*
 * Make room for one more element in the array *p of *cap elements; grows by
 * half, so pushes are O(1) amortised.  Use through BS_PUSH:
 *	struct x *v = NULL; size_t n = 0, cap = 0;
 *	BS_PUSH(v, n, cap) = (struct x){...};
 */
void *bs_grow(void *p, size_t n, size_t *cap, size_t size);
#define BS_PUSH(v, n, cap) \
	(*((n) < (cap) ? &(v)[(n)++] : ((v) = bs_grow((v), (n), &(cap), sizeof *(v)), &(v)[(n)++])))

/* As qsort(3), which may not be given NULL for an empty list.  O(n) where it is in order already.
 */
static inline void
bs_sort(void *v, size_t n, size_t size, int (*cmp)(const void *, const void *))
{
	const char *p = v;

	for (size_t i = 1; i < n; i++, p += size)
		if (cmp(p, p + size) > 0) {
			qsort(v, n, size, cmp);
			return;
		}
}

/*
 * Binary search: sets i to the first of the indexes 0 to n for which `before`,
 * an expression in i, does not hold; n where it holds for all.  It must hold
 * for a beginning of the array and for no element behind it.  O(log n).
 *	BS_LOWER_BOUND(i, n, v[i].start < start);
 */
#define BS_LOWER_BOUND(i, n, before)                                                           \
	for (size_t bs_lo = 0, bs_hi = (n); (i) = bs_lo + (bs_hi - bs_lo) / 2, bs_lo < bs_hi;) \
		if (before)                                                                    \
			bs_lo = (i) + 1;                                                       \
		else                                                                           \
			bs_hi = (i)

/* Growable bytes.  Zero-initialise; p is not NUL-terminated unless asked. */
struct bs_buf {
	char *p;
	size_t n, cap;
};

void bs_buf_free(struct bs_buf *b);
void bs_buf_grow(struct bs_buf *b, size_t more); /* to room for n + more bytes */
void bs_buf_add(struct bs_buf *b, const void *p, size_t n);
void bs_buf_uint(struct bs_buf *b, uint64_t v);             /* in decimal */
void bs_buf_digits(struct bs_buf *b, uint64_t v, size_t n); /* in decimal, n digits at least */
const char *bs_buf_str(struct bs_buf *b);                   /* adds a NUL behind the n bytes */
void bs_buf_fmt(struct bs_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline void
bs_buf_reserve(struct bs_buf *b, size_t more)
{
	if (b->cap - b->n < more)
		bs_buf_grow(b, more);
}

static inline void
bs_buf_ch(struct bs_buf *b, char c)
{
	if (b->n == b->cap)
		bs_buf_reserve(b, 1);
	b->p[b->n++] = c;
}

static inline void
bs_buf_span(struct bs_buf *b, struct bs_span s)
{
	bs_buf_add(b, s.p, s.n);
}

static inline void
bs_buf_lit(struct bs_buf *b, const char *s)
{
	bs_buf_add(b, s, strlen(s));
}

static inline struct bs_span
bs_buf_view(const struct bs_buf *b)
{
	return bs_span(b->p, b->n);
}

/*
 * Arena: memory that dies together.  Zero-initialise.  Allocations are
 * aligned for any type and stay where they are; reset keeps the chunks for
 * the next document (up to 16 MiB of them), free returns them.
 */
struct bs_arena_chunk;
struct bs_arena {
	struct bs_arena_chunk *first, *cur;
	char *p;      /* the next byte of cur */
	size_t left;  /* bytes of cur from there on */
	size_t total; /* bytes handed out since the last reset */
};

enum { BS_ARENA_ALIGN = 16 };
void *bs_arena_more(struct bs_arena *a, size_t n); /* for bs_arena_alloc: from another chunk */
static inline void *
bs_arena_alloc(struct bs_arena *a, size_t n)
{
	size_t size = (n + BS_ARENA_ALIGN - 1) & ~(size_t)(BS_ARENA_ALIGN - 1);
	void *p = a->p;

	if (size > a->left || size < n || p == NULL)
		return bs_arena_more(a, n);
	a->p += size;
	a->left -= size;
	a->total += size;
	return p;
}
void *bs_arena_zalloc(struct bs_arena *a, size_t n, size_t size);
struct bs_span bs_arena_copy(struct bs_arena *a, struct bs_span s); /* NUL behind it */
void bs_arena_reset(struct bs_arena *a);
void bs_arena_free(struct bs_arena *a);

#endif
