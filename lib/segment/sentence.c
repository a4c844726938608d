/*
 * sentence: see broadsheet/sentence.h
 *
 * The walk: from one mark that may matter to the next, keeping track of open
 * brackets and quotations.  Whether a mark ends the sentence is asked in
 * boundary.c.  Sentences inside a bracket that stands in a sentence are taken
 * back when it closes: a matter of forgetting them, so no text is read twice.
 */
#include "broadsheet/sentence.h"

#include "segment/split.h"
#include "segment/uax29.h"

#include <stdlib.h>

enum {
	BRACKET_MAX = 300, /* a longer bracket keeps its sentences */
	BRACKET_MIN = 30   /* a shorter one is one sentence wherever it stands: (Oh. Again!) */
};

/* Marks at which the walk stops; 0xe2 and 0xe3, 0xef begin the typographic and the wide ones. */
static const bool matters[256] = {['.'] = true,
    ['?'] = true,
    ['!'] = true,
    ['('] = true,
    ['['] = true,
    [')'] = true,
    [']'] = true,
    ['"'] = true,
    ['\n'] = true,
    [':'] = true,
    [';'] = true,
    ['='] = true,
    ['<'] = true,
    ['^'] = true,
    ['*'] = true,
    ['_'] = true,
    ['~'] = true,
    ['-'] = true,
    [0xe2] = true,
    [0xe3] = true,
    [0xef] = true};

/* The next byte from i at which the walk stops; letters, spaces and commas pass by sixteen. */
static size_t
next_mark(const struct bs_split *s, size_t i)
{
#ifdef __SSE2__
	for (; i + 16 <= s->n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s->p + i));
		__m128i pass = _mm_or_si128(
		    bs_alnum16(v), _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
				       _mm_cmpeq_epi8(v, _mm_set1_epi8(','))));
		unsigned maybe = ~(unsigned)_mm_movemask_epi8(pass) & 0xffffU;

		for (; maybe != 0; maybe &= maybe - 1) {
			size_t k = i + (size_t)__builtin_ctz(maybe);

			if (matters[(unsigned char)s->p[k]])
				return k;
		}
	}
#endif
	while (i < s->n && !matters[(unsigned char)s->p[i]])
		i++;
	return i;
}

static bool
is(const struct bs_split *s, size_t i, const char *mark, size_t n)
{
	return i + n <= s->n && memcmp(s->p + i, mark, n) == 0;
}

static bool
edge(const struct bs_split *s, size_t i)
{
	return i >= s->n || bs_cc(s->p[i]) == BS_CC_SPACE;
}

/* The sentence begins at or behind i. */
static void
begin(struct bs_split *s, size_t i)
{
	struct bs_next nx;

	i += i + 2 < s->n && s->p[i] == ' ';
	if (i + 1 < s->n && bs_is_alpha(s->p[i])) { /* nearly always */
		s->start = s->head = i;
	} else {
		bs_split_next(s, i, &nx);
		s->start = nx.at;
		s->head = nx.word;
	}
	bs_split_begin_item(s);
}

static void
end(struct bs_split *s, size_t i, const char *why)
{
	int32_t cp;
	size_t stop = i, k;

	while (stop > s->start) {
		if (bs_cc(s->p[stop - 1]) == BS_CC_SPACE) {
			stop--;
			continue;
		}
		if ((unsigned char)s->p[stop - 1] < 0x80)
			break;
		k = bs_utf8_decode_last(bs_span(s->p, stop), &cp);
		if (cp < 0 || !bs_is_space(cp))
			break;
		stop -= k;
	}
	if (stop > s->start)
		BS_PUSH(s->out->v, s->out->n, s->out->cap) = (struct bs_sentence){
		    s->start, stop, why};
	if (i < s->n)
		begin(s, i);
	else
		s->start = s->head = s->n;
}

/* What opened inside a nest that was taken back stands in the sentence it leaves. */
static void
lower(struct bs_nest *inner, const struct bs_nest *b)
{
	if (inner->at > b->at) {
		inner->out_n = b->out_n;
		inner->start = b->start;
		inner->first = false;
	}
}

