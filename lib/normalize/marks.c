/*
 * marks: quotation marks by their role; see stages.h.
 *
 * Every mark of a paragraph has a few possible roles (opens, closes,
 * apostrophe, stays as it is).  What stands beside it and its own shape give
 * each role a cost; a role that does not fit what is open costs too; the
 * cheapest reading of the whole paragraph is found by dynamic programming
 * over what is open (Viterbi).  So `“…“` closes, one lost mark does not turn
 * all that follow, and an apostrophe closes nothing.
 */
#include "normalize/marks.h"

#include <math.h>
#include <stdlib.h>

/* What may be open: depth of double marks, and a single mark outside or inside them. */
enum { DEPTHS = 3, SINGLES = 3, STATES = DEPTHS * SINGLES };
enum { NO_SINGLE, OUTER_SINGLE, INNER_SINGLE };
enum { MOST = 4096 /* marks looked at together */, NEVER = 100000 };

enum {
	UNCLOSED = 22,     /* a double mark open at the end of the paragraph */
	UNCLOSED_ONE = 32, /* a single mark open at the end of what it is in */
	CONTINUED = 3,     /* either, where the next paragraph reopens it */
	NESTED = 28,       /* a double mark opens inside a double */
	STRAY = 40,        /* a double mark closes what is not open */
	STRAY_AFTER = 8,   /* the same where the paragraph before has left one open */
	STRAY_ONE = 70
};

/* Cost of a role in a state, and the state it leads to. */
static int
step(const struct bs_mark *m, enum bs_mark_role role, int state, bool left_open, int *to)
{
	int depth = state / SINGLES, one = state % SINGLES, cost = m->cost[role];

	*to = state;
	if (cost >= NEVER || role == BS_ROLE_KEEP || role == BS_ROLE_APOSTROPHE)
		return cost;
	if (!bs_shape_is_single(m->shape)) {
		if (role == BS_ROLE_OPEN) {
			if (depth > 0)
				cost += NESTED;
			if (depth < DEPTHS - 1)
				depth++;
		} else if (depth == 0) {
			cost += left_open ? STRAY_AFTER : STRAY;
		} else if (--depth == 0 && one == INNER_SINGLE) {
			cost += UNCLOSED_ONE;
			one = NO_SINGLE;
		}
	} else if (role == BS_ROLE_OPEN) {
		if (one != NO_SINGLE)
			cost += STRAY_ONE;
		one = depth ? INNER_SINGLE : OUTER_SINGLE;
	} else {
		if (one == NO_SINGLE)
			cost += STRAY_ONE;
		else if (one == OUTER_SINGLE && depth > 0)
			cost += UNCLOSED; /* a double mark was left open inside it */
		one = NO_SINGLE;
	}
	*to = depth * SINGLES + one;
	return cost;
}

/* What the next paragraph reopens. */
enum reopened { NOTHING, DOUBLE, SINGLE };

static int
end_cost(int state, enum reopened next)
{
	int depth = state / SINGLES, one = state % SINGLES, cost = 0;

	if (depth)
		cost += (next == DOUBLE ? CONTINUED : UNCLOSED) + (depth - 1) * NESTED;
	if (one)
		cost += one == OUTER_SINGLE && next == SINGLE ? CONTINUED : UNCLOSED_ONE;
	return cost;
}

struct marker {
	struct bs_mark *v;             /* those of the paragraph */
	unsigned char (*back)[STATES]; /* the best way into each state */
	int (*before)[STATES];         /* its cost, before each mark; NULL: nothing is weighed */
	size_t n, unsure;
	bool left_open; /* the paragraph before left a double mark open */
};

/* The cheapest reading of the marks into each state; cost[] is that before the first. */
static void
forward(struct marker *k, int *cost)
{
	int next[STATES], least = 0;

	for (size_t j = 0; j < k->n; j++) {
		const struct bs_mark *m = &k->v[j];
		int most = least + NEVER / 2; /* what costs more cannot be reached */

		if (k->before)
			memcpy(k->before[j], cost, sizeof next);
		if (m->sure)
			continue;
		for (int i = 0; i < STATES; i++)
			next[i] = 2 * NEVER;
		least = 2 * NEVER;
		for (int i = 0; i < STATES; i++) {
			if (cost[i] > most)
				continue;
			for (int r = 0; r < BS_NROLE; r++) {
				int to, c;

				if (m->cost[r] >= NEVER)
					continue;
				c = cost[i] + step(m, (enum bs_mark_role)r, i, k->left_open, &to);
				if (c < next[to]) {
					next[to] = c;
					k->back[j][to] = (unsigned char)(i * BS_NROLE + r);
				}
				least = c < least ? c : least;
			}
		}
		memcpy(cost, next, sizeof next);
	}
}

/* How sure the mark's role is: the margin, in tenths of a nat, to the best reading with another. */
static uint8_t
sureness(const struct marker *k, size_t j, const int *after, int *before)
{
	int best[BS_NROLE], margin = NEVER;

	for (int r = 0; r < BS_NROLE; r++)
		best[r] = 2 * NEVER;
	for (int i = 0; i < STATES; i++) {
		before[i] = 2 * NEVER;
		for (int r = 0; r < BS_NROLE; r++) {
			int to, c = step(&k->v[j], (enum bs_mark_role)r, i, k->left_open, &to);

			c += after[to];
			before[i] = c < before[i] ? c : before[i];
			c += k->before[j][i];
			best[r] = c < best[r] ? c : best[r];
		}
	}
	for (int r = 0; r < BS_NROLE; r++)
		if (r != (int)k->v[j].role && best[r] - best[k->v[j].role] < margin)
			margin = best[r] - best[k->v[j].role];
	return margin >= 46 ? 99 : (uint8_t)(100 / (1 + exp(-margin / 10.0)));
}

