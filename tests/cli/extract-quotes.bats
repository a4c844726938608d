#!/usr/bin/env bats
# extract-quotes: options, the shape of its rows, speech in marks of every state.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
}

# paras TEXT...: a document d.txt, a paragraph of one sentence a text
paras() { doc_of %ds1 "$@"; }

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

@test "a sentence in marks behind one that attributes speech is part of that, however short" {
	printf 'He denied it. “That is a lie,” Ann Berg said. “Period.”\n' | normalize --as=text | segment |
		quotes --only=quote,term >out
	[ "$(cut -d '|' -f 4 out | tail -n 1)" = 'That is a lie, Period.' ]
}

@test "who was warned reports nothing, whatever stands before" {
	paras 'Sources close to the council suggested Ann Berg had been warned as early as May.' >in
	extract-quotes --only=quote in | cut -f 8-10 >out
	[ "$(sed 's/@[0-9.]*//' out)" = "$(printf 'suggest\tcue:after\tAnn Berg had been warned as early as May')" ]
}

@test "not to be named is how to treat a source, not what it says" {
	paras 'A clerk, who asked not to be named, said the road was shut.' | quotes --only=quote >out
	[ "$(cut -d '|' -f 4 out)" = 'the road was shut' ]
}

@test "an opener without a closer stops with its paragraph" {
	paras 'Ann Berg said: “The road is shut.' 'Nobody went home.' | quotes --only=quote >out
	[ "$(cat out)" = 'quote|direct|Ann Berg|The road is shut.' ]
}

@test "a paragraph that opens again carries the speech on" {
	paras '“The road is shut,” Ann Berg said. “It stays so.' '“We wait.”' | quotes --only=quote >out
	[ "$(cut -d '|' -f 4 out)" = 'The road is shut, It stays so.\nWe wait.' ]
}

@test "speech goes on over paragraphs without marks up to the mark that closes it" {
	paras '“The road is shut.' 'Nobody went home. We wait.' 'The bus comes at noon,” said Ann Berg.' \
	    'The bridge opened.' | quotes --only=quote >out
	[ "$(cat out)" = 'quote|direct|Ann Berg|The road is shut.\nNobody went home. We wait.\nThe bus comes at noon,' ]
	paras '“The road is shut.' 'The bridge opened in May.' '“We wait,” said Tom Brandt.' |
	    quotes --only=quote >out
	[ "$(cut -d '|' -f 4 out)" = "$(printf '%s\n' 'The road is shut.' 'We wait,')" ]
}

