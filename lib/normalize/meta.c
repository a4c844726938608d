/* meta: see meta.h */
#include "normalize/meta.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"
#include "normalize/block_date.h"

extern const struct bs_table bs_data_outlets;
extern const struct bs_wordset bs_data_english_words;

enum {
	MAX_META = 8,
	TAIL_WORDS = 6,
	DATELINE_WORDS = 8,
	CLAIM_BYTES = 160, /* how far a © may be from the start of its line */
	CLAIM_WORDS = 30   /* of a line that claims rights, at most */
};

static void
add(struct bs_structure *out, struct bs_finding f)
{
	if (out->nmeta < MAX_META && f.value.n > 0)
		out->meta[out->nmeta++] = f;
}

struct bs_span
bs_outlet_known(struct bs_span name)
{
	struct bs_span the = BS_SPAN("The "), key;
	uint32_t r = bs_table_find(&bs_data_outlets, name);

	if (r == BS_NOROW && bs_span_starts(name, the))
		r = bs_table_find(&bs_data_outlets, bs_span_cut(name, the.n, name.n));
	if (r == BS_NOROW)
		return bs_span(NULL, 0);
	key = bs_table_cell(&bs_data_outlets, r, 1);
	return key.n ? key : bs_table_cell(&bs_data_outlets, r, 0);
}

static size_t
count_words(struct bs_span s)
{
	struct bs_word w;
	size_t i = 0, n = 0;

	while (n <= TAIL_WORDS && bs_word_next(s, &i, &w))
		n++;
	return n;
}

/* Length of a separator between a headline and a site's name at s, spaces included; *bar: | or
 * alike. */
static size_t
separator(struct bs_span s, bool *bar)
{
	int32_t cp;
	size_t n;

	if (s.n < 3 || s.p[0] != ' ')
		return 0;
	n = bs_utf8_decode(bs_span_cut(s, 1, s.n), &cp);
	*bar = cp == '|' || cp == 0xbb || cp == 0xb7 || cp == 0x2022 || cp == 0x203a;
	if (cp == ':' && s.p[2] == ':')
		n = 2;
	else if (!*bar && cp != '-' && cp != '~' && (cp < 0x2012 || cp > 0x2015))
		return 0;
	return n + 1 < s.n && s.p[n + 1] == ' ' ? n + 2 : 0;
}

/* Does a block of the page say just that?  A site's name does, an author's, and the bare headline.
 */
static bool
stands_alone(const struct bs_page *page, struct bs_span s)
{
	uint64_t h = bs_block_hash(s);
	size_t i;

	for (i = 0; h != 0 && i < page->n; i++)
		if (page->facts[i].hash == h)
			return true;
	return false;
}

/* Where the last separator of a headline stands: its start and stop; false if it has none. */
static bool
last_separator(struct bs_span s, size_t *start, size_t *stop, bool *bar)
{
	size_t i, n;
	bool b, found = false;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == ' ' && (n = separator(bs_span_cut(s, i, s.n), &b)) > 0) {
			*start = i;
			*stop = i + n;
			*bar = b;
			found = true;
		}
	return found;
}

/* The site's name at the start: "Reuters | Headline of more than two words". */
static struct bs_span
without_first(struct bs_span s, struct bs_span *outlet, bool *sure)
{
	size_t i, n = 0;
	bool bar;

	for (i = 0; i < s.n && n == 0; i++)
		n = s.p[i] != ' ' ? 0 : separator(bs_span_cut(s, i, s.n), &bar);
	if (n == 0 || !bs_outlet_known(bs_span(s.p, i - 1)).n ||
	    count_words(bs_span_cut(s, i - 1 + n, s.n)) <= 2)
		return s;
	*outlet = bs_span(s.p, i - 1);
	*sure = true;
	return bs_span_cut(s, i - 1 + n, s.n);
}

/* A headline whose next line says by whom it is, or is an address. */
static struct bs_span
without_second_line(struct bs_span s)
{
	const char *nl = memchr(s.p, '\n', s.n);
	size_t next = nl ? (size_t)(nl - s.p) + 1 : s.n;
	struct bs_span rest = bs_span_cut(s, next, s.n);

	if (bs_span_starts(rest, BS_SPAN("by ")) || bs_span_starts(rest, BS_SPAN("By ")) ||
	    bs_span_starts(rest, BS_SPAN("http")))
		s.n = next - 1;
	return s;
}

