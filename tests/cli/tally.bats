#!/usr/bin/env bats
# tally: counts that equal those of sort, uniq, datamash and Miller, whatever the size and order.

load common

setup_file() {
	export D=$BATS_FILE_TMPDIR
	# A TSV of any columns: document, number, a value with many forms, one with few, a decimal.
	awk 'BEGIN { srand(7); for (i = 0; i < 60000; i++)
		printf "d%d\t%d\tv%d\tw %d\t%.2f\n", i / 60, rand() * 1000, exp(rand() * 8.5),
		    rand() * 30, rand() * 100 - 50 }' >"$D/any.tsv"
	# Records: 40 documents with meta rows, sentences, entities, quotes with parts.
	awk 'function row(a, b, k, ad, c, key, info, why, t) {
		print doc, a, b, k, ad, c, key, info, why, t }
	BEGIN { OFS = "\t"; srand(11)
		for (d = 0; d < 40; d++) {
			doc = "a" d ".txt"
			row(0, 900, "meta", ".", "outlet", d % 3 ? "Herald " d % 3 : "BBC", ".", "given", ".")
			if (d % 7) row(0, 9, "meta", ".", "date", sprintf("2024-%02d-%02d", d % 5 + 1, d % 28 + 1), ".", "given", ".")
			for (s = 1; s <= 9; s++) {
				at = s * 100; ad = int((s + 2) / 3) "s" s
				row(at, at + 90, "sent", ad, "body", "0123456789abcde" s, ".", "stop", "text")
				for (e = 0; e < 4; e++) {
					n = int(exp(rand() * 3))
					row(at + e * 20, at + e * 20 + 5, "entity", ad, n % 2 ? "PER" : "ORG", "Name " n, ".", "list:x", "Name " n)
				}
				row(at + 15, at + 50, "quote", ad, "direct", s % 3 ? "Speaker " s : ".", "say", "cue", "words")
			}
			row(1000, 1000, "end", ".", ".", 3, ".", ".", ".")
		} }' >"$D/rows.tsv"
}

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# Counts of lines as tally prints them: by count down, then bytewise.
counted() { LC_ALL=C sort | uniq -c | sed 's/^ *\([0-9]*\) /\1\t/' | LC_ALL=C sort -s -k 1,1nr; }

@test "counts of one column, and of tuples, are those of sort and uniq" {
	for cols in 3 4 1,3 3,4 2-4 4,1; do
		tally -f $cols "$D/any.tsv" >out
		awk -F '\t' -v c=$cols 'BEGIN { if (c == "2-4") c = "2,3,4"; n = split(c, a, ",") }
			{ s = $a[1]; for (i = 2; i <= n; i++) s = s "\t" $a[i]; print s }' "$D/any.tsv" | counted >want
		same want out
	done
}

@test "every byte is a value: spaces, quotes, backslashes, empty cells, NUL" {
	printf 'a b\t"x\n\t"x\n \ty\\t\n#h\t\n\t\nq\0r\tz\nq\0s\tz\n' >in
	tally -f 1,2 in >out
	printf '1\t\t\n1\t\t"x\n1\t \ty\\t\n1\t#h\t\n1\ta b\t"x\n1\tq\0r\tz\n1\tq\0s\tz\n' >want
	same want out
}

@test "the key of our records is counted where no column is named, by kind and class" {
	tally --kind entity "$D/rows.tsv" >out
	awk -F '\t' '$4 == "entity" { print $7 }' "$D/rows.tsv" | counted >want
	same want out
	tally --kind=entity,quote --class PER,direct -f kind,key "$D/rows.tsv" >out
	awk -F '\t' '$6 == "PER" || $6 == "direct" { print $4 "\t" $7 }' "$D/rows.tsv" | counted >want
	same want out
}

