#!/bin/sh
# make reproducible: the source built in two folders, under two locales, time zones and umasks, comes
# out the same to the byte: programs, completions and the files an installation consists of.
cd "$(dirname "$0")/../.." || exit 2
tmp=$(mktemp -d "${TMPDIR:-/tmp}/reproducible.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
build() { # build FOLDER LOCALE ZONE UMASK
	mkdir -p "$1" && tar -c --exclude=./build --exclude=./bin --exclude=./.git . | tar -x -C "$1" &&
	    (umask "$4" && cd "$1" &&
		LC_ALL=$2 TZ=$3 ${MAKE:-make} -j"$(nproc)" install DESTDIR="$1/dest" >"$1.log" 2>&1) ||
	    { tail "$1.log"; exit 1; }
}
build "$tmp/a" C UTC 022
build "$tmp/another/longer-name" C.UTF-8 Asia/Tokyo 027
diff -r "$tmp/a/dest" "$tmp/another/longer-name/dest" || { echo "the two builds differ" >&2; exit 1; }
(cd "$tmp/a/dest" && find . -type f -printf '%m %p\n' | sort) >"$tmp/modes"
(cd "$tmp/another/longer-name/dest" && find . -type f -printf '%m %p\n' | sort) | diff "$tmp/modes" - || exit 1
echo "two builds, the same $(find "$tmp/a/dest" -type f | wc -l) files"
