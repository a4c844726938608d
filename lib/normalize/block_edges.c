/* block_edges: title, head and tail of the article; see block_rules.h */
#include "normalize/block_rules.h"
#include "normalize/meta.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_given_genders;

enum {
	NEAR = 12,        /* blocks: how far the title's copies, or its picture, may be from it */
	PLACE_LINES = 3,  /* blocks: how far place and date may be from the text */
	PLACE_WORDS = 10, /* that they have at most */
};

/* First block of that class from i on; page->n if there is none. */
static size_t
next_of(const struct bs_page *page, size_t i, enum bs_block_class cls)
{
	while (i < page->n && page->block[i].cls != cls)
		i++;
	return i;
}

static uint32_t
any_cue(const struct bs_block_facts *f)
{
	return f->cue[BS_WHERE_WHOLE] | f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY] |
	       f->cue[BS_WHERE_TAIL];
}

static bool
may_be_title(const struct bs_block_facts *f)
{
	return f->nword >= 3 && f->nword <= 30 && f->end != BS_END_COMMA && f->end != BS_END_STOP &&
	       f->date != BS_IS_DATE && f->head != BS_HEAD_BULLET && f->head != BS_HEAD_BRACKET &&
	       (f->head != BS_HEAD_DIGIT || f->nword > 4) && /* 5:50 PM */
	       2U * f->group[BS_GROUP_UI] < f->nword && f->cue[BS_WHERE_WHOLE] == 0 &&
	       !(f->cue[BS_WHERE_START] & (BS_CUE(account) | BS_CUE(legal) | BS_CUE(nav) |
					      BS_CUE(byline) | BS_CUE(date) | BS_CUE(share)));
}

/* Does the line stand in the article again? */
static bool
heads_part(const struct bs_page *page, size_t i, size_t body)
{
	size_t k;

	if (page->facts[i].after == 0)
		return false;
	for (k = body; k < page->n; k++)
		if (page->facts[k].hash == page->facts[i].hash &&
		    (page->block[k].cls == BS_BLOCK_HEADING || page->block[k].cls == BS_BLOCK_BODY))
			return true;
	return false;
}

/* Is the article's first line a headline, with who and when behind it and the text behind those? */
static bool
above_byline(const struct bs_page *page, size_t body)
{
	size_t next = next_of(page, body + 1, BS_BLOCK_BODY), i;

	if (next == page->n || next > body + NEAR || !may_be_title(&page->facts[body]))
		return false;
	for (i = body + 1; i < next; i++)
		if (page->block[i].cls == BS_BLOCK_BYLINE || page->block[i].cls == BS_BLOCK_DATE)
			return true;
	return false;
}

/* The model saw no title: the last line before the article's first that could be one. */
static void
find_title(struct bs_page *page)
{
	size_t body = next_of(page, 0, BS_BLOCK_BODY), i, best = page->n;

	if (body == page->n || next_of(page, 0, BS_BLOCK_TITLE) < page->n)
		return;
	if (above_byline(page, body)) {
		bs_block_set(page, body, BS_BLOCK_TITLE, "above-byline");
		return;
	}
	for (i = body; i-- > 0 && body - i <= 2 * NEAR;) {
		const struct bs_block_facts *f = &page->facts[i];
		enum bs_block_class cls = page->block[i].cls;

		if ((cls != BS_BLOCK_BOILERPLATE && cls != BS_BLOCK_HEADING) || !may_be_title(f) ||
		    (f->date != BS_NO_DATE && f->nword < 8))
			continue;
		/* the nearest, but that a line met again in the text is a heading of a part */
		if (best == page->n || page->facts[best].nword < 4 ||
		    (heads_part(page, best, body) && !heads_part(page, i, body)))
			best = i;
	}
	/* a page that starts with its article: the first line, whatever the model saw in it */
	if (best == page->n && body > 0 && may_be_title(&page->facts[0]))
		best = 0;
	if (best == page->n && body == 0 && page->n > 1 && page->facts[0].nword < 20 &&
	    page->facts[0].end == BS_END_WORD && page->facts[1].nword > page->facts[0].nword &&
	    page->facts[1].nword >= 6 && bs_block_is_sentence(&page->facts[1]) &&
	    page->facts[0].cue[BS_WHERE_WHOLE] == 0 && page->facts[0].head == BS_HEAD_UPPER)
		best = 0;
	if (best < page->n)
		bs_block_set(page, best, BS_BLOCK_TITLE, best == 0 ? "first-line" : "before-text");
}

