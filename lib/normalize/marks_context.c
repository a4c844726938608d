/* marks_context: the shape of a mark, its neighbours, and what they cost; see marks.h. */
#include "normalize/marks.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

extern const struct bs_table bs_data_elisions;

enum { NEVER = 100000 };

size_t
bs_mark_next(struct bs_span t, size_t i)
{
#ifdef __SSE2__
	const __m128i dq = _mm_set1_epi8('"'), sq = _mm_set1_epi8('\''), gr = _mm_set1_epi8('`');
	const __m128i c2 = _mm_set1_epi8((char)0xc2), e2 = _mm_set1_epi8((char)0xe2);

	for (; i + 16 <= t.n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(t.p + i));
		__m128i hit = _mm_or_si128(
		    _mm_or_si128(_mm_cmpeq_epi8(v, dq), _mm_cmpeq_epi8(v, sq)),
		    _mm_or_si128(_mm_cmpeq_epi8(v, gr),
			_mm_or_si128(_mm_cmpeq_epi8(v, c2), _mm_cmpeq_epi8(v, e2))));
		int m = _mm_movemask_epi8(hit);

		if (m)
			return i + (size_t)__builtin_ctz((unsigned)m);
	}
#endif
	for (; i < t.n; i++)
		if (strchr("\"'`\xc2\xe2", t.p[i]) && t.p[i])
			break;
	return i;
}

static bool
shape_of(int32_t cp, enum bs_mark_shape *h)
{
	switch (cp) {
	case '"':
	case 0x201f:
		*h = BS_SHAPE_ASCII;
		break;
	case 0x201c:
		*h = BS_SHAPE_LEFT;
		break;
	case 0x201d:
		*h = BS_SHAPE_RIGHT;
		break;
	case 0x201e:
		*h = BS_SHAPE_LOW;
		break;
	case 0xab:
		*h = BS_SHAPE_ANGLE_LEFT;
		break;
	case 0xbb:
		*h = BS_SHAPE_ANGLE_RIGHT;
		break;
	case 0x2033:
		*h = BS_SHAPE_PRIME;
		break;
	case '\'':
	case 0x201b:
		*h = BS_SHAPE_SINGLE;
		break;
	case 0x2018:
		*h = BS_SHAPE_LEFT_ONE;
		break;
	case 0x2019:
		*h = BS_SHAPE_RIGHT_ONE;
		break;
	case 0x201a:
		*h = BS_SHAPE_LOW_ONE;
		break;
	case 0x2039:
		*h = BS_SHAPE_ANGLE_LEFT_ONE;
		break;
	case 0x203a:
		*h = BS_SHAPE_ANGLE_RIGHT_ONE;
		break;
	case '`':
		*h = BS_SHAPE_GRAVE;
		break;
	case 0xb4:
		*h = BS_SHAPE_ACUTE;
		break;
	case 0x2032:
		*h = BS_SHAPE_PRIME_ONE;
		break;
	default:
		return false;
	}
	return true;
}

/* What stands beside a mark. */
enum beside { EDGE, SPACE, LETTER, DIGIT, STOP, COMMA, OPENS, CLOSES, DASH, MARK, ELLIPSIS, OTHER };

static enum beside
kind_of(int32_t cp)
{
	enum bs_mark_shape h;

	if (cp == '\n')
		return EDGE;
	if (bs_is_space(cp))
		return SPACE;
	if (bs_is_letter(cp) || bs_is_mark(cp))
		return LETTER;
	if (bs_is_digit(cp))
		return DIGIT;
	if (shape_of(cp, &h))
		return MARK;
	switch (cp) {
	case '.':
	case '!':
	case '?':
	case 0x3002:
		return STOP;
	case ',':
	case ';':
	case ':':
		return COMMA;
	case '(':
	case '[':
	case '{':
	case '/':
	case '<':
	case '#':
	case '@':
	case '$':
	case 0xa3:
	case 0x20ac:
	case 0xbf:
	case 0xa1:
		return OPENS;
	case ')':
	case ']':
	case '}':
	case '%':
	case '>':
		return CLOSES;
	case '-':
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
		return DASH;
	case 0x2026:
		return ELLIPSIS;
	default:
		return OTHER;
	}
}

