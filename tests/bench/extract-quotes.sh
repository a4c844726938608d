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
# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
text 20
"$bin/normalize" --as=lines "$tmp/text" | "$bin/segment" --lang=en >"$tmp/sents"
"$bin/tag-entities" "$tmp/sents" >"$tmp/tagged"

measure extract-quotes "$bin/extract-quotes" "$tmp/sents"
measure "extract-quotes, entities" "$bin/extract-quotes" "$tmp/tagged"
measure "whole pipe" sh -c "$bin/normalize --as=lines $tmp/text | $bin/segment --lang=en |
    $bin/tag-entities | $bin/extract-quotes | $bin/tally --kind quote"
head -c 200000 "$tmp/text" >"$tmp/small"
cat >"$tmp/peer.js" <<'JS'
const nlp = require('compromise');
let n = 0;
for (const line of require('fs').readFileSync(process.argv[2], 'utf8').split('\n'))
	n += nlp(line).quotations().length;
console.log(n);
JS
measure "compromise .quotations()" node "$tmp/peer.js" "$tmp/small" &&
	scaled "compromise .quotations()" "$tmp/small"
echo "quotes (MB of text a second)"
awk -F '\t' -v b="$bytes" '{ v[NR] = b / $2 / 1e6; n[NR] = $1 } END { for (i = 1; i <= NR; i++)
	printf("  %-26s %9.3f MB/s%s\n", n[i], v[i],
	    i > 3 ? sprintf("   the whole pipe is %.0f times that", v[3] / v[i]) : "") }' "$tmp/res"
absent
