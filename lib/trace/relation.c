/* relation: see relation.h */
#include "trace/relation.h"

#include "broadsheet/utf8.h"
#include "normalize/codepage.h"
#include "normalize/decode.h"
#include "normalize/form.h"
#include "normalize/mojibake.h"
#include "normalize/stages.h"
#include "trace/misread.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Marks that quote, however they were typed. */
static bool
is_mark(int32_t cp)
{
	return cp == '"' || cp == '\'' || cp == '`' || cp == 0xb4 || cp == 0xab || cp == 0xbb ||
	       (cp >= 0x2018 && cp <= 0x201f) || (cp >= 0x2032 && cp <= 0x2037) || cp == 0x2039 ||
	       cp == 0x203a || cp == 0x2bc || cp == 0x2019 || (cp >= 0x301d && cp <= 0x301f) ||
	       cp == 0xff02 || cp == 0xff07;
}

/* What may come and go: white space, controls, format characters. */
static bool
is_nothing(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80)
		return cp <= ' ' || cp == 0x7f;
	c = utf8proc_category(cp);
	return c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL ||
	       c == UTF8PROC_CATEGORY_ZP || c == UTF8PROC_CATEGORY_CC ||
	       c == UTF8PROC_CATEGORY_CF || cp == 0x34f || cp == 0x85;
}

enum { CLASSES = 256 };

/* The run of combining marks in canonical order, in linear time however long it is. */
static void
put_marks(struct bs_buf *out, struct bs_relation *r)
{
	size_t at[CLASSES + 1] = {0};

	if (r->nrun == 0)
		return;
	if (r->ordered_cap < r->run_cap) {
		r->ordered_cap = r->run_cap;
		r->ordered = bs_realloc(r->ordered, r->ordered_cap, sizeof *r->ordered);
	}
	for (size_t i = 0; i < r->nrun; i++)
		at[(r->run[i] >> 24) + 1]++;
	for (size_t i = 1; i < CLASSES; i++)
		at[i] += at[i - 1];
	for (size_t i = 0; i < r->nrun; i++)
		r->ordered[at[r->run[i] >> 24]++] = r->run[i];
	for (size_t i = 0; i < r->nrun; i++)
		bs_buf_utf8(out, (int32_t)(r->ordered[i] & 0xffffff));
	r->nrun = 0;
}

/* One character, decomposed. */
static void
put_level(struct bs_buf *out, struct bs_relation *r, int32_t cp, bool *mark, bool soft)
{
	uint32_t class = (uint32_t)utf8proc_get_property(cp)->combining_class;

	if (is_mark(cp)) {
		*mark = true;
		return;
	}
	if (cp == 0xad && soft)
		cp = '-';
	else if (is_nothing(cp))
		return;
	if (class == 0 && r->nrun > 0)
		put_marks(out, r);
	if (class == 0)
		bs_buf_utf8(out, cp);
	else
		BS_PUSH(r->run, r->nrun, r->run_cap) = class << 24 | (uint32_t)cp;
}

/*
 * What is left of a text when all that normalize may change is levelled: its
 * characters decomposed (NFKD) without what is nothing; mark: it has one;
 * soft: soft hyphens are hyphens, as where they end a line.
 */
