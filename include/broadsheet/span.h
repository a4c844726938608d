/*
 * span: a run of bytes that somebody else owns.
 *
 * Units: bytes.  A span never owns memory; it points into a line buffer, an
 * arena or static data and is valid as long as those are.  NUL bytes are
 * ordinary bytes.  p may be NULL only where n is 0.
 */
#ifndef BROADSHEET_SPAN_H
#define BROADSHEET_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct bs_span {
	const char *p;
	size_t n;
};

#define BS_SPAN(lit) ((struct bs_span){(lit), sizeof(lit) - 1})

static inline struct bs_span
bs_span(const char *p, size_t n)
{
	return (struct bs_span){p, n};
}

static inline struct bs_span
bs_span_str(const char *s)
{
	return (struct bs_span){s, strlen(s)};
}

/* Bytes [a, b) of s. */
static inline struct bs_span
bs_span_cut(struct bs_span s, size_t a, size_t b)
{
	/* an empty span may have no pointer, which C lets nobody add 0 to */
	return (struct bs_span){a > 0 ? s.p + a : s.p, b - a};
}

static inline bool
bs_span_eq(struct bs_span a, struct bs_span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
bs_span_is(struct bs_span a, const char *s)
{
	return bs_span_eq(a, bs_span_str(s));
}

/* Bytewise order, a prefix first: what LC_ALL=C sort(1) does. */
static inline int
bs_span_cmp(struct bs_span a, struct bs_span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

static inline bool
bs_span_starts(struct bs_span s, struct bs_span prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool
bs_span_ends(struct bs_span s, struct bs_span suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

#endif
