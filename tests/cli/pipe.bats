#!/usr/bin/env bats
# The whole pipe on hostile bytes: it ends in order, its rows are proved, its time is linear.

load common

# flood BYTES TEXT: the text again and again
flood() { perl -e 'print substr($ARGV[1] x (1 + $ARGV[0] / length $ARGV[1]), 0, $ARGV[0])' "$1" "$2"; }

setup_file() {
	load common
	cd "$BATS_FILE_TMPDIR" || return 1
	mkdir soup big
	# many small documents of what mends meet, in every mixture; the same on every machine
	LC_ALL=C awk '
		function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
		BEGIN {
			seed = 20011
			n = split("\303\251 \303\203\302\251 \303\242\342\202\254\305\223 \303\242\342\202\254\342\204\242 \302\240 \303\202\302\240 &nbsp; &amp;amp;quot; &ldquo &#x22; &#147; &#0; &#xD800; &lt;b&gt; <br/> <!-- </div> \" \047 `` \047\047 \342\200\234 \342\200\235 \302\253 \r\n \n \n\n \t \f \033[0m \033$B \177 \302\205 \342\200\250 \357\273\277 \357\277\275 \377 \376 \300\200 \355\240\200 \360\237\230\200 \342\200 \302\255 \302\255\n -\n \342\200\213 \357\254\201 e\314\201 \314\201 \223 \224 \222 \302\223 \342\204\253 \357\274\241 \341\232\200 \303\203\306\222\303\202\302\251 \303\242\302\200\302\231 \320\262\320\202\321\232 \327\251 \344\275\240 \260\241 \\ # .", odd, " ")
			odd[++n] = "\303\203 "; odd[++n] = "\303\202 "; odd[++n] = "\" />"
			m = split("the|said |a |Ann Lee |talks |word. |On Monday |Paris, |I t would |$5m ", word, "|")
			for (doc = 1; doc <= 600; doc++) {
				file = "soup/" doc
				few = 1 + random(9)
				for (i = 1; i <= few; i++)
					mine[i] = odd[1 + random(n)]
				printf "" >file
				for (i = 5 + random(60); i > 0; i--) {
					k = random(10)
					printf "%s", (k < 4 ? mine[1 + random(few)] : k < 6 ? odd[1 + random(n)] : k < 9 ? word[1 + random(m)] : " ") >file
				}
				close(file)
			}
			for (i = 0; i < 60000; i++)
				printf "%c", random(256) >"big/random"
		}'
	tr 'A-Za-z' '\0' <big/random >big/nuls
	flood 60000 'He said "no" & left the house; nobody in Paris knew why.'$'\n' >big/plain
	iconv -f UTF-8 -t UTF-16 big/plain >big/utf16
	iconv -f UTF-8 -t UTF-16BE big/plain >big/utf16be
	sed 's/$/\r/' big/plain >big/crlf
	sed 's/no/\xef\xbb\xbfno\xef\xbb\xbf/; s/why/caf\xe9 \x93why\x94 caf\xc3\xa9/' big/plain >big/mixed
	flood 60000 '“”‘’«»„‟‹›"`´′″' >big/marks
	flood 60000 '&amp;lt;&quot;&#39;&#8220;&nbsp;&notin;&amp;amp;&bogus;&#x110000;&' >big/entities
	flood 60000 'Ã© â€œquoteâ€ ÃƒÂ© Â '$'\n' >big/mojibake
	flood 60000 '<p class="a"><!-- <b>'$'\n' >big/tags
	flood 60000 $'\314\201\314\243' >big/combining # acute and dot below, to be put in order
	flood 60000 'Abc Def Ghi (ADGA) and the Abc Duf Ghi (ADGB) ' >big/acronyms
	head -c 1000000 /dev/zero | tr '\0' 'x' >big/x
	head -c 1000000 /dev/zero | tr '\0' '"' >big/quotes
	head -c 1000000 /dev/zero | tr '\0' ' ' >big/spaces
	head -c 1000000 /dev/zero | tr '\0' '\n' >big/lines
	head -c 1000000 /dev/zero >big/zeros
	head -c 1000000 /dev/zero | tr '\0' '\302' >big/broken
	: >big/empty
}

setup() {
	load common
	cd "$BATS_FILE_TMPDIR" || return 1
}

# pipe FILE...: its rows into the file rows; each program ends with 0 or 1, and says nothing odd.
pipe() {
	normalize "$@" 2>err >1.rows || [ $? = 1 ]
	segment -w 1.rows 2>>err >2.rows || [ $? = 1 ]
	tag-entities 2.rows 2>>err >3.rows || [ $? = 1 ]
	extract-quotes 3.rows 2>>err >rows || [ $? = 1 ]
	tally rows 2>>err >counts || [ $? = 1 ]
	run ! grep -aE 'Sanitizer|runtime error|columns|not UTF-8' err
}

