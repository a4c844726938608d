#!/usr/bin/env bats
# What breaks around the programs: disks that are full, reads that fail, memory that ends.

load common

setup_file() {
	load common
	cd "$EXAMPLES" || return 1
	export D=$BATS_FILE_TMPDIR
	mkdir "$D/text"
	for i in 1 2 3 4; do
		for f in articles/*.txt; do cp "$f" "$D/text/$i-${f##*/}"; done
	done
	cd "$D" || return 1
	normalize text/*.txt >norm.tsv
	segment norm.tsv >sent.tsv
	tag-entities sent.tsv >ent.tsv
	extract-quotes ent.tsv >all.tsv
}

setup() {
	load common
	cd "$D" || return 1
	PROGRAMS='normalize segment tag-entities extract-quotes tally trace'
	FAULT=${FAULT:-$(cd "$BATS_TEST_DIRNAME/../.." && pwd)/build/fault.so}
	# a sanitizer wants to be loaded first
	PRELOAD=$(ldd "$BIN/normalize" 2>/dev/null | awk '/lib[a-z]*san/ { printf "%s:", $3 }')$FAULT
}

# run_on PROGRAM FILE...: the program on its natural input.
run_on() {
	local p=$1
	shift
	case $p in
	tally) tally -f 1,4,7 "$@" ;;
	trace) trace --kind entity "$@" ;;
	*) $p "$@" ;;
	esac
}

input_of() {
	case $1 in
	normalize) echo text/1-harbour.txt ;;
	segment) echo norm.tsv ;;
	tag-entities) echo sent.tsv ;;
	extract-quotes) echo ent.tsv ;;
	*) echo all.tsv ;;
	esac
}

# faulty PROGRAM INPUT: under the layer, by the FAULT_ variables that are set; status, out, err.
faulty() {
	status=0
	LD_PRELOAD=$PRELOAD run_on "$@" >out 2>err || status=$?
}

needs_layer() {
	[ -r "$FAULT" ] || skip "make build/fault.so"
	status=0
	LD_PRELOAD=$PRELOAD FAULT_WRITE=0 tally --help >/dev/null 2>&1 || status=$?
	[ "$status" = 2 ] || skip "programs without a dynamic loader"
}

# Every line is a whole row.
whole_rows() { awk -F '\t' 'NF != 10 && !/^#/ { exit 1 }' "$1" && [ -z "$(tail -c 1 "$1" | tr -d '\n')" ]; }

@test "a full disk is exit 2 for every program and mode" {
	[ -c /dev/full ] || skip "no /dev/full"
	for p in $PROGRAMS; do
		status=0
		run_on $p "$(input_of $p)" >/dev/full 2>err || status=$?
		[ "$status" = 2 ]
		grep "^$p: write error: No space left on device" err
	done
	for mode in --link --color --html '--kwic a' --diff; do
		args=all.tsv
		[ "$mode" != --diff ] || args='all.tsv ent.tsv'
		[ "$mode" != --html ] || { awk -F '\t' '$1 ~ /1-harbour/' all.tsv >one.tsv && args=one.tsv; }
		[ "$mode" != --link ] || { sed '1s/.*/text\/1-harbour.txt\t0\t9\tmeta\t.\turl\thttps:\/\/a.example\/\t.\t.\t./; /1-harbour/!d' all.tsv >link.tsv && args=link.tsv; }
		run -2 sh -c 'trace $1 $2 >/dev/full' - "$mode" "$args"
	done
	tally --partial all.tsv >partial
	for args in '--partial' '--pairs key' '--bars' '--variants --kind entity' '--against ent.tsv' \
	    '--distinct key' '--agg sum:start' '--per year' '--top-per kind -f kind,key' '--df' '--help' '-V'; do
		run -2 sh -c 'tally $1 all.tsv >/dev/full' - "$args"
	done
	run -2 sh -c 'tally --merge partial >/dev/full'
	printf 'x\tSome text, said Ann.\n' >rows
	for args in '--tsv rows' '--tsv=id,text rows' '--plain rows' '--edits rows' '--split=e rows' '-H rows' '--help' \
	    '--plain --no-repair --form=nfkc rows' '--as=lines rows' '--only=meta rows'; do
		run -2 sh -c 'normalize $1 >/dev/full' - "$args"
	done
	for p in segment tag-entities extract-quotes train-entities trace; do
		for args in --help -V; do run -2 sh -c '$1 $2 >/dev/full' - $p $args; done
	done
	printf 'Ann\tB-PER\nleft\tO\n\n' >own.bio
	model=$BATS_TEST_DIRNAME/../../lib/data/model.bin
	for to in "-o /dev/full" "-o made -d own.bio >/dev/full"; do
		run -2 sh -c "train-entities --lexicon '$model' --epochs 1 own.bio $to"
		[[ $output == *"No space left on device"* ]]
	done
}