/* Costs of opening and closing: by what stands before, by what stands after. */
static const signed char open_before[] = {[EDGE] = 0,
    [SPACE] = 0,
    [LETTER] = 40,
    [DIGIT] = 40,
    [STOP] = 26,
    [COMMA] = 22,
    [OPENS] = 0,
    [CLOSES] = 26,
    [DASH] = 4,
    [MARK] = 4,
    [ELLIPSIS] = 16,
    [OTHER] = 10};
static const signed char open_after[] = {[EDGE] = 60,
    [SPACE] = 45,
    [LETTER] = 0,
    [DIGIT] = 0,
    [STOP] = 45,
    [COMMA] = 45,
    [OPENS] = 0,
    [CLOSES] = 45,
    [DASH] = 12,
    [MARK] = 2,
    [ELLIPSIS] = 0,
    [OTHER] = 6};
static const signed char close_before[] = {[EDGE] = 60,
    [SPACE] = 42,
    [LETTER] = 0,
    [DIGIT] = 0,
    [STOP] = 0,
    [COMMA] = 0,
    [OPENS] = 40,
    [CLOSES] = 0,
    [DASH] = 6,
    [MARK] = 2,
    [ELLIPSIS] = 0,
    [OTHER] = 4};
static const signed char close_after[] = {[EDGE] = 0,
    [SPACE] = 0,
    [LETTER] = 40,
    [DIGIT] = 40,
    [STOP] = 0,
    [COMMA] = 0,
    [OPENS] = 12,
    [CLOSES] = 0,
    [DASH] = 2,
    [MARK] = 2,
    [ELLIPSIS] = 4,
    [OTHER] = 6};

/* And what the shape alone says: cost of opening, of closing. */
static const signed char by_shape[][2] = {[BS_SHAPE_ASCII] = {0, 0},
    [BS_SHAPE_LEFT] = {0, 14},
    [BS_SHAPE_RIGHT] = {16, 0},
    [BS_SHAPE_LOW] = {0, 45},
    [BS_SHAPE_ANGLE_LEFT] = {0, 26},
    [BS_SHAPE_ANGLE_RIGHT] = {26, 0},
    [BS_SHAPE_PRIME] = {4, 0},
    [BS_SHAPE_TWO] = {3, 0},
    [BS_SHAPE_GRAVES] = {0, 40},
    [BS_SHAPE_SINGLE] = {2, 0},
    [BS_SHAPE_LEFT_ONE] = {0, 22},
    [BS_SHAPE_RIGHT_ONE] = {22, 0},
    [BS_SHAPE_LOW_ONE] = {0, 45},
    [BS_SHAPE_ANGLE_LEFT_ONE] = {0, 26},
    [BS_SHAPE_ANGLE_RIGHT_ONE] = {26, 0},
    [BS_SHAPE_GRAVE] = {8, 30},
    [BS_SHAPE_ACUTE] = {60, 60},
    [BS_SHAPE_PRIME_ONE] = {30, 30}};

struct context {
	int32_t before, after;
	enum beside b, a;
};

static bool
is_hebrew(int32_t cp)
{
	return cp >= 0x5d0 && cp <= 0x5ea;
}

/* The word behind an apostrophe, if it is a listed elision: its cost, else -1. */
static int
elision(struct bs_span t, size_t at)
{
	char word[12];
	size_t n = 0;
	uint32_t row;
	struct bs_span c;

	while (at + n < t.n && n < sizeof word && bs_is_letter((unsigned char)t.p[at + n])) {
		word[n] = (char)(t.p[at + n] | 0x20);
		n++;
	}
	if (n == 0 || n == sizeof word)
		return -1;
	row = bs_table_find(&bs_data_elisions, bs_span(word, n));
	if (row == BS_NOROW)
		return -1;
	c = bs_table_cell(&bs_data_elisions, row, 1);
	return c.n == 1 ? c.p[0] - '0' : c.n == 2 ? 10 * (c.p[0] - '0') + c.p[1] - '0' : 0;
}

