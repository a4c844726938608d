#!/usr/bin/env bats
# segment: the table of Annex 29 is what its generator writes from Unicode's own data.

load common

setup() {
	load common
	cd "$BATS_TEST_DIRNAME/../.." || return 1
}

@test "segment: lib/segment/uax29_table.c is what lib/gen/uax29.c writes" {
	U=/usr/share/unicode
	[ -r $U/auxiliary/WordBreakProperty.txt ] || skip "unicode-data is not installed"
	grep -q -- '-15\.0\.0' $U/auxiliary/WordBreakProperty.txt || skip "unicode-data is not 15.0"
	${CC:-cc} -std=c11 -o "$BATS_TEST_TMPDIR/uax29" lib/gen/uax29.c
	"$BATS_TEST_TMPDIR/uax29" $U/auxiliary/WordBreakProperty.txt \
		$U/auxiliary/SentenceBreakProperty.txt $U/emoji/emoji-data.txt >"$BATS_TEST_TMPDIR/table.c"
	same lib/segment/uax29_table.c "$BATS_TEST_TMPDIR/table.c"
}
