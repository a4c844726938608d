#!/usr/bin/env bats
# What shells complete is what --help offers.

load common

setup() {
	load common
	COMPLETE=${COMPLETE:-$BIN/../build/complete}
	PROGRAMS='normalize segment tag-entities extract-quotes tally trace train-entities'
	cd "$BATS_TEST_TMPDIR" || return 1
	: >some.file
}

# complete WORD...: what bash offers for the last word behind the others
complete_words() {
	bash -c '
		source "$1"
		shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		compopt() { :; } # has no meaning outside a completion
		_broadsheet_"$1"
		printf "%s\n" "${COMPREPLY[@]}"' bash ./complete "$@"
}

@test "every option of --help is completed, and no other" {
	for p in $PROGRAMS; do
		"$p" --help | grep -oE '^ +-.*' | grep -oE '(^ +|, )--?[A-Za-z][-a-z0-9]*' | tr -d ' ,' | sort >want
		"$COMPLETE/$p" bash "$p" >complete
		complete_words "$p" - | sort >bash
		same want bash
		"$COMPLETE/$p" fish "$p" | sed 's/ -d .*//' | grep -oE ' -[sl] [^ ]+' | sed 's/ -s / -/; s/ -l / --/; s/ //' | sort >fish
		same want fish
		"$COMPLETE/$p" zsh "$p" >zsh
		while IFS= read -r option; do
			grep -qE -e "(['{,])${option}[]+=,}'[]" zsh || { echo "$p $option"; return 1; }
		done <want
	done
}

@test "arguments: words, lists of kinds, files" {
	"$COMPLETE/normalize" bash normalize >complete
	[ "$(complete_words normalize --form = nfk)" = "nfkc
nfkd" ]
	[ "$(complete_words normalize --form nfk)" = "nfkc
nfkd" ]
	[ "$(complete_words normalize --as =)" = "article
text
lines" ]
	[ "$(complete_words normalize --only = meta,bl)" = meta,block ]
	[ -z "$(complete_words normalize --only me)" ] # an operand
	[ -z "$(complete_words normalize --encoding --)" ]
	"$COMPLETE/tally" bash tally >complete
	[ "$(complete_words tally --kind qu)" = quote ]
	[ "$(complete_words tally --within = q)" = quote ]
}

@test "the shells that are here take them" {
	for p in $PROGRAMS; do
		for shell in bash zsh fish; do
			command -v $shell >/dev/null || continue
			"$COMPLETE/$p" $shell "x-$p" >script
			$shell -n script
			grep -q "x-$p" script
		done
	done
}

@test "an argument that is none of an option's words is refused, and they are named" {
	for words in '--as=html' '--form=nfx' '--marks=' '--invalid=maybe'; do
		run -2 normalize "$words" /dev/null
		[[ $output == *"is not"*"|"* ]]
	done
	run -2 trace --verify=part /dev/null
	[[ $output == *"'part' is not full"* ]]
	run -2 tally --per hour /dev/null
	[[ $output == *"day|week|month|year"* ]]
}
