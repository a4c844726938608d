#!/bin/sh
# tally and its peers over the same rows: million rows a second, and the ratio to the fastest peer.
#
#	tests/bench/tally.sh [BIN]
#
# BENCH_ROWS (default 5000000) made-up records (rows.c), about 183 thousand names by Zipf's law.
# Every program runs on one thread; the best of BENCH_RUNS (default 3) runs counts, of slow peers
# the first.  Peers that are not installed are left out and named; NODE_PATH finds those of npm.
# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
rows=${BENCH_ROWS:-5000000}
export POLARS_MAX_THREADS=1
cc -O2 -std=c11 -o "$tmp/rows" "$here/rows.c" -lm && "$tmp/rows" "$rows" >"$tmp/f" || exit 2
cat "$tmp/f" >/dev/null # into the page cache

now() { date +%s.%N; }
clocked() { # clocked NAME RUNS COMMAND: seconds of the best run, and peak KB of the last
	best=
	for _ in $(seq "$2"); do
		t0=$(now)
		if [ -x /usr/bin/time ]; then
			/usr/bin/time -f %M -o "$tmp/kb" sh -c "$3" >/dev/null 2>"$tmp/err" || return 1
		else
			sh -c "$3" >/dev/null 2>"$tmp/err" || return 1
			echo 0 >"$tmp/kb"
		fi
		best=$(awk -v a="$t0" -v b="$(now)" -v m="${best:-1e9}" 'BEGIN { d = b - a; print d < m ? d : m }')
	done
	printf '%s\t%s\t%s\n' "$1" "$best" "$(tail -n 1 "$tmp/kb")" >>"$tmp/res"
}
node_has() { command -v node >/dev/null && node -e "require('$1')" 2>/dev/null ||
	{ missing "$1 (npm, NODE_PATH)"; return 1; }; }

task() { # task TITLE NAME TALLY-OPTIONS CUT-FIELDS AWK DATAMASH MILLER SQL TSV-SUMMARIZE
	: >"$tmp/res"
	f=$tmp/f
	clocked tally "$runs" "exec $bin/tally $3 $f"
	[ "$4" = - ] || clocked "sort | uniq -c" 1 "cut -f $4 $f | sort --parallel=1 -S 1G | uniq -c | sort -k1,1nr"
	have mawk && clocked mawk "$runs" "mawk -F '\t' '$5' $f | sort -k1,1nr"
	have datamash && clocked datamash 1 "exec datamash -s -g $6 <$f"
	[ -n "$BENCH_QUICK" ] || { have mlr && clocked Miller 1 "exec mlr --inidx --onidx --ifs tab $7 $f"; }
	[ -n "$BENCH_QUICK" ] || { have sqlite3 && clocked sqlite 1 "printf '.mode tabs\ncreate table t(a,b,c,d,e,f,g,h,i,j);\n.import $f t\n$8;\n' | exec sqlite3 :memory:"; }
	have tsv-summarize && clocked tsv-summarize "$runs" "tsv-summarize $9 $f | sort -k2,2nr"
	node_has @duckdb/node-api && clocked DuckDB "$runs" "exec node $here/peer_duckdb.js $f $2 1"
	node_has nodejs-polars && clocked Polars "$runs" "exec node $here/peer_polars.js $f $2"
	echo "$1"
	awk -F '\t' -v rows="$rows" '{ n[NR] = $1; s[NR] = $2; kb[NR] = $3 }
		NR > 1 && (!best || $2 < best) { best = $2; who = $1 }
		END { for (i = 1; i <= NR; i++) printf "  %-16s %7.2f Mrows/s %9.1f MB\n", n[i], rows / s[i] / 1e6, kb[i] / 1024
			if (who) printf "  tally is %.1f times the fastest peer (%s)\n", best / s[1], who }' "$tmp/res"
}
task "count by one column of many values (-f 7)" many "-f 7" 7 \
    '{ n[$7]++ } END { for (k in n) print n[k] "\t" k }' "7 count 7" "count-distinct -f 7 then sort -nr count" \
    "select count(*) n, g from t group by g order by n desc, g" "-g 7 --count"
task "count by two columns (-f 6,7)" two "-f 6,7" 6,7 \
    '{ n[$6 "\t" $7]++ } END { for (k in n) print n[k] "\t" k }' "6,7 count 7" "count-distinct -f 6,7 then sort -nr count" \
    "select count(*) n, f, g from t group by f, g order by n desc" "-g 6,7 --count"
task "distinct documents by value (-f 7 --df)" docs "-f 7 --df" - \
    '!s[$7, $1]++ { d[$7]++ } { n[$7]++ } END { for (k in n) print n[k] "\t" d[k] "\t" k }' "7 countunique 1" \
    "stats1 -a count,distinct_count -f 1 -g 7" \
    "select count(*) n, count(distinct a), g from t group by g order by n desc" "-g 7 --count --unique-count 1"
task "count by a column of few values (-f 6)" few "-f 6" 6 \
    '{ n[$6]++ } END { for (k in n) print n[k] "\t" k }' "6 count 6" "count-distinct -f 6 then sort -nr count" \
    "select count(*) n, f from t group by f order by n desc" "-g 6 --count"
[ ! -s "$tmp/missing" ] || { echo "left out:"; sort -u "$tmp/missing" | sed 's/^/  /'; }
