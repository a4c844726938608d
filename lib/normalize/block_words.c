/* block_words: see block_words.h */
#include "normalize/block_words.h"

#include "broadsheet/utf8.h"

#include <utf8proc.h>

enum { OTHER, LETTER, DIGIT, WIDE };

static inline int
kind(char c)
{
	static const unsigned char of[256] = {['A' ... 'Z'] = LETTER,
	    ['a' ... 'z'] = LETTER,
	    ['0' ... '9'] = DIGIT,
	    [0x80 ... 0xff] = WIDE};

	return of[(unsigned char)c];
}

/* Length of the letter, mark or digit beyond ASCII at s; 0 if it is something else. */
static size_t
wide_letter(struct bs_span s, int32_t *cp)
{
	size_t n = bs_utf8_decode(s, cp);

	if (*cp < 0xc0 || (*cp >= 0x2000 && *cp < 0x2c00) || (*cp >= 0x3000 && *cp < 0x3040))
		return *cp == 0xaa || *cp == 0xb5 || *cp == 0xba ? n : 0;
	return bs_is_letter(*cp) || bs_is_mark(*cp) || bs_is_digit(*cp) ? n : 0;
}

/* A word with more than ASCII letters in it: folded into a small buffer, then hashed. */
static void
slow_word(struct bs_span s, struct bs_word *w)
{
	char buf[72] = {0};
	size_t n = 0, i = w->start, k;
	bool digits = false;
	int32_t cp;

	w->upper = false;
	for (; i < s.n; i += k) {
		unsigned char c = (unsigned char)s.p[i];

		k = 1;
		cp = c;
		if (kind(s.p[i]) == WIDE)
			k = wide_letter(bs_span(s.p + i, s.n - i), &cp);
		else if (c == '\'' && i + 1 < s.n && kind(s.p[i + 1]) != OTHER && i > w->start)
			continue;
		else if (kind(s.p[i]) == OTHER)
			k = 0;
		if (k == 0)
			break;
		if (i == w->start)
			w->capital = cp >= 0x80 ? bs_is_upper(cp) : c >= 'A' && c <= 'Z';
		if (w->number && kind(s.p[i]) == DIGIT) {
			if (digits)
				continue;
			cp = '0';
			digits = true;
		} else
			digits = false;
		if (n + 4 > sizeof buf)
			continue; /* a word this long is in no list */
		if (cp < 0x80)
			buf[n++] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
		else
			n += bs_utf8_encode(utf8proc_tolower(cp), buf + n);
	}
	w->stop = i;
	w->hash = bs_word_hash(buf, n, sizeof buf);
}

/* Is the word that ended at i, before s.p[i], more than its ASCII letters? */
static bool
goes_on(struct bs_span s, size_t i)
{
	if (i == s.n)
		return false;
	if (s.p[i] == '\'')
		return i + 1 < s.n && kind(s.p[i + 1]) != OTHER;
	return kind(s.p[i]) != OTHER;
}

/* Bit 7 of each byte of v that is an ASCII letter (v's bytes have bit 5 set). */
static uint64_t
letters(uint64_t v)
{
	const uint64_t each = 0x0101010101010101U;
	uint64_t low = v & 0x7f * each;

	return (low + (0x80 - 'a') * each) & ~(low + (0x7f - 'z') * each) & ~v & 0x80 * each;
}

/* Where the run of ASCII letters that starts at i ends. */
static size_t
letters_end(struct bs_span s, size_t i)
{
	while (s.n - i >= 8) {
		uint64_t other = ~letters(bs_word_load(s.p + i, 8, 8)) & 0x8080808080808080U;

		if (other != 0)
			return i + (size_t)__builtin_ctzll(other) / 8;
		i += 8;
	}
	while (i < s.n && kind(s.p[i]) == LETTER)
		i++;
	return i;
}

bool
bs_block_word_begins(const struct bs_block_word *w, uint32_t cues, uint32_t places)
{
	const struct bs_block_phrase *p;

	if (w == NULL || w->phrase == 0)
		return false;
	for (p = &bs_block_phrase[w->phrase - 1];; p++) {
		if (cues >> p->cue & places >> p->where & 1)
			return true;
		if (p->last)
			return false;
	}
}

bool
bs_word_next(struct bs_span s, size_t *at, struct bs_word *w)
{
	size_t i = *at, k;
	int32_t cp;

	for (; i < s.n; i += k) {
		int c = kind(s.p[i]);

		k = 1;
		if (c == OTHER)
			continue;
		if (c != WIDE || wide_letter(bs_span(s.p + i, s.n - i), &cp) > 0)
			break;
		k = bs_utf8_decode(bs_span(s.p + i, s.n - i), &cp);
	}
	if (i >= s.n) {
		*at = s.n;
		return false;
	}
	w->start = i;
	w->number = kind(s.p[i]) == DIGIT;
	i = letters_end(s, i);
	if (goes_on(s, i)) {
		w->capital = false;
		slow_word(s, w);
	} else {
		w->stop = i;
		w->hash = bs_word_hash(s.p + w->start, i - w->start, s.n - w->start);
		w->capital = s.p[w->start] <= 'Z';
		w->upper = w->capital && i - w->start > 1 && s.p[i - 1] <= 'Z';
	}
	*at = w->stop;
	return true;
}
