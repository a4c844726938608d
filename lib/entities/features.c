/*
 * Word analysis and feature templates: see features.h.
 */
#include "entities/features.h"

#include "broadsheet/utf8.h"
#include "entities/gazetteer.h"

#include <stdlib.h>
#include <utf8proc.h>

const struct bs_word bs_word_edge = {
    .form = 0x65646765, .lower = 0x65646765, .lex = BS_LEX_NONE, .shape = 0x65646765};

static uint64_t
mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ b * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;

	return h ^ h >> 32;
}

static uint64_t
hash_bytes(const char *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 0x100000001b3u;
	return h ^ h >> 29;
}

/* Marks that come in many forms are one: directed and straight quotes, dashes. */
static int32_t
plain_mark(int32_t c)
{
	switch (c) {
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0xab:
	case 0xbb:
		return '"';
	case 0x2018:
	case 0x2019:
	case 0x60:
		return '\'';
	case 0x2013:
	case 0x2014:
	case 0x2212:
		return '-';
	default:
		return c;
	}
}

/* What a scan over the characters gathers. */
struct scan {
	size_t n, upper, lower, other, digit, dot;
	bool first_upper;
	uint64_t form, shape;
	char last;
	size_t at[5];   /* byte offsets in the folded form after 0 .. 4 characters */
	size_t tail[5]; /* ring: offsets of the last characters' starts */
};

static char
kind_of(struct scan *s, int32_t c)
{
	if (bs_is_upper(c)) {
		s->upper++;
		s->first_upper |= s->n == 0;
		return 'X';
	}
	if (bs_is_lower(c)) {
		s->lower++;
		return 'x';
	}
	if (bs_is_digit(c)) {
		s->digit++;
		return '0';
	}
	if (bs_is_letter(c) || bs_is_mark(c)) {
		s->other++;
		return 'o';
	}
	s->dot += c == '.';
	return (char)(c < 128 ? c : '#');
}

static void
scan_form(struct scan *s, struct bs_span form, struct bs_buf *folded)
{
	s->form = 0xcbf29ce484222325u;
	while (form.n) {
		int32_t c;
		size_t n = bs_utf8_decode(form, &c);
		char kind, out[4];

		c = plain_mark(c < 0 ? 0xfffd : c);
		kind = kind_of(s, c);
		s->tail[s->n % 5] = folded->n;
		if (s->n < 5)
			s->at[s->n] = folded->n;
		s->n++;
		s->form = (s->form ^ (uint64_t)(kind == '0' ? '0' : c)) * 0x100000001b3u;
		c = c < 128 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : utf8proc_tolower(c);
		bs_buf_add(folded, out, bs_utf8_encode(c, out));
		if (kind != s->last)
			s->shape = (s->shape ^ (unsigned char)kind) * 0x100000001b3u + 7;
		s->last = kind;
		form = bs_span_cut(form, n, form.n);
	}
}

static enum bs_caps
caps_of(const struct scan *s)
{
	size_t letters = s->upper + s->lower + s->other;

	if (letters == 0)
		return s->digit ? BS_CAPS_NUMBER : BS_CAPS_NONE;
	if (s->digit)
		return BS_CAPS_LETNUM;
	if (s->upper == 0)
		return s->lower ? BS_CAPS_LOWER : BS_CAPS_OTHER;
	if (s->dot)
		return BS_CAPS_DOTTED;
	if (s->lower == 0)
		return s->upper > 1 ? BS_CAPS_ALL : BS_CAPS_ONE;
	return s->first_upper && s->upper == 1 ? BS_CAPS_INIT : BS_CAPS_MIXED;
}

