/*
 * uax29: writes lib/segment/uax29_table.c, the properties Unicode Annex 29
 * asks for, out of the Unicode Character Database.  Run by hand (make
 * tables, needs Debian's unicode-data); the table is committed, and make
 * tables-check and tests/cli/segment-tables.bats check that it is what this
 * program writes.
 *
 *	uax29 WordBreakProperty.txt SentenceBreakProperty.txt emoji-data.txt > uax29_table.c
 *
 * Two stages: blocks of 128 characters, in which a byte names one of the few
 * combinations of properties there are.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAST = 0x10ffff, BLOCK = 128, NBLOCK = (LAST + 1) / BLOCK };

static const char *const word[] = {"Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Format",
    "Regional_Indicator", "Katakana", "Hebrew_Letter", "ALetter", "Single_Quote", "Double_Quote",
    "MidNumLet", "MidLetter", "MidNum", "Numeric", "ExtendNumLet", "WSegSpace", NULL};
static const char *const sentence[] = {"Other", "CR", "LF", "Sep", "Extend", "Format", "Sp",
    "Lower", "Upper", "OLetter", "Numeric", "ATerm", "SContinue", "STerm", "Close", NULL};
static const char *const picture[] = {"", "Extended_Pictographic", NULL};

static uint16_t bits[LAST + 1], combo[256];
static uint8_t stage[NBLOCK][BLOCK], block_of[NBLOCK];
static int ncombo, nblock;

static void
die(const char *file, const char *what)
{
	fprintf(stderr, "uax29: %s: %s\n", file, what);
	exit(1);
}

/* Set the property named behind the `;` of each line: its number in the list, shifted. */
static void
read_property(const char *name, const char *const *list, unsigned shift, int strict)
{
	FILE *f = fopen(name, "r");
	char line[1024], value[64];
	unsigned long lo, hi;
	int k;

	if (f == NULL)
		die(name, "cannot be opened");
	while (fgets(line, sizeof line, f) != NULL) {
		if (sscanf(line, "%lx..%lx ; %63[A-Za-z_]", &lo, &hi, value) != 3) {
			if (sscanf(line, "%lx ; %63[A-Za-z_]", &lo, value) != 2)
				continue;
			hi = lo;
		}
		for (k = 0; list[k] != NULL && strcmp(list[k], value) != 0; k++)
			;
		if (list[k] == NULL) {
			if (strict)
				die(name, "a property value that is not known");
			continue;
		}
		for (; lo <= hi && lo <= LAST; lo++)
			bits[lo] = (uint16_t)(bits[lo] | (unsigned)k << shift);
	}
	fclose(f);
}

static uint8_t
combination(uint16_t b)
{
	int k;

	for (k = 0; k < ncombo && combo[k] != b; k++)
		;
	if (k == 256)
		die("table", "more than 256 combinations");
	if (k == ncombo)
		combo[ncombo++] = b;
	return (uint8_t)k;
}

static void
fold(void)
{
	int b, i, k;

	for (b = 0; b < NBLOCK; b++) {
		for (i = 0; i < BLOCK; i++)
			stage[nblock][i] = combination(bits[b * BLOCK + i]);
		for (k = 0; k < nblock && memcmp(stage[k], stage[nblock], BLOCK) != 0; k++)
			;
		if (k == nblock && ++nblock > 255)
			die("table", "more than 255 blocks");
		block_of[b] = (uint8_t)k;
	}
}

static void
print_bytes(const uint8_t *v, int n)
{
	int i;

	for (i = 0; i < n; i++)
		printf("%s%d,", i % 32 == 0 ? "\n\t" : "", v[i]);
}

int
main(int argc, char **argv)
{
	int i;

	if (argc != 4) {
		fprintf(stderr, "usage: uax29 WordBreakProperty.txt SentenceBreakProperty.txt "
				"emoji-data.txt\n");
		return 2;
	}
	read_property(argv[1], word, 0, 1);
	read_property(argv[2], sentence, 8, 1);
	read_property(argv[3], picture, 5, 0);
	fold();
	printf("/* Made by lib/gen/uax29.c out of Unicode 15.0; do not edit. */\n"
	       "/* clang-format off */\n"
	       "#include \"segment/uax29_table.h\"\n\nconst uint16_t bs_uax29_bits[] = {");
	for (i = 0; i < ncombo; i++)
		printf("%s%d,", i % 16 == 0 ? "\n\t" : "", combo[i]);
	printf("\n};\n\nconst uint8_t bs_uax29_block[0x110000 / 128] = {");
	print_bytes(block_of, NBLOCK);
	printf("\n};\n\nconst uint8_t bs_uax29_combo[][128] = {");
	for (i = 0; i < nblock; i++) {
		printf("\n\t{");
		print_bytes(stage[i], BLOCK);
		printf("\n\t},");
	}
	printf("\n};\n");
	return fflush(stdout) || ferror(stdout);
}
