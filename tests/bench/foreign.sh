#!/bin/sh
# Foreign rows through the row filters, columns checked, beside cat: MB a second and cat's multiple.
#
#	tests/bench/foreign.sh [BIN]
#
# BENCH_MB (default 1000) of rows of some 150 bytes and a kind that no program owns.  From the page
# cache to /dev/null, wall-clock seconds, the best of BENCH_RUNS (default 3).
# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
awk -v n="${BENCH_MB:-1000}" 'BEGIN {
	pad = "the text of a row that some other program made, sixty bytes"
	for (i = 0; i < n * 6600; i++) printf("file-%05d.txt\t%d\t%d\tannotation\t%ds1\tclass\t" \
	    "a key of ours\t.\trule:foreign\t%s\n", i / 500, i * 7, i * 7 + 60, i % 500 + 1, pad) }' >"$tmp/f"
bytes=$(wc -c <"$tmp/f")
echo "foreign rows, $((bytes / 1000000)) MB"
cat=$(clock cat "$tmp/f")
for p in cat "$bin/segment" "$bin/tag-entities" "$bin/extract-quotes"; do
	clock "$p" "$tmp/f" | awk -v p="${p##*/}" -v b="$bytes" -v c="$cat" '{
		printf "  %-28s %8.1f MB/s   cat is %.1f times that\n", p, b / $1 / 1e6, $1 / c }'
done