@test "--where takes a value or a pattern; all must be met" {
	tally --where kind=entity --where 'key~^Name 1' -f key,class "$D/rows.tsv" >out
	awk -F '\t' '$4 == "entity" && $7 ~ /^Name 1/ { print $7 "\t" $6 }' "$D/rows.tsv" | counted >want
	same want out
	run ! tally --where 'key~(' "$D/rows.tsv"
	run -2 tally --where nothing "$D/rows.tsv"
}

@test "a pattern that runs away ends as a bad row, not as a hang" {
	{ head -c 5000 /dev/zero | tr '\0' a; echo '!	x'; echo 'b	x'; } >in
	status=0
	timeout ${TEST_LIMIT:-20} tally -f 2 --where '1~(?:a+)+(?:a+)+(?:a+)+$|b' in >out 2>err || status=$?
	[ "$status" = 1 ]
	[ "$(cat out)" = "$(printf '1\tx')" ]
	grep '^tally: in:1: --where: the pattern takes too long' err
}

@test "@ columns are the document's meta values" {
	tally --kind entity -f @outlet,class "$D/rows.tsv" >out
	awk -F '\t' '$6 == "outlet" { o = $7 } $4 == "entity" { print o "\t" $6 }' "$D/rows.tsv" | counted >want
	same want out
	tally --kind entity --where @outlet=BBC "$D/rows.tsv" >out
	awk -F '\t' '$6 == "outlet" { o = $7 } $4 == "entity" && o == "BBC" { print $7 }' "$D/rows.tsv" | counted >want
	same want out
	grep -v '	meta	' "$D/rows.tsv" >no
	run -2 tally -f @outlet no
	[[ $output == *meta* ]]
	row d.txt 0 1 meta . outlet first . detected . >in
	row d.txt 0 1 meta . outlet second . hand . >>in
	row d.txt 0 1 entity 1s1 PER K . . K >>in
	[ "$(tally --kind entity -f @outlet in)" = "$(printf '1\tsecond')" ]
}

@test "-j joins columns to the key" {
	printf 'name\tparty\nName 1\tRed\nName 2\tBlue\n' >people
	tally --kind entity -j people -f party,@outlet "$D/rows.tsv" >out
	awk -F '\t' '$6 == "outlet" { o = $7 } $4 == "entity" { print ($7 == "Name 1" ? "Red" : $7 == "Name 2" ? "Blue" : ".") "\t" o }' "$D/rows.tsv" | counted >want
	same want out
	printf 'name\tparty\nA\tx\nA\ty\n' >twice
	run -2 tally -j twice -f party "$D/rows.tsv"
	[[ $output == *twice:3:* ]]
}

@test "-n, --min-count, --reverse, --sort, --top-per" {
	tally -f 3 "$D/any.tsv" >all
	tally -f 3 -n 7 "$D/any.tsv" >out
	head -n 7 all >want
	same want out
	tally -f 3 --min-count 20 "$D/any.tsv" >out
	awk '$1 >= 20' all >want
	same want out
	tally -f 3 --sort=key "$D/any.tsv" >out
	LC_ALL=C sort -k 2 all >want
	same want out
	tally -f 3 --sort=key --reverse "$D/any.tsv" >out
	LC_ALL=C sort -r -k 2 all >want
	same want out
	tally -f 3 --reverse "$D/any.tsv" >out
	LC_ALL=C sort -s -k 1,1n -k 2 all >want
	same want out
	tally --kind entity -f class,key -n 2 --top-per class "$D/rows.tsv" >out
	tally --kind entity -f class,key "$D/rows.tsv" | awk -F '\t' '++n[$2] <= 2' >want
	same want out
	run -2 tally -f class --top-per key "$D/rows.tsv"
	run -2 tally --sort=nothing "$D/rows.tsv"
}

@test "--df counts documents, wherever their rows stand" {
	tally --kind entity --df --share -H "$D/rows.tsv" >out
	total=$(grep -c '	entity	' "$D/rows.tsv")
	awk -F '\t' -v total=$total '$4 == "entity" { n[$7]++; if (!s[$7, $1]++) d[$7]++ }
		END { for (k in n) printf "%d\t%.6f\t%d\t%s\n", n[k], n[k] / total, d[k], k }' "$D/rows.tsv" |
		LC_ALL=C sort -t '	' -k 1,1nr -k 4 >rest
	{ printf 'count\tshare\tdocs\tkey\n'; cat rest; } >want
	same want out
	shuf --random-source="$D/any.tsv" "$D/rows.tsv" | tally --kind entity --df --share -H >out
	same want out
}