@test "a single mark closes double ones where nothing else does" {
	paras "“The road is shut,' said Ann Berg." "“The boys' road is shut,” said Tom Brandt." \
	    "“It is shut.'" | quotes --only=quote >out
	[ "$(cut -d '|' -f 4 out)" = "$(printf '%s\n' 'The road is shut,' "The boys' road is shut," 'It is shut.')" ]
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

@test "a verb that no list has tells of speech where an attribution stands" {
	paras '“This is fine,” blurbed Ann Berg of Bergen.' '“This is fine,” an angry Lund blurbed.' >in
	extract-quotes --only=quote,source in | cut -f 4,7,8,9,10 | tr '\t' '|' >out
	[ "$(grep ^quote out | cut -d '|' -f 3,4 | cut -d @ -f 1 | sort -u)" = 'blurbed|cue:behind' ]
	[ "$(grep ^source out | cut -d '|' -f 5)" = "$(printf '%s\n' 'Ann Berg of Bergen' 'an angry Lund')" ]
}

# sents TEXT...: one paragraph of many sentences
sents() {
	local at=0 n=1 s
	for s; do
		row d.txt $at $((at + $(printf %s "$s" | wc -c))) sent "1s$n" body . . . "$s"
		at=$((at + $(printf %s "$s" | wc -c) + 1)) n=$((n + 1))
	done
}

@test "an attribution that the segmenter cut from its speech is found; a nod is none" {
	sents '“Is this fine?”' 'Ann Berg asked of the sailors.' '“No!”' 'Another sailor yelled.' |
	    quotes --only=quote >out
	[ "$(cut -d '|' -f 3 out | tr '\n' ' ')" = 'Ann Berg sailor ' ]
	sents 'Ann Berg began talking to Tom Brandt.' '“The road is long.”' 'Brandt nodded.' |
	    quotes --only=quote >out
	[ "$(cut -d '|' -f 3 out)" = 'Ann Berg' ]
}

@test "the speaker stands in the paragraph before, or in a dash behind" {
	paras 'Ann Berg, head of the ferry company, was angry on Monday.' '“Nobody asked us. We go to court.”' \
	    'The council meets in May.' '“We will look for a new road.”' '- Tom Brandt.' \
	    'From the desk of Mary Oye, editor.' '“The paper will be late this week.”' >in
	extract-quotes --only=quote in | cut -f 7,9 | cut -d @ -f 1 >out
	[ "$(cat out)" = "$(printf '%s\t%s\n' 'Ann Berg' cue:subject-before 'Tom Brandt' cue:dash \
	    'Mary Oye' cue:letter-head)" ]
}

@test "a subject before a comma or colon speaks, whatever its verb" {
	paras 'As Ann Berg put it: “The boats are old and the harbour is small.”' \
	    'And from Chairwoman Lund:' '“The boats will sail again in May.”' \
	    '“The harbour will open”: Minister' | quotes --only=source,cue >out
	[ "$(cut -d '|' -f 1,4 out)" = "$(printf '%s\n' 'source|Ann Berg' 'cue|put it' \
	    'source|Chairwoman Lund' 'cue|from' 'source|Minister' 'cue|:')" ]
}

@test "the attribution right behind the marks beats a colon before them" {
	paras 'The mayor, Ann Berg, named her aims: “A road and a bridge,” said Tom Brandt.' |
	    quotes --only=source >out
	[ "$(cut -d '|' -f 4 out)" = 'Tom Brandt' ]
}

@test "a paragraph that speaks on under an attribution of its own is a quote of its own" {
	paras 'Ann Berg said: “The road is shut.' '“The bridge is shut, too,” Tom Brandt added.' |
	    quotes --only=quote >out
	[ "$(cut -d '|' -f 3,4 out)" = "$(printf '%s\n' 'Ann Berg|The road is shut.' \
	    'Tom Brandt|The bridge is shut, too,')" ]
}

@test "a clause in marks behind a verb of speech is said" {
	paras 'They were scolded by the teacher because “their spelling is not good”.' \
	    'Ann Berg, the editor, denied the report, saying “that is not so”.' \
	    'Tom Brandt paused and added – “we shall look for them”.' | quotes --only=quote >out
	[ "$(grep ^quote.direct out | cut -d '|' -f 3,4)" = "$(printf '%s\n' \
	    'teacher|their spelling is not good' 'Ann Berg|that is not so' \
	    'Tom Brandt|we shall look for them')" ]
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

# sources: who each quote has as its source, and the class, key and words of that
sources() { quotes --only=source | cut -d '|' -f 2-; }

@test "a list of names or nouns is one source" {
	paras 'Museums in Britain, Germany and the United States said they would return the bronzes.' \
	    'Ann Berg, Tom Brandt and Mary Oye said that the road was shut.' \
	    'The ministries of finance, health and justice said the road was shut.' \
	    'On Monday, Ann Berg and Tom Brandt said that it would open.' | tag-entities | sources >out
	[ "$(cat out)" = "$(printf '%s\n' \
	    'group|museums in Britain, Germany and the United States|Museums in Britain, Germany and the United States' \
	    'named|Ann Berg|Ann Berg, Tom Brandt and Mary Oye' \
	    'group|ministries of finance, health and justice|The ministries of finance, health and justice' \
	    'named|Ann Berg|Ann Berg and Tom Brandt')" ]
}

@test "a clause that says who somebody is belongs to the source, not to its key" {
	paras 'A woman who lives near the harbour said the boats were loud at night.' \
	    'The glassblower, who has worked there for years, said that the furnace was cold.' \
	    'Residents who had lost their houses said that nobody came to help.' | sources >out
	[ "$(cat out)" = "$(printf '%s\n' \
	    'unnamed|woman|A woman who lives near the harbour' 'unnamed|glassblower|The glassblower' \
	    'group|residents|Residents who had lost their houses')" ]
}

@test "a name behind the noun it belongs to is the key, and stays whole; whom it was told is no source" {
	paras 'The museum, the Orrin Institute, said it would return the bronze.' \
	    'The auction house, Hallward & Sons, says it bought the bronze in good faith.' \
	    'The plan fails, said Ann Berg, deputy head of the council, to Radio Leeds: “It costs more.”' \
	    'Ann Berg, the right hand to the mayor, said that it was lost.' | tag-entities | sources >out
	[ "$(cut -d '|' -f 2,3 out | uniq)" = "$(printf '%s\n' \
	    'Orrin Institute|The museum, the Orrin Institute,' 'Hallward & Sons|Hallward & Sons' \
	    'Ann Berg|Ann Berg, deputy head of the council' 'Ann Berg|Ann Berg, the right hand to the mayor,')" ]
}

@test "who was she once is not he; they may be one without a name" {
	printf 'Its author, Meera Patel, says little has changed. “It is worse,” she says.\n\n%s\n' \
	    'Toby Finch, who sits on the committee, agreed. “I asked in March,” he said.' |
	    normalize --as=text | segment | quotes --only=quote >out
	[ "$(cut -d '|' -f 3 out | tail -n 2 | tr '\n' '|')" = 'Meera Patel|Toby Finch|' ]
	printf '%s\n\n' 'Harbour officials said the port was shut.' \
	    'A spokesperson said the road was open. They added that trains ran.' \
	    'They said it would be long.' | normalize --as=text | segment | quotes --only=quote >out
	[ "$(cut -d '|' -f 3 out | tail -n 3 | tr '\n' '|')" = \
	    'spokesperson|spokesperson|harbour officials|' ]
}

@test "a pronoun is never the person spoken to" {
	paras 'Ann Berg met Tom Lund on Monday.' '“You must pay,” he told Berg.' \
	    '“I will not,” she told Mr. Lund.' | sources >out
	[ "$(cut -d '|' -f 2 out)" = "$(printf '%s\n' 'Tom Lund' 'Ann Berg')" ]
}

@test "a role in a headline is who is introduced with it further down" {
	paras 'Analyst: “The harbour will never open”' '“It is old,” said Tom Brandt, an analyst at Nordbank.' \
	    'Expert: “It is closed for good”' | sources >out
	[ "$(cut -d '|' -f 1,2 out)" = "$(printf '%s\n' 'role|Tom Brandt' 'named|Tom Brandt' 'role|expert')" ]
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

@test "speech within speech is a term of class quoted with a speaker of its own" {
	paras '“My mother told me, ‘Never sell the boat,’ and I listened,” said Ann Berg.' \
	    '“I remember Lund saying ‘it will never float’,” Tom Brandt recalled.' \
	    '“‘Go home,’ she told us,” said Mary Oye. “And I said: ‘Why?’”' \
	    'Tom Brandt wrote: “The report says: “No money was lost.” I believe it.”' >in
	quotes --only=quote,term in | cut -d '|' -f 1-3 >kinds
	[ "$(grep -c '^quote|direct' kinds)" = 4 ]
	quotes --only=term in >out
	[ "$(cat out)" = "$(printf 'term|quoted|%s\n' 'my mother|Never sell the boat,' \
	    'Lund|it will never float' 'Ann Berg|Go home,' 'Mary Oye|Why?' 'report|No money was lost.')" ]
	[ "$(extract-quotes --only=term in | cut -f 8 | tr '\n' ' ')" = 'tell say tell say say ' ]
}

@test "the turns of an interview, with or without labels" {
	paras 'Q&A with Ann Berg' 'Ann Berg is the mayor of Oslo.' 'Q: When will the bridge open?' \
	    'A: It opens in May.' 'We are glad.' 'Q: And the tunnel?' 'A: Nobody knows.' \
	    'The bridge opens on May 4.' | quotes --only=quote >out
	[ "$(cut -d '|' -f 3,4 out)" = "$(printf '%s\n' '.|When will the bridge open?' \
	    'Ann Berg|It opens in May.\nWe are glad.' '.|And the tunnel?' 'Ann Berg|Nobody knows.')" ]
	paras 'Ann Berg met Tom Lund on the radio.' 'BERG: Who pays?' 'LUND: The state.' \
	    'BERG: All of it?' 'LUND: “All of it.”' | quotes --only=quote >out
	[ "$(cut -d '|' -f 3,4 out)" = "$(printf '%s\n' 'Ann Berg|Who pays?' 'Tom Lund|The state.' \
	    'Ann Berg|All of it?' 'Tom Lund|All of it.')" ]
	paras 'Ann Berg met Tom Lund and Tim Lee on the radio.' 'AB: Who pays?' 'TL: The state.' \
	    'AB: All of it?' 'TL: All of it.' | quotes --only=quote >out
	[ "$(cut -d '|' -f 3 out | tr '\n' ' ')" = 'Ann Berg TL Ann Berg TL ' ] # Tom, or Tim
	paras 'Ann Berg builds bridges.' 'In this interview Ann Berg looks back.' \
	    'When will the bridge open?' 'It opens in May.' 'Who asked for it?' 'The fishermen.' \
	    'Is there a tunnel?' 'No.' 'The bridge opens on May 4.' | extract-quotes --only=quote |
	    grep answer | cut -f 7,9,10 >out
	[ "$(cat out)" = "$(printf 'Ann Berg\tcue:answer@0.60\t%s\n' 'It opens in May.' 'The fishermen.' No.)" ]
}

@test "labels that do not come back, or few among many paragraphs, are no turns" {
	paras 'Photo: Ann Berg.' 'Oslo: The bridge is shut.' 'Bergen: The tunnel is shut.' \
	    'Note: All dates are local.' >in
	[ "$(extract-quotes --only=quote in | grep -c turn)" = 0 ]
	paras 'Q: Why?' x. y. z. z. 'A: No.' x. y. z. z. 'Q: Who?' x. y. z. z. 'A: She.' >in
	[ "$(extract-quotes --only=quote in | grep -c turn)" = 0 ]
	paras 'Why is it shut?' 'It is old.' 'Who pays?' 'The state.' 'Is that so?' 'Yes.' >in
	[ "$(extract-quotes --only=quote in | grep -c answer)" = 0 ]
}

@test "a clause stops where the sentence has waited for another, and goes on over a list of marks" {
	paras 'While critics argue that the pier costs far too much, the council has kept to its plan.' \
	    'Lund said the ferry is safe, though Ann Berg said she would not board it.' \
	    'Berg told reporters that the bill was a “mistake,” a “mess” and a “gift to lawyers.”' |
	    extract-quotes --only=quote | cut -f 10 >out
	[ "$(cat out)" = "$(printf '%s\n' 'that the pier costs far too much' 'the ferry is safe' \
	    'she would not board it' \
	    'that the bill was a “mistake,” a “mess” and a “gift to lawyers.”')" ]
}

@test "a cue in marks reports nothing outside of them" {
	paras '“We may sell no beer but theirs, at a price that they choose,” said Benoît Lefèvre, whose café has stood on the Meuse since 1934 – “and if we complain, the rent goes up.”' |
	    tag-entities | extract-quotes --only=quote | cut -f 6,10 >out
	[ "$(cat out)" = 'direct	We may sell no beer but theirs, at a price that they choose, and if we complain, the rent goes up.' ]
}

@test "a chain: the source is who tells, why names who spoke" {
	paras 'As recalled by Tom Brandt, Lund proposed to close the harbour in May.' \
	    'Ann Berg said Tom Brandt had told him that the harbour would close in May.' \
	    'Lund, according to Brandt, said that the harbour would close.' \
	    'As Brandt recalls, Lund said: “The harbour will close.”' | extract-quotes --only=quote >out
	[ "$(cut -f 7,9 out | sed 's/@.*//')" = "$(printf '%s\n' 'Tom Brandt	chain:Lund' \
	    'Ann Berg	chain:Tom Brandt' 'Tom Brandt	chain:Lund' 'Tom Brandt	chain:Lund')" ]
}

@test "a thing refused or understood is not what is said; a message is" {
	paras 'The council refused the plan.' 'Ann Berg understands the mood of the town.' \
	    'Ann Berg said that the council refused the plan.' | extract-quotes --only=quote >out
	[ "$(cut -f 8,10 out)" = 'say	that the council refused the plan' ]
}

@test "speech goes on behind a long description of its speaker, or a dash" {
	paras '“It is too late,” said Maria Costa, the chairwoman of the union of growers of the Alentejo, “and nobody hears it.”' \
	    '“We sell no beer,” said Ben Leroy, whose café has stood on the river since 1934 – “and the rent goes up.”' >in
	quotes <in >out
	[ "$(grep '^quote' out)" = 'quote|direct|Maria Costa|It is too late, and nobody hears it.
quote|direct|Ben Leroy|We sell no beer, and the rent goes up.' ]
}

@test "a name behind said is no speaker where a verb follows; according to X, a Y, tells of X" {
	paras 'Speaking in Oslo after lunch, Ann Berg, who leads the council, said Brandt has lost the vote.' \
	    'The road will be shut in May, according to Tom Brandt, a driver.' |
		extract-quotes --only=quote >out
	[ "$(cut -f 10 out)" = 'Brandt has lost the vote
The road will be shut in May' ]
}

@test "words that a speaker keeps at a distance are no inner speech" {
	paras '“The so-called ‘silk road’ is shut, we call it ‘the track’,” Ann Berg said.' >in
	[ "$(quotes in | grep -c quoted)" = 0 ]
}

@test "single marks are speech where they are the more, or where an attribution touches them" {
	paras '‘The road is shut,’ said Ann Berg.' 'The so-called ‘silk road’ is shut.' >in
	[ "$(quotes --only=quote,term in)" = "$(printf '%s\n' 'quote|direct|Ann Berg|The road is shut,' \
	    'term|.|.|silk road')" ]
	paras 'Berg: ‘The road is shut for good’' '‘All of us are glad’' '“It is shut,” said Ann Berg.' \
	    '“All of it,” she said.' >in
	[ "$(quotes --only=quote in | cut -d '|' -f 4)" = "$(printf '%s\n' 'The road is shut for good' \
	    'It is shut,' 'All of it,')" ]
	paras '‘The road is shut,’ said Ann Berg.' '‘The “silk road” is ours’, she said, ‘for good.’' >in
	[ "$(quotes --only=quote in | cut -d '|' -f 4)" = "$(printf '%s\n' 'The road is shut,' \
	    'The “silk road” is ours for good.')" ]
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

@test "the confidence of speech with an attribution is near one, without one it is low" {
	paras '“We will sell the boat,” Ann Berg said on Monday.' 'It rained in Leeds.' \
	    'They bought the “Northern Lights Initiative”.' \
	    '“The boats are old and nobody will ever pay for new ones.”' |
	    extract-quotes --only=quote | cut -f 9 | sed 's/.*:\(.*\)@0\?/\1 /' >out
	[ "$(awk '$1 == "behind" && $2 >= .97' out | wc -l)" = 1 ]
	[ "$(awk '$1 != "behind" && $2 < .9' out | wc -l)" = 1 ]
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

# said TEXT...: of a document, a paragraph a text: class|key|text of each quote
said() {
	printf '%s\n\n' "$@" | normalize --as=text | segment --lang=en | tag-entities |
	    extract-quotes --only=quote | awk -F '\t' -v OFS='|' '{ print $6, $7, $10 }'
}

@test "what somebody calls it stands behind the cue; what alone is nothing said" {
	[ "$(said 'The river, which Ann Berg called “a sewer,” is clean.')" = 'mixed|Ann Berg|which a sewer,' ]
	[ "$(said 'The plan, which critics say is late, was kept.')" = 'indirect|critics|which is late' ]
	[ -z "$(said 'Ann Berg did not reveal exactly what she would say.')" ]
}

@test "a name with its aside is no clause before the cue" {
	[ "$(said 'Ann Berg, with open delight, accused Carl Lund of a delay.' | cut -d '|' -f 2)" = 'Ann Berg' ]
	[ "$(said 'In a call, Ann Berg, a former head of sales, said Lund “was very much a part of it.”')" = \
	    'mixed|Ann Berg|Lund “was very much a part of it.”' ]
}

@test "words before a colon or comma and marks with a capital letter are no speech" {
	[ "$(said 'A report that was sent to parents on Monday said: “The school will close.”' | cut -d '|' -f 1,3)" = \
	    'direct|The school will close.' ]
}

@test "a list of figures is no interview" {
	run ! grep -q . <<<"$(said 'Berg: 547.' 'Lund: 46.' 'Berg: 2,316.' 'Lund: 1,547.' 'The count goes on.')"
}

@test "who a headline names before a colon says what is partly in marks behind it" {
	[ "$(said 'Mayor Ann Berg: Bridge ‘will never open’ on time' 'Ann Berg came on Monday.')" = \
	    'mixed|Ann Berg|Bridge ‘will never open’ on time' ]
	# a rubric is nobody, and without marks the colon may be a topic's
	[ -z "$(said 'Live Updates: Bridge ‘will never open’ on time' 'It rained on Monday.')" ]
	[ -z "$(said 'Ann Berg: A bridge and its enemies' 'Ann Berg was born in Hull.')" ]
}

@test "when and where it was said stand before that, and an aside behind it" {
	[ "$(said 'Ann Berg announced at the special meeting of her New Harbour Party in March that the council will force the owners.')" = \
	    'indirect|Ann Berg|that the council will force the owners' ]
	[ "$(said 'Ann Berg announced that, if needed, the council will force the owners.')" = \
	    'indirect|Ann Berg|that, if needed, the council will force the owners' ]
}

@test "what is not to be said is not said; the title of an article is no speech" {
	[ -z "$(said 'That is not to say that the harbour has been closed.')" ]
	[ -z "$(said 'The paper presents the article “Who owns the old harbour now?” by Ann Berg.')" ]
}
