#!/usr/bin/env bats
# tag-entities: lists and rules of the user's own, options, what wins where.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# sents TEXT...: a document d.txt with one sentence a text
sents() { doc_of 1s%d "$@"; }

# tag [OPTION]... <rows: class|key|info|why|text of the entity rows
tag() { tag-entities --only "$@" | cut -f 6-10 | tr '\t' '|'; }

@test "names get spans, classes and the country of places" {
	sents "Talks in Yerevan resumed." >in
	tag-entities --only in >out
	row d.txt 9 16 entity 1s1 LOC Yerevan AM >want
	cut -f 1-8 out >got
	same want got
}

@test "a possessive is no part of a name" {
	sents "They read Armenia's constitution." | tag >out
	[ "$(cut -d '|' -f 5 out)" = Armenia ]
}

@test "the parts of a compound are names of their own" {
	sents "The Azerbaijan-Russia border and a Kenya-led force." | tag >out
	[ "$(cut -d '|' -f 1,5 out | tr '\n' ' ')" = 'LOC|Azerbaijan LOC|Russia LOC|Kenya ' ]
}

@test "-g: class, key, id and country of a list come into the rows" {
	printf 'name\tclass\tkey\tid\tcountry\nAda Quill|A. Quill\tPER\tQuill, Ada\tQ7\tIE\n' >list
	sents "Then A. Quill spoke." | tag -g list >out
	[ "$(cat out)" = 'PER|Quill, Ada|IE|list:list:Q7|A. Quill' ]
}

@test "-g: the longest name wins, then the first in the file" {
	printf 'name\tclass\tid\nBlue Fern\tORG\t1\nBlue Fern Trust\tORG\t2\nBlue Fern Trust\tORG\t3\n' >list
	sents "We met the Blue Fern Trust." | tag -g list >out
	[ "$(cut -d '|' -f 4,5 out)" = 'list:list:2|Blue Fern Trust' ]
}

@test "-g: a bare column of names" {
	printf 'Blue Fern\nGrey Otter\n' >list
	sents "The Grey Otter sank." | tag -g list >out
	[ "$(cut -d '|' -f 2,4,5 out)" = 'Grey Otter|list:list|Grey Otter' ]
}

@test "-g: one word is a politician only where it stands as a name" {
	printf 'name\tclass\tkey\nMay\tPER\tTheresa May\nQuill\tPER\tAda Quill\nBrown\tPER\tGordon Brown\n' >list
	sents "They may meet in May." "The brown dog ate the quill." "He ate brown bread." \
	    "James Brown sang." "Later Quill left." | tag -g list >out
	[ "$(grep -c 'list:list' out)" = 1 ]
	[ "$(grep 'list:list' out | cut -d '|' -f 2)" = "Ada Quill" ]
}

@test "-g: three thousand politicians, of whom some are called as months and colours are" {
	awk 'BEGIN { print "name\tclass\tkey\tid"
	split("May Xi Brown Will Mark Rose", odd); split("b d f g k l m n p r s t v z", c)
	split("a e i o u", v)
	for (i = 0; i < 3000; i++) {
		given = c[i % 14 + 1] v[i % 5 + 1] c[int(i / 14) % 14 + 1] "en"
		last = c[int(i / 5) % 14 + 1] v[int(i / 70) % 5 + 1] c[int(i / 350) % 14 + 1] "ovar"
		if (i < 6) last = odd[i + 1]
		given = toupper(substr(given, 1, 1)) substr(given, 2)
		last = toupper(substr(last, 1, 1)) substr(last, 2)
		printf "%s %s|%s\tPER\t%s, %s\tP%d\n", given, last, last, last, given, i
	} }' >list
	full=$(sed -n 1502p list | cut -d '|' -f 1)
	sents "In May they may rise." "Will you mark it?" "A rose is brown." "It was $full who left." \
	    "Then $full and $(sed -n 2p list | cut -d '|' -f 1) met." | tag -q -g list >out
	[ "$(grep 'list:list' out | cut -d '|' -f 4,5)" = "$(printf '%s\n' "list:list:P1500|$full" \
	    "list:list:P1500|$full" "list:list:P0|$(sed -n 2p list | cut -d '|' -f 1)")" ]
}

@test "-g: strict 0 matches in any spelling" {
	printf 'name\tclass\tstrict\nzorbium\tMISC\t0\n' >list
	sents "Some ZORBIUM and some Zorbium." | tag -g list >out
	[ "$(wc -l <out)" = 2 ]
}

@test "-g: class none keeps other finders away" {
	printf 'name\tclass\nNew York\tnone\n' >list
	sents "She left New York for London." | tag -g list >out
	[ "$(cut -d '|' -f 5 out)" = London ]
}

@test "-g: two ids under one key go into the key, with a warning" {
	printf 'name\tclass\tkey\tid\nAda Quill\tPER\tQuill\t1\nBen Quill\tPER\tQuill\t2\n' >list
	sents "Then Ada Quill and Ben Quill spoke." >in
	tag -g list in >out 2>err
	[ "$(cut -d '|' -f 2 out | tr '\n' ' ')" = 'Quill (1) Quill (2) ' ]
	grep -q 'several ids' err
}

@test "-g: a bad list is an error with its line" {
	printf 'name\tcountry\nA B\tFR\nC D\tFrance\n' >list
	run -2 tag-entities -g list </dev/null
	[[ $output == *"list:3: "* ]]
	printf 'nom\tclass\n' >list
	run -2 tag-entities -g list </dev/null
	[[ $output == *"no column"* ]]
	printf 'A\nB\377\n' >list
	run -2 tag-entities -g list </dev/null
	[[ $output == *"list:2: not UTF-8"* ]]
	run -2 tag-entities -g missing </dev/null
}