static bool
level(struct bs_relation *r, struct bs_buf *out, struct bs_span s, bool *mark, bool soft)
{
	utf8proc_int32_t part[32];
	int boundary = 0;

	out->n = r->nrun = 0;
	*mark = false;
	for (int32_t cp; s.n > 0;) {
		size_t n = bs_utf8_decode(s, &cp);
		utf8proc_ssize_t k = 1;

		if (cp < 0)
			return false;
		part[0] = cp;
		if (cp >= 0x80)
			k = utf8proc_decompose_char(cp, part, sizeof part / sizeof *part,
			    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
		for (utf8proc_ssize_t i = 0; i < k && i < 32; i++)
			put_level(out, r, part[i], mark, soft);
		s.p += n;
		s.n -= n;
	}
	put_marks(out, r);
	return true;
}

static bool
levels(struct bs_relation *r, struct bs_span a, struct bs_span b)
{
	bool x, y, same;

	/* A mark of compatibility form (U+00B4, U+2033) comes apart: marks are looked at as typed.
	 */
	if (!level(r, &r->left, a, &x, false) || !level(r, &r->right, b, &y, false))
		return false;
	same = bs_span_eq(bs_buf_view(&r->left), bs_buf_view(&r->right));
	if (!same && level(r, &r->left, a, &x, true))
		same = bs_span_eq(bs_buf_view(&r->left), bs_buf_view(&r->right));
	return same && (x == y || a.n == 0 || y);
}

static bool
only(struct bs_span s, bool (*is)(int32_t))
{
	for (int32_t cp; s.n > 0;) {
		size_t n = bs_utf8_decode(s, &cp);

		if (cp < 0 || !is(cp))
			return false;
		s.p += n;
		s.n -= n;
	}
	return true;
}

static bool
is_dash_or_nothing(int32_t cp)
{
	return cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == 0xad || is_nothing(cp);
}

static bool
is_mark_or_nothing(int32_t cp)
{
	return is_mark(cp) || is_nothing(cp);
}

static bool
has(struct bs_span s, char c)
{
	return s.n && memchr(s.p, c, s.n) != NULL;
}

/* Relations of texts that are UTF-8 on both sides. */
static const char *
plain(struct bs_relation *r, struct bs_span s, struct bs_span t)
{
	if (only(t, is_nothing)) {
		if (only(s, is_nothing))
			return t.n ? "space" : "deletion";
		if (only(s, is_dash_or_nothing) && (has(s, '\n') || has(s, '\r')))
			return "hyphen";
		if (has(s, '<') || has(s, '>'))
			return "tag";
		return NULL;
	}
	if (only(t, is_mark_or_nothing))
		return only(s, is_mark_or_nothing) && !only(s, is_nothing) ? "mark" : NULL;
	return levels(r, s, t) ? "form" : NULL;
}

/* Run a stage of normalize on the text at hand; true where it changed something. */
static bool
stage(struct bs_relation *r, void (*f)(struct bs_aligned *, struct bs_splices *))
{
	size_t before = r->a.nedit;

	f(&r->a, &r->s);
	return r->a.nedit != before;
}

/*
 * The bytes of t, each read in a page, are the characters of s: text in UTF-8
 * that was taken for another encoding.  What often happened on the way is
 * allowed: a no-break space made a space or lost, a byte lost to U+FFFD.
 */
static bool
is_misread(const struct bs_codepage *page, struct bs_span s, struct bs_span t)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];
		int32_t want = c < 0x80 ? c : page->upper[c - 0x80], cp = -1;
		size_t n;

		if (s.n == 0)
			return c == 0xa0 && i + 1 == t.n;
		n = bs_utf8_decode(s, &cp);
		if (cp != want && !(c >= 0x80 && cp == 0xfffd) && !(c == 0xa0 && cp == ' '))
			return false;
		s.p += n;
		s.n -= n;
	}
	return s.n == 0;
}

static bool
is_mojibake(struct bs_relation *r, struct bs_span s, struct bs_span t)
{
	struct bs_buf *b[2] = {&r->left, &r->right};

	for (size_t i = 0; i < bs_ncodepage; i++)
		if (is_misread(&bs_codepages[i], s, t))
			return true;
	b[0]->n = 0;
	bs_buf_span(b[0], t);
	for (int layer = 0; layer < 4; layer++) { /* more than once: windows-1252 */
		struct bs_buf *from = b[layer & 1], *to = b[~layer & 1];

		to->n = 0;
		for (size_t i = 0; i < from->n; i++) {
			unsigned char c = (unsigned char)from->p[i];

			bs_buf_utf8(
			    to, c < 0x80 ? c : bs_codepages[BS_WINDOWS_1252].upper[c - 0x80]);
		}
		if (bs_span_eq(bs_buf_view(to), s))
			return true;
		if (to->n > 8 * s.n + 64)
			break;
	}
	/* what was lost for good */
	return bs_span_is(t, "\xef\xbf\xbd") && s.n >= 3 && bs_span_ends(s, t);
}

/* Bytes: of an edit that is thought about, looked at for one question, and for one edit. */
enum { DEEPEST = 4, LONGEST = 4096, PATIENCE = 2 * LONGEST, TOTAL = 16 * PATIENCE };

static const struct bs_codepage *
mojibake_page(struct bs_relation *r, size_t i)
{
	if (r->page[i] == NULL)
		r->page[i] = bs_codepage_find(bs_span_str(bs_mojibake_page[i]));
	return r->page[i];
}

