/*
 * values_date: what the readers of dates share: the date something is told
 * from, tense, and EDTF (ISO 8601-2:2019) to the precision of a calendar unit.
 */
#ifndef BROADSHEET_VALUES_DATE_H
#define BROADSHEET_VALUES_DATE_H

#include "values_impl.h"

enum bs_value_tense { PAST, FUTURE, NO_TENSE };

/* Said against which date; the key goes to out, `doc=...` or `text=...` to why. */
struct bs_value_reader {
	struct bs_values *v;
	const struct bs_value_match *m;
	struct bs_buf *out, *why;
};

/* values_reference.c */
struct bs_date bs_value_reference(struct bs_value_reader *r);
struct bs_date bs_value_anaphor(struct bs_value_reader *r, bool day);
enum bs_value_tense bs_value_tense(const struct bs_value_reader *r);
int bs_value_year_of(struct bs_value_reader *r, int month, int day);
void bs_value_write_day(struct bs_value_reader *r, int y, int m, int d);
void bs_value_write_week(struct bs_value_reader *r, const struct bs_date *d);
void bs_value_write_open_year(struct bs_value_reader *r, int year, int open);
void bs_value_write_coded(struct bs_value_reader *r, int y, int code);
bool bs_value_write_unit(struct bs_value_reader *r, struct bs_date d, struct bs_span unit);
struct bs_date bs_value_move(struct bs_date d, int64_t n, struct bs_span unit);
bool bs_value_is_clock_unit(struct bs_span u);
bool bs_value_duration(struct bs_value_reader *r);

/* values_relative.c: false where the words make no date. */
bool bs_value_relative(struct bs_value_reader *r);
bool bs_value_anaphoric(struct bs_value_reader *r);
bool bs_value_span(struct bs_value_reader *r);
bool bs_value_open_span(struct bs_value_reader *r);
bool bs_value_moved(struct bs_value_reader *r, int sign, bool by_text);
bool bs_value_weekday(struct bs_value_reader *r);
bool bs_value_weekend(struct bs_value_reader *r);

#endif
