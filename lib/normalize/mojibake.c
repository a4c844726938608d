/*
 * mojibake: UTF-8 that was read in a single-byte encoding, once or more
 * often; see stages.h.
 *
 * For each encoding, the characters of a line that could be the bytes of a
 * UTF-8 sequence in it are put into clusters; a cluster is undone where the
 * text is less strange without it (strange.h).  How much less it must be
 * depends on what else speaks for that encoding in the document.  A line that
 * would be strange all the same is left alone.
 */
#include "normalize/mojibake.h"

#include "broadsheet/utf8.h"
#include "normalize/strange.h"

#include <stdlib.h>

enum {
	LEVELS = 5,    /* of encoding */
	SURE = 20,     /* gain that a cluster needs alone */
	HELPED = 4,    /* and where others speak for its encoding */
	EVIDENCE = 40, /* gain that makes it so */
	CERTAIN = -8,  /* what it needs where there is this much of it: */
	PROOF = 200,
	UNLIKELY = 15,  /* what is as strange as this afterwards needs to be sure */
	MOST = 1 << 16, /* characters looked at together */
	NONE = -1,
	HOPELESS = -2
};

const char *const bs_mojibake_page[BS_MOJIBAKE_PAGES] = {"windows-1252", "windows-1250",
    "windows-1251", "windows-1257", "windows-1254", "ISO-8859-2", "macintosh", "IBM437"};

/* The byte that stands for cp, which is beyond ASCII, in the page; -1: none. */
static int
byte_of(const struct bs_mojibake_bytes *p, int32_t cp)
{
	int b = cp < BS_MOJIBAKE_LOW          ? p->low[cp]
		: cp >= 0x2000 && cp < 0x2700 ? p->high[cp - 0x2000]
					      : bs_codepage_byte(p->page, cp);

	return b > 0 ? b : -1;
}

static bool
is_cont(int b)
{
	return b >= 0x80 && b < 0xc0;
}

/* Bytes of a sequence that starts with b; 0: it starts none. */
static size_t
length_of(int b)
{
	return b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
}

/* One half of a character outside the BMP as CESU-8 has it: ED A0..BF xx. */
static bool
half(struct bs_mojibake *m, const struct bs_mojibake_bytes *p, size_t i, int32_t *v)
{
	int b[3];

	if (i + 3 > m->n)
		return false;
	for (size_t k = 0; k < 3; k++)
		b[k] = byte_of(p, m->cp[i + k]);
	if (b[0] != 0xed || b[1] < 0xa0 || b[1] > 0xbf || !is_cont(b[2]))
		return false;
	*v = 0xd000 | (b[1] & 0x3f) << 6 | (b[2] & 0x3f);
	return true;
}

/*
 * The sequence at character i: how many characters it takes, 0 for none.  A
 * U+FFFD may stand for a byte that was lost; a space for 0xA0 where `space`.
 */
static size_t
sequence(
    struct bs_mojibake *m, const struct bs_mojibake_bytes *p, size_t i, bool space, int32_t *out)
{
	int b = m->cp[i] < 0x80 ? -1 : byte_of(p, m->cp[i]);
	size_t n = b < 0 ? 0 : length_of(b);
	char utf8[4];
	int32_t hi, lo;
	bool lost = false;

	if (p == m->page && m->cp[i] == 0xe2 && i + 1 < m->n && m->cp[i + 1] == 0x20ac &&
	    (i + 2 == m->n ||
		(m->cp[i + 2] <= ' ' || m->cp[i + 2] == '.' || m->cp[i + 2] == ','))) {
		*out = 0x201d; /* its last byte, 9D, is no character of the page, and was lost */
		return 2;
	}
	if (n == 0 || i + n > m->n)
		return 0;
	if (b == 0xed && half(m, p, i, &hi) && hi < 0xdc00 && half(m, p, i + 3, &lo) &&
	    lo >= 0xdc00) {
		*out = 0x10000 + ((hi - 0xd800) << 10) + (lo - 0xdc00);
		return 6;
	}
	utf8[0] = (char)b;
	for (size_t k = 1; k < n; k++) {
		int32_t cp = m->cp[i + k];

		b = cp == 0xfffd         ? 0x80
		    : cp == ' ' && space ? 0xa0
		    : cp < 0x80          ? -1
					 : byte_of(p, cp);
		if (!is_cont(b))
			return 0;
		lost |= cp == 0xfffd;
		utf8[k] = (char)b;
	}
	if (lost) {
		*out = 0xfffd;
		return n;
	}
	return bs_utf8_decode(bs_span(utf8, n), out) == n && *out >= 0 ? n : 0;
}

/*
 * May the space behind the lead at i have been a no-break space?  *keeps is
 * set where the space was there besides.
 */