/* Cost of being an apostrophe where it is not inside a word. */
static int
apostrophe_cost(struct bs_span t, const struct bs_mark *m, const struct context *c)
{
	size_t next = m->at + m->n;
	int e;

	if (c->b == LETTER || c->b == DIGIT) { /* workers' rights, goin' home */
		if (c->before == 's' || c->before == 'S' || c->before == 'z' || c->before == 'x')
			return c->a == SPACE ? 5 : 12;
		if (c->before == 'n' && m->at > 1 && t.p[m->at - 2] == 'i')
			return 8;
		if (c->b == DIGIT)
			return 10;
		return c->before == 'o' || c->before == 'd' || c->before == 'l' ? 14 : 20;
	}
	e = elision(t, next);
	if (e >= 0)
		return e;
	if (c->a == DIGIT) /* '90s, '24 */
		return next + 1 < t.n && bs_is_digit((unsigned char)t.p[next + 1]) ? 2 : 10;
	return c->a == LETTER ? 20 : 30;
}

/* Is there a single mark at the beginning (or end) of s? */
static bool
begins_single(struct bs_span s)
{
	enum bs_mark_shape h;
	int32_t cp;

	return s.n && (bs_utf8_decode(s, &cp), shape_of(cp, &h)) && bs_shape_is_single(h);
}

static bool
ends_single(struct bs_span s)
{
	enum bs_mark_shape h;
	int32_t cp;

	return s.n && (bs_utf8_decode_last(s, &cp), shape_of(cp, &h)) && bs_shape_is_single(h);
}

/* Either mark of rock 'n' roll. */
static bool
is_rock_n_roll(struct bs_span t, const struct bs_mark *m)
{
	size_t next = m->at + m->n;

	if (next + 1 < t.n && (t.p[next] | 0x20) == 'n' &&
	    begins_single(bs_span_cut(t, next + 1, t.n)))
		return true;
	return m->at > 1 && (t.p[m->at - 1] | 0x20) == 'n' && ends_single(bs_span(t.p, m->at - 1));
}

static void
single_costs(struct bs_span t, struct bs_mark *m, const struct context *c)
{
	enum bs_mark_shape h = m->shape;

	m->cost[BS_ROLE_KEEP] = NEVER;
	m->cost[BS_ROLE_APOSTROPHE] = NEVER;
	if (h == BS_SHAPE_GRAVE || h == BS_SHAPE_ACUTE || h == BS_SHAPE_PRIME_ONE)
		m->cost[BS_ROLE_KEEP] = 16;
	else if (h == BS_SHAPE_SINGLE || h == BS_SHAPE_RIGHT_ONE || h == BS_SHAPE_LEFT_ONE)
		m->cost[BS_ROLE_APOSTROPHE] = apostrophe_cost(t, m, c) +
					      (h == BS_SHAPE_LEFT_ONE ? (c->a == LETTER ? 12 : 4)
								      : 0);
	else
		m->cost[BS_ROLE_KEEP] = 20;
	/* inside a word (or 6'2): an apostrophe, whatever its shape */
	if (m->cost[BS_ROLE_APOSTROPHE] < NEVER && is_rock_n_roll(t, m)) {
		m->sure = true;
		m->role = BS_ROLE_APOSTROPHE;
	} else if ((c->b == LETTER && c->a == LETTER) || (c->b == DIGIT && c->a == DIGIT) ||
		   (c->b == DIGIT && c->a == LETTER && h != BS_SHAPE_LEFT_ONE)) {
		m->sure = h != BS_SHAPE_LOW_ONE;
		m->role = h == BS_SHAPE_GRAVE ? BS_ROLE_KEEP : BS_ROLE_APOSTROPHE;
	} else if (h == BS_SHAPE_ACUTE || h == BS_SHAPE_PRIME_ONE) {
		m->sure = true;
		m->role = BS_ROLE_KEEP;
	}
}

