/* block_rules: see block_rules.h */
#include "normalize/block_rules.h"

#include "broadsheet/utf8.h"
#include "normalize/meta.h"

enum { ATTRIBUTION = 8 }; /* words that a speaker behind a dash has at most */

/* Words of page furniture, whatever stands around them. */
static const uint32_t furniture = BS_CUE(share) | BS_CUE(account) | BS_CUE(legal) | BS_CUE(nav) |
				  BS_CUE(media) | BS_CUE(advert) | BS_CUE(count) | BS_CUE(chair) |
				  BS_CUE(credit);

/* As the model has it; its confidence is in place already. */
static void
model(struct bs_page *page, size_t i, enum bs_block_class cls)
{
	page->block[i].cls = cls;
	page->block[i].why = "model";
}

bool
bs_block_names_someone(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	struct bs_span s;
	size_t from, to;

	if ((f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY] | f->cue[BS_WHERE_WHOLE]) &
	    (BS_CUE(byline) | BS_CUE(bio)))
		return true;
	s = bs_byline_names(page, i, &from, &to);
	for (from = to = 0; from < s.n; from++)
		if (s.p[from] == ';')
			to = 0;
		else if (s.p[from] == ' ' && from > 0 && s.p[from - 1] != ';')
			return true;
	return false;
}

static void
byline(struct bs_page *page, size_t i, bool before)
{
	const struct bs_block_facts *f = &page->facts[i];

	if (f->nupper == f->nword && f->ncomma > 0 && f->cue[BS_WHERE_START] == 0)
		bs_block_set(page, i, BS_BLOCK_BODY, "place"); /* ROTTERDAM, THE NETHERLANDS */
	else if (bs_block_names_someone(page, i))
		model(page, i, BS_BLOCK_BYLINE);
	else if (f->npipe > 1)
		bs_block_set(page, i, BS_BLOCK_BOILERPLATE, "bars");
	else
		bs_block_set(page, i, before ? BS_BLOCK_HEADING : BS_BLOCK_BOILERPLATE, "no-name");
}

/* A caption so long, and a sentence, says whose picture it is; else it is text.  In a bare page it
 * is a standfirst. */
static void
caption(struct bs_page *page, size_t i, bool bare)
{
	const struct bs_block_facts *f = &page->facts[i];
	uint32_t cue = f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY] | f->cue[BS_WHERE_TAIL];

	if (f->cue[BS_WHERE_START] & BS_CUE(byline) && !(cue & BS_CUE(caption)) && f->nword <= 10)
		bs_block_set(page, i, BS_BLOCK_BYLINE, "phrase");
	else if ((f->nword >= 25 || (bare && i <= 2)) && bs_block_is_sentence(f) &&
		 !(cue & BS_CUE(caption)))
		bs_block_set(page, i, BS_BLOCK_BODY, "no-credit");
	else
		model(page, i, BS_BLOCK_CAPTION);
}

/* Is the line a bullet, and in the text's own hand rather than a link to elsewhere? */
static bool
bullet(struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i], *a = i > 0 ? f - 1 : NULL;

	if (f->head != BS_HEAD_BULLET || f->date != BS_NO_DATE || f->nat > 0)
		return false;
	if (f->nword < 5 || f->nword > 30 || f->end == BS_END_STOP || f->end == BS_END_STOP_QUOTE ||
	    f->end == BS_END_COMMA ||
	    (a && (a->end == BS_END_COLON || page->block[i - 1].cls == BS_BLOCK_LIST ||
		      page->block[i - 1].cls == BS_BLOCK_TITLE)))
		bs_block_set(page, i, BS_BLOCK_LIST, "bullet");
	else
		bs_block_set(page, i, BS_BLOCK_RELATED, "bullet-headline");
	return true;
}

/* The number before the point or bracket that a block starts with, "3. Bake"; 0: none. */
static unsigned
item_number(const struct bs_page *page, size_t i)
{
	struct bs_span s = bs_page_block(page, i);
	unsigned v = 0;
	size_t k = 0;

	for (; k < s.n && k < 3 && s.p[k] >= '0' && s.p[k] <= '9'; k++)
		v = 10 * v + (unsigned)(s.p[k] - '0');
	return s.n - k > 2 && (s.p[k] == '.' || s.p[k] == ')') && s.p[k + 1] == ' ' ? v : 0;
}

