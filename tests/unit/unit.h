/* unit.h: what cmocka wants included before itself, and a random source with a fixed seed. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* xorshift64*: the same numbers on every machine. */
static inline uint32_t
unit_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (uint32_t)(*state * 0x2545f4914f6cdd1dU >> 32);
}

#define assert_span(got, want)                                            \
	do {                                                              \
		struct bs_span got_ = (got);                              \
		const char *want_ = (want);                               \
		assert_int_equal(got_.n, strlen(want_));                  \
		assert_memory_equal(got_.p ? got_.p : "", want_, got_.n); \
	} while (0)

#endif
