#!/usr/bin/env bats
# Keys: the same whatever the day, the locale and the time zone; dates told from the document's.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

all() { normalize "$EXAMPLES"/articles/*.txt | segment | tag-entities; }

@test "locale and time zone change nothing" {
	LC_ALL=C TZ=UTC all >want
	LC_ALL=C.UTF-8 TZ=Pacific/Kiritimati all >got
	same want got
	LC_ALL=tr_TR.UTF-8 TZ=America/Anchorage all >got
	same want got
}

# dates [OPTION]... <text: key|text of the DATE rows
dates() { normalize | segment | tag-entities --only --class DATE "$@" | cut -f 7,10 | tr '\t' '|'; }

@test "--doc-date is what dates are told from where the text has none" {
	printf 'The pier\n\nIt burned down last year. Nobody came on Monday.\n' >in
	[ "$(dates --doc-date 2024-03-05 <in | tr '\n' ' ')" = '2023|last year 2024-03-04|Monday ' ]
	[ "$(dates <in | tr '\n' ' ')" = 'XXXX|last year XXXX-WXX-1|Monday ' ]
}

@test "a date given for the document beats --doc-date" {
	printf 'a\tIt burned down last year, they said.\t2019-07-01\n' >in
	normalize --tsv=id,text,date in | segment | tag-entities --only --class DATE --doc-date 2024-03-05 |
		cut -f 7 >out
	[ "$(cat out)" = 2018 ]
}

@test "why says against what a date was read" {
	printf 'The pier\n\nIt burned down last year.\n' | normalize | segment |
		tag-entities --only --class DATE --doc-date 2024-03-05 | cut -f 9 >out
	[ "$(cat out)" = 'rule:last:doc=2024-03-05@0.92' ]
}
