/*
 * blocks WORDS PHRASES LANGUAGES WEIGHTS: the word lists and the weights of
 * the block classifier as C tables (lib/normalize/block_words.h, block_model.h).
 *
 * A build program: reads the four TSVs, hashes every word as the classifier
 * will, and prints one table of words with the groups, languages and phrases
 * of each; so that one probe a word is all that it costs at run time.
 */
#include "normalize/block_model.h"
#include "normalize/block_words.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const group_name[] = {"stop", "said", "you", "ui", "month", "site"};
static const char *const cue_name[] = {
#define X(name) #name,
    BS_CUES(X)
#undef X
};
static const char *const where_name[] = {"whole", "start", "any", "tail"};

struct phrase {
	char *rest;
	size_t word; /* index into the words */
	uint8_t where, cue, nrest;
};

enum { MAX_WORDS = 1 << 14, MAX_PHRASES = 1 << 14, BUCKETS = 1024 };

static struct bs_block_word word[MAX_WORDS];
static struct phrase phrase[MAX_PHRASES];
static char language[BS_LANGUAGES][4];
static uint32_t languages[MAX_WORDS]; /* of each word, as bits */
static size_t nword, nphrase, nlanguage;
static const char *file;
static size_t line;

static void
die(const char *what)
{
	fprintf(stderr, "blocks: %s:%zu: %s\n", file, line, what);
	exit(1);
}

static size_t
word_of(const char *p, size_t n)
{
	uint64_t h = bs_word_hash(p, n, n);
	size_t i;

	for (i = 0; i < nword; i++)
		if (word[i].hash == h)
			return i;
	if (nword == MAX_WORDS)
		die("too many words");
	word[nword].hash = h;
	return nword++;
}

static unsigned
name_of(const char *s, const char *const *name, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(s, name[i]) == 0)
			return (unsigned)i;
	die("no such group");
	return 0;
}

static void
add_language(char **cell)
{
	size_t i;

	for (i = 0; i < nlanguage && strcmp(language[i], cell[1]) != 0; i++)
		;
	if (i == BS_LANGUAGES || strlen(cell[1]) > 3)
		die("too many languages, or a name too long");
	if (i == nlanguage)
		strcpy(language[nlanguage++], cell[1]);
	languages[word_of(cell[0], strlen(cell[0]))] |= 1U << i;
}

static void
add_word(char **cell)
{
	unsigned g = name_of(cell[1], group_name, BS_NGROUP);

	word[word_of(cell[0], strlen(cell[0]))].group |= (uint8_t)(1U << g);
}

static void
add_phrase(char **cell)
{
	struct phrase *p = &phrase[nphrase++];
	const char *s;

	if (nphrase == MAX_PHRASES)
		die("too many phrases");
	p->word = word_of(cell[0], strlen(cell[0]));
	p->where = (uint8_t)name_of(cell[2], where_name, BS_NWHERE);
	p->cue = (uint8_t)name_of(cell[3], cue_name, BS_NCUE);
	p->rest = malloc(strlen(cell[1]) + 1);
	if (p->rest == NULL)
		die("out of memory");
	strcpy(p->rest, strcmp(cell[1], ".") == 0 ? "" : cell[1]);
	p->nrest = p->rest[0] != '\0';
	for (s = p->rest; *s; s++)
		p->nrest = (uint8_t)(p->nrest + (*s == ' '));
}

/* Call `add` for each row of a TSV with `ncell` columns. */
static void
rows(const char *name, size_t ncell, void (*add)(char **))
{
	FILE *f = fopen(name, "r");
	char buf[4096], *cell[16], *p;
	size_t n;
	bool header = true;

	file = name;
	line = 0;
	if (f == NULL)
		die("cannot be opened");
	while (fgets(buf, sizeof buf, f) != NULL) {
		line++;
		buf[strcspn(buf, "\n")] = '\0';
		if (buf[0] == '#' || buf[0] == '\0')
			continue;
		for (n = 0, p = buf; n < ncell && p != NULL; n++) {
			cell[n] = p;
			p = strchr(p, '\t');
			if (p != NULL)
				*p++ = '\0';
		}
		if (n != ncell || p != NULL)
			die("wrong number of columns");
		if (!header)
			add(cell);
		header = false;
	}
	fclose(f);
}

static int
by_word(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;

	/* of a word first those that may stand anywhere: the others are tried at the start only */
	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return (y->where > x->where) - (y->where < x->where);
}

