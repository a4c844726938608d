#!/usr/bin/env bats
# The soak of make soak, for a moment: memory flat, counts those of one round times the rounds.

load common

@test "20 MB of articles and 5,000 documents of a line run through the pipe in 64 MB a program" {
	mb=20 limit=64000
	[ -z "$(ldd "$BIN/tally" 2>/dev/null | grep san)" ] || mb=1 limit=0 # under sanitizers
	SOAK_MB=$mb SOAK_LIMIT=$limit SOAK_DOCS=5000 TMPDIR=$BATS_TEST_TMPDIR bash "$BATS_TEST_DIRNAME/../soak.sh" "$BIN"
}
