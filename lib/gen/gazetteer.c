/*
 * gazetteer: lib/data/names/LIST.tsv files -> the static tables of
 * lib/entities/gazetteer.h, as C on stdout.  A program of the build.
 *
 *	gazetteer FILE.tsv... > gazetteer.c
 *
 * A file of names folded to lower case calls the column `form`: all their words
 * are taken to be capitalised.
 *
 * A file has comment lines, a header line and rows; of its columns `name`
 * (spellings with | between them), `key`, `country` and `people` (a city's)
 * count.  A name of several spellings has the first of them as its key.
 * common.tsv is no list but the ordinary words that one-word names are marked
 * against.
 */
#include "entities/gazetteer_unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_UNITS = 16, MAX_COLS = 8 };

static const char *const lists[] = {
#define LIST(id, file, cls) file,
#include "entities/gazetteer_lists.h"
#undef LIST
};
enum { NLIST = sizeof lists / sizeof *lists };

struct posting {
	uint32_t ref;
	uint16_t country, cap, all;
	uint8_t list, weight;
	bool common;
	bool folded;   /* listed without its capitals */
	uint32_t next; /* index + 1 in the same node */
};

struct node {
	uint64_t seq;
	uint32_t post; /* index + 1 */
	bool goes_on, used;
};

static struct node *node;
static size_t nnode, node_size = 1 << 20;
static struct posting *post;
static size_t npost, post_cap;
static char *pool;
static size_t npool = 1, pool_cap;
static uint64_t common[1 << 16];
static size_t ncommon;

static void
die(const char *what, const char *which)
{
	fprintf(stderr, "gazetteer: %s: %s\n", which, what);
	exit(2);
}

static void *
grow(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap ? *cap * 2 : 1024;
	while (n >= *cap)
		*cap *= 2;
	if (!(p = realloc(p, *cap * size)))
		die("out of memory", "names");
	return p;
}

static struct node *
node_of(uint64_t seq)
{
	size_t i = seq & (node_size - 1);

	while (node[i].used && node[i].seq != seq)
		i = (i + 1) & (node_size - 1);
	if (!node[i].used) {
		if (++nnode > node_size / 2)
			die("too many names for the generator", "names");
		node[i].used = true;
		node[i].seq = seq;
	}
	return &node[i];
}

static bool *
common_slot(uint64_t h, bool add)
{
	static bool yes = true, no;
	size_t i = h & 0xffff;

	for (; common[i]; i = (i + 1) & 0xffff)
		if (common[i] == h)
			return &yes;
	if (add) {
		if (++ncommon > 0xc000)
			die("too many words for the generator", "common");
		common[i] = h;
	}
	return &no;
}

/* The key's place in the pool; equal neighbours share it. */
static uint32_t
keep_key(struct bs_span key)
{
	static size_t last;

	if (last && strlen(pool + last) == key.n && memcmp(pool + last, key.p, key.n) == 0)
		return (uint32_t)last;
	pool = grow(pool, npool + key.n + 1, &pool_cap, 1);
	memcpy(pool + npool, key.p, key.n);
	pool[npool + key.n] = 0;
	last = npool;
	npool += key.n + 1;
	return (uint32_t)last;
}

static void
add_name(struct bs_span name, struct posting p)
{
	uint64_t seq = BS_UNIT_SEED;
	struct node *n = NULL;
	struct bs_unit u = {0};
	size_t at = 0, k = 0;
	uint32_t *link;

	for (; bs_unit_next(name, &at, &u); k++) {
		if (k == MAX_UNITS || (k && !u.joined)) /* could never match */
			return;
		if (n)
			n->goes_on = true;
		n = node_of(seq = bs_unit_chain(seq, u.hash));
		p.cap = (uint16_t)(p.cap | (unsigned)(p.folded || u.form != BS_UNIT_LOWER) << k);
		p.all = (uint16_t)(p.all | (unsigned)(u.form == BS_UNIT_UPPER) << k);
	}
	if (!n)
		return;
	p.common = k == 1 && *common_slot(u.hash, false);
	for (link = &n->post; *link; link = &post[*link - 1].next)
		if (post[*link - 1].list == p.list) {
			struct posting *old = &post[*link - 1];

			if (old->weight < p.weight) { /* of cities of one name, the largest */
				p.next = old->next;
				*old = p;
			}
			return;
		}
	post = grow(post, npost, &post_cap, sizeof *post);
	link = &n->post; /* grow may not move nodes, but it moves postings: find the end again */
	while (*link)
		link = &post[*link - 1].next;
	post[npost] = p;
	*link = (uint32_t)++npost;
}

