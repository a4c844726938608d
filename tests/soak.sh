#!/bin/bash
# soak.sh: the whole pipe for long, its memory flat.
#
#	SOAK_MB=10000 SOAK_DOCS=1000000 tests/soak.sh [BIN]
#
# SOAK_MB megabytes of articles (those of tests/examples again and again, under new names), then
# SOAK_DOCS documents of a line each, through the five programs.  Every program has SOAK_LIMIT
# KB of memory (default 64000; 0: no limit), whatever comes, and 100 bytes for the name of each
# document; what is counted is the counts of one round times the rounds.  Peak memory is printed
# where there is a time(1).
set -o pipefail
bin=${1:-$(dirname "$0")/../bin}
here=$(cd "$(dirname "$0")" && pwd)
mb=${SOAK_MB:-10000}
docs=${SOAK_DOCS:-1000000}
limit=${SOAK_LIMIT:-64000}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/soak.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C TMPDIR=$tmp

# articles ROUNDS: rows of id and text
articles() {
	perl -e 'my $rounds = shift; local $/;
		for (@ARGV) { open my $f, "<", $_ or die; $_ = <$f>; s/\\/\\\\/g; s/\t/\\t/g; s/\n/\\n/g; s/\r/\\r/g }
		for my $i (1 .. $rounds) { print $i, "-", $_, "\t", $ARGV[$_], "\n" for 0 .. $#ARGV }' \
	    "$1" "$here"/examples/articles/*.txt
}

# lines DOCS: a line each, of ten kinds
lines() {
	perl -e 'for my $i (0 .. $ARGV[0] - 1) { my $k = $i % 10;
		print "$i\tAnn Lee of Acme Corp. said on Monday: \xe2\x80\x9cWe have $k boats in Paris.\xe2\x80\x9d\n" }' "$1"
}

stage() { # stage NAME ARGUMENT...
	local name=$1
	shift
	[ "$kb" = 0 ] || ulimit -v "$kb"
	if [ -x /usr/bin/time ]; then
		exec /usr/bin/time -f "%M KB, %U s" -o "$tmp/$name.peak" "$bin/$name" "$@"
	fi
	exec "$bin/$name" "$@"
}

pipe() { # counts of all kinds and classes, of rows of id and text
	(stage normalize --tsv) | (stage segment -w) | (stage tag-entities) | (stage extract-quotes) |
	    (stage tally -f kind,class)
}

times() { awk -F '\t' -v OFS='\t' -v n="$1" '{ $1 *= n } 1'; }

soak() { # soak TITLE GENERATOR ROUNDS ROUND DOCUMENTS
	kb=0
	$2 "$4" | pipe >"$tmp/one" || return 1
	[ "$limit" = 0 ] || kb=$((limit + $5 / 10))
	t0=$(date +%s)
	$2 "$(($3 * $4))" | tee >(wc -c >"$tmp/bytes") | pipe >"$tmp/all" || { echo "$1: failed"; return 1; }
	times "$3" <"$tmp/one" | cmp - "$tmp/all" || { echo "$1: other counts"; return 1; }
	sleep 1 # for the count of bytes
	echo "$1: $(cat "$tmp/bytes") bytes, $5 documents, $(($(date +%s) - t0)) s"
	for p in normalize segment tag-entities extract-quotes tally; do
		[ ! -r "$tmp/$p.peak" ] || printf '  %-16s %s\n' $p "$(cat "$tmp/$p.peak")"
	done
}

round=$(articles 1 | wc -c)
rounds=$((mb * 1000000 / round + 1))
n=$(articles 1 | wc -l)
soak "articles" articles $rounds 1 $((rounds * n)) &&
    soak "lines" lines $(((docs + 9) / 10)) 10 $(((docs + 9) / 10 * 10))
