#!/bin/sh
# extract-quotes and its peers over the same text: MB of text a second, and the ratio to each peer.
#
#	tests/bench/extract-quotes.sh [BIN]
#
# The text is the example articles over and over (BENCH_MB, default 20), or BENCH_TEXT=FILE, a
# paragraph a line.  extract-quotes reads the rows that normalize and segment made of it, then those
# of tag-entities, too; the line below is the whole pipe of five programs, from the text to a count
# of speakers.  compromise (npm; NODE_PATH finds it) gives quotations without speakers; it gets the
# first 200 kB.  Seconds are those of all processors together; the best of BENCH_RUNS (default 3).
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${1:-$here/../../bin}" && pwd) || exit 2
runs=${BENCH_RUNS:-3}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C
[ -x /usr/bin/time ] || { echo "extract-quotes: no /usr/bin/time, no bench"; exit 0; }
if [ -n "$BENCH_TEXT" ]; then
	cp "$BENCH_TEXT" "$tmp/text"
else
	cat "$here"/../examples/articles/*.txt | "$bin/normalize" --as=text --plain | grep . >"$tmp/one"
	n=$((${BENCH_MB:-20} * 1000000 / $(wc -c <"$tmp/one") + 1))
	awk -v n="$n" '{ line[NR] = $0 } END { while (n-- > 0) for (i = 1; i <= NR; i++) print line[i] }' \
	    "$tmp/one" >"$tmp/text"
fi
bytes=$(wc -c <"$tmp/text")
"$bin/normalize" --as=lines "$tmp/text" | "$bin/segment" --lang=en >"$tmp/sents"
"$bin/tag-entities" "$tmp/sents" >"$tmp/tagged"

measure() { # measure NAME BYTES COMMAND
	best=
	for _ in $(seq "$runs"); do
		/usr/bin/time -f '%U %S' -o "$tmp/time" sh -c "$3" >/dev/null 2>"$tmp/err" ||
			{ echo "  $1: not installed"; return; }
		best=$(tail -n 1 "$tmp/time" | awk -v m="${best:-1e9}" '{ s = $1 + $2; print s < m ? s : m }')
	done
	printf '%s\t%s\t%s\n' "$1" "$2" "$best" >>"$tmp/res"
}
measure extract-quotes "$bytes" "exec $bin/extract-quotes $tmp/sents"
measure "extract-quotes, entities" "$bytes" "exec $bin/extract-quotes $tmp/tagged"
measure "whole pipe" "$bytes" "$bin/normalize --as=lines $tmp/text | $bin/segment --lang=en |
    $bin/tag-entities | $bin/extract-quotes | $bin/tally --kind quote"
head -c 200000 "$tmp/text" >"$tmp/small"
cat >"$tmp/peer.js" <<'JS'
const nlp = require('compromise');
let n = 0;
for (const line of require('fs').readFileSync(process.argv[2], 'utf8').split('\n'))
	n += nlp(line).quotations().length;
console.log(n);
JS
measure "compromise .quotations()" "$(wc -c <"$tmp/small")" "exec node $tmp/peer.js $tmp/small"
echo "quotes (MB of text a second)"
awk -F '\t' '{ v[NR] = $2 / $3 / 1e6; n[NR] = $1 } END { for (i = 1; i <= NR; i++)
	printf("  %-26s %9.3f MB/s%s\n", n[i], v[i],
	    i > 3 ? sprintf("   the whole pipe is %.0f times that", v[3] / v[i]) : "") }' "$tmp/res"