static uint8_t
weight_of(struct bs_span people)
{
	unsigned long v = strtoul(people.p, NULL, 10) / 1000;
	uint8_t w = 1;

	for (; v; v >>= 1)
		w++;
	return w;
}

static size_t
cut(struct bs_span line, char by, struct bs_span *cell, size_t max)
{
	size_t n = 0;

	while (n < max) {
		const char *end = memchr(line.p, by, line.n);
		size_t len = end ? (size_t)(end - line.p) : line.n;

		cell[n] = bs_span(line.p, len);
		if (len == 1 && *line.p == '.')
			cell[n].n = 0;
		n++;
		if (!end)
			break;
		line = bs_span(end + 1, line.n - len - 1);
	}
	return n;
}

static void
read_row(struct bs_span line, const char *const *col, size_t ncol, int list)
{
	struct bs_span cell[MAX_COLS], name[64], key = {0};
	size_t n = cut(line, '\t', cell, ncol), nname = 0;
	struct posting p = {.list = (uint8_t)list};

	for (size_t i = 0; i < n && cell[i].n; i++) {
		p.folded |= !strcmp(col[i], "form");
		if (!strcmp(col[i], "name") || !strcmp(col[i], "form"))
			nname = cut(cell[i], '|', name, 64);
		else if (!strcmp(col[i], "key"))
			key = cell[i];
		else if (!strcmp(col[i], "country") && cell[i].n == 2)
			p.country = (uint16_t)(cell[i].p[0] << 8 | cell[i].p[1]);
		else if (!strcmp(col[i], "people"))
			p.weight = weight_of(cell[i]);
	}
	if (!key.n && nname > 1)
		key = name[0];
	for (size_t i = 0; i < nname; i++) {
		p.ref = key.n && !bs_span_eq(key, name[i]) ? keep_key(key) : 0;
		add_name(name[i], p);
	}
}

static char *
slurp(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	size_t cap = 0, got;
	char *s = NULL;

	if (!f)
		die(strerror(errno), path);
	for (*n = 0;; *n += got) {
		s = grow(s, *n + 65536, &cap, 1);
		if (!(got = fread(s + *n, 1, 65536, f)))
			break;
	}
	if (ferror(f))
		die(strerror(errno), path);
	fclose(f);
	s[*n] = 0;
	return s;
}

static void
read_file(const char *path, int list)
{
	char *col[MAX_COLS] = {0};
	size_t n, ncol = 0;
	char *s = slurp(path, &n), *line = s, *end;
	struct bs_unit u;
	size_t at;

	for (; line < s + n; line = end + 1) {
		if (!(end = memchr(line, '\n', (size_t)(s + n - line))))
			end = s + n;
		*end = 0;
		if (*line == '#' || line == end)
			continue;
		if (!ncol) {
			for (char *c = strtok(line, "\t"); c && ncol < MAX_COLS;
			     c = strtok(NULL, "\t"))
				col[ncol++] = c;
		} else if (list >= 0) {
			read_row(bs_span(line, (size_t)(end - line)), (const char *const *)col,
			    ncol, list);
		} else {
			at = 0;
			if (bs_unit_next(bs_span(line, (size_t)(end - line)), &at, &u))
				common_slot(u.hash, true);
		}
	}
	free(s);
}

/* "a/b/cities.tsv" -> the list's number; -1: none. */
static int
list_of(const char *path)
{
	const char *base = strrchr(path, '/');
	size_t n;

	base = base ? base + 1 : path;
	n = strcspn(base, ".");
	for (int i = 0; i < NLIST; i++)
		if (strlen(lists[i]) == n && memcmp(lists[i], base, n) == 0)
			return i;
	return -1;
}