/* Forget the sentences since the nest opened. */
static void
take_back(struct bs_split *s, const struct bs_nest *nest)
{
	struct bs_nest b = *nest;

	if (s->out->n <= b.out_n)
		return;
	s->out->n = b.out_n;
	s->start = s->head = b.start;
	s->list = 0;
	for (size_t i = 0; i < s->depth && i < BS_SPLIT_NEST; i++)
		lower(&s->bracket[i], &b);
	if (s->quote_open)
		lower(&s->quote, &b);
}

static struct bs_nest
nest(const struct bs_split *s, size_t i)
{
	return (struct bs_nest){i, s->out->n, s->start, i == s->start};
}

/* (Paris) (He spoke in French.): a sentence that was all bracket before another one. */
static bool
was_bracket(const struct bs_split *s, size_t i)
{
	return s->depth == 0 && i > s->start + 3 && s->p[s->start] == s->p[i] &&
	       s->p[i - 1] == ' ' && s->bracket[0].at == s->start &&
	       memchr(")]", s->p[i - 2], 2) != NULL && i + 1 < s->n &&
	       bs_cc(s->p[i + 1]) == BS_CC_UPPER &&
	       memchr(s->p + s->start, s->p[i - 2], i - 2 - s->start) == NULL;
}

static void
open_bracket(struct bs_split *s, size_t i)
{
	if (was_bracket(s, i))
		end(s, i, "bracket");
	if (s->depth < BS_SPLIT_NEST)
		s->bracket[s->depth] = nest(s, i);
	s->depth++;
}

static void
close_bracket(struct bs_split *s, size_t i)
{
	const struct bs_nest *b;

	if (s->depth == 0 || --s->depth >= BS_SPLIT_NEST)
		return;
	b = &s->bracket[s->depth];
	if (i - b->at < (b->first ? BRACKET_MIN : BRACKET_MAX))
		take_back(s, b);
}

static void
open_quote(struct bs_split *s, size_t i, bool ascii)
{
	s->quote = nest(s, i);
	s->quote_open = true;
	s->ascii_open = ascii;
}

static void
close_quote(struct bs_split *s)
{
	if (s->quote_open && s->flags & BS_SENTENCE_QUOTES_WHOLE)
		take_back(s, &s->quote);
	s->quote_open = s->ascii_open = false;
}

/* Length of a closing mark at i, behind a stop; 0 where none.  Keeps track of what it closes. */
static size_t
closer(struct bs_split *s, struct bs_mark *m, size_t i)
{
	size_t k;

	if (i >= s->n)
		return 0;
	if (s->p[i] == ')' || s->p[i] == ']' || s->p[i] == '}') {
		if (s->p[i] != '}')
			close_bracket(s, i);
		m->bracketed = true;
		return 1;
	}
	k = s->p[i] == '"' ? 1 : is(s, i, "''", 2) ? 2 : 0;
	if (k > 0) {
		if (!s->ascii_open && i + k < s->n && (bs_is_alnum(s->p[i + k])))
			return 0;
	} else if (is(s, i, "\xe2\x80\x9d", 3) || is(s, i, "\xc2\xbb", 2)) { /* ” » */
		k = s->p[i] == '\xc2' ? 2 : 3;
	}
	if (k > 0) {
		close_quote(s);
		m->quoted = true;
		return k;
	}
	k = s->p[i] == '\'' || s->p[i] == '`' ? 1 : is(s, i, "\xe2\x80\x99", 3) ? 3 : 0;
	if (k > 0 && (i + k >= s->n || !bs_is_alnum(s->p[i + k]))) {
		m->quoted = true;
		return k;
	}
	return 0;
}

/* A single mark at i between spaces, as in text cut into words, and an odd number of them before it
 * in the sentence. */