# with_files COMMAND...: each program with each kind of file that a user brings, called on those words.
with_files() {
	"$@" tag-entities -g names sent.tsv
	"$@" tag-entities -r rules sent.tsv
	"$@" tag-entities --fixes fixes sent.tsv
	"$@" segment -a words norm.tsv
	"$@" segment --fixes fixes norm.tsv
	"$@" extract-quotes -c cues ent.tsv
	"$@" extract-quotes --fixes fixes ent.tsv
	"$@" normalize -M table text/1-harbour.txt
	"$@" normalize --fixes fixes text/1-harbour.txt
	"$@" normalize --boilerplate known text/1-harbour.txt
	"$@" normalize --files0-from=operands
	"$@" normalize --tsv=id,text texts
	"$@" tally -j table -f key all.tsv
	"$@" trace --source-tsv texts --verify all.tsv
	"$@" trace --diff fixes all.tsv
}

# unread PROGRAM OPTION...: it cannot read its file, which is told by its name; nothing is written.
unread() {
	status=0
	FAULT_READ=1 LD_PRELOAD=$PRELOAD "$@" >out 2>err || status=$?
	[ "$status" = 2 ] && [ ! -s out ] &&
	    grep -E "^$1: (names|rules|fixes|words|cues|table|known|operands|texts): .*Input/output error" err ||
	    { echo "$*: $status"; cat err; return 1; }
}

@test "a file of the user's that cannot be read is told by its name: exit 2, nothing written" {
	needs_layer
	for f in names rules fixes words cues table known operands texts; do echo some >$f; done
	with_files unread
	model=$BATS_TEST_DIRNAME/../../lib/data/model.bin
	for args in "tag-entities -m $model sent.tsv" "train-entities -o made --from $model own.bio"; do
		status=0
		FAULT_READ=5000 LD_PRELOAD=$PRELOAD $args >out 2>err || status=$?
		[ "$status" = 2 ] && [ ! -s out ]
		grep 'model.bin: Input/output error' err
	done
}

# short_of_memory PROGRAM OPTION...: the end of memory is told, and no half of a row is written.
short_of_memory() {
	for more in 6000 16000 26000; do
		status=0
		(ulimit -v $(($(wc -c <"$BIN/$1") / 1024 + more)); "$@") >out 2>err || status=$?
		case $status in
		0 | 1) ;; # 1: the files that are named are not there
		2) grep -q 'out of memory' err && failed=$((failed + 1)) ;;
		127) grep -q 'shared librar\|cannot execute\|annot allocate' err ;;
		*) false ;;
		esac || { echo "$* ($more): $status"; head -n 5 err; return 1; }
	done
}