static void
print_phrases(void)
{
	size_t i, rest = 0;
	const char *s, *e;

	qsort(phrase, nphrase, sizeof *phrase, by_word);
	printf("const struct bs_block_phrase bs_block_phrase[] = {\n");
	for (i = 0; i < nphrase; i++) {
		if (i == 0 || phrase[i].word != phrase[i - 1].word)
			word[phrase[i].word].phrase = (uint16_t)(i + 1);
		printf("{%zu, %u, %u, %u, %d},\n", rest, phrase[i].nrest, phrase[i].where,
		    phrase[i].cue, i + 1 == nphrase || phrase[i].word != phrase[i + 1].word);
		rest += phrase[i].nrest;
	}
	printf("};\nconst uint64_t bs_block_rest[] = {\n");
	for (i = 0; i < nphrase; i++)
		for (s = phrase[i].rest; *s; s = *e ? e + 1 : e) {
			e = s + strcspn(s, " ");
			printf("0x%llxU,\n",
			    (unsigned long long)bs_word_hash(s, (size_t)(e - s), (size_t)(e - s)));
		}
	printf("0};\n");
}

/* Which words are a phrase alone, and the pairs that begin the others. */
static void
print_pairs(void)
{
	uint64_t pair[2][64] = {{0}}, second;
	size_t i;
	int set;

	for (i = 0; i < nphrase; i++) {
		struct phrase *p = &phrase[i];
		struct bs_block_word *w = &word[p->word];
		int sets = p->where == BS_WHERE_ANY || p->where == BS_WHERE_TAIL ? 2 : 1;

		for (set = 0; set < sets; set++) {
			size_t n = strcspn(p->rest, " ");
			unsigned bit;

			if (p->nrest == 0) {
				w->alone |= (uint8_t)(1U << set);
				continue;
			}
			second = bs_word_hash(p->rest, n, n);
			bit = bs_block_pair_bit(w->hash, second);
			pair[set][bit >> 6] |= (uint64_t)1 << (bit & 63);
		}
	}
	printf("const uint64_t bs_block_pair[2][64] = {");
	for (set = 0; set < 2; set++) {
		printf("{");
		for (i = 0; i < 64; i++)
			printf("0x%llxU,", (unsigned long long)pair[set][i]);
		printf("},\n");
	}
	printf("};\n");
}

/* The number of a set of languages among those met; in order of their first words. */
static uint16_t
set_of(uint32_t bits)
{
	static uint32_t set[MAX_WORDS + 1];
	static size_t n = 1; /* the first is empty */
	size_t i;

	for (i = 0; i < n && set[i] != bits; i++)
		;
	if (i == n)
		set[n++] = bits;
	return (uint16_t)i;
}

static void
print_word(const struct bs_block_word *w)
{
	bool foreign = w->languages != 0, known = foreign || w->group != 0;
	unsigned tally = w->group | (unsigned)foreign << BS_GROUP_STOP |
			 (unsigned)known << BS_TALLY_KNOWN |
			 (unsigned)(w->phrase != 0) << BS_TALLY_PHRASE;

	printf("{0x%llxU, %u, %u, %u, %u, %u},\n", (unsigned long long)w->hash, w->languages,
	    w->phrase, w->alone, w->group, tally);
}

/* Give every word of a bucket a slot of its own; false where one number does that for none. */
static bool
place_bucket(const size_t *in, size_t n, uint16_t place, uint32_t *slot, uint32_t mask)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		uint32_t at = bs_block_slot(word[in[i]].hash, place, mask);

		if (slot[at] != 0) {
			for (k = 0; k < i; k++)
				slot[bs_block_slot(word[in[k]].hash, place, mask)] = 0;
			return false;
		}
		slot[at] = (uint32_t)in[i] + 1;
	}
	return true;
}

/* A hash table without a second look: each bucket's number makes slots that are free, the fullest
 * buckets first (Belazzougui, Botelho and Dietzfelbinger 2009, "Hash, displace, and compress"). */
static void
place_words(uint16_t *place, uint32_t *slot, uint32_t mask)
{
	static size_t in[BUCKETS][64], n[BUCKETS];
	size_t w, b, size;

	for (w = 0; w < nword; w++) {
		b = word[w].hash >> 54;
		if (n[b] == 64)
			die("a bucket is full");
		in[b][n[b]++] = w;
	}
	for (size = 64; size > 0; size--)
		for (b = 0; b < BUCKETS; b++) {
			unsigned d = 1;

			if (n[b] != size)
				continue;
			while (d < 1 << 16 && !place_bucket(in[b], size, (uint16_t)d, slot, mask))
				d += 2;
			if (d >= 1 << 16)
				die("no place for the words of a bucket");
			place[b] = (uint16_t)d;
		}
}