/* 27" and 6'2": a prime where no mark is open. */
static bool
is_inches(struct bs_span t, const struct bs_mark *m, const struct context *c)
{
	size_t i = m->at;

	if (c->b != DIGIT || c->a == LETTER || c->a == DIGIT)
		return false;
	while (i > 0 && bs_is_digit((unsigned char)t.p[i - 1]))
		i--;
	return i > 1 &&
	       (t.p[i - 1] == '\'' || (unsigned char)t.p[i - 1] == 0x99 ||
		   (unsigned char)t.p[i - 1] == 0xb2) &&
	       (bs_is_digit((unsigned char)t.p[i - 2]) ||
		   (i > 3 && bs_is_digit((unsigned char)t.p[i - 4])));
}

static void
double_costs(struct bs_span t, struct bs_mark *m, const struct context *c)
{
	m->cost[BS_ROLE_APOSTROPHE] = NEVER;
	m->cost[BS_ROLE_KEEP] = NEVER;
	if (m->shape == BS_SHAPE_GRAVES) {
		m->cost[BS_ROLE_KEEP] = 12;
	} else if (m->shape == BS_SHAPE_ASCII || m->shape == BS_SHAPE_PRIME ||
		   m->shape == BS_SHAPE_TWO) {
		if (c->b == DIGIT)
			m->cost[BS_ROLE_KEEP] = m->shape == BS_SHAPE_PRIME ? 0 : 18;
		if (is_inches(t, m, c) || (is_hebrew(c->before) && is_hebrew(c->after))) {
			m->sure = true;
			m->role = BS_ROLE_KEEP;
		}
	}
}

/* Two singles side by side are a double mark. */
static bool
is_two(enum bs_mark_shape one, int32_t cp, int32_t next)
{
	if (cp == next)
		return one == BS_SHAPE_SINGLE || one == BS_SHAPE_LEFT_ONE ||
		       one == BS_SHAPE_RIGHT_ONE || one == BS_SHAPE_GRAVE ||
		       one == BS_SHAPE_LOW_ONE;
	return (cp == 0x2018 || cp == 0x2019 || cp == '\'') &&
	       (next == 0x2018 || next == 0x2019 || next == '\'');
}

bool
bs_mark_read(struct bs_span t, size_t at, struct bs_mark *m)
{
	struct context c = {'\n', '\n', EDGE, EDGE};
	enum bs_mark_shape h;
	int32_t cp;
	size_t n = bs_utf8_decode(bs_span(t.p + at, t.n - at), &cp), next = at + n, k = 0;

	if (!shape_of(cp, &h))
		return false;
	if (at > 0)
		bs_utf8_decode_last(bs_span(t.p, at), &c.before);
	if (next < t.n)
		k = bs_utf8_decode(bs_span(t.p + next, t.n - next), &c.after);
	if (bs_shape_is_single(h) && is_two(h, cp, c.after)) {
		h = cp == '`'                       ? BS_SHAPE_GRAVES
		    : cp == 0x201a                  ? BS_SHAPE_LOW
		    : cp == 0x2018 && c.after == cp ? BS_SHAPE_LEFT
						    : BS_SHAPE_TWO;
		next += k;
		c.after = '\n';
		if (next < t.n)
			bs_utf8_decode(bs_span(t.p + next, t.n - next), &c.after);
	}
	c.b = kind_of(c.before);
	c.a = kind_of(c.after);
	if (c.a == STOP && c.after == '.' && next + 1 < t.n && t.p[next + 1] == '.')
		c.a = ELLIPSIS;
	*m = (struct bs_mark){.at = at, .n = next - at, .shape = h};
	m->cost[BS_ROLE_OPEN] = open_before[c.b] + open_after[c.a] + by_shape[h][0];
	m->cost[BS_ROLE_CLOSE] = close_before[c.b] + close_after[c.a] + by_shape[h][1];
	if (bs_shape_is_single(h))
		single_costs(t, m, &c);
	else
		double_costs(t, m, &c);
	return true;
}
