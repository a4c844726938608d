/*
 * replay: run a fuzz target over its kept corpus, as a test that speaks TAP.
 * CORPUS is the folder, from the top of the tree.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
main(void)
{
	DIR *d = opendir(CORPUS);
	struct dirent *e;
	unsigned n = 0;

	/* the empty input, without a pointer to it, is part of every corpus */
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	printf("ok %u - empty\n", ++n);
	while (d != NULL && (e = readdir(d)) != NULL) {
		char name[1024];
		uint8_t *p = malloc(1 << 22);
		size_t k;
		FILE *f;

		snprintf(name, sizeof name, "%s/%s", CORPUS, e->d_name);
		if (p != NULL && e->d_name[0] != '.' && (f = fopen(name, "rb")) != NULL) {
			k = fread(p, 1, 1 << 22, f);
			fclose(f);
			/* exactly as large as its content, so that a sanitizer sees all */
			p = realloc(p, k ? k : 1);
			LLVMFuzzerTestOneInput(p, k);
			printf("ok %u - %s\n", ++n, e->d_name);
		}
		free(p);
	}
	if (d != NULL)
		closedir(d);
	printf("1..%u\n", n);
	return 0;
}
