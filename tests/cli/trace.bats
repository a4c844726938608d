#!/usr/bin/env bats
# trace: true rows are silent, every lie is named, and rows are shown where they stand.

load common

setup_file() {
	load common
	export D=$BATS_FILE_TMPDIR
	cd "$EXAMPLES" || return 1
	normalize -M outlets.tsv articles/*.txt | segment -w | tag-entities | extract-quotes >"$D/all.tsv"
	cat >"$D/note.txt" <<-'EOF'
		Ferry talks resume

		"We will sign on Monday," the transport ministry&nbsp;said in Tallinn. Estonia’s unions disagree.

		“Nobody asked us,” said Anna Tamm. “We have read the plan.”
	EOF
	cd "$D" || return 1
	normalize note.txt | segment -w | tag-entities | extract-quotes >note.tsv
}

setup() {
	load common
	cd "$D" || return 1
}

# lies ROWS REASON: it is told with file and line, and the exit status is 1.
lies() {
	status=0
	trace --verify "$1" >out 2>err || status=$?
	[ "$status" = 1 ] && [ ! -s out ] && grep -- "^trace: $1:[0-9]*: .*$2" err || { cat err; return 1; }
}

@test "rows that the programs made are true, to the byte and made again" {
	cd "$EXAMPLES"
	trace --verify "$D/all.tsv" >"$D/out" 2>"$D/err"
	[ ! -s "$D/out" ] && [ ! -s "$D/err" ]
	trace --verify=full "$D/all.tsv"
	grep -P '\tentity\t' "$D/all.tsv" | trace --verify
	grep -P '\t(sent|entity|quote)\t' "$D/all.tsv" | trace --verify
	cd "$D" && trace --verify=full note.tsv
}

@test "other encodings, split streams and rows as sources are proved too" {
	printf 'caf\351 \223ok\224 he said.\n\nDon\222t go \200 5.\n' >w.txt
	normalize w.txt | segment -w >w.tsv
	grep -q '=windows-1252' w.tsv
	trace --verify=full w.tsv
	iconv -f UTF-8 -t UTF-16 note.txt >u.txt
	normalize u.txt | segment -w | trace --verify
	printf 'one\n\f\ntwo words\n\f\nthree' >ff.txt
	normalize --split=FF ff.txt | segment -w | trace --verify=full
	printf 'x1\tBBC\tFirst \\\\ para.\\n\\nSecond &amp; last.\nx2\tBBC\tOther.\n' >in.tsv
	normalize --tsv=id,outlet,text in.tsv | segment -w >t.tsv
	trace --verify --source-tsv in.tsv --tsv id,outlet,text t.tsv
	mkdir -p sub && cp note.txt sub/
	(cd sub && trace --verify <../note.tsv)
	mv note.txt kept.txt
	run -1 trace --verify note.tsv
	trace --verify --source sub note.tsv
	mv kept.txt note.txt
}

@test "mojibake, entities and odd bytes that were mended are true" {
	printf 'It\303\242\342\202\254\342\204\242s na\303\203\302\257ve &ldquo;talk&rdquo; \342\200\213here\302\240now \xff\xbd.\n\nA <b>bold</b> word\302\255less.\r\nNext\001 line.\n' >m.txt
	normalize m.txt | segment -w | trace --verify
}

@test "a changed text, span, map, address or key of a digest is a lie" {
	sed '0,/\tblock\t.*Ferry/s/Ferry/Berry/' note.tsv >l; lies l 'differ outside'
	awk -F '\t' -v OFS='\t' '$4 == "sent" && $5 == "2s2" { sub("unions", "onions", $10) } 1' note.tsv >l
	lies l .
	awk -F '\t' -v OFS='\t' '$4 == "entity" && !n++ { $2++ } 1' note.tsv >l; lies l 'the map gives'
	awk -F '\t' -v OFS='\t' '$4 == "entity" && !n++ { $5 = "9s9" } 1' note.tsv >l; lies l 'no sentence 9s9'
	awk -F '\t' -v OFS='\t' '$4 == "entity" && !n++ { $3 = 99999 } 1' note.tsv >l; lies l 'the source at'
	awk -F '\t' -v OFS='\t' '$4 == "entity" && !n++ { $10 = $10 "x" } 1' note.tsv >l; lies l 'the text is'
	awk -F '\t' -v OFS='\t' '$4 == "token" && $10 == "Tallinn" { $10 = "Latvia" } 1' note.tsv >l; lies l 'the text is'
	awk -F '\t' -v OFS='\t' '$6 == "source" && $4 == "meta" { $7 = "186:00000000" } 1' note.tsv >l; lies l 'another'
	awk -F '\t' -v OFS='\t' '$4 == "sent" && $8 != "." && !n++ { $8 = $8 ",1:1>1" } 1' note.tsv >l; lies l 'edit map'
	awk -F '\t' -v OFS='\t' '$4 == "sent" && $8 != "." && !n++ { $8 = "." } 1' note.tsv >l; lies l 'edit map'
}

@test "a forged token or name is a lie, in whatever column" {
	printf 'The ferry to Tallinn\nand C:\\new is late. It left.\n' >k.txt
	normalize --as=lines k.txt | segment -w | tag-entities >k.tsv
	trace --verify k.tsv
	for kind in token entity; do
		forge() { # forge AWK REASON
			awk -F '\t' -v OFS='\t' -v kind="$kind" '$4 == kind && $10 == "Tallinn" { '"$1"' } 1' k.tsv >l
			run ! cmp -s k.tsv l
			lies l "$2"
		}
		forge '$2++' 'the map gives'
		forge '$3--' 'the map gives'
		forge '$2 = 4; $3 = 9' "gives 'ferry'"
		forge '$3 = 999' 'the source at'
		forge '$3 = $2 - 1' 'stop is before'
		forge '$2 = "x" $2' 'not a number'
		forge '$2 = "000000000000000000" $2' 'not a number'
		forge '$5 = "1s2"' 'no sentence'
		forge '$5 = "2s1"' 'lie in sentence'
		forge '$10 = "tallinn"' 'the text is'
		forge '$10 = "Tallinn and"' 'the text is'
		forge '$10 = ""' 'the text is'
		forge '$10 = "Tallinn\t"' 'ten columns'
		forge '$9 = $9 "\351"' 'UTF-8'
		forge '$1 = "none.txt"' .
	done
	# what is escaped is compared without its escapes
	path() { # path TEXT: with a row that says so of the source's C:\new
		awk -F '\t' -v OFS='\t' -v t="$1" '1; $4 == "sent" && $5 == "2s1" {
			print $1, 25, 31, "entity", $5, "MISC", "x", ".", "list", t }' k.tsv >l
	}
	path 'C:\\\\new'; grep -F 'C:\\new' l; trace --verify l
	path 'C:\\new'; grep -P '\tC:\\new$' l; lies l 'the text is'
}

@test "an edit that changes letters is a lie, however well the map accounts for it" {
	printf 'The deal is done.\n' >e.txt
	normalize e.txt >e.tsv
	trace --verify e.tsv
	# "deal" became "steal"
	awk -F '\t' -v OFS='\t' '$4 == "block" { $8 = "4:1>2"; sub("deal", "steal", $10) } 1' e.tsv >l
	lies l "turns 'd' into 'st'"
	# a word left out
	awk -F '\t' -v OFS='\t' '$4 == "block" { $8 = "4:5>0"; sub("deal ", "", $10) } 1' e.tsv >l
	lies l "turns 'deal ' into ''"
	# a word put in
	awk -F '\t' -v OFS='\t' '$4 == "block" { $8 = "12:0>4"; sub("done", "not done", $10) } 1' e.tsv >l
	lies l "into 'not '"
}

@test "what is missing or comes twice is a lie" {
	sed '$d' note.tsv >l; lies l 'without its end row'
	grep -v '	block	2	' note.tsv >l; lies l .
	cat note.tsv note.tsv >l; lies l .
	{ cat note.tsv; tail -n 1 "$D/all.tsv"; cat note.tsv; } >l
	lies l 'stood before'
	awk -F '\t' -v OFS='\t' '$4 == "end" { $7 = 7 } 1' note.tsv >l; lies l '7 blocks'
	awk -F '\t' -v OFS='\t' '$4 == "part" || $4 == "source" { $8 = "1-2" } 1' note.tsv >l; lies l 'no quote 1-2'
	awk -F '\t' -v OFS='\t' '$4 == "quote" { $10 = $10 " never" } 1' note.tsv >l; lies l .
	awk -F '\t' -v OFS='\t' '$4 == "block" { $5 = $5 + 1 } 1' note.tsv >l; lies l 'block number'
}

@test "rows that stand before what they follow from are judged when all is known" {
	# a block behind its sentences, cues before all blocks
	awk -F '\t' -v OFS='\t' '
		held != "" && (($4 != "sent" && $4 != "token" && $4 != "entity") || $5 !~ /^2s/) { print held; held = "" }
		$4 == "block" && $5 == 2 { held = $0; next }
		1' note.tsv >l
	run ! cmp -s note.tsv l
	trace --verify l
	{ grep '	cue	' note.tsv; grep -v '	cue	' note.tsv; } >l2
	trace --verify l2
	sed '/\tsent\t2s2\t/s/unions/onions/' l >l3; lies l3 .
	sed '1s/\t[0-9]*-[0-9]*\t/\t1-2\t/' l2 >l3; lies l3 'no quote 1-2'
	sed '1s/[a-z]*$/sang/' l2 >l3; lies l3 'the text is'
}

@test "--verify holds little of a long document, however dense its maps" {
	[ -z "$(ldd "$BIN/trace" 2>/dev/null | grep san)" ] || skip "sanitizers take all the memory there is"
	for i in $(seq 12000); do printf 'Ferry %d went to Tallinn, “late again,” said Anna Tamm of the union.\n\n' $i; done |
	    iconv -f UTF-8 -t UTF-32LE >wide.txt
	normalize -e UTF-32LE wide.txt | segment >wide.tsv
	(ulimit -v 60000; trace --verify wide.tsv) # unfolded, the maps alone have 100 MB
}

@test "--verify=full knows rows that are well made and yet not what normalize makes" {
	awk -F '\t' -v OFS='\t' '$4 == "block" && $5 == 2 { $6 = "caption" } 1' note.tsv >l
	trace --verify l
	run -1 trace --verify=full l
	[[ $output == *'no such row'* ]]
	awk -F '\t' -v OFS='\t' '$4 == "block" && $5 == 2 { $6 = "caption"; $9 = "hand" } 1' note.tsv >l
	trace --verify=full l # a person said so
}

@test "rows are shown with their place and the source's own bytes" {
	trace --kind token -C 8 note.tsv | awk -F '\t' '$3 == "tallinn"' >out
	printf 'note.txt:3:62\ttoken\ttallinn\tsaid in \tTallinn\t. Estoni\n' >want
	cut -f 2- want >want2; cut -f 2- out >out2
	same want2 out2
	grep -q '^note.txt:3:[0-9]*	' out
	place=$(cut -f 1 out | cut -d: -f 3)
	[ "$(sed -n 3p note.txt | head -c $((place + 6)) | tail -c 7)" = Tallinn ]
}

@test "a concordance stays in the sentence, sorts by the nearest word, aligns" {
	trace --kwic '(?i)we' -C 12 note.tsv | cut -f 4-6 >out
	printf '“\tWe\t will sign o\n“\tWe\t have read t\n' >want
	same want out
	trace --kwic 'unions' note.tsv | cut -f 4-6 >out
	printf "Estonia's \tunions\t disagree.\n" >want
	same want out
	trace --kwic 'unions' --across -C 20 note.tsv | cut -f 4 >out
	printf "Tallinn. Estonia's \n" >want
	[[ $(cat out) == *"Tallinn. Estonia's "* ]]
	printf 'x the end. x an end. x my end.\n' >k.txt
	normalize --as=text k.txt | segment --all | trace --kwic end --sort left | cut -f 4 >out
	printf 'x an \nx my \nx the \n' >want
	[ "$(sort out)" = "$(sort want)" ]
	run -2 trace --kwic '(' note.tsv
	start=$(trace --kwic Tallinn note.tsv | cut -f 2)
	[ "$(tail -c +$((start + 1)) note.txt | head -c 7)" = Tallinn ]
}

@test "a concordance's pattern that runs away is told with the row, the others are shown" {
	{ head -c 40 /dev/zero | tr '\0' a; printf '! And so on.\n\nHe said b.\n'; } >runs.txt
	normalize --as=text runs.txt | segment >runs.tsv
	status=0
	timeout ${TEST_LIMIT:-20} trace --kwic '(?:a+)+(?:a+)+(?:a+)+$|b' runs.tsv >out 2>err || status=$?
	[ "$status" = 1 ]
	[ "$(cut -f 5 out)" = b ]
	grep '^trace: runs.tsv:[0-9]*: --kwic: the pattern takes too long' err
}

@test "links lead to the words of the published page" {
	cd "$EXAMPLES"
	trace --link --kind quote "$D/all.tsv" >"$D/out"
	[ -s "$D/out" ]
	run ! grep -vE '^https://[a-z]+\.example/[a-z]+#:~:text=[A-Za-z0-9._~%]+(,[A-Za-z0-9._~%]+)?	quote	' "$D/out"
	cd "$D"
	trace --link note.tsv >out 2>err
	[ ! -s out ]
	grep 'without a meta url' err
}

@test "a link has the page's own words where they are UTF-8, else the row's; no word of it twice" {
	printf 'Rua "São-João, 5" é velha.\r\n' >l8.txt
	iconv -f UTF-8 -t UTF-16 l8.txt >l16.txt
	printf 'file\turl\nl8.txt\thttps://a.example/8\nl16.txt\thttps://a.example/16#top\n' >meta.tsv
	normalize -M meta.tsv --as=lines l8.txt l16.txt | segment >l.tsv
	link() { trace --link --kind sent "$1" | cut -f 1; }
	link l.tsv >out
	cat >want <<-'EOF'
		https://a.example/8#:~:text=Rua%20%22S%C3%A3o%2DJo%C3%A3o%2C%205%22%20%C3%A9%20velha.
		https://a.example/16#top:~:text=Rua%20%E2%80%9CS%C3%A3o%2DJo%C3%A3o%2C%205%E2%80%9D%20%C3%A9%20velha.
	EOF
	same want out
	# a span over lines: its first words, its last words
	printf 'One two\nthree. Four.\n\nBody of\nit\n' >s.txt
	printf 'file\turl\ns.txt\thttps://a.example/s\n' >meta.tsv
	normalize -M meta.tsv --as=text s.txt | segment >s.tsv
	link s.tsv >out
	printf 'https://a.example/s#:~:text=%s\n' One,three. Four. Body,it >want
	same want out
}

@test "rows, links and concordance lines are written as they come" {
	[ -z "$(ldd "$BIN/trace" 2>/dev/null | grep san)" ] || skip "sanitizers take all the memory there is"
	mkfifo pipe
	for mode in '' --link --kwic=the; do
		timeout 20 trace ${mode:+"$mode"} --source "$EXAMPLES" pipe >out & pid=$!
		exec 9>pipe
		cat "$D/all.tsv" >&9
		for _ in $(seq 100); do [ ! -s out ] || break; sleep 0.05; done
		[ -s out ]
		exec 9>&-
		wait "$pid"
	done
	for i in $(seq 40000); do printf 'Ferry %d went to Tallinn.\n' $i; done >many.txt
	normalize --as=lines many.txt | segment >many.tsv
	(ulimit -v 30000; trace many.tsv) | grep -c '	sent	' | grep -x 40000
}

@test "--diff scores the second stream against the first" {
	grep -v '	entity	.*Tallinn' note.tsv >a
	awk -F '\t' -v OFS='\t' '$4 == "entity" && /Anna/ { $7 = "Somebody" } 1' note.tsv >b
	trace --diff a b >out
	grep -q '^+	note.txt.*Tallinn' out
	grep -q '^<	note.txt.*Anna Tamm' out
	grep -q '^>	note.txt.*Somebody' out
	grep -qP '^#sent\t\*\t(\d+)\t\1\t\1\t1.0000\t1.0000\t1.0000\t1.0000' out
	run -2 trace --diff a
	run -2 trace --diff a nowhere # no scores against nothing
	[[ $output == 'trace: nowhere: '* ]]
	{ cat a; tail -n 5 all.tsv; } >b
	trace --diff a b 2>&1 >out | grep -x 'trace: 0 documents stand in the first file only, 1 in the second only'
	[ -z "$(trace -q --diff b a 2>&1 >out)" ]
}

@test "--html escapes everything, closes what it opens, and needs no other file" {
	printf 'Title <script>alert(1)</script> & "more"\n\n“A & B are <i>in</i>,” said Anna Tamm.\n' >x.txt
	normalize x.txt | segment | tag-entities | extract-quotes >x.tsv
	trace --html x.tsv >x.html
	run ! grep -q '<script' x.html
	grep -q '&lt;script&gt;' x.html
	run ! grep -qE '(src|href)="[^#]' x.html
	[ "$(grep -o '<span' x.html | wc -l)" = "$(grep -o '</span>' x.html | wc -l)" ]
	for id in $(grep -o 'href="#[^"]*' x.html | sed 's/.*#//'); do grep -q "id=\"$id\"" x.html; done
	cd "$EXAMPLES"
	trace --html "$D/all.tsv" >"$D/all.html"
	cd "$D"
	[ "$(grep -c '^<!DOCTYPE html>$' all.html)" = 12 ]
	[ "$(grep -c '^</html>$' all.html)" = 12 ]
	awk -v RS='\f\n' '{ printf "%s", $0 >("page" NR ".html") }' all.html
	[ ! -e page13.html ]
	for page in x.html page*.html; do
		[ "$(head -n 1 $page)" = '<!DOCTYPE html>' ]
		[ -z "$(grep -o ' id="[^"]*"' $page | sort | uniq -d)" ]
		for id in $(grep -o 'href="#[^"]*' $page | sed 's/.*#//'); do grep -q "id=\"$id\"" $page; done
		# a validator has nothing to say, where there is one
		! command -v tidy >/dev/null || [ -z "$(tidy -qe $page 2>&1)" ]
	done
}

@test "--color prints the source with no control characters but its own" {
	printf 'Title\n\nA \033[31mred\033[0m word in Paris, said Anna Tamm.\n' >c.txt
	normalize c.txt | segment | tag-entities >c.tsv
	trace --color c.tsv >out
	run ! grep -qF $'\033[31m' out
	[ "$(sed 's/\x1b\[[0-9;]*m//g' out | head -n 1)" = Title ]
}

@test "rows that cannot be read are told; a missing source is told once" {
	{ echo bad row; cat note.tsv; } >in
	run -1 trace --verify in
	[[ $output == *'trace: in:1: fewer than ten columns'* ]]
	sed 's/^note.txt/gone.txt/' note.tsv >in
	run -1 trace --verify in
	[ "$(grep -c 'no source' <<<"$output")" = 1 ]
}
