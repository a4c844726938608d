/*
 * partial: earlier tallies as files; see tally.h and tally(1), EARLIER TALLIES.
 *
 *	#tally 1 NAME=VALUE...     what was counted
 *	r ROWS                     rows counted
 *	g KEY... COUNT [N:V]...    a group: its columns, count, aggregates
 *	s VALUE SET                a value of a distinct set of the group above
 *	d DOCUMENTS                the number of its documents
 *	e                          the end: a file without it is cut short
 *
 * all separated by tabs.  Groups come sorted, so the file is the same however
 * the rows came.
 */
#include "broadsheet/err.h"
#include "broadsheet/reader.h"
#include "broadsheet/record.h"
#include "tally/tally.h"

#include <stdlib.h>

#define MAGIC "#tally\t1"

struct setting {
	const char *name;
	size_t at; /* offset in the config */
	bool flag;
};

#define STRING(name)                                                 \
	{                                                            \
#name, offsetof(struct bs_tally_config, name), false \
	}
#define FLAG(name)                                                  \
	{                                                           \
#name, offsetof(struct bs_tally_config, name), true \
	}
static const struct setting settings[] = {
    STRING(fields),
    STRING(kind),
    {"class", offsetof(struct bs_tally_config, cls), false},
    STRING(join),
    STRING(distinct),
    STRING(agg),
    STRING(pairs),
    STRING(within),
    STRING(per),
    FLAG(header_in),
    FLAG(docs),
    FLAG(directed),
};
enum { NSETTING = sizeof settings / sizeof settings[0] };

static void
header(struct bs_buf *b, const struct bs_tally_config *cfg)
{
	bs_buf_lit(b, MAGIC);
	for (size_t i = 0; i < NSETTING; i++) {
		const void *p = (const char *)cfg + settings[i].at;
		const char *s = settings[i].flag ? (*(const bool *)p ? "1" : NULL)
						 : *(const char *const *)p;

		if (s == NULL || (*s == '\0' && settings[i].flag))
			continue;
		bs_buf_fmt(b, "\t%s=", settings[i].name);
		bs_escape(b, bs_span_str(s));
	}
	for (size_t i = 0; i < cfg->nwhere; i++) {
		bs_buf_lit(b, "\twhere=");
		bs_escape(b, bs_span_str(cfg->where[i]));
	}
}

void
bs_partial_write(struct bs_tally *t, struct bs_writer *w)
{
	const struct bs_layout *l = &t->layout;
	uint64_t docs = 0;
	bool open = false;
	struct bs_event e;

	header(&w->b, &t->cfg);
	bs_writer_row(w);
	bs_buf_fmt(&w->b, "r\t%llu", (unsigned long long)t->rows[0]);
	bs_writer_row(w);
	bs_counter_rewind(&t->counter);
	for (bool more = true; more;) {
		more = bs_counter_event(&t->counter, &e);
		if (open && (!more || e.words != NULL) && l->docs) {
			bs_buf_fmt(&w->b, "d\t%llu", (unsigned long long)docs);
			bs_writer_row(w);
		}
		if (!more)
			break;
		if (e.words != NULL) {
			open = true;
			docs = l->docs ? e.words[bs_layout_docs(l)] : 0;
			bs_buf_lit(&w->b, "g\t");
			bs_buf_span(&w->b, e.key);
			bs_buf_ch(&w->b, '\t');
			bs_buf_uint(&w->b, e.words[BS_WORD_COUNT]);
			for (size_t i = 0; i < l->nagg; i++) {
				struct bs_agg a = bs_agg_get(l, e.words, i);

				bs_buf_fmt(&w->b, "\t%llu:", (unsigned long long)a.n);
				bs_decimal_write(&w->b, a.v);
			}
			bs_writer_row(w);
		} else if (l->docs && e.set == 0) {
			docs++;
		} else {
			bs_buf_lit(&w->b, "s\t");
			bs_buf_span(&w->b, e.value);
			bs_buf_fmt(&w->b, "\t%zu", e.set);
			bs_writer_row(w);
		}
	}
	bs_writer_line(w, BS_SPAN("e"));
}

/* Where the last n columns start; SIZE_MAX where there are no more than these. */
static size_t
last_columns(struct bs_span line, size_t n)
{
	size_t i = line.n;

	for (; n > 0; n--) {
		while (i > 0 && line.p[i - 1] != '\t')
			i--;
		if (i == 0)
			return SIZE_MAX;
		if (n > 1)
			i--;
	}
	return i;
}

