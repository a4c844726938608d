#!/bin/sh
# tag-entities and its peers over the same text: MB of text and tokens a second, and the ratios.
#
#	tests/bench/tag-entities.sh [BIN]
#
# The text is the example articles over and over (BENCH_MB, default 10), which flatters whoever
# remembers words; BENCH_TEXT=FILE, a paragraph a line, is fairer.  tag-entities reads sentences
# and also reads dates and amounts and resolves names, which no peer does.  OpenNLP, CRFsuite, CRF++
# and Wapiti label the same tokens, made ready in their formats before the clock runs, with models
# trained on BENCH_TRAIN=FILE, tokens and labels in two columns (as train-entities has them), and
# are left out without it; the CRFs look at words, endings and shapes (peer_crf.py).  BENCH_TEST=FILE
# of the same form adds the F1 of tag-entities and of the CRFs on it; BENCH_MODELS=DIR has models
# trained before, called crfsuite, crf_test and wapiti.  compromise is looked for in
# NODE_PATH.
# All on one thread to /dev/null; seconds are those of the processor; the best of BENCH_RUNS
# (default 3).  Peers that are not there are left out and named.
# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
text 10
# An article every thirty lines: names are looked for document by document.
awk 'NR % 30 == 1 && NR > 1 { printf "\f" } 1' "$tmp/text" >"$tmp/articles"
(cd "$tmp" && "$bin/normalize" --as=lines --split=FF articles | "$bin/segment" --lang=en >sents &&
	"$bin/segment" -w --lang=en --only=sent,token <sents >/dev/null) || exit 2
"$bin/normalize" --as=lines "$tmp/text" | "$bin/segment" -w --lang=en | awk -F '\t' '
	$4 == "sent" && NR > 1 { print "" } $4 == "token" { print $10 }' >"$tmp/tokens"
tokens=$(grep -c . "$tmp/tokens")

measure tag-entities "$bin/tag-entities" "$tmp/sents"
if ! command -v opennlp >"$tmp/err"; then
	missing "OpenNLP (opennlp)"
elif [ -z "$BENCH_TRAIN" ]; then
	echo "OpenNLP: no BENCH_TRAIN" >>"$tmp/missing"
else
	awk '/^-DOCSTART-/ { next }
	{ b = $2 ~ /^B-/; i = $2 ~ /^I-/ }
	open && !i { line = line " <END>"; open = 0 }
	!NF { if (line) print line; line = ""; next }
	b { line = line " <START:" substr($2, 3) ">"; open = 1 }
	{ line = line " " $1 }
	END { if (line) print line (open ? " <END>" : "") }' "$BENCH_TRAIN" >"$tmp/train"
	opennlp TokenNameFinderTrainer -lang en -encoding UTF-8 -data "$tmp/train" -model "$tmp/model" \
	    >"$tmp/err" 2>&1
	awk '!NF { print line; line = ""; next } { line = line $0 " " } END { print line }' \
	    "$tmp/tokens" >"$tmp/lines"
	measure OpenNLP sh -c 'opennlp TokenNameFinder "$0" <"$1"' "$tmp/model" "$tmp/lines"
fi

# crf NAME PROGRAM FORMAT TRAIN TAG: train, measure, score; $model and $data are the files.
py="python3 $here/peer_crf.py"
crf() {
	name=$1
	model=${BENCH_MODELS:-$tmp}/$2 data=$tmp/$3
	export model data tmp
	command -v "$2" >"$tmp/err" || { missing "$name ($2)"; return; }
	if [ ! -s "$model" ]; then
		[ -n "$BENCH_TRAIN" ] || { echo "$name: no BENCH_TRAIN" >>"$tmp/missing"; return; }
		$py template >"$tmp/template"
		$py "$3" "$BENCH_TRAIN" >"$data.train"
		sh -c "$4" >"$tmp/err" 2>&1 || { missing "$name"; return; }
	fi
	$py "$3" "$tmp/tokens" >"$data"
	measure "$name" sh -c "$5" || return
	[ -n "$BENCH_TEST" ] || return
	$py "$3" "$BENCH_TEST" >"$data"
	sh -c "$5" >"$tmp/labels" 2>"$tmp/err" &&
		printf '%s\t%s\n' "$name" "$($py score "$BENCH_TEST" "$tmp/labels")" >>"$tmp/f1"
}
if [ -n "$BENCH_TEST" ]; then
	$py sents "$BENCH_TEST" >"$tmp/test"
	"$bin/tag-entities" --only "$tmp/test" >"$tmp/rows"
	$py bio "$BENCH_TEST" "$tmp/rows" >"$tmp/labels"
	printf 'tag-entities\t%s\n' "$($py score "$BENCH_TEST" "$tmp/labels")" >>"$tmp/f1"
fi
crf CRFsuite crfsuite attributes \
    'crfsuite learn -m "$model" -p max_iterations=60 -p feature.minfreq=2 "$data.train"' \
    'crfsuite tag -m "$model" "$data"'
crf CRF++ crf_test columns 'crf_learn -f 3 -m 60 "$tmp/template" "$data.train" "$model"' \
    'crf_test -m "$model" "$data"'
crf Wapiti wapiti columns 'wapiti train -i 60 -1 0.5 -p "$tmp/template" "$data.train" "$model"' \
    'wapiti label -m "$model" "$data"'
if node -e 'require("compromise")' 2>"$tmp/err"; then
	head -c 300000 "$tmp/text" >"$tmp/part" # slow: a part stands for the whole
	measure compromise node "$here/peer_compromise.js" "$tmp/part" && scaled compromise "$tmp/part"
else
	missing "compromise (npm)"
fi
echo "names in $bytes bytes, $tokens tokens"
awk -F '\t' -v b="$bytes" -v t="$tokens" '{ n[NR] = $1; s[NR] = $2 } END { for (i = 1; i <= NR; i++)
	printf "  %-16s %8.2f MB/s %8.0f thousand tokens/s%s\n", n[i], b / s[i] / 1e6, t / s[i] / 1000,
	    (i > 1 ? sprintf("   tag-entities is %.1f times that", s[i] / s[1]) : "") }' "$tmp/res"
[ ! -s "$tmp/f1" ] || awk -F '\t' '{ printf "  F1 %-13s %8.1f\n", $1, $2 }' "$tmp/f1"
absent
