/* cli: see broadsheet/cli.h */
#include "broadsheet/cli.h"

#include "broadsheet/err.h"
#include "broadsheet/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { OPT_ONLY = 1 << 20, OPT_FIXES, OPT_LINE_BUFFERED };

/* ROWS marks what only a program that filters rows has. */
static const struct {
	struct bs_opt opt;
	bool rows;
} common[] = {
    {{'H', "header", BS_NO_ARG, NULL, "print a header line first"}, true},
    {{OPT_ONLY, "only", BS_OPTIONAL_ARG, "KIND,...",
	 "write rows of these kinds only (default: the program's own)"},
	true},
    {{OPT_FIXES, "fixes", BS_ARG, "FILE", "apply a person's corrections: rows matched by span"},
	true},
    {{OPT_LINE_BUFFERED, "line-buffered", BS_NO_ARG, NULL, "write every row at once"}, false},
    {{'q', "quiet", BS_NO_ARG, NULL, "errors only, no notices"}, false},
    {{'v', "verbose", BS_NO_ARG, NULL, "say a summary at the end"}, false},
    {{'h', "help", BS_NO_ARG, NULL, "print this help"}, false},
    {{'V', "version", BS_NO_ARG, NULL, "print the version"}, false},
};
enum { NCOMMON = sizeof common / sizeof common[0] };

/* A closed stream must fail when used, not hand its number to the next file opened. */
static void
hold_descriptors(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", fd == 0 ? O_WRONLY : fd == 1 ? O_RDONLY : O_RDWR);
}

void
bs_cli_init(struct bs_cli *c, const struct bs_prog *prog, int argc, char **argv)
{
	hold_descriptors();
	bs_err_program(prog->name);
	*c = (struct bs_cli){.prog = prog, .argc = argc, .argv = argv, .at = 1};
	/* operands gather at the front of argv, over what was read */
	c->operand = argv + (argc > 0);
}

const struct bs_opt *
bs_cli_option(const struct bs_prog *prog, size_t i)
{
	const struct bs_opt *o;
	size_t k;

	for (o = prog->opts; o != NULL && o->id != 0; o++)
		if (i-- == 0)
			return o;
	for (k = 0; k < NCOMMON; k++)
		if (!(common[k].rows && (prog->flags & BS_CLI_NO_ROWS)) && i-- == 0)
			return &common[k].opt;
	return NULL;
}

static void
help_option(struct bs_buf *b, const struct bs_opt *o)
{
	size_t from = b->n;

	if (o->id < 256)
		bs_buf_fmt(b, "  -%c%s", o->id, o->name ? ", " : "");
	else
		bs_buf_lit(b, "      ");
	if (o->name != NULL)
		bs_buf_fmt(b, "--%s", o->name);
	if (o->arg == BS_ARG)
		bs_buf_fmt(b, "%s%s", o->name ? "=" : " ", o->meta);
	else if (o->arg == BS_OPTIONAL_ARG)
		bs_buf_fmt(b, "[=%s]", o->meta);
	if (b->n - from >= 28)
		bs_buf_fmt(b, "\n%30s", "");
	else
		bs_buf_fmt(b, "%*s", (int)(30 - (b->n - from)), "");
	bs_buf_fmt(b, "%s\n", o->help);
}

static void
print_and_exit(struct bs_buf *b)
{
	struct bs_writer w;

	bs_writer_init(&w, STDOUT_FILENO, false);
	w.b = *b;
	bs_writer_close(&w);
	exit(BS_OK);
}

static void
help(const struct bs_cli *c)
{
	struct bs_buf b = {0};
	const struct bs_opt *o;
	size_t i;

	bs_buf_fmt(&b, "usage: %s %s\n%s\n\n", c->prog->name, c->prog->synopsis, c->prog->purpose);
	for (i = 0; (o = bs_cli_option(c->prog, i)) != NULL; i++)
		help_option(&b, o);
	print_and_exit(&b);
}

static void
version(const struct bs_cli *c)
{
	struct bs_buf b = {0};

	bs_buf_fmt(&b, "%s (Broadsheet) " BS_VERSION "\n", c->prog->name);
	print_and_exit(&b);
}

/* --only[=KIND,...] */
static void
set_only(struct bs_cli *c, const char *arg)
{
	c->only_own = arg == NULL;
	while (arg != NULL) {
		const char *comma = strchr(arg, ',');
		struct bs_span name = bs_span(arg, comma ? (size_t)(comma - arg) : strlen(arg));
		enum bs_kind k = bs_kind_find(name);

		if (k == BS_OTHER && !bs_span_is(name, "other"))
			bs_usage("--only: unknown kind '%.*s'", (int)name.n, name.p);
		c->only |= BS_KINDBIT(k);
		arg = comma ? comma + 1 : NULL;
	}
}

static bool
take_common(struct bs_cli *c, int id, const char *arg)
{
	switch (id) {
	case 'H':
		c->header = true;
		return true;
	case OPT_ONLY:
		set_only(c, arg);
		return true;
	case OPT_FIXES:
		c->fixes = arg;
		return true;
	case OPT_LINE_BUFFERED:
		c->line_buffered = true;
		return true;
	case 'q':
		c->quiet = true;
		bs_quiet_warnings();
		return true;
	case 'v':
		c->verbose = true;
		return true;
	case 'h':
		help(c);
		return true;
	case 'V':
		version(c);
		return true;
	default:
		return false;
	}
}

