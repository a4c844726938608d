/* form: see form.h. */
#include "normalize/form.h"

#include "broadsheet/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { MARKED = 16 /* combining class not 0 */, STREAM_SAFE = 30, GRAPHEME_JOINER = 0x34f };

static inline unsigned
flags_of(int32_t cp)
{
	return bs_form_flags[bs_form_block[cp >> 6]][cp & 63];
}

/* Bytes of ASCII from p on; looks at 16 at a time. */
static inline const unsigned char *
skip_ascii(const unsigned char *p, const unsigned char *end)
{
#ifdef __SSE2__
	while (end - p >= 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		unsigned m = (unsigned)_mm_movemask_epi8(v);

		if (m)
			return p + __builtin_ctz(m);
		p += 16;
	}
#endif
	while (p < end && *p < 0x80)
		p++;
	return p;
}

/* Blocks of two-byte characters without any flag of the mask, a bit for each lead byte. */
static uint32_t
clear_leads(unsigned mask)
{
	uint32_t clear = 0;

	for (unsigned i = 0; i < 32; i++)
		if (!(bs_form_any[bs_form_block[i]] & mask))
			clear |= 1U << i;
	return clear;
}

/* The first flagged character at or after p. */
static const unsigned char *
scan(const unsigned char *p, const unsigned char *end, unsigned mask)
{
	const uint32_t clear = clear_leads(mask);

	while (p < end) {
		unsigned c = *p, block;

		if (c < 0x80) {
			p = skip_ascii(p, end);
		} else if (c < 0xe0) {
			if (!(clear >> (c & 31) & 1) &&
			    bs_form_flags[bs_form_block[c & 31]][p[1] & 63] & mask)
				return p;
			p += 2;
		} else if (c < 0xf0) {
			block = bs_form_block[(c & 15) << 6 | (p[1] & 63)];
			if (bs_form_any[block] & mask && bs_form_flags[block][p[2] & 63] & mask)
				return p;
			p += 3;
		} else {
			block = bs_form_block[(c & 7U) << 12 | (p[1] & 63U) << 6 | (p[2] & 63U)];
			if (bs_form_any[block] & mask && bs_form_flags[block][p[3] & 63] & mask)
				return p;
			p += 4;
		}
	}
	return end;
}

static unsigned
mask_of(enum bs_form form)
{
	return 1U << form | MARKED;
}

static void
push(struct bs_former *f, int32_t cp)
{
	BS_PUSH(f->cp, f->ncp, f->cap) = cp;
}

/*
 * Add a decomposed character, in canonical order.  *marks counts the
 * combining marks at the end, which are never more than STREAM_SAFE.
 */
static void
order(struct bs_former *f, int32_t cp, size_t *marks)
{
	int ccc = utf8proc_get_property(cp)->combining_class;
	size_t i;

	if (ccc == 0) {
		*marks = 0;
		push(f, cp);
		return;
	}
	if (*marks == STREAM_SAFE) {
		push(f, GRAPHEME_JOINER);
		*marks = 0;
	}
	push(f, cp);
	++*marks;
	for (i = f->ncp - 1; i > f->ncp - *marks; i--) {
		if (utf8proc_get_property(f->cp[i - 1])->combining_class <= ccc)
			break;
		f->cp[i] = f->cp[i - 1];
	}
	f->cp[i] = cp;
}

static void
compose_and_encode(struct bs_former *f)
{
	size_t n = f->ncp;

	if (f->form == BS_FORM_NFC || f->form == BS_FORM_NFKC) {
		utf8proc_ssize_t r = utf8proc_normalize_utf32(
		    f->cp, (utf8proc_ssize_t)n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);

		if (r >= 0)
			n = (size_t)r;
	}
	f->out.n = 0;
	bs_buf_reserve(&f->out, 4 * n + 1);
	for (size_t i = 0; i < n; i++)
		f->out.n += bs_utf8_encode(f->cp[i], f->out.p + f->out.n);
}