static bool
closes_single(const struct bs_split *s, size_t i)
{
	size_t k = i > BS_LOOK ? i - BS_LOOK : 0;
	bool odd = false;

	if (s->p[i] != '\'' || !edge(s, i + 1))
		return false;
	for (k = k > s->start ? k : s->start; k < i; k++)
		if (s->p[k] == '\'' && edge(s, k + 1) && (k == s->start || edge(s, k - 1)))
			odd = !odd;
	return odd;
}

/* Marks that close behind the run, in text with spaces around its marks too. */
static void
closers(struct bs_split *s, struct bs_mark *m)
{
	size_t k, gap;

	do {
		gap = m->close + 1 < s->n && s->p[m->close] == ' ';
		if (gap && (s->p[m->close + 1] == ')' || s->p[m->close + 1] == ']'))
			gap = s->depth > 0;
		else if (gap && !is(s, m->close + 1, "\xe2\x80\x9d", 3))
			gap = (s->ascii_open &&
				  ((s->p[m->close + 1] == '"' && edge(s, m->close + 2)) ||
				      (is(s, m->close + 1, "''", 2) && edge(s, m->close + 3)))) ||
			      closes_single(s, m->close + 1);
		k = closer(s, m, m->close + gap);
		if (k == 0)
			k = bs_split_note(s, m), gap = 0;
		m->close += k + (k > 0 ? gap : 0);
	} while (k > 0);
	m->close = bs_split_face(s, m->close); /* Thanks! :-) */
}

/* A stop of its own, then a space and a capital. */
static bool
plain(const struct bs_split *s, size_t i)
{
	return i + 3 < s->n && s->p[i] == '.' && s->p[i + 1] == ' ' &&
	       bs_cc(s->p[i + 2]) == BS_CC_UPPER;
}

/* "practices. . . . The": an ellipsis that begins the next sentence; "word. .. The", "word .. The":
 * stops astray.  Where the walk goes on, 0 where it is none of these. */
static size_t
apart(struct bs_split *s, const struct bs_mark *m)
{
	struct bs_mark one = {.at = m->at, .end = m->at + 1, .close = m->at + 1, .dots = 1};
	size_t i = m->at, n = m->end - i;
	bool loud = m->question || m->exclaim, attached = i > 0 && s->p[i - 1] != ' ';
	struct bs_next nx;

	if (loud || !(attached ? m->spaced && s->p[i + 1] == ' ' &&
				     (m->dots == 4 || (m->dots == 3 && n == 4))
			       : m->dots == 2 && n == 2 && i > s->head))
		return 0;
	bs_split_next(s, m->end, &nx);
	if (!nx.gap || nx.kind != BS_NEXT_UPPER || bs_split_decide(s, &one, &nx) == NULL)
		return 0;
	end(s, i + 1, "stop");
	if (attached)
		return m->dots == 4 ? m->end : i + 1;
	end(s, m->end, "stop");
	return m->end;
}

static size_t
stop(struct bs_split *s, size_t i)
{
	struct bs_mark m;
	struct bs_next nx;
	const char *why;
	size_t item, at;

	if (s->list == 0 && s->p[i] == '.' && i + 1 == s->n) {
		end(s, s->n, "stop");
		return s->n;
	}
	if (s->list == 0 && plain(s, i)) { /* nearly always */
		m = (struct bs_mark){.at = i, .end = i + 1, .close = i + 1, .dots = 1};
		nx = (struct bs_next){BS_NEXT_UPPER, .at = i + 2, .word = i + 2, .gap = true};
		why = bs_split_decide(s, &m, &nx);
		if (why != NULL)
			end(s, i + 1, why);
		return i + 1;
	}
	item = bs_split_item_start(s, i);
	if (!bs_split_run(s, i, &m))
		return i + 1;
	if (bs_split_is_next_item(s, item)) {
		end(s, item, "list");
		return m.end;
	}
	at = apart(s, &m);
	if (at > 0)
		return at;
	/* (...) and "." stand for themselves; [.] ends a sentence as . does */
	if (i > 0 && m.end < s->n && memchr(")]\"", s->p[m.end], 3) &&
	    (s->p[i - 1] == '"' || (m.ellipsis && memchr("([", s->p[i - 1], 2)))) {
		if (!bs_split_is_omission(s, &m))
			return m.end;
		close_bracket(s, m.end);
		end(s, m.end + 1, "ellipsis");
		return m.end + 1;
	}
	closers(s, &m);
	bs_split_next(s, m.close, &nx);
	why = bs_split_decide(s, &m, &nx);
	if (why != NULL)
		end(s, m.close, why);
	return m.close;
}