@test "-r: class, key template and rule name" {
	printf '# bills\npattern\tclass\tkey\tname\n\\b(S|H)\\.?R\\. ?(\\d+)\tBILL\t$1R-$2\tbill\n' >rules
	sents "They passed H.R. 1319 today." | tag -r rules --class BILL >out
	[ "$(cat out)" = 'BILL|HR-1319|.|rule:bill|H.R. 1319' ]
}

@test "-r: a bad rule is an error with its line" {
	printf 'pattern\tclass\nok\tX\n(\tX\n' >rules
	run -2 tag-entities -r rules </dev/null
	[[ $output == *"rules:3: "* ]]
	printf 'pattern\tclass\nok\n' >rules
	run -2 tag-entities -r rules </dev/null
	[[ $output == *"rules:2: no class"* ]]
}

@test "-r: a pattern that backtracks without end is left out, and told" {
	printf 'pattern\tclass\n(?:a+)+(?:a+)+(?:a+)+$\tX\n' >rules
	sents "$(printf 'a%.0s' $(seq 5000))!" >in
	run -1 timeout ${TEST_LIMIT:-20} tag-entities -r rules in
	[[ $output == *"backtracks"* ]]
}

@test "-m: a file that is no model is an error" {
	echo nonsense >model
	run -2 tag-entities -m model </dev/null
	[[ $output == *"model: "* ]]
	: >model
	run -2 tag-entities -m model </dev/null
	good=$BATS_TEST_DIRNAME/../../lib/data/model.bin
	tag-entities -m "$good" </dev/null
	size=$(wc -c <"$good")
	for n in 5000 $((size / 2)) $((size - 2)); do
		head -c $n "$good" >model
		run -2 tag-entities -m model </dev/null
		[[ $output == *"model: the model is cut short"* || $output == *"not a model"* ]]
		{ head -c $n "$good"; printf '\x55\xaa'; tail -c +$((n + 3)) "$good"; } | head -c "$size" >model
		run -2 tag-entities -m model </dev/null
		[[ $output == *"model: the model is damaged"* ]]
	done
}

@test "--class keeps the classes named" {
	sents "On 5 May 2016 she left Paris." | tag --class DATE >out
	[ "$(cut -d '|' -f 1 out)" = DATE ]
}

@test "--nested adds names inside names" {
	printf 'name\tclass\nArmenian Ministry of Foreign Affairs\tORG\n' >list
	sents "It was the Armenian Ministry of Foreign Affairs." >in
	[ "$(tag -g list in | wc -l)" = 1 ]
	[ "$(tag -g list --nested in | cut -d '|' -f 1,5 | tail -n 1)" = 'NORP|Armenian' ]
}

@test "--doc-date is the date of documents that have none" {
	sents "They met yesterday." | tag --doc-date 2020-03-01 >out
	[ "$(cut -d '|' -f 2 out)" = 2020-02-29 ]
	run -2 tag-entities --doc-date soon </dev/null
}

@test "rows by hand stay, and nothing is added over them" {
	{
	sents "She left Paris." | sed '$d'
	row d.txt 9 14 entity 1s1 none . . hand Paris; } >in
	tag-entities in >out
	same in out
}

@test "a long line of one pattern takes linear time" {
	sents "$(yes 'New York New ' | head -n 80000 | tr -d '\n')" >in
	timeout ${TEST_LIMIT:-20} tag-entities in >out
	[ "$(wc -l <out)" -gt 1 ]
}

@test "a sentence too long for the tagger at once is tagged all the same" {
	sents "$(yes 'Then Ilham Aliyev left Baku and' | head -n 4000 | tr '\n' ' ')" | tag >out
	[ "$(grep -c 'Ilham Aliyev$' out)" -ge 3990 ]
	[ "$(grep -c 'LOC|Baku' out)" -ge 3990 ]
}

@test "a document in another language has names by lists and models of the user's own only" {
	local german="Der Rat der Stadt Gera hat am Montag den Plan der neuen Halle am Ufer mit den Stimmen der CDU und der SPD beschlossen. "
	german+="Die Arbeiten sollen noch in diesem Jahr beginnen, und die Kosten trägt das Land, wie der Sprecher Jens Kolbe sagte."
	printf '%s\n' "$german" | tee de.txt >de2.txt
	printf '%s\n' "The mayor of Gera, Jens Kolbe, spoke in Erfurt." >en.txt
	normalize de.txt de2.txt en.txt | segment -q >in
	tag-entities --only in 2>err | cut -f 1,10 >out
	[ "$(cut -f 1 out | sort -u)" = en.txt ]
	[ "$(wc -l <err)" = 1 ]
	grep -q 'de.txt is not in English' err
	printf 'name\tclass\nJens Kolbe\tPER\n' >list
	[ "$(grep ^de2 in | tag-entities -q -g list --only | cut -f 10 | uniq)" = 'Jens Kolbe' ]
	# what is brought in wins over the guess
	sed 's/\tlanguage\tde\t.\tfunction-words@[0-9.]*/\tlanguage\ten\t.\tgiven/' in | tag-entities --only >out 2>err
	grep -q '^de.txt' out
	[ ! -s err ]
	tag-entities -m "$BATS_TEST_DIRNAME/../../lib/data/model.bin" --only in >own
	same out own
}
