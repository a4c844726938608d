/* segmenter: the lists of a run, and the user's abbreviations; see broadsheet/sentence.h */
#include "segment/split.h"

#include <stdlib.h>

struct bs_segmenter *
bs_segmenter_new(void)
{
	struct bs_segmenter *s = bs_calloc(1, sizeof *s);

	bs_abbrevs_init(&s->abbrev);
	return s;
}

void
bs_segmenter_free(struct bs_segmenter *s)
{
	if (s == NULL)
		return;
	bs_strmap_free(&s->abbrev.user);
	free(s);
}

/* The cell at *p, up to a tab or the line's end; *p moves behind it. */
static struct bs_span
cell(struct bs_span *p)
{
	const char *tab = p->n ? memchr(p->p, '\t', p->n) : NULL;
	size_t n = tab ? (size_t)(tab - p->p) : p->n;
	struct bs_span c = bs_span(p->p, n);

	p->p += n + (tab != NULL);
	p->n -= n + (tab != NULL);
	return c;
}

static const char *
add(struct bs_segmenter *s, struct bs_span line)
{
	struct bs_span word = cell(&line), name = cell(&line), cap = cell(&line);
	char low[BS_ABBREV_LONGEST];
	enum bs_abbrev kind = BS_ABBREV_OTHER;
	size_t i;

	if (bs_span_is(word, "abbr"))
		return NULL; /* the header */
	if (word.n > 0 && word.p[word.n - 1] == '.')
		word.n--;
	if (word.n == 0 || word.n > sizeof low)
		return "an abbreviation has 1 to 24 bytes";
	if (name.n > 0 && !bs_span_is(name, ".")) {
		kind = bs_abbrev_kind(name);
		if (kind == BS_ABBREV_NONE)
			return "no such kind of abbreviation";
	}
	if (cap.n > 0 && !bs_span_is(cap, ".") && !bs_span_is(cap, "cap") &&
	    !bs_span_is(cap, "low"))
		return "case is cap, low or .";
	for (i = 0; i < word.n; i++)
		low[i] = (char)(bs_cc(word.p[i]) == BS_CC_UPPER ? word.p[i] + 32 : word.p[i]);
	bs_abbrevs_add(&s->abbrev, bs_span(low, word.n),
	    (uint64_t)kind | (bs_span_is(cap, "cap") ? BS_ABBREV_CAPITAL : 0) |
		(bs_span_is(cap, "low") ? BS_ABBREV_SMALL : 0));
	return NULL;
}

const char *
bs_segmenter_add(struct bs_segmenter *s, struct bs_span tsv, size_t *line)
{
	const char *why = NULL;

	*line = 0;
	while (tsv.n > 0 && why == NULL) {
		const char *nl = memchr(tsv.p, '\n', tsv.n);
		struct bs_span row = bs_span(tsv.p, nl ? (size_t)(nl - tsv.p) : tsv.n);

		tsv.p += row.n + (nl != NULL);
		tsv.n -= row.n + (nl != NULL);
		++*line;
		if (row.n > 0 && row.p[row.n - 1] == '\r')
			row.n--;
		if (row.n > 0 && row.p[0] != '#')
			why = add(s, row);
	}
	return why;
}
