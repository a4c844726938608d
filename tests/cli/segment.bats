#!/usr/bin/env bats
# segment: sentences and tokens as rows, and what it does with the rows it finds.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# block N START TEXT [CLASS]: a block row of plain text
block() {
	local n=${#3}
	row d "$2" $(($2 + n)) block "$1" "${4:-body}" 0123456789abcdef . paragraph "$3"
}
# The sentences of one block of text, one a line.
sentences() { block 1 0 "$1" | segment --only=sent "${@:2}" | cut -f 10; }
tokens() { block 1 0 "$1" | segment -w --only=token "${@:2}" | cut -f 10 | paste -s -d'|'; }

@test "segment: a block is kept and followed by its sentences, with spans, addresses and rules" {
	block 7 100 'The ferry left. Did it? Yes' >in
	segment in >out
	{
		cat in
		row d 100 115 sent 7s1 body "$(segment in | sed -n 2p | cut -f 7)" . stop 'The ferry left.'
		row d 116 123 sent 7s2 body "$(segment in | sed -n 3p | cut -f 7)" . question 'Did it?'
		row d 124 127 sent 7s3 body "$(segment in | sed -n 4p | cut -f 7)" . block Yes
	} >want
	same want out
	[ "$(cut -f 7 out | grep -c '^[0-9a-f]\{16\}$')" -eq 4 ]
}

@test "segment: run twice it equals once, with tokens too" {
	for opt in "" -w; do
		{ block 1 0 'A. B. Kask came. He sat.'; block 2 30 '“No,” he said. “Go.”'; } | segment $opt >once
		segment $opt once >twice
		same once twice
	done
}

@test "segment: rows of other kinds inside a block fall with it, by hand they stay, others pass" {
	block 1 0 'One came. Two went.' >in
	row d 0 3 entity 1s1 PER One . model@0.90 One >>in
	row d 10 13 entity 1s2 PER Two . hand Two >>in
	row d 0 19 mine . x y . z text >>in
	row d 19 19 end . . 1 . . . >>in
	segment in >out
	run ! grep -q model out
	grep -q 'hand' out
	[ "$(cut -f 4 out | paste -s -d' ')" = 'block sent sent entity mine end' ]
}

@test "segment: a pause of the input changes nothing; a block is written when the row behind it is there" {
	block 1 0 'One came. Two went.' >in
	block 2 30 'Three sat. Four stood.' >>in
	row d 30 40 sent 2s1 body . . hand 'Three sat.' >rest
	row d 30 35 entity 2s1 PER Three . model@0.90 Three >>rest
	row d 52 52 end . . 2 . . . >>rest
	cat in rest >all
	segment all >want
	mkfifo pipe
	segment pipe >out &
	{
		cat in
		for i in 1 2 3 4 5 6 7 8 9 10; do [ -s out ] && break; sleep 0.2; done
		cp out early
		cat rest
	} >pipe
	wait
	[ "$(cut -f 4 early | paste -s -d' ')" = 'block sent sent' ]
	same want out
	[ "$(cut -f 4,9 out | tr '\t' : | paste -s -d' ')" = \
	    'block:paragraph sent:stop sent:stop block:paragraph sent:hand sent:stop end:.' ]
}

@test "segment: a sentence by hand stays, and ours leave it room" {
	block 1 0 'One came. Two went. Three sat.' >in
	row d 0 19 sent 1s1 body . . hand 'One came. Two went.' >fix
	cat in fix | segment --only=sent | cut -f 2,3,5,9 >out
	printf '0\t19\t1s1\thand\n20\t30\t1s2\tstop\n' >want
	same want out
	segment --fixes=fix --only=sent in | cut -f 2,3,5,9 >out
	same want out
}

@test "segment: a fix whose place is gone is told, exit 1" {
	block 1 0 'One came.' >in
	row d 50 60 sent 9s1 body . . hand gone >fix
	run -1 --separate-stderr segment --fixes=fix in
	[[ "$stderr" == *fix:1:*50-60* ]]
}

@test "segment: by default only text is cut; --class and --all say otherwise" {
	for c in title heading body list caption byline date pullquote related comment boilerplate; do
		block 1 0 'Some words.' $c
	done >in
	[ "$(segment --only=sent in | cut -f 6 | paste -s -d,)" = title,heading,body,list,caption ]
	[ "$(segment --all --only=sent in | wc -l)" -eq 11 ]
	[ "$(segment --class=date,byline --only=sent in | cut -f 6 | paste -s -d,)" = byline,date ]
}

@test "segment: edits stay whole and each sentence carries its part of the map" {
	# source: "So." he said &amp; left.  text: “So.” he said & left. Bye…
	row d 0 32 block 1 body . '0:1>3,6:1>3,18:5>1,26:3>3' . '“So.” he said & left. Bye.' >in
	run -1 segment in # the map does not fit: told, not passed
	[[ "$output" == *'edit map'* ]]
	row d 0 30 block 1 body . '0:1>3,6:1>3,18:5>1' . '“So.” he said & left. Bye.' >in
	segment --only=sent in | cut -f 2,3,8,10 >out
	printf '0\t25\t0:1>3,6:1>3,18:5>1\t“So.” he said & left.\n26\t30\t.\tBye.\n' >want
	same want out
}

@test "segment: a boundary inside an edit widens to it" {
	# one source character became two sentences' worth of text
	row d 0 7 block 1 body . '0:1>7' . 'Yes. No then.' >in
	segment --only=sent in | cut -f 2,3,10 >out
	printf '0\t7\tYes. No then.\n' >want
	same want out
}

@test "segment: kinds of abbreviation" {
	[ "$(sentences 'Gen. Lee met Dr. Ann. He left at 5 p.m. They stayed.' | wc -l)" -eq 3 ]
	[ "$(sentences 'It sells to the U.S. Army. We left the U.S. He stayed.' | wc -l)" -eq 3 ]
	[ "$(sentences 'See No. 5 of Vol. II, p. 3, e.g. Fig. 2 there.' | wc -l)" -eq 1 ]
	[ "$(sentences 'Acme Inc. The firm grew. Acme Inc. Asia grew.' | wc -l)" -eq 3 ]
}

@test "segment: -a adds abbreviations" {
	[ "$(sentences 'She saw the vehm. Kask there. He sat.' | wc -l)" -eq 3 ]
	printf 'abbr\tkind\tcase\nvehm\ttitle\t.\n' >my.tsv
	[ "$(sentences 'She saw the vehm. Kask there. He sat.' -a my.tsv | wc -l)" -eq 2 ]
	printf 'vehm.\n' >my.tsv
	[ "$(sentences 'She saw the vehm. Kask there. He sat.' -a my.tsv | wc -l)" -eq 2 ]
	printf 'vehm\tnonsense\n' >my.tsv
	run -2 --separate-stderr segment -a my.tsv
	[[ "$stderr" == *my.tsv:1:* ]]
}

@test "segment: --in-quotes=whole keeps a quotation in one piece" {
	text='He said: “We go. We stay.” Then he left.'
	[ "$(sentences "$text" | wc -l)" -eq 3 ]
	[ "$(sentences "$text" --in-quotes=whole | wc -l)" -eq 2 ]
}

@test "segment: contractions and hyphens" {
	[ "$(tokens "Don't be well-known.")" = "Don't|be|well|-|known|." ]
	[ "$(tokens "Don't be well-known." --contractions=split --hyphens=keep)" = "Do|n't|be|well-known|." ]
}

@test "segment: token rows have class, folded key and source span" {
	block 1 10 'ÕUN cost $5.' >in # 11 characters, 12 bytes: the block row counts bytes
	sed -i 's/\t22\tblock/\t23\tblock/' in
	segment -w --only=token in | cut -f 2,3,5,6,7 >out
	printf '%s\n' '10 14 1s1 word õun' '15 19 1s1 word cost' '20 21 1s1 symbol $' \
		'21 22 1s1 number 5' '22 23 1s1 punct .' | tr ' ' '\t' >want
	same want out
}

@test "segment: token rows are the same one by one and many at once, wherever offsets grow a digit" {
	text='Õun said: "The Ferry #5 sank", a-word, Extraordinarilylongwords, www.example.org/a. It did.'
	n=$(printf %s "$text" | wc -c) # of bytes
	for at in 0 900 9950 19980 99970 999999950; do block 1 $at "$text"; done |
		awk -F '\t' -v OFS='\t' -v n="$n" '{ $3 = $2 + n; $5 = NR; print }' >rows
	segment -w --lang=en rows >many
	segment -w --lang=en --line-buffered rows >one
	same one many
	[ "$(awk -F '\t' '$4 == "token" && $10 == "Ferry" { print $2 "-" $3 "," $7 }' many | tail -n 1)" = \
	    999999966-999999971,ferry ]
}

@test "segment: what rows escape, token rows escape" {
	row d 0 17 block 1 body . . . 'C:\\x "é" #a É\t.' >in
	segment -w --only=token in | cut -f 2,3,7,10 >out
	printf '%s\t%s\t%s\t%s\n' 0 1 c C 1 2 : : 2 3 '\\' '\\' 3 4 x x 5 6 '\"' '\"' 6 8 é é \
		8 9 '\"' '\"' 10 12 '\#a' '\#a' 13 15 é É 16 17 . . >want
	same want out
}

@test "segment: --uax29 and documents in other languages" {
	[ "$(sentences 'Mr. Kask came. He sat.' | wc -l)" -eq 2 ]
	[ "$(sentences 'Mr. Kask came. He sat.' --uax29 | wc -l)" -eq 3 ]
	row d 0 999 meta . language et . function-words@0.90 . >in
	block 1 0 'Mr. Kask tuli. Ta istus.' >>in
	run -0 --separate-stderr segment --only=sent in
	[ "${#lines[@]}" -eq 3 ]
	[[ "$stderr" == *'language et'* ]]
	[ "$(segment -q --lang=en --only=sent in | wc -l)" -eq 2 ]
}

@test "segment: keys of tokens beyond ASCII are folded, long ones and escaped ones too" {
	block 1 0 'МЭР ÉTÉ × Straße “Ёлка” ДОСТОПРИМЕЧАТЕЛЬНОСТИ Ὀδυσσεύς' >in
	for how in --lang=en --uax29; do
		segment -w --only=token "$how" in | cut -f 7 | paste -sd ' ' >out
		echo 'мэр été × strasse “ ёлка ” достопримечательности ὀδυσσεύσ' >want
		same want out
	done
}

@test "segment: wrong values are usage errors" {
	run -2 segment --hyphens=maybe </dev/null
	run -2 segment --in-quotes=x </dev/null
	run -2 segment -a /nonexistent </dev/null
}

@test "segment: lines of one repeated mark take linear time" {
	for mark in '"' . '(' 'A.' '. "' 'a.b.' '( ' '“' '1. ' "'" '-' ':' ': ' '@a' \
	    "' . ' " '. .' '(A) ' 'U.S. ' 'a?b ' 'Email: @'; do
		text=$(awk -v m="$mark" 'BEGIN { for (i = 0; i < 20000; i++) printf "%s", m }')
		block 1 0 "$text" | timeout ${TEST_LIMIT:-20} segment -w --in-quotes=whole | tail -n 1 | cut -f 4 >out
		grep -qx token out
	done
}
