#!/usr/bin/env bats
# train-entities: a model from a few sentences, and what is wrong with others.

load common

setup() {
	load common
	cd "$BATS_TEST_TMPDIR" || return 1
	model=$BATS_TEST_DIRNAME/../../lib/data/model.bin
	printf 'Zorba\tB-PER\nQuillon\tI-PER\nleft\tO\nVarnholm\tB-LOC\n.\tO\n\n' >own.bio
}

@test "a model is learned, the same every time, and tag-entities takes it" {
	train-entities -o a --lexicon "$model" --epochs 2 own.bio >log
	train-entities -o b --epochs 2 own.bio >log
	cmp a b
	[ "$(cut -f 1 log | tr '\n' ' ')" = 'epoch 1 epoch 2 ' ]
	printf 'Quill left.\n' | normalize --as=text | segment | tag-entities -m a >out
	grep -q '	end	' out
}

@test "--dev prints scores and what probabilities were fitted, --calibration takes it" {
	train-entities -o a --lexicon "$model" --epochs 1 -d own.bio own.bio >log
	grep -q 'own.bio.*F1 ' log
	sed -n '/^class/,$p' log >fit
	[ "$(wc -l <fit)" = 5 ]
	train-entities -o b --lexicon "$model" --epochs 1 --calibration fit own.bio >log
	cmp a b
	for wrong in nan 1e9 inf 1x; do
		sed "3s/\t[^\t]*/\t$wrong/" fit >unfit
		run -2 train-entities -o c --lexicon "$model" --calibration unfit own.bio
		[[ $output == *"unfit:3:"* ]]
	done
}

@test "--from adapts the model that is compiled in" {
	for i in 1 2 3 4 5 6 7 8; do cat own.bio; done >eight.bio
	train-entities -o a --from builtin --epochs 3 eight.bio >log
	printf 'Then Zorba Quillon left Varnholm.\n' >text
	normalize --as=text text | segment | tag-entities --only -m a | cut -f 6,10 >got
	printf 'PER\tZorba Quillon\nLOC\tVarnholm\n' >want
	diff got want
}

@test "--from learns names from 500 sentences and forgets little else" {
	awk 'BEGIN {
		split("Oru Vemm Tasko Ilbet Quenna Dorvo Sumik Hael Pirro Zann", given)
		split("Mol Vash Terrik Unda Brell Oxley Karst Dunmore Falk Ister", family)
		split("hired praised sued paid left", verb)
		for (i = 0; i < 500; i++) {
			printf i % 2 ? "Then\tO\n" : "Today\tO\nthe\tO\nGlim\tB-ORG\n%s\tI-ORG\n%s\tO\n", family[i % 9 + 1], verb[i % 5 + 1]
			printf "%s\tB-PER\n%s\tI-PER\n", given[i % 10 + 1], family[int(i / 10) % 10 + 1]
			printf i % 2 ? "%s\tO\nthe\tO\nGlim\tB-ORG\n%s\tI-ORG\nin\tO\nParis\tB-LOC\n" : "", verb[i % 5 + 1], family[i % 7 + 1]
			printf ".\tO\n\n"
		}
	}' >own.bio
	printf '%s\n' 'Angela Merkel met Emmanuel Macron in Paris on Monday.' \
	    'Shares of Microsoft fell in New York.' 'The United Nations sent help to Kenya.' >old
	train-entities -o a --from builtin --epochs 3 own.bio >log
	normalize --as=lines old | segment >rows
	tag-entities --only rows | cut -f 2,3,6,7 >before
	tag-entities --only -m a rows | cut -f 2,3,6,7 >after
	[ "$(wc -l <before)" = 8 ]
	diff before after
	echo 'In May the Glim Oxley paid Tasko Brell.' >new
	normalize --as=lines new | segment | tag-entities --only --class PER,ORG -m a | cut -f 6,10 >got
	printf 'ORG\tGlim Oxley\nPER\tTasko Brell\n' >want
	diff want got
}

@test "--articles takes text as printed, with what stands in brackets as names" {
	cat >own.txt <<-'END'
		[PER Zorba Quillon] leaves [LOC Varnholm]
		"Goodbye," said [PER Quillon], of [LOC Varnholm]-based [ORG Glim Oxley Ltd].

		Then [PER Zorba]'s aide left.
	END
	for i in 1 2 3 4 5 6 7 8; do set -- "$@" --articles own.txt; done
	train-entities -o a --from builtin --epochs 3 "$@" >log
	printf 'Then Zorba Quillon left Glim Oxley Ltd.\n' >text
	normalize --as=text text | segment | tag-entities --only -m a | cut -f 6,10 >got
	printf 'PER\tZorba Quillon\nORG\tGlim Oxley Ltd.\n' >want
	diff got want
}

@test "text that is wrong is an error with its line" {
	printf 'a\tO\nb\n' >bad
	run -2 train-entities -o a --lexicon "$model" bad
	[[ $output == *"bad:2:"* ]]
	printf '[ORG {teams} 3\n' >pat
	run -2 train-entities -o a --lexicon "$model" --patterns pat own.bio
	[[ $output == *"pat:1:"* ]]
	printf 'She left.\n[PER Zor]ba left.\n' >art
	run -2 train-entities -o a --lexicon "$model" --articles art
	[[ $output == *"art:2: a name begins or ends within a word"* ]]
	run ! test -e a
}

@test "a file that is no lexicon and no model is refused" {
	run -2 train-entities -o a --lexicon own.bio own.bio
	head -c 100000 "$model" >cut
	run -2 train-entities -o a --from cut own.bio
	run -2 train-entities own.bio
	run -2 train-entities -o a --epochs 0 own.bio
}