@test "--distinct and --agg agree with datamash and Miller" {
	tally -f 4 --sort=key --distinct 1,3 --agg sum:2,min:5,max:5,sum:5 "$D/any.tsv" >out
	if command -v datamash >/dev/null; then
		LC_ALL=C datamash -s -g 4 count 1 countunique 1 countunique 3 sum 2 min 5 max 5 <"$D/any.tsv" >theirs
		awk -F '\t' '{ print $8 "\t" $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 + 0 "\t" $6 + 0 }' out >ours
		awk -F '\t' '{ print $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 "\t" $6 + 0 "\t" $7 + 0 }' theirs >want
		same want ours
	fi
	if command -v mlr >/dev/null; then
		mlr --inidx --ifs tab --ojson stats1 -a count,mean -f 5 -g 4 "$D/any.tsv" >/dev/null
		mlr --inidx --ifs tab --otsv --headerless-csv-output stats1 -a count,sum -f 2 -g 3 then sort -f 3 "$D/any.tsv" >want
		tally -f 3 --sort=key --agg sum:2 "$D/any.tsv" | awk -F '\t' '{ print $3 "\t" $1 "\t" $2 }' >ours
		same want ours
	fi
	# sums to the last digit
	printf 'a\t0.1\na\t0.2\na\t.\na\t-0.3\nb\t.\n' >in
	tally -f 1 --agg sum:2,mean:2,min:2,max:2 in >out
	printf '4\t0\t0\t-0.3\t0.2\ta\n1\t.\t.\t.\t.\tb\n' >want
	same want out
	printf 'a\t1e5\na\t2\n' >in
	run -1 tally -f 1 --agg sum:2 in
	[[ $output == *in:1:* ]]
}

@test "more groups than memory: the same bytes" {
	for args in '-f 1,2,3' '-f 3 --distinct 1,2 --agg mean:5' '-f 2,3 --sort=key --reverse' '-f 3,4 -n 9 --top-per 4'; do
		tally $args "$D/any.tsv" >want
		TMPDIR=$PWD tally -S 64K $args "$D/any.tsv" >out
		same want out
	done
	tally --kind entity --df --distinct addr "$D/rows.tsv" >want
	shuf --random-source="$D/any.tsv" "$D/rows.tsv" | tally -S 1K --kind entity --df --distinct addr >out
	same want out
	tally -S 1K --kind entity --pairs key --within doc "$D/rows.tsv" >out
	tally --kind entity --pairs key --within doc "$D/rows.tsv" >want
	same want out
	for args in '--kind entity --pairs key' '--pairs key --directed' '--kind sent --pairs doc --within key' \
	    '--kind entity --pairs key --within block --sort=pmi' '--kind entity --variants --df -f class,key' \
	    '--kind entity --variants --distinct doc,addr --agg max:stop -n 3 --top-per key' \
	    '--kind entity -f addr,key -n 2 --top-per addr' '--kind entity -f addr,key -n 1 --top-per key --reverse' \
	    '--kind quote -f key --per month -n 2 --top-per key' "--kind entity --against $D/rows.tsv"; do
		tally $args "$D/rows.tsv" >want
		[ -s want ]
		tally -S 1 $args "$D/rows.tsv" >out
		same want out
	done
	[ -z "$(find . -name 'tally.*')" ]
	TMPDIR=/nowhere run -2 tally -S 1K -f 3 "$D/any.tsv"
	[[ $output == *TMPDIR* ]]
}

