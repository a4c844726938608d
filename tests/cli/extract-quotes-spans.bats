#!/usr/bin/env bats
# extract-quotes: where speech starts and stops when marks hold but a part of it, and which marks
# hold none.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# rows TEXT...: class|key|text of quotes, term||text of terms, a paragraph a text
rows() {
	printf '%s\n\n' "$@" | normalize --as=text | segment --lang=en |
	    extract-quotes --only=quote,term | awk -F '\t' -v OFS='|' '{ print $4 == "term" ? $4 : $6, $7, $10 }'
}

@test "an attribution behind words in marks tells the whole sentence before it" {
	[ "$(rows 'The new bridge is “a toy,” Ann Berg said.')" = 'mixed|Ann Berg|The new bridge is “a toy,”' ]
	[ "$(rows 'The new bridge is “a toy”, Ann Berg said.')" = 'mixed|Ann Berg|The new bridge is “a toy”' ]
	[ "$(rows 'The crews were “worn out and cold,” said Ann Berg, who runs the yard.')" = \
	    'mixed|Ann Berg|The crews were “worn out and cold,”' ]
	[ "$(rows '“We have nothing” against the ferry, Ann Berg said.')" = \
	    'mixed|Ann Berg|“We have nothing” against the ferry' ]
}

@test "what only says when and where marked speech was said is no part of it" {
	[ "$(rows 'In her book “Low Water,” Ann Berg said the bridge was old.' | grep -c Low.Water)" = 1 ]
	[ "$(rows 'On Radio Narva’s “Night Ferry” on Monday, she said, “I never signed it.”' | grep -o 'direct|.*')" = \
	    'direct|Radio Narva|I never signed it.' ]
	[ "$(rows 'In the spring, Ann Berg said, “The bridge is old.”')" = 'direct|Ann Berg|The bridge is old.' ]
	[ "$(rows 'Such a bridge, Ann Berg said, “is a danger to us all.”')" = \
	    'mixed|Ann Berg|Such a bridge is a danger to us all.' ]
}

