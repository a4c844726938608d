#!/bin/sh
# Golden cases: tests/golden/TOOL/CASE/{cmd,in,out[,err,status]}, as TAP.
#
# cmd is a shell command run in the case's folder with the programs on PATH and `in` (where there is
# one) as stdin; its stdout must be `out` to the byte, its exit status `status` (0 where there is
# none), its stderr `err` (not looked at where there is none).  --regold shows what would change and
# writes it.
cd "$(dirname "$0")/golden" || exit 2
PATH=${BIN:-$(cd ../.. && pwd)/bin}:$PATH
export PATH LC_ALL=C
regold=${1:-}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
[ -n "$regold" ] || printf '1..%d\n' "$(find . -name cmd | wc -l)"
n=0
find . -name cmd | sort | sed 's|^\./||; s|/cmd$||' | while read -r case; do
	n=$((n + 1))
	in=/dev/null
	[ -f "$case/in" ] && in=in
	(cd "$case" && sh ./cmd <"$in" >"$tmp/out" 2>"$tmp/err")
	echo $? >"$tmp/status"
	[ -f "$case/status" ] || echo 0 >"$tmp/want"
	[ -f "$case/status" ] && cp "$case/status" "$tmp/want"
	if [ -n "$regold" ]; then
		touch "$case/out"
		diff -u "$case/out" "$tmp/out" || cp "$tmp/out" "$case/out"
		if [ -f "$case/err" ]; then
			diff -u "$case/err" "$tmp/err" || cp "$tmp/err" "$case/err"
		fi
		[ "$(cat "$tmp/status")" = 0 ] && rm -f "$case/status" || cp "$tmp/status" "$case/status"
		continue
	fi
	bad=
	cmp -s "$case/out" "$tmp/out" || bad="$bad out"
	cmp -s "$tmp/want" "$tmp/status" || bad="$bad status"
	[ ! -f "$case/err" ] || cmp -s "$case/err" "$tmp/err" || bad="$bad err"
	if [ -z "$bad" ]; then
		echo "ok $n - $case"
	else
		echo "not ok $n - $case:$bad"
		diff -u "$case/out" "$tmp/out" | head -20 | sed 's/^/# /'
		sed 's/^/# stderr: /' "$tmp/err" | head -5
	fi
done
