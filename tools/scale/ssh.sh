#!/usr/bin/env bash
# ssh.sh HOST,... SHARD...: shard.sh on other machines, by GNU parallel over ssh.
#
# The programs, bash, perl and rsync are in PATH there; nothing else is needed, not even a common file
# system: a shard travels out, its rows travel home, and nothing stays behind.  A shard that failed,
# or whose machine went away, is tried again elsewhere (three times in all); ssh.sh run again does
# what is not done.  HOST is [JOBS/][USER@]NAME as parallel's --sshlogin has it, SSH the command to
# get there.  Names of shards are relative, and without spaces.
hosts=$1
shift
todo=()
for shard; do
	[ -e "$shard.rows" ] || todo+=("$shard")
done
[ ${#todo[@]} = 0 ] && exit 0
work="${NORMALIZE:-normalize --tsv=id,text} \$1 | segment | tag-entities | extract-quotes >\$1.part"
work+='
for s in "${PIPESTATUS[@]}"; do [ "$s" -le 1 ] || exit 2; done
mv $1.part $1.rows'
exec parallel --no-notice --sshlogin "$hosts" ${SSH:+--ssh "$SSH"} --retries 3 --workdir ... \
    --transferfile {} --return {}.rows --cleanup -q bash -c "$work" bash {} ::: "${todo[@]}"
