/*
 * wide: functions built twice, for machines with AVX2 and for all others; the
 * loader picks.  Both give the same bits: integers are exact, and floats are
 * summed in the same eight lanes, without fused multiply-add.
 */
#ifndef BROADSHEET_WIDE_H
#define BROADSHEET_WIDE_H

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__clang__)
#define BS_WIDE __attribute__((target_clones("avx2", "default"), optimize("O3")))
#else
#define BS_WIDE
#endif

/* Before a static function that such a function is made of: built with it, not by itself. */
#define BS_WIDE_PART static inline __attribute__((always_inline))

#endif