/* From the end of the paragraph back: how sure the roles are; after[] is the cost of its ends. */
static void
weigh(struct marker *k, int *after)
{
	int before[STATES];

	for (size_t j = k->n; j-- > 0;) {
		k->v[j].percent = 99;
		if (k->v[j].sure)
			continue;
		k->v[j].percent = sureness(k, j, after, before);
		memcpy(after, before, sizeof before);
	}
}

/* Decides the roles of a paragraph's marks.  True where a double mark stays open. */
static bool
decide(struct marker *k, enum reopened next)
{
	int cost[STATES], end[STATES], best = 0;

	for (int i = 1; i < STATES; i++)
		cost[i] = NEVER;
	cost[0] = 0;
	forward(k, cost);
	for (int i = 0; i < STATES; i++) {
		end[i] = end_cost(i, next);
		cost[i] += end[i];
		if (cost[i] < cost[best])
			best = i;
	}
	for (size_t j = k->n, state = (size_t)best; j-- > 0;) {
		unsigned char b = k->back[j][state];

		if (k->v[j].sure)
			continue;
		k->v[j].role = (enum bs_mark_role)(b % BS_NROLE);
		state = b / BS_NROLE;
	}
	if (k->before)
		weigh(k, end);
	return best / SINGLES > 0;
}

/* The bytes that a mark becomes; NULL: it stays. */
static const char *
spelling(const struct bs_mark *m, enum bs_marks marks)
{
	bool one = bs_shape_is_single(m->shape), ascii = marks == BS_MARKS_ASCII;

	switch (m->role) {
	case BS_ROLE_OPEN:
		return ascii ? (one ? "'" : "\"") : one ? "\xe2\x80\x98" : "\xe2\x80\x9c";
	case BS_ROLE_CLOSE:
		return ascii ? (one ? "'" : "\"") : one ? "\xe2\x80\x99" : "\xe2\x80\x9d";
	case BS_ROLE_APOSTROPHE:
		return "'";
	default:
		return NULL;
	}
}

static void
add(struct bs_splices *s, const struct bs_mark *m, const char *p, size_t n)
{
	bs_splice_add(s, m->at, m->n, p, n, BS_RULE_MARK);
	s->v[s->n - 1].rules |= BS_RULESURE(m->percent);
}

/* The mark that the next paragraph begins with, where it is likelier to open than anything else. */
static enum reopened
reopens(struct bs_span t, size_t at)
{
	struct bs_mark m;

	while (at < t.n && (t.p[at] == '\n' || t.p[at] == ' ' || t.p[at] == '\t'))
		at++;
	if (at == t.n || !bs_mark_read(t, at, &m) || m.cost[BS_ROLE_OPEN] >= m.cost[BS_ROLE_CLOSE])
		return NOTHING;
	if (!bs_shape_is_single(m.shape))
		return DOUBLE;
	return m.cost[BS_ROLE_OPEN] < m.cost[BS_ROLE_APOSTROPHE] ? SINGLE : NOTHING;
}

/* What is known of the marks so far is a paragraph's; the next begins at `next`. */
static void
flush(struct marker *k, struct bs_span t, struct bs_splices *s, size_t next, enum bs_marks marks)
{
	if (k->n == 0)
		return;
	/* where all are sure, most often apostrophes, nothing is left open */
	k->left_open = (k->unsure > 0 || k->before) && decide(k, reopens(t, next));
	for (size_t j = 0; j < k->n; j++) {
		const struct bs_mark *m = &k->v[j];
		const char *p = spelling(m, marks);
		size_t n = p ? strlen(p) : 0;

		if (p && (n != m->n || memcmp(t.p + m->at, p, n) != 0))
			add(s, m, p, n);
	}
	k->n = k->unsure = 0;
}

void
bs_stage_marks(struct bs_aligned *a, struct bs_splices *s, struct bs_marks_work *w)
{
	struct marker k = {.left_open = w->open};
	struct bs_span t = a->text;
	size_t i = 0, line_end = 0;

	if (w->marks == BS_MARKS_KEEP)
		return;
	while ((i = bs_mark_next(t, i)) < t.n) {
		struct bs_mark m;

		if (i >= line_end) {
			const char *nl = memchr(t.p + i, '\n', t.n - i);

			flush(&k, t, s, line_end, w->marks);
			line_end = nl ? (size_t)(nl - t.p) : t.n;
		}
		if (!bs_mark_read(t, i, &m)) {
			i++;
			continue;
		}
		if (k.n == MOST)
			flush(&k, t, s, t.n, w->marks);
		if (!k.v) {
			k.v = bs_malloc(MOST * sizeof *k.v);
			k.back = bs_malloc(MOST * sizeof *k.back);
			k.before = w->weigh ? bs_malloc(MOST * sizeof *k.before) : NULL;
		}
		k.v[k.n++] = m;
		k.unsure += !m.sure;
		i += m.n;
	}
	flush(&k, t, s, t.n, w->marks);
	w->open = k.left_open;
	free(k.v);
	free(k.before);
	free(k.back);
	bs_aligned_apply(a, s);
}
