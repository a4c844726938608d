/*
 * marks: what one quotation mark may be, from its shape and what is beside it.
 *
 * Costs are in tenths of a unit, 0 the likeliest role; see marks.c for what
 * is made of them.  O(1) a mark, nothing allocates.
 */
#ifndef BS_NORMALIZE_MARKS_H
#define BS_NORMALIZE_MARKS_H

#include "normalize/stages.h"

#include <stdint.h>

enum bs_mark_shape {
	BS_SHAPE_ASCII,       /* " and anything that is used for it */
	BS_SHAPE_LEFT,        /* “ */
	BS_SHAPE_RIGHT,       /* ” */
	BS_SHAPE_LOW,         /* „ */
	BS_SHAPE_ANGLE_LEFT,  /* « */
	BS_SHAPE_ANGLE_RIGHT, /* » */
	BS_SHAPE_PRIME,       /* ″ */
	BS_SHAPE_TWO,         /* '' of any singles */
	BS_SHAPE_GRAVES,      /* `` */
	/* singles from here on */
	BS_SHAPE_SINGLE,    /* ' */
	BS_SHAPE_LEFT_ONE,  /* ‘ */
	BS_SHAPE_RIGHT_ONE, /* ’ */
	BS_SHAPE_LOW_ONE,   /* ‚ */
	BS_SHAPE_ANGLE_LEFT_ONE,
	BS_SHAPE_ANGLE_RIGHT_ONE,
	BS_SHAPE_GRAVE,    /* ` */
	BS_SHAPE_ACUTE,    /* ´ */
	BS_SHAPE_PRIME_ONE /* ′ */
};

enum bs_mark_role { BS_ROLE_OPEN, BS_ROLE_CLOSE, BS_ROLE_APOSTROPHE, BS_ROLE_KEEP, BS_NROLE };

struct bs_mark {
	size_t at, n;
	enum bs_mark_shape shape;
	enum bs_mark_role role;
	bool sure;       /* the role is set and the rest does not matter */
	uint8_t percent; /* how sure the role is, 50 to 99; 0: not weighed */
	int cost[BS_NROLE];
};

static inline bool
bs_shape_is_single(enum bs_mark_shape h)
{
	return h >= BS_SHAPE_SINGLE;
}

/* The next byte at or after i that may begin a mark. */
size_t bs_mark_next(struct bs_span t, size_t i);
/* The mark that stands at `at`, if one does. */
bool bs_mark_read(struct bs_span t, size_t at, struct bs_mark *m);

#endif