/* Write the postings, equal chains once; tells each node where its chain is. */
static uint32_t *
write_postings(void)
{
	uint32_t *place = calloc(node_size, sizeof *place), out = 0;
	size_t mask = (1 << 20) - 1;
	uint32_t *seen = calloc(mask + 1, sizeof *seen); /* hash of a chain -> node + 1 */

	if (!place || !seen)
		die("out of memory", "names");
	puts("static const struct bs_gaz_posting posting[] = {");
	for (size_t i = 0; i < node_size; i++) {
		uint64_t h = BS_UNIT_SEED;
		size_t at;

		if (!node[i].post)
			continue;
		for (uint32_t p = node[i].post; p; p = post[p - 1].next) {
			const struct posting *x = &post[p - 1];

			h = bs_unit_chain(
			    h, (uint64_t)x->ref << 32 | (uint64_t)x->country << 16 | x->cap);
			h = bs_unit_chain(h, (uint64_t)x->all << 32 | (unsigned)x->list << 16 |
						 (unsigned)x->weight << 8 | x->common);
		}
		for (at = h & mask; seen[at]; at = (at + 1) & mask) {
			uint32_t p = node[i].post, q = node[seen[at] - 1].post;

			for (; p && q; p = post[p - 1].next, q = post[q - 1].next) {
				struct posting a = post[p - 1], b = post[q - 1];

				if (a.ref != b.ref || a.country != b.country || a.cap != b.cap ||
				    a.all != b.all || a.list != b.list || a.weight != b.weight ||
				    a.common != b.common)
					break;
			}
			if (!p && !q)
				break;
		}
		if (seen[at]) {
			place[i] = place[seen[at] - 1];
			continue;
		}
		seen[at] = (uint32_t)i + 1;
		place[i] = out + 1;
		for (uint32_t p = node[i].post; p; p = post[p - 1].next, out++) {
			const struct posting *x = &post[p - 1];

			printf("{%uU,%u,%u,%u,%u,%u,%d,%d},\n", x->ref, x->country, x->cap, x->all,
			    x->list, x->weight, x->common, !x->next);
		}
	}
	puts("{0,0,0,0,0,0,0,1}};");
	free(seen);
	return place;
}

static void
write_slots(const uint32_t *place)
{
	uint32_t nslot = (uint32_t)(nnode + nnode / 3 + 8);
	uint64_t *slot = calloc(nslot, sizeof *slot);

	if (!slot)
		die("out of memory", "names");
	for (size_t i = 0; i < node_size; i++) {
		uint64_t seq = node[i].seq;
		uint32_t at = (uint32_t)(((seq >> 32) * nslot) >> 32);

		if (!node[i].used)
			continue;
		for (; slot[at]; at = at + 1 < nslot ? at + 1 : 0)
			if (slot[at] >> 32 == (uint32_t)seq)
				die("two names share a fingerprint: change BS_UNIT_SEED", "names");
		slot[at] = seq << 32 | (node[i].goes_on ? 0x80000000U : 0) | place[i];
	}
	puts("static const uint64_t slot[] = {");
	for (uint32_t i = 0; i < nslot; i++)
		printf("0x%llx,%s", (unsigned long long)slot[i], i % 8 == 7 ? "\n" : "");
	puts("};\nstatic const char pool[] = {0,");
	for (size_t i = 1; i < npool; i++)
		printf("%d,%s", pool[i], pool[i] ? "" : "\n");
	printf("0};\nconst struct bs_gaz bs_gazetteer = {slot, posting, pool, %uU};\n", nslot);
	free(slot);
}

int
main(int argc, char **argv)
{
	uint32_t *place;

	if (!(node = calloc(node_size, sizeof *node)))
		die("out of memory", "names");
	for (int i = 1; i < argc; i++)
		if (list_of(argv[i]) < 0 && !strstr(argv[i], "/common.tsv"))
			die("no list of that name in gazetteer_lists.h", argv[i]);
	for (int pass = 0; pass < 2; pass++)
		for (int i = 1; i < argc; i++)
			if ((list_of(argv[i]) < 0) == (pass == 0))
				read_file(argv[i], list_of(argv[i]));
	puts("/* generated by lib/gen/gazetteer.c */\n#include \"entities/gazetteer.h\"");
	place = write_postings();
	write_slots(place);
	free(place);
	free(node);
	free(post);
	free(pool);
	if (fflush(stdout) || ferror(stdout))
		die(strerror(errno), "stdout");
	return 0;
}
