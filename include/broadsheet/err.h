/*
 * err: messages on stderr, one form for all programs.
 *
 *	tool: what (hint)
 *	tool: file:line: what (hint)
 *
 * With cli.c the only part of the library that prints or exits.  Control
 * characters in names and bytes that are not UTF-8 come out as \xHH.
 */
#ifndef BROADSHEET_ERR_H
#define BROADSHEET_ERR_H

#include "broadsheet/span.h"

#include <stdint.h>
#include <stdnoreturn.h>

enum { BS_OK = 0, BS_EXIT_BAD_INPUT = 1, BS_EXIT_FAILURE = 2 };

void bs_err_program(const char *name); /* once, before anything else */
const char *bs_err_program_name(void);

/* Some input was bad: print, count; bs_exit_status() is then 1. */
void bs_bad(const char *file, uint64_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void bs_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Print and exit 2: usage, resource or write failure. */
noreturn void bs_die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
noreturn void bs_out_of_memory(void);
/* Usage error: print, point at --help, exit 2. */
noreturn void bs_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same where reading broke off (errno): the exit status is then 2, as for all that is no fault
 * of the input's. */
void bs_read_error(const char *file);

/* Only errors of input are told one by one up to 100 a file; all are counted. */
uint64_t bs_bad_count(void);
int bs_exit_status(void); /* 0; 1 where bs_bad was called; 2 where bs_read_error was */
void bs_quiet_warnings(void);

#endif
