#!/usr/bin/env bats
# A document of any size, in windows: normalize; the row filters that know a whole document.

load common

# FILE N: the text of a file N times, each time a paragraph's distance from the last
times() { for _ in $(seq "$2"); do cat "$1"; echo; done; }

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	for f in harbour interview marks speech; do cat "$EXAMPLES/articles/$f.txt"; echo; done >one
	times one 30 >few
	times few 100 >long # 11 MB
	export WHOLE=$BATS_FILE_TMPDIR/long
}

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

@test "a window never shows in the text of its paragraphs" {
	normalize --as=text --plain "$BATS_FILE_TMPDIR/few" >few
	for _ in $(seq 100); do cat few; done >want
	normalize --as=text --plain "$WHOLE" >got
	same want got
}

@test "rows of a long document: one of each meta row, blocks numbered on, every row proved" {
	normalize "$WHOLE" >rows
	grep -P '\tmeta\t' rows | cut -f 6 | sort | uniq -d >twice
	[ ! -s twice ]
	[ "$(head -n 1 rows | cut -f 7)" = "$(wc -c <"$WHOLE"):$(gzip -c <"$WHOLE" | tail -c 8 | od -An -tx4 -N4 | tr -d ' ')" ]
	grep -P '\tblock\t' rows | cut -f 5 | awk '$1 != NR { exit 1 }'
	[ "$(tail -n 1 rows | cut -f 7)" = "$(grep -cP '\tblock\t' rows)" ]
	trace --verify rows
	trace --verify=full rows
	cat "$WHOLE" | normalize | cut -f 2- >piped
	cut -f 2- rows >want
	same want piped
}

@test "a long document of another encoding is read in that, as the whole says" {
	iconv -f UTF-8 -t UTF-16 "$WHOLE" >wide
	iconv -f UTF-8 -t WINDOWS-1252 "$WHOLE" >narrow
	{ head -c 6000000 "$WHOLE"; printf '\n\nAn \223ill\224 byte.\n'; } >stray
	normalize --as=text --plain "$WHOLE" >want
	for f in wide narrow; do
		normalize --as=text $f >rows
		trace --verify rows
		normalize --as=text --plain $f >got
		same want got
	done
	normalize stray >rows
	grep -q 'encoding.*UTF-8.*stray-bytes' rows
	tail -n 2 rows | grep -q 'An “ill” byte.$'
	trace --verify rows
}

@test "text without any place to cut: a window ends between characters" {
	awk 'BEGIN { for (i = 0; i < 2500000; i++) printf "o\314\210" }' >in # 7.5 MB of one word
	normalize in >rows
	trace --verify rows
	[ "$(normalize --plain in | tr -d '\n' | wc -c)" = 5000000 ]
	normalize --plain --no-repair in >pure
	[ "$(wc -l <pure)" = 1 ]
}

@test "memory is bounded by a window" {
	[[ $BIN == *asan* ]] && skip "a sanitizer takes what it likes"
	for _ in 1 2 3 4; do cat "$WHOLE"; done >in
	awk 'BEGIN { for (i = 0; i < 10000000; i++) print "x" }' >lines
	ulimit -v 200000 # KiB
	normalize in >/dev/null
	normalize lines >/dev/null
	cat in | normalize --plain >/dev/null
	iconv -f UTF-8 -t WINDOWS-1252 in | normalize --plain --no-repair >/dev/null
}

@test "--fixes reach every window, and one that is lost is told once" {
	normalize "$WHOLE" >rows
	grep -P '\tblock\t' rows | tail -n 2 | head -n 1 | awk -F '\t' -v OFS='\t' '{ $6 = "comment"; print }' >fix
	row "$WHOLE" 7000001 7000003 block . list . . me . >>fix
	run -1 --separate-stderr normalize --fixes=fix "$WHOLE"
	[ "$(grep -c 'no block has this span' <<<"$stderr")" = 1 ]
	[ "$(grep -cP '\tcomment\t.*\thand\t' <<<"$output")" = 1 ]
}

@test "--invalid=fail looks at the whole of it before a row is written" {
	{ cat "$WHOLE"; printf 'ill \377\n'; } >bad
	run -1 --separate-stderr normalize -e UTF-8 --invalid=fail bad
	[ -z "$output" ]
	[[ $stderr == *"not UTF-8 at byte $(($(wc -c <bad) - 2)) (1 such places); left out"* ]]
}

@test "--learn counts a long document once" {
	normalize --learn=list "$WHOLE" >/dev/null
	[ ! -s list ]
}

# endless ADDRESS: 30 MB of sentence rows of one document, without block rows and without an end; ADDRESS
# is that of row NR, as awk writes it
endless() {
	awk -v OFS='\t' "BEGIN { for (NR = 1; NR <= 250000; NR++) print \"d.txt\", 80 * NR, 80 * NR + 75, \"sent\", $1,
	    \"body\", \".\", \".\", \".\", \"“The road is shut,” said Ann Berg. She said that it would be open soon.\" }"
}

@test "extract-quotes: a document without blocks and without an end takes the memory of a window" {
	[[ $BIN == *asan* ]] && skip "a sanitizer takes what it likes"
	endless 'NR "s1"' >in
	endless '"1s" NR' >one # not even a paragraph to cut at
	row d.txt 0 75 sent 1s1 body . . . '“The road is shut,” said Ann Berg. She said that it would be open soon.' >tail
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 1000000; i++) print "d.txt", 1, 19, "entity", "1s1", "MISC", "road", ".", ".", "The road is shut" }' >>tail
	ulimit -v 300000 # KiB; all of it takes three times that
	[ "$(extract-quotes --only=quote in | cut -f 6,7 | sort | uniq -c | tr -s ' \t' ' ')" = "$(printf '%s\n' \
	    ' 250000 direct Ann Berg' ' 250000 indirect Ann Berg')" ]
	[ "$(extract-quotes --only=quote one | wc -l)" = 500000 ]
	[ "$(extract-quotes --only=quote tail | wc -l)" = 2 ]
}
