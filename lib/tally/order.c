/* order: see order.h */
#include "tally/order.h"

enum { SMALL = 16, LEVELS = 8, STEP = 16 };

static inline bool
less(const struct bs_ranked *a, const struct bs_ranked *b)
{
	return a->rank[0] != b->rank[0] ? a->rank[0] < b->rank[0] : a->rank[1] < b->rank[1];
}

static inline void
swap(struct bs_ranked *a, struct bs_ranked *b)
{
	struct bs_ranked t = *a;

	*a = *b;
	*b = t;
}

static void
insertion(struct bs_ranked *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct bs_ranked x = v[i];
		size_t k = i;

		for (; k > 0 && less(&x, &v[k - 1]); k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

static struct bs_span
key_of(const struct bs_ranked *e, const struct bs_order *o)
{
	return bs_span((const char *)(e->g->v + o->words), e->g->n);
}

static bool
key_less(const struct bs_ranked *a, const struct bs_ranked *b, const struct bs_order *o)
{
	struct bs_span x = key_of(a, o), y = key_of(b, o);
	size_t n = x.n < y.n ? x.n : y.n;
	int c = n ? memcmp(x.p, y.p, n) : 0;

	if (c == 0 && x.n != y.n)
		c = x.n < y.n ? (o->end ? o->end - (unsigned char)y.p[n] : -1)
			      : (o->end ? (unsigned char)x.p[n] - o->end : 1);
	return o->down ? c > 0 : c < 0;
}

/* By rank, or by whole key (o): what quicksort falls back on, and the sort of the rare. */
static void
heap_sort(struct bs_ranked *v, size_t n, const struct bs_order *o)
{
	for (size_t start = n / 2, end = n; end > 1;) {
		size_t i, k;

		if (start > 0)
			start--;
		else
			swap(&v[0], &v[--end]);
		for (i = start; (k = 2 * i + 1) < end; i = k) {
			if (k + 1 < end &&
			    (o ? key_less(&v[k], &v[k + 1], o) : less(&v[k], &v[k + 1])))
				k++;
			if (!(o ? key_less(&v[i], &v[k], o) : less(&v[i], &v[k])))
				break;
			swap(&v[i], &v[k]);
		}
	}
}

static void
intro(struct bs_ranked *v, size_t n, unsigned depth)
{
	while (n > SMALL) {
		struct bs_ranked pivot;
		size_t i = 0, k = n - 1, mid = n / 2;

		if (depth-- == 0) {
			heap_sort(v, n, NULL);
			return;
		}
		if (less(&v[mid], &v[0]))
			swap(&v[mid], &v[0]);
		if (less(&v[k], &v[0]))
			swap(&v[k], &v[0]);
		if (less(&v[k], &v[mid]))
			swap(&v[k], &v[mid]);
		pivot = v[mid];
		for (;;) {
			while (less(&v[i], &pivot))
				i++;
			while (less(&pivot, &v[k]))
				k--;
			if (i >= k)
				break;
			swap(&v[i++], &v[k--]);
		}
		k++; /* [0, k) is not above the pivot, [k, n) not below */
		if (k < n - k) {
			intro(v, k, depth);
			v += k;
			n -= k;
		} else {
			intro(v + k, n - k, depth);
			n = k;
		}
	}
	insertion(v, n);
}

static void
sort_ranks(struct bs_ranked *v, size_t n)
{
	unsigned depth = 4;

	for (size_t i = n; i > 1; i /= 2)
		depth += 2;
	intro(v, n, depth);
}

static uint64_t
bytes_at(struct bs_span key, size_t at, const struct bs_order *o)
{
	uint64_t w = 0;

	if (key.n >= at + 8) {
		memcpy(&w, key.p + at, 8);
		w = __builtin_bswap64(w);
		if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
			w = __builtin_bswap64(w);
	} else {
		for (size_t i = 0; i < 8; i++) {
			unsigned c = at + i < key.n    ? (unsigned char)key.p[at + i]
				     : at + i == key.n ? (unsigned)o->end
						       : 0;

			w = w << 8 | c;
		}
	}
	return o->down ? ~w : w;
}

/* Entries that are equal so far, by their keys from byte `at` on. */
static void
sort_keys(struct bs_ranked *v, size_t n, size_t at, unsigned level, const struct bs_order *o)
{
	bool ended = false;

	if (level == LEVELS) {
		heap_sort(v, n, o);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct bs_span key = key_of(&v[i], o);

		v[i].rank[0] = bytes_at(key, at, o);
		v[i].rank[1] = bytes_at(key, at + 8, o);
	}
	sort_ranks(v, n);
	for (size_t i = 0, k; i < n; i = k) {
		ended = v[i].g->n < at + STEP;
		for (k = i + 1; k < n && !less(&v[i], &v[k]); k++)
			ended |= v[k].g->n < at + STEP;
		if (k - i > 1 && ended) /* NULs at the end of one look like the end of the other */
			heap_sort(v + i, k - i, o);
		else if (k - i > 1)
			sort_keys(v + i, k - i, at + STEP, level + 1, o);
	}
}

void
bs_order_sort(struct bs_ranked *v, size_t n, const struct bs_order *o)
{
	sort_ranks(v, n);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && !less(&v[i], &v[k]); k++)
			;
		if (k - i > 1)
			sort_keys(v + i, k - i, 0, 0, o);
	}
}
