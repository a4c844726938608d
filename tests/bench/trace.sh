#!/bin/sh
# trace --verify: MB of sources a second, and of rows; cksum and cat of the same bytes beside it.
#
#	tests/bench/trace.sh [BIN]
#
# The text is BENCH_TEXT, or the articles of tests/examples some thousand times.
# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
cd "$tmp" || exit 2
mkdir text
if [ -n "$BENCH_TEXT" ]; then
	cp "$BENCH_TEXT" text/one.txt
else
	for i in $(seq 300); do
		for f in "$here"/../examples/articles/*.txt; do
			cat "$f" "$f" "$f" "$f" >"text/$i-$(basename "$f")"
		done
	done
fi
find text -name '*.txt' | sort | tr "\n" "\0" >names
"$bin/normalize" --files0-from=names >norm
"$bin/segment" norm >sent
"$bin/tag-entities" sent | "$bin/extract-quotes" >all
source=$(find text -name '*.txt' -exec cat {} + | wc -c)
run() { # run NAME FILE COMMAND
	best=$(clock sh -c "$3")
	[ -n "$best" ] || exit 2
	awk -v n="$1" -v s="$source" -v r="$(wc -c <"$2")" -v t="$best" \
	    'BEGIN { printf "%-34s %8.1f MB/s of sources %8.1f MB/s of rows\n", n, s / t / 1e6, r / t / 1e6 }'
}
run "trace --verify (blocks)" norm "$bin/trace --verify norm"
run "trace --verify (sentences)" sent "$bin/trace --verify sent"
run "trace --verify (names and quotes)" all "$bin/trace --verify all"
run "cat of the sources, cksum of rows" all "xargs -0 cat <names; cksum all"