/* The header of tally -H over the columns that t counts. */
static bool
is_header(const struct bs_tally *t, struct bs_span line)
{
	size_t from = last_columns(line, t->nkey);
	struct bs_buf names = {0};
	bool is;

	for (size_t i = 0; i < t->key.n; i++) {
		if (i > 0)
			bs_buf_ch(&names, '\t');
		bs_buf_span(&names, t->key.v[i].name);
	}
	is = from != SIZE_MAX && bs_span_starts(line, BS_SPAN("count\t")) &&
	     bs_span_eq(bs_span_cut(line, from, line.n), bs_buf_view(&names));
	bs_buf_free(&names);
	return is;
}

/* The file may be a pipe: what was read of it is read again out of the reader. */
enum bs_earlier
bs_is_earlier(struct bs_tally *t, char *const *file)
{
	enum bs_earlier is = BS_ROWS;
	struct bs_reader *r = &t->ahead;
	struct bs_span line;

	bs_reader_init(r, file, 1, NULL, NULL);
	if (bs_reader_line(r, &line))
		is = bs_span_starts(line, BS_SPAN(MAGIC)) ? BS_EARLIER
		     : is_header(t, line)                 ? BS_TABLE
							  : BS_ROWS;
	bs_reader_again(r);
	return is;
}

struct bs_reader
bs_tally_reader(struct bs_tally *t, char *const *operand, size_t n)
{
	struct bs_reader r = t->ahead;

	if (r.operand == NULL)
		bs_reader_init(&r, operand, n, NULL, NULL);
	t->ahead = (struct bs_reader){0};
	return r;
}

/* Undo the escapes of one NAME=VALUE and put it into the config. */
static bool
set(struct bs_tally_config *cfg, struct bs_span item, struct bs_arena *a)
{
	const char *eq = item.n ? memchr(item.p, '=', item.n) : NULL;
	struct bs_span name, value;

	if (eq == NULL)
		return false;
	name = bs_span(item.p, (size_t)(eq - item.p));
	value = bs_arena_copy(a, bs_unescape_arena(a, bs_span(eq + 1, item.n - name.n - 1)));
	if (bs_span_is(name, "where")) {
		/* the list lives in the arena, and doubles when its length is a power of two */
		if ((cfg->nwhere & (cfg->nwhere - 1)) == 0) {
			const char **list = bs_arena_alloc(a, (2 * cfg->nwhere + 1) * sizeof *list);

			if (cfg->nwhere)
				memcpy(list, cfg->where, cfg->nwhere * sizeof *list);
			cfg->where = list;
		}
		cfg->where[cfg->nwhere++] = value.p;
		return true;
	}
	for (size_t i = 0; i < NSETTING; i++) {
		void *p = (char *)cfg + settings[i].at;

		if (!bs_span_is(name, settings[i].name))
			continue;
		if (settings[i].flag)
			*(bool *)p = true;
		else
			*(const char **)p = value.p;
		return true;
	}
	return false;
}

/* What the header of an earlier tally says was counted. */
static bool
configure(struct bs_tally_config *cfg, struct bs_span line, struct bs_arena *a)
{
	size_t from = sizeof MAGIC;

	if (!bs_span_starts(line, BS_SPAN(MAGIC)) || (line.n > from && line.p[from - 1] != '\t'))
		return false;
	for (size_t i = from; i <= line.n; i++) {
		if (i < line.n && line.p[i] != '\t')
			continue;
		if (i > from && !set(cfg, bs_span_cut(line, from, i), a))
			return false;
		from = i + 1;
	}
	return true;
}

static bool
number(struct bs_span s, uint64_t *v)
{
	*v = 0;
	if (s.n == 0 || s.n > 19)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*v = *v * 10 + (uint64_t)(s.p[i] - '0');
	}
	return true;
}

/* Take the last column off the line. */
static struct bs_span
last_column(struct bs_span *line)
{
	size_t i = line->n;
	struct bs_span s;

	while (i > 0 && line->p[i - 1] != '\t')
		i--;
	s = bs_span_cut(*line, i, line->n);
	line->n = i > 0 ? i - 1 : 0;
	return s;
}

static size_t
columns(struct bs_span s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\t';
	return n;
}

static bool
aggregate(struct bs_span s, struct bs_agg *a)
{
	const char *colon = s.n ? memchr(s.p, ':', s.n) : NULL;
	size_t at;

	if (colon == NULL)
		return false;
	at = (size_t)(colon - s.p);
	return number(bs_span_cut(s, 0, at), &a->n) &&
	       bs_decimal_parse_sum(bs_span_cut(s, at + 1, s.n), &a->v);
}

/* g KEY... COUNT [N:V]... */
static bool
group(struct bs_tally *t, struct bs_span line, unsigned word, struct bs_buf *key)
{
	struct bs_agg agg[BS_MAX_AGGS];
	struct bs_item *it;
	uint64_t n;

	for (size_t i = t->layout.nagg; i-- > 0;)
		if (!aggregate(last_column(&line), &agg[i]))
			return false;
	if (!number(last_column(&line), &n) || columns(line) != t->nkey)
		return false;
	key->n = 0;
	bs_buf_span(key, line);
	it = bs_counter_item_of(&t->counter, line);
	it->count = n;
	it->word = word;
	memcpy(it->agg, agg, t->layout.nagg * sizeof *agg);
	return true;
}