@test "memory stays within -S, whatever is many: names, pairs and their items, spellings, values" {
	[ -z "$(ldd "$BIN/tally" | grep san)" ] || skip "sanitizers take memory of their own"
	awk 'BEGIN { for (i = 0; i < 150000; i++) printf "d%d\tname of somebody %d\n", i % 40000, i % 100000 }' >in
	for args in '-f 1,2' '--pairs 2 --within 1' '-f 2 --variants' '-f 1,2 -n 1 --top-per 1'; do
		status=0
		(ulimit -v 25000; TMPDIR=$PWD tally -S 2M $args in >out) || status=$?
		[ "$status" = 0 ]
		tally $args in >want
		same want out
	done
}

@test "earlier tallies add up to the whole, however the documents were dealt" {
	printf 'name\tparty\nName 1\tRed\nName 2\tBlue\n' >people
	for args in '--kind entity -j people -f party,@outlet' '--class PER -f key,class --agg min:start,max:stop' \
	    '--pairs key --within quote' '--kind entity --pairs key --within block' \
	    '--kind entity --pairs class --within doc' '--kind entity --per week -f key --df' \
	    '--kind quote --per year --distinct key' '-f 4,6 --distinct 7 --agg sum:2' '-f doc --kind entity' \
	    '--kind entity' '--kind entity --df --distinct class,addr --agg sum:start,mean:stop' \
	    '--per month --kind quote -f class' '--kind entity --pairs key --within sent' \
	    '--kind sent --pairs doc --within key' '--pairs key --directed' '-f @outlet --where key~1'; do
		for n in 1 2 5; do
			for i in $(seq $n); do
				awk -F '\t' -v n=$n -v i=$i '{ split($1, a, /[a.]/) } a[2] % n == i - 1' "$D/rows.tsv" |
					tally $args --partial >part.$i
			done
			ls part.* | shuf --random-source="$D/any.tsv" | xargs tally --merge -n 50 -H >out
			tally $args "$D/rows.tsv" -n 50 -H >want
			same want out
			ls -r part.* | xargs tally --merge --partial >whole
			tally $args --partial "$D/rows.tsv" >want
			same want whole
			rm part.*
		done
	done
}

@test "an earlier tally that is cut short, damaged or of other columns is refused" {
	tally --kind entity --partial "$D/rows.tsv" >p
	sed '$d' p >short
	run -2 tally --merge short
	[[ $output == *'cut short'* ]]
	run -2 tally --merge p short p
	sed '5s/.*/g\tx/' p >bad
	run -2 tally --merge bad
	[[ $output == *bad:5:* ]]
	tally --kind quote --partial "$D/rows.tsv" >q
	run -2 tally --merge p q
	run -2 tally --merge "$D/rows.tsv"
	run -2 tally --merge -f 1 p
}

@test "pairs: each once, with the units each is in" {
	tally --kind entity --pairs key --within sent "$D/rows.tsv" >out
	awk -F '\t' '$4 == "entity" { u = $1 " " $5; if (!s[u, $7]++) { m[u] = m[u] "\t" $7 } }
		END { for (u in m) { n = split(substr(m[u], 2), a, "\t")
			for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) if (a[i] < a[j]) c[a[i] "\t" a[j]]++ }
			for (p in c) print c[p] "\t" p }' "$D/rows.tsv" | LC_ALL=C sort -t '	' -k 1,1nr -k 2 >want
	cut -f 1,5,6 out >ours
	same want ours
	shuf --random-source="$D/any.tsv" "$D/rows.tsv" | tally --kind entity --pairs key --within sent >again
	same out again
	# x and y in 2 of 4 units, x in 3, y in 2: pmi = log2(2 * 4 / 6), jaccard 2/3
	for u in 1:x 1:y 2:x 2:y 3:x 4:z; do row d 0 1 entity ${u%:*}s1 PER ${u#*:} . . t; done >in
	tally -H --pairs key in >out
	printf 'count\tpmi\tg2\tjaccard\ta\tb\n2\t0.4150\t1.73\t0.6667\tx\ty\n' >want
	same want out
	tally --pairs key --max-group 1 in >out 2>err
	[ ! -s out ]
	grep '2 groups' err
	tally --pairs key --format=dot in >out
	printf 'graph tally {\n\t"x" -- "y" [weight=2];\n}\n' >want
	same want out
}

