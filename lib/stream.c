/* stream: see broadsheet/stream.h */
#include "broadsheet/stream.h"

#include "broadsheet/err.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t asked; /* SIGUSR1: say the summary now */

static void
on_usr1(int sig)
{
	(void)sig;
	asked = 1;
}

static void
summary(struct bs_stream *s)
{
	struct timespec now;
	double sec, mb = (double)s->in.bytes / 1e6;

	clock_gettime(CLOCK_MONOTONIC, &now);
	sec = (double)(now.tv_sec - s->begun.tv_sec) +
	      (double)(now.tv_nsec - s->begun.tv_nsec) / 1e9;
	bs_warn("%llu documents, %llu rows in, %llu rows out, %llu bad, %.1f MB, %.1f MB/s",
	    (unsigned long long)s->docs, (unsigned long long)s->rows,
	    (unsigned long long)s->out.rows, (unsigned long long)bs_bad_count(), mb,
	    sec > 0 ? mb / sec : 0.0);
}

static void
answer(struct bs_stream *s)
{
	if (asked) {
		asked = 0;
		summary(s);
	}
}

static void
before_block(void *arg)
{
	struct bs_stream *s = arg;

	answer(s);
	bs_writer_flush(&s->out);
}

void
bs_stream_open(struct bs_stream *s, const struct bs_cli *cli, uint32_t owned)
{
	struct sigaction sa = {.sa_handler = on_usr1};

	*s = (struct bs_stream){.cli = cli, .owned = owned};
	s->only = cli->only | (cli->only_own ? owned : 0);
	if (cli->fixes != NULL && !bs_fixes_load(&s->fixes, cli->fixes))
		bs_die("%s: %s", cli->fixes, strerror(errno));
	bs_cli_tty_hint(cli);
	sigaction(SIGUSR1, &sa, NULL);
	clock_gettime(CLOCK_MONOTONIC, &s->begun);
	bs_reader_init(&s->in, cli->operand, cli->noperand, before_block, s);
	bs_writer_init(&s->out, STDOUT_FILENO, cli->line_buffered);
	if (cli->header) {
		bs_writer_line(&s->out, BS_SPAN(BS_HEADER));
		s->header_done = true;
	}
}

bool
bs_stream_next(struct bs_stream *s, struct bs_row *row)
{
	struct bs_span line;
	const char *why;

	while (bs_reader_line(&s->in, &line)) {
		if (asked)
			answer(s);
		if (line.n == 0) {
			bs_bad(s->in.name, s->in.line, "empty line");
			continue;
		}
		if (line.p[0] == '#' || (line.p[0] == 'd' && bs_span_is(line, BS_HEADER))) {
			if (line.p[0] == 'd' && s->header_done)
				continue;
			if (line.p[0] == 'd')
				s->header_done = true;
			*row = (struct bs_row){.line = line, .kind = BS_COMMENT};
			return true;
		}
		why = bs_row_parse(row, line);
		if (why != NULL) {
			bs_bad(s->in.name, s->in.line, "%s", why);
			continue;
		}
		s->rows++;
		if (!bs_span_eq(row->col[BS_DOC], bs_buf_view(&s->doc))) {
			s->docs++;
			s->doc.n = 0;
			bs_buf_span(&s->doc, row->col[BS_DOC]);
		}
		if ((s->owned & BS_KINDBIT(row->kind)) && !row->hand)
			continue;
		return true;
	}
	return false;
}

static bool
wanted(const struct bs_stream *s, enum bs_kind k)
{
	return s->only == 0 || k == BS_COMMENT || (s->only & BS_KINDBIT(k));
}

void
bs_stream_pass_line(struct bs_stream *s, struct bs_span line, enum bs_kind kind)
{
	if (wanted(s, kind))
		bs_writer_line(&s->out, line);
}

void
bs_stream_pass(struct bs_stream *s, const struct bs_row *row)
{
	bs_stream_pass_line(s, row->line, row->kind);
}

void
bs_stream_put(struct bs_stream *s, const struct bs_newrow *row)
{
	if (wanted(s, row->kind)) {
		bs_row_format(&s->out.b, row);
		bs_writer_row(&s->out);
	}
}

int
bs_stream_close(struct bs_stream *s)
{
	bs_writer_close(&s->out);
	if (s->cli->verbose)
		summary(s);
	bs_reader_close(&s->in);
	bs_fixes_free(&s->fixes);
	bs_buf_free(&s->doc);
	return bs_exit_status();
}
