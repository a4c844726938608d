/* reflow: hard-wrapped lines, hyphens at their ends, initials set apart; see stages.h. */
#include "normalize/stages.h"

#include "broadsheet/utf8.h"
#include "normalize/cutwords.h"
#include "normalize/lines.h"

/* Does the line end amid a word that goes on in the next? */
static bool
is_cut(struct bs_span t, const struct bs_line *a, const struct bs_line *b)
{
	int32_t before = 0;

	if (a->last != '-' || a->stop - a->start < 2 || !bs_is_lower(b->first))
		return false;
	bs_utf8_decode_last(bs_span_cut(t, a->start, a->stop - 1), &before);
	return bs_is_letter(before) && bs_cutwords_is_cut(t, a->stop - 1, b->start, b->stop);
}

/* Do two lines of a wrapped text belong together? */
static bool
joins(struct bs_span t, const struct bs_line *a, const struct bs_line *b, size_t width, bool first)
{
	bool ends = bs_line_ends_sentence(t, a), lower = bs_is_lower(b->first);

	if (!a->first || !b->first)
		return false;
	if (a->length > width) /* an outlier: whatever it is, it was not filled */
		return !ends && lower;
	if (bs_line_is_item(t, b) &&
	    (ends || !bs_line_is_full(a, b, width) || bs_line_is_item(t, a)))
		return false;
	if (!bs_line_is_full(a, b, width)) {
		if (bs_is_digit(b->first)) /* a sum of money, say: the line must be nearly full */
			return !ends && a->length * 5 >= width * 4;
		return !ends && lower && (a->length * 5 >= width * 3 || is_cut(t, a, b));
	}
	if (b->indent > a->indent + 1 && ends && !(first && bs_line_is_item(t, a)))
		return false;
	return true;
}

/* A mark that goes on with the line above: a link or a bold word stood on a line of its own. */
static bool
is_mark(struct bs_span t, const struct bs_line *b)
{
	return b->first > 0 && b->first < 0x80 && memchr(",.;!?)", b->first, 6) != NULL &&
	       (b->start + 1 == b->stop || t.p[b->start + 1] == ' ');
}

static bool
goes_on(struct bs_span t, const struct bs_line *a, const struct bs_line *b)
{
	return is_mark(t, b) && (bs_is_letter(a->last) || bs_is_digit(a->last));
}

static bool
is_cjk(int32_t cp)
{
	return (cp >= 0x3000 && cp < 0xa000) || (cp >= 0xf900 && cp < 0xfb00) ||
	       (cp >= 0xff00 && cp < 0xffa0) || (cp >= 0x20000 && cp < 0x32000);
}

/* Put two lines together: what becomes of the white space and a hyphen before it. */
static void
join(struct bs_cutwords *lex, struct bs_span t, const struct bs_line *a, const struct bs_line *b,
    struct bs_splices *s)
{
	int32_t before = 0;
	size_t hyphen = a->last > 0x7f ? 3 : 1;

	if (a->stop - a->start > hyphen)
		bs_utf8_decode_last(bs_span_cut(t, a->start, a->stop - hyphen), &before);
	if ((a->last == '-' || a->last == 0x2010) && bs_is_letter(before) &&
	    bs_is_letter(b->first)) {
		bool drop = bs_cutwords_joins(lex, t, a->stop - hyphen, b->start, b->stop);

		bs_splice_add(s, a->stop - (drop ? hyphen : 0),
		    b->start - a->stop + (drop ? hyphen : 0), "", 0, BS_RULE_HYPHEN);
	} else if ((a->last == '-' && before != ' ') || (a->last == 0x2014 && before != ' ') ||
		   (is_cjk(a->last) && is_cjk(b->first)) || is_mark(t, b)) {
		bs_splice_add(s, a->stop, b->start - a->stop, "", 0, BS_RULE_UNWRAP);
	} else {
		bs_splice_add(s, a->stop, b->start - a->stop, " ", 1, BS_RULE_UNWRAP);
	}
}

/*
 * A dropped capital: one letter, white space, the rest of its word.  The
 * white space, as an offset and a length; false where there is none.
 */
static bool
drop_cap(struct bs_span t, const struct bs_line *l, size_t *at, size_t *n)
{
	size_t i = l->start;
	int32_t cp = 0, next = 0;

	i += bs_utf8_decode(bs_span_cut(t, i, l->stop), &cp);
	if ((cp == '"' || cp == '\'' || cp == 0x201c || cp == 0x2018) && i < l->stop)
		i += bs_utf8_decode(bs_span_cut(t, i, l->stop), &cp);
	if (!bs_is_upper(cp))
		return false;
	*at = i;
	if (i < l->stop) {
		if (t.p[i] != ' ')
			return false;
		i++;
	} else { /* on a line of its own */
		struct bs_line b;

		if (l->next >= t.n)
			return false;
		b = bs_line_read(t, l->next);
		i = b.start;
		if (!b.first || bs_line_is_item(t, &b))
			return false;
	}
	*n = i - *at;
	if (i < t.n)
		bs_utf8_decode(bs_span_cut(t, i, t.n), &next);
	return bs_is_lower(next) && bs_cutwords_drop_cap(cp, bs_span_cut(t, i, t.n));
}

/* Can drop_cap or goes_on be true of the line at `at`?  A look at its first bytes. */
static bool
may_change(struct bs_span t, size_t at)
{
	unsigned char c;

	while (at < t.n && (unsigned char)t.p[at] <= ' ' && t.p[at] != '\n')
		at++;
	if (at < t.n && (t.p[at] == '"' || t.p[at] == '\''))
		at++;
	if (at == t.n)
		return false;
	c = (unsigned char)t.p[at];
	if (c >= 0x80)
		return true;
	if (memchr(",.;!?)", c, 6) == NULL && (c < 'A' || c > 'Z'))
		return false;
	return at + 1 == t.n || t.p[at + 1] <= ' ' || (unsigned char)t.p[at + 1] >= 0x80;
}

void
bs_stage_reflow(struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_span t = a->text;
	struct bs_cutwords lex = {0};
	size_t width = bs_wrap_width(t), cap, n;
	struct bs_line last = {0}, line;
	size_t before = 0; /* where the last line begins that was not read */
	bool first = true, skipped = false;

	for (size_t at = 0; at < t.n; last = line) {
		if (!width && !may_change(t, at)) { /* nearly every line of nearly every text */
			const char *nl = memchr(t.p + at, '\n', t.n - at);

			line = (struct bs_line){0};
			before = at;
			skipped = true;
			at = nl ? (size_t)(nl - t.p) + 1 : t.n;
			continue;
		}
		line = bs_line_read(t, at);
		at = line.next;
		if (skipped && is_mark(t, &line))
			last = bs_line_read(t, before);
		skipped = false;
		if ((width && joins(t, &last, &line, width, first)) || goes_on(t, &last, &line)) {
			join(&lex, t, &last, &line, s);
			first = false;
		} else {
			first = true;
		}
		if (first && line.first && drop_cap(t, &line, &cap, &n)) {
			bs_splice_add(s, cap, n, "", 0, BS_RULE_DROP_CAP);
			if (cap + n >= at) { /* the letter stood alone: it is one line now */
				size_t indent = line.indent;

				line = bs_line_read(t, at);
				line.indent = indent;
				at = line.next;
			}
		}
	}
	bs_cutwords_free(&lex);
	bs_aligned_apply(a, s);
}