@test "wire copy: documents that share sentences" {
	for d in a b c; do row $d 0 9 sent 1s1 body 0011 . . t; done >in
	for d in a c; do row $d 10 19 sent 1s2 body 0022 . . t; done >>in
	tally --kind sent --pairs doc --within key in | cut -f 1,5,6 >out
	printf '2\ta\tc\n1\ta\tb\n1\tb\tc\n' >want
	same want out
}

@test "who talks about whom: the parts of a quote, not what lies between them" {
	{
		row d 0 9 entity 1s1 PER In1 . . t
		row d 20 29 entity 1s1 PER Between . . t
		row d 40 49 entity 1s1 PER In2 . . t
		row d 60 69 entity 1s1 PER After . . t
		row d 0 50 quote 1s1 direct Ann say . t
		row d 0 10 part 1s1 . Ann 0-50 . t
		row d 35 50 part 1s1 . Ann 0-50 . t
		row d 55 70 quote 1s1 direct . say . t
		row e 0 9 entity 1s1 PER In1 . . t
		row e 0 20 quote 1s1 direct Ann say . t
	} >in
	tally --pairs key --directed in | cut -f 1,5,6 >out
	printf '2\tAnn\tIn1\n1\tAnn\tIn2\n' >want
	same want out
	tally --pairs key --within quote in | cut -f 1,5,6 >out
	printf '1\tIn1\tIn2\n' >want
	same want out
	tally --pairs key --directed --format=dot in | head -n 2 >out
	printf 'digraph tally {\n\t"Ann" -> "In1" [weight=2];\n' >want
	same want out
}

@test "--per fills the gaps of a series" {
	{
		row a 0 1 meta . date 2023-11-30 . . .
		row a 0 1 entity 1s1 PER K . . t
		row b 0 1 meta . date 2024-02-01T10:00Z . . .
		row b 0 1 entity 1s1 PER L . . t
		row b 0 1 entity 1s1 PER K . . t
		row c 0 1 meta . title x . . .
		row c 0 1 entity 1s1 PER L . . t
	} >in
	tally --kind entity --per month in >out
	printf '1\t.\n1\t2023-11\n0\t2023-12\n0\t2024-01\n2\t2024-02\n' >want
	same want out
	tally --kind entity --per month -f key -H in >out
	printf 'count\tkey\tmonth\n1\tK\t2023-11\n0\tK\t2023-12\n0\tK\t2024-01\n1\tK\t2024-02\n1\tL\t.\n0\tL\t2023-11\n0\tL\t2023-12\n0\tL\t2024-01\n1\tL\t2024-02\n' >want
	same want out
	tally --kind entity --per year --sort=count in >out
	printf '2\t2024\n1\t.\n1\t2023\n' >want
	same want out
}

@test "--against: G2, log ratio and p, against rows and against an earlier tally" {
	awk 'BEGIN { for (i = 0; i < 50000; i++) print i < 52 ? "word" : "other" }' >here
	awk 'BEGIN { for (i = 0; i < 75000; i++) print i < 57 ? "word" : "other" }' >there
	tally -H -f 1 --against there here >out
	printf 'count\tagainst\tg2\tlogratio\tp\t1\n52\t57\t2.65\t0.4525\t0.103\tword\n49948\t74943\t0.00\t-0.0004\t0.961\tother\n' >want
	same want out
	tally -f 1 --partial there >earlier
	tally -H -f 1 --against earlier here >out
	same want out
	run -2 tally -f 2 --against earlier here
	# a table with its header is an earlier tally, too; of a part of it, --total says of how many
	tally -f 1 -H --share there >table
	tally -H -f 1 --against table here >out
	same want out
	for args in '' --partial '-H --share'; do
		[ "$args" ] && tally -f 1 $args there >table || cp there table
		tally -H -f 1 --against <(cat table) here >out
		same want out
		tally -H -f 1 --against - here <table >out
		same want out
	done
	tally -f 1 -H --reverse -n 1 --total there >table
	tally -H -f 1 --against table here >out
	sed 's/^49948	74943/49948	0/' want | head -n 2 | tail -n 1 >line
	grep -qxF -f line out
	printf 'count\t1\nx\ty\n' >table
	run -2 tally -f 1 --against table here
	[[ $output == *'table:2: not a line of a tally'* ]]
}