/* One of items that are counted one after the other, without text between them. */
static bool
numbered(struct bs_page *page, size_t i)
{
	unsigned v = page->facts[i].head == BS_HEAD_DIGIT ? item_number(page, i) : 0;

	if (v == 0 || !((i > 0 && v > 1 && item_number(page, i - 1) == v - 1) ||
			  (i + 1 < page->n && item_number(page, i + 1) == v + 1)))
		return false;
	bs_block_set(page, i, BS_BLOCK_LIST, "numbered");
	return true;
}

/* "Read more", "READ MORE: Ice road opens", "Lesen Sie auch: ...": a link to another article. */
static bool
links_elsewhere(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	struct bs_span s = bs_page_block(page, i);
	const char *colon = memchr(s.p, ':', s.n < 24 ? s.n : 24);

	if (f->nword > 24)
		return false;
	if (bs_block_starts_with(f, BS_CUE(related)) && !bs_block_is_sentence(f))
		return true;
	return f->cue[BS_WHERE_START] & BS_CUE(teaser) && colon != NULL && f->end != BS_END_COLON;
}

/* "PUBLISHED: September 3, 2024 at 6:12 a.m. | UPDATED: ...": dates and next to nothing else. */
static bool
says_when(const struct bs_block_facts *f)
{
	return f->date != BS_NO_DATE && f->nword <= 24 && f->date_at <= 16 &&
	       f->cue[BS_WHERE_START] & (BS_CUE(date) | BS_CUE(update)) &&
	       3 * f->nnumber >= f->nword;
}

/* "14.10 GMT" over an entry of a live page. */
static bool
is_time(const struct bs_page *page, size_t i)
{
	struct bs_span s = bs_page_block(page, i);
	struct bs_date d = {.zone = BS_DATE_NO_ZONE};

	return page->facts[i].nnumber > 0 && page->facts[i].nword <= 4 &&
	       bs_time_parse(s, &d) == s.n;
}

/* What the article's own blocks are. */
static void
inside(struct bs_page *page, size_t i, uint8_t state, bool bare)
{
	const struct bs_block_facts *f = &page->facts[i];

	if (bullet(page, i) || (state != BS_STATE_GAP && numbered(page, i)))
		return;
	if (f->npipe > 1 && !bs_block_is_sentence(f) && f->nsentence == 0) {
		bs_block_set(page, i, BS_BLOCK_BOILERPLATE, "bars");
		return;
	}
	if (state != BS_STATE_GAP &&
	    ((f->date == BS_IS_DATE && !bs_block_is_sentence(f)) || says_when(f))) {
		bs_block_set(page, i, BS_BLOCK_DATE, "date-line");
		return;
	}
	if (is_time(page, i)) {
		bs_block_set(page, i, BS_BLOCK_DATE, "time-line");
		return;
	}
	if (links_elsewhere(page, i)) {
		bs_block_set(page, i, BS_BLOCK_RELATED, "phrase");
		return;
	}
	if (f->nword <= 6 && f->cue[BS_WHERE_START] & BS_CUE(caption) &&
	    f->group[BS_GROUP_SAID] == 0 && f->nword > 1 && state == BS_STATE_BODY) {
		bs_block_set(page, i, BS_BLOCK_CAPTION, "phrase");
		return;
	}
	switch (state) {
	case BS_STATE_BODY:
		model(page, i, BS_BLOCK_BODY);
		break;
	case BS_STATE_HEADING:
		model(page, i, BS_BLOCK_HEADING);
		break;
	case BS_STATE_LIST:
		model(page, i, BS_BLOCK_LIST);
		break;
	case BS_STATE_CAPTION:
		caption(page, i, bare);
		break;
	case BS_STATE_BYLINE:
		byline(page, i, false);
		break;
	case BS_STATE_DATE:
		model(page, i, BS_BLOCK_DATE);
		break;
	default:
		model(page, i, BS_BLOCK_BOILERPLATE);
	}
}

