#!/bin/sh
# Foreign rows through the row filters, columns checked, beside cat: MB a second and cat's multiple.
#
#	tests/bench/foreign.sh [BIN]
#
# BENCH_MB (default 1000) of rows of some 150 bytes and a kind that no program owns.  From the page
# cache to /dev/null, wall-clock seconds, the best of BENCH_RUNS (default 3).
bin=$(cd "${1:-$(dirname "$0")/../../bin}" && pwd) || exit 2
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
awk -v n="${BENCH_MB:-1000}" 'BEGIN {
	pad = "the text of a row that some other program made, sixty bytes"
	for (i = 0; i < n * 6600; i++) printf("file-%05d.txt\t%d\t%d\tannotation\t%ds1\tclass\t" \
	    "a key of ours\t.\trule:foreign\t%s\n", i / 500, i * 7, i * 7 + 60, i % 500 + 1, pad) }' >"$tmp/f"
bytes=$(wc -c <"$tmp/f")
best() { # best COMMAND...: wall-clock seconds of the best run
	for _ in $(seq "${BENCH_RUNS:-3}"); do
		t0=$(date +%s.%N)
		"$@" "$tmp/f" >/dev/null || return
		awk -v a="$t0" -v b="$(date +%s.%N)" 'BEGIN { print b - a }'
	done | sort -n | head -n 1
}
echo "foreign rows, $((bytes / 1000000)) MB"
cat=$(best cat)
for p in cat "$bin/segment" "$bin/tag-entities" "$bin/extract-quotes"; do
	best "$p" | awk -v p="${p##*/}" -v b="$bytes" -v c="$cat" '{
		printf "  %-28s %8.1f MB/s   cat is %.1f times that\n", p, b / $1 / 1e6, $1 / c }'
done
