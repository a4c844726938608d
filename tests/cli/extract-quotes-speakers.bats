#!/usr/bin/env bats
# extract-quotes: who is the source: the words of its row, its class, its key.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# sources TEXT...: of a document, a paragraph a text: key|class|text of each source
sources() {
	printf '%s\n\n' "$@" | normalize --as=text | segment --lang=en | tag-entities |
	    extract-quotes --only=source | awk -F '\t' -v OFS='|' '{ print $7, $6, $10 }'
}

@test "a firm of two names is one group" {
	[ "$(sources 'Smith & Jones said that the bridge was safe.')" = 'Smith & Jones|group|Smith & Jones' ]
	[ "$(sources 'Analysts at Brandt & Cole said the choice was no surprise.')" = \
	    'analysts at Brandt & Cole|group|Analysts at Brandt & Cole' ]
}

@test "he is nobody that his own words name" {
	[ "$(sources '“Jon Lund is a fool,” he said.')" = '.|pronoun|he' ]
}

@test "he is whom the sentence before is about rather than who spoke before that" {
	[ "$(sources '“They say that every year,” said Marge Keller. Her neighbor, Tom Reyes, agreed. “I bought a boat,” he said.' |
	    tail -n 1)" = 'Tom Reyes|pronoun|he' ]
}

@test "of two people he is not the one who was she, nor one whose name is a woman's" {
	said='She said the club had waited for years. He said it was a “win for kids”.'
	[ "$(sources 'Mayor Thomas Beattie and deputy mayor Susan Farmer voted for the plan on Monday night.' "$said" |
	    cut -d '|' -f 1)" = "$(printf '%s\n' 'Susan Farmer' 'Thomas Beattie')" ]
	[ "$(sources 'Mayor Whit Beattie and deputy mayor Dagny Farmer voted for the plan on Monday night.' "$said" |
	    cut -d '|' -f 1 | sort -u | wc -l)" = 2 ]
}

@test "the mayor is not the deputy mayor; the deputy mayor is" {
	intro='Mayor Colin Beattie and deputy mayor Sue Farmer voted for the plan on Monday night.'
	[ "$(sources "$intro" '“It is done,” the mayor said.')" = 'Colin Beattie|role|the mayor' ]
	[ "$(sources "$intro" '“It is done,” the deputy mayor said.')" = 'Sue Farmer|role|the deputy mayor' ]
}

@test "the subject of a participle stands behind its clause" {
	[ "$(sources 'Conceding that the plan was late, Ann Berg warned that it would cost more.' | cut -d '|' -f 1)" = \
	    "$(printf '%s\n' 'Ann Berg' 'Ann Berg')" ]
}

@test "a clause before its comma is no part of a source" {
	[ "$(sources 'The storm had weakened, with an air force survey saying that it was over.')" = \
	    'air force survey|document|an air force survey' ]
}

@test "the mark that closes a nickname is the source's" {
	[ "$(sources '“Last night was bad,” said a homeless man who goes by the name “Shorty.”')" = \
	    'homeless man|unnamed|a homeless man who goes by the name “Shorty.”' ]
}

@test "a label before a colon is nobody" {
	[ -z "$(sources 'Exclusive: “I was told to keep quiet about the leak”')" ]
	[ "$(sources 'Analyst: “The worst is over for the town”' | cut -d '|' -f 2)" = role ]
}

@test "a place and a colon before the first sentence is not said" {
	printf '%s\n' 'NEW DELHI: The session of parliament will be short, Arvind Rao said on Tuesday.' |
	    normalize --as=text | segment --lang=en | tag-entities | extract-quotes --only=quote >out
	[ "$(cut -f 7,10 out)" = "$(printf 'Arvind Rao\tThe session of parliament will be short')" ]
}

@test "who speaks inside the words a clause has in marks makes no chain" {
	printf '%s\n' 'Her lawyer, Ruth Adler, told this newspaper that the firm “had asked all the questions one asked in 1975”.' |
	    normalize --as=text | segment --lang=en | tag-entities | extract-quotes --only=quote >out
	[[ "$(cut -f 9 out)" == cue:after@* ]]
}

@test "a source keeps its possessive, and ends before what else its bearer did" {
	[ "$(sources "The ferry workers' union said that the strike was off.")" = \
	    "ferry workers' union|group|The ferry workers' union" ]
	[ "$(sources '“It is a wake-up call,” said Clara Moreno, an analyst at Banco Sur, adding that others might follow.' |
	    tail -n 1)" = 'Clara Moreno|named|Clara Moreno, an analyst at Banco Sur' ]
}

@test "the spokesman is the one that was a spokesman of somebody before" {
	[ "$(sources 'According to a Baltline spokesman, the talks failed twice. The spokesman said the union had walked out.' |
	    cut -d '|' -f 1,2)" = "$(printf '%s\n' 'Baltline spokesman|unnamed' 'Baltline spokesman|role')" ]
}

@test "who was asked did not ask" {
	[ -z "$(sources 'Asked whether it would open, Ann Berg shrugged.')" ]
	[ -z "$(sources 'Told that it was dead, Ann Berg shrugged.')" ]
	[ "$(sources 'Ann Berg, asked whether it would open, said it would.' | wc -l)" = 1 ]
	[ "$(sources 'Asked by a reporter if she was tired, Ann Berg shrugged.')" = 'reporter|unnamed|a reporter' ]
}

@test "a noun between the cue and what happened then is the speaker of a headline" {
	[ "$(sources '“They lied to us”, says insider as council boss quits')" = 'insider|unnamed|insider' ]
}

@test "a source holds no clause before its head" {
	[ "$(sources 'It was copied to the board, and Gates said on Monday that it knew.' | cut -d '|' -f 3)" = 'Gates' ]
	run ! grep -q 'of concern' <<<"$(sources 'These claims are only of concern for Lund, and it was explained how they failed.')"
}
