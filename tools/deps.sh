#!/bin/sh
# What the build and the tests need, installed where it is missing.  Says what it does; does nothing
# where all is there.  NO_DEPS=1 make ... leaves it out.
missing=
have() { # have PACKAGE COMMAND...
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}
have pkg-config pkg-config --version
have libpcre2-dev pkg-config --exists libpcre2-8
have libutf8proc-dev pkg-config --exists libutf8proc
have libcmocka-dev pkg-config --exists cmocka
have bats bats --version
have mandoc sh -c 'command -v mandoc'
have perl sh -c 'command -v prove'
# Unicode's own test files; the tests that need them are skipped where they are not to be had
have unicode-data test -r /usr/share/unicode/auxiliary/SentenceBreakTest.txt
have bzip2 bzip2 --help
[ -z "$missing" ] && exit 0

if command -v apt-get >/dev/null 2>&1; then
	sudo=
	[ "$(id -u)" = 0 ] || sudo='sudo -n'
	echo "installing with apt-get:$missing" >&2
	# shellcheck disable=SC2086 # words on purpose
	if $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
		exit 0
	fi
	echo "could not install them; as root, type:" >&2
	echo "    apt-get install$missing" >&2
	exit 1
fi
echo "missing (names of Debian's packages):$missing" >&2
echo "install them with your system's package manager: pcre2, utf8proc, cmocka, bats, mandoc" >&2
exit 1