/* The lexicon row of a folded form; where it has none, of the form without accents. */
static uint32_t
find_lex(const struct bs_lexicon *x, const char *p, size_t n)
{
	uint32_t row = bs_lexicon_find(x, bs_lex_hash(bs_span(p, n)));
	utf8proc_uint8_t *bare;
	utf8proc_ssize_t len;

	if (row != BS_LEX_NONE || bs_ascii_run(bs_span(p, n)) == n)
		return row;
	len = utf8proc_map((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)n, &bare,
	    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
	if (len < 0)
		return BS_LEX_NONE;
	row = bs_lexicon_find(x, bs_lex_hash(bs_span((char *)bare, (size_t)len)));
	free(bare);
	return row;
}

/* Forms longer than this are cut for analysis: no name is. */
enum { LONGEST = 256 };

static struct bs_span
cut_form(struct bs_span form)
{
	if (form.n > LONGEST) {
		form.n = LONGEST;
		form.n = bs_utf8_valid(form);
	}
	return form;
}

void
bs_word_analyse(
    struct bs_word *w, const struct bs_lexicon *x, struct bs_span form, struct bs_buf *scratch)
{
	struct scan s = {.shape = 0x9e37};
	const char *p;
	size_t n;

	scratch->n = 0;
	scan_form(&s, cut_form(form), scratch);
	p = scratch->p;
	n = scratch->n;
	*w = (struct bs_word){
	    .form = s.form, .shape = s.shape, .caps = (uint8_t)caps_of(&s), .name = s.first_upper};
	w->lex = n ? find_lex(x, p, n) : BS_LEX_NONE;
	if (w->lex != BS_LEX_NONE) {
		w->fine = (uint16_t)(x->fine[w->lex] + 1);
		w->mid = (uint16_t)(x->mid[x->fine[w->lex]] + 1);
		w->coarse = (uint16_t)(x->coarse[x->fine[w->lex]] + 1);
	}
	for (size_t i = 0; i < n; i++)
		if (p[i] >= '0' && p[i] <= '9')
			scratch->p[i] = '0';
	w->lower = hash_bytes(p, n);
	for (size_t i = 2; i <= 4; i++)
		w->pre[i - 2] = s.n > i ? hash_bytes(p, s.at[i]) : w->lower + i;
	for (size_t i = 1; i <= 4; i++) {
		size_t from = s.n > i ? s.tail[(s.n - i) % 5] : 0;

		w->suf[i - 1] = s.n > i ? hash_bytes(p + from, n - from) : w->lower + i;
	}
}

enum bs_sent_kind
bs_sent_kind(const struct bs_word *const *w, size_t n)
{
	size_t low = 0, cap = 0, all = 0;

	for (size_t i = 0; i < n; i++) {
		low += w[i]->caps == BS_CAPS_LOWER;
		cap += w[i]->caps == BS_CAPS_INIT || w[i]->caps == BS_CAPS_MIXED;
		all += w[i]->caps == BS_CAPS_ALL;
	}
	if (low + cap == 0 || all > 3 * (low + cap))
		return all > 1 ? BS_SENT_UPPER : BS_SENT_MIXED;
	if (cap + all == 0)
		return BS_SENT_LOWER;
	return n > 4 && cap + all > 2 * low ? BS_SENT_HEADLINE : BS_SENT_MIXED;
}

/* Template numbers: a template at an offset is another template. */
enum template {
	T_FORM = 1,
	T_LOWER,
	T_PRE,
	T_SUF = 8,
	T_SHAPE = 13,
	T_CAPS,
	T_FINE,
	T_MID,
	T_COARSE,
	T_FINE_CAPS,
	T_MID_CAPS,
	T_LOWER_CAPS,
	T_JOINT = 64
};

size_t
bs_word_features(const struct bs_word *w, int offset, uint64_t out[BS_MAX_WORD_FEATURES])
{
	uint64_t o = (uint64_t)(offset + BS_WINDOW) << 32;
	size_t n = 0;

	out[n++] = mix(w->lower, o | T_LOWER);
	out[n++] = mix(w->caps, o | T_CAPS);
	if (w->fine) {
		out[n++] = mix(w->fine, o | T_FINE);
		out[n++] = mix(w->mid, o | T_MID);
		out[n++] = mix(w->coarse, o | T_COARSE);
		out[n++] = mix((uint64_t)w->mid << 8 | w->caps, o | T_MID_CAPS);
	}
	if (offset < -1 || offset > 1)
		return n;
	out[n++] = mix(w->shape, o | T_SHAPE);
	out[n++] = mix(w->suf[2], o | (T_SUF + 2));
	if (offset != 0)
		return n;
	out[n++] = mix(w->form, o | T_FORM);
	for (uint64_t i = 0; i < 3; i++)
		out[n++] = mix(w->pre[i], o | (T_PRE + i));
	out[n++] = mix(w->suf[0], o | T_SUF);
	out[n++] = mix(w->suf[1], o | (T_SUF + 1));
	out[n++] = mix(w->suf[3], o | (T_SUF + 3));
	if (w->fine)
		out[n++] = mix((uint64_t)w->fine << 8 | w->caps, o | T_FINE_CAPS);
	return n;
}

/* Add a mark to the token's own, unless it is there or there is no room. */
static void
add_mark(struct bs_token_context *c, uint8_t mark)
{
	for (size_t i = 0; i < c->ngaz[1]; i++)
		if (c->gaz[1][i] == mark)
			return;
	if (c->ngaz[1] < BS_GAZ_MARKS)
		c->gaz[1][c->ngaz[1]++] = mark;
}

void
bs_gaz_mark(struct bs_token_context *c, size_t n, const struct bs_gaz_match *m, size_t nmatch)
{
	for (size_t i = 0; i < n; i++)
		memset(c[i].ngaz, 0, sizeof c[i].ngaz);
	for (size_t i = 0; i < nmatch; i++) {
		uint32_t first = m[i].first, last = m[i].last;
		int other = m[i].form != BS_GAZ_LISTED ? 128 : 0;

		for (uint32_t k = first; m[i].whole && k <= last && k < n; k++) {
			int place = first == last ? 3 : k == first ? 0 : k == last ? 2 : 1;

			add_mark(&c[k], (uint8_t)((m[i].list * 4 + place) | other));
		}
	}
	for (size_t i = 0; i + 1 < n; i++) {
		memcpy(c[i + 1].gaz[0], c[i].gaz[1], BS_GAZ_MARKS);
		c[i + 1].ngaz[0] = c[i].ngaz[1];
		memcpy(c[i].gaz[2], c[i + 1].gaz[1], BS_GAZ_MARKS);
		c[i].ngaz[2] = c[i + 1].ngaz[1];
	}
}

/* One feature per mark and place; the token's own also with its case and all together. */
static size_t
gaz_features(const struct bs_token_context *c, uint64_t *out)
{
	uint64_t caps = c->at[BS_WINDOW]->caps, all = 0;
	size_t n = 0;

	for (uint64_t d = 0; d < 3; d++)
		for (size_t i = 0; i < c->ngaz[d]; i++)
			out[n++] = mix((uint64_t)c->gaz[d][i] << 8 | d, T_JOINT + 30);
	for (size_t i = 0; i < c->ngaz[1]; i++) {
		out[n++] = mix((uint64_t)c->gaz[1][i] << 8 | caps, T_JOINT + 31);
		all += mix(c->gaz[1][i], 77);
	}
	if (all)
		out[n++] = mix(all, T_JOINT + 32);
	return n;
}

size_t
bs_joint_features(const struct bs_token_context *c, uint64_t out[BS_MAX_JOINT])
{
	const struct bs_word *const *w = c->at + BS_WINDOW;
	uint64_t caps = w[0]->caps, around = 0, where = (uint64_t)c->kind << 1 | c->first;
	size_t n = 0;

	for (int i = -BS_WINDOW; i <= BS_WINDOW; i++)
		around = around << 4 | w[i]->caps;
	out[n++] = mix(around >> 4 & 0xfff, T_JOINT + 1);
	out[n++] = mix(around, T_JOINT + 2);
	out[n++] = mix(mix(w[-1]->lower, w[0]->lower), T_JOINT + 3);
	out[n++] = mix(mix(w[0]->lower, w[1]->lower), T_JOINT + 4);
	out[n++] = mix(w[-1]->lower + caps, T_JOINT + 5);
	out[n++] = mix(w[1]->lower + caps, T_JOINT + 6);
	out[n++] = mix(mix(w[-1]->lower, w[1]->lower) + caps, T_JOINT + 7);
	out[n++] = mix((uint64_t)w[-1]->mid << 24 | (uint64_t)w[0]->mid << 8 | caps, T_JOINT + 8);
	out[n++] = mix((uint64_t)w[1]->mid << 24 | (uint64_t)w[0]->mid << 8 | caps, T_JOINT + 9);
	out[n++] = mix((uint64_t)w[-1]->mid << 24 | (uint64_t)w[1]->mid << 8 | caps, T_JOINT + 10);
	out[n++] = mix(caps << 8 | where, T_JOINT + 12);
	out[n++] = mix((uint64_t)w[0]->mid << 8 | where, T_JOINT + 13);
	out[n++] = mix(caps << 8 | where << 4 | c->seen, T_JOINT + 14);
	out[n++] = mix((uint64_t)w[0]->coarse << 8 | where << 4 | c->seen, T_JOINT + 15);
	return n + gaz_features(c, out + n);
}
