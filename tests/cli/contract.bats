#!/usr/bin/env bats
# What every program promises, whatever it does (broadsheet(5)).

load common

setup_file() {
	load common
	cd "$EXAMPLES" || return 1
	export D=$BATS_FILE_TMPDIR
	normalize articles/*.txt >"$D/norm.tsv"
	segment -w "$D/norm.tsv" >"$D/sent.tsv"
	tag-entities "$D/sent.tsv" >"$D/ent.tsv"
	extract-quotes "$D/ent.tsv" >"$D/all.tsv"
}

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
	FILTERS='segment tag-entities extract-quotes'
	PROGRAMS="normalize $FILTERS tally"
}

# The stream that is the natural input of a filter.
input_of() {
	case $1 in
	segment) echo "$D/norm.tsv" ;;
	tag-entities) echo "$D/sent.tsv" ;;
	*) echo "$D/ent.tsv" ;;
	esac
}

@test "empty input is success" {
	for p in $FILTERS tally; do
		$p </dev/null >out 2>err
		[ ! -s out ] && [ ! -s err ]
	done
	normalize </dev/null >out
	[ "$(cut -f 4 out | tail -n 1)" = end ]
}

@test "a last line needs no newline" {
	for p in $FILTERS tally; do
		in=$(input_of $p)
		head -c -1 "$in" | $p >out
		$p <"$in" >want
		same want out
	done
}

@test "CRLF lines are read as lines" {
	for p in $FILTERS tally; do
		in=$(input_of $p)
		sed 's/$/\r/' "$in" | $p >out
		$p <"$in" >want
		same want out
	done
}

@test "a byte order mark before the first row is no part of it" {
	for p in $FILTERS tally; do
		in=$(input_of $p)
		(printf '\357\273\277'; cat "$in") | $p >out
		$p <"$in" >want
		same want out
	done
}

@test "foreign rows, comments and NUL bytes pass byte for byte" {
	{
		printf '# a comment\twith a tab\n'
		row d.txt 0 3 mine . x y z w 'free "text" \x'
		printf 'd.txt\t0\t3\tmine\t.\t.\t.\t.\t.\ta\0b\n'
		row d.txt 3 9 other '1s1' . . . . '\"'
		row d.txt 9 9 end . . 0 . . .
	} >in
	for p in $FILTERS; do
		$p <in >out
		same in out
	done
}

@test "rows that cannot be read are told with file and line, the rest is done, exit 1" {
	good=$(row d.txt 0 3 mine . x y z w text)
	{
		echo "$good"
		row too few columns
		row d.txt x 3 mine . x y z w text
		row d.txt 5 3 mine . x y z w text
		printf 'd.txt\t0\t3\tmine\t.\t.\t.\t.\t.\t\377\n'
		row d.txt 0 3 mine . x y z w text more
		echo "$good"
	} >in
	printf '%s\n%s\n' "$good" "$good" >want
	for p in $FILTERS; do
		status=0
		$p in >out 2>err || status=$?
		[ "$status" = 1 ]
		same want out
		[ "$(grep -c "^$p: in:[2-6]: " err)" = 5 ]
	done
}

@test "an unreadable file among good ones: the others are done, exit 1" {
	for p in $PROGRAMS; do
		in=$(input_of $p)
		[ $p != normalize ] || in=$EXAMPLES/articles/harbour.txt
		status=0
		$p missing.file "$in" >out 2>err || status=$?
		[ "$status" = 1 ]
		grep "^$p: missing.file: " err
		$p "$in" >want
		same want out
	done
}

@test "a line of ten megabytes" {
	head -c 10000000 /dev/zero | tr '\0' 'x' >x
	{ printf 'd.txt\t0\t10000000\tmine\t.\t.\t.\t.\t.\t'; cat x; echo; } >in
	for p in $FILTERS; do
		$p <in >out
		same in out
	done
	normalize <x >out
	[ "$(cut -f 4 out | sort | uniq -c | awk '$2 == "block" { print $1 }')" -ge 10 ]
}

@test "a write error is exit 2" {
	[ -c /dev/full ] || skip "no /dev/full"
	for p in $PROGRAMS; do
		in=$(input_of $p)
		for args in "$in" --help --version; do
			status=0
			$p $args >/dev/full 2>err || status=$?
			[ "$status" = 2 ]
			grep "^$p: write error" err
		done
		status=0
		$p "$in" >&- 2>err || status=$?
		[ "$status" = 2 ]
	done
}

@test "a reader that goes away is met in silence" {
	for p in $PROGRAMS; do
		in=$(input_of $p)
		{ $p "$in" "$in" 2>err || true; } | head -n 1 >out
		[ ! -s err ]
		# and where SIGPIPE is ignored
		{ (trap '' PIPE; $p "$in" "$in" 2>err) || true; } | head -n 1 >out
		[ ! -s err ]
	done
}

@test "closed stdin is an error, not a hang" {
	for p in $PROGRAMS; do
		status=0
		timeout 10 $p <&- >out 2>err || status=$?
		[ "$status" = 1 ] || [ "$status" = 2 ]
		[ -s err ]
	done
}

@test "input fed byte by byte gives the same rows" {
	for p in $PROGRAMS; do
		in=$(input_of $p)
		[ $p != normalize ] || in=$EXAMPLES/articles/portal.txt
		head -c 30000 "$in" >part
		$p <part >want 2>/dev/null || true
		perl -e '$| = 1; while (read STDIN, $c, 1) { syswrite STDOUT, $c }' <part | $p >out 2>/dev/null || true
		same want out
	done
}

@test "a filter run twice is the filter run once" {
	for p in $FILTERS; do
		args=
		[ $p != segment ] || args=-w
		$p $args "$(input_of $p)" >once
		$p $args once >twice
		same once twice
	done
}

@test "any subset of rows may be taken: sentences alone still give their entities and quotes" {
	grep -P '\tsent\t' "$D/sent.tsv" | tag-entities | grep -P '\tentity\t' | cut -f 1-3,10 | sort >some
	grep -P '\tentity\t' "$D/all.tsv" | cut -f 1-3,10 | sort >all
	[ -s some ]
	# a document without its meta rows has no date: names stand, whatever else does
	[ "$(comm -12 some all | wc -l)" -gt "$(($(wc -l <all) * 8 / 10))" ]
}

@test "what can be written is written while the input stays open" {
	norm=$(awk -F '\t' '$4 == "block" { print; n++ } n == 3 { exit }' OFS='\t' "$D/norm.tsv")
	{ printf '%s\n' "$norm"; sleep 8; } | segment >out &
	sleep 2
	grep -qP '\tsent\t' out
	kill %1 2>/dev/null || true
	first=$(head -n 1 "$D/sent.tsv" | cut -f 1)
	awk -F '\t' -v d="$first" '$1 == d' "$D/sent.tsv" >one
	for p in tag-entities extract-quotes; do
		{ cat one; sleep 8; } | $p >out &
		sleep 2
		grep -qP '\tend\t' out
		kill %% 2>/dev/null || true
	done
	{ printf '1\tA fire broke out, police said.\n'; sleep 8; } | normalize --tsv >out &
	sleep 2
	grep -qP '\tend\t' out
	kill %% 2>/dev/null || true
}

@test "the header is printed with -H and passed once" {
	for p in $FILTERS; do
		in=$(input_of $p)
		$p -H "$in" >out
		[ "$(head -n 1 out)" = "$(printf 'doc\tstart\tstop\tkind\taddr\tclass\tkey\tinfo\twhy\ttext')" ]
		$p out "$in" >twice 2>/dev/null || true
		[ "$(grep -c '^doc	start	stop	kind' twice)" = 1 ]
	done
}

@test "--only writes the named kinds, without a name the program's own" {
	segment --only "$D/norm.tsv" >out
	[ "$(cut -f 4 out | sort -u)" = sent ]
	tag-entities --only=entity,end "$D/sent.tsv" >out
	[ "$(cut -f 4 out | sort -u | tr '\n' ' ')" = 'end entity ' ]
	extract-quotes --only=quote "$D/ent.tsv" >out
	[ "$(cut -f 4 out | sort -u)" = quote ]
}

@test "usage errors are exit 2, long options are not abbreviated" {
	for p in $PROGRAMS; do
		for bad in --no-such-option --verb -@ --line-buffered=x; do
			status=0
			$p $bad </dev/null >out 2>err || status=$?
			[ "$status" = 2 ]
			grep -q -- "$p --help" err
		done
		$p --help >out
		[ "$(head -n 1 out | cut -d ' ' -f 1,2)" = "usage: $p" ]
		[ "$($p --version | cut -d ' ' -f 1,2)" = "$p (Broadsheet)" ]
	done
}

@test "the locale changes nothing" {
	for p in $FILTERS tally; do
		in=$(input_of $p)
		LC_ALL=C $p "$in" >want
		for l in C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8; do
			LC_ALL=$l $p "$in" >out
			same want out
		done
	done
}

@test "rows by hand stay, and nothing is added that overlaps them" {
	tag-entities --only "$D/sent.tsv" | sed -n 1p >one
	IFS=$'\t' read -r doc start stop kind addr class key info why text <one
	row "$doc" "$start" "$stop" entity "$addr" none . . hand "$text" >fixes
	tag-entities --fixes fixes "$D/sent.tsv" >out
	[ "$(awk -F '\t' -v d="$doc" -v s="$start" '$1 == d && $2 == s && $4 == "entity"' out | cut -f 6,9)" = "$(printf 'none\thand')" ]
	tag-entities --fixes fixes out >again
	same out again
	tag-entities out >without
	same out without
	# a fix whose place is gone is told
	row "$doc" 9999990 9999999 entity 1s1 PER X . hand Gone >fixes
	status=0
	tag-entities --fixes fixes "$D/sent.tsv" >out 2>err || status=$?
	[ "$status" = 1 ]
	grep '^tag-entities: fixes:1: ' err
}

@test "every row follows from its source bytes by its edit map" {
	cd "$EXAMPLES"
	perl ../proof.pl "$D/all.tsv"
}

@test "--files0-from reads names that end in NUL" {
	cd "$EXAMPLES"
	printf '%s\0' articles/*.txt | normalize --files0-from=- >"$BATS_TEST_TMPDIR/out"
	[ "$(grep -c '	end	' "$BATS_TEST_TMPDIR/out")" = 12 ]
}
