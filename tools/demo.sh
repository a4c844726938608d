#!/bin/sh
# make demo: the five-tool pipe on the articles in tests/examples, and what it found.
bin=$(cd "$1" && pwd) || exit 2
PATH=$bin:$PATH
cd "$(dirname "$0")/../tests/examples" || exit 2
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT
show() {
	printf '\n$ %s\n' "$1"
	sh -c "$1"
}
echo '$ normalize articles/*.txt | segment | tag-entities | extract-quotes > news.tsv'
normalize articles/*.txt | segment | tag-entities | extract-quotes >"$out" || exit
export out
show 'tally --kind quote -n 10 "$out"' | sed "s|\"\$out\"|news.tsv|"
show 'tally --kind entity -f class,key,info -n 12 "$out"' | sed "s|\"\$out\"|news.tsv|"
show 'grep -P "\tquote\t" "$out" | head -4' | sed "s|\"\$out\"|news.tsv|"
