/* editmap: see broadsheet/editmap.h */
#include "broadsheet/editmap.h"

/* Digits at *i of s; false where there are none, or too many. */
static bool
number(struct bs_span s, size_t *i, size_t *out)
{
	size_t from = *i, v = 0;

	size_t k = from;

	while (k < s.n && s.p[k] >= '0' && s.p[k] <= '9' && k - from < 18)
		v = v * 10 + (size_t)(s.p[k++] - '0');
	*i = k;
	*out = v;
	return k > from;
}

/* One entry `T:S>N[xK]` at *i. */
static bool
entry(struct bs_span s, size_t *i, struct bs_edit *e, size_t *times)
{
	if (!number(s, i, &e->t) || *i >= s.n || s.p[(*i)++] != ':')
		return false;
	if (!number(s, i, &e->s) || *i >= s.n || s.p[(*i)++] != '>')
		return false;
	if (!number(s, i, &e->n) || (e->s == 0 && e->n == 0))
		return false;
	*times = 1;
	if (*i < s.n && s.p[*i] == 'x') {
		(*i)++;
		if (!number(s, i, times) || *times < 2)
			return false;
	}
	return *i == s.n || s.p[(*i)++] == ',';
}

/*
 * How many edits the map holds, folded ones unfolded; SIZE_MAX where it is
 * no map or more than the text and source can hold.
 */
static size_t
count(struct bs_span s, size_t limit)
{
	struct bs_edit e;
	size_t i = 0, n = 0, k;

	if (s.n == 0)
		return 0;
	if (memchr(s.p, 'x', s.n) == NULL) { /* one edit an entry; bad ones are seen later */
		for (n = 1; i < s.n; i++)
			n += s.p[i] == ',';
		return s.p[s.n - 1] == ',' ? SIZE_MAX : n;
	}
	while (i < s.n) {
		if (!entry(s, &i, &e, &k) || k > limit || n > limit)
			return SIZE_MAX;
		n += k;
	}
	return s.p[s.n - 1] == ',' ? SIZE_MAX : n;
}

struct bs_span
bs_editmap_encoding(struct bs_span info)
{
	const char *comma = info.n ? memchr(info.p, ',', info.n) : NULL;

	if (info.n == 0 || info.p[0] != '=')
		return bs_span(info.p, 0);
	return bs_span_cut(info, 1, comma ? (size_t)(comma - info.p) : info.n);
}

bool
bs_editmap_parse(struct bs_editmap *m, struct bs_span info, size_t text_len, size_t source_len,
    struct bs_arena *a)
{
	struct bs_edit *v, e;
	size_t i = 0, n = 0, k, total, t = 0, src = 0;

	*m = (struct bs_editmap){0};
	m->encoding = bs_editmap_encoding(info);
	if (info.n && info.p[0] == '=') {
		k = m->encoding.n + 1; /* with the comma, where there is one */
		info = bs_span_cut(info, k < info.n ? k + 1 : k, info.n);
	} else if (bs_span_is(info, ".")) {
		info.n = 0;
	}
	total = count(info, text_len + source_len);
	if (total == SIZE_MAX)
		return false;
	if (total == 0)
		return text_len == source_len;
	v = bs_arena_alloc(a, total * sizeof *v);
	while (i < info.n) {
		if (!entry(info, &i, &e, &k))
			return false;
		for (; k > 0; k--, e.t += e.n) {
			if (e.t < t || e.t - t > text_len ||
			    (n > 0 && e.t == v[n - 1].t && v[n - 1].n != 0))
				return false;
			src += e.t - t;
			e.src = src;
			v[n++] = e;
			src += e.s;
			t = e.t + e.n;
			if (t > text_len || src > source_len)
				return false;
		}
	}
	m->e = v;
	m->n = n;
	return text_len - t == source_len - src;
}