/* Does nothing before this character (as decomposed) have to do with it? */
static bool
starts_anew(const struct bs_former *f, int32_t first)
{
	unsigned flags = flags_of(first);

	if (f->form == BS_FORM_NFD || f->form == BS_FORM_NFKD)
		return !(flags & MARKED);
	return !(flags & mask_of(f->form));
}

/*
 * Normalise from `at`, which nothing before has to do with, to the next such
 * place, but not beyond f->dirty.  The end of the piece.
 */
static size_t
piece(struct bs_former *f, size_t at)
{
	utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
	size_t marks = 0, start = at;

	if (f->form == BS_FORM_NFKC || f->form == BS_FORM_NFKD)
		options |= UTF8PROC_COMPAT;
	f->ncp = 0;
	while (at < f->dirty) {
		int32_t cp, part[32];
		int last = 0;
		size_t n = bs_utf8_decode(bs_span(f->text.p + at, f->text.n - at), &cp);
		utf8proc_ssize_t k = utf8proc_decompose_char(cp, part, 32, options, &last);

		if (k < 1 || k > 32) {
			part[0] = cp < 0 ? 0xfffd : cp;
			k = 1;
		}
		if (at > start && starts_anew(f, part[0]))
			break;
		for (utf8proc_ssize_t i = 0; i < k; i++)
			order(f, part[i], &marks);
		at += n;
	}
	compose_and_encode(f);
	return at;
}

/* Where the flagged stretch that holds `at` ends. */
static size_t
stretch_end(struct bs_span text, size_t at, unsigned mask)
{
	int32_t cp;

	while (at < text.n) {
		size_t n = bs_utf8_decode(bs_span(text.p + at, text.n - at), &cp);

		if (!(flags_of(cp) & mask))
			break;
		at += n;
	}
	return at;
}

bool
bs_form_next(struct bs_former *f, struct bs_form_change *c)
{
	const unsigned char *p = (const unsigned char *)f->text.p;
	unsigned mask = mask_of(f->form);

	if (f->form == BS_FORM_NONE)
		return false;
	for (;;) {
		size_t at = f->at;

		if (at >= f->dirty) {
			size_t hit;

			if (at >= f->text.n)
				return false;
			hit = (size_t)(scan(p + at, p + f->text.n, mask) - p);
			if (hit == f->text.n) {
				f->at = hit;
				return false;
			}
			f->dirty = stretch_end(f->text, hit, mask);
			if (f->dirty == hit) /* no character: a byte that is not UTF-8 */
				f->dirty = hit + 1;
			if (hit > at) /* the sound character before it may change with it */
				for (hit--; hit > at && (p[hit] & 0xc0) == 0x80; hit--)
					;
			at = hit;
		}
		f->at = piece(f, at);
		if (f->out.n == f->at - at && memcmp(f->out.p, p + at, f->out.n) == 0)
			continue;
		*c = (struct bs_form_change){at, f->at, bs_buf_view(&f->out)};
		return true;
	}
}

void
bs_former_free(struct bs_former *f)
{
	free(f->cp);
	bs_buf_free(&f->out);
	*f = (struct bs_former){0};
}

size_t
bs_form_boundary(struct bs_span text, size_t at, enum bs_form form)
{
	unsigned mask = mask_of(form);
	int32_t cp;

	while (at > 0) {
		if (at < text.n && ((unsigned char)text.p[at] & 0xc0) != 0x80) {
			bs_utf8_decode(bs_span_cut(text, at, text.n), &cp);
			if (form == BS_FORM_NONE || cp < 0 || !(flags_of(cp) & mask))
				return at;
		}
		at--;
	}
	return 0;
}

void
bs_form_stage(struct bs_aligned *a, struct bs_splices *s, enum bs_form form)
{
	struct bs_former f = {.form = form, .text = a->text};
	struct bs_form_change c;

	while (bs_form_next(&f, &c))
		bs_splice_add(s, c.start, c.stop - c.start, c.form.p, c.form.n, BS_RULE_FORM);
	bs_former_free(&f);
	bs_aligned_apply(a, s);
}
