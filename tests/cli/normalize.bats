#!/usr/bin/env bats
# normalize: documents in, rows out; options; the Unicode normaliser.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# column N of the rows of a kind
col() { awk -F '\t' -v k="$1" -v n="$2" '$4 == k { print $n }'; }

@test "rows of --tsv bring their metadata, and what is given wins" {
	printf '7\tGazette\t-\t2024-01-02\tRain fell.\\nIt stopped.\n8\tHerald\tx\t.\tSun.\n' >in
	normalize --tsv=id,outlet,-,date,text in >out
	[ "$(col meta 6 <out | grep -c outlet)" = 2 ]
	row 7 0 22 meta . outlet Gazette . given . >want
	row 7 0 22 meta . date 2024-01-02 . given . >>want
	grep -P '^7\t.*\tgiven\t' out | sort -r >got
	sort -r want >want2
	same want2 got
	[ "$(grep -cP '^8\t.*\tdate\t' out)" = 0 ] # `.` gives nothing
}

@test "a row with the wrong number of columns, or without an id, is told and left out" {
	printf 'a\tone.\nb\n.\ttwo.\n\tthree.\na\tagain.\nc\tfour.\n' >in
	run -1 --separate-stderr normalize --tsv in
	[ "$(printf '%s\n' "$output" | cut -f 1 | uniq | tr '\n' ' ')" = "a c " ]
	[[ $stderr == *"in:2: 1 columns, not 2"* ]]
	[[ $stderr == *"in:3: no document id"* ]]
	[[ $stderr == *"in:5: document 'a' was given before"* ]]
}

@test "-M finds a file by its name, its last part or its stem" {
	mkdir d
	for f in d/one.txt d/two.txt three.txt; do echo "Some text." >$f; done
	printf 'file\toutlet\tdesk\nd/one.txt\tA\tx\ntwo\tB\t.\nthree.txt\tC\ty\\tz\n' >m.tsv
	normalize -M m.tsv d/one.txt d/two.txt three.txt >out
	grep -P '\tgiven\t' out | cut -f 1,6,7 >got
	printf 'd/one.txt\toutlet\tA\nd/one.txt\tdesk\tx\nd/two.txt\toutlet\tB\nthree.txt\toutlet\tC\nthree.txt\tdesk\ty\\tz\n' >want
	same want got
}

@test "--split: a pattern that runs away is told, and the rest is one document" {
	{ printf 'one\n\f'; head -c 5000 /dev/zero | tr '\0' a; printf '! two\n'; } >in
	status=0
	timeout ${TEST_LIMIT:-20} normalize --split='\f|(?:a+)+(?:a+)+(?:a+)+$' in >out 2>err || status=$?
	[ "$status" = 1 ]
	grep '^normalize: in: --split: the pattern takes too long behind byte 5$' err
	[ "$(grep -c '	end	' out)" = 2 ]
}

@test "--split cuts a stream; offsets stay the stream's" {
	printf 'One here.\n----\nTwo there.\n----\n\n----\nThree.\n' >in
	normalize --split='^-+\n' in >out
	col block 1 <out >got
	printf 'in\nin#2\nin#3\n' >want
	same want got
	while IFS=$'\t' read -r start stop text; do
		[ "$(tail -c +$((start + 1)) in | head -c $((stop - start)))" = "$text" ]
	done < <(grep -P '\tblock\t' out | cut -f 2,3,10)
	printf 'A.\fB.' | normalize --split=FF --plain >out
	printf 'A.\n\f\nB.\n' >want
	same want out
	run -2 normalize --split='(' in
}

@test "--files0-from reads names ended by NUL" {
	echo a. >'a b'
	echo c. >c
	printf 'a b\0c\0' >names
	[ "$(normalize --files0-from=names | col block 1 | tr '\n' ,)" = "a b,c," ]
}

@test "--invalid=fail leaves a malformed document out and goes on" {
	printf 'ok \377\n' >bad
	echo fine. >good
	run -1 --separate-stderr normalize -e UTF-8 --invalid=fail bad good
	[ "$(printf '%s\n' "$output" | cut -f 1 | uniq)" = good ]
	[[ $stderr == *"not UTF-8 at byte 3"* ]]
	[ "$(normalize -e UTF-8 bad --plain)" = "ok �" ]
}