static bool
reaches_in(struct bs_relation *r, struct bs_span s, struct bs_span t, int depth)
{
	struct bs_buf next = {0};
	bool ok = plain(r, s, t) != NULL || is_mojibake(r, s, t);

	if (ok || depth == 0 || s.n > LONGEST || s.n > r->patience || bs_ascii_run(s) == s.n)
		return ok;
	r->patience -= s.n;
	ok = bs_misread_controls(&next, s) && reaches_in(r, bs_buf_view(&next), t, depth - 1);
	for (size_t i = 0; !ok && i < 2 * bs_ncodepage; i++)
		ok = bs_misread_undo(&next, i, s) &&
		     reaches_in(r, bs_buf_view(&next), t, depth - 1);
	for (size_t i = 0; !ok && i < 3 * BS_MOJIBAKE_PAGES; i++)
		ok = bs_misread_undo_some(&next, mojibake_page(r, i / 3), i % 3, s) &&
		     reaches_in(r, bs_buf_view(&next), t, depth - 1);
	bs_buf_free(&next);
	return ok;
}

/* Do at most so many repairs, one upon the other, lead from s to t?  The shortest way first. */
static bool
reaches(struct bs_relation *r, struct bs_span s, struct bs_span t, int deepest)
{
	bool ok = false;

	for (int depth = 0; !ok && depth <= deepest && (depth == 0 || r->total > 0); depth++) {
		r->patience = PATIENCE;
		ok = reaches_in(r, s, t, depth);
		r->total -= PATIENCE - r->patience < r->total ? PATIENCE - r->patience : r->total;
	}
	return ok;
}

/*
 * What normalize takes out on its way, taken out at once; with it the U+00C2
 * that a no-break space leaves before itself when it is misread.
 */
static void
without_nothing(struct bs_buf *out, struct bs_span s)
{
	out->n = 0;
	for (int32_t cp; s.n > 0;) {
		size_t n = bs_utf8_decode(s, &cp);

		bool keep = cp == 0xa0 || !is_nothing(cp) || (cp >= 0x80 && cp < 0xa0);

		if (cp == 0xc2 && s.n > n &&
		    (s.p[n] == ' ' || (s.p[n] == '\xc2' && s.n > n + 1 && s.p[n + 1] == '\xa0')))
			keep = false;
		if (keep)
			bs_buf_add(out, s.p, n);
		s.p += n;
		s.n -= n;
	}
}

static bool
compose(struct bs_buf *out, struct bs_span s)
{
	utf8proc_uint8_t *nfc = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
	    &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	out->n = 0;
	if (n > 0)
		bs_buf_add(out, nfc, (size_t)n);
	free(nfc);
	return n > 0 && !bs_span_eq(bs_buf_view(out), s);
}

/* The repairs of normalize on a text that was decoded, in their order. */
static const char *
repaired(struct bs_relation *r, struct bs_span s, struct bs_span t)
{
	struct bs_buf bare = {0}, nfc = {0};
	const char *why = NULL;
	bool ok = reaches(r, s, t, DEEPEST);

	if (!ok) {
		without_nothing(&bare, s);
		ok = bare.n < s.n && reaches(r, bs_buf_view(&bare), t, DEEPEST);
	}
	/* mojibake that somebody decomposed since (U+00C3 as A and a tilde) */
	if (!ok && compose(&nfc, s))
		ok = reaches(r, bs_buf_view(&nfc), t, DEEPEST);
	if (!ok && compose(&nfc, bs_buf_view(&bare)))
		ok = reaches(r, bs_buf_view(&nfc), t, DEEPEST);
	bs_buf_free(&bare);
	if (ok) {
		bs_buf_free(&nfc);
		return "mojibake";
	}
	bs_aligned_init(&r->a, s);
	bs_splices_reset(&r->s);
	if (stage(r, bs_stage_entity) &&
	    (reaches(r, r->a.text, t, DEEPEST) ||
		(compose(&nfc, r->a.text) && reaches(r, bs_buf_view(&nfc), t, DEEPEST))))
		why = "entity";
	else if (stage(r, bs_stage_mojibake) && reaches(r, r->a.text, t, 1))
		why = "mojibake";
	else if (stage(r, bs_stage_tag) && plain(r, r->a.text, t) != NULL)
		why = "tag";
	bs_buf_free(&nfc);
	return why;
}

/* Decode the source into r->a, stray bytes read as windows-1252 or made U+FFFD. */
static void
decode(struct bs_relation *r, struct bs_span source, struct bs_span encoding, bool repair)
{
	const struct bs_decode_options o = {.force = encoding, .repair = repair};
	struct bs_encoding e;

	bs_aligned_init(&r->a, source);
	bs_splices_reset(&r->s);
	bs_decode(&r->a, &r->s, &o, &e);
}