/*
 * A page has one title, and lines that say it again, with or without the
 * site's name; what else the model called one is a picture's text, a
 * standfirst or a heading.
 */
static void
one_title(struct bs_page *page)
{
	struct bs_span outlet = {NULL, 0}, s;
	size_t i, t = next_of(page, 0, BS_BLOCK_TITLE);
	uint64_t whole, bare;
	bool sure;

	if (t == page->n)
		return;
	s = bs_headline(page, bs_page_block(page, t), &outlet, &sure);
	whole = page->facts[t].hash;
	bare = bs_block_hash(s);
	for (i = t + 1; i < page->n; i++) {
		const struct bs_block_facts *f = &page->facts[i];
		bool copy = f->hash != 0 && (f->hash == whole || f->hash == bare) && i < t + NEAR &&
			    page->block[i].cls != BS_BLOCK_RELATED &&
			    page->block[i].cls != BS_BLOCK_COMMENT;

		if (copy)
			bs_block_set(page, i, BS_BLOCK_TITLE, "title-copy");
		else if (page->block[i].cls != BS_BLOCK_TITLE)
			continue;
		else if ((f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY] | f->cue[BS_WHERE_TAIL]) &
			 BS_CUE(caption))
			bs_block_set(page, i, BS_BLOCK_CAPTION, "phrase");
		else
			bs_block_set(page, i,
			    bs_block_is_sentence(f) || f->nsentence > 0 ? BS_BLOCK_BODY
									: BS_BLOCK_HEADING,
			    "second-title");
	}
}

/* Between title and text: who and when, where the model took them for something else. */
static void
head_line(struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	enum bs_block_class cls = page->block[i].cls, after = page->block[i + 1].cls;

	if (cls == BS_BLOCK_CAPTION && f->cue[BS_WHERE_WHOLE] & BS_CUE(byline) &&
	    page->block[i - 1].cls == BS_BLOCK_BYLINE)
		bs_block_set(page, i, BS_BLOCK_BYLINE, "phrase");
	if (cls == BS_BLOCK_HEADING && after == BS_BLOCK_CAPTION && f->end == BS_END_WORD)
		bs_block_set(page, i, BS_BLOCK_CAPTION, "by-caption");
	if (cls != BS_BLOCK_BOILERPLATE || f->nword > 12)
		return;
	if (f->date != BS_NO_DATE && f->date_at > 3 && bs_block_names_someone(page, i))
		bs_block_set(page, i, BS_BLOCK_BYLINE, "name-with-date");
	else if (f->date == BS_IS_DATE || (f->date && f->nword <= 8))
		bs_block_set(page, i, BS_BLOCK_DATE, "date-line");
	else if (f->cue[BS_WHERE_START] & BS_CUE(byline) && f->ncapital > 0)
		bs_block_set(page, i, BS_BLOCK_BYLINE, "phrase");
}

static void
head(struct bs_page *page)
{
	size_t title = next_of(page, 0, BS_BLOCK_TITLE), i, body = next_of(page, 0, BS_BLOCK_BODY);

	if (title == page->n || body == page->n)
		return;
	for (i = 0; i < title; i++) /* no picture stands above the title unless it says so */
		if (page->block[i].cls == BS_BLOCK_CAPTION &&
		    !(any_cue(&page->facts[i]) & BS_CUE(caption)))
			bs_block_set(page, i, BS_BLOCK_BOILERPLATE, "above-title");
	for (i = title + 1; i < body; i++)
		head_line(page, i);
}

/* Two to four capitalised words and nothing else: what a name alone in a line looks like. */
static bool
is_name(const struct bs_block_facts *f)
{
	return f->nword >= 2 && f->nword <= 4 && f->head == BS_HEAD_UPPER &&
	       f->end == BS_END_WORD && f->ncapital + 1U >= f->nword && f->nnumber == 0 &&
	       f->ncomma == 0 && f->npipe == 0 && f->group[BS_GROUP_STOP] == 0 &&
	       f->group[BS_GROUP_UI] == 0 && (f->cue[BS_WHERE_WHOLE] | f->cue[BS_WHERE_START]) == 0;
}