static bool
lost_nbsp(struct bs_mojibake *m, const struct bs_mojibake_bytes *p, size_t i, bool *keeps)
{
	size_t n = length_of(byte_of(p, m->cp[i])), k = 1;
	int32_t next, after, cp;

	*keeps = false;
	while (k < n && i + k < m->n && m->cp[i + k] != ' ')
		k++;
	if (k == n || i + k + 1 >= m->n)
		return false;
	next = m->cp[i + k + 1];
	after = i + k + 2 < m->n ? m->cp[i + k + 2] : ' ';
	if (next >= 0x300 && next < 0x370) /* that space carries a mark */
		return false;
	if (n == 2 && byte_of(p, m->cp[i]) == 0xc3) { /* French a, Portuguese as and aquele */
		*keeps = !(next == 's' && after == ' ') &&
			 !(next == 'q' && after == 'u' && i + 5 < m->n && m->cp[i + 4] == 'e' &&
			     m->cp[i + 5] == 'l' && i > 0 && m->cp[i - 1] == ' ');
		return true;
	}
	if (next >= 0x80)
		return k + 1 < n || sequence(m, p, i + k + 1, false, &cp) > 0;
	return n == 2 && bs_is_lower(next) && (i == 0 || m->cp[i - 1] == ' ');
}

/* Strangeness of what a cluster is undone to where p was read again and again; best: once. */
static int
undone_by(
    const struct bs_mojibake *m, const struct bs_mojibake_bytes *p, const int32_t *around, int best)
{
	int32_t cp[BS_MOJIBAKE_CLUSTER];
	struct bs_mojibake again = {.cp = cp, .n = m->nout};

	memcpy(cp, m->plain, m->nout * sizeof *cp);
	for (int deep = 1; deep < 3 && best >= SURE; deep++) {
		size_t k = 0, len;
		int cost;

		for (size_t i = 0; i < again.n; i += len) {
			len = sequence(&again, p, i, false, &cp[k]);
			if (len == 0)
				return best;
			k++;
		}
		again.n = k;
		cost = bs_strange(cp, k, around[0], around[1], around[2]) + HELPED;
		best = cost < best ? cost : best;
	}
	return best;
}

/* The same of the page itself and of the commonest. */
static int
undone_again(const struct bs_mojibake *m, const struct bs_mojibake_bytes *p, int32_t before2,
    int32_t before, int32_t after)
{
	const int32_t around[3] = {before2, before, after};
	int best = bs_strange(m->plain, m->nout, before2, before, after);

	best = undone_by(m, m->page, around, best);
	return p == m->page ? best : undone_by(m, p, around, best);
}

/* The cluster of sequences from character i on; its gain.  *stop is set behind it. */
static int
cluster(struct bs_mojibake *m, const struct bs_mojibake_bytes *p, size_t i, size_t *stop)
{
	size_t at = i, n;
	int32_t cp, before = i > 0 ? m->cp[i - 1] : 0, before2 = i > 1 ? m->cp[i - 2] : 0, after;
	bool keeps = false, only_aring = true;
	int before_cost, after_cost;

	m->nout = 0;
	while (at < m->n && m->nout < BS_MOJIBAKE_CLUSTER) {
		bool space = m->cp[at] >= 0x80 && lost_nbsp(m, p, at, &keeps);

		n = sequence(m, p, at, space, &cp);
		if (n == 0)
			break;
		only_aring &= cp == 0xe5;
		m->out[m->nout] = (struct bs_mojibake_char){cp, at, n};
		if (space && keeps && m->cp[at + n - 1] == ' ')
			m->out[m->nout].n--; /* the space stays */
		at += m->out[m->nout].n;
		m->plain[m->nout++] = cp;
	}
	*stop = at;
	if (m->nout == 0)
		return 0;
	after = at < m->n ? m->cp[at] : 0;
	before_cost = bs_strange(m->cp + i, at - i, before2, before, after);
	after_cost = undone_again(m, p, before2, before, after);
	for (size_t k = i; k < at; k++)
		m->controls -= m->cp[k] >= 0x80 && m->cp[k] < 0xa0;
	m->undone += before_cost;
	m->left += after_cost;
	m->after = after_cost;
	/* a lone one of these is as likely to be anything else */
	if (only_aring && m->cp[i] == 0xc3 && before_cost - after_cost > HELPED)
		return HELPED;
	return before_cost - after_cost;
}