/* The option with that letter, or that name of n bytes. */
static const struct bs_opt *
find(const struct bs_cli *c, int id, const char *name, size_t n)
{
	const struct bs_opt *o;
	size_t i;

	for (i = 0; (o = bs_cli_option(c->prog, i)) != NULL; i++)
		if (name ? o->name && strlen(o->name) == n && memcmp(o->name, name, n) == 0
			 : o->id == id)
			break;
	return o;
}

int
bs_cli_choice(const char *meta, const char *arg)
{
	size_t n = strlen(arg);
	int i = 0;

	for (;; i++, meta++) {
		size_t len = strcspn(meta, "|");

		if (len == n && memcmp(meta, arg, n) == 0)
			return i;
		meta += len;
		if (*meta == '\0')
			return -1;
	}
}

static void
check_choice(const struct bs_opt *o, const char *arg)
{
	static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	if (arg != NULL && o->meta[strcspn(o->meta, capitals)] == '\0' &&
	    bs_cli_choice(o->meta, arg) < 0)
		bs_usage("--%s: '%s' is not %s", o->name, arg, o->meta);
}

static const struct bs_opt *
long_option(struct bs_cli *c, const char *s, const char **arg)
{
	const char *eq = strchr(s, '=');
	size_t n = eq ? (size_t)(eq - s) : strlen(s);
	const struct bs_opt *o = find(c, 0, s, n);

	if (o == NULL)
		bs_usage("unknown option --%.*s", (int)n, s);
	if (eq != NULL && o->arg == BS_NO_ARG)
		bs_usage("--%s takes no argument", o->name);
	*arg = eq ? eq + 1 : NULL;
	if (o->arg == BS_ARG && eq == NULL) {
		if (c->at >= c->argc)
			bs_usage("--%s needs an argument (%s)", o->name, o->meta);
		*arg = c->argv[c->at++];
	}
	return o;
}

/* The next letter of a cluster as in -wv or -nFILE. */
static const struct bs_opt *
short_option(struct bs_cli *c, const char **arg)
{
	const struct bs_opt *o = find(c, (unsigned char)*c->cluster, NULL, 0);

	if (o == NULL || o->id >= 256)
		bs_usage("unknown option -%c", *c->cluster);
	c->cluster++;
	*arg = NULL;
	/* cppcheck-suppress nullPointerRedundantCheck; bs_usage() does not return */
	if (o->arg == BS_ARG) {
		if (*c->cluster != '\0')
			*arg = c->cluster;
		else if (c->at < c->argc)
			*arg = c->argv[c->at++];
		else
			bs_usage("-%c needs an argument (%s)", o->id, o->meta);
		c->cluster = NULL;
	} else if (*c->cluster == '\0') {
		c->cluster = NULL;
	}
	return o;
}

int
bs_cli_next(struct bs_cli *c, const char **arg)
{
	for (;;) {
		const struct bs_opt *o;
		char *s;

		if (c->cluster != NULL) {
			o = short_option(c, arg);
		} else if (c->at >= c->argc) {
			return 0;
		} else {
			s = c->argv[c->at++];
			if (c->operands_only || s[0] != '-' || s[1] == '\0') {
				c->operand[c->noperand++] = s;
				continue;
			}
			if (strcmp(s, "--") == 0) {
				c->operands_only = true;
				continue;
			}
			if (s[1] != '-') {
				c->cluster = s + 1;
				continue;
			}
			o = long_option(c, s + 2, arg);
		}
		check_choice(o, *arg);
		if (!take_common(c, o->id, *arg))
			return o->id;
	}
}

uint64_t
bs_cli_uint(const char *opt, const char *arg, uint64_t max)
{
	uint64_t v = 0;
	const char *p;

	for (p = arg; *p >= '0' && *p <= '9' && v <= UINT64_MAX / 10 - 1; p++)
		v = v * 10 + (uint64_t)(*p - '0');
	if (p == arg || *p != '\0' || v > max)
		bs_usage(
		    "%s: '%s' is not a number from 0 to %llu", opt, arg, (unsigned long long)max);
	return v;
}

uint64_t
bs_cli_size(const char *opt, const char *arg)
{
	static const char unit[] = "KMGT";
	uint64_t v = 0, k;
	const char *p, *u;

	for (p = arg; *p >= '0' && *p <= '9' && v < UINT64_MAX / 100; p++)
		v = v * 10 + (uint64_t)(*p - '0');
	if (p > arg && *p != '\0' && p[1] == '\0') {
		if (*p == 'b')
			return v;
		u = strchr(unit, *p & ~0x20);
		if (u != NULL) {
			for (k = 0; k <= (uint64_t)(u - unit); k++) {
				if (v > UINT64_MAX / 1024)
					break;
				v *= 1024;
			}
			return v;
		}
	}
	if (p == arg || *p != '\0')
		bs_usage("%s: '%s' is not a size such as 64M or 2G", opt, arg);
	return v;
}

double
bs_cli_probability(const char *opt, const char *arg)
{
	double v = 0, unit = 1;
	const char *p = arg;
	bool digit = false;

	/* by hand: strtod depends on the locale and takes hex and inf */
	for (; *p >= '0' && *p <= '9'; p++, digit = true)
		v = v * 10 + (*p - '0');
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9'; p++, digit = true)
			v += (*p - '0') * (unit /= 10);
	if (!digit || *p != '\0' || v > 1)
		bs_usage("%s: '%s' is not a number from 0 to 1", opt, arg);
	return v;
}

void
bs_cli_tty_hint(const struct bs_cli *c)
{
	if (c->noperand == 0 && isatty(STDIN_FILENO))
		bs_warn(
		    "reading from the terminal; end with Ctrl-D (or see %s --help)", c->prog->name);
}