/* Bytes that are not UTF-8, or not as a whole: each way to decode them. */
static const char *
decoded(struct bs_relation *r, struct bs_span source, struct bs_span text, struct bs_span encoding)
{
	struct bs_span as = encoding.n ? encoding : BS_SPAN("UTF-8");
	struct bs_buf way[3] = {{0}};
	const char *why = NULL;

	for (int i = 0; i < 3 && why == NULL; i++) {
		if (i < 2) {
			decode(r, source, as, i);
			bs_buf_span(&way[i], r->a.text);
		} else if (encoding.n == 0) {
			bs_misread_stray(&way[i], source);
		}
		if (bs_span_eq(bs_buf_view(&way[i]), text))
			why = i ? "byte" : "decode";
		else
			why = plain(r, bs_buf_view(&way[i]), text);
	}
	for (int i = 0; i < 3 && why == NULL; i++)
		why = way[i].n ? repaired(r, bs_buf_view(&way[i]), text) : NULL;
	for (int i = 0; i < 3; i++)
		bs_buf_free(&way[i]);
	return why;
}

static void
stage_nfc(struct bs_aligned *a, struct bs_splices *s)
{
	bs_form_stage(a, s, BS_FORM_NFC);
}

/* The stages of normalize one upon the other (document.c), on the text at hand alone. */
static bool
staged(struct bs_relation *r, struct bs_span text)
{
	static void (*const stages[])(struct bs_aligned *, struct bs_splices *) = {bs_stage_control,
	    bs_stage_entity, stage_nfc, bs_stage_mojibake, bs_stage_tag, bs_stage_space};

	for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
		stages[i](&r->a, &r->s);
		if (plain(r, r->a.text, text) != NULL || reaches(r, r->a.text, text, DEEPEST))
			return true;
	}
	return false;
}

/* Those, after each way to decode. */
static bool
repairs(struct bs_relation *r, struct bs_span source, struct bs_span text, struct bs_span encoding)
{
	struct bs_buf stray = {0};
	bool ok;

	if (source.n > LONGEST)
		return false;
	decode(r, source, encoding.n ? encoding : BS_SPAN("UTF-8"), true);
	ok = staged(r, text);
	if (!ok && encoding.n == 0 && bs_utf8_valid(source) != source.n) {
		bs_misread_stray(&stray, source);
		bs_aligned_init(&r->a, bs_buf_view(&stray));
		ok = staged(r, text);
		bs_buf_free(&stray);
	}
	return ok;
}

static const char *
judge(struct bs_relation *r, struct bs_span source, struct bs_span text, struct bs_span encoding)
{
	const char *why;

	r->total = TOTAL;
	if (encoding.n || bs_utf8_valid(source) != source.n) {
		why = decoded(r, source, text, encoding);
	} else {
		why = plain(r, source, text);
		if (why == NULL)
			why = repaired(r, source, text);
	}
	return why ? why : repairs(r, source, text, encoding) ? "repair" : NULL;
}

enum { SMALL = 32, MANY = 4096 };

const char *
bs_relation(
    struct bs_relation *r, struct bs_span source, struct bs_span text, struct bs_span encoding)
{
	const char *why;
	uint64_t *known;
	bool fresh;

	if (source.n + text.n > SMALL)
		return judge(r, source, text, encoding);
	r->key.n = 0;
	bs_buf_span(&r->key, encoding);
	bs_buf_ch(&r->key, (char)source.n);
	bs_buf_span(&r->key, source);
	bs_buf_span(&r->key, text);
	if (r->known.n > MANY)
		bs_strmap_reset(&r->known);
	known = bs_strmap_put(&r->known, bs_buf_view(&r->key), &fresh);
	if (!fresh)
		return *known ? "known" : NULL;
	why = judge(r, source, text, encoding);
	*known = why != NULL; /* judging does not touch the map */
	return why;
}

void
bs_relation_free(struct bs_relation *r)
{
	bs_aligned_free(&r->a);
	bs_splices_free(&r->s);
	free(r->run);
	free(r->ordered);
	bs_buf_free(&r->left);
	bs_buf_free(&r->right);
	bs_buf_free(&r->read);
	bs_buf_free(&r->key);
	bs_strmap_free(&r->known);
}
