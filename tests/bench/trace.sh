#!/bin/sh
# trace --verify: MB of sources a second, and of rows; cksum and cat of the same bytes beside it.
#
#	tests/bench/trace.sh [BIN]
#
# The text is BENCH_TEXT, or the articles of tests/examples some thousand times.
bin=${1:-$(dirname "$0")/../../bin}
here=$(dirname "$0")
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
case $bin in /*) ;; *) bin=$OLDPWD/$bin ;; esac
case $here in /*) ;; *) here=$OLDPWD/$here ;; esac
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
	best=
	for _ in 1 2 3; do
		t0=$(date +%s.%N)
		sh -c "$3" >/dev/null || exit 2
		best=$(awk -v a="$t0" -v b="$(date +%s.%N)" -v m="${best:-1e9}" 'BEGIN { d = b - a; print d < m ? d : m }')
	done
	awk -v n="$1" -v s="$source" -v r="$(wc -c <"$2")" -v t="$best" \
	    'BEGIN { printf "%-34s %8.1f MB/s of sources %8.1f MB/s of rows\n", n, s / t / 1e6, r / t / 1e6 }'
}
run "trace --verify (blocks)" norm "$bin/trace --verify norm"
run "trace --verify (sentences)" sent "$bin/trace --verify sent"
run "trace --verify (names and quotes)" all "$bin/trace --verify all"
run "cat of the sources, cksum of rows" all "xargs -0 cat <names; cksum all"
