/* userlist: see the header. */
#include "entities/userlist.h"

#include "broadsheet/strmap.h"
#include "broadsheet/utf8.h"
#include "entities/gazetteer_unit.h"

#include <stdlib.h>

#define GOES_ON 0x80000000U

static const char *const columns[BS_UL_NCOL] = {"name", "class", "key", "id", "country", "strict"};

/* The piece of *rest up to the byte `by`, which is taken off; false where nothing is left. */
static bool
piece(struct bs_span *rest, char by, struct bs_span *out)
{
	const char *end;

	if (!rest->p)
		return false;
	end = rest->n ? memchr(rest->p, by, rest->n) : NULL;
	*out = end ? bs_span(rest->p, (size_t)(end - rest->p)) : *rest;
	*rest = end ? bs_span(end + 1, rest->n - out->n - 1) : bs_span(NULL, 0);
	return true;
}

static void
read_cells(const struct bs_userlist *u, struct bs_span line, struct bs_span cell[BS_UL_NCOL])
{
	struct bs_span got;

	for (int i = 0; i < BS_UL_NCOL; i++)
		cell[i] = bs_span("", 0);
	for (int k = 0; piece(&line, '\t', &got); k++)
		for (int i = 0; i < BS_UL_NCOL; i++)
			if (u->col[i] == k && !bs_span_is(got, "."))
				cell[i] = bs_trim(got);
}

/*
 * Names wait a little before they go into the table, so that the memory they
 * need is on its way by then: a large list is all cache misses otherwise.
 */
enum { WAIT = 32 };

struct waiting {
	struct bs_gaz_posting p;
	uint64_t seq[BS_GAZ_UNITS]; /* the name's prefixes */
	size_t n;
};

struct bs_userlist_queue {
	struct waiting v[WAIT];
	size_t at; /* the oldest, and the next to be replaced */
};

static size_t
home(const struct bs_userlist *u, uint64_t seq)
{
	return (size_t)(((seq >> 32) * u->nslot) >> 32);
}

/* The slot of a prefix, made where it was not there. */
static uint64_t *
slot_of(struct bs_userlist *u, uint64_t seq)
{
	size_t i = home(u, seq);

	while (u->slot[i] && (uint32_t)(u->slot[i] >> 32) != (uint32_t)seq)
		i = i + 1 < u->nslot ? i + 1 : 0;
	if (!u->slot[i])
		u->slot[i] = seq << 32 | GOES_ON; /* true of most, harmless for the others */
	return &u->slot[i];
}

static void
put_name(struct bs_userlist *u, struct waiting *w)
{
	uint64_t *s = NULL;

	for (size_t k = 0; k < w->n; k++)
		s = slot_of(u, w->seq[k]);
	if (s && !((uint32_t)*s & ~GOES_ON)) { /* else a name before it in the file has it */
		BS_PUSH(u->posting, u->nname, u->posting_cap) = w->p;
		*s |= u->nname;
	}
	w->n = 0;
}

static void
put_all(struct bs_userlist *u)
{
	for (size_t i = 0; i < WAIT; i++)
		put_name(u, &u->queue->v[(u->queue->at + i) % WAIT]);
}

static void
add_name(struct bs_userlist *u, struct bs_span name, struct bs_gaz_posting p)
{
	struct waiting *w = &u->queue->v[u->queue->at];
	uint64_t seq = BS_UNIT_SEED;
	struct bs_unit x;
	size_t at = 0, n = 0;

	put_name(u, w);
	w->p = p;
	for (; bs_unit_next(name, &at, &x); n++) {
		if (n == BS_GAZ_UNITS ||
		    (n && !x.joined)) /* too long, or a comma: can never match */
			return;
		w->seq[n] = seq = bs_unit_chain(seq, x.hash);
		w->p.cap = (uint16_t)(w->p.cap | (unsigned)(x.form != BS_UNIT_LOWER) << n);
		w->p.all = (uint16_t)(w->p.all | (unsigned)(x.form == BS_UNIT_UPPER) << n);
		__builtin_prefetch(&u->slot[home(u, seq)], 1);
	}
	w->n = n;
	u->queue->at = (u->queue->at + 1) % WAIT;
}

/* Words of a cell: no fewer than its units. */
static size_t
count_units(struct bs_span cell)
{
	size_t n = 0;
	bool in = false;

	for (size_t i = 0; i < cell.n; i++) {
		bool word = (unsigned char)cell.p[i] >= 0x80 ||
			    bs_unit_ascii((unsigned char)cell.p[i]);

		n += word && (!in || cell.p[i] == '&' || cell.p[i - 1] == '&');
		in = word;
	}
	return n;
}

static const char *
read_header(struct bs_userlist *u, struct bs_span line)
{
	struct bs_span cell;

	for (int i = 0; i < BS_UL_NCOL; i++)
		u->col[i] = -1;
	for (int k = 0; piece(&line, '\t', &cell); k++)
		for (int i = 0; i < BS_UL_NCOL; i++)
			if (bs_span_is(cell, columns[i]))
				u->col[i] = k;
	return u->col[BS_UL_NAME] < 0 ? "the header has no column `name`" : NULL;
}

/* The next row that is neither empty nor a comment; *line counts. */
static bool
next_row(struct bs_span *rest, struct bs_span *row, size_t *line)
{
	while (piece(rest, '\n', row)) {
		++*line;
		if (row->n && row->p[row->n - 1] == '\r')
			row->n--;
		if (row->n && row->p[0] != '#')
			return true;
	}
	return false;
}

