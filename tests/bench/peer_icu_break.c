/*
 * peer_icu_break sentence|word LOCALE FILE: for tests/bench/segment.sh, what a C
 * program with ICU's break iterators makes of a text: one row for each
 * sentence or word (start, stop, text), a line of the file at a time.
 *
 * LOCALE en@ss=standard asks for ICU's English abbreviation data.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

static void
die(const char *what)
{
	fprintf(stderr, "peer_icu_break: %s\n", what);
	exit(2);
}

static char *
slurp(const char *name, size_t *n)
{
	FILE *f = fopen(name, "rb");
	char *p = NULL;
	size_t k;

	if (f == NULL)
		die("cannot open the file");
	*n = 0;
	do {
		p = realloc(p, *n + (1 << 24));
		if (p == NULL)
			die("out of memory");
		k = fread(p + *n, 1, 1 << 24, f);
		*n += k;
	} while (k > 0);
	fclose(f);
	return p;
}

/* Row by row with our own digits: the peer is not to lose time in printf. */
static size_t
number(char *to, size_t v)
{
	char tmp[24];
	size_t n = 0, i;

	do
		tmp[n++] = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	for (i = 0; i < n; i++)
		to[i] = tmp[n - 1 - i];
	return n;
}

static void
row(size_t start, size_t stop, const char *text)
{
	char head[64];
	size_t n = number(head, start);

	head[n++] = '\t';
	n += number(head + n, stop);
	head[n++] = '\t';
	fwrite_unlocked(head, 1, n, stdout);
	fwrite_unlocked(text + start, 1, stop - start, stdout);
	putchar_unlocked('\n');
}

int
main(int argc, char **argv)
{
	UErrorCode e = U_ZERO_ERROR;
	UText *ut = NULL;
	UBreakIterator *it;
	static char buf[1 << 17];
	size_t n, i, len;
	char *p;
	int word;

	if (argc != 4)
		die("usage: peer_icu_break sentence|word LOCALE FILE");
	word = strcmp(argv[1], "word") == 0;
	p = slurp(argv[3], &n);
	setvbuf(stdout, buf, _IOFBF, sizeof buf);
	it = ubrk_open(word ? UBRK_WORD : UBRK_SENTENCE, argv[2], NULL, 0, &e);
	if (U_FAILURE(e))
		die(u_errorName(e));
	for (i = 0; i < n; i += len + 1) {
		const char *nl = memchr(p + i, '\n', n - i);
		int32_t from, to;

		len = nl ? (size_t)(nl - p) - i : n - i;
		ut = utext_openUTF8(ut, p + i, (int64_t)len, &e);
		ubrk_setUText(it, ut, &e);
		if (U_FAILURE(e))
			die(u_errorName(e));
		for (from = ubrk_first(it); (to = ubrk_next(it)) != UBRK_DONE; from = to)
			if (!word || p[i + (size_t)from] != ' ')
				row(i + (size_t)from, i + (size_t)to, p);
	}
	return fflush(stdout) != 0;
}
