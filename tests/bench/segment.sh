#!/bin/sh
# segment and its peers over the same text: MB of text a second, and the ratio to each peer.
#
#	tests/bench/segment.sh [BIN]
#
# The text is the example articles over and over (BENCH_MB, default 100), or BENCH_TEXT=FILE, a
# paragraph a line.  segment reads the rows normalize made of it and writes rows; the peers read the
# text and write their sentences or words.  All on one thread to /dev/null; seconds are those of the
# processor (user and system), which other work on the machine disturbs least; the best of
# BENCH_RUNS (default 3).  Peers that are not installed are left out and named.
# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
text 100
(cd "$tmp" && "$bin/normalize" --as=lines text >blocks) || exit 2

table() {
	echo "$1"
	awk -F '\t' -v b="$bytes" '{ n[NR] = $1; s[NR] = $2 } END { for (i = 1; i <= NR; i++)
		printf("  %-28s %8.1f MB/s%s\n", n[i], b / s[i] / 1e6,
		    (i > 1) ? sprintf("   segment is %.1f times that", s[i] / s[1]) : "") }' "$tmp/res"
	: >"$tmp/res"
}
icu=
# shellcheck disable=SC2046 # words on purpose
if pkg-config --exists icu-uc icu-i18n 2>/dev/null && cc -O2 -D_GNU_SOURCE -o "$tmp/icu" \
    "$here/peer_icu_break.c" $(pkg-config --cflags --libs icu-uc icu-i18n) 2>"$tmp/err"; then
	icu=$tmp/icu
else
	missing "ICU (libicu-dev)"
fi
python3 -c 'import blingfire' 2>/dev/null && bling=y || { bling=; missing "BlingFire"; }
for what in sentence word; do
	[ $what = word ] && w=-w || w=
	measure "segment $w" "$bin/segment" $w --lang=en "$tmp/blocks"
	[ -n "$icu" ] && measure "ICU $what" "$icu" $what en "$tmp/text"
	[ -n "$icu" ] && [ $what = sentence ] &&
		measure "ICU with abbreviations" "$icu" $what en@ss=standard "$tmp/text"
	[ -n "$bling" ] && measure "BlingFire" python3 "$here/peer_blingfire.py" $what "$tmp/text"
	table "$what""s of $((bytes / 1000000)) MB"
done
absent
