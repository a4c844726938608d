/* items: the numbers and letters of a list in a line: 1. 2) a. b); see split.h */
#include "segment/split.h"

enum { LIST_NUMBER = 256 /* a list's 1 is 257, its a is 97 */ };

/* The number a list's item begins with at i (1. 1) 1.) a. a)), 0 where none; *mark its mark, *text
 * where its text begins. */
static unsigned
list_number(const struct bs_split *s, size_t i, char *mark, size_t *text)
{
	unsigned v = 0;
	size_t j = i;

	if (j < s->n && bs_is_alpha(s->p[j])) {
		v = (unsigned)(unsigned char)s->p[j++];
	} else {
		while (j < s->n && j < i + 3 && bs_is_09(s->p[j]))
			v = v * 10 + (unsigned)(s->p[j++] - '0');
		if (j == i)
			return 0;
		v += LIST_NUMBER;
	}
	if (j >= s->n || (s->p[j] != '.' && s->p[j] != ')'))
		return 0;
	*mark = s->p[j++];
	if (*mark == '.' && j < s->n && s->p[j] == ')')
		j++;
	*text = j + 1;
	return j + 1 < s->n && s->p[j] == ' ' ? v : 0;
}

void
bs_split_begin_item(struct bs_split *s)
{
	unsigned before = s->list;

	s->list = list_number(s, s->head, &s->list_mark, &s->list_text);
	if (s->list == 0 || s->list > LIST_NUMBER)
		s->outer = 0;
	else if (before > LIST_NUMBER)
		s->outer = before;
}

bool
bs_split_is_next_item(const struct bs_split *s, size_t i)
{
	size_t text;
	unsigned v;
	char mark;

	/* J. K. Rowling: no item is empty */
	if (s->list == 0 || i <= s->list_text || s->p[i - 1] != ' ')
		return false;
	v = list_number(s, i, &mark, &text);
	if (v == 0)
		return false;
	/* the next, or the first of another list; of letters only within numbers */
	return v == LIST_NUMBER + 1 || (v == s->list + 1 && mark == s->list_mark) ||
	       (v == 'a' && s->list > LIST_NUMBER && bs_cc(s->p[i + 3]) == BS_CC_UPPER) ||
	       (s->outer > 0 && v == s->outer + 1);
}

size_t
bs_split_item_start(const struct bs_split *s, size_t i)
{
	size_t j = i;

	while (j > 0 && i - j < 3 && bs_is_09(s->p[j - 1]))
		j--;
	return j == i && j > 0 && bs_is_alpha(s->p[j - 1]) ? j - 1 : j;
}