static bool
take(struct bs_tally *t, struct bs_span line, unsigned word, struct bs_buf *key)
{
	struct bs_span rest = line.n >= 2 ? bs_span_cut(line, 2, line.n) : line, set_column;
	struct bs_item *it;
	uint64_t n;

	if (line.n < 2 || line.p[1] != '\t')
		return false;
	switch (line.p[0]) {
	case 'r':
		if (!number(rest, &n))
			return false;
		t->rows[word] += n;
		return true;
	case 'g':
		return group(t, rest, word, key);
	case 's':
		set_column = last_column(&rest);
		if (!number(set_column, &n) || n < t->layout.docs || n >= t->layout.nset)
			return false;
		if (word == BS_WORD_COUNT)
			bs_counter_value(&t->counter, bs_buf_view(key), n, rest);
		return true;
	case 'd':
		if (!number(rest, &n))
			return false;
		it = bs_counter_item_of(&t->counter, bs_buf_view(key));
		it->docs = word == BS_WORD_COUNT ? n : 0;
		return true;
	default:
		return false;
	}
}

/* Is the file what t counts?  What it is compared with may have met other conditions. */
static bool
same_kind(struct bs_tally *t, struct bs_span line, unsigned word)
{
	struct bs_tally_config other = {0};
	struct bs_buf want = {0};
	bool same;

	if (word == BS_WORD_OTHER)
		return configure(&other, line, &t->strings) && other.pairs == NULL &&
		       other.per == NULL && t->cfg.per == NULL &&
		       strcmp(other.fields ? other.fields : "key",
			   t->cfg.fields ? t->cfg.fields : "key") == 0;
	header(&want, &t->cfg);
	same = bs_span_eq(line, bs_buf_view(&want));
	bs_buf_free(&want);
	return same;
}

bool
bs_partial_read(struct bs_tally *t, char *const *operand, size_t n, unsigned word)
{
	struct bs_reader r;
	struct bs_span line;
	struct bs_buf key = {0};
	const char *file = NULL;
	bool ok = true, ended = true;

	r = bs_tally_reader(t, operand, n);
	while (ok && bs_reader_line(&r, &line)) {
		if (r.name != file) {
			if (!ended)
				break;
			file = r.name;
			ended = false;
			if (t->nkey == 0)
				ok = configure(&t->cfg, line, &t->strings) && bs_tally_setup(t);
			ok = ok && same_kind(t, line, word);
			if (!ok && t->err.n == 0)
				bs_buf_fmt(
				    &t->err, "%s: not an earlier tally of the same columns", file);
		} else if (bs_span_is(line, "e")) {
			ended = true;
		} else if (ended || !take(t, line, word, &key)) {
			bs_buf_fmt(&t->err, "%s:%llu: not a line of an earlier tally", file,
			    (unsigned long long)r.line);
			ok = false;
		}
	}
	if (ok && !ended) {
		bs_buf_fmt(&t->err, "%s: this earlier tally is cut short", file);
		ok = false;
	}
	if (file != NULL)
		bs_counter_flush(&t->counter);
	bs_reader_close(&r);
	bs_buf_free(&key);
	return ok;
}

/* COUNT ... KEY...; #total ROWS, without which the rows are those of the table. */
bool
bs_table_read(struct bs_tally *t, char *const *file, unsigned word)
{
	struct bs_reader r = bs_tally_reader(t, file, 1);
	struct bs_span line;
	uint64_t n, sum = 0, total = 0;
	bool ok = true;

	bs_reader_line(&r, &line); /* the header */
	while (ok && bs_reader_line(&r, &line)) {
		size_t from = last_columns(line, t->nkey);
		const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
		struct bs_item *it;

		if (bs_span_starts(line, BS_SPAN("#total\t"))) {
			line = bs_span_cut(line, 7, line.n);
			tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
			ok = tab && number(bs_span(line.p, (size_t)(tab - line.p)), &total);
			continue;
		}
		ok = from != SIZE_MAX && number(bs_span(line.p, (size_t)(tab - line.p)), &n);
		if (!ok)
			break;
		it = bs_counter_item_of(&t->counter, bs_span_cut(line, from, line.n));
		it->count = n;
		it->word = word;
		sum += n;
	}
	if (!ok)
		bs_buf_fmt(
		    &t->err, "%s:%llu: not a line of a tally", *file, (unsigned long long)r.line);
	t->rows[word] += total ? total : sum;
	bs_counter_flush(&t->counter);
	bs_reader_close(&r);
	return ok;
}
