/* runs: see runs.h */
#include "tally/runs.h"

#include "broadsheet/err.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

static noreturn void
fail(const char *what)
{
	const char *dir = getenv("TMPDIR");

	bs_die("%s in %s: %s (TMPDIR names another folder, -S allows more memory)", what,
	    dir && *dir ? dir : "/tmp", strerror(errno));
}

static int
temporary(void)
{
	const char *dir = getenv("TMPDIR");
	struct bs_buf name = {0};
	int fd;

	bs_buf_lit(&name, dir && *dir ? dir : "/tmp");
	bs_buf_lit(&name, "/tally.XXXXXX");
	bs_buf_str(&name);
	fd = mkstemp(name.p);
	if (fd < 0)
		fail("cannot make a temporary file");
	unlink(name.p);
	bs_buf_free(&name);
	return fd;
}

static void
flush(struct bs_runs *r)
{
	int fd = r->run[r->n - 1].fd;
	size_t at = 0;

	while (at < r->out.n) {
		ssize_t k = write(fd, r->out.p + at, r->out.n - at);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			fail("cannot write a temporary file");
		at += (size_t)k;
	}
	r->bytes += r->out.n;
	r->out.n = 0;
}

static void rewind_level(struct bs_runs *r, int level);

/* The lowest level that has a good number of runs. */
static int
crowded(const struct bs_runs *r)
{
	size_t n[BS_RUNS_OPEN] = {0}, most = 0;

	for (size_t i = 0; i < r->n; i++)
		n[r->run[i].level]++;
	for (size_t i = 0; i < BS_RUNS_OPEN; i++) {
		if (n[i] >= BS_RUNS_OPEN / 4)
			return (int)i;
		if (n[i] > n[most])
			most = i;
	}
	return (int)most;
}

/* The runs of one level into one of the next, where no more may be open. */
static void
merge_level(struct bs_runs *r)
{
	int level = crowded(r);
	struct bs_span key, payload;
	size_t kept = 0;

	rewind_level(r, level);
	r->run[r->n++] = (struct bs_run){
	    .fd = temporary(), .level = level + 1 < BS_RUNS_OPEN ? level + 1 : level};
	while (bs_runs_next(r, &key, &payload))
		bs_runs_put(r, key, payload);
	flush(r);
	for (size_t i = 0; i < r->n; i++) {
		if (r->run[i].level == level && i + 1 < r->n) {
			close(r->run[i].fd);
			free(r->run[i].buf);
		} else {
			r->run[kept++] = r->run[i];
		}
	}
	r->n = kept;
}

void
bs_runs_begin(struct bs_runs *r)
{
	if (r->n == BS_RUNS_OPEN)
		merge_level(r);
	r->run[r->n++] = (struct bs_run){.fd = temporary()};
}

void
bs_runs_put(struct bs_runs *r, struct bs_span key, struct bs_span payload)
{
	uint64_t len[2] = {key.n, payload.n};

	bs_buf_add(&r->out, len, sizeof len);
	bs_buf_span(&r->out, key);
	bs_buf_span(&r->out, payload);
	if (r->out.n >= CHUNK)
		flush(r);
}

void
bs_runs_end(struct bs_runs *r)
{
	flush(r);
}

/* At least n bytes from lo on in the run's buffer; false at the end of the file. */
static bool
have(struct bs_run *run, size_t n)
{
	while (run->hi - run->lo < n && !run->eof) {
		ssize_t k;

		if (run->lo > 0) {
			memmove(run->buf, run->buf + run->lo, run->hi - run->lo);
			run->hi -= run->lo;
			run->lo = 0;
		}
		if (run->cap < n || run->cap < CHUNK) {
			run->cap = n > CHUNK ? n : CHUNK;
			run->buf = bs_realloc(run->buf, run->cap, 1);
		}
		k = read(run->fd, run->buf + run->hi, run->cap - run->hi);
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			fail("cannot read a temporary file");
		run->eof = k == 0;
		run->hi += (size_t)k;
	}
	return run->hi - run->lo >= n;
}

static bool
advance(struct bs_run *run)
{
	uint64_t len[2];
	const char *p;

	if (!have(run, sizeof len)) {
		if (run->hi != run->lo)
			bs_die("a temporary file is cut short");
		return false;
	}
	memcpy(len, run->buf + run->lo, sizeof len);
	if (!have(run, sizeof len + len[0] + len[1]))
		bs_die("a temporary file is cut short");
	p = run->buf + run->lo + sizeof len;
	run->key = bs_span(p, len[0]);
	run->payload = bs_span(p + len[0], len[1]);
	run->lo += sizeof len + len[0] + len[1];
	return true;
}

static bool
before(const struct bs_runs *r, size_t a, size_t b)
{
	int c = bs_span_cmp(r->run[a].key, r->run[b].key);

	return c ? c < 0 : a < b;
}

static void
sift(struct bs_runs *r, size_t i)
{
	size_t top = r->heap[i];

	for (;;) {
		size_t k = 2 * i + 1;

		if (k >= r->nheap)
			break;
		if (k + 1 < r->nheap && before(r, r->heap[k + 1], r->heap[k]))
			k++;
		if (!before(r, r->heap[k], top))
			break;
		r->heap[i] = r->heap[k];
		i = k;
	}
	r->heap[i] = top;
}

static void
rewind_level(struct bs_runs *r, int level)
{
	r->nheap = 0;
	for (size_t i = 0; i < r->n; i++) {
		if (level >= 0 && r->run[i].level != level)
			continue;
		if (lseek(r->run[i].fd, 0, SEEK_SET) != 0)
			fail("cannot read a temporary file");
		r->run[i].lo = r->run[i].hi = 0;
		r->run[i].eof = false;
		if (advance(&r->run[i]))
			r->heap[r->nheap++] = i;
	}
	for (size_t i = r->nheap; i-- > 0;)
		sift(r, i);
	r->taken = false;
}

void
bs_runs_rewind(struct bs_runs *r)
{
	rewind_level(r, -1);
}

bool
bs_runs_next(struct bs_runs *r, struct bs_span *key, struct bs_span *payload)
{
	if (r->taken) {
		if (!advance(&r->run[r->heap[0]]))
			r->heap[0] = r->heap[--r->nheap];
		if (r->nheap)
			sift(r, 0);
	}
	r->taken = r->nheap > 0;
	if (!r->taken)
		return false;
	*key = r->run[r->heap[0]].key;
	*payload = r->run[r->heap[0]].payload;
	return true;
}

void
bs_runs_free(struct bs_runs *r)
{
	for (size_t i = 0; i < r->n; i++) {
		close(r->run[i].fd);
		free(r->run[i].buf);
	}
	bs_buf_free(&r->out);
	*r = (struct bs_runs){0};
}