static void
print_words(void)
{
	static uint32_t slot[2 * MAX_WORDS];
	static uint16_t place[BUCKETS];
	uint32_t mask = 1, i;
	size_t w, l;
	uint16_t last = 0;

	while (mask < nword + nword / 4)
		mask *= 2;
	mask--;
	place_words(place, slot, mask);
	printf("const uint32_t bs_block_word_mask = %u;\n", mask);
	printf("const uint16_t bs_block_word_place[%d] = {", BUCKETS);
	for (i = 0; i < BUCKETS; i++)
		printf("%u,", place[i]);
	printf("};\nconst bs_language_set bs_block_languages[] = {{0},\n");
	for (w = 0; w < nword; w++) {
		word[w].languages = set_of(languages[w]);
		if (word[w].languages <= last)
			continue;
		last = word[w].languages;
		printf("{");
		for (l = 0; l < BS_LANGUAGES; l++)
			printf("%u,", languages[w] >> l & 1);
		printf("},\n");
	}
	printf("};\nconst struct bs_block_word bs_block_word[] = {\n");
	for (i = 0; i <= mask; i++)
		if (slot[i] == 0)
			printf("{0},\n");
		else
			print_word(&word[slot[i] - 1]);
	printf("{0}};\n");
}

static const char *const feature_name[] = {
#define X(name, bins) #name,
    BS_FEATURES(X)
#undef X
};
static const unsigned feature_bins[] = {
#define X(name, bins) bins,
    BS_FEATURES(X)
#undef X
};
static int weight[BS_NFEATURE][BS_NEMIT], transition[BS_NSTATE][BS_NSTATE];

static void
add_weight(char **cell)
{
	size_t f, n = sizeof feature_name / sizeof *feature_name, at = 0, c;
	unsigned long bin = strtoul(cell[1], NULL, 10);

	if (strcmp(cell[0], "transition") == 0) {
		unsigned long to = strtoul(cell[2], NULL, 10);

		if (bin >= BS_NSTATE || to >= BS_NSTATE)
			die("no such state");
		transition[bin][to] = (int)strtol(cell[3], NULL, 10);
		return;
	}
	for (f = 0; f < n && strcmp(cell[0], feature_name[f]) != 0; f++)
		at += feature_bins[f];
	if (f == n || bin >= feature_bins[f])
		die("no such feature");
	for (c = 0; c < BS_NEMIT; c++) {
		weight[at + bin][c] = (int)strtol(cell[2 + c], NULL, 10);
		if (abs(weight[at + bin][c]) > BS_MAX_WEIGHT)
			die("weight out of range");
	}
}

static void
print_transitions(const char *name, bool back)
{
	unsigned i, j;

	printf("const int16_t %s[BS_NSTATE][BS_STRIDE] = {\n", name);
	for (i = 0; i < BS_NSTATE; i++) {
		printf("{");
		for (j = 0; j < BS_STRIDE; j++) {
			unsigned a = back ? j : i, b = back ? i : j;

			printf("%d,", j < BS_NSTATE && bs_block_may_follow(a, b)
					  ? transition[a][b] / 4
					  : BS_NEVER);
		}
		printf("},\n");
	}
	printf("};\n");
}

static void
print_weights(void)
{
	unsigned i, j;

	printf("const bs_lanes bs_block_weight[BS_NFEATURE] = {\n");
	for (i = 0; i < BS_NFEATURE; i++) {
		printf("{");
		for (j = 0; j < BS_STRIDE; j++)
			printf("%d,", weight[i][bs_block_emits(j < BS_NSTATE ? j : 0)]);
		printf("},\n");
	}
	printf("};\nconst int16_t bs_block_rival[BS_NSTATE][BS_STRIDE] = {\n");
	for (i = 0; i < BS_NSTATE; i++) {
		printf("{");
		for (j = 0; j < BS_NSTATE; j++)
			printf("%d,", bs_block_emits(i) == bs_block_emits(j) ? 0 : -1);
		printf("},\n");
	}
	printf("};\n");
	print_transitions("bs_block_transition", false);
	print_transitions("bs_block_transition_back", true);
}

int
main(int argc, char **argv)
{
	size_t i;

	if (argc != 5) {
		fprintf(stderr, "usage: blocks WORDS PHRASES LANGUAGES WEIGHTS\n");
		return 2;
	}
	rows(argv[1], 2, add_word);
	rows(argv[2], 5, add_phrase);
	rows(argv[3], 2, add_language);
	rows(argv[4], 2 + BS_NEMIT, add_weight);
	printf("#include \"normalize/block_model.h\"\n#include \"normalize/block_words.h\"\n");
	print_phrases();
	print_pairs();
	print_words();
	print_weights();
	printf("const char bs_block_language[][4] = {\n");
	for (i = 0; i < nlanguage; i++)
		printf("\"%s\",\n", language[i]);
	printf("};\nconst uint32_t bs_block_nlanguage = %zu;\n", nlanguage);
	return 0;
}
