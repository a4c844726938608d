#!/bin/sh
# normalize and its peers over the same text: MB/s, and the ratio.
#
#	tests/bench/normalize.sh [BIN]
#
# BENCH_TEXT=FILE, else the articles of tests/examples over and over, and a text that is half
# non-ASCII; BENCH_MB (default 100) each.  One process, the best of BENCH_RUNS (default 3), output
# to a pipe that is thrown away; processor time where time(1) is there, else by the clock; slow peers
# get a hundredth of the text, once.
# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
mb=${BENCH_MB:-100}

fill() { # fill SEED FILE SIZE: double a text until it has the size
	cp "$1" "$2"
	while [ "$(wc -c <"$2")" -lt "$3" ]; do cat "$2" "$2" >"$2.2" && mv "$2.2" "$2"; done
	head -c "$3" "$2" | sed '$d' >"$2.2" && mv "$2.2" "$2"
}
if [ -n "$BENCH_TEXT" ]; then
	cp "$BENCH_TEXT" "$tmp/seed"
else
	for f in "$here"/../examples/articles/*.txt; do
		"$bin/normalize" --plain --no-repair "$f" && echo
	done >"$tmp/seed"
fi
printf '%s\n' 'Президент заявил, что переговоры продолжатся. “Some English,” said he.' \
    'Ο πρωθυπουργός δήλωσε ότι όλα πάνε καλά, and so on; Český ministr řekl něco.' >"$tmp/half.seed"
fill "$tmp/seed" "$tmp/mostly ascii" $((mb * 1000000))
fill "$tmp/half.seed" "$tmp/half non-ASCII" $((mb * 1000000))
awk '{ gsub(/\\/, "\\\\"); printf "%s%s", NR % 60 == 1 ? (NR > 1 ? "\n" : "") ++n "\t" : "\\n", $0 }
     END { print "" }' "$tmp/mostly ascii" >"$tmp/rows"

now() { date +%s.%N; }
rate() { # rate NAME FILE RUNS COMMAND...: prints MB/s; the file comes on stdin
	name=$1 file=$2 n=$3 best=
	shift 3
	for _ in $(seq "$n"); do
		t0=$(now)
		if [ -x /usr/bin/time ]; then
			/usr/bin/time -f '%U %S' -o "$tmp/cpu" "$@" <"$file" 2>/dev/null | cat >/dev/null
			d=$(awk '{ d = $1 + $2; print (d > 0 ? d : 0.01) }' "$tmp/cpu")
		else
			"$@" <"$file" 2>/dev/null | cat >/dev/null
			d=$(awk -v a="$t0" -v b="$(now)" 'BEGIN { print b - a }')
		fi
		best=$(awk -v d="$d" -v m="${best:-1e9}" 'BEGIN { print d < m ? d : m }')
	done
	awk -v s="$(wc -c <"$file")" -v t="$best" -v n="$name" -v f="$ours" 'BEGIN {
		r = s / t / 1e6; printf "  %-44s %8.1f MB/s%s\n", n, r, f ? sprintf("   normalize is %.1f times that", f / r) : ""
		print r >"/dev/stderr" }' 2>"$tmp/rate"
}
slow() { head -c $((mb * 10000)) "$1" | sed '$d' >"$tmp/slow"; }

# shellcheck disable=SC2046 # words on purpose
c++ -O2 -o "$tmp/icu" "$here/peer_icu.cpp" $(pkg-config --libs icu-uc 2>/dev/null) 2>/dev/null ||
    echo "(ICU's C++ headers are not installed: no peer_icu)"
for text in "mostly ascii" "half non-ASCII"; do
	echo "$text, normal form C"
	f="$tmp/$text" ours=
	rate "normalize --plain --no-repair" "$f" "$runs" "$bin/normalize" --plain --no-repair -e UTF-8
	ours=$(cat "$tmp/rate")
	[ ! -x "$tmp/icu" ] || rate "ICU4C Normalizer2::normalizeUTF8" "$f" "$runs" "$tmp/icu" nfc /dev/stdin
	slow "$f"
	have uconv && rate "uconv -x any-nfc" "$tmp/slow" 1 uconv -f UTF-8 -t UTF-8 -x any-nfc
	have python3 && rate "python3 unicodedata.normalize" "$tmp/slow" 1 python3 -c \
	    'import sys, unicodedata
for l in sys.stdin: sys.stdout.write(unicodedata.normalize("NFC", l))'
done
echo "all of normalize: repairs, marks, blocks"
ours=
rate "normalize --tsv (rows)" "$tmp/rows" "$runs" "$bin/normalize" --tsv
ours=$(cat "$tmp/rate")
# shellcheck disable=SC1111 # these marks are what is folded
rate "sed, quotes folded in a UTF-8 locale" "$tmp/mostly ascii" 1 env LC_ALL=C.UTF-8 sed "s/[“”„]/\"/g; s/[‘’]/'/g"
slow "$tmp/mostly ascii"
if python3 -c 'import ftfy' 2>/dev/null; then
	rate "ftfy" "$tmp/slow" 1 python3 -c 'import sys, ftfy
for l in sys.stdin: sys.stdout.write(ftfy.fix_text(l))'
else
	missing ftfy
fi
echo "texts of tests/examples/languages.tsv in every encoding, decoded right"
for peer in "" uchardet chardetect; do
	[ -z "$peer" ] || have $peer || continue
	BIN=$bin perl "$here/../encodings.pl" ${peer:+--peer $peer} | sed -n "s/^ok 1 -/  ${peer:-normalize}:/p"
done
absent