@test "--fixes sets the class of a block and a meta key, and tells of a span that is gone" {
	printf 'A headline stands here\n\nAnd some text follows it, which is long enough.\n' >in
	normalize in >out
	span=$(col block 2,3 <out | head -n 1)
	start=$(col block 2 <out | head -n 1)
	stop=$(col block 3 <out | head -n 1)
	row in "$start" "$stop" block . comment . . me . >fix
	row in 0 3 block . list . . me . >>fix
	row in 0 0 meta . author "Ann Berg" . hand:me . >>fix
	run -1 --separate-stderr normalize --fixes=fix in
	[[ $stderr == *"fix:2: no block has this span"* ]]
	printf '%s\n' "$output" >out
	[ "$(col block 6,9 <out | head -n 1)" = "$(printf 'comment')" ] || [ "$(col block 6 <out | head -n 1)" = comment ]
	[ "$(col block 9 <out | head -n 1)" = hand ]
	trace --verify=full out
	grep -qP '\tmeta\t.\tauthor\tAnn Berg\t.\thand:me\t' out
}

@test "--edits names the rule of every change, and where it stands" {
	printf 'caf&eacute; \302\240 "x" it\342\200\231s\r\n' | normalize --edits --only=edit >out
	cut -f 2,3,6,7,10 out >got
	printf '%s\n' '3	11	entity	U+00E9	266561637574653b' '11	15	space	U+0020	20c2a020' \
	    '15	16	mark	U+201C	22' '17	18	mark	U+201D	22' "21	24	mark	U+0027	e28099" \
	    '25	27	line-end	U+000A	0d0a' >want
	same want got
}

