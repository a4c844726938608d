/* block_rules: see block_rules.h */
#include "normalize/block_rules.h"

#include "normalize/meta.h"

#define CUE(c) (1U << BS_CUE_##c)

/* Words of page furniture, whatever stands around them. */
static const uint32_t furniture = CUE(share) | CUE(account) | CUE(legal) | CUE(nav) | CUE(media) |
    CUE(advert) | CUE(count) | CUE(chair);

static void
set(struct bs_page *page, size_t i, enum bs_block_class cls, const char *why)
{
	page->block[i].cls = cls;
	page->block[i].why = why;
	page->block[i].percent = -1;
}

/* As the model has it; its confidence is in place already. */
static void
model(struct bs_page *page, size_t i, enum bs_block_class cls)
{
	page->block[i].cls = cls;
	page->block[i].why = "model";
}

static bool
starts_with(const struct bs_block_facts *f, uint32_t cues)
{
	return ((f->cue[BS_WHERE_WHOLE] | f->cue[BS_WHERE_START]) & cues) != 0;
}

static bool
is_sentence(const struct bs_block_facts *f)
{
	return f->end == BS_END_STOP || f->end == BS_END_ASK || f->end == BS_END_STOP_QUOTE ||
	    f->end == BS_END_ELLIPSIS;
}

/* Two to four capitalised words and nothing else: what a name alone in a line looks like. */
static bool
is_name(const struct bs_block_facts *f)
{
	return f->nword >= 2 && f->nword <= 4 && f->head == BS_HEAD_UPPER && f->end == BS_END_WORD &&
	    f->ncapital + 1U >= f->nword && f->nnumber == 0 && f->ncomma == 0 && f->npipe == 0 &&
	    f->group[BS_GROUP_STOP] == 0 && f->group[BS_GROUP_UI] == 0 &&
	    (f->cue[BS_WHERE_WHOLE] | f->cue[BS_WHERE_START]) == 0;
}

/* A name of two words or more, or an agency: what a byline needs that does not say "by". */
static bool
names_someone(const struct bs_page *page, size_t i)
{
	const struct bs_block_facts *f = &page->facts[i];
	struct bs_span s;
	size_t from, to;

	if ((f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY] | f->cue[BS_WHERE_WHOLE]) &
	    (CUE(byline) | CUE(bio)))
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
	if (names_someone(page, i))
		model(page, i, BS_BLOCK_BYLINE);
	else
		set(page, i, before ? BS_BLOCK_HEADING : BS_BLOCK_BOILERPLATE, "no-name");
}

/* A caption so long, and a sentence, says whose picture it is; else it is text.  So does any in a bare page. */
static void
caption(struct bs_page *page, size_t i, bool bare)
{
	const struct bs_block_facts *f = &page->facts[i];
	uint32_t cue = f->cue[BS_WHERE_START] | f->cue[BS_WHERE_ANY] | f->cue[BS_WHERE_TAIL];

	if ((f->nword >= 25 || bare) && is_sentence(f) && !(cue & CUE(caption)))
		set(page, i, BS_BLOCK_BODY, "no-credit");
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
	if (f->nword < 5 || f->nword > 30 || is_sentence(f) ||
	    (a && (a->end == BS_END_COLON || page->block[i - 1].cls == BS_BLOCK_LIST)))
		set(page, i, BS_BLOCK_LIST, "bullet");
	else
		set(page, i, BS_BLOCK_RELATED, "bullet-headline");
	return true;
}

/* What the article's own blocks are. */
static void
inside(struct bs_page *page, size_t i, uint8_t state, bool bare)
{
	const struct bs_block_facts *f = &page->facts[i];

	if (bullet(page, i))
		return;
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
		if (starts_with(f, CUE(related) | CUE(teaser)))
			set(page, i, BS_BLOCK_RELATED, "phrase");
		else
			model(page, i, BS_BLOCK_BOILERPLATE);
	}
}

/* What stands after the article: `mode` is the part of the page we are in. */
static enum bs_block_class
behind(struct bs_page *page, size_t i, enum bs_block_class mode)
{
	const struct bs_block_facts *f = &page->facts[i];
	bool is_comment = f->cue[BS_WHERE_WHOLE] & CUE(comment) ||
	    (f->cue[BS_WHERE_START] & CUE(comment) && f->nword <= 8);
	bool is_related = f->cue[BS_WHERE_WHOLE] & CUE(related) ||
	    (f->cue[BS_WHERE_START] & CUE(related) && f->nword <= 6);

	if (is_comment) {
		set(page, i, BS_BLOCK_COMMENT, "phrase");
		return BS_BLOCK_COMMENT;
	}
	if (is_related) {
		set(page, i, BS_BLOCK_RELATED, "phrase");
		return BS_BLOCK_RELATED;
	}
	if (starts_with(f, furniture) || f->cue[BS_WHERE_ANY] & (CUE(legal) | CUE(account)) ||
	    f->cue[BS_WHERE_TAIL] & CUE(nav))
		set(page, i, BS_BLOCK_BOILERPLATE, "phrase");
	else if (mode != BS_BLOCK_BOILERPLATE)
		set(page, i, mode, mode == BS_BLOCK_COMMENT ? "comments" : "after-heading");
	else if (f->nword >= 5 && f->head != BS_HEAD_SYMBOL)
		set(page, i, BS_BLOCK_RELATED, "after-end");
	else
		model(page, i, BS_BLOCK_BOILERPLATE);
	return mode;
}