@test "a file of the user's that is larger than memory: exit 2 with a message" {
	case $PRELOAD in *san*) skip "sanitizers take all the memory there is" ;; esac
	lines() { # lines HEADER FORMAT [N]: a header and 200,000 lines of a number
		printf "$1"
		seq "${3:-200000}" | awk -v f="$2" '{ printf f, $1 }'
	}
	lines 'name\tclass\tkey\n' 'Zan%d Bor\tPER\tZan\n' >names
	lines 'pattern\tclass\n' '\\bZan%d\\b\tPER\n' 20000 >rules
	lines '' 'text/1-harbour.txt\t%d\t900000\tentity\t1s1\tPER\tx\t.\thand\tx\n' >fixes
	lines '' 'zan%d.\n' >words
	lines '' 'zan%d\tverb\tzanned\td\n' >cues
	lines 'key\tparty\n' 'k%d\tx\n' >table
	lines '' 'outlet%d.example\t0123456789abcdef\t9\n' >known
	lines '' 'file%d\n' | tr '\n' '\0' >operands
	lines '' 'id%d\tSome text.\n' >texts
	failed=0
	with_files short_of_memory
	[ $failed -gt 8 ]
}

@test "a disk that fills while rows are written: exit 2, whole rows but the last, and --verify tells" {
	needs_layer
	for p in normalize segment tag-entities extract-quotes; do
		in=$(input_of $p)
		[ $p != normalize ] || in=$(echo text/*.txt)
		run_on $p $in >want
		size=$(wc -c <want)
		for at in 1 $((size / 3 + 7)) $((size / 2 + 7)) $((size - 4)); do
			FAULT_WRITE=$at faulty $p $in
			[ "$status" = 2 ]
			grep "^$p: write error: No space left on device" err
			head -c $at want >part
			same part out
			status=0
			trace --verify out 2>lies || status=$?
			[ "$status" = 1 ]
			grep -E 'without its end row|fewer than ten columns' lies
		done
	done
}

@test "a file size limit (ulimit -f) is an end by signal or exit 2, never success" {
	for p in $PROGRAMS; do
		in=$(input_of $p)
		[ $p != normalize ] || in=$(echo text/*.txt)
		status=0
		(ulimit -f 1; run_on $p $in >limited 2>/dev/null) || status=$?
		[ "$status" = 153 ] || [ "$status" = 2 ]
		status=0
		(trap '' XFSZ; ulimit -f 1; run_on $p $in >limited 2>/dev/null) || status=$?
		[ "$status" = 2 ]
	done
}

@test "a disk that fills while tally spills: exit 2, nothing printed, nothing left behind" {
	needs_layer
	mkdir -p spill
	for mode in '-f 1,2,3,4,7' '--partial -f 2,7' '--distinct key -f 1,2' '--pairs key --within doc' '--variants --kind entity' \
	    '--top-per kind -f kind,key,1,2' '--against ent.tsv -f 2,7' '--df -f 2,7'; do
		for at in 0 1000 20000; do
			status=0
			FAULT_FD=3 FAULT_WRITE=$at TMPDIR=$PWD/spill LD_PRELOAD=$PRELOAD \
			    tally -S 1 $mode <all.tsv >out 2>err || status=$?
			[ "$status" = 2 ]
			[ ! -s out ]
			grep "^tally: cannot write a temporary file in $PWD/spill: No space left on device" err
			[ -z "$(ls spill)" ]
		done
	done
	status=0
	FAULT_FD=3 FAULT_READ=5000 TMPDIR=$PWD/spill LD_PRELOAD=$PRELOAD \
	    tally -S 1K -f 1,2,3,4,7 <all.tsv >out 2>err || status=$?
	[ "$status" = 2 ]
	[ ! -s out ]
	grep "^tally: cannot read a temporary file in $PWD/spill: Input/output error" err
}

@test "a read error in mid-file: told, exit 2, half a line or document is none, other files are done" {
	needs_layer
	for p in segment tag-entities extract-quotes; do
		in=$(input_of $p)
		size=$(wc -c <$in)
		for at in 0 $((size / 3)) $((size / 2)) $((size - 1)); do
			head -c $at $in | perl -ne 'print if /\n/' | run_on $p >want
			FAULT_READ=$at faulty $p $in
			[ "$status" = 2 ]
			grep "^$p: $in: read error: Input/output error" err
			whole_rows out
			same want out
		done
	done
	FAULT_READ=700 faulty normalize text/1-harbour.txt
	[ "$status" = 2 ]
	[ ! -s out ]
	FAULT_READ=60000 faulty tally all.tsv
	[ "$status" = 2 ]
	grep '^tally: all.tsv: read error' err
	head -c 60000 all.tsv | perl -ne 'print if /\n/' | tally -f 1,4,7 >want
	same want out
	FAULT_READ=60000 faulty trace all.tsv
	[ "$status" = 2 ]
	# a source that is there and cannot be read is a fault; one that is not there is not
	for mode in --verify --verify=full --kind=entity --html --color; do
		status=0
		FAULT_FD=4 FAULT_READ=700 LD_PRELOAD=$PRELOAD trace $mode all.tsv >out 2>err || status=$?
		[ "$status" = 2 ]
		grep '^trace: text/1-[a-z]*.txt: read error: Input/output error' err
		run -1 trace --source away $mode all.tsv
	done
	# a folder is no fault of the disk's
	run -1 segment text norm.tsv
	[[ $output == *"text: read error: Is a directory"* ]]
}

@test "short and interrupted reads and writes change nothing" {
	needs_layer
	for p in $PROGRAMS; do
		in=$(input_of $p)
		run_on $p $in >want
		for n in 1 7 4093; do
			[ $n != 1 ] || [ $p != tag-entities ] || continue # a byte a call is slow
			head -c 200000 $in >little
			[ $p = normalize ] && cp $in little
			run_on $p little >want 2>/dev/null || true
			FAULT_SHORT=$n faulty $p little
			same want out
		done
	done
	mkdir -p spill
	tally -f 1,2,3,4,7 all.tsv >want
	FAULT_SHORT=999 TMPDIR=$PWD/spill LD_PRELOAD=$PRELOAD tally -S 16K -f 1,2,3,4,7 all.tsv >out
	same want out
}

@test "memory that ends (ulimit -v): exit 2 with a message, or all is done; never a torn row" {
	case $PRELOAD in *san*) skip "sanitizers take all the memory there is" ;; esac
	for i in $(seq 40); do cat text/*.txt; done >large.txt
	normalize large.txt >large.norm
	segment large.norm >large.sent
	tag-entities large.sent >large.ent
	failed=0
	for p in $PROGRAMS; do
		case $p in
		normalize) in=large.txt ;;
		segment) in=large.norm ;;
		tag-entities) in=large.sent ;;
		*) in=large.ent ;;
		esac
		run_on $p $in >want
		image=$(($(wc -c <"$BIN/$p") / 1024)) # what does not even hold the program is the kernel's
		for more in 3000 4000 6000 9000 12000 16000 20000 28000 40000 60000 90000 150000; do
			kb=$((image + more))
			status=0
			(ulimit -v $kb; run_on $p $in) >out 2>err || status=$?
			case $status in
			0) same want out ;;
			2)
				grep "^$p: .*\(memory\|Cannot allocate\)" err
				[ $p = tally ] || [ $p = trace ] || whole_rows out
				failed=$((failed + 1))
				;;
			127) grep 'shared librar\|cannot execute\|annot allocate' err ;; # the loader's
			*) echo "$p $kb: $status"; cat err; return 1 ;;
			esac
		done
	done
	[ $failed -gt 3 ] # segment and extract-quotes need little, whatever comes
}

@test "programs are hardened: PIE, full RELRO, no executable stack, canaries, fortified calls" {
	command -v readelf >/dev/null || skip "no readelf"
	case $PRELOAD in *san*) skip "sanitizers are built without" ;; esac
	readelf -d "$BIN/tally" | grep -q NEEDED || skip "static programs"
	for p in $PROGRAMS; do
		readelf -hlWd "$BIN/$p" >elf
		grep -q 'Type: *DYN' elf
		grep -q GNU_RELRO elf
		grep -q 'NOW' elf
		grep 'GNU_STACK' elf | grep -qv 'RWE'
		readelf -W --dyn-syms "$BIN/$p" >symbols
		grep -q '__stack_chk_fail' symbols
		grep -q '__[a-z]*_chk@' symbols
	done
}
