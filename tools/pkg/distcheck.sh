#!/bin/sh
# make distcheck: what is shipped builds, passes its tests, installs, is gone when uninstalled, and
# is as it was when cleaned.   distcheck.sh ARCHIVE
archive=$(cd "$(dirname "$1")" && pwd)/${1##*/}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/distcheck.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
set -e
mkdir "$tmp/fresh"
tar -xz -C "$tmp" -f "$archive"
tar -xz -C "$tmp/fresh" -f "$archive"
dir=$(basename "$archive" .tar.gz)
cd "$tmp/$dir"
head -n 1 NEWS | grep -q "^Broadsheet ${dir#broadsheet-}\>" || { echo "NEWS is not of ${dir#*-}" >&2; exit 1; }
make=${MAKE:-make}
$make -j"$(nproc)"
$make check PROVE="-j$(nproc)"
$make install PREFIX=/usr DESTDIR="$tmp/dest" PROGPREFIX=bs-
[ "$("$tmp/dest/usr/bin/bs-tally" --version)" = "tally (Broadsheet) ${dir#broadsheet-}" ]
$make uninstall PREFIX=/usr DESTDIR="$tmp/dest" PROGPREFIX=bs-
[ -z "$(find "$tmp/dest" -type f)" ] || { find "$tmp/dest" -type f; exit 1; }
$make clean
diff -r . "$tmp/fresh/$dir"
echo "$dir is whole"
