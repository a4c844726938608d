# shellcheck shell=sh
# What the benches have in common, to be read with `.`: here (this folder), bin (from the argument),
# runs (BENCH_RUNS, default 3) and tmp, a folder that goes at the end.
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${1:-$here/../../bin}" && pwd) || exit 2
runs=${BENCH_RUNS:-3}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C

# text MB: $tmp/text, BENCH_TEXT or the example articles over and over, and its size in $bytes
text() {
	if [ -n "$BENCH_TEXT" ]; then
		cp "$BENCH_TEXT" "$tmp/text"
	else
		cat "$here"/../examples/articles/*.txt | "$bin/normalize" --as=text --plain | grep . >"$tmp/one"
		awk -v n=$((${BENCH_MB:-$1} * 1000000 / $(wc -c <"$tmp/one") + 1)) '{ line[NR] = $0 }
			END { while (n-- > 0) for (i = 1; i <= NR; i++) print line[i] }' "$tmp/one" >"$tmp/text"
	fi
	bytes=$(wc -c <"$tmp/text")
}

# A peer that is not there; absent lists them.
missing() { echo "$1: not installed" >>"$tmp/missing"; }
have() { command -v "$1" >/dev/null 2>&1 || { missing "$1"; return 1; }; }
absent() { [ ! -s "$tmp/missing" ] || sort -u "$tmp/missing"; }

# measure NAME COMMAND...: a line of $tmp/res, with the processor seconds of the best run
measure() {
	[ -x /usr/bin/time ] || { echo "no /usr/bin/time, no bench"; exit 0; }
	name=$1 best=
	shift
	for _ in $(seq "$runs"); do
		/usr/bin/time -f '%U %S' -o "$tmp/time" "$@" >/dev/null 2>"$tmp/err" || { missing "$name"; return 1; }
		best=$(tail -n 1 "$tmp/time" | awk -v m="${best:-1e9}" '{ s = $1 + $2; print s < m ? s : m }')
	done
	printf '%s\t%s\n' "$name" "$best" >>"$tmp/res"
}

# scaled NAME PART: what NAME took for the file PART, as if for the whole text
scaled() {
	awk -F '\t' -v OFS='\t' -v name="$1" -v whole="$bytes" -v part="$(wc -c <"$2")" \
	    '$1 == name { $2 *= whole / part } { print }' "$tmp/res" >"$tmp/res2" && mv "$tmp/res2" "$tmp/res"
}

# clock COMMAND...: the seconds of the best run by the clock
clock() {
	for _ in $(seq "$runs"); do
		t0=$(date +%s.%N)
		"$@" >/dev/null || return
		awk -v a="$t0" -v b="$(date +%s.%N)" 'BEGIN { print b - a }'
	done | sort -n | head -n 1
}
