/*
 * rules: patterns a user brings: -r FILE.
 *
 * A TSV with a header line and the columns `pattern` (a PCRE2 regular
 * expression over a sentence, UTF-8), `class`, `key` (a template: $0 is the
 * match, $1 ... $9 its groups, $$ a dollar; empty: the match) and `name` (for
 * `why`; the line's number where there is none).  A class of `none` keeps
 * everything else away from the match.
 *
 * Units: bytes, lines from 1.  Patterns run in PCRE2's JIT under a match
 * limit; a pattern that hits it in a sentence is left out there, and counted.
 */
#ifndef BROADSHEET_RULES_H
#define BROADSHEET_RULES_H

#include "broadsheet/entity.h"

struct bs_rules;

/*
 * Compile the rules of a file's text, which must stay as long as they do.
 * NULL where one is bad, with the reason appended to *why and *line set.
 */
struct bs_rules *bs_rules_load(struct bs_span text, struct bs_buf *why, size_t *line);
void bs_rules_free(struct bs_rules *r);

/* Append the matches in a sentence's text, rule by rule.  Keys live in the arena. */
void bs_rules_find(struct bs_rules *r, struct bs_span text, size_t sent, struct bs_arena *a,
    struct bs_entities *out);

/* How many times a pattern hit its limit so far. */
size_t bs_rules_limited(const struct bs_rules *r);

/* The class of that name: one of the ten, BS_NO_ENTITY for "none", else BS_USER_CLASS. */
enum bs_entity_class bs_class_find(struct bs_span name);
/* The name of one of the ten classes. */
const char *bs_class_name(enum bs_entity_class c);

#endif
