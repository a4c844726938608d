/* strmap: see broadsheet/strmap.h */
#include "broadsheet/strmap.h"

#include <stdlib.h>
#include <sys/random.h>

uint64_t
bs_fnv1a(struct bs_span s)
{
	uint64_t h = 0xcbf29ce484222325U;
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3U;
	return h;
}

static uint64_t
mix(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 m = (unsigned __int128)a * b;

	return (uint64_t)m ^ (uint64_t)(m >> 64);
}

static uint64_t
seed(void)
{
	static uint64_t s;

	if (s == 0) {
		if (getrandom(&s, sizeof s, GRND_NONBLOCK) != (ssize_t)sizeof s)
			s = (uint64_t)(uintptr_t)&s;
		s |= 1;
	}
	return s;
}

/* Multiply-and-fold over 16 bytes a step, in the manner of wyhash (Wang Yi, 2019). */
uint64_t
bs_hash(struct bs_span s)
{
	const char *p = s.p;
	size_t n = s.n;
	uint64_t h = seed() ^ (s.n * 0x9e3779b97f4a7c15U), a, b;

	for (; n > 16; p += 16, n -= 16) {
		memcpy(&a, p, 8);
		memcpy(&b, p + 8, 8);
		h = mix(a ^ 0xa0761d6478bd642fU, b ^ h);
	}
	a = b = 0;
	if (n >= 8) {
		memcpy(&a, p, 8);
		memcpy(&b, p + n - 8, 8);
	} else if (n >= 4) {
		uint32_t x, y;

		memcpy(&x, p, 4);
		memcpy(&y, p + n - 4, 4);
		a = x;
		b = y;
	} else if (n > 0) {
		a = (uint64_t)(unsigned char)p[0] << 16 | (uint64_t)(unsigned char)p[n / 2] << 8 |
		    (unsigned char)p[n - 1];
	}
	return mix(a ^ 0xe7037ed1a0b428dbU, b ^ h ^ 0x8ebc6af09c88c6e3U);
}

static struct bs_strmap_entry *
find(const struct bs_strmap *m, struct bs_span key, uint64_t h)
{
	size_t i;

	for (i = h & m->mask;; i = (i + 1) & m->mask) {
		struct bs_strmap_entry *e = &m->slot[i];

		if (e->key.p == NULL || (e->hash == h && bs_span_eq(e->key, key)))
			return e;
	}
}

static void
grow(struct bs_strmap *m)
{
	size_t old = m->slot ? m->mask + 1 : 0, i;
	struct bs_strmap_entry *from = m->slot;

	m->mask = old ? old * 2 - 1 : 15;
	m->slot = bs_calloc(m->mask + 1, sizeof *m->slot);
	for (i = 0; i < old; i++)
		if (from[i].key.p != NULL)
			*find(m, from[i].key, from[i].hash) = from[i];
	free(from);
}

uint64_t *
bs_strmap_get(const struct bs_strmap *m, struct bs_span key)
{
	struct bs_strmap_entry *e;

	if (m->n == 0)
		return NULL;
	e = find(m, key, bs_hash(key));
	return e->key.p ? &e->value : NULL;
}

uint64_t *
bs_strmap_put(struct bs_strmap *m, struct bs_span key, bool *is_new)
{
	uint64_t h = bs_hash(key);
	struct bs_strmap_entry *e;

	if (m->slot == NULL || m->n >= (m->mask + 1) / 2)
		grow(m);
	e = find(m, key, h);
	if (is_new != NULL)
		*is_new = e->key.p == NULL;
	if (e->key.p == NULL) {
		e->key = bs_arena_copy(&m->keys, key);
		e->hash = h;
		e->value = 0;
		m->n++;
	}
	return &e->value;
}

void
bs_strmap_reset(struct bs_strmap *m)
{
	if (m->mask > 16 * m->n + 1023) { /* made for more: would cost more than it is worth */
		free(m->slot);
		m->slot = NULL;
		m->mask = 0;
	} else if (m->slot != NULL && m->n != 0) {
		memset(m->slot, 0, (m->mask + 1) * sizeof *m->slot);
	}
	m->n = 0;
	bs_arena_reset(&m->keys);
}

void
bs_strmap_free(struct bs_strmap *m)
{
	free(m->slot);
	bs_arena_free(&m->keys);
	*m = (struct bs_strmap){0};
}