@test "of two cues with one subject each has its own clause" {
	rows 'Ann Berg said the bridge was old and warned that the ferry might sink.' >out
	[ "$(cat out)" = 'indirect|Ann Berg|the bridge was old
indirect|Ann Berg|that the ferry might sink' ]
	rows 'Ann Berg has said that the bridge is old, and has often warned that the ferry may sink.' >out
	[ "$(cut -d '|' -f 3 out)" = 'that the bridge is old
that the ferry may sink' ]
	rows 'Ann Berg said the bridge was old and needed paint.' >out
	[ "$(cat out)" = 'indirect|Ann Berg|the bridge was old and needed paint' ]
}

@test "a word of speech behind an attribution does not take the marks before it" {
	rows '“We were never asked,” Ann Berg said, a clear warning to the council.' >out
	[ "$(cat out)" = 'direct|Ann Berg|We were never asked,' ]
}

@test "who knows or asks himself something tells nobody" {
	[ -z "$(rows 'Ann Berg knew that the bridge was old, and the council realized that it was shut.')" ]
	[ -z "$(rows 'Ann Berg asked herself whether the bridge was worth the money.')" ]
	[ "$(rows 'Ann Berg asked him whether the bridge was worth the money.' | cut -d '|' -f 1)" = indirect ]
}

@test "a clause goes on over a list of words in marks" {
	[ "$(rows 'Ann Berg called the bridge “a toy” and a “disgrace” on Monday.')" = \
	    'mixed|Ann Berg|the bridge “a toy” and a “disgrace”' ]
}

@test "a comma and an attribution make speech of marks, however short" {
	[ "$(rows 'Asked whether the bridge would open in May, Ann Berg said, “Probably.”' | tail -n 1)" = \
	    'direct|Ann Berg|Probably.' ]
	[ "$(rows '“… with all the care that it takes …,” Ann Berg says.')" = \
	    'direct|Ann Berg|… with all the care that it takes …,' ]
	[ "$(rows 'It was a way, as Ann Berg put it, “of giving the river back to the town.”' )" = \
	    'direct|Ann Berg|of giving the river back to the town.' ]
	[ "$(rows 'The ferry is, according to the owner Ann Berg, “by far the oldest boat on the whole coast.”' |
	    tail -n 1)" = 'direct|Ann Berg|by far the oldest boat on the whole coast.' ]
}

@test "who tells a whole sentence may be described, or told whom" {
	[ "$(rows 'The ferry “was his whole life,” Ann Berg, who bought it, told the Narva Post.')" = \
	    'mixed|Ann Berg|The ferry “was his whole life,”' ]
	[ "$(rows 'The ferry “leaks. It always did,” Ann Berg said.')" = \
	    'mixed|Ann Berg|The ferry “leaks. It always did,”' ]
}

@test "a title that nothing tells is a term" {
	[ "$(rows '“Tales of the Low River,” a film by Ann Berg, opened in May.')" = 'term|.|Tales of the Low River,' ]
	[ "$(rows 'He signed on for “The Long River,” but left.')" = 'term|.|The Long River,' ]
	[ "$(rows 'Ann Berg called the bridge “Low River Folly.”' | cut -d '|' -f 1)" = mixed ]
}

@test "whom somebody urges to do what is as good as a clause" {
	[ "$(rows 'Peter Koech urged the council to repair the bridge.')" = \
	    'indirect|Peter Koech|the council to repair the bridge' ]
}

@test "a cue in marks is not hers who stands before them" {
	[ "$(rows 'Ann Berg told deputies the goat “had asked to go.”')" = 'mixed|Ann Berg|the goat “had asked to go.”' ]
}

@test "a nickname is no speech, and part of the name around it" {
	printf 'Tom “Teflon” Lund said the bridge was open.\n' | normalize --as=text | segment --lang=en |
	    extract-quotes --only=quote,source,term | cut -f 4,10 >out
	[ "$(cat out)" = "$(printf '%s\t%s\n' term Teflon quote 'the bridge was open' source 'Tom “Teflon” Lund')" ]
}

@test "a post is its author's, whatever links stand between" {
	for link in 'pic.example.com/abc' 'https://example.com/abc' '#ferry #bridge'; do
		[ "$(rows "“The bridge is open!” $link — Ann Berg (@annberg) May 4, 2020")" = \
		    'direct|Ann Berg|The bridge is open!' ]
	done
}

@test "a word right behind a verb of speech is said" {
	[ "$(rows 'Asked whether the bridge would open, Ann Berg said “no”.' | tail -n 1)" = 'direct|Ann Berg|no' ]
}

@test "a cue beside marks that are no speech still reports its clause" {
	[ "$(rows 'Ann Berg told a news conference they were “planting the seeds” of a new town.')" = \
	    'mixed|Ann Berg|they were “planting the seeds” of a new town' ]
	[ "$(rows 'The ferry company said the talks at the Grand Hotel would be “regarding the harbour.”')" = \
	    'mixed|ferry company|the talks at the Grand Hotel would be “regarding the harbour.”' ]
}

@test "a headline in marks is speech, whatever its capitals" {
	[ "$(rows '“I Have Lost Everything”: Farmers of Narva Count Their Dead' | grep -c '^term')" = 0 ]
}

@test "marks that hold a clause are speech beside whom it was told, of what, and by whom" {
	[ "$(rows 'Ann Berg wrote to her readers, “I never sold the boat.”')" = 'direct|Ann Berg|I never sold the boat.' ]
	[ "$(rows 'Polls show that the town “is tired of waiting,” Ann Berg said.')" = \
	    'mixed|Ann Berg|Polls show that the town “is tired of waiting,”' ]
	rows 'The council had offered a harbour to the old ferry line, “the harbour was falling down,” Ann Berg said.' >out
	[ "$(tail -n 1 out)" = 'direct|Ann Berg|the harbour was falling down,' ]
}

@test "a slogan is what something is called" {
	[ "$(rows 'The bakery is known for its slogan “Bread, and nothing but”.')" = 'term|.|Bread, and nothing but' ]
}

@test "an article of that title is no speech; it is not to say that it is" {
	[ "$(rows 'The paper prints the article “Would the town ever build a bridge?” by Ann Berg.' | cut -d '|' -f 1)" = term ]
	[ -z "$(rows 'That is not to say that the ferry serves nobody.')" ]
	[ -z "$(rows "That's not to say that the ferry serves nobody.")" ]
}