struct bs_span
bs_headline(const struct bs_page *page, struct bs_span s, struct bs_span *outlet, bool *sure)
{
	size_t start, stop;
	bool bar = false;
	int round;

	*sure = false;
	s = without_second_line(s);
	s = without_first(s, outlet, sure);
	for (round = 0; round < 3 && last_separator(s, &start, &stop, &bar); round++) {
		struct bs_span tail = bs_span_cut(s, stop, s.n);
		bool known = bs_outlet_known(tail).n > 0;
		bool bare = stands_alone(page, bs_span(s.p, start));

		if (count_words(bs_span(s.p, start)) < 2)
			break;
		if (!known && (count_words(tail) >= TAIL_WORDS ||
				  (!bar && !bare && !stands_alone(page, tail))))
			break;
		if (known || ((bar || bare) && outlet->n == 0)) {
			*outlet = tail;
			*sure = known;
		}
		s.n = start;
	}
	return s;
}

static struct bs_finding
finding(
    const struct bs_page *page, const char *cls, struct bs_span value, const char *why, int percent)
{
	struct bs_finding f = {.cls = cls, .value = value, .why = why, .percent = percent};

	if (value.p >= page->text.p && value.p < page->text.p + page->text.n) {
		f.start = (size_t)(value.p - page->text.p);
		f.stop = f.start + value.n;
	} else
		f.stop = page->text.n;
	return f;
}

/* Words that pages are made of, and "Us", "All" and "Use" of lines on rights. */
static bool
is_page_word(const struct bs_word *w, const struct bs_block_word *lex)
{
	if (!lex || lex->group & 1) /* "The" */
		return false;
	return lex->group & (1U << BS_GROUP_UI | 1U << BS_GROUP_YOU) || w->number ||
	       bs_block_word_begins(
		   lex, 1U << BS_CUE_legal | 1U << BS_CUE_account, (1U << BS_NWHERE) - 1);
}

/* The name that claims the rights: the first in s that is no word of such lines. */
static struct bs_span
copyright_holder(struct bs_span s)
{
	struct bs_word w;
	size_t i = 0, start = 0, stop = 0, n = 0;
	bool only_the = false, pictured = false;

	for (; n < 8 && bs_word_next(s, &i, &w); n++) {
		const struct bs_block_word *lex = bs_block_word_find(w.hash);
		size_t k;

		if (stop > 0) {
			for (k = stop;
			     k < w.start && (s.p[k] == ' ' || s.p[k] == '&' || s.p[k] == '-'); k++)
				;
			if (k < w.start || (!w.capital && !only_the))
				break;
		}
		if (stop > 0 && only_the && !w.capital)
			start = stop = 0; /* "All rights", "The material" */
		if (w.number || !w.capital || is_page_word(&w, lex)) {
			if (stop > 0)
				break;
			continue;
		}
		only_the = stop == 0 && lex && lex->group & 1;
		pictured = lex && lex->group >> BS_GROUP_SITE & 1;
		if (stop == 0)
			start = w.start;
		stop = w.stop;
	}
	if (stop > start && w.hash != 0 && s.n - stop >= 4 && s.p[stop] == '.' &&
	    s.p[stop + 1] >= 'a')
		for (; stop < s.n && (s.p[stop] == '.' || (s.p[stop] >= 'a' && s.p[stop] <= 'z'));
		     stop++)
			;
	stop -= stop > start && s.p[stop - 1] == '.';
	if (pictured || (stop < s.n && s.p[stop] == '/')) /* "Copyright Ann Lee/AP" */
		return bs_span(NULL, 0);
	return stop > start ? bs_span_cut(s, start, stop) : bs_span(NULL, 0);
}

