/*
 * Any bytes into tally: the first byte says what is counted, the others are
 * its input.  Invariants: the same output whether groups fit memory or not;
 * an earlier tally of the input, read again, gives the same output.
 */
#include "tally/tally.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
put_file(char *name, const void *p, size_t n)
{
	int fd = mkstemp(name);

	must(fd >= 0 && write(fd, p, n) == (ssize_t)n);
	close(fd);
}

/* The output for a file; false where tally refuses it. */
static bool
run(const struct bs_tally_config *cfg, char *file, struct bs_writer *w)
{
	struct bs_tally t;
	char *operand[1] = {file};
	bool ok;

	bs_writer_init(w, 1, false);
	must(bs_tally_open(&t, cfg));
	ok = bs_tally_read(&t, operand, 1) && bs_tally_write(&t, w);
	bs_tally_close(&t);
	return ok;
}

static const struct bs_tally_config configs[] = {
    {.fields = "1"},
    {.fields = "2,1", .distinct = "1", .sort = "key", .reverse = true},
    {.fields = "3", .agg = "sum:2,mean:2,min:2,max:2", .number = 3},
    {.kind = "entity", .docs = true, .share = true},
    {.fields = "@outlet,key", .distinct = "addr,class"},
    {.pairs = "key", .within = "sent"},
    {.pairs = "key", .directed = true},
    {.pairs = "doc", .within = "key", .max_group = 3},
    {.per = "week", .fields = "class"},
    {.fields = "key", .variants = true},
    {.header_in = true, .fields = "a,b"},
    {.merge = true},
    {.fields = "1,2", .top_per = "2", .number = 1},
    {.fields = "2,1", .variants = true, .distinct = "3", .top_per = "2", .number = 2},
    {.fields = "1", .variants = true, .agg = "max:2"},
    {.pairs = "1", .within = "2"},
};
enum { NCONFIG = sizeof configs / sizeof configs[0] };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char in[] = "/tmp/tally_fuzz.XXXXXX", part[] = "/tmp/tally_fuzz.XXXXXX";
	struct bs_tally_config cfg;
	struct bs_writer a, b;
#ifdef CORPUS /* replayed: bad rows are told, but to nobody */
	static bool quiet;

	if (!quiet)
		quiet = freopen("/dev/null", "w", stderr) != NULL;
#endif
	if (size == 0 || size > 60000)
		return 0;
	cfg = configs[data[0] % NCONFIG];
	put_file(in, data + 1, size - 1);
	cfg.budget = (size_t)1 << 24;
	if (run(&cfg, in, &a)) {
		cfg.budget = 1;
		must(run(&cfg, in, &b));
		must(bs_span_eq(bs_buf_view(&a.b), bs_buf_view(&b.b)));
		b.b.n = 0;
		if (!cfg.merge) {
			cfg.format = BS_PARTIAL;
			bs_buf_free(&b.b);
			must(run(&cfg, in, &b));
			put_file(part, b.b.p, b.b.n);
			cfg = (struct bs_tally_config){.merge = true,
			    .sort = cfg.sort,
			    .reverse = cfg.reverse,
			    .number = cfg.number,
			    .share = cfg.share,
			    .variants = cfg.variants,
			    .top_per = cfg.top_per,
			    .max_group = cfg.max_group};
			bs_buf_free(&b.b);
			must(run(&cfg, part, &b));
			must(bs_span_eq(bs_buf_view(&a.b), bs_buf_view(&b.b)));
			unlink(part);
		}
		bs_buf_free(&b.b);
	}
	bs_buf_free(&a.b);
	unlink(in);
	return 0;
}
