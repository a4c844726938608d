#!/usr/bin/env bats
# The recipes of tools/scale: what many processes or machines make is, to the byte, what one makes.
# What is not installed is skipped, with its name.

load common

setup_file() {
	load common
	cd "$BATS_FILE_TMPDIR" || return 1
	for i in 1 2 3 4; do
		for f in "$EXAMPLES"/articles/*.txt; do
			printf '%s/%s\t' $i "${f##*/}"
			perl -pe 's/\\/\\\\/g; s/\t/\\t/g; s/\r/\\r/g; s/\n/\\n/g' "$f"
			echo
		done
	done >dump.tsv
	normalize --tsv dump.tsv | segment | tag-entities | extract-quotes >want
	tally --kind quote --df want >want.tally
	# a segment that dies once, after it has written something
	mkdir dies
	cat >dies/segment <<-E
		#!/bin/sh
		echo >>"$BATS_FILE_TMPDIR/runs"
		if mkdir "$BATS_FILE_TMPDIR/died" 2>/dev/null; then
			head -c 5000 | $BIN/segment
			kill -9 \$\$
		fi
		exec $BIN/segment
	E
	chmod +x dies/segment
}

setup() {
	load common
	SCALE=$(cd "$BATS_TEST_DIRNAME/../../tools/scale" && pwd)
	F=$BATS_FILE_TMPDIR
	unset NORMALIZE JOBS BLOCK SSH
	rm -rf "$F/died" "$F/runs"
	cd "$BATS_TEST_TMPDIR" || return 1
}

teardown() {
	for f in *.pid; do # the daemons of a test
		[ -e "$f" ] || continue
		pid=$(cat "$f")
		kill "$pid"
		wait_for not kill -0 "$pid"
	done
}

need() {
	for p; do
		command -v "$p" >/dev/null || [ -x "/usr/sbin/$p" ] || skip "no $p here"
	done
}