/* What of a block claims rights: behind its © or "copyright", or all where rights are reserved. */
static struct bs_span
claim(const struct bs_page *page, size_t block)
{
	static const char name[][12] = {"copyright", "rights", "reserved"};
	const struct bs_block_facts *f = &page->facts[block];
	const uint32_t *word = page->word + f->word_at;
	struct bs_span s = bs_page_block(page, block);
	uint32_t sought[3], last = 0;
	struct bs_word w;
	size_t i, n;

	if (f->nword > CLAIM_WORDS)
		return bs_span(NULL, 0);
	for (i = 0; f->npipe > 0 && i + 1 < s.n && i < CLAIM_BYTES; i++) /* © is counted so */
		if (s.p[i] == '\xc2' && s.p[i + 1] == '\xa9')
			return bs_span_cut(s, i + 2, s.n);
	for (i = 0; i < 3; i++)
		sought[i] = bs_word_short(bs_word_hash(name[i], strlen(name[i]), sizeof name[i]));
	for (n = 0; n < f->nsample; n++, last = word[n - 1] & ~1U) {
		if ((word[n] & ~1U) == sought[0]) {
			for (i = 0, n++; n > 0 && bs_word_next(s, &i, &w); n--)
				;
			return bs_span_cut(s, i, s.n);
		}
		if (last == sought[1] && (word[n] & ~1U) == sought[2])
			return s;
	}
	return bs_span(NULL, 0);
}

/* A name that is a word of the language, too ("Science"), is an outlet's only behind a headline. */
static bool
is_plain_word(struct bs_span name)
{
	char low[16];

	if (name.n > sizeof low)
		return false;
	for (size_t i = 0; i < name.n; i++)
		low[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] | 32 : name.p[i]);
	return bs_wordset_has(&bs_data_english_words, bs_span(low, name.n));
}

/* The outlet, where the title did not name it: a copyright line, or its name alone in a line. */
static struct bs_finding
find_outlet(const struct bs_page *page)
{
	struct bs_finding f = {0}, c = {0};
	size_t i;

	for (i = 0; i < page->n; i++) {
		const struct bs_block_facts *b = &page->facts[i];
		struct bs_span s = bs_page_block(page, i), name;

		if (page->block[i].cls != BS_BLOCK_BOILERPLATE)
			continue;
		if (f.value.n == 0 && b->nword <= TAIL_WORDS && bs_outlet_known(s).n &&
		    !is_plain_word(s))
			f = finding(page, "outlet", s, "name-alone", 70);
		if ((s = claim(page, i)).n == 0)
			continue;
		name = copyright_holder(s);
		if (name.n > 1) /* the last: earlier ones are of pictures */
			c = finding(page, "outlet", name, "copyright", 80);
	}
	return c.value.n ? c : f;
}

/* How well the date in block i would do as the article's; 0: not at all. */
static int
date_worth(const struct bs_page *page, size_t i, size_t body)
{
	const struct bs_block_facts *f = &page->facts[i];
	uint32_t cue = f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY];
	int v = 0;

	switch (page->block[i].cls) {
	case BS_BLOCK_DATE:
		v = f->date == BS_IS_DATE ? 20 : 14;
		break;
	case BS_BLOCK_BYLINE:
		v = 16;
		break;
	case BS_BLOCK_TITLE:
		v = 10;
		break;
	case BS_BLOCK_BOILERPLATE:
	case BS_BLOCK_CAPTION:
		if (i < body && f->date == BS_IS_DATE)
			v = 6;
		if (cue & (1U << BS_CUE_date | 1U << BS_CUE_update) && i < body + 40)
			v = 12;
		break;
	case BS_BLOCK_BODY: /* a standfirst that ends with it */
		if (i <= body + 1 &&
		    page->block[i].start + f->date_at + f->date_len + 1 >= page->block[i].stop)
			v = 11;
		break;
	default:
		break;
	}
	if (v == 0 || f->when.year == 0)
		return 0;
	v += cue & 1U << BS_CUE_update ? 0 : cue & 1U << BS_CUE_date ? 3 : 1;
	return bs_date_is_day(&f->when) ? v : v / 2;
}

static struct bs_finding
date_finding(
    const struct bs_page *page, size_t block, size_t at, size_t len, const struct bs_date *d)
{
	struct bs_finding f = {.cls = "date", .start = page->block[block].start + at};
	struct bs_buf b = {0};

	bs_date_write(&b, d);
	f.value = bs_arena_copy(page->arena, bs_buf_view(&b));
	f.stop = f.start + len;
	bs_buf_free(&b);
	return f;
}

