/*
 * cli: the common options, --help and --version, in one place.
 *
 * Long options are never abbreviated; options and operands may be mixed; `--`
 * ends options.  With err.c the only part of the library that prints or exits.
 */
#ifndef BROADSHEET_CLI_H
#define BROADSHEET_CLI_H

#include "broadsheet/record.h"

#define BS_VERSION "0.1.0"

enum bs_opt_arg { BS_NO_ARG, BS_ARG, BS_OPTIONAL_ARG /* --name=ARG only */ };

struct bs_opt {
	int id;           /* the short letter, or any number from 256 for a long-only one */
	const char *name; /* long name, or NULL */
	enum bs_opt_arg arg;
	/* The argument's name in --help: FILE, LIST, ...; or the words it must be one of,
	 * "nfc|nfd": any other word is a usage error unless capitals among them stand for more. */
	const char *meta;
	const char *help; /* one line */
};

/* What the common options may be left out by a program that has no use for them. */
enum { BS_CLI_NO_ROWS = 1 /* no --header, --only, --fixes: the program does not filter rows */ };

struct bs_prog {
	const char *name;
	const char *synopsis;      /* behind the name: "[OPTION]... [FILE]..." */
	const char *purpose;       /* one sentence */
	const struct bs_opt *opts; /* own options, ended by {0} */
	unsigned flags;
};

struct bs_cli {
	const struct bs_prog *prog;
	char **operand; /* in argv */
	size_t noperand;
	bool header, line_buffered, quiet, verbose;
	uint32_t only; /* kinds to write; 0: all */
	bool only_own; /* --only without a list: the caller sets `only` to its own kinds */
	const char *fixes;
	/* private */
	int argc, at;
	char **argv, *cluster;
	bool operands_only;
};

/* The i-th option of a program, its own before the common ones; NULL behind the last. */
const struct bs_opt *bs_cli_option(const struct bs_prog *prog, size_t i);

/* Sets the program's name for messages; stdin, stdout, stderr are opened on /dev/null where closed.
 */
void bs_cli_init(struct bs_cli *c, const struct bs_prog *prog, int argc, char **argv);
/*
 * The next option of the program's own: its id, with *arg set (NULL where it
 * has none); 0 when all are read.  Common options, --help and --version are
 * dealt with inside; a wrong one is a usage error (exit 2).
 */
int bs_cli_next(struct bs_cli *c, const char **arg);

/* Parse helpers; a wrong value is a usage error that names the option. */
uint64_t bs_cli_uint(const char *opt, const char *arg, uint64_t max);
uint64_t bs_cli_size(const char *opt, const char *arg); /* 10K, 64M, 2G: as sort -S */
double bs_cli_probability(const char *opt, const char *arg);
/* The number of arg among the words of `meta`, from 0; -1 where it is none of them. */
int bs_cli_choice(const char *meta, const char *arg);

/* Where stdin is a terminal and there is no operand: say that input is awaited. */
void bs_cli_tty_hint(const struct bs_cli *c);

#endif
