# For every bats file: `load common`.  BIN is the folder of the programs.
set -o pipefail
bats_require_minimum_version 1.5.0
BIN=${BIN:-$(cd "$BATS_TEST_DIRNAME/../../bin" && pwd)}
EXAMPLES=$(cd "$BATS_TEST_DIRNAME/../examples" && pwd)
export LC_ALL=C
# TEST_LOCALE is for the programs alone: the tests' own tools would write decimal commas in it.  (Not
# for faults: they would hit the shell that sets it.)
if [ -n "${TEST_LOCALE:-}" ] && [ "${BIN##*/}" != in-locale ] && [ "${BATS_TEST_FILENAME##*/}" != faults.bats ]; then
	mkdir -p "$BATS_FILE_TMPDIR/in-locale"
	for p in "$BIN"/*; do
		printf '#!/bin/sh\nLC_ALL=%s exec %s "$@"\n' "$TEST_LOCALE" "$p" >"$BATS_FILE_TMPDIR/in-locale/${p##*/}"
		chmod +x "$BATS_FILE_TMPDIR/in-locale/${p##*/}"
	done
	COMPLETE=${COMPLETE:-$BIN/../build/complete}
	BIN=$BATS_FILE_TMPDIR/in-locale
fi
PATH=$BIN:$PATH

# same EXPECTED-FILE ACTUAL-FILE: equal to the byte
same() { cmp "$1" "$2" || { diff -u "$1" "$2" | head -40; return 1; }; }
# row TEXT...: a record row of tab-joined columns
row() { local IFS=$'\t'; printf '%s\n' "$*"; }
# doc_of FORMAT TEXT...: a document d.txt of one sentence a text; FORMAT makes an address of its number
doc_of() {
	local format=$1 at=0 n=1 s to addr
	shift
	for s; do
		to=$((at + $(printf %s "$s" | wc -c)))
		printf -v addr "$format" $((n++))
		row d.txt $at $to sent "$addr" body . . . "$s"
		at=$((to + 1))
	done
	row d.txt $at $at end . . "${addr%s*}" . . .
}