/* Text of the article, more than a line. */
static bool
is_paragraph(const struct bs_page *page, size_t i)
{
	return page->block[i].cls == BS_BLOCK_BODY && page->facts[i].nword >= 15;
}

/* A date, or a name beside one, right behind the article. */
static void
signature(struct bs_page *page)
{
	size_t i, k, last = page->n;

	for (i = 0; i < page->n; i++)
		if (page->block[i].cls == BS_BLOCK_BODY || page->block[i].cls == BS_BLOCK_LIST)
			last = i;
	for (k = last + 1; last < page->n && k < page->n && k < last + 4; k++) {
		const struct bs_block_facts *f = &page->facts[k];

		if (f->date == BS_IS_DATE)
			bs_block_set(page, k, BS_BLOCK_DATE, "after-end");
		else if (is_name(f) &&
			 (f[-1].date == BS_IS_DATE || (k + 1 < page->n && f[1].date == BS_IS_DATE)))
			bs_block_set(page, k, BS_BLOCK_BYLINE, "name-by-date");
		else if (bs_block_starts_with(f, BS_CUE(byline)) && f->nword <= 8)
			bs_block_set(page, k, BS_BLOCK_BYLINE, "phrase");
		else
			break;
	}
}

/* Is that the given name of a person rather than of a place? */
static bool
is_given_name(struct bs_span word)
{
	return bs_table_find_word(&bs_data_given_genders, word) != BS_NOROW;
}

/* What the words beside a line's date are. */
enum beside { NOTHING, PLACE, PLACES, PERSON };

/*
 * A place and the date, and nothing else: "Anadolu Fields, 9 April 2023", "Kyiv, Ukraine, ...";
 * all that stands beside the date are capitalised words.  Or a person and the date.
 */
static enum beside
beside_date(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	struct bs_span s = bs_page_block(page, i);
	/* an agency that signs pictures may be a place's name besides */
	uint32_t cue = f->cue[BS_WHERE_WHOLE] | f->cue[BS_WHERE_START] | f->cue[BS_WHERE_TAIL] |
		       (f->cue[BS_WHERE_ANY] & ~BS_CUE(caption));
	size_t at = 0, n = 0, last = 0, end = f->date_at + f->date_len;
	enum beside is = NOTHING;
	struct bs_word w;

	if (f->date == BS_NO_DATE || f->nword > PLACE_WORDS || f->head == BS_HEAD_BULLET ||
	    cue & ~BS_CUE(date) || !bs_date_is_day(&f->when) || (f->date_at > 3 && end + 1 < s.n))
		return NOTHING;
	for (; bs_word_next(s, &at, &w); last = w.stop) {
		if (w.start >= f->date_at && w.start < end)
			continue;
		if (!w.capital || w.number)
			return NOTHING;
		if (n++ == 0)
			is = is_given_name(bs_span_cut(s, w.start, w.stop)) ? PERSON : PLACE;
		else if (w.start > last + 1 && is == PERSON && n == 2)
			return NOTHING; /* Florence, Italy; Ruth: */
		else if (w.start > last + 1)
			is = is == PLACE ? PLACES : is;
	}
	return is == PERSON && n < 2 ? NOTHING : is;
}

/* A date with a place; as well one that was taken for a byline, but names two places. */
static void
judge_date_line(struct bs_page *page, size_t i)
{
	enum bs_block_class was = page->block[i].cls;
	enum beside is = beside_date(page, i);

	if (is == PERSON && was == BS_BLOCK_DATE)
		bs_block_set(page, i, BS_BLOCK_BYLINE, "name-and-date");
	else if (was != BS_BLOCK_DATE && (is == PLACES || (is == PLACE && was != BS_BLOCK_BYLINE)))
		bs_block_set(page, i, BS_BLOCK_DATE, "place-and-date");
}

