#!/usr/bin/env bash
# parallel.sh FILE [COLUMN,...]: the rows of a whole dump, a document a line, by GNU parallel on all
# processors of this machine (JOBS at a time, parts of BLOCK bytes).
#
# parallel cuts FILE at line ends, so no document is cut in two, and keeps each job's output together
# and in the order of the input (-k), so the bytes are those of one process.  Where a part fails the
# whole fails; for a collection that takes hours, take shards (shard.sh, ssh.sh).
work='normalize --tsv='${2:-id,text}' | segment | tag-entities | extract-quotes
for s in "${PIPESTATUS[@]}"; do [ "$s" -le 1 ] || exit 2; done' # 1: a bad document, which is named
exec parallel --no-notice -k -j "${JOBS:-100%}" --pipepart -a "$1" --block "${BLOCK:-10M}" \
    --halt now,fail=1 -q bash -c "$work"