/* A date, or a name beside one, right behind the article. */
static void
signature(struct bs_page *page, const uint8_t *state)
{
	size_t i, k;

	for (i = 1; i < page->n && (state[i] != BS_STATE_POST || state[i - 1] == BS_STATE_POST); i++)
		;
	for (k = i; k < page->n && k < i + 3; k++) {
		const struct bs_block_facts *f = &page->facts[k];

		if (f->date == BS_IS_DATE)
			set(page, k, BS_BLOCK_DATE, "after-end");
		else if (is_name(f) &&
		    ((k > i && page->facts[k - 1].date == BS_IS_DATE) ||
		        (k + 1 < page->n && page->facts[k + 1].date == BS_IS_DATE)))
			set(page, k, BS_BLOCK_BYLINE, "name-by-date");
		else if (starts_with(f, CUE(byline)) && f->nword <= 8)
			set(page, k, BS_BLOCK_BYLINE, "phrase");
		else
			break;
	}
}

static bool
may_be_title(const struct bs_block_facts *f)
{
	return f->nword >= 3 && f->nword <= 30 && f->end != BS_END_COMMA && f->end != BS_END_STOP &&
	    f->date != BS_IS_DATE && f->head != BS_HEAD_BULLET && f->cue[BS_WHERE_WHOLE] == 0;
}

/* The model saw no title: the first block that could be one, if the article is near. */
static void
find_title(struct bs_page *page, const uint8_t *state)
{
	size_t i;

	for (i = 0; i < page->n; i++)
		if (state[i] == BS_STATE_TITLE)
			return;
	if (page->n < 2 || !may_be_title(&page->facts[0]))
		return;
	for (i = 1; i < page->n && i < 8; i++)
		if (page->block[i].cls == BS_BLOCK_BODY && page->facts[i].nword >= 15) {
			set(page, 0, BS_BLOCK_TITLE, "first-line");
			return;
		}
}

/* Lines that say the title again, with or without the site's name: titles, where they stand before the text. */
static void
title_copies(struct bs_page *page)
{
	uint64_t hash[2] = {0, 0};
	struct bs_span outlet = {NULL, 0}, s;
	size_t i, t;
	bool sure;

	for (t = 0; t < page->n && page->block[t].cls != BS_BLOCK_TITLE; t++)
		;
	if (t == page->n)
		return;
	s = bs_headline(page, bs_page_block(page, t), &outlet, &sure);
	hash[0] = page->facts[t].hash;
	hash[1] = bs_block_hash(s);
	for (i = t + 1; i < page->n && i < t + 12; i++) {
		if (page->facts[i].hash != 0 &&
		    (page->facts[i].hash == hash[0] || page->facts[i].hash == hash[1]) &&
		    page->block[i].cls != BS_BLOCK_RELATED && page->block[i].cls != BS_BLOCK_COMMENT)
			set(page, i, BS_BLOCK_TITLE, "title-copy");
	}
}

/* Small things beside others: a picture's name beside its credit, furniture at the end, a biography. */
static void
by_neighbours(struct bs_page *page)
{
	size_t i, last = 0;

	for (i = 0; i < page->n; i++)
		if (page->block[i].cls == BS_BLOCK_BODY || page->block[i].cls == BS_BLOCK_LIST)
			last = i;
	for (i = 0; i < page->n; i++) {
		const struct bs_block_facts *f = &page->facts[i];
		enum bs_block_class cls = page->block[i].cls;

		if (cls == BS_BLOCK_HEADING && f->head == BS_HEAD_LOWER && f->nword <= 6 &&
		    i + 1 < page->n && page->block[i + 1].cls == BS_BLOCK_CAPTION)
			set(page, i, BS_BLOCK_CAPTION, "by-caption");
		if (cls == BS_BLOCK_DATE && f->date == BS_NO_DATE && f->nword > 12)
			set(page, i, BS_BLOCK_BODY, "no-date");
		if (i + 2 >= last && i >= last && cls == BS_BLOCK_BODY && f->nword <= 16 &&
		    starts_with(f, CUE(share) | CUE(account) | CUE(legal) | CUE(comment)))
			set(page, i, BS_BLOCK_BOILERPLATE, "phrase");
		else if (i >= last && cls == BS_BLOCK_BODY && f->nword <= 30 && i > 0 &&
		    f->cue[BS_WHERE_ANY] & CUE(bio))
			set(page, i, BS_BLOCK_BYLINE, "biography");
	}
}

void
bs_block_rules(struct bs_page *page, const uint8_t *state, const uint8_t *percent)
{
	enum bs_block_class mode = BS_BLOCK_BOILERPLATE;
	bool bare = true; /* nothing but the article */
	size_t i;

	for (i = 0; i < page->n; i++)
		if (state[i] == BS_STATE_PRE || state[i] == BS_STATE_GAP || state[i] == BS_STATE_POST)
			bare = false;
	for (i = 0; i < page->n; i++) {
		page->block[i].percent = percent[i];
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
	signature(page, state);
	find_title(page, state);
	title_copies(page);
	by_neighbours(page);
}