/* The date in the dateline of the first body block: "LISBON, March 3, 2024 (Agency) - ". */
static struct bs_finding
dateline(const struct bs_page *page, size_t body)
{
	struct bs_finding f = {0};
	struct bs_span s = bs_page_block(page, body);
	struct bs_word w;
	struct bs_date d;
	size_t i = 0, n = 0, len = 0;

	while (len == 0 && n++ < DATELINE_WORDS && bs_word_next(s, &i, &w)) {
		const struct bs_block_word *lex = bs_block_word_find(w.hash);

		if (n == 1 && !w.upper) /* the place, in capitals */
			return f;
		if (w.number || (lex && lex->group >> BS_GROUP_MONTH & 1))
			len = bs_block_date(bs_span_cut(s, w.start, s.n), &d);
	}
	if (len == 0 || !bs_date_is_day(&d))
		return f;
	f = date_finding(page, body, w.start, len, &d);
	f.why = "dateline";
	f.percent = 90;
	return f;
}

static struct bs_finding
find_date(const struct bs_page *page)
{
	struct bs_finding f = {0};
	size_t i, best = page->n, body = 0;
	int worth = 0;

	while (body < page->n && page->block[body].cls != BS_BLOCK_BODY)
		body++;
	for (i = 0; i < page->n; i++)
		if (page->facts[i].date != BS_NO_DATE) {
			int v = date_worth(page, i, body);

			if (v > worth) {
				worth = v;
				best = i;
			}
		}
	if (worth <= 10 && body < page->n)
		f = dateline(page, body);
	if (f.value.n > 0 || best == page->n)
		return f;
	f = date_finding(page, best, page->facts[best].date_at, page->facts[best].date_len,
	    &page->facts[best].when);
	f.why = worth > 16 ? "date-line" : "date-in-line";
	f.percent = worth > 20 ? 98 : worth > 16 ? 95 : worth > 10 ? 80 : 50;
	return f;
}

static struct bs_finding
author_in(const struct bs_page *page, size_t block)
{
	struct bs_finding f = {.cls = "author", .percent = page->block[block].percent};
	size_t from, to;

	f.value = bs_byline_names(page, block, &from, &to);
	f.start = page->block[block].start + from;
	f.stop = page->block[block].start + to;
	f.why = strcmp(page->block[block].why, "biography") == 0 ? "biography" : "byline";
	return f;
}

/* The first byline's names; a house's goes into *house. */
static struct bs_finding
find_author(const struct bs_page *page, struct bs_finding *house)
{
	struct bs_finding f;
	size_t i;

	for (i = 0; i < page->n; i++) {
		if (page->block[i].cls != BS_BLOCK_BYLINE)
			continue;
		f = author_in(page, i);
		if (f.value.n == 0 || bs_byline_is_page(f.value))
			continue;
		if (!bs_byline_is_house(f.value))
			return f;
		if (house->value.n == 0)
			*house = f;
	}
	for (i = 0; i < page->n; i++) {
		if (page->block[i].cls != BS_BLOCK_DATE || !bs_byline_inside(page, i))
			continue;
		f = author_in(page, i);
		if (f.value.n > 0 && !bs_byline_is_page(f.value) && !bs_byline_is_house(f.value))
			return f;
	}
	return (struct bs_finding){0};
}

void
bs_meta_find(struct bs_structure *out, const struct bs_page *page)
{
	struct bs_span outlet = {NULL, 0}, title;
	struct bs_finding f, house = {0};
	bool sure = false;
	size_t i;

	out->meta = bs_arena_zalloc(page->arena, MAX_META, sizeof *out->meta);
	if (bs_language_find(page, &f))
		add(out, f);
	for (i = 0; i < page->n && page->block[i].cls != BS_BLOCK_TITLE; i++)
		;
	if (i < page->n) {
		title = bs_trim(bs_headline(page, bs_page_block(page, i), &outlet, &sure));
		add(out, finding(page, "title", title, page->block[i].why, page->block[i].percent));
	}
	add(out, find_author(page, &house));
	add(out, find_date(page));
	f = sure ? finding(page, "outlet", outlet, "title", 95) : find_outlet(page);
	if (f.value.n == 0 && outlet.n > 0)
		f = finding(page, "outlet", outlet, "title", 60);
	if (f.value.n == 0 && house.value.n > 0) {
		f = house;
		f.cls = "outlet";
		f.percent = 60;
	}
	if (bs_outlet_known(f.value).n)
		f.value = bs_outlet_known(f.value);
	add(out, f);
}