static struct bs_span
key_of(const struct bs_span cell[BS_UL_NCOL])
{
	struct bs_span names = cell[BS_UL_NAME], first = names;

	if (cell[BS_UL_KEY].n)
		return cell[BS_UL_KEY];
	piece(&names, '|', &first);
	return bs_trim(first);
}

static size_t
key_slot(const struct bs_userlist *u, uint64_t h)
{
	size_t i = h & u->key_mask;

	while (u->key[i][0] && u->key[i][0] != h)
		i = (i + 1) & u->key_mask;
	return i;
}

/* Remember the key's id; find keys that have several. */
static void
note_id(struct bs_userlist *u, struct bs_span key, struct bs_span id)
{
	uint64_t h = bs_hash(key) | 1, hid = bs_hash(id) | 1;
	size_t i = key_slot(u, h);

	if (!u->key[i][0]) {
		u->key[i][0] = h;
		u->key[i][1] = hid;
	} else if (u->key[i][1] && u->key[i][1] != hid) {
		u->key[i][1] = 0;
		if (u->nclash++ == 0)
			u->clash = key;
	}
}

static const char *
add_row(struct bs_userlist *u, struct bs_span row)
{
	struct bs_gaz_posting p = {.ref = (uint32_t)(row.p - u->text.p), .last = true};
	struct bs_span cell[BS_UL_NCOL], names, name;

	read_cells(u, row, cell);
	names = cell[BS_UL_NAME];
	if (!names.n)
		return "no name";
	if (cell[BS_UL_COUNTRY].n && cell[BS_UL_COUNTRY].n != 2)
		return "a country is two letters of ISO 3166";
	if (cell[BS_UL_STRICT].n && !bs_span_is(cell[BS_UL_STRICT], "0") &&
	    !bs_span_is(cell[BS_UL_STRICT], "1"))
		return "strict is 0 or 1";
	while (piece(&names, '|', &name))
		add_name(u, name, p);
	if (cell[BS_UL_ID].n)
		note_id(u, key_of(cell), cell[BS_UL_ID]);
	return NULL;
}

/* Rows and their words: the sizes of the tables, so that neither has to grow. */
static void
make_tables(struct bs_userlist *u, struct bs_span rest)
{
	struct bs_span row, cell[BS_UL_NCOL];
	size_t rows = 0, units = 0, line = 0;

	while (next_row(&rest, &row, &line)) {
		read_cells(u, row, cell);
		rows++;
		units += count_units(cell[BS_UL_NAME]);
	}
	u->nslot = units + units / 2 + 8;
	u->slot = bs_calloc(u->nslot, sizeof *u->slot);
	if (u->col[BS_UL_ID] < 0)
		return;
	for (u->key_mask = 15; u->key_mask < rows * 2;)
		u->key_mask = u->key_mask * 2 + 1;
	u->key = bs_calloc(u->key_mask + 1, sizeof *u->key);
}

static const char *
load(struct bs_userlist *u, size_t *line)
{
	struct bs_span rest = u->text, from, row;
	size_t bad = bs_utf8_valid(u->text);
	const char *why = NULL;

	*line = 0;
	if (bad < u->text.n) {
		for (size_t i = 0; i < bad; i++)
			*line += u->text.p[i] == '\n';
		++*line;
		return "not UTF-8";
	}
	if (u->text.n >= UINT32_MAX / 2)
		return "more than 2 GiB";
	from = rest;
	if (!next_row(&rest, &row, line)) {
		read_header(u, BS_SPAN("name"));
	} else if (memchr(row.p, '\t', row.n) || bs_span_is(row, columns[0])) {
		if ((why = read_header(u, row)) != NULL)
			return why;
		from = rest;
	} else {
		read_header(u, BS_SPAN("name"));
		*line = 0;
		rest = from;
	}
	make_tables(u, from);
	u->queue = bs_calloc(1, sizeof *u->queue);
	while (!why && next_row(&rest, &row, line))
		why = add_row(u, row);
	put_all(u);
	free(u->queue);
	u->queue = NULL;
	return why;
}

const char *
bs_userlist_load(struct bs_userlist *u, struct bs_span name, struct bs_span text, size_t *line)
{
	const char *why;

	*u = (struct bs_userlist){.name = name, .text = text};
	if (bs_span_starts(text, BS_SPAN("\xef\xbb\xbf")))
		u->text = bs_span_cut(text, 3, text.n);
	if ((why = load(u, line)) != NULL)
		bs_userlist_free(u);
	else
		u->gaz = (struct bs_gaz){u->slot, u->posting, "", (uint32_t)u->nslot};
	return why;
}

void
bs_userlist_free(struct bs_userlist *u)
{
	free(u->slot);
	free(u->posting);
	free(u->key);
	*u = (struct bs_userlist){0};
}

struct bs_userlist_row
bs_userlist_row(const struct bs_userlist *u, uint32_t ref)
{
	struct bs_span rest = bs_span_cut(u->text, ref, u->text.n), line, cell[BS_UL_NCOL];
	struct bs_userlist_row r;
	size_t n = 0;

	next_row(&rest, &line, &n);
	read_cells(u, line, cell);
	r = (struct bs_userlist_row){.cls = cell[BS_UL_CLASS],
	    .key = key_of(cell),
	    .id = cell[BS_UL_ID],
	    .country = cell[BS_UL_COUNTRY],
	    .strict = !bs_span_is(cell[BS_UL_STRICT], "0")};
	r.shared = r.id.n && u->key && u->key[key_slot(u, bs_hash(r.key) | 1)][1] == 0;
	return r;
}
