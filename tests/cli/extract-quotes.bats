#!/usr/bin/env bats
# extract-quotes: options, the shape of its rows, speech in marks of every state.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# paras TEXT...: a document d.txt, a paragraph of one sentence a text
paras() {
	local at=0 n=1 s
	for s; do
		row d.txt $at $((at + $(printf %s "$s" | wc -c))) sent "${n}s1" body . . . "$s"
		at=$((at + $(printf %s "$s" | wc -c) + 1)) n=$((n + 1))
	done
	row d.txt $at $at end . . $((n - 1)) . . .
}

# quotes [OPTION]... <rows: kind|class|key|text
quotes() { extract-quotes --only "$@" | cut -f 4,6,7,10 | tr '\t' '|'; }

@test "part, source and cue carry the quote's key and its span" {
	paras 'A “deal,” said Ann Berg.' '“The road,” Ann Berg said, “is shut.”' >in
	extract-quotes --only in | grep -P '\t2s1\t' >out
	span=$(grep -P '\tquote\t' out | awk '{ print $2 "-" $3 }')
	[ "$(grep -vcP "\tquote\t" out)" = 4 ]
	[ "$(grep -vP '\tquote\t' out | cut -f 7,8 | sort -u)" = "$(printf 'Ann Berg\t%s' "$span")" ]
}

@test "a quote of one piece has no part row, and its span holds the marks" {
	paras '“It is shut,” Ann Berg said.' | extract-quotes --only >out
	run ! grep -qP '\tpart\t' out
	[ "$(grep -P '\tquote\t' out | cut -f 2,3,10)" = "$(printf '0\t17\tIt is shut,')" ]
}

@test "an opener without a closer stops with its paragraph" {
	paras 'Ann Berg said: “The road is shut.' 'Nobody went home.' | quotes --only=quote >out
	[ "$(cat out)" = 'quote|direct|Ann Berg|The road is shut.' ]
}

@test "a paragraph that opens again carries the speech on" {
	paras '“The road is shut,” Ann Berg said. “It stays so.' '“We wait.”' | quotes --only=quote >out
	[ "$(cut -d '|' -f 4 out)" = 'The road is shut, It stays so.\nWe wait.' ]
}

@test "an attribution inside marks that never close ends the speech" {
	paras '“Nobody read our letter, said Tom Brandt, whose daughter plays.' | quotes --only=quote >out
	[ "$(cat out)" = 'quote|direct|Tom Brandt|Nobody read our letter,' ]
}

@test "a comma outside the marks is no hindrance" {
	paras '“The children will pay for this”, said Mary Oye.' | quotes --only=quote >out
	[ "$(cat out)" = 'quote|direct|Mary Oye|The children will pay for this' ]
}

@test "a heading's colon and a dash name the speaker" {
	paras 'Mayor Ann Berg: “The road is shut for good”' '“We will wait for the bus.” — Tom Brandt' |
	    quotes --only=quote >out
	[ "$(cut -d '|' -f 3 out | tr '\n' '|')" = 'Ann Berg|Tom Brandt|' ]
}

@test "the clause before an inverted attribution" {
	paras 'The city has the money for a new bridge, stated Ann Berg, head of the council, to Radio Oslo.' \
	    'The bridge was promised in May, as recalled by Tom Brandt.' | quotes --only=quote >out
	[ "$(cat out)" = "$(printf '%s\n' \
	    'quote|indirect|Ann Berg|The city has the money for a new bridge' \
	    'quote|indirect|Tom Brandt|The bridge was promised in May')" ]
}

@test "a role is the person introduced with it, a pronoun the one named before" {
	paras 'Ann Berg, deputy head of the council, said that the road was shut.' \
	    'The deputy said that it would open in May.' 'She added that buses run.' |
	    quotes --only=source >out
	[ "$(cut -d '|' -f 2,3 out | tr '\n' ' ')" = 'named|Ann Berg role|Ann Berg pronoun|Ann Berg ' ]
}

@test "a title tells a sex, a name does not" {
	paras 'Mr. Berg met Mrs. Lund in Oslo.' 'She said that the road was shut.' | quotes --only=source >out
	[ "$(cut -d '|' -f 3 out)" = Lund ]
}

@test "a dateline is neither source nor speech, nor a lead to it" {
	paras 'TARAWA, 20 August 2019 (Pacific Desk) - The president said that the sea was rising.' \
	    'VILNIUS, Lithuania — Officials said the harbour was closed.' \
	    'OSLO, May 4 (Nordic Desk) - “The harbour is closed,” the mayor said.' |
	    quotes --only=source >out
	[ "$(cut -d '|' -f 4 out)" = "$(printf '%s\n' 'The president' Officials 'the mayor')" ]
}

@test "who nobody can be is left open" {
	paras 'He said that the road was shut.' | quotes --only=quote >out
	[ "$(cut -d '|' -f 3 out)" = . ]
}

@test "words in marks that nobody says are a term" {
	paras 'The so-called “silk road” was shut.' | quotes >out
	[ "$(cat out)" = 'term|.|.|silk road' ]
}

@test "-c adds a cue; a wrong table is named with its line" {
	paras '“The road is shut,” froodled Ann Berg.' >in
	printf 'lemma\tpos\tforms\tframes\nfroodle\tverb\tfroodle|froodled\tdc\n' >cues
	extract-quotes -c cues --only=quote in >out
	[ "$(cut -f 7,8 out)" = "$(printf 'Ann Berg\tfroodle')" ]
	printf 'froodle\tverb\tfroodle\tx\n' >bad
	run -2 extract-quotes -c bad in
	[[ $output == *bad:1:* ]]
	run -2 extract-quotes -c none in
}

@test "--min-p leaves out what is less certain" {
	paras 'Ann Berg said: “The road is shut.”' >in
	[ "$(extract-quotes --only=quote --min-p=0.1 in | wc -l)" = 1 ]
	[ "$(extract-quotes --only=quote --min-p=1 in | wc -l)" = 0 ]
	run -2 extract-quotes --min-p=2 in
}

@test "a monstrous sentence of one pattern takes linear time" {
	for unit in 'said ' '“a ' 'Ann said that ' '“.” '; do
		s=$(printf '%60000s' '' | sed "s/ /$unit/g")
		paras "$s" | timeout ${TEST_LIMIT:-20} extract-quotes --only >out
	done
}
