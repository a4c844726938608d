#!/bin/sh
# The man pages and the README tell the truth, as TAP: every example runs as printed, every option of
# --help is on the page and the other way round, mandoc finds no fault.
#
# An example is a `.Bd -literal` block (in the README a ```console block) whose first line starts with
# "$ ": lines with "$ " are commands (one that ends in a backslash goes on), the others are what they
# print, to the letter; a last line `...` means that more follows.  They run in a copy of
# tests/examples, one page after the other from a fresh one.
#
# --show PAGE prints the page's examples with what the programs print now.
top=$(cd "$(dirname "$0")/.." && pwd)
BIN=${BIN:-$top/bin}
PATH=$BIN:$PATH
export PATH LC_ALL=C
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
report() { # report STATUS NAME
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

# The blocks of a page, one file each in $tmp/ex.*: C command, O output, E end.
blocks() {
	rm -f "$tmp"/ex.*
	awk -v dir="$tmp" '
	/^\.Bd -literal/ || /^```console/ { on = 1; first = 1; next }
	/^\.Ed/ || /^```$/ { if (out) close(out); on = 0; out = ""; next }
	on && first { first = 0; if ($0 !~ /^\$ /) { on = 0; next } out = sprintf("%s/ex.%03d", dir, ++k) }
	on && FILENAME ~ /\.md$/ { print > out; next }
	on { gsub(/\\e/, "\\"); gsub(/\\\(aq/, "\047"); gsub(/\\\(dq/, "\""); gsub(/\\-/, "-")
	     gsub(/\\\(ga/, "`"); gsub(/\\\(ha/, "^"); gsub(/\\\(ti/, "~"); sub(/^\\&/, ""); print > out }
	' "$1"
}

# Run one block: its commands in turn, each one's output compared with the lines under it.
run_block() {
	awk -v dir="$tmp" '
	function flush() { if (cmd != "") { print cmd > (dir "/cmd." k); printf "%s", want > (dir "/want." k)
		close(dir "/cmd." k); close(dir "/want." k) } }
	cont { cmd = cmd "\n" $0; cont = /\\$/; next }
	/^\$ / { flush(); k++; cmd = substr($0, 3); want = ""; cont = /\\$/; next }
	{ want = want $0 "\n" }
	END { flush(); print k + 0 }' "$1" >"$tmp/count"
	status=0
	i=0
	while [ "$i" -lt "$(cat "$tmp/count")" ]; do
		i=$((i + 1))
		(cd "$work" && sh "$tmp/cmd.$i") >"$tmp/got" 2>&1 </dev/null
		if [ "$(tail -n 1 "$tmp/want.$i")" = ... ]; then
			sed '$d' "$tmp/want.$i" >"$tmp/want"
			head -n "$(wc -l <"$tmp/want")" "$tmp/got" >"$tmp/got.cut"
			mv "$tmp/got.cut" "$tmp/got"
		else
			cp "$tmp/want.$i" "$tmp/want"
		fi
		if ! cmp -s "$tmp/want" "$tmp/got"; then
			status=1
			sed 's/^/# $ /' "$tmp/cmd.$i"
			diff -u "$tmp/want" "$tmp/got" | sed 's/^/# /' | head -30
		fi
	done
	return $status
}

if [ "${1:-}" = --show ]; then
	cp -r "$top/tests/examples" "$tmp/work"
	blocks "$2"
	cd "$tmp/work" || exit 2
	for ex in "$tmp"/ex.*; do
		awk '/^\$ / { on = 1 } on { print; on = /\\$/ }' "$ex" | while IFS= read -r line; do
			printf '%s\n' "$line"
			cmd="${cmd:-}${line#\$ }"
			case $line in *\\) cmd="$cmd
"; continue ;; esac
			sh -c "$cmd" </dev/null 2>&1
			cmd=
		done
		echo ----
	done
	exit
fi

for page in "$top"/man/*.[1-9] "$top/README.md"; do
	[ -f "$page" ] || continue
	name=$(basename "$page")
	if [ "$name" != README.md ]; then
		mandoc -T lint -W warning "$page" >"$tmp/lint" 2>&1
		[ -s "$tmp/lint" ] && sed 's/^/# /' "$tmp/lint"
		report "$(test ! -s "$tmp/lint"; echo $?)" "$name: mandoc -T lint"
	fi
	work=$tmp/work
	rm -rf "$work"
	cp -r "$top/tests/examples" "$work"
	blocks "$page"
	for ex in "$tmp"/ex.*; do
		[ -f "$ex" ] || continue
		run_block "$ex"
		report $? "$name: $(head -n 1 "$ex" | cut -c 3-70)"
	done
	tool=$BIN/${name%.1}
	[ "${name%.1}" != "$name" ] && [ -x "$tool" ] || continue
	"$tool" --help | grep -oE '^ +(-[A-Za-z](, )?)?(--[a-z0-9-]+)?' | tr -d ' ' | tr ',' '\n' |
	    sed '/^$/d' | sort -u >"$tmp/help"
	mandoc -T ascii "$page" | sed 's/.\x08//g' | sed -n '/^OPTIONS/,/^[A-Z]/p' |
	    grep -oE '^ {5}-[-A-Za-z0-9=, ]*' | grep -oE -- '-(-[a-z0-9-]+|[A-Za-z]\b)' | sort -u >"$tmp/page"
	if [ -s "$tmp/page" ]; then
		diff "$tmp/help" "$tmp/page" | sed 's/^/# /'
		cmp -s "$tmp/help" "$tmp/page"
		report $? "$name: options as in --help"
	fi
done
echo "1..$n"
