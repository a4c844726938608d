/*
 * rows: N made-up records, the same ones each time: entity rows of documents
 * of some forty rows, with names drawn by Zipf's law from as many as there
 * are syllables for.  For tests/bench/tally.sh.
 *
 *	rows N
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 88172645463325252U;

static uint64_t
any(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static double
uniform(void)
{
	return (double)(any() >> 11) * 0x1p-53;
}

/* Rank of a name: Zipf with exponent 1 over 1..n, by inversion of its smooth form. */
static uint64_t
rank(double n)
{
	return (uint64_t)exp(uniform() * log(n));
}

static size_t
name(char *out, size_t cap, uint64_t r)
{
	static const char *const first[] = {"Anna", "Boris", "Carla", "Dmitri", "Elena", "Farid",
	    "Greta", "Hakan", "Irina", "Jonas", "Klara", "Luis", "Mirela", "Nikos", "Olga",
	    "Pavel"};
	static const char *const part[] = {"ka", "vo", "ren", "mi", "sta", "lu", "dor", "fen",
	    "gri", "hal", "ost", "pel", "qua", "ris", "tem", "zu"};
	uint64_t h = r * 0x9e3779b97f4a7c15U;
	int n = snprintf(out, cap, "%s %c%s%s%s%s", first[h >> 60], (char)('A' + (h >> 40) % 26),
	    part[r & 15], part[r >> 4 & 15], part[r >> 8 & 15], r >> 12 ? part[r >> 12 & 15] : "");

	if (r >> 16 && n > 0)
		n += snprintf(out + n, cap - (size_t)n, "%s", part[r >> 16 & 15]);
	return n > 0 ? (size_t)n : 0;
}

int
main(int argc, char **argv)
{
	static const char *const cls[] = {
	    "PER", "PER", "PER", "ORG", "ORG", "LOC", "NORP", "DATE", "MISC", "MONEY"};
	static const char *const why[] = {
	    "model@0.97", "model@0.91", "list:cities", "list:people", "alias:surname@0.90"};
	uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 5000000;
	uint64_t doc = 0, left = 0, at = 0;
	char key[96];

	for (uint64_t i = 0; i < rows; i++, left--) {
		uint64_t r = rank(204000), c = r % 10;
		size_t n = name(key, sizeof key, r);

		if (left == 0) {
			doc++;
			at = 0;
			left = 20 + any() % 40;
		}
		at += 30 + any() % 200;
		printf("archive/2024/%02u/"
		       "herald-%07u.txt\t%u\t%u\tentity\t%us%u\t%s\t%s\t.\t%s\t%s%s\n",
		    (unsigned)(doc % 12 + 1), (unsigned)doc, (unsigned)at, (unsigned)(at + n),
		    (unsigned)(at / 900 + 1), (unsigned)(at / 150 % 6 + 1), cls[c], key,
		    why[any() % 5], key, any() % 8 == 0 ? "’s" : "");
	}
	return fflush(stdout) != 0;
}