/* " or '' at i, k bytes: opens or closes by turns. */
static size_t
straight(struct bs_split *s, size_t i, size_t k)
{
	if (s->ascii_open)
		close_quote(s);
	else if (!(i > 0 && bs_is_09(s->p[i - 1]))) /* not inches */
		open_quote(s, i, true);
	return i + k;
}

static size_t
beyond_ascii(struct bs_split *s, size_t i)
{
	if (is(s, i, "\xe2\x80\x9c", 3)) /* “ */
		open_quote(s, i, false);
	else if (is(s, i, "\xe2\x80\x9d", 3)) /* ” */
		close_quote(s);
	else if ((is(s, i, "\xe2\x80\xa2", 3) || is(s, i, "\xe2\x81\x83", 3) ||
		     is(s, i, "\xe2\x96\xaa", 3) || is(s, i, "\xe2\x97\x8f", 3)) && /* • ⁃ ▪ ● */
		 i > s->start &&
		 edge(s, i - 1))
		end(s, i, "bullet");
	else if (is(s, i, "\xe2\x80\xa6", 3) || is(s, i, "\xe2\x80\xbd", 3) || s->p[i] != '\xe2' ||
		 is(s, i, "\xe2\x81", 2) || is(s, i, "\xe2\x80\xbc", 3))
		return stop(s, i);
	return i + 1;
}

/* A line end inside a block: an empty line ends the sentence. */
static size_t
line(struct bs_split *s, size_t i)
{
	size_t j = i + 1;

	while (j < s->n && (s->p[j] == ' ' || s->p[j] == '\t' || s->p[j] == '\r'))
		j++;
	if (j < s->n && s->p[j] == '\n' && i > s->start)
		end(s, i, "line");
	return j;
}

static size_t
unmarked(struct bs_split *s, size_t i)
{
	struct bs_unmarked u = bs_split_unmarked(s, i);

	if (u.before > s->start)
		end(s, u.before, u.why);
	if (u.after > s->start)
		end(s, u.after, u.why);
	return u.next;
}

static void
walk(struct bs_split *s)
{
	size_t i = s->start, item;

	while ((i = next_mark(s, i)) < s->n) {
		switch (s->p[i]) {
		case '.':
		case '?':
		case '!':
			i = stop(s, i);
			break;
		case '(':
		case '[':
			open_bracket(s, i++);
			break;
		case ')':
			item = bs_split_item_start(s, i);
			if (s->depth == 0 && bs_split_is_next_item(s, item))
				end(s, item, "list");
			/* fall through */
		case ']':
			close_bracket(s, i++);
			break;
		case '"':
			i = straight(s, i, 1);
			break;
		case '\n':
			i = line(s, i);
			break;
		case '\xe2':
		case '\xe3':
		case '\xef':
			i = beyond_ascii(s, i);
			break;
		default:
			i = unmarked(s, i);
		}
	}
	if (s->start < s->n)
		end(s, s->n, "block");
}

void
bs_segment(
    const struct bs_segmenter *seg, struct bs_span text, unsigned flags, struct bs_sentences *out)
{
	struct bs_nest bracket[BS_SPLIT_NEST]; /* not set to nothing first: most texts have none */
	struct bs_split s = {
	    .seg = seg, .p = text.p, .n = text.n, .flags = flags, .out = out, .bracket = bracket};
	size_t at;

	if (flags & BS_SENTENCE_UAX29) {
		bs_uax29_sentences(text, out);
		return;
	}
	bracket[0].at = SIZE_MAX;
	begin(&s, 0);
	at = bs_split_heading(&s);
	if (at > 0)
		end(&s, at, "heading");
	walk(&s);
}