# Rows are proved in silence; what was a lie is shown.
proved() {
	status=0
	trace --verify "$1" >out 2>lies || status=$?
	[ "$status" = 0 ] && [ ! -s out ] && [ ! -s lies ] || { head -n 5 lies | cat -v; return 1; }
}

@test "600 small documents of odd pieces are proved" {
	pipe soup/*
	[ "$(grep -ac "$(printf '\tend\t')" rows)" = 600 ]
	proved rows
}

@test "random bytes, other encodings, floods of marks, entities, tags and mojibake are proved" {
	pipe big/*
	proved rows
	for f in big/*; do
		pipe "$f" # alone, for what the programs keep from one document to the next
		proved rows
	done
}

# The seconds of processor time that the five programs and the proof take for one file.
cost() {
	perl -e '
		for (1 .. 2) { # the better of two
			my $t = (times)[2] + (times)[3];
			system "normalize $ARGV[0] 2>&- | segment -w 2>&- | tag-entities 2>&- | extract-quotes 2>&- >r";
			system "tally r >c; trace --verify r" and exit 1;
			$t = (times)[2] + (times)[3] - $t;
			$best = $t if !defined $best || $t < $best;
		}
		printf "%.2f\n", $best' "$1"
}

@test "ten times the input takes ten times the time" {
	for f in plain mixed marks entities mojibake tags random crlf combining acronyms; do
		for n in 1 2 3 4 5 6 7 8 9 10; do cat big/$f; done >ten
		small=$(cost big/$f)
		large=$(cost ten)
		echo "$f: $small s, ten times: $large s"
		# what is too quick to be measured is quick enough: a tenth of a second is the floor
		perl -e 'exit !($ARGV[1] <= 12 * ($ARGV[0] > 0.1 ? $ARGV[0] : 0.1))' "$small" "$large"
	done
}

# one_article N: N paragraphs of new names, quotes, acronyms, a date; its url, so that links are made
one_article() {
	perl -e 'my $n = shift; print "Talks go on\n\n";
		for my $i (1 .. $n) {
			my $w = join "", map { chr(97 + $_) } $i % 26, int($i / 26) % 26, int($i / 676) % 26;
			print "\"We of $w go on,\" said Ann M$w of the Abc D$w Group (ADG), who met Bo K$w in Paris on $i May 2016. ";
			print "He said that Zo\xeb \x93did not\x94.\n\n" }' "$1"
}

# seconds COMMAND...: of processor time, the better of two
seconds() {
	perl -e 'for (1, 2) {
			my $t = (times)[2] + (times)[3];
			system "{ $ARGV[0]; } >out 2>&1";
			exit 1 if $? == -1 || $? & 127 || $? >> 8 > 1;
			$t = (times)[2] + (times)[3] - $t;
			$best = $t if !defined $best || $t < $best;
		}
		printf "%.2f\n", $best' "$*"
}

@test "one document of ten times the names, quotes and paragraphs: every program and mode, ten times" {
	mkdir -p one
	for n in 300 3000; do
		one_article $n >one/$n
		printf 'file\turl\n%s\thttps://a.example/\n' $n >one/$n.meta
		normalize -M one/$n.meta one/$n >one/$n.norm
		segment -w one/$n.norm >one/$n.sent
		tag-entities one/$n.sent >one/$n.ent
		extract-quotes one/$n.ent >one/$n.all
	done
	grep -c '	quote	' one/3000.all
	while read -r run; do
		small=$(seconds "${run//@/one/300}")
		large=$(seconds "${run//@/one/3000}")
		echo "$run: $small s, ten times: $large s"
		perl -e 'exit !($ARGV[1] <= 12 * ($ARGV[0] > 0.1 ? $ARGV[0] : 0.1))' "$small" "$large"
	done <<-'EOF'
		normalize @
		normalize --edits --form=nfkd @
		segment -w @.norm
		segment --uax29 @.norm
		tag-entities --nested @.sent
		tag-entities --fixes @.ent @.sent
		extract-quotes @.ent
		extract-quotes --fixes @.all @.ent
		tally --df --distinct addr @.all
		tally --pairs key @.all
		tally --pairs key --directed @.all
		tally --variants @.all
		tally -S 64K -f key,start --top-per key -n 2 @.all
		trace @.all
		trace --verify @.all
		trace --verify=full @.all
		trace --link @.all
		trace --html @.all
		trace --color @.all
		trace --kwic . --sort left @.all
		trace --kwic-key Paris --align @.all
		trace --diff @.ent @.all
	EOF
}