/* Such lines before the first paragraph and behind the last. */
static void
places(struct bs_page *page)
{
	size_t first = 0, last = page->n, i, lines = 0;

	while (first < page->n && !is_paragraph(page, first))
		first++;
	if (first == page->n)
		return;
	while (last > first && !is_paragraph(page, last - 1))
		last--;
	for (i = first; i-- > 0 && lines++ < PLACE_LINES && page->block[i].cls != BS_BLOCK_TITLE;)
		judge_date_line(page, i);
	for (i = last; i < page->n && i < last + PLACE_LINES; i++)
		judge_date_line(page, i);
}

/* A line without a stop before a paragraph. */
static bool
is_heading(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];

	return f->nword > 0 && f->nword <= 8 && f->end == BS_END_WORD &&
	       (f->head == BS_HEAD_UPPER || f->head == BS_HEAD_DIGIT) && f->date == BS_NO_DATE &&
	       i > 0 && f[-1].end != BS_END_COLON && i + 1 < page->n && f[1].nword >= 15 &&
	       page->block[i + 1].cls == BS_BLOCK_BODY &&
	       page->block[i - 1].cls != BS_BLOCK_TITLE && bs_block_is_sentence(&f[1]);
}

/* Furniture at the end of the text, from the last block up, and a biography there. */
static void
tail(struct bs_page *page)
{
	static const uint32_t furniture = BS_CUE(share) | BS_CUE(account) | BS_CUE(legal) |
					  BS_CUE(comment);
	size_t i;

	for (i = page->n; i-- > 1;) {
		const struct bs_block_facts *f = &page->facts[i];

		if (page->block[i].cls != BS_BLOCK_BODY && page->block[i].cls != BS_BLOCK_LIST &&
		    page->block[i].cls != BS_BLOCK_HEADING &&
		    page->block[i].cls != BS_BLOCK_CAPTION)
			continue;
		if (f->nword <= 30 && f->cue[BS_WHERE_ANY] & BS_CUE(bio))
			bs_block_set(page, i, BS_BLOCK_BYLINE, "biography");
		else if (bs_block_starts_with(f, furniture) &&
			 (f->nword <= 16 ||
			     (f->cue[BS_WHERE_START] & f->cue[BS_WHERE_ANY] & BS_CUE(legal))))
			bs_block_set(page, i, BS_BLOCK_BOILERPLATE, "phrase");
		else
			break;
	}
}

/* A time of day and nothing else, as over an entry of a live page; 12.30 may be a sum. */
static bool
is_time(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	struct bs_span s = bs_page_block(page, i);
	struct bs_date d = {0};

	return f->nnumber > 0 && f->nword <= 4 &&
	       (f->nword > f->nnumber || memchr(s.p, ':', s.n)) && bs_time_parse(s, &d) == s.n;
}

/* A picture's name beside its credit, a short line above a paragraph. */
static void
by_neighbours(struct bs_page *page)
{
	size_t i;

	for (i = 0; i < page->n; i++) {
		const struct bs_block_facts *f = &page->facts[i];
		enum bs_block_class cls = page->block[i].cls;

		if (cls == BS_BLOCK_HEADING && f->head == BS_HEAD_LOWER && f->nword <= 6 &&
		    i + 1 < page->n && page->block[i + 1].cls == BS_BLOCK_CAPTION)
			bs_block_set(page, i, BS_BLOCK_CAPTION, "by-caption");
		if (cls == BS_BLOCK_DATE && f->date == BS_NO_DATE && f->nword > 12)
			bs_block_set(page, i, BS_BLOCK_BODY, "no-date");
		if ((cls == BS_BLOCK_BODY || cls == BS_BLOCK_HEADING) && is_time(page, i))
			bs_block_set(page, i, BS_BLOCK_DATE, "time");
		else if (cls == BS_BLOCK_BODY && is_heading(page, i))
			bs_block_set(page, i, BS_BLOCK_HEADING, "short-line");
	}
}

void
bs_block_edges(struct bs_page *page)
{
	if (!page->continued) {
		find_title(page);
		one_title(page);
		head(page);
	}
	if (!page->more) {
		signature(page);
		tail(page);
	}
	places(page);
	by_neighbours(page);
}