/* Gain of all clusters of the stretch that are sure, for one page. */
static int
evidence(struct bs_mojibake *m, const struct bs_mojibake_bytes *p)
{
	int sum = 0;

	m->undone = m->left = m->controls = 0;
	for (size_t i = 0; i < m->n; i++)
		m->controls += m->cp[i] >= 0x80 && m->cp[i] < 0xa0;
	for (size_t i = 0; i < m->n;) {
		size_t stop = i + 1;
		int gain = m->cp[i] < 0x80 ? 0 : cluster(m, p, i, &stop);

		if (m->cp[i] < 0x80 || m->nout == 0) {
			i++;
			continue;
		}
		if (gain >= SURE / 2)
			sum += gain;
		i = stop;
	}
	return sum;
}

static void
undo(struct bs_mojibake *m, const struct bs_mojibake_bytes *p, int least, struct bs_splices *s)
{
	for (size_t i = 0; i < m->n;) {
		size_t stop = i + 1;
		int gain = m->cp[i] < 0x80 ? 0 : cluster(m, p, i, &stop);

		if (m->cp[i] < 0x80 || m->nout == 0) {
			i++;
			continue;
		}
		for (size_t k = 0; gain >= (m->after > UNLIKELY ? SURE : least) && k < m->nout;
		     k++) {
			const struct bs_mojibake_char *o = &m->out[k];
			size_t from = m->at[o->at], to = m->at[o->at + o->n];
			char utf8[4];

			bs_splice_add(s, from, to - from, utf8, bs_utf8_encode(o->cp, utf8),
			    BS_RULE_MOJIBAKE);
		}
		i = stop;
	}
}

/* Decode text [start, stop) into m->cp. */
static void
load(struct bs_mojibake *m, struct bs_span t, size_t start, size_t stop)
{
	if (!m->cp) {
		m->cp = bs_malloc((MOST + 1) * sizeof *m->cp);
		m->at = bs_malloc((MOST + 2) * sizeof *m->at);
	}
	m->n = 0;
	while (start < stop) {
		m->at[m->n] = start;
		start += bs_utf8_decode(bs_span_cut(t, start, stop), &m->cp[m->n++]);
	}
	m->at[m->n] = start;
}

/* The line, or piece of one, that holds `at` and has characters enough to be one. */
static void
stretch(struct bs_span t, size_t at, size_t least, size_t *start, size_t *stop)
{
	const char *nl;
	size_t room;

	*start = at;
	while (*start > least && t.p[*start - 1] != '\n' && at - *start < MOST / 2)
		--*start;
	while (*start > least && ((unsigned char)t.p[*start] & 0xc0) == 0x80)
		--*start;
	room = t.n - *start < MOST ? t.n - *start : MOST;
	nl = memchr(t.p + *start, '\n', room);
	*stop = nl ? (size_t)(nl - t.p) : *start + room;
	while (*stop > at + 1 && *stop < t.n && ((unsigned char)t.p[*stop] & 0xc0) == 0x80)
		--*stop;
}

/*
 * The next place where a character that may lead a sequence in some page
 * stands before one that may continue it.
 */
static size_t
next_suspect(struct bs_mojibake *m, struct bs_span t, size_t i)
{
	while (i < t.n) {
		int32_t cp, next;
		size_t n;

		i += bs_ascii_run(bs_span_cut(t, i, t.n));
		if (i >= t.n)
			break;
		n = bs_utf8_decode(bs_span_cut(t, i, t.n), &cp);
		if (i + n < t.n &&
		    ((unsigned char)t.p[i + n] >= 0x80 || (cp == 0xc3 && t.p[i + n] == ' '))) {
			if (cp == 0xc3 && t.p[i + n] == ' ')
				return i;
			bs_utf8_decode(bs_span_cut(t, i + n, t.n), &next);
			if (bs_mojibake_leads(m->pages, cp) &&
			    bs_mojibake_continues(m->pages, next))
				return i;
		}
		i += n;
	}
	return t.n;
}

/*
 * The page that most speaks for, and how much; NONE, or HOPELESS where the
 * stretch that is loaded would be strange all the same.
 */
static int
best_page(struct bs_mojibake *m, int *most)
{
	static const int32_t control = 0x80;
	int best = NONE, all = bs_strange(m->cp, m->n, 0, 0, 0);

	*most = 0;
	for (int k = 0; k < BS_MOJIBAKE_PAGES; k++) {
		int v = evidence(m, &m->page[k]), rest = all - m->undone + m->left;

		rest -= m->controls * bs_strange(&control, 1, 0, 0, 0); /* not ours to mend */

		if (v == 0)
			continue;
		if (rest > 60 && rest > 2 * (int)m->n &&
		    rest * 5 > all * 2) { /* most of what is strange would stay */
			best = best < 0 ? HOPELESS : best;
			continue;
		}
		m->seen[k] += v;
		if (v > *most || (v == *most && best >= 0 && m->seen[k] > m->seen[best])) {
			*most = v;
			best = k;
		}
	}
	return best;
}

