/*
 * table [-s] NAME FILE.tsv: write the word list as a C table (broadsheet/table.h),
 * with -s as a set of the words in its first column.
 *
 * A build program: reads lines, drops the header and `#` comments (so no first
 * cell begins with `#`), checks that every row has the header's number of columns,
 * sorts by the first (equal keys keep their order) and prints bs_data_NAME.  A
 * cell holding `.` becomes empty.
 */
#include "broadsheet/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
	const char *cell[32];
	size_t at;
};

static int
by_key(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = strcmp(x->cell[0], y->cell[0]);

	return c ? c : (x->at > y->at) - (x->at < y->at);
}

static void
die(const char *file, size_t line, const char *what)
{
	fprintf(stderr, "table: %s:%zu: %s\n", file, line, what);
	exit(1);
}

/* The file whole, with a NUL behind it. */
static char *
slurp(const char *name)
{
	FILE *f = fopen(name, "rb");
	char *p = NULL;
	size_t n = 0, k;

	if (f == NULL)
		die(name, 0, "cannot be opened");
	do {
		p = realloc(p, n + 65537);
		if (p == NULL)
			die(name, 0, "out of memory");
		k = fread(p + n, 1, 65536, f);
		n += k;
	} while (k > 0);
	fclose(f);
	p[n] = '\0';
	return p;
}

static size_t
split(char *line, struct row *r)
{
	size_t n = 0;
	char *tab;

	do {
		if (n == 32)
			return 33;
		tab = strchr(line, '\t');
		if (tab != NULL)
			*tab = '\0';
		r->cell[n++] = strcmp(line, ".") == 0 ? "" : line;
		line = tab ? tab + 1 : NULL;
	} while (line != NULL);
	return n;
}

static uint64_t
fnv(const char *s)
{
	uint64_t h = 0xcbf29ce484222325U;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3U;
	return h;
}

static void
print_slots(const uint32_t *slot, uint32_t n)
{
	printf("static const uint32_t slot[] = {\n");
	for (uint32_t i = 0; i < n; i++)
		printf("%u,%s", slot[i], i % 16 == 15 ? "\n" : "");
	printf("};\n");
}

static void
print_set(const char *name, const struct row *row, size_t n)
{
	uint32_t nslot = (uint32_t)(n + n / 2 + 1), *slot = calloc(nslot, sizeof *slot), i;

	if (slot == NULL)
		die(name, 0, "out of memory");
	for (size_t r = 0; r < n; r++) {
		uint64_t hash = fnv(row[r].cell[0]);
		uint32_t bits = bs_wordset_bits(hash);

		for (i = bs_wordset_at(hash, nslot); slot[i] != 0 && slot[i] != bits;)
			i = i + 1 < nslot ? i + 1 : 0;
		slot[i] = bits;
	}
	print_slots(slot, nslot);
	printf("extern const struct bs_wordset bs_data_%s;\n", name);
	printf("const struct bs_wordset bs_data_%s = {%u, slot};\n", name, nslot);
	free(slot);
}

static void
print_index(const struct row *row, size_t n, uint32_t mask)
{
	uint32_t *slot = calloc(mask + 1U, sizeof *slot), i;
	size_t r;

	if (slot == NULL)
		die("index", 0, "out of memory");
	for (r = 0; r < n; r++) {
		if (r > 0 && strcmp(row[r].cell[0], row[r - 1].cell[0]) == 0)
			continue;
		for (i = (uint32_t)fnv(row[r].cell[0]) & mask; slot[i] != 0; i = (i + 1) & mask)
			;
		slot[i] = (uint32_t)r + 1;
	}
	print_slots(slot, mask + 1);
	free(slot);
}

/* Lengths of the keys by their first byte. */
static void
print_start(const struct row *row, size_t n)
{
	uint16_t start[256] = {0};

	for (size_t r = 0; r < n; r++) {
		size_t len = strlen(row[r].cell[0]);

		start[(unsigned char)*row[r].cell[0]] |= (uint16_t)(1U << (len < 15 ? len : 15));
	}
	printf("static const uint16_t start[] = {\n");
	for (size_t i = 0; i < 256; i++)
		printf("%d,%s", start[i], i % 16 == 15 ? "\n" : "");
	printf("};\n");
}

static void
print_cells(const struct row *row, size_t n, size_t ncol)
{
	size_t r, c, off = 0, col = 0;
	const char *s;

	printf("static const uint32_t cell[] = {\n");
	for (r = 0; r < n; r++)
		for (c = 0; c < ncol; c++) {
			printf("%zu,%s", off, ++col % 16 == 0 ? "\n" : "");
			off += strlen(row[r].cell[c]);
		}
	/* numbers, not a string literal: compilers limit the length of those */
	printf("%zu};\nstatic const char text[] = {\n", off);
	col = 0;
	for (r = 0; r < n; r++)
		for (c = 0; c < ncol; c++)
			for (s = row[r].cell[c]; *s; s++)
				printf("%d,%s", (signed char)*s, ++col % 32 == 0 ? "\n" : "");
	printf("0};\n");
}

int
main(int argc, char **argv)
{
	struct row *row = NULL, one;
	size_t n = 0, cap = 0, ncol = 0, line = 0, k;
	uint32_t mask = 1;
	char *p, *nl, name[256];
	bool set = argc == 4 && strcmp(argv[1], "-s") == 0;

	if (argc != 3 && !set) {
		fprintf(stderr, "usage: table [-s] NAME FILE.tsv\n");
		return 2;
	}
	argv += set;
	for (p = slurp(argv[2]); p != NULL && *p; p = nl ? nl + 1 : NULL) {
		line++;
		nl = strchr(p, '\n');
		if (nl != NULL)
			*nl = '\0';
		if (*p == '#' || *p == '\0')
			continue;
		k = split(p, &one);
		if (ncol == 0) {
			ncol = k;
			if (k > 32)
				die(argv[2], line, "more than 32 columns");
			continue;
		}
		if (k != ncol)
			die(argv[2], line, "not as many columns as the header");
		if (n == cap) {
			cap = cap ? cap * 2 : 256;
			row = realloc(row, cap * sizeof *row);
			if (row == NULL)
				die(argv[2], line, "out of memory");
		}
		one.at = n;
		row[n++] = one;
	}
	if (n > 0)
		qsort(row, n, sizeof *row, by_key);
	while (mask < 2 * n)
		mask = mask << 1 | 1;
	snprintf(name, sizeof name, "%s", argv[1]);
	for (p = name; *p; p++)
		if (*p == '-' || *p == '.')
			*p = '_';
	printf("/* made from %s.tsv by lib/gen/table.c */\n#include \"broadsheet/table.h\"\n",
	    argv[1]);
	if (set) {
		print_set(name, row, n);
		return fflush(stdout) || ferror(stdout);
	}
	print_index(row, n, mask);
	print_cells(row, n, ncol);
	print_start(row, n);
	printf("extern const struct bs_table bs_data_%s;\n", name);
	printf("const struct bs_table bs_data_%s = {%zu, %zu, %u, slot, cell, text, start};\n",
	    name, n, ncol, mask);
	return fflush(stdout) || ferror(stdout);
}
