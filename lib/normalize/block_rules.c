/* block_rules: see block_rules.h */
#include "normalize/block_rules.h"

#define CUE(c) (1U << BS_CUE_##c)

/* Words of page furniture, whatever stands around them. */
static const uint32_t furniture = CUE(share) | CUE(account) | CUE(legal) | CUE(nav) | CUE(media) |
    CUE(advert) | CUE(count) | CUE(chair);

static void
set(struct bs_page *page, size_t i, enum bs_block_class cls, const char *why)
{
	page->block[i].cls = cls;
	page->block[i].why = why;
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

/* What the article's own blocks are. */
static void
inside(struct bs_page *page, size_t i, uint8_t state)
{
	const struct bs_block_facts *f = &page->facts[i];

	if (f->head == BS_HEAD_BULLET && (state == BS_STATE_BODY || state == BS_STATE_HEADING ||
	                                  state == BS_STATE_LIST || state == BS_STATE_GAP)) {
		if (is_sentence(f) || (i > 0 && page->facts[i - 1].end == BS_END_COLON))
			set(page, i, BS_BLOCK_LIST, "bullet");
		else
			set(page, i, BS_BLOCK_RELATED, "bullet-headline");
		return;
	}
	if (state == BS_STATE_BODY)
		set(page, i, BS_BLOCK_BODY, "model");
	else if (state == BS_STATE_HEADING)
		set(page, i, BS_BLOCK_HEADING, "model");
	else if (state == BS_STATE_LIST)
		set(page, i, BS_BLOCK_LIST, "model");
	else if (state == BS_STATE_CAPTION)
		set(page, i, BS_BLOCK_CAPTION, "model");
	else if (state == BS_STATE_BYLINE)
		set(page, i, BS_BLOCK_BYLINE, "model");
	else if (state == BS_STATE_DATE)
		set(page, i, BS_BLOCK_DATE, "model");
	else if (starts_with(f, CUE(related) | CUE(teaser)))
		set(page, i, BS_BLOCK_RELATED, "phrase");
	else
		set(page, i, BS_BLOCK_BOILERPLATE, "model");
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
		set(page, i, BS_BLOCK_BOILERPLATE, "model");
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

void
bs_block_rules(struct bs_page *page, const uint8_t *state, const struct bs_structure_options *o)
{
	enum bs_block_class mode = BS_BLOCK_BOILERPLATE;
	size_t i;

	(void)o;
	for (i = 0; i < page->n; i++)
		switch (state[i]) {
		case BS_STATE_PRE:
			set(page, i, BS_BLOCK_BOILERPLATE, "model");
			break;
		case BS_STATE_TITLE:
			set(page, i, BS_BLOCK_TITLE, "model");
			break;
		case BS_STATE_BYLINE0:
			set(page, i, BS_BLOCK_BYLINE, "model");
			break;
		case BS_STATE_DATE0:
			set(page, i, BS_BLOCK_DATE, "model");
			break;
		case BS_STATE_CAPTION0:
			set(page, i, BS_BLOCK_CAPTION, "model");
			break;
		case BS_STATE_POST:
			mode = behind(page, i, mode);
			break;
		default:
			inside(page, i, state[i]);
		}
	signature(page, state);
	find_title(page, state);
}
