/*
 * values: dates, times, amounts of money, percentages and quantities in text.
 *
 * A sentence is cut into atoms (numbers, words, marks); words get roles from
 * lib/data/value-words.tsv; the rules of lib/data/value-rules.tsv match
 * sequences of roles.  The longest match at a place wins, then the first rule
 * of the file.  A sentence without a digit or a word of the list costs one
 * scan of its bytes.
 *
 * Keys: ISO 8601 / EDTF for DATE and TIME (2021-05-25, 1992-09, 199X,
 * 2021-05-10/2021-05-14, XXXX-08-16, P2Y), a plain decimal for the others
 * (10/15 for a range), info the ISO 4217 code or the unit.  The rule's name
 * says how, and for a relative date against what:
 * `weekday-past:doc=2024-03-05`, `day-later:text=2021-05-14`.
 *
 * Relative dates are read against the document's date, else against the
 * nearest earlier date in the text; `the same day`, `a day earlier` the other
 * way round.  Where there is neither, the unknown stays open (XXXX-05-14).
 * Never today's clock.
 *
 * Units: bytes.  Linear in the text.  Not thread-safe: the object remembers
 * the dates read so far in the document.
 */
#ifndef BROADSHEET_VALUES_H
#define BROADSHEET_VALUES_H

#include "broadsheet/date.h"
#include "broadsheet/entity.h"

struct bs_values;

struct bs_values *bs_values_new(void);
void bs_values_free(struct bs_values *v);

/* A new document.  doc_date: ISO 8601, the document's date (meta or --doc-date), or empty. */
void bs_values_begin(struct bs_values *v, struct bs_span doc_date);

/*
 * Append the values of a sentence to out, in order, not overlapping, with
 * key, info, rule and p set.  sent is stored in them; block is the
 * paragraph's number.  Keys live in the arena.
 */
void bs_values_find(struct bs_values *v, struct bs_span text, size_t sent, uint64_t block,
    struct bs_arena *a, struct bs_entities *out);

#endif
