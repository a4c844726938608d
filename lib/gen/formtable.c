/*
 * formtable: writes lib/normalize/form_table.c, the quick-check properties of
 * the four normal forms, out of the Unicode Character Database.  Run by hand
 * (make tables, needs Debian's unicode-data); the table is committed.
 *
 *	formtable UnicodeData.txt DerivedNormalizationProps.txt > form_table.c
 *
 * One byte a character in blocks of 64, so that a UTF-8 sequence indexes by
 * its bytes: bits 0-3 say "not sure to be normalised" in NFC, NFD, NFKC,
 * NFKD; bit 4 says that the combining class is not 0.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAST = 0x10ffff, NBLOCK = (LAST + 1) / 64 };

static uint8_t flag[LAST + 1];
static int block_of[NBLOCK];
static uint8_t block[NBLOCK][64];

static void
mark(const char *range, uint8_t bits)
{
	char *end;
	long lo = strtol(range, &end, 16), hi = lo;

	if (end[0] == '.' && end[1] == '.')
		hi = strtol(end + 2, NULL, 16);
	for (; lo <= hi; lo++)
		flag[lo] |= bits;
}

static FILE *
must_open(const char *name)
{
	FILE *f = fopen(name, "r");

	if (!f) {
		perror(name);
		exit(1);
	}
	return f;
}

static void
combining_classes(const char *name)
{
	FILE *f = must_open(name);
	char line[1024];

	while (fgets(line, sizeof line, f)) {
		char *p = line;

		for (int i = 0; i < 3 && p; i++)
			if ((p = strchr(p, ';')) != NULL)
				p++;
		if (p && atoi(p) != 0)
			mark(line, 16);
	}
	fclose(f);
}

static void
quick_checks(const char *name)
{
	static const char *const prop[] = {"NFC_QC", "NFD_QC", "NFKC_QC", "NFKD_QC"};
	FILE *f = must_open(name);
	char line[1024];

	while (fgets(line, sizeof line, f)) {
		char *p = strchr(line, ';');

		if (line[0] == '#' || !p)
			continue;
		p += 1 + strspn(p + 1, " ");
		for (int i = 0; i < 4; i++)
			if (strncmp(p, prop[i], strlen(prop[i])) == 0 &&
			    strchr(" ;", p[strlen(prop[i])]))
				mark(line, (uint8_t)(1 << i));
	}
	fclose(f);
}

int
main(int argc, char **argv)
{
	int nblock = 0;

	if (argc != 3)
		return 2;
	combining_classes(argv[1]);
	quick_checks(argv[2]);
	for (int b = 0; b < NBLOCK; b++) {
		int i = 0;

		while (i < nblock && memcmp(block[i], flag + 64 * b, 64) != 0)
			i++;
		if (i == nblock)
			memcpy(block[nblock++], flag + 64 * b, 64);
		block_of[b] = i;
	}
	printf(
	    "/* Made by lib/gen/formtable.c from the Unicode Character Database: do not edit. */\n"
	    "/* clang-format off */\n"
	    "#include \"normalize/form.h\"\n\nconst unsigned char bs_form_block[%d] = {",
	    NBLOCK);
	for (int b = 0; b < NBLOCK; b++)
		printf("%s%d,", b % 24 == 0 ? "\n\t" : " ", block_of[b]);
	printf("\n};\n\nconst unsigned char bs_form_flags[][64] = {");
	for (int i = 0; i < nblock; i++) {
		printf("\n\t{");
		for (int j = 0; j < 64; j++)
			printf("%s%d,", j && j % 32 == 0 ? "\n\t " : "", block[i][j]);
		printf("},");
	}
	printf("\n};\n\n/* All flags of a block in one. */\nconst unsigned char bs_form_any[] = {");
	for (int i = 0; i < nblock; i++) {
		unsigned any = 0;

		for (int j = 0; j < 64; j++)
			any |= block[i][j];
		printf("%s%u,", i % 24 == 0 ? "\n\t" : " ", any);
	}
	printf("\n};\n");
	if (nblock > 255)
		return 1;
	return fflush(stdout) == 0 ? 0 : 1;
}
