#!/usr/bin/env bash
# shard.sh SHARD...: the whole pipe on every shard that is not done yet.
#
# A shard is a file of whole documents; its rows come to stand in SHARD.rows, which is there only
# when it is complete: a worker that is killed loses its shard, no more, and the next run does that
# shard again and no other.  NORMALIZE says how the first program takes a shard:
#	normalize --tsv=id,text		rows, a document each (the default)
#	normalize --files0-from		the names of files, each ended by NUL
# A document that cannot be read (exit 1) is named on the standard error and the rest is kept; what
# ends a program otherwise fails the shard, and shard.sh ends with 2.
read -ra normalize <<<"${NORMALIZE:-normalize --tsv=id,text}"
failed=0
for shard; do
	[ -e "$shard.rows" ] && continue
	"${normalize[@]}" "$shard" | segment | tag-entities | extract-quotes >"$shard.part"
	worst=$(printf '%s\n' "${PIPESTATUS[@]}" | sort -n | tail -n 1)
	if [ "$worst" -le 1 ] && mv "$shard.part" "$shard.rows"; then
		continue
	fi
	echo "shard.sh: $shard: failed with status $worst" >&2
	failed=2
done
exit $failed