/* “The best bread in town” — Dan Ortiz, Hill Street */
static bool
is_attributed(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	struct bs_span s = bs_page_block(page, i), name;
	size_t at = s.n, k, words = 1;
	int32_t cp = 0;

	if (f->head != BS_HEAD_QUOTE || f->nsample == BS_SAMPLE || s.n < 8)
		return false;
	while (at > 3 && memcmp(s.p + at - 3, "\xe2\x80\x9d", 3) != 0)
		at--;
	name = bs_trim(bs_span_cut(s, at, s.n));
	if (at <= 3 || name.n == 0)
		return false;
	k = bs_utf8_decode(name, &cp);
	if (cp == '-' && name.n > 1 && name.p[1] == '-')
		k++;
	if (cp != '-' && (cp < 0x2012 || cp > 0x2015))
		return false;
	name = bs_trim(bs_span_cut(name, k, name.n));
	for (k = 0; k < name.n; k++)
		words += name.p[k] == ' ';
	return name.n > 1 && words <= ATTRIBUTION && (bs_utf8_decode(name, &cp), bs_is_upper(cp));
}

/* What stands after the article: `mode` is the part of the page we are in. */
static enum bs_block_class
behind(struct bs_page *page, size_t i, enum bs_block_class mode)
{
	const struct bs_block_facts *f = &page->facts[i];
	bool is_comment = f->cue[BS_WHERE_WHOLE] & BS_CUE(comment) ||
			  (f->cue[BS_WHERE_START] & BS_CUE(comment) &&
			      f->nword <= (f->nnumber ? 24 : 8));
	bool is_related = f->cue[BS_WHERE_WHOLE] & BS_CUE(related) ||
			  (f->cue[BS_WHERE_START] & BS_CUE(related) && f->nword <= 6);

	if (is_comment) {
		bs_block_set(page, i, BS_BLOCK_COMMENT, "phrase");
		return BS_BLOCK_COMMENT;
	}
	if (is_related) {
		bs_block_set(page, i, BS_BLOCK_RELATED, "phrase");
		return BS_BLOCK_RELATED;
	}
	if (i > 0 && page->block[i - 1].cls == BS_BLOCK_BODY && is_attributed(page, i)) {
		bs_block_set(page, i, BS_BLOCK_BODY, "attributed");
		return mode;
	}
	if (mode == BS_BLOCK_BOILERPLATE && f->cue[BS_WHERE_START] & BS_CUE(caption) &&
	    f->nword <= 8 && !(f->cue[BS_WHERE_WHOLE]))
		bs_block_set(page, i, BS_BLOCK_CAPTION, "phrase");
	else if (bs_block_starts_with(f, furniture) ||
		 f->cue[BS_WHERE_ANY] & (BS_CUE(legal) | BS_CUE(account)) ||
		 f->cue[BS_WHERE_TAIL] & BS_CUE(nav))
		bs_block_set(page, i, BS_BLOCK_BOILERPLATE, "phrase");
	else if (mode != BS_BLOCK_BOILERPLATE)
		bs_block_set(
		    page, i, mode, mode == BS_BLOCK_COMMENT ? "comments" : "after-heading");
	else if (f->nword >= 5 && f->head != BS_HEAD_SYMBOL)
		bs_block_set(page, i, BS_BLOCK_RELATED, "after-end");
	else
		model(page, i, BS_BLOCK_BOILERPLATE);
	return mode;
}

void
bs_block_rules(struct bs_page *page, const uint8_t *state, const uint8_t *percent)
{
	enum bs_block_class mode = BS_BLOCK_BOILERPLATE;
	bool bare = true; /* nothing but the article */
	size_t i;

	for (i = 0; i < page->n; i++)
		if (state[i] == BS_STATE_PRE || state[i] == BS_STATE_GAP ||
		    state[i] == BS_STATE_POST)
			bare = false;
	for (i = 0; i < page->n; i++) {
		page->block[i].percent = percent[i];
		if (page->facts[i].nword == 0 && state[i] != BS_STATE_POST) {
			bs_block_set(page, i, BS_BLOCK_BOILERPLATE, "no-words");
			continue;
		}
		switch (state[i]) {
		case BS_STATE_PRE:
			model(page, i, BS_BLOCK_BOILERPLATE);
			break;
		case BS_STATE_TITLE:
			model(page, i, BS_BLOCK_TITLE);
			break;
		case BS_STATE_BYLINE0:
			byline(page, i, true);
			break;
		case BS_STATE_DATE0:
			model(page, i, BS_BLOCK_DATE);
			break;
		case BS_STATE_CAPTION0:
			caption(page, i, bare);
			break;
		case BS_STATE_POST:
			mode = behind(page, i, mode);
			break;
		default:
			inside(page, i, state[i], bare);
		}
	}
}