/*
 * A page's characters.  C1 controls are themselves, as in the sloppy pages, but not where the page
 * is no kin of ISO 8859 (macintosh: U+00E3 0083 is no U+0303), and in windows-1250 those alone that
 * it has no character for: the others tell of ISO-8859-2, which is looked for besides.
 */
static void
set_up_page(struct bs_mojibake_pages *m, struct bs_mojibake_bytes *p, const char *name)
{
	for (size_t i = 0; i < bs_ncodepage && !p->page; i++)
		if (strcmp(bs_codepages[i].name, name) == 0)
			p->page = &bs_codepages[i];
	if (!p->page)
		return;
	for (int b = 0xff; b >= 0x80; b--) {
		int32_t cp = p->page->upper[b - 0x80];

		if (cp < BS_MOJIBAKE_LOW)
			p->low[cp] = (unsigned char)b;
		else if (cp >= 0x2000 && cp < 0x2700)
			p->high[cp - 0x2000] = (unsigned char)b;
		bs_mojibake_note(m, cp, b);
	}
	for (int b = 0x80; b < 0xa0 && p->low[0xa0] == 0xa0; b++)
		if (strcmp(name, "windows-1250") != 0 || p->page->upper[b - 0x80] == b)
			p->low[b] = (unsigned char)b;
}

static struct bs_mojibake_pages *
set_up(void)
{
	struct bs_mojibake_pages *m = bs_calloc(1, sizeof *m);

	for (int k = 0; k < BS_MOJIBAKE_PAGES; k++)
		set_up_page(m, &m->page[k], bs_mojibake_page[k]);
	for (int b = 0x80; b < 0xc0; b++)
		bs_mojibake_note(m, b, b);
	bs_mojibake_note(m, 0xfffd, 0x80);
	return m;
}

/* One level: true where something was undone. */
static bool
level(struct bs_mojibake *m, struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_span t = a->text;
	size_t at, start, stop = 0;
	int most;

	for (int k = 0; k < BS_MOJIBAKE_PAGES; k++)
		m->seen[k] /= 2; /* what was so once may be so twice */
	for (at = 0; (at = next_suspect(m, t, at)) < t.n; at = stop > at ? stop : at + 1) {
		stretch(t, at, stop, &start, &stop);
		load(m, t, start, stop);
		best_page(m, &most);
	}
	for (at = stop = 0; (at = next_suspect(m, t, at)) < t.n; at = stop > at ? stop : at + 1) {
		int seen[BS_MOJIBAKE_PAGES], k;

		stretch(t, at, stop, &start, &stop);
		load(m, t, start, stop);
		memcpy(seen, m->seen, sizeof seen);
		k = best_page(m, &most);
		memcpy(m->seen, seen, sizeof seen);
		if (k == NONE) /* nothing of its own: what the document speaks for */
			for (int j = 0; j < BS_MOJIBAKE_PAGES; j++)
				if (seen[j] >= EVIDENCE && (k < 0 || seen[j] > seen[k]))
					k = j;
		if (k >= 0)
			undo(m, &m->page[k],
			    seen[k] >= PROOF      ? CERTAIN
			    : seen[k] >= EVIDENCE ? HELPED
						  : SURE,
			    s);
	}
	if (s->n == 0)
		return false;
	bs_aligned_apply(a, s);
	return true;
}

/* Do two characters beyond ASCII stand side by side at all (or A with tilde before a space)? */
static bool
has_suspects(struct bs_span t)
{
	for (size_t i = 0; i < t.n;) {
		size_t n;

		i += bs_ascii_run(bs_span_cut(t, i, t.n));
		if (i >= t.n)
			break;
		n = (unsigned char)t.p[i] < 0xe0 ? 2 : (unsigned char)t.p[i] < 0xf0 ? 3 : 4;
		if (i + n < t.n && ((unsigned char)t.p[i + n] >= 0x80 ||
				       (t.p[i + n] == ' ' && memcmp(t.p + i, "\xc3\x83", 2) == 0)))
			return true;
		i += n;
	}
	return false;
}

void
bs_stage_mojibake_kept(struct bs_aligned *a, struct bs_splices *s, struct bs_mojibake_pages **pages)
{
	struct bs_mojibake m;

	if (!has_suspects(a->text))
		return;
	if (!*pages)
		*pages = set_up();
	memset(&m, 0, sizeof m);
	m.pages = *pages;
	m.page = m.pages->page;
	for (int i = 0; i < LEVELS && level(&m, a, s); i++)
		;
	free(m.cp);
	free(m.at);
}

void
bs_stage_mojibake(struct bs_aligned *a, struct bs_splices *s)
{
	struct bs_mojibake_pages *pages = NULL;

	bs_stage_mojibake_kept(a, s, &pages);
	free(pages);
}
