/*
 * codepage: writes lib/normalize/codepage_table.c, the upper halves of the
 * single-byte encodings, out of the C library's iconv.  Run by hand (make
 * codepages); the table is committed, so that a static build needs no gconv
 * files.  Bytes without a character are read as C1 controls, as browsers do.
 */
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* the name that is written, what else it is called (folded: a-z0-9), iconv's name */
static const struct page {
	const char *name, *alias, *iconv;
} page[] = {
    {"windows-1250", "cp1250", "CP1250"},
    {"windows-1251", "cp1251", "CP1251"},
    {"windows-1252", "cp1252", "CP1252"},
    {"windows-1253", "cp1253", "CP1253"},
    {"windows-1254", "cp1254", "CP1254"},
    {"windows-1255", "cp1255", "CP1255"},
    {"windows-1256", "cp1256", "CP1256"},
    {"windows-1257", "cp1257", "CP1257"},
    {"windows-1258", "cp1258", "CP1258"},
    {"windows-874", "cp874 tis620", "CP874"},
    {"ISO-8859-1", "latin1 iso88591 l1", "ISO-8859-1"},
    {"ISO-8859-2", "latin2 l2", "ISO-8859-2"},
    {"ISO-8859-3", "latin3", "ISO-8859-3"},
    {"ISO-8859-4", "latin4", "ISO-8859-4"},
    {"ISO-8859-5", "cyrillic", "ISO-8859-5"},
    {"ISO-8859-6", "arabic", "ISO-8859-6"},
    {"ISO-8859-7", "greek", "ISO-8859-7"},
    {"ISO-8859-8", "hebrew", "ISO-8859-8"},
    {"ISO-8859-9", "latin5", "ISO-8859-9"},
    {"ISO-8859-10", "latin6", "ISO-8859-10"},
    {"ISO-8859-13", "latin7", "ISO-8859-13"},
    {"ISO-8859-14", "latin8", "ISO-8859-14"},
    {"ISO-8859-15", "latin9", "ISO-8859-15"},
    {"ISO-8859-16", "latin10", "ISO-8859-16"},
    {"KOI8-R", "koi8r koi8", "KOI8-R"},
    {"KOI8-U", "koi8u", "KOI8-U"},
    {"macintosh", "macroman mac xmacroman", "MACINTOSH"},
    {"x-mac-cyrillic", "maccyrillic", "MAC-CYRILLIC"},
    {"x-mac-ce", "macce maccentraleurope maclatin2", "MAC-CENTRALEUROPE"},
    {"IBM437", "cp437", "CP437"},
    {"IBM850", "cp850", "CP850"},
    {"IBM852", "cp852", "CP852"},
    {"IBM855", "cp855", "CP855"},
    {"IBM866", "cp866", "CP866"},
};
enum { NPAGE = sizeof page / sizeof page[0] };

struct pair {
	uint16_t cp;
	uint8_t byte;
};

static int
by_cp(const void *a, const void *b)
{
	return ((const struct pair *)a)->cp - ((const struct pair *)b)->cp;
}

static uint16_t
upper(iconv_t cd, unsigned byte)
{
	char in = (char)byte, *ip = &in;
	uint8_t out[8], *o = out;
	char *op = (char *)o;
	size_t il = 1, ol = sizeof out;

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &ip, &il, &op, &ol) == (size_t)-1)
		return (uint16_t)byte;
	iconv(cd, NULL, NULL, &op, &ol); /* those that wait for a combining mark */
	if (ol != sizeof out - 2)
		return (uint16_t)byte;
	return (uint16_t)(out[0] << 8 | out[1]);
}

static void
write_page(const struct page *p)
{
	struct pair pair[128];
	iconv_t cd = iconv_open("UTF-16BE", p->iconv);

	if (cd == (iconv_t)-1) {
		fprintf(stderr, "codepage: no %s in iconv\n", p->iconv);
		exit(1);
	}
	printf("\t{\"%s\", \"%s\", {", p->name, p->alias);
	for (unsigned b = 128; b < 256; b++) {
		pair[b - 128] = (struct pair){upper(cd, b), (uint8_t)b};
		/* an increment in Apple's table and the browsers', a Greek letter in glibc's */
		if (strcmp(p->name, "macintosh") == 0 && b == 0xc6)
			pair[b - 128].cp = 0x2206;
		printf("%s0x%04x,", b % 12 == 8 ? "\n\t    " : " ", pair[b - 128].cp);
	}
	qsort(pair, 128, sizeof pair[0], by_cp);
	printf("\n\t}, {");
	for (unsigned i = 0; i < 128; i++)
		printf("%s0x%02x,", i % 16 == 0 ? "\n\t    " : " ", pair[i].byte);
	printf("\n\t}},\n");
	iconv_close(cd);
}

int
main(void)
{
	printf("/* Made by lib/gen/codepage.c: do not edit. */\n"
	       "/* clang-format off */\n"
	       "#include \"normalize/codepage.h\"\n\n"
	       "const struct bs_codepage bs_codepages[] = {\n");
	for (size_t i = 0; i < NPAGE; i++)
		write_page(&page[i]);
	printf("};\nconst size_t bs_ncodepage = %d;\n", NPAGE);
	return fflush(stdout) == 0 ? 0 : 1;
}
