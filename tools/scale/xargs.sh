#!/bin/sh
# xargs.sh SHARD...: all shards on the processors of this machine (JOBS at a time, default: all),
# with nothing but xargs.  Every shard has a file of its own: many writers into one pipe would tear
# each other's lines.
here=$(cd "$(dirname "$0")" && pwd) || exit 2
printf '%s\0' "$@" | xargs -0 -n 1 -P "${JOBS:-$(nproc)}" "$here/shard.sh"