shards() {
	mkdir -p shards
	split -d -a 3 -C "$1" --additional-suffix=.in "$F/dump.tsv" shards/
	set -- shards/*.in
	[ $# -ge 3 ]
}

not() { ! "$@"; }

# wait_for COMMAND...: until it succeeds, ten seconds at most
wait_for() {
	for _ in $(seq 100); do
		"$@" >/dev/null 2>&1 && return
		sleep 0.1
	done
	"$@"
}

@test "xargs: a file a shard; their tallies add up to that of the whole" {
	shards 9000
	JOBS=2 "$SCALE/xargs.sh" shards/*.in
	cat shards/*.rows >got
	same "$F/want" got
	for f in shards/*.rows; do
		tally --kind quote --df --partial "$f" >"${f%.rows}.tally"
	done
	tally --merge shards/*.tally >got
	same "$F/want.tally" got
}

@test "shards may be lists of files" {
	(cd "$EXAMPLES" && normalize articles/*.txt | segment | tag-entities | extract-quotes) >want
	mkdir shards
	(cd "$EXAMPLES" && find articles -type f -print0) | sort -z | split -t '\0' -d -l 5 --additional-suffix=.in - shards/
	dir=$PWD/shards
	(cd "$EXAMPLES" && NORMALIZE='normalize --files0-from' JOBS=2 "$SCALE/xargs.sh" "$dir"/*.in)
	cat shards/*.rows >got
	same want got
}

@test "a killed worker loses its shard only, and only that is done again" {
	shards 9000
	n=$(ls shards/*.in | wc -l)
	run ! env PATH="$F/dies:$PATH" JOBS=1 "$SCALE/xargs.sh" shards/*.in
	[[ $output == *"failed with status 137"* ]]
	[ "$(ls shards/*.rows | wc -l)" = $((n - 1)) ]
	rm "$F/runs"
	PATH="$F/dies:$PATH" "$SCALE/xargs.sh" shards/*.in
	[ "$(wc -l <"$F/runs")" = 1 ]
	cat shards/*.rows >got
	same "$F/want" got
}

@test "a shard with a bad document keeps the others, and a full disk fails it" {
	mkdir shards
	{ head -n 2 "$F/dump.tsv"; echo "no text"; } >shards/1.in
	"$SCALE/shard.sh" shards/1.in 2>err
	grep -q 'shards/1.in:3' err
	head -n 2 "$F/dump.tsv" | normalize --tsv | segment | tag-entities | extract-quotes >want
	same want shards/1.in.rows
	rm shards/1.in.rows
	ln -s /dev/full shards/1.in.part
	run -2 "$SCALE/shard.sh" shards/1.in
	[ ! -e shards/1.in.rows ]
}

@test "GNU parallel on one machine: no document cut, no line torn, the order of the dump" {
	need parallel
	BLOCK=7k JOBS=3 "$SCALE/parallel.sh" "$F/dump.tsv" id,text >got
	same "$F/want" got
	PATH="$F/dies:$PATH" BLOCK=7k run ! "$SCALE/parallel.sh" "$F/dump.tsv"
}

@test "GNU parallel over ssh to two machines: what a killed worker lost is done elsewhere" {
	need parallel ssh sshd rsync
	[ "$(id -u)" != 0 ] || mkdir -p /run/sshd # sshd's own wish
	ssh-keygen -q -t ed25519 -N '' -f key
	for host in one two; do
		port=$((20000 + RANDOM % 10000))
		ssh-keygen -q -t ed25519 -N '' -f "$host.key"
		cat >"$host.conf" <<-E
			ListenAddress 127.0.0.1
			Port $port
			HostKey $PWD/$host.key
			PidFile $PWD/$host.pid
			AuthorizedKeysFile $PWD/key.pub
			StrictModes no
			UsePAM no
			SetEnv PATH=$F/dies:$PATH
		E
		cat >>config <<-E
			Host $host
			HostName 127.0.0.1
			Port $port
			IdentityFile $PWD/key
			UserKnownHostsFile $PWD/known
			StrictHostKeyChecking no
			BatchMode yes
			LogLevel ERROR
		E
		"$(command -v sshd || echo /usr/sbin/sshd)" -f "$PWD/$host.conf" -E "$PWD/$host.log"
		wait_for ssh -F config "$host" true
	done
	shards 14000
	SSH="ssh -F $PWD/config" "$SCALE/ssh.sh" 1/one,1/two shards/*.in
	[ -d "$F/died" ]
	grep -q 'Accepted publickey' one.log
	grep -q 'Accepted publickey' two.log
	cat shards/*.rows >got
	same "$F/want" got
	: >"$F/runs"
	SSH="ssh -F $PWD/config" "$SCALE/ssh.sh" 1/one,1/two shards/*.in
	[ ! -s "$F/runs" ]
}

@test "a Slurm job array: byte for byte, and only a failed task is done again" {
	need slurmctld slurmd sbatch munged
	[ "$(id -u)" = 0 ] || skip "slurmd wants to be root"
	PATH=$PATH:/usr/sbin
	mkdir state spool
	head -c 1024 /dev/urandom >munge.key
	chmod 600 munge.key
	munged --force --key-file="$PWD/munge.key" --socket="$PWD/munge.sock" --seed-file="$PWD/seed" \
		--pid-file="$PWD/munged.pid" --log-file="$PWD/munged.log"
	host=$(hostname -s)
	cat >slurm.conf <<-E
		ClusterName=test
		SlurmctldHost=$host(127.0.0.1)
		SlurmctldPort=$((20000 + RANDOM % 10000))
		SlurmdPort=$((30000 + RANDOM % 2000))
		SlurmUser=root
		SlurmdUser=root
		AuthType=auth/munge
		AuthInfo=socket=$PWD/munge.sock
		StateSaveLocation=$PWD/state
		SlurmdSpoolDir=$PWD/spool
		SlurmctldPidFile=$PWD/slurmctld.pid
		SlurmdPidFile=$PWD/slurmd.pid
		SlurmctldLogFile=$PWD/slurmctld.log
		SlurmdLogFile=$PWD/slurmd.log
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		JobAcctGatherType=jobacct_gather/none
		AccountingStorageType=accounting_storage/none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_CPU
		MailProg=/bin/true
		SchedulerParameters=sched_interval=1,batch_sched_delay=0
		NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=2000
		PartitionName=all Nodes=ALL Default=YES State=UP
	E
	export SLURM_CONF=$PWD/slurm.conf
	slurmctld
	slurmd -N n1
	wait_for sh -c 'sinfo -h -t idle | grep -q n1'
	shards 14000
	n=$(ls shards/*.in | wc -l)
	run ! env PATH="$F/dies:$PATH" sbatch --wait --array=1-"$n" "$SCALE/slurm.sh" "$SCALE" shards/*.in
	[ "$(ls shards/*.rows | wc -l)" = $((n - 1)) ]
	: >"$F/runs"
	PATH="$F/dies:$PATH" sbatch --wait --array=1-"$n" "$SCALE/slurm.sh" "$SCALE" shards/*.in
	[ "$(wc -l <"$F/runs")" = 1 ]
	cat shards/*.rows >got
	same "$F/want" got
}