void
bs_editmap_write(struct bs_buf *out, const struct bs_editmap *m)
{
	size_t i, j;

	if (m->encoding.n) {
		bs_buf_ch(out, '=');
		bs_buf_span(out, m->encoding);
		if (m->n)
			bs_buf_ch(out, ',');
	} else if (m->n == 0) {
		bs_buf_ch(out, '.');
	}
	for (i = 0; i < m->n; i = j) {
		const struct bs_edit *e = &m->e[i];

		for (j = i + 1;
		     j < m->n && m->e[j].s == e->s && m->e[j].n == e->n &&
		     m->e[j].t == m->e[j - 1].t + e->n && m->e[j].src == m->e[j - 1].src + e->s;
		     j++)
			;
		if (i > 0)
			bs_buf_ch(out, ',');
		bs_buf_uint(out, e->t);
		bs_buf_ch(out, ':');
		bs_buf_uint(out, e->s);
		bs_buf_ch(out, '>');
		bs_buf_uint(out, e->n);
		if (j - i > 1) {
			bs_buf_ch(out, 'x');
			bs_buf_uint(out, j - i);
		}
	}
}

/* The first edit that starts at or after text offset t; m->n if none does. */
static size_t
at_or_after(const struct bs_editmap *m, size_t t)
{
	size_t i;

	if (m->n == 0 || m->e[m->n - 1].t < t) /* most text has no edits */
		return m->n;
	BS_LOWER_BOUND(i, m->n, m->e[i].t < t);
	return i;
}

/* The source offset of text offset t by what stands before edit i, or SIZE_MAX inside an edit. */
static size_t
plain(const struct bs_editmap *m, size_t i, size_t t)
{
	const struct bs_edit *e;

	if (i == 0)
		return t;
	e = &m->e[i - 1];
	return t < e->t + e->n ? SIZE_MAX : e->src + e->s + (t - e->t - e->n);
}

size_t
bs_editmap_start(const struct bs_editmap *m, size_t t)
{
	size_t i = at_or_after(m, t), s = plain(m, i, t);

	if (s == SIZE_MAX)
		return m->e[i - 1].src;
	for (; i < m->n && m->e[i].t == t && m->e[i].n == 0; i++)
		s = m->e[i].src + m->e[i].s;
	return s;
}

size_t
bs_editmap_stop(const struct bs_editmap *m, size_t t)
{
	size_t i = at_or_after(m, t), s = plain(m, i, t);

	return s == SIZE_MAX ? m->e[i - 1].src + m->e[i - 1].s : s;
}

size_t
bs_editmap_floor(const struct bs_editmap *m, size_t t)
{
	size_t i = at_or_after(m, t);

	return plain(m, i, t) == SIZE_MAX ? m->e[i - 1].t : t;
}

size_t
bs_editmap_ceil(const struct bs_editmap *m, size_t t)
{
	size_t i = at_or_after(m, t);

	return plain(m, i, t) == SIZE_MAX ? m->e[i - 1].t + m->e[i - 1].n : t;
}

/* The first edit whose source starts at or after s. */
static size_t
source_at_or_after(const struct bs_editmap *m, size_t s)
{
	size_t i;

	BS_LOWER_BOUND(i, m->n, m->e[i].src < s);
	return i;
}

size_t
bs_editmap_text_start(const struct bs_editmap *m, size_t s)
{
	size_t i = source_at_or_after(m, s);
	const struct bs_edit *e;

	if (i == 0)
		return s;
	e = &m->e[i - 1];
	return s < e->src + e->s ? e->t : e->t + e->n + (s - e->src - e->s);
}

size_t
bs_editmap_text_stop(const struct bs_editmap *m, size_t s)
{
	size_t i = source_at_or_after(m, s);
	const struct bs_edit *e;

	if (i == 0)
		return s;
	e = &m->e[i - 1];
	return s < e->src + e->s ? e->t + e->n : e->t + e->n + (s - e->src - e->s);
}

struct bs_editmap
bs_editmap_cut(const struct bs_editmap *m, size_t a, size_t b, struct bs_arena *arena)
{
	struct bs_editmap out = {.encoding = m->encoding};
	size_t i = at_or_after(m, a), from, n, base = bs_editmap_start(m, a);
	struct bs_edit *v;

	while (i < m->n && m->e[i].t == a && m->e[i].n == 0)
		i++;
	for (from = i; i < m->n && m->e[i].t < b; i++)
		;
	n = i - from;
	if (n == 0)
		return out;
	v = bs_arena_alloc(arena, n * sizeof *v);
	for (i = 0; i < n; i++) {
		v[i] = m->e[from + i];
		v[i].t -= a;
		v[i].src -= base;
	}
	out.e = v;
	out.n = n;
	return out;
}