@test "--bars fits the width, in blocks or in ASCII" {
	awk 'BEGIN { for (i = 0; i < 100; i++) print "many"; for (i = 0; i < 50; i++) print "half"; print "a long label that does not fit the third of a line" }' >in
	COLUMNS=40 tally --bars --ascii -f 1 in >out
	printf 'many          ############### 100\nhalf          ######## 50\na long label  # 1\n' >want
	same want out
	COLUMNS=60 tally --bars -f 1 in >out
	[ "$(wc -L <out)" -le 60 ]
	grep -q '█' out
}

@test "--header-in names columns; every file has the header" {
	printf 'id\tparty\n1\tred\n2\tblue\n' >a
	printf 'id\tparty\n3\tred\n' >b
	tally --header-in -f party -H a b >out
	printf 'count\tparty\n2\tred\n1\tblue\n' >want
	same want out
	printf 'party\tid\nred\t4\n' >c
	run -1 tally --header-in -f party a c
	[[ $output == *c:1:* ]]
	run -2 tally --header-in -f nothing a
}

@test "a row of too few columns is told, the others are counted" {
	printf 'a\tb\nc\nd\tb\n' >in
	run -1 tally -f 2 in
	[[ $output == *'tally: in:2: '* ]] && [[ $output == *$'2\tb'* ]]
}

@test "a person's 'nothing here' is never counted" {
	row d 0 1 entity 1s1 none Ghost . hand t >in
	row d 0 1 entity 1s1 PER Name . hand t >>in
	[ "$(tally --kind entity in)" = "$(printf '1\tName')" ]
}

@test "--total and --cumulative" {
	printf 'a\nb\na\na\n' | tally -f 1 --cumulative --total -n 1 >out
	printf '3\t0.750000\ta\n#total\t4\t2\n' >want
	same want out
}

@test "an interrupted tally prints nothing" {
	mkfifo in
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' tally -f 3 in >out &
	pid=$!
	exec 4>in
	cat "$D/any.tsv" >&4
	kill -INT $pid
	status=0
	wait $pid || status=$?
	exec 4>&-
	[ "$status" = 130 ]
	[ ! -s out ]
}

@test "--variants: one name in several spellings" {
	for k in 'Ilham Aliyev' 'Ilham Aliev' 'Ilham Aliyev' 'Anna Smith' 'Anna Smith' 'Boris Smith'; do
		row $((i++)) 0 1 entity 1s1 PER "$k" . . t
	done >in
	tally --variants --df --share -H in >out
	printf 'count\tshare\tdocs\tkey\tvariants\n3\t0.500000\t3\tIlham Aliyev\tIlham Aliev\n2\t0.333333\t2\tAnna Smith\t.\n1\t0.166667\t1\tBoris Smith\t.\n' >want
	same want out
	# spellings in one document are one document
	sed 's/^[0-9]*/d/' in | tally --variants --df -n 1 >out
	printf '3\t1\tIlham Aliyev\tIlham Aliev\n' >want
	same want out
}

@test "SIGUSR1 says how far it is, -v at the end" {
	mkfifo in
	tally -v -f 1 in >out 2>err &
	pid=$!
	exec 4>in
	printf 'a\nb\n' >&4
	sleep 0.3
	kill -USR1 $pid
	sleep 0.1
	echo c >&4
	exec 4>&-
	wait $pid
	[ "$(grep -c 'rows counted' err)" = 2 ]
	[ "$(wc -l <out)" = 3 ]
}
