/* err: see broadsheet/err.h */
#include "broadsheet/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TOLD_PER_FILE = 100, LINE = 2048 };

static struct {
	const char *program;
	char file[256]; /* of the last bs_bad, to count by file */
	uint64_t told, bad;
	bool quiet, failed;
} state = {.program = "broadsheet"};

void
bs_err_program(const char *name)
{
	state.program = name;
}

const char *
bs_err_program_name(void)
{
	return state.program;
}

/*
 * One write(2) a message, so that messages of a pipe's programs do not mix;
 * control bytes become \xHH, so that a file's name cannot drive the terminal.
 */
static void
say(const char *head, const char *fmt, va_list ap)
{
	char raw[LINE], line[LINE * 4 + 2];
	size_t n = 0;
	const char *p;

	snprintf(raw, sizeof raw, "%s: %s", state.program, head);
	vsnprintf(raw + strlen(raw), sizeof raw - strlen(raw), fmt, ap);
	for (p = raw; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x20 || c == 0x7f)
			n += (size_t)snprintf(line + n, 5, "\\x%02x", c);
		else
			line[n++] = *p;
	}
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0)
		return; /* nobody left to tell */
}

void
bs_bad(const char *file, uint64_t line, const char *fmt, ...)
{
	char head[LINE / 2];
	va_list ap;

	state.bad++;
	if (file == NULL)
		file = "-";
	if (strncmp(state.file, file, sizeof state.file - 1) != 0) {
		snprintf(state.file, sizeof state.file, "%s", file);
		state.told = 0;
	}
	if (++state.told > TOLD_PER_FILE)
		return;
	if (line > 0)
		snprintf(head, sizeof head, "%.900s:%llu: ", file, (unsigned long long)line);
	else
		snprintf(head, sizeof head, "%.900s: ", file);
	va_start(ap, fmt);
	say(head, fmt, ap);
	va_end(ap);
	if (state.told == TOLD_PER_FILE) {
		snprintf(head, sizeof head, "%s: %.900s: more of the same is only counted\n",
		    state.program, file);
		if (write(STDERR_FILENO, head, strlen(head)) < 0)
			return;
	}
}

void
bs_read_error(const char *file)
{
	state.failed |= errno != EISDIR; /* a folder is just no file */
	bs_bad(file, 0, "read error: %s", strerror(errno));
}

void
bs_warn(const char *fmt, ...)
{
	va_list ap;

	if (state.quiet)
		return;
	va_start(ap, fmt);
	say("", fmt, ap);
	va_end(ap);
}

void
bs_die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("", fmt, ap);
	va_end(ap);
	exit(BS_EXIT_FAILURE);
}

void
bs_out_of_memory(void)
{
	bs_die("out of memory");
}

void
bs_usage(const char *fmt, ...)
{
	char hint[LINE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(hint, sizeof hint, fmt, ap);
	va_end(ap);
	bs_die("%s (try %s --help)", hint, state.program);
}

uint64_t
bs_bad_count(void)
{
	return state.bad;
}

int
bs_exit_status(void)
{
	return state.failed ? BS_EXIT_FAILURE : state.bad ? BS_EXIT_BAD_INPUT : BS_OK;
}

void
bs_quiet_warnings(void)
{
	state.quiet = true;
}
