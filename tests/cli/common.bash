# For every bats file: `load common`.  BIN is the folder of the programs.
set -o pipefail
bats_require_minimum_version 1.5.0
BIN=${BIN:-$(cd "$BATS_TEST_DIRNAME/../../bin" && pwd)}
EXAMPLES=$(cd "$BATS_TEST_DIRNAME/../examples" && pwd)
export LC_ALL=${TEST_LOCALE:-C}
PATH=$BIN:$PATH

# same EXPECTED-FILE ACTUAL-FILE: equal to the byte
same() { cmp "$1" "$2" || { diff -u "$1" "$2" | head -40; return 1; }; }
# row TEXT...: a record row of tab-joined columns
row() { local IFS=$'\t'; printf '%s\n' "$*"; }
