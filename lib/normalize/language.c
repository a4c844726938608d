/* language: which language a page is in; see meta.h */
#include "normalize/meta.h"

#include "broadsheet/table.h"
#include "broadsheet/utf8.h"

extern const struct bs_table bs_data_language_scripts;

enum { LOOK_AT = 16384, MAX_SCRIPTS = 64 };

static uint32_t
hex(struct bs_span s)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < s.n; i++)
		v = v << 4 | (uint32_t)(s.p[i] <= '9' ? s.p[i] - '0' : (s.p[i] | 0x20) - 'a' + 10);
	return v;
}

/* The row of language-scripts.tsv that most letters of the text's beginning are in. */
static uint32_t
main_script(struct bs_span text, unsigned *percent)
{
	const struct bs_table *t = &bs_data_language_scripts;
	uint32_t first[MAX_SCRIPTS], last[MAX_SCRIPTS], count[MAX_SCRIPTS] = {0}, r, best = 0,
							all = 0;
	uint32_t n = t->nrow < MAX_SCRIPTS ? t->nrow : MAX_SCRIPTS;
	size_t i, k;
	int32_t cp;

	for (r = 0; r < n; r++) {
		first[r] = hex(bs_table_cell(t, r, 0));
		last[r] = hex(bs_table_cell(t, r, 1));
	}
	for (i = 0; i < text.n && i < LOOK_AT; i += k) {
		k = bs_utf8_decode(bs_span_cut(text, i, text.n), &cp);
		if (cp < 0 || !bs_is_letter(cp))
			continue;
		all++;
		for (r = 0; cp >= 0x370 && r < n; r++)
			count[r] += (uint32_t)cp >= first[r] && (uint32_t)cp <= last[r];
	}
	for (r = 1; r < n; r++)
		if (count[r] > count[best])
			best = r;
	/* a little kana is enough: what else is there in Japanese is Chinese characters */
	for (r = 0; r < n; r++)
		if (first[r] == 0x3040 && first[best] == 0x4e00 && count[r] * 8 > count[best]) {
			count[r] += count[best];
			best = r;
		}
	*percent = all ? 100 * count[best] / all : 0;
	return *percent >= 30 ? best : BS_NOROW;
}

bool
bs_language_find(const struct bs_page *page, struct bs_finding *f)
{
	uint32_t best = 0, second = 0, i, row;
	unsigned percent;

	for (i = 1; i < bs_block_nlanguage; i++)
		if (page->language[i] > page->language[best])
			best = i;
	for (i = 0; i < bs_block_nlanguage; i++)
		if (i != best && page->language[i] > second)
			second = page->language[i];
	*f = (struct bs_finding){.cls = "language", .stop = page->text.n};
	if (page->language[best] > second && 12 * page->language[best] >= page->nword) {
		f->value = bs_span_str(bs_block_language[best]);
		f->why = "function-words";
		f->percent = (int)(100 * page->language[best] / (page->language[best] + second));
		return true;
	}
	row = main_script(page->text, &percent);
	if (row == BS_NOROW)
		return false;
	f->value = bs_table_cell(&bs_data_language_scripts, row, 2);
	f->why = "script";
	f->percent = (int)percent;
	return true;
}
