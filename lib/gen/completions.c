/*
 * completions SHELL NAME: what bash, zsh or fish completes behind a program called NAME.
 *
 * A build program, made once for each main of tools/ (TOOL is its file): it takes that file's own
 * option table in, and the common options from the library, so that nothing is written twice.
 * An argument is completed by its name in the table: lower-case words with bars between them are
 * what it may be, KIND the kinds of rows, FILE, MODEL and DIR what lies on the disk.
 */
#define main tool_main
#include TOOL
#undef main

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum completion { NOTHING, WORDS, LIST /* of words, with commas */, PATHS };

static enum completion
completion(const struct bs_opt *o)
{
	if (o->meta == NULL)
		return NOTHING;
	if (strcmp(o->meta, "FILE") == 0 || strcmp(o->meta, "MODEL") == 0 ||
	    strcmp(o->meta, "DIR") == 0)
		return PATHS;
	return strcmp(o->meta, "KIND,...") == 0   ? LIST
	       : islower((unsigned char)*o->meta) ? WORDS
						  : NOTHING;
}

/* The words an argument may be, with spaces between them. */
static const char *
words(const struct bs_opt *o, struct bs_buf *b)
{
	b->n = 0;
	if (completion(o) == LIST) {
		for (int k = 0; k < BS_OTHER; k++)
			bs_buf_fmt(b, "%s%s", k ? " " : "", bs_kind_name((enum bs_kind)k));
		return bs_buf_str(b);
	}
	for (const char *p = o->meta; islower((unsigned char)*p); p += *p == '|') {
		size_t n = strcspn(p, "|");

		bs_buf_fmt(b, "%s%.*s", b->n ? " " : "", (int)n, p);
		p += n;
	}
	return bs_buf_str(b);
}

/* The help line within single quotation marks; a backslash before the bytes of `special`. */
static void
quoted(const char *s, const char *special, const char *apostrophe)
{
	for (; *s != '\0'; s++)
		if (*s == '\'')
			fputs(apostrophe, stdout);
		else
			printf("%s%c", strchr(special, *s) ? "\\" : "", *s);
}

static void
names(const struct bs_opt *o, const char *between)
{
	if (o->id < 256)
		printf("-%c%s", o->id, o->name ? between : "");
	if (o->name != NULL)
		printf("--%s", o->name);
}

static void
bash(const char *name)
{
	const struct bs_opt *o;
	struct bs_buf b = {0};
	size_t i;

	printf("_broadsheet_%s() {\n"
	       "\tlocal cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}\n"
	       "\tif [[ $cur == '=' ]]; then\n"
	       "\t\tcur=\n"
	       "\telif [[ $option == '=' ]]; then\n"
	       "\t\toption=${COMP_WORDS[COMP_CWORD-2]}\n"
	       "\tfi\n"
	       "\tcase $option in\n",
	    prog.name);
	for (i = 0; (o = bs_cli_option(&prog, i)) != NULL; i++) {
		if (o->arg == BS_NO_ARG)
			continue;
		printf("\t");
		names(o, "|");
		printf(")\n");
		if (o->arg == BS_OPTIONAL_ARG) /* behind a space it is an operand */
			printf("\t\tif [[ ${COMP_WORDS[COMP_CWORD-1]} != \"$option\" ||\n"
			       "\t\t    ${COMP_WORDS[COMP_CWORD]} == '=' ]]; then\n");
		if (completion(o) == LIST)
			printf("\t\tCOMPREPLY=($(compgen -P \"${cur%%\"${cur##*,}\"}\" -W '%s' -- "
			       "\"${cur##*,}\"))\n",
			    words(o, &b));
		else if (completion(o) == WORDS)
			printf("\t\tCOMPREPLY=($(compgen -W '%s' -- \"$cur\"))\n", words(o, &b));
		if (completion(o) != PATHS)
			printf("\t\tcompopt +o default\n");
		printf("\t\treturn\n%s\t\t;;\n", o->arg == BS_OPTIONAL_ARG ? "\t\tfi\n" : "");
	}
	printf("\tesac\n\tif [[ $cur == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W '");
	for (i = 0; (o = bs_cli_option(&prog, i)) != NULL; i++) {
		printf("%s", i ? " " : "");
		names(o, " ");
	}
	printf("' -- \"$cur\"))\n\tfi\n}\ncomplete -o default -F _broadsheet_%s %s\n", prog.name,
	    name);
	bs_buf_free(&b);
}

static void
zsh(const char *name)
{
	const struct bs_opt *o;
	struct bs_buf b = {0};

	printf("#compdef %s\n_arguments -s -S", name);
	for (size_t i = 0; (o = bs_cli_option(&prog, i)) != NULL; i++) {
		bool both = o->id < 256 && o->name;

		printf(" \\\n\t'*'");
		if (both)
			printf(
			    "{-%c%s,--%s%s}", o->id, o->arg ? "+" : "", o->name, o->arg ? "=" : "");
		else
			names(o, ""), printf("%s", !o->arg ? "" : o->name ? "=" : "+");
		printf("%s'[", o->arg == BS_OPTIONAL_ARG ? "-" : "");
		quoted(o->help, "[]\\:", "'\\''");
		printf("]");
		if (o->arg) {
			printf("%s:", o->arg == BS_OPTIONAL_ARG ? ":" : "");
			quoted(o->meta, ":\\", "'\\''");
			printf(":");
			if (completion(o) == PATHS)
				printf("_files%s", strcmp(o->meta, "DIR") == 0 ? " -/" : "");
			else if (completion(o) == LIST)
				printf("_sequence compadd - %s", words(o, &b));
			else if (completion(o) == WORDS)
				printf("(%s)", words(o, &b));
		}
		printf("'");
	}
	printf(" \\\n\t'*:file:_files'\n");
	bs_buf_free(&b);
}

static void
fish(const char *name)
{
	const struct bs_opt *o;
	struct bs_buf b = {0};

	for (size_t i = 0; (o = bs_cli_option(&prog, i)) != NULL; i++) {
		printf("complete -c %s", name);
		if (o->id < 256)
			printf(" -s %c", o->id);
		if (o->name)
			printf(" -l %s", o->name);
		if (o->arg == BS_ARG)
			printf(completion(o) == PATHS ? " -rF" : " -x");
		if (completion(o) == WORDS || completion(o) == LIST)
			printf(" -a '%s'", words(o, &b));
		printf(" -d '");
		quoted(o->help, "\\", "\\'");
		printf("'\n");
	}
	bs_buf_free(&b);
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "bash") == 0)
		bash(argv[2]);
	else if (argc == 3 && strcmp(argv[1], "zsh") == 0)
		zsh(argv[2]);
	else if (argc == 3 && strcmp(argv[1], "fish") == 0)
		fish(argv[2]);
	else
		return fputs("usage: completions bash|zsh|fish NAME\n", stderr), 2;
	return fflush(stdout) != 0 || ferror(stdout);
}
