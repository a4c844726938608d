#!/bin/sh
# make deb: the Debian source and binary packages in build/deb, and lintian's word on them.
#	deb.sh ARCHIVE
# The archive is that of make dist; debian/ lies in tools/pkg and moves to the top of a copy.
set -e
archive=$(cd "$(dirname "$1")" && pwd)/${1##*/}
dir=$(basename "$archive" .tar.gz)
cd "$(dirname "$0")/../.."
rm -rf build/deb
mkdir -p build/deb
cp "$archive" "build/deb/broadsheet_${dir#broadsheet-}.orig.tar.gz"
tar -xz -C build/deb -f "$archive"
cd "build/deb/$dir"
cp -r tools/pkg/debian .
dpkg-buildpackage -us -uc
lintian --fail-on error,warning ../*.changes
