#!/usr/bin/env perl
# Known texts (tests/examples/languages.tsv) as UTF-8 read in another encoding, once to three times:
# does normalize find its way back?  And are the sound texts left alone?  TAP; -v says how many.
use strict;
use warnings;
use Encode qw(decode encode find_encoding);
use File::Basename;
use File::Temp qw(tempdir);

my $bin = $ENV{BIN} || dirname($0) . '/../bin';
my $needed = 93; # percent, of each encoding and depth
my @page = qw(cp1252 cp1250 cp1251 cp1254 cp1257 iso-8859-2 MacRoman cp437);
my $dir = tempdir(CLEANUP => 1);
my @text;

open my $in, '<:utf8', dirname($0) . '/examples/languages.tsv' or die "$!\n";
while (<$in>) {
	chomp;
	push @text, (split /\t/)[1] unless /^#/ || !/[^\x00-\x7f]/;
}

# A byte without a character is read as the control of the same number, as programs do.
sub misread {
	my ($text, $page) = @_;
	my $e = find_encoding($page);
	return join '', map {
		my $c = $e->decode(my $b = $_);
		$c eq "\x{fffd}" ? chr ord : $c
	} split //, encode('UTF-8', $text);
}

# Each text as normalize has it, lines and marks as they are.
sub normalized {
	my @t = @_;
	open my $f, '>:utf8', "$dir/rows" or die "$!\n";
	print $f "$_\t", $t[$_] =~ s/\\/\\\\/gr =~ s/\n/\\n/gr =~ s/\r/\\r/gr =~ s/\t/\\t/gr, "\n" for 0 .. $#t;
	close $f;
	open my $p, '-|:utf8', "$bin/normalize", qw(--tsv --plain --as=lines --marks=keep), "$dir/rows" or die "$!\n";
	local $/;
	return map { s/\n\z//r } split /^\f\n/m, <$p>;
}

my @sound = normalized(@text);
my $n = 0;
my $alone = grep { my ($a, $b) = map { s/[\x{a0}\x{202f}]/ /gr } $text[$_], $sound[$_]; $a eq $b } 0 .. $#text;
printf "%s %d - sound texts left alone: %d of %d\n", $alone == @text ? 'ok' : 'not ok', ++$n, $alone, scalar @text;
for my $page (@page) {
	my @bad = @text;
	for my $depth (1 .. 3) {
		@bad = map { misread($_, $page) } @bad;
		my @got = normalized(@bad);
		my $right = grep { ($got[$_] // '') eq $sound[$_] } 0 .. $#text;
		printf "%s %d - %s read %d times: %d of %d right\n", 100 * $right >= $needed * @text ? 'ok' : 'not ok',
		    ++$n, $page, $depth, $right, scalar @text;
	}
}
print "1..$n\n";