@test "quotation marks that were made straight find their direction again" {
	f=$EXAMPLES/marks/directed.txt
	sed "s/“/\"/g; s/”/\"/g; s/‘/'/g; s/’/'/g" "$f" >straight
	normalize --as=lines --plain "$f" >want
	normalize --as=lines --plain straight >got
	# in 99 of a hundred; and those that were directed stay so
	right=$(paste -d '\n' want got | perl -ne '
		my @m = /“|”|‘|’|\x27/g; if ($. % 2) { @w = @m; next } $n += @w; $k += $w[$_] eq ($m[$_] // "") for 0 .. $#w;
		END { print $k >= 0.99 * $n && $n > 150 ? "yes" : "$k of $n" }')
	[ "$right" = yes ]
	[ "$(grep -oE '“|”' "$f" | tr -d '\n')" = "$(grep -oE '“|”' want | tr -d '\n')" ]
}

@test "--edits say how sure the direction of a mark is" {
	printf '%s\n' 'He said "yes" and left.' '"Not one of them read it, said Tom.' 'The 36" basses will be sold.' | normalize --as=lines --edits --only=edit >out
	[ "$(sed -n 1p out | cut -f 9)" = normalize@0.99 ]
	awk -F '\t' '{ split($9, p, "@"); print p[2] }' out >sure
	awk '$1 < 0.5 || $1 > 0.99 { exit 1 }' sure
	awk 'NR == 4 && $1 < 0.9 { found = 1 } END { exit !found }' sure # an inch, or the end of a speech
}

@test "--learn lists what an outlet repeats, --boilerplate takes it out of its articles only" {
	for i in 1 2 3 4; do
		printf 'Story %s of the harbour town\n\n%s\n\n%s\n\n%s\n' $i \
		    "The council met on day $i and talked about bridge number $i for many hours without an end." \
		    'This paper is printed in the old mill by the river, as it has been since the war.' \
		    "Nothing was decided on day $i, said the mayor, who left before the vote was taken." >d$i
	done
	printf 'file\toutlet\nd1\tMill Paper\nd2\tMill Paper\nd3\tMill Paper\nd4\tMill Paper\n' >m.tsv
	normalize -M m.tsv --learn=list d1 d2 d3 >/dev/null
	[ "$(cut -f 1,3 list)" = "Mill Paper	3" ]
	normalize -M m.tsv --boilerplate=list d4 >out
	[ "$(col block 6 <out | grep -c boilerplate)" = 1 ]
	grep -P '\tboilerplate\t' out | grep -q "	$(cut -f 2 list)	.*list:boilerplate	This paper is"
	trace --verify=full out
	[ "$(normalize --boilerplate=list d4 | grep -c 'list:boilerplate')" = 0 ] # of no outlet
	echo 'no such line' >>list
	run -1 --separate-stderr normalize --boilerplate=list d4
	[[ $stderr == *"list:2: not OUTLET TAB KEY TAB DOCUMENTS"* ]]
	run -2 normalize --learn=/dev/full -M m.tsv d1 d2 d3
}

@test "every source of another encoding names it in its maps, and counts its own bytes" {
	printf 'The caf\351 \223opened\224 again.\n' >in
	normalize in >out
	[ "$(grep -P '\tencoding\t' out | cut -f 7)" = windows-1252 ]
	[ "$(col block 8 <out)" = "=windows-1252,7:1>2,10:1>3,19:1>3" ]
	[ "$(col block 3 <out)" = 24 ]
}

@test "-e forces, and an unknown name is a usage error" {
	printf '\304\340\n' | normalize -e windows-1251 --plain >out
	[ "$(cat out)" = "Да" ]
	run -2 normalize -e no-such
}

@test "a block over 1 MiB is cut at white space, and its pieces make the whole" {
	awk 'BEGIN { for (i = 0; i < 200000; i++) printf "word and more " }' >in
	normalize --as=lines in | grep -P '\tblock\t' >out
	[ "$(wc -l <out)" -ge 3 ]
	[ "$(cut -f 9 out | head -n 1)" = cut ]
	[ "$(awk -F '\t' '{ n += length($10) + 1 } END { print n }' out)" = "$(wc -c <in)" ]
}

@test "--plain twice is --plain once" {
	for f in "$EXAMPLES"/articles/*.txt; do
		normalize --plain "$f" >one
		normalize --plain one >two
		same one two
	done
}

@test "hostile bytes take no time: one character or pattern over and over" {
	for p in '"' "'" '&' '<' '&amp;' 'a' ' ' '\n' '\r' '\303\203\302\251' '\314\226' '\342\200\213' '-\n' '<b' '" a="b' "a'" 'A\314\212' '\377' '\033[' '``' '<!--'; do
		printf -- "$p%.0s" $(seq 4096) >few
		for _ in $(seq 100); do cat few; done >in
		timeout ${TEST_LIMIT:-60} normalize --plain in >/dev/null
		timeout ${TEST_LIMIT:-60} normalize --plain --no-repair --form=nfkd -e UTF-8 in >/dev/null
	done
}

@test "a window never shows: any size of text, cut anywhere" {
	for i in $(seq 3000); do printf 'Ae\314\201o\314\210 \341\204\200\341\205\241\341\206\250 %s\n' "$i"; done >few
	for _ in $(seq 40); do cat few; done | tr '\n' ' ' >in # one line of some MB
	normalize --plain --no-repair --form=nfc in >whole
	head -c 500003 in | normalize --plain --no-repair --form=nfc >begin
	[ "$(head -c 300000 whole | cksum)" = "$(head -c 300000 begin | cksum)" ]
	normalize --plain --no-repair --form=nfd whole | normalize --plain --no-repair --form=nfc >again
	same whole again
	{ head -c 7 in; sleep 0.2; tail -c +8 in; } | normalize --plain --no-repair -e UTF-8 >slow
	same whole slow
}

@test "NormalizationTest.txt of the Unicode Character Database passes through the program" {
	t=/usr/share/unicode/NormalizationTest.txt
	if [ -f $t.bz2 ]; then bzcat $t.bz2 >nt; elif [ -f $t ]; then cp $t nt
	else skip "no $t (Debian: unicode-data)"; fi
	# each column of code points as UTF-8, a line a case
	for c in 1 2 3 4 5; do
		LC_ALL=C awk -F ';' -v c=$c '
		function hex(s,   i, v) { v = 0; for (i = 1; i <= length(s); i++) v = v * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1; return v }
		function put(v) {
			if (v < 128) printf "%c", v
			else if (v < 2048) printf "%c%c", 192 + int(v / 64), 128 + v % 64
			else if (v < 65536) printf "%c%c%c", 224 + int(v / 4096), 128 + int(v / 64) % 64, 128 + v % 64
			else printf "%c%c%c%c", 240 + int(v / 262144), 128 + int(v / 4096) % 64, 128 + int(v / 64) % 64, 128 + v % 64 }
		/^[0-9A-F]/ { n = split($c, a, " "); for (i = 1; i <= n; i++) put(hex(a[i])); printf "\n" }' nt >c$c
	done
	[ "$(wc -l <c1)" -gt 19000 ]
	for c in 1 2 3 4 5; do
		for form in nfc nfd nfkc nfkd; do
			case $form$c in
			nfc[123]) want=c2 ;; nfc*) want=c4 ;;
			nfd[123]) want=c3 ;; nfd*) want=c5 ;;
			nfkc*) want=c4 ;; nfkd*) want=c5 ;;
			esac
			normalize --plain --no-repair --form=$form -e UTF-8 c$c >got
			same $want got
		done
	done
}
